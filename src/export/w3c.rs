//! Notes as a Web Annotation Collection (W3C Recommendation of 2017): the
//! lossless form and the backup.
//!
//! What the standard has no word for stands under the prefix `dateline:`, so
//! that other readers pass over it and ours loses nothing. A source is named
//! by the SHA-256 of its plain text, as the `text` format writes it.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{
    Export,
    gather::{Placed, Shelf, shelves},
};
use crate::{
    model::{Article, CodePoints},
    note::{CONTEXT, Note, NoteAnchor, Parting, Twin},
};

/// The official context.
pub(super) const CONTEXT_IRI: &str = "http://www.w3.org/ns/anno.jsonld";

/// What `dateline:` stands for.
const PREFIX_IRI: &str = "urn:dateline:";

/// What an own note's IRI begins with.
pub(super) const NOTE_IRI: &str = "urn:dateline:note:";

/// The collection as JSON.
pub(super) fn text(export: &Export<'_>) -> String {
    let items: Vec<Value> =
        shelves(export).iter().flat_map(|shelf| shelf_items(shelf, export)).collect();
    let id = format!("urn:dateline:collection:{}", iri_part(export.name));
    let collection = json!({
        "@context": [CONTEXT_IRI, {"dateline": PREFIX_IRI}],
        "id": id,
        "type": "AnnotationCollection",
        "label": export.name,
        "total": items.len(),
        "generator": {"id": "urn:dateline", "type": "Software", "name": "Dateline"},
        "generated": utc(export.now, export.now),
        "first": {
            "id": format!("{id}:1"),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    });
    format!("{collection:#}\n")
}

fn shelf_items(shelf: &Shelf<'_>, export: &Export<'_>) -> Vec<Value> {
    let source = source(shelf);
    let points = shelf.article.map(|article| CodePoints::of(&article.text));
    let item = |placed: &Placed<'_>| {
        let mut target = json!({"type": "SpecificResource", "source": source});
        if !shelf.quote(placed).is_empty() {
            let selectors = selectors(shelf.article.zip(points.as_ref()), placed);
            insert(&mut target, "selector", selectors);
        }
        item(placed, &target, shelf.article, export.now)
    };
    shelf.notes.iter().map(item).collect()
}

fn item(placed: &Placed<'_>, target: &Value, article: Option<&Article>, now: &str) -> Value {
    let note = placed.note;
    let mut item = json!({
        "id": note_iri(&note.id),
        "type": "Annotation",
        "motivation": motivation(note),
        "created": utc(&note.created, now),
        "modified": utc(&note.modified, now),
        "body": bodies(note),
        "target": target,
    });
    if placed.is_orphan() {
        insert(&mut item, "dateline:state", json!("orphan"));
    }
    let today = article.zip(placed.span).map(|(article, span)| NoteAnchor::quoting(article, span));
    let stands = today.is_some_and(|today| {
        NoteAnchor { twins: note.anchor.twins.clone(), among: note.anchor.among.clone(), ..today }
            == note.anchor
    });
    if !stands {
        insert(&mut item, "dateline:anchor", made_on(&note.anchor));
    }
    item
}

fn motivation(note: &Note) -> Value {
    match note.text.as_str() {
        "" => json!("highlighting"),
        _ => json!(["highlighting", "commenting"]),
    }
}

/// The anchor as it was made, where the selectors don't say the same.
fn made_on(anchor: &NoteAnchor) -> Value {
    json!({
        "dateline:quote": anchor.quote,
        "dateline:prefix": anchor.prefix,
        "dateline:suffix": anchor.suffix,
        "dateline:start": anchor.start,
        "dateline:end": anchor.end,
        "dateline:block": anchor.block,
        "dateline:twins": anchor.twins.iter().map(twin).collect::<Vec<_>>(),
        "dateline:among": anchor.among,
    })
}

fn twin(twin: &Twin) -> Value {
    json!({
        "dateline:start": twin.start,
        "dateline:like": twin.like,
        "dateline:same": twin.same,
        "dateline:among": twin.among,
        "dateline:before": parting(&twin.before),
        "dateline:after": parting(&twin.after),
    })
}

fn parting(parting: &Parting) -> Value {
    json!({
        "dateline:same": parting.same,
        "dateline:own": parting.own,
        "dateline:twin": parting.twin,
    })
}

