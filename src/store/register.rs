//! The register of a dossier: its files as they were when they were read, with
//! what the cache has of them. A file whose size, time and inode are still the
//! same is not read again.

use std::{
    collections::BTreeMap,
    fs, mem,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::UNIX_EPOCH,
};

use serde::{Deserialize, Serialize};

use super::{
    Place, Shelf, Source,
    archive::FileArchive,
    cache::{Contents, ContentsRef, Key, Reach},
    clock::is_settled,
};
use crate::{dossier::Held, model::Problem};

/// What tells without reading it that a file has not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    size: u64,
    /// Seconds and nanoseconds since 1970.
    modified: (u64, u32),
    inode: u64,
}

impl Stamp {
    /// The stamp of a file on disk; none where it has just been written, for
    /// it may be written again without another time.
    pub(super) fn of(file: &Source) -> Option<Self> {
        let Place::File(path) = &file.place else { return None };
        let metadata = fs::metadata(path).ok()?;
        let modified = metadata.modified().ok().filter(|time| is_settled(*time))?;
        let since = modified.duration_since(UNIX_EPOCH).ok()?;
        let modified = (since.as_secs(), since.subsec_nanos());
        Some(Self { size: metadata.len(), modified, inode: inode(&metadata) })
    }
}

#[cfg(unix)]
fn inode(metadata: &fs::Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    metadata.ino()
}

#[cfg(not(unix))]
fn inode(_metadata: &fs::Metadata) -> u64 {
    0
}

/// A file as it was, and what the cache has of it.
#[derive(Debug, Deserialize)]
struct Known {
    stamp: Stamp,
    portions: Portions,
}

/// The portions of a file, as the cache has them.
pub(super) type Portions = Vec<(Key, Contents)>;

/// The same as it is written, without copying cards.
#[derive(Serialize)]
struct KnownRef<'a> {
    stamp: Stamp,
    portions: Vec<(&'a Key, ContentsRef<'a>)>,
}

/// A file that was read, all of it away in the cache.
#[derive(Clone, Debug)]
pub(super) struct Filed {
    /// Its portions, in order.
    pub(super) portions: Vec<Shelved>,
    /// What it was like.
    pub(super) stamp: Option<Stamp>,
}

/// A portion of a file that is away in the cache.
#[derive(Clone, Debug)]
pub(super) struct Shelved {
    /// Where its articles are.
    pub(super) archive: Arc<FileArchive>,
    /// Its articles, numbered in the whole file.
    pub(super) articles: Vec<Held>,
    /// What was wrong with the file.
    pub(super) problems: Vec<Problem>,
}

/// The register of one dossier while its files are read.
#[derive(Debug, Default)]
pub(super) struct Register {
    shelf: Shelf,
    /// What was known when the dossier was opened and has not been asked for,
    /// by the names of the files: in small pieces, for it goes when all was asked.
    known: Mutex<BTreeMap<String, Known>>,
    /// What was read last, by the names of the files.
    ledger: Mutex<Vec<Filed>>,
    /// Whether a file was not as the register has it.
    changed: AtomicBool,
}

/// The register's name on the shelf, and its key: there is one for a dossier.
const NAME: &str = "files";
const ONLY: [u8; 32] = [0; 32];

impl Register {
    /// What is known of the dossier of a shelf.
    pub(super) fn open(shelf: &Shelf) -> Self {
        let known = shelf.take(NAME, &ONLY).unwrap_or_default();
        Self { shelf: shelf.clone(), known: Mutex::new(known), ..Self::default() }
    }

    /// What was read last of a file that is as it was then.
    pub(super) fn last(&self, name: &str, stamp: Option<Stamp>) -> Option<Filed> {
        let stamp = stamp?;
        let ledger = locked(&self.ledger);
        let at = ledger.binary_search_by(|filed| filed.name().cmp(name)).ok()?;
        ledger.get(at).filter(|filed| filed.stamp == Some(stamp)).cloned()
    }

