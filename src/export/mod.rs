//! Texts of each export format. Pure: what is written where is `store`'s work.
//!
//! [`Format`] is the one table of formats; [`export`] makes the files of one.
//! Files of a format that [`Format::merges`] are laid over what is there
//! already; see [`merge`].

mod format;
mod obsidian;

use jiff::civil::Date;

pub use self::{
    format::{Format, Kind},
    obsidian::{Merge, merge},
};

use crate::{dossier::Dossier, note::Notebook};

/// A file to be written below the export folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportFile {
    /// A safe file name.
    pub name: String,
    /// Its content.
    pub text: String,
}

/// What is exported.
#[derive(Clone, Copy, Debug)]
pub struct Export<'a> {
    /// The dossier.
    pub dossier: &'a Dossier,
    /// The reader's notes and marks.
    pub notebook: &'a Notebook,
    /// The day of the export.
    pub today: Date,
    /// The time of the export, RFC 3339 in UTC.
    pub now: &'a str,
    /// The dossier's name.
    pub name: &'a str,
}

/// The files of one format, each with a safe and different name.
#[must_use]
pub fn export(format: Format, export: &Export<'_>) -> Vec<ExportFile> {
    let _ = (format, export);
    Vec::new()
}

/// The name to try when `name` is taken by a file that is not ours: `name-2.md`, `name-3.md` …
#[must_use]
pub fn numbered(name: &str, number: usize) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{number}.{extension}"),
        None => format!("{name}-{number}"),
    }
}
