//! What the words of a text's lines have to do with one another.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::LazyLock,
};

use foldhash::{HashMap, HashMapExt};

use super::page::float;
use crate::{clean::language::COMMON, fold::fold};

/// In what part of the sentences a word stands that is common in a text.
const COMMON_PART: usize = 8;

/// Words of a line that are looked at; more would not change the answer.
const MOST: usize = 400;

/// What sites say of themselves: the words of each phrase by its first.
static NOTICES: LazyLock<HashMap<String, Vec<Vec<String>>>> = LazyLock::new(|| {
    let mut notices: HashMap<String, Vec<Vec<String>>> = HashMap::new();
    for phrase in phrases() {
        let mut words = split(&phrase).map(str::to_owned);
        if let Some(first) = words.next() {
            notices.entry(first).or_default().push(words.collect());
        }
    }
    notices
});

/// The phrases in scripts without spaces.
static DENSE_NOTICES: LazyLock<Vec<String>> =
    LazyLock::new(|| phrases().filter(|phrase| phrase.contains(is_dense)).collect());

fn phrases() -> impl Iterator<Item = String> {
    let lines = include_str!("../../../assets/clean/notices.txt").lines();
    lines.filter(|line| !line.starts_with('#')).flat_map(|line| line.split(" | ")).map(fold)
}

/// The words of a folded line.
pub(super) fn split(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// How often a line's words are those of a notice.
fn notices(folded: &str, words: &[&str]) -> usize {
    let begins = |at: usize, word: &&str| {
        let rest = words.get(at + 1..).unwrap_or_default();
        NOTICES.get(*word).is_some_and(|phrases| phrases.iter().any(|phrase| follows(rest, phrase)))
    };
    let spaced = words.iter().enumerate().filter(|(at, word)| begins(*at, word)).count();
    if !folded.contains(is_dense) {
        return spaced;
    }
    spaced + DENSE_NOTICES.iter().filter(|phrase| folded.contains(phrase.as_str())).count()
}

fn follows(rest: &[&str], phrase: &[String]) -> bool {
    rest.len() >= phrase.len() && rest.iter().zip(phrase).all(|(word, wanted)| word == wanted)
}

/// Whether a character is of a script that is written without spaces.
pub(super) fn is_dense(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{e00}'..='\u{eff}')
}

/// The words of a line, as numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// Each word's number; pairs of characters for scripts without spaces.
    numbers: Vec<u64>,
    /// How many of them are among the commonest of a language.
    stops: usize,
    /// How many phrases in it are those of notices.
    pub(super) notices: usize,
    /// The line as a whole, and its first words.
    whole: u64,
    start: u64,
}

impl Words {
    /// The words of a line; linear in its length.
    pub(super) fn of(line: &str) -> Self {
        let folded = fold(line);
        let words: Vec<&str> = split(&folded).take(MOST).collect();
        let mut numbers = Vec::new();
        for word in &words {
            add(&mut numbers, word);
        }
        Self {
            numbers,
            stops: words.iter().filter(|word| COMMON.contains(**word)).count(),
            notices: notices(&folded, &words),
            whole: number(folded.trim()),
            start: number(words.iter().take(2).collect::<Vec<_>>()),
        }
    }

    /// The share that is among the commonest words of a language.
    pub(super) fn stops(&self) -> f32 {
        float(self.stops) / float(self.numbers.len().max(1))
    }
}

fn add(numbers: &mut Vec<u64>, word: &str) {
    let mut before = None;
    if !word.contains(is_dense) {
        numbers.push(number(word));
        return;
    }
    for character in word.chars() {
        if let Some(before) = before {
            numbers.push(number((before, character)));
        }
        before = Some(character);
    }
}

/// A number that stands for a word or a pair of characters.
fn number(word: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}

/// How often each word stands in the lines of a text, by line.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Lines inside and outside the likely body that have a word.
    inside: HashMap<u64, usize>,
    outside: HashMap<u64, usize>,
    /// Sentences that have a word, and all.
    closed: HashMap<u64, usize>,
    sentences: usize,
    /// Lines by what they say, and by how they begin.
    wholes: HashMap<u64, usize>,
    starts: HashMap<u64, usize>,
}

impl Tally {
    /// Adds a line.
    pub(super) fn add(&mut self, words: &Words, inside: bool, closed: bool) {
        let mut distinct = words.numbers.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let side = if inside { &mut self.inside } else { &mut self.outside };
        count(side, &distinct);
        if closed {
            count(&mut self.closed, &distinct);
            self.sentences += 1;
        }
        *self.wholes.entry(words.whole).or_default() += 1;
        *self.starts.entry(words.start).or_default() += 1;
    }

    /// What a line's words have to do with the others'.
    pub(super) fn row(&self, words: &Words, inside: bool) -> [f32; 9] {
        let all = float(words.numbers.len().max(1));
        let common = |word: &u64| self.common(*word);
        let rare: Vec<u64> =
            words.numbers.iter().copied().filter(|word| !self.common(*word)).collect();
        let share = |side: &HashMap<u64, usize>, own: usize| {
            let known = |word: &&u64| side.get(*word).copied().unwrap_or_default() > own;
            float(rare.iter().filter(known).count()) / float(rare.len().max(1))
        };
        [
            words.stops(),
            float(words.numbers.iter().filter(|word| common(word)).count()) / all,
            share(&self.inside, usize::from(inside)),
            share(&self.outside, usize::from(!inside)),
            float(rare.len()).ln_1p(),
            float(words.notices),
            float(words.notices) / all,
            float(self.wholes.get(&words.whole).copied().unwrap_or_default()),
            float(self.starts.get(&words.start).copied().unwrap_or_default()),
        ]
    }

    /// Whether a word stands in so many sentences that it says nothing of what they tell.
    fn common(&self, word: u64) -> bool {
        let sentences = self.closed.get(&word).copied().unwrap_or_default();
        sentences > 2 && sentences * COMMON_PART > self.sentences
    }
}

fn count(lines: &mut HashMap<u64, usize>, words: &[u64]) {
    for word in words {
        *lines.entry(*word).or_default() += 1;
    }
}
