//! A matched rule, and what its tokens say.

use super::{
    calendar::{self, Unit},
    meaning::Bare,
    set::Set,
    token::{Form, Token},
    words::{self, Class},
};

/// A match: the tokens of the block, where the match begins, and the classes taken at each step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match<'a> {
    /// The article's text.
    pub(super) text: &'a str,
    /// All tokens of the block.
    pub(super) tokens: &'a [Token],
    /// The first token of the match.
    pub(super) start: usize,
    /// The classes taken, one set a token.
    pub(super) path: &'a [Set],
}

/// Small words that begin a clause or go on with one.
const FUNCTION: [&str; 44] = [
    "he", "she", "it", "they", "we", "you", "who", "which", "that", "this", "these", "those",
    "the", "there", "his", "her", "its", "their", "our", "my", "some", "will", "would", "has",
    "have", "had", "is", "was", "were", "are", "be", "could", "should", "can", "may", "might",
    "but", "while", "when", "where", "because", "if", "not", "with",
];

impl<'a> Match<'a> {
    /// One past the last token.
    pub(super) fn end(&self) -> usize {
        self.start + self.path.len()
    }

    /// The tokens taken as `class`, in order.
    pub(super) fn all(&self, class: Class) -> impl Iterator<Item = &'a Token> {
        let steps = self.inside().iter().zip(self.path);
        steps
            .filter(move |(token, taken)| taken.meets(class.bit()) && token.is(class))
            .map(|(token, _)| token)
    }

    /// The tokens of the match.
    pub(super) fn inside(&self) -> &'a [Token] {
        self.tokens.get(self.start..self.end()).unwrap_or_default()
    }

    /// The first token taken as `class`.
    pub(super) fn token(&self, class: Class) -> Option<&'a Token> {
        self.all(class).next()
    }

    /// Whether a token was taken as `class`.
    pub(super) fn has(&self, class: Class) -> bool {
        self.token(class).is_some()
    }

    /// A token as it is written.
    pub(super) fn written(&self, token: &Token) -> &'a str {
        token.span.cut(self.text)
    }

    /// The values of a class's words or numbers, in order.
    pub(super) fn values(&self, class: Class) -> impl Iterator<Item = i32> {
        self.all(class).filter_map(move |token| match token.number {
            0.. => Some(token.number),
            _ => words::value(class, self.written(token)),
        })
    }

    /// Those of them that are small enough, in order.
    pub(super) fn smalls(&self, class: Class) -> impl Iterator<Item = i8> {
        self.values(class).filter_map(|value| i8::try_from(value).ok())
    }

    /// The first of these.
    pub(super) fn value(&self, class: Class) -> Option<i32> {
        self.values(class).next()
    }

    /// The first of these, when it is small enough.
    pub(super) fn small(&self, class: Class) -> Option<i8> {
        self.value(class)?.try_into().ok()
    }

    /// The year told.
    pub(super) fn year(&self) -> Option<i16> {
        self.value(Class::Year)?.try_into().ok()
    }

    /// The month told, by full or short name.
    pub(super) fn month(&self) -> Option<i8> {
        self.small(Class::Month).or_else(|| self.small(Class::Mon))
    }

    /// The day of the month told.
    pub(super) fn day(&self) -> Option<i8> {
        [Class::Day, Class::DayTh, Class::Ordinal].into_iter().find_map(|class| self.small(class))
    }

    /// The unit told, in singular or plural.
    pub(super) fn unit(&self) -> Option<Unit> {
        Unit::at(self.value(Class::Unit).or_else(|| self.value(Class::Units))?)
    }

    /// Whether a word stands in the match, in any case.
    pub(super) fn says(&self, word: &str) -> bool {
        self.inside().iter().any(|token| self.written(token).eq_ignore_ascii_case(word))
    }

    /// Whether one of `words` stands in the match, in any case.
    pub(super) fn says_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.says(word))
    }

    /// The word at a distance before the match, in lower case.
    pub(super) fn before(&self, distance: usize) -> String {
        self.token_before(distance)
            .map_or_else(String::new, |token| self.written(token).to_lowercase())
    }

    /// The token at a distance before the match.
    pub(super) fn token_before(&self, distance: usize) -> Option<&'a Token> {
        self.tokens.get(self.start.checked_sub(distance)?)
    }

    /// The token after the match.
    pub(super) fn after(&self) -> Option<&'a Token> {
        self.tokens.get(self.end())
    }

    /// Whether a word in lower case follows the match.
    pub(super) fn is_followed(&self, word: &str) -> bool {
        self.after().is_some_and(|token| self.written(token) == word)
    }

    /// Whether a noun seems to follow: a word in lower case that is none of the small ones.
    pub(super) fn is_before_noun(&self) -> bool {
        self.after().is_some_and(|token| {
            token.form == Form::Lower
                && !token.is_one_of(&[Class::Prep, Class::Link, Class::Article])
                && !FUNCTION.contains(&self.written(token))
        })
    }

    /// Whether the clause ends with the match.
    pub(super) fn ends_clause(&self) -> bool {
        self.after().is_none_or(|token| {
            matches!(self.written(token), "." | "," | ";" | ":" | ")" | "?" | "!" | "\"" | "”")
        })
    }

    /// How many: digits as written, words as numbers, `X` when not told.
    pub(super) fn count(&self) -> String {
        if let Some(token) = self.all(Class::Num).last().or(self.token(Class::Amount)) {
            return self.written(token).replace(',', "");
        }
        match (self.value(Class::Tens), self.values(Class::Cardinal).last()) {
            (None | Some(0), None) => self.untold_count().to_owned(),
            (tens, ones) => (tens.unwrap_or_default() + ones.unwrap_or_default()).to_string(),
        }
    }

    /// 1 for "a year", `X` for "a few years" and "years".
    fn untold_count(&self) -> &'static str {
        let one = self.has(Class::Article) && !self.says_any(&["few", "couple"]);
        if one { "1" } else { "X" }
    }

    /// -1, 0 or 1 for "last", "this" and "next" words.
    pub(super) fn direction(&self) -> i32 {
        i32::from(self.has(Class::Next)) - i32::from(self.has(Class::Last))
    }

    /// The place in a year or week that the words name.
    pub(super) fn bare_time(&self) -> Option<Bare> {
        self.month_or_day()
            .or_else(|| self.small(Class::Weekday).map(Bare::Weekday))
            .or_else(|| self.small(Class::Season).map(Bare::Season))
            .or_else(|| self.part_of_year())
    }

    fn month_or_day(&self) -> Option<Bare> {
        let month = self.month()?;
        Some(self.day().map_or(Bare::Month(month), |day| Bare::Day(month, day)))
    }

    /// "the third quarter", "the first half".
    fn part_of_year(&self) -> Option<Bare> {
        match self.small(Class::Ordinal)? {
            place @ 1..=4 if self.says("quarter") => Some(Bare::Quarter(place)),
            place @ 1..=2 if self.says("half") => Some(Bare::Half(place)),
            _ => None,
        }
    }

    /// The code of the part of the day.
    pub(super) fn part_code(&self) -> Option<&'static str> {
        calendar::PARTS.get(usize::try_from(self.value(Class::Part)?).ok()?).copied()
    }
}
