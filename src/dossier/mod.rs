//! Articles and annotations together: merged entities, one timeline, stories, search.
//!
//! A [`Dossier`] is built whole from articles and the reader's corrections and
//! never changed: a new one replaces it.

use std::sync::Arc;

use jiff::civil::Date;

use crate::model::{AnnotatedArticle, ArticleMarks, Corrections, EntityKind, Span, Status, When};

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

/// An entity over the whole dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Person, organisation, place …
    pub kind: EntityKind,
    /// The fullest common form, with its diacritics.
    pub name: String,
    /// Every form, the most frequent first.
    pub variants: Vec<String>,
    /// The articles that name it and how often.
    pub articles: Vec<(usize, usize)>,
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
    #[must_use]
    pub fn build(articles: Vec<Arc<AnnotatedArticle>>, corrections: &Corrections) -> Self {
        let _ = corrections;
        Self { articles, ..Self::default() }
    }

    /// Articles that match, the best first. `marks` answers for `is:` and `tag:`, by article.
    #[must_use]
    pub fn search(&self, query: &Query, marks: &[ArticleMarks]) -> Vec<Hit> {
        let _ = (query, marks);
        Vec::new()
    }

    /// Whether one article passes a query; the list's filter.
    #[must_use]
    pub fn accepts(&self, article: usize, query: &Query, marks: &[ArticleMarks]) -> bool {
        let _ = (article, query, marks);
        true
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
