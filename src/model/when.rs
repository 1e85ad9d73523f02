//! A time on the calendar with its honest precision.
//!
//! Values print and parse as EDTF (ISO 8601-2:2019, the profile of the Library
//! of Congress): `2017`, `198X`, `19XX`, `2025-06`, `2025-22` (summer),
//! `2025-33` (first quarter), `2025-40` (first half), `2025-06-18/2025-06-24`,
//! `2025~`, `2017/..`.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::numbered;

/// How exactly a time is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// To the minute.
    Time,
    /// To the day.
    Day,
    /// To the ISO week.
    Week,
    /// To the month.
    Month,
    /// To the quarter.
    Quarter,
    /// To the season.
    Season,
    /// To the half-year.
    Half,
    /// To the year.
    Year,
    /// To the decade.
    Decade,
    /// To the century.
    Century,
    /// From one time to another.
    Range,
}

impl Precision {
    /// All of them, the finest first.
    pub const ALL: [Self; 11] = [
        Self::Time,
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Season,
        Self::Half,
        Self::Year,
        Self::Decade,
        Self::Century,
        Self::Range,
    ];

    /// The precision of a name; none for another word.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|precision| precision.name() == name)
    }

    /// The name used in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Season => "season",
            Self::Half => "half",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Century => "century",
            Self::Range => "range",
        }
    }
}

/// Whether both ends of a time are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edge {
    /// Both.
    #[default]
    Closed,
    /// Only the end ("before 2020"): `first` equals `last`'s period, printed `../2020`.
    Before,
    /// Only the start ("since 2017"), printed `2017/..`.
    After,
}

/// A time on the calendar: its first and last day and how exactly it is known.
///
/// No day is ever made up: a year is the days from 1 January to 31 December
/// with [`Precision::Year`], not its first day.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct When {
    /// First day.
    #[serde(with = "numbered")]
    pub first: Date,
    /// Last day; never before `first`.
    #[serde(with = "numbered")]
    pub last: Date,
    /// How exactly it is known.
    pub precision: Precision,
    /// "about", "around", "some".
    #[serde(default)]
    pub approximate: bool,
    /// Whether one side is open.
    #[serde(default)]
    pub edge: Edge,
    /// The time of day, where known.
    #[serde(default, with = "numbered")]
    pub clock: Option<Time>,
}

/// Why a text is no time.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "expected a date such as 2025, 2025-06, 2025-06-25, 198X or 2025-06-18/2025-06-24, found '{0}'"
)]
pub struct ParseWhenError(pub String);

impl When {
    /// From the first to the last of two days in either order.
    #[must_use]
    pub fn new(first: Date, last: Date, precision: Precision) -> Self {
        Self {
            first: first.min(last),
            last: last.max(first),
            precision,
            approximate: false,
            edge: Edge::Closed,
            clock: None,
        }
    }

    /// One day.
    #[must_use]
    pub fn day(day: Date) -> Self {
        Self::new(day, day, Precision::Day)
    }

    /// One minute of a day.
    #[must_use]
    pub fn minute(day: Date, clock: Time) -> Self {
        Self { clock: Some(clock), ..Self::new(day, day, Precision::Time) }
    }

    /// The ISO week that holds `day`.
    #[must_use]
    pub fn week(day: Date) -> Self {
        let back = i64::from(day.weekday().to_monday_zero_offset());
        let first = days_from(day, -back);
        Self::new(first, days_from(first, 6), Precision::Week)
    }

