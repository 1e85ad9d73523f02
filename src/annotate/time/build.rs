//! From a matched rule to its meaning.

use jiff::civil::{Date, Time};

use super::{
    calendar::Unit,
    matched::Match,
    meaning::{Bare, Meaning, Origin},
    words::Class,
};
use crate::model::{TimexKind, When};

fn valid(bare: Bare) -> bool {
    // 2024 is a leap year, so every day that some year has is there.
    matches!(bare, Bare::Weekday(_)) || bare.of_year(2024).is_some()
}

/// Day, month or season with its year.
pub(super) fn explicit(found: &Match<'_>) -> Option<Meaning> {
    found.bare_time()?.of_year(found.year()?).map(Meaning::Fixed)
}

/// A year alone.
pub(super) fn year(found: &Match<'_>) -> Option<Meaning> {
    When::year(found.year()?).map(Meaning::Fixed)
}

/// A year before Christ has a value but no place on our calendar.
pub(super) fn before_christ(found: &Match<'_>) -> Option<Meaning> {
    let year = found.value(Class::Num).filter(|year| (1..10_000).contains(year))?;
    Some(Meaning::Value(TimexKind::Date, format!("BC{year:04}")))
}

/// `AD 476`.
pub(super) fn of_our_era(found: &Match<'_>) -> Option<Meaning> {
    When::year(found.value(Class::Num)?.try_into().ok()?).map(Meaning::Fixed)
}

/// `Q3 2025`, "the third quarter of 2025".
pub(super) fn explicit_quarter(found: &Match<'_>) -> Option<Meaning> {
    let quarter = found.small(Class::QuarterMark).or_else(|| found.small(Class::Ordinal))?;
    When::quarter(found.year()?, quarter.clamp(0, 5))
        .filter(|_| (1..=4).contains(&quarter))
        .map(Meaning::Fixed)
}

/// `H1 2025`, "the first half of 2025".
pub(super) fn explicit_half(found: &Match<'_>) -> Option<Meaning> {
    let half = found.small(Class::HalfMark).or_else(|| found.small(Class::Ordinal))?;
    let half = Some(half).filter(|half| (1..=2).contains(half))?;
    When::half(found.year()?, half).map(Meaning::Fixed)
}

/// The decade of a token: short ones ("the 80s") lie in the century that is near.
fn decade_of(number: i32) -> Option<Meaning> {
    When::decade(full_year(number.try_into().ok()?, 20)).map(Meaning::Fixed)
}

/// The year that two digits stand for: up to `turn` in this century, else in
/// the last one. Longer numbers are years as they stand.
fn full_year(number: i16, turn: i16) -> i16 {
    match number {
        0..=99 if number <= turn => number + 2000,
        0..=99 => number + 1900,
        _ => number,
    }
}

/// "the 1980s", "the '80s", "the eighties"; not "in his 30s".
pub(super) fn decade(found: &Match<'_>) -> Option<Meaning> {
    let number = found.value(Class::Decade)?;
    let told = number >= 1000
        || found.says_any(&["the", "'", "’"])
        || matches!(found.before(1).as_str(), "early" | "late" | "mid" | "-");
    told.then(|| decade_of(number))?
}

/// "the 1980s and 1990s".
pub(super) fn two_decades(found: &Match<'_>) -> Option<Meaning> {
    let mut decades = found.values(Class::Decade);
    let (first, second) = (decades.next()?, decades.next()?);
    Some(Meaning::Two(Box::new(decade_of(first)?), Box::new(decade_of(second)?)))
}

/// "the 19th century".
pub(super) fn century(found: &Match<'_>) -> Option<Meaning> {
    let place = found.value(Class::DayTh).or_else(|| found.value(Class::Ordinal))?;
    let place = i16::try_from(place).ok().filter(|place| (1..=99).contains(place))?;
    When::century((place - 1) * 100).map(Meaning::Fixed)
}

/// "fiscal 2025".
pub(super) fn fiscal(found: &Match<'_>) -> Option<Meaning> {
    found.year().map(Meaning::Fiscal)
}

