//! The timeline for calendars (RFC 5545): all-day entries. A calendar knows
//! days only, so an entry's precision stands in its categories and its own
//! words in its description.

use super::{
    Export,
    gather::{Told, as_told, link, one_line, title, told},
};
use crate::{
    dossier::{Dossier, Entry},
    model::{Status, When},
};

/// Octets of a line (RFC 5545, 3.1).
const WIDTH: usize = 75;

/// The file's text.
pub(super) fn text(export: &Export<'_>) -> String {
    let stamp = stamp(export.now);
    let mut lines = head(export.name);
    for entry in &export.dossier.timeline.entries {
        if let Some(when) = &entry.when {
            lines.extend(event(export.dossier, entry, when, &stamp));
        }
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

/// The calendar's own properties.
fn head(name: &str) -> Vec<String> {
    let fixed = ["BEGIN:VCALENDAR", "VERSION:2.0", PRODUCT, "CALSCALE:GREGORIAN"];
    let name = format!("X-WR-CALNAME:{}", escaped(name));
    fixed.map(str::to_owned).into_iter().chain([name]).collect()
}

/// Who made the file.
const PRODUCT: &str = "PRODID:-//Dateline//Dateline//EN";

fn event(dossier: &Dossier, entry: &Entry, when: &When, stamp: &str) -> Vec<String> {
    let url = told(dossier, entry).find_map(|told| link(told.article));
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@dateline", escaped(entry.id())),
        format!("DTSTAMP:{stamp}"),
    ];
    lines.extend(days(when));
    lines.extend([
        format!("SUMMARY:{}", escaped(&one_line(&entry.text))),
        format!("DESCRIPTION:{}", escaped(&description(dossier, entry))),
        format!("CATEGORIES:{},{}", when.precision.name(), entry.status.name()),
        format!("STATUS:{}", status(entry.status)),
        "TRANSP:TRANSPARENT".to_owned(),
    ]);
    lines.extend(url.map(|url| format!("URL:{url}")));
    lines.push("END:VEVENT".to_owned());
    lines
}

/// The first day, and the day after the last (RFC 5545, 3.8.2.2).
fn days(when: &When) -> [String; 2] {
    let day = |day: jiff::civil::Date| day.strftime("%Y%m%d").to_string();
    let after = when.last.tomorrow().unwrap_or(when.last);
    [format!("DTSTART;VALUE=DATE:{}", day(when.first)), format!("DTEND;VALUE=DATE:{}", day(after))]
}

/// The calendar's word for it.
fn status(status: Status) -> &'static str {
    if status == Status::Planned { "TENTATIVE" } else { "CONFIRMED" }
}

fn description(dossier: &Dossier, entry: &Entry) -> String {
    let quoted = |told: Told<'_>| {
        format!("\n“{}” — {}", one_line(told.sentence), one_line(title(told.article)))
    };
    let tellings: String = told(dossier, entry).map(quoted).collect();
    as_told(entry) + &tellings
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
