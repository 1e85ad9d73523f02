//! The log of the reader's acts: an append-only file of JSON lines beside the
//! articles, `FOLDER/.dateline/log.jsonl`.
//!
//! An act is acknowledged once its line, written whole under a lock, and on
//! creation its folder, have reached the disk. Where the folder can't be
//! written, or the reader gave a home, the log stands below [`Home::data`];
//! both logs are read. Links are never followed: a dossier from elsewhere must
//! not choose what is written to.

use std::{
    collections::BTreeSet,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use thiserror::Error;

use super::{Home, alias, cache::hex, clock, rewrite, walk::cant_open, write::sync_folder};
use crate::{
    clean::sanitise_line,
    model::Problem,
    note::{Act, BadLine, Note, ParsedLog, Record, next_time, note_id, overtaken, record_id},
};

/// How often a lock is asked for, and how long between.
const TRIES: u32 = 250;
const PAUSE: Duration = Duration::from_millis(20);

/// Fewer lines are read faster by one thread.
const FEW: usize = 256;

/// A log of fewer bytes is never rewritten unasked.
const SMALL: u64 = 256 * 1024;

/// A log that acts can be added to.
#[derive(Clone, Debug, Default)]
pub struct Log {
    beside: Option<PathBuf>,
    aside: Option<PathBuf>,
    place: LogPlace,
    /// The time of the last record that this program has read or written.
    last_time: Option<String>,
    /// Whether most of what was read is overtaken by later acts.
    bloated: bool,
}

/// Where the acts go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogPlace {
    /// Beside the articles.
    #[default]
    Beside,
    /// Below the home folder, because the reader wants it so or the articles
    /// have no folder that can be written.
    Aside,
}

/// A log and what it holds.
#[derive(Debug, Default)]
pub struct Opened {
    /// The log.
    pub log: Log,
    /// Its records, each once, in the order in which things were done.
    pub records: Vec<Record>,
    /// Damaged lines, copies made by sync tools and the like.
    pub problems: Vec<Problem>,
    /// How many copies of the log a sync tool has left beside it.
    pub copies: usize,
}

/// Why an act could not be kept.
#[derive(Debug, Error)]
pub enum LogError {
    /// Another program holds the lock.
    #[error("{}: another program holds the lock on the notes", .0.display())]
    Busy(PathBuf),
    /// The system refused.
    #[error("{}: {error}", path.display())]
    Refused {
        /// The log.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// There is no home directory and the articles have no folder.
    #[error("there is nowhere to keep notes; name a folder with --home")]
    Nowhere,
}

impl Log {
    /// Opens the log of a dossier without writing anything. It stands in the
    /// first folder of `paths`, else in the folder of the first file; standard
    /// input and the demo (no path at all) have theirs below `home`.
    #[must_use]
    pub fn open(home: &Home, paths: &[PathBuf]) -> Opened {
        let log = Self::locate(home, paths);
        let mut problems = Vec::new();
        let logs = [&log.beside, &log.aside].into_iter().flatten();
        let parsed = ParsedLog::union(logs.clone().map(|path| read(path, &mut problems)));
        let mut records: Vec<Record> =
            logs.flat_map(|path| alias::beside(path, &mut problems)).collect();
        let last_time = parsed.last_time().map(str::to_owned);
        let bloated = overtaken(&parsed.records) > parsed.records.len() / 2;
        let copies = log.path().map_or(0, |path| copies(path).len());
        records.extend(parsed.records);
        Opened { log: Self { last_time, bloated, ..log }, records, problems, copies }
    }

    fn locate(home: &Home, paths: &[PathBuf]) -> Self {
        let folder = folder_of(paths);
        let data = home.data.as_ref();
        let aside = data.map(|data| data.join("dossiers").join(aside_name(folder, paths)));
        let place = if home.given || folder.is_none() { LogPlace::Aside } else { LogPlace::Beside };
        Self {
            beside: folder.map(|folder| folder.join(".dateline").join("log.jsonl")),
            aside: aside.map(|folder| folder.join("log.jsonl")),
            place,
            ..Self::default()
        }
    }

    /// Where the next act goes.
    #[must_use]
    pub fn place(&self) -> LogPlace {
        self.place
    }

    /// The file that the next act goes to, as it may be shown.
    #[must_use]
    pub fn shown(&self) -> String {
        let path = self.path().map(|path| path.to_string_lossy().into_owned());
        sanitise_line(&path.unwrap_or_default())
    }

