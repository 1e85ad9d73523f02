//! What the other uses of a word in the document say about it.
//!
//! A name is often plain from one of its uses only: beside a title, before a
//! legal form, after `in`. Every capitalised use adds its signs to the word's
//! [`Evidence`], and each use reads them all.

use std::collections::HashMap;

use super::atoms::Atoms;
use crate::annotate::entities::{
    lexicon::Classes,
    reading::{Casing, Line, Reading},
    token::{Shape, Token},
};

/// Words beside a name that are kept for each word.
pub(super) const KEPT: usize = 3;

/// How the document uses one word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    /// Uses in lower case.
    pub(super) lower: u16,
    /// Capitalised uses where a plain word has none.
    pub(super) inner: u16,
    /// Capitalised uses where any word has a capital.
    pub(super) first: u16,
    /// Signs beside it, a bit each.
    pub(super) signs: u32,
    /// Words before it.
    pub(super) before: [u32; KEPT],
    /// Words after it.
    pub(super) after: [u32; KEPT],
}

/// How many signs there are.
pub(super) const SIGNS: u32 = 24;

/// The evidence of a document by word.
pub(super) type Document = HashMap<u32, Evidence>;

/// Classes of the word before a name, each a sign.
const BEFORE: [Classes; 8] = [
    Classes::HONORIFIC,
    Classes::TITLE,
    Classes::GIVEN,
    Classes::PLACE_BEFORE,
    Classes::ORG_NOUN,
    Classes::PLACE_NOUN,
    Classes::RELATION,
    Classes::DEMONYM,
];

/// Classes of the word after a name, each a sign.
const AFTER: [Classes; 8] = [
    Classes::SAY,
    Classes::ORG_SUFFIX,
    Classes::ORG_HEAD,
    Classes::PLACE_HEAD,
    Classes::PERSON_NOUN,
    Classes::ORG_NOUN,
    Classes::SURNAME,
    Classes::EVENT_HEAD,
];

/// Gathers what the document says. One pass.
pub(super) fn gather(reading: &Reading<'_>, atoms: &[Atoms]) -> Document {
    let mut document = Document::new();
    for &line in &reading.lines {
        for at in line.start..line.end {
            let (Some(token), Some(atom)) = (reading.token(at), atoms.get(at)) else { break };
            match token.shape {
                Shape::Mark | Shape::Suffix | Shape::Number => {}
                Shape::Lower => document.entry(atom.word).or_default().lower += 1,
                _ if line.casing == Casing::Capitals => {}
                _ => document.entry(atom.word).or_default().add(reading, line, at, atoms),
            }
        }
    }
    document
}

impl Evidence {
    fn add(&mut self, reading: &Reading<'_>, line: Line, at: usize, atoms: &[Atoms]) {
        if reading.begins(line, at) || line.casing != Casing::Prose {
            self.first = self.first.saturating_add(1);
        } else {
            self.inner = self.inner.saturating_add(1);
        }
        self.signs |= signs(reading, line, at);
        if at > line.start {
            keep(&mut self.before, atoms.get(at - 1));
        }
        if at + 1 < line.end {
            keep(&mut self.after, atoms.get(at + 1));
        }
    }
}

fn keep(kept: &mut [u32; KEPT], atom: Option<&Atoms>) {
    let Some(word) = atom.map(|atom| atom.word) else { return };
    if let Some(place) = kept.iter_mut().find(|kept| **kept == 0 || **kept == word) {
        *place = word;
    }
}

/// The signs beside the use of a word at `at`.
fn signs(reading: &Reading<'_>, line: Line, at: usize) -> u32 {
    let before = reading.before(line, at);
    let after = reading.within(line, at + 1);
    let next = reading.within(line, at + 2);
    let has = |token: Option<&Token>, test: fn(&Token) -> bool| token.is_some_and(test);
    let others = [
        has(before, Token::is_capitalised),
        has(after, Token::is_capitalised),
        has(before, |token| token.is("the")),
        has(before, |token| token.shape == Shape::Initial),
        has(after, |token| token.shape == Shape::Suffix),
        has(after, |token| token.is(",")) && has(next, |token| token.any(Classes::COUNTRY)),
        has(after, |token| token.is(",")) && has(next, |token| token.any(Classes::TITLE)),
        has(after, |token| token.is("(")),
    ];
    let mut signs = 0;
    for (bit, class) in BEFORE.into_iter().enumerate() {
        signs |= u32::from(before.is_some_and(|token| token.any(class))) << bit;
    }
    for (bit, class) in AFTER.into_iter().enumerate() {
        signs |= u32::from(after.is_some_and(|token| token.any(class))) << (bit + 8);
    }
    for (bit, seen) in others.into_iter().enumerate() {
        signs |= u32::from(seen) << (bit + 16);
    }
    signs
}
