//! What a word of a query may stand for in an index: the word itself, its
//! other forms, its aliases, words that it begins, its slips, two words that
//! were typed as one or one that was typed as two. And which articles answer
//! it though their text does not: by a name that it bears elsewhere, or by
//! what the reader said there.

use std::{collections::BTreeMap, ops::Bound};

use super::{
    Dossier, Entity,
    alias::{self, Bearer},
    catalogue::Catalogue,
    index::{Document, Index, Term},
    query::Query,
    words::words_of,
};
use crate::model::ArticleMarks;

/// Words of a query whose slips are looked up; those behind must be right.
const FUZZY_WORDS: usize = 12;
/// Words that the beginning of one may stand for, the most frequent.
const COMPLETIONS: usize = 200;
/// Letters of a word that may be the beginning of another though more follow.
const SHORTEST_START: usize = 3;

/// How sure a reading of a typed word is.
const FORM: f64 = 0.9;
const ALIAS: f64 = 0.9;
/// A form by the endings of a language that the word may not be of.
const ENDING: f64 = 0.7;
/// An article that calls it otherwise, or on which the reader said it.
const NAMED: f64 = 0.5;
const SAID: f64 = 0.9;
const JOINED: f64 = 0.85;
const JOINED_APART: f64 = 0.8;
const LAST_START: f64 = 0.9;
const START: f64 = 0.86;
const ONE_SLIP: f64 = 0.75;
const TWO_SLIPS: f64 = 0.5;
/// A slip in the first letter is rare.
const FIRST_LETTER: f64 = 0.8;
/// Guesses count less where the word itself is in the index.
const BESIDE_EXACT: f64 = 0.65;
/// Two words apart count less where one word may be meant.
const BESIDE_GUESS: f64 = 0.75;

/// One thing that an article is asked for, and all that may stand for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Slot {
    /// The words that may stand for it, sorted, with how sure each is, from 0 to 1.
    pub(super) words: Vec<Sure>,
    /// Several words together that may stand for it.
    pub(super) runs: Vec<Run>,
    /// Articles that answer whatever their text says, sorted, with how sure that is.
    pub(super) articles: Vec<(u32, f64)>,
}

/// A word that may stand for the typed one, and how sure that is.
pub(super) type Sure = (Term, f64);

/// Words of one segment that together may stand for a typed one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    /// The words.
    pub(super) terms: Vec<Term>,
    /// How they stand to each other.
    pub(super) order: Order,
    /// How sure it is, from 0 to 1.
    pub(super) sure: f64,
}

/// How the words of a run stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// Side by side.
    Beside,
    /// Anywhere in one article.
    Anywhere,
}

/// The slots of a query's words and wanted phrases.
pub(super) fn slots(dossier: &Dossier, query: &Query, marks: &[ArticleMarks]) -> Vec<Slot> {
    let (catalogue, words) = (dossier.catalogue(), &query.words);
    let of_word = |(at, word): (usize, &String)| {
        let last = query.unfinished && at + 1 == words.len();
        slot(&catalogue, word, last, if at < FUZZY_WORDS { Guesses::All } else { Guesses::Forms })
    };
    let mut slots: Vec<Slot> = words.iter().enumerate().map(of_word).collect();
    join_neighbours(&catalogue.index, words, &mut slots);
    add_aliases(dossier, words, &mut slots);
    for (slot, word) in slots.iter_mut().zip(words) {
        slot.articles.extend(saying(marks, word));
        slot.articles.sort_by_key(|one| one.0);
    }
    slots.extend(query.phrases().map(|phrase| Slot::phrase(&catalogue.index, phrase)));
    slots
}

/// How far a word is guessed at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Guesses {
    Forms,
    All,
}

fn slot(catalogue: &Catalogue, word: &str, last: bool, guesses: Guesses) -> Slot {
    let index = &catalogue.index;
    let is_known = index.find(word).next().is_some();
    let damp = if is_known { BESIDE_EXACT } else { 1.0 };
    let mut words = known(catalogue, word);
    words.extend(with_other_endings(catalogue, word, damp));
    if last {
        words.extend(completed(index, word, LAST_START));
    } else if guesses == Guesses::All && word.len() >= SHORTEST_START {
        words.extend(completed(index, word, START * damp));
    }
    if guesses == Guesses::All {
        words.extend(misspelt(catalogue, word, damp));
    }
    let words = surest(words);
    let runs = if is_known || guesses != Guesses::All {
        Vec::new()
    } else {
        split(index, word, if words.is_empty() { 1.0 } else { BESIDE_GUESS })
    };
    Slot { words, runs, articles: Vec::new() }
}

