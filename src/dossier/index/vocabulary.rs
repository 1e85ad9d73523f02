//! The words of a segment as a sorted automaton: each word leads to its number
//! in alphabetical order, so that the words with one beginning are a range.

use std::{cmp::Reverse, ops::Range};

use fst::{
    IntoStreamer, Map, Streamer,
    raw::{CompiledAddr, Fst, Node, Output, Transition},
};

use super::{
    super::{
        fuzzy::{Near, Read, forgiven},
        words::stem,
    },
    codec::{BitReader, BitWriter},
};

/// The number of a word in its segment, in alphabetical order.
pub(super) type Ordinal = u32;

/// All words of a segment.
#[derive(Debug)]
pub(super) struct Vocabulary {
    words: Map<Vec<u8>>,
    /// For each word about how many articles have it, see [`frequency_code`].
    frequencies: Vec<u8>,
    /// The numbers of the words sorted by stem, packed.
    stems: Vec<u8>,
}

impl Vocabulary {
    /// A vocabulary of what was written; none when the automaton makes no sense.
    pub(super) fn new(words: Vec<u8>, frequencies: Vec<u8>, stems: Vec<u8>) -> Option<Self> {
        Some(Self { words: Map::new(words).ok()?, frequencies, stems })
    }

    fn automaton(&self) -> &Fst<Vec<u8>> {
        self.words.as_fst()
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.frequencies.len()
    }

    /// The automaton, which gives the words in order with their numbers.
    pub(super) fn all(&self) -> &Map<Vec<u8>> {
        &self.words
    }

    /// The word of a number.
    pub(super) fn word(&self, at: Ordinal) -> String {
        let bytes = self.automaton().get_key(u64::from(at)).unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }

    /// The word itself.
    pub(super) fn find(&self, word: &str) -> Option<Ordinal> {
        self.words.get(word).and_then(ordinal)
    }

    /// About how many articles have a word, as a code that grows with it.
    pub(super) fn frequency(&self, at: Ordinal) -> u8 {
        self.frequencies.get(at as usize).copied().unwrap_or_default()
    }

    /// All words that begin with `start`.
    pub(super) fn starting(&self, start: &str) -> Range<Ordinal> {
        self.range_of(start).unwrap_or_default()
    }

    /// The `limit` words that begin with `start` and are the most frequent.
    pub(super) fn most_frequent(&self, start: &str, limit: usize) -> Vec<Ordinal> {
        let mut words: Vec<Ordinal> = self.starting(start).collect();
        if words.len() > limit {
            let rarity = |&at: &Ordinal| (Reverse(self.frequency(at)), at);
            words.select_nth_unstable_by_key(limit, rarity);
            words.truncate(limit);
        }
        words
    }

    /// Of the first `limit` words that begin with `start` those of which the
    /// rest passes.
    pub(super) fn begun(
        &self,
        start: &str,
        limit: usize,
        passes: impl Fn(&str) -> bool,
    ) -> Vec<Ordinal> {
        let mut words = self.words.range().ge(start).into_stream();
        let mut found = Vec::new();
        for _ in 0..limit {
            let Some((word, number)) = words.next() else { break };
            let Some(rest) = word.strip_prefix(start.as_bytes()) else { break };
            if str::from_utf8(rest).is_ok_and(&passes) {
                found.extend(ordinal(number));
            }
        }
        found
    }

    fn range_of(&self, start: &str) -> Option<Range<Ordinal>> {
        let fst = self.automaton();
        let (mut node, mut sum) = (fst.root(), Output::zero());
        for byte in start.bytes() {
            let transition = node.transition(node.find_input(byte)?);
            sum = sum.cat(transition.out);
            node = fst.node(transition.addr);
        }
        Some(first(fst, node, sum)?..last(fst, node, sum)? + 1)
    }

    /// Other forms of the same word, itself included.
    pub(super) fn forms(&self, word: &str) -> Vec<Ordinal> {
        let stemmed = stem(word);
        let sorted = |at: usize| stem(&self.word(self.by_stem(at)));
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = from.midpoint(to);
            if sorted(middle) < stemmed { from = middle + 1 } else { to = middle }
        }
        let same = (from..self.len()).take_while(|&at| sorted(at) == stemmed);
        same.map(|at| self.by_stem(at)).collect()
    }

    /// The number of the word at a place among those sorted by stem.
    fn by_stem(&self, place: usize) -> Ordinal {
        let width = width(self.len());
        BitReader::from(&self.stems, place * width as usize).read(width)
    }

    /// All words within the slips that `word` forgives, with their distance.
    ///
    /// Two slips are forgiven only behind a right first letter, which people
    /// seldom miss; that keeps the walk to a part of the vocabulary.
    pub(super) fn near(&self, word: &str) -> Vec<(Ordinal, usize)> {
        let limit = forgiven(word.chars().count());
        if limit == 0 {
            return Vec::new();
        }
        Walk::new(self.automaton(), Near::new(word, limit)).all()
    }
}

