//! Reading: the thread that reads the files, beside it the log, and then waits
//! for the files to change.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError, atomic::AtomicBool, mpsc::Sender},
    thread,
};

use super::{
    msg::{Msg, Progress},
    workers::Event,
};
use crate::{
    dossier::Held,
    model::Corrections,
    note::Notebook,
    store::{self, Aside, Batch, Found, Home, Loader, Log, News, Shelf, Source, Watch},
};

/// The files of the dossier, once they were found.
pub(super) type Sources = Arc<Mutex<Vec<Source>>>;

/// What it takes to read a dossier.
pub(super) struct Reading {
    /// Where news go.
    pub(super) events: Sender<Event>,
    /// Where the log goes once it was read.
    pub(super) give_log: Sender<Log>,
    /// Where the files are told.
    pub(super) sources: Sources,
    /// Set when the reader is left.
    pub(super) stop: Arc<AtomicBool>,
    /// What is kept of the dossier.
    pub(super) shelf: Shelf,
    /// Who reads what is new.
    pub(super) aside: Aside,
    /// Files and folders; none for the demo.
    pub(super) paths: Vec<PathBuf>,
    /// Where settings, cache and log are.
    pub(super) home: Home,
}

impl Reading {
    /// Reads everything, then whatever changes, for as long as the dossier is open.
    pub(super) fn run(self) {
        self.tell_left();
        // The builder corrects articles, from what they were read as.
        let loader = Loader::new(&self.home, &Corrections::default()).of_cards(&self.shelf);
        let loader = loader.with_aside(&self.aside);
        // A long log keeps nobody from reading.
        let mut articles = thread::scope(|scope| {
            scope.spawn(|| self.read_log());
            self.read_all(&loader)
        });
        let Some(watch) = Watch::over(&self.home, &self.paths) else { return };
        loop {
            // What has changed before the watch began is looked at, too.
            self.read_changes(&loader, &mut articles);
            if !watch.wait() {
                return;
            }
        }
    }

    /// Tells what the reader has left where in earlier runs.
    fn tell_left(&self) {
        self.send(Msg::Left(store::positions(&self.home)));
        self.send(Msg::Seen(store::seen(&self.home)));
        self.send(Msg::Versions(store::versions(&self.home)));
    }

    fn read_log(&self) {
        let opened = Log::open(&self.home, &self.paths);
        self.send(Msg::Logged(Arc::new(Notebook::replay(opened.records))));
        // No act is written before all earlier ones are known.
        let _ = self.give_log.send(opened.log);
        if opened.copies > 0 {
            let what = "a sync tool has left copies of the notes: `merge-logs` takes them in";
            self.send(Msg::Done(Err(what.to_owned())));
        }
        let problems = opened.problems;
        self.send(Msg::Read(Progress { problems, ..Progress::default() }));
    }

    fn find(&self) -> Found {
        if self.paths.is_empty() {
            return Found { files: store::demo(), ..Found::default() };
        }
        store::find(&self.home, &self.paths)
    }

    /// Reads the files and tells of them as they come; gives the articles.
    fn read_all(&self, loader: &Loader) -> Vec<Held> {
        let found = self.find();
        let total = found.files.len();
        let problems = [found.problems, found.missing].concat();
        self.send(Msg::Read(Progress { total, problems, ..Progress::default() }));
        self.sources.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&found.files);
        let mut all = Vec::new();
        loader.load(
            &found.files,
            &self.stop,
            |Batch { first, files, share, articles, problems, .. }| {
                all.extend(articles.iter().cloned());
                let done = first + files;
                let finished = done == total;
                let progress = Progress { articles, done, share, total, problems, finished };
                self.send(Msg::Read(progress));
            },
        );
        all
    }

    /// Looks at the files again and tells of what has changed.
    fn read_changes(&self, loader: &Loader, articles: &mut Vec<Held>) {
        let found = self.find();
        let mut now = Vec::new();
        loader.load(&found.files, &self.stop, |batch| now.extend(batch.articles));
        *self.sources.lock().unwrap_or_else(PoisonError::into_inner) = found.files;
        let news = News::between(articles, now);
        if news.new + news.changed > 0 {
            articles.clone_from(&news.articles);
            self.send(Msg::Changed(news));
        }
    }

    fn send(&self, msg: Msg) {
        // The main loop is gone when the program ends.
        let _ = self.events.send(Event::Msg(msg));
    }
}
