//! Reading Web Annotations back: our own exports whole, others' as far as
//! they quote.

use serde_json::Value;

use super::{ImportedNote, line, line_of, many, words_of};
use crate::{
    clean::{sanitise, sanitise_counted, sanitise_line},
    export::{gather::one_line, w3c::NOTE_IRI},
    note::{ArticleKey, Colour, NoteAnchor, Parting, Surroundings, Twin},
};

/// Reads annotations from a collection, a page, a list or a single one.
/// One that quotes nothing is a note on the whole article; one that says
/// nothing either is left out.
///
/// None where the document holds no annotations.
pub(super) fn read(document: &Value) -> Option<Vec<ImportedNote>> {
    Some(annotations(document)?.into_iter().filter_map(imported).collect())
}

fn annotations(document: &Value) -> Option<Vec<&Value>> {
    let page = document.as_array().or_else(|| items(document));
    match (page, document.get("first")) {
        (None, None) => document.get("target").map(|_| vec![document]),
        (page, first) => Some(page.or_else(|| items(first?))?.iter().collect()),
    }
}

/// What a page holds.
fn items(page: &Value) -> Option<&Vec<Value>> {
    page.get("items")?.as_array()
}

fn imported(annotation: &Value) -> Option<ImportedNote> {
    let target = target_of(annotation)?;
    let source = target.get("source").unwrap_or(target);
    let mut note = ImportedNote {
        source: line(source.get("id").unwrap_or(source)),
        key: own_key(source),
        anchor: anchor_of(annotation, target),
        created: line_of(annotation, "created"),
        modified: line_of(annotation, "modified"),
        id: id_of(annotation),
        ..ImportedNote::default()
    };
    add_bodies(&mut note, annotation);
    Some(note)
}

/// The first target that quotes, else the first.
fn target_of(annotation: &Value) -> Option<&Value> {
    let targets = || many(annotation.get("target"));
    targets().find(|target| quote_of(target).is_some()).or_else(|| targets().next())
}

/// Our own anchor, the quote of a target, or none.
fn anchor_of(annotation: &Value, target: &Value) -> NoteAnchor {
    own_anchor(annotation).unwrap_or_else(|| anchor_in(target))
}

/// The quote of an annotation's target; of no words where it quotes nothing.
pub(super) fn quoted_anchor(annotation: &Value) -> NoteAnchor {
    target_of(annotation).map(anchor_in).unwrap_or_default()
}

fn anchor_in(target: &Value) -> NoteAnchor {
    quote_of(target).map(|(quote, position)| anchor(quote, position)).unwrap_or_default()
}

fn add_bodies(note: &mut ImportedNote, annotation: &Value) {
    let mut texts = vec![words_of(annotation, "bodyValue")];
    for body in many(annotation.get("body")) {
        texts.extend(add_body(note, body));
    }
    texts.retain(|text| !text.is_empty());
    note.text = texts.join("\n\n");
}

/// Takes a body that is a colour or a tag into the note; gives back another's text.
fn add_body(note: &mut ImportedNote, body: &Value) -> Option<String> {
    let value = body.as_str().map_or_else(|| words_of(body, "value"), sanitise);
    let colour = body.get("dateline:colour").and_then(Value::as_str).and_then(Colour::named);
    let tagging = many(body.get("purpose")).any(|purpose| purpose == "tagging");
    match colour {
        Some(colour) => note.colour = colour,
        None if tagging => note.tags.push(one_line(&value)),
        None => return Some(value),
    }
    None
}

/// The quote and the position among a target's selectors, also where one refines another.
fn quote_of(target: &Value) -> Option<(&Value, Option<&Value>)> {
    let selectors = selectors(target);
    let is = |selector: &Value, name: &str| many(selector.get("type")).any(|kind| kind == name);
    let of_type = |name| selectors.iter().rev().copied().find(|selector| is(selector, name));
    let quote = of_type("TextQuoteSelector")?;
    let exact = quote.get("exact")?.as_str()?;
    (!exact.trim().is_empty()).then(|| (quote, of_type("TextPositionSelector")))
}

