//! What the reader says about articles and events: marks and corrections.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Status, When};

/// The reader's marks on one article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleMarks {
    /// It was read.
    pub read: bool,
    /// It has a star.
    pub starred: bool,
    /// How many notes stand on it.
    pub notes: usize,
    /// Its tags.
    pub tags: BTreeSet<String>,
}

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
}
