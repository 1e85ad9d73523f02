//! Where in a long text something that has changed may stand: where many short
//! pieces of it stand near to each other.
//!
//! A text is made ready once. What is sought then costs as much as its own pieces
//! occur, and the search with edits goes over a few stretches instead of the
//! whole text. What is half like something has some of its pieces; what has none
//! of them is not found.

use std::{mem::replace, ops::Range};

/// Bytes of a piece.
const PIECE: usize = 6;

/// A piece that occurs more often tells nothing.
const COMMON: usize = 256;

/// Stretches in which the search goes on.
const STRETCHES: usize = 8;

/// The pieces of a text with their places.
#[derive(Clone, Debug)]
pub(super) struct Seeds {
    /// By hash, then by place.
    pieces: Vec<(u64, usize)>,
    /// Where those of each hash begin; one more at the end.
    starts: Vec<usize>,
    /// Bits of a hash: about as many hashes as pieces.
    bits: u32,
    length: usize,
}

impl Seeds {
    /// Sorts the pieces of a text by their hashes; linear.
    pub(super) fn of(text: &[u8]) -> Self {
        let bits = (usize::BITS - text.len().leading_zeros()).max(1);
        let mut next = starts(text, bits);
        let starts = next.clone();
        let mut pieces = vec![(0, 0); starts.last().copied().unwrap_or_default()];
        for (piece, at) in pieces_of(text) {
            let place = next.get_mut(hash(piece, bits)).map_or(0, |next| replace(next, *next + 1));
            pieces.get_mut(place).into_iter().for_each(|slot| *slot = (piece, at));
        }
        Self { pieces, starts, bits, length: text.len() }
    }

    /// The stretches within a range where a pattern may stand, in order and apart.
    pub(super) fn ranges(&self, pattern: &[u8], within: &Range<usize>) -> Vec<Range<usize>> {
        let mut weights = self.weights(pattern, within);
        weights.sort_unstable_by(|one, other| other.cmp(one));
        weights.truncate(STRETCHES);
        let mut cells: Vec<usize> = weights.into_iter().map(|(_, cell)| cell).collect();
        cells.sort_unstable();
        let size = pattern.len();
        let around = cells.into_iter().map(|cell| {
            let start = (cell * size).saturating_sub(size).max(within.start);
            start..((cell + 3) * size).min(within.end)
        });
        around.fold(Vec::new(), joined)
    }

    /// How much of a pattern stands in each cell of a range and the next one, a
    /// cell being as long as the pattern. The rarer a piece, the more it weighs.
    fn weights(&self, pattern: &[u8], within: &Range<usize>) -> Vec<(usize, usize)> {
        let mut cells = vec![0; self.length / pattern.len().max(1) + 2];
        for (piece, _) in pieces_of(pattern) {
            let alike = self.alike(piece);
            let weight = COMMON / alike.len().max(1);
            let places = alike.iter().filter(|(other, _)| *other == piece).map(|(_, at)| *at);
            for at in places.filter(|at| within.contains(at)) {
                cells.get_mut(at / pattern.len()).into_iter().for_each(|cell| *cell += weight);
            }
        }
        let pairs = cells.windows(2).map(|pair| pair.iter().sum()).zip(0..);
        pairs.filter(|(weight, _)| *weight > 0).collect()
    }

    /// The pieces with the hash of one; none where they are too many.
    fn alike(&self, piece: u64) -> &[(u64, usize)] {
        let hash = hash(piece, self.bits);
        let bounds = self.starts.get(hash).zip(self.starts.get(hash + 1));
        let alike = bounds.and_then(|(from, to)| self.pieces.get(*from..*to)).unwrap_or_default();
        if alike.len() > COMMON { &[] } else { alike }
    }
}

/// For each hash how many pieces have a lower one.
fn starts(text: &[u8], bits: u32) -> Vec<usize> {
    let mut counts = vec![0; (1 << bits) + 1];
    for (piece, _) in pieces_of(text) {
        counts.get_mut(hash(piece, bits) + 1).into_iter().for_each(|count| *count += 1);
    }
    counts.iter_mut().fold(0, |sum, count| {
        *count += sum;
        *count
    });
    counts
}

/// The pieces of a text, as numbers, with their places.
fn pieces_of(text: &[u8]) -> impl Iterator<Item = (u64, usize)> {
    let number = |piece: &[u8]| piece.iter().fold(0, |sum, &byte| sum << 8 | u64::from(byte));
    text.windows(PIECE).map(number).zip(0..)
}

/// Multiplicative hashing (Knuth, "Sorting and Searching", 6.4).
fn hash(piece: u64, bits: u32) -> usize {
    let mixed = piece.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - bits);
    usize::try_from(mixed).unwrap_or_default()
}

/// Adds a range to some in order, as a part of the last where they touch.
fn joined(mut ranges: Vec<Range<usize>>, next: Range<usize>) -> Vec<Range<usize>> {
    match ranges.last_mut() {
        Some(last) if next.start <= last.end => last.end = last.end.max(next.end),
        _ => ranges.push(next),
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_sentence_is_sought_where_its_words_are() {
        let filler = |word: &str| format!("nothing {word} of note here; ").repeat(200);
        let text = filler("much") + "the lorry left the harbour at dusk; " + &filler("else");
        let seeds = Seeds::of(text.as_bytes());
        let at = text.find("the lorry").unwrap();
        let sought = b"the lorries had left a harbour at dusk";
        let ranges = seeds.ranges(sought, &(0..text.len()));
        assert!(ranges.iter().any(|range| range.contains(&at) && range.contains(&(at + 36))));
        assert!(ranges.iter().map(Range::len).sum::<usize>() < 500, "{ranges:?}");
        assert_eq!(seeds.ranges(sought, &(0..at)), []);
        assert_eq!(seeds.ranges(b"zebra crossings", &(0..text.len())), []);
    }
}
