//! Places of a text that are like a note's own.
//!
//! A sentence may stand twice: in the teaser and in the report, in a caption and
//! its copy. Once one of the two has gone, what is left tells by its words no
//! more which of them it is. A note that knows of its twins isn't put on one.

use serde::{Deserialize, Serialize};

use super::{
    anchor::CONTEXT,
    approximate::ratio,
    candidate::{Candidate, Needle},
    parting::{self, Parting, Told},
    surroundings::Surroundings,
};
use crate::model::Span;

/// A place that would be taken for a note's if that were gone from the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Twin {
    /// Where it began when the note was made, in code points.
    pub start: usize,
    /// How like the note's place it was, in percent.
    pub like: usize,
    /// Whether it held the very words of the note.
    pub same: bool,
    /// What it stood among.
    #[serde(default, skip_serializing_if = "Surroundings::is_empty")]
    pub among: Surroundings,
    /// Where the text before it parts from that before the note.
    #[serde(default, skip_serializing_if = "Parting::is_empty")]
    pub before: Parting,
    /// The same after both.
    #[serde(default, skip_serializing_if = "Parting::is_empty")]
    pub after: Parting,
}

/// What fits better than a twin did by no more than so many hundredths may be that twin.
const NEAR: usize = 6;

/// Twins that know what they stand among.
const NEIGHBOURS: usize = 16;

/// The fewest pieces of what was around that tell one place from another.
const FEWEST: usize = 3;

/// The pieces of which some must be seen, unless the place has moved.
const MUCH: usize = 4 * FEWEST;

/// Characters around two places that are nearly all of the context that is kept
/// of one, once it is folded.
const SHARED: usize = CONTEXT - 4;

/// How much more must be left of one place's surroundings than of another's.
const CLEAR: f64 = 0.25;

/// How many times as near one of two must be to where it is expected as the
/// other, to be what stands there.
pub(super) const NEARER: usize = 4;

impl Twin {
    /// The twin that a candidate is which begins at `start`.
    pub(super) fn of(candidate: &Candidate, needle: &Needle, start: usize) -> Self {
        Self {
            start,
            like: percent(candidate.score(needle)),
            same: candidate.is_exact(),
            ..Self::default()
        }
    }

    /// Leaves no more than where it began and how like it was.
    fn forget(&mut self) {
        let Self { start, like, same, .. } = *self;
        *self = Self { start, like, same, ..Self::default() };
    }

    /// The same with what tells it, at `span` of a folded text, from a note's own place.
    pub(super) fn apart(self, text: &str, span: Span, own: Span) -> Self {
        Self {
            among: Surroundings::of(text, span),
            before: Parting::of(parting::before(text, own), parting::before(text, span)),
            after: Parting::of(parting::after(text, own), parting::after(text, span)),
            ..self
        }
    }

    /// Whose a place is by what stands nearest before and after it.
    pub(super) fn nearest(&self, text: &str, span: Span) -> [Told; 2] {
        let before = self.before.tells(parting::before(text, span));
        [before, self.after.tells(parting::after(text, span))]
    }

    /// Whether the context that the note keeps of its place is the twin's, too; not
    /// said of a twin of which nothing is known.
    pub(super) fn shares_context(&self) -> bool {
        let shared = |side: &Parting| side.is_empty() || side.same >= SHARED;
        !self.among.is_empty() && shared(&self.before) && shared(&self.after)
    }

    /// Whether a place may rather be this twin than the note's, given how far it
    /// is from where either is expected.
    pub(super) fn is_likely(&self, place: &Self, (own, twin): (usize, usize)) -> bool {
        twin < own * NEARER && place.like <= self.like + NEAR && (self.same || !place.same)
    }
}

/// Puts twins in order. Of many only those nearest to the note know what they
/// stand among.
pub(super) fn forget_far(twins: &mut [Twin], start: usize) {
    twins.sort_unstable_by_key(|twin| twin.start.abs_diff(start));
    twins.iter_mut().skip(NEIGHBOURS).for_each(Twin::forget);
    twins.sort_unstable_by_key(|twin| twin.start);
}

/// Which of the places that were alike a place is, by what it stands among.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The needle's own.
    Own,
    /// The twin of this number.
    Twin(usize),
    /// It may be any.
    Unknown,
    /// None of what it stands among was around any of them: it has come here.
    Moved,
}

impl Verdict {
    /// What a place of a folded text is, and how much it leans to a twin: from -1 to 1.
    pub(super) fn on(needle: &Needle, text: &str, span: Span) -> (Self, f64) {
        let seen = Surroundings::wider(text, span);
        let sides = |twin: &Twin| Sides {
            near: twin.nearest(text, span),
            ..Sides::of(&needle.among, &twin.among, &seen)
        };
        let sides: Vec<Sides> = needle.twins.iter().map(sides).collect();
        let leans = sides.iter().map(Sides::lean);
        let most = leans.enumerate().max_by(|one, other| one.1.total_cmp(&other.1));
        let (at, lean) = most.unwrap_or_default();
        let verdict = match lean {
            _ if lean >= CLEAR => Self::Twin(at),
            _ if lean <= -CLEAR => Self::Own,
            _ if sides.iter().all(Sides::are_strange) => Self::Moved,
            _ => Self::Unknown,
        };
        (verdict, lean)
    }
}

/// What tells one of two places from the other.
struct Sides {
    /// What only the own had around: how many pieces, and how many of them were seen.
    own: (usize, usize),
    /// The same of the twin.
    twin: (usize, usize),
    /// Whose what stands nearest is, before and after.
    near: [Told; 2],
}

impl Sides {
    fn of(own: &Surroundings, twin: &Surroundings, seen: &Surroundings) -> Self {
        let near = [Told::Nothing; 2];
        if own.is_empty() || twin.is_empty() {
            return Self { own: (0, 0), twin: (0, 0), near };
        }
        Self { own: own.only(twin, seen), twin: twin.only(own, seen), near }
    }

    /// How much the place leans to the twin. What stands nearest tells best, on
    /// one side alone as long as what stands around doesn't speak against it.
    fn lean(&self) -> f64 {
        let around = self.around();
        let near: i8 = self.near.iter().map(|told| told.sign()).sum();
        let side = f64::from(near.signum());
        match near {
            0 => around,
            -1 | 1 if around * side < 0.0 => 0.0,
            _ => side,
        }
    }

    /// How much more of the twin's was seen than of the own.
    fn around(&self) -> f64 {
        let lean = ratio(self.twin.1, self.twin.0) - ratio(self.own.1, self.own.0);
        let tells = if lean > 0.0 { self.twin.1 } else { self.own.1 };
        if tells < FEWEST { 0.0 } else { lean }
    }

    /// Whether much was around them and none of it was seen.
    fn are_strange(&self) -> bool {
        self.near == [Told::Nothing; 2]
            && self.own.0 + self.twin.0 >= MUCH
            && self.own.1 + self.twin.1 < FEWEST
    }
}

/// How many whole hundredths a score has.
fn percent(score: f64) -> usize {
    (1..=100).take_while(|&hundredths| ratio(hundredths, 100) <= score).count()
}
