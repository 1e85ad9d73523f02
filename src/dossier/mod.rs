//! Articles and annotations together: merged entities, one timeline, stories, search.
//!
//! A [`Dossier`] is built whole from articles and the reader's corrections and
//! never changed: a new one replaces it.

mod articles;
mod asked;
mod correct;
mod derived;
mod entity;
mod filter;
mod fuzzy;
mod index;
mod key;
mod lookup;
mod merge;
mod naming;
mod noted;
mod participants;
mod query;
mod regroup;
mod role;
mod search;
mod slot;
mod story;
mod substance;
mod timeline;
mod vague;
mod wording;
mod words;

use std::{
    collections::BTreeSet,
    ops::{Deref, DerefMut},
    sync::{Arc, OnceLock},
};

use self::index::Index;
pub use self::{
    articles::{Archive, Articles, Card, Held},
    correct::{Corrector, corrected},
    derived::Derived,
    entity::Entity,
    filter::{TimelineFilter, Trust},
    key::{event_key, event_keys},
    noted::Said,
    query::Query,
    search::Hit,
    story::Story,
    timeline::{Entry, Telling, Timeline},
};
use jiff::civil::Date;

use crate::model::{ArticleMarks, Corrections};

/// The place of an entity in [`Dossier::entities`].
pub type EntityId = usize;

/// A set of articles opened together, with all that follows from them: its
/// entities, timeline and stories are those of [`Derived`].
#[derive(Clone, Debug, Default)]
pub struct Dossier {
    /// The articles, in the order in which they were given.
    pub articles: Articles,
    /// What follows from them.
    derived: Arc<Derived>,
    /// The search index, built by the first search so that opening is not slowed.
    index: OnceLock<Arc<Index>>,
}

impl Deref for Dossier {
    type Target = Derived;

    fn deref(&self) -> &Derived {
        &self.derived
    }
}

impl DerefMut for Dossier {
    /// What follows from the articles, to be narrowed; another dossier that shares it keeps it.
    fn deref_mut(&mut self) -> &mut Derived {
        Arc::make_mut(&mut self.derived)
    }
}

impl Dossier {
    /// Builds the dossier. Cost is linear in the text, and in events up to sorting.
    ///
    /// Corrections of events (time, status, hidden) are applied here, by
    /// [`event_key`]; those of an article's text, publication date and missing events have
    /// made another article before, see [`corrected`].
    #[must_use]
    pub fn build(articles: impl Into<Articles>, corrections: &Corrections) -> Self {
        let articles = articles.into();
        let derived = Derived::of(&articles, corrections);
        Self::taken_up(articles, derived)
    }

    /// The dossier of articles from which `derived` followed before.
    #[must_use]
    pub fn taken_up(articles: impl Into<Articles>, derived: Derived) -> Self {
        let (articles, derived) = (articles.into(), Arc::new(derived));
        Self { articles, derived, index: OnceLock::new() }
    }

    /// What follows from this dossier's articles with others, these and more:
    /// what a list needs while they are being read.
    #[must_use]
    pub fn grown(&self, articles: impl Iterator<Item = Held>) -> Self {
        let (articles, derived) = (articles.collect::<Vec<_>>().into(), self.derived.clone());
        Self { articles, derived, index: OnceLock::new() }
    }

    /// The entity that a typed name means, under folding, by name, variant or
    /// alias; else by the beginning of one of its words.
    #[must_use]
    pub fn entity_named(&self, name: &str) -> Option<EntityId> {
        entity::named(&self.entities, name)
    }

    /// The ids of the timeline's entries in which what bears a typed name takes
    /// part: an entity, else whatever the articles call so. None when nothing
    /// in the dossier bears it.
    #[must_use]
    pub fn entries_of(&self, name: &str) -> Option<BTreeSet<String>> {
        naming::entries_of(self, name)
    }

    /// The ids of the entries passing a filter that a typed question asks for,
    /// in the query language with `is:planned`, `precision:month` and
    /// `around:2025-06` besides; none when it asks nothing.
    #[must_use]
    pub fn entries_asked(
        &self,
        typed: &str,
        filter: &TimelineFilter,
        marks: &[ArticleMarks],
        today: Date,
    ) -> Option<BTreeSet<String>> {
        asked::entries(self, typed, filter, (marks, today))
    }

    /// The `limit` articles that match best, the best first. Not every word
    /// must be found; an empty query finds nothing. `marks` answers for `is:`
    /// and `tag:`, by article (missing ones are unmarked).
    ///
    /// The first call builds the index, once for this dossier.
    #[must_use]
    pub fn search(&self, query: &Query, marks: &[ArticleMarks], limit: usize) -> Vec<Hit> {
        search::search(self, query, marks, limit)
    }

    /// The articles that pass a query whole, in the dossier's order: the
    /// list's filter. An empty query passes all.
    #[must_use]
    pub fn matching(&self, query: &Query, marks: &[ArticleMarks]) -> Vec<usize> {
        search::matching(self, query, marks)
    }

    /// The search index, built at the first call.
    fn index(&self) -> &Index {
        self.index
            .get_or_init(|| Arc::new(Index::of(&self.articles, &self.entities, &self.entity_of)))
    }
}
