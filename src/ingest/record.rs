//! One JSON object that tells of an article: its fields under the names that
//! newsrooms, feeds and `schema.org` give them.
//!
//! The same reading serves a Prezly release, a line of JSON Lines, an item of
//! a JSON Feed, a `WordPress` post and a JSON-LD `NewsArticle`: their names
//! do not clash.

use serde_json::{Map, Value};

use super::{Place, RawMetadata};
use crate::model::{Link, LinkKind, PublishedFrom};

/// A JSON object.
pub(super) type Object = Map<String, Value>;

const TITLES: &[&str] = &["headline", "title", "name", "alternativeHeadline"];
const AUTHORS: &[&str] =
    &["author", "authors", "byline", "creator", "dc:creator", "contributors", "writers"];
const PUBLISHERS: &[&str] =
    &["publisher", "site_name", "newsroom", "outlet", "provider", "source", "sourceOrganization"];
const PUBLISHED: &[&str] = &[
    "published_at",
    "published",
    "date_published",
    "publishedAt",
    "published_date",
    "publish_date",
    "publication_date",
    "publishDate",
    "pubDate",
    "first_published_at",
    "date_gmt",
    "date",
    "created_at",
    "dateCreated",
    "timestamp",
];
const MODIFIED: &[&str] = &[
    "dateModified",
    "modified_at",
    "date_modified",
    "modified_gmt",
    "modified",
    "updated_at",
    "updatedAt",
    "updated",
    "last_modified",
];
const LANGUAGES: &[&str] = &["inLanguage", "language", "lang", "locale", "culture"];
const URLS: &[&str] =
    &["url", "canonical_url", "link", "permalink", "mainEntityOfPage", "external_url", "@id"];
const SECTIONS: &[&str] = &["articleSection", "section"];
const BODIES: &[&str] = &[
    "body",
    "content_html",
    "content",
    "articleBody",
    "body_html",
    "article_body",
    "html",
    "content_text",
    "full_text",
];
const SUMMARIES: &[&str] = &["summary", "description", "excerpt", "abstract", "intro"];
/// Where an object in place of a string keeps its text.
const INNER: &[&str] = &["rendered", "html", "text", "name", "value", "@value", "@id"];

/// The most names that are taken from one list.
const MOST_NAMES: usize = 64;

/// What a record has to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Body<'a> {
    /// The `text` of a line: clean already.
    Clean(&'a str),
    /// HTML or plain text, with the sentence that stands above it.
    Written {
        /// `subtitle`, where there is one.
        above: &'a str,
        /// The body.
        text: &'a str,
    },
    /// A summary stands in for the body.
    Summary(&'a str),
}

/// The body of a record; none when it has no text at all.
pub(super) fn body(object: &Object) -> Option<Body<'_>> {
    let first = |keys: &[&str]| keys.iter().find_map(|key| filled(object.get(*key)?));
    if let Some(text) = first(BODIES) {
        return Some(Body::Written { above: first(&["subtitle"]).unwrap_or_default(), text });
    }
    let text = object.get("text").and_then(Value::as_str);
    text.map(Body::Clean).or_else(|| first(SUMMARIES).map(Body::Summary))
}

/// The id that a record brings: a word or a number, not an address.
pub(super) fn id(object: &Object) -> Option<String> {
    let id = object.get("id").or_else(|| object.get("uuid"))?;
    scalar(id).map(|id| id.trim().to_owned()).filter(|id| !id.is_empty() && !id.contains("://"))
}

/// The links that a record lists apart from its body.
pub(super) fn links(object: &Object) -> Vec<Link> {
    let items = object.get("links").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    items.iter().filter_map(Value::as_object).filter_map(link).collect()
}

fn link(item: &Object) -> Option<Link> {
    let first = |keys: &[&str]| keys.iter().find_map(|key| item.get(*key)?.as_str());
    let url = first(&["url", "href"])?.to_owned();
    let text = plain(first(&["description", "title", "text", "name"]).unwrap_or_default());
    Some(Link { text, url, kind: LinkKind::Related })
}

/// What a record says about itself. `find` answers to a JSON-LD reference (`{"@id": …}`).
pub(super) fn metadata<'a>(
    object: &'a Object,
    find: impl Fn(&str) -> Option<&'a Object> + Copy,
) -> RawMetadata {
    let fields = |keys: &'static [&str]| keys.iter().filter_map(|key| object.get(*key));
    let texts = |keys| fields(keys).filter_map(filled).map(plain).collect::<Vec<_>>();
    let names = |keys| fields(keys).flat_map(|value| names(value, find)).collect::<Vec<_>>();
    let dates = |keys| fields(keys).filter_map(scalar).collect::<Vec<_>>();
    let linked = object.get("datePublished").and_then(scalar).into_iter();
    RawMetadata {
        titles: Place::Field.of(texts(TITLES)),
        authors: Place::Field.of(names(AUTHORS)),
        publishers: names(PUBLISHERS),
        published: linked
            .map(|date| (PublishedFrom::JsonLd, date))
            .chain(dates(PUBLISHED).into_iter().map(|date| (PublishedFrom::Field, date)))
            .collect(),
        modified: dates(MODIFIED),
        languages: texts(LANGUAGES),
        urls: texts(URLS).into_iter().filter(|url| is_address(url)).collect(),
        sections: texts(SECTIONS),
        ..RawMetadata::default()
    }
}

