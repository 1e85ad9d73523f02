//! Reading Web Annotations back: our own exports whole, others' as far as
//! they quote.

use serde_json::Value;
use thiserror::Error;

use super::{
    gather::one_line,
    w3c::{NOTE_IRI, text_hash},
};
use crate::{
    clean::{sanitise, sanitise_line},
    model::Article,
    note::{ArticleKey, Colour, Note, NoteAnchor, note_id},
};

/// Why a file holds no annotations.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ImportError {
    /// It is no JSON.
    #[error("not JSON: {0}")]
    NotJson(String),
    /// It is JSON, but no annotation, page or collection.
    #[error("expected an Annotation, AnnotationPage or AnnotationCollection, found none")]
    NoAnnotations,
}

/// A note from elsewhere, before its article is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedNote {
    /// Its id, the same at every import of the same annotation.
    pub id: String,
    /// What it says its article is: an address, a name, a hash.
    pub source: String,
    /// The article's key, when the file is one of our exports.
    pub key: Option<ArticleKey>,
    /// The quote, with what context it gives.
    pub anchor: NoteAnchor,
    /// Yellow when it gives none.
    pub colour: Colour,
    /// The comment; may be empty.
    pub text: String,
    /// Tags.
    pub tags: Vec<String>,
    /// When it was made; empty when it does not say.
    pub created: String,
    /// When it was last changed; empty when it does not say.
    pub modified: String,
}

/// Reads annotations from a collection, a page, a list or a single one.
/// One that quotes nothing is a note on the whole article; one that says
/// nothing either is left out.
///
/// # Errors
/// Why there is nothing to read.
pub fn import_w3c(text: &str) -> Result<Vec<ImportedNote>, ImportError> {
    let document: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| ImportError::NotJson(error.to_string()))?;
    let annotations = annotations(&document).ok_or(ImportError::NoAnnotations)?;
    Ok(annotations.into_iter().filter_map(imported).collect())
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
        ..ImportedNote::default()
    };
    add_bodies(&mut note, annotation);
    note.id = id_of(annotation, &note);
    let says_something = !note.anchor.quote.is_empty() || !note.text.is_empty();
    says_something.then_some(note)
}

/// The first target that quotes, else the first.
fn target_of(annotation: &Value) -> Option<&Value> {
    let targets = || many(annotation.get("target"));
    targets().find(|target| quote_of(target).is_some()).or_else(|| targets().next())
}

/// Our own anchor, the quote of a target, or none.
fn anchor_of(annotation: &Value, target: &Value) -> NoteAnchor {
    let quoted = || quote_of(target).map(|(quote, position)| anchor(quote, position));
    own_anchor(annotation).or_else(quoted).unwrap_or_default()
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
    let words = |name| words_of(quote, name);
    let (quote, prefix, suffix) = (words("exact"), words("prefix"), words("suffix"));
    NoteAnchor { quote, prefix, suffix, start: number("start"), end: number("end"), block: 0 }
}

/// A number that can be a place in a text.
fn number_of(value: &Value, name: &str) -> Option<usize> {
    usize::try_from(value.get(name)?.as_u64()?).ok()
}

/// The anchor as it was made, from an export of ours.
fn own_anchor(annotation: &Value) -> Option<NoteAnchor> {
    let made = annotation.get("dateline:anchor")?;
    let words = |name: &str| words_of(made, &format!("dateline:{name}"));
    let number = |name: &str| number_of(made, &format!("dateline:{name}"));
    let (quote, prefix, suffix) = (words("quote"), words("prefix"), words("suffix"));
    let (start, end, block) = (number("start")?, number("end")?, number("block")?);
    Some(NoteAnchor { quote, prefix, suffix, start, end, block })
}

fn own_key(source: &Value) -> Option<ArticleKey> {
    let hash = source.get("dateline:hash").map(line)?;
    let url = source.get("dateline:url").map(line);
    Some(ArticleKey { hash, url, file: line_of(source, "dateline:file") })
}

