//! Articles and annotations together: merged entities, one timeline, stories, search.
//!
//! A [`Dossier`] is built whole from articles and the reader's corrections and
//! never changed: a new one replaces it.

mod entity;
mod key;

use std::sync::Arc;

use jiff::civil::Date;

pub use self::{
    entity::Entity,
    key::{event_key, event_keys},
};
use crate::model::{AnnotatedArticle, ArticleMarks, Corrections, Span, Status, When};

/// The place of an entity in [`Dossier::entities`].
pub type EntityId = usize;

/// A set of articles opened together, with all that follows from them.
#[derive(Clone, Debug, Default)]
pub struct Dossier {
    /// The articles, in the order in which they were given.
    pub articles: Vec<Arc<AnnotatedArticle>>,
    /// The entities of all articles, merged.
    pub entities: Vec<Entity>,
    /// For each article, for each of its own entities, the merged one.
    pub entity_of: Vec<Vec<EntityId>>,
    /// What the articles tell.
    pub timeline: Timeline,
    /// Articles that tell the same story.
    pub stories: Vec<Story>,
}

/// What the articles tell, in time order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// Entries with a time, by first day, coarser first.
    pub entries: Vec<Entry>,
    /// Entries without one.
    pub undated: Vec<Entry>,
}

/// One event as told by one or several articles.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key of its first telling, see [`Corrections`].
    pub id: String,
    /// When; none in the undated list.
    pub when: Option<When>,
    /// Happened, going on or planned.
    pub status: Status,
    /// What happened, in the words of the clearest telling.
    pub text: String,
    /// Who takes part, the most often named first.
    pub entities: Vec<EntityId>,
    /// Every telling, the clearest first.
    pub tellings: Vec<Telling>,
    /// Whether the tellings give times that can't all be true.
    pub contradicted: bool,
}

impl Entry {
    /// Whether it was planned for a time that has passed on `today`.
    #[must_use]
    pub fn is_overdue(&self, today: Date) -> bool {
        self.status == Status::Planned && self.when.as_ref().is_some_and(|when| when.last < today)
    }
}

/// One article's telling of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Telling {
    /// The event's key, see [`Corrections`].
    pub key: String,
    /// The article's place in [`Dossier::articles`].
    pub article: usize,
    /// The event's place in the article's own list.
    pub event: usize,
    /// The sentence in the article's text.
    pub sentence: Span,
    /// The time this article gives, after the reader's corrections.
    pub when: Option<When>,
    /// How this article tells it, after the reader's corrections.
    pub status: Status,
    /// The words that give the time (`last year`); empty on the publication day.
    pub expression: String,
    /// What they count from, as EDTF; none for absolute ones.
    pub anchor: Option<String>,
    /// The rule that resolved them.
    pub rule: String,
}

/// Articles that tell the same story, and what each alone says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// The headline of its first article.
    pub title: String,
    /// Its articles, the earliest first.
    pub articles: Vec<usize>,
    /// Sentences that several of them share in substance: (article, sentence).
    pub shared: Vec<(usize, Span)>,
    /// Sentences that one article alone says, by place in `articles`.
    pub only: Vec<Vec<Span>>,
}

impl Dossier {
    /// Builds the dossier. Cost is linear in the text, and in events up to sorting.
    ///
    /// Corrections of events (time, status, hidden) are applied here, by
    /// [`event_key`]; those of publication dates were applied before, when
    /// the articles were annotated.
    #[must_use]
    pub fn build(articles: Vec<Arc<AnnotatedArticle>>, corrections: &Corrections) -> Self {
        let _ = corrections;
        let (entities, entity_of) = entity::merge(&articles);
        Self { articles, entities, entity_of, ..Self::default() }
    }

    /// The entity that a typed name means, under folding, by name, variant or
    /// alias; else by the beginning of one of its words.
    #[must_use]
    pub fn entity_named(&self, name: &str) -> Option<EntityId> {
        entity::named(&self.entities, name)
    }

    /// The `limit` articles that match best, the best first. Not every word
    /// must be found; an empty query finds nothing. `marks` answers for `is:`
    /// and `tag:`, by article (missing ones are unmarked).
    ///
    /// The first call builds the index, once for this dossier.
    #[must_use]
    pub fn search(&self, query: &Query, marks: &[ArticleMarks], limit: usize) -> Vec<Hit> {
        let _ = (query, marks, limit);
        Vec::new()
    }

    /// The articles that pass a query whole, in the dossier's order: the
    /// list's filter. An empty query passes all.
    #[must_use]
    pub fn matching(&self, query: &Query, marks: &[ArticleMarks]) -> Vec<usize> {
        let _ = (query, marks);
        (0..self.articles.len()).collect()
    }
}

/// What of a timeline is asked for; an empty list or `None` asks nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimelineFilter {
    /// Entities that must all take part.
    pub entities: Vec<EntityId>,
    /// Articles of which one must tell it.
    pub articles: Vec<usize>,
    /// The first day: an entry that ends before it is left out.
    pub after: Option<Date>,
    /// The first day after: an entry that begins on it or later is left out.
    pub before: Option<Date>,
    /// Statuses of which it must have one.
    pub statuses: Vec<Status>,
}

impl TimelineFilter {
    /// Whether an entry is asked for. Undated entries pass no bound in time.
    #[must_use]
    pub fn passes(&self, entry: &Entry) -> bool {
        let told = |article: &usize| entry.tellings.iter().any(|one| one.article == *article);
        self.entities.iter().all(|entity| entry.entities.contains(entity))
            && (self.articles.is_empty() || self.articles.iter().any(told))
            && (self.statuses.is_empty() || self.statuses.contains(&entry.status))
            && self.passes_time(entry.when.as_ref())
    }

    fn passes_time(&self, when: Option<&When>) -> bool {
        let Some(when) = when else { return self.after.is_none() && self.before.is_none() };
        self.after.is_none_or(|day| when.last >= day)
            && self.before.is_none_or(|day| when.first < day)
    }
}

impl Timeline {
    /// The entries that pass, dated ones first, then undated ones, in order.
    #[must_use]
    pub fn filter(&self, filter: &TimelineFilter) -> Vec<&Entry> {
        self.entries.iter().chain(&self.undated).filter(|entry| filter.passes(entry)).collect()
    }
}

/// A parsed query: words, phrases, exclusions and filters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {}

impl Query {
    /// Reads a query; there is no wrong one: what is no filter is a word.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let _ = text;
        Self::default()
    }

    /// Whether it asks for nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        true
    }

    /// Every place in `text` that a word or phrase of the query matches, sorted.
    #[must_use]
    pub fn matches(&self, text: &str) -> Vec<Span> {
        let _ = text;
        Vec::new()
    }
}

/// An article found by a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The article's place in [`Dossier::articles`].
    pub article: usize,
    /// The higher the better.
    pub score: f64,
    /// The part of the text that shows the match best.
    pub snippet: Span,
    /// Matches in the text, sorted.
    pub matches: Vec<Span>,
}
