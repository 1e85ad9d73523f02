//! Files to annotated articles, on every core, in the order of the files.
//!
//! Files are taken in order by a few workers, and large ones shared between
//! them; what they make is held back until everything before it has been
//! delivered, so the order never depends on the threads. A panic over one file
//! becomes that file's problem.

mod batch;
mod portion;
mod queue;

use std::{
    cell::Cell,
    fs::File,
    io::{self, Read},
    mem,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Sender},
    },
};

use rayon::iter::{ParallelBridge, ParallelIterator};

pub use self::batch::Batch;
use self::{
    batch::{Arrival, Arrived, Desk, filed},
    portion::Maker,
};
pub(super) use self::{
    portion::{Content, Errand, Portion, again},
    queue::{Queue, Turn},
};
use super::{
    Home, Place, Shelf, Source,
    aside::Aside,
    cache::Cache,
    register::{Filed, Register, Stamp},
    walk::MAX_BYTES,
};
use crate::{
    dossier::Held,
    model::{Corrections, Problem},
};

/// What files held.
#[derive(Clone, Debug, Default)]
pub struct FileReading {
    /// Their articles, in order.
    pub articles: Vec<Held>,
    /// Why they, or parts of them, can't be read.
    pub problems: Vec<Problem>,
}

/// Reads files into annotated articles.
#[derive(Clone, Debug, Default)]
pub struct Loader {
    maker: Maker,
    corrections: Corrections,
    register: Option<Arc<Register>>,
    aside: Aside,
}

/// Where articles are once they were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Residence {
    /// In memory.
    #[default]
    Memory,
    /// In the cache, where it has them.
    Cache,
}

/// How much is made of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Extent {
    /// Its text with names, dates and events.
    #[default]
    Annotated,
    /// Its text with dates.
    Times,
    /// Its text.
    Text,
}

/// How many files may be ahead of the one that is to be delivered next, so
/// that a large one doesn't fill the memory with those after it.
const WINDOW: usize = 128;

impl Loader {
    /// A loader that uses the cache of `home` and the reader's corrections of articles.
    #[must_use]
    pub fn new(home: &Home, corrections: &Corrections) -> Self {
        let maker = Maker { cache: Cache::open(home), ..Maker::default() };
        Self { maker, corrections: corrections.clone(), ..Self::default() }
    }

    /// The same where articles don't stay in memory: they are fetched from the
    /// cache when they are needed, and files that the dossier's shelf knows are
    /// not read while they are as they were.
    #[must_use]
    pub fn of_cards(self, known: &Shelf) -> Self {
        let register = Some(Arc::new(Register::open(known)));
        Self { register, ..self.into_cache() }
    }

    /// The same where articles don't stay in memory.
    pub(super) fn into_cache(self) -> Self {
        Self { maker: Maker { residence: Residence::Cache, ..self.maker }, ..self }
    }

    /// The same where other processes read what is new.
    #[must_use]
    pub fn with_aside(self, aside: &Aside) -> Self {
        Self { aside: aside.clone(), ..self }
    }

    /// The same where only texts are wanted: annotations may be missing.
    #[must_use]
    pub fn of_texts(self) -> Self {
        Self { maker: Maker { extent: Extent::Text, ..self.maker }, ..self }
    }

    /// The same where only texts and their dates are wanted.
    #[must_use]
    pub fn of_times(self) -> Self {
        Self { maker: Maker { extent: Extent::Times, ..self.maker }, ..self }
    }

    /// Reads `files` on every core and hands over what is ready, in the order
    /// of the files. Ends early once `stop` is set.
    pub fn load(&self, files: &[Source], stop: &AtomicBool, mut deliver: impl FnMut(Batch)) {
        rayon::in_place_scope(|scope| {
            let (sender, receiver) = mpsc::channel();
            let (ticket, tickets) = mpsc::channel();
            scope.spawn(move |_| self.send(files.iter().enumerate().zip(tickets), stop, &sender));
            admit(WINDOW, &ticket);
            let mut desk = Desk::new(files, &self.maker.cache, &self.corrections);
            let mut ledger = Vec::new();
            // Files that needn't be read come so fast that they come together.
            let mut ready = Batch::default();
            while !stop.load(Ordering::Relaxed) && desk.receive(&receiver) {
                let Some(mut batch) = desk.take() else { continue };
                admit(batch.files, &ticket);
                ledger.append(&mut batch.filed);
                ready.append(batch);
                if ready.fresh {
                    let first = ready.first + ready.files;
                    deliver(mem::replace(&mut ready, Batch { first, ..Batch::default() }));
                }
            }
            self.aside.rest();
            if !stop.load(Ordering::Relaxed) {
                deliver(ready);
                self.register.iter().for_each(|register| register.keep(mem::take(&mut ledger)));
            }
        });
    }

