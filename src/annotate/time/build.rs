//! From a matched rule to its meaning.

use jiff::civil::Date;

use super::{
    calendar::Unit,
    feast,
    matched::Match,
    meaning::{Bare, Meaning, Origin},
    token::Form,
    words::Class,
};
use crate::model::{TimexKind, When};

/// Whether some year has such a day.
pub(super) fn valid(bare: Bare) -> bool {
    // 2024 is a leap year, so every day that some year has is there.
    matches!(bare, Bare::Weekday(_) | Bare::Weekend) || bare.of_year(2024).is_some()
}

/// Day, month or season with its year.
pub(super) fn explicit(found: &Match<'_>) -> Option<Meaning> {
    found.bare_time()?.of_year(found.year()?).map(Meaning::Fixed)
}

/// A year alone.
pub(super) fn year(found: &Match<'_>) -> Option<Meaning> {
    When::year(found.year()?).map(Meaning::Fixed)
}

/// `AD 476`.
pub(super) fn of_our_era(found: &Match<'_>) -> Option<Meaning> {
    When::year(found.value(Class::Num)?.try_into().ok()?).map(Meaning::Fixed)
}

/// `Q3 2025`, "the third quarter of 2025", "the final quarter of 2025".
pub(super) fn explicit_quarter(found: &Match<'_>) -> Option<Meaning> {
    let quarter = found.small(Class::QuarterMark).or_else(|| place_of(found, 4))?;
    When::quarter(found.year()?, quarter).map(Meaning::Fixed)
}

/// `H1 2025`, "the first half of 2025", "the latter half of 2025".
pub(super) fn explicit_half(found: &Match<'_>) -> Option<Meaning> {
    let half = found.small(Class::HalfMark).or_else(|| place_of(found, 2))?;
    When::half(found.year()?, half).map(Meaning::Fixed)
}

/// The place of a part among so many; "final" and "latter" mean the last.
fn place_of(found: &Match<'_>, parts: i8) -> Option<i8> {
    match found.small(Class::Ordinal) {
        None | Some(0) => Some(parts),
        Some(place) => (1..=parts).contains(&place).then_some(place),
    }
}

/// The decade of a token: short ones ("the 80s") lie in the century that is near.
fn decade_of(number: i32) -> Option<Meaning> {
    When::decade(full_year(number.try_into().ok()?, 20)).map(Meaning::Fixed)
}

/// The year that two digits stand for: up to `turn` in this century, else in
/// the last one. Longer numbers are years as they stand.
pub(super) fn full_year(number: i16, turn: i16) -> i16 {
    match number {
        0..=99 if number <= turn => number + 2000,
        0..=99 => number + 1900,
        _ => number,
    }
}

/// "the 1980s", "the '80s", "the eighties"; not "in his 30s".
pub(super) fn decade(found: &Match<'_>) -> Option<Meaning> {
    let number = found.value(Class::Decade)?;
    // Three digits are a decade before Christ only.
    let told = DECADES.contains(&number)
        || found.says_any(&["the", "'", "’"])
        || matches!(found.before(1).as_str(), "early" | "late" | "mid" | "-")
            && !matches!(found.before(2).as_str(), "his" | "her" | "their" | "my" | "your");
    (told && !(100..1000).contains(&number)).then(|| decade_of(number))?
}

/// Numbers that are decades by themselves: "1000s" may be thousands.
const DECADES: std::ops::Range<i32> = 1500..2100;

/// "the 19th and 20th centuries".
pub(super) fn two_centuries(found: &Match<'_>) -> Option<Meaning> {
    let mut places = found.values(Class::DayTh).chain(found.values(Class::Ordinal));
    let (first, second) = (century_at(places.next()?)?, century_at(places.next()?)?);
    Some(Meaning::Two(fixed(Some(first))?, fixed(Some(second))?))
}

/// "the 1980s and 1990s".
pub(super) fn two_decades(found: &Match<'_>) -> Option<Meaning> {
    let mut decades = found.values(Class::Decade);
    let (first, second) = (decades.next()?, decades.next()?);
    Some(Meaning::Two(Box::new(decade_of(first)?), Box::new(decade_of(second)?)))
}

