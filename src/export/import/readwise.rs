//! Readwise: the table that it takes and the one that it gives, which names
//! some columns otherwise.

use csv::StringRecord;

use super::{ImportedNote, colour_named, quoting};
use crate::{
    clean::{sanitise, sanitise_line},
    export::escape::without_guard,
};

/// None where the text is no such table.
pub(super) fn read(text: &str) -> Option<Vec<ImportedNote>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let heads = reader.headers().ok()?.clone();
    column(&heads, &["Highlight"])?;
    Some(reader.records().filter_map(Result::ok).map(|row| imported(&heads, &row)).collect())
}

fn column(heads: &StringRecord, names: &[&str]) -> Option<usize> {
    heads.iter().position(|head| names.iter().any(|name| head.trim().eq_ignore_ascii_case(name)))
}

fn imported(heads: &StringRecord, row: &StringRecord) -> ImportedNote {
    let cell = |names: &[&str]| {
        let cell = column(heads, names).and_then(|at| row.get(at)).unwrap_or_default();
        without_guard(cell).to_owned()
    };
    let tags = cell(&["Tags"]);
    let tags = tags.split(',').map(|tag| sanitise_line(tag.trim())).filter(|tag| !tag.is_empty());
    ImportedNote {
        source: sanitise_line(&cell(&["URL", "Source URL"])),
        title: sanitise_line(&cell(&["Title", "Book Title"])),
        anchor: quoting(sanitise(&cell(&["Highlight"]))),
        text: sanitise(&cell(&["Note"])),
        colour: colour_named(&cell(&["Color"])),
        tags: tags.collect(),
        created: time(&cell(&["Date", "Highlighted at"])),
        ..ImportedNote::default()
    }
}

/// A time as either table writes it, taken for one in UTC where it says no zone.
fn time(text: &str) -> String {
    let text = text.trim();
    let zoned = || text.replacen(' ', "T", 1).parse::<jiff::Timestamp>().ok();
    let civil = || text.parse::<jiff::civil::DateTime>().ok();
    let civil = || civil()?.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|time| time.timestamp());
    zoned().or_else(civil).map(|time| time.to_string()).unwrap_or_default()
}
