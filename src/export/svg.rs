//! The picture of a timeline: a row a year (a decade where the years are
//! many), a dot an event, hollow where it is planned.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::{
    dossier::{Entry, Timeline},
    model::Status,
};

/// Rows before years become decades, and decades centuries.
const ROWS: usize = 48;

/// Dots of one row.
const DOTS: usize = 20;

/// Drawing units; the picture is as wide as a phone and grows with the page.
const WIDTH: usize = 380;
const ROW: usize = 22;

/// The picture as SVG; none without a dated entry.
pub(super) fn picture(timeline: &Timeline) -> Option<String> {
    let rows = rows(&timeline.entries)?;
    let height = rows.len() * ROW + 8;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
         font-family=\"sans-serif\" font-size=\"12\"><path d=\"M62 4V{}\" stroke=\"#888\"/>",
        height - 4
    );
    for (at, (label, entries)) in rows.iter().enumerate() {
        row(&mut out, at * ROW + ROW / 2 + 4, label, entries);
    }
    out.push_str("</svg>");
    Some(out)
}

/// What is said of the picture to those who can't see it.
pub(super) fn description(timeline: &Timeline) -> String {
    let rows = rows(&timeline.entries).unwrap_or_default();
    let counts: Vec<String> =
        rows.iter().map(|(label, entries)| format!("{label}: {}", entries.len())).collect();
    format!("Events by time. {}", counts.join(", "))
}

/// Writing to a string can't fail.
fn row(out: &mut String, y: usize, label: &str, entries: &[&Entry]) {
    let base = y + 4;
    let _ =
        write!(out, "<text x=\"52\" y=\"{base}\" text-anchor=\"end\" fill=\"#777\">{label}</text>");
    for (at, entry) in entries.iter().take(DOTS).enumerate() {
        dot(out, FIRST_DOT + at * STEP, y, entry.status);
    }
    if let Some(more) = entries.len().checked_sub(DOTS).filter(|more| *more > 0) {
        let x = FIRST_DOT + DOTS * STEP;
        let _ = write!(out, "<text x=\"{x}\" y=\"{base}\" fill=\"#777\">+{more}</text>");
    }
}

/// Where the first dot of a row stands, and how far the next is from it.
const FIRST_DOT: usize = 76;
const STEP: usize = 13;

fn dot(out: &mut String, x: usize, y: usize, status: Status) {
    let fill = if status == Status::Planned { "none" } else { "#3a7ca5" };
    let _ = write!(
        out,
        "<circle cx=\"{x}\" cy=\"{y}\" r=\"5\" fill=\"{fill}\" stroke=\"#3a7ca5\" stroke-width=\"1.5\"/>"
    );
}

/// Entries by year; by ten or a hundred years where there would be too many rows.
fn rows(entries: &[Entry]) -> Option<Vec<(String, Vec<&Entry>)>> {
    let fits = [1, 10, 100].map(|unit| (unit, rows_of(entries, unit)));
    let (unit, rows) = fits.into_iter().find(|(unit, rows)| rows.len() <= ROWS || *unit == 100)?;
    let named = rows.into_iter().map(|(row, entries)| (row_name(unit, row), entries));
    Some(named.collect::<Vec<_>>()).filter(|rows| !rows.is_empty())
}

/// The dated entries by rows of `unit` years.
fn rows_of(entries: &[Entry], unit: i16) -> BTreeMap<i16, Vec<&Entry>> {
    let mut rows: BTreeMap<i16, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        if let Some(when) = &entry.when {
            rows.entry(when.first.year().div_euclid(unit)).or_default().push(entry);
        }
    }
    rows
}

/// `2019`, `2010s`, `2000s`.
fn row_name(unit: i16, row: i16) -> String {
    match unit {
        1 => row.to_string(),
        10 => format!("{row}0s"),
        _ => format!("{row}00s"),
    }
}
