//! Paths to files: folders are walked in sorted order, and what can't be an
//! article (a device, a loop of links) becomes a problem.

use std::{
    collections::BTreeSet,
    ffi::OsStr,
    fs::{self, Metadata},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Home, export::exported};
use crate::{clean::sanitise_line, model::Problem};

/// The most files one dossier may hold.
const MAX_FILES: usize = 200_000;

/// The largest file that is read.
pub(super) const MAX_BYTES: u64 = 64 << 20;

/// How many folders deep a walk goes.
const MAX_DEPTH: usize = 256;

/// A file to be read, and its name as shown. Cheap to clone: every article
/// knows the one it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// As the user named it, safe to show; `-` for standard input.
    pub name: Arc<str>,
    /// Where its bytes are.
    pub place: Place,
}

/// Where the bytes of a source are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// On disk.
    File(Arc<Path>),
    /// On standard input, which can be read once.
    StandardInput,
    /// In the program.
    Embedded(&'static [u8]),
}

/// What a list of paths came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The files, in the order of the paths, each folder in sorted order.
    pub files: Vec<Source>,
    /// What was skipped on the way, and why.
    pub problems: Vec<Problem>,
    /// Paths that the user named and that can't be opened at all.
    pub missing: Vec<Problem>,
}

/// Finds the files under `paths`; `-` is standard input.
///
/// Hidden entries of folders are skipped, among them `.dateline`, and so is
/// what Dateline itself wrote there: the folders of `home` and exported files.
/// Links are followed; each folder and file is read once, however often it is
/// met. `n log n` in the number of entries.
#[must_use]
pub fn find(home: &Home, paths: &[PathBuf]) -> Found {
    let mut walk = Walk::new(home);
    for path in paths {
        walk.start(path);
    }
    walk.found
}

impl Source {
    /// A file, or standard input for `-`.
    #[must_use]
    pub fn named(path: &Path) -> Self {
        if path.as_os_str() == "-" {
            Self { name: "-".into(), place: Place::StandardInput }
        } else {
            Self::at(&shown(path), path)
        }
    }

    /// A file on disk, with the name that it was given.
    pub(super) fn at(name: &str, path: &Path) -> Self {
        Self { name: name.into(), place: Place::File(path.into()) }
    }
}

/// A path as it may be shown.
fn shown(path: &Path) -> String {
    sanitise_line(&path.to_string_lossy())
}

struct Walk<'a> {
    home: &'a Home,
    found: Found,
    /// What Dateline keeps in its home.
    own: BTreeSet<EntryId>,
    /// The folders and files that were met.
    seen: BTreeSet<EntryId>,
    /// Entries still to be looked at with their depth, the next one last.
    waiting: Vec<(PathBuf, usize)>,
}

impl<'a> Walk<'a> {
    fn new(home: &'a Home) -> Self {
        let id = |path: PathBuf| Some(EntryId::of(&path, &fs::metadata(&path).ok()?));
        Self {
            home,
            found: Found::default(),
            own: home.written().into_iter().filter_map(id).collect(),
            seen: BTreeSet::new(),
            waiting: Vec::new(),
        }
    }

    fn start(&mut self, path: &Path) {
        if path.as_os_str() == "-" {
            let input = Source::named(path);
            if !self.found.files.contains(&input) {
                self.found.files.push(input);
            }
        } else if let Err(error) = fs::metadata(path) {
            self.found.missing.push(problem(path, &cant_open(&error)));
        } else {
            self.waiting.push((path.to_owned(), 0));
            self.run();
        }
    }

    fn run(&mut self) {
        while let Some((path, depth)) = self.waiting.pop() {
            if self.found.files.len() >= MAX_FILES {
                return self.stop_at(&path);
            }
            match fs::metadata(&path) {
                Ok(metadata) => self.meet(&path, &metadata, depth),
                Err(error) => self.skip(&path, &cant_open(&error)),
            }
        }
    }

    /// Visits an entry once, unless it is Dateline's own and nobody named it.
    fn meet(&mut self, path: &Path, metadata: &Metadata, depth: usize) {
        let id = EntryId::of(path, metadata);
        if depth > 0 && self.own.contains(&id) {
            return;
        }
        if self.seen.insert(id) {
            self.visit(path, metadata, depth);
        } else if metadata.is_dir() {
            self.skip(path, "folder already read (a loop of links?)");
        }
    }

    /// Leaves out a path and all that waits, as there are too many files.
    fn stop_at(&mut self, path: &Path) {
        self.skip(path, &format!("more than {MAX_FILES} files; the rest is left out"));
        self.waiting.clear();
    }

    fn visit(&mut self, path: &Path, metadata: &Metadata, depth: usize) {
        if metadata.is_file() && metadata.len() > MAX_BYTES {
            self.skip(path, &too_large());
        } else if metadata.is_file() {
            self.found.files.push(Source::at(&shown(path), path));
        } else if !metadata.is_dir() {
            self.skip(path, "neither a file nor a folder");
        } else if depth > MAX_DEPTH {
            self.skip(path, &format!("more than {MAX_DEPTH} folders deep"));
        } else {
            self.enter(path, depth);
        }
    }

