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
    let drills = speaks_of_drills(reading, line);
    for at in line.start..line.end {
        let from = found.last().map_or(line.start, |last| last.1);
        let range = gathering_at(reading, line, at, drills);
        found.extend(range.filter(|range| range.0 >= from));
    }
    found
}

/// The event that the year, number or noun at `at` tells of.
fn gathering_at(
    reading: &Reading<'_>,
    line: Line,
    at: usize,
    drills: Drills,
) -> Option<(usize, usize)> {
    let token = reading.token(at)?;
    if is_year(token) {
        edition(reading, line, at, drills).or_else(|| election(reading, line, at))
    } else if token.is("summit") || token.is("olympics") || is_earthquake(token) {
        summit(reading, line, at)
    } else if drills == Drills::Told || reading.is_about_arms() && is_paired(reading, line, at) {
        numbered(reading, line, at)
    } else {
        None
    }
}

/// Whether a sentence speaks of exercises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Drills {
    Told,
    Untold,
}

fn speaks_of_drills(reading: &Reading<'_>, line: Line) -> Drills {
    const NOUNS: &[&str] =
        &["exercise", "exercises", "drill", "drills", "manoeuvres", "maneuvers", "wargame"];
    let is_drill = |word: &Token| NOUNS.contains(&word.folded.as_str());
    let told = reading.slice(line.start, line.end).iter().any(is_drill);
    if told { Drills::Told } else { Drills::Untold }
}

fn is_earthquake(token: &Token) -> bool {
    token.is("earthquake") || token.is("earthquakes")
}

/// `Long Bow 24`, `Long Bow 25-2`, `Long Bow-2031B`: the name and the number of an
/// exercise, where the sentence speaks of one.
fn numbered(reading: &Reading<'_>, line: Line, at: usize) -> Option<(usize, usize)> {
    let number = reading.token(at).filter(|number| number.shape == Shape::Number)?;
    let digits = number.folded.trim_end_matches(|sign: char| sign.is_ascii_lowercase());
    let hyphen = reading.before(line, at).is_some_and(|mark| mark.is("-") && mark.glued);
    let is_edition =
        (digits.len() == 4 || digits.len() == 2 && !hyphen) && number.folded.len() <= 5;
    let last = at.checked_sub(1 + usize::from(hyphen)).filter(|last| *last >= line.start)?;
    let end = part_end(reading, line, at + 1);
    if !is_edition || !is_exercise_name(reading, line, last) || is_counted(reading, line, end) {
        return None;
    }
    Some((exercise_start(reading, line, last), end))
}

/// The start of the name that ends at `last`, whose nation is left out.
fn exercise_start(reading: &Reading<'_>, line: Line, last: usize) -> usize {
    let start = name_start(reading, line, last);
    let is_nation = |at: &usize| reading.token(*at).is_some_and(|word| word.any(Classes::DEMONYM));
    (start..last).find(|at| !is_nation(at)).unwrap_or(last)
}

/// `25-2`: a year and which of its exercises.
fn is_paired(reading: &Reading<'_>, line: Line, at: usize) -> bool {
    let is_short = |at: usize, length: usize| {
        reading.within(line, at).is_some_and(|number| number.folded.len() == length)
    };
    part_end(reading, line, at + 1) > at + 1 && is_short(at, 2) && is_short(at + 2, 1)
}

/// Past the second part of `25-2`.
fn part_end(reading: &Reading<'_>, line: Line, end: usize) -> usize {
    let glued = |at: usize| reading.within(line, at).filter(|token| token.glued);
    let hyphen = glued(end).is_some_and(|mark| mark.is("-"));
    let part = glued(end + 1).is_some_and(|part| part.shape == Shape::Number);
    if hyphen && part { end + 2 } else { end }
}

fn is_exercise_name(reading: &Reading<'_>, line: Line, last: usize) -> bool {
    let Some(word) = reading.token(last) else { return false };
    let plain = Classes::FUNCTION | Classes::CALENDAR | Classes::TITLE | Classes::NO_NAME;
    let arms = Classes::SYSTEM_CUE | Classes::SYSTEM_BETWEEN | Classes::ORG_HEAD;
    let land = word.any(Classes::COUNTRY | Classes::CITY | Classes::DEMONYM);
    let start = exercise_start(reading, line, last);
    let is_plain = start == last && word.any(Classes::COMMON);
    let is_system = reading
        .phrase_at(start, last + 1)
        .is_some_and(|(_, phrase)| phrase.kind == EntityKind::System);
    matches!(word.shape, Shape::Title | Shape::Upper)
        && !word.any(plain | arms)
        && !is_system
        && !is_plain
        && (!land || start < last)
}

/// Whether a number goes on as one of things: `40 tanks`, `30 million`.
fn is_counted(reading: &Reading<'_>, line: Line, end: usize) -> bool {
    reading.within(line, end).is_some_and(|next| {
        let is_many = next.shape == Shape::Lower
            && next.folded.ends_with('s')
            && !next.any(Classes::FUNCTION);
        is_many || next.any(Classes::SCALE | Classes::CURRENCY) || next.is("%")
    })
}

fn is_year(token: &Token) -> bool {
    token.folded.len() == 4
        && token.folded.bytes().all(|byte| byte.is_ascii_digit())
        && (token.folded.starts_with("19") || token.folded.starts_with("20"))
}

/// `EXPO 2030`: capitals and a year, or names and a year where the text speaks of a fair.
fn edition(
    reading: &Reading<'_>,
    line: Line,
    year: usize,
    drills: Drills,
) -> Option<(usize, usize)> {
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
    let cue = drills == Drills::Told
        || near.iter().any(|word| word.any(Classes::FAIR_CUE) && word.shape == Shape::Lower);
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
    let start = match drills {
        Drills::Told => exercise_start(reading, line, year - 1),
        Drills::Untold => name_start(reading, line, year - 1),
    };
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

/// The year before an event's name (`the 2026 World Cup`), but not the one that
/// says when (`in 2026 World Cup fans …`).
pub(super) fn year_start(reading: &Reading<'_>, line: Line, start: usize) -> usize {
    if !reading.before(line, start).is_some_and(is_year) {
        return start;
    }
    let says_when = reading.before(line, start - 1).is_some_and(|before| {
        !before.is("the") && before.any(Classes::FUNCTION | Classes::CALENDAR)
            || before.any(Classes::PLACE_BEFORE)
    });
    if says_when { start } else { start - 1 }
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
    Some((year_start(reading, line, start), noun + 1))
}
