//! Stretches of text that may be names, before anything is said of their kind.
//!
//! A candidate is a run of capitalised words with what joins them: lower-case
//! particles (`van den`), hyphens, `&`, and after a head word `of`, `for` and
//! `and`. [`parting`] then cuts it into names.

use crate::annotate::entities::{
    acronym,
    lexicon::{Classes, Lexicon, Phrase, Trust},
    parting,
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

/// Tokens of a run at most; more are no name, and looking through them again
/// and again would cost their square.
const LONGEST_RUN: usize = 24;

/// The candidates of a line among the tokens that nothing has `taken`.
pub(super) fn candidates(reading: &Reading<'_>, line: Line, taken: &[bool]) -> Vec<Candidate> {
    let spelt_out = acronym::expansions(reading, line);
    let mut spelt_out = spelt_out.into_iter().peekable();
    let mut found = Vec::new();
    let mut at = line.start;
    while at < line.end {
        while spelt_out.next_if(|range| range.0 < at).is_some() {}
        let next = spelt_out.peek().copied();
        if let Some((_, end)) = next.filter(|range| range.0 == at && is_free(taken, *range)) {
            found.push(spelt_out_name(reading, line, (at, end)));
            at = end;
        } else if !is_taken(taken, at) && begins_name(reading, line, at) {
            let stop = next.map(|range| range.0).filter(|start| *start > at).unwrap_or(line.end);
            let end = run_end(reading, line, at, taken).min(stop);
            parting::part(reading, line, (at, end), &mut found);
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// The words that an acronym after them spells: a name as they stand.
fn spelt_out_name(reading: &Reading<'_>, line: Line, range: (usize, usize)) -> Candidate {
    let (start, end) = range;
    let known = reading.phrase_at(start, end).filter(|(stop, _)| *stop == end);
    Candidate { start, end, line, bond: Bond::Free, phrase: known.map(|(_, phrase)| phrase) }
}

fn is_free(taken: &[bool], range: (usize, usize)) -> bool {
    !(range.0..range.1).any(|at| is_taken(taken, at))
}

/// Whether a name may begin at `at`: at a name word or a particle that leads one (`al-Sisi`, `van Dijk`).
fn begins_name(reading: &Reading<'_>, line: Line, at: usize) -> bool {
    const LEADS: &[&str] = &["al", "el", "bin", "ibn", "van", "von", "de", "di", "ben", "abu"];
    if may_name(reading, line, at) {
        return true;
    }
    let leads = reading
        .within(line, at)
        .is_some_and(|token| token.shape == Shape::Lower && LEADS.contains(&token.folded.as_str()));
    leads && particle_step(reading, line, at) > at
}

fn is_taken(taken: &[bool], at: usize) -> bool {
    taken.get(at).copied().unwrap_or(true)
}

/// Whether the token can be part of a name by its looks.
fn may_name(reading: &Reading<'_>, line: Line, at: usize) -> bool {
    let Some(token) = reading.within(line, at) else { return false };
    if !token.is_capitalised() {
        return is_unit_number(reading, line, at);
    }
    if is_in_address(reading, line, at) {
        return false;
    }
    if is_before_slash(reading, line, at) {
        return true;
    }
    if token.any(Classes::CALENDAR) {
        return is_given_month(reading, line, at);
    }
    if token.any(Classes::FUNCTION | Classes::PARTICLE) {
        return is_name_particle(reading, line, at) || is_known_name(reading, line, at);
    }
    if is_plain_acronym(token) || is_unit(reading, line, at) {
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

/// `AN/…`, `EL/…`: capitals that a slash joins to more, though they spell a plain word.
fn is_before_slash(reading: &Reading<'_>, line: Line, at: usize) -> bool {
    let is_upper = reading.token(at).is_some_and(|token| token.shape == Shape::Upper);
    is_upper && slash_step(reading, line, at + 1) > at + 1
}

/// `UAV`, `IFVs` and the like.
fn is_plain_acronym(token: &Token) -> bool {
    let stem = token.folded.strip_suffix('s').unwrap_or(&token.folded);
    let is_plural =
        token.shape == Shape::Mixed && Lexicon::get().classes(stem).any(Classes::NO_NAME);
    is_plural || token.shape == Shape::Upper && token.any(Classes::NO_NAME)
}

/// `kN`, `MHz` after a number.
fn is_unit(reading: &Reading<'_>, line: Line, at: usize) -> bool {
    let is_mixed = reading.token(at).is_some_and(|token| {
        token.shape == Shape::Mixed
            && token.folded.len() <= 3
            && token.folded.chars().all(char::is_alphabetic)
    });
    is_mixed && reading.before(line, at).is_some_and(|before| before.shape == Shape::Number)
}

/// `3rd` before `Battalion`.
fn is_unit_number(reading: &Reading<'_>, line: Line, at: usize) -> bool {
    let Some(token) = reading.within(line, at).filter(|token| token.shape == Shape::Number) else {
        return false;
    };
    let is_ordinal = ["st", "nd", "rd", "th"].iter().any(|ending| token.folded.ends_with(ending));
    let next = reading.within(line, at + 1).filter(|next| next.shape == Shape::Title);
    is_ordinal && next.is_some_and(|next| !next.any(Classes::CALENDAR | Classes::FUNCTION))
}

/// Whether the word is a part of a web or mail address or a file's name.
fn is_in_address(reading: &Reading<'_>, line: Line, at: usize) -> bool {
    let Some(token) = reading.token(at) else { return false };
    let before = token.glued
        && reading.before(line, at).is_some_and(|mark| {
            matches!(mark.folded.as_str(), "@" | "_" | "=" | "\\" | "~")
                || mark.is("/") && token.folded.contains('.')
        });
    let after = reading
        .within(line, at + 1)
        .is_some_and(|mark| mark.glued && matches!(mark.folded.as_str(), "@" | "_" | "="));
    before || after || token.folded.starts_with("www.")
}

/// A month's name that is a person's here: `Jan de Vries`, `April Jones`.
fn is_given_month(reading: &Reading<'_>, line: Line, at: usize) -> bool {
    let Some(token) = reading.token(at).filter(|token| token.any(Classes::GIVEN)) else {
        return false;
    };
    let next = reading.within(line, at + 1);
    let goes_on = next.is_some_and(|next| {
        let office = Classes::TITLE
            | Classes::HONORIFIC
            | Classes::CALENDAR
            | Classes::FUNCTION
            | Classes::COMMON;
        next.shape == Shape::Title && !next.any(office)
            || next.shape == Shape::Lower && next.any(Classes::PARTICLE)
    });
    let dated = reading.before(line, at).is_some_and(|before| {
        before.any(Classes::PLACE_BEFORE)
            || before.shape == Shape::Number
            || before.is("of")
            || before.is("since")
            || before.is("on")
    });
    token.shape == Shape::Title && goes_on && !dated
}

/// A capitalised particle inside a name: `Van den Berg`, `De Smet`.
fn is_name_particle(reading: &Reading<'_>, line: Line, at: usize) -> bool {
    let Some(token) = reading.token(at) else { return false };
    let next = reading.within(line, at + 1);
    let goes_on = next.is_some_and(|next| {
        next.shape == Shape::Title && !next.any(Classes::FUNCTION | Classes::CALENDAR)
            || next.shape == Shape::Lower && next.any(Classes::PARTICLE)
            || next.is("-") && next.glued
    });
    token.shape == Shape::Title && token.any(Classes::PARTICLE) && goes_on
}

/// A function word that begins a name of the tables: `The Hague`, `US`, `WHO`.
fn is_known_name(reading: &Reading<'_>, line: Line, at: usize) -> bool {
    let known = reading.phrase_at(at, line.end).filter(|(_, phrase)| phrase.trust == Trust::Fact);
    known.is_some_and(|(stop, phrase)| {
        let is_upper = reading.token(at).is_some_and(|token| token.shape == Shape::Upper);
        stop > at + 1 && phrase.kind != EntityKind::Group
            || is_upper && line.casing != Casing::Capitals
    })
}

/// Whether a single capital goes on as a name (`J. Smith`, `J.R. Smith`).
fn is_initial(reading: &Reading<'_>, line: Line, at: usize) -> bool {
    let Some(token) = reading.token(at) else { return false };
    let next = reading.within(line, at + 1).is_some_and(Token::is_capitalised);
    let before = reading
        .before(line, at)
        .is_some_and(|before| before.is_capitalised() || before.is("-") && token.glued);
    let has_stop = token.span.cut(reading.text).ends_with('.');
    let is_designator = reading.within(line, at + 1).is_some_and(|mark| mark.is("-") && mark.glued)
        && reading.within(line, at + 2).is_some_and(|next| {
            next.glued
                && matches!(next.shape, Shape::Number | Shape::Upper | Shape::Mixed | Shape::Title)
        });
    let is_slashed = reading.within(line, at + 1).is_some_and(|mark| mark.is("/") && mark.glued);
    before || is_designator || is_slashed || next && (has_stop || !token.is("i") && !token.is("a"))
}

fn is_known(reading: &Reading<'_>, line: Line, at: usize) -> bool {
    reading.phrase_at(at, line.end).is_some_and(|(_, phrase)| phrase.trust == Trust::Fact)
}

/// The end of the run of name words from `start` on.
fn run_end(reading: &Reading<'_>, line: Line, start: usize, taken: &[bool]) -> usize {
    let known =
        reading.phrase_at(start, line.end).filter(|(_, phrase)| phrase.trust == Trust::Fact);
    let known = known.filter(|(stop, _)| is_free(taken, (start, *stop)));
    let mut end = known.map_or(start + 1, |(stop, _)| stop);
    if reading.token(start).is_some_and(|first| first.shape == Shape::Lower) {
        end = particle_step(reading, line, start).max(end);
    }
    while end < start + LONGEST_RUN {
        let next = step(reading, line, start, end);
        if next == end || !is_free(taken, (end, next)) {
            break;
        }
        end = next;
    }
    end
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
    if next.shape == Shape::Suffix || next.is("'") && next.glued {
        return possessive_step(reading, line, end);
    }
    if next.is("/") {
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

/// `People's Party`: a plain word owns the head word that the name ends in.
fn possessive_step(reading: &Reading<'_>, line: Line, end: usize) -> usize {
    let owner = reading.token(end - 1).is_some_and(|owner| {
        owner.shape == Shape::Title
            && owner.any(Classes::COMMON)
            && !owner.any(Classes::TITLE | Classes::COUNTRY)
    });
    let head = reading
        .within(line, end + 1)
        .is_some_and(|head| head.shape == Shape::Title && head.any(Classes::ORG_HEAD));
    if owner && head { end + 2 } else { end }
}

/// `SAMP/T` and `F/A` go on: capitals, one side of at most two.
fn slash_step(reading: &Reading<'_>, line: Line, end: usize) -> usize {
    if !reading.within(line, end).is_some_and(|slash| slash.is("/") && slash.glued) {
        return end;
    }
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
                | Classes::EVENT_HEAD
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
    let is_common = |token: &Token| {
        token.any(Classes::COMMON | Classes::ORG_HEAD) && !token.any(Classes::GIVEN)
    };
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
