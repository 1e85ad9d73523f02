//! Stretches of text that may be names, before anything is said of their kind.
//!
//! A candidate is a run of capitalised words with what joins them: lower-case
//! particles (`van den`), hyphens, `&`, and after a head word `of`, `for` and
//! `and`. It is then parted at titles, nationalities and names that the tables
//! hold whole.

use crate::annotate::entities::{
    lexicon::{Classes, Phrase, Trust},
    reading::{Casing, Line, Reading},
    token::{Shape, Token},
};
use crate::model::EntityKind;

/// Tokens `start..end` that may name something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// First token.
    pub(super) start: usize,
    /// One past the last.
    pub(super) end: usize,
    /// The sentence it stands in.
    pub(super) line: Line,
    /// What binds it from before.
    pub(super) bond: Bond,
    /// Its entry in the tables, when they hold it whole.
    pub(super) phrase: Option<&'static Phrase>,
}

/// What stands before a candidate and tells of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bond {
    /// Nothing.
    Free,
    /// A form of address or rank: what follows is a person.
    Honorific,
    /// An office or occupation, or kinship.
    Title,
}

/// Heads after which `of` and `for` go on with the name.
const HEADS: Classes = Classes::ORG_HEAD;

/// The candidates of a line among the tokens that nothing has `taken`.
pub(super) fn candidates(reading: &Reading<'_>, line: Line, taken: &[bool]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut at = line.start;
    while at < line.end {
        if is_taken(taken, at) || !may_name(reading, line, at) {
            at += 1;
            continue;
        }
        let end = run_end(reading, line, at, taken);
        part(reading, line, (at, end), &mut found);
        at = end;
    }
    found
}

fn is_taken(taken: &[bool], at: usize) -> bool {
    taken.get(at).copied().unwrap_or(true)
}

/// Whether the token can be part of a name by its looks.
fn may_name(reading: &Reading<'_>, line: Line, at: usize) -> bool {
    let Some(token) = reading.within(line, at) else { return false };
    if !token.is_capitalised() || token.any(Classes::CALENDAR) && token.shape != Shape::Mixed {
        return false;
    }
    if token.any(Classes::FUNCTION) {
        return token.shape == Shape::Upper && line.casing != Casing::Capitals;
    }
    if token.any(Classes::NO_NAME) {
        return false;
    }
    match token.shape {
        Shape::Initial => is_initial(reading, line, at),
        _ => {
            line.casing == Casing::Prose
                || !token.any(Classes::COMMON)
                || is_known(reading, line, at)
        }
    }
}

/// Whether a single capital goes on as a name (`J. Smith`, `J.R. Smith`).
fn is_initial(reading: &Reading<'_>, line: Line, at: usize) -> bool {
    let Some(token) = reading.token(at) else { return false };
    let next = reading.within(line, at + 1).is_some_and(Token::is_capitalised);
    let before = reading
        .before(line, at)
        .is_some_and(|before| before.is_capitalised() || before.is("-") && token.glued);
    let has_stop = token.span.cut(reading.text).ends_with('.');
    let is_designator = reading.within(line, at + 2).is_some_and(|number| {
        number.glued
            && number.shape == Shape::Number
            && reading.slice(at + 1, at + 2).iter().any(|mark| mark.glued && (mark.is("-")))
    });
    let is_slashed = reading.within(line, at + 1).is_some_and(|mark| mark.is("/") && mark.glued);
    before || is_designator || is_slashed || next && (has_stop || !token.is("i") && !token.is("a"))
}

fn is_known(reading: &Reading<'_>, line: Line, at: usize) -> bool {
    reading.phrase_at(at, line.end).is_some_and(|(_, phrase)| phrase.trust == Trust::Fact)
}

/// The end of the run of name words from `start` on.
fn run_end(reading: &Reading<'_>, line: Line, start: usize, taken: &[bool]) -> usize {
    let mut end = start + 1;
    loop {
        let next = step(reading, line, start, end);
        let is_free = (end..next).all(|at| !is_taken(taken, at));
        if next == end || !is_free {
            return end;
        }
        end = next;
    }
}

/// One step on from `end`: past the next word of the name and what joins it.
fn step(reading: &Reading<'_>, line: Line, start: usize, end: usize) -> usize {
    let Some(next) = reading.within(line, end) else { return end };
    if may_name(reading, line, end) {
        return if next.glued { end } else { end + 1 };
    }
    if next.is("-") && next.glued {
        return hyphen_step(reading, line, end);
    }
    if next.is("/") && next.glued {
        return slash_step(reading, line, end);
    }
    if next.is("&") && may_name(reading, line, end + 1) {
        return end + 2;
    }
    if next.any(Classes::PARTICLE) && next.shape == Shape::Lower {
        return particle_step(reading, line, end);
    }
    if next.any(Classes::FUNCTION) { joint_step(reading, line, start, end) } else { end }
}

