//! What arrives in any order, given in the order of the files and of their portions.

use std::collections::BTreeMap;

/// Arrivals that wait for those before them.
#[derive(Debug)]
pub(in crate::store) struct Queue<T> {
    /// The file and the portion that come next.
    next: (usize, usize),
    waiting: BTreeMap<(usize, usize), (T, Turn)>,
}

/// Whose turn it is after an arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Turn {
    /// That of the next one of the same file.
    More,
    /// That of the next file.
    Last,
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Self { next: (0, 0), waiting: BTreeMap::new() }
    }
}

impl<T> Queue<T> {
    /// The number of the file that comes next.
    pub(in crate::store) fn next_file(&self) -> usize {
        self.next.0
    }

    /// Takes in an arrival by its file and number.
    pub(in crate::store) fn put(&mut self, at: (usize, usize), turn: Turn, arrival: T) {
        self.waiting.insert(at, (arrival, turn));
    }

    /// The one whose turn it is, once it is here.
    pub(in crate::store) fn take(&mut self) -> Option<T> {
        let (arrival, turn) = self.waiting.remove(&self.next)?;
        let (file, number) = self.next;
        self.next = match turn {
            Turn::More => (file, number + 1),
            Turn::Last => (file + 1, 0),
        };
        Some(arrival)
    }
}

#[cfg(test)]
mod tests {
    use super::{Turn::*, *};

    #[test]
    fn whatever_comes_first_all_are_given_in_order() {
        let arrivals =
            [((1, 0), Last), ((0, 1), More), ((0, 0), More), ((2, 0), Last), ((0, 2), Last)];
        let mut given = Vec::new();
        let mut queue = Queue::default();
        for (at, turn) in arrivals {
            queue.put(at, turn, at);
            while let Some(one) = queue.take() {
                given.push(one);
            }
        }
        assert_eq!(given, [(0, 0), (0, 1), (0, 2), (1, 0), (2, 0)]);
        assert_eq!(queue.next_file(), 3);
    }
}
