//! What the reader says about articles and events: marks and corrections.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, OnceLock},
};

use serde::{Deserialize, Serialize};

use super::{EntityKind, Status, When};

/// The reader's marks on one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleMarks {
    /// It was read.
    pub read: bool,
    /// It has a star.
    pub starred: bool,
    /// How many notes stand on it.
    pub notes: usize,
    /// How many of them highlight words.
    pub highlights: usize,
    /// How many of them have words of the reader's.
    pub remarks: usize,
    /// Its tags.
    pub tags: BTreeSet<String>,
    /// The tags of its notes.
    pub note_tags: BTreeSet<String>,
    /// Its notes' remarks and all these tags.
    pub said: Remarks,
}

/// Texts of the reader's. Their words are made when somebody looks for one,
/// which costs more than all else about a mark.
#[derive(Clone, Debug, Default)]
pub struct Remarks {
    texts: Vec<String>,
    words: OnceLock<BTreeSet<String>>,
}

impl Remarks {
    /// All words, of each text those that `words_of` gives; always the same function.
    pub fn words(&self, words_of: impl Fn(&str) -> Vec<String>) -> &BTreeSet<String> {
        self.words.get_or_init(|| self.texts.iter().flat_map(|text| words_of(text)).collect())
    }
}

impl FromIterator<String> for Remarks {
    fn from_iter<T: IntoIterator<Item = String>>(texts: T) -> Self {
        Self { texts: texts.into_iter().collect(), words: OnceLock::new() }
    }
}

impl PartialEq for Remarks {
    fn eq(&self, other: &Self) -> bool {
        self.texts == other.texts
    }
}

impl Eq for Remarks {}

/// One correction by the reader; it wins over everything computed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "correct")]
pub enum Correction {
    /// The publication date of an article.
    Published {
        /// When it was published.
        when: When,
    },
    /// The time of an event.
    EventWhen {
        /// The event's key.
        event: String,
        /// When it happened.
        when: When,
    },
    /// The status of an event.
    EventStatus {
        /// The event's key.
        event: String,
        /// The status.
        status: Status,
    },
    /// An event that is none, or shown again.
    EventHidden {
        /// The event's key.
        event: String,
        /// Whether it is hidden.
        hidden: bool,
    },
    /// An event that is the same as another.
    EventSame {
        /// The event's key.
        event: String,
        /// The other's key.
        other: String,
    },
    /// An event that others were taken for, and stands alone.
    EventAlone {
        /// The event's key.
        event: String,
    },
    /// An event that was not found.
    EventAdded(AddedEvent),
    /// What a piece of a document is to its article.
    Piece(PieceCorrection),
    /// What a name stands for, whatever article it was said in.
    Entity(EntityCorrection),
}

/// What the reader says of an entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityCorrection {
    /// The entity, as [`super::entity_subject`] writes it, or a form of one.
    pub entity: String,
    /// What it is.
    pub role: EntityRole,
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum EntityRole {
    /// A thing of another kind.
    Kind {
        /// The kind.
        kind: EntityKind,
    },
    /// The same as another entity.
    Same {
        /// The other.
        other: String,
        /// Its name as it is shown.
        name: String,
    },
    /// A form that stands for itself, apart from what it was taken for.
    Alone,
    /// No name.
    Hidden,
    /// What it was read as, whatever was said before.
    AsRead,
}

/// What the reader says of entities, by entity or form.
pub type EntityRoles = BTreeMap<String, EntityRole>;

/// An event that the reader found in an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddedEvent {
    /// The sentence that tells it, word by word.
    pub sentence: String,
    /// When it happened.
    pub when: When,
    /// Whether it has happened.
    pub status: Status,
}

/// What the reader says of a piece of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PieceCorrection {
    /// The piece.
    #[serde(flatten)]
    pub anchor: PieceAnchor,
    /// What it is.
    pub role: PieceRole,
}

/// A piece of a document by its words, so that a cleaner which parts the
/// document otherwise finds it again. The quote is the truth, the rest are hints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PieceAnchor {
    /// The piece's words.
    pub quote: String,
    /// Up to 32 characters of the document before it.
    #[serde(default)]
    pub prefix: String,
    /// Up to 32 characters of the document after it.
    #[serde(default)]
    pub suffix: String,
    /// The code point of the document's words at which it began.
    #[serde(default)]
    pub start: usize,
}

/// What a piece is to its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PieceRole {
    /// A part of its text.
    Text,
    /// Something that isn't the article.
    Chrome,
}

/// All corrections in force, by what they correct.
///
/// An event's key is `<first 12 digits of the article's hash>-<first 8 digits
/// of the SHA-256 of sentence, expression and place among equals>`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corrections {
    /// Publication dates, by the article's hash.
    pub published: BTreeMap<String, When>,
    /// Times of events, by key.
    pub when: BTreeMap<String, When>,
    /// Statuses of events, by key.
    pub status: BTreeMap<String, Status>,
    /// Keys of hidden events.
    pub hidden: BTreeSet<String>,
    /// For an event's key that of another which is the same.
    pub same: BTreeMap<String, String>,
    /// Keys of events that stand alone.
    pub alone: BTreeSet<String>,
    /// Events that the reader found, by the article's hash, the latest last.
    pub added: BTreeMap<String, Vec<AddedEvent>>,
    /// Pieces of documents, by the article's hash, the latest last.
    pub pieces: BTreeMap<String, Vec<PieceCorrection>>,
    /// What names stand for.
    pub entities: Arc<EntityRoles>,
}
