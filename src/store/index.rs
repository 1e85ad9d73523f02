//! Search indexes on disk: for each dossier a folder of segments in the cache.
//!
//! A segment's file never changes and is known by the articles it holds, so
//! programs that read and write one dossier at once don't disturb each other.
//! Whatever is wrong with a segment, it goes and its articles are indexed
//! again: deleting them all loses nothing.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    ops::Range,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use super::{
    Home,
    cache::{drop_others, engine, hex},
    journal::Journal,
};
use crate::{
    dossier::{Bytes, Dossier, Index, Key, Segment, SegmentBuilder, merge},
    model::Problem,
};

/// The name of a folder of one engine begins with this; those of others are deleted.
const FOLDER: &str = "index-";
/// More segments than this are merged, all but the largest.
const MOST: usize = 4;
const LARGEST: usize = 2;

/// The indexes of dossiers, which may be kept nowhere.
#[derive(Clone, Debug, Default)]
pub struct Indexes {
    folder: Option<PathBuf>,
    journal: Journal,
    /// Set when nobody wants an index any more.
    stop: Arc<AtomicBool>,
}

/// An index that is up to date.
#[derive(Debug)]
pub struct Indexed {
    /// The index.
    pub index: Index,
    /// How many articles had to be indexed.
    pub added: usize,
    /// What was wrong with what was kept.
    pub problems: Vec<Problem>,
}

impl Indexes {
    /// The indexes below `home` for the dossier of some paths.
    #[must_use]
    pub fn of(home: &Home, paths: &[PathBuf]) -> Self {
        let lasts = !paths.is_empty() && paths.iter().all(|path| path.as_os_str() != "-");
        let cache = home.cache.as_ref().filter(|_| lasts);
        let name = || hex(&[name_of(paths).as_bytes()]);
        let folder = cache.map(|cache| cache.join(format!("{FOLDER}{}", engine())).join(name()));
        Self { folder, journal: Journal::of(home), stop: Arc::default() }
    }

    /// The same where making an index ends early once `stop` is set; what was
    /// written until then is kept.
    #[must_use]
    pub fn until(self, stop: &Arc<AtomicBool>) -> Self {
        Self { stop: stop.clone(), ..self }
    }

    /// The index of a dossier: what is kept, and what is missing made and kept.
    #[must_use]
    pub fn index(&self, dossier: &Dossier) -> Indexed {
        let keys = dossier.keys();
        let (mut segments, problems) = self.kept();
        let missing = Index::over(segments.clone(), &keys).missing();
        segments.extend(self.make(dossier, &keys, &missing, |write| self.keep(write)));
        let mut index = self.tidy(Index::over(segments, &keys), &keys);
        let left = index.missing();
        if !left.is_empty() {
            let mut segments = index.into_segments();
            segments.extend(self.make(dossier, &keys, &left, in_memory));
            index = Index::over(segments, &keys);
        }
        Indexed { index, added: missing.len(), problems }
    }

    /// Gives a dossier its index, where it has none yet; what was wrong with what was kept.
    pub fn give(&self, dossier: &Dossier) -> Vec<Problem> {
        let mut problems = Vec::new();
        dossier.index_with(|| {
            let indexed = self.index(dossier);
            problems = indexed.problems;
            indexed.index
        });
        problems
    }

    /// Gives a dossier another index in place of one that was found damaged.
    pub fn mend(&self, dossier: &Dossier) -> Vec<Problem> {
        dossier.forget_index();
        self.forget();
        self.give(dossier);
        self.folder.iter().for_each(|folder| self.journal.damaged(folder));
        let file = self.folder.iter().map(|folder| folder.display().to_string()).collect();
        vec![Problem { file, message: DAMAGED.to_owned() }]
    }

    /// Drops everything that is kept of the dossier's index.
    pub fn forget(&self) {
        if let Some(folder) = &self.folder {
            // What can't be deleted will be found damaged again.
            let _ = fs::remove_dir_all(folder);
        }
    }

