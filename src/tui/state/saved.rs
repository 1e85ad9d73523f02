//! Searches that were saved under a name: rows above the articles in the list.

use crate::{dossier::Card, store::Seen};

/// The saved searches of the dossier.
#[derive(Clone, Debug, Default)]
pub struct SavedSearches {
    /// The searches, by name.
    pub all: Vec<SavedSearch>,
    /// What each query had found when it was looked at last.
    pub seen: Seen,
    /// Whether what they find may have changed since it was counted.
    pub stale: bool,
    /// The number of the last count asked for; older answers are dropped.
    pub asked: u64,
}

/// A saved search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedSearch {
    /// What the reader calls it.
    pub name: String,
    /// The query.
    pub query: String,
    /// How many articles it finds; none before they are counted.
    pub found: Option<usize>,
    /// How many of them it had not found when it was looked at last.
    pub new: usize,
}

impl SavedSearches {
    /// Takes over the searches that are there now; what was counted stays.
    pub fn set<'a>(&mut self, searches: impl IntoIterator<Item = (&'a String, &'a String)>) {
        let before = std::mem::take(&mut self.all);
        let all = searches.into_iter().map(|(name, query)| {
            let known = before.iter().find(|one| one.name == *name && one.query == *query);
            let new = || SavedSearch {
                name: name.clone(),
                query: query.clone(),
                ..SavedSearch::default()
            };
            known.cloned().unwrap_or_else(new)
        });
        self.all = all.collect();
    }

    /// Counts what a search finds, and what of it is new. The first time
    /// nothing is, nor while its articles are `looked` at.
    pub fn count(&mut self, at: usize, articles: &[&Card], looked: Looked) {
        let Some(search) = self.all.get_mut(at) else { return };
        let hashes = || articles.iter().map(|card| short(card));
        if looked == Looked::At || !self.seen.contains_key(&search.query) {
            self.seen.insert(search.query.clone(), hashes().collect());
        }
        let seen = self.seen.get(&search.query);
        let is_new = |hash: &String| seen.is_some_and(|seen| !seen.contains(hash));
        search.found = Some(articles.len());
        search.new = hashes().filter(is_new).count();
    }
}

/// Whether the articles of a search are being looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looked {
    /// They are.
    At,
    /// They are not.
    Away,
}

/// Letters of a hash that tell articles apart.
const LETTERS: usize = 16;

fn short(card: &Card) -> String {
    card.head.origin.hash.chars().take(LETTERS).collect()
}
