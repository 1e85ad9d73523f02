//! Files of JSON: a newsroom release, a JSON-LD article, a JSON Feed, or a
//! list of such; and JSON Lines, one a line.

use std::borrow::Cow;

use serde_json::Value;

use super::{
    MAX_DOCUMENTS, RawBody, RawDocument, Reading, Source, json, problem,
    record::{self, Body, Object},
};

/// Where an object keeps its articles, if it isn't one itself.
const HOLDERS: &[&str] = &[
    "items",
    "articles",
    "stories",
    "releases",
    "posts",
    "entries",
    "@graph",
    "results",
    "data",
    "documents",
    "hits",
    "news",
    "article",
    "story",
    "release",
    "post",
    "document",
    "entry",
    "mainEntity",
    "attributes",
    "_source",
];

/// How many objects deep an article is looked for.
const MAX_LEVELS: usize = 5;

/// Reads a file that looks like JSON; none when it is none, and so is text.
pub(super) fn read(source: &Source) -> Option<Reading> {
    match json::parse(source.text) {
        Ok(parsed) => Some(of_value(source, &parsed)),
        Err(json::JsonError::NotJson) => in_a_row(source),
        Err(error) => Some(Reading::refused(source.file, error.to_string())),
    }
}

/// Reads JSON values that follow each other, as some tools print them; none
/// where neither the first is an article nor a second follows.
fn in_a_row(source: &Source) -> Option<Reading> {
    let values = serde_json::Deserializer::from_str(source.text).into_iter::<Value>();
    let mut broken = false;
    let values: Vec<Value> = values
        .map_while(|value| value.inspect_err(|_| broken = true).ok())
        .take(MAX_DOCUMENTS)
        .collect();
    let first = values.first().and_then(Value::as_object)?;
    if values.len() == 1 && record::body(first).is_none() {
        return None;
    }
    Some(of_value(source, &json::Parsed { value: Value::Array(values), cut_off: broken }))
}

fn of_value(source: &Source, parsed: &json::Parsed) -> Reading {
    let found = records(&parsed.value);
    let mut reading = Reading::default();
    for object in &found.objects {
        let bytes = own_bytes(source, object, found.objects.len());
        let ordinal = reading.documents.len();
        let document = document(source, Place { ordinal, bytes: &bytes }, object, &found);
        reading.documents.extend(document.filter(|_| ordinal < MAX_DOCUMENTS));
    }
    let without = found.objects.len() - reading.documents.len();
    let left_out = left_out(reading.documents.len(), without);
    let cut_off = parsed.cut_off.then(|| "the JSON ends early; the rest is missing".to_owned());
    let messages = left_out.into_iter().chain(cut_off);
    reading.problems.extend(messages.map(|message| problem(source.file, message)));
    reading
}

/// What to say where records gave no document.
fn left_out(read: usize, without: usize) -> Option<String> {
    match (read, without) {
        (0, _) => Some("the JSON holds no article: neither a body nor a text".to_owned()),
        (_, 0) => None,
        _ => Some(format!("{without} entries without a text, or too many, were left out")),
    }
}

/// The bytes a record is known by: the file's where it is alone, else its own as compact JSON.
fn own_bytes<'a>(source: &Source<'a>, object: &Object, among: usize) -> Cow<'a, [u8]> {
    let own = (among > 1).then(|| serde_json::to_vec(object).ok()).flatten();
    own.map_or(Cow::Borrowed(source.bytes), Cow::Owned)
}

/// The records of a JSON value, and what their container says for all of them.
#[derive(Default)]
struct Records<'a> {
    objects: Vec<&'a Object>,
    publisher: Option<String>,
    language: Option<String>,
}

