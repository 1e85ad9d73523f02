//! An article after cleaning, and what is known about where it came from.

use serde::{Deserialize, Serialize};

use super::{Annotations, DateCandidate, Span, When};

/// Where a document was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The file as the user named it, safe to show; `-` for standard input.
    pub file: String,
    /// Its place among the documents of that file, from 0.
    pub ordinal: usize,
    /// SHA-256 of the document's own bytes, in lower-case hex.
    pub hash: String,
}

/// One document after cleaning.
///
/// `text` is fixed: everything else said about it is a span of it. Blocks are
/// sorted, do not overlap, and are joined by a blank line in `text`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// The document's own id where it brings one, else the first 12 digits of the hash.
    pub id: String,
    /// Where it came from.
    pub origin: Origin,
    /// Title, byline, dates and the like.
    pub metadata: Metadata,
    /// The body, without title and byline.
    pub text: String,
    /// The parts of `text`, sorted.
    pub blocks: Vec<Block>,
    /// What was left out, sorted by place.
    pub removed: Vec<Removed>,
    /// Addresses the article points to, in document order.
    pub links: Vec<Link>,
    /// What went wrong while reading it, without stopping it.
    pub problems: Vec<Problem>,
}

/// What a document says about itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Metadata {
    /// The headline; empty when there is none.
    pub title: String,
    /// The people or the desk who wrote it, one name an item.
    pub byline: Vec<String>,
    /// The outlet.
    pub publisher: Option<String>,
    /// The document creation time that won, see `candidates` for the others.
    pub published: Option<Published>,
    /// Last change as the source gives it, in ISO 8601.
    pub modified: Option<String>,
    /// BCP 47 language tag, lower case (`en`, `tr`).
    pub language: Option<String>,
    /// The canonical address.
    pub url: Option<String>,
    /// The part of the outlet it stands in ("Politics").
    pub section: Option<String>,
    /// Every publication date found, the most trusted first.
    pub candidates: Vec<DateCandidate>,
}

/// When a document was published, and how we know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Published {
    /// The time in ISO 8601 as exactly as the source gives it (`2026-05-13T17:23:00`).
    pub text: String,
    /// The same on the calendar.
    pub when: When,
    /// Where it was found.
    pub from: PublishedFrom,
}

/// Where a publication date was found, the most trusted first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PublishedFrom {
    /// Set by the reader by hand.
    Reader,
    /// A field of a release, feed or JSON line.
    Field,
    /// `datePublished` of JSON-LD.
    JsonLd,
    /// A `<meta>` element.
    Meta,
    /// A `<time>` element.
    TimeElement,
    /// A date line beside the title.
    Dateline,
    /// A date grown together with the byline.
    GluedDateline,
    /// A date at the head of the page.
    PageHeader,
    /// The address.
    Url,
    /// The last change, where nothing tells the publication.
    LastChange,
}

impl PublishedFrom {
    /// The name used in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Field => "field",
            Self::JsonLd => "json-ld",
            Self::Meta => "meta",
            Self::TimeElement => "time-element",
            Self::Dateline => "dateline",
            Self::GluedDateline => "glued-dateline",
            Self::PageHeader => "page-header",
            Self::Url => "url",
            Self::LastChange => "last-change",
        }
    }
}

/// A part of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// A sub-heading of level 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A quotation set off from the text.
    Quote,
    /// An item of a list; its sign (`•`, `1.`) is drawn, not part of the text.
    ListItem,
    /// The caption of a picture or table.
    Caption,
    /// A row of a table, its cells apart by tabs.
    TableRow,
    /// Text whose line breaks and spaces count.
    Code,
}

impl BlockKind {
    /// The name used in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Heading(_) => "heading",
            Self::Paragraph => "paragraph",
            Self::Quote => "quote",
            Self::ListItem => "list-item",
            Self::Caption => "caption",
            Self::TableRow => "table-row",
            Self::Code => "code",
        }
    }
}

/// A piece that cleaning took out of the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// Why.
    pub kind: RemovedKind,
    /// Its text, safe to show.
    pub text: String,
    /// The byte of the article's text before which it stood: a block's start, or the text's end.
    pub at: usize,
}

/// Why a piece was taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemovedKind {
    /// The headline (kept as metadata).
    Title,
    /// Who wrote it (kept as metadata).
    Byline,
    /// The page's date (kept as metadata).
    Date,
    /// Menus, section names, breadcrumbs, site tools.
    Menu,
    /// Share and follow bars.
    Share,
    /// Cookie, consent and newsletter boxes.
    Consent,
    /// Copyright and terms lines.
    Copyright,
    /// View and comment counters.
    Counter,
    /// Comment forms and readers' comments.
    Comments,
    /// Cards and lists of other articles.
    Related,
    /// Captions and credits of pictures that the text does without.
    Caption,
    /// Advertisements.
    Advertisement,
    /// Anything else that isn't the article.
    Other,
    /// What the reader has taken out by hand.
    Reader,
}

impl RemovedKind {
    /// The name used in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Byline => "byline",
            Self::Date => "date",
            Self::Menu => "menu",
            Self::Share => "share",
            Self::Consent => "consent",
            Self::Copyright => "copyright",
            Self::Counter => "counter",
            Self::Comments => "comments",
            Self::Related => "related",
            Self::Caption => "caption",
            Self::Advertisement => "advertisement",
            Self::Other => "other",
            Self::Reader => "reader",
        }
    }
}

/// An address the article points to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The words it stands on.
    pub text: String,
    /// The address as given.
    pub url: String,
    /// Its part in the page.
    pub kind: LinkKind,
}

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkKind {
    /// Inside the text.
    Inline,
    /// To another article.
    Related,
    /// To a picture, film or sound.
    Media,
}

impl LinkKind {
    /// The name used in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Inline => "inline",
            Self::Related => "related",
            Self::Media => "media",
        }
    }
}

/// Something that went wrong with a file; the rest goes on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// The file, safe to show.
    pub file: String,
    /// What is wrong, in lower case and without a full stop.
    pub message: String,
}

/// An article with everything found in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AnnotatedArticle {
    /// The article.
    pub article: Article,
    /// What is said about its text.
    pub annotations: Annotations,
}
