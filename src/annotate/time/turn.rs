//! Which June, which Friday: choosing among the years or weeks that a time
//! without its year may lie in.

use jiff::civil::Date;

use super::{
    calendar::{self, Unit},
    meaning::Bare,
};
use crate::{
    annotate::verbs::Tense,
    model::{Precision, When},
};

/// Days from `from` to `to`.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

/// How far a day may lie on the wrong side of the verb's tense: what "said"
/// reports is often still to come.
const SLACK: i64 = 31;

/// The time that the tense points to, and the rule's suffix.
pub(super) fn toward(bare: Bare, anchor: &When, tense: Option<Tense>) -> Chosen {
    match bare {
        Bare::Weekday(weekday) => weekday_toward(weekday, anchor, tense),
        Bare::Weekend => {
            let (saturday, suffix) = weekday_toward(SATURDAY, anchor, tense);
            (saturday.and_then(|saturday| weekend(&saturday)), suffix)
        }
        Bare::Day(..) | Bare::Feast(_) if is_slack(bare, anchor, tense) => near(bare, anchor),
        _ => year_toward(bare, anchor, tense),
    }
}

/// A time with the suffix of the rule that chose it.
type Chosen = (Option<When>, &'static str);

fn near(bare: Bare, anchor: &When) -> Chosen {
    (nearest(bare, anchor), "-near")
}

fn year_toward(bare: Bare, anchor: &When, tense: Option<Tense>) -> Chosen {
    match tense {
        Some(Tense::Past) => (past(bare, anchor), "-past"),
        Some(Tense::Future) => (ahead(bare, anchor), "-ahead"),
        Some(Tense::Present) | None => near(bare, anchor),
    }
}

fn weekday_toward(weekday: i8, anchor: &When, tense: Option<Tense>) -> Chosen {
    match tense {
        Some(Tense::Future | Tense::Present) => (weekday_ahead(anchor, weekday), "-ahead"),
        _ => (weekday_back(anchor, weekday), "-past"),
    }
}

/// Whether the nearest such day lies but a little on the wrong side of the tense.
fn is_slack(bare: Bare, anchor: &When, tense: Option<Tense>) -> bool {
    let off = nearest(bare, anchor).map_or(0, |when| days_between(anchor.first, when.first));
    match tense {
        Some(Tense::Past) => (1..=SLACK).contains(&off),
        Some(Tense::Future) => (-SLACK..0).contains(&off),
        _ => false,
    }
}

/// The candidates of the years around the anchor, in order.
fn candidates(bare: Bare, anchor: &When) -> impl DoubleEndedIterator<Item = When> {
    let year = anchor.first.year();
    // A leap day may be up to eight years away.
    (-8..=8).filter_map(move |by| bare.of_year(year.checked_add(by)?))
}

/// The last one that has begun.
pub(super) fn begun(bare: Bare, anchor: &When) -> Option<When> {
    match bare {
        Bare::Weekday(weekday) => weekday_back(anchor, weekday),
        Bare::Weekend => weekday_back(anchor, SATURDAY).and_then(|saturday| weekend(&saturday)),
        _ => past(bare, anchor),
    }
}

/// The same of what recurs in years.
fn past(bare: Bare, anchor: &When) -> Option<When> {
    candidates(bare, anchor).rev().find(|when| when.first <= anchor.last)
}

/// The next one that isn't over.
fn ahead(bare: Bare, anchor: &When) -> Option<When> {
    candidates(bare, anchor).find(|when| when.last >= anchor.first)
}

/// The first one that isn't before a time: where a range ends.
pub(super) fn from(bare: Bare, start: &When) -> Option<When> {
    match bare {
        Bare::Weekday(weekday) => weekday_ahead(start, weekday),
        Bare::Weekend => weekday_ahead(start, SATURDAY).and_then(|saturday| weekend(&saturday)),
        _ => candidates(bare, start).find(|when| when.first >= start.first),
    }
}

/// The last one that isn't after a time, nor a year before it.
pub(super) fn up_to(bare: Bare, end: &When) -> Option<When> {
    candidates(bare, end).rev().find(|when| when.first <= end.first)
}

/// The one nearest to the anchor; inside it, when the anchor is a whole year.
pub(super) fn nearest(bare: Bare, anchor: &When) -> Option<When> {
    match bare {
        Bare::Weekday(weekday) => return weekday_ahead(anchor, weekday),
        Bare::Weekend => {
            return weekday_ahead(anchor, SATURDAY).and_then(|saturday| weekend(&saturday));
        }
        _ => {}
    }
    if anchor.precision >= Precision::Half {
        return bare.of_year(anchor.first.year());
    }
    candidates(bare, anchor).min_by_key(|when| days_between(anchor.first, when.first).abs())
}

const SATURDAY: i8 = 6;

/// The weekend that a Saturday begins.
fn weekend(saturday: &When) -> Option<When> {
    calendar::period(Unit::Weekend, saturday.first)
}

fn weekday_of(day: Date) -> i8 {
    day.weekday().to_monday_one_offset()
}

fn one_day(anchor: &When) -> Option<Date> {
    (anchor.first == anchor.last).then_some(anchor.first)
}

/// The last such day up to the anchor's own; none when the anchor is no day.
fn weekday_back(anchor: &When, weekday: i8) -> Option<When> {
    let day = one_day(anchor)?;
    let back = (weekday_of(day) - weekday).rem_euclid(7);
    calendar::days_after(day, -i64::from(back)).map(When::day)
}

/// The next such day from the anchor's own.
fn weekday_ahead(anchor: &When, weekday: i8) -> Option<When> {
    let day = one_day(anchor)?;
    let ahead = (weekday - weekday_of(day)).rem_euclid(7);
    calendar::days_after(day, i64::from(ahead)).map(When::day)
}

/// "last", "this" or "next" of a weekday, month or season: the one before the
/// anchor's own, the nearest, the one after.
pub(super) fn turned(bare: Bare, anchor: &When, by: i32, tense: Option<Tense>) -> Option<When> {
    match (bare, by) {
        (Bare::Weekday(weekday), 0) => this_weekday(anchor, weekday, tense),
        (Bare::Weekday(weekday), _) => turned_weekday(weekday, anchor, by),
        (Bare::Season(4), 0) => nearest(bare, anchor),
        (_, 0) => bare.of_year(anchor.first.year()),
        (_, 1..) => candidates(bare, anchor).find(|when| when.first > anchor.last),
        _ => candidates(bare, anchor).rev().find(|when| when.last < anchor.first),
    }
}

fn turned_weekday(weekday: i8, anchor: &When, by: i32) -> Option<When> {
    let from = When::day(calendar::days_after(one_day(anchor)?, by.into())?);
    if by < 0 { weekday_back(&from, weekday) } else { weekday_ahead(&from, weekday) }
}

fn this_weekday(anchor: &When, weekday: i8, tense: Option<Tense>) -> Option<When> {
    if tense == Some(Tense::Past) {
        let week = calendar::period(Unit::Week, one_day(anchor)?)?;
        return calendar::days_after(week.first, i64::from(weekday) - 1).map(When::day);
    }
    weekday_ahead(anchor, weekday)
}