/// `2025-06-25`, `25/06/2025`.
pub(super) fn numeric(found: &Match<'_>) -> Option<Meaning> {
    let written = found.written(found.token(Class::NumericDate)?);
    let mut numbers = written.split(['-', '/', '.']).map(str::parse::<i16>);
    let numbers = [numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?];
    let told = Order::BOTH.iter().any(|order| day_of(numbers, *order).is_some());
    told.then_some(Meaning::Numeric(numbers))
}

/// The feast that the words name.
fn feast_named(found: &Match<'_>) -> Option<Bare> {
    if found.says("new") {
        return Some(new_year(found));
    }
    let Some(feast) = found.value(Class::Feast) else { return Some(fixed_feast(found)) };
    if found.says("eve") { eve_of(feast) } else { usize::try_from(feast).ok().map(Bare::Feast) }
}

fn new_year(found: &Match<'_>) -> Bare {
    if found.says("eve") { Bare::Day(12, 31) } else { Bare::Day(1, 1) }
}

/// The feasts of a fixed day that are in no word table.
fn fixed_feast(found: &Match<'_>) -> Bare {
    if found.says("valentine") { Bare::Day(2, 14) } else { Bare::Day(12, 26) }
}

/// Of the feasts in the word table only Christmas has an eve.
fn eve_of(feast: i32) -> Option<Bare> {
    (feast == 0).then_some(Bare::Day(12, 24))
}

/// "Christmas Eve".
pub(super) fn feast(found: &Match<'_>) -> Option<Meaning> {
    feast_named(found).map(Meaning::Bare)
}

/// "Christmas Eve 2025".
pub(super) fn explicit_feast(found: &Match<'_>) -> Option<Meaning> {
    feast_named(found)?.of_year(found.year()?).map(Meaning::Fixed)
}

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

fn fixed(when: Option<When>) -> Option<Box<Meaning>> {
    when.map(Meaning::Fixed).map(Box::new)
}

/// "May to July 2025".
pub(super) fn two_months(found: &Match<'_>) -> Option<Meaning> {
    let mut months = found.smalls(Class::Month).chain(found.smalls(Class::Mon));
    let (first, second) = (months.next()?, months.next()?);
    let year = found.year()?;
    let before = if first > second { year.checked_sub(1)? } else { year };
    Some(Meaning::Two(fixed(When::month(before, first))?, fixed(When::month(year, second))?))
}

/// `1915–17`.
pub(super) fn two_years(found: &Match<'_>) -> Option<Meaning> {
    let first = found.year()?;
    let short: i16 = found.value(Class::Two)?.try_into().ok()?;
    let second = first - first.rem_euclid(100) + short;
    let years = || Some(Meaning::Two(fixed(When::year(first))?, fixed(When::year(second))?));
    (second > first).then(years)?
}

/// A month, day, weekday or season alone.
pub(super) fn bare(found: &Match<'_>) -> Option<Meaning> {
    found.bare_time().filter(|bare| valid(*bare)).map(Meaning::Bare)
}

/// "the third quarter", `Q3`; never of a game.
pub(super) fn bare_quarter(found: &Match<'_>) -> Option<Meaning> {
    let quarter = found.small(Class::QuarterMark).or_else(|| found.small(Class::Ordinal))?;
    (1..=4).contains(&quarter).then_some(Meaning::Bare(Bare::Quarter(quarter)))
}

/// "Friday morning", "the night of April 18, 1775".
pub(super) fn part(found: &Match<'_>) -> Option<Meaning> {
    let day = if found.has(Class::Year) { explicit(found) } else { bare(found) }?;
    Some(Meaning::Part(found.part_code()?, Some(Box::new(day))))
}

/// "June last year", "the first half of this year", "July of that year".
pub(super) fn in_year(found: &Match<'_>) -> Option<Meaning> {
    let place = found.bare_time().filter(|place| valid(*place))?;
    Some(Meaning::InYear(place, found.direction(), text_after(found, &["that", "same"])))
}

/// What is counted from: the text where one of `words` stands, else the publication.
fn text_after(found: &Match<'_>, words: &[&str]) -> Origin {
    if found.says_any(words) { Origin::Text } else { Origin::Published }
}

