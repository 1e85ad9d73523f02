//! The timeline as a Mermaid diagram: a section a year.

use std::fmt::Write as _;

use super::{
    Export,
    gather::{as_told, one_line},
};

/// The file's text. Writing to a string can't fail.
pub(super) fn text(export: &Export<'_>) -> String {
    let mut out = format!("timeline\n    title {}\n", escaped(export.name));
    let mut section = None;
    for entry in &export.dossier.timeline.entries {
        let Some(when) = &entry.when else { continue };
        if section != Some(when.first.year()) {
            section = Some(when.first.year());
            let _ = writeln!(out, "    section {}", when.first.year());
        }
        let (date, text) = (escaped(&as_told(entry)), escaped(&entry.text));
        let _ = writeln!(out, "        {date} : {text}");
    }
    out
}

/// Signs of the notation as character codes, which Mermaid turns back.
fn escaped(text: &str) -> String {
    one_line(text).chars().map(escaped_sign).collect()
}

fn escaped_sign(character: char) -> String {
    match character {
        ':' | ';' | '#' | '%' | '<' | '>' | '"' | '`' | '{' | '}' => {
            format!("#{};", u32::from(character))
        }
        other => other.to_string(),
    }
}
