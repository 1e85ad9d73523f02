//! Publication dates as documents write them.
//!
//! ISO 8601 and RFC 3339, RFC 5322, `20250625`, `25 June 2025 19:17`,
//! `June 25, 2025`, `25.06.2025`, `25/06/2025`, `2025年6月25日`, with month
//! names of ten languages. Only whole dates are read, from 1900 to 2100: a
//! month alone stands in too many menus.

use std::{collections::HashMap, sync::LazyLock};

use jiff::civil::{Date, Time};

use crate::{
    fold::fold,
    model::{Span, When},
};

/// A date found in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FoundDate {
    /// Where it stands, its time of day included.
    pub(super) span: Span,
    /// ISO 8601, as exactly as it is given.
    pub(super) text: String,
    /// The same on the calendar.
    pub(super) when: When,
}

/// Month names and their usual short forms, folded; the short forms of a
/// language are listed where cutting the long one doesn't give them.
const MONTHS: [&str; 12] = [
    "january januar janvier januari enero ene gennaio gen janeiro ocak oca января январь янв styczen stycznia jan janv",
    "february februar fevrier februari febrero febbraio fevereiro subat sub февраля февраль фев luty lutego feb fev febr",
    "march marz mars maart marzo marco mart марта март мар marzec marca mar mrz mrt maer maerz",
    "april avril abril abr aprile nisan nis апреля апрель апр kwiecien kwietnia apr avr",
    "may mai mei mayo maggio mag maio mayis мая май maj maja",
    "june juni juin junio giugno giu junho haziran haz июня июнь июн czerwiec czerwca jun",
    "july juli juillet julio luglio lug julho temmuz tem июля июль июл lipiec lipca jul juil",
    "august aout augustus agosto ago agustos agu августа август авг sierpien sierpnia aug augusti",
    "september septembre septiembre settembre setembro eylul eyl сентября сентябрь сен wrzesien wrzesnia sep sept set",
    "october oktober octobre octubre ottobre ott outubro out ekim eki октября октябрь окт pazdziernik pazdziernika oct okt",
    "november novembre noviembre novembro kasim kas ноября ноябрь ноя listopad listopada nov",
    "december dezember decembre december diciembre dic dicembre dezembro aralik ara декабря декабрь дек grudzien grudnia dec dez",
];

/// What may stand between the parts of a date, or between a date and its time.
const FILLERS: &str = " de del of the th st nd rd er t at a as alle ore um saat kl om klo um uhr в la las à den le on г ";

/// Which of two numbers that both may be a month comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// Nothing tells.
    #[default]
    Open,
    /// As in `25/06/2025`.
    DayFirst,
    /// As in `06/25/2025`.
    MonthFirst,
}

impl Order {
    /// The order in a document of this language tag; English is written both ways.
    pub(super) fn of(tag: &str) -> Self {
        let tag = tag.trim().to_ascii_lowercase().replace('_', "-");
        match tag.as_str() {
            "" | "en" => Self::Open,
            "en-us" | "en-ph" => Self::MonthFirst,
            _ => Self::DayFirst,
        }
    }
}

/// The first whole date of a field.
pub(super) fn parse(field: &str, order: Order) -> Option<FoundDate> {
    let tokens = tokens(field);
    let run = Run { line: field, tokens: &tokens, order };
    let has_year = tokens.iter().any(|token| matches!(token.digits(), 4 | 8));
    (0..tokens.len()).filter(|_| has_year).find_map(|start| run.date_at(start))
}

/// The first whole date of a line.
pub(super) fn find(line: &str) -> Option<FoundDate> {
    parse(line, Order::Open)
}

/// A run of digits or of letters.
#[derive(Clone, Copy, Debug)]
struct Token {
    span: Span,
    number: Option<u32>,
}

impl Token {
    fn digits(self) -> usize {
        if self.number.is_some() { self.span.len() } else { 0 }
    }
}

/// Whether four digits stand in a row.
fn may_hold_year(line: &str) -> bool {
    let mut run = 0;
    line.bytes().any(|byte| {
        run = if byte.is_ascii_digit() { run + 1 } else { 0 };
        run == 4
    })
}

/// Tokens of a line's first 400 characters; dates of publication stand early.
fn tokens(line: &str) -> Vec<Token> {
    // Most lines hold no year, and so no date.
    if !may_hold_year(line) {
        return Vec::new();
    }
    let mut tokens: Vec<Token> = Vec::new();
    let mut class = ' ';
    for (at, character) in line.char_indices().take(400) {
        let next = class_of(character);
        if next == ' ' {
            class = next;
            continue;
        }
        let end = at + character.len_utf8();
        match tokens.last_mut().filter(|last| next == class && last.span.end == at) {
            Some(last) => last.span.end = end,
            None => tokens.push(Token { span: Span::new(at, end), number: None }),
        }
        class = next;
    }
    for token in &mut tokens {
        token.number = Some(token.span.cut(line))
            .filter(|text| text.len() <= 8)
            .and_then(|text| text.parse().ok());
    }
    tokens
}

