//! The timeline for TimelineJS 3. Precision is kept by leaving out month and
//! day where they aren't known; `display_date` has the source's own words.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::{
    Export,
    escape::html,
    gather::{Told, as_told, link, one_line, title, told},
};
use crate::{
    dossier::{Dossier, Entry},
    model::{Edge, Precision, When},
};

/// The file's text. Undated entries have no place in the format.
pub(super) fn text(export: &Export<'_>) -> String {
    let mut ids = BTreeSet::new();
    let entries = export.dossier.timeline.entries.iter();
    let events: Vec<Value> = entries
        .filter_map(|entry| event(export.dossier, entry, entry.when.as_ref()?, &mut ids))
        .collect();
    let document = json!({
        "title": {"text": {"headline": html(export.name), "text": ""}},
        "events": events,
    });
    format!("{document:#}\n")
}

fn event(
    dossier: &Dossier,
    entry: &Entry,
    when: &When,
    ids: &mut BTreeSet<String>,
) -> Option<Value> {
    let (start, end) = dates(when);
    let tellings: String = told(dossier, entry).map(|told| paragraph(&told)).collect();
    let mut event = json!({
        "unique_id": unique(entry.id(), ids),
        "start_date": start,
        "display_date": as_told(entry),
        "group": entry.status.name(),
        "text": {"headline": html(&one_line(&entry.text)), "text": tellings},
        "autolink": false,
    });
    if let Some(end) = end {
        event.as_object_mut()?.insert("end_date".to_owned(), end);
    }
    Some(event)
}

fn unique(id: &str, ids: &mut BTreeSet<String>) -> String {
    let mut name = id.to_owned();
    while !ids.insert(name.clone()) {
        name.push('+');
    }
    name
}

fn paragraph(told: &Told<'_>) -> String {
    let title = html(&one_line(title(told.article)));
    let linked = |url| format!("<a href=\"{}\">{title}</a>", html(url));
    let source = link(told.article).map_or_else(|| title.clone(), linked);
    format!("<p>“{}” — {source}</p>", html(&one_line(told.sentence)))
}

/// The first and, for times longer than one unit of the calendar, the last date.
fn dates(when: &When) -> (Value, Option<Value>) {
    let (first, last) = match when.edge {
        Edge::Closed => (when.first, when.last),
        Edge::Before => (when.last, when.last),
        Edge::After => (when.first, when.first),
    };
    let span = |parts: usize| (date(first, parts), Some(date(last, parts)));
    match when.precision {
        Precision::Time => (minute(when), None),
        Precision::Day => (date(first, 3), None),
        Precision::Month => (date(first, 2), None),
        Precision::Year => (date(first, 1), None),
        Precision::Quarter | Precision::Season | Precision::Half => span(2),
        Precision::Decade | Precision::Century => span(1),
        Precision::Week | Precision::Range => span(3),
    }
}

/// Year, month and day, as many of them as are known.
fn date(day: Date, parts: usize) -> Value {
    let values = [day.year(), day.month().into(), day.day().into()];
    let known = ["year", "month", "day"].into_iter().zip(values).take(parts);
    let known = known.map(|(name, value)| (name.to_owned(), json!(value)));
    Value::Object(known.collect::<Map<_, _>>())
}

fn minute(when: &When) -> Value {
    let mut value = date(when.first, 3);
    if let (Some(clock), Some(object)) = (when.clock, value.as_object_mut()) {
        object.insert("hour".to_owned(), json!(clock.hour()));
        object.insert("minute".to_owned(), json!(clock.minute()));
    }
    value
}
