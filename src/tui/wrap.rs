//! Lines of the reading pane: computed when the article or the width changes,
//! kept as ranges of the text.
//!
//! Breaks follow UAX #14 (unicode-linebreak); widths follow UAX #11
//! (unicode-width). Signs that are drawn after mentions take their cell here,
//! so that what is drawn fits what was measured. One pass over the text.

use unicode_linebreak::BreakOpportunity;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::model::{Article, Block, BlockKind, Span};

/// Cells a tab between table cells takes.
pub(crate) const TAB: usize = 3;

/// What a line shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A part of the article's text.
    Text,
    /// A part of a removed piece, by its place in the list.
    Removed(usize),
    /// A part of the undecorated source.
    Raw,
    /// Nothing.
    Blank,
}

/// One line of the reading pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it shows.
    pub source: Source,
    /// Which bytes of it.
    pub span: Span,
    /// The block it belongs to.
    pub block: usize,
    /// Whether it is the first line of its block.
    pub first: bool,
}

/// Where a sign is drawn: behind the byte before this one.
pub type Signs<'a> = &'a [usize];

/// Columns that a block's sign takes on the left (`• `, `│ `).
#[must_use]
pub fn indent(kind: BlockKind) -> usize {
    match kind {
        BlockKind::Quote | BlockKind::ListItem | BlockKind::Code => 2,
        _ => 0,
    }
}

/// The lines of the cleaned text. `signs` are the ends of mentions that get a sign, sorted.
#[must_use]
pub fn clean_lines(article: &Article, width: usize, signs: Signs<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    for (at, block) in article.blocks.iter().enumerate() {
        separate(&mut lines, article.blocks.get(at.wrapping_sub(1)), *block);
        push_block(&mut lines, article, at, width, signs);
    }
    lines
}

/// The same with the removed pieces in their places.
#[must_use]
pub fn lines_with_removed(article: &Article, width: usize, signs: Signs<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut removed = 0;
    for (at, block) in article.blocks.iter().enumerate() {
        removed = push_removed(&mut lines, article, removed, block.span.start, width);
        separate(&mut lines, article.blocks.get(at.wrapping_sub(1)), *block);
        push_block(&mut lines, article, at, width, signs);
    }
    push_removed(&mut lines, article, removed, usize::MAX, width);
    lines
}

/// The lines of a source shown as it is.
#[must_use]
pub fn raw_lines(text: &str, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for span in wrap(text, Span::new(0, text.len()), width, &[]) {
        lines.push(Line { source: Source::Raw, span, block: 0, first: lines.is_empty() });
    }
    lines
}

/// The line that holds byte `at` of a source; the last one before it where none does.
#[must_use]
pub fn line_of(lines: &[Line], source: Source, at: usize) -> usize {
    let mut found = 0;
    for (number, line) in lines.iter().enumerate() {
        if line.source == source && line.span.start <= at {
            found = number;
            if at < line.span.end {
                break;
            }
        }
    }
    found
}

/// A blank line between blocks, but not between items, rows or a list and its like.
fn separate(lines: &mut Vec<Line>, before: Option<&Block>, block: Block) {
    let tight = matches!(block.kind, BlockKind::ListItem | BlockKind::TableRow);
    let same = before.is_some_and(|before| before.kind == block.kind);
    if !(lines.is_empty() || tight && same) {
        lines.push(blank(block.span.start));
    }
}

fn blank(at: usize) -> Line {
    Line { source: Source::Blank, span: Span::new(at, at), block: 0, first: false }
}

fn push_block(lines: &mut Vec<Line>, article: &Article, at: usize, width: usize, signs: Signs<'_>) {
    let Some(block) = article.blocks.get(at) else { return };
    let room = width.saturating_sub(indent(block.kind)).max(1);
    let from = signs.partition_point(|&sign| sign <= block.span.start);
    let signs = signs.get(from..).unwrap_or_default();
    for (number, span) in wrap(&article.text, block.span, room, signs).into_iter().enumerate() {
        lines.push(Line { source: Source::Text, span, block: at, first: number == 0 });
    }
}

/// Pushes the removed pieces that stand at or before `until`; gives the next one's place.
fn push_removed(
    lines: &mut Vec<Line>,
    article: &Article,
    mut next: usize,
    until: usize,
    width: usize,
) -> usize {
    let start = next;
    while let Some(piece) = article.removed.get(next).filter(|piece| piece.at <= until) {
        if next == start && !lines.is_empty() {
            lines.push(blank(piece.at));
        }
        let room = width.saturating_sub(2).max(1);
        for (number, span) in
            wrap(&piece.text, Span::new(0, piece.text.len()), room, &[]).into_iter().enumerate()
        {
            lines.push(Line { source: Source::Removed(next), span, block: 0, first: number == 0 });
        }
        next += 1;
    }
    next
}