/// Finds the records: the value itself, or what stands in its lists, breadth first.
fn records(value: &Value) -> Records<'_> {
    let mut found = Records::default();
    let mut level = vec![value];
    for _ in 0..MAX_LEVELS {
        let objects = objects(&level);
        let inner = inner(&objects);
        if are_articles(&objects, &inner) {
            found.objects = objects;
            return found;
        }
        if let [container] = objects.as_slice() {
            found.inherit(container);
        }
        level = inner;
    }
    found
}

/// What objects hold under the names of [`HOLDERS`].
fn inner<'a>(objects: &[&'a Object]) -> Vec<&'a Value> {
    objects.iter().flat_map(|object| HOLDERS.iter().filter_map(|key| object.get(*key))).collect()
}

/// Whether there is an article among the objects. The description of a feed,
/// while it holds items, is none.
fn are_articles(objects: &[&Object], inner: &[&Value]) -> bool {
    let holds_list = inner.iter().any(|value| value.as_array().is_some_and(|l| !l.is_empty()));
    objects.iter().any(|object| match record::body(object) {
        Some(Body::Summary(_)) => objects.len() > 1 || !holds_list,
        body => body.is_some(),
    })
}

fn objects<'a>(values: &[&'a Value]) -> Vec<&'a Object> {
    let flat = values.iter().flat_map(|value| match value {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(*one),
    });
    flat.filter_map(Value::as_object).collect()
}

impl Records<'_> {
    fn inherit(&mut self, container: &Object) {
        let about = record::metadata(container, |_| None);
        let title = about.titles.into_iter().map(|(_, title)| title).next();
        self.publisher = title.or(self.publisher.take());
        self.language = about.languages.into_iter().next().or(self.language.take());
    }

    fn find(&self, id: &str) -> Option<&Object> {
        // Only so many, or a long list of references would cost its square.
        const MOST: usize = 256;
        let is = |object: &&Object| object.get("@id").and_then(Value::as_str) == Some(id);
        self.objects.iter().copied().take(MOST).find(is)
    }
}

/// A document's place in its file and the bytes it is known by.
#[derive(Clone, Copy)]
struct Place<'a> {
    ordinal: usize,
    bytes: &'a [u8],
}

fn document(
    source: &Source,
    place: Place,
    object: &Object,
    among: &Records,
) -> Option<RawDocument> {
    let body = match record::body(object)? {
        Body::Clean(text) => RawBody::Clean(text.to_owned()),
        Body::Summary(text) => written("", text.into()),
        Body::Written { above, text } => written(above, text.into()),
    };
    let mut metadata = record::metadata(object, |id| among.find(id));
    metadata.publishers.extend(among.publisher.clone());
    metadata.languages.extend(among.language.clone());
    Some(RawDocument {
        id: record::id(object),
        metadata,
        links: record::links(object),
        ..source.part(place.ordinal, place.bytes, body)
    })
}

/// A written body: HTML where it has tags, else text. The sentence above it goes first.
pub(super) fn written(above: &str, text: Cow<'_, str>) -> RawBody {
    match (is_html(&text), above) {
        (true, "") => RawBody::Fragment(text.into_owned()),
        (true, above) => RawBody::Fragment(format!("<p>{above}</p>\n{text}")),
        (false, "") => RawBody::Text(text.into_owned()),
        (false, above) => RawBody::Text(format!("{above}\n\n{text}")),
    }
}

/// Whether a body has tags, or is one line with entities.
pub(crate) fn is_html(text: &str) -> bool {
    let mut tags = text.match_indices('<').filter_map(|(at, _)| text.as_bytes().get(at + 1));
    tags.any(|byte| byte.is_ascii_alphabetic() || *byte == b'/' || *byte == b'!')
        || (text.contains('&') && text.contains(';') && !text.contains('\n'))
}

