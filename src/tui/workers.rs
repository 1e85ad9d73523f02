//! Workers: threads that do what takes long and send the outcome back.
//!
//! Each waits on its own queue and sleeps when there is nothing to do. A panic
//! in one ends the program instead of leaving it waiting for an answer.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Arc, PoisonError,
        atomic::AtomicBool,
        mpsc::{Receiver, Sender, channel},
    },
    thread::{self, JoinHandle},
};

use super::{
    effect::{Effect, Extent, Purpose},
    exporting, motion,
    msg::{FoundNotes, Merged, Msg, Refused},
    reading::{Reading, Sources},
    search,
};
use crate::{
    clean::sanitise,
    dossier::{Changes, Corrector, Dossier, Held, Query},
    ingest,
    model::{Corrections, Origin},
    note::{Act, Notebook, Record, note_id},
    store::{self, Aside, Finder, Home, Indexes, Log, Shelf},
};

/// The longest source shown as it is, in bytes.
const LONGEST_RAW: usize = 1 << 20;

/// What the main loop hears of.
pub(super) enum Event {
    /// Something happened to the reader.
    Msg(Msg),
    /// A signal came.
    Signal(i32),
    /// The terminal is gone.
    Gone,
    /// A worker failed.
    Crashed,
}

/// The workers' queues.
pub(super) struct Workers {
    builder: Sender<Effect>,
    searcher: Sender<Effect>,
    filterer: Sender<Effect>,
    counter: Sender<Effect>,
    keeper: Sender<Effect>,
    keeping: JoinHandle<()>,
    stop: Arc<AtomicBool>,
}

/// Which jobs of a queue are done.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Jobs {
    /// All of them, in order.
    Every,
    /// The newest; older ones are passed over.
    Newest,
}

impl Workers {
    /// Starts the workers, and reading the files.
    pub(super) fn start(
        events: &Sender<Event>,
        paths: Vec<PathBuf>,
        home: Home,
        aside: &Aside,
    ) -> Self {
        let (give_log, take_log) = channel();
        let sources = Sources::default();
        let stop = Arc::new(AtomicBool::new(false));
        let indexes = Indexes::of(&home, &paths).until(&stop);
        let mut keeper = Keeper {
            home: home.clone(),
            paths: paths.clone(),
            log: None,
            take_log,
            sources: sources.clone(),
        };
        let (keeper, keeping) = worker(events, Jobs::Every, move |job| keeper.work(job));
        let shelf = Shelf::of(&home, &paths);
        let reading = Reading {
            events: events.clone(),
            give_log,
            sources,
            stop: stop.clone(),
            shelf: shelf.clone(),
            aside: aside.clone(),
            paths,
            home,
        };
        guarded_thread(events, move || reading.run());
        Self {
            builder: worker(events, Jobs::Every, builder(shelf, aside.clone())).0,
            searcher: worker(events, Jobs::Newest, searcher(indexes.clone())).0,
            filterer: worker(events, Jobs::Newest, filterer(indexes.clone())).0,
            counter: worker(events, Jobs::Newest, counter(indexes)).0,
            keeper,
            keeping,
            stop,
        }
    }

    /// Gives an effect to the worker whose matter it is; gives back one that is nobody's.
    pub(super) fn take(&self, effect: Effect) -> Option<Effect> {
        let queue = match &effect {
            Effect::Build { .. } => &self.builder,
            Effect::Search { .. } | Effect::Preview { .. } | Effect::Pair { .. } => &self.searcher,
            Effect::Filter { .. } => &self.filterer,
            Effect::Count { .. } => &self.counter,
            Effect::Append { .. }
            | Effect::MergeLogs
            | Effect::KeepVersion { .. }
            | Effect::Compare { .. }
            | Effect::ReadRaw { .. }
            | Effect::Export { .. } => &self.keeper,
            _ => return Some(effect),
        };
        // A worker that has ended has said so by `Event::Crashed`.
        let _ = queue.send(effect);
        None
    }

    /// Stops reading and waits until everything asked to be kept is on disk.
    pub(super) fn finish(self) {
        self.stop.store(true, std::sync::atomic::Ordering::Relaxed);
        drop(self.keeper);
        let _ = self.keeping.join();
    }
}

