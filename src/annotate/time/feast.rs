//! Feasts: which day of a year they are.

use jiff::civil::{Date, Weekday};

use super::{
    calendar,
    matched::Match,
    meaning::{Bare, Meaning},
    token::Form,
};
use crate::model::When;

/// How a feast's day is found.
#[derive(Clone, Copy, Debug)]
enum Day {
    /// Month and day.
    Fixed(i8, i8),
    /// A weekday of a month: which month, the how manieth (-1 the last).
    Nth(i8, i8, Weekday),
    /// Days after Easter Sunday.
    Easter(i64),
}

/// The feasts by the words of their names, without signs, `'s` and "the".
const FEASTS: &[(&str, Day)] = &[
    ("april fools day", Day::Fixed(4, 1)),
    ("anzac day", Day::Fixed(4, 25)),
    ("ash wednesday", Day::Easter(-46)),
    ("australia day", Day::Fixed(1, 26)),
    ("bastille day", Day::Fixed(7, 14)),
    ("boxing day", Day::Fixed(12, 26)),
    ("canada day", Day::Fixed(7, 1)),
    ("christmas", Day::Fixed(12, 25)),
    ("christmas day", Day::Fixed(12, 25)),
    ("christmas eve", Day::Fixed(12, 24)),
    ("cinco de mayo", Day::Fixed(5, 5)),
    ("columbus day", Day::Nth(10, 2, Weekday::Monday)),
    ("earth day", Day::Fixed(4, 22)),
    ("easter", Day::Easter(0)),
    ("easter monday", Day::Easter(1)),
    ("easter sunday", Day::Easter(0)),
    ("epiphany", Day::Fixed(1, 6)),
    ("father day", Day::Nth(6, 3, Weekday::Sunday)),
    ("fourth of july", Day::Fixed(7, 4)),
    ("good friday", Day::Easter(-2)),
    ("groundhog day", Day::Fixed(2, 2)),
    ("halloween", Day::Fixed(10, 31)),
    ("juneteenth", Day::Fixed(6, 19)),
    ("labor day", Day::Nth(9, 1, Weekday::Monday)),
    ("martin luther king day", Day::Nth(1, 3, Weekday::Monday)),
    ("martin luther king jr day", Day::Nth(1, 3, Weekday::Monday)),
    ("maundy thursday", Day::Easter(-3)),
    ("memorial day", Day::Nth(5, -1, Weekday::Monday)),
    ("mother day", Day::Nth(5, 2, Weekday::Sunday)),
    ("new year day", Day::Fixed(1, 1)),
    ("new year eve", Day::Fixed(12, 31)),
    ("new years day", Day::Fixed(1, 1)),
    ("new years eve", Day::Fixed(12, 31)),
    ("palm sunday", Day::Easter(-7)),
    ("pentecost", Day::Easter(49)),
    ("presidents day", Day::Nth(2, 3, Weekday::Monday)),
    ("remembrance day", Day::Fixed(11, 11)),
    ("saint patrick day", Day::Fixed(3, 17)),
    ("st patrick day", Day::Fixed(3, 17)),
    ("thanksgiving", Day::Nth(11, 4, Weekday::Thursday)),
    ("thanksgiving day", Day::Nth(11, 4, Weekday::Thursday)),
    ("valentine day", Day::Fixed(2, 14)),
    ("veterans day", Day::Fixed(11, 11)),
    ("whit monday", Day::Easter(50)),
    ("whit sunday", Day::Easter(49)),
];

/// "Christmas Eve".
pub(super) fn bare(found: &Match<'_>) -> Option<Meaning> {
    named(found).map(Meaning::Bare)
}

/// "Christmas Eve 2025".
pub(super) fn explicit(found: &Match<'_>) -> Option<Meaning> {
    named(found)?.of_year(found.year()?).map(Meaning::Fixed)
}

/// The feast that the words name, without "last" and the like.
pub(super) fn named(found: &Match<'_>) -> Option<Bare> {
    let words = found.inside().iter().filter(|token| {
        !matches!(token.form, Form::Sign | Form::Number) && !is_determiner(found.written(token))
    });
    let words: Vec<_> = words.map(|token| found.written(token).to_lowercase()).collect();
    let name = words.join(" ");
    FEASTS.iter().position(|(known, _)| *known == name).map(Bare::Feast)
}

fn is_determiner(word: &str) -> bool {
    ["the", "last", "next", "this"].iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// The day of the feast at a place in the table.
pub(super) fn of_year(year: i16, feast: usize) -> Option<When> {
    let (_, day) = FEASTS.get(feast)?;
    let date = match *day {
        Day::Fixed(month, day) => Date::new(year, month, day).ok()?,
        Day::Nth(month, place, weekday) => {
            Date::new(year, month, 1).ok()?.nth_weekday_of_month(place, weekday).ok()?
        }
        Day::Easter(days) => calendar::days_after(easter(year)?, days)?,
    };
    Some(When::day(date))
}

/// Easter Sunday after the Gregorian computus of Meeus.
fn easter(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let (century, of_century) = (year_number / 100, year_number % 100);
    let skipped = century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15;
    let epact = (19 * (year_number % 19) + skipped) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late = (year_number % 19 + 11 * epact + 22 * sunday) / 451;
    let place = epact + sunday - 7 * late + 114;
    Date::new(year, i8::try_from(place / 31).ok()?, i8::try_from(place % 31 + 1).ok()?).ok()
}
