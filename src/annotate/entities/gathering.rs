//! Named events that are told by more than a name's own words: a fair and its
//! year, an alliance's summit, an election and its year.

use crate::{
    annotate::entities::{
        lexicon::{Classes, Trust},
        reading::{Line, Reading},
        token::{Shape, Token},
    },
    model::EntityKind,
};

/// The events of a line as token ranges, in order. One pass.
pub(super) fn gatherings(reading: &Reading<'_>, line: Line) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for at in line.start..line.end {
        let Some(token) = reading.token(at) else { break };
        let range = if is_year(token) {
            edition(reading, line, at).or_else(|| election(reading, line, at))
        } else if token.is("summit") || token.is("olympics") {
            summit(reading, line, at)
        } else {
            None
        };
        let from = found.last().map_or(line.start, |last| last.1);
        found.extend(range.filter(|range| range.0 >= from));
    }
    found
}

fn is_year(token: &Token) -> bool {
    token.folded.len() == 4
        && token.folded.bytes().all(|byte| byte.is_ascii_digit())
        && (token.folded.starts_with("19") || token.folded.starts_with("20"))
}

/// `EXPO 2030`: capitals and a year, or names and a year where the text speaks of a fair.
fn edition(reading: &Reading<'_>, line: Line, year: usize) -> Option<(usize, usize)> {
    let hyphen = reading.before(line, year).filter(|mark| mark.is("-") && mark.glued);
    let end = year + 1;
    let year = if hyphen.is_some() { year - 1 } else { year };
    let last = reading.before(line, year).filter(|_| year > line.start)?;
    if !last.is_capitalised()
        || last.any(Classes::CALENDAR | Classes::FUNCTION | Classes::PAPER_HEAD | Classes::NO_NAME)
    {
        return None;
    }
    let head = last.any(Classes::EVENT_HEAD) || last.any(Classes::FAIR_CUE);
    let near = reading.slice(year.saturating_sub(5).max(line.start), (year + 5).min(line.end));
    let cue = near.iter().any(|word| word.any(Classes::FAIR_CUE) && word.shape == Shape::Lower);
    let known = reading.phrase_at(year - 1, year).filter(|(_, phrase)| phrase.trust == Trust::Fact);
    let is_event = known.is_some_and(|(_, phrase)| phrase.kind == EntityKind::Event);
    let acronym = matches!(last.shape, Shape::Upper | Shape::Mixed)
        && (known.is_none() && hyphen.is_none() || cue);
    let land = last.any(Classes::COUNTRY | Classes::CITY | Classes::DEMONYM);
    if !(acronym || head || is_event || cue && !land && known.is_none())
        || reading.begins(line, year - 1) && !acronym && !head
    {
        return None;
    }
    let start = name_start(reading, line, year - 1);
    Some((start, end))
}

/// The start of the run of capitalised words that ends at `last`.
fn name_start(reading: &Reading<'_>, line: Line, last: usize) -> usize {
    let mut start = last;
    while let Some(before) = reading.before(line, start) {
        let goes_on = before.is_capitalised()
            && !before.any(Classes::FUNCTION | Classes::CALENDAR | Classes::TITLE);
        if !goes_on || last - start >= 4 {
            break;
        }
        start -= 1;
    }
    start
}

/// The start of the name before `summit`: its words up to a nationality or an office.
fn summit_start(reading: &Reading<'_>, line: Line, last: usize) -> usize {
    let start = name_start(reading, line, last);
    let breaks = |token: &Token| token.any(Classes::DEMONYM | Classes::HONORIFIC);
    let inner = reading.slice(start, last).iter().rposition(breaks);
    let start = inner.map_or(start, |at| start + at + 1);
    if start < last && reading.begins(line, start) { start + 1 } else { start }
}

/// The year before an event's name where an article announces both (`the 2026 World Cup`).
pub(super) fn year_start(reading: &Reading<'_>, line: Line, start: usize) -> usize {
    let year = reading.before(line, start).is_some_and(is_year);
    let the = year && reading.before(line, start - 1).is_some_and(|before| before.is("the"));
    if the { start - 1 } else { start }
}

/// Past the year or number after an event's name (`Exercise Iron Gate 25`).
pub(super) fn year_end(reading: &Reading<'_>, line: Line, end: usize) -> usize {
    let number =
        reading.within(line, end).filter(|next| next.shape == Shape::Number && !next.glued);
    let fits = number.is_some_and(|number| is_year(number) || number.folded.len() == 2);
    let goes_on = reading
        .within(line, end + 1)
        .is_some_and(|after| after.any(Classes::SCALE) || after.is("%"));
    if fits && !goes_on { end + 1 } else { end }
}

/// `2024 presidential election`, `2024 Polish general elections`.
fn election(reading: &Reading<'_>, line: Line, year: usize) -> Option<(usize, usize)> {
    const KINDS: &[&str] = &[
        "presidential",
        "parliamentary",
        "general",
        "legislative",
        "local",
        "federal",
        "municipal",
        "midterm",
        "snap",
        "european",
        "state",
        "regional",
    ];
    let mut at = year + 1;
    while reading.within(line, at).is_some_and(|word| {
        at < year + 4
            && (KINDS.contains(&word.folded.as_str())
                || word.any(Classes::DEMONYM | Classes::COUNTRY))
    }) {
        at += 1;
    }
    let noun = reading.within(line, at)?;
    (noun.is("election") || noun.is("elections") || noun.is("referendum")).then_some((year, at + 1))
}

/// `NATO summit`, `Riga summit`, `EU-China Summit`: a known body or place before the noun.
fn summit(reading: &Reading<'_>, line: Line, noun: usize) -> Option<(usize, usize)> {
    let last = reading.before(line, noun)?;
    let plain = Classes::FUNCTION | Classes::CALENDAR | Classes::TITLE | Classes::NO_NAME;
    let is_name = last.is_capitalised()
        && !last.any(plain)
        && (!last.any(Classes::COMMON) || last.any(Classes::COUNTRY | Classes::CITY))
        && (!reading.begins(line, noun - 1) || reading.uses(&last.folded).lower == 0);
    if !(is_name || last.shape == Shape::Upper) {
        return None;
    }
    let pair = noun >= line.start + 3
        && last.glued
        && reading.token(noun - 2).is_some_and(|hyphen| hyphen.is("-"));
    let start = if pair { noun - 3 } else { summit_start(reading, line, noun - 1) };
    Some((start, noun + 1))
}
