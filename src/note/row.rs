//! The places of a text that are alike, and which of them may be a note's own.
//!
//! What a place stands among tells best. Where that is the same or gone, the
//! order tells, as long as as many places stand as did; where fewer stand, how
//! far each has moved.

use std::collections::BTreeSet;

use super::{
    candidate::{Candidate, Needle, acceptable},
    twin::{Twin, Verdict},
};
use crate::model::Span;

/// A candidate with all that tells it from a twin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    /// It.
    pub(super) candidate: Candidate,
    /// What it is by its surroundings.
    pub(super) verdict: Verdict,
    /// How much it leans to a twin.
    pub(super) lean: f64,
    /// Where it begins, in code points.
    pub(super) start: usize,
}

/// Leanings nearer to each other than this tell nothing.
const NEAR: f64 = 0.12;

impl Seen {
    /// Whether a place that leans the same way leans hardly less.
    fn is_hardly_more(&self, other: &Self) -> bool {
        let same_way = self.lean * other.lean > 0.0;
        let apart = !self.candidate.span.overlaps(other.candidate.span);
        same_way && apart && (self.lean - other.lean).abs() < NEAR
    }

    /// The number of the twin that it is.
    fn twin(&self) -> Option<usize> {
        match self.verdict {
            Verdict::Twin(number) => Some(number),
            Verdict::Own | Verdict::Unknown | Verdict::Moved => None,
        }
    }
}

/// The candidates that may be a needle's own.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// All of them.
    pub(super) found: Vec<Candidate>,
    /// What their order tells.
    pub(super) order: Order,
    /// Where the needle's very words stand, its own or not, in order.
    pub(super) words: Vec<Span>,
}

/// What the order of places that are alike tells of which is a needle's own.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Order {
    /// Nothing: there are more or fewer than there were, or all twins are known.
    #[default]
    Untold,
    /// It is this one: its turn is that of the needle's own.
    Turn(Candidate),
    /// Nothing, nor do their surroundings or position: one of them has moved.
    Lost,
}

impl Order {
    /// The place whose turn it is, where it is one of those that tie for the best
    /// and all of them hold the very words.
    pub(super) fn among(self, tied: &[Candidate]) -> Option<Span> {
        let Self::Turn(turn) = self else { return None };
        let exact = tied.iter().all(Candidate::is_exact);
        tied.iter().map(|one| one.span).find(|span| exact && *span == turn.span)
    }
}

impl Row {
    /// What is left of all that was seen; the needle's own is expected at `at`.
    pub(super) fn of(seen: Vec<Seen>, needle: &Needle, at: usize) -> Self {
        let seen = doubted(seen, needle);
        let own = candidates(seen.iter().filter(|one| one.verdict == Verdict::Own));
        let rest = twins_left(&seen, needle);
        let order = order(&seen, needle, &rest);
        if distinct(&own, needle).len() == 1 && !matches!(order, Order::Lost) {
            return Self { found: own, order, ..Self::default() };
        }
        Self { found: without_twins(seen, needle, &rest, at), order, ..Self::default() }
    }
}

/// The same places. What is said of one that another misses by little is said
/// of neither.
fn doubted(mut seen: Vec<Seen>, needle: &Needle) -> Vec<Seen> {
    let open = |one: &&Seen| one.verdict == Verdict::Unknown && acceptable(&one.candidate, needle);
    let open: Vec<Seen> = seen.iter().filter(open).copied().collect();
    for one in &mut seen {
        if open.iter().any(|other| one.is_hardly_more(other)) {
            one.verdict = Verdict::Unknown;
        }
    }
    seen
}

fn candidates<'a>(seen: impl Iterator<Item = &'a Seen>) -> Vec<Candidate> {
    seen.map(|one| one.candidate).collect()
}

/// Where the twins began that were not seen for certain.
fn twins_left(seen: &[Seen], needle: &Needle) -> Vec<usize> {
    let fit = seen.iter().filter(|one| acceptable(&one.candidate, needle));
    let known: BTreeSet<usize> = fit.filter_map(Seen::twin).collect();
    let left = needle.twins.iter().zip(0..).filter(|(_, number)| !known.contains(number));
    left.map(|(twin, _)| twin.start).collect()
}

fn order(seen: &[Seen], needle: &Needle, left: &[usize]) -> Order {
    let has_moved =
        |one: &Seen| one.verdict == Verdict::Moved && acceptable(&one.candidate, needle);
    match turn(seen, needle, left) {
        // Once every twin is known, none is left to take turns with.
        Some(_) if left.is_empty() => Order::Untold,
        Some(_) if seen.iter().any(has_moved) => Order::Lost,
        turn => turn.map_or(Order::Untold, Order::Turn),
    }
}

/// The candidate in whose turn the needle's own stood: among those that hold its
/// very words, else among all that may be it or one of the twins that are left.
fn turn(seen: &[Seen], needle: &Needle, left: &[usize]) -> Option<Candidate> {
    let same = needle.twins.iter().filter(|twin| twin.same).map(|twin| twin.start);
    let exact = candidates(seen.iter().filter(|one| one.candidate.is_exact()));
    let open = candidates(seen.iter().filter(|one| one.twin().is_none()));
    in_order(&exact, needle, &same.collect::<Vec<_>>()).or_else(|| in_order(&open, needle, left))
}

/// All but the places that are twins, or may be where too few are left.
fn without_twins(
    mut seen: Vec<Seen>,
    needle: &Needle,
    left: &[usize],
    at: usize,
) -> Vec<Candidate> {
    seen.retain(|one| one.twin().is_none());
    let open = distinct(&candidates(seen.iter()), needle).len();
    if (1..=left.len()).contains(&open) {
        seen.retain(|one| !is_twin(one, needle, at));
    }
    candidates(seen.iter())
}

/// Whether a place may rather be one of a needle's twins, where the needle's own
/// is expected at `at`.
fn is_twin(seen: &Seen, needle: &Needle, at: usize) -> bool {
    let place = Twin::of(&seen.candidate, needle, seen.start);
    let far = |start: usize| (start + at).abs_diff(place.start + needle.start);
    let own = far(needle.start);
    needle.twins.iter().any(|twin| twin.is_likely(&place, (own, far(twin.start))))
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
/// own, where as many stand as did: it and the twins that began at `twins`.
fn in_order(found: &[Candidate], needle: &Needle, twins: &[usize]) -> Option<Candidate> {
    let mut row = distinct(found, needle);
    if row.len() != twins.len() + 1 {
        return None;
    }
    row.sort_unstable_by_key(|one| one.span);
    let before = twins.iter().filter(|&&start| start < needle.start).count();
    row.get(before).copied()
}
