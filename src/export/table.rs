//! Comma-separated tables (RFC 4180), and the timeline as one.

use super::{
    Export,
    escape::cell,
    gather::{code_points, entities, link, one_line, title, told},
};
use crate::{
    dossier::{Entry, Telling},
    model::{Article, CodePoints, When},
};

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

fn rows<'a>(
    export: &Export<'a>,
    entry: &'a Entry,
    points: &[CodePoints<'_>],
) -> impl Iterator<Item = [String; 18]> {
    told(export.dossier, entry).map(move |told| {
        let [date, first, last, precision, approximate] = when_cells(entry.when.as_ref());
        let [title, publisher, day, url, file] = article_cells(told.article);
        let telling = told.telling;
        let row = [
            date,
            first,
            last,
            precision,
            approximate,
            entry.status.name().to_owned(),
            one_line(&entry.text),
            entities(export.dossier, entry).join("; "),
            telling.grounds.expression().to_owned(),
            telling.grounds.anchor().unwrap_or_default().to_owned(),
            telling.grounds.rule().to_owned(),
            one_line(told.sentence),
            title,
            publisher,
            day,
            url,
            file,
            position(telling, points),
        ];
        row.map(|text| cell(&text))
    })
}

/// Date, first, last, precision, approximate; all empty without a date.
fn when_cells(when: Option<&When>) -> [String; 5] {
    let of = |part: fn(&When) -> String| when.map(part).unwrap_or_default();
    [
        of(When::edtf),
        of(|when| when.first.to_string()),
        of(|when| when.last.to_string()),
        of(|when| when.precision.name().to_owned()),
        of(|when| when.approximate.to_string()),
    ]
}

/// Title, publisher, published, url, file.
fn article_cells(article: &Article) -> [String; 5] {
    let metadata = &article.metadata;
    [
        title(article).to_owned(),
        metadata.publisher.clone().unwrap_or_default(),
        metadata.published.as_ref().map(|published| published.when.edtf()).unwrap_or_default(),
        link(article).unwrap_or_default().to_owned(),
        article.origin.file.clone(),
    ]
}

/// Where a sentence stands, in code points of its article: `12-40`.
fn position(telling: &Telling, points: &[CodePoints<'_>]) -> String {
    let span = points.get(telling.article).map(|points| points.span(telling.sentence));
    span.map(|(start, end)| format!("{start}-{end}")).unwrap_or_default()
}
