//! The names under which `<meta>` elements and microdata give the fields.

use super::super::{Place, RawMetadata};
use crate::model::PublishedFrom;

/// A field of the metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Title,
    Author,
    Publisher,
    Published,
    Modified,
    Language,
    Url,
    Section,
    Kind,
}

/// The names of each field, in lower case, the most trusted first.
const NAMES: &[(Field, &[&str])] = &[
    (
        Field::Title,
        &[
            "og:title",
            "headline",
            "twitter:title",
            "parsely-title",
            "sailthru.title",
            "citation_title",
            "dc.title",
            "dcterms.title",
            "title",
        ],
    ),
    (
        Field::Author,
        &[
            "author",
            "article:author",
            "article:author_name",
            "og:article:author",
            "parsely-author",
            "sailthru.author",
            "citation_author",
            "dc.creator",
            "dcterms.creator",
            "creator",
            "byl",
            "dc.contributor",
            "cxenseparse:author",
            "rbauthors",
            "authors",
            "article:authors",
        ],
    ),
    (
        Field::Publisher,
        &[
            "og:site_name",
            "publisher",
            "citation_publisher",
            "dc.publisher",
            "dcterms.publisher",
            "application-name",
            "cre",
            "apple-mobile-web-app-title",
            "copyright",
        ],
    ),
    (
        Field::Section,
        &["article:section", "parsely-section", "sailthru.section", "og:section", "section"],
    ),
    (
        Field::Published,
        &[
            "article:published_time",
            "datepublished",
            "og:article:published_time",
            "og:published_time",
            "article:published",
            "article.published",
            "parsely-pub-date",
            "sailthru.date",
            "cxenseparse:recs:publishtime",
            "citation_publication_date",
            "citation_online_date",
            "dc.date.issued",
            "dcterms.issued",
            "dcterms.created",
            "dc.date.created",
            "dc.created",
            "dc.date",
            "dcterms.date",
            "publication_date",
            "publish_date",
            "publish-date",
            "publishdate",
            "published_time",
            "pubdate",
            "date",
            "displaydate",
            "originalpublicationdate",
            "prism.publicationdate",
            "rbpubdate",
            "datecreated",
            "created",
            "citation_date",
            "pub_date",
            "article_date_original",
        ],
    ),
    (
        Field::Modified,
        &[
            "article:modified_time",
            "datemodified",
            "og:updated_time",
            "article:modified",
            "dcterms.modified",
            "dc.date.modified",
            "last-modified",
            "lastmod",
            "revised",
        ],
    ),
    (
        Field::Language,
        &[
            "og:locale",
            "inlanguage",
            "dc.language",
            "dcterms.language",
            "content-language",
            "language",
        ],
    ),
    (
        Field::Url,
        &["og:url", "parsely-link", "twitter:url", "citation_public_url", "dc.identifier"],
    ),
    (Field::Kind, &["og:type"]),
];

/// The field of a name, and its place among the names of that field.
pub(super) fn field(name: &str) -> Option<(Field, usize)> {
    let name = name.trim().to_ascii_lowercase();
    NAMES.iter().find_map(|(field, names)| {
        names.iter().position(|known| *known == name).map(|place| (*field, place))
    })
}

/// What labels call the author of a page.
const AUTHORSHIP: [&str; 16] = [
    "written by",
    "author",
    "posted by",
    "verfasst von",
    "geschrieben von",
    "autor",
    "écrit par",
    "rédigé par",
    "escrito por",
    "scritto da",
    "geschreven door",
    "skrevet av",
    "skrevet af",
    "yazan",
    "napisane przez",
    "interview by",
];

/// Whether a label says that its value is who wrote the page.
pub(super) fn is_authorship(label: &str) -> bool {
    let label = label.trim().trim_end_matches(':').to_lowercase();
    AUTHORSHIP.contains(&label.as_str())
}

/// Adds a value that a `<meta>` element gives.
pub(super) fn put(found: &mut RawMetadata, field: Field, value: &str) {
    let address = value.starts_with("http://") || value.starts_with("https://");
    let text = value.to_owned();
    match field {
        Field::Url if address => found.urls.push(text),
        Field::Published => found.published.push((PublishedFrom::Meta, text)),
        // Social addresses stand where names are asked for.
        _ if address => {}
        Field::Title => found.titles.push((Place::Meta, text)),
        Field::Author => found.authors.push((Place::Meta, text)),
        Field::Section => found.sections.push(text),
        Field::Publisher => found.publishers.push(text),
        Field::Modified => found.modified.push(text),
        Field::Language => found.languages.push(text),
        Field::Kind => found.kinds.push(format!("og:{text}")),
        Field::Url => {}
    }
}
