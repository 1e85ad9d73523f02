//! Notes: anchors that find their place again, the log's records, undo. Pure.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::{Article, ArticleMarks, Correction, Corrections, Span};

/// How an article is known in the log: any one of the three finds it again.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ArticleKey {
    /// SHA-256 of the document's bytes.
    pub hash: String,
    /// Its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The file's path inside the dossier, with `#n` for its later documents.
    pub file: String,
}

impl ArticleKey {
    /// The key of an article.
    #[must_use]
    pub fn of(article: &Article) -> Self {
        let _ = article;
        Self::default()
    }
}

/// Where a note stands: the quote is the truth, the rest are hints.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteAnchor {
    /// The words it stands on.
    pub quote: String,
    /// Up to 32 characters before.
    pub prefix: String,
    /// Up to 32 characters after.
    pub suffix: String,
    /// Code point range when it was made.
    pub start: usize,
    /// End of that range, exclusive.
    pub end: usize,
    /// The block it began in.
    pub block: usize,
}

impl NoteAnchor {
    /// Anchors a span of an article.
    #[must_use]
    pub fn make(article: &Article, span: Span) -> Self {
        let _ = (article, span);
        Self::default()
    }

    /// Finds the span again; none for an orphan (no place, or two equally good ones).
    #[must_use]
    pub fn find(&self, article: &Article) -> Option<Span> {
        let _ = article;
        None
    }
}

/// The five colours of highlights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Colour {
    /// The first.
    #[default]
    Yellow,
    /// The second.
    Green,
    /// The third.
    Blue,
    /// The fourth.
    Pink,
    /// The fifth.
    Purple,
}

/// A highlight and what the reader says about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its id.
    pub id: String,
    /// The article.
    pub article: ArticleKey,
    /// The place.
    pub anchor: NoteAnchor,
    /// The highlight's colour.
    pub colour: Colour,
    /// What the reader says; may be empty.
    pub text: String,
    /// Tags.
    #[serde(default)]
    pub tags: Vec<String>,
    /// When it was made, RFC 3339 in UTC.
    pub created: String,
    /// When it was last changed.
    pub modified: String,
}

/// One whole act of the reader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "act")]
pub enum Act {
    /// A note is made or put back, or replaced by a changed one of the same id.
    Note {
        /// The note.
        note: Note,
    },
    /// A note is taken away.
    Remove {
        /// Its id.
        note: String,
    },
    /// An article is marked read or unread.
    Read {
        /// The article.
        article: ArticleKey,
        /// Read or not.
        on: bool,
    },
    /// An article gets or loses its star.
    Star {
        /// The article.
        article: ArticleKey,
        /// Star or none.
        on: bool,
    },
    /// An article gets or loses a tag.
    Tag {
        /// The article.
        article: ArticleKey,
        /// The tag.
        tag: String,
        /// Put on or taken off.
        on: bool,
    },
    /// A correction, or its end.
    Correct {
        /// The article.
        article: ArticleKey,
        /// What is right.
        correction: Correction,
        /// In force or taken back.
        on: bool,
    },
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The act's own id; a line seen twice counts once.
    pub id: String,
    /// When, RFC 3339 in UTC.
    pub time: String,
    /// What.
    #[serde(flatten)]
    pub act: Act,
}

/// What the log adds up to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notebook {
    /// The notes in force, by creation.
    pub notes: Vec<Note>,
    /// Marks, by article.
    pub marks: BTreeMap<ArticleKey, ArticleMarks>,
    /// Corrections in force.
    pub corrections: Corrections,
}

impl Notebook {
    /// Adds up records in the order of the log.
    #[must_use]
    pub fn replay(records: &[Record]) -> Self {
        let mut notebook = Self::default();
        for record in records {
            notebook.apply(record);
        }
        notebook
    }

    /// Adds one act.
    pub fn apply(&mut self, record: &Record) {
        let _ = record;
    }

    /// The act that takes `act` back, seen from before it is applied; for undo.
    #[must_use]
    pub fn inverse(&self, act: &Act) -> Option<Act> {
        let _ = act;
        None
    }

    /// The notes of an article, in the log's order.
    #[must_use]
    pub fn notes_of(&self, article: &Article) -> Vec<&Note> {
        let _ = article;
        Vec::new()
    }

    /// The marks of an article.
    #[must_use]
    pub fn marks_of(&self, article: &Article) -> ArticleMarks {
        let _ = article;
        ArticleMarks::default()
    }
}
