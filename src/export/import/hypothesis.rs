//! Hypothesis: the answer of its interface, the file that its client exports,
//! or a list of its annotations.

use serde_json::Value;

use super::{ImportedNote, line_of, w3c, words_of};
use crate::{clean::sanitise, export::gather::one_line};

/// None where the document is not theirs.
pub(super) fn read(document: &Value) -> Option<Vec<ImportedNote>> {
    let listed = ["rows", "annotations"].iter().find_map(|name| document.get(name));
    let list = listed.unwrap_or(document).as_array()?;
    let theirs = listed.is_some() || list.first().is_some_and(|first| first.get("uri").is_some());
    theirs.then(|| list.iter().map(imported).collect())
}

fn imported(annotation: &Value) -> ImportedNote {
    let title = annotation.pointer("/document/title").map(|title| title.get(0).unwrap_or(title));
    let tags = annotation.get("tags").and_then(Value::as_array).into_iter().flatten();
    let tags = tags.filter_map(Value::as_str).map(|tag| one_line(&sanitise(tag)));
    ImportedNote {
        id: id(annotation),
        source: line_of(annotation, "uri"),
        title: title.and_then(Value::as_str).map(crate::clean::sanitise_line).unwrap_or_default(),
        anchor: w3c::quoted_anchor(annotation),
        text: words_of(annotation, "text"),
        tags: tags.filter(|tag| !tag.is_empty()).collect(),
        created: time(annotation, "created"),
        modified: time(annotation, "updated"),
        ..ImportedNote::default()
    }
}

/// Their id, said to be theirs.
fn id(annotation: &Value) -> String {
    match line_of(annotation, "id") {
        id if id.is_empty() => id,
        id => format!("hypothesis:{id}"),
    }
}

/// A time in UTC; empty for what is none.
fn time(annotation: &Value, name: &str) -> String {
    let parsed = line_of(annotation, name).parse::<jiff::Timestamp>();
    parsed.map(|time| time.to_string()).unwrap_or_default()
}
