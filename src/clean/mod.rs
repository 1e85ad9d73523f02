//! Raw document to article: main content, chrome, blocks, safe text.

mod sanitise;

pub use sanitise::{sanitise, sanitise_line};

use crate::{ingest::RawDocument, model::Article};

/// Makes an article of a document. What isn't the article is kept as removed.
#[must_use]
pub fn clean(document: RawDocument) -> Article {
    Article { origin: document.origin, ..Article::default() }
}
