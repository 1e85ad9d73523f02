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

/// The items named by at least two of the ballots (by the only one, when there
/// is one), those named most often first, as many as are worth comparing.
pub(super) fn elected(ballots: impl Iterator<Item = Vec<usize>>) -> Vec<usize> {
    let (cast, votes) = votes(ballots);
    let enough = cast.min(2);
    let counted = votes.chunk_by(|a, b| a == b).map(|same| (Reverse(same.len()), same[0]));
    let mut ranked: Vec<(Reverse<usize>, usize)> =
        counted.filter(|&(Reverse(count), _)| count >= enough).collect();
    ranked.sort_unstable();
    ranked.into_iter().take(COMPARED).map(|(_, item)| item).collect()
}

/// How many ballots were cast, and all their votes in order, one an item and ballot.
fn votes(ballots: impl Iterator<Item = Vec<usize>>) -> (usize, Vec<usize>) {
    let (mut cast, mut votes) = (0, Vec::new());
    for mut ballot in ballots {
        ballot.sort_unstable();
        ballot.dedup();
        votes.append(&mut ballot);
        cast += 1;
    }
    votes.sort_unstable();
    (cast, votes)
}
