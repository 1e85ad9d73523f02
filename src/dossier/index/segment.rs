//! A segment: the index of some articles as bytes that never change.
//!
//! ```text
//! postings │ records │ head: keys, lengths, words, frequencies, stems, sums │ layout
//! ```
//!
//! The head is read when the segment is opened; postings and records are read
//! piece by piece as queries need them. The layout at the end says where the
//! parts lie and holds the sums of the head and of itself.

use std::ops::Range;

use super::{
    FIELDS, Key,
    bytes::{Bytes, Pages},
    codec::{BitReader, BitWriter, checksum, low_bits, put, take},
    record::Record,
    vocabulary::{Ordinal, Vocabulary},
};

/// The first number of a layout: which form the bytes have.
const FORM: u64 = 0x3130_7864_6e49_6c44;
/// Parts of the head.
const PARTS: usize = 6;
/// Numbers of a layout.
const NUMBERS: usize = 5 + FIELDS + PARTS + 2;
/// Bytes of a layout.
pub(super) const LAYOUT: usize = NUMBERS * 8;

/// Where everything lies in a segment, and what holds for all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// Articles.
    pub(super) articles: u64,
    /// Words of the vocabulary.
    pub(super) words: u64,
    /// Bytes of the postings.
    pub(super) postings: u64,
    /// Bytes of the records.
    pub(super) records: u64,
    /// Words in each field, of all articles.
    pub(super) totals: [u64; FIELDS],
    /// Bytes of each part of the head.
    pub(super) parts: [u64; PARTS],
    /// The sum of the head.
    pub(super) head_sum: u64,
}

impl Layout {
    /// The layout as bytes.
    pub(super) fn encode(&self) -> Vec<u8> {
        let first = [FORM, self.articles, self.words, self.postings, self.records];
        let numbers = first.iter().chain(&self.totals).chain(&self.parts).chain([&self.head_sum]);
        let mut bytes: Vec<u8> = numbers.flat_map(|number| number.to_le_bytes()).collect();
        bytes.extend(checksum(&bytes).to_le_bytes());
        bytes
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let numbers = words_of(bytes);
        let [FORM, articles, words, postings, records, rest @ ..] = numbers.as_slice() else {
            return None;
        };
        let (totals, rest) = rest.split_first_chunk()?;
        let (parts, rest) = rest.split_first_chunk()?;
        let &[head_sum, sum] = rest else { return None };
        let right = checksum(bytes.get(..bytes.len() - 8)?) == sum;
        right.then_some(Self {
            articles: *articles,
            words: *words,
            postings: *postings,
            records: *records,
            totals: *totals,
            parts: *parts,
            head_sum,
        })
    }

    /// Where the head lies, in a segment of `size` bytes.
    fn head(&self, size: u64) -> Option<Range<u64>> {
        let start = self.postings.checked_add(self.records)?;
        let lengths = self.parts.iter().try_fold(0_u64, |sum, &part| sum.checked_add(part))?;
        let end = start.checked_add(lengths)?;
        (end.checked_add(LAYOUT as u64)? == size).then_some(start..end)
    }
}

fn words_of(bytes: &[u8]) -> Vec<u64> {
    let (words, _) = bytes.as_chunks();
    words.iter().map(|&word| u64::from_le_bytes(word)).collect()
}

/// A segment that is open.
#[derive(Debug)]
pub struct Segment {
    pages: Pages,
    layout: Layout,
    keys: Vec<Key>,
    /// Where the postings of each word begin, and where those of the last end.
    postings: Vec<u64>,
    /// Where the record of each article begins, and where that of the last ends.
    records: Vec<u64>,
    /// Its words.
    pub(super) vocabulary: Vocabulary,
}

impl Segment {
    /// Opens a segment; none where its bytes are not as they were written.
    #[must_use]
    pub fn open(bytes: Box<dyn Bytes>) -> Option<Self> {
        let size = bytes.size();
        let layout = Layout::decode(&bytes.read(size.checked_sub(LAYOUT as u64)?..size)?)?;
        let head_range = layout.head(size)?;
        let end = head_range.start;
        let head = bytes.read(head_range)?;
        if checksum(&head) != layout.head_sum {
            return None;
        }
        let [keys, lengths, words, frequencies, stems, sums] = parts(&head, layout.parts)?;
        let (mut lengths, count) = (lengths, usize::try_from(layout.words).ok()?);
        let postings = starts(&mut lengths, 0, count)?;
        let records = starts(&mut lengths, layout.postings, layout.articles.try_into().ok()?)?;
        let vocabulary = Vocabulary::new(words.to_vec(), frequencies.to_vec(), stems.to_vec())?;
        let keys = keys.as_chunks().0.to_vec();
        let pages = Pages::new(bytes, end, words_of(sums));
        Some(Self { pages, layout, keys, postings, records, vocabulary })
    }