    /// Reads each file that has a ticket and sends what comes of it under the file's number.
    fn send<'a>(
        &self,
        files: impl Iterator<Item = ((usize, &'a Source), ())> + Send,
        stop: &AtomicBool,
        to: &Sender<Arrived>,
    ) {
        files.par_bridge().for_each(|((index, file), ())| {
            // It is gone once it has seen that loading was stopped.
            self.read(file, stop, &|arrival| to.send((index, arrival)).unwrap_or_default());
        });
    }

    /// Reads one file, or takes up what is known of it.
    fn read(&self, file: &Source, stop: &AtomicBool, give: &(dyn Fn(Arrival) + Sync)) {
        if stop.load(Ordering::Relaxed) {
            // Told all the same, since the receiver may be waiting for it.
            return give(Arrival::none());
        }
        let stamp = self.register.as_ref().and_then(|_| Stamp::of(file));
        if let Some(filed) = self.unchanged(file, stamp) {
            return give(Arrival::Unchanged(filed));
        }
        let give = |portion| give(Arrival::Read(stamp, portion));
        self.read_portions(Errand::whole(file, stop, &give));
    }

    /// Reads a file aside, and here what isn't read there.
    pub(super) fn read_portions(&self, errand: Errand<'_>) {
        if let Some(errand) = self.aside.read(errand) {
            self.maker.read(errand);
        }
    }

    /// What the register knows of a file that is as it was.
    fn unchanged(&self, file: &Source, stamp: Option<Stamp>) -> Option<Filed> {
        let register = self.register.as_ref()?;
        let known = || register.find(&file.name, stamp);
        let known = || known().map(|known| filed(&self.maker.cache, (file, stamp), known));
        register.last(&file.name, stamp).or_else(known)
    }

    /// Reads all of `files` at once.
    #[must_use]
    pub fn load_all(&self, files: &[Source]) -> FileReading {
        let mut all = FileReading::default();
        self.load(files, &AtomicBool::new(false), |batch| {
            all.articles.extend(batch.articles);
            all.problems.extend(batch.problems);
        });
        all
    }
}

/// The bytes of a source, at most one more than the largest file may have.
///
/// # Errors
/// What the system says about the file.
pub fn bytes(file: &Source) -> io::Result<Vec<u8>> {
    match &file.place {
        Place::File(path) => read_file(path),
        Place::StandardInput => take(io::stdin().lock()),
        Place::Embedded(bytes) => Ok(bytes.to_vec()),
    }
}

fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    take(File::open(path)?)
}

fn take(input: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Lets so many more files in.
fn admit(files: usize, ticket: &Sender<()>) {
    // Nobody takes tickets any more once all files are read.
    let _ = (0..files).try_for_each(|_| ticket.send(()));
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic of this thread would be caught and told as a file's
/// problem. A panic hook that prints or restores the terminal asks this first.
#[must_use]
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// Runs `work`; none where it panicked.
fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    let before = GUARDED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work)).ok();
    GUARDED.set(before);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: usize) -> Source {
        Source {
            name: format!("{name:04}").into(),
            place: Place::Embedded(b"A plain sentence of text."),
        }
    }

    #[test]
    fn batches_come_in_the_order_of_the_files() {
        let files: Vec<_> = (0..500).map(file).collect();
        let mut next = 0;
        Loader::default().load(&files, &AtomicBool::new(false), |batch| {
            assert_eq!(batch.first, next);
            next += batch.files;
        });
        assert_eq!(next, 500);
    }

    #[test]
    fn texts_come_without_annotations_and_leave_the_cache_alone() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::below(folder.path());
        let text = "On 3 May 2031 the ferry sailed again. ".repeat(30);
        let file = Source { name: "a".into(), place: Place::Embedded(text.leak().as_bytes()) };
        let annotates = Loader::new(&home, &Corrections::default());
        let files = std::slice::from_ref(&file);
        let dates =
            |loader: &Loader| loader.load_all(files).articles[0].whole().annotations.timexes.len();
        assert_eq!(dates(&annotates.clone().of_texts()), 0);
        assert_eq!(dates(&annotates.clone().of_times()), 30);
        assert_eq!(dates(&annotates), 30);
    }

    #[test]
    fn loading_ends_early_when_stopped() {
        let files: Vec<_> = (0..5000).map(file).collect();
        let stop = AtomicBool::new(false);
        let mut batches = 0;
        Loader::default().load(&files, &stop, |_| {
            batches += 1;
            stop.store(true, Ordering::Relaxed);
        });
        assert_eq!(batches, 1);
    }

    #[test]
    fn a_missing_file_is_a_problem_of_its_own() {
        let reading = Loader::default().load_all(&[Source::named(Path::new("/no/such/file"))]);
        assert_eq!(reading.problems[0].message, "no such file or folder");
    }

    #[test]
    fn a_panic_is_caught_and_said_to_be_guarded() {
        assert_eq!(guarded(is_guarded), Some(true));
        assert_eq!(guarded(|| -> u8 { panic!("on purpose") }), None);
        assert!(!is_guarded());
    }
}