/// "the 19th century", "the twenty-first century".
pub(super) fn century(found: &Match<'_>) -> Option<Meaning> {
    let place = found.value(Class::DayTh).or_else(|| found.value(Class::Ordinal))?;
    let tens = found.value(Class::Tens).unwrap_or_default();
    century_at(place + tens).map(Meaning::Fixed)
}

fn century_at(place: i32) -> Option<When> {
    let place = i16::try_from(place).ok().filter(|place| (1..=99).contains(place))?;
    When::century((place - 1) * 100)
}

/// `'92`, after a preposition or a noun.
pub(super) fn short_year(found: &Match<'_>) -> Option<Meaning> {
    let [sign, number] = found.inside() else { return None };
    let before = found.token_before(1)?;
    let apart = before.span.end < sign.span.start && sign.span.end == number.span.start;
    let fits = apart && before.is(Class::Prep);
    let year = full_year(number.number.try_into().ok()?, 29);
    fits.then(|| When::year(year).map(Meaning::Fixed))?
}

/// "this fiscal year".
pub(super) fn fiscal_turn(found: &Match<'_>) -> Option<Meaning> {
    found.direction().try_into().ok().map(Meaning::FiscalTurn)
}

/// "the first two months of 1939", "the last six weeks of this year".
pub(super) fn within(found: &Match<'_>) -> Option<Meaning> {
    let count = found.count().parse::<i64>().ok()?;
    let last = found.says("last") || found.value(Class::Ordinal) == Some(0);
    let opens = last || found.value(Class::Ordinal) == Some(1);
    let period = match (found.year(), found.month()) {
        (Some(year), Some(month)) => Meaning::Fixed(When::month(year, month)?),
        (Some(year), None) => Meaning::Fixed(When::year(year)?),
        _ => Meaning::Shift(Unit::Year, 0, Origin::Published),
    };
    let count = if last { -count } else { count };
    opens.then(|| Some(Meaning::Within(found.unit()?, count, Box::new(period))))?
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
    // With dots the day comes first wherever it may.
    let dotted = written.contains('.').then(|| day_of(numbers, Order::DayFirst)).flatten();
    if let Some(day) = dotted {
        return Some(Meaning::Fixed(day));
    }
    let told = Order::BOTH.iter().any(|order| day_of(numbers, *order).is_some());
    told.then_some(Meaning::Numeric(numbers))
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

/// "first-half profits": a match has halves, too, but they have no hyphen.
pub(super) fn bare_half(found: &Match<'_>) -> Option<Meaning> {
    let half = found.small(Class::Ordinal).filter(|half| (1..=2).contains(half))?;
    Some(Meaning::Bare(Bare::Half(half)))
}

/// "the year-earlier quarter", "the same period last year".
pub(super) fn year_before(found: &Match<'_>) -> Option<Meaning> {
    let quarter = found.says("quarter").then_some(Unit::Quarter);
    let unit = quarter.or_else(|| found.says("month").then_some(Unit::Month));
    (!found.is_followed("of")).then_some(Meaning::YearBefore(unit))
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
    let unit = unit.or_else(|| found.says_any(&["end", "mid"]).then_some(Unit::Year))?;
    if found.says("past") { Some(one_long(unit)) } else { shifted(found, unit) }
}

/// One unit as a length.
fn one_long(unit: Unit) -> Meaning {
    Meaning::Value(TimexKind::Duration, unit.duration("1"))
}

fn shifted(found: &Match<'_>, unit: Unit) -> Option<Meaning> {
    let by = found.direction();
    let plain = unit > Unit::Hour && !found.says("recent") && !(unit == Unit::Day && by <= 0);
    // "Next day" is told in a tale only.
    let origin = if unit == Unit::Day { Origin::Text } else { Origin::Published };
    plain.then_some(Meaning::Shift(unit, by.into(), origin))
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

/// "in the morning": of the day told last.
pub(super) fn the_part(found: &Match<'_>) -> Option<Meaning> {
    const INSIDE: [&str; 5] = ["in", "during", "by", "throughout", "through"];
    let told = INSIDE.contains(&found.before(1).as_str()) && !found.is_followed("of");
    told.then(|| near_part(found))?
}

/// "overnight", not "overnight rates".
pub(super) fn overnight(found: &Match<'_>) -> Option<Meaning> {
    let today = || in_part(Meaning::Shift(Unit::Day, 0, Origin::Published), Some("NI"));
    (!found.is_before_noun()).then(today)
}

/// 1 for "next", -1 for "last", 0 for "this" and "that".
fn day_turn(found: &Match<'_>) -> i64 {
    match () {
        () if found.says_any(&["next", "following"]) => 1,
        () if found.says_any(&["last", "previous", "preceding"]) => -1,
        () => 0,
    }
}

/// "last Friday", "next March", "this summer".
pub(super) fn turn(found: &Match<'_>) -> Option<Meaning> {
    let bare = found.bare_time().or_else(|| feast::named(found)).filter(|bare| valid(*bare))?;
    let plain = !found.says_any(&["past", "recent"]);
    plain.then(|| in_part(Meaning::Turn(bare, found.direction()), found.part_code()))
}

/// "for the year", "in the week": the one that is told of.
pub(super) fn the_unit(found: &Match<'_>) -> Option<Meaning> {
    const INSIDE: [&str; 7] = ["for", "in", "during", "of", "over", "through", "throughout"];
    let goes_on = found.after().is_some_and(|token| {
        token.form != Form::Sign && !token.is_one_of(&[Class::Prep, Class::Link])
    });
    let told = INSIDE.contains(&found.before(1).as_str()) && !goes_on && !found.is_followed("of");
    told.then(|| same(found))?
}

/// "the weekend".
pub(super) fn weekend(found: &Match<'_>) -> Option<Meaning> {
    (!found.is_before_noun() && !found.is_followed("of")).then_some(Meaning::Bare(Bare::Weekend))
}

/// "this past weekend", "this past year".
pub(super) fn past_unit(found: &Match<'_>) -> Option<Meaning> {
    Some(Meaning::Shift(found.unit()?, -1, Origin::Published))
}

/// "the week before last", "the year after next".
pub(super) fn two_away(found: &Match<'_>) -> Option<Meaning> {
    let by = if found.says("last") { -2 } else { 2 };
    Some(Meaning::Shift(found.unit()?, by, Origin::Published))
}

/// "that year", "the same day".
pub(super) fn same(found: &Match<'_>) -> Option<Meaning> {
    let unit = found.unit().filter(|unit| *unit > Unit::Hour)?;
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
    let back = !found.says_any(&["later", "now", "time"]) && !is_after(found);
    Some(match found.count().parse::<i64>() {
        Err(_) => undated(TimexKind::Date, back),
        Ok(_) if unit <= Unit::Hour => undated(TimexKind::Time, back),
        Ok(count) => Meaning::Shift(unit, if back { -count } else { count }, offset_origin(found)),
    })
}

fn offset_origin(found: &Match<'_>) -> Origin {
    if found.says_any(&["ago", "now", "time"]) { Origin::Published } else { Origin::Text }
}

fn is_after(found: &Match<'_>) -> bool {
    found.says_any(&["after", "afterward", "afterwards"])
}

/// "two days after" where nothing follows that it would be after.
pub(super) fn offset_after(found: &Match<'_>) -> Option<Meaning> {
    (found.ends_clause() || !found.says("after")).then(|| offset(found))?
}

/// Some time back, or some time ahead.
fn undated(kind: TimexKind, back: bool) -> Meaning {
    Meaning::Value(kind, if back { "PAST_REF" } else { "FUTURE_REF" }.to_owned())
}

/// "two years before" where nothing follows that it would be before.
pub(super) fn offset_before(found: &Match<'_>) -> Option<Meaning> {
    found.ends_clause().then(|| offset(found))?
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

    /// The order that a language, with its region where told, has; none for
    /// English alone, which has both, and for those that begin with the year.
    pub(super) fn of_language(tag: &str) -> Option<Self> {
        match tag.to_lowercase().as_str() {
            "en-us" | "en-ph" => Some(Self::MonthFirst),
            "en" | "zh" | "ja" | "ko" | "hu" | "und" | "" => None,
            _ => Some(Self::DayFirst),
        }
    }
}
