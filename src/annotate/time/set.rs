//! Sets of what a token may be: the classes of words and the words that stand
//! literally in patterns, a bit each.

use std::ops::{BitAnd, BitOr, BitOrAssign};

/// How many 64-bit words hold a set.
const WORDS: usize = 4;

/// How many bits a set has.
pub(super) const BITS: usize = WORDS * 64;

/// A set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Set([u64; WORDS]);

impl Set {
    /// No bit.
    pub(super) const NONE: Self = Self([0; WORDS]);

    /// The bit at a place; none beyond the last.
    pub(super) const fn bit(place: usize) -> Self {
        let mut words = [0; WORDS];
        if place < BITS {
            words[place / 64] = 1 << (place % 64);
        }
        Self(words)
    }

    /// Whether the two share a bit.
    pub(super) fn meets(self, other: Self) -> bool {
        self & other != Self::NONE
    }
}

impl BitAnd for Set {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        let [first, second, third, fourth] = self.0;
        let [one, two, three, four] = other.0;
        Self([first & one, second & two, third & three, fourth & four])
    }
}

impl BitOr for Set {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        let [first, second, third, fourth] = self.0;
        let [one, two, three, four] = other.0;
        Self([first | one, second | two, third | three, fourth | four])
    }
}

impl BitOrAssign for Set {
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}
