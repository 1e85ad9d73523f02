//! An attribute of an element, cheap enough to be asked of every element.
//!
//! The tree's own look-up interns each name and class that it meets, which
//! costs more than all else that is done with an element.

use scraper::node::Element;

/// The value of an attribute.
pub(crate) fn attribute<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.attrs().find(|(known, _)| *known == name).map(|(_, value)| value)
}
