//! The timeline as JSON, for programs and for measuring.

use serde::Serialize;

use super::{
    Export,
    gather::{articles, code_points, entities, told},
};
use crate::{
    dossier::{Dossier, Entry},
    model::{CodePoints, Problem},
};

#[derive(Serialize)]
struct Document<'a> {
    events: Vec<EventLine<'a>>,
    undated: Vec<EventLine<'a>>,
    problems: Vec<&'a Problem>,
}

#[derive(Serialize)]
struct EventLine<'a> {
    id: &'a str,
    edtf: Option<String>,
    first: Option<String>,
    last: Option<String>,
    precision: Option<&'static str>,
    approximate: bool,
    status: &'static str,
    text: &'a str,
    entities: Vec<&'a str>,
    sources: Vec<SourceLine<'a>>,
    confidence: &'static str,
    contradicted: bool,
}

#[derive(Serialize)]
struct SourceLine<'a> {
    file: &'a str,
    article: &'a str,
    start: usize,
    end: usize,
    sentence: &'a str,
    expression: &'a str,
    anchor: Option<&'a str>,
    rule: &'a str,
    reported: bool,
}

/// The timeline with every source: `events`, `undated` and `problems`.
/// Positions are code points of the article's text.
pub(super) fn text(export: &Export<'_>) -> String {
    let dossier = export.dossier;
    let points = code_points(dossier);
    let own = articles(dossier).flat_map(|article| &article.problems);
    let document = Document {
        events: events(dossier, &dossier.timeline.entries, &points),
        undated: events(dossier, &dossier.timeline.undated, &points),
        problems: own.chain(export.problems).collect(),
    };
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn events<'a>(
    dossier: &'a Dossier,
    entries: &'a [Entry],
    points: &[CodePoints<'_>],
) -> Vec<EventLine<'a>> {
    entries.iter().map(|entry| event(dossier, entry, points)).collect()
}

fn event<'a>(dossier: &'a Dossier, entry: &'a Entry, points: &[CodePoints<'_>]) -> EventLine<'a> {
    let when = entry.when.as_ref();
    EventLine {
        id: entry.id(),
        edtf: when.map(crate::model::When::edtf),
        first: when.map(|when| when.first.to_string()),
        last: when.map(|when| when.last.to_string()),
        precision: when.map(|when| when.precision.name()),
        approximate: when.is_some_and(|when| when.approximate),
        status: entry.status.name(),
        text: &entry.text,
        entities: entities(dossier, entry),
        sources: sources(dossier, entry, points),
        confidence: entry.confidence.name(),
        contradicted: entry.contradicted,
    }
}

fn sources<'a>(
    dossier: &'a Dossier,
    entry: &'a Entry,
    points: &[CodePoints<'_>],
) -> Vec<SourceLine<'a>> {
    let source = |told: super::gather::Told<'a>| {
        let telling = told.telling;
        let (start, end) = points.get(telling.article)?.span(telling.sentence);
        Some(SourceLine {
            file: &told.article.origin.file,
            article: &told.article.id,
            start,
            end,
            sentence: told.sentence,
            expression: telling.grounds.expression(),
            anchor: telling.grounds.anchor(),
            rule: telling.grounds.rule(),
            reported: telling.reported,
        })
    };
    told(dossier, entry).filter_map(source).collect()
}
