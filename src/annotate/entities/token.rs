//! Words and marks of a sentence, as the rules for names see them.

use crate::{
    annotate::entities::lexicon::{Classes, Lexicon},
    fold::fold,
    model::Span,
};

/// A word, a number, a name's suffix (`’s`) or a mark.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Where it stands in the article's text.
    pub(super) span: Span,
    /// How it is written.
    pub(super) shape: Shape,
    /// What the tables say about it.
    pub(super) classes: Classes,
    /// Folded, without a last full stop.
    pub(super) folded: String,
    /// Whether it follows the token before it without a space.
    pub(super) glued: bool,
}

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// All lower case, or a script without case.
    Lower,
    /// A capital, then lower case.
    Title,
    /// Capitals only, two or more.
    Upper,
    /// A single capital, with or without its full stop.
    Initial,
    /// Capitals inside (`McKay`, `eBay`), or letters with digits.
    Mixed,
    /// Digits first.
    Number,
    /// The possessive or case ending after an apostrophe.
    Suffix,
    /// Anything else, one character.
    Mark,
}

impl Token {
    /// Whether it is the mark `mark`.
    pub(super) fn is(&self, mark: &str) -> bool {
        self.folded == mark
    }

    /// Whether it is written as a name is.
    pub(super) fn is_capitalised(&self) -> bool {
        matches!(self.shape, Shape::Title | Shape::Upper | Shape::Initial | Shape::Mixed)
    }

    /// Whether one of `classes` is among its own.
    pub(super) fn any(&self, classes: Classes) -> bool {
        self.classes.any(classes)
    }
}

/// Case endings that Turkish puts after a name's apostrophe.
const ENDINGS: &[&str] = &[
    "s", "da", "de", "ta", "te", "dan", "den", "tan", "ten", "in", "un", "nin", "nun", "ya", "ye",
    "yi", "yu", "li", "lu", "la", "le", "yla", "yle", "daki", "deki", "nda", "nde", "na", "ne",
];

/// Splits a sentence of `text`. One pass.
pub(super) fn tokens(text: &str, sentence: Span, out: &mut Vec<Token>) {
    let body = sentence.cut(text);
    let (mut at, mut last_end) = (0, usize::MAX);
    while let Some(first) = body.get(at..).and_then(|rest| rest.chars().next()) {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let one = at + first.len_utf8();
        // An apostrophe that is a letter by itself ends the word it begins.
        let end = if first.is_alphanumeric() { word_end(body, at).max(one) } else { one };
        let ends = split_suffix(body, at, end);
        for (start, end) in ends.into_iter().flatten() {
            out.push(token(text, Span::new(start, end).shifted(sentence.start), start == last_end));
            last_end = end;
        }
        at = end;
    }
}

/// Letters and digits, with full stops and apostrophes inside.
fn word_end(body: &str, start: usize) -> usize {
    let rest = body.get(start..).unwrap_or_default();
    let mut characters = rest.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let inside = match character {
            '.' => next.is_some_and(char::is_alphanumeric) || is_dotted(rest, at),
            '\'' | '’' | 'ʼ' => next.is_some_and(char::is_alphabetic),
            ',' => next.is_some_and(|next| next.is_ascii_digit()) && is_digit_before(rest, at),
            '\u{300}'..='\u{36f}' => true,
            other => other.is_alphanumeric(),
        };
        if !inside {
            return start + at;
        }
    }
    body.len()
}

fn is_digit_before(rest: &str, at: usize) -> bool {
    rest.get(..at).and_then(|head| head.chars().next_back()).is_some_and(|c| c.is_ascii_digit())
}

/// Whether the full stop at `at` belongs to its word: after an initial, after
/// letters with full stops between, after a form of address.
fn is_dotted(rest: &str, at: usize) -> bool {
    let head = rest.get(..at).unwrap_or_default();
    let mut characters = head.chars();
    let is_initial =
        characters.next().is_some_and(char::is_uppercase) && characters.next().is_none();
    let is_letters =
        head.len() < 12 && head.contains('.') && head.split('.').all(|part| part.len() == 1);
    is_initial || is_letters || (head.len() < 10 && is_abbreviation(head))
}

fn is_abbreviation(head: &str) -> bool {
    let classes = Lexicon::get().classes(&fold(head));
    head.chars().count() <= 5
        && !classes.any(Classes::FUNCTION)
        && classes.any(Classes::HONORIFIC | Classes::ORG_SUFFIX | Classes::NAME_SUFFIX)
}

/// Cuts the ending after an apostrophe off a word.
fn split_suffix(body: &str, start: usize, end: usize) -> [Option<(usize, usize)>; 2] {
    let word = body.get(start..end).unwrap_or_default();
    let whole = [Some((start, end)), None];
    let Some(at) = word.rfind(['\'', '’', 'ʼ']).filter(|at| *at >= 2) else { return whole };
    let mark = word.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    let ending = word.get(at + mark..).unwrap_or_default();
    let is_ending = ending == "s" || ending == "S" || is_case_ending(word, ending);
    if is_ending { [Some((start, start + at)), Some((start + at, end))] } else { whole }
}

fn is_case_ending(word: &str, ending: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && ending.starts_with(char::is_lowercase)
        && ENDINGS.contains(&fold(ending).as_str())
}

fn token(text: &str, span: Span, glued: bool) -> Token {
    let cut = span.cut(text);
    let shape = shape(cut);
    let mut folded = fold(cut);
    if folded.len() > 1 && folded.ends_with('.') {
        folded.pop();
    }
    let classes = match shape {
        Shape::Mark | Shape::Suffix => Classes::default(),
        _ => Lexicon::get().classes(&folded),
    };
    Token { span, shape, classes, folded, glued }
}

fn shape(word: &str) -> Shape {
    let mut characters = word.chars().filter(|character| character.is_alphanumeric());
    let Some(first) = characters.next() else { return Shape::Mark };
    if word.starts_with(['\'', '’', 'ʼ']) {
        return Shape::Suffix;
    }
    if first.is_ascii_digit() {
        return Shape::Number;
    }
    let (mut upper, mut lower, mut digits) = (0, 0, 0);
    for character in characters {
        match character {
            _ if character.is_uppercase() => upper += 1,
            _ if character.is_numeric() => digits += 1,
            _ => lower += 1,
        }
    }
    match (!first.is_uppercase(), upper, lower, digits) {
        (true, 0, _, 0) => Shape::Lower,
        (false, 0, 0, 0) => Shape::Initial,
        (false, 0, _, 0) => Shape::Title,
        (false, _, 0, 0) => Shape::Upper,
        _ => Shape::Mixed,
    }
}
