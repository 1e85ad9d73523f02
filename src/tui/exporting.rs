//! Exports from the reader: made of the holdings as they were when asked for.

use std::path::Path;

use super::state::Holdings;
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
    (holdings, problems): (&Holdings, &[Problem]),
    format: Format,
    path: &str,
) -> Result<String, String> {
    let files = export(
        format,
        &Export {
            dossier: &holdings.dossier,
            notebook: &holdings.notebook,
            today: store::today(),
            now: &store::now(),
            name: &holdings.name,
            problems,
        },
    );
    let written = store::write_export_to(home, Path::new(path), format, files);
    let written = written.map_err(|error| sanitise_line(&error.to_string()))?;
    Ok(match written.as_slice() {
        [] => "nothing to export".to_owned(),
        [file] => format!("exported to {}", whole(file)),
        files => format!("exported {} files to {}", files.len(), whole(Path::new(path))),
    })
}

/// A path from the root on, safe to show: the reader may not remember where it was started.
fn whole(path: &Path) -> String {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    sanitise_line(&whole.to_string_lossy())
}