/// The word itself and its forms.
fn known(catalogue: &Catalogue, word: &str) -> Vec<Sure> {
    let index = &catalogue.index;
    let exact = index.find(word).map(|term| (term, 1.0));
    let forms = index.forms(word).map(|term| (term, FORM));
    exact.chain(forms).collect()
}

/// What the word is with other endings of the languages that are spoken here.
fn with_other_endings(catalogue: &Catalogue, word: &str, damp: f64) -> Vec<Sure> {
    let all = catalogue.forms.of(word, || {
        let forms = catalogue.tongues.iter().flat_map(|one| one.forms(&catalogue.index, word));
        forms.map(|term| (term, ENDING)).collect()
    });
    all.iter().map(|&(term, sure)| (term, damp * sure)).collect()
}

/// The most frequent words that begin with the typed one; longer ones are less sure.
fn completed<'a>(index: &'a Index, word: &'a str, sure: f64) -> impl Iterator<Item = Sure> + 'a {
    index.starting(word, COMPLETIONS).map(move |term| {
        let share = ratio(word.len(), index.word(term).len());
        (term, sure * (0.9 + 0.1 * share))
    })
}

/// The words that the typed one may be a slip for.
fn misspelt(catalogue: &Catalogue, word: &str, damp: f64) -> Vec<Sure> {
    let sure_of = |(term, slips): (Term, usize)| {
        let sure = if slips < 2 { ONE_SLIP } else { TWO_SLIPS };
        let same_start = catalogue.index.word(term).chars().next() == word.chars().next();
        (term, if same_start { sure } else { sure * FIRST_LETTER })
    };
    let all = catalogue.slips.of(word, || catalogue.index.near(word).map(sure_of).collect());
    all.iter().map(|&(term, sure)| (term, damp * sure)).collect()
}

/// Every word once, as sure as can be.
fn surest(terms: Vec<Sure>) -> Vec<Sure> {
    let mut best: BTreeMap<Term, f64> = BTreeMap::new();
    for (term, sure) in terms {
        let known = best.entry(term).or_default();
        *known = known.max(sure);
    }
    best.into_iter().collect()
}

/// A share of two small numbers.
fn ratio(part: usize, whole: usize) -> f64 {
    let small = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    small(part) / small(whole).max(1.0)
}

/// The ways to read one word as two words of the index; apart from each
/// other they count `damp` times as much.
fn split(index: &Index, word: &str, damp: f64) -> Vec<Run> {
    let cuts = word.char_indices().map(|(at, _)| at).skip(SPLIT_PART);
    let pairs = cuts.filter_map(|at| word.split_at_checked(at));
    let pairs = pairs.filter(|(_, right)| right.chars().count() >= SPLIT_PART);
    let runs = pairs.flat_map(|(left, right)| index.find_all(&[left, right]));
    let runs = runs.flat_map(|terms| {
        let apart = Run { terms: terms.clone(), order: Order::Anywhere, sure: JOINED_APART * damp };
        [Run { terms, order: Order::Beside, sure: JOINED }, apart]
    });
    runs.collect()
}

/// Letters of either part of a word read as two.
const SPLIT_PART: usize = 2;

/// Two neighbours that make one word of the index may both stand for it.
fn join_neighbours(index: &Index, words: &[String], slots: &mut [Slot]) {
    for (at, pair) in words.windows(2).enumerate() {
        for term in index.find(&pair.concat()) {
            for slot in slots.iter_mut().skip(at).take(2) {
                slot.words.push((term, JOINED));
                slot.words = surest(std::mem::take(&mut slot.words));
            }
        }
    }
}

/// What else is meant where words in a row are a name that a thing bears
/// beside others.
fn add_aliases(dossier: &Dossier, words: &[String], slots: &mut [Slot]) {
    let catalogue = dossier.catalogue();
    for start in 0..words.len() {
        for length in 1..=alias::LONGEST.min(words.len() - start) {
            let name = words.get(start..start + length).unwrap_or_default();
            for bearer in catalogue.aliases.bearers(name) {
                let others = bearer.other_names(&dossier.entities, name);
                let meant = Slot::named(&catalogue.index, &others, naming(dossier, bearer));
                slots.iter_mut().skip(start).take(length).for_each(|slot| slot.add(&meant));
            }
        }
    }
}

