//! `index` and `cache`: search indexes made ahead, and what the cache takes.

use std::{io::Write, path::PathBuf};

use anyhow::{Context, Result};

use super::{Exit, session::Session, tell_problems};
use crate::store::{Home, Indexes, Kept};

/// Makes the search index of a dossier, so that the first search has it.
pub(super) fn index(home: &Home, paths: &[PathBuf], out: &mut dyn Write) -> Result<Exit> {
    let whole = Session::open(home, paths).whole();
    let indexed = Indexes::of(home, paths).index(&whole.dossier);
    tell_problems(&indexed.problems);
    let count = whole.dossier.articles.len();
    writeln!(out, "{count} articles indexed, {} of them new or changed", indexed.added)?;
    Ok(whole.exit(count))
}

/// What to do with the cache.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum CacheAct {
    /// Print what it takes.
    Show,
    /// Delete it.
    Clear,
}

/// Prints what the cache takes, or deletes it.
pub(super) fn cache(home: &Home, act: CacheAct, out: &mut dyn Write) -> Result<Exit> {
    let folder = home.cache.as_ref().map(|cache| cache.display().to_string());
    let folder = folder.unwrap_or_else(|| "no cache: there is no home folder".to_owned());
    for Kept { name, files, bytes } in home.cached() {
        writeln!(out, "{name}: {files} files, {:.1} MB", megabytes(bytes))?;
    }
    if act == CacheAct::Clear {
        home.clear_cache().with_context(|| folder.clone())?;
        writeln!(out, "deleted: {folder}")?;
    } else {
        writeln!(out, "{folder}")?;
    }
    Ok(Exit::Done)
}

fn megabytes(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes / 1000).unwrap_or(u32::MAX)) / 1000.0
}
