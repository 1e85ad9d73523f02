//! Articles and annotations together: merged entities, one timeline, stories, search.
//!
//! A [`Dossier`] is built whole from articles and the reader's corrections and
//! never changed: a new one replaces it.

mod alias;
mod articles;
mod asked;
mod catalogue;
mod condition;
mod correct;
mod derived;
mod endings;
mod entity;
mod entry;
mod fields;
mod filter;
mod fuzzy;
mod gather;
mod grounds;
mod index;
mod key;
mod lookup;
mod merge;
mod naming;
mod noted;
mod owners;
mod participants;
mod query;
mod regroup;
mod rename;
mod role;
mod score;
mod search;
mod slot;
mod snippet;
mod status;
mod story;
mod substance;
mod timeline;
mod together;
mod vague;
mod version;
mod wording;
mod words;

use std::{
    collections::BTreeSet,
    ops::{Deref, DerefMut},
    sync::Arc,
};

use self::catalogue::{Catalogue, Shared};
pub use self::{
    articles::{Archive, Articles, Card, Held, Packed},
    correct::{Corrector, corrected},
    derived::Derived,
    entity::Entity,
    filter::{TimelineFilter, Trust},
    grounds::Grounds,
    index::{Bytes, Index, Key, Segment, SegmentBuilder, merge},
    key::{event_key, event_keys},
    noted::Said,
    owners::{Own, Owners},
    query::Query,
    search::Hit,
    story::Story,
    timeline::{Entry, Telling, Timeline},
    together::{Pair, Place},
    version::{Change, Changes},
    words::words_of,
};
use jiff::civil::Date;

use crate::model::{ArticleMarks, Corrections};

/// The place of an entity in [`Derived::entities`].
pub type EntityId = usize;

/// A set of articles opened together, with all that follows from them: its
/// entities, timeline and stories are those of [`Derived`].
#[derive(Clone, Debug, Default)]
pub struct Dossier {
    /// The articles, in the order in which they were given.
    pub articles: Articles,
    /// What follows from them.
    derived: Arc<Derived>,
    /// What it is searched by, made by the first search so that opening is not slowed.
    catalogue: Shared,
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
        Self { articles, derived, catalogue: Shared::default() }
    }

    /// What follows from its articles, without them.
    #[must_use]
    pub fn into_derived(self) -> Derived {
        Arc::unwrap_or_clone(self.derived)
    }

    /// Puts more articles behind its own, from which nothing follows yet: what
    /// a list needs while they are being read. Linear in them.
    pub fn extend(&mut self, more: impl IntoIterator<Item = Held>) {
        self.articles.extend(more);
        self.catalogue = Shared::default();
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

    /// The keys of its articles in an index.
    #[must_use]
    pub fn keys(&self) -> Vec<Key> {
        index::keys(&self.articles)
    }

    /// Adds one of its articles to a segment under its key.
    pub fn add_to(&self, segment: &mut SegmentBuilder, article: usize, key: Key) {
        if let Some(held) = self.articles.held(article) {
            segment.add_article(key, held);
        }
    }

    /// Has its index made now, in this way, where it has none yet.
    pub fn index_with(&self, make: impl FnOnce() -> Index) {
        let _ = self.catalogue.get_or_make(|| self.catalogue_of(make()));
    }

    /// Forgets its index, so that another can be made.
    pub fn forget_index(&self) {
        self.catalogue.forget();
    }

    /// Whether the index was found to be damaged, so that searches may miss something.
    #[must_use]
    pub fn is_index_damaged(&self) -> bool {
        self.catalogue.known().is_some_and(|catalogue| catalogue.index.is_damaged())
    }

    /// What it is searched by, made at the first call.
    fn catalogue(&self) -> Arc<Catalogue> {
        self.catalogue.get_or_make(|| self.catalogue_of(Index::of(&self.articles)))
    }

    fn catalogue_of(&self, index: Index) -> Catalogue {
        Catalogue::new(index, &self.articles, &self.entities)
    }
}
