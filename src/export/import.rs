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
    let items = |value: &'_ Value| value.get("items").and_then(Value::as_array).is_some();
    let list = match document {
        Value::Array(list) => list,
        page if items(page) => page.get("items")?.as_array()?,
        collection if collection.get("first").is_some() => {
            collection.get("first")?.get("items")?.as_array()?
        }
        single if single.get("target").is_some() => return Some(vec![single]),
        _ => return None,
    };
    Some(list.iter().collect())
}

fn imported(annotation: &Value) -> Option<ImportedNote> {
    let targets = || many(annotation.get("target"));
    let target =
        targets().find(|target| quote_of(target).is_some()).or_else(|| targets().next())?;
    let source = target.get("source").unwrap_or(target);
    let anchor = || quote_of(target).map(|(quote, position)| anchor(quote, position));
    let mut note = ImportedNote {
        source: line(source.get("id").unwrap_or(source)),
        key: own_key(source),
        anchor: own_anchor(annotation).or_else(anchor).unwrap_or_default(),
        created: line_of(annotation, "created"),
        modified: line_of(annotation, "modified"),
        ..ImportedNote::default()
    };
    add_bodies(&mut note, annotation);
    note.id = id_of(annotation, &note);
    let says_something = !note.anchor.quote.is_empty() || !note.text.is_empty();
    says_something.then_some(note)
}

fn add_bodies(note: &mut ImportedNote, annotation: &Value) {
    let mut texts = vec![words_of(annotation, "bodyValue")];
    for body in many(annotation.get("body")) {
        let value = body.as_str().map_or_else(|| words_of(body, "value"), sanitise);
        let colour = body.get("dateline:colour").and_then(Value::as_str).and_then(Colour::named);
        let tagging = many(body.get("purpose")).any(|purpose| purpose == "tagging");
        match colour {
            Some(colour) => note.colour = colour,
            None if tagging => note.tags.push(one_line(&value)),
            None => texts.push(value),
        }
    }
    texts.retain(|text| !text.is_empty());
    note.text = texts.join("\n\n");
}

/// The quote and the position among a target's selectors, also where one refines another.
fn quote_of(target: &Value) -> Option<(&Value, Option<&Value>)> {
    const DEEPEST: usize = 8;
    let mut selectors: Vec<&Value> = many(target.get("selector")).collect();
    let mut layer = selectors.clone();
    for _ in 0..DEEPEST {
        layer = layer.iter().flat_map(|selector| many(selector.get("refinedBy"))).collect();
        selectors.extend(&layer);
    }
    let of_type = |name: &str| {
        selectors
            .iter()
            .rev()
            .copied()
            .find(|selector| many(selector.get("type")).any(|kind| kind == name))
    };
    let quote = of_type("TextQuoteSelector")?;
    let exact = quote.get("exact")?.as_str()?;
    (!exact.trim().is_empty()).then(|| (quote, of_type("TextPositionSelector")))
}

fn anchor(quote: &Value, position: Option<&Value>) -> NoteAnchor {
    let number = |name: &str| {
        let number = position.and_then(|position| position.get(name)).and_then(Value::as_u64);
        usize::try_from(number.unwrap_or_default()).unwrap_or_default()
    };
    NoteAnchor {
        quote: words_of(quote, "exact"),
        prefix: words_of(quote, "prefix"),
        suffix: words_of(quote, "suffix"),
        start: number("start"),
        end: number("end"),
        block: 0,
    }
}

/// The anchor as it was made, from an export of ours.
fn own_anchor(annotation: &Value) -> Option<NoteAnchor> {
    let made = annotation.get("dateline:anchor")?;
    let number = |name: &str| usize::try_from(made.get(name)?.as_u64()?).ok();
    Some(NoteAnchor {
        quote: words_of(made, "dateline:quote"),
        prefix: words_of(made, "dateline:prefix"),
        suffix: words_of(made, "dateline:suffix"),
        start: number("dateline:start")?,
        end: number("dateline:end")?,
        block: number("dateline:block")?,
    })
}

fn own_key(source: &Value) -> Option<ArticleKey> {
    let hash = source.get("dateline:hash").map(line)?;
    let url = source.get("dateline:url").map(line);
    Some(ArticleKey { hash, url, file: line_of(source, "dateline:file") })
}

/// Our own id, the other's IRI, or one made from what the annotation says.
fn id_of(annotation: &Value, note: &ImportedNote) -> String {
    let id = line_of(annotation, "id");
    if let Some(own) = id.strip_prefix(NOTE_IRI) {
        return unescaped(own);
    }
    if !id.is_empty() {
        return id;
    }
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
        let homeless = ArticleKey { file: self.source, ..ArticleKey::default() };
        let key = article.map(ArticleKey::of).or(self.key).unwrap_or(homeless);
        let anchor = match article
            .and_then(|article| self.anchor.find(article).map(|span| (article, span)))
        {
            Some((article, span)) if span.cut(&article.text) == self.anchor.quote => {
                NoteAnchor::make(article, span)
            }
            _ => self.anchor,
        };
        let or_now = |time: String| if time.is_empty() { now.to_owned() } else { time };
        Note {
            id: self.id,
            article: key,
            anchor,
            colour: self.colour,
            text: self.text,
            tags: self.tags,
            modified: or_now(if self.modified.is_empty() {
                self.created.clone()
            } else {
                self.modified
            }),
            created: or_now(self.created),
        }
    }
}

const NO_FIT: u8 = 9;

fn holds(source: &str, hash: &str) -> bool {
    hash.len() >= 32 && source.contains(hash)
}

/// Addresses that differ only in fragment, last slash or scheme name one page.
fn same_page(one: &str, other: &str) -> bool {
    fn page(url: &str) -> &str {
        let url = url.split('#').next().unwrap_or_default();
        let url =
            url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or(url);
        url.trim_end_matches('/')
    }
    page(one) == page(other)
}

/// The last part of a path or IRI.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', ':']).next().unwrap_or_default()
}
