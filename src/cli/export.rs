//! `export`: notes, texts and the timeline in another program's format.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Result, anyhow, bail};

use super::{
    Exit,
    args::ExportArgs,
    session::{Session, Whole},
};
use crate::{
    clean::sanitise_line,
    export::{Export, ExportFile, Format},
    note::Notebook,
    store::{self, Home},
};

/// Exports a dossier.
pub(super) fn export(home: &Home, args: &ExportArgs, out: &mut dyn Write) -> Result<Exit> {
    let format = Format::named(&args.format).ok_or_else(|| anyhow!("no such format"))?;
    if args.out.is_none() && format.is_folder() {
        bail!("--out: {} makes several files; say where", format.name());
    }
    let session = Session::open(home, &args.paths.paths);
    let whole = session.whole();
    let files = files(format, &whole, &session.notebook, &args.paths.paths);
    let count = files.len();
    match &args.out {
        Some(folder) => write(home, folder, format, files, out)?,
        None => files.iter().try_for_each(|file| out.write_all(file.text.as_bytes()))?,
    }
    Ok(whole.exit(count))
}

/// The files of an export made now.
pub(super) fn files(
    format: Format,
    whole: &Whole,
    notebook: &Notebook,
    paths: &[PathBuf],
) -> Vec<ExportFile> {
    let export = Export {
        dossier: &whole.dossier,
        notebook,
        today: store::today(),
        now: &store::now(),
        name: &store::name(paths),
        problems: &whole.problems,
    };
    crate::export::export(format, &export)
}

/// Writes the files below `place` and prints where each stands.
fn write(
    home: &Home,
    place: &Path,
    format: Format,
    files: Vec<ExportFile>,
    out: &mut dyn Write,
) -> Result<()> {
    for path in store::write_export_to(home, place, format, files)? {
        writeln!(out, "{}", sanitise_line(&path.to_string_lossy()))?;
    }
    Ok(())
}
