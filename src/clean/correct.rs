//! The reader's word about pieces: which are the article's text, which are chrome.
//!
//! Blocks and removed lines together are all that a document says, as one row
//! in its order. A correction changes what pieces are to the article and moves
//! none, so that the row is the same before and after it, and a piece is known
//! by its words, what stands around them and where they began in that row.

use std::{cmp::Reverse, ops::Range};

use super::pieces::Body;
use crate::{
    fold::{Folded, fold},
    model::{
        Article, Block, BlockKind, CodePoints, PieceAnchor, PieceCorrection, PieceRole, Removed,
        RemovedKind, Span,
    },
};

/// Characters of context kept on each side of a piece.
const CONTEXT: usize = 32;

/// The article as the reader has it: corrected pieces are text or chrome,
/// everything else is as it was. A piece that isn't found changes nothing;
/// the same corrections once more change nothing either.
#[must_use]
pub fn corrected(article: &Article, corrections: &[PieceCorrection]) -> Article {
    let pieces = Pieces::of(article);
    let mut roles = vec![None; pieces.rows.len()];
    for correction in corrections {
        let rows = pieces.rows_of(&correction.anchor);
        roles.get_mut(rows).unwrap_or_default().fill(Some(correction.role));
    }
    if roles.iter().all(Option::is_none) {
        return article.clone();
    }
    let body = pieces.with_roles(&roles);
    Article { text: body.text, blocks: body.blocks, removed: body.removed, ..article.clone() }
}

/// A piece of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceId {
    /// A block, by its place.
    Block(usize),
    /// A line of what was removed.
    Removed {
        /// The removed piece, by its place.
        piece: usize,
        /// The line, as a part of the piece's text.
        line: Span,
    },
}

/// All pieces of an article in the order of its document.
#[derive(Debug)]
pub struct Pieces<'a> {
    article: &'a Article,
    rows: Vec<Row>,
    /// The words of all pieces, a line end between two.
    words: String,
    folded: Folded,
}

/// A piece and where its words stand among those of all.
#[derive(Clone, Copy, Debug)]
struct Row {
    id: PieceId,
    span: Span,
}

impl<'a> Pieces<'a> {
    /// Lists the pieces; linear in the article.
    #[must_use]
    pub fn of(article: &'a Article) -> Self {
        let (rows, words, folded) = (Vec::new(), String::new(), Folded::default());
        let mut pieces = Self { article, rows, words, folded };
        let mut removed = article.removed.iter().enumerate().peekable();
        for (at, block) in article.blocks.iter().enumerate() {
            while let Some((piece, one)) = removed.next_if(|(_, one)| one.at <= block.span.start) {
                pieces.push_removed(piece, one);
            }
            pieces.push(PieceId::Block(at), block.span.cut(&article.text));
        }
        removed.for_each(|(piece, one)| pieces.push_removed(piece, one));
        pieces.folded = Folded::of(&pieces.words);
        pieces
    }

    fn push_removed(&mut self, piece: usize, removed: &Removed) {
        let mut start = 0;
        for text in removed.text.split('\n') {
            let line = Span::new(start, start + text.len());
            self.push(PieceId::Removed { piece, line }, text);
            start = line.end + 1;
        }
    }

    fn push(&mut self, id: PieceId, text: &str) {
        let start = self.words.len();
        self.words.push_str(text);
        self.rows.push(Row { id, span: Span::new(start, self.words.len()) });
        self.words.push('\n');
    }

    /// The line of removed piece `piece` that holds byte `at` of its text.
    #[must_use]
    pub fn removed_line(&self, piece: usize, at: usize) -> Option<PieceId> {
        let holds = |id: &PieceId| match id {
            PieceId::Removed { piece: of, line } => *of == piece && at <= line.end,
            PieceId::Block(_) => false,
        };
        self.rows.iter().map(|row| row.id).find(holds)
    }

    /// How a correction knows a piece; none for one that isn't the article's.
    #[must_use]
    pub fn anchor(&self, id: PieceId) -> Option<PieceAnchor> {
        let span = self.rows.iter().find(|row| row.id == id)?.span;
        let (before, after) = self.around(span);
        let first = before.char_indices().rev().take(CONTEXT).last();
        let prefix = before.get(first.map_or(before.len(), |(at, _)| at)..)?;
        Some(PieceAnchor {
            quote: span.cut(&self.words).to_owned(),
            prefix: prefix.to_owned(),
            suffix: after.chars().take(CONTEXT).collect(),
            start: before.chars().count(),
        })
    }

