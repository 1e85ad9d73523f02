//! The dossier as loaded so far, and the reader's notes on it.

use std::sync::Arc;

use crate::{
    dossier::{Card, Dossier, EntityId, Held},
    model::{AnnotatedArticle, Article, ArticleMarks, Problem, Span},
    note::{Note, Notebook, Shelves},
    store::Places,
    tui::effect::Extent,
};

/// The dossier and what the reader has said about it. Cheap to clone: workers get
/// a copy as it is at the moment of asking.
#[derive(Clone, Debug, Default)]
pub struct Holdings {
    /// The dossier's name: its folder's.
    pub name: String,
    /// The dossier; a new one takes its place as files are read.
    pub dossier: Arc<Dossier>,
    /// Notes, marks and corrections.
    pub notebook: Arc<Notebook>,
    /// The marks of each article, in the dossier's order.
    pub marks: Arc<Vec<ArticleMarks>>,
    /// Every note with its place, by article and place; orphans last.
    pub notes: Arc<Vec<PlacedNote>>,
}

/// A note and where it was found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedNote {
    /// Its place among the notebook's notes.
    pub note: usize,
    /// The article it belongs to; none when that isn't in the dossier.
    pub article: Option<usize>,
    /// The words it stands on; none for an orphan.
    pub span: Option<Span>,
}

impl PlacedNote {
    /// The notes on some shelves in the order of [`Holdings::notes`], with the
    /// places that were found for those of each article. Notes of articles
    /// without places are left out, and those whose article may still come.
    #[must_use]
    pub fn all(shelves: &Shelves<'_>, places: &Places, extent: Extent) -> Vec<Self> {
        let mut all = Vec::new();
        for (at, (numbers, spans)) in shelves.numbers.iter().zip(places).enumerate() {
            let pairs = numbers.iter().zip(spans);
            all.extend(pairs.map(|(&note, &span)| Self { note, article: Some(at), span }));
        }
        if extent == Extent::All {
            let homeless = shelves.homeless_numbers.iter();
            all.extend(homeless.map(|&note| Self { note, article: None, span: None }));
        }
        all.sort_by_key(|one| (one.article.is_none(), one.span.is_none(), one.article, one.span));
        all
    }
}

impl Holdings {
    /// An article with its annotations, kept in memory until it is released.
    #[must_use]
    pub fn annotated(&self, article: usize) -> Option<&AnnotatedArticle> {
        self.dossier.articles.get(article)
    }

    /// What is held of an article without its text.
    #[must_use]
    pub fn card(&self, article: usize) -> Option<&Card> {
        self.dossier.articles.card(article)
    }

    /// An article.
    #[must_use]
    pub fn article(&self, article: usize) -> Option<&Article> {
        self.annotated(article).map(|annotated| &annotated.article)
    }

    /// The marks of an article; none when it has not been marked.
    #[must_use]
    pub fn marks_of(&self, article: usize) -> Option<&ArticleMarks> {
        self.marks.get(article)
    }

    /// A note with its text, by its place among the holdings'.
    #[must_use]
    pub fn note(&self, at: usize) -> Option<(PlacedNote, &Note)> {
        let placed = *self.notes.get(at)?;
        Some((placed, self.notebook.notes.get(placed.note)?))
    }

    /// The merged entity of one of an article's own.
    #[must_use]
    pub fn entity_of(&self, article: usize, entity: usize) -> Option<EntityId> {
        self.dossier.entity_of.get(article)?.get(entity)
    }

    /// The notes whose words stand in an article, by place. Found by bisection.
    #[must_use]
    pub fn notes_in(&self, article: usize) -> &[PlacedNote] {
        let placed = self.notes.partition_point(|note| note.span.is_some());
        let placed = self.notes.get(..placed).unwrap_or_default();
        let first = placed.partition_point(|note| note.article < Some(article));
        let after = placed.partition_point(|note| note.article <= Some(article));
        placed.get(first..after).unwrap_or_default()
    }
}

impl Loading {
    /// Whether what has arrived is all there is.
    #[must_use]
    pub fn extent(&self) -> Extent {
        if self.all_read { Extent::All } else { Extent::SoFar }
    }
}

/// How far reading the files has come.
#[derive(Clone, Debug, Default)]
pub struct Loading {
    /// Files read.
    pub done: usize,
    /// How many per cent of the next one were read.
    pub share: u8,
    /// Files to read; 0 while they are being counted.
    pub total: usize,
    /// Whether every file has been read.
    pub all_read: bool,
    /// Whether the log has been read; before no dossier is built.
    pub logged: bool,
    /// Whether the dossier holds them all, too.
    pub finished: bool,
    /// What couldn't be read.
    pub problems: Vec<Problem>,
    /// Every article as it was read so far, in the order of the dossier.
    pub arrived: Vec<Held>,
    /// The dossier being built, and the last one shown.
    pub build: Build,
}

/// Which dossier is being built: one at a time, the newest asked for wins.
#[derive(Clone, Copy, Debug, Default)]
pub struct Build {
    /// The number of the last one asked for.
    pub asked: u64,
    /// Whether its result hasn't come yet.
    pub running: bool,
    /// Whether another is needed after it.
    pub again: bool,
    /// How many articles the last one has that came.
    pub covered: usize,
}