/// A target's selectors, followed by those that refine them.
fn selectors(target: &Value) -> Vec<&Value> {
    const DEEPEST: usize = 8;
    let mut selectors: Vec<&Value> = many(target.get("selector")).collect();
    let mut layer = selectors.clone();
    for _ in 0..DEEPEST {
        layer = layer.iter().flat_map(|selector| many(selector.get("refinedBy"))).collect();
        selectors.extend(&layer);
    }
    selectors
}

fn anchor(quote: &Value, position: Option<&Value>) -> NoteAnchor {
    let number = |name| position.and_then(|it| number_of(it, name)).unwrap_or_default();
    let words = |name| counted_words(quote, name);
    let (quote, prefix, suffix) = (words("exact"), words("prefix"), words("suffix"));
    let (start, end) = (number("start"), number("end"));
    NoteAnchor { quote, prefix, suffix, start, end, ..NoteAnchor::default() }
}

/// A property as safe text in which others have counted.
fn counted_words(value: &Value, name: &str) -> String {
    sanitise_counted(value.get(name).and_then(Value::as_str).unwrap_or_default())
}

/// A number that can be a place in a text.
fn number_of(value: &Value, name: &str) -> Option<usize> {
    usize::try_from(value.get(name)?.as_u64()?).ok()
}

/// The anchor as it was made, from an export of ours.
fn own_anchor(annotation: &Value) -> Option<NoteAnchor> {
    let made = annotation.get("dateline:anchor")?;
    let words = |name: &str| counted_words(made, &format!("dateline:{name}"));
    let number = |name: &str| number_of(made, &format!("dateline:{name}"));
    let (quote, prefix, suffix) = (words("quote"), words("prefix"), words("suffix"));
    let (start, end, block) = (number("start")?, number("end")?, number("block")?);
    let twins = made.get("dateline:twins").and_then(Value::as_array).into_iter().flatten();
    let twins = twins.filter_map(twin).collect();
    Some(NoteAnchor { quote, prefix, suffix, start, end, block, twins, among: among(made) })
}

fn twin(made: &Value) -> Option<Twin> {
    let number = |name: &str| number_of(made, name);
    let same = made.get("dateline:same")?.as_bool()?;
    Some(Twin {
        start: number("dateline:start")?,
        like: number("dateline:like")?,
        same,
        among: among(made),
        before: parting(made, "dateline:before"),
        after: parting(made, "dateline:after"),
    })
}

/// Where a twin's text parts from the note's; nothing is known of it in older exports.
fn parting(made: &Value, side: &str) -> Parting {
    let parting = made.get(side).unwrap_or(&Value::Null);
    let words = |name: &str| counted_words(parting, name);
    Parting {
        same: number_of(parting, "dateline:same").unwrap_or_default(),
        own: words("dateline:own"),
        twin: words("dateline:twin"),
    }
}

/// What a place stood among; nothing is known of it in older exports.
fn among(made: &Value) -> Surroundings {
    let digits = made.get("dateline:among").and_then(Value::as_str).unwrap_or_default();
    Surroundings::from(digits.to_owned())
}

fn own_key(source: &Value) -> Option<ArticleKey> {
    let hash = source.get("dateline:hash").map(line)?;
    let url = source.get("dateline:url").map(line);
    Some(ArticleKey { hash, url, file: line_of(source, "dateline:file") })
}

/// Our own id, else the other's IRI; empty where there is none.
fn id_of(annotation: &Value) -> String {
    let id = line_of(annotation, "id");
    id.strip_prefix(NOTE_IRI).map(unescaped).unwrap_or(id)
}

/// Undoes `%XX`; what is no such sign stays.
fn unescaped(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let byte = after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(b'%'));
        rest = after.get(if byte.is_some() { 2 } else { 0 }..).unwrap_or_default();
    }
    bytes.extend_from_slice(rest.as_bytes());
    sanitise_line(&String::from_utf8_lossy(&bytes))
}
