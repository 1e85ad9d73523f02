//! Exports from the reader: made of the library as it was when asked for.

use std::path::Path;

use super::state::Library;
use crate::{
    clean::sanitise_line,
    export::{Export, Format, export},
    model::Problem,
    store::{self, Home},
};

/// Writes an export and says where it stands.
///
/// # Errors
/// What couldn't be written, for the status line.
pub(super) fn write(
    home: &Home,
    (library, problems): (&Library, &[Problem]),
    format: Format,
    path: &str,
) -> Result<String, String> {
    let files = export(
        format,
        &Export {
            dossier: &library.dossier,
            notebook: &library.notebook,
            today: store::today(),
            now: &store::now(),
            name: &library.name,
            problems,
        },
    );
    let written = store::write_export_to(home, Path::new(path), format, files);
    let written = written.map_err(|error| sanitise_line(&error.to_string()))?;
    let first = written.first().map(|path| sanitise_line(&path.to_string_lossy()));
    Ok(match (first, written.len()) {
        (None, _) => "nothing to export".to_owned(),
        (Some(file), 1) => format!("exported to {file}"),
        (Some(_), count) => format!("exported {count} files to {}", sanitise_line(path)),
    })
}