fn worker(
    events: &Sender<Event>,
    jobs: Jobs,
    mut work: impl FnMut(Effect) -> Option<Msg> + Send + 'static,
) -> (Sender<Effect>, JoinHandle<()>) {
    let (queue, waiting) = channel();
    let outcome = events.clone();
    let thread = guarded_thread(events, move || {
        while let Ok(job) = waiting.recv() {
            let job = if jobs == Jobs::Newest { newest(job, &waiting) } else { job };
            if let Some(msg) = work(job) {
                // The main loop is gone when the program ends.
                let _ = outcome.send(Event::Msg(msg));
            }
        }
    });
    (queue, thread)
}

fn newest(mut job: Effect, waiting: &Receiver<Effect>) -> Effect {
    while let Ok(newer) = waiting.try_recv() {
        job = newer;
    }
    job
}

/// Starts a thread whose panic is told to the main loop.
fn guarded_thread(events: &Sender<Event>, run: impl FnOnce() + Send + 'static) -> JoinHandle<()> {
    let events = events.clone();
    thread::spawn(move || {
        if catch_unwind(AssertUnwindSafe(run)).is_err() {
            let _ = events.send(Event::Crashed);
        }
    })
}

/// Builds dossiers of the articles as the reader has corrected them.
fn builder(shelf: Shelf, aside: Aside) -> impl FnMut(Effect) -> Option<Msg> {
    let mut corrector = Corrector::default();
    let mut finder = Finder::of(&shelf);
    move |job| {
        let Effect::Build { generation, articles, notebook, extent } = job else { return None };
        let corrections = &notebook.corrections;
        let articles = corrector.correct(articles, corrections);
        let dossier = Arc::new(dossier_of((&shelf, &aside), articles, corrections));
        let found = FoundNotes::of(&dossier, notebook, &mut finder, extent);
        if extent == Extent::All {
            finder.keep();
        }
        Some(Msg::Built { generation, dossier, found })
    }
}

/// The dossier of articles: what followed from them the last time follows
/// again, and what didn't is put together aside, where that can be.
fn dossier_of(
    (shelf, aside): (&Shelf, &Aside),
    articles: Vec<Held>,
    corrections: &Corrections,
) -> Dossier {
    let kept = shelf.derived(&articles, corrections);
    if let Some(derived) = kept.or_else(|| aside.derive(shelf, &articles, corrections)) {
        return Dossier::taken_up(articles, derived);
    }
    let dossier = Dossier::build(articles.clone(), corrections);
    // What isn't kept is put together again the next time.
    let _ = shelf.keep_derived(&articles, corrections, &dossier);
    dossier
}

/// Searches dossiers, each by the index that is kept of it, and previews exports.
fn searcher(indexes: Indexes) -> impl FnMut(Effect) -> Option<Msg> {
    move |job| match job {
        Effect::Search { generation, holdings, query, recent } => {
            let search = || search::everything(&holdings, &query, &recent);
            let found = indexed(&indexes, &holdings.dossier, search);
            Some(Msg::Searched { generation, found })
        }
        Effect::Preview { holdings, problems, format } => {
            Some(Msg::Previewed(format, exporting::preview((&holdings, &problems), format)))
        }
        Effect::Pair { generation, dossier, articles, of } => {
            Some(Msg::Paired { generation, pairs: dossier.pairs(articles, &of) })
        }
        _ => None,
    }
}

/// Says which articles pass a query.
fn filterer(indexes: Indexes) -> impl FnMut(Effect) -> Option<Msg> {
    move |job| {
        let Effect::Filter { generation, holdings, query } = job else { return None };
        let dossier = &holdings.dossier;
        let query = Query::parse(&query);
        let articles = indexed(&indexes, dossier, || dossier.matching(&query, &holdings.marks));
        Some(Msg::Filtered { generation, articles })
    }
}

/// Says which articles pass each of some queries.
fn counter(indexes: Indexes) -> impl FnMut(Effect) -> Option<Msg> {
    move |job| {
        let Effect::Count { generation, holdings, queries } = job else { return None };
        let (dossier, marks) = (&holdings.dossier, &holdings.marks);
        let matching = |query: &String| dossier.matching(&Query::parse(query), marks);
        let found = indexed(&indexes, dossier, || queries.iter().map(matching).collect());
        Some(Msg::Counted { generation, found })
    }
}

