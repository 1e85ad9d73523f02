//! The query language: words, `"exact phrases"`, `-not`, and filters.
//!
//! | written | asks for |
//! |---|---|
//! | `word` | the word, forgiving slips, case and diacritics; the last one may be unfinished |
//! | `"exact phrase"` | these words side by side |
//! | `-word`, `-"phrase"`, `-who:x` … | none of it |
//! | `who:macron` | articles that name the entity |
//! | `in:gazette` | in the publisher, the file or the title |
//! | `after:2025-06`, `before:2026` | published on its first day or later; before its first day |
//! | `is:unread`, `read`, `starred`, `noted` | marks |
//! | `has:note`, `has:highlight`, `has:tag` | articles with remarks, highlights, tags |
//! | `tag:x` | tagged so, itself or one of its notes |
//!
//! There is no wrong query: what is no filter is a word.

use std::iter;

use jiff::civil::Date;

use super::{
    fuzzy::is_near,
    words::{Words, head, stem, words_of},
};
use crate::{
    fold::fold,
    model::{Span, When},
};

/// Characters of a query that are read.
const LENGTH: usize = 256;
/// Words and conditions of a query that count.
const PARTS: usize = 32;

/// A parsed query: words, phrases, exclusions and filters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Words to be found, folded, none twice.
    pub(super) words: Vec<String>,
    /// Whether the last word may be the beginning of one.
    pub(super) unfinished: bool,
    /// What must hold besides.
    pub(super) clauses: Vec<Clause>,
}

/// A condition and whether it must hold or must not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    /// Whether it was written with a minus sign.
    pub(super) excluded: bool,
    /// The condition.
    pub(super) condition: Condition,
}

/// What an article is asked for, besides words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    /// These words side by side, folded.
    Phrase(Vec<String>),
    /// It names an entity.
    Who(String),
    /// Publisher, file or title hold this, folded.
    In(String),
    /// Published on this day or later.
    After(Date),
    /// Published before this day.
    Before(Date),
    /// It bears a mark.
    Is(Mark),
    /// It bears a tag, folded.
    Tag(String),
}

/// The marks that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Not read yet.
    Unread,
    /// Read.
    Read,
    /// With a star.
    Starred,
    /// With a note.
    Noted,
    /// With a remark of the reader's.
    Remarked,
    /// With highlighted words.
    Highlighted,
    /// With a tag.
    Tagged,
}

impl Query {
    /// Reads a query. Characters beyond the 256th are left out.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        for chunk in Chunk::all(text) {
            query.add(&chunk);
        }
        query.unfinished &= !text.ends_with(char::is_whitespace);
        query.words.truncate(PARTS);
        query.clauses.truncate(PARTS);
        query
    }

    /// Whether it asks for nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.clauses.is_empty()
    }

    fn add(&mut self, chunk: &Chunk<'_>) {
        let excluded = chunk.excluded;
        let condition = chunk.condition();
        self.unfinished = condition.is_none() && !excluded;
        let phrase = || phrase(chunk.body).filter(|_| excluded);
        match condition.or_else(phrase) {
            Some(condition) => self.clauses.push(Clause { excluded, condition }),
            None if !excluded => self.add_words(words_of(chunk.body)),
            None => {}
        }
    }

    /// A word written twice counts once, at its last place.
    fn add_words(&mut self, words: Vec<String>) {
        for word in words {
            self.words.retain(|other| *other != word);
            self.words.push(word);
        }
    }

    /// Every place in `text` that a word or phrase of the query matches,
    /// sorted, none overlapping. A word matches its slips only where the text
    /// has neither it nor another form of it.
    #[must_use]
    pub fn matches(&self, text: &str) -> Vec<Span> {
        let words = Words::of(text);
        let placed: Vec<(Span, &str)> = words.placed().collect();
        let mut found = Vec::new();
        for (at, word) in self.words.iter().enumerate() {
            let prefix = self.unfinished && at + 1 == self.words.len();
            found.extend(places(word, &placed, if prefix { End::Open } else { End::Closed }));
        }
        found.extend(self.phrases().flat_map(|phrase| phrase_places(phrase, &placed)));
        disjoint(found)
    }

    /// Whether every word is among those of a text.
    pub(super) fn is_all_in(&self, placed: &[(Span, &str)], spelling: Spelling) -> bool {
        self.words.iter().enumerate().all(|(at, word)| {
            let prefix = self.unfinished && at + 1 == self.words.len();
            let end = if prefix { End::Open } else { End::Closed };
            match spelling {
                Spelling::Exact => !sure_places(word, placed, end).is_empty(),
                Spelling::Near => !places(word, placed, end).is_empty(),
            }
        })
    }

    /// The phrases that are wanted.
    pub(super) fn phrases(&self) -> impl Iterator<Item = &[String]> {
        self.clauses.iter().filter(|clause| !clause.excluded).filter_map(|clause| {
            let Condition::Phrase(phrase) = &clause.condition else { return None };
            Some(phrase.as_slice())
        })
    }
}

