//! Expressions that belong together: the ends of a range, members of a list,
//! a time of day beside its day.

use super::{
    find::{Found, RangePart},
    meaning::{Bare, Meaning},
};
use crate::model::{Precision, Span, TimexKind};

/// Joins what stands side by side among the expressions of a block, those from `first` on.
pub(super) fn join(text: &str, all: &mut Vec<Found>, first: usize) {
    let block = all.split_off(first);
    for found in block {
        match all.last_mut().filter(|last| last.block == found.block) {
            Some(last) if is_day_and_clock(text, last, &found) => merge(last, found),
            _ => all.push(found),
        }
    }
    let block = all.get_mut(first..).unwrap_or_default();
    pair_ranges(text, block);
    link(text, block);
}

/// "8:30 p.m. Tuesday", "1 May 1998, 8:30": one time, when no word parts them.
fn is_day_and_clock(text: &str, first: &Found, second: &Found) -> bool {
    let beside = matches!(between(text, first.span, second.span), "" | ",");
    let clock = |found: &Found| matches!(found.meaning, Meaning::Clock(.., None));
    beside && (clock(first) && is_day(second) || is_day(first) && clock(second))
}

fn is_day(found: &Found) -> bool {
    match &found.meaning {
        Meaning::Fixed(when) => when.precision == Precision::Day,
        Meaning::Bare(bare) | Meaning::Turn(bare, _) => {
            matches!(bare, Bare::Day(..) | Bare::Weekday(_))
        }
        Meaning::Shift(super::calendar::Unit::Day, ..) | Meaning::Numeric(_) => true,
        _ => false,
    }
}

/// Takes a day into the time of day beside it, or the other way round.
fn merge(first: &mut Found, second: Found) {
    first.span = first.span.join(second.span);
    let (clock, day) = match (&first.meaning, second.meaning) {
        (Meaning::Clock(..), day) => (first.meaning.clone(), day),
        (day, clock) => (clock, day.clone()),
    };
    if let Meaning::Clock(time, zone, _) = clock {
        first.meaning = Meaning::Clock(time, zone, Some(Box::new(day)));
        first.rule = "clock";
    }
}

/// What stands between two spans, without the space around it.
fn between(text: &str, first: Span, second: Span) -> &str {
    Span::new(first.end, second.start).cut(text).trim()
}

/// Marks the members of lists: "in April and May 1943".
fn link(text: &str, found: &mut [Found]) {
    for place in 1..found.len() {
        let Some([first, second]) = found.get_mut(place - 1..=place) else { continue };
        let joint = between(text, first.span, second.span);
        first.goes_on = first.range.is_some() && second.range.is_some() || LINKS.contains(&joint);
    }
}

/// What stands between the members of a list.
const LINKS: [&str; 6] = ["and", "or", ",", ", and", "and in", "/"];

/// Marks neighbours that "to", "and" after "between", or a dash join as one range.
fn pair_ranges(text: &str, found: &mut [Found]) {
    for place in 1..found.len() {
        let Some([first, second]) = found.get_mut(place - 1..=place) else { continue };
        let free = first.range.is_none() && second.range.is_none();
        if free && are_dates(first, second) && joined(text, first.span, second.span) {
            first.range = Some(RangePart::Start);
            second.range = Some(RangePart::End);
        }
    }
}

fn are_dates(first: &Found, second: &Found) -> bool {
    first.meaning.kind() == TimexKind::Date
        && second.meaning.kind() == TimexKind::Date
        && !matches!(first.meaning, Meaning::Value(..))
        && !matches!(second.meaning, Meaning::Value(..))
}

fn joined(text: &str, first: Span, second: Span) -> bool {
    let between = between(text, first, second);
    match between {
        "-" | "–" | "—" | "‑" | "to" | "until" | "till" | "through" => true,
        _ => between == "and" && follows_between(text, first),
    }
}

/// Whether the word before `span` is "between".
fn follows_between(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).unwrap_or_default().trim_end();
    let cut = before.len().saturating_sub("between".len());
    before.get(cut..).is_some_and(|end| end.eq_ignore_ascii_case("between"))
}
