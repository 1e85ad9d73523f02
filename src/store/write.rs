//! Files are written whole or not at all: a random-named temporary file beside
//! the place, fsync, rename, fsync of the folder.

use std::{
    fs::File,
    io::{self, Write},
    path::Path,
};

use tempfile::NamedTempFile;

/// Writes one file so that a reader sees the old or the new one, never a part,
/// and that it is on disk when this returns.
///
/// # Errors
/// What the system says; the old file is untouched then.
pub fn write_atomically(path: &Path, content: &[u8]) -> io::Result<()> {
    let file = temporary(path, content)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    sync_folder(folder_of(path))
}

/// Writes a new file whole and durably.
///
/// # Errors
/// `AlreadyExists` where something stands, and what the system says.
pub(super) fn create(path: &Path, content: &[u8]) -> io::Result<()> {
    let file = temporary(path, content)?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path)?;
    sync_folder(folder_of(path))
}

/// The same as [`write_atomically`] without waiting for the disk, for what can be made again.
pub(super) fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    temporary(path, content)?.persist(path)?;
    Ok(())
}

fn temporary(path: &Path, content: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.prefix(".dateline-").tempfile_in(folder_of(path))?;
    file.write_all(content)?;
    Ok(file)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes the names in a folder durable. Only Unix can and needs to.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
