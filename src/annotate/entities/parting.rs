//! Parts a run of name words into candidates: at titles, nationalities, and
//! names that the tables hold whole.

use crate::{
    annotate::entities::{
        candidate::{Bond, Candidate},
        lexicon::{Classes, Phrase, Trust},
        reading::{Casing, Line, Reading},
        system,
        token::{Shape, Token},
    },
    model::EntityKind,
};

/// Parts a run at titles, nationalities and known names.
pub(super) fn part(
    reading: &Reading<'_>,
    line: Line,
    run: (usize, usize),
    found: &mut Vec<Candidate>,
) {
    let (mut at, end) = run;
    let mut bond = bond_before(reading, line, at);
    let mut first = true;
    while at < end {
        let is_mark = reading.token(at).is_some_and(|token| token.shape == Shape::Mark);
        if is_mark || first && is_chance_capital(reading, line, at, end) {
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
    let tail = reading.slice(at, end);
    let office = tail.iter().position(|token| token.any(Classes::TITLE | Classes::HONORIFIC));
    let has_head = has_head(tail.get(..office.unwrap_or(tail.len())).unwrap_or_default());
    let all_common = tail.iter().all(|token| token.any(Classes::COMMON));
    let is_paper = tail.last().is_some_and(|last| last.any(Classes::PAPER_HEAD));
    if office == Some(0) || !has_head && (office.is_some() || is_paper) {
        return true;
    }
    let before = at.checked_sub(1).and_then(|at| reading.token(at));
    if before.is_some_and(|last| last.shape == Shape::Upper) && !has_head && all_common {
        return true;
    }
    match kind {
        EntityKind::Person | EntityKind::System => next.is("-") && !next.glued,
        EntityKind::Group => !(has_head || all_common && tail.len() == 1 || next.is("&")),
        EntityKind::Place => !has_head && !next.any(Classes::COMMON) && !next.is("&"),
        _ => next.is("-") || !has_head && !next.any(Classes::COMMON),
    }
}

/// Whether the words end in a head word, or have one before `of` or `for`.
fn has_head(words: &[Token]) -> bool {
    let heads = Classes::ORG_HEAD | Classes::ORG_SUFFIX | Classes::PLACE_HEAD | Classes::EVENT_HEAD;
    let leads = words.windows(2).any(|pair| match pair {
        [head, joint] => head.any(heads) && (joint.is("of") || joint.is("for")),
        _ => false,
    });
    leads || words.last().is_some_and(|last| last.any(heads))
}

/// Past an office with its portfolio (`Minister of Defence and Foreign Trade`), or
/// words before a title (`Foreign Minister`), when one begins at `at`.
fn title_end(reading: &Reading<'_>, at: usize, end: usize) -> Option<usize> {
    let is_title = |token: &Token| {
        token.any(Classes::TITLE | Classes::HONORIFIC) && !token.any(Classes::GIVEN)
            || token.any(Classes::TITLE)
    };
    let tokens = reading.slice(at, end);
    if tokens.len() > 1 && tokens.first().is_some_and(|first| first.any(Classes::EVENT_LEAD)) {
        return None;
    }
    if tokens.iter().any(|token| token.is("/")) {
        return None;
    }
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

/// Whether the run must part before `next`: a title or rank begins a new name, or
/// a designator after its maker's name (`Mitsubishi F-2`).
fn is_break(reading: &Reading<'_>, at: usize, next: usize, end: usize) -> bool {
    let Some(token) = reading.token(next) else { return true };
    if system::is_short_designator(reading.slice(next, end)) && !token.glued {
        return true;
    }
    let has_joint = reading.slice(at, next).iter().any(|token| token.is("of"));
    let before = reading.slice(at, next).iter().all(|token| !token.any(Classes::GIVEN));
    token.any(Classes::TITLE | Classes::HONORIFIC)
        && !token.glued
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
