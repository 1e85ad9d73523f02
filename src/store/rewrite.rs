//! The log rewritten without what later acts have overtaken.
//!
//! The new text is written whole beside the log and takes its place in one
//! step, while the log is locked. What the log was before stays as
//! `log.jsonl.1`, older ones as `.2` and `.3`.

use std::{
    ffi::OsString,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use super::write::write_atomically;
use crate::note::compacted;

/// How many older logs are kept.
const GENERATIONS: u32 = 3;

/// Rewrites a log that the caller has locked. One that can't be made smaller,
/// or that would not add up to the same, stays as it is.
pub(super) fn compact(path: &Path) -> io::Result<()> {
    let bytes = fs::read(path)?;
    // What is not UTF-8 is damaged, and would not stay what it is.
    let text = std::str::from_utf8(&bytes).ok();
    match text.and_then(compacted).filter(|kept| kept.len() < bytes.len()) {
        Some(kept) => {
            keep_generation(path, &bytes)?;
            write_atomically(path, kept.as_bytes())
        }
        None => Ok(()),
    }
}

/// Keeps a log as its first generation; the last one goes.
fn keep_generation(path: &Path, bytes: &[u8]) -> io::Result<()> {
    for number in (1..GENERATIONS).rev() {
        match fs::rename(generation(path, number), generation(path, number + 1)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            result => result?,
        }
    }
    write_atomically(&generation(path, 1), bytes)
}

fn generation(path: &Path, number: u32) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(format!(".{number}"));
    PathBuf::from(name)
}

/// Whether an open file is the one that stands at `path`.
pub(super) fn stands_at(file: &File, path: &Path) -> io::Result<bool> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let open = file.metadata()?;
        let at = fs::symlink_metadata(path);
        Ok(at.is_ok_and(|at| (at.dev(), at.ino()) == (open.dev(), open.ino())))
    }
    #[cfg(not(unix))]
    {
        let _ = (file, path);
        Ok(true)
    }
}
