//! What the lines around a page's headline say: who wrote it, and when.
//!
//! A last resort: what a page declares about itself is trusted more. Only
//! short lines near the headline count, so that the dates of other articles
//! and the names in the text stay out.

use super::{
    dates::FoundDate,
    head::{date_of_line, is_update},
    metadata::Found,
    people,
};
use crate::model::PublishedFrom;

/// How many lines before the headline, and after it, may speak of the article.
const BEFORE: usize = 4;
const AFTER: usize = 14;

/// The longest line that is read, in bytes.
const LONGEST: usize = 160;

/// Reads the lines around the headline at `headline`; `body` is where the text begins.
pub(super) fn read(lines: &[&str], headline: usize, body: usize) -> Found {
    let end = (headline + AFTER).min(body + 4).max(headline + 3);
    let after: Vec<&str> = lines.iter().take(end).skip(headline + 1).copied().collect();
    let before = lines.iter().take(headline).rev().take(BEFORE).copied();
    let date = dated(after.iter().copied()).or_else(|| dated(before.clone()));
    let byline = byline(&after).or_else(|| byline(&before.collect::<Vec<_>>()));
    Found {
        byline: byline.unwrap_or_default(),
        dates: date.map(|date| (PublishedFrom::Dateline, date)).into_iter().collect(),
        ..Found::default()
    }
}

/// The first line that is a date of publication.
fn dated<'a>(mut lines: impl Iterator<Item = &'a str>) -> Option<FoundDate> {
    lines.find_map(|line| date_of_line(line).filter(|_| !is_update(line)))
}

/// The first line of people: one that says so, the one after a bare "By", or
/// a lone name beside the date.
fn byline(lines: &[&str]) -> Option<Vec<String>> {
    let parts: Vec<Part<'_>> =
        lines.iter().enumerate().flat_map(|(at, line)| parts(at, line)).collect();
    let said = parts.iter().find_map(|part| people::byline(part.text));
    said.or_else(|| {
        parts.windows(2).find_map(|pair| match pair {
            [one, other] if people::is_opening(one.text) => people::names(other.text),
            [one, other] if other.dated && !one.dated => people::names(one.text),
            [one, other] if one.dated && !other.dated && one.line == other.line => {
                people::names(other.text)
            }
            _ => None,
        })
    })
}

/// The people of an element that shows who wrote the page, its text nodes as lines.
pub(super) fn people_of(text: &str) -> Option<Vec<String>> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let whole = people::byline(&line);
    whole.or_else(|| byline(&lines)).or_else(|| lines.iter().find_map(|line| people::names(line)))
}

/// A part of a line: a date, or what a sign or a date borders.
struct Part<'a> {
    text: &'a str,
    dated: bool,
    line: usize,
}

/// The parts of a short line: `By A B • May 3, 2031 • 4 min read` has three.
fn parts(at: usize, line: &str) -> Vec<Part<'_>> {
    let pieces = line.split(['|', '•', '·', '●', '∙', '・']).filter(|_| line.len() <= LONGEST);
    let parts = pieces.flat_map(|piece| {
        let Some(date) = date_of_line(piece) else { return vec![(piece, false)] };
        let head = piece.get(..date.span.start).unwrap_or_default();
        let tail = piece.get(date.span.end..).unwrap_or_default();
        vec![(head, false), (date.span.cut(piece), true), (tail, false)]
    });
    let parts = parts.map(|(text, dated)| Part { text: trimmed(text), dated, line: at });
    parts.filter(|part| part.text.chars().nth(1).is_some()).collect()
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|sign: char| sign.is_whitespace() || ",;-–—".contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads lines of which the first is the headline and the last the text.
    fn check(lines: &[&str], byline: &[&str], date: Option<&str>) {
        let found = read(lines, 0, lines.len() - 1);
        assert_eq!(found.byline, byline, "{lines:?}");
        let first = found.dates.first().map(|(_, date)| date.text.as_str());
        assert_eq!(first, date, "{lines:?}");
    }

    const TEXT: &str = "The ferry sailed again, the harbour master told reporters on the quay.";

    #[test]
    fn the_lines_under_a_headline_say_who_and_when() {
        let date = Some("2031-05-03");
        check(&["Ferry sails", "By Ada Quill | May 3, 2031", TEXT], &["Ada Quill"], date);
        check(&["Ferry sails", "May 3, 2031 • Ada Quill • 4 min read", TEXT], &["Ada Quill"], date);
        check(&["Ferry sails", "Ada Quill", "3 May 2031", TEXT], &["Ada Quill"], date);
        check(&["Ferry sails", "By", "Ada Quill", "Share", TEXT], &["Ada Quill"], None);
        check(&["Ferry sails", "Published: 3 May 2031 by Ada Quill", TEXT], &["Ada Quill"], date);
        check(&["Ferry sails", "Quay news", "3 May 2031", TEXT], &[], date);
        check(&["Ferry sails", "Updated 3 May 2031", TEXT], &[], None);
        check(&["Ferry sails", TEXT], &[], None);
    }
}
