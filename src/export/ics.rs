//! The timeline for calendars (RFC 5545): all-day entries. A calendar knows
//! days only, so an entry's precision stands in its categories and its own
//! words in its description.

use super::{
    Export,
    gather::{as_told, link, one_line, title, told},
};
use crate::{
    dossier::{Dossier, Entry},
    model::{Status, When},
};

/// Octets of a line (RFC 5545, 3.1).
const WIDTH: usize = 75;

/// The file's text.
pub(super) fn text(export: &Export<'_>) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Dateline//Dateline//EN".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        format!("X-WR-CALNAME:{}", escaped(export.name)),
    ];
    let stamp = stamp(export.now);
    for entry in &export.dossier.timeline.entries {
        if let Some(when) = &entry.when {
            lines.extend(event(export.dossier, entry, when, &stamp));
        }
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

fn event(dossier: &Dossier, entry: &Entry, when: &When, stamp: &str) -> Vec<String> {
    let planned = entry.status == Status::Planned;
    let day = |day: jiff::civil::Date| day.strftime("%Y%m%d").to_string();
    let after = when.last.tomorrow().unwrap_or(when.last);
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@dateline", escaped(&entry.id)),
        format!("DTSTAMP:{stamp}"),
        format!("DTSTART;VALUE=DATE:{}", day(when.first)),
        format!("DTEND;VALUE=DATE:{}", day(after)),
        format!("SUMMARY:{}", escaped(&one_line(&entry.text))),
        format!("DESCRIPTION:{}", escaped(&description(dossier, entry))),
        format!("CATEGORIES:{},{}", when.precision.name(), entry.status.name()),
        format!("STATUS:{}", if planned { "TENTATIVE" } else { "CONFIRMED" }),
        "TRANSP:TRANSPARENT".to_owned(),
    ];
    let url = told(dossier, entry).find_map(|told| link(told.article));
    lines.extend(url.map(|url| format!("URL:{url}")));
    lines.push("END:VEVENT".to_owned());
    lines
}

fn description(dossier: &Dossier, entry: &Entry) -> String {
    let mut text = as_told(entry);
    for told in told(dossier, entry) {
        text.push_str("\n“");
        text.push_str(&one_line(told.sentence));
        text.push_str("” — ");
        text.push_str(&one_line(title(told.article)));
    }
    text
}

/// A text value (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// `20260102T030405Z`.
fn stamp(now: &str) -> String {
    let now = now.parse::<jiff::Timestamp>().unwrap_or_default();
    now.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A line of any length in lines of at most 75 octets, never cut inside a character.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + line.len() / 30 + 2);
    let mut width = 0;
    for character in line.chars() {
        if width + character.len_utf8() > WIDTH {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(character);
        width += character.len_utf8();
    }
    out + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_characters() {
        let folded = folded(&"é".repeat(100));
        assert!(folded.split("\r\n").all(|line| line.len() <= WIDTH), "{folded}");
        assert_eq!(folded.replace("\r\n ", "").trim_end(), "é".repeat(100));
    }
}
