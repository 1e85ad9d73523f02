//! What a query asks of a note: its tags, what it has, its words.

use std::collections::BTreeSet;

use super::query::{Clause, Condition, Mark, Query};
use crate::fold::fold;

/// What a note says, made ready to be asked for.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Whether it highlights words.
    highlights: bool,
    /// Whether it has words of the reader's.
    remarks: bool,
    /// Its tags and those of its article, folded.
    tags: BTreeSet<String>,
    /// Quote, remark, tags and the article's title, folded.
    words: String,
}

impl Said {
    /// What a note says with its quote, its text, and its own and its article's tags.
    #[must_use]
    pub fn of<'a>(
        quote: &str,
        text: &str,
        tags: impl IntoIterator<Item = &'a String>,
        title: &str,
    ) -> Self {
        let tags: BTreeSet<String> = tags.into_iter().map(|tag| fold(tag)).collect();
        let listed: Vec<&str> = tags.iter().map(String::as_str).collect();
        let words = [fold(quote), fold(text), listed.join(" "), fold(title)].join("\n");
        Self { highlights: !quote.is_empty(), remarks: !text.is_empty(), tags, words }
    }
}

impl Query {
    /// Whether a note has the tags and the rest that are asked of notes. What
    /// is asked of articles is not looked at.
    #[must_use]
    pub fn fits_note(&self, said: &Said) -> bool {
        self.clauses.iter().all(|clause| {
            bears(&clause.condition, said).is_none_or(|holds| holds != clause.excluded)
        })
    }

    /// Whether a note holds every word and phrase, each maybe unfinished.
    #[must_use]
    pub fn is_said(&self, said: &Said) -> bool {
        let holds = |clause: &Clause| match &clause.condition {
            Condition::Phrase(words) => said.words.contains(&words.join(" ")) != clause.excluded,
            _ => true,
        };
        self.words.iter().all(|word| said.words.contains(word.as_str()))
            && self.clauses.iter().all(holds)
    }

    /// What of the query is asked of the article as a whole: names, outlet,
    /// dates, and the marks that are no note's.
    #[must_use]
    pub fn of_article(&self) -> Self {
        let is_articles = |clause: &&Clause| match clause.condition {
            Condition::Phrase(_) | Condition::Tag(_) => false,
            Condition::Is(mark) => of_note(mark, &Said::default()).is_none(),
            _ => true,
        };
        let clauses = self.clauses.iter().filter(is_articles).cloned().collect();
        Self { clauses, ..Self::default() }
    }
}

/// Whether a note meets a condition; none for one that is not about notes.
fn bears(condition: &Condition, said: &Said) -> Option<bool> {
    match condition {
        Condition::Tag(tag) => Some(said.tags.contains(tag)),
        Condition::Is(mark) => of_note(*mark, said),
        _ => None,
    }
}

fn of_note(mark: Mark, said: &Said) -> Option<bool> {
    match mark {
        Mark::Noted => Some(true),
        Mark::Remarked => Some(said.remarks),
        Mark::Highlighted => Some(said.highlights),
        Mark::Tagged => Some(!said.tags.is_empty()),
        Mark::Unread | Mark::Read | Mark::Starred => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, expected: [bool; 2]) {
        let tags = ["Toll".to_owned()];
        let said = Said::of("eleven barges", "who counts?", &tags, "At the lock");
        let bare = Said::of("eleven barges", "", &[], "At the lock");
        let query = Query::parse(query);
        let fits = [said, bare].map(|said| query.fits_note(&said) && query.is_said(&said));
        assert_eq!(fits, expected, "{query:?}");
    }

    #[test]
    fn notes_are_asked_for_by_what_they_have_and_say() {
        check("", [true, true]);
        check("has:note", [true, false]);
        check("has:highlight", [true, true]);
        check("-has:tag", [false, true]);
        check("tag:toll", [true, false]);
        check("barg lock", [true, true]);
        check("\"who counts\"", [true, false]);
        check("-\"who counts\"", [false, true]);
        check("ferry", [false, false]);
        check("is:unread who:poe", [true, true]);
    }

    #[test]
    fn the_rest_is_asked_of_articles() {
        let query = Query::parse("barge tag:x has:note who:poe is:unread after:2025");
        assert_eq!(query.of_article(), Query::parse("who:poe is:unread after:2025"));
    }
}