    /// What the cache has of a file that is as it was; asked once for each file.
    pub(super) fn find(&self, name: &str, stamp: Option<Stamp>) -> Option<Portions> {
        let known = locked(&self.known).remove(name);
        let same = known.filter(|known| stamp == Some(known.stamp));
        if same.is_none() {
            self.changed.store(true, Ordering::Relaxed);
        }
        same.map(|known| known.portions)
    }

    /// Keeps what is known now, where that is anything new.
    pub(super) fn keep(&self, mut filed: Vec<Filed>) {
        let unasked = mem::take(&mut *locked(&self.known));
        let mut ledger = locked(&self.ledger);
        let gone = !unasked.is_empty() || ledger.len() > filed.len();
        if self.changed.swap(false, Ordering::Relaxed) || gone {
            let known: BTreeMap<_, _> = filed.iter().filter_map(Filed::known).collect();
            let _ = self.shelf.keep(NAME, &ONLY, &known);
        }
        filed.sort_by(|one, other| one.name().cmp(other.name()));
        *ledger = filed;
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Filed {
    fn name(&self) -> &str {
        self.portions.first().map_or("", |portion| &portion.archive.source.name)
    }

    fn known(&self) -> Option<(&str, KnownRef<'_>)> {
        let portions = self.portions.iter().map(Shelved::known).collect();
        Some((self.name(), KnownRef { stamp: self.stamp?, portions }))
    }
}

impl Shelved {
    fn known(&self) -> (&Key, ContentsRef<'_>) {
        let cards = self.articles.iter().map(Held::card).collect();
        let (parts, problems) = (&self.archive.parts, &self.problems);
        // Nobody asks a register how far a portion reaches: it has whole files.
        (&self.archive.key, ContentsRef { cards, parts, problems, reach: Reach::End })
    }
}

#[cfg(test)]
mod tests {
    use std::{
        fs::File,
        path::{Path, PathBuf},
        time::{Duration, SystemTime},
    };

    use super::*;
    use crate::{
        model::Corrections,
        store::{Home, Loader, find},
    };

    /// Writes a file as if it had been written so many seconds ago.
    fn write(path: &Path, text: &str, ago: u64) {
        fs::write(path, text).unwrap();
        let file = File::options().write(true).open(path).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(9_000_000 - ago)).unwrap();
    }

    fn texts(home: &Home, paths: &[PathBuf]) -> Vec<String> {
        let loader = Loader::new(home, &Corrections::default());
        let loader = loader.of_cards(&Shelf::of(home, paths));
        let reading = loader.load_all(&find(home, paths).files);
        reading.articles.iter().map(|held| held.whole().article.text.clone()).collect()
    }

    #[test]
    fn a_file_is_read_again_only_when_it_was_written_again() {
        let (folder, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let home = Home::below(home.path());
        let paths = [folder.path().to_owned()];
        let (one, other) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
        write(&one, "The old bridge stood here.", 90);
        write(&other, "The mill burnt down.", 90);
        let first = ["The old bridge stood here.", "The mill burnt down."];
        assert_eq!(texts(&home, &paths), first);
        // The same size and time: nobody looks into it.
        write(&one, "The new bridge stood here.", 90);
        assert_eq!(texts(&home, &paths), first);
        write(&one, "The new bridge stood here.", 80);
        assert_eq!(texts(&home, &paths), ["The new bridge stood here.", first[1]]);
        fs::remove_file(&other).unwrap();
        assert_eq!(texts(&home, &paths), ["The new bridge stood here."]);
    }

    #[test]
    fn what_the_cache_has_lost_is_read_again() {
        let (folder, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let home = Home::below(home.path());
        let paths = [folder.path().to_owned()];
        write(&folder.path().join("a.txt"), "The old bridge stood here.", 90);
        assert_eq!(texts(&home, &paths), ["The old bridge stood here."]);
        let engine = fs::read_dir(home.cache.as_ref().unwrap()).unwrap().next().unwrap().unwrap();
        for drawer in fs::read_dir(engine.path()).unwrap().map(|entry| entry.unwrap().path()) {
            if drawer.is_dir() {
                fs::remove_dir_all(drawer).unwrap();
            }
        }
        assert_eq!(texts(&home, &paths), ["The old bridge stood here."]);
    }
}
