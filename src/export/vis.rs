//! The timeline for vis-timeline: a data set of items and its groups, a group
//! a status. An item has the exact first day and, where it lasts, the day after
//! the last; its precision stands in its class and its own words in its title.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    Export,
    escape::html,
    gather::{Told, as_told, one_line, title, told},
};
use crate::{
    dossier::{Dossier, Entry},
    model::{Precision, Status, When},
};

/// The file's text. Undated entries have no place in the format.
pub(super) fn text(export: &Export<'_>) -> String {
    let entries = export.dossier.timeline.entries.iter();
    let mut ids = BTreeSet::new();
    let items: Vec<Value> = entries
        .filter(|entry| ids.insert(entry.id().to_owned()))
        .filter_map(|entry| Some(item(export.dossier, entry, entry.when.as_ref()?)))
        .collect();
    let groups = [Status::Past, Status::Ongoing, Status::Planned]
        .map(|status| json!({"id": status.name(), "content": status.name()}));
    let document = json!({"items": items, "groups": groups});
    format!("{document:#}\n")
}

fn item(dossier: &Dossier, entry: &Entry, when: &When) -> Value {
    let tellings: Vec<String> = told(dossier, entry).map(|told| quoted(&told)).collect();
    let mut item = json!({
        "id": entry.id(),
        "group": entry.status.name(),
        "content": html(&one_line(&entry.text)),
        "title": html(&format!("{}: {}", as_told(entry), tellings.join(" "))),
        "className": format!("{} {}", entry.status.name(), when.precision.name()),
        "start": start(when),
        "type": "range",
    });
    if let Some(object) = item.as_object_mut() {
        match end(when) {
            Some(end) => object.insert("end".to_owned(), json!(end)),
            None => object.insert("type".to_owned(), json!("point")),
        };
    }
    item
}

fn start(when: &When) -> String {
    let clock = when.clock.map(|clock| format!("T{}", clock.strftime("%H:%M:%S")));
    format!("{}{}", when.first, clock.unwrap_or_default())
}

/// The day after the last, of what lasts longer than a day.
fn end(when: &When) -> Option<String> {
    let last = when.last.tomorrow().ok()?;
    (when.precision > Precision::Day).then(|| last.to_string())
}

fn quoted(told: &Told<'_>) -> String {
    format!("“{}” — {}.", one_line(told.sentence), one_line(title(told.article)))
}