    fn path(&self) -> Option<&PathBuf> {
        match self.place {
            LogPlace::Beside => self.beside.as_ref(),
            LogPlace::Aside => self.aside.as_ref(),
        }
    }

    /// Adds acts, all or none, and returns their records once they are safe on
    /// disk. A note without id and times is given them. Where the folder of the
    /// articles refuses, [`Log::place`] changes.
    ///
    /// # Errors
    /// The log is locked for too long, can't be written, or has no place.
    pub fn append(&mut self, acts: &[Act]) -> Result<Vec<Record>, LogError> {
        let time = next_time(&clock::now(), self.last_time.as_deref());
        let records: Vec<_> = acts.iter().map(|act| record(act.clone(), &time)).collect();
        let lines: String = records.iter().map(|record| record.to_line() + "\n").collect();
        self.write(&lines)?;
        self.last_time = Some(time);
        self.slim();
        Ok(records)
    }

    /// Takes overtaken acts out of a log that is large and mostly of those. The
    /// acts are safe, so that what goes wrong here can wait for another time.
    fn slim(&mut self) {
        if std::mem::take(&mut self.bloated) && self.size() > SMALL {
            let _ = self.compact();
        }
    }

    fn size(&self) -> u64 {
        self.path().and_then(|path| path.metadata().ok()).map_or(0, |found| found.len())
    }

    /// Takes overtaken acts out of the log and gives its size in bytes before
    /// and after. What it was before stands beside it, in three generations.
    ///
    /// # Errors
    /// The log is locked for too long, or can't be written.
    pub fn compact(&self) -> Result<(u64, u64), LogError> {
        let path = self.path().ok_or(LogError::Nowhere)?;
        let before = self.size();
        if before > 0 {
            let file = locked(path)?;
            rewrite::compact(path).map_err(|error| refused(path, error))?;
            drop(file);
        }
        Ok((before, self.size()))
    }

    /// Adds the acts of the copies that a sync tool has left beside the log,
    /// and puts the copies away under another name. Gives how many acts were new.
    ///
    /// # Errors
    /// The log is locked for too long, or can't be written.
    pub fn take_in_copies(&mut self) -> Result<usize, LogError> {
        let path = self.path().ok_or(LogError::Nowhere)?.clone();
        let mut known: BTreeSet<String> = lines_of(&path);
        let mut count = 0;
        for copy in copies(&path) {
            let new: Vec<String> = lines_of(&copy).difference(&known).cloned().collect();
            count += new.len();
            if !new.is_empty() {
                self.write(&(new.join("\n") + "\n"))?;
            }
            known.extend(new);
            put_away(&copy).map_err(|error| refused(&copy, error))?;
        }
        Ok(count)
    }

    fn write(&mut self, lines: &str) -> Result<(), LogError> {
        let path = self.path().ok_or(LogError::Nowhere)?;
        match write(path, lines) {
            Err(LogError::Refused { error, .. }) if self.may_turn_aside(&error) => {
                self.place = LogPlace::Aside;
                self.write(lines)
            }
            result => result,
        }
    }

    fn may_turn_aside(&self, error: &io::Error) -> bool {
        self.place == LogPlace::Beside
            && self.aside.is_some()
            && matches!(
                error.kind(),
                io::ErrorKind::PermissionDenied
                    | io::ErrorKind::ReadOnlyFilesystem
                    | io::ErrorKind::NotADirectory
            )
    }
}

fn record(act: Act, time: &str) -> Record {
    let act = match act {
        Act::Note { note } => Act::Note { note: finished(note, time) },
        other => other,
    };
    let record = Record { id: record_id(clock::seed()), time: time.to_owned(), act };
    // Reading makes texts safe, so that memory and disk hold the same.
    Record::parse_line(&record.to_line()).unwrap_or(record)
}

/// The note with what a new one lacks.
fn finished(note: Note, time: &str) -> Note {
    let or = |text: String, new: &dyn Fn() -> String| if text.is_empty() { new() } else { text };
    Note {
        id: or(note.id, &|| note_id(clock::seed())),
        created: or(note.created, &|| time.to_owned()),
        modified: or(note.modified, &|| time.to_owned()),
        ..note
    }
}

/// The folder whose log it is; none for standard input alone.
fn folder_of(paths: &[PathBuf]) -> Option<&Path> {
    let first_folder = paths.iter().find(|path| path.is_dir());
    first_folder.map(PathBuf::as_path).or_else(|| {
        let file = paths.iter().find(|path| path.as_os_str() != "-")?;
        file.parent()
            .map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
    })
}

/// The folder below the home in which a dossier's log stands.
fn aside_name(folder: Option<&Path>, paths: &[PathBuf]) -> String {
    let Some(folder) = folder else {
        return if paths.is_empty() { "demo" } else { "standard-input" }.to_owned();
    };
    let whole = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let hash = hex(&[whole.as_os_str().as_encoded_bytes()]);
    hash.chars().take(16).collect()
}

/// Whether nothing stands at `path`, or a file or folder that is no link.
fn is_plain(path: &Path) -> bool {
    fs::symlink_metadata(path).map_or(true, |found| found.is_file() || found.is_dir())
}

pub(super) fn check_plain(path: &Path) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    if is_plain(folder) && is_plain(path) {
        return Ok(());
    }
    let message = "a link or device stands where the log belongs";
    Err(io::Error::new(io::ErrorKind::NotADirectory, message))
}

