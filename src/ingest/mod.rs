//! Bytes to raw documents: encoding, format by content, metadata as found.
//!
//! Nothing is cleaned or made safe here: the strings of a [`RawDocument`] are
//! hostile until [`crate::clean`] has made an article of them. Every format
//! reader takes a decoded `Source` and answers with a [`Reading`]; none of
//! them fails, each says what it had to leave out.

mod attribute;
mod encoding;
mod excerpt;
mod feed;
mod json;
mod mail;
mod markdown;
mod metadata;
mod nesting;
mod page;
mod parts;
mod record;
mod release;
mod sniff;
mod stated;

use std::{borrow::Cow, fmt::Write};

use scraper::Html;
use sha2::{Digest, Sha256};
use sniff::Format;

pub(crate) use attribute::{attribute, known_attribute};
pub(crate) use release::is_html;

pub use self::parts::{Part, parts};

use crate::model::{Link, Origin, Problem, PublishedFrom};

/// The largest file that is read, in bytes (64 MiB).
pub const MAX_FILE_BYTES: usize = 64 << 20;

/// The most documents that are taken from one file.
pub const MAX_DOCUMENTS: usize = 100_000;

/// One document as it was collected.
#[derive(Debug)]
pub struct RawDocument {
    /// Where it came from.
    pub origin: Origin,
    /// The id the document brings itself.
    pub id: Option<String>,
    /// Its content.
    pub body: RawBody,
    /// The article's text as a page states it apart from its content.
    pub stated: Option<String>,
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
    /// A page.
    Page(Html),
    /// HTML that holds the article alone (a release, a feed entry), as written:
    /// a file may have many, and their trees together are far larger than it.
    Fragment(String),
    /// Text that may hold a page's chrome.
    Text(String),
    /// Markdown.
    Markdown(String),
    /// Text that is clean already and kept to the last character.
    Clean(String),
}

/// Where a document gives a headline or an author.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A field of a release, feed, mail or front matter.
    Field,
    /// JSON-LD.
    Linked,
    /// A `<meta>` element.
    Meta,
    /// Microdata, or a link's relation.
    Marked,
    /// A visible element: a first heading, or one whose class or address speaks of an author.
    Shown,
    /// The window's title.
    Window,
}

/// Metadata as found; each list has the most trusted value first.
#[derive(Clone, Debug, Default)]
pub struct RawMetadata {
    /// Headlines.
    pub titles: Vec<(Place, String)>,
    /// Authors, as given ("By A and B").
    pub authors: Vec<(Place, String)>,
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
    /// The address of the site that most of its links stay on.
    pub site: Option<String>,
    /// Parts of the outlet it stands in ("Politics").
    pub sections: Vec<String>,
    /// What the document says it is: types of schema.org and OpenGraph.
    pub kinds: Vec<String>,
}

impl Place {
    /// Values with the place that they stand in.
    fn of(self, values: impl IntoIterator<Item = String>) -> Vec<(Self, String)> {
        values.into_iter().map(|value| (self, value)).collect()
    }
}

/// What a file held.
#[derive(Debug, Default)]
pub struct Reading {
    /// Its documents, in order.
    pub documents: Vec<RawDocument>,
    /// Why it, or a part of it, can't be read.
    pub problems: Vec<Problem>,
}

impl Reading {
    /// A file that holds one document.
    fn one(document: RawDocument) -> Self {
        Self { documents: vec![document], problems: Vec::new() }
    }

    /// A file that holds nothing readable, and why.
    fn refused(file: &str, reason: impl Into<String>) -> Self {
        Self { documents: Vec::new(), problems: vec![problem(file, reason)] }
    }
}

/// Reads the documents of one file; `file` names it in origins and problems.
///
/// The format is told by the content, never by the name. A file that can't be
/// read gives no document and one problem. Bytes that are given away are
/// dropped as soon as all is known of them, before what is larger is made.
#[must_use]
pub fn read<'a>(file: &str, bytes: impl Into<Cow<'a, [u8]>>) -> Reading {
    read_owned(file, bytes.into())
}

fn read_owned(file: &str, bytes: Cow<'_, [u8]>) -> Reading {
    if let Some(refusal) = sniff::refusal(&bytes) {
        return Reading::refused(file, refusal.to_string());
    }
    let text = encoding::text(&bytes);
    let source = Source { file, bytes: &bytes, text: &text };
    let format = sniff::format(&text);
    if let Some(reading) = parted(&source, format) {
        return reading;
    }
    let problems = (format == Format::Json).then(|| source.no_json()).flatten();
    let hash = hash(&bytes);
    let decoded = if let Cow::Owned(text) = text { Some(text) } else { None };
    let whole = Whole { file, hash, text: encoding::in_place(bytes, decoded) };
    let document = match format {
        Format::Page => page::read(whole),
        Format::Markdown => markdown::read(whole),
        _ => whole.plain(),
    };
    Reading { problems: problems.into_iter().collect(), ..Reading::one(document) }
}