/// "yesterday", "tomorrow night", "the day before yesterday".
pub(super) fn day_word(found: &Match<'_>) -> Option<Meaning> {
    let day = Meaning::Shift(Unit::Day, days_away(found)?, Origin::Published);
    let part = if found.says("tonight") { Some("NI") } else { found.part_code() };
    Some(in_part(day, part))
}

/// How many days after the publication's "today" a day word lies.
fn days_away(found: &Match<'_>) -> Option<i64> {
    match found.path.len() {
        3.. => Some(if found.says("before") { -2 } else { 2 }),
        _ if found.says("tonight") => Some(0),
        _ => found.value(Class::DayWord).map(i64::from),
    }
}

/// A part of a day, where a part is told.
fn in_part(day: Meaning, code: Option<&'static str>) -> Meaning {
    match code {
        Some(code) => Meaning::Part(code, Some(Box::new(day))),
        None => day,
    }
}

/// "last week", "this year", "the end of the month".
pub(super) fn shift(found: &Match<'_>) -> Option<Meaning> {
    let unit = found.unit().filter(|unit| *unit != Unit::Night);
    let unit = unit.or_else(|| found.says("end").then_some(Unit::Year))?;
    if found.says("past") { Some(one_long(unit)) } else { shifted(found, unit) }
}

/// One unit as a length.
fn one_long(unit: Unit) -> Meaning {
    Meaning::Value(TimexKind::Duration, unit.duration("1"))
}

fn shifted(found: &Match<'_>, unit: Unit) -> Option<Meaning> {
    let by = found.direction();
    let plain = unit > Unit::Hour && !found.says("recent") && !(unit == Unit::Day && by <= 0);
    plain.then_some(Meaning::Shift(unit, by.into(), Origin::Published))
}

/// "the previous year" counts from the text; "the last quarter" from the
/// publication; "over the last year" is a length.
pub(super) fn the_shift(found: &Match<'_>) -> Option<Meaning> {
    let unit = found.unit()?;
    if is_length(found, unit) {
        return Some(one_long(unit));
    }
    let origin = text_after(found, &["previous", "preceding", "next", "following"]);
    let dated = unit > Unit::Hour && !found.says("recent");
    dated.then(|| Meaning::Shift(unit, found.direction().into(), origin))
}

/// Whether "the past year", "over the last year" tells how long.
fn is_length(found: &Match<'_>, unit: Unit) -> bool {
    const OVER: [&str; 6] = ["over", "in", "during", "for", "within", "throughout"];
    let over = OVER.contains(&found.before(1).as_str());
    found.says("past") || found.says("last") && over && unit != Unit::Quarter
}

/// "this morning", "last night", "that evening".
pub(super) fn near_part(found: &Match<'_>) -> Option<Meaning> {
    let code = found.part_code()?;
    let published = found.says_any(&["this", "last"]);
    let origin = if published { Origin::Published } else { Origin::Text };
    Some(in_part(Meaning::Shift(Unit::Day, day_turn(found), origin), Some(code)))
}

/// 1 for "next", -1 for "last", 0 for "this" and "that".
fn day_turn(found: &Match<'_>) -> i64 {
    match () {
        () if found.says_any(&["next", "following"]) => 1,
        () if found.says("last") => -1,
        () => 0,
    }
}

/// "last Friday", "next March", "this summer".
pub(super) fn turn(found: &Match<'_>) -> Option<Meaning> {
    let bare = found.bare_time()?;
    let plain = !found.says_any(&["past", "recent"]);
    plain.then(|| in_part(Meaning::Turn(bare, found.direction()), found.part_code()))
}

/// "that year", "the same day".
pub(super) fn same(found: &Match<'_>) -> Option<Meaning> {
    let unit = found.unit().filter(|unit| *unit > Unit::Hour && *unit != Unit::Quarter)?;
    Some(Meaning::Shift(unit, 0, Origin::Text))
}

/// "the year before" where nothing follows that it would be before.
pub(super) fn beside(found: &Match<'_>) -> Option<Meaning> {
    let back = found.says("before") || found.says("earlier");
    let unit = found.unit().filter(|unit| *unit > Unit::Hour)?;
    let fits = found.ends_clause() || found.says("earlier") || found.says("following");
    fits.then_some(Meaning::Shift(unit, if back { -1 } else { 1 }, Origin::Text))
}

