//! The cache's journal: a line for each of its files that was damaged and is
//! made anew. Nobody has to read it; it is there for whoever wonders.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::Path,
    sync::Arc,
};

use super::{Home, clock::now};
use crate::clean::sanitise_line;

/// A journal longer than this begins anew.
const LONGEST: u64 = 1 << 18;

/// The journal, which may be off.
#[derive(Clone, Debug, Default)]
pub(super) struct Journal {
    path: Option<Arc<Path>>,
}

impl Journal {
    /// The journal below `home`.
    pub(super) fn of(home: &Home) -> Self {
        Self { path: home.cache.as_ref().map(|cache| cache.join("journal.log").into()) }
    }

    /// Notes that a file of the cache was damaged.
    pub(super) fn damaged(&self, file: &Path) {
        let Some(path) = &self.path else { return };
        let long = fs::metadata(path).is_ok_and(|journal| journal.len() > LONGEST);
        let mut options = OpenOptions::new();
        let options = options.create(true).write(true).append(!long).truncate(long);
        let name = sanitise_line(&file.to_string_lossy());
        let line = format!("{} {name}: damaged, made anew\n", now());
        // A journal that can't be written says nothing.
        let _ = options.open(path).and_then(|mut journal| journal.write_all(line.as_bytes()));
    }
}
