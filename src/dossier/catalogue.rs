//! All that a search needs besides the articles: the index, words that stand
//! for each other, and which article was published last.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use super::{Articles, Card, Entity, index::Index, slot::Sure, words::Words};

/// What a dossier is searched by.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    /// Every word of every article.
    pub(super) index: Index,
    /// The articles from the one published last to those without a date.
    pub(super) latest: Vec<u32>,
    /// The place of each article in `latest`.
    pub(super) ages: Vec<u32>,
    /// Words that stand for each other because one entity bears both.
    aliases: BTreeMap<String, BTreeSet<String>>,
    /// What words may be slips for, of those asked for last: most words of a
    /// query stay the same from key to key.
    near: Mutex<HashMap<String, Arc<Vec<Sure>>>>,
}

/// Words whose slips are remembered.
const REMEMBERED: usize = 64;

impl Catalogue {
    /// The catalogue of articles, of their index, and of their entities.
    pub(super) fn new(index: Index, articles: &Articles, entities: &[Entity]) -> Self {
        let latest = latest(articles);
        let mut ages = vec![0; latest.len()];
        for (age, &article) in (0..).zip(&latest) {
            ages[article as usize] = age;
        }
        let (aliases, near) = (aliases(entities), Mutex::default());
        Self { index, latest, ages, aliases, near }
    }

    /// What a word may be a slip for, found by `find` where it is not remembered.
    pub(super) fn near(
        &self,
        word: &str,
        find: impl FnOnce(&Index) -> Vec<Sure>,
    ) -> Arc<Vec<Sure>> {
        let remembered = || self.near.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = remembered().get(word) {
            return known.clone();
        }
        let found = Arc::new(find(&self.index));
        let mut remembered = remembered();
        if remembered.len() >= REMEMBERED {
            remembered.clear();
        }
        remembered.insert(word.to_owned(), found.clone());
        found
    }

    /// The words that stand for `word` because an entity bears both.
    pub(super) fn aliases(&self, word: &str) -> impl Iterator<Item = &str> {
        self.aliases.get(word).into_iter().flatten().map(String::as_str)
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

/// Forms of an entity that may be aliases.
const SHOWN_VARIANTS: usize = 8;

/// Single words that one entity is known by.
fn aliases(entities: &[Entity]) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for entity in entities {
        let words = single_forms(entity);
        for word in words.iter().filter(|_| words.len() > 1) {
            let others = words.iter().filter(|other| *other != word).cloned();
            all.entry(word.clone()).or_default().extend(others);
        }
    }
    all
}

/// The forms of an entity that are one word.
fn single_forms(entity: &Entity) -> BTreeSet<String> {
    let forms = entity.variants.iter().take(SHOWN_VARIANTS).chain([&entity.key, &entity.name]);
    forms.filter_map(|form| single(form)).collect()
}

fn single(form: &str) -> Option<String> {
    let words = Words::of(form);
    let mut words = words.iter();
    let first = words.next()?;
    words.next().is_none().then(|| first.to_owned())
}