/// "two years ago", "three days later", "a week earlier".
pub(super) fn offset(found: &Match<'_>) -> Option<Meaning> {
    let unit = found.unit()?;
    let back = !found.says_any(&["later", "now", "time"]);
    Some(match found.count().parse::<i64>() {
        Err(_) => undated(TimexKind::Date, back),
        Ok(_) if unit <= Unit::Hour => undated(TimexKind::Time, back),
        Ok(count) => Meaning::Shift(unit, if back { -count } else { count }, offset_origin(found)),
    })
}

fn offset_origin(found: &Match<'_>) -> Origin {
    if found.says_any(&["ago", "now", "time"]) { Origin::Published } else { Origin::Text }
}

/// Some time back, or some time ahead.
fn undated(kind: TimexKind, back: bool) -> Meaning {
    Meaning::Value(kind, if back { "PAST_REF" } else { "FUTURE_REF" }.to_owned())
}

/// "two years before" where nothing follows that it would be before.
pub(super) fn offset_before(found: &Match<'_>) -> Option<Meaning> {
    found.ends_clause().then(|| offset(found))?
}

/// "10:30 p.m. GMT", "noon".
pub(super) fn clock(found: &Match<'_>) -> Option<Meaning> {
    match () {
        () if found.says("noon") => Some(Meaning::Clock(Time::constant(12, 0, 0, 0), "", None)),
        () if found.says("midnight") => Some(Meaning::Clock(Time::midnight(), "", None)),
        () => clock_of_digits(found),
    }
}

fn clock_of_digits(found: &Match<'_>) -> Option<Meaning> {
    let (hour, minute) = hour_and_minute(found)?;
    let time = Time::new(hour_of_day(found, hour), minute, 0, 0).ok()?;
    let zone = if found.says_any(&["gmt", "utc"]) { "Z" } else { "" };
    Some(Meaning::Clock(time, zone, None))
}

/// The hour from 0 to 23 that an hour with or without "am" or "pm" is.
fn hour_of_day(found: &Match<'_>, hour: i8) -> i8 {
    match found.value(Class::AmPm) {
        Some(0) if hour == 12 => 0,
        Some(12) if hour < 12 => hour + 12,
        _ => hour,
    }
}

fn hour_and_minute(found: &Match<'_>) -> Option<(i8, i8)> {
    let plain = found.value(Class::Num).or_else(|| found.value(Class::Cardinal));
    plain.map_or_else(|| written_clock(found), |number| whole_clock(found, number))
}

/// `8`, or `0830` with its minutes.
fn whole_clock(found: &Match<'_>, number: i32) -> Option<(i8, i8)> {
    let military = found.has(Class::Year)
        || found.token(Class::Num).is_some_and(|token| token.span.len() == 4);
    let (hour, minute) = if military { (number / 100, number % 100) } else { (number, 0) };
    Some((hour.try_into().ok()?, minute.try_into().ok()?))
}

/// `8:30`, `8.30`.
fn written_clock(found: &Match<'_>) -> Option<(i8, i8)> {
    let written = found.written(found.token(Class::Clock).or(found.token(Class::Amount))?);
    let mut parts = written.split([':', '.']);
    let minute = parts.next_back().filter(|_| written.len() < 6)?;
    Some((parts.next()?.parse().ok()?, minute.parse().ok()?))
}

/// The day that three numbers tell, with the day before the month or after it.
pub(super) fn day_of(numbers: [i16; 3], order: Order) -> Option<When> {
    let year = full_year(numbers[2], 49);
    match (numbers, order) {
        ([year @ 1000..=9999, month, day], _) => day_at(year, month, day),
        _ if year <= 0 => None,
        ([month, day, _], Order::MonthFirst) | ([day, month, _], Order::DayFirst) => {
            day_at(year, month, day)
        }
    }
}

/// The day with these numbers, if the calendar has it.
fn day_at(year: i16, month: i16, day: i16) -> Option<When> {
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok().map(When::day)
}

/// Which of two numbers is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// `06/25/2025`.
    MonthFirst,
    /// `25/06/2025`.
    DayFirst,
}

impl Order {
    const BOTH: [Self; 2] = [Self::MonthFirst, Self::DayFirst];
}
