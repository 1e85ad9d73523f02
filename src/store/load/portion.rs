//! Files in portions: runs of articles, each of which stands in an entry of
//! the cache of its own and is told as soon as it was read.
//!
//! Into which portions a file falls follows from its bytes alone. So reading
//! goes on where it was broken off, and what was made of a file in one go and
//! in several is the same. The articles of a portion are numbered from its
//! own first one: how many come before it is known to whoever puts portions
//! in order.

use std::{
    mem,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use rayon::iter::{ParallelBridge, ParallelIterator};
use serde::{Deserialize, Serialize};

use super::{Extent, Residence, bytes, guarded, queue::Turn};
use crate::{
    annotate::{annotate, times},
    clean::clean,
    ingest::{self, Part, RawDocument, Reading},
    model::{AnnotatedArticle, Annotations, Article, Problem, When},
    store::{
        Place, Source,
        cache::{Annotated, Cache, Contents, Key, Reach},
        walk::{MAX_BYTES, cant_open, too_large},
    },
};

/// A run of a file's articles.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in crate::store) struct Portion {
    /// Its number among those of its file.
    pub(in crate::store) number: usize,
    /// Its articles.
    pub(in crate::store) content: Content,
    /// How far it reaches.
    pub(in crate::store) reach: Reach,
}

impl Portion {
    /// Whose turn it is after it.
    pub(in crate::store) fn turn(&self) -> Turn {
        if self.reach == Reach::End { Turn::Last } else { Turn::More }
    }
}

/// The articles of a portion.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) enum Content {
    /// They are in the cache.
    Cached(Key, Contents),
    /// There are none, and why.
    Failed(Problem),
    /// They are here, and don't leave this process.
    #[serde(skip)]
    Here(Annotated),
}

impl Default for Content {
    fn default() -> Self {
        Self::Here(Annotated::default())
    }
}

/// A file that is to be read.
#[derive(Clone, Copy)]
pub(in crate::store) struct Errand<'a> {
    /// The file.
    pub(in crate::store) file: &'a Source,
    /// The first of its portions that is wanted.
    pub(in crate::store) from: usize,
    /// Set when no more is wanted.
    pub(in crate::store) stop: &'a AtomicBool,
    /// Who is told of its portions, in any order; the last one reaches to the end.
    pub(in crate::store) give: &'a (dyn Fn(Portion) + Sync),
}

impl<'a> Errand<'a> {
    /// The errand to read all of a file.
    pub(in crate::store) fn whole(
        file: &'a Source,
        stop: &'a AtomicBool,
        give: &'a (dyn Fn(Portion) + Sync),
    ) -> Self {
        Self { file, from: 0, stop, give }
    }

    /// Whether no more is wanted.
    pub(in crate::store) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Tells that nothing comes from here on.
    pub(in crate::store) fn end(&self) {
        self.tell(self.from, Content::default(), Reach::End);
    }

    /// Tells that nothing can be read from here on: it makes the program fail.
    pub(in crate::store) fn fail(&self) {
        self.refuse(if self.from == 0 { MADE_FAIL } else { REST_MADE_FAIL });
    }

    fn refuse(&self, message: &str) {
        self.tell(self.from, failed(self.file, message), Reach::End);
    }

    fn tell(&self, number: usize, content: Content, reach: Reach) {
        (self.give)(Portion { number, content, reach });
    }
}

/// What is said of a file over which the program has panicked or ended.
const MADE_FAIL: &str = "can't be read: it made the program fail";
/// The same where some of it was read.
const REST_MADE_FAIL: &str = "the rest can't be read: it made the program fail";
/// The same of a run of documents between others.
const SOME_MADE_FAIL: &str = "some of it can't be read: it made the program fail";

fn failed(file: &Source, message: &str) -> Content {
    Content::Failed(Problem { file: file.name.to_string(), message: message.to_owned() })
}

/// Makes portions, or takes them from the cache.
#[derive(Clone, Debug, Default)]
pub(super) struct Maker {
    pub(super) cache: Cache,
    pub(super) extent: Extent,
    pub(super) residence: Residence,
}

impl Maker {
    /// Reads a file.
    pub(super) fn read(&self, errand: Errand<'_>) {
        match bytes(errand.file) {
            Ok(bytes) if bytes.len() as u64 > MAX_BYTES => errand.refuse(&too_large()),
            Ok(bytes) => self.divide(errand, bytes),
            Err(error) => errand.refuse(&cant_open(&error)),
        }
    }

    fn divide(&self, errand: Errand<'_>, bytes: Vec<u8>) {
        match guarded(|| ingest::parts(&errand.file.name, &bytes)) {
            Some(Some(parts)) => self.read_parts(errand, &parts),
            Some(None) => self.read_documents(errand, bytes),
            None => errand.fail(),
        }
    }