fn ordinal(output: u64) -> Option<Ordinal> {
    output.try_into().ok()
}

/// The lowest number below a node.
fn first<'a>(fst: &'a Fst<Vec<u8>>, mut node: Node<'a>, mut sum: Output) -> Option<Ordinal> {
    while !node.is_final() {
        let transition = (!node.is_empty()).then(|| node.transition(0))?;
        sum = sum.cat(transition.out);
        node = fst.node(transition.addr);
    }
    ordinal(sum.cat(node.final_output()).value())
}

/// The highest number below a node.
fn last<'a>(fst: &'a Fst<Vec<u8>>, mut node: Node<'a>, mut sum: Output) -> Option<Ordinal> {
    while let Some(at) = node.len().checked_sub(1) {
        let transition = node.transition(at);
        sum = sum.cat(transition.out);
        node = fst.node(transition.addr);
    }
    ordinal(sum.cat(node.final_output()).value())
}

/// A walk over all words that an automaton may read.
struct Walk<'a> {
    fst: &'a Fst<Vec<u8>>,
    near: Near,
    /// Nodes that are still to be gone through.
    open: Vec<Step>,
}

/// A node on the walk.
#[derive(Clone, Copy)]
struct Step {
    node: CompiledAddr,
    sum: Output,
    read: Read,
    /// Whether a letter was read.
    begun: bool,
    /// The bytes of a letter of which more are to come.
    part: Part,
}

impl<'a> Walk<'a> {
    fn new(fst: &'a Fst<Vec<u8>>, near: Near) -> Self {
        let (node, sum, read) = (fst.root().addr(), Output::zero(), near.start());
        let start = Step { node, sum, read, begun: false, part: Part::default() };
        Self { fst, near, open: vec![start] }
    }

    fn all(mut self) -> Vec<(Ordinal, usize)> {
        let mut found = Vec::new();
        while let Some(step) = self.open.pop() {
            let node = self.fst.node(step.node);
            if let Some(slips) = self.near.slips(step.read).filter(|_| node.is_final()) {
                let number = ordinal(step.sum.cat(node.final_output()).value());
                found.extend(number.map(|number| (number, slips)));
            }
            for transition in node.transitions() {
                let next = self.after(&step, transition);
                self.open.extend(next.read.may_match().then_some(next));
            }
        }
        found.sort_unstable();
        found
    }

    fn after(&self, step: &Step, transition: Transition) -> Step {
        let (node, sum) = (transition.addr, step.sum.cat(transition.out));
        let mut next = Step { node, sum, ..*step };
        if let Some(letter) = next.part.push(transition.inp) {
            next.read = self.near.read(step.read, letter);
            if !step.begun && self.near.first() != Some(letter) {
                next.read = next.read.strict();
            }
            next.begun = true;
        }
        next
    }
}

/// The first bytes of a letter.
#[derive(Clone, Copy, Default)]
struct Part {
    bytes: [u8; 4],
    count: usize,
}

impl Part {
    /// Adds a byte and gives the letter when it is whole. Bytes that are no
    /// letter, which no vocabulary has, never are.
    fn push(&mut self, byte: u8) -> Option<char> {
        if self.count == 0 && byte.is_ascii() {
            return Some(char::from(byte));
        }
        *self.bytes.get_mut(self.count)? = byte;
        self.count += 1;
        let text = str::from_utf8(self.bytes.get(..self.count)?).ok()?;
        self.count = 0;
        text.chars().next()
    }
}

/// About how often: the power of two and the three bits below the first.
pub(super) fn frequency_code(count: usize) -> u8 {
    let power = count.max(1).ilog2();
    let below = (count << 3 >> power) & 7;
    u8::try_from(power as usize * 8 + below).unwrap_or(u8::MAX)
}

/// How often, from a code of it.
pub(super) fn frequency_of(code: u8) -> usize {
    let power = u32::from(code / 8);
    (8 + usize::from(code % 8)) << power >> 3
}

/// Bits of a number below `count`.
fn width(count: usize) -> u32 {
    count.max(2).next_power_of_two().ilog2()
}

/// Packs the numbers of sorted words in the order of their stems.
pub(super) fn packed_by_stem(words: &[String]) -> Vec<u8> {
    let numbers = words.iter().zip(0..);
    let mut stems: Vec<(String, Ordinal)> = numbers.map(|(word, at)| (stem(word), at)).collect();
    stems.sort_unstable();
    let mut packed = BitWriter::default();
    for (_, at) in stems {
        packed.push(at, width(words.len()));
    }
    packed.finish()
}
