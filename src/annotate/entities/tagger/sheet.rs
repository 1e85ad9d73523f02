//! A document as the tagger reads it: what each token gives to features, the
//! run of capitals and the known name that it is in, and the stretches that
//! may hold names at all.
//!
//! Names have a capital. Only capitalised words and the few words between them
//! are judged; the rest of a text is outside names and costs next to nothing.

use super::{
    atoms::Atoms,
    evidence::{self, Document},
    label::Part,
    words::Words,
};
use crate::annotate::entities::{
    lexicon::{Classes, Trust},
    reading::{Line, Reading},
    token::{Shape, Token},
};

/// How many plain words and marks a name may pass over.
const GAP: usize = 3;

/// Particles before a name at most, hyphens counted.
const LEAD: usize = 4;

/// Tokens that may hold names, all of one line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    /// The line.
    pub(super) line: Line,
    /// Its first token.
    pub(super) start: usize,
    /// One past its last.
    pub(super) end: usize,
}

/// A document ready to give features.
pub(super) struct Sheet<'a> {
    /// Its tokens.
    pub(super) reading: &'a Reading<'a>,
    /// What each token gives.
    pub(super) atoms: Vec<Atoms>,
    /// How the document uses each word.
    pub(super) document: Document,
    /// For each token the run of capitalised words it is in; empty where it is in none.
    pub(super) runs: Vec<(usize, usize)>,
    /// For each token a number for the known name it is in and its part of it.
    pub(super) known: Vec<u8>,
    /// What is judged.
    pub(super) stretches: Vec<Stretch>,
}

impl<'a> Sheet<'a> {
    /// Prepares a document. One pass, with look-ups of names.
    pub(super) fn of(reading: &'a Reading<'a>) -> Self {
        let words = Words::get();
        let atom = |token: &Token| Atoms::of(token, token.span.cut(reading.text), words);
        let atoms: Vec<Atoms> = reading.tokens.iter().map(atom).collect();
        let document = evidence::gather(reading, &atoms);
        let mut runs = vec![(0, 0); atoms.len()];
        let mut known = vec![0; atoms.len()];
        let mut stretches = Vec::new();
        for &line in &reading.lines {
            mark_runs(reading, line, &mut runs);
            mark_known(reading, line, &mut known);
            find_stretches(reading, line, &mut stretches);
        }
        Self { reading, atoms, document, runs, known, stretches }
    }

    /// The number of the word at a token.
    pub(super) fn word(&self, at: usize) -> u32 {
        self.atoms.get(at).map_or(0, |atoms| atoms.word)
    }

    /// What the token some steps from `at` gives, if the line reaches so far.
    pub(super) fn near(&self, line: Line, at: usize, step: isize) -> &Atoms {
        let place = place(line, at, step);
        place.and_then(|place| self.atoms.get(place)).unwrap_or(&Atoms::NONE)
    }
}

/// The place some steps from `at` in its line.
pub(super) fn place(line: Line, at: usize, step: isize) -> Option<usize> {
    at.checked_add_signed(step).filter(|place| (line.start..line.end).contains(place))
}

fn mark_runs(reading: &Reading<'_>, line: Line, runs: &mut [(usize, usize)]) {
    let mut start = line.start;
    while start < line.end {
        let end = run_end(reading, line, start);
        runs.get_mut(start..end).unwrap_or_default().fill((start, end));
        start = end.max(start + 1);
    }
}

/// The end of the run of capitalised words at `start`, with hyphens, `&`, `of`
/// and `of the` inside; `start` where there is none.
fn run_end(reading: &Reading<'_>, line: Line, start: usize) -> usize {
    let is = |at: usize, word: &str| reading.within(line, at).is_some_and(|token| token.is(word));
    let capital = |at: usize| reading.within(line, at).is_some_and(Token::is_capitalised);
    let mut end = start;
    while capital(end) {
        end += 1;
        let joined = ["-", "&", "/", "of"].iter().any(|joint| is(end, joint));
        let the = usize::from(is(end + 1, "the"));
        if joined && capital(end + 1 + the) {
            end += 1 + the;
        }
    }
    end
}

fn mark_known(reading: &Reading<'_>, line: Line, known: &mut [u8]) {
    let mut at = line.start;
    while at < line.end {
        let capital = reading.token(at).is_some_and(Token::is_capitalised);
        let found = if capital { reading.phrase_at(at, line.end) } else { None };
        let Some((end, phrase)) = found else {
            at += 1;
            continue;
        };
        let name = 1 + phrase.kind as u8 * 2 + u8::from(phrase.trust == Trust::Fact);
        for (place, known) in known.iter_mut().enumerate().take(end).skip(at) {
            *known = name * 4 + Part::at(place, at, end) as u8;
        }
        at = end;
    }
}

fn find_stretches(reading: &Reading<'_>, line: Line, stretches: &mut Vec<Stretch>) {
    let before = stretches.len();
    for at in line.start..line.end {
        if !reading.token(at).is_some_and(Token::is_capitalised) {
            continue;
        }
        let start = lead(reading, line, at);
        // The word after a capital is judged as well: a number or an ending may belong to the name.
        let end = (at + 2).min(line.end);
        match stretches.get_mut(before..).and_then(<[Stretch]>::last_mut) {
            Some(last) if start < last.end + GAP => last.end = end,
            _ => stretches.push(Stretch { line, start, end }),
        }
    }
}

/// Where a name may begin before the capital at `at`: at particles (`al-`, `van den`).
fn lead(reading: &Reading<'_>, line: Line, at: usize) -> usize {
    let mut start = at;
    while at - start < LEAD {
        let particle = reading.before(line, start).is_some_and(|before| {
            before.shape == Shape::Lower && before.any(Classes::PARTICLE)
                || before.is("-") && before.glued
        });
        if !particle {
            break;
        }
        start -= 1;
    }
    start
}
