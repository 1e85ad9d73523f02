//! What is searched for with edits: a quote by itself, or between its contexts.

use std::ops::Range;

use super::candidate::Needle;

/// What is searched for with edits.
pub(super) struct Pattern<'a> {
    /// Its bytes.
    pub(super) bytes: &'a [u8],
    /// Where the quote is in it.
    pub(super) part: Range<usize>,
    /// The most edits.
    pub(super) limit: usize,
}

impl<'a> Pattern<'a> {
    /// A quote by itself.
    pub(super) fn alone(needle: &'a Needle) -> Self {
        let bytes = needle.quote.as_bytes();
        Self { bytes, part: 0..bytes.len(), limit: bytes.len() / 2 }
    }

    /// A quote between its contexts; `whole` is all of it.
    pub(super) fn between(needle: &Needle, whole: &'a [u8]) -> Self {
        let start = needle.prefix.len();
        let part = start..start + needle.quote.len();
        Self { bytes: whole, part, limit: whole.len() * 11 / 20 }
    }
}
