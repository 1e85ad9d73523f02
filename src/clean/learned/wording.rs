//! What a line's words say of it: how much oftener they stand in chrome than
//! in articles, as counted on many sites.
//!
//! Words and pairs of neighbours are known by number. What one says is the
//! logarithm of its odds, as in a naive Bayes classifier (Manning, Raghavan and
//! Schütze, "Introduction to Information Retrieval", 2008, section 13.2); here
//! these are features beside others, so that words that say the same don't
//! count twice.

use foldhash::{HashMap, HashMapExt};

use super::{
    page::float,
    words::{is_dense, split},
};
use crate::fold::fold;

/// Bytes of a line that are looked at: what begins like chrome is chrome.
const LOOKED_AT: usize = 160;

/// Bytes of an entry: a number and what it says.
const ENTRY: usize = 5;

/// How many features a line's words come to.
pub(crate) const WIDTH: usize = 6;

/// How many of the words that most speak for chrome have a mean of their own.
const FIRST: usize = 3;

/// The words and pairs of words that a line begins with, as numbers in order, each once.
pub(crate) fn grams(line: &str) -> Vec<u32> {
    let folded = fold(beginning(line));
    let mut words = Vec::new();
    split(&folded).for_each(|word| add(&mut words, word));
    let pairs = words.iter().zip(words.iter().skip(1));
    let mut grams: Vec<u32> = pairs.map(|(one, other)| pair(*one, *other)).collect();
    grams.append(&mut words);
    grams.sort_unstable();
    grams.dedup();
    grams
}

fn beginning(line: &str) -> &str {
    let end = (0..=LOOKED_AT.min(line.len())).rev().find(|&end| line.is_char_boundary(end));
    end.and_then(|end| line.get(..end)).unwrap_or_default()
}

/// Adds a word; of scripts without spaces each pair of characters.
fn add(words: &mut Vec<u32>, word: &str) {
    if !word.contains(is_dense) {
        words.push(number(word.bytes()));
        return;
    }
    let bytes = |(one, other): (char, char)| {
        u32::from(one).to_le_bytes().into_iter().chain(u32::from(other).to_le_bytes())
    };
    words.extend(word.chars().zip(word.chars().skip(1)).map(bytes).map(number));
}

fn pair(one: u32, other: u32) -> u32 {
    number(one.to_le_bytes().into_iter().chain(other.to_le_bytes()))
}

/// The number of some bytes: FNV-1a of 32 bits (RFC 9923), the same on every machine.
fn number(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// What a line's words say, given what each of them says: the sum, the mean,
/// the ends, how many are known, and the mean of those that most speak for chrome.
pub(crate) fn row(grams: &[u32], odds: impl Fn(u32) -> Option<i8>) -> [f32; WIDTH] {
    let mut known: Vec<f32> = grams.iter().filter_map(|gram| odds(*gram)).map(f32::from).collect();
    known.sort_unstable_by(|one, other| other.total_cmp(one));
    let (Some(most), Some(least)) = (known.first(), known.last()) else {
        return [0.0; WIDTH];
    };
    let sum: f32 = known.iter().sum();
    let first = known.get(..FIRST).unwrap_or(&known);
    let mean = first.iter().sum::<f32>() / float(first.len());
    [sum, sum / float(known.len()), *most, *least, float(known.len()), mean]
}

/// What each word and pair of words says, in sixteenths of a natural logarithm: above nought for chrome.
#[derive(Debug)]
pub(super) struct Wording(HashMap<u32, i8>);

impl Wording {
    /// Reads the table that training has made.
    pub(super) fn unpack(bytes: &[u8]) -> Self {
        let mut odds = HashMap::with_capacity(bytes.len() / ENTRY);
        for entry in bytes.chunks_exact(ENTRY) {
            if let [one, two, three, four, odd] = *entry {
                odds.insert(u32::from_le_bytes([one, two, three, four]), odd.cast_signed());
            }
        }
        Self(odds)
    }

    /// What the words of a line say.
    pub(super) fn row(&self, line: &str) -> [f32; WIDTH] {
        row(&grams(line), |gram| self.0.get(&gram).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(word: &str, odds: i8) -> Vec<u8> {
        [&number(word.bytes()).to_le_bytes()[..], &[odds.cast_unsigned()]].concat()
    }

    #[test]
    fn what_words_say_is_summed_over_those_that_are_known() {
        let wording = Wording::unpack(&[entry("read", 16), entry("ferry", -32)].concat());
        let row = |line: &str| wording.row(line).to_vec();
        assert_eq!(row("Read of the ferry"), [-16.0, -8.0, 16.0, -32.0, 2.0, -8.0]);
        assert_eq!(row("Nothing known"), [0.0; WIDTH]);
    }

    #[test]
    fn a_line_is_known_by_its_words_and_their_pairs() {
        let (read, more) = (number("read".bytes()), number("more".bytes()));
        let mut expected = vec![read, more, pair(read, more)];
        expected.sort_unstable();
        assert_eq!(grams("  READ… more; read"), {
            let mut all = [expected, vec![pair(more, read)]].concat();
            all.sort_unstable();
            all
        });
        assert_eq!(grams("新着記事").len(), 5, "three pairs of characters and two pairs of these");
    }

    #[test]
    fn a_long_line_is_cut_between_characters() {
        let long = "é".repeat(LOOKED_AT);
        assert_eq!(grams(&long), grams(&"é".repeat(LOOKED_AT / 2)));
    }
}
