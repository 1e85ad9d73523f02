//! Acronyms in brackets after the words they stand for.
//!
//! The words are looked for backwards from the bracket, as Schwartz and Hearst
//! (2003) do: each letter must begin a word, in order, and the first letter
//! the first word. Only capitalised words and what joins them are passed.

use crate::annotate::entities::{
    lexicon::Classes,
    reading::{Line, Reading},
    token::{Shape, Token},
};

/// Words and marks looked at before a bracket.
const REACH: usize = 14;

/// Token ranges that a bracketed acronym right after them spells, in order.
pub(super) fn expansions(reading: &Reading<'_>, line: Line) -> Vec<(usize, usize)> {
    let brackets = (line.start + 2..line.end).filter(|&at| {
        let closed = reading.within(line, at + 2).is_some_and(|mark| mark.is(")"));
        closed && reading.token(at).is_some_and(|mark| mark.is("("))
    });
    brackets.filter_map(|at| Some((start(reading, line, at)?, at))).collect()
}

/// Where the words begin that the acronym after the bracket at `at` stands for.
fn start(reading: &Reading<'_>, line: Line, at: usize) -> Option<usize> {
    let acronym = reading.token(at + 1).filter(|token| token.shape == Shape::Upper)?;
    let letters: Vec<char> =
        acronym.folded.chars().filter(|letter| letter.is_alphabetic()).collect();
    let mut left = letters.len();
    let mut words = 0;
    for back in (at.saturating_sub(REACH).max(line.start)..at).rev() {
        let word = reading.token(back)?;
        if !is_passed(word) {
            return None;
        }
        words += usize::from(word.is_capitalised());
        let wanted = left.checked_sub(1).and_then(|left| letters.get(left))?;
        if word.folded.starts_with(*wanted) && (left > 1 || word.is_capitalised()) {
            left -= 1;
        }
        if left == 0 {
            return (words >= 2).then_some(back);
        }
    }
    None
}

fn is_passed(word: &Token) -> bool {
    let joins = word.any(Classes::FUNCTION) && word.shape == Shape::Lower;
    word.is_capitalised() || joins || word.is("-") || word.is(",") || word.is("&")
}
