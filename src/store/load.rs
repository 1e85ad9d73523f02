//! Files to annotated articles, on every core, in the order of the files.
//!
//! Files are taken in order by a few workers; what they make is held back
//! until everything before it has been delivered, so the order never depends
//! on the threads. A panic over one file becomes that file's problem.

use std::{
    cell::Cell,
    collections::BTreeMap,
    fs::File,
    io::{self, Read},
    mem,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, Sender},
    },
};

use rayon::iter::{IntoParallelRefIterator, ParallelBridge, ParallelIterator};

use super::{
    Home, Place, Shelf, Source,
    archive::FileArchive,
    aside::{Aside, Outcome},
    cache::{Cache, Contents, Key, Shared},
    register::{Filed, Register, Stamp},
    walk::{MAX_BYTES, cant_open, too_large},
};
use crate::{
    annotate::{annotate, times},
    clean::clean,
    dossier::{self, Held},
    ingest::{self, Part, RawDocument, Reading},
    model::{AnnotatedArticle, Annotations, Article, Corrections, Problem, When},
};

/// What one file held.
#[derive(Clone, Debug, Default)]
pub struct FileReading {
    /// Its articles, in order.
    pub articles: Vec<Held>,
    /// Why it, or a part of it, can't be read.
    pub problems: Vec<Problem>,
    /// What the register is to know of it.
    filed: Option<Filed>,
    /// Whether the register said it all, and nothing was read.
    unchanged: bool,
}

/// What some files in a row held.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The place of the first file in the list given to [`Loader::load`].
    pub first: usize,
    /// How many files it covers.
    pub files: usize,
    /// Their articles, in order.
    pub articles: Vec<Held>,
    /// Their problems, in order.
    pub problems: Vec<Problem>,
    filed: Vec<Filed>,
    /// Whether any of them was read.
    fresh: bool,
}

impl Batch {
    fn add(&mut self, reading: FileReading) {
        self.articles.extend(reading.articles);
        self.problems.extend(reading.problems);
        self.filed.extend(reading.filed);
        self.files += 1;
        self.fresh |= !reading.unchanged;
    }

    fn append(&mut self, batch: Self) {
        self.articles.extend(batch.articles);
        self.problems.extend(batch.problems);
        self.files += batch.files;
        self.fresh |= batch.fresh;
    }
}

