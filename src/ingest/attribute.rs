//! The attributes of an element, cheap enough to be asked of every element.
//!
//! The tree's own look-up interns each name and class that it meets, which
//! costs more than all else that is done with an element.

use scraper::node::Element;

/// The value of an attribute.
pub(crate) fn attribute<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.attrs().find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// The classes of an element, sorted, each once.
pub(crate) fn classes(element: &Element) -> Vec<&str> {
    let value = attribute(element, "class").unwrap_or_default();
    let mut classes: Vec<&str> = value.split_ascii_whitespace().collect();
    classes.sort_unstable();
    classes.dedup();
    classes
}
