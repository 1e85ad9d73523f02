//! Notes from elsewhere: what a file of another program, or of our own, says,
//! before its articles are known.
//!
//! The program is told from the content. Every text comes out safe to show, and
//! a note without an id gets one made from what it says, so that a second
//! import finds it there.

mod clippings;
mod hypothesis;
mod koreader;
mod readwise;
mod w3c;

use serde_json::Value;
use thiserror::Error;

use super::w3c::text_hash;
use crate::{
    clean::{sanitise, sanitise_line},
    note::{ArticleKey, Colour, NoteAnchor, note_id},
};

/// Why a file holds no notes.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ImportError {
    /// It begins like JSON and is none.
    #[error("not JSON: {0}")]
    NotJson(String),
    /// It is none of what is read.
    #[error(
        "expected Web Annotations, Hypothesis JSON, Readwise CSV, KOReader JSON or Kindle \
         clippings, found none of them"
    )]
    Unknown,
}

/// A note from elsewhere, before its article is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedNote {
    /// Its id, the same at every import of the same note.
    pub id: String,
    /// What it says its article is: an address, a name, a hash.
    pub source: String,
    /// The title that it gives its article; empty when it gives none.
    pub title: String,
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

/// Reads notes from the text of a file. One that quotes nothing is a note on
/// the whole article; one that says nothing either is left out.
///
/// # Errors
/// Why there is nothing to read.
pub fn import(text: &str) -> Result<Vec<ImportedNote>, ImportError> {
    let text = text.trim_start_matches('\u{feff}');
    let notes = if text.trim_start().starts_with(['{', '[']) {
        of_json(text)?
    } else {
        readwise::read(text).or_else(|| clippings::read(text))
    };
    let says_something =
        |note: &ImportedNote| !note.anchor.quote.is_empty() || !note.text.is_empty();
    let notes = notes.ok_or(ImportError::Unknown)?.into_iter().filter(says_something);
    Ok(notes.map(identified).collect())
}

fn of_json(text: &str) -> Result<Option<Vec<ImportedNote>>, ImportError> {
    let document: Value =
        serde_json::from_str(text).map_err(|error| ImportError::NotJson(error.to_string()))?;
    let others = hypothesis::read(&document).or_else(|| koreader::read(&document));
    Ok(others.or_else(|| w3c::read(&document)))
}

/// The note with an id where it came without one.
fn identified(note: ImportedNote) -> ImportedNote {
    let id = if note.id.is_empty() { made_id(&note) } else { note.id.clone() };
    ImportedNote { id, ..note }
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

/// A value as one safe line.
fn line(value: &Value) -> String {
    sanitise_line(value.as_str().unwrap_or_default())
}

/// A property as one safe line; empty when it is no text.
fn line_of(value: &Value, name: &str) -> String {
    value.get(name).map(line).unwrap_or_default()
}

/// A property as safe text; empty when it is no text.
fn words_of(value: &Value, name: &str) -> String {
    sanitise(value.get(name).and_then(Value::as_str).unwrap_or_default())
}

/// The same id for every annotation that says the same.
fn made_id(note: &ImportedNote) -> String {
    let said = [&note.source, &note.anchor.quote, &note.anchor.prefix, &note.text, &note.created];
    let hash = text_hash(&said.map(String::as_str).join("\n"));
    let seed = hash.get(..32).and_then(|digits| u128::from_str_radix(digits, 16).ok());
    note_id(seed.unwrap_or_default())
}

/// An anchor that is no more than its words.
fn quoting(quote: String) -> NoteAnchor {
    NoteAnchor { quote, ..NoteAnchor::default() }
}

/// The nearest of our five colours to one of another program's names.
fn colour_named(name: &str) -> Colour {
    match name.to_ascii_lowercase().as_str() {
        "green" | "olive" | "lime" => Colour::Green,
        "blue" | "cyan" | "teal" => Colour::Blue,
        "pink" | "red" | "magenta" => Colour::Pink,
        "purple" | "violet" | "gray" | "grey" => Colour::Purple,
        _ => Colour::Yellow,
    }
}
