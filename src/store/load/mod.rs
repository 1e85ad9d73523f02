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
    use std::{collections::BTreeMap, fs, path::PathBuf, sync::Mutex};

    use super::*;
    use crate::store::cache::Reach;

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

    /// Where the readings of a test are kept, and the file that they are of.
    struct Bench {
        folder: tempfile::TempDir,
        file: Source,
    }

    impl Bench {
        /// One with a file of some lines or values.
        fn with(text: &str) -> Self {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("all");
            fs::write(&path, text).unwrap();
            Self { file: Source::at("all", &path), folder }
        }

        fn loader(&self) -> Loader {
            Loader::new(&Home::below(self.folder.path()), &Corrections::default()).into_cache()
        }

        /// What is told of the file, after how many batches it ended, and how
        /// many per cent each of them had.
        fn read(&self, loader: &Loader) -> (Vec<String>, Vec<u8>) {
            let (mut told, mut shares) = (Vec::new(), Vec::new());
            let files = std::slice::from_ref(&self.file);
            loader.load(files, &AtomicBool::new(false), |batch| {
                shares.push(batch.share);
                told.extend(batch.articles.iter().map(shown));
                told.extend(batch.problems.into_iter().map(|problem| problem.message));
            });
            (told, shares)
        }

        /// The entries of the cache with their contents, sorted.
        fn entries(&self) -> BTreeMap<PathBuf, Vec<u8>> {
            let Ok(drawers) = fs::read_dir(self.loader().maker.cache.folder().unwrap()) else {
                return BTreeMap::new();
            };
            let entries = drawers.flat_map(|drawer| fs::read_dir(drawer.unwrap().path()).unwrap());
            let paths = entries.map(|entry| entry.unwrap().path());
            paths.map(|path| (path.clone(), fs::read(path).unwrap())).collect()
        }
    }

    fn shown(held: &Held) -> String {
        let whole = held.whole();
        let origins = (&held.card().head.origin, &whole.article.origin);
        assert_eq!(origins.0, origins.1);
        format!("{} {}", origins.0.ordinal, whole.article.text)
    }

    /// A line that is long by what no article is made of.
    fn line(number: usize) -> String {
        let filler = "x".repeat(1 << 14);
        format!("{{\"text\": \"The ferry {number} sailed.\", \"filler\": \"{filler}\"}}\n")
    }

    /// Many lines, two of which are none of JSON.
    fn many_lines() -> String {
        let line = |number| match number {
            9 | 30 => "{\"broken\n".to_owned(),
            _ => line(number),
        };
        (0..60).map(line).collect()
    }

    /// What is told of them.
    fn told_of_lines() -> Vec<String> {
        let bad = [9, 30];
        let good = (0..60).filter(|number| !bad.contains(number)).enumerate();
        let good = good.map(|(at, number)| format!("{at} The ferry {number} sailed."));
        let bad = bad.map(|number| format!("line {}: the text is not JSON", number + 1));
        good.chain(bad).collect()
    }

    /// A list of values, which is no list of lines.
    fn many_values() -> String {
        let values: Vec<String> = (0..60).map(line).collect();
        format!("[{},\n{{}}]", values.join(",\n"))
    }

    fn told_of_values() -> Vec<String> {
        let left_out = "1 entries without a text, or too many, were left out".to_owned();
        (0..60).map(|at| format!("{at} The ferry {at} sailed.")).chain([left_out]).collect()
    }

    fn sorted(mut told: Vec<String>) -> Vec<String> {
        // Articles come in order, problems after those of their portion.
        told.sort_by_key(|one| one.starts_with("line"));
        told
    }

    #[test]
    fn a_large_file_is_told_of_before_its_end_and_as_if_read_at_once() {
        for (file, expected) in [(many_lines(), told_of_lines()), (many_values(), told_of_values())]
        {
            let bench = Bench::with(&file);
            let by_itself = Loader::default();
            for loader in [by_itself, bench.loader(), bench.loader()] {
                let (told, shares) = bench.read(&loader);
                assert_eq!(sorted(told), expected);
                assert_eq!(shares.last(), Some(&0));
            }
            assert!(bench.entries().len() > 2);
        }
    }

    #[test]
    fn reading_that_was_broken_off_goes_on_where_it_was() {
        for (file, expected) in [(many_lines(), told_of_lines()), (many_values(), told_of_values())]
        {
            let bench = Bench::with(&file);
            let (told, stop) = (Mutex::new(Vec::new()), AtomicBool::new(false));
            let give = |portion: Portion| {
                stop.store(true, Ordering::Relaxed);
                told.lock().unwrap().push(portion.reach);
            };
            bench.loader().read_portions(Errand::whole(&bench.file, &stop, &give));
            let told = told.into_inner().unwrap();
            assert!(told.contains(&Reach::End) && told.len() > 1, "{told:?}");
            let before = bench.entries();
            assert_eq!(sorted(bench.read(&bench.loader()).0), expected);
            let after = bench.entries();
            assert!(
                !before.is_empty()
                    && before.iter().all(|(path, content)| after.get(path) == Some(content))
            );
        }
    }

    #[test]
    fn damaged_portions_are_made_anew() {
        for (file, expected) in [(many_lines(), told_of_lines()), (many_values(), told_of_values())]
        {
            let bench = Bench::with(&file);
            let reading = bench.loader().load_all(std::slice::from_ref(&bench.file));
            let texts = || reading.articles.iter().map(shown).collect::<Vec<_>>();
            let entries = bench.entries();
            for (path, content) in &entries {
                for damaged in [content.get(..content.len() - 9), content.get(..30), Some(b"")] {
                    fs::write(path, damaged.unwrap()).unwrap();
                    // By whoever holds the articles, then by whoever opens them.
                    assert_eq!(texts()[..], expected[..reading.articles.len()]);
                    assert_eq!(bench.entries(), entries);
                    fs::write(path, damaged.unwrap()).unwrap();
                    assert_eq!(sorted(bench.read(&bench.loader()).0), expected);
                    assert_eq!(bench.entries(), entries);
                }
            }
            fs::remove_dir_all(bench.loader().maker.cache.folder().unwrap()).unwrap();
            assert_eq!(texts()[..], expected[..reading.articles.len()]);
            assert_eq!(bench.entries(), entries);
        }
    }

    #[test]
    fn lines_that_are_added_leave_the_others_as_they_were() {
        let bench = Bench::with(&many_lines());
        bench.read(&bench.loader());
        let before = bench.entries();
        fs::write(bench.folder.path().join("all"), many_lines() + &line(60)).unwrap();
        let (told, _) = bench.read(&bench.loader());
        assert!(told.contains(&"58 The ferry 60 sailed.".to_owned()));
        assert_eq!(bench.entries().len(), before.len() + 1);
    }

    #[test]
    fn a_file_that_has_become_shorter_ends() {
        for text in [line(1), many_lines(), many_values()] {
            let bench = Bench::with(&text);
            let (told, stop) = (Mutex::new(Vec::new()), AtomicBool::new(false));
            let give = |portion: Portion| told.lock().unwrap().push(portion);
            let errand = Errand { from: 99, ..Errand::whole(&bench.file, &stop, &give) };
            bench.loader().read_portions(errand);
            let told = told.into_inner().unwrap();
            assert_eq!((told.len(), told[0].number, told[0].turn()), (1, 99, Turn::Last));
        }
    }
}
