//! From pieces in document order to the article's fixed text.
//!
//! Every form of document ends as one list of pieces. Here the kept ones are
//! joined by blank lines, the others get the place in the text before which
//! they stood, and each passes the sanitiser: nothing else makes text.

use std::borrow::Cow;

use super::{
    layout,
    sanitise::{safe_line, safe_text, sanitise_line},
};
use crate::model::{Block, BlockKind, Removed, RemovedKind, Span};

/// What parts the blocks of an article's text.
const BETWEEN: &str = "\n\n";

/// A part of a document, unsafe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// A part of the article.
    Kept(BlockKind, Cow<'a, str>),
    /// Something that is not.
    Removed(RemovedKind, Cow<'a, str>),
}

impl Piece<'_> {
    /// The same with a text of its own.
    pub(super) fn owned(self) -> Piece<'static> {
        match self {
            Self::Kept(kind, text) => Piece::Kept(kind, Cow::Owned(text.into_owned())),
            Self::Removed(kind, text) => Piece::Removed(kind, Cow::Owned(text.into_owned())),
        }
    }

    /// The room that it takes in an article's text.
    pub(super) fn room(&self) -> usize {
        match self {
            Self::Kept(_, text) => text.len() + BETWEEN.len(),
            Self::Removed(..) => 0,
        }
    }

    /// Its text.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Kept(_, text) | Self::Removed(_, text) => text,
        }
    }
}

/// The fixed text, its blocks and what was left out.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// The text.
    pub(super) text: String,
    /// Its blocks.
    pub(super) blocks: Vec<Block>,
    /// What was left out, by place.
    pub(super) removed: Vec<Removed>,
    /// Removed pieces before this one have their place.
    placed: usize,
}

impl Body {
    /// Joins the pieces; those that are empty once they are safe are dropped.
    /// With `room` for as much text as is expected, it need not be moved as it grows.
    pub(super) fn of<'a>(room: usize, pieces: impl IntoIterator<Item = Piece<'a>>) -> Self {
        let mut body = Self { text: String::with_capacity(room), ..Self::default() };
        for piece in pieces {
            match piece {
                Piece::Kept(kind, text) => body.keep(kind, &text),
                Piece::Removed(kind, text) => body.remove(kind, &text),
            }
        }
        body.end();
        body
    }

    /// Says that no more pieces follow.
    pub(super) fn end(&mut self) {
        self.place(self.text.len());
    }

    /// A text that stays as it is.
    pub(super) fn kept(text: String) -> Self {
        Self { blocks: paragraphs(&text), text, ..Self::default() }
    }

    /// Adds a part of the article; nothing where it is empty once it is safe.
    pub(super) fn keep(&mut self, kind: BlockKind, text: &str) {
        let safe = shaped(kind, text);
        if !safe.trim().is_empty() {
            self.keep_as_is("", kind, &safe);
        }
    }

    /// Adds safe text to the letter, behind `gap`, which parts it from the block
    /// before; a blank line does where there is no gap.
    pub(super) fn keep_as_is(&mut self, gap: &str, kind: BlockKind, safe: &str) {
        if !self.text.is_empty() {
            self.text.push_str(if gap.is_empty() { BETWEEN } else { gap });
        }
        let start = self.text.len();
        self.text.push_str(safe);
        self.blocks.push(Block { kind, span: Span::new(start, self.text.len()) });
        self.place(start);
    }

    /// Lines of one kind that follow each other become one removed piece.
    pub(super) fn remove(&mut self, kind: RemovedKind, text: &str) {
        let line = safe_line(text);
        if line.is_empty() {
            return;
        }
        let open = self.removed.len() > self.placed;
        match self.removed.last_mut().filter(|last| open && last.kind == kind) {
            Some(last) => {
                last.text.push('\n');
                last.text.push_str(&line);
            }
            None => self.removed.push(Removed { kind, text: line.into_owned(), at: 0 }),
        }
    }

    fn place(&mut self, at: usize) {
        for removed in self.removed.iter_mut().skip(self.placed) {
            removed.at = at;
        }
        self.placed = self.removed.len();
    }
}

/// A program's lines, inset; one that stands alone is a line like others.
fn code(safe: &str) -> String {
    let lines = safe.trim_matches('\n').trim_end();
    if lines.contains('\n') { layout::inset(lines) } else { lines.trim_start().to_owned() }
}

/// Safe text in the form its kind asks for: lines where they count, else one line.
fn shaped(kind: BlockKind, text: &str) -> Cow<'_, str> {
    match kind {
        BlockKind::Code => Cow::Owned(code(&safe_text(text))),
        BlockKind::TableRow => {
            let safe = safe_text(text);
            let cells: Vec<String> = safe.split('\t').map(sanitise_line).collect();
            Cow::Owned(cells.join("\t").trim_end().to_owned())
        }
        _ => safe_line(text),
    }
}

/// The paragraphs of a text that stays as it is: what stands between line
/// ends, or between blank lines where the text has any.
fn paragraphs(text: &str) -> Vec<Block> {
    let border = if text.contains("\n\n") { "\n\n" } else { "\n" };
    let mut blocks = Vec::new();
    let mut at = 0;
    for part in text.split(border) {
        let lead = part.len() - part.trim_start().len();
        let span = Span::new(at + lead, at + lead + part.trim().len());
        if !span.is_empty() {
            blocks.push(Block { kind: BlockKind::Paragraph, span });
        }
        at += part.len() + border.len();
    }
    blocks
}
