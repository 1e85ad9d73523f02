//! How far a system's name goes: versions, classes and the forms of one family.

use crate::annotate::entities::{
    lexicon::Classes,
    reading::{Line, Reading},
    token::{Shape, Token},
};

/// Parts after a system's name at most.
const PARTS: usize = 4;

/// Past `-class`, as of ships (`Virginia-class`).
pub(super) fn class_end(reading: &Reading<'_>, line: Line, end: usize) -> Option<usize> {
    let hyphen = reading.within(line, end).is_some_and(|mark| mark.is("-") && mark.glued);
    let class = reading.within(line, end + 1).is_some_and(|word| word.is("class"));
    (hyphen && class).then_some(end + 2)
}

/// Past what belongs to a system's name after its words: versions, or `-class`.
pub(super) fn name_end(reading: &Reading<'_>, line: Line, end: usize) -> usize {
    if let Some(end) = class_end(reading, line, end) {
        return end;
    }
    let mut end = end;
    for _ in 0..PARTS {
        let next = part_end(reading, line, end);
        if next == end {
            break;
        }
        end = next;
    }
    end
}

/// Past one part after a name: a sign, a form of the family, or a version.
fn part_end(reading: &Reading<'_>, line: Line, end: usize) -> usize {
    let next = glued_end(reading, line, end);
    if next > end { next } else { version_end(reading, line, end) }
}

/// Past what is written to a designator without a space: the `+` of `Hisar-O+`,
/// the `/D` of `JAS 39C/D`, the `(I)` of `Project 75(I)`.
fn glued_end(reading: &Reading<'_>, line: Line, end: usize) -> usize {
    let glued = |at: usize| reading.within(line, at).filter(|token| token.glued);
    let is_form = |at: usize| glued(at).is_some_and(|form| is_form(reading, form));
    match glued(end) {
        Some(sign) if sign.is("+") => end + 1,
        Some(sign) if sign.is("/") && is_form(end + 1) => end + 2,
        Some(sign)
            if sign.is("(")
                && is_form(end + 1)
                && glued(end + 2).is_some_and(|sign| sign.is(")")) =>
        {
            end + 3
        }
        _ => end,
    }
}

/// One to four capitals and digits: `B`, `BM`, `Ds`.
fn is_form(reading: &Reading<'_>, token: &Token) -> bool {
    let text = token.span.cut(reading.text);
    let stem = text.strip_suffix('s').filter(|stem| !stem.is_empty()).unwrap_or(text);
    stem.len() <= 4 && stem.chars().all(|sign| sign.is_uppercase() || sign.is_ascii_digit())
}

/// Past the version after a system's name (`Leopard 2A7`, `Tranche 4`, `Mk 41`,
/// `Batch I`, `M1A2 SEPv3`).
pub(super) fn version_end(reading: &Reading<'_>, line: Line, end: usize) -> usize {
    let marked = reading.within(line, end).is_some_and(is_mark);
    let is_version = is_number(reading, line, end)
        || is_short_version(reading, line, end)
        || is_long_roman(reading, line, end);
    if is_version {
        end + 1
    } else if marked && (is_number(reading, line, end + 1) || is_roman(reading, line, end + 1)) {
        end + 2
    } else {
        end
    }
}

fn is_mark(word: &Token) -> bool {
    const MARKS: &[&str] = &[
        "block",
        "mk",
        "mark",
        "tranche",
        "batch",
        "flight",
        "mod",
        "increment",
        "phase",
        "type",
        "series",
        "variant",
    ];
    MARKS.contains(&word.folded.as_str()) && word.is_capitalised()
}

/// A number of up to four digits, letters at its end, that is no year and counts
/// nothing.
fn is_number(reading: &Reading<'_>, line: Line, at: usize) -> bool {
    let Some(number) = reading.within(line, at).filter(|number| !number.glued) else {
        return false;
    };
    let digits = number.folded.bytes().filter(u8::is_ascii_digit).count();
    let is_year = number.folded.len() == 4 && matches!(number.folded.get(..2), Some("19" | "20"));
    let is_plain = number.shape == Shape::Number
        && digits <= 4
        && !is_year
        && number.folded.len() <= 6
        && !number.folded.contains(['.', ',']);
    is_plain && !is_counted(reading, line, at + 1)
}

/// Whether the number before `at` says how many or how much.
fn is_counted(reading: &Reading<'_>, line: Line, at: usize) -> bool {
    reading.within(line, at).is_some_and(|after| {
        after.any(Classes::SCALE | Classes::CURRENCY) || after.is("%") || after.is("-")
    })
}

/// `SEPv3`, `Mk2`: letters that end in a digit or two.
fn is_short_version(reading: &Reading<'_>, line: Line, at: usize) -> bool {
    let Some(word) = reading.within(line, at).filter(|word| !word.glued) else { return false };
    let digits = word.folded.bytes().rev().take_while(u8::is_ascii_digit).count();
    word.shape == Shape::Mixed
        && (1..=2).contains(&digits)
        && (3..=6).contains(&word.folded.len())
        && !reading.within(line, at + 1).is_some_and(|mark| mark.is("-") && mark.glued)
}

/// A Roman numeral that is no single letter.
fn is_long_roman(reading: &Reading<'_>, line: Line, at: usize) -> bool {
    let is_long = reading.within(line, at).is_some_and(|numeral| numeral.folded.len() > 1);
    is_long && is_roman(reading, line, at)
}

fn is_roman(reading: &Reading<'_>, line: Line, at: usize) -> bool {
    reading.within(line, at).is_some_and(|numeral| {
        matches!(numeral.shape, Shape::Upper | Shape::Initial)
            && matches!(numeral.folded.as_str(), "i" | "ii" | "iii" | "iv" | "v" | "vi" | "vii")
    })
}
