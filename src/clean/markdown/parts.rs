//! A long Markdown text in parts that can be read one after another.

use super::{
    definitions::{Definitions, Footnotes},
    open::{Open, is_empty},
};

/// How long a part is, in bytes: at least, and so long that it ends at the next
/// line whatever stands there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lengths {
    /// At least.
    pub(super) least: usize,
    /// At most, but for a line.
    pub(super) most: usize,
}

/// A text in parts that say nothing of each other, but for what they define;
/// whole where that isn't plain.
pub(super) struct Parts<'a> {
    /// The parts, in order.
    pub(super) all: Vec<Part<'a>>,
    /// What links refer to in all of them.
    pub(super) definitions: Definitions,
    /// The footnotes of all of them.
    pub(super) footnotes: Footnotes,
}

/// A part of a text.
pub(super) struct Part<'a> {
    /// What has to be read before it, where it begins within a block.
    pub(super) before: String,
    /// The part.
    pub(super) text: &'a str,
}

impl<'a> Parts<'a> {
    /// Parts a text; linear in its length but for the order of its definitions.
    pub(super) fn of(text: &'a str, lengths: Lengths) -> Self {
        let several = (text.len() > lengths.least).then(|| parted(text, lengths)).flatten();
        let read = several.and_then(Self::together);
        read.unwrap_or_else(|| Self {
            all: vec![Part { before: String::new(), text }],
            definitions: Definitions::default(),
            footnotes: Footnotes::default(),
        })
    }

    /// Parts with what they define; none where they contradict each other.
    fn together(parts: Vec<Part<'a>>) -> Option<Self> {
        let texts = || parts.iter().map(|part| part.text).filter(|text| text.contains("]:"));
        let definitions = Definitions::of(texts())?;
        let footnotes = Footnotes::of(texts())?;
        Some(Self { all: parts, definitions, footnotes })
    }
}

/// The parts of a text, each of which begins at the margin with a heading, an
/// item of a list or, behind an empty line, a paragraph: whatever is open ends
/// there, but for fenced code and some HTML. What goes on for too long is cut
/// in two. None where a line may leave something open of which that can't be told.
fn parted(text: &str, lengths: Lengths) -> Option<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    let mut place = Place::default();
    let mut before = String::new();
    for line in lines(text, lengths.most) {
        if let Some(next) = place.cut(line, at - start, lengths) {
            let text = text.get(start..at)?;
            parts.push(Part { before: std::mem::replace(&mut before, next), text });
            start = at;
        }
        place = place.after(line)?;
        at += line.len();
    }
    parts.push(Part { before, text: text.get(start..)? });
    Some(parts)
}

/// The lines of a text; one that is longer than `most` is parted before words.
fn lines(text: &str, most: usize) -> impl Iterator<Item = &str> {
    text.split_inclusive('\n').flat_map(move |line| {
        let mut rest = line;
        std::iter::from_fn(move || {
            let (piece, after) = rest.split_at(end_of_piece(rest, most));
            rest = after;
            (!piece.is_empty()).then_some(piece)
        })
    })
}

/// Where a line is parted first: before a word behind so many bytes.
fn end_of_piece(line: &str, most: usize) -> usize {
    let word = |(at, _): &(usize, &str)| {
        let next = line.get(at + 1..).unwrap_or_default();
        *at >= most && next.starts_with(char::is_alphabetic)
    };
    let long = line.len() > most;
    let space = long.then(|| line.match_indices(' ').find(word)).flatten();
    space.map_or(line.len(), |(at, _)| at + 1)
}

/// Where a line stands.
#[derive(Default)]
struct Place<'a> {
    open: Open<'a>,
    /// The line before it.
    line: &'a str,
    /// The line under the head of the table that it may belong to.
    ruled: Option<&'a str>,
}

impl<'a> Place<'a> {
    /// What has to be read before this line if a part begins with it, for one may.
    fn cut(&self, line: &str, length: usize, Lengths { least, most }: Lengths) -> Option<String> {
        let plain = self.open == Open::Nothing;
        if length >= least && plain && self.begins(line) {
            return Some(String::new());
        }
        // Of what goes on, a part may begin with neither an underline nor a definition.
        if length < most || is_rule(line) || line.trim_start().starts_with('[') {
            return None;
        }
        match self.open {
            Open::Code(fence) if !self.open.ends(line) => Some(format!("{fence}\n")),
            Open::Nothing => Some(self.ruled.map(head).unwrap_or_default()),
            _ => None,
        }
    }

    /// Whether a line begins what no line before it can hold.
    fn begins(&self, line: &str) -> bool {
        let paragraph = is_empty(self.line) && line.starts_with(char::is_alphabetic);
        paragraph || begins_block(line) && !self.line.contains('|')
    }

