//! Conditions: whether an article passes what a query asks besides its words.

use jiff::civil::Date;

use super::{
    Dossier,
    entity::named_like,
    gather::answering,
    query::{Clause, Condition, Mark, Query},
    slot::Slot,
};
use crate::{fold::fold, model::ArticleMarks};

/// The conditions of a query over one dossier.
pub(super) struct Conditions<'a> {
    dossier: &'a Dossier,
    marks: &'a [ArticleMarks],
    all: Vec<Check<'a>>,
}

/// A condition made ready.
struct Check<'a> {
    excluded: bool,
    condition: &'a Condition,
    /// For each article whether it may hold, of a phrase or a name.
    among: Vec<bool>,
    /// The phrase that must be looked for there.
    phrase: Option<Slot>,
}

impl<'a> Conditions<'a> {
    /// The conditions of a query, made ready once for all articles.
    pub(super) fn new(dossier: &'a Dossier, query: &'a Query, marks: &'a [ArticleMarks]) -> Self {
        let check = |clause: &'a Clause| Check {
            excluded: clause.excluded,
            ..Check::new(dossier, &clause.condition)
        };
        Self { dossier, marks, all: query.clauses.iter().map(check).collect() }
    }

    /// Whether all hold for an article.
    pub(super) fn pass(&self, article: u32) -> bool {
        self.all.iter().all(|check| self.holds(check, article) != check.excluded)
    }

    fn holds(&self, check: &Check<'_>, article: u32) -> bool {
        let at = article as usize;
        let among = check.among.get(at).copied().unwrap_or_default();
        match (check.condition, &check.phrase) {
            (Condition::Phrase(_), Some(phrase)) => among && self.has(phrase, article),
            (Condition::Phrase(_) | Condition::Who(_), _) => among,
            (condition, _) => holds_of(self.dossier, condition, self.marks, at),
        }
    }

    fn has(&self, phrase: &Slot, article: u32) -> bool {
        let document = self.dossier.catalogue().index.document(article);
        document.is_some_and(|document| phrase.runs.iter().any(|run| run.stands_in(&document)))
    }
}

impl<'a> Check<'a> {
    fn new(dossier: &Dossier, condition: &'a Condition) -> Self {
        let (among, phrase) = match condition {
            Condition::Phrase(words) => {
                let catalogue = dossier.catalogue();
                let slot = Slot::phrase(&catalogue.index, words);
                let among = answering(&catalogue.index, &slot);
                (among, Some(slot).filter(|slot| slot.words.is_empty()))
            }
            Condition::Who(name) => (naming(dossier, name), None),
            _ => (Vec::new(), None),
        };
        Self { excluded: false, condition, among, phrase }
    }
}

/// For each article whether a condition holds of it.
pub(super) fn holds(dossier: &Dossier, condition: &Condition, marks: &[ArticleMarks]) -> Vec<bool> {
    let all = vec![Check::new(dossier, condition)];
    let conditions = Conditions { dossier, marks, all };
    (0..).take(dossier.articles.len()).map(|article| conditions.pass(article)).collect()
}

/// For each article whether it names an entity that `name` may mean.
fn naming(dossier: &Dossier, name: &str) -> Vec<bool> {
    let mut all = vec![false; dossier.articles.len()];
    let entities = named_like(&dossier.entities, name);
    for entity in entities.iter().filter_map(|&id| dossier.entities.get(id)) {
        entity.articles().for_each(|(at, _)| all[at] = true);
    }
    all
}

fn holds_of(dossier: &Dossier, condition: &Condition, marks: &[ArticleMarks], at: usize) -> bool {
    let unmarked = ArticleMarks::default();
    let marks = marks.get(at).unwrap_or(&unmarked);
    match condition {
        Condition::In(part) => stands_in(dossier, at, part),
        Condition::After(day) => published(dossier, at).is_some_and(|one| one.1 >= *day),
        Condition::Before(day) => published(dossier, at).is_some_and(|one| one.0 < *day),
        Condition::Is(mark) => bears(marks, *mark),
        Condition::Tag(tag) => {
            marks.tags.iter().chain(&marks.note_tags).any(|one| fold(one) == *tag)
        }
        Condition::Phrase(_) | Condition::Who(_) => false,
    }
}

fn bears(marks: &ArticleMarks, mark: Mark) -> bool {
    match mark {
        Mark::Unread => !marks.read,
        Mark::Read => marks.read,
        Mark::Starred => marks.starred,
        Mark::Noted => marks.notes > 0,
        Mark::Remarked => marks.remarks > 0,
        Mark::Highlighted => marks.highlights > 0,
        Mark::Tagged => !(marks.tags.is_empty() && marks.note_tags.is_empty()),
    }
}

fn stands_in(dossier: &Dossier, at: usize, part: &str) -> bool {
    let Some(article) = dossier.articles.card(at).map(|card| &card.head) else { return false };
    let metadata = &article.metadata;
    let publisher = metadata.publisher.as_deref().unwrap_or_default();
    let places = [publisher, &article.origin.file, &metadata.title];
    places.iter().any(|place| fold(place).contains(part))
}

/// The first and last day of an article's publication.
fn published(dossier: &Dossier, at: usize) -> Option<(Date, Date)> {
    let when = &dossier.articles.card(at)?.head.metadata.published.as_ref()?.when;
    Some((when.first, when.last))
}
