//! All that a search needs besides the articles: the index, words that stand
//! for each other, and which article was published last.

use std::{
    cmp::Reverse,
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::{
    Articles, Card, Entity,
    alias::Aliases,
    endings::{Tongue, spoken},
    index::Index,
    slot::Sure,
};

/// What a dossier is searched by.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    /// Every word of every article.
    pub(super) index: Index,
    /// The articles from the one published last to those without a date.
    pub(super) latest: Vec<u32>,
    /// The place of each article in `latest`.
    pub(super) ages: Vec<u32>,
    /// Names that stand for each other.
    pub(super) aliases: Aliases,
    /// The languages whose endings are known.
    pub(super) tongues: Vec<&'static Tongue>,
    /// What words may be slips for.
    pub(super) slips: Memory,
    /// What words may be other forms of.
    pub(super) forms: Memory,
}

/// Readings of the words that were asked for last: most words of a query stay
/// the same from key to key.
#[derive(Debug, Default)]
pub(super) struct Memory {
    readings: Mutex<HashMap<String, Arc<Vec<Sure>>>>,
}

/// Words whose readings are remembered.
const REMEMBERED: usize = 64;

impl Catalogue {
    /// The catalogue of articles, of their index, and of their entities.
    pub(super) fn new(index: Index, articles: &Articles, entities: &[Entity]) -> Self {
        let latest = latest(articles);
        let mut ages = vec![0; latest.len()];
        for (age, &article) in (0..).zip(&latest) {
            ages[article as usize] = age;
        }
        let (aliases, tongues) = (Aliases::new(entities), spoken(&index));
        let (slips, forms) = <(Memory, Memory)>::default();
        Self { index, latest, ages, aliases, tongues, slips, forms }
    }
}

impl Memory {
    /// The readings of a word, found by `find` where they are not remembered.
    pub(super) fn of(&self, word: &str, find: impl FnOnce() -> Vec<Sure>) -> Arc<Vec<Sure>> {
        let remembered = || self.readings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = remembered().get(word) {
            return known.clone();
        }
        let found = Arc::new(find());
        let mut remembered = remembered();
        if remembered.len() >= REMEMBERED {
            remembered.clear();
        }
        remembered.insert(word.to_owned(), found.clone());
        found
    }
}

/// The articles, the one published last first; of those of a day the first.
fn latest(articles: &Articles) -> Vec<u32> {
    let day =
        |card: &Card| card.head.metadata.published.as_ref().map(|published| published.when.first);
    let mut latest: Vec<_> =
        (0..).zip(articles.cards()).map(|(at, one)| (Reverse(day(one)), at)).collect();
    latest.sort_unstable();
    latest.into_iter().map(|(_, article)| article).collect()
}