/// `Al-Assad` and `Block-4` go on; `Ghent-based` and `Iran-Israel` don't.
fn hyphen_step(reading: &Reading<'_>, line: Line, end: usize) -> usize {
    let Some(after) = reading.within(line, end + 1).filter(|after| after.glued) else { return end };
    let is_pair = is_land(reading, end - 1) && is_land(reading, end + 1);
    if may_name(reading, line, end + 1) && !is_pair || after.shape == Shape::Number {
        end + 2
    } else {
        end
    }
}

/// `SAMP/T` and `F/A` go on: capitals, one side of at most two.
fn slash_step(reading: &Reading<'_>, line: Line, end: usize) -> usize {
    let Some(after) = reading.within(line, end + 1).filter(|after| after.glued) else { return end };
    let is_capitals = |token: &Token| matches!(token.shape, Shape::Upper | Shape::Initial);
    let Some(before) = reading.token(end - 1) else { return end };
    let is_short = before.folded.len() <= 2 || after.folded.len() <= 2;
    let is_pair = is_land(reading, end - 1) || is_land(reading, end + 1);
    if is_capitals(before) && is_capitals(after) && is_short && !is_pair { end + 2 } else { end }
}

fn is_land(reading: &Reading<'_>, at: usize) -> bool {
    reading.phrase_at(at, at + 1).is_some_and(|(_, phrase)| {
        matches!(phrase.kind, EntityKind::Place | EntityKind::Group | EntityKind::Organisation)
            && phrase.trust == Trust::Fact
    }) || reading.token(at).is_some_and(|token| token.any(Classes::COUNTRY | Classes::DEMONYM))
}

/// Past up to three particles when a name word follows (`van den Berg`, `al-Sisi`).
fn particle_step(reading: &Reading<'_>, line: Line, end: usize) -> usize {
    let mut at = end;
    while at < end + 6 && is_particle(reading, line, at) {
        at += 1;
        if reading.within(line, at).is_some_and(|mark| mark.is("-") && mark.glued) {
            at += 1;
        }
    }
    let is_name = reading.within(line, at).is_some_and(|token| token.shape == Shape::Title);
    if is_name && may_name(reading, line, at) { at + 1 } else { end }
}

fn is_particle(reading: &Reading<'_>, line: Line, at: usize) -> bool {
    reading
        .within(line, at)
        .is_some_and(|token| token.any(Classes::PARTICLE) && token.shape == Shape::Lower)
}

/// Past `of`, `for`, `and` and the word after it, where a head word asks for it.
fn joint_step(reading: &Reading<'_>, line: Line, start: usize, end: usize) -> usize {
    let Some(joint) = reading.within(line, end) else { return end };
    let the = usize::from(reading.within(line, end + 1).is_some_and(|next| next.is("the")));
    let next = end + 1 + the;
    if !may_name(reading, line, next)
        || reading.token(next).is_some_and(|next| next.shape == Shape::Initial)
    {
        return end;
    }
    let name = reading.slice(start, end);
    let last = name.last();
    let goes_on = match joint.folded.as_str() {
        "of" => {
            let heads = HEADS
                | Classes::PLACE_HEAD
                | Classes::EVENT_LEAD
                | Classes::TITLE
                | Classes::PLACE_LEAD;
            last.is_some_and(|last| last.any(heads))
        }
        "for" | "on" => last.is_some_and(|last| last.any(HEADS)),
        "and" => {
            the == 0
                && (is_portfolio(reading, name, next) || is_double_head(reading, line, name, next))
        }
        _ => false,
    };
    if goes_on { next + 1 } else { end }
}

/// `Ministry of Defence and Foreign Trade`: after `of` or `for`, with common words.
fn is_portfolio(reading: &Reading<'_>, name: &[Token], next: usize) -> bool {
    let has_joint = name.iter().any(|token| token.is("of") || token.is("for"));
    let is_common = |token: &Token| token.any(Classes::COMMON) && !token.any(Classes::GIVEN);
    has_joint && name.last().is_some_and(is_common) && reading.token(next).is_some_and(is_common)
}