/// Reads a log; what is wrong with it goes to `problems`.
fn read(path: &Path, problems: &mut Vec<Problem>) -> ParsedLog {
    let (log, mut messages) = parsed(check_plain(path).and_then(|()| existing(path)));
    messages.extend(copies_found(path));
    let file = sanitise_line(&path.to_string_lossy());
    problems.extend(messages.into_iter().map(|message| Problem { file: file.clone(), message }));
    log
}

/// The bytes of a log. Where a file stands in place of one of its folders
/// there is no log; only who writes needs to hear of it.
fn existing(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotADirectory => io::ErrorKind::NotFound.into(),
        _ => error,
    })
}

/// The log of a file, and what is wrong with it; a missing one is an empty log.
fn parsed(file: io::Result<Vec<u8>>) -> (ParsedLog, Vec<String>) {
    match file.map(|bytes| ParsedLog::parse_with(&String::from_utf8_lossy(&bytes), beside)) {
        Ok(log) => {
            let faults = faults(&log);
            (log, faults)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Default::default(),
        Err(error) => (ParsedLog::default(), vec![cant_open(&error)]),
    }
}

/// Reads lines on all processors, in their order.
fn beside(lines: &[&str]) -> Vec<Result<Record, BadLine>> {
    lines.par_iter().with_min_len(FEW).map(|line| Record::parse_line(line)).collect()
}

/// What of a log can't be used; its lines stay where they are.
fn faults(log: &ParsedLog) -> Vec<String> {
    let damaged = log.problems.iter().map(|(line, bad)| format!("line {line} is left out: {bad}"));
    let torn = "the last line is torn and left out; its act was never confirmed";
    let unknown = format!("{} lines of another version are kept unused", log.unknown.len());
    damaged
        .chain(log.torn.is_some().then(|| torn.to_owned()))
        .chain((!log.unknown.is_empty()).then_some(unknown))
        .collect()
}

/// What is to be said of copies that a sync tool made of a conflict.
fn copies_found(path: &Path) -> impl Iterator<Item = String> {
    copies(path).into_iter().map(|copy| {
        let name = copy.file_name().unwrap_or_default().to_string_lossy().into_owned();
        sanitise_line(&format!(
            "'{name}' beside it is a copy whose acts are not used; `notes merge` takes them in"
        ))
    })
}

/// The copies of a log that stand beside it, by name.
fn copies(path: &Path) -> Vec<PathBuf> {
    let entries = path.parent().and_then(|folder| fs::read_dir(folder).ok());
    let entries = entries.into_iter().flatten().flatten();
    let named = entries.filter(|entry| is_copy(&entry.file_name().to_string_lossy()));
    let mut copies: Vec<PathBuf> =
        named.map(|entry| entry.path()).filter(|path| path.is_file() && is_plain(path)).collect();
    copies.sort();
    copies
}

/// The lines of a log that hold an act, of this version or another.
fn lines_of(path: &Path) -> BTreeSet<String> {
    let (log, _) = parsed(check_plain(path).and_then(|()| existing(path)));
    log.records.iter().map(Record::to_line).chain(log.unknown).collect()
}

/// Renames a copy so that it is none any more.
fn put_away(copy: &Path) -> io::Result<()> {
    let mut name = copy.as_os_str().to_owned();
    name.push(".taken");
    fs::rename(copy, name)
}

fn is_copy(name: &str) -> bool {
    name.starts_with("log")
        && name != "log.jsonl"
        && Path::new(name).extension().is_some_and(|extension| extension == "jsonl")
}

fn refused(path: &Path, error: io::Error) -> LogError {
    LogError::Refused { path: path.to_owned(), error }
}

fn write(path: &Path, lines: &str) -> Result<(), LogError> {
    let mut file = locked(path)?;
    append(&mut file, path, lines).map_err(|error| refused(path, error))
}

/// The log, locked. Another program may have put a new file in its place
/// between opening and locking; then that one is opened.
fn locked(path: &Path) -> Result<File, LogError> {
    for _ in 0..TRIES {
        let file = open(path).map_err(|error| refused(path, error))?;
        lock(&file, path)?;
        if rewrite::stands_at(&file, path).map_err(|error| refused(path, error))? {
            return Ok(file);
        }
    }
    Err(LogError::Busy(path.to_owned()))
}

fn open(path: &Path) -> io::Result<File> {
    check_plain(path)?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new().read(true).append(true).create(true).open(path)
}

fn lock(file: &File, path: &Path) -> Result<(), LogError> {
    for _ in 0..TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
            Err(TryLockError::Error(error)) => return Err(refused(path, error)),
        }
    }
    Err(LogError::Busy(path.to_owned()))
}

