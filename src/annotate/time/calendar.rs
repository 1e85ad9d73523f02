//! Periods of the calendar: which one holds a day, moving by whole periods,
//! and how TIMEX3 writes them.
//!
//! Nothing here fails on overflow: a period outside the years 1 to 9999 is
//! none.

use jiff::civil::Date;

use crate::model::{Precision, When};

/// A unit of time, the finest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    /// Second.
    Second,
    /// Minute.
    Minute,
    /// Hour.
    Hour,
    /// Day.
    Day,
    /// Night.
    Night,
    /// ISO week.
    Week,
    /// Saturday and Sunday.
    Weekend,
    /// Two weeks.
    Fortnight,
    /// Month.
    Month,
    /// Quarter of a year.
    Quarter,
    /// Year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

impl Unit {
    /// All units in the order of the word table.
    const ALL: [Self; 13] = [
        Self::Second,
        Self::Minute,
        Self::Hour,
        Self::Day,
        Self::Night,
        Self::Week,
        Self::Weekend,
        Self::Fortnight,
        Self::Month,
        Self::Quarter,
        Self::Year,
        Self::Decade,
        Self::Century,
    ];

    /// The unit with a value of the word table.
    pub(super) fn at(place: i32) -> Option<Self> {
        Self::ALL.get(usize::try_from(place).ok()?).copied()
    }

    /// A length in this unit as a TIMEX3 duration; `count` may be `X`.
    ///
    /// Fortnights, decades and centuries become weeks and years.
    pub(super) fn duration(self, count: &str) -> String {
        let times = |factor| times(count, factor);
        match self {
            Self::Second => format!("PT{count}S"),
            Self::Minute => format!("PT{count}M"),
            Self::Hour => format!("PT{count}H"),
            Self::Day => format!("P{count}D"),
            Self::Night => format!("PT{count}NI"),
            Self::Week => format!("P{count}W"),
            Self::Weekend => format!("P{count}WE"),
            Self::Fortnight => format!("P{}W", times(2)),
            Self::Month => format!("P{count}M"),
            Self::Quarter => format!("P{}M", times(3)),
            Self::Year => format!("P{count}Y"),
            Self::Decade => format!("P{}Y", times(10)),
            Self::Century => format!("P{}Y", times(100)),
        }
    }
}

/// A count made larger, when it is a number.
fn times(count: &str, factor: i64) -> String {
    let number = count.parse::<i64>();
    number.map_or_else(|_| count.to_owned(), |number| number.saturating_mul(factor).to_string())
}

/// The codes of the parts of the day (TIMEX3).
pub(super) const PARTS: [&str; 6] = ["MO", "AF", "EV", "NI", "MI", "DT"];

/// The period of `unit` that holds `day`; none for clock units and outside the years 1 to 9999.
pub(super) fn period(unit: Unit, day: Date) -> Option<When> {
    let (year, month) = (day.year(), day.month());
    let when = match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Fortnight => return None,
        Unit::Day | Unit::Night => When::day(day),
        Unit::Week => When::week(day),
        Unit::Weekend => weekend(day)?,
        Unit::Month => When::month(year, month)?,
        Unit::Quarter => When::quarter(year, (month + 2) / 3)?,
        Unit::Year => When::year(year)?,
        Unit::Decade => When::decade(year)?,
        Unit::Century => When::century(year)?,
    };
    (day.year() > 0).then_some(when)
}

/// Saturday and Sunday of the week that holds `day`.
fn weekend(day: Date) -> Option<When> {
    let week = When::week(day);
    let saturday = days_after(week.first, 5)?;
    Some(When::new(saturday, week.last, Precision::Range))
}

/// The period of `unit` around `from`, moved by whole periods. None when
/// `from` is coarser than the unit: no day is made up.
pub(super) fn moved(unit: Unit, from: &When, by: i64) -> Option<When> {
    if unit == Unit::Fortnight {
        return moved(Unit::Week, from, by.checked_mul(2)?);
    }
    let start = period(unit, from.first)?;
    if period(unit, from.last)? != start {
        return None;
    }
    period(unit, start.first.checked_add(span_of(unit, by)?).ok()?)
}

/// The first so many units of a period, the last ones when `count` is
/// negative; none when it isn't as long, and for clock units.
pub(super) fn part_of(period: &When, unit: Unit, count: i64) -> Option<When> {
    let (first, last) = if count < 0 {
        let after = period.last.tomorrow().ok()?;
        (after.checked_add(span_of(unit, count)?).ok()?, period.last)
    } else {
        (period.first, period.first.checked_add(span_of(unit, count)?).ok()?.yesterday().ok()?)
    };
    let inside = first < last && period.first <= first && last <= period.last;
    inside.then(|| When::new(first, last, Precision::Range))
}

/// So many units on the calendar; none for clock units and beyond its limits.
fn span_of(unit: Unit, count: i64) -> Option<jiff::Span> {
    let span = jiff::Span::new();
    let span = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return None,
        Unit::Day | Unit::Night => span.try_days(count),
        Unit::Week | Unit::Weekend => span.try_weeks(count),
        Unit::Fortnight => span.try_weeks(count.checked_mul(2)?),
        Unit::Month => span.try_months(count),
        Unit::Quarter => span.try_months(count.checked_mul(3)?),
        Unit::Year => span.try_years(count),
        Unit::Decade => span.try_years(count.checked_mul(10)?),
        Unit::Century => span.try_years(count.checked_mul(100)?),
    };
    span.ok()
}

/// A day moved by whole days; none beyond the calendar.
pub(super) fn days_after(day: Date, days: i64) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_days(days).ok()?).ok().filter(|day| day.year() > 0)
}

/// The TIMEX3 value of a period.
pub(super) fn value(when: &When) -> String {
    let (year, month) = (when.first.year(), when.first.month());
    match when.precision {
        Precision::Week => iso_week(when.first),
        Precision::Quarter => format!("{year:04}-Q{}", (month + 2) / 3),
        Precision::Half => format!("{year:04}-H{}", (month + 5) / 6),
        Precision::Season => format!("{year:04}-{}", season_code(month / 3)),
        Precision::Decade => format!("{:03}", year / 10),
        Precision::Century => format!("{:02}", year / 100),
        Precision::Range if is_weekend(when) => format!("{}-WE", iso_week(when.first)),
        Precision::Range => format!("{}/{}", when.first, when.last),
        Precision::Month => format!("{year:04}-{month:02}"),
        Precision::Year => format!("{year:04}"),
        Precision::Day => when.first.to_string(),
        Precision::Time => moment(when),
    }
}

/// A day with its time of day, where known.
fn moment(when: &When) -> String {
    let minute = when.clock.map(|clock| format!("T{}", clock.strftime("%H:%M")));
    format!("{}{}", when.first, minute.unwrap_or_default())
}

/// The TIMEX3 code of season 1 to 4.
pub(super) fn season_code(season: i8) -> &'static str {
    let place = usize::try_from(season).unwrap_or_default();
    ["WI", "SP", "SU", "FA"].get(place).copied().unwrap_or("WI")
}

fn iso_week(day: Date) -> String {
    let week = day.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

fn is_weekend(when: &When) -> bool {
    period(Unit::Weekend, when.first)
        .is_some_and(|weekend| weekend.first == when.first && weekend.last == when.last)
}
