//! What an expression means before it is resolved.

use jiff::civil::Time;

use super::calendar::Unit;
use crate::model::{TimexKind, When};

/// The meaning of a time expression, free of any anchor.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    /// Known as it stands.
    Fixed(When),
    /// A value without a place on the calendar: durations, sets, references.
    Value(TimexKind, String),
    /// A year before Christ, or a month, day or season of it.
    Ancient(i16, Option<Bare>),
    /// A time that is told without saying which ("that period").
    Untold,
    /// What was told last, or a unit, a year before: "the year-earlier quarter".
    YearBefore(Option<Unit>),
    /// The fiscal year so many after the current one.
    FiscalTurn(i16),
    /// The first units of a period (the last ones, when negative), as long as the value says.
    Within(Unit, i64, Box<Meaning>),
    /// A fiscal year, which need not be a calendar year.
    Fiscal(i16),
    /// Three numbers whose order is to be found out.
    Numeric([i16; 3]),
    /// A place in a year, month or week that isn't told.
    Bare(Bare),
    /// The same, one turn before or after the anchor ("last Friday").
    Turn(Bare, i32),
    /// The same in a year counted from an anchor ("June last year").
    InYear(Bare, i32, Origin),
    /// A whole period counted from an anchor ("last year", "two days later").
    Shift(Unit, i64, Origin),
    /// A part of a day: its code and the day, where told.
    Part(&'static str, Option<Box<Meaning>>),
    /// A time of day: minutes to show, zone sign, and the day, where told.
    Clock(Time, &'static str, Option<Box<Meaning>>),
    /// Two times joined by a dash or a word; the first one is cut at the joint.
    Two(Box<Meaning>, Box<Meaning>),
    /// Days of a list, cut apart behind each.
    Several(Vec<Meaning>),
    /// The week that a day lies in.
    WeekOf(Box<Meaning>),
    /// A day of the month that was named last.
    DayOfMonth(i8),
    /// The time told last.
    Then,
}

/// A time that recurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bare {
    /// Month 1 to 12.
    Month(i8),
    /// Month and day.
    Day(i8, i8),
    /// ISO weekday 1 to 7.
    Weekday(i8),
    /// Saturday and Sunday.
    Weekend,
    /// Season 1 to 4.
    Season(i8),
    /// Quarter 1 to 4.
    Quarter(i8),
    /// Half 1 or 2.
    Half(i8),
    /// A feast, as its place in the table.
    Feast(usize),
}

/// What a period is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The publication (in narratives: the story's present).
    Published,
    /// The last time told in the text.
    Text,
}

impl Bare {
    /// It in a year; none when the year has no such day, and for weekdays.
    pub(super) fn of_year(self, year: i16) -> Option<When> {
        match self {
            Self::Month(month) => When::month(year, month),
            Self::Day(month, day) => jiff::civil::Date::new(year, month, day).ok().map(When::day),
            Self::Season(season) => When::season(year, season),
            Self::Quarter(quarter) => When::quarter(year, quarter),
            Self::Half(half) => When::half(year, half),
            Self::Feast(feast) => super::feast::of_year(year, feast),
            Self::Weekday(_) | Self::Weekend => None,
        }
        .filter(|_| year > 0)
    }
}
