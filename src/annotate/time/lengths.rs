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
    let count = count_of(found);
    let some = found.says("some") && count == "X" && unit < Unit::Day;
    let no_length = some || found.has(Class::Unit) && is_no_singular(found, &count);
    (!no_length && !is_fraction(found, unit))
        .then(|| Meaning::Value(TimexKind::Duration, unit.duration(&count)))
}

/// "Three quarters of the voters", "a quarter": parts of a whole, not of a year.
fn is_fraction(found: &Match<'_>, unit: Unit) -> bool {
    let parts = found.count() == "3" && (found.has(Class::Dash) || found.is_followed("of"));
    unit == Unit::Quarter && (found.has(Class::Unit) || parts)
}

/// How many units: "half" adds a half, a singular without a number is one.
fn count_of(found: &Match<'_>) -> String {
    match found.count() {
        count if found.says("half") => format!("{count}.5"),
        _ if found.has(Class::Unit) && !is_counted(found) => "1".to_owned(),
        count => count,
    }
}

fn is_counted(found: &Match<'_>) -> bool {
    let counting = [Class::Num, Class::Cardinal, Class::Tens, Class::Amount, Class::Vague];
    counting.into_iter().any(|class| found.has(class))
}

/// "One second" is a length, "some day" and "many a night" are none, and
/// a number before a bare singular needs its hyphen ("the 7 day" is not read).
fn is_no_singular(found: &Match<'_>, count: &str) -> bool {
    let hyphenless = !found.has(Class::Dash) && !found.has(Class::Tens) && !found.says("long");
    found.has(Class::Vague) || hyphenless && count != "1"
}

/// "2 1/2 years": halves only.
pub(super) fn mixed(found: &Match<'_>) -> Option<Meaning> {
    let mut numbers = found.values(Class::Num);
    let (whole, one, two) = (numbers.next()?, numbers.next()?, numbers.next()?);
    let count = format!("{whole}.5");
    ((one, two) == (1, 2)).then_some(())?;
    Some(Meaning::Value(TimexKind::Duration, found.unit()?.duration(&count)))
}

/// "quarter-century".
pub(super) fn quarter_century(found: &Match<'_>) -> Option<Meaning> {
    found.unit().filter(|unit| *unit == Unit::Century)?;
    Some(Meaning::Value(TimexKind::Duration, "P25Y".to_owned()))
}

/// "long ago", "some time ago".
pub(super) fn long_ago(found: &Match<'_>) -> Option<Meaning> {
    (found.before(1) != "as").then(|| reference_to(-1))
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
    let unit = found.unit()?;
    let kind = match () {
        () if follows_count(found) => TimexKind::Set,
        () if !matches!(unit, Unit::Second | Unit::Quarter) && is_length(found) => {
            TimexKind::Duration
        }
        () => return None,
    };
    Some(Meaning::Value(kind, unit.duration("1")))
}

/// Whether a number or "times" stands before.
fn follows_count(found: &Match<'_>) -> bool {
    const OFTEN: [&str; 8] =
        ["once", "twice", "times", "million", "billion", "percent", "trillion", "thousand"];
    let before = found.token_before(1);
    let counts = [Class::Amount, Class::Counted, Class::Units];
    let counted = before.is_some_and(|token| token.number >= 0 || token.is_one_of(&counts));
    counted || OFTEN.contains(&found.before(1).as_str())
}

/// Words before "a year" that make it a length.
const LENGTH: [&str; 20] = [
    "for", "in", "within", "after", "nearly", "almost", "about", "over", "under", "than", "least",
    "only", "just", "lasted", "took", "takes", "take", "lasts", "spent", "waited",
];

/// Words after a period that is a length: "a year of talks", "a day after the vote".
const OPENED: [&str; 3] = ["of", "after", "before"];

fn is_length(found: &Match<'_>) -> bool {
    let compound = found.after().is_some_and(|token| token.is(Class::Dash));
    let opens = found.after().is_some_and(|token| OPENED.contains(&found.written(token)));
    (LENGTH.contains(&found.before(1).as_str()) || opens) && !compound
}

/// "for years", "within days".
pub(super) fn units(found: &Match<'_>) -> Option<Meaning> {
    const BEFORE: [&str; 14] = [
        "for", "within", "in", "after", "over", "of", "and", "took", "takes", "take", "lasted",
        "lasts", "spent", "waited",
    ];
    let unit = found.unit().filter(|unit| *unit != Unit::Quarter)?;
    let told = BEFORE.contains(&found.before(1).as_str());
    let follows = found.after().is_some_and(|token| OPENED.contains(&found.written(token)));
    // "The last days of June" are a part of June.
    let part = found
        .token_before(1)
        .is_some_and(|token| token.is_one_of(&[Class::Last, Class::Next, Class::Ordinal]));
    let spent = unit > Unit::Second && follows && !part && found.before(1) != "the";
    (told || spent).then(|| Meaning::Value(TimexKind::Duration, unit.duration("X")))
}