/// Quote and position as they are in the text now; of an orphan, the quote as it was.
fn selectors(found: Option<(&Article, &CodePoints<'_>)>, placed: &Placed<'_>) -> Value {
    let Some(((article, points), span)) = found.zip(placed.span) else {
        let anchor = &placed.note.anchor;
        return json!([quote_selector(&anchor.quote, &anchor.prefix, &anchor.suffix)]);
    };
    let (start, end) = points.span(span);
    let around = |from: usize, to: usize| points.bytes(from, to).cut(&article.text);
    json!([
        quote_selector(
            span.cut(&article.text),
            around(start.saturating_sub(CONTEXT), start),
            around(end, end + CONTEXT),
        ),
        {"type": "TextPositionSelector", "start": start, "end": end},
    ])
}

fn quote_selector(exact: &str, prefix: &str, suffix: &str) -> Value {
    json!({"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix})
}

fn bodies(note: &Note) -> Vec<Value> {
    let tags = note.tags.iter().filter(|tag| !tag.is_empty());
    let tags = tags.map(|tag| json!({"type": "TextualBody", "value": tag, "purpose": "tagging"}));
    comment(note).into_iter().chain(tags).chain([colour(note)]).collect()
}

/// What the reader says; none where that is nothing.
fn comment(note: &Note) -> Option<Value> {
    let body = json!({
        "type": "TextualBody",
        "value": note.text,
        "format": "text/markdown",
        "purpose": "commenting",
    });
    (!note.text.is_empty()).then_some(body)
}

/// The colour, as a tag for readers that know no colours.
fn colour(note: &Note) -> Value {
    let name = note.colour.name();
    json!({
        "type": "TextualBody",
        "value": format!("colour: {name}"),
        "purpose": "tagging",
        "dateline:colour": name,
    })
}

/// The article: named by its plain text, or by its document when it is not here.
fn source(shelf: &Shelf<'_>) -> Value {
    let id = source_id(shelf);
    let mut source = json!({"id": id, "format": "text/plain", "dateline:title": shelf.title()});
    let language = shelf.article.and_then(|article| article.metadata.language.as_ref());
    for (name, value) in [
        ("dateline:hash", Some(&shelf.key.hash)),
        ("dateline:url", shelf.key.url.as_ref()),
        ("dateline:file", Some(&shelf.key.file)),
        ("language", language),
    ] {
        if let Some(value) = value {
            insert(&mut source, name, json!(value));
        }
    }
    source
}

fn source_id(shelf: &Shelf<'_>) -> String {
    let known = || format!("{}{}", shelf.key.hash, shelf.key.file);
    shelf.article.map_or_else(
        || format!("urn:dateline:article:{}", iri_part(&known())),
        |article| format!("urn:sha256:{}", text_hash(&article.text)),
    )
}

fn insert(object: &mut Value, name: &str, value: Value) {
    if let Value::Object(object) = object {
        object.insert(name.to_owned(), value);
    }
}

/// SHA-256 of a plain text, in hexadecimal; what a source is named by.
pub(super) fn text_hash(text: &str) -> String {
    use std::fmt::Write as _;
    let hash = Sha256::digest(text);
    hash.iter().fold(String::with_capacity(64), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// An own id gets our prefix; an imported one that is an IRI stays what it was.
fn note_iri(id: &str) -> String {
    let is_iri = id.split_once(':').is_some_and(|(scheme, rest)| {
        !rest.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_lowercase())
    });
    if is_iri && id == iri_part(id) { id.to_owned() } else { format!("{NOTE_IRI}{}", iri_part(id)) }
}

/// A text as a part of an IRI: what may not stand there is written as `%XX`.
fn iri_part(text: &str) -> String {
    let mut part = String::with_capacity(text.len());
    for character in text.chars() {
        if is_barred(character) {
            push_encoded(&mut part, character);
        } else {
            part.push(character);
        }
    }
    part
}

fn is_barred(character: char) -> bool {
    character.is_whitespace() || character.is_control() || "<>\"{}|\\^`%".contains(character)
}

fn push_encoded(part: &mut String, character: char) {
    use std::fmt::Write as _;
    let mut bytes = [0; 4];
    for byte in character.encode_utf8(&mut bytes).bytes() {
        let _ = write!(part, "%{byte:02X}");
    }
}

/// A time in UTC with `Z`; `now` where the note has none that can be read.
fn utc(time: &str, now: &str) -> String {
    let parsed = |text: &str| text.parse::<jiff::Timestamp>().ok();
    parsed(time).or_else(|| parsed(now)).unwrap_or_default().to_string()
}
