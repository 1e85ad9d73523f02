//! What a place of a text stands among, in few bytes: a sample of the pieces of
//! the text before and after it.
//!
//! Which pieces are kept is told by the pieces themselves (Schleimer, Wilkerson
//! and Aiken, "Winnowing", 2003), so that one is kept wherever it stands, and
//! two samples of one text agree although words have come or gone between.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::Span;

/// Bytes of folded text on each side that a sample is taken of.
const REACH: usize = 240;

/// The same of a text that may have got longer.
const WIDER: usize = 2 * REACH;

/// Bytes of a piece.
const PIECE: usize = 8;

/// One of so many pieces is kept.
const KEPT: u64 = 8;

/// Hexadecimal digits of a piece.
const DIGITS: usize = 4;

/// A sample of the text around a place. In the log it is a row of hexadecimal
/// digits, four a piece.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Surroundings(BTreeSet<u16>);

impl Surroundings {
    /// What a span of a folded text stands among.
    pub(super) fn of(text: &str, span: Span) -> Self {
        Self::within(text, span, REACH)
    }

    /// The same, further: what stood around a place is among it although
    /// something new has come between.
    pub(super) fn wider(text: &str, span: Span) -> Self {
        Self::within(text, span, WIDER)
    }

    fn within(text: &str, span: Span, reach: usize) -> Self {
        let bytes = text.as_bytes();
        let before = bytes.get(span.start.saturating_sub(reach)..span.start).unwrap_or_default();
        let after = bytes.get(span.end..(span.end + reach).min(bytes.len())).unwrap_or_default();
        Self(sample(before, 0).chain(sample(after, 1)).collect())
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many pieces this has and another hasn't, and how many of those are among `seen`.
    pub(super) fn only(&self, other: &Self, seen: &Self) -> (usize, usize) {
        let only = self.0.difference(&other.0);
        only.fold((0, 0), |(all, found), piece| {
            (all + 1, found + usize::from(seen.0.contains(piece)))
        })
    }
}

impl From<String> for Surroundings {
    /// What is no number is left out.
    fn from(digits: String) -> Self {
        let number = |digits: &[u8]| {
            let digits = std::str::from_utf8(digits).ok()?;
            u16::from_str_radix(digits, 16).ok()
        };
        Self(digits.as_bytes().chunks_exact(DIGITS).filter_map(number).collect())
    }
}

impl From<Surroundings> for String {
    fn from(surroundings: Surroundings) -> Self {
        let digits = |piece: u16| [12, 8, 4, 0].map(|shift| u32::from(piece >> shift & 15));
        let digits = surroundings.0.into_iter().flat_map(digits);
        digits.filter_map(|digit| char::from_digit(digit, 16)).collect()
    }
}

/// The pieces of a text that are kept; those of each side are others.
fn sample(text: &[u8], side: u64) -> impl Iterator<Item = u16> {
    let number = |piece: &[u8]| piece.iter().fold(0, |sum, &byte| sum << 8 | u64::from(byte));
    // Multiplicative hashing (Knuth, "Sorting and Searching", 6.4); the best bits are the upper ones.
    let hash = move |piece: u64| {
        let mixed = (piece ^ (piece >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed ^ (mixed >> 32)).wrapping_add(side).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 40
    };
    let hashes = text.windows(PIECE).map(number).map(hash);
    hashes
        .filter(|hash| hash % KEPT == 0)
        .filter_map(|hash| u16::try_from(hash / KEPT % 65_536).ok())
}
