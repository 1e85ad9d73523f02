//! `export`: notes, texts and the timeline in another program's format.

use std::{
    ffi::OsStr,
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
    dossier::Query,
    export::{Export, ExportFile, Format, narrowed},
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
    let (whole, notebook) = match &args.filter {
        Some(query) => narrowed_to(&session, whole, query),
        None => (whole, session.notebook),
    };
    let files = files(format, &whole, &notebook, &args.paths.paths);
    let count = files.len();
    match &args.out {
        Some(folder) => write(home, folder, format, files, out)?,
        None => files.iter().try_for_each(|file| out.write_all(file.text.as_bytes()))?,
    }
    Ok(whole.exit(count))
}

/// The part of a dossier that a query finds.
fn narrowed_to(session: &Session, whole: Whole, query: &OsStr) -> (Whole, Notebook) {
    let query = Query::parse(&query.to_string_lossy());
    let marks = session.marks(&whole.dossier.articles);
    let (dossier, notebook) = narrowed((&whole.dossier, &session.notebook), &query, &marks);
    (whole.with(dossier), notebook)
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