    /// Reads runs of lines on every core.
    fn read_parts(&self, errand: Errand<'_>, parts: &[Part<'_>]) {
        if errand.from >= parts.len() {
            // The file has become shorter.
            return errand.end();
        }
        // In their order, for the first ones are waited for.
        let wanted = parts.iter().enumerate().skip(errand.from).par_bridge();
        wanted.for_each(|(number, part)| {
            let stopped = errand.is_stopped();
            let content = if stopped { Content::default() } else { self.part(errand.file, part) };
            let is_last = number + 1 == parts.len();
            let reach = if is_last { Reach::End } else { Reach::Within(part.share()) };
            errand.tell(number, content, reach);
        });
    }

    fn part(&self, file: &Source, part: &Part<'_>) -> Content {
        let (first, last) = part.lines();
        let key = self.cache.key_of_lines(&file.name, first - 1, part.bytes());
        // Lines may be added to the file: by themselves they reach to its end.
        if let Some((content, _)) = self.known(file, &key) {
            return content;
        }
        match guarded(|| annotated_all(part.read(), self.extent)) {
            Some(made) => self.kept(file, &key, made, Reach::End),
            None => failed(file, &format!("lines {first} to {last}: {MADE_FAIL}")),
        }
    }

    /// Reads a file that only as a whole gives documents, of which run follows run.
    fn read_documents(&self, errand: Errand<'_>, bytes: Vec<u8>) {
        let key = self.cache.key(&errand.file.name, &bytes);
        let Some(from) = self.tell_known(errand, &key) else { return };
        let errand = Errand { from, ..errand };
        match guarded(|| ingest::read(&errand.file.name, bytes)) {
            Some(reading) => self.read_runs(errand, &key, reading),
            None => errand.fail(),
        }
    }

    /// Tells what the cache has in a row; gives the number of the first
    /// portion that it hasn't, none when it has all.
    fn tell_known(&self, errand: Errand<'_>, key: &Key) -> Option<usize> {
        let mut number = errand.from;
        while let Some((content, reach)) = self.known(errand.file, &key.nth(number)) {
            errand.tell(number, content, reach);
            if reach == Reach::End {
                return None;
            }
            number += 1;
        }
        Some(number)
    }

    fn read_runs(&self, errand: Errand<'_>, key: &Key, reading: Reading) {
        let Reading { documents, mut problems } = reading;
        let total = documents.len();
        let mut documents = documents.into_iter();
        documents.by_ref().take((0..errand.from).map(run).sum()).for_each(drop);
        for number in errand.from.. {
            if errand.is_stopped() {
                return Errand { from: number, ..errand }.end();
            }
            let run: Vec<_> = documents.by_ref().take(run(number)).zip(0..).map(numbered).collect();
            let reach = reach(total - documents.len(), total);
            let problems = if reach == Reach::End { mem::take(&mut problems) } else { Vec::new() };
            let reading = Reading { documents: run, problems };
            let content = match guarded(|| annotated_all(reading, self.extent)) {
                Some(made) => self.kept(errand.file, &key.nth(number), made, reach),
                None if reach == Reach::End && number == 0 => failed(errand.file, MADE_FAIL),
                None => failed(errand.file, SOME_MADE_FAIL),
            };
            errand.tell(number, content, reach);
            if reach == Reach::End {
                return;
            }
        }
    }

    /// What the cache has under a key.
    fn known(&self, file: &Source, key: &Key) -> Option<(Content, Reach)> {
        if self.is_away(file) {
            let contents = self.cache.contents(key)?;
            let reach = contents.reach;
            return Some((Content::Cached(key.clone(), contents), reach));
        }
        let (made, reach) = self.cache.all(key)?;
        Some((Content::Here(made), reach))
    }

    /// What was made, put into the cache.
    fn kept(&self, file: &Source, key: &Key, made: Annotated, reach: Reach) -> Content {
        let stored = match self.extent {
            Extent::Annotated => self.cache.put(key, &made, reach),
            Extent::Times | Extent::Text => None,
        };
        match stored.filter(|_| self.is_away(file)) {
            Some(contents) => Content::Cached(key.clone(), contents),
            None => Content::Here(made),
        }
    }

    /// Whether the articles of a file don't stay in memory.
    fn is_away(&self, file: &Source) -> bool {
        self.residence == Residence::Cache && matches!(file.place, Place::File(_))
    }
}

/// The articles of a portion that the cache has lost, which gets them back.
pub(in crate::store) fn again(
    cache: &Cache,
    file: &Source,
    number: usize,
) -> Vec<Arc<AnnotatedArticle>> {
    let maker = Maker { cache: cache.clone(), ..Maker::default() };
    let (found, stop) = (Mutex::new(Vec::new()), AtomicBool::new(false));
    let give = |portion: Portion| {
        if portion.number == number
            && let Content::Here(made) = portion.content
        {
            *found.lock().unwrap_or_else(PoisonError::into_inner) = made.articles;
        }
        stop.store(true, Ordering::Relaxed);
    };
    maker.read(Errand { from: number, ..Errand::whole(file, &stop, &give) });
    found.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Documents of the first run.
const FIRST: usize = 16;
/// How often the next one is twice as long.
const DOUBLINGS: usize = 2;

/// How many documents are a run.
fn run(number: usize) -> usize {
    FIRST << number.min(DOUBLINGS)
}

fn reach(read: usize, total: usize) -> Reach {
    if read == total {
        return Reach::End;
    }
    Reach::Within(u8::try_from(read * 100 / total).unwrap_or(100))
}

fn numbered((mut document, ordinal): (RawDocument, usize)) -> RawDocument {
    document.origin.ordinal = ordinal;
    document
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
