//! What a segment knows of one article: its words in order, by field.
//!
//! A record holds the article's different words as sorted numbers and then
//! every word in order as a place among those. It answers what the postings
//! leave open: how near words stand to each other, and which of very many
//! words an article has.

use super::{
    FIELDS, GAP,
    codec::{BitReader, BitWriter, low_bits, put, take},
    vocabulary::Ordinal,
};

/// The words of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Record {
    /// Words in each field.
    pub(super) lengths: [u32; FIELDS],
    /// The different words, sorted.
    pub(super) words: Vec<Ordinal>,
    /// All words in order, as places in `words`.
    pub(super) sequence: Vec<u32>,
}

impl Record {
    /// The record of words in order.
    pub(super) fn of(lengths: [u32; FIELDS], ordinals: &[Ordinal]) -> Self {
        let mut words = ordinals.to_vec();
        words.sort_unstable();
        words.dedup();
        let place = |ordinal: &Ordinal| words.partition_point(|word| word < ordinal);
        let places = ordinals.iter().map(|one| u32::try_from(place(one)).unwrap_or_default());
        let sequence = places.collect();
        Self { lengths, words, sequence }
    }

    /// The record as bytes, for a vocabulary of so many words.
    pub(super) fn encode(&self, vocabulary: usize) -> Vec<u8> {
        let mut out = Vec::new();
        put(&mut out, self.words.len() as u64);
        self.lengths.iter().for_each(|&length| put(&mut out, length.into()));
        let mut bits = BitWriter::default();
        let (low, mut next) = (low_bits(vocabulary, self.words.len()), 0);
        for &word in &self.words {
            bits.push_gap(word - next, low);
            next = word + 1;
        }
        let width = width(self.words.len());
        self.sequence.iter().for_each(|&place| bits.push(place, width));
        out.extend(bits.finish());
        out
    }

    /// What was encoded; none when it makes no sense.
    pub(super) fn decode(mut bytes: &[u8], vocabulary: usize) -> Option<Self> {
        let count = usize::try_from(take(&mut bytes)?).ok()?;
        let mut lengths = [0; FIELDS];
        for length in &mut lengths {
            *length = take(&mut bytes)?.try_into().ok()?;
        }
        let total: usize = lengths.iter().map(|&length| length as usize).sum();
        if count.max(total) > bytes.len() * 8 {
            return None;
        }
        let mut bits = BitReader::new(bytes);
        let words = decode_words(&mut bits, count, low_bits(vocabulary, count));
        let width = width(count);
        let sequence = (0..total).map(|_| bits.read(width)).collect();
        (!bits.is_over()).then_some(Self { lengths, words, sequence })
    }

    /// The field of a place.
    fn field(&self, place: u32) -> usize {
        self.starts().rposition(|start| start <= place).unwrap_or_default()
    }

    /// The place at which each field begins: one behind the other, a gap apart.
    fn starts(&self) -> std::array::IntoIter<u32, FIELDS> {
        let mut start = 0;
        let starts = self.lengths.map(|length| {
            let own = start;
            start += length + GAP;
            own
        });
        starts.into_iter()
    }

    /// Its words in order with their places, each as a place among its words.
    fn placed(&self) -> impl Iterator<Item = (u32, usize)> {
        let places = self.starts().zip(self.lengths);
        let places = places.flat_map(|(start, length)| start..start + length);
        places.zip(self.sequence.iter().map(|&word| word as usize))
    }
}

fn decode_words(bits: &mut BitReader<'_>, count: usize, low: u32) -> Vec<Ordinal> {
    let mut next: Ordinal = 0;
    let gaps = (0..count).map(|_| {
        let word = next.saturating_add(bits.gap(low));
        next = word.saturating_add(1);
        word
    });
    gaps.collect()
}

/// Bits of a place among so many words.
fn width(count: usize) -> u32 {
    count.max(1).next_power_of_two().ilog2()
}

/// A record with the places of each word.
#[derive(Debug)]
pub(crate) struct Placed {
    record: Record,
    starts: Vec<usize>,
    places: Vec<u32>,
}

impl Placed {
    /// Groups the places by word: a counting sort.
    pub(crate) fn of(record: Record) -> Self {
        let mut starts = vec![0; record.words.len() + 1];
        record.placed().for_each(|(_, word)| add(&mut starts, word + 1, 1));
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let (mut next, mut places) = (starts.clone(), vec![0; record.sequence.len()]);
        for (place, word) in record.placed() {
            if let Some(slot) = next.get(word).and_then(|&at| places.get_mut(at)) {
                *slot = place;
            }
            add(&mut next, word, 1);
        }
        Self { record, starts, places }
    }

    /// The places of the word at a place among its words.
    pub(crate) fn places_at(&self, word: usize) -> &[u32] {
        let range = self.starts.get(word).zip(self.starts.get(word + 1));
        let places = range.and_then(|(&from, &to)| self.places.get(from..to));
        places.unwrap_or_default()
    }

    /// The places of a word.
    pub(crate) fn places(&self, word: Ordinal) -> &[u32] {
        let at = self.record.words.binary_search(&word);
        at.map_or(&[], |at| self.places_at(at))
    }

    /// The different words, sorted.
    pub(crate) fn words(&self) -> &[Ordinal] {
        &self.record.words
    }

    /// The field of a place.
    pub(crate) fn field(&self, place: u32) -> usize {
        self.record.field(place)
    }
}

fn add(counts: &mut [usize], at: usize, by: usize) {
    if let Some(count) = counts.get_mut(at) {
        *count += by;
    }
}