/// Our own id, the other's IRI, or one made from what the annotation says.
fn id_of(annotation: &Value, note: &ImportedNote) -> String {
    match line_of(annotation, "id") {
        id if id.is_empty() => made_id(note),
        id => id.strip_prefix(NOTE_IRI).map(unescaped).unwrap_or(id),
    }
}

/// The same id for every annotation that says the same.
fn made_id(note: &ImportedNote) -> String {
    let said = [&note.source, &note.anchor.quote, &note.anchor.prefix, &note.text, &note.created];
    let hash = text_hash(&said.map(String::as_str).join("\n"));
    let seed = hash.get(..32).and_then(|digits| u128::from_str_radix(digits, 16).ok());
    note_id(seed.unwrap_or_default())
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

/// A property that may be missing, one value or a list.
fn many(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let list = match value {
        None | Some(Value::Null) => &[],
        Some(Value::Array(list)) => list.as_slice(),
        Some(one) => std::slice::from_ref(one),
    };
    list.iter()
}

fn line(value: &Value) -> String {
    sanitise_line(value.as_str().unwrap_or_default())
}

fn line_of(value: &Value, name: &str) -> String {
    value.get(name).map(line).unwrap_or_default()
}

fn words_of(value: &Value, name: &str) -> String {
    sanitise(value.get(name).and_then(Value::as_str).unwrap_or_default())
}

impl ImportedNote {
    /// Which of `articles` it is about: by the key of our own exports, by the
    /// hash of text or document in its source, by address, by file name.
    #[must_use]
    pub fn article<'a>(
        &self,
        articles: impl IntoIterator<Item = &'a Article>,
    ) -> Option<&'a Article> {
        let rated = articles.into_iter().map(|article| (self.fit(article), article));
        let fits = rated.filter(|(fit, _)| *fit < NO_FIT);
        fits.min_by_key(|(fit, _)| *fit).map(|(_, article)| article)
    }

    /// The smaller the better.
    fn fit(&self, article: &Article) -> u8 {
        let key = ArticleKey::of(article);
        let source = self.source.as_str();
        let same_address = key.url.as_deref().is_some_and(|url| same_page(url, source));
        if self.key.as_ref().is_some_and(|own| own.matches(&key)) {
            0
        } else if source.contains(&text_hash(&article.text)) || holds(source, &key.hash) {
            1
        } else if same_address {
            2
        } else if file_name(source) == file_name(&key.file) && !file_name(source).is_empty() {
            3
        } else {
            NO_FIT
        }
    }

    /// The note, on the article found or kept for one that may come later.
    #[must_use]
    pub fn into_note(self, article: Option<&Article>, now: &str) -> Note {
        let anchor = article.and_then(|article| self.anchor_in(article));
        let homeless = ArticleKey { file: self.source, ..ArticleKey::default() };
        let created = [self.created.as_str(), now].into_iter().find(|time| !time.is_empty());
        let created = created.unwrap_or_default().to_owned();
        Note {
            id: self.id,
            article: article.map(ArticleKey::of).or(self.key).unwrap_or(homeless),
            anchor: anchor.unwrap_or(self.anchor),
            colour: self.colour,
            text: self.text,
            tags: self.tags,
            modified: if self.modified.is_empty() { created.clone() } else { self.modified },
            created,
        }
    }

    /// The anchor as this article gives it; none where the words differ.
    fn anchor_in(&self, article: &Article) -> Option<NoteAnchor> {
        let span = self.anchor.find(article)?;
        let same = span.cut(&article.text) == self.anchor.quote;
        same.then(|| NoteAnchor::make(article, span))
    }
}

const NO_FIT: u8 = 9;

fn holds(source: &str, hash: &str) -> bool {
    hash.len() >= 32 && source.contains(hash)
}

/// Addresses that differ only in fragment, last slash or scheme name one page.
fn same_page(one: &str, other: &str) -> bool {
    page(one) == page(other)
}

/// The part of an address that names the page.
fn page(url: &str) -> &str {
    let url = url.split('#').next().unwrap_or_default();
    let page = ["https://", "http://"].iter().find_map(|scheme| url.strip_prefix(scheme));
    page.unwrap_or(url).trim_end_matches('/')
}

/// The last part of a path or IRI.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', ':']).next().unwrap_or_default()
}
