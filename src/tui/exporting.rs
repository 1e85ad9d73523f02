//! Exports from the reader: made of the holdings as they were when asked for.

use std::path::Path;

use super::state::Holdings;
use crate::{
    clean::{sanitise, sanitise_line},
    export::{Export, ExportFile, Format, export},
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
    let files = files((holdings, problems), format);
    let written = store::write_export_to(home, Path::new(path), format, files);
    let written = written.map_err(|error| sanitise_line(&error.to_string()))?;
    Ok(match written.as_slice() {
        [] => "nothing to export".to_owned(),
        [file] => format!("exported to {}", whole(file)),
        files => format!("exported {} files to {}", files.len(), whole(Path::new(path))),
    })
}

fn files((holdings, problems): (&Holdings, &[Problem]), format: Format) -> Vec<ExportFile> {
    export(
        format,
        &Export {
            dossier: &holdings.dossier,
            notebook: &holdings.notebook,
            today: store::today(),
            now: &store::now(),
            name: &holdings.name,
            problems,
        },
    )
}

/// Lines of an export that are shown before it is written, and their longest.
const LINES: usize = 200;
const LONGEST: usize = 200;

/// The beginning of an export: how many files, the first one's first lines.
pub(super) fn preview(whole: (&Holdings, &[Problem]), format: Format) -> Vec<String> {
    let files = files(whole, format);
    let Some(first) = files.first() else { return vec!["nothing to export".to_owned()] };
    let head = match files.len() {
        1 => format!("{}:", first.name),
        count => format!("{count} files; {}:", first.name),
    };
    let shown = first.text.lines().take(LINES);
    let cut = |line: &str| sanitise(&line.chars().take(LONGEST).collect::<String>());
    [head, String::new()].into_iter().chain(shown.map(cut)).collect()
}

/// A path from the root on, safe to show: the reader may not remember where it was started.
fn whole(path: &Path) -> String {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    sanitise_line(&whole.to_string_lossy())
}