/// Whether a text is JSON Lines: two lines at least, most of them objects or
/// the first of them an article. Markup is none, whatever the lines of its scripts.
pub(super) fn is_lines(text: &str) -> bool {
    if text.starts_with('<') {
        return false;
    }
    let (mut objects, mut lines) = (0, 0);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        lines += 1;
        objects += usize::from(line.starts_with('{') && line.trim_end().ends_with('}'));
    }
    lines > 1 && (objects * 2 > lines || is_article(text.lines().next().unwrap_or_default()))
}

fn is_article(line: &str) -> bool {
    let value = serde_json::from_str(line).ok();
    value.is_some_and(|value: Value| value.as_object().and_then(record::body).is_some())
}

/// Whether a text that is no JSON was meant to be: it begins with a key or with
/// a list of objects, which no prose does.
pub(super) fn is_broken(text: &str) -> bool {
    let rest = text.strip_prefix('[').unwrap_or(text).trim_start();
    rest.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with('"'))
}

/// Reads JSON Lines, of which `before` others stand before these in their file.
/// A line that can't be read is a problem with its number; the others go on.
pub(super) fn read_lines(source: &Source, before: usize) -> Reading {
    let mut reading = Reading::default();
    let lines = source.text.lines().enumerate();
    for (number, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let ordinal = reading.documents.len();
        if ordinal == MAX_DOCUMENTS {
            let message = format!("only the first {MAX_DOCUMENTS} lines were read");
            reading.problems.push(problem(source.file, message));
            break;
        }
        match of_line(source, Place { ordinal, bytes: line.as_bytes() }, line) {
            Ok(document) => reading.documents.push(document),
            Err(reason) => {
                let message = format!("line {}: {reason}", before + number + 1);
                reading.problems.push(problem(source.file, message));
            }
        }
    }
    reading
}