/// Reads files into annotated articles.
#[derive(Clone, Debug, Default)]
pub struct Loader {
    cache: Cache,
    corrections: Corrections,
    extent: Extent,
    residence: Residence,
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
        let (cache, corrections) = (Cache::open(home), corrections.clone());
        Self { cache, corrections, ..Self::default() }
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
        Self { residence: Residence::Cache, ..self }
    }

    /// The same where other processes read what is new.
    #[must_use]
    pub fn with_aside(self, aside: &Aside) -> Self {
        Self { aside: aside.clone(), ..self }
    }

    /// The same where only texts are wanted: annotations may be missing.
    #[must_use]
    pub fn of_texts(self) -> Self {
        Self { extent: Extent::Text, ..self }
    }

    /// The same where only texts and their dates are wanted.
    #[must_use]
    pub fn of_times(self) -> Self {
        Self { extent: Extent::Times, ..self }
    }

    /// Reads `files` on every core and hands over what is ready, in the order
    /// of the files. Ends early once `stop` is set.
    pub fn load(&self, files: &[Source], stop: &AtomicBool, mut deliver: impl FnMut(Batch)) {
        rayon::in_place_scope(|scope| {
            let (sender, receiver) = mpsc::channel();
            let (ticket, tickets) = mpsc::channel();
            scope.spawn(move |_| self.send(files.iter().enumerate().zip(tickets), stop, &sender));
            admit(WINDOW, &ticket);
            let (mut queue, mut ledger) = (Queue::default(), Vec::new());
            // Files that needn't be read come so fast that they come together.
            let mut ready = Batch::default();
            while !stop.load(Ordering::Relaxed) && queue.receive(&receiver) {
                let Some(mut batch) = queue.take() else { continue };
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

    /// Reads each file that has a ticket and sends the reading under the file's number.
    fn send<'a>(
        &self,
        files: impl Iterator<Item = ((usize, &'a Source), ())> + Send,
        stop: &AtomicBool,
        to: &Sender<(usize, FileReading)>,
    ) {
        files.par_bridge().for_each(|((index, file), ())| {
            let stopped = stop.load(Ordering::Relaxed);
            let reading = if stopped { FileReading::default() } else { self.read(file) };
            // Sent even when stopped, since the receiver may be waiting for it;
            // it is gone once it has seen that loading was stopped.
            let _ = to.send((index, reading));
        });
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

    /// Reads one file, or the cache in its place.
    #[must_use]
    pub fn read(&self, file: &Source) -> FileReading {
        match guarded(|| self.read_unguarded(file)) {
            Some(reading) => reading,
            None => failed(file, MADE_FAIL),
        }
    }

    fn read_unguarded(&self, file: &Source) -> FileReading {
        let stamp = self.register.as_ref().and_then(|_| Stamp::of(file));
        if let Some(reading) = self.unchanged((file, stamp)) {
            return self.corrected(FileReading { unchanged: true, ..reading });
        }
        match self.aside.read(file) {
            Outcome::Cached(key, contents) => {
                self.corrected(self.shelved((file, stamp), key, contents))
            }
            Outcome::Failed => failed(file, MADE_FAIL),
            Outcome::Unread => self.read_here((file, stamp)),
        }
    }

    fn read_here(&self, (file, stamp): Stamped<'_>) -> FileReading {
        match bytes(file) {
            Ok(bytes) if bytes.len() as u64 > MAX_BYTES => failed(file, &too_large()),
            Ok(bytes) => self.corrected(self.cached((file, stamp), bytes)),
            Err(error) => failed(file, &cant_open(&error)),
        }
    }

    /// What the register knows of a file that is as it was.
    fn unchanged(&self, (file, stamp): Stamped<'_>) -> Option<FileReading> {
        let register = self.register.as_ref()?;
        if let Some(filed) = register.last(&file.name, stamp) {
            let (articles, problems) = (filed.articles.clone(), filed.problems.clone());
            return Some(FileReading { articles, problems, filed: Some(filed), unchanged: true });
        }
        let (key, contents) = register.find(&file.name, stamp)?;
        Some(self.shelved((file, stamp), key, contents))
    }

    /// The reading of some bytes, from the cache where it is there.
    fn cached(&self, (file, stamp): Stamped<'_>, bytes: Vec<u8>) -> FileReading {
        let key = self.cache.key(&file.name, &bytes);
        if let Some(reading) = self.known((file, stamp), &key) {
            return reading;
        }
        let Some(Annotated { articles, problems }) = read_bytes(&file.name, bytes, self.extent)
        else {
            return failed(file, MADE_FAIL);
        };
        let stored = match self.extent {
            Extent::Annotated => self.cache.put(&key, &articles, &problems),
            Extent::Times | Extent::Text => None,
        };
        let away = self.residence == Residence::Cache && matches!(file.place, Place::File(_));
        match stored.filter(|_| away) {
            Some(contents) => self.shelved((file, stamp), key, contents),
            None => FileReading::of(articles, problems),
        }
    }

    /// What the cache has under a key.
    fn known(&self, file: Stamped<'_>, key: &Key) -> Option<FileReading> {
        if self.residence == Residence::Cache && matches!(file.0.place, Place::File(_)) {
            let contents = self.cache.contents(key)?;
            return Some(self.shelved(file, key.clone(), contents));
        }
        let (articles, problems) = self.cache.all(key)?;
        Some(FileReading::of(articles.into_iter().map(Arc::new), problems))
    }

    /// A file's articles, away in the cache.
    fn shelved(&self, (file, stamp): Stamped<'_>, key: Key, contents: Contents) -> FileReading {
        let Contents { cards, parts, problems } = contents;
        let archive = FileArchive::new(&self.cache, file, (key, parts));
        let archive = Arc::new(archive);
        let held = |(card, place): (Shared, u32)| Held::away(card.0, archive.clone(), place);
        let articles: Vec<Held> = cards.into_iter().zip(0..).map(held).collect();
        let filed =
            Filed { archive, articles: articles.clone(), problems: problems.clone(), stamp };
        FileReading { articles, problems, filed: Some(filed), unchanged: false }
    }

    /// The reading with the reader's corrections, which the cache never holds.
    fn corrected(&self, mut reading: FileReading) -> FileReading {
        for article in &mut reading.articles {
            if let Some(corrected) = dossier::corrected(article, &self.corrections) {
                *article = corrected;
            }
        }
        reading
    }
}

/// What is said of a file over which the program has panicked or ended.
const MADE_FAIL: &str = "can't be read: it made the program fail";

/// A file with what it is like.
type Stamped<'a> = (&'a Source, Option<Stamp>);

impl FileReading {
    fn of(
        articles: impl IntoIterator<Item = Arc<AnnotatedArticle>>,
        problems: Vec<Problem>,
    ) -> Self {
        let articles = articles.into_iter().map(Held::from).collect();
        Self { articles, problems, ..Self::default() }
    }

    /// What the cache has of it now.
    pub(super) fn filed(&self) -> Option<&Filed> {
        self.filed.as_ref()
    }
}

/// An article of a file by its place there, read without any cache.
pub(super) fn read_again(file: &Source, place: usize) -> Option<Arc<AnnotatedArticle>> {
    let reading = Loader::default().read(file);
    reading.articles.get(place).map(Held::whole)
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

/// The articles of some bytes, annotated, and what was wrong with them.
#[derive(Default)]
struct Annotated {
    articles: Vec<Arc<AnnotatedArticle>>,
    problems: Vec<Problem>,
}

/// Bytes to articles; none where a part of them made the program fail. The
/// bytes go once they are read, for they may be many.
fn read_bytes(name: &str, bytes: Vec<u8>, extent: Extent) -> Option<Annotated> {
    if let Some(parts) = ingest::parts(name, &bytes) {
        return read_parts(&parts, extent);
    }
    let reading = ingest::read(name, &bytes);
    drop(bytes);
    Some(annotated_all(reading, extent))
}

/// Reads the parts of one file on every core.
fn read_parts(parts: &[Part<'_>], extent: Extent) -> Option<Annotated> {
    let read = |part: &Part<'_>| guarded(|| annotated_all(part.read(), extent));
    let parts: Vec<Option<Annotated>> = parts.par_iter().map(read).collect();
    let mut whole = Annotated::default();
    for part in parts {
        let Annotated { mut articles, problems } = part?;
        let before = whole.articles.len();
        let own = articles.iter_mut().filter_map(Arc::get_mut);
        own.for_each(|one| one.article.origin.ordinal += before);
        whole.articles.append(&mut articles);
        whole.problems.extend(problems);
    }
    Some(whole)
}

fn annotated_all(reading: Reading, extent: Extent) -> Annotated {
    let documents = reading.documents.into_iter();
    let articles = documents.map(|document| article(document, extent)).collect();
    Annotated { articles, problems: reading.problems }
}

fn article(document: RawDocument, extent: Extent) -> Arc<AnnotatedArticle> {
    let article = clean(document);
    Arc::new(match extent {
        Extent::Annotated => annotated(article, annotate),
        Extent::Times => annotated(article, times),
        Extent::Text => AnnotatedArticle { article, ..AnnotatedArticle::default() },
    })
}

fn annotated(
    article: Article,
    annotate: fn(&Article, Option<&When>) -> Annotations,
) -> AnnotatedArticle {
    let published = article.metadata.published.as_ref().map(|published| &published.when);
    let annotations = annotate(&article, published);
    AnnotatedArticle { article, annotations }
}

/// Lets so many more files in.
fn admit(files: usize, ticket: &Sender<()>) {
    // Nobody takes tickets any more once all files are read.
    let _ = (0..files).try_for_each(|_| ticket.send(()));
}

fn failed(file: &Source, message: &str) -> FileReading {
    let problem = Problem { file: file.name.to_string(), message: message.to_owned() };
    FileReading { problems: vec![problem], ..FileReading::default() }
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

/// Readings that wait for those before them.
#[derive(Default)]
struct Queue {
    next: usize,
    waiting: BTreeMap<usize, FileReading>,
}

impl Queue {
    /// Waits for a reading and takes all that are there; false when no more will come.
    fn receive(&mut self, from: &Receiver<(usize, FileReading)>) -> bool {
        let first = from.recv();
        let more = first.is_ok();
        self.waiting.extend(first.into_iter().chain(from.try_iter()));
        more
    }

    /// The run of readings that may be delivered now.
    fn take(&mut self) -> Option<Batch> {
        let mut batch = Batch { first: self.next, ..Batch::default() };
        while let Some(reading) = self.waiting.remove(&self.next) {
            batch.add(reading);
            self.next += 1;
        }
        (batch.files > 0).then_some(batch)
    }
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
        let dates =
            |loader: &Loader| loader.read(&file).articles[0].whole().annotations.timexes.len();
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
        let reading = Loader::default().read(&Source::named(Path::new("/no/such/file")));
        assert_eq!(reading.problems[0].message, "no such file or folder");
    }

    #[test]
    fn a_panic_is_caught_and_said_to_be_guarded() {
        assert_eq!(guarded(is_guarded), Some(true));
        assert_eq!(guarded(|| -> u8 { panic!("on purpose") }), None);
        assert!(!is_guarded());
    }
}