/// `Food and Agriculture Organization`: common words up to a head word.
fn is_double_head(reading: &Reading<'_>, line: Line, name: &[Token], next: usize) -> bool {
    let common =
        |token: &Token| token.any(Classes::COMMON) && !token.any(Classes::COUNTRY | Classes::TITLE);
    let head = |at: usize| {
        reading.within(line, at).is_some_and(|token| token.is_capitalised() && token.any(HEADS))
    };
    name.len() == 1
        && name.iter().all(|token| common(token) && !token.any(HEADS))
        && reading.token(next).is_some_and(common)
        && (head(next) || head(next + 1))
}

/// Parts a run at titles, nationalities and known names.
fn part(reading: &Reading<'_>, line: Line, run: (usize, usize), found: &mut Vec<Candidate>) {
    let (mut at, end) = run;
    let mut bond = bond_before(reading, line, at);
    let mut first = true;
    while at < end {
        if first && is_chance_capital(reading, line, at, end) {
            at += 1;
            continue;
        }
        first = false;
        let (next, made) = next_part(reading, line, (at, end), bond);
        bond = made.map_or_else(|| bond_of(reading, next - 1, bond), |_| Bond::Free);
        found.extend(made);
        at = next;
    }
}

/// What a lower-case word before the run says of it (`president X`, `his wife X`).
fn bond_before(reading: &Reading<'_>, line: Line, at: usize) -> Bond {
    match reading.before(line, at) {
        Some(before) if before.any(Classes::TITLE | Classes::RELATION) => Bond::Title,
        Some(before) if before.any(Classes::HONORIFIC) && !before.any(Classes::PARTICLE) => {
            Bond::Honorific
        }
        _ => Bond::Free,
    }
}

fn bond_of(reading: &Reading<'_>, at: usize, bond: Bond) -> Bond {
    match reading.token(at) {
        Some(token) if token.any(Classes::HONORIFIC) => Bond::Honorific,
        Some(token) if token.any(Classes::TITLE | Classes::RELATION) => Bond::Title,
        _ => bond,
    }
}

/// Whether the word at `at` has its capital only because it begins a sentence.
fn is_chance_capital(reading: &Reading<'_>, line: Line, at: usize, end: usize) -> bool {
    let Some(token) = reading.token(at) else { return false };
    let keeps = Classes::COUNTRY | Classes::DEMONYM | Classes::TITLE | Classes::HONORIFIC;
    if token.shape != Shape::Title
        || token.any(keeps)
        || line.casing == Casing::Prose && !reading.begins(line, at)
    {
        return false;
    }
    if reading
        .phrase_at(at, end)
        .is_some_and(|(stop, phrase)| stop > at + 1 || phrase.trust == Trust::Fact)
    {
        return false;
    }
    let uses = reading.uses(&token.folded);
    let is_common = token.any(Classes::COMMON) || uses.lower > 0 || looks_inflected(&token.folded);
    let is_lone = end == at + 1;
    let rest_is_known = reading.phrase_at(at + 1, end).is_some_and(|(stop, _)| stop == end);
    let next_is_person = reading
        .token(at + 1)
        .is_some_and(|next| next.any(Classes::GIVEN | Classes::TITLE | Classes::HONORIFIC));
    let is_given = token.any(Classes::GIVEN) && !is_lone;
    is_common
        && uses.inner == 0
        && (is_lone
            || !is_given
                && (rest_is_known
                    || next_is_person
                    || end == at + 2 && !ends_with_head(reading, end)))
}

fn ends_with_head(reading: &Reading<'_>, end: usize) -> bool {
    let heads = Classes::ORG_HEAD | Classes::ORG_SUFFIX | Classes::PLACE_HEAD | Classes::EVENT_HEAD;
    reading.token(end - 1).is_some_and(|last| last.any(heads))
}

fn looks_inflected(folded: &str) -> bool {
    folded.len() > 5 && ["ly", "ing", "ed"].iter().any(|ending| folded.ends_with(ending))
}

/// The candidate that begins at `range.0`, or none where a title is passed over.
fn next_part(
    reading: &Reading<'_>,
    line: Line,
    range: (usize, usize),
    bond: Bond,
) -> (usize, Option<Candidate>) {
    let (at, end) = range;
    let make = |end, phrase| Some(Candidate { start: at, end, line, bond, phrase });
    if let Some((stop, phrase)) =
        reading.phrase_at(at, end).filter(|(stop, phrase)| is_fit(reading, at, *stop, phrase))
    {
        if stop == end {
            return (stop, make(stop, Some(phrase)));
        }
        if stands_alone(reading, (stop, end), phrase.kind) {
            return (stop, make(stop, Some(phrase)));
        }
    }
    if reading.token(at).is_some_and(|token| token.any(Classes::DEMONYM))
        && stands_alone(reading, (at + 1, end), EntityKind::Group)
    {
        return (at + 1, make(at + 1, None));
    }
    if let Some(stop) = title_end(reading, at, end) {
        return (stop, None);
    }
    let stop = (at + 1..end).find(|&next| is_break(reading, at, next, end)).unwrap_or(end);
    let stop = trim(reading, at, stop);
    (stop.max(at + 1), make(stop, None))
}

