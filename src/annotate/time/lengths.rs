//! Meanings that lie on no calendar: lengths of time, repeated times, references.

use super::{
    calendar::{self, Unit},
    matched::Match,
    meaning::Meaning,
    token::Form,
    words::Class,
};
use crate::model::TimexKind;

/// "two decades", "a 12-hour", "the next six months".
pub(super) fn duration(found: &Match<'_>) -> Option<Meaning> {
    let unit = found.unit()?;
    let counted = [Class::Num, Class::Cardinal, Class::Tens, Class::Amount, Class::Vague];
    let count = match found.count() {
        count if found.says("half") => format!("{count}.5"),
        _ if found.has(Class::Unit) && !counted.iter().any(|class| found.has(*class)) => {
            "1".to_owned()
        }
        count => count,
    };
    // "One second" is a length, "some day" and "many a night" are none, and
    // a number before a bare singular needs its hyphen ("the 7 day" is not read).
    let vague = found.has(Class::Vague) && found.has(Class::Unit);
    let singular = found.has(Class::Unit)
        && !found.has(Class::Dash)
        && count != "1"
        && !found.has(Class::Tens);
    let some = found.says("some") && count == "X" && unit < Unit::Day;
    let fits = !(vague || singular || some);
    fits.then(|| Meaning::Value(TimexKind::Duration, unit.duration(&count)))
}

/// "half an hour", "half a year".
pub(super) fn half_duration(found: &Match<'_>) -> Option<Meaning> {
    let value = match found.unit()? {
        Unit::Minute => "PT30S".to_owned(),
        Unit::Hour => "PT30M".to_owned(),
        Unit::Day => "PT12H".to_owned(),
        Unit::Year => "P6M".to_owned(),
        Unit::Decade => "P5Y".to_owned(),
        Unit::Century => "P50Y".to_owned(),
        unit => unit.duration("0.5"),
    };
    Some(Meaning::Value(TimexKind::Duration, value))
}

/// "a year": how often after a count or sum, a length after "for", "in" and the like.
pub(super) fn a_unit(found: &Match<'_>) -> Option<Meaning> {
    const LENGTH: [&str; 16] = [
        "for", "in", "within", "after", "nearly", "almost", "about", "over", "under", "than",
        "least", "only", "just", "lasted", "took", "takes",
    ];
    const OFTEN: [&str; 8] =
        ["once", "twice", "times", "million", "billion", "percent", "trillion", "thousand"];
    let unit = found.unit()?;
    let before = found.before(1);
    let counted = found
        .start
        .checked_sub(1)
        .and_then(|at| found.tokens.get(at))
        .is_some_and(|token| token.number >= 0 || token.is(Class::Amount));
    if counted || OFTEN.contains(&before.as_str()) {
        return Some(Meaning::Value(TimexKind::Set, unit.duration("1")));
    }
    let compound = found.after().is_some_and(|token| token.is(Class::Dash));
    let length = LENGTH.contains(&before.as_str()) && unit != Unit::Second && !compound;
    length.then(|| Meaning::Value(TimexKind::Duration, unit.duration("1")))
}

/// "for years", "within days".
pub(super) fn units(found: &Match<'_>) -> Option<Meaning> {
    const BEFORE: [&str; 8] = ["for", "within", "in", "after", "over", "of", "and", "the"];
    let unit = found.unit()?;
    let before = found.before(1);
    let told = BEFORE.contains(&before.as_str())
        && (before != "the" || matches!(found.before(2).as_str(), "over" | "through"));
    told.then(|| Meaning::Value(TimexKind::Duration, unit.duration("X")))
}

/// "every Monday", "daily", "every two years".
pub(super) fn set(found: &Match<'_>) -> Option<Meaning> {
    if let Some(unit) = found.value(Class::Often) {
        return Some(Meaning::Value(TimexKind::Set, Unit::at(unit)?.duration("1")));
    }
    let value =
        if let Some(day) = found.value(Class::Weekday).or_else(|| found.value(Class::Weekdays)) {
            format!("XXXX-WXX-{day}")
        } else if let Some(month) = found.month() {
            format!("XXXX-{month:02}")
        } else if let Some(season) = found.small(Class::Season) {
            format!("XXXX-{}", calendar::season_code(season))
        } else if let Some(code) = found.part_code() {
            format!("XXXX-XX-XXT{code}")
        } else if found.has(Class::Units) {
            found.unit()?.duration(&found.count())
        } else {
            found.unit()?.duration("1")
        };
    Some(Meaning::Value(TimexKind::Set, value))
}

fn reference_to(direction: i32) -> Meaning {
    let name = match direction {
        ..0 => "PAST_REF",
        0 => "PRESENT_REF",
        1.. => "FUTURE_REF",
    };
    Meaning::Value(TimexKind::Date, name.to_owned())
}

/// "recently", "now", "the coming months", "these days".
pub(super) fn reference(found: &Match<'_>) -> Option<Meaning> {
    let direction = if found.says("recently") {
        -1
    } else {
        found.value(Class::Ref).unwrap_or_else(|| found.direction())
    };
    // "The next seconds" say nothing about the calendar.
    let dated = found.unit().is_none_or(|unit| unit > Unit::Hour);
    dated.then(|| reference_to(direction))
}

/// "the past", "the future" where no noun follows.
pub(super) fn bare_reference(found: &Match<'_>) -> Option<Meaning> {
    let noun = found.after().is_some_and(|token| {
        token.form == Form::Lower && !token.is(Class::Prep) && !token.is(Class::Link)
    });
    let number = found.after().is_some_and(|token| token.number >= 0);
    (!noun && !number).then(|| reference_to(if found.says("future") { 1 } else { -1 }))
}