fn class_of(character: char) -> char {
    match character {
        '0'..='9' => '0',
        '年' | '月' | '日' => character,
        letter if letter.is_alphabetic() => 'a',
        '\u{300}'..='\u{36f}' => 'a',
        _ => ' ',
    }
}

/// The parts of a date and the token after it.
struct Day {
    date: Date,
    next: usize,
}

/// A time of day and what follows it.
struct Clock {
    time: Time,
    text: String,
    zone: String,
    next: usize,
    end: usize,
}

#[derive(Clone, Copy)]
struct Run<'a> {
    line: &'a str,
    tokens: &'a [Token],
    order: Order,
}

impl Run<'_> {
    fn date_at(self, start: usize) -> Option<FoundDate> {
        let day =
            self.numeric(start).or_else(|| self.compact(start)).or_else(|| self.named(start))?;
        let (first, last) = (self.token(start)?, self.token(day.next.checked_sub(1)?)?);
        let span = first.span.join(last.span);
        let Some(clock) = self.clock(day.next) else {
            return Some(FoundDate { span, text: day.date.to_string(), when: When::day(day.date) });
        };
        let end = self.token(clock.next.checked_sub(1)?)?.span.end.max(clock.end);
        Some(FoundDate {
            span: Span::new(span.start, end),
            text: format!("{}T{}{}", day.date, clock.text, clock.zone),
            when: When::minute(day.date, clock.time),
        })
    }

    fn token(self, at: usize) -> Option<Token> {
        self.tokens.get(at).copied()
    }

    fn number(self, at: usize) -> Option<u32> {
        self.token(at)?.number
    }

    fn word(self, at: usize) -> String {
        self.token(at)
            .filter(|token| token.number.is_none())
            .map_or(String::new(), |token| fold(token.span.cut(self.line)))
    }

    /// What stands between a token and the one before it.
    fn gap(self, at: usize) -> Option<&'static str> {
        let before = self.token(at.checked_sub(1)?)?.span.end;
        let gap = Span::new(before, self.token(at)?.span.start).cut(self.line);
        [".", "/", "-", ":", " ", "", ", ", ". ", "+", "T", " +", " -"]
            .into_iter()
            .find(|known| *known == gap)
    }

    /// `2025-06-25`, `2025年6月25日`, `25.06.2025`, `25/06/2025`.
    fn numeric(self, at: usize) -> Option<Day> {
        let (separator, width) = match self.token(at + 1)?.span.cut(self.line) {
            "年" => ("", 2),
            _ => (self.gap(at + 1)?, 1),
        };
        if width == 1
            && (!matches!(separator, "." | "/" | "-" | ". ") || self.gap(at + 2)? != separator)
        {
            return None;
        }
        let parts = [self.token(at)?, self.token(at + width)?, self.token(at + 2 * width)?];
        let [a, b, c] = [parts[0].number?, parts[1].number?, parts[2].number?];
        let date = match (parts[0].digits(), parts[2].digits()) {
            (4, 1..=2) => day(a, b, c),
            (1..=2, 4) => by_evidence(a, b, c, self.order_of(separator)),
            _ => None,
        }?;
        Some(Day { date, next: at + 2 * width + 1 + usize::from(width == 2) })
    }

    /// The order of two numbers that a sign parts: the day stands first wherever dots are used.
    fn order_of(self, separator: &str) -> Order {
        match (separator, self.order) {
            (".", _) => Order::DayFirst,
            (_, order) => order,
        }
    }

    /// `20250625`.
    fn compact(self, at: usize) -> Option<Day> {
        let token = self.token(at).filter(|token| token.digits() == 8)?;
        let number = token.number?;
        Some(Day { date: day(number / 10_000, number / 100 % 100, number % 100)?, next: at + 1 })
    }

    /// `25 June 2025`, `25th of June, 2025`, `June 25, 2025`, `2025 Jun 25`.
    fn named(self, at: usize) -> Option<Day> {
        if let (Some(year), Some(month)) = (self.year(at), month(&self.word(at + 1))) {
            let number =
                self.number(at + 2).filter(|_| self.is_near(at + 1) && self.is_near(at + 2));
            return Some(Day { date: day(year, month, number?)?, next: at + 3 });
        }
        if let Some(month) = month(&self.word(at)) {
            let number = self.number(at + 1).filter(|_| self.is_near(at + 1))?;
            let next = self.skip_fillers(at + 2);
            return self.in_year(next, month, number);
        }
        let number = self.number(at).filter(|&number| number <= 31)?;
        let named = self.skip_fillers(at + 1);
        let month = month(&self.word(named)).filter(|_| self.is_near(named))?;
        self.in_year(self.skip_fillers(named + 1), month, number)
    }

    /// A day and month with the year that stands next.
    fn in_year(self, at: usize, month: u32, number: u32) -> Option<Day> {
        let year = self.year(at).filter(|_| self.is_near(at))?;
        Some(Day { date: day(year, month, number)?, next: at + 1 })
    }

    fn year(self, at: usize) -> Option<u32> {
        self.token(at).filter(|token| token.digits() == 4)?.number
    }

    /// Whether only a little punctuation stands before the token.
    fn is_near(self, at: usize) -> bool {
        let before = at
            .checked_sub(1)
            .and_then(|before| self.token(before))
            .map_or(0, |token| token.span.end);
        self.token(at).is_some_and(|token| {
            let gap = Span::new(before, token.span.start).cut(self.line);
            gap.chars().count() <= 3 && !gap.contains('\n')
        })
    }

    fn skip_fillers(self, mut at: usize) -> usize {
        for _ in 0..3 {
            let word = self.word(at);
            if !word.is_empty() && FILLERS.contains(&format!(" {word} ")) {
                at += 1;
            }
        }
        at
    }

    /// The time of day from token `at` on: `19:17`, `T19:17:00+02:00`, `7:17 pm`, `19h17`.
    fn clock(self, at: usize) -> Option<Clock> {
        let at = self.skip_fillers(at);
        let (hour, minute) = (self.number(at)?, at + 1);
        let separator = self.gap(minute)?;
        let lettered = self.word(minute) == "h" && separator.is_empty();
        if !self.is_near(at) || self.token(at)?.digits() > 2 {
            return None;
        }
        let minute = if lettered { minute + 1 } else { minute };
        if !lettered && !matches!(separator, ":" | ".") || self.token(minute)?.digits() != 2 {
            return None;
        }
        let second = (self.gap(minute + 1) == Some(":")).then(|| self.number(minute + 1)).flatten();
        let mut next = minute + 1 + usize::from(second.is_some());
        if second.is_some()
            && self.gap(next) == Some(".")
            && self.token(next).is_some_and(|token| token.digits() > 0)
        {
            next += 1;
        }
        let (hour, next) = self.halved(hour, next)?;
        self.timed([hour, self.number(minute)?, second.unwrap_or(0)], second.is_some(), next)
    }

    /// The hour on a clock of 24 after `am` or `pm`, and the next token.
    fn halved(self, hour: u32, next: usize) -> Option<(u32, usize)> {
        let pair = format!("{}{}", self.word(next), self.word(next + 1));
        let (half, used) = match (self.word(next).as_str(), pair.get(..2)) {
            ("am" | "pm", _) => (self.word(next), 1),
            ("a" | "p", Some("am" | "pm")) => (pair.get(..2)?.to_owned(), 2),
            _ => return Some((hour, next)),
        };
        let hour = (1..=12).contains(&hour).then_some(hour % 12)?;
        Some((if half == "pm" { hour + 12 } else { hour }, next + used))
    }

    fn timed(self, [hour, minute, second]: [u32; 3], exact: bool, next: usize) -> Option<Clock> {
        let part = |number: u32| i8::try_from(number).ok();
        let time = Time::new(part(hour)?, part(minute)?, part(second)?, 0).ok()?;
        let text = time.strftime(if exact { "%H:%M:%S" } else { "%H:%M" }).to_string();
        let (zone, next, end) = self.zone(next);
        Some(Clock { time, text, zone, next, end })
    }

    /// `Z`, `GMT`, `+02:00`, `+0200`; other abbreviations are ambiguous and left out.
    fn zone(self, at: usize) -> (String, usize, usize) {
        let start = at
            .checked_sub(1)
            .and_then(|before| self.token(before))
            .map_or(0, |token| token.span.end);
        let rest = self.line.get(start..).unwrap_or_default();
        let spaced = rest.trim_start();
        if matches!(self.word(at).as_str(), "z" | "gmt" | "utc")
            && self.is_near(at)
            && !spaced.starts_with(['+', '-'])
        {
            return ("Z".to_owned(), at + 1, start);
        }
        let offset: String = spaced.chars().take(6).filter(|&part| part != ':').take(5).collect();
        let signed = offset.starts_with(['+', '-']) && offset.len() == 5;
        let (Some(hours), Some(minutes)) = (offset.get(..3), offset.get(3..)) else {
            return (String::new(), at, start);
        };
        if !signed || !offset.bytes().skip(1).all(|byte| byte.is_ascii_digit()) {
            return (String::new(), at, start);
        }
        let used = 1 + usize::from(self.gap(at + 1) == Some(":"));
        (format!("{hours}:{minutes}"), at + used, start)
    }
}