    fn after(self, line: &'a str) -> Option<Self> {
        let under = is_rule(line) && line.contains('-') && self.line.contains('|');
        let ruled = if under { Some(line) } else { self.ruled.filter(|_| !is_empty(line)) };
        Some(Self { open: self.open.after(line)?, line, ruled })
    }
}

/// Whether a line is of such signs alone as underline what stands before it.
fn is_rule(line: &str) -> bool {
    line.bytes().all(|byte| b"-=:| \t\r\n".contains(&byte))
}

/// An empty head for the rows of a table, given the line under its own.
fn head(ruled: &str) -> String {
    let rule = ruled.trim();
    let cells = rule.trim_matches('|').split('|').count();
    format!("{}\n{rule}\n", "|".repeat(cells + 1))
}

/// Whether a line is a heading or an item of a list that begins at the margin.
fn begins_block(line: &str) -> bool {
    let text = match line.strip_prefix(['-', '*', '+']) {
        Some(text) => text,
        None if line.starts_with('#') => line.trim_start_matches('#'),
        None => return false,
    };
    line.len() - text.len() <= 6
        && text.strip_prefix(' ').is_some_and(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, least: usize, most: usize) -> Vec<(String, &str)> {
        let parts = Parts::of(text, Lengths { least, most }).all;
        parts.into_iter().map(|part| (part.before, part.text)).collect()
    }

    fn parts(text: &str) -> Vec<&str> {
        cut(text, 1, usize::MAX).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn a_long_text_is_parted_where_blocks_begin() {
        let text = "# Ferries\n\nOne sails.\n- late\n  - or never\n```\n# no\n```\n* twice\n";
        let expected = [
            "# Ferries\n\n",
            "One sails.\n",
            "- late\n  - or never\n```\n# no\n```\n",
            "* twice\n",
        ];
        assert_eq!(parts(text), expected);
        assert_eq!(cut(text, 1000, usize::MAX).len(), 1);
    }

    #[test]
    fn a_part_holds_what_a_line_leaves_open() {
        for whole in [
            "<!-- a\n\n# b\n-->\n",
            "<div>\n# b\n",
            "<pre>\n\nb\n",
            "```\n\nb\n```\n",
            "a | b\n- c\n",
            "a\n\u{a0}\nb\n",
            "1. a\n\n2. b\n",
        ] {
            assert_eq!(parts(whole), [whole]);
        }
        for two in [
            ["<!-- a\n-->\n", "# b\n"],
            ["<div>\n\n", "b\n"],
            ["- a\n  ```\n  # b\n  ```\n", "- c\n"],
            ["- ```\n  # b\n  ```\n", "- c\n"],
        ] {
            assert_eq!(parts(&two.concat()), two);
        }
    }

    #[test]
    fn a_text_is_whole_where_it_cannot_be_told() {
        for whole in [
            "- a\n  ```\n- b\n  ```\n",
            "> ```\n> a\n\nb\n",
            "- a\n  <!--\n- b\n",
            "<b>\n```\n\n# a\n",
            "# a\n\n[x]: /y\n# b\n\n[X]: /z\n",
        ] {
            assert_eq!(parts(whole), [whole]);
        }
    }

    #[test]
    fn parts_know_what_others_define() {
        let text = "# a\n\n[Pier]: /p 'P'\n# b[^Q]\n\n[^q]: quay\n";
        let Parts { all, definitions, footnotes } =
            Parts::of(text, Lengths { least: 1, most: usize::MAX });
        assert_eq!(all.len(), 2);
        assert_eq!(definitions.get("PIER"), Some(["/p", "P"]));
        assert!(footnotes.stubs("b[^Q]").starts_with("[^Q]:"));
        assert_eq!(footnotes.stubs("b[^r]"), "");
    }

    #[test]
    fn what_goes_on_for_too_long_is_cut_in_two() {
        let of = |text| cut(text, 8, 12);
        assert_eq!(
            of("```rust\na\nb\nc\n```\n"),
            [(String::new(), "```rust\na\nb\n"), ("```\n".to_owned(), "c\n```\n")]
        );
        assert_eq!(
            of("a | b\n--|--\nc | d\ne | f\n"),
            [(String::new(), "a | b\n--|--\n"), ("|||\n--|--\n".to_owned(), "c | d\ne | f\n")]
        );
        assert_eq!(
            of("one two three 4 four five\n"),
            [(String::new(), "one two three 4 "), (String::new(), "four five\n")]
        );
        assert_eq!(
            of("one two three\n====\n").len(),
            1,
            "a heading stays in front of what underlines it"
        );
    }
}
