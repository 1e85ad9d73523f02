//! `KOReader`: the JSON that its exporter writes, of one document or of several.

use serde_json::Value;

use super::{ImportedNote, colour_named, line_of, quoting, words_of};

/// None where the document is not theirs.
pub(super) fn read(document: &Value) -> Option<Vec<ImportedNote>> {
    let one = || document.get("entries").map(|_| vec![document]);
    let several = document.get("documents").and_then(Value::as_array);
    let books = several.map(|books| books.iter().collect()).or_else(one)?;
    Some(books.into_iter().flat_map(of_book).collect())
}

fn of_book(book: &Value) -> impl Iterator<Item = ImportedNote> {
    let entries = book.get("entries").and_then(Value::as_array).into_iter().flatten();
    entries.map(|entry| imported(book, entry))
}

fn imported(book: &Value, entry: &Value) -> ImportedNote {
    let created = entry.get("time").and_then(Value::as_i64);
    let created = created.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    ImportedNote {
        source: line_of(book, "file"),
        title: line_of(book, "title"),
        anchor: quoting(words_of(entry, "text")),
        text: words_of(entry, "note"),
        colour: colour_named(&line_of(entry, "color")),
        created: created.map(|time| time.to_string()).unwrap_or_default(),
        ..ImportedNote::default()
    }
}
