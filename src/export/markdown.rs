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
    let timeline = &export.dossier.timeline;
    let mut year = None;
    for entry in &timeline.entries {
        let this = entry.when.as_ref().map(|when| when.first.year());
        if this != year {
            year = this;
            let _ = write!(out, "\n## {}\n\n", this.unwrap_or_default());
        }
        out.push_str(&item(export.dossier, entry));
    }
    if !timeline.undated.is_empty() {
        out.push_str("\n## Without a date\n\n");
    }
    for entry in &timeline.undated {
        out.push_str(&item(export.dossier, entry));
    }
    out
}

fn item(dossier: &Dossier, entry: &Entry) -> String {
    let date = match as_told(entry).as_str() {
        "" => String::new(),
        date => format!("**{}** ", inline(date)),
    };
    let planned = if entry.status == Status::Planned { "*(planned)* " } else { "" };
    let mut out = format!("- {date}{planned}{}\n", inline(&entry.text));
    for told in told(dossier, entry) {
        let _ = writeln!(out, "    - {}", source(&told));
    }
    out
}

fn source(told: &Told<'_>) -> String {
    let name = inline(title(told.article));
    let name = match link(told.article) {
        Some(url) => format!("[{name}](<{url}>)"),
        None => name,
    };
    let sentence = inline(told.sentence);
    format!("“{sentence}” {name}; {}", inline(&reason(told.telling)))
}

fn inline(text: &str) -> String {
    markdown(&one_line(text))
}
