//! What one word gives to features: numbers for its spelling, shape, affixes,
//! cluster and classes. They are made once for each token.

use super::words::{Entry, Words};
use crate::{
    annotate::entities::token::{Shape, Token},
    fold,
};

/// Letters of an affix at most.
pub(super) const AFFIX: usize = 4;

/// The numbers of one token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atoms {
    /// The folded word; digits are alike.
    pub(super) word: u32,
    /// How each character is written, runs cut at four.
    pub(super) shape: u32,
    /// How its stretches of characters are written.
    pub(super) brief: u32,
    /// Its first one to four letters; zero when it has fewer.
    pub(super) heads: [u32; AFFIX],
    /// Its last one to four letters.
    pub(super) tails: [u32; AFFIX],
    /// What the table of words says.
    pub(super) entry: Entry,
}

impl Atoms {
    /// What stands for a token outside the sentence.
    pub(super) const NONE: Self = Self {
        word: 1,
        shape: 1,
        brief: 1,
        heads: [0; AFFIX],
        tails: [0; AFFIX],
        entry: Entry::NONE,
    };

    /// The numbers of a token written as `written`.
    pub(super) fn of(token: &Token, written: &str, words: &Words) -> Self {
        let number = number(&token.folded);
        let (shape, brief) = shapes(written);
        let (heads, tails) = affixes(token);
        let entry = if token.shape == Shape::Mark { Entry::NONE } else { words.entry(number) };
        Self { word: number, shape, brief, heads, tails, entry }
    }
}

/// The number of a folded word, all digits taken as one (FNV-1a).
fn number(folded: &str) -> u32 {
    folded.bytes().fold(0x811c_9dc5, |number, byte| {
        step(number, if byte.is_ascii_digit() { b'0' } else { byte })
    })
}

fn step(number: u32, byte: u8) -> u32 {
    (number ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

/// The shape of a word with runs cut at four, and with runs of one.
fn shapes(written: &str) -> (u32, u32) {
    let (mut shape, mut brief) = (0x811c_9dc5, 0x811c_9dc5);
    let (mut last, mut run) = (0, 0);
    for character in written.chars() {
        let class = class(character);
        run = if class == last { run + 1 } else { 1 };
        last = class;
        if run == 1 {
            brief = step(brief, class);
        }
        if run <= AFFIX {
            shape = step(shape, class);
        }
    }
    (shape, brief)
}

fn class(character: char) -> u8 {
    match character {
        'a'..='z' => b'x',
        'A'..='Z' => b'X',
        '0'..='9' => b'0',
        _ if character.is_uppercase() => b'X',
        _ if character.is_alphabetic() => b'x',
        _ if character.is_numeric() => b'0',
        '’' | 'ʼ' => b'\'',
        _ => u8::try_from(character).unwrap_or(b'?'),
    }
}

/// The first and last letters of a word, one to four each.
fn affixes(token: &Token) -> ([u32; AFFIX], [u32; AFFIX]) {
    let (mut heads, mut tails) = ([0; AFFIX], [0; AFFIX]);
    if matches!(token.shape, Shape::Mark | Shape::Number | Shape::Suffix) {
        return (heads, tails);
    }
    fill(&mut heads, token.folded.bytes());
    fill(&mut tails, token.folded.bytes().rev());
    (heads, tails)
}

fn fill(affixes: &mut [u32; AFFIX], bytes: impl Iterator<Item = u8>) {
    let mut number = 0x811c_9dc5;
    for (affix, byte) in affixes.iter_mut().zip(bytes) {
        number = step(number, byte);
        *affix = number;
    }
}

/// The number of a word as the table of words knows it.
#[must_use]
pub fn number_of(word: &str) -> u32 {
    let folded = fold::fold(word);
    number(folded.strip_suffix('.').unwrap_or(&folded))
}