impl Condition {
    /// Whether it is a phrase that stands in a text.
    pub(super) fn is_in(&self, text: &str) -> bool {
        let Self::Phrase(phrase) = self else { return false };
        let words = Words::of(text);
        let placed: Vec<(Span, &str)> = words.placed().collect();
        !phrase_places(phrase, &placed).is_empty()
    }
}

/// The words of a text side by side; none when it has none.
fn phrase(text: &str) -> Option<Condition> {
    Some(words_of(text)).filter(|words| !words.is_empty()).map(Condition::Phrase)
}

/// Whether a word is typed to its end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Open,
    Closed,
}

/// Whether slips are forgiven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// None.
    Exact,
    /// Where nothing fits without.
    Near,
}

fn places(word: &str, placed: &[(Span, &str)], end: End) -> Vec<Span> {
    let sure = sure_places(word, placed, end);
    if sure.is_empty() { placed_where(placed, |other| is_near(word, other)) } else { sure }
}

fn sure_places(word: &str, placed: &[(Span, &str)], end: End) -> Vec<Span> {
    let stemmed = stem(word);
    let is_it = |other: &str| {
        other == word || (end == End::Open && other.starts_with(word)) || stem(other) == stemmed
    };
    placed_where(placed, is_it)
}

fn placed_where(placed: &[(Span, &str)], fits: impl Fn(&str) -> bool) -> Vec<Span> {
    placed.iter().filter(|(_, word)| fits(word)).map(|&(span, _)| span).collect()
}

fn phrase_places(phrase: &[String], placed: &[(Span, &str)]) -> Vec<Span> {
    if phrase.is_empty() {
        return Vec::new();
    }
    let stands = |window: &&[(Span, &str)]| {
        window.iter().zip(phrase).all(|((_, word), wanted)| word == wanted)
    };
    let windows = placed.windows(phrase.len()).filter(stands);
    windows.filter_map(|window| Some(window.first()?.0.join(window.last()?.0))).collect()
}

/// Sorts spans and joins those that overlap.
pub(super) fn disjoint(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut() {
            Some(last) if last.overlaps(span) => *last = last.join(span),
            _ => out.push(span),
        }
    }
    out
}

/// A piece of the query between spaces; a quoted part may hold some.
pub(super) struct Chunk<'a> {
    /// Whether it was written with a minus sign.
    pub(super) excluded: bool,
    /// The filter's name, of a piece that has a colon.
    pub(super) field: Option<&'a str>,
    /// The piece as a whole, without its minus sign.
    pub(super) body: &'a str,
    /// What stands behind the colon or inside the quotation marks.
    pub(super) value: &'a str,
    quoted: bool,
    rest: &'a str,
}

impl<'a> Chunk<'a> {
    /// The pieces of a query, up to as many characters as are read.
    pub(super) fn all(text: &'a str) -> impl Iterator<Item = Self> {
        let mut rest = head(text, LENGTH).trim_start();
        iter::from_fn(move || {
            let chunk = Self::take(rest)?;
            rest = chunk.rest.trim_start();
            Some(chunk)
        })
    }

    fn take(text: &'a str) -> Option<Self> {
        if text.is_empty() {
            return None;
        }
        let minus = without_minus(text);
        let whole = minus.unwrap_or(text);
        let (field, written) = field_of(whole);
        let (value, quoted, rest) = value_of(written);
        let body = whole.get(..whole.len() - rest.len())?;
        Some(Self { excluded: minus.is_some(), field, body, value, quoted, rest })
    }

    fn condition(&self) -> Option<Condition> {
        match self.field {
            Some(field) => condition(&field.to_ascii_lowercase(), self.value),
            None if self.quoted => phrase(self.value),
            None => None,
        }
    }
}

/// What stands behind a minus sign that excludes it.
fn without_minus(text: &str) -> Option<&str> {
    let opens = |letter: char| letter.is_alphanumeric() || letter == '"';
    text.strip_prefix('-').filter(|rest| rest.starts_with(opens))
}

/// The name of a filter that a text begins with, and what stands behind its
/// colon; no name and the whole text when it begins with none.
fn field_of(text: &str) -> (Option<&str>, &str) {
    let named = text.split_once(':').filter(|(name, _)| {
        !name.is_empty() && name.bytes().all(|letter| letter.is_ascii_alphabetic())
    });
    named.map_or((None, text), |(name, value)| (Some(name), value))
}