    /// A month; none when there is no such month.
    #[must_use]
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let first = Date::new(year, month, 1).ok()?;
        Some(Self::new(first, first.last_of_month(), Precision::Month))
    }

    /// Whole months from one to another of the same or a later year.
    #[must_use]
    pub fn months(from: (i16, i8), to: (i16, i8), precision: Precision) -> Option<Self> {
        let first = Date::new(from.0, from.1, 1).ok()?;
        let last = Date::new(to.0, to.1, 1).ok()?.last_of_month();
        Some(Self::new(first, last, precision))
    }

    /// Quarter 1 to 4 of a year.
    #[must_use]
    pub fn quarter(year: i16, quarter: i8) -> Option<Self> {
        let end = quarter.checked_mul(3)?;
        Self::months((year, end - 2), (year, end), Precision::Quarter)
    }

    /// Half 1 or 2 of a year.
    #[must_use]
    pub fn half(year: i16, half: i8) -> Option<Self> {
        let end = half.checked_mul(6)?;
        Self::months((year, end - 5), (year, end), Precision::Half)
    }

    /// A season of the northern year: 1 spring (March to May), 2 summer, 3
    /// autumn, 4 winter (December of `year` to February of the next).
    #[must_use]
    pub fn season(year: i16, season: i8) -> Option<Self> {
        match season {
            1..=3 => Self::months((year, season * 3), (year, season * 3 + 2), Precision::Season),
            4 => Self::months((year, 12), (year.checked_add(1)?, 2), Precision::Season),
            _ => None,
        }
    }

    /// A year, 1 to 9999.
    #[must_use]
    pub fn year(year: i16) -> Option<Self> {
        Self::months((year, 1), (year, 12), Precision::Year).filter(|_| year > 0)
    }

    /// The ten years from `year` rounded down.
    #[must_use]
    pub fn decade(year: i16) -> Option<Self> {
        let start = year - year.rem_euclid(10);
        Self::months((start, 1), (start + 9, 12), Precision::Decade)
    }

    /// The hundred years from `year` rounded down (`19XX` is 1900 to 1999).
    #[must_use]
    pub fn century(year: i16) -> Option<Self> {
        let start = year - year.rem_euclid(100);
        Self::months((start, 1), (start + 99, 12), Precision::Century)
    }

    /// From the start of one time to the end of another.
    #[must_use]
    pub fn range(from: &Self, to: &Self) -> Self {
        Self {
            approximate: from.approximate || to.approximate,
            ..Self::new(from.first, to.last, Precision::Range)
        }
    }

    /// The same time, marked "about".
    #[must_use]
    pub fn about(self) -> Self {
        Self { approximate: true, ..self }
    }

    /// The same time with one side open.
    #[must_use]
    pub fn open(self, edge: Edge) -> Self {
        Self { edge, ..self }
    }

    /// Whether every day of `other` lies in it.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// Whether the two share a day.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// The value as EDTF.
    #[must_use]
    pub fn edtf(&self) -> String {
        let tilde = if self.approximate { "~" } else { "" };
        match self.edge {
            Edge::Before => format!("../{}{tilde}", self.body()),
            Edge::After => format!("{}{tilde}/..", self.body()),
            Edge::Closed if self.is_interval() => {
                format!("{}{tilde}/{}{tilde}", self.first, self.last)
            }
            Edge::Closed => format!("{}{tilde}", self.body()),
        }
    }

    /// Whether it prints as two days.
    fn is_interval(&self) -> bool {
        matches!(self.precision, Precision::Range | Precision::Week)
    }

    /// The value without its sign of approximation. Of an interval, which
    /// cannot stand inside another, the day next to the known edge.
    fn body(&self) -> String {
        let (year, month) = (self.first.year(), self.first.month());
        match self.precision {
            Precision::Time => self.clock.map_or_else(
                || self.first.to_string(),
                |clock| format!("{}T{}", self.first, clock.strftime("%H:%M:%S")),
            ),
            Precision::Day => self.first.to_string(),
            Precision::Month => format!("{year:04}-{month:02}"),
            Precision::Quarter => format!("{year:04}-{}", 32 + (month + 2) / 3),
            Precision::Season => format!("{year:04}-{}", 20 + month / 3),
            Precision::Half => format!("{year:04}-{}", 39 + (month + 5) / 6),
            Precision::Year => format!("{year:04}"),
            Precision::Decade => format!("{:03}X", year / 10),
            Precision::Century => format!("{:02}XX", year / 100),
            Precision::Week | Precision::Range => match self.edge {
                Edge::Before => self.last.to_string(),
                Edge::After | Edge::Closed => self.first.to_string(),
            },
        }
    }

    /// Reads what [`When::edtf`] prints, and ISO weeks (`2025-W25`).
    ///
    /// # Errors
    /// The text that is no such value.
    pub fn parse(text: &str) -> Result<Self, ParseWhenError> {
        let text = text.trim();
        parse_interval(text).ok_or_else(|| ParseWhenError(text.to_owned()))
    }
}

/// `day` moved by whole days, held at the calendar's ends.
fn days_from(day: Date, days: i64) -> Date {
    day.saturating_add(jiff::Span::new().try_days(days).unwrap_or_default())
}

fn parse_interval(text: &str) -> Option<When> {
    match text.split_once('/') {
        Some(("..", end)) => Some(parse_single(end)?.open(Edge::Before)),
        Some((start, "..")) => Some(parse_single(start)?.open(Edge::After)),
        Some((start, end)) => {
            let (from, to) = (parse_single(start)?, parse_single(end)?);
            let range = When::range(&from, &to);
            (from.first <= to.last).then(|| as_week(range))
        }
        None => parse_single(text),
    }
}