/// "over the years", "in the weeks after the vote".
pub(super) fn the_units(found: &Match<'_>) -> Option<Meaning> {
    const OPEN: [&str; 7] =
        ["after", "before", "since", "following", "leading", "preceding", "ahead"];
    let over = matches!(found.before(1).as_str(), "over" | "through");
    let opens = found.after().is_some_and(|token| OPEN.contains(&found.written(token)));
    (over || opens).then(|| some_units(found))?
}

/// "a full year", "the whole week", "all day".
pub(super) fn whole_unit(found: &Match<'_>) -> Option<Meaning> {
    let unit = found.unit().filter(|unit| *unit > Unit::Second && *unit != Unit::Quarter)?;
    let whole = found.says_any(&["full", "whole", "entire", "all"]);
    whole.then(|| Meaning::Value(TimexKind::Duration, unit.duration("1")))
}

/// "every Monday", "daily", "every two years".
pub(super) fn set(found: &Match<'_>) -> Option<Meaning> {
    let value = match found.value(Class::Often) {
        Some(unit) => Unit::at(unit)?.duration("1"),
        None if found.says("weekends") => "XXXX-WXX-WE".to_owned(),
        None if found.says("weekdays") => "XXXX-WXX-XWD".to_owned(),
        None => place_repeated(found).or_else(|| length_repeated(found))?,
    };
    Some(Meaning::Value(TimexKind::Set, value))
}

/// "every Monday", "every May", "every summer", "every night".
fn place_repeated(found: &Match<'_>) -> Option<String> {
    let day = found.value(Class::Weekday).or_else(|| found.value(Class::Weekdays));
    let part = part_repeated(found).map_or_else(String::new, |part| format!("T{part}"));
    day.map(|day| format!("XXXX-WXX-{day}{part}"))
        .or_else(|| Some(format!("XXXX-{:02}", found.month()?)))
        .or_else(|| Some(format!("XXXX-{}", calendar::season_code(found.small(Class::Season)?))))
        .or_else(|| Some(format!("XXXX-XX-XXT{}", found.part_code()?)))
}

/// "Monday mornings", "every Monday morning".
fn part_repeated(found: &Match<'_>) -> Option<&'static str> {
    let plural = ["mornings", "afternoons", "evenings", "nights"];
    let place = plural.iter().position(|part| found.says(part));
    found.part_code().or_else(|| calendar::PARTS.get(place?).copied())
}

/// "every year", "every two years".
fn length_repeated(found: &Match<'_>) -> Option<String> {
    let count = match () {
        () if found.has(Class::Units) => found.count(),
        () if found.says("other") => "2".to_owned(),
        () => "1".to_owned(),
    };
    Some(found.unit()?.duration(&count))
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
    let told = if found.says("recently") { Some(-1) } else { found.value(Class::Ref) };
    let past = found.says("those").then_some(-1);
    let direction = told.or(past).unwrap_or_else(|| found.direction());
    // "The next seconds" say nothing about the calendar; "the last days of June" do.
    let dated = found.unit().is_none_or(|unit| unit > Unit::Hour && !found.is_followed("of"));
    dated.then(|| reference_to(direction))
}

/// "the following days": how many isn't told.
pub(super) fn some_units(found: &Match<'_>) -> Option<Meaning> {
    Some(Meaning::Value(TimexKind::Duration, found.unit()?.duration("X")))
}

/// "former", "current", "future" before what they date.
pub(super) fn attribute(found: &Match<'_>) -> Option<Meaning> {
    let direction = match found.inside().first()? {
        _ if found.says("current") => 0,
        _ if found.says("future") => 1,
        _ => -1,
    };
    let noun =
        found.after().is_some_and(|token| token.form != Form::Sign && !token.is(Class::Article));
    noun.then(|| reference_to(direction))
}

/// "this time", "that period": of the story, but when isn't said.
pub(super) fn untold(found: &Match<'_>) -> Option<Meaning> {
    let again = found.says("this") && found.before(1) == ",";
    (!again).then_some(Meaning::Untold)
}

/// "at night", "daytime": of any day.
pub(super) fn any_part(found: &Match<'_>) -> Option<Meaning> {
    let part = if found.says("daytime") { "DT" } else { "NI" };
    let any = !matches!(found.before(1).as_str(), "the" | "a" | "one" | "first" | "opening");
    any.then(|| Meaning::Value(TimexKind::Set, format!("XXXX-XX-XXT{part}")))
}

/// "to this day".
pub(super) fn this_day(found: &Match<'_>) -> Option<Meaning> {
    (found.before(1) == "to").then(|| reference_to(0))
}

/// "the past", "the future" where no noun follows.
pub(super) fn bare_reference(found: &Match<'_>) -> Option<Meaning> {
    let noun = found.is_before_noun();
    let number = found.after().is_some_and(|token| token.number >= 0);
    (!noun && !number).then(|| reference_to(if found.says("future") { 1 } else { -1 }))
}
