//! What a word of a query may stand for in an index: the word itself, its
//! other forms, its aliases, words that it begins, its slips, two words that
//! were typed as one or one that was typed as two.

use std::{borrow::Cow, collections::BTreeMap};

use super::{
    fuzzy::TermId,
    index::{Index, Occurrence},
    query::Query,
};

/// Words of a query whose slips are looked up; those behind must be right.
const FUZZY_WORDS: usize = 12;
/// Words that the beginning of one may stand for, the most frequent.
const COMPLETIONS: usize = 200;
/// Letters of a word that may be the beginning of another though more follow.
const SHORTEST_START: usize = 3;

/// How sure a reading of a typed word is.
const FORM: f64 = 0.93;
const ALIAS: f64 = 0.9;
const JOINED: f64 = 0.85;
const JOINED_APART: f64 = 0.8;
const LAST_START: f64 = 0.8;
const START: f64 = 0.68;
const ONE_SLIP: f64 = 0.72;
const TWO_SLIPS: f64 = 0.5;
/// A slip in the first letter is rare.
const FIRST_LETTER: f64 = 0.8;
/// Guesses count less where the word itself is in the index.
const BESIDE_EXACT: f64 = 0.5;
/// Two words apart count less where one word may be meant.
const BESIDE_GUESS: f64 = 0.75;

/// One thing that an article is asked for, and all that may stand for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Slot {
    /// What may stand for it.
    pub(super) readings: Vec<Reading>,
}

/// Words that may stand for a typed one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    /// The words, mostly one.
    pub(super) terms: Vec<TermId>,
    /// How several stand to each other.
    pub(super) order: Order,
    /// How sure it is, from 0 to 1.
    pub(super) sure: f64,
}

/// How the words of a reading stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// Side by side.
    Beside,
    /// Anywhere in one article.
    Anywhere,
}

impl Reading {
    fn one(term: TermId, sure: f64) -> Self {
        Self { terms: vec![term], order: Order::Beside, sure }
    }
}

/// The slots of a query's words and wanted phrases.
pub(super) fn slots(index: &Index, query: &Query) -> Vec<Slot> {
    let words = &query.words;
    let of_word = |(at, word): (usize, &String)| {
        let last = query.unfinished && at + 1 == words.len();
        slot(index, word, last, if at < FUZZY_WORDS { Guesses::All } else { Guesses::Forms })
    };
    let mut slots: Vec<Slot> = words.iter().enumerate().map(of_word).collect();
    join_neighbours(index, words, &mut slots);
    slots.extend(query.phrases().map(|phrase| Slot::phrase(index, phrase)));
    slots
}

/// How far a word is guessed at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Guesses {
    Forms,
    All,
}

fn slot(index: &Index, word: &str, last: bool, guesses: Guesses) -> Slot {
    let exact = index.vocabulary.find(word);
    let damp = if exact.is_some() { BESIDE_EXACT } else { 1.0 };
    let mut terms = known(index, word);
    if last {
        terms.extend(completed(index, word, LAST_START));
    } else if guesses == Guesses::All && word.len() >= SHORTEST_START {
        terms.extend(completed(index, word, START * damp));
    }
    if guesses == Guesses::All {
        terms.extend(misspelt(index, word, damp));
    }
    let mut readings = surest(terms);
    if exact.is_none() && guesses == Guesses::All {
        let damp = if readings.is_empty() { 1.0 } else { BESIDE_GUESS };
        readings.extend(split(index, word, damp).flatten());
    }
    Slot { readings }
}

/// A word that may stand for the typed one, and how sure that is.
type Sure = (TermId, f64);

/// The word itself, its forms and its aliases.
fn known(index: &Index, word: &str) -> Vec<Sure> {
    let exact = index.vocabulary.find(word).map(|term| (term, 1.0));
    let forms = index.vocabulary.forms(word).map(|term| (term, FORM));
    let aliases = index.aliases(word).map(|term| (term, ALIAS));
    exact.into_iter().chain(forms).chain(aliases).collect()
}

/// The words that begin with the typed one; longer ones are less sure.
fn completed(index: &Index, word: &str, sure: f64) -> Vec<Sure> {
    let all = completions(index, word).into_iter();
    all.map(|(term, share)| (term, sure * (0.75 + 0.25 * share))).collect()
}

/// The words that the typed one may be a slip for.
fn misspelt(index: &Index, word: &str, damp: f64) -> impl Iterator<Item = Sure> {
    index.vocabulary.near(word).into_iter().map(move |(term, slips)| {
        let sure = if slips < 2 { ONE_SLIP } else { TWO_SLIPS };
        let same_start = index.vocabulary.term(term).chars().next() == word.chars().next();
        (term, damp * if same_start { sure } else { sure * FIRST_LETTER })
    })
}

/// A reading for each word, the surest of several.
fn surest(terms: Vec<Sure>) -> Vec<Reading> {
    let mut best: BTreeMap<TermId, f64> = BTreeMap::new();
    for (term, sure) in terms {
        let known = best.entry(term).or_default();
        *known = known.max(sure);
    }
    best.into_iter().map(|(term, sure)| Reading::one(term, sure)).collect()
}

/// The most frequent words that begin with `start`, with the share of their
/// letters that was typed.
fn completions(index: &Index, start: &str) -> Vec<(TermId, f64)> {
    let mut terms: Vec<TermId> = index.vocabulary.starting(start).collect();
    if terms.len() > COMPLETIONS {
        terms.sort_by_key(|&term| (std::cmp::Reverse(index.occurrences(term).len()), term));
        terms.truncate(COMPLETIONS);
    }
    let share = |term: TermId| ratio(start.len(), index.vocabulary.term(term).len());
    terms.into_iter().map(|term| (term, share(term))).collect()
}