/// Breaks the part of `text` under `span` into lines of at most `width` cells.
///
/// Spaces at a break hang over and are left out of the line. A word wider than
/// a line is cut between grapheme clusters. A newline always breaks.
#[must_use]
pub fn wrap(text: &str, span: Span, width: usize, signs: Signs<'_>) -> Vec<Span> {
    let part = span.cut(text);
    let mut wrapper = Wrapper { text, width: width.max(1), signs, ..Wrapper::new(span.start) };
    for (offset, opportunity) in unicode_linebreak::linebreaks(part) {
        wrapper.take_word(span.start + offset);
        if opportunity == BreakOpportunity::Mandatory && offset < part.len() {
            wrapper.end_line(span.start + offset);
        }
    }
    wrapper.finish(span.end)
}

struct Wrapper<'a> {
    text: &'a str,
    width: usize,
    signs: Signs<'a>,
    next_sign: usize,
    line_start: usize,
    /// The end of what the line holds so far, trailing space included.
    reached: usize,
    /// Cells of what the line holds so far.
    used: usize,
    lines: Vec<Span>,
}

impl Wrapper<'_> {
    fn new(start: usize) -> Self {
        Wrapper {
            text: "",
            width: 1,
            signs: &[],
            next_sign: 0,
            line_start: start,
            reached: start,
            used: 0,
            lines: Vec::new(),
        }
    }

    /// Adds the word that ends before `end`, on a new line where it doesn't fit.
    fn take_word(&mut self, end: usize) {
        let word = Span::new(self.reached, end).cut(self.text);
        let solid = word.trim_end();
        let signs = self.count_signs(end);
        let solid_width = cells(solid) + signs;
        if self.used > 0 && self.used + solid_width > self.width {
            self.end_line(self.reached);
        }
        if solid_width > self.width {
            self.cut_word(end);
        } else {
            self.used += solid_width + cells(word) - cells(solid);
            self.reached = end;
        }
    }

    /// Fills lines with the clusters of a word wider than a line.
    fn cut_word(&mut self, end: usize) {
        let word = Span::new(self.reached, end).cut(self.text);
        for cluster in word.graphemes(true) {
            let wide = cells(cluster);
            if self.used > 0 && self.used + wide > self.width && !cluster.trim().is_empty() {
                self.end_line(self.reached);
            }
            self.used += wide;
            self.reached += cluster.len();
        }
    }

    fn end_line(&mut self, at: usize) {
        let line = Span::new(self.line_start, at);
        let kept = line.cut(self.text).trim_end().len();
        self.lines.push(Span::new(line.start, line.start + kept));
        self.line_start = at;
        self.reached = at;
        self.used = 0;
    }

    fn finish(mut self, end: usize) -> Vec<Span> {
        if self.line_start < end || self.lines.is_empty() {
            self.end_line(end);
        }
        self.lines
    }

    fn count_signs(&mut self, end: usize) -> usize {
        let rest = self.signs.get(self.next_sign..).unwrap_or_default();
        let count = rest.iter().take_while(|&&sign| sign <= end).count();
        self.next_sign += count;
        count
    }
}

/// Cells that a text takes; control characters take none, tabs three.
#[must_use]
pub fn cells(text: &str) -> usize {
    let tabs = text.bytes().filter(|&byte| byte == b'\t').count();
    let breaks = text.bytes().filter(|&byte| byte < b' ').count();
    // unicode-width counts each control character as one cell.
    (text.width() + tabs * TAB).saturating_sub(breaks)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, width: usize, expected: &[&str]) {
        let lines = wrap(text, Span::new(0, text.len()), width, &[]);
        let found: Vec<_> = lines.iter().map(|line| line.cut(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_go_to_the_next_line_whole() {
        check("one two three", 7, &["one two", "three"]);
        check("one two three", 8, &["one two", "three"]);
        check("one  two", 3, &["one", "two"]);
        check("", 5, &[""]);
        check("air-defence deal", 5, &["air-", "defen", "ce", "deal"]);
        check("two\nlines", 20, &["two", "lines"]);
        check("国防部长会见", 5, &["国防", "部长", "会见"]);
    }

    #[test]
    fn a_sign_takes_its_cell() {
        let text = "Anna met Bo";
        let lines = wrap(text, Span::new(0, text.len()), 8, &[4]);
        assert_eq!(lines[0].cut(text), "Anna");
    }

    #[test]
    fn the_line_of_a_place_is_found() {
        let text = "one two three four";
        let lines = raw_lines(text, 7);
        assert_eq!(line_of(&lines, Source::Raw, 0), 0);
        assert_eq!(line_of(&lines, Source::Raw, 9), 1);
        assert_eq!(line_of(&lines, Source::Raw, 99), 2);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_word_is_lost(text in "[a-zğ 国👍\n-]{0,80}", width in 2_usize..20) {
            let lines = wrap(&text, Span::new(0, text.len()), width, &[]);
            let kept: String = lines.iter().map(|line| line.cut(&text)).collect();
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(bare(&kept), bare(&text));
            for line in lines {
                prop_assert!(cells(line.cut(&text)) <= width, "{:?}", line.cut(&text));
            }
        }
    }
}
