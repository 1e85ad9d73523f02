//! Where a story stands: the times that it told last, and which year they
//! give to a month, day or season without one.
//!
//! One time alone misleads: a look back, a look ahead or the year of a book in
//! brackets stand between two times of the tale. So each of the last times
//! votes for the years that it makes likely, the later the louder.

use std::collections::VecDeque;

use super::{meaning::Bare, turn};
use crate::model::{Precision, When};

/// How many times are remembered.
const MEMORY: usize = 8;

/// How much quieter a vote is for each time told since.
const FADING: f64 = 0.7;

/// How much quieter it is from another paragraph, and from the one before.
const ELSEWHERE: [f64; 3] = [1.0, 0.5, 0.25];

/// Up to how many days ahead or back a time is as likely as can be, and after
/// how many more a vote is down to a third: a tale moves on by weeks.
const NEAR: (f64, f64) = (61.0, 30.0);
const PACE: f64 = 91.0;

/// How much farther a step back seems than a step ahead.
const BACKWARD: f64 = 1.5;

/// Up to how many days a tale may leap ahead or look back, and what a time
/// told says at least about those within: June may go on with next February.
const AHEAD: (f64, f64) = (255.0, 0.45);
const BACK: (f64, f64) = (-184.0, 0.3);

/// What a year told alone says about a time in it, and in the year after.
const IN_YEAR: f64 = 0.55;
const AFTER_YEAR: f64 = 0.16;

/// The times told last, the last one at the end.
#[derive(Debug, Default)]
pub(super) struct Story {
    told: VecDeque<Told>,
}

#[derive(Debug)]
struct Told {
    when: When,
    block: usize,
}

impl Story {
    /// Remembers a time told in a block.
    pub(super) fn tell(&mut self, when: &When, block: usize) {
        if self.told.len() >= MEMORY {
            self.told.pop_front();
        }
        self.told.push_back(Told { when: when.clone(), block });
    }

    /// Whether nothing was told yet.
    pub(super) fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    /// The last time told that fits.
    pub(super) fn last(&self, fits: impl Fn(&When) -> bool) -> Option<&When> {
        self.told.iter().rev().map(|told| &told.when).find(|when| fits(when))
    }

    /// Where in the story a month, day or season told in a block lies, and the
    /// time that says so loudest.
    pub(super) fn place(&self, bare: Bare, block: usize) -> Option<(When, &When)> {
        if matches!(bare, Bare::Weekday(_) | Bare::Weekend) {
            let last = self.last(|when| when.first == when.last)?;
            return turn::nearest(bare, last).map(|when| (when, last));
        }
        let mut best: Option<(f64, When)> = None;
        for when in self.candidates(bare) {
            let votes = self.votes(&when, block).map(|(vote, _)| vote).sum::<f64>();
            if best.as_ref().is_none_or(|(most, _)| votes > *most) {
                best = Some((votes, when));
            }
        }
        let (_, when) = best?;
        let (_, loudest) = self.votes(&when, block).max_by(|one, two| one.0.total_cmp(&two.0))?;
        Some((when, loudest))
    }

    /// The times told that have a place within a year.
    fn placed(&self) -> impl Iterator<Item = &Told> {
        self.told.iter().rev().filter(|told| told.when.precision < Precision::Decade)
    }

    /// What the time may be: in the years told, and in those beside them, in order.
    fn candidates(&self, bare: Bare) -> impl Iterator<Item = When> {
        let years = self.placed().map(|told| told.when.first.year());
        let mut years: Vec<_> = years.flat_map(|year| [year - 1, year, year + 1]).collect();
        years.sort_unstable();
        years.dedup();
        years.into_iter().filter_map(move |year| bare.of_year(year))
    }

    /// How loud each time told speaks for a candidate.
    fn votes(&self, when: &When, block: usize) -> impl Iterator<Item = (f64, &When)> {
        let mut loud = 1.0;
        self.placed().map(move |told| {
            let away = block.saturating_sub(told.block).min(ELSEWHERE.len() - 1);
            let vote =
                loud * ELSEWHERE.get(away).copied().unwrap_or(1.0) * likely(&told.when, when);
            loud *= FADING;
            (vote, &told.when)
        })
    }
}

/// How likely a tale goes on with `next` after `told`.
fn likely(told: &When, next: &When) -> f64 {
    if told.precision >= Precision::Half {
        return match next.first.year() - told.first.year() {
            0 => IN_YEAR,
            1 => AFTER_YEAR,
            _ => 0.0,
        };
    }
    let days = middle(next) - middle(told);
    if days < 0.0 {
        let floor = if days >= BACK.0 { BACK.1 } else { 0.0 };
        return ((days + NEAR.1).min(0.0) * BACKWARD / PACE).exp().max(floor);
    }
    let floor = if days <= AHEAD.0 { AHEAD.1 } else { 0.0 };
    ((NEAR.0 - days).min(0.0) / PACE).exp().max(floor)
}

/// The middle of a time in days.
fn middle(when: &When) -> f64 {
    let day = |day| turn::days_between(jiff::civil::Date::constant(1, 1, 1), day);
    let days = i32::try_from(day(when.first) + day(when.last)).unwrap_or_default();
    f64::from(days) / 2.0
}
