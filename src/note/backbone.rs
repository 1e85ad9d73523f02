//! Where a text has moved to between its notes, by those that are found for certain.
//!
//! Most of a text keeps its order when it changes. The longest row of certain
//! notes that stand in the same order as before is its backbone: what stood
//! between two of them is expected between their new places.

use std::ops::RangeInclusive;

/// The fewest notes that tell how a text has moved.
const FEWEST: usize = 3;

/// Certain notes in the order they kept: where each stood and stands, in code points.
#[derive(Debug, Default)]
pub(super) struct Backbone(Vec<(usize, usize)>);

/// Where something is expected, in code points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Expected {
    /// Not outside of this.
    pub(super) within: RangeInclusive<usize>,
    /// Here, if it has moved as far as the note before it.
    pub(super) at: usize,
}

impl Backbone {
    /// The backbone of pairs of an old and a new place; `n log n`.
    pub(super) fn of(places: impl Iterator<Item = (usize, usize)>) -> Self {
        let mut known: Vec<(usize, usize)> = places.collect();
        known.sort_unstable();
        known.dedup_by_key(|(old, _)| *old);
        Self(longest_rise(&known))
    }

    /// Where something is expected that stood at `start`; none where too few notes tell.
    pub(super) fn expected(&self, start: usize) -> Option<Expected> {
        let Self(known) = self;
        if known.len() < FEWEST {
            return None;
        }
        let next = known.partition_point(|(old, _)| *old <= start);
        let before = next.checked_sub(1).and_then(|at| known.get(at));
        let after = known.get(next);
        let (old, new) = before.or(after)?;
        let first = before.map_or(0, |(_, new)| *new);
        let last = after.map_or(usize::MAX, |(_, new)| *new);
        Some(Expected { within: first..=last, at: (new + start).saturating_sub(*old) })
    }
}

/// The longest part of pairs, sorted by their first, whose seconds rise
/// (Schensted, "Longest increasing and decreasing subsequences", 1961).
fn longest_rise(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length the place of the lowest last pair of a row so long, and before each pair its forerunner.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let second = |at: usize| pairs.get(at).map_or(usize::MAX, |pair| pair.1);
    for (at, (_, new)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| second(end) < *new);
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let back = |at: &usize| before.get(*at).copied().flatten();
    let row = std::iter::successors(ends.last().copied(), back);
    let mut row: Vec<(usize, usize)> = row.filter_map(|at| pairs.get(at)).copied().collect();
    row.reverse();
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_that_kept_their_order_tell_where_a_note_is() {
        let places = [(10, 110), (20, 120), (30, 900), (40, 141), (50, 151)];
        let backbone = Backbone::of(places.into_iter());
        let expected = |within, at| Some(Expected { within, at });
        assert_eq!(
            backbone.expected(25),
            expected(120..=141, 125),
            "what moved away tells nothing"
        );
        assert_eq!(backbone.expected(5), expected(0..=110, 105));
        assert_eq!(backbone.expected(70), expected(151..=usize::MAX, 171));
        assert_eq!(Backbone::of([(1, 1), (2, 2)].into_iter()).expected(2), None);
    }
}