/// What a file gives in a format that has its documents in parts of it; none
/// where it is one document, or no JSON.
fn parted(source: &Source, format: Format) -> Option<Reading> {
    match format {
        Format::Feed => Some(feed::read(source)),
        Format::Mail => Some(mail::read(source)),
        Format::JsonLines => Some(release::read_lines(source, 0)),
        Format::Json => release::read(source),
        Format::Page | Format::Markdown | Format::Text => None,
    }
}

/// The file's text, decoded and nothing else; for the raw view.
///
/// Never fails: bytes that are no text in the encoding become U+FFFD.
#[must_use]
pub fn decode(bytes: &[u8]) -> String {
    encoding::decode(bytes)
}

/// The tree of an HTML fragment, with what nests too deep left out as in every page.
pub(crate) fn fragment<'a>(html: impl Into<Cow<'a, str>>) -> Html {
    reported_fragment("", html).0
}

/// The same, and the problem of what had to be left out; `file` names it.
pub(crate) fn reported_fragment<'a>(
    file: &str,
    html: impl Into<Cow<'a, str>>,
) -> (Html, Option<Problem>) {
    page::fragment(file, html.into())
}

/// One file on its way through a format reader.
#[derive(Clone, Copy)]
struct Source<'a> {
    file: &'a str,
    bytes: &'a [u8],
    /// The bytes decoded.
    text: &'a str,
}

impl Source<'_> {
    /// What is to be said where it begins as JSON does, but is none.
    fn no_json(&self) -> Option<Problem> {
        let broken = release::is_broken(self.text.trim_start());
        let message = "the file begins as JSON but is none, and was read as text";
        broken.then(|| problem(self.file, message))
    }

    /// A document that is a part of the file, `bytes` being its own.
    fn part(&self, ordinal: usize, bytes: &[u8], body: RawBody) -> RawDocument {
        RawDocument::new(self.file, ordinal, hash(bytes), body)
    }
}

/// A file that is one document, of which no more is held than it needs.
struct Whole<'a> {
    file: &'a str,
    /// The hash of its bytes.
    hash: String,
    /// Its text.
    text: Cow<'a, str>,
}

impl Whole<'_> {
    /// All of it as text.
    fn plain(self) -> RawDocument {
        RawDocument::new(self.file, 0, self.hash, RawBody::Text(self.text.into_owned()))
    }
}

impl RawDocument {
    /// A document of which nothing is known but its content.
    fn new(file: &str, ordinal: usize, hash: String, body: RawBody) -> Self {
        Self {
            origin: Origin { file: file.to_owned(), ordinal, hash },
            id: None,
            body,
            stated: None,
            metadata: RawMetadata::default(),
            links: Vec::new(),
            problems: Vec::new(),
        }
    }
}

fn problem(file: &str, message: impl Into<String>) -> Problem {
    Problem { file: file.to_owned(), message: message.into() }
}

/// SHA-256 in lower-case hex.
fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string can't fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Beginnings that lead into every reader.
    const STARTS: [&[u8]; 14] = [
        b"",
        b"{\"title\":\"",
        b"[{\"body\":",
        b"{\"text\":\"a\"}\n{",
        b"<!doctype html><",
        b"<svg><",
        b"<?xml version='1.0'?><rss><item><",
        b"<!DOCTYPE a [<!",
        b"---\ntitle: ",
        b"# A\n\n**b** ",
        b"MIME-Version: 1.0\nContent-Type: multipart/x; boundary=b\n\n--b\n",
        b"\xff\xfe",
        b"<feed><entry>",
        b"Subject: =?utf-8?b?\nContent-Type: text/html\n\n",
    ];

    proptest! {
        #[test]
        fn any_bytes_give_documents_or_a_problem(
            start in 0..STARTS.len(),
            pieces in prop::collection::vec(
                prop_oneof![
                    any::<Vec<u8>>(),
                    "[<>/a-d \"'=&;#{}\\[\\],:!\\\\u\\-\n]{0,40}".prop_map(String::into_bytes),
                ],
                0..6,
            ),
        ) {
            let bytes = [STARTS[start], &pieces.concat()].concat();
            let reading = read("a", &bytes);
            prop_assert!(!reading.documents.is_empty() || !reading.problems.is_empty());
        }
    }

    #[test]
    fn a_document_knows_its_file_and_its_bytes() {
        let document = read("notes.txt", b"The pier opens.").documents.remove(0);
        assert_eq!(document.origin.file, "notes.txt");
        assert_eq!(
            document.origin.hash,
            "faa018d67862317c95acdbd9a13c7c2b33d81cc32314fd707fba71b284f7ab0e"
        );
    }
}
