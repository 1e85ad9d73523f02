//! The timeline as Markdown: a list with quotations, reasons and links.

use std::fmt::Write as _;

use super::{
    Export,
    escape::markdown,
    gather::{Told, as_told, link, one_line, reason, title, told},
};
use crate::{
    dossier::{Dossier, Entry},
    model::Status,
};

/// The file's text. Writing to a string can't fail.
pub(super) fn text(export: &Export<'_>) -> String {
    let mut out = format!("# {}\n", inline(export.name));
    dated(&mut out, export.dossier);
    undated(&mut out, export.dossier);
    out
}

/// The entries with a date, under their years.
fn dated(out: &mut String, dossier: &Dossier) {
    let mut year = None;
    for entry in &dossier.timeline.entries {
        let this = entry.when.as_ref().map(|when| when.first.year());
        if this != year {
            year = this;
            let _ = write!(out, "\n## {}\n\n", this.unwrap_or_default());
        }
        out.push_str(&item(dossier, entry));
    }
}

fn undated(out: &mut String, dossier: &Dossier) {
    let entries = &dossier.timeline.undated;
    if !entries.is_empty() {
        out.push_str("\n## Without a date\n\n");
    }
    out.extend(entries.iter().map(|entry| item(dossier, entry)));
}

fn item(dossier: &Dossier, entry: &Entry) -> String {
    let planned = if entry.status == Status::Planned { "*(planned)* " } else { "" };
    let mut out = format!("- {}{planned}{}\n", date(entry), inline(&entry.text));
    for told in told(dossier, entry) {
        let _ = writeln!(out, "    - {}", source(&told));
    }
    out
}

/// An entry's date in bold; empty without one.
fn date(entry: &Entry) -> String {
    match as_told(entry).as_str() {
        "" => String::new(),
        date => format!("**{}** ", inline(date)),
    }
}

fn source(told: &Told<'_>) -> String {
    let title = inline(title(told.article));
    let name = link(told.article).map(|url| format!("[{title}](<{url}>)")).unwrap_or(title);
    let sentence = inline(told.sentence);
    format!("“{sentence}” {name}; {}", inline(&reason(told.telling)))
}

fn inline(text: &str) -> String {
    markdown(&one_line(text))
}
