//! Raw document to article: main content, chrome, blocks, safe text.
//!
//! Each form of document becomes one list of pieces in document order, kept
//! or removed; `pieces` fixes the text, `metadata` settles what is known
//! about it. Every string passes the sanitiser on the way. What the reader
//! says of a piece afterwards makes a new text in `correct`.

mod body_name;
mod byline;
mod correct;
mod dates;
mod dump;
mod fragment;
mod head;
mod headline;
mod language;
mod layout;
mod learned;
mod markdown;
mod metadata;
mod outlet;
mod outline;
mod outside;
mod page;
mod people;
mod phrases;
mod pieces;
mod sanitise;
mod settled;
mod stated;
mod text;
pub mod training;
mod units;
mod unscripted;
mod visible;
mod vocabulary;

pub use correct::{PieceId, Pieces, corrected};
pub(crate) use language::detect as detected_language;
pub(crate) use sanitise::sanitise_given;
pub use sanitise::{sanitise, sanitise_counted, sanitise_line};

use learned::Declared;
use metadata::Found;
use outlet::Outlet;
use pieces::{Body, Piece};
use sanitise::{sanitise_counted_own, sanitise_own};

use crate::{
    ingest::{self, RawBody, RawDocument},
    model::{Article, Link, Origin, Problem},
};

/// Makes an article of a document. What isn't the article is kept as removed.
///
/// The text holds exactly the words of the document's body in their order;
/// a document without any gives an empty text. Linear in the input.
#[must_use]
pub fn clean(mut document: RawDocument) -> Article {
    let title = title_of(&document);
    let content = match document.body {
        RawBody::Page(html) => {
            let declared = Declared::of(&title, &document.metadata, document.stated.as_deref());
            stated::or_stated(page::read(html, &declared, &title), document.stated, &title)
        }
        RawBody::Fragment(html) => {
            let (html, cut) = ingest::reported_fragment(&document.origin.file, html);
            document.problems.extend(cut);
            fragment::read(html, &title)
        }
        RawBody::Markdown(text) => markdown::read(text, &title),
        RawBody::Text(text) => text::read(&sanitise_own(text)),
        RawBody::Clean(text) => Content::kept(sanitise_counted_own(text)),
    };
    let metadata = metadata::settle(&document.metadata, title, content.found, &content.body.text);
    Article {
        id: id(document.id.as_deref(), &document.origin),
        metadata,
        origin: Origin { file: sanitise_line(&document.origin.file), ..document.origin },
        text: content.body.text,
        blocks: content.body.blocks,
        removed: content.body.removed,
        links: links(content.links, document.links),
        problems: document.problems.into_iter().map(|problem| safe_problem(&problem)).collect(),
    }
}

/// The title that a document declares.
fn title_of(document: &RawDocument) -> String {
    headline::declared(&document.metadata, &Outlet::of(&document.metadata))
}

/// What a form of document gives: its body, its links, what its text says about itself.
#[derive(Debug, Default)]
struct Content {
    body: Body,
    links: Vec<Link>,
    found: Found,
}

impl Content {
    fn of(pieces: Vec<Piece>, links: Vec<Link>, found: Found) -> Self {
        Self { body: settled::body(pieces), links, found }
    }

    /// Text that is kept to the last character, its blocks those between blank lines.
    fn kept(text: String) -> Self {
        Self { body: Body::kept(text), ..Self::default() }
    }
}

fn id(own: Option<&str>, origin: &Origin) -> String {
    let own = own.map(sanitise_line).filter(|id| !id.is_empty());
    own.unwrap_or_else(|| origin.hash.chars().take(12).collect())
}

/// The body's links and those listed apart, safe, each address once a kind
/// with the first words that it stands on.
fn links(body: Vec<Link>, listed: Vec<Link>) -> Vec<Link> {
    let mut places = std::collections::HashMap::new();
    let mut links: Vec<Link> = Vec::new();
    for link in body.into_iter().chain(listed) {
        let link = Link {
            text: sanitise_line(&link.text),
            url: sanitise_line(&link.url),
            kind: link.kind,
        };
        let place = *places.entry((link.url.clone(), link.kind.name())).or_insert(links.len());
        match links.get_mut(place) {
            Some(known) if known.text.is_empty() => known.text = link.text,
            Some(_) => {}
            None => links.push(link),
        }
    }
    links.retain(|link| !link.url.is_empty() && !is_inlined(&link.url));
    links
}

/// Whether an address is the thing itself rather than where it is; it can be
/// as large as the page.
fn is_inlined(url: &str) -> bool {
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
    ["data", "blob"].iter().any(|one| scheme.eq_ignore_ascii_case(one))
}

fn safe_problem(problem: &Problem) -> Problem {
    Problem { file: sanitise_line(&problem.file), message: sanitise_line(&problem.message) }
}
