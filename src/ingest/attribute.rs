//! An attribute of an element, cheap enough to be asked of every element, and
//! the text of a script, without a copy where it may be large.
//!
//! The tree's own look-up interns each name and class that it meets, which
//! costs more than all else that is done with an element.

use std::borrow::Cow;

use html5ever::LocalName;
use scraper::{ElementRef, node::Element};

/// The value of an attribute.
pub(crate) fn attribute<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.attrs().find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// The value of an attribute whose name the standard knows: such names are
/// compared as numbers.
pub(crate) fn known_attribute<'a>(element: &'a Element, name: &LocalName) -> Option<&'a str> {
    element.attrs.iter().find(|(known, _)| known.local == *name).map(|(_, value)| &**value)
}

/// The text of a script, which the tree holds in one piece unless it is very large.
pub(super) fn script(element: ElementRef<'_>) -> Cow<'_, str> {
    let mut parts = element.text();
    let first = parts.next().unwrap_or_default();
    match parts.next() {
        None => Cow::Borrowed(first),
        Some(second) => [first, second].into_iter().chain(parts).collect(),
    }
}