/// `a`, `b` and a year: which is the month is told by one of them being over
/// 12, by both being the same, or by the order; an open date is none.
fn by_evidence(a: u32, b: u32, year: u32, order: Order) -> Option<Date> {
    let either = a <= 12 && b <= 12 && a != b;
    match order {
        Order::Open if either => None,
        Order::MonthFirst if either => day(year, a, b),
        _ if b > 12 => day(year, a, b),
        _ => day(year, b, a),
    }
}

fn day(year: u32, month: u32, day: u32) -> Option<Date> {
    let fits = (1900..=2100).contains(&year);
    let date =
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
            .ok()?;
    fits.then_some(date)
}

/// The number of a month by its folded name.
fn month(word: &str) -> Option<u32> {
    MONTH_NUMBERS.get(word).copied().filter(|_| word.chars().nth(2).is_some())
}

/// The number of each month by its names.
static MONTH_NUMBERS: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    let months = (1..).zip(MONTHS);
    months.flat_map(|(number, names)| names.split(' ').map(move |name| (name, number))).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_many_forms_are_read() {
        for (line, expected) in [
            ("2026-05-13 17:23:00", "2026-05-13T17:23:00"),
            ("2026-05-13T17:23:00.123+02:00", "2026-05-13T17:23:00+02:00"),
            ("2026-05-13T17:23Z", "2026-05-13T17:23Z"),
            ("2026-05-13", "2026-05-13"),
            ("20260513", "2026-05-13"),
            ("Wed, 13 May 2026 17:23:00 +0200", "2026-05-13T17:23:00+02:00"),
            ("Wed, 13 May 2026 17:23:00 GMT", "2026-05-13T17:23:00Z"),
            ("Friday, December 5, 2025", "2025-12-05"),
            ("25 June 2025 19:17", "2025-06-25T19:17"),
            ("June 25th, 2025 at 7:17 p.m.", "2025-06-25T19:17"),
            ("June 25, 2025 12:05 AM EST", "2025-06-25T00:05"),
            ("Sept. 3, 2024", "2024-09-03"),
            ("25. Dezember 2025, 08:15 Uhr", "2025-12-25T08:15"),
            ("le 3 août 2024 à 19h17", "2024-08-03T19:17"),
            ("5 de diciembre de 2025", "2025-12-05"),
            ("5 Aralık 2025 Cuma", "2025-12-05"),
            ("25 июня 2025 г.", "2025-06-25"),
            ("12 giugno 2023", "2023-06-12"),
            ("2025年6月25日", "2025-06-25"),
            ("25.06.2025", "2025-06-25"),
            ("03.04.2025", "2025-04-03"),
            ("25/06/2025", "2025-06-25"),
            ("06/25/2025", "2025-06-25"),
            ("2025 Jun 25", "2025-06-25"),
        ] {
            assert_eq!(find(line).map(|found| found.text).as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn the_language_tells_which_number_is_the_month() {
        for (field, tag, expected) in [
            ("03/04/2025", "en-US", Some("2025-03-04")),
            ("03/04/2025", "en_GB", Some("2025-04-03")),
            ("03-04-2025", "fr", Some("2025-04-03")),
            ("03-04-2025", "en", None),
            ("25-04-2025", "en", Some("2025-04-25")),
            ("03.04.2025", "en-US", Some("2025-04-03")),
        ] {
            let found = parse(field, Order::of(tag)).map(|found| found.text);
            assert_eq!(found.as_deref(), expected, "{field} {tag}");
        }
    }

    #[test]
    fn what_is_no_whole_date_is_none() {
        for line in [
            "June 2025",
            "© 2025",
            "03/04/2025",
            "31 February 2025",
            "Views: 123",
            "version 1.2.3",
            "5 June",
            "",
            "13.05.3026",
        ] {
            assert_eq!(find(line), None, "{line}");
        }
    }

    #[test]
    fn the_place_of_a_date_is_known() {
        let line = "June 25, 2025Valley Post";
        let found = find(line).unwrap();
        assert_eq!(found.span.cut(line), "June 25, 2025");
    }
}
