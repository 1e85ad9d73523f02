//! Tokens: words, numbers and signs with the classes that rules match on.
//!
//! One pass over the bytes of a block. A token knows where it stands, how it
//! is written and, as a set of bits, what it may be ("second" is an ordinal
//! and a unit). Number shapes that only make sense whole (`2025-06-25`,
//! `25/06/2025`, `10:30`, `7.15`, `3,000`, `1980s`, `9th`) are one token.

use super::{
    set::Set,
    words::{Class, Lexicon},
};
use crate::model::Span;

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A word in lower case.
    Lower,
    /// A word that begins with a capital.
    Capital,
    /// A word of capitals, at least two.
    Upper,
    /// Anything that begins with a digit.
    Number,
    /// A punctuation mark or symbol.
    Sign,
}

/// A piece of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Where it stands in the article's text.
    pub(super) span: Span,
    /// The classes it belongs to, one bit each.
    pub(super) classes: Set,
    /// The value of a plain number, ordinal or decade; -1 for all else.
    pub(super) number: i32,
    /// How it is written.
    pub(super) form: Form,
}

impl Token {
    /// Whether it belongs to a class.
    pub(super) fn is(&self, class: Class) -> bool {
        self.classes.meets(class.bit())
    }

    /// Whether it belongs to one of several classes.
    pub(super) fn is_one_of(&self, classes: &[Class]) -> bool {
        classes.iter().any(|class| self.is(*class))
    }

    /// Whether it is a word beginning with a capital.
    pub(super) fn is_capital(&self) -> bool {
        matches!(self.form, Form::Capital | Form::Upper)
    }
}

/// Splits the part `span` of `text` into `tokens`, which is emptied first.
pub(super) fn tokenise(text: &str, span: Span, lexicon: &Lexicon, tokens: &mut Vec<Token>) {
    tokens.clear();
    let mut at = span.start;
    while at < span.end {
        let Some(character) = text.get(at..span.end).and_then(|rest| rest.chars().next()) else {
            break;
        };
        if character.is_whitespace() {
            at += character.len_utf8();
            continue;
        }
        let token = next(text, at, character, lexicon);
        at = token.span.end.max(at + 1);
        tokens.push(token);
    }
}

fn next(text: &str, at: usize, character: char, lexicon: &Lexicon) -> Token {
    if character.is_ascii_digit() {
        number(text, at)
    } else if character.is_alphabetic() {
        word(text, at, lexicon)
    } else {
        sign(text, at, character, lexicon)
    }
}

fn sign(text: &str, at: usize, character: char, lexicon: &Lexicon) -> Token {
    let end = at + character.len_utf8();
    let rest = text.as_bytes().get(end..).unwrap_or_default();
    let (end, classes) = match character {
        '\'' | '’' if is_possessive(rest) => (end + 1, Class::Possessive.bit()),
        '-' | '‐'..='―' | '−' => (end, Class::Dash.bit()),
        _ => (end, lexicon.classes(Span::new(at, end).cut(text))),
    };
    Token { span: Span::new(at, end), classes, number: -1, form: Form::Sign }
}

/// Whether an `s` that ends its word follows an apostrophe.
fn is_possessive(rest: &[u8]) -> bool {
    rest.first().is_some_and(|next| matches!(next, b's' | b'S'))
        && !rest.get(1).is_some_and(u8::is_ascii_alphanumeric)
}

fn word(text: &str, at: usize, lexicon: &Lexicon) -> Token {
    let rest = text.get(at..).unwrap_or_default();
    let length = word_length(rest);
    numbered(rest.as_bytes(), at, length).unwrap_or_else(|| {
        let written = rest.get(..length).unwrap_or_default();
        let (classes, form) = (lexicon.classes(written), form(written));
        Token { span: Span::new(at, at + length), classes, number: -1, form }
    })
}

fn word_length(rest: &str) -> usize {
    let letters = || rest.find(|character: char| !character.is_alphabetic());
    dotted(rest.as_bytes()).or_else(letters).unwrap_or(rest.len())
}

/// The length of letters with a full stop after each (`p.m.`, `B.C.`), the last one optional.
fn dotted(bytes: &[u8]) -> Option<usize> {
    let mut length = 0;
    while bytes.get(length).is_some_and(u8::is_ascii_alphabetic)
        && !bytes.get(length + 1).is_some_and(u8::is_ascii_alphanumeric)
    {
        if bytes.get(length + 1) != Some(&b'.') {
            length += 1;
            break;
        }
        length += 2;
    }
    (length >= 3).then_some(length)
}

/// `Q3` and `H1`: a quarter or half of a year.
fn numbered(bytes: &[u8], at: usize, length: usize) -> Option<Token> {
    let digit = bytes.get(1).filter(|digit| digit.is_ascii_digit())? - b'0';
    let classes = part_mark(*bytes.first()?, digit)?.bit();
    let alone = length == 1 && !bytes.get(2).is_some_and(u8::is_ascii_alphanumeric);
    let (span, number) = (Span::new(at, at + 2), i32::from(digit));
    alone.then_some(Token { span, classes, number, form: Form::Upper })
}

fn part_mark(letter: u8, digit: u8) -> Option<Class> {
    match (letter, digit) {
        (b'Q', 1..=4) => Some(Class::QuarterMark),
        (b'H', 1..=2) => Some(Class::HalfMark),
        _ => None,
    }
}

fn form(written: &str) -> Form {
    let mut characters = written.chars().filter(|character| character.is_alphabetic());
    let first_upper = characters.next().is_some_and(char::is_uppercase);
    match (first_upper, characters.next()) {
        (true, Some(second)) if second.is_uppercase() => Form::Upper,
        (true, _) => Form::Capital,
        _ => Form::Lower,
    }
}

