//! Exported files on disk: written whole, and never over what isn't ours.
//!
//! A file is ours when it still is what was last written there (a list of
//! checksums below [`Home::data`] says so), or when its format can be laid over
//! an earlier export and says that it is one. Beside anything else the export
//! takes another name.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Component, Path, PathBuf},
};

use thiserror::Error;

use super::{
    Home,
    cache::hex,
    write::{create, write_atomically},
};
use crate::export::{ExportFile, Format, Merge, merge, numbered};

/// How many names are tried for one file.
const NAMES: usize = 1000;

/// Why a file was not written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// The system refused.
    #[error("{}: {error}", path.display())]
    Refused {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The name would leave the folder, or be hidden in it.
    #[error("'{0}' is no safe file name")]
    Name(String),
    /// Every name tried belongs to someone else.
    #[error("{}: this name and those after it are taken", .0.display())]
    Taken(PathBuf),
}

/// Writes the files of an export below `folder`, which is created, and returns
/// where each stands. What stands there unchanged is not written again.
///
/// # Errors
/// The first file that can't be written; those before it are.
pub fn write_export(
    home: &Home,
    folder: &Path,
    format: Format,
    files: &[ExportFile],
) -> Result<Vec<PathBuf>, WriteError> {
    let refused = |error| WriteError::Refused { path: folder.to_owned(), error };
    fs::create_dir_all(folder).map_err(refused)?;
    let mut writer = Writer::new(home, folder, format);
    let result = files.iter().map(|file| writer.write(file)).collect();
    writer.ledger.save();
    result
}

/// The same below `place`, or, for a format of one file, as the file that
/// `place` names by the format's extension.
///
/// # Errors
/// The first file that can't be written; those before it are.
pub fn write_export_to(
    home: &Home,
    place: &Path,
    format: Format,
    mut files: Vec<ExportFile>,
) -> Result<Vec<PathBuf>, WriteError> {
    match (files.as_mut_slice(), named_file(place, format)) {
        ([file], Some((folder, name))) => {
            file.name = name;
            write_export(home, &folder, format, &files)
        }
        _ => write_export(home, place, format, &files),
    }
}

/// Folder and name, where a path is no folder and ends in the format's extension.
fn named_file(place: &Path, format: Format) -> Option<(PathBuf, String)> {
    let extension = place.extension()?.to_str()?;
    if place.is_dir() || format.is_folder() || extension != format.extension() {
        return None;
    }
    let name = place.file_name()?.to_str()?.to_owned();
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
    Some((folder.unwrap_or(Path::new(".")).to_owned(), name))
}

/// The names of the files in a folder that exports wrote.
pub(super) fn exported(home: &Home, folder: &Path) -> BTreeSet<String> {
    Ledger::open(home, folder).sums.into_keys().collect()
}

/// What was written where, by checksum.
#[derive(Default)]
struct Ledger {
    place: Option<PathBuf>,
    sums: BTreeMap<String, String>,
}

impl Ledger {
    fn open(home: &Home, folder: &Path) -> Self {
        let whole = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let name: String = hex(&[whole.as_os_str().as_encoded_bytes()]).chars().take(16).collect();
        let place = home.data.as_ref().map(|data| data.join("exports").join(name + ".json"));
        let text = place.as_ref().and_then(|place| fs::read(place).ok());
        let sums = text.and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default();
        Self { place, sums }
    }

    fn is_ours(&self, name: &str, content: &[u8]) -> bool {
        self.sums.get(name).is_some_and(|sum| *sum == hex(&[content]))
    }

    /// Keeps the list. Without it the next export takes other names, nothing worse.
    fn save(&self) {
        let Some(place) = &self.place else { return };
        if let (Some(folder), Ok(text)) = (place.parent(), serde_json::to_vec(&self.sums)) {
            let _ = fs::create_dir_all(folder).and_then(|()| write_atomically(place, &text));
        }
    }
}

struct Writer<'a> {
    folder: &'a Path,
    format: Format,
    ledger: Ledger,
    /// Names given in this export.
    given: BTreeSet<String>,
}

/// What to do about a name.
enum Choice {
    Keep,
    Create(String),
    Replace(String),
    Next,
}

impl<'a> Writer<'a> {
    fn new(home: &Home, folder: &'a Path, format: Format) -> Self {
        Self { folder, format, ledger: Ledger::open(home, folder), given: BTreeSet::new() }
    }

    fn write(&mut self, file: &ExportFile) -> Result<PathBuf, WriteError> {
        if !is_safe(&file.name) {
            return Err(WriteError::Name(file.name.clone()));
        }
        for number in 1..=NAMES {
            let name = if number == 1 { file.name.clone() } else { numbered(&file.name, number) };
            let path = self.folder.join(&name);
            let refused = |error| WriteError::Refused { path: path.clone(), error };
            let choice = self.choose(&name, &path, &file.text).map_err(refused)?;
            if self.put(&path, &name, choice).map_err(refused)? {
                self.given.insert(name);
                return Ok(path);
            }
        }
        Err(WriteError::Taken(self.folder.join(&file.name)))
    }