fn of_line(source: &Source, place: Place, line: &str) -> Result<RawDocument, String> {
    let parsed = json::parse(line.trim()).map_err(|error| error.to_string())?;
    if parsed.cut_off {
        return Err("the JSON ends early".to_owned());
    }
    let object = parsed.value.as_object().ok_or("the line is no object")?;
    document(source, place, object, &Records::default())
        .ok_or_else(|| "the line has no text".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::{RawBody, Reading, fragment, read};

    /// What a file gives: a line a document, then a line a problem.
    fn outline(reading: &Reading) -> Vec<String> {
        let body = |body: &RawBody| match body {
            RawBody::Page(html) => {
                format!("page {}", html.root_element().text().collect::<String>())
            }
            RawBody::Fragment(html) => {
                format!("fragment {}", fragment(html).root_element().text().collect::<String>())
            }
            RawBody::Text(text) => format!("text {text}"),
            RawBody::Markdown(text) => format!("markdown {text}"),
            RawBody::Clean(text) => format!("clean {text}"),
        };
        let documents = reading.documents.iter().map(|document| {
            let title = document.metadata.titles.first().map_or("", |(_, title)| title);
            format!("{}|{title}|{}", document.id.clone().unwrap_or_default(), body(&document.body))
        });
        documents.chain(reading.problems.iter().map(|problem| problem.message.clone())).collect()
    }

    fn check(file: &str, expected: &[&str]) {
        assert_eq!(outline(&read("a.json", file.as_bytes())), expected, "{file}");
    }

    #[test]
    fn one_record_in_its_forms() {
        check(
            r#"{"id": 7, "title": "Pier", "subtitle": "Soon", "body": "<p>It opens.</p>"}"#,
            &["7|Pier|fragment Soon\nIt opens."],
        );
        check(
            r#"{"@type": "NewsArticle", "headline": "Pier", "articleBody": "It opens.\n\nSoon."}"#,
            &["|Pier|text It opens.\n\nSoon."],
        );
        check(r#"{"title": "Pier", "text": " It <opens>. "}"#, &["|Pier|clean  It <opens>. "]);
        check(r#"{"data": {"post": {"title": "Pier", "content": "Now"}}}"#, &["|Pier|text Now"]);
    }

    #[test]
    fn lists_of_records() {
        check(
            r#"{"version": "https://jsonfeed.org/version/1.1", "title": "The Quay",
                "description": "News", "items": [{"id": "a", "content_text": "One."},
                {"id": "b", "title": "Two", "content_html": "<b>Two</b>."}, {"id": "c"}]}"#,
            &[
                "a||text One.",
                "b|Two|fragment Two.",
                "1 entries without a text, or too many, were left out",
            ],
        );
        check(
            r#"[{"title": "A", "body": "x"}, {"title": "B", "body": "y"}]"#,
            &["|A|text x", "|B|text y"],
        );
    }

    #[test]
    fn items_inherit_the_outlet_and_have_their_own_hash() {
        let feed = r#"{"title": "The Quay", "items": [{"content": "x"}, {"content": "y"}]}"#;
        let documents = read("a", feed.as_bytes()).documents;
        assert_eq!(documents[0].metadata.publishers, ["The Quay"]);
        assert_ne!(documents[0].origin.hash, documents[1].origin.hash);
        assert_eq!(documents[1].origin.ordinal, 1);
    }

    #[test]
    fn a_release_keeps_its_links() {
        let release = r#"{"body": "<p>x</p>", "links": [{"description": "More", "url": "https://a.example/"}]}"#;
        let links = read("a", release.as_bytes()).documents.remove(0).links;
        assert_eq!((links[0].text.as_str(), links[0].url.as_str()), ("More", "https://a.example/"));
    }

    #[test]
    fn lines_are_articles_and_bad_lines_are_said() {
        check(
            "{\"id\":\"a\",\"text\":\"One  & two\\n\"}\n{\"id\":\"b\", oops}\n\n{\"id\":\"c\",\"text\":\"3\"}\n",
            &["a||clean One  & two\n", "c||clean 3", "line 2: the text is not JSON"],
        );
    }

    #[test]
    fn one_bad_line_takes_no_other_with_it() {
        let deep = format!("{{\"text\":{}", "[".repeat(500));
        check(
            &format!("{{\"text\":\"One.\"}}\n{deep}\n{{\"text\":\"cut"),
            &[
                "||clean One.",
                "line 2: the JSON is nested deeper than 120 levels",
                "line 3: the JSON ends early",
            ],
        );
        // Two values of one file that is no list of lines.
        check(
            "{\"a\":1}\nand prose",
            &[
                "||text {\"a\":1}\nand prose",
                "the file begins as JSON but is none, and was read as text",
            ],
        );
    }

    #[test]
    fn values_in_a_row_are_a_list() {
        let row =
            "{\n\"title\": \"A\", \"body\": \"x\"\n}\n{\n\"title\": \"B\",\n\"body\": \"y\"\n}\n";
        check(row, &["|A|text x", "|B|text y"]);
        let ends_early = "the JSON ends early; the rest is missing";
        check(&format!("{row}{{\n\"a\": [\n"), &["|A|text x", "|B|text y", ends_early]);
    }

    #[test]
    fn json_without_an_article_and_text_that_is_no_json() {
        check("[]", &["the JSON holds no article: neither a body nor a text"]);
        check(r#"{"title": "Only"}"#, &["the JSON holds no article: neither a body nor a text"]);
        check("{sic} he wrote, and left.", &["||text {sic} he wrote, and left."]);
        check("[sic] he wrote, and left.", &["||text [sic] he wrote, and left."]);
        let as_text = "the file begins as JSON but is none, and was read as text";
        check(r#"{"broken"#, &[r#"||text {"broken"#, as_text]);
        check(r#"[ {"a" "b""#, &[r#"||text [ {"a" "b""#, as_text]);
        check(
            r#"{"title": "Pier", "body": "<p>It op"#,
            &["|Pier|fragment It op", "the JSON ends early; the rest is missing"],
        );
        check(&"[".repeat(500), &["the JSON is nested deeper than 120 levels"]);
    }
}
