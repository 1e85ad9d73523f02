//! Texts of each export format. Pure: what is written where is `store`'s work.

use jiff::civil::Date;

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