/// The text of a value that may be wrapped in an object or a list; none when empty.
fn filled(value: &Value) -> Option<&str> {
    let text = match value {
        Value::String(text) => text,
        Value::Object(object) => {
            inner(object).or_else(|| object.values().find_map(Value::as_str))?
        }
        Value::Array(items) => items.iter().find_map(|item| match item {
            Value::Object(object) => inner(object),
            other => other.as_str(),
        })?,
        _ => return None,
    };
    Some(text).filter(|text| !text.trim().is_empty())
}

/// The text that an object holds under one of the usual names.
fn inner(object: &Object) -> Option<&str> {
    INNER.iter().find_map(|key| object.get(*key)?.as_str())
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The names in a value: a string, an object with a name, or a list of either.
fn names<'a>(
    value: &'a Value,
    find: impl Fn(&str) -> Option<&'a Object> + Copy,
) -> impl Iterator<Item = String> {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    items
        .iter()
        .take(MOST_NAMES)
        .filter_map(move |item| name(item, find))
        .map(|name| plain(&name))
        .filter(|name| !name.is_empty() && !is_address(name))
}

fn name<'a>(item: &'a Value, find: impl Fn(&str) -> Option<&'a Object>) -> Option<String> {
    let object = match item {
        Value::Object(object) => object,
        other => return other.as_str().map(str::to_owned),
    };
    own_name(object).or_else(|| own_name(find(object.get("@id")?.as_str()?)?))
}

fn own_name(object: &Object) -> Option<String> {
    const WHOLE: &[&str] = &["name", "display_name", "displayName", "full_name", "title"];
    const PARTS: &[&str] =
        &["first_name", "firstName", "givenName", "last_name", "lastName", "familyName"];
    let text = |keys: &[&str]| -> Vec<&str> {
        keys.iter().filter_map(|key| filled(object.get(*key)?)).collect()
    };
    let whole = text(WHOLE).first().map(|&name| name.to_owned());
    whole.or_else(|| Some(text(PARTS).join(" "))).filter(|name| !name.trim().is_empty())
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// A short text without mark-up and entities, which many systems leave in titles and names.
pub(super) fn plain(text: &str) -> String {
    let text = text.trim();
    if !text.contains(['<', '&']) {
        return text.to_owned();
    }
    let html = super::fragment(text);
    html.root_element().text().collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(json: &str) -> Object {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn names_come_in_many_forms() {
        for (author, expected) in [
            (r#""Ada Quill""#, vec!["Ada Quill"]),
            (r#"{"name": "Ada Quill"}"#, vec!["Ada Quill"]),
            (r#"{"first_name": "Ada", "last_name": "Quill"}"#, vec!["Ada Quill"]),
            (r#"[{"name": "Ada Quill"}, "Bo Fern"]"#, vec!["Ada Quill", "Bo Fern"]),
            (r##"{"@id": "#ada"}"##, vec!["Ada of the graph"]),
            (r#""https://social.example/ada""#, vec![]),
            (r#"[{"name": "Quill &amp; Fern"}, null, 7]"#, vec!["Quill & Fern"]),
        ] {
            let record = object(&format!(r#"{{"author": {author}}}"#));
            let graph = object(r##"{"@id": "#ada", "name": "Ada of the graph"}"##);
            let graph: &'static Object = Box::leak(Box::new(graph));
            let record: &'static Object = Box::leak(Box::new(record));
            let found = metadata(record, |id| (id == "#ada").then_some(graph));
            assert_eq!(
                found.authors,
                Place::Field.of(expected.into_iter().map(str::to_owned)),
                "{author}"
            );
        }
    }

    #[test]
    fn fields_are_found_under_their_many_names() {
        let release = object(
            r#"{"title": {"rendered": "Port &amp; pier"}, "published_at": 1620900000,
                "modified_at": "2026-05-13 17:23:44", "culture": "en_BE", "language": "EN",
                "link": "https://news.example/port", "source": {"name": "The Quay"}}"#,
        );
        let found = metadata(&release, |_| None);
        assert_eq!(found.titles, [(Place::Field, "Port & pier".to_owned())]);
        assert_eq!(found.published, [(PublishedFrom::Field, "1620900000".to_owned())]);
        assert_eq!(found.modified, ["2026-05-13 17:23:44"]);
        assert_eq!(found.languages, ["EN", "en_BE"]);
        assert_eq!(found.urls, ["https://news.example/port"]);
        assert_eq!(found.publishers, ["The Quay"]);
    }

    #[test]
    fn bodies_are_told_apart() {
        for (json, expected) in [
            (r#"{"body": "<p>x</p>"}"#, Some(Body::Written { above: "", text: "<p>x</p>" })),
            (r#"{"content": {"rendered": "x"}}"#, Some(Body::Written { above: "", text: "x" })),
            (r#"{"id": 1, "text": " x "}"#, Some(Body::Clean(" x "))),
            (r#"{"summary": "x"}"#, Some(Body::Summary("x"))),
            (r#"{"body": null, "title": "x"}"#, None),
        ] {
            assert_eq!(body(&object(json)), expected, "{json}");
        }
    }
}