/// Adds lines in one write and waits for the disk. What failed half-way is
/// taken back; a line torn earlier is ended first, so that it spoils no other.
fn append(file: &mut File, path: &Path, lines: &str) -> io::Result<()> {
    let length = file.seek(SeekFrom::End(0))?;
    let start = if ends_torn(file, length)? { "\n" } else { "" };
    let text = format!("{start}{lines}");
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    if let Err(error) = written {
        let _ = file.set_len(length);
        return Err(error);
    }
    if length == 0 { sync_folders(path) } else { Ok(()) }
}

fn ends_torn(file: &mut File, length: u64) -> io::Result<bool> {
    if length == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

/// Makes a new log's name durable, and its folder's.
fn sync_folders(path: &Path) -> io::Result<()> {
    path.ancestors().skip(1).take(2).try_for_each(|folder| {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        sync_folder(folder)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::ArticleKey;

    fn act(tag: &str) -> Act {
        let article = ArticleKey { file: "a.txt".to_owned(), ..ArticleKey::default() };
        Act::Tag { article, tag: tag.to_owned(), on: true }
    }

    fn tags(opened: &Opened) -> Vec<String> {
        let tag = |record: &'_ Record| match &record.act {
            Act::Tag { tag, .. } => tag.clone(),
            _ => String::new(),
        };
        let mut tags: Vec<_> = opened.records.iter().map(tag).collect();
        tags.sort_by_key(|tag| ["one", "two", "three"].iter().position(|name| name == tag));
        tags
    }

    fn open_in(folder: &Path) -> Opened {
        Log::open(&Home::default(), &[folder.to_owned()])
    }

    #[test]
    fn acts_come_back_in_order_and_nothing_is_written_before_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let mut log = open_in(folder.path()).log;
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        log.append(&[act("one")]).unwrap();
        log.append(&[act("two"), act("three")]).unwrap();
        let opened = open_in(folder.path());
        assert_eq!(tags(&opened), ["one", "two", "three"]);
        assert_eq!(opened.problems, []);
    }

    #[test]
    fn a_log_cut_anywhere_keeps_the_whole_lines_and_takes_new_ones() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".dateline/log.jsonl");
        open_in(folder.path()).log.append(&[act("one"), act("two")]).unwrap();
        let whole = fs::read(&path).unwrap();
        let first = whole.iter().position(|&byte| byte == b'\n').unwrap();
        for cut in first + 1..whole.len() - 1 {
            fs::write(&path, &whole[..cut]).unwrap();
            let mut opened = open_in(folder.path());
            assert_eq!(tags(&opened), ["one"], "cut at {cut}");
            assert_eq!(opened.problems.len(), usize::from(cut > first + 1), "cut at {cut}");
            opened.log.append(&[act("three")]).unwrap();
            assert_eq!(tags(&open_in(folder.path())), ["one", "three"], "cut at {cut}");
        }
    }

    #[test]
    fn damaged_lines_are_told_and_copies_reported() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".dateline/log.jsonl");
        open_in(folder.path()).log.append(&[act("one"), act("two")]).unwrap();
        let text = fs::read_to_string(&path).unwrap().replace("\"two\"", "\"too\"");
        fs::write(&path, text).unwrap();
        fs::write(path.with_file_name("log.sync-conflict-1.jsonl"), "").unwrap();
        let opened = open_in(folder.path());
        assert_eq!(tags(&opened), ["one"]);
        assert_eq!((opened.problems.len(), opened.copies), (2, 1));
    }

    #[test]
    fn copies_are_taken_in_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".dateline/log.jsonl");
        open_in(folder.path()).log.append(&[act("one")]).unwrap();
        let copy = path.with_file_name("log (conflicted copy 2026-01-01).jsonl");
        fs::copy(&path, &copy).unwrap();
        open_in(folder.path()).log.append(&[act("two")]).unwrap();
        let mut other = Log { beside: Some(copy.clone()), ..Log::default() };
        other.append(&[act("three")]).unwrap();
        let mut opened = open_in(folder.path());
        assert_eq!((tags(&opened).len(), opened.log.take_in_copies().unwrap()), (2, 1));
        let opened = open_in(folder.path());
        assert_eq!(tags(&opened), ["one", "two", "three"]);
        assert_eq!((opened.problems, opened.copies, copy.exists()), (Vec::new(), 0, false));
    }

    #[test]
    fn a_log_of_overtaken_acts_is_rewritten_and_keeps_its_generations() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".dateline/log.jsonl");
        let acts: Vec<Act> = (0..2000).map(|_| act("one")).collect();
        open_in(folder.path()).log.append(&acts).unwrap();
        let before = path.metadata().unwrap().len();
        for _ in 0..6 {
            open_in(folder.path()).log.append(&[act("two")]).unwrap();
        }
        assert_eq!(
            tags(&open_in(folder.path())),
            ["one", "two", "two", "two", "two", "two", "two"]
        );
        for _ in 0..3 {
            open_in(folder.path()).log.append(&[act("two")]).unwrap();
            open_in(folder.path()).log.compact().unwrap();
        }
        assert_eq!(tags(&open_in(folder.path())), ["one", "two"]);
        let mut names: Vec<_> = fs::read_dir(path.parent().unwrap())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(names, ["log.jsonl", "log.jsonl.1", "log.jsonl.2", "log.jsonl.3"]);
        assert!(path.metadata().unwrap().len() < before / 100);
    }

    #[test]
    fn who_waited_for_a_log_that_was_replaced_writes_to_the_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let mut first = open_in(folder.path()).log;
        first.append(&[act("one"), act("one")]).unwrap();
        let path = folder.path().join(".dateline/log.jsonl");
        let held = locked(&path).unwrap();
        thread::scope(|scope| {
            let waiting = scope.spawn(|| first.append(&[act("two")]).unwrap());
            thread::sleep(PAUSE * 3);
            rewrite::compact(&path).unwrap();
            drop(held);
            waiting.join().unwrap();
        });
        assert_eq!(tags(&open_in(folder.path())), ["one", "two"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_followed() {
        let (folder, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let target = folder.path().join("target");
        fs::write(&target, "mine\n").unwrap();
        fs::create_dir(folder.path().join(".dateline")).unwrap();
        std::os::unix::fs::symlink(&target, folder.path().join(".dateline/log.jsonl")).unwrap();
        let home = Home { given: false, ..Home::below(home.path()) };
        let mut opened = Log::open(&home, &[folder.path().to_owned()]);
        assert_eq!(opened.problems.len(), 1);
        opened.log.append(&[act("one")]).unwrap();
        assert_eq!(opened.log.place(), LogPlace::Aside);
        assert_eq!(fs::read_to_string(&target).unwrap(), "mine\n");
        assert_eq!(tags(&Log::open(&home, &[folder.path().to_owned()])), ["one"]);
    }

    #[test]
    fn a_given_home_takes_the_log_of_a_folder_and_of_the_demo() {
        let (folder, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let home = Home::below(home.path());
        for paths in [vec![folder.path().to_owned()], Vec::new(), vec![PathBuf::from("-")]] {
            Log::open(&home, &paths).log.append(&[act("one")]).unwrap();
            assert_eq!(tags(&Log::open(&home, &paths)), ["one"]);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_file_where_the_home_should_be_fails_only_what_writes() {
        let (folder, file) =
            (tempfile::tempdir().unwrap(), tempfile::NamedTempFile::new().unwrap());
        let mut opened = Log::open(&Home::below(file.path()), &[folder.path().to_owned()]);
        assert_eq!(opened.problems, []);
        assert!(matches!(opened.log.append(&[act("one")]), Err(LogError::Refused { .. })));
    }

    #[test]
    fn without_any_place_an_act_is_refused() {
        let refused = Log::open(&Home::default(), &[]).log.append(&[act("one")]);
        assert!(matches!(refused, Err(LogError::Nowhere)));
    }
}