/// A name that is also a plain word must be written unlike it (`US`, `WHO`, `IS`).
fn is_fit(reading: &Reading<'_>, at: usize, stop: usize, phrase: &Phrase) -> bool {
    let Some(token) = reading.token(at).filter(|_| stop == at + 1) else { return true };
    let is_plain =
        token.any(Classes::FUNCTION) || token.any(Classes::COMMON) && token.folded.len() <= 4;
    if is_plain && phrase.kind != EntityKind::Group {
        return token.shape == Shape::Upper || phrase.kind == EntityKind::System;
    }
    true
}

/// Whether a known name ends before `rest`, which goes on with something else.
fn stands_alone(reading: &Reading<'_>, rest: (usize, usize), kind: EntityKind) -> bool {
    let (at, end) = rest;
    let Some(next) = reading.token(at) else { return true };
    let heads = Classes::ORG_HEAD | Classes::ORG_SUFFIX | Classes::PLACE_HEAD | Classes::EVENT_HEAD;
    let tail = reading.slice(at, end);
    let office = tail.iter().position(|token| token.any(Classes::TITLE | Classes::HONORIFIC));
    let has_head = tail.iter().take(office.unwrap_or(tail.len())).any(|token| token.any(heads));
    if office == Some(0) || office.is_some() && !has_head {
        return true;
    }
    match kind {
        EntityKind::Person => false,
        EntityKind::Group | EntityKind::Place => {
            !has_head && !next.any(Classes::COMMON) && !next.is("&")
        }
        _ => next.is("-") || !has_head && !next.any(Classes::COMMON),
    }
}

/// Past an office with its portfolio (`Minister of Defence and Foreign Trade`), or
/// words before a title (`Foreign Minister`), when one begins at `at`.
fn title_end(reading: &Reading<'_>, at: usize, end: usize) -> Option<usize> {
    let is_title = |token: &Token| {
        token.any(Classes::TITLE | Classes::HONORIFIC) && !token.any(Classes::GIVEN)
            || token.any(Classes::TITLE)
    };
    let tokens = reading.slice(at, end);
    let lead = tokens.iter().position(is_title)?;
    let fits = tokens
        .iter()
        .take(lead)
        .all(|token| token.any(Classes::COMMON) && !token.any(Classes::GIVEN) || token.is("-"));
    let heads = Classes::ORG_HEAD | Classes::ORG_SUFFIX | Classes::PAPER_HEAD | Classes::PLACE_HEAD;
    let has_head = tokens.last().is_some_and(|last| last.any(heads) && !is_title(last))
        && !tokens.iter().any(|token| token.is("of"));
    if !fits || lead > 3 || has_head && tokens.len() <= lead + 3 {
        return None;
    }
    let mut stop = at + lead + 1;
    while let Some(token) = reading.token(stop).filter(|_| stop < end) {
        let joins = token.is("of")
            || token.is("for")
            || token.is("and")
            || token.is("the")
            || token.is("-");
        let portfolio = token.any(Classes::COMMON)
            && !token.any(Classes::GIVEN | Classes::SURNAME | Classes::COUNTRY | Classes::DEMONYM);
        if !(joins || portfolio || is_title(token)) {
            break;
        }
        stop += 1;
    }
    Some(stop)
}

/// Whether the run must part before `next`: a title or rank that begins a new name.
fn is_break(reading: &Reading<'_>, at: usize, next: usize, end: usize) -> bool {
    let Some(token) = reading.token(next) else { return true };
    let has_joint = reading.slice(at, next).iter().any(|token| token.is("of"));
    let before = reading.slice(at, next).iter().all(|token| !token.any(Classes::GIVEN));
    token.any(Classes::TITLE | Classes::HONORIFIC)
        && !token.any(Classes::GIVEN | Classes::SURNAME | Classes::PLACE_HEAD)
        && next + 1 < end
        && !has_joint
        && before
}

/// Leaves dangling joints and marks at the end out.
fn trim(reading: &Reading<'_>, at: usize, stop: usize) -> usize {
    let mut stop = stop;
    while stop > at + 1 {
        let dangles = reading.token(stop - 1).is_some_and(|last| {
            last.shape == Shape::Mark || last.shape == Shape::Lower && last.any(Classes::FUNCTION)
        });
        if !dangles {
            break;
        }
        stop -= 1;
    }
    stop
}
