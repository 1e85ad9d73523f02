//! What the cache takes, and its end.

use std::{fs, io, path::Path};

use super::Home;

/// A part of the cache.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The name of its folder or file.
    pub name: String,
    /// Its files.
    pub files: u64,
    /// Their bytes together.
    pub bytes: u64,
}

impl Home {
    /// The parts of the cache, sorted by name.
    #[must_use]
    pub fn cached(&self) -> Vec<Kept> {
        let entries = self.cache.as_ref().and_then(|cache| fs::read_dir(cache).ok());
        let paths = entries.into_iter().flatten().flatten().map(|entry| entry.path());
        let mut parts: Vec<Kept> = paths.map(|path| kept(&path)).collect();
        parts.sort_by(|one, other| one.name.cmp(&other.name));
        parts
    }

    /// Deletes the cache; nothing is lost that can't be made again.
    ///
    /// # Errors
    /// What the system says; a cache that isn't there is none.
    pub fn clear_cache(&self) -> io::Result<()> {
        let Some(cache) = &self.cache else { return Ok(()) };
        fs::remove_dir_all(cache).or_else(|error| match error.kind() {
            io::ErrorKind::NotFound => Ok(()),
            _ => Err(error),
        })
    }
}

/// Adds up what lies below a path; links are not followed.
fn kept(path: &Path) -> Kept {
    let name = crate::clean::sanitise_line(&path.file_name().unwrap_or_default().to_string_lossy());
    let mut kept = Kept { name, files: 0, bytes: 0 };
    let mut open = vec![path.to_path_buf()];
    while let Some(path) = open.pop() {
        match fs::symlink_metadata(&path) {
            Ok(data) if data.is_dir() => {
                let entries = fs::read_dir(&path).into_iter().flatten().flatten();
                open.extend(entries.map(|entry| entry.path()));
            }
            Ok(data) => {
                kept.files += 1;
                kept.bytes += data.len();
            }
            Err(_) => {}
        }
    }
    kept
}
