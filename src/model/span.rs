//! The one currency: a byte range of an article's text.
//!
//! Everything that is said about a text (names, dates, hits, notes) is a
//! [`Span`] beside it. This file holds the one function that cuts text by a
//! span and the one place where bytes become code points.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes, `start..end`, of one text.
///
/// A span made by this program lies on character boundaries. One that comes
/// from outside (a cache, a log) may not: [`Span::cut`] answers with an empty
/// text then instead of failing.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span `start..end`; an end before the start gives the empty span at `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether the byte at `at` lies inside.
    #[must_use]
    pub fn holds(self, at: usize) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether `other` lies inside, borders included.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The same span `by` bytes further on.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start + by, self.end + by)
    }

    /// The text under the span; empty where the span doesn't fit `text`.
    #[must_use]
    pub fn cut(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// Turns byte offsets of one text into code point offsets and back.
///
/// Building costs one pass over the text; an answer costs at most
/// [`CodePoints::STEP`] bytes of counting.
#[derive(Clone, Debug)]
pub struct CodePoints<'a> {
    text: &'a str,
    /// Code points before byte `i * STEP` (rounded down to a boundary).
    marks: Vec<(usize, usize)>,
    total: usize,
}

impl<'a> CodePoints<'a> {
    /// Bytes between two stored counts.
    pub const STEP: usize = 512;

    /// Counts `text` once.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let mut marks = vec![(0, 0)];
        let mut total = 0;
        let mut next = Self::STEP;
        for (at, _) in text.char_indices() {
            if at >= next {
                marks.push((at, total));
                next = at + Self::STEP;
            }
            total += 1;
        }
        Self { text, marks, total }
    }

    /// Code points in the whole text.
    #[must_use]
    pub fn total(&self) -> usize {
        self.total
    }

    /// Code points before byte `at`; past the end, the total.
    #[must_use]
    pub fn at(&self, at: usize) -> usize {
        let (byte, count) = self.mark_before(|mark| mark.0 <= at);
        let rest = self.text.get(byte..).unwrap_or_default();
        count + rest.char_indices().take_while(|(offset, _)| byte + offset < at).count()
    }

    /// A span in code points, end exclusive.
    #[must_use]
    pub fn span(&self, span: Span) -> (usize, usize) {
        (self.at(span.start), self.at(span.end))
    }

    /// The byte at which code point `count` starts; past the end, the text's length.
    #[must_use]
    pub fn byte(&self, count: usize) -> usize {
        let (byte, before) = self.mark_before(|mark| mark.1 <= count);
        let rest = self.text.get(byte..).unwrap_or_default();
        rest.char_indices().nth(count - before).map_or(self.text.len(), |(offset, _)| byte + offset)
    }

    /// The byte span of a code point range.
    #[must_use]
    pub fn bytes(&self, start: usize, end: usize) -> Span {
        Span::new(self.byte(start), self.byte(end))
    }

    fn mark_before(&self, fits: impl Fn(&(usize, usize)) -> bool) -> (usize, usize) {
        let at = self.marks.partition_point(fits);
        self.marks.get(at.saturating_sub(1)).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_and_bytes_agree_on_mixed_text() {
        let text = "Erdoğan 👍🏽 in İstanbul. ".repeat(200);
        let points = CodePoints::of(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte), count);
            assert_eq!(points.byte(count), byte);
        }
        assert_eq!(points.at(text.len() + 7), points.total());
        assert_eq!(points.byte(points.total() + 7), text.len());
    }

    #[test]
    fn a_span_off_a_boundary_cuts_nothing() {
        assert_eq!(Span::new(0, 1).cut("ğ"), "");
        assert_eq!(Span::new(0, 2).cut("ğ"), "ğ");
        assert_eq!(Span::new(3, 9).cut("ğ"), "");
    }
}
