//! Years before Christ: they have a TIMEX3 value but no place on our calendar.

use super::{
    calendar::{self, Unit},
    matched::Match,
    meaning::{Bare, Meaning},
    words::Class,
};
use crate::model::TimexKind;

/// `480 BC`, "September 480 BC", "the spring of 480 BC".
pub(super) fn year(found: &Match<'_>) -> Option<Meaning> {
    let year = found.values(Class::Num).last()?;
    let place = found.bare_time();
    at(year, place).filter(|_| place.is_none_or(|place| self::value(1, place).is_some()))
}

/// `499-493 BC`: the years count down.
pub(super) fn years(found: &Match<'_>) -> Option<Meaning> {
    let mut years = found.values(Class::Num);
    let (first, second) = (years.next()?, years.next()?);
    let both = || Some(Meaning::Two(Box::new(at(first, None)?), Box::new(at(second, None)?)));
    (first > second).then(both)?
}

fn at(year: i32, place: Option<Bare>) -> Option<Meaning> {
    let year = i16::try_from(year).ok().filter(|year| (1..10_000).contains(year))?;
    Some(Meaning::Ancient(year, place))
}

/// "the 470s BC".
pub(super) fn decade(found: &Match<'_>) -> Option<Meaning> {
    let year = found.value(Class::Decade)?;
    Some(dated(format!("BC{:03}", year / 10)))
}

/// "the 4th century BC".
pub(super) fn century(found: &Match<'_>) -> Option<Meaning> {
    let place = found.value(Class::DayTh).or_else(|| found.value(Class::Ordinal))?;
    (1..=99).contains(&place).then(|| dated(format!("BC{:02}", place - 1)))
}

fn dated(value: String) -> Meaning {
    Meaning::Value(TimexKind::Date, value)
}

/// The TIMEX3 value of a place in a year before Christ; none for weekdays and feasts.
pub(super) fn value(year: i16, place: Bare) -> Option<String> {
    let year = whole(year);
    match place {
        Bare::Month(month) => Some(format!("{year}-{month:02}")),
        Bare::Day(month, day) => Some(format!("{year}-{month:02}-{day:02}")),
        Bare::Season(season) => Some(format!("{year}-{}", calendar::season_code(season % 4))),
        _ => None,
    }
}

/// The TIMEX3 value of a year before Christ.
pub(super) fn whole(year: i16) -> String {
    format!("BC{year:04}")
}

/// The value of the period so many after the one of the year; none for what is
/// finer than a year and after the era's end.
pub(super) fn moved(unit: Unit, year: i16, by: i64) -> Option<String> {
    let (size, digits) = match unit {
        Unit::Year => (1, 4),
        Unit::Decade => (10, 3),
        Unit::Century => (100, 2),
        _ => return None,
    };
    let period = (i64::from(year) / size).checked_sub(by).filter(|at| (0..10_000).contains(at))?;
    (period > 0 || size > 1).then(|| format!("BC{period:0digits$}"))
}
