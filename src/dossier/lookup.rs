//! Lookup: who might be alike, without comparing all with all.
//!
//! Items are noted under keys (a rare feature, or a time and a rare feature);
//! a newcomer asks its own keys and compares itself only with the items that
//! come up most often. A key with a long list proves little: its latest items
//! stand for it, which keeps the whole near linear.

use std::{cmp::Reverse, collections::HashMap, hash::Hash};

/// Items of one key that are candidates, the latest.
const LATEST: usize = 24;
/// Candidates that are worth comparing, those with the most votes.
const COMPARED: usize = 8;

/// Items by key.
#[derive(Debug)]
pub(super) struct Lookup<K> {
    lists: HashMap<K, Vec<usize>>,
}

impl<K: Eq + Hash> Lookup<K> {
    /// One without items.
    pub(super) fn new() -> Self {
        Self { lists: HashMap::new() }
    }

    /// Notes an item under a key.
    pub(super) fn note(&mut self, key: K, item: usize) {
        let list = self.lists.entry(key).or_default();
        if list.last() != Some(&item) {
            list.push(item);
        }
    }

    /// The latest items of a key.
    pub(super) fn latest(&self, key: &K) -> &[usize] {
        let list = self.lists.get(key).map_or(&[][..], Vec::as_slice);
        list.get(list.len().saturating_sub(LATEST)..).unwrap_or_default()
    }
}

impl<K: Eq + Hash> Lookup<K> {
    /// The items that come up most often under some keys.
    pub(super) fn candidates(&self, keys: &[K]) -> impl Iterator<Item = usize> + use<K> {
        let mut election = Election::default();
        for key in keys {
            election.ballot(std::iter::once(self.latest(key)));
        }
        election.elected()
    }
}

/// Votes for items, ballot by ballot.
#[derive(Debug, Default)]
pub(super) struct Election {
    /// Items with the ballot that names them.
    votes: Vec<(usize, usize)>,
    /// How many ballots were cast.
    cast: usize,
}

impl Election {
    /// Casts a ballot; what is named twice on it counts once.
    pub(super) fn ballot<'a>(&mut self, lists: impl Iterator<Item = &'a [usize]>) {
        let cast = self.cast;
        for list in lists {
            self.votes.extend(list.iter().map(|&item| (item, cast)));
        }
        self.cast += 1;
    }

    /// The items named by at least two of the ballots (by the only one, when
    /// there is one), those named most often first, as many as are worth
    /// comparing.
    pub(super) fn elected(mut self) -> impl Iterator<Item = usize> {
        self.votes.sort_unstable();
        self.votes.dedup();
        let enough = self.cast.min(2);
        let counted = self.votes.chunk_by(|a, b| a.0 == b.0);
        let mut ranked: Vec<(Reverse<usize>, usize)> = counted
            .filter(|same| same.len() >= enough)
            .map(|same| (Reverse(same.len()), same[0].0))
            .collect();
        ranked.sort_unstable();
        ranked.into_iter().take(COMPARED).map(|(_, item)| item)
    }
}
