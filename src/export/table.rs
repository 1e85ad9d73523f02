//! Comma-separated tables (RFC 4180), and the timeline as one.

use super::{
    Export,
    escape::cell,
    gather::{code_points, entities, link, one_line, title, told},
};
use crate::dossier::Entry;

/// A table being written.
pub(super) struct Table(csv::Writer<Vec<u8>>);

impl Table {
    /// A table with its heads.
    pub(super) fn new<const N: usize>(heads: [&str; N]) -> Self {
        let writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        let mut table = Self(writer);
        table.row(heads);
        table
    }

    /// Adds a row. Writing to memory can't fail.
    pub(super) fn row<const N: usize>(&mut self, cells: [&str; N]) {
        let _ = self.0.write_record(cells);
    }

    /// The text of the table.
    pub(super) fn into_text(self) -> String {
        let bytes = self.0.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}

const HEADS: [&str; 18] = [
    "date",
    "first",
    "last",
    "precision",
    "approximate",
    "status",
    "event",
    "entities",
    "expression",
    "anchor",
    "rule",
    "sentence",
    "title",
    "publisher",
    "published",
    "url",
    "file",
    "position",
];

/// The timeline, one line a telling; undated entries last, with empty dates.
pub(super) fn text(export: &Export<'_>) -> String {
    let mut table = Table::new(HEADS);
    let timeline = &export.dossier.timeline;
    let points = code_points(export.dossier);
    for entry in timeline.entries.iter().chain(&timeline.undated) {
        for row in rows(export, entry, &points) {
            table.row(row.each_ref().map(String::as_str));
        }
    }
    table.into_text()
}

fn rows(
    export: &Export<'_>,
    entry: &Entry,
    points: &[crate::model::CodePoints<'_>],
) -> Vec<[String; 18]> {
    let of_when =
        |part: fn(&crate::model::When) -> String| entry.when.as_ref().map(part).unwrap_or_default();
    let row = |told: super::gather::Told<'_>| {
        let metadata = &told.article.metadata;
        let position =
            points.get(told.telling.article).map(|points| points.span(told.telling.sentence));
        [
            of_when(crate::model::When::edtf),
            of_when(|when| when.first.to_string()),
            of_when(|when| when.last.to_string()),
            of_when(|when| when.precision.name().to_owned()),
            of_when(|when| when.approximate.to_string()),
            entry.status.name().to_owned(),
            one_line(&entry.text),
            entities(export.dossier, entry).join("; "),
            told.telling.expression.clone(),
            told.telling.anchor.clone().unwrap_or_default(),
            told.telling.rule.clone(),
            one_line(told.sentence),
            title(told.article).to_owned(),
            metadata.publisher.clone().unwrap_or_default(),
            metadata.published.as_ref().map(|published| published.when.edtf()).unwrap_or_default(),
            link(told.article).unwrap_or_default().to_owned(),
            told.article.origin.file.clone(),
            position.map(|(start, end)| format!("{start}-{end}")).unwrap_or_default(),
        ]
        .map(|text| cell(&text))
    };
    told(export.dossier, entry).map(row).collect()
}