    /// The keys of its articles.
    #[must_use]
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// Whether bytes were found that are not as they were written.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        self.pages.is_damaged()
    }

    /// Words in each field, of all articles.
    pub(super) fn totals(&self) -> [u64; FIELDS] {
        self.layout.totals
    }

    /// The articles that have a word, in order, each with the word's strength
    /// there from 0 to 15.
    pub(super) fn postings(&self, word: Ordinal) -> Postings {
        let bytes = self.pages.read(range(&self.postings, word));
        let postings = Postings::new(bytes, self.keys.len());
        postings.unwrap_or_else(|| {
            self.pages.blame();
            Postings::default()
        })
    }

    /// What is known of an article; none where it is damaged.
    pub(super) fn record(&self, article: u32) -> Option<Record> {
        let bytes = self.pages.read(range(&self.records, article));
        let record = Record::decode(&bytes, self.vocabulary.len());
        if record.is_none() {
            self.pages.blame();
        }
        record
    }
}

fn range(starts: &[u64], at: u32) -> Range<u64> {
    let start = |at: usize| starts.get(at).copied().unwrap_or_default();
    start(at as usize)..start(at as usize + 1)
}

/// Cuts the head into its parts.
fn parts(mut head: &[u8], lengths: [u64; PARTS]) -> Option<[&[u8]; PARTS]> {
    let mut parts = [&[][..]; PARTS];
    for (part, length) in parts.iter_mut().zip(lengths) {
        (*part, head) = head.split_at_checked(length.try_into().ok()?)?;
    }
    Some(parts)
}

/// Adds up `count` lengths, from a first place on.
fn starts(lengths: &mut &[u8], first: u64, count: usize) -> Option<Vec<u64>> {
    let mut starts = Vec::with_capacity(count.min(lengths.len()) + 1);
    starts.push(first);
    let mut next = first;
    for _ in 0..count {
        next = next.checked_add(take(lengths)?)?;
        starts.push(next);
    }
    Some(starts)
}

/// Steps of strength that are kept.
pub(super) const STRENGTHS: u8 = 16;
const STRENGTH_BITS: u32 = STRENGTHS.ilog2();

/// The articles that have a word.
#[derive(Debug, Default)]
pub(super) struct Postings {
    bytes: Vec<u8>,
    /// Where the bits begin.
    start: usize,
    /// How many articles.
    pub(super) count: usize,
    low: u32,
}

impl Postings {
    fn new(bytes: Vec<u8>, articles: usize) -> Option<Self> {
        let mut rest = bytes.as_slice();
        let count = usize::try_from(take(&mut rest)?).ok().filter(|&count| count <= articles)?;
        let start = bytes.len() - rest.len();
        Some(Self { low: low_bits(articles, count), bytes, start, count })
    }

    /// Writes articles with strengths, of so many articles in the segment.
    pub(super) fn encode(found: &[(u32, u8)], articles: usize) -> Vec<u8> {
        let mut out = Vec::new();
        put(&mut out, found.len() as u64);
        let (low, mut next, mut bits) = (low_bits(articles, found.len()), 0, BitWriter::default());
        for &(article, strength) in found {
            bits.push_gap(article - next, low);
            bits.push(strength.into(), STRENGTH_BITS);
            next = article + 1;
        }
        out.extend(bits.finish());
        out
    }

    /// The articles in order with their strengths.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, u8)> {
        let mut bits = BitReader::new(self.bytes.get(self.start..).unwrap_or_default());
        let mut next = 0_u32;
        (0..self.count).map(move |_| {
            let article = next.saturating_add(bits.gap(self.low));
            next = article.saturating_add(1);
            (article, (bits.read(STRENGTH_BITS) & 15) as u8)
        })
    }
}
