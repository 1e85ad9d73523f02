//! Texts of each export format. Pure: what is written where is `store`'s work.
//!
//! [`Format`] is the one table of formats; [`export`] makes the files of one.
//! Files of a format that [`Format::merges`] are laid over what is there
//! already; see [`merge()`].

mod attach;
mod bibtex;
mod csl;
mod entities;
mod escape;
mod format;
mod gather;
mod html;
mod ics;
mod import;
mod markdown;
mod merge;
mod mermaid;
mod name;
mod narrow;
mod obsidian;
mod org;
mod readwise;
mod reference;
mod ris;
mod svg;
mod table;
mod text;
mod timeline;
mod timelinejs;
mod vis;
mod w3c;

use jiff::civil::Date;

pub use self::{
    attach::{Attached, attach},
    entities::{EntityLine, PairLine, PlaceLine, entity_lines, pair_lines, table_of_mentions},
    format::{Format, Kind},
    import::{ImportError, ImportedNote, import},
    merge::{Merge, merge},
    name::{numbered, safe_name},
    narrow::{narrowed, said},
};
use crate::{dossier::Dossier, model::Problem, note::Notebook};

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
    /// What could not be read.
    pub problems: &'a [Problem],
}

/// The files of one format, each with a safe and different name. A format for
/// a folder gives none when there is nothing to write, the others always one.
#[must_use]
pub fn export(format: Format, export: &Export<'_>) -> Vec<ExportFile> {
    let text = match format {
        Format::Obsidian => return obsidian::files(export),
        Format::Text => return text::files(export),
        Format::W3c => w3c::text(export),
        Format::Readwise => readwise::text(export),
        Format::Html => html::text(export),
        Format::Org => org::text(export),
        Format::Csl => csl::text(export),
        Format::Bibtex => bibtex::text(export),
        Format::Ris => ris::text(export),
        Format::Json => timeline::text(export),
        Format::Csv => table::text(export),
        Format::TimelineJs => timelinejs::text(export),
        Format::Vis => vis::text(export),
        Format::Ics => ics::text(export),
        Format::Mermaid => mermaid::text(export),
        Format::Markdown => markdown::text(export),
        Format::Entities => entities::table(export),
        Format::EntitiesJson => entities::json(export),
        Format::Together => entities::pair_table(export),
        Format::TogetherJson => entities::pair_json(export),
    };
    vec![ExportFile { name: format!("{}.{}", safe_name(export.name), format.extension()), text }]
}
