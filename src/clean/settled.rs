//! Text that stays as it is when it is cleaned once more.
//!
//! What a page or fragment is found to say is read again as the plain text
//! that it will be: what the reader of texts takes out of it goes at once, so
//! that a text copied from here and cleaned again is the same.

use std::borrow::Borrow;

use super::{
    pieces::{Body, Piece},
    text::{self, Again},
};
use crate::model::RemovedKind;

/// How often a text is read again before it is left as it is; each time it
/// loses something, and hardly any is read a third time.
const MOST: usize = 8;

/// The longest text that is read again, in bytes; it takes several times its
/// room, and so does each piece.
const LONGEST: usize = 4 << 20;
pub(super) const PIECE: usize = 256;

/// Joins the pieces of a text, in the same way. Those of a long one are made as
/// they are joined, and are never all there at once. Any text of up to `most`
/// bytes of room is a short one.
pub(super) fn of_text<'a, I>(most: usize, pieces: impl Fn() -> I) -> Body
where
    I: Iterator<Item = Piece<'a>>,
{
    if most <= LONGEST {
        return body(pieces().collect());
    }
    let room = Room::of(pieces());
    if room.is_little() { body(pieces().collect()) } else { Body::of(room.text, pieces()) }
}

/// What the pieces that are kept take.
#[derive(Default)]
struct Room {
    pieces: usize,
    text: usize,
}

impl Room {
    fn of<'a>(pieces: impl Iterator<Item = impl Borrow<Piece<'a>>>) -> Self {
        let mut all = Self::default();
        for room in pieces.map(|piece| piece.borrow().room()).filter(|room| *room > 0) {
            all.pieces += 1;
            all.text += room;
        }
        all
    }

    /// Whether the text may be read again.
    fn is_little(&self) -> bool {
        self.pieces * PIECE + self.text <= LONGEST
    }
}

/// Joins pieces, without what reading their text again would take out, and as it would change them.
pub(super) fn body(mut pieces: Vec<Piece>) -> Body {
    let room = Room::of(pieces.iter());
    let times = if room.is_little() { MOST } else { 0 };
    for _ in 0..times {
        let (body, owners) = joined(&pieces);
        let again = text::again(&body.text);
        if matches!(&again, Again::Pieces(read) if is_same(read, &body)) {
            drop(again);
            return body;
        }
        match again {
            Again::Chrome(lines) => remove(&mut pieces, &owners, &lines),
            Again::Pieces(read) => pieces = replaced(pieces, &owners, read),
        }
    }
    Body::of(room.text, pieces)
}

/// Whether what was read comes to the same text.
fn is_same(read: &[(usize, Piece)], body: &Body) -> bool {
    let blocks = body.blocks.iter().map(|block| block.span.cut(&body.text));
    let pieces = || read.iter().map(|(_, piece)| piece);
    let plain = |piece: &Piece| {
        matches!(piece, Piece::Kept(..))
            && !piece.text().contains(['\t', '\n'])
            && !piece.text().contains("  ")
    };
    let to_the_letter = pieces().all(plain) && pieces().map(Piece::text).eq(blocks);
    to_the_letter || Body::of(0, pieces().cloned()).text == body.text
}

/// Removes the pieces that these lines are; what is left is no dump any more.
fn remove(pieces: &mut [Piece], owners: &[Owner], lines: &[(usize, RemovedKind)]) {
    for (line, kind) in lines {
        let owner = owners.partition_point(|owner| owner.line <= *line).checked_sub(1);
        let owner = owner.and_then(|at| owners.get(at));
        if let Some(piece) = owner.and_then(|owner| pieces.get_mut(owner.piece)) {
            *piece = Piece::Removed(*kind, piece.text().to_owned().into());
        }
    }
}

/// The pieces with what was read in the place of those that it comes from.
fn replaced<'a>(
    pieces: Vec<Piece<'a>>,
    owners: &[Owner],
    read: Vec<(usize, Piece)>,
) -> Vec<Piece<'a>> {
    let mut read = read.into_iter().peekable();
    let mut owners = owners.iter().peekable();
    let mut replaced = Vec::with_capacity(pieces.len());
    for (at, piece) in pieces.into_iter().enumerate() {
        if owners.next_if(|owner| owner.piece == at).is_none() {
            replaced.push(piece);
            continue;
        }
        let next = owners.peek().map_or(usize::MAX, |next| next.line);
        let mut parts = Vec::new();
        while let Some((_, part)) = read.next_if(|(line, _)| *line < next) {
            parts.push(part);
        }
        replaced.extend(of_kind(piece, parts));
    }
    replaced
}

/// What a piece was read as; where its text is still the same it is what it was.
fn of_kind<'a>(piece: Piece<'a>, parts: Vec<Piece>) -> Vec<Piece<'a>> {
    let parted = Body::of(0, parts.iter().cloned()).text;
    if Body::of(0, [piece.clone()]).text == parted {
        vec![piece]
    } else {
        parts.into_iter().map(Piece::owned).collect()
    }
}

/// Where a block comes from, and where it stands.
struct Owner {
    /// The place of its piece.
    piece: usize,
    /// The number of its first line in the text.
    line: usize,
}

/// The pieces as they are, joined, and where the blocks of the text come from.
fn joined(pieces: &[Piece]) -> (Body, Vec<Owner>) {
    let mut body = Body::default();
    let (mut owners, mut counted, mut line) = (Vec::new(), 0, 0);
    for (piece, of) in pieces.iter().enumerate() {
        match of {
            Piece::Kept(kind, text) => body.keep(*kind, text),
            Piece::Removed(kind, text) => body.remove(*kind, text),
        }
        let Some(block) = body.blocks.get(owners.len()) else { continue };
        let between = body.text.get(counted..block.span.start).unwrap_or_default();
        line += between.matches('\n').count();
        counted = block.span.start;
        owners.push(Owner { piece, line });
    }
    body.end();
    (body, owners)
}
