//! From pieces in document order to the article's fixed text.
//!
//! Every form of document ends as one list of pieces. Here the kept ones are
//! joined by blank lines, the others get the place in the text before which
//! they stood, and each passes the sanitiser: nothing else makes text.

use super::sanitise::{sanitise, sanitise_line};
use crate::model::{Block, BlockKind, Removed, RemovedKind, Span};

/// A part of a document, unsafe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A part of the article.
    Kept(BlockKind, String),
    /// Something that is not.
    Removed(RemovedKind, String),
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
    pub(super) fn of(pieces: Vec<Piece>) -> Self {
        let mut body = Self::default();
        for piece in pieces {
            match piece {
                Piece::Kept(kind, text) => body.keep(kind, &text),
                Piece::Removed(kind, text) => body.remove(kind, &text),
            }
        }
        body.place(body.text.len());
        body
    }

    /// A text that stays as it is.
    pub(super) fn kept(text: String) -> Self {
        Self { blocks: paragraphs(&text), text, ..Self::default() }
    }

    fn keep(&mut self, kind: BlockKind, text: &str) {
        let safe = shaped(kind, text);
        if safe.trim().is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(&safe);
        self.blocks.push(Block { kind, span: Span::new(start, self.text.len()) });
        self.place(start);
    }

    /// Lines of one kind that follow each other become one removed piece.
    fn remove(&mut self, kind: RemovedKind, text: &str) {
        let line = sanitise_line(text);
        if line.is_empty() {
            return;
        }
        let open = self.removed.len() > self.placed;
        match self.removed.last_mut().filter(|last| open && last.kind == kind) {
            Some(last) => {
                last.text.push('\n');
                last.text.push_str(&line);
            }
            None => self.removed.push(Removed { kind, text: line, at: 0 }),
        }
    }

    fn place(&mut self, at: usize) {
        for removed in self.removed.iter_mut().skip(self.placed) {
            removed.at = at;
        }
        self.placed = self.removed.len();
    }
}

/// Safe text in the form its kind asks for: lines where they count, else one line.
fn shaped(kind: BlockKind, text: &str) -> String {
    match kind {
        BlockKind::Code => sanitise(text).trim_matches('\n').trim_end().to_owned(),
        BlockKind::TableRow => {
            let safe = sanitise(text);
            let cells: Vec<String> = safe.split('\t').map(sanitise_line).collect();
            cells.join("\t").trim_end().to_owned()
        }
        _ => sanitise_line(text),
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
