//! Tokens: words, numbers and signs with the classes that rules match on.
//!
//! One pass over the bytes of a block. A token knows where it stands, how it
//! is written and, as a set of bits, what it may be ("second" is an ordinal
//! and a unit). Number shapes that only make sense whole (`2025-06-25`,
//! `25/06/2025`, `10:30`, `7.15`, `3,000`, `1980s`, `9th`) are one token.

use super::words::{Class, Lexicon};
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
    pub(super) classes: u128,
    /// The value of a plain number, ordinal or decade; -1 for all else.
    pub(super) number: i32,
    /// How it is written.
    pub(super) form: Form,
}

impl Token {
    /// Whether it belongs to a class.
    pub(super) fn is(&self, class: Class) -> bool {
        self.classes & class.bit() != 0
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
    let possessive = matches!(character, '\'' | '’')
        && rest.first().is_some_and(|next| matches!(next, b's' | b'S'))
        && !rest.get(1).is_some_and(u8::is_ascii_alphanumeric);
    if possessive {
        let span = Span::new(at, end + 1);
        return Token { span, classes: Class::Possessive.bit(), number: -1, form: Form::Sign };
    }
    let classes = match character {
        '-' | '‐'..='―' | '−' => Class::Dash.bit(),
        _ => lexicon.classes(Span::new(at, end).cut(text)),
    };
    Token { span: Span::new(at, end), classes, number: -1, form: Form::Sign }
}

fn word(text: &str, at: usize, lexicon: &Lexicon) -> Token {
    let rest = text.get(at..).unwrap_or_default();
    let length = dotted(rest.as_bytes()).unwrap_or_else(|| {
        rest.find(|character: char| !character.is_alphabetic()).unwrap_or(rest.len())
    });
    let written = rest.get(..length).unwrap_or_default();
    if let Some(token) = numbered(rest.as_bytes(), at, length) {
        return token;
    }
    Token {
        span: Span::new(at, at + length),
        classes: lexicon.classes(written),
        number: -1,
        form: form(written),
    }
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
    let class = match (bytes.first()?, digit) {
        (b'Q', 1..=4) => Class::QuarterMark,
        (b'H', 1..=2) => Class::HalfMark,
        _ => return None,
    };
    let alone = length == 1 && !bytes.get(2).is_some_and(u8::is_ascii_alphanumeric);
    alone.then(|| Token {
        span: Span::new(at, at + 2),
        classes: class.bit(),
        number: i32::from(digit),
        form: Form::Upper,
    })
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
    let (length, classes) = whole(chunk).unwrap_or_else(|| {
        let length = plain_length(chunk);
        (length, amount_classes(chunk.get(..length).unwrap_or_default()))
    });
    let token = Token {
        span: Span::new(at, at + length),
        classes,
        number: value(rest.get(..length).unwrap_or_default()),
        form: Form::Number,
    };
    suffixed(rest, token)
}

/// Digits and the separators between them.
fn chunk_length(bytes: &[u8]) -> usize {
    let mut length = 0;
    while let Some(byte) = bytes.get(length) {
        let joins = matches!(byte, b'-' | b'/' | b'.' | b':' | b',')
            && bytes.get(length + 1).is_some_and(u8::is_ascii_digit);
        if !byte.is_ascii_digit() && !joins {
            break;
        }
        length += 1;
    }
    length
}

/// Chunks that are a date or clock time as a whole.
fn whole(chunk: &[u8]) -> Option<(usize, u128)> {
    let mut lengths = chunk.split(|byte| !byte.is_ascii_digit()).map(<[u8]>::len);
    let shape = (lengths.next()?, lengths.next()?, lengths.next());
    let (first, second) = (separator(chunk, 0)?, separator(chunk, 1));
    let more = lengths.next().is_some();
    match (shape, first, second) {
        ((4, 1..=2, Some(1..=2)), b'-' | b'/' | b'.', Some(other)) if first == other && !more => {
            Some((chunk.len(), Class::NumericDate.bit()))
        }
        ((1..=2, 1..=2, Some(2 | 4)), b'-' | b'/' | b'.', Some(other))
            if first == other && !more =>
        {
            Some((chunk.len(), Class::NumericDate.bit()))
        }
        ((1..=2, 2, None), b':', None) | ((1..=2, 2, Some(2)), b':', Some(b':')) if !more => {
            Some((chunk.len(), Class::Clock.bit()))
        }
        _ => None,
    }
}

fn separator(chunk: &[u8], index: usize) -> Option<u8> {
    chunk.iter().copied().filter(|byte| !byte.is_ascii_digit()).nth(index)
}

/// The number at the start of a chunk: digits with decimals or thousands, up
/// to another separator.
fn plain_length(chunk: &[u8]) -> usize {
    let mut length = chunk.iter().take_while(|byte| byte.is_ascii_digit()).count();
    while matches!(chunk.get(length), Some(b'.' | b','))
        && chunk.get(length + 1).is_some_and(u8::is_ascii_digit)
    {
        let digits = chunk.get(length + 1..).unwrap_or_default();
        length += 1 + digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    }
    length
}

fn amount_classes(digits: &[u8]) -> u128 {
    if !digits.iter().all(u8::is_ascii_digit) {
        return Class::Amount.bit();
    }
    let mut classes = Class::Num.bit();
    let number = value(digits);
    match digits.len() {
        1 | 2 if (1..=31).contains(&number) => classes |= Class::Day.bit(),
        4 if number >= 1000 => classes |= Class::Year.bit(),
        _ => {}
    }
    if digits.len() == 2 {
        classes |= Class::Two.bit();
    }
    classes
}

fn value(digits: &[u8]) -> i32 {
    if digits.is_empty() || digits.len() > 9 || !digits.iter().all(u8::is_ascii_digit) {
        return -1;
    }
    digits.iter().fold(0, |sum, digit| sum * 10 + i32::from(digit - b'0'))
}

/// `1980s`, `1980's`, `80s` and `9th` are one token.
fn suffixed(rest: &[u8], token: Token) -> Token {
    let length = token.span.len();
    let Some(suffix) = rest.get(length..).filter(|_| token.number >= 0) else { return token };
    if suffix.first() == Some(&b's')
        || suffix.starts_with(b"'s")
        || suffix.starts_with("’s".as_bytes())
    {
        return decade(suffix, token);
    }
    let ordinal = [b"st", b"nd", b"rd", b"th"].iter().any(|ending| suffix.starts_with(*ending))
        && !suffix.get(2).is_some_and(u8::is_ascii_alphanumeric);
    if !ordinal {
        return token;
    }
    let day = token.classes & Class::Day.bit();
    let span = Span::new(token.span.start, token.span.end + 2);
    Token { span, classes: day | Class::Ordinal.bit() | Class::DayTh.bit(), ..token }
}

fn decade(suffix: &[u8], token: Token) -> Token {
    let mark = match suffix.first() {
        Some(b's') => 1,
        Some(b'\'') => 2,
        _ => 4,
    };
    // "2020's" is more often the year's own than the decade.
    let century = if mark == 1 { 9999 } else { 2000 };
    let decade =
        token.number % 10 == 0 && matches!(token.span.len(), 2 | 4) && token.number < century;
    if !decade || suffix.get(mark).is_some_and(u8::is_ascii_alphanumeric) {
        return token;
    }
    let span = Span::new(token.span.start, token.span.end + mark);
    Token { span, classes: Class::Decade.bit(), ..token }
}