/// What a search finds by the index that is kept of a dossier; where that
/// turns out to be damaged, by another that takes its place.
fn indexed<T>(indexes: &Indexes, dossier: &Dossier, search: impl Fn() -> T) -> T {
    indexes.give(dossier);
    let found = search();
    if !dossier.is_index_damaged() {
        return found;
    }
    indexes.mend(dossier);
    search()
}

/// Writes the log and exports, reads sources.
struct Keeper {
    home: Home,
    paths: Vec<PathBuf>,
    log: Option<Log>,
    take_log: Receiver<Log>,
    sources: Sources,
}

impl Keeper {
    fn work(&mut self, job: Effect) -> Option<Msg> {
        match job {
            Effect::Append { act, purpose } => Some(self.append(*act, purpose)),
            Effect::KeepVersion { key, text } => {
                store::keep_version(&self.home, &key, &text);
                None
            }
            Effect::Compare { article, version, text } => {
                let before = store::version_text(&self.home, &version);
                let changes = before.map(|before| Changes::between(&sanitise(&before), &text));
                let result = changes.map_err(|error| error.to_string());
                Some(Msg::Compared { article, result })
            }
            Effect::MergeLogs => Some(Msg::Merged(self.merge_logs())),
            Effect::ReadRaw { article, origin } => {
                Some(Msg::Raw { article, result: self.raw(&origin) })
            }
            Effect::Export { holdings, problems, format, path } => {
                Some(Msg::Done(exporting::write(&self.home, (&holdings, &problems), format, &path)))
            }
            _ => None,
        }
    }

    /// The log, waited for until it is open.
    fn log(&mut self) -> Option<&mut Log> {
        if self.log.is_none() {
            self.log = self.take_log.recv().ok();
        }
        self.log.as_mut()
    }

    /// Takes copies of the log in, and reads it anew.
    fn merge_logs(&mut self) -> Result<Merged, String> {
        let log = self.log().ok_or("the log was not opened")?;
        let acts = log.take_in_copies().map_err(|error| error.to_string())?;
        let opened = Log::open(&self.home, &self.paths);
        self.log = Some(opened.log);
        let notebook = Arc::new(Notebook::replay(opened.records));
        Ok(Merged { acts, notebook })
    }

    fn append(&mut self, act: Act, purpose: Purpose) -> Msg {
        let act = stamped(act);
        let (written, aside) = match self.log() {
            Some(log) => append_to(log, &act),
            None => (Err("the log was not opened".to_owned()), None),
        };
        let record = written.map(|records| records.into_iter().next());
        let result = match record {
            Ok(Some(record)) => Ok(Box::new(record)),
            Ok(None) => Err(Box::new(Refused { act, reason: "nothing was written".to_owned() })),
            Err(reason) => Err(Box::new(Refused { act, reason })),
        };
        Msg::Appended { purpose, result, aside }
    }

    fn raw(&self, origin: &Origin) -> Result<String, String> {
        let sources = self.sources.lock().unwrap_or_else(PoisonError::into_inner);
        let source = sources.iter().find(|source| *source.name == *origin.file).cloned();
        drop(sources);
        let source = source.ok_or_else(|| format!("{}: not read yet", origin.file))?;
        if source.place == store::Place::StandardInput {
            return Err("standard input can be read only once".to_owned());
        }
        let bytes = store::bytes(&source).map_err(|error| format!("{}: {error}", origin.file))?;
        let text = sanitise(&ingest::decode(&bytes));
        let end = motion::boundary(&text, LONGEST_RAW);
        Ok(text.get(..end).unwrap_or_default().to_owned())
    }
}

/// Writes an act; gives also the file it went to when that is not the one it
/// was to go to.
fn append_to(log: &mut Log, act: &Act) -> (Result<Vec<Record>, String>, Option<String>) {
    let before = log.place();
    let written = log.append(std::slice::from_ref(act)).map_err(|error| error.to_string());
    let aside = (log.place() != before).then(|| log.shown());
    (written, aside)
}

/// Gives a new note its id, and every note its times.
fn stamped(act: Act) -> Act {
    let Act::Note { mut note } = act else { return act };
    if note.id.is_empty() {
        note.id = note_id(store::seed());
    }
    for time in [&mut note.created, &mut note.modified] {
        if time.is_empty() {
            *time = store::now();
        }
    }
    Act::Note { note }
}
