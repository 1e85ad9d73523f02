//! Notes: anchors that find their place again, the log's records, undo. Pure.
//!
//! The log is the truth: [`Record`]s, read by [`ParsedLog`], add up to a
//! [`Notebook`]. A [`Note`] holds a [`NoteAnchor`], which [`Haystack`] finds
//! again in a text that has changed.

mod alias;
mod anchor;
mod approximate;
mod backbone;
mod candidate;
mod compact;
mod doubt;
mod haystack;
mod id;
mod notebook;
mod parting;
mod path;
mod pattern;
mod place;
mod record;
mod row;
mod seeds;
mod shelves;
mod surroundings;
mod twin;

use serde::{Deserialize, Serialize};

pub(crate) use self::id::short_hash;
pub use self::{
    alias::aliases,
    anchor::{CONTEXT, NoteAnchor},
    compact::{compacted, overtaken},
    haystack::Haystack,
    id::{note_id, record_id},
    notebook::Notebook,
    parting::Parting,
    place::Place,
    record::{Act, BadLine, ParsedLog, Record, next_time},
    shelves::Shelves,
    surroundings::Surroundings,
    twin::Twin,
};
use crate::model::Article;

/// How an article is known in the log: any one of the three finds it again.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
    /// The key of an article. The second document of a file is `#2`.
    #[must_use]
    pub fn of(article: &Article) -> Self {
        let origin = &article.origin;
        let file = match origin.ordinal {
            0 => origin.file.clone(),
            ordinal => format!("{}#{}", origin.file, ordinal + 1),
        };
        Self { hash: origin.hash.clone(), url: article.metadata.url.clone(), file }
    }

    /// Whether the two are one article: any one of hash, address and file is the same.
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        self.distance(other) < 3
    }

    /// 0 for the same content, 1 for the same address, 2 for the same file, 3 for nothing.
    fn distance(&self, other: &Self) -> u8 {
        let is_shared = |facet: &(u8, &str)| other.facets().any(|theirs| theirs == *facet);
        self.facets().find(is_shared).map_or(3, |(rank, _)| rank)
    }

    /// Hash, address and file, those it has, the surest first. Standard input is no file.
    fn facets(&self) -> impl Iterator<Item = (u8, &str)> {
        let url = self.url.as_deref().unwrap_or_default();
        let piped = self.file == "-" || self.file.starts_with("-#");
        let file = if piped { "" } else { self.file.as_str() };
        let facets = [(0, self.hash.as_str()), (1, url), (2, file)];
        facets.into_iter().filter(|(_, text)| !text.is_empty())
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

impl Colour {
    /// All of them, in the order of the keys 1 to 5.
    pub const ALL: [Self; 5] = [Self::Yellow, Self::Green, Self::Blue, Self::Pink, Self::Purple];

    /// The name used in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Blue => "blue",
            Self::Pink => "pink",
            Self::Purple => "purple",
        }
    }

    /// The colour of a name; none for another word.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colour| colour.name() == name)
    }
}

/// A highlight and what the reader says about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its id, see [`note_id`]; that of an imported note may be any text.
    pub id: String,
    /// The article.
    pub article: ArticleKey,
    /// The place.
    pub anchor: NoteAnchor,
    /// The highlight's colour.
    #[serde(default)]
    pub colour: Colour,
    /// What the reader says; may be empty.
    #[serde(default)]
    pub text: String,
    /// Tags.
    #[serde(default)]
    pub tags: Vec<String>,
    /// When it was made, RFC 3339 in UTC.
    pub created: String,
    /// When it was last changed.
    pub modified: String,
}
