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
    let year = match number {
        0..=20 => number + 2000,
        21..=99 => number + 1900,
        _ => number,
    };
    When::decade(year.try_into().ok()?).map(Meaning::Fixed)
}

/// "the 1980s", "the '80s", "the eighties"; not "in his 30s".
pub(super) fn decade(found: &Match<'_>) -> Option<Meaning> {
    let number = found.value(Class::Decade)?;
    let told = number >= 1000
        || found.says("the")
        || found.says("'")
        || found.says("’")
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
    let told =
        [Order::MonthFirst, Order::DayFirst].iter().any(|order| day_of(numbers, *order).is_some());
    told.then_some(Meaning::Numeric(numbers))
}

/// The feast that the words name.
fn feast_named(found: &Match<'_>) -> Option<Bare> {
    let eve = found.says("eve");
    if found.says("new") {
        return Some(if eve { Bare::Day(12, 31) } else { Bare::Day(1, 1) });
    }
    match found.value(Class::Feast) {
        Some(0) if eve => Some(Bare::Day(12, 24)),
        Some(_) if eve => None,
        Some(feast) => usize::try_from(feast).ok().map(Bare::Feast),
        None if found.says("valentine") => Some(Bare::Day(2, 14)),
        None => Some(Bare::Day(12, 26)),
    }
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
    let mut days = found.values(Class::Day).filter_map(|day| i8::try_from(day).ok());
    let (first, second) = (days.next()?, days.next()?);
    let mut months = found.values(Class::Month).filter_map(|month| i8::try_from(month).ok());
    let month = months.next().or_else(|| found.month())?;
    let bare = (Bare::Day(month, first), Bare::Day(months.next().unwrap_or(month), second));
    let ordered = match bare {
        (Bare::Day(from, first), Bare::Day(to, second)) => (from, first) < (to, second),
        _ => false,
    };
    let meaning = |bare: Bare| match found.year() {
        Some(year) => bare.of_year(year).map(Meaning::Fixed),
        None => Some(Meaning::Bare(bare)).filter(|_| valid(bare)),
    };
    ordered.then(|| Some(Meaning::Two(Box::new(meaning(bare.0)?), Box::new(meaning(bare.1)?))))?
}

/// "May to July 2025".
pub(super) fn two_months(found: &Match<'_>) -> Option<Meaning> {
    let months = |class| found.values(class).filter_map(|month| i8::try_from(month).ok());
    let mut both = months(Class::Month).chain(months(Class::Mon));
    let (first, second) = (both.next()?, both.next()?);
    let year = found.year()?;
    let before = if first > second { year.checked_sub(1)? } else { year };
    let fixed = |year, month| When::month(year, month).map(|when| Box::new(Meaning::Fixed(when)));
    Some(Meaning::Two(fixed(before, first)?, fixed(year, second)?))
}

/// `1915–17`.
pub(super) fn two_years(found: &Match<'_>) -> Option<Meaning> {
    let first = found.year()?;
    let short: i16 = found.value(Class::Two)?.try_into().ok()?;
    let second = first - first.rem_euclid(100) + short;
    let fixed = |year| When::year(year).map(|when| Box::new(Meaning::Fixed(when)));
    (second > first).then(|| Some(Meaning::Two(fixed(first)?, fixed(second)?)))?
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
    let text = found.says("that") || found.says("same");
    let origin = if text { Origin::Text } else { Origin::Published };
    Some(Meaning::InYear(place, found.direction(), origin))
}

/// "yesterday", "tomorrow night", "the day before yesterday".
pub(super) fn day_word(found: &Match<'_>) -> Option<Meaning> {
    let by = match found.path.len() {
        3.. if found.says("before") => -2,
        3.. => 2,
        _ if found.says("tonight") => 0,
        _ => found.value(Class::DayWord)?,
    };
    let day = Meaning::Shift(Unit::Day, by.into(), Origin::Published);
    if found.says("tonight") {
        return Some(Meaning::Part("NI", Some(Box::new(day))));
    }
    Some(match found.part_code() {
        Some(code) => Meaning::Part(code, Some(Box::new(day))),
        None => day,
    })
}

/// "last week", "this year", "the end of the month".
pub(super) fn shift(found: &Match<'_>) -> Option<Meaning> {
    let unit = found
        .unit()
        .filter(|unit| *unit != Unit::Night)
        .or_else(|| found.says("end").then_some(Unit::Year))?;
    let by = found.direction();
    if found.says("past") {
        return Some(Meaning::Value(TimexKind::Duration, unit.duration("1")));
    }
    let plain = unit > Unit::Hour && !found.says("recent") && !(unit == Unit::Day && by <= 0);
    plain.then_some(Meaning::Shift(unit, by.into(), Origin::Published))
}

