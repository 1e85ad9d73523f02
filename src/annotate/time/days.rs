//! Days told together or by what stands around them: lists, the week of a day,
//! a day whose month was named before.

use super::{
    build::{full_year, valid},
    matched::Match,
    meaning::{Bare, Meaning},
    words::Class,
};

/// "24–25 June 2025", "June 30 to July 2, 2025".
pub(super) fn two_days(found: &Match<'_>) -> Option<Meaning> {
    let mut days = found.smalls(Class::Day);
    let mut months = found.smalls(Class::Month);
    let month = months.next().or_else(|| found.month())?;
    let first = (month, days.next()?);
    let second = (months.next().unwrap_or(month), days.next()?);
    (first < second)
        .then(|| Some(Meaning::Two(told_day(found, first)?, told_day(found, second)?)))?
}

/// A month and day in the year told, if one is.
fn told_day(found: &Match<'_>, (month, day): (i8, i8)) -> Option<Box<Meaning>> {
    let bare = Bare::Day(month, day);
    match found.year() {
        Some(year) => bare.of_year(year).map(Meaning::Fixed).map(Box::new),
        None => valid(bare).then(|| Box::new(Meaning::Bare(bare))),
    }
}

/// "March 21, 22 and 23", "21, 22 and 23 March 2025".
pub(super) fn several_days(found: &Match<'_>) -> Option<Meaning> {
    let month = found.month()?;
    let days: Vec<i8> = found.smalls(Class::Day).collect();
    let told = days.iter().map(|&day| told_day(found, (month, day)).map(|day| *day));
    let told: Option<Vec<Meaning>> = told.collect();
    // "On 5 May, 30 and more came": what counts people goes on with them.
    let ends = found.has(Class::Year) || !found.is_before_noun();
    let rising = days.is_sorted_by(|one, other| one < other);
    (ends && rising && joins(found)).then(|| told.map(Meaning::Several))?
}

/// Whether "and" or "or" joins the last two, not "to".
fn joins(found: &Match<'_>) -> bool {
    found.says_any(&["and", "or"])
}

/// `8-Feb-98`.
pub(super) fn short(found: &Match<'_>) -> Option<Meaning> {
    let year = full_year(found.values(Class::Two).last()?.try_into().ok()?, 49);
    let day = found.all(Class::Day).next().map(|token| token.number)?;
    Bare::Day(found.month()?, day.try_into().ok()?).of_year(year).map(Meaning::Fixed)
}

/// "the week of May 3", "the week beginning 3 May 2025".
pub(super) fn week_of(found: &Match<'_>) -> Option<Meaning> {
    let day = told_day(found, (found.month()?, found.day()?))?;
    Some(Meaning::WeekOf(day))
}

/// "on the 8th", of a month that was named before; not "on the 8th floor".
pub(super) fn day_alone(found: &Match<'_>) -> Option<Meaning> {
    const BEFORE: [&str; 8] = ["on", "by", "until", "till", "before", "after", "since", "from"];
    let placed = BEFORE.contains(&found.before(1).as_str()) && !found.is_before_noun();
    let day = found.small(Class::DayTh).filter(|day| (1..=31).contains(day))?;
    // "On the 8th of them", "on the 8th and 9th holes".
    let counted = found.is_followed("of") || found.is_followed("and");
    (placed && !counted).then_some(Meaning::DayOfMonth(day))
}

/// "since then", "by then", "until then": the time told last.
pub(super) fn then(found: &Match<'_>) -> Option<Meaning> {
    matches!(found.before(1).as_str(), "since" | "by" | "until" | "till").then_some(Meaning::Then)
}
