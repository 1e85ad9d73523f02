//! Bytes to raw documents: encoding, format by content, metadata as found.
//!
//! Nothing is cleaned or made safe here: the strings of a [`RawDocument`] are
//! hostile until [`crate::clean`] has made an article of them.

use scraper::Html;

use crate::model::{Link, Origin, Problem, PublishedFrom};

/// One document as it was collected.
#[derive(Debug)]
pub struct RawDocument {
    /// Where it came from.
    pub origin: Origin,
    /// The id the document brings itself.
    pub id: Option<String>,
    /// Its content.
    pub body: RawBody,
    /// What it says about itself, unsafe to show.
    pub metadata: RawMetadata,
    /// Links listed apart from the body.
    pub links: Vec<Link>,
    /// What went wrong with it.
    pub problems: Vec<Problem>,
}

/// The content of a document by what has to be done with it.
#[derive(Debug)]
pub enum RawBody {
    /// A page, or the HTML body of a release or feed entry.
    Page(Html),
    /// A fragment that holds the article alone (a release, a feed entry).
    Fragment(Html),
    /// Text that may hold a page's chrome.
    Text(String),
    /// Markdown.
    Markdown(String),
    /// Text that is clean already and kept to the last character.
    Clean(String),
}

/// Metadata as found; each list has the most trusted value first.
#[derive(Clone, Debug, Default)]
pub struct RawMetadata {
    /// Headlines.
    pub titles: Vec<String>,
    /// Authors, as given ("By A and B").
    pub authors: Vec<String>,
    /// Outlets.
    pub publishers: Vec<String>,
    /// Publication dates, as given.
    pub published: Vec<(PublishedFrom, String)>,
    /// Dates of change, as given.
    pub modified: Vec<String>,
    /// Language tags.
    pub languages: Vec<String>,
    /// Addresses of the document.
    pub urls: Vec<String>,
}

/// What a file held.
#[derive(Debug, Default)]
pub struct Reading {
    /// Its documents, in order.
    pub documents: Vec<RawDocument>,
    /// Why it, or a part of it, can't be read.
    pub problems: Vec<Problem>,
}

/// Reads the documents of one file; `file` names it in origins and problems.
#[must_use]
pub fn read(file: &str, bytes: &[u8]) -> Reading {
    let _ = (file, bytes);
    Reading::default()
}

/// The file's text, decoded and nothing else; for the raw view.
#[must_use]
pub fn decode(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