/// Monday to Sunday of one week is that week, which EDTF prints as an interval.
fn as_week(range: When) -> When {
    let week = When::week(range.first);
    if week.first == range.first && week.last == range.last {
        When { precision: Precision::Week, ..range }
    } else {
        range
    }
}

fn parse_single(text: &str) -> Option<When> {
    let (body, approximate) = text.strip_suffix('~').map_or((text, false), |body| (body, true));
    let when = parse_body(body)?;
    Some(When { approximate, ..when })
}

fn parse_body(text: &str) -> Option<When> {
    if let Some((day, clock)) = text.split_once('T') {
        return Some(When::minute(day.parse().ok()?, clock.parse().ok()?));
    }
    if !text.is_ascii() {
        return None;
    }
    let (year, rest) = (text.get(..4)?, text.get(4..)?);
    match rest {
        "" => parse_year(year),
        _ if rest.starts_with("-W") => parse_week(year, rest.get(2..)?),
        _ if rest.len() == 3 => parse_part(number(year)?, number(rest.get(1..)?)?),
        _ if rest.len() == 6 => Some(When::day(text.parse().ok()?)),
        _ => None,
    }
}

fn number<T: std::str::FromStr>(digits: &str) -> Option<T> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

fn parse_year(text: &str) -> Option<When> {
    if let Some(century) = text.strip_suffix("XX") {
        return When::century(number::<i16>(century)? * 100);
    }
    if let Some(decade) = text.strip_suffix('X') {
        return When::decade(number::<i16>(decade)? * 10);
    }
    When::year(number(text)?)
}

fn parse_week(year: &str, week: &str) -> Option<When> {
    let monday = jiff::civil::Weekday::Monday;
    let week = jiff::civil::ISOWeekDate::new(number(year)?, number(week)?, monday).ok()?;
    Some(When::week(week.date()))
}

/// The second part of `YYYY-NN`: a month, or a division of the year (ISO 8601-2, 4.8).
fn parse_part(year: i16, part: i8) -> Option<When> {
    match part {
        1..=12 => When::month(year, part),
        21..=24 => When::season(year, part - 20),
        33..=36 => When::quarter(year, part - 32),
        40..=41 => When::half(year, part - 39),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(edtf: &str, first: &str, last: &str, precision: Precision) {
        let when = When::parse(edtf).unwrap();
        assert_eq!(
            (when.first.to_string(), when.last.to_string()),
            (first.into(), last.into()),
            "{edtf}"
        );
        assert_eq!(when.precision, precision, "{edtf}");
        assert_eq!(when.edtf(), edtf);
    }

    #[test]
    fn edtf_is_read_and_printed_the_same() {
        check("2017", "2017-01-01", "2017-12-31", Precision::Year);
        check("198X", "1980-01-01", "1989-12-31", Precision::Decade);
        check("19XX", "1900-01-01", "1999-12-31", Precision::Century);
        check("2024-02", "2024-02-01", "2024-02-29", Precision::Month);
        check("2025-06-25", "2025-06-25", "2025-06-25", Precision::Day);
        check("2025-06-25T19:17:00", "2025-06-25", "2025-06-25", Precision::Time);
        check("2025-21", "2025-03-01", "2025-05-31", Precision::Season);
        check("2025-24", "2025-12-01", "2026-02-28", Precision::Season);
        check("2025-34", "2025-04-01", "2025-06-30", Precision::Quarter);
        check("2025-41", "2025-07-01", "2025-12-31", Precision::Half);
        check("2025-06-16/2025-06-22", "2025-06-16", "2025-06-22", Precision::Week);
        check("2025-06-18/2025-06-24", "2025-06-18", "2025-06-24", Precision::Range);
        check("2025~", "2025-01-01", "2025-12-31", Precision::Year);
        check("2017/..", "2017-01-01", "2017-12-31", Precision::Year);
        check("../2020-03", "2020-03-01", "2020-03-31", Precision::Month);
        check("2005-01-01~/2011-12-31~", "2005-01-01", "2011-12-31", Precision::Range);
    }

    #[test]
    fn what_is_no_date_is_refused_with_its_text() {
        for bad in
            ["", "soon", "2025-13", "2025-02-30", "2025-06-25/2025-06-18", "0000", "20251", "é025"]
        {
            assert_eq!(When::parse(bad), Err(ParseWhenError(bad.to_owned())));
        }
    }

    #[test]
    fn iso_weeks_are_read() {
        let when = When::parse("2025-W25").unwrap();
        assert_eq!(when.edtf(), "2025-06-16/2025-06-22");
    }
}
