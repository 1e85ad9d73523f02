//! All that a search needs besides the articles: the index, words that stand
//! for each other, and which article was published last.

use std::{
    cmp::Reverse,
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
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

/// The catalogue of a dossier, made when it is first asked for.
#[derive(Debug, Default)]
pub(super) struct Shared(Mutex<Option<Arc<Catalogue>>>);

impl Clone for Shared {
    fn clone(&self) -> Self {
        Self(Mutex::new(self.known()))
    }
}

impl Shared {
    /// The catalogue, where it was made.
    pub(super) fn known(&self) -> Option<Arc<Catalogue>> {
        self.locked().clone()
    }

    /// The catalogue, made now where it wasn't; whoever asks meanwhile waits.
    pub(super) fn get_or_make(&self, make: impl FnOnce() -> Catalogue) -> Arc<Catalogue> {
        self.locked().get_or_insert_with(|| Arc::new(make())).clone()
    }

    /// Forgets it, so that another is made; whoever has it keeps it.
    pub(super) fn forget(&self) {
        *self.locked() = None;
    }

    fn locked(&self) -> MutexGuard<'_, Option<Arc<Catalogue>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
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