    fn enter(&mut self, folder: &Path, depth: usize) {
        match entries(folder) {
            Ok(mut paths) => {
                let written = exported(self.home, folder);
                paths.retain(|path| !is_among(path, &written));
                self.waiting.extend(paths.into_iter().rev().map(|path| (path, depth + 1)));
            }
            Err(error) => self.skip(folder, &cant_open(&error)),
        }
    }

    fn skip(&mut self, path: &Path, message: &str) {
        self.found.problems.push(problem(path, message));
    }
}

fn problem(path: &Path, message: &str) -> Problem {
    Problem { file: shown(path), message: message.to_owned() }
}

/// Why something can't be opened, without the number of the system's error.
pub(super) fn cant_open(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => sanitise_line(&format!("can't be opened: {error}").to_lowercase()),
    }
}

/// What is said of a file over the limit.
pub(super) fn too_large() -> String {
    format!("larger than {} MiB", MAX_BYTES >> 20)
}

/// What a folder holds, sorted by name, without hidden entries.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !is_hidden(&entry.file_name()) {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

fn is_among(path: &Path, names: &BTreeSet<String>) -> bool {
    path.file_name().and_then(OsStr::to_str).is_some_and(|name| names.contains(name))
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// What makes two files or folders the same, however they are reached.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct EntryId(#[cfg(unix)] (u64, u64), #[cfg(not(unix))] PathBuf);

impl EntryId {
    #[cfg(unix)]
    fn of(_path: &Path, metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self((metadata.dev(), metadata.ino()))
    }

    #[cfg(not(unix))]
    fn of(path: &Path, _metadata: &Metadata) -> Self {
        Self(fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::{super::write_export, *};
    use crate::export::{ExportFile, Format};

    /// Walks a folder made of `files` (a path ending in `/` is a folder).
    fn check(files: &[&str], expected: &[&str]) -> Found {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            if !file.ends_with('/') {
                fs::write(&path, "text").unwrap();
            }
        }
        let found = find(&Home::default(), &[folder.path().to_owned()]);
        assert_eq!(names(&found, folder.path()), expected);
        found
    }

    fn names(found: &Found, folder: &Path) -> Vec<String> {
        let strip = |file: &Source| match &file.place {
            Place::File(path) => path.strip_prefix(folder).unwrap().display().to_string(),
            _ => file.name.to_string(),
        };
        found.files.iter().map(strip).collect()
    }

    #[test]
    fn folders_are_walked_in_sorted_order() {
        check(&["b/2", "b/1", "a", "c", "b.txt"], &["a", "b/1", "b/2", "b.txt", "c"]);
    }

    #[test]
    fn hidden_entries_are_skipped() {
        let found = check(&["a", ".b", ".dateline/log.jsonl", "c/.d/e"], &["a"]);
        assert_eq!(found.problems, []);
    }

    #[test]
    fn what_we_wrote_is_no_article_unless_named() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::below(&folder.path().join("home"));
        for file in ["a", "home/data/dossiers/log.jsonl", "home/cache/x", "home/data/b"] {
            fs::create_dir_all(folder.path().join(file).parent().unwrap()).unwrap();
            fs::write(folder.path().join(file), "text").unwrap();
        }
        let file = ExportFile { name: "notes.md".to_owned(), text: "# Notes".to_owned() };
        let notes = write_export(&home, folder.path(), Format::Markdown, &[file]).unwrap();
        let found = find(&home, &[folder.path().to_owned()]);
        assert_eq!(names(&found, folder.path()), ["a", "home/data/b"]);
        assert_eq!(find(&home, &notes).files.len(), 1);
    }

    #[test]
    fn a_file_named_twice_is_read_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        fs::write(&file, "text").unwrap();
        let found = find(&Home::default(), &[file.clone(), folder.path().to_owned(), file]);
        assert_eq!(names(&found, folder.path()), ["a"]);
        assert_eq!(found.problems, []);
    }

    #[test]
    fn a_missing_path_is_an_error_and_the_rest_goes_on() {
        let found =
            find(&Home::default(), &[PathBuf::from("/no/such\u{1b}[2J/path"), PathBuf::from("-")]);
        assert_eq!(found.files.len(), 1);
        assert_eq!(found.missing[0].message, "no such file or folder");
    }

    #[cfg(unix)]
    #[test]
    fn loops_and_sockets_become_problems() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a"), "text").unwrap();
        std::os::unix::fs::symlink(folder.path(), at("loop")).unwrap();
        std::os::unix::fs::symlink(at("self"), at("self")).unwrap();
        std::os::unix::fs::symlink(at("gone"), at("broken")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
        let found = find(&Home::default(), &[folder.path().to_owned()]);
        assert_eq!(names(&found, folder.path()), ["a"]);
        let messages: Vec<_> = found.problems.iter().map(|p| p.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "no such file or folder",
                "folder already read (a loop of links?)",
                &found.problems[2].message,
                "neither a file nor a folder",
            ]
        );
        assert!(found.problems[2].message.contains("symbolic link"), "{messages:?}");
    }
}
