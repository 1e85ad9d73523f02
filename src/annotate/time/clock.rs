//! Times of day.

use jiff::civil::Time;

use super::{matched::Match, meaning::Meaning, words::Class};

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

/// "at 1130 hours": after "at" and the like no length.
pub(super) fn military(found: &Match<'_>) -> Option<Meaning> {
    let four = found.inside().first().is_some_and(|number| number.span.len() == 4);
    let told = matches!(found.before(1).as_str(), "at" | "by" | "around" | "until");
    (four && told).then(|| clock_of_digits(found))?
}

/// The hour from 0 to 23 that an hour with or without "am" or "pm" is.
fn hour_of_day(found: &Match<'_>, hour: i8) -> i8 {
    let evening = found.says_any(&["afternoon", "evening"]).then_some(12);
    match found.value(Class::AmPm).or(evening) {
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

/// `8:30`, `8.30`, `8:30:15`.
fn written_clock(found: &Match<'_>) -> Option<(i8, i8)> {
    let written = found.written(found.token(Class::Clock).or(found.token(Class::Amount))?);
    let mut parts = written.split([':', '.']);
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}
