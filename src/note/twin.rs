//! Places of a text that are like a note's own.
//!
//! A sentence may stand twice: in the teaser and in the report, in a caption and
//! its copy. Once one of the two has gone, what is left tells by its words no
//! more which of them it is. A note that knows of its twins isn't put on one.

use serde::{Deserialize, Serialize};

use super::{
    approximate::ratio,
    candidate::{Candidate, Needle, acceptable},
};

/// A place that would be taken for a note's if that were gone from the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Twin {
    /// Where it began when the note was made, in code points.
    pub start: usize,
    /// How like the note's place it was, in percent.
    pub like: usize,
    /// Whether it held the very words of the note.
    pub same: bool,
}

/// What fits better than a twin did by no more than so many hundredths may be that twin.
const NEAR: usize = 6;

/// How many times as near as a twin something must be to where the note is
/// expected, to be the note's.
const NEARER: usize = 4;

impl Twin {
    /// The twin that a candidate is which begins at `start`.
    pub(super) fn of(candidate: &Candidate, needle: &Needle, start: usize) -> Self {
        Self { start, like: percent(candidate.score(needle)), same: candidate.is_exact() }
    }

    /// Whether a place may rather be this twin than the note's, given how far it
    /// is from where either is expected.
    fn may_be(&self, place: &Self, (own, twin): (usize, usize)) -> bool {
        twin < own * NEARER && place.like <= self.like + NEAR && (self.same || !place.same)
    }
}

/// Whether a place that looks like this may be one of a needle's twins, where the
/// needle's own is expected at `at`.
pub(super) fn is_twin(place: &Twin, needle: &Needle, at: usize) -> bool {
    let far = |start: usize| (start + at).abs_diff(place.start + needle.start);
    let own = far(needle.start);
    needle.twins.iter().any(|twin| twin.may_be(place, (own, far(twin.start))))
}

/// The acceptable candidates, of several that overlap the best.
pub(super) fn distinct(found: &[Candidate], needle: &Needle) -> Vec<Candidate> {
    let mut fits: Vec<&Candidate> = found.iter().filter(|one| acceptable(one, needle)).collect();
    fits.sort_by(|one, other| other.score(needle).total_cmp(&one.score(needle)));
    let mut apart: Vec<Candidate> = Vec::new();
    for one in fits {
        if !apart.iter().any(|other| other.span.overlaps(one.span)) {
            apart.push(*one);
        }
    }
    apart
}

/// The candidate whose place in the row of all that are alike is the needle's
/// own, where as many stand as did.
pub(super) fn in_order(found: &[Candidate], needle: &Needle) -> Option<Candidate> {
    let mut row = distinct(found, needle);
    if needle.twins.is_empty() || row.len() != needle.twins.len() + 1 {
        return None;
    }
    row.sort_unstable_by_key(|one| one.span);
    let before = needle.twins.iter().filter(|twin| twin.start < needle.start).count();
    row.get(before).copied()
}

/// How many whole hundredths a score has.
fn percent(score: f64) -> usize {
    (1..=100).take_while(|&hundredths| ratio(hundredths, 100) <= score).count()
}