    fn choose(&self, name: &str, path: &Path, new: &str) -> io::Result<Choice> {
        if self.given.contains(name) {
            return Ok(Choice::Next);
        }
        match fs::symlink_metadata(path) {
            Ok(found) if found.is_file() => Ok(self.choose_over(name, &fs::read(path)?, new)),
            // A link may lead anywhere, so it counts as someone else's.
            Ok(_) => Ok(Choice::Next),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(self.choose_new(new)),
            Err(error) => Err(error),
        }
    }

    fn choose_new(&self, new: &str) -> Choice {
        match self.format.merges().then(|| merge(None, new)) {
            Some(Merge::Write(text)) => Choice::Create(text),
            _ => Choice::Create(new.to_owned()),
        }
    }

    fn choose_over(&self, name: &str, old: &[u8], new: &str) -> Choice {
        let ours = self.ledger.is_ours(name, old);
        let merged = self.format.merges().then(|| merge(std::str::from_utf8(old).ok(), new));
        match merged {
            Some(Merge::Write(text)) if text.as_bytes() == old => Choice::Keep,
            Some(Merge::Write(text)) => Choice::Replace(text),
            None if new.as_bytes() == old => Choice::Keep,
            None if ours => Choice::Replace(new.to_owned()),
            Some(Merge::Foreign) | None => Choice::Next,
        }
    }

    /// Does what was chosen; false where the next name is to be tried.
    fn put(&mut self, path: &Path, name: &str, choice: Choice) -> io::Result<bool> {
        let text = match choice {
            Choice::Next => return Ok(false),
            Choice::Keep => return Ok(true),
            Choice::Replace(text) => write_atomically(path, text.as_bytes()).map(|()| text)?,
            Choice::Create(text) => match create(path, text.as_bytes()) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
                result => result.map(|()| text)?,
            },
        };
        self.ledger.sums.insert(name.to_owned(), hex(&[text.as_bytes()]));
        Ok(true)
    }
}

/// Whether a name stays in its folder and is not hidden there.
fn is_safe(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    let one = matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None));
    one && !name.starts_with(['.', '-', '~'])
        && !name.contains(['/', '\\', '\0'])
        && name.len() <= 255
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folder {
        folder: tempfile::TempDir,
        home: tempfile::TempDir,
    }

    impl Folder {
        fn new() -> Self {
            Self { folder: tempfile::tempdir().unwrap(), home: tempfile::tempdir().unwrap() }
        }

        /// Exports one file and gives back the name it took.
        fn export(&self, name: &str, text: &str) -> Result<String, WriteError> {
            let file = ExportFile { name: name.to_owned(), text: text.to_owned() };
            let home = Home::below(self.home.path());
            let paths = write_export(&home, self.folder.path(), Format::Csv, &[file])?;
            assert_eq!(fs::read_to_string(&paths[0]).unwrap(), text);
            Ok(paths[0].strip_prefix(self.folder.path()).unwrap().display().to_string())
        }

        fn write(&self, name: &str, text: &str) {
            fs::write(self.folder.path().join(name), text).unwrap();
        }
    }

    #[test]
    fn our_own_file_is_replaced_and_a_changed_one_left_alone() {
        let folder = Folder::new();
        assert_eq!(folder.export("a.csv", "one").unwrap(), "a.csv");
        assert_eq!(folder.export("a.csv", "two").unwrap(), "a.csv");
        folder.write("a.csv", "edited");
        assert_eq!(folder.export("a.csv", "three").unwrap(), "a-2.csv");
        assert_eq!(folder.export("a.csv", "four").unwrap(), "a-2.csv");
        assert_eq!(fs::read_to_string(folder.folder.path().join("a.csv")).unwrap(), "edited");
    }

    #[test]
    fn names_that_leave_the_folder_are_refused() {
        let folder = Folder::new();
        for name in ["../a", "/a", "a/b", ".a", "..", "", "-rf", "a\0", "~"] {
            assert!(matches!(folder.export(name, "x"), Err(WriteError::Name(_))), "{name:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_never_written_through() {
        let folder = Folder::new();
        let target = folder.home.path().join("target");
        fs::write(&target, "mine").unwrap();
        std::os::unix::fs::symlink(&target, folder.folder.path().join("a.csv")).unwrap();
        assert_eq!(folder.export("a.csv", "one").unwrap(), "a-2.csv");
        assert_eq!(fs::read_to_string(&target).unwrap(), "mine");
    }
}