/// What a text begins with: quoted, or up to the next space. And the rest.
fn value_of(text: &str) -> (&str, bool, &str) {
    if let Some(inside) = text.strip_prefix('"') {
        let (value, rest) = inside.split_once('"').unwrap_or((inside, ""));
        return (value, true, rest);
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (value, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    (value, false, rest)
}

fn condition(field: &str, value: &str) -> Option<Condition> {
    let folded = Some(fold(value)).filter(|folded| !folded.is_empty())?;
    match field {
        "who" => Some(Condition::Who(folded)),
        "in" => Some(Condition::In(folded)),
        "tag" => Some(Condition::Tag(folded)),
        "after" => Some(Condition::After(When::parse(value).ok()?.first)),
        "before" => Some(Condition::Before(When::parse(value).ok()?.first)),
        "is" => mark(&MARKS, &folded).map(Condition::Is),
        "has" => mark(&HELD, &folded).map(Condition::Is),
        _ => None,
    }
}

/// The marks by what they are called in queries.
const MARKS: [(&str, Mark); 4] = [
    ("unread", Mark::Unread),
    ("read", Mark::Read),
    ("starred", Mark::Starred),
    ("noted", Mark::Noted),
];

/// What an article or note may have, by what it is called in queries.
const HELD: [(&str, Mark); 3] =
    [("note", Mark::Remarked), ("highlight", Mark::Highlighted), ("tag", Mark::Tagged)];

fn mark(marks: &[(&str, Mark)], name: &str) -> Option<Mark> {
    marks.iter().find(|(known, _)| *known == name).map(|&(_, mark)| mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, words: &[&str], clauses: &[&str]) {
        let query = Query::parse(text);
        assert_eq!(query.words, words, "{text}");
        let shown: Vec<String> = query
            .clauses
            .iter()
            .map(|one| format!("{}{:?}", if one.excluded { "-" } else { "" }, one.condition))
            .collect();
        assert_eq!(shown, clauses, "{text}");
    }

    #[test]
    fn queries_are_read() {
        check("Erdoğan  S-400", &["erdogan", "s", "400"], &[]);
        check("fair \"steel dome\"", &["fair"], &[r#"Phrase(["steel", "dome"])"#]);
        check("\"unclosed phrase", &[], &[r#"Phrase(["unclosed", "phrase"])"#]);
        check("-tank -\"war game\"", &[], &[r#"-Phrase(["tank"])"#, r#"-Phrase(["war", "game"])"#]);
        check("who:Macron -who:\"Ana Lima\"", &[], &[r#"Who("macron")"#, r#"-Who("ana lima")"#]);
        check("in:Gazette tag:Naval", &[], &[r#"In("gazette")"#, r#"Tag("naval")"#]);
        check("after:2025-06 before:2026", &[], &["After(2025-06-01)", "Before(2026-01-01)"]);
        check("is:unread IS:starred", &[], &["Is(Unread)", "Is(Starred)"]);
        check("has:note -has:highlight", &[], &["Is(Remarked)", "-Is(Highlighted)"]);
        check(
            "after:soon is:blue foo:bar who:",
            &["after", "soon", "is", "blue", "foo", "bar", "who"],
            &[],
        );
        check("ship ships ship", &["ships", "ship"], &[]);
        for empty in ["", "  ", "-", "\"", "\"\"", "...", "--", ":", "-:"] {
            check(empty, &[], &[]);
            assert!(Query::parse(empty).is_empty());
        }
        check("--help", &["help"], &[]);
    }

    #[test]
    fn a_query_of_any_length_is_short() {
        let query = Query::parse(&"word ".repeat(10_000));
        assert_eq!(query.words, ["word", "w"]);
        let letters: String = ('a'..='z').flat_map(|a| [a, ' ']).collect();
        assert_eq!(Query::parse(&letters.repeat(9)).words.len(), 26);
    }

    fn check_matches(query: &str, text: &str, expected: &[&str]) {
        let query = Query::parse(query);
        let found: Vec<&str> = query.matches(text).iter().map(|span| span.cut(text)).collect();
        assert_eq!(found, expected, "{query:?}");
    }

    #[test]
    fn matches_are_found_in_any_text() {
        check_matches("erdogan", "Erdoğan met Erdogan", &["Erdoğan", "Erdogan"]);
        check_matches("missle ", "A missile, an old missive", &["missile"]);
        check_matches("missile ", "A missile, two missiles, a missle", &["missile", "missiles"]);
        check_matches("air def", "Air defence in the air", &["Air", "defence", "air"]);
        check_matches("def ", "Air defence", &[]);
        check_matches("\"steel dome\" -iron", "A steel dome, iron, steel", &["steel dome"]);
        check_matches("", "Nothing", &[]);
    }
}
