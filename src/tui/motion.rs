//! Motions: from a text and a cursor to where the cursor goes. Pure.
//!
//! A cursor is the first byte of a character of the text; in an empty text it
//! is 0. Each motion costs what it walks over.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::wrap::{Line, Source, cells, line_of};
use crate::model::Span;

/// The character boundary at or before `at`.
pub(crate) fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The start of the last character.
pub(crate) fn last(text: &str) -> usize {
    text.grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
}

/// The end of the character at `at`.
pub(crate) fn end_of_character(text: &str, at: usize) -> usize {
    let next = GraphemeCursor::new(at, text.len(), true).next_boundary(text, 0);
    next.ok().flatten().unwrap_or(text.len())
}

/// One character to the right; the last one stays.
pub(crate) fn right(text: &str, at: usize) -> usize {
    let next = end_of_character(text, at);
    if next < text.len() { next } else { at }
}

/// One character to the left; the first one stays.
pub(crate) fn left(text: &str, at: usize) -> usize {
    let before = GraphemeCursor::new(at, text.len(), true).prev_boundary(text, 0);
    before.ok().flatten().unwrap_or(0)
}

/// The start of the next word; after the last word, the last character.
pub(crate) fn next_word(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let words = rest.split_word_bound_indices().skip(1);
    words
        .filter(|(_, word)| is_word(word))
        .map(|(offset, _)| at + offset)
        .next()
        .unwrap_or_else(|| last(text))
}

/// The start of the word before; before the first word, the start.
pub(crate) fn previous_word(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let mut words = before.split_word_bound_indices().rev();
    words.find(|(_, word)| is_word(word)).map_or(0, |(offset, _)| offset)
}

fn is_word(word: &str) -> bool {
    word.chars().any(char::is_alphanumeric)
}

/// The start of the first span that begins after `at`.
pub(crate) fn next_start(spans: &[Span], at: usize) -> Option<usize> {
    spans.get(spans.partition_point(|span| span.start <= at)).map(|span| span.start)
}

/// The start of the last span that begins before `at`.
pub(crate) fn previous_start(spans: &[Span], at: usize) -> Option<usize> {
    let before = spans.partition_point(|span| span.start < at);
    spans.get(before.checked_sub(1)?).map(|span| span.start)
}

/// The span that holds `at`, else the last one before it.
pub(crate) fn span_at(spans: &[Span], at: usize) -> Option<Span> {
    let before = spans.partition_point(|span| span.start <= at);
    spans.get(before.checked_sub(1)?).copied()
}

/// The line `by` lines on from a line that the cursor can stand on; the
/// nearest in that direction, else the nearest at all.
pub(crate) fn stop(
    lines: &[Line],
    from: usize,
    by: isize,
    stops: impl Fn(&Line) -> bool,
) -> Option<usize> {
    let target = from.saturating_add_signed(by).min(lines.len().checked_sub(1)?);
    let stops = |at: &usize| lines.get(*at).is_some_and(&stops);
    let (mut down, mut up) = (target..lines.len(), (0..=target).rev());
    if by < 0 {
        up.find(stops).or_else(|| down.find(stops))
    } else {
        down.find(stops).or_else(|| up.find(stops))
    }
}

/// The line that the cursor is on.
pub(crate) fn line_at(lines: &[Line], at: usize) -> usize {
    line_of(lines, Source::Text, at)
}

/// The column of `at` in a line, in cells.
pub(crate) fn column(text: &str, line: Span, at: usize) -> usize {
    cells(Span::new(line.start, at.min(line.end)).cut(text))
}

/// The character of a line that stands at a column, or the line's last one.
pub(crate) fn at_column(text: &str, line: Span, column: usize) -> usize {
    let mut used = 0;
    let mut found = line.start;
    for (offset, cluster) in line.cut(text).grapheme_indices(true) {
        if used > column {
            break;
        }
        found = line.start + offset;
        used += cells(cluster);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each motion is given as the text with `|` before the cursor, before and after.
    fn check(motion: fn(&str, usize) -> usize, before: &str, after: &str) {
        let at = before.find('|').unwrap();
        let text = before.replace('|', "");
        let mut result = text.clone();
        result.insert(motion(&text, at), '|');
        assert_eq!(result, after);
    }

    #[test]
    fn by_character() {
        check(right, "a|ğb", "ağ|b");
        check(right, "a|👍🏽b", "a👍🏽|b");
        check(right, "ab|c", "ab|c");
        check(left, "ağ|b", "a|ğb");
        check(left, "|ab", "|ab");
        check(right, "|", "|");
    }

    #[test]
    fn by_word() {
        check(next_word, "|one, two", "one, |two");
        check(next_word, "o|ne\n\ntwo", "one\n\n|two");
        check(next_word, "one |two", "one tw|o");
        check(previous_word, "one, |two", "|one, two");
        check(previous_word, "one, t|wo", "one, |two");
    }

    #[test]
    fn by_line() {
        let text = "alpha beta gamma";
        let line = |start, end, source| Line {
            source,
            span: Span::new(start, end),
            block: 0,
            first: false,
        };
        let lines =
            [line(0, 5, Source::Text), line(5, 5, Source::Blank), line(6, 16, Source::Text)];
        let text_line = |from, by| stop(&lines, from, by, |line| line.source == Source::Text);
        assert_eq!(text_line(0, 1), Some(2));
        assert_eq!(text_line(2, -1), Some(0));
        assert_eq!(text_line(2, 9), Some(2));
        assert_eq!(stop(&[], 0, 1, |_| true), None);
        assert_eq!(at_column(text, Span::new(6, 16), 3), 9);
        assert_eq!(at_column(text, Span::new(0, 5), 30), 4);
        assert_eq!(column(text, Span::new(6, 16), 9), 3);
    }
}