/// The token that begins with the digit at `at`.
fn number(text: &str, at: usize) -> Token {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let chunk = rest.get(..chunk_length(rest)).unwrap_or_default();
    let (length, classes) = whole(chunk).unwrap_or_else(|| amount(chunk));
    let number = value(rest.get(..length).unwrap_or_default());
    let span = Span::new(at, at + length);
    suffixed(rest, Token { span, classes, number, form: Form::Number })
}

/// The length and classes of the plain number that a chunk begins with.
fn amount(chunk: &[u8]) -> (usize, Set) {
    let length = plain_length(chunk);
    (length, amount_classes(chunk.get(..length).unwrap_or_default()))
}

/// The longest chunk; no date, time or amount is as long. Without a bound,
/// `1/1/1/…` would be read to its end for each of its numbers.
const MAX_CHUNK: usize = 64;

/// Digits and the separators between them.
fn chunk_length(bytes: &[u8]) -> usize {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let joins = |at: usize| matches!(bytes[at], b'-' | b'/' | b'.' | b':' | b',') && digit(at + 1);
    (0..bytes.len().min(MAX_CHUNK)).take_while(|&at| digit(at) || joins(at)).count()
}

/// Chunks that are a date or clock time as a whole.
fn whole(chunk: &[u8]) -> Option<(usize, Set)> {
    let mut lengths = chunk.split(|byte| !byte.is_ascii_digit()).map(<[u8]>::len);
    let shape = (lengths.next()?, lengths.next()?, lengths.next());
    let signs = (separator(chunk, 0)?, separator(chunk, 1));
    let class = match shape {
        _ if lengths.next().is_some() => return None,
        (4, 1..=2, Some(1..=2)) | (1..=2, 1..=2, Some(2 | 4)) if joins_date(signs) => {
            Class::NumericDate
        }
        (1..=2, 2, None | Some(2)) if joins_clock(signs) => Class::Clock,
        _ => return None,
    };
    Some((chunk.len(), class.bit()))
}

/// Whether separators are those of a date: one sign, twice.
fn joins_date((first, second): (u8, Option<u8>)) -> bool {
    matches!(first, b'-' | b'/' | b'.') && second == Some(first)
}

/// Whether separators are those of a time of day.
fn joins_clock((first, second): (u8, Option<u8>)) -> bool {
    first == b':' && matches!(second, None | Some(b':'))
}

fn separator(chunk: &[u8], index: usize) -> Option<u8> {
    chunk.iter().copied().filter(|byte| !byte.is_ascii_digit()).nth(index)
}

/// The number at the start of a chunk: digits with decimals or thousands, up
/// to another separator.
fn plain_length(chunk: &[u8]) -> usize {
    let digit = |at: usize| chunk.get(at).is_some_and(u8::is_ascii_digit);
    let joins = |at: usize| matches!(chunk[at], b'.' | b',') && digit(at + 1);
    (0..chunk.len()).take_while(|&at| digit(at) || joins(at)).count()
}

fn amount_classes(digits: &[u8]) -> Set {
    if !digits.iter().all(u8::is_ascii_digit) {
        return Class::Amount.bit();
    }
    let two = if digits.len() == 2 { Class::Two.bit() } else { Set::NONE };
    Class::Num.bit() | two | calendar_class(digits)
}

/// Whether plain digits may be a day or a year, as a set of classes.
fn calendar_class(digits: &[u8]) -> Set {
    match (digits.len(), value(digits)) {
        (1 | 2, 1..=31) => Class::Day.bit(),
        (4, 1000..) => Class::Year.bit(),
        _ => Set::NONE,
    }
}

fn value(digits: &[u8]) -> i32 {
    if digits.is_empty() || digits.len() > 9 || !digits.iter().all(u8::is_ascii_digit) {
        return -1;
    }
    digits.iter().fold(0, |sum, digit| sum * 10 + i32::from(digit - b'0'))
}

/// `1980s`, `1980's`, `80s` and `9th` are one token.
fn suffixed(rest: &[u8], token: Token) -> Token {
    let suffix = rest.get(token.span.len()..).filter(|_| token.number >= 0).unwrap_or_default();
    let decade = DECADE_MARKS.iter().find(|mark| suffix.starts_with(mark.as_bytes()));
    match decade {
        Some(mark) => decade_of(token, mark, suffix),
        None if is_ordinal(suffix) => ordinal(token),
        None => token,
    }
}

/// What makes a number of years a decade.
const DECADE_MARKS: [&str; 3] = ["s", "'s", "’s"];

fn is_ordinal(suffix: &[u8]) -> bool {
    [b"st", b"nd", b"rd", b"th"].iter().any(|ending| suffix.starts_with(*ending))
        && !suffix.get(2).is_some_and(u8::is_ascii_alphanumeric)
}

fn ordinal(token: Token) -> Token {
    let day = token.classes & Class::Day.bit();
    let span = Span::new(token.span.start, token.span.end + 2);
    Token { span, classes: day | Class::Ordinal.bit() | Class::DayTh.bit(), ..token }
}

/// The decade that a number and its mark make; the number alone when they make none.
fn decade_of(token: Token, mark: &str, suffix: &[u8]) -> Token {
    let goes_on = suffix.get(mark.len()).is_some_and(u8::is_ascii_alphanumeric);
    if goes_on || !may_be_decade(&token, mark) {
        return token;
    }
    let span = Span::new(token.span.start, token.span.end + mark.len());
    Token { span, classes: Class::Decade.bit(), ..token }
}

fn may_be_decade(token: &Token, mark: &str) -> bool {
    // "2020's" is more often the year's own than the decade.
    let century = if mark == "s" { 9999 } else { 2000 };
    token.number % 10 == 0 && (2..=4).contains(&token.span.len()) && token.number < century
}
