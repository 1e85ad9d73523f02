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

/// Votes for items, counted without sorting them: what was voted for is
/// marked with its round, so that nothing is cleared between two.
#[derive(Debug, Default)]
pub(super) struct Election {
    marks: Vec<Mark>,
    /// The items of this round.
    named: Vec<usize>,
    round: u32,
    /// How many ballots were cast in this round.
    cast: u32,
}

/// The votes for one item.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    round: u32,
    /// The last ballot that named it, from 1.
    ballot: u32,
    count: u32,
}

impl Election {
    /// Casts a ballot; what is named twice on it counts once.
    pub(super) fn ballot<'a>(&mut self, lists: impl Iterator<Item = &'a [usize]>) {
        self.cast += 1;
        lists.flatten().for_each(|&item| self.vote(item));
    }

    fn vote(&mut self, item: usize) {
        if item >= self.marks.len() {
            self.marks.resize((item + 1).next_power_of_two(), Mark::default());
        }
        let mark = &mut self.marks[item];
        if mark.round != self.round + 1 {
            *mark = Mark { round: self.round + 1, ballot: 0, count: 0 };
            self.named.push(item);
        }
        if mark.ballot != self.cast {
            mark.ballot = self.cast;
            mark.count += 1;
        }
    }

    /// Ends the round: the items named by at least two of the ballots (by the
    /// only one, when there is one), those named most often first, as many as
    /// are worth comparing.
    pub(super) fn elected(&mut self) -> Vec<usize> {
        let enough = self.cast.min(2);
        let named = self.named.drain(..).map(|item| (Reverse(self.marks[item].count), item));
        let mut ranked: Vec<_> = named.filter(|&(Reverse(count), _)| count >= enough).collect();
        ranked.sort_unstable();
        (self.round, self.cast) = (self.round + 1, 0);
        ranked.into_iter().take(COMPARED).map(|(_, item)| item).collect()
    }

    /// Those that come up most often under some keys of a lookup.
    pub(super) fn among<K: Eq + Hash>(&mut self, lookup: &Lookup<K>, keys: &[K]) -> Vec<usize> {
        for key in keys {
            self.ballot(std::iter::once(lookup.latest(key)));
        }
        self.elected()
    }
}