/// A share of two small numbers.
fn ratio(part: usize, whole: usize) -> f64 {
    let small = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    small(part) / small(whole).max(1.0)
}

/// The ways to read one word as two words of the index; apart from each
/// other they count `damp` times as much.
fn split(index: &Index, word: &str, damp: f64) -> impl Iterator<Item = [Reading; 2]> {
    let cuts = word.char_indices().map(|(at, _)| at).skip(SPLIT_PART);
    cuts.filter_map(move |at| {
        let (left, right) = word.split_at_checked(at)?;
        if right.chars().count() < SPLIT_PART {
            return None;
        }
        let terms = vec![index.vocabulary.find(left)?, index.vocabulary.find(right)?];
        Some([
            Reading { terms: terms.clone(), order: Order::Beside, sure: JOINED },
            Reading { terms, order: Order::Anywhere, sure: JOINED_APART * damp },
        ])
    })
}

/// Letters of either part of a word read as two.
const SPLIT_PART: usize = 2;

/// Two neighbours that make one word of the index may both stand for it.
fn join_neighbours(index: &Index, words: &[String], slots: &mut [Slot]) {
    for (at, pair) in words.windows(2).enumerate() {
        let joined = pair.concat();
        if let Some(term) = index.vocabulary.find(&joined) {
            for slot in slots.iter_mut().skip(at).take(2) {
                slot.readings.push(Reading::one(term, JOINED));
            }
        }
    }
}

/// How one article answers a slot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Answer {
    /// The article.
    pub(super) article: u32,
    /// How sure the best reading is, from 0 to 1.
    pub(super) sure: f64,
    /// How much the occurrences of that reading count together, from 0 to 1.
    pub(super) strength: f64,
}

impl Slot {
    /// The slot of words side by side, just as they are.
    pub(super) fn phrase(index: &Index, words: &[String]) -> Self {
        let terms: Option<Vec<TermId>> =
            words.iter().map(|word| index.vocabulary.find(word)).collect();
        let reading = |terms| Reading { terms, order: Order::Beside, sure: 1.0 };
        Self { readings: terms.map(reading).into_iter().collect() }
    }

    /// The articles that have one of the readings, in order, each with its best.
    pub(super) fn answers(&self, index: &Index) -> Vec<Answer> {
        let mut best: Vec<Option<Answer>> = vec![None; index.articles()];
        for reading in &self.readings {
            read(index, reading, &mut best);
        }
        best.into_iter().flatten().collect()
    }

    /// Where the readings stand in one article, by place, with how sure each is.
    pub(super) fn places(&self, index: &Index, article: u32) -> Vec<(u32, f64)> {
        let mut places = Vec::new();
        for reading in &self.readings {
            let found = reading.places(index, article).into_iter();
            places.extend(found.map(|one| (one.place, reading.sure)));
        }
        places.sort_by_key(|&(place, _)| place);
        places
    }
}

impl Reading {
    /// Where it begins, in all articles: of words that may stand anywhere,
    /// where the first of them stands.
    fn all<'a>(&self, index: &'a Index) -> Cow<'a, [Occurrence]> {
        let first = self.terms.first().map_or(&[][..], |&term| index.occurrences(term));
        if self.terms.len() < 2 {
            return first.into();
        }
        let stands = |one: &Occurrence| match self.order {
            Order::Beside => follows(index, &self.terms, *one),
            Order::Anywhere => self.is_whole(index, one.article),
        };
        first.iter().copied().filter(stands).collect::<Vec<_>>().into()
    }

    /// Whether an article has all of its words.
    fn is_whole(&self, index: &Index, article: u32) -> bool {
        let has = |&term: &TermId| !of_article(index.occurrences(term), article).is_empty();
        self.terms.iter().all(has)
    }

    fn places(&self, index: &Index, article: u32) -> Vec<Occurrence> {
        let of = |term: TermId| of_article(index.occurrences(term), article).iter().copied();
        match (self.order, self.terms.first()) {
            (Order::Anywhere, _) if self.is_whole(index, article) => {
                self.terms.iter().flat_map(|&term| of(term)).collect()
            }
            (Order::Beside, Some(&first)) => {
                of(first).filter(|&one| follows(index, &self.terms, one)).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl Answer {
    /// What the answer counts: the word being there at all counts most.
    pub(super) fn worth(&self) -> f64 {
        self.sure * (0.6 + 0.4 * self.strength)
    }
}

/// Keeps for each article the best of what is known and one reading.
fn read(index: &Index, reading: &Reading, best: &mut [Option<Answer>]) {
    let all = reading.all(index);
    for group in all.chunk_by(|a, b| a.article == b.article) {
        let Some(&Occurrence { article, .. }) = group.first() else { continue };
        let answer = Answer { article, sure: reading.sure, strength: index.saturation(group) };
        let Some(slot) = best.get_mut(article as usize) else { continue };
        if slot.is_none_or(|known| answer.worth() > known.worth()) {
            *slot = Some(answer);
        }
    }
}

/// Whether the words behind the first stand side by side with it.
fn follows(index: &Index, terms: &[TermId], first: Occurrence) -> bool {
    terms.iter().zip(0u32..).skip(1).all(|(&term, step)| {
        let wanted = Occurrence { place: first.place + step, ..first };
        index.occurrences(term).binary_search(&wanted).is_ok()
    })
}

fn of_article(occurrences: &[Occurrence], article: u32) -> &[Occurrence] {
    let from = occurrences.partition_point(|one| one.article < article);
    let to = occurrences.partition_point(|one| one.article <= article);
    occurrences.get(from..to).unwrap_or_default()
}