    /// The piece that a correction is about; the first where a cleaner has parted it.
    #[must_use]
    pub fn find(&self, anchor: &PieceAnchor) -> Option<PieceId> {
        self.rows.get(self.rows_of(anchor).start).map(|row| row.id)
    }

    /// The pieces that lie for the most part under an anchor's words. Where the
    /// words stand several times: as whole pieces, with the most of their
    /// context, nearest to where they were, in this order. Past the end for none.
    fn rows_of(&self, anchor: &PieceAnchor) -> Range<usize> {
        let quote = fold(&anchor.quote);
        let nowhere = self.rows.len()..self.rows.len();
        if quote.is_empty() {
            return nowhere;
        }
        let points = CodePoints::of(&self.words);
        let places = self.folded.text.match_indices(&quote);
        let best = places
            .map(|(at, found)| self.folded.original(Span::new(at, at + found.len())))
            .map(|span| (self.rows_under(span), span))
            .filter(|(rows, _)| !rows.is_empty())
            .max_by_key(|(rows, span)| {
                let far = points.at(span.start).abs_diff(anchor.start);
                (self.is_whole(rows, *span), self.touching(anchor, *span), Reverse(far))
            });
        best.map_or(nowhere, |(rows, _)| rows)
    }

    /// The pieces of which more than half lies under a span of the words.
    fn rows_under(&self, span: Span) -> Range<usize> {
        let first = self.rows.partition_point(|row| row.span.end <= span.start);
        let covered = |row: &&Row| {
            let shared = row.span.end.min(span.end).saturating_sub(row.span.start.max(span.start));
            shared * 2 > row.span.len()
        };
        let rows = self.rows.get(first..).unwrap_or_default();
        let skipped = rows.iter().take(1).filter(|row| !covered(row)).count();
        let count = rows.iter().skip(skipped).take_while(covered).count();
        first + skipped..first + skipped + count
    }

    /// Whether a span is some pieces from the first letter to the last.
    fn is_whole(&self, rows: &Range<usize>, span: Span) -> bool {
        let first = self.rows.get(rows.start).is_some_and(|row| row.span.start >= span.start);
        let last = rows.end.checked_sub(1).and_then(|last| self.rows.get(last));
        first && last.is_some_and(|row| row.span.end <= span.end)
    }

    /// Characters of context that touch a span as they touched the piece.
    fn touching(&self, anchor: &PieceAnchor, span: Span) -> usize {
        let (before, after) = self.around(span);
        let same = |(one, other): &(char, char)| one == other;
        let left = before.chars().rev().zip(anchor.prefix.chars().rev()).take_while(same);
        let right = after.chars().zip(anchor.suffix.chars()).take_while(same);
        left.count() + right.count()
    }

    fn around(&self, span: Span) -> (&str, &str) {
        let whole = Span::new(span.end, self.words.len());
        (Span::new(0, span.start).cut(&self.words), whole.cut(&self.words))
    }

    /// The body that these pieces make when some have a part given by hand.
    fn with_roles(&self, roles: &[Option<PieceRole>]) -> Body {
        let mut body = Body::default();
        for (row, role) in self.rows.iter().zip(roles) {
            let text = row.span.cut(&self.words);
            match (row.id, role) {
                (PieceId::Block(_), Some(PieceRole::Chrome)) => {
                    body.remove(RemovedKind::Reader, text);
                }
                (PieceId::Block(at), _) => body.keep_as_is(self.gap(at), self.kind(at), text),
                (PieceId::Removed { .. }, Some(PieceRole::Text)) => {
                    body.keep(BlockKind::Paragraph, text);
                }
                (PieceId::Removed { piece, .. }, _) => body.remove(self.why(piece), text),
            }
        }
        body.end();
        body
    }

    fn kind(&self, block: usize) -> BlockKind {
        self.article.blocks.get(block).map_or(BlockKind::Paragraph, |block| block.kind)
    }

    fn why(&self, piece: usize) -> RemovedKind {
        self.article.removed.get(piece).map_or(RemovedKind::Other, |removed| removed.kind)
    }

    /// What stands in the text between a block and the one before it.
    fn gap(&self, block: usize) -> &str {
        let start = |block: &Block| block.span.start;
        let before = block.checked_sub(1).and_then(|before| self.article.blocks.get(before));
        let to = self.article.blocks.get(block).map_or(0, start);
        Span::new(before.map_or(0, |before| before.span.end), to).cut(&self.article.text)
    }
}