/// The articles that name an entity.
fn naming(dossier: &Dossier, bearer: Bearer) -> Vec<(u32, f64)> {
    let Bearer::Entity(id) = bearer else { return Vec::new() };
    let articles = dossier.entities.get(id).into_iter().flat_map(Entity::articles);
    articles.filter_map(|(at, _)| Some((u32::try_from(at).ok()?, NAMED))).collect()
}

/// The articles on which the reader said a word, finished or not.
fn saying<'a>(marks: &'a [ArticleMarks], word: &'a str) -> impl Iterator<Item = (u32, f64)> + 'a {
    let says = move |marks: &ArticleMarks| {
        let words = marks.said.words(words_of);
        let mut from = words.range::<str, _>((Bound::Included(word), Bound::Unbounded));
        from.next().is_some_and(|said| said.starts_with(word))
    };
    let said = (0..).zip(marks).filter(move |(_, marks)| says(marks));
    said.map(|(article, _)| (article, SAID))
}

impl Slot {
    /// The slot of a thing by some of its names and the articles that name it.
    fn named(index: &Index, names: &[Vec<String>], articles: Vec<(u32, f64)>) -> Self {
        let mut slot = Self { articles, ..Self::default() };
        for name in names {
            if let [word] = name.as_slice() {
                slot.words.extend(index.find(word).map(|term| (term, ALIAS)));
            } else {
                let words: Vec<&str> = name.iter().map(String::as_str).collect();
                let run = |terms| Run { terms, order: Order::Beside, sure: ALIAS };
                slot.runs.extend(index.find_all(&words).into_iter().map(run));
            }
        }
        slot
    }

    /// Adds what another may stand for.
    fn add(&mut self, other: &Self) {
        self.words.extend(&other.words);
        self.words = surest(std::mem::take(&mut self.words));
        self.runs.extend(other.runs.iter().cloned());
        self.articles.extend(&other.articles);
    }

    /// How sure an article answers, whatever its text says.
    pub(super) fn sure_of(&self, article: u32) -> f64 {
        let from = self.articles.partition_point(|one| one.0 < article);
        let own = self.articles.iter().skip(from).take_while(|one| one.0 == article);
        own.map(|one| one.1).fold(0.0, f64::max)
    }

    /// The slot of words side by side, just as they are.
    pub(super) fn phrase(index: &Index, words: &[String]) -> Self {
        if let [word] = words {
            let words = index.find(word).map(|term| (term, 1.0)).collect();
            return Self { words, ..Self::default() };
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let run = |terms| Run { terms, order: Order::Beside, sure: 1.0 };
        let runs = index.find_all(&words).into_iter().map(run).collect();
        Self { runs, ..Self::default() }
    }
}

impl Run {
    /// Whether it is a phrase or a name, and no guess.
    pub(super) fn is_sure(&self) -> bool {
        self.sure >= ALIAS
    }

    /// Whether it stands anywhere in an article.
    pub(super) fn stands_in(&self, document: &Document) -> bool {
        !self.places(document).is_empty()
    }

    /// Its places in an article; of words side by side those of the first.
    pub(super) fn places(&self, document: &Document) -> Vec<u32> {
        let Some((&first, rest)) = self.terms.split_first() else { return Vec::new() };
        let firsts = document.places(first);
        match self.order {
            Order::Beside => {
                let stands = |place: &&u32| follow(document, rest, **place);
                firsts.iter().filter(stands).copied().collect()
            }
            Order::Anywhere if rest.iter().all(|&term| !document.places(term).is_empty()) => {
                self.terms.iter().flat_map(|&term| document.places(term)).copied().collect()
            }
            Order::Anywhere => Vec::new(),
        }
    }
}

/// Whether words stand one by one behind a place.
fn follow(document: &Document, terms: &[Term], place: u32) -> bool {
    let places = (place + 1..).zip(terms);
    places.into_iter().all(|(place, &term)| document.places(term).binary_search(&place).is_ok())
}
