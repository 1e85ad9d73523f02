//! The packed table of words: a cluster of like words, and classes of names.
//!
//! Words are known by number. The table is read where it lies: 65,537 places
//! of 3 bytes, then 4 bytes a word, the low half of its number and its entry,
//! sorted by number. A word that is not there has one chance in ten thousand
//! to look like one that is.

use std::sync::OnceLock;

/// What the table says about a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry(u16);

impl Entry {
    /// Nothing.
    pub(super) const NONE: Self = Self(0);

    /// The cluster of words used alike, from 1 to 512; none for words that have none.
    pub(super) fn cluster(self) -> Option<u32> {
        let cluster = u32::from(self.0 & 0x3ff);
        (cluster > 0).then_some(cluster)
    }

    /// The classes of names that it is in, one bit each.
    pub(super) fn names(self) -> u32 {
        u32::from(self.0 >> 10)
    }
}

/// How many buckets the words are in, by the high half of their number.
const BUCKETS: usize = 1 << 16;

/// Bytes of a bucket's place, and of a word.
const PLACE: usize = 3;
const WORD: usize = 4;

/// The table.
#[derive(Debug)]
pub(super) struct Words {
    places: &'static [u8],
    words: &'static [u8],
}

impl Words {
    /// The table that is part of the program.
    pub(super) fn get() -> &'static Self {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| Self::read(include_bytes!("../../../../assets/entities/words.table")))
    }

    fn read(bytes: &'static [u8]) -> Self {
        let (places, words) = bytes.split_at_checked((BUCKETS + 1) * PLACE).unwrap_or_default();
        Self { places, words }
    }

    /// The entry of a word's number.
    pub(super) fn entry(&self, number: u32) -> Entry {
        let bucket = (number >> 16) as usize;
        let (Some(start), Some(end)) = (self.place(bucket), self.place(bucket + 1)) else {
            return Entry::NONE;
        };
        let [low, high, ..] = number.to_le_bytes();
        let words = self.words.get(start * WORD..end * WORD).unwrap_or_default();
        let found = words.chunks_exact(WORD).find(|word| word.starts_with(&[low, high]));
        match found {
            Some(&[_, _, low, high]) => Entry(u16::from_le_bytes([low, high])),
            _ => Entry::NONE,
        }
    }

    fn place(&self, bucket: usize) -> Option<usize> {
        let bytes = self.places.get(bucket * PLACE..(bucket + 1) * PLACE)?;
        let &[low, middle, high] = bytes else { return None };
        Some(u32::from_le_bytes([low, middle, high, 0]) as usize)
    }
}