/// "the previous year" counts from the text; "the last quarter" from the
/// publication; "over the last year" is a length.
pub(super) fn the_shift(found: &Match<'_>) -> Option<Meaning> {
    let unit = found.unit()?;
    let length = matches!(
        found.before(1).as_str(),
        "over" | "in" | "during" | "for" | "within" | "throughout"
    );
    if found.says("past") || found.says("last") && length && unit != Unit::Quarter {
        return Some(Meaning::Value(TimexKind::Duration, unit.duration("1")));
    }
    let text = ["previous", "preceding", "next", "following"].iter().any(|word| found.says(word));
    let origin = if text { Origin::Text } else { Origin::Published };
    let dated = unit > Unit::Hour && !found.says("recent");
    dated.then(|| Meaning::Shift(unit, found.direction().into(), origin))
}

/// "this morning", "last night", "that evening".
pub(super) fn near_part(found: &Match<'_>) -> Option<Meaning> {
    let code = found.part_code()?;
    let text = !found.says("this") && !found.says("last");
    let origin = if text { Origin::Text } else { Origin::Published };
    let by = match () {
        () if found.says("next") || found.says("following") => 1,
        () if found.says("last") => -1,
        () => 0,
    };
    Some(Meaning::Part(code, Some(Box::new(Meaning::Shift(Unit::Day, by, origin)))))
}

/// "last Friday", "next March", "this summer".
pub(super) fn turn(found: &Match<'_>) -> Option<Meaning> {
    let bare = found.bare_time()?;
    let plain = !found.says("past") && !found.says("recent");
    let turn = Meaning::Turn(bare, found.direction());
    let meaning = match found.part_code() {
        Some(code) => Meaning::Part(code, Some(Box::new(turn))),
        None => turn,
    };
    plain.then_some(meaning)
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
    let back = !found.says("later") && !found.says("now") && !found.says("time");
    let published = found.says("ago") || found.says("now") || found.says("time");
    let origin = if published { Origin::Published } else { Origin::Text };
    let Ok(count) = found.count().parse::<i64>() else {
        let name = if back { "PAST_REF" } else { "FUTURE_REF" };
        return Some(Meaning::Value(TimexKind::Date, name.to_owned()));
    };
    if unit <= Unit::Hour {
        let name = if back { "PAST_REF" } else { "FUTURE_REF" };
        return Some(Meaning::Value(TimexKind::Time, name.to_owned()));
    }
    Some(Meaning::Shift(unit, if back { -count } else { count }, origin))
}

/// "two years before" where nothing follows that it would be before.
pub(super) fn offset_before(found: &Match<'_>) -> Option<Meaning> {
    found.ends_clause().then(|| offset(found))?
}

/// "10:30 p.m. GMT", "noon".
pub(super) fn clock(found: &Match<'_>) -> Option<Meaning> {
    if found.says("noon") {
        return Some(Meaning::Clock(Time::constant(12, 0, 0, 0), "", None));
    }
    if found.says("midnight") {
        return Some(Meaning::Clock(Time::midnight(), "", None));
    }
    let (hour, minute) = hour_and_minute(found)?;
    let hour = match found.value(Class::AmPm) {
        Some(0) if hour == 12 => 0,
        Some(12) if hour < 12 => hour + 12,
        _ => hour,
    };
    let utc = found.says("gmt") || found.says("utc");
    Some(Meaning::Clock(Time::new(hour, minute, 0, 0).ok()?, if utc { "Z" } else { "" }, None))
}

fn hour_and_minute(found: &Match<'_>) -> Option<(i8, i8)> {
    let plain = found.value(Class::Num).or_else(|| found.value(Class::Cardinal));
    if let Some(number) = plain {
        let military = found.token(Class::Year).is_some()
            || found.token(Class::Num).is_some_and(|token| token.span.len() == 4);
        let (hour, minute) = if military { (number / 100, number % 100) } else { (number, 0) };
        return Some((hour.try_into().ok()?, minute.try_into().ok()?));
    }
    let written = found.written(found.token(Class::Clock).or(found.token(Class::Amount))?);
    let mut parts = written.split([':', '.']);
    let minute = parts.next_back().filter(|_| written.len() < 6)?;
    Some((parts.next()?.parse().ok()?, minute.parse().ok()?))
}

/// The day that three numbers tell, with the day before the month or after it.
pub(super) fn day_of(numbers: [i16; 3], order: Order) -> Option<When> {
    let [first, second, third] = numbers;
    if first > 999 {
        return Date::new(first, second.try_into().ok()?, third.try_into().ok()?)
            .ok()
            .map(When::day);
    }
    let year = match third {
        0..=49 => third + 2000,
        50..=99 => third + 1900,
        _ => third,
    };
    let (month, day) = match order {
        Order::MonthFirst => (first, second),
        Order::DayFirst => (second, first),
    };
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?)
        .ok()
        .filter(|_| year > 0)
        .map(When::day)
}

/// Which of two numbers is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// `06/25/2025`.
    MonthFirst,
    /// `25/06/2025`.
    DayFirst,
}