    /// The segments that are whole; those that aren't go.
    fn kept(&self) -> (Vec<Arc<Segment>>, Vec<Problem>) {
        let entries = self.folder.as_ref().and_then(|folder| fs::read_dir(folder).ok());
        let mut paths: Vec<_> =
            entries.into_iter().flatten().flatten().map(|one| one.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == SEGMENT));
        paths.sort();
        let (mut segments, mut problems) = (Vec::new(), Vec::new());
        for path in paths {
            // A file that is gone was merged by another program just now.
            let Some(file) = SegmentFile::open(&path) else { continue };
            if let Some(segment) = Segment::open(Box::new(file)) {
                segments.push(Arc::new(segment));
            } else {
                self.journal.damaged(&path);
                problems.push(damaged(&path));
            }
        }
        (segments, problems)
    }

    /// Writes a segment and opens it; none where it can't be kept.
    fn keep(
        &self,
        write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> Option<Arc<Segment>> {
        let folder = self.folder.as_ref()?;
        let new = folder.parent().filter(|own| !own.exists());
        fs::create_dir_all(folder).ok()?;
        new.into_iter().for_each(drop_others);
        let file = tempfile::Builder::new().prefix(".dateline-").tempfile_in(folder).ok()?;
        let mut out = BufWriter::new(file.as_file());
        write(&mut out).ok()?;
        out.flush().ok()?;
        drop(out);
        let segment = Segment::open(Box::new(SegmentFile::of(file.reopen().ok()?)?))?;
        file.persist(folder.join(name(&segment))).ok()?;
        Some(Arc::new(segment))
    }

    /// The same index with fewer segments where there are many, or where most
    /// of one is gone.
    fn tidy(&self, index: Index, keys: &[Key]) -> Index {
        let mut all = index.segments();
        all.sort_by_key(|(_, there)| count(there));
        let most = if all.len() > MOST { all.len() - LARGEST } else { 0 };
        let stale = |(at, (_, there)): &(usize, (Arc<Segment>, Vec<bool>))| {
            *at < most || count(there) * 2 < there.len()
        };
        let (old, kept): (Vec<_>, Vec<_>) = all.into_iter().enumerate().partition(stale);
        let old: Vec<_> = old.into_iter().map(|(_, one)| one).collect();
        if old.is_empty() {
            return index;
        }
        let merged = if old.iter().all(|(_, there)| count(there) == 0) {
            None
        } else {
            let merged = self.keep(&mut |out| merge(&old, out).map(drop));
            if merged.is_none() {
                return index;
            }
            merged
        };
        self.remove(&old, merged.as_deref());
        let kept = kept.into_iter().map(|(_, (segment, _))| segment);
        Index::over(kept.chain(merged).collect(), keys)
    }

    /// Deletes the files of segments, but for one that has the name of a new one.
    fn remove(&self, old: &[(Arc<Segment>, Vec<bool>)], new: Option<&Segment>) {
        let new = new.map(name);
        for gone in
            old.iter().map(|(segment, _)| name(segment)).filter(|one| Some(one) != new.as_ref())
        {
            let path = self.folder.as_ref().map(|folder| folder.join(gone));
            // Another program may have deleted it.
            let _ = path.map(fs::remove_file);
        }
    }

    /// Segments of some articles of a dossier, each given to `keep` to be written.
    fn make(
        &self,
        dossier: &Dossier,
        keys: &[Key],
        articles: &[usize],
        mut keep: impl FnMut(&mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> Option<Arc<Segment>>,
    ) -> Vec<Arc<Segment>> {
        let mut segments = Vec::new();
        let mut builder = SegmentBuilder::default();
        let last = articles.last();
        for at in articles.iter().take_while(|_| !self.stop.load(Ordering::Relaxed)) {
            keys.get(*at).into_iter().for_each(|&key| dossier.add_to(&mut builder, *at, key));
            if builder.is_full() || Some(at) == last {
                let full = std::mem::take(&mut builder);
                let mut full = Some(full);
                segments.extend(keep(&mut |out| {
                    full.take().map_or(Ok(()), |full| full.finish(out).map(drop))
                }));
            }
        }
        segments
    }
}

/// How many articles of a segment are still there.
fn count(there: &[bool]) -> usize {
    there.iter().filter(|there| **there).count()
}

fn in_memory(write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> Option<Arc<Segment>> {
    let mut bytes = Vec::new();
    write(&mut bytes).ok()?;
    Segment::open(Box::new(bytes)).map(Arc::new)
}

/// Drops a segment that is damaged, and says so.
fn damaged(path: &Path) -> Problem {
    // What can't be deleted will be found damaged again.
    let _ = fs::remove_file(path);
    Problem { file: path.display().to_string(), message: DAMAGED.to_owned() }
}

const DAMAGED: &str = "the search index was damaged and is made again";

/// The ending of a segment's file.
const SEGMENT: &str = "segment";

/// The name of a segment's file: that of its articles.
fn name(segment: &Segment) -> String {
    format!("{}.{SEGMENT}", hex(&[segment.keys().as_flattened()]))
}

/// What a dossier is known by: where its paths lead.
fn name_of(paths: &[PathBuf]) -> String {
    let whole = |path: &PathBuf| fs::canonicalize(path).unwrap_or_else(|_| path.clone());
    let mut whole: Vec<_> =
        paths.iter().map(whole).map(|path| path.display().to_string()).collect();
    whole.sort();
    whole.join("\n")
}

/// The file of a segment.
#[derive(Debug)]
struct SegmentFile {
    file: File,
    size: u64,
}

impl SegmentFile {
    fn open(path: &Path) -> Option<Self> {
        Self::of(File::open(path).ok()?)
    }

    fn of(file: File) -> Option<Self> {
        let size = file.metadata().ok()?.len();
        Some(Self { file, size })
    }
}

impl Bytes for SegmentFile {
    fn size(&self) -> u64 {
        self.size
    }

    fn read(&self, range: Range<u64>) -> Option<Vec<u8>> {
        if range.end > self.size {
            return None;
        }
        let mut bytes = vec![0; usize::try_from(range.end.checked_sub(range.start)?).ok()?];
        read_at(&self.file, &mut bytes, range.start).ok()?;
        Some(bytes)
    }
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], from: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, from)
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut from: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let count = std::os::windows::fs::FileExt::seek_read(file, bytes, from)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes = bytes.get_mut(count..).unwrap_or_default();
        from += count as u64;
    }
    Ok(())
}
