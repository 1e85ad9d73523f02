//! Arrivals to batches: portions are put together to files, and their articles
//! numbered in them.

use std::{
    mem,
    sync::{Arc, mpsc::Receiver},
};

use super::{
    portion::{Content, Portion},
    queue::{Queue, Turn},
};
use crate::{
    dossier::{self, Held},
    model::{Corrections, Problem},
    store::{
        Source,
        archive::{FileArchive, Standing},
        cache::{Annotated, Cache, Contents, Key, Reach, Shared},
        register::{Filed, Portions, Shelved, Stamp},
    },
};

/// What some portions of files in a row held.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The place of the first file in the list given to [`super::Loader::load`].
    pub first: usize,
    /// How many files end with it.
    pub files: usize,
    /// How many per cent of the next file it has.
    pub share: u8,
    /// Their articles, in order.
    pub articles: Vec<Held>,
    /// Their problems, in order.
    pub problems: Vec<Problem>,
    /// What the register is to know of them.
    pub(super) filed: Vec<Filed>,
    /// Whether any of them was read.
    pub(super) fresh: bool,
}

impl Batch {
    /// Puts the one that follows behind it.
    pub(super) fn append(&mut self, batch: Self) {
        self.articles.extend(batch.articles);
        self.problems.extend(batch.problems);
        self.files += batch.files;
        self.share = batch.share;
        self.fresh |= batch.fresh;
    }
}

/// What comes of a file.
#[derive(Debug)]
pub(super) enum Arrival {
    /// It is as the register has it.
    Unchanged(Filed),
    /// A portion of it, with what the file is like.
    Read(Option<Stamp>, Portion),
}

impl Arrival {
    /// What comes where nothing more is wanted.
    pub(super) fn none() -> Self {
        Self::Read(None, Portion::default())
    }

    fn turn(&self) -> (usize, Turn) {
        match self {
            Self::Unchanged(_) => (0, Turn::Last),
            Self::Read(_, portion) => (portion.number, portion.turn()),
        }
    }
}

/// A file with an arrival of it.
pub(super) type Arrived = (usize, Arrival);

/// Where arrivals are put in order and together.
pub(super) struct Desk<'a> {
    files: &'a [Source],
    cache: &'a Cache,
    corrections: &'a Corrections,
    queue: Queue<Arrival>,
    open: Open,
}

/// What is there of the file that comes next.
#[derive(Default)]
struct Open {
    /// Its portions so far, and their articles.
    standing: Standing,
    /// Those of them that the cache has.
    shelved: Vec<Shelved>,
}

impl<'a> Desk<'a> {
    /// The desk for some files.
    pub(super) fn new(files: &'a [Source], cache: &'a Cache, corrections: &'a Corrections) -> Self {
        Self { files, cache, corrections, queue: Queue::default(), open: Open::default() }
    }

    /// Waits for an arrival and takes all that are there; false when no more will come.
    pub(super) fn receive(&mut self, from: &Receiver<Arrived>) -> bool {
        let first = from.recv();
        let more = first.is_ok();
        for (file, arrival) in first.into_iter().chain(from.try_iter()) {
            let (number, turn) = arrival.turn();
            self.queue.put((file, number), turn, arrival);
        }
        more
    }

    /// The run of arrivals that may be delivered now.
    pub(super) fn take(&mut self) -> Option<Batch> {
        let mut batch = Batch { first: self.queue.next_file(), ..Batch::default() };
        let mut file = batch.first;
        let mut any = false;
        while let Some(arrival) = self.queue.take() {
            match arrival {
                Arrival::Unchanged(filed) => add_filed(&mut batch, filed),
                Arrival::Read(stamp, portion) => self.add((file, stamp), portion, &mut batch),
            }
            file = self.queue.next_file();
            any = true;
        }
        batch.files = file - batch.first;
        self.correct(&mut batch.articles);
        any.then_some(batch)
    }

    fn add(&mut self, (file, stamp): (usize, Option<Stamp>), portion: Portion, to: &mut Batch) {
        let Portion { content, reach, .. } = portion;
        let before = to.articles.len();
        match content {
            Content::Here(made) => to.add(moved(made, self.open.standing.before)),
            Content::Failed(problem) => to.problems.push(problem),
            Content::Cached(key, contents) => {
                let contents = contents.moved(self.open.standing.before);
                if let Some(file) = self.files.get(file) {
                    let shelved = shelved(self.cache, file, self.open.standing, (key, contents));
                    to.articles.extend(shelved.articles.iter().cloned());
                    to.problems.extend(shelved.problems.iter().cloned());
                    self.open.shelved.push(shelved);
                }
            }
        }
        self.open.standing.number += 1;
        self.open.standing.before += to.articles.len() - before;
        to.fresh = true;
        to.share = 0;
        match reach {
            Reach::Within(share) => to.share = share,
            Reach::End => to.filed.extend(mem::take(&mut self.open).close(stamp)),
        }
    }

    /// The articles with the reader's corrections, which the cache never holds.
    fn correct(&self, articles: &mut [Held]) {
        for article in articles {
            if let Some(corrected) = dossier::corrected(article, self.corrections) {
                *article = corrected;
            }
        }
    }
}

impl Open {
    /// The file, once it is whole; none where the cache hasn't all of it.
    fn close(self, stamp: Option<Stamp>) -> Option<Filed> {
        let portions = self.shelved;
        (portions.len() == self.standing.number).then_some(Filed { portions, stamp })
    }
}

impl Batch {
    fn add(&mut self, made: Annotated) {
        self.articles.extend(made.articles.into_iter().map(Held::from));
        self.problems.extend(made.problems);
    }
}

fn add_filed(batch: &mut Batch, filed: Filed) {
    for portion in &filed.portions {
        batch.articles.extend(portion.articles.iter().cloned());
        batch.problems.extend(portion.problems.iter().cloned());
    }
    batch.share = 0;
    batch.filed.push(filed);
}

/// The articles of a portion, numbered behind so many others of their file.
fn moved(mut made: Annotated, before: usize) -> Annotated {
    let own = made.articles.iter_mut().filter_map(Arc::get_mut);
    own.for_each(|one| one.article.origin.ordinal += before);
    made
}

impl Contents {
    /// The same behind so many other articles of their file.
    fn moved(mut self, before: usize) -> Self {
        let own = self.cards.iter_mut().filter_map(|card| Arc::get_mut(&mut card.0));
        own.for_each(|card| card.head.origin.ordinal += before);
        self
    }
}

/// A file as the register knows it.
pub(super) fn filed(
    cache: &Cache,
    (file, stamp): (&Source, Option<Stamp>),
    portions: Portions,
) -> Filed {
    let mut standing = Standing::default();
    let shelve = |portion: (Key, Contents)| {
        let shelved = shelved(cache, file, standing, portion);
        standing.number += 1;
        standing.before += shelved.articles.len();
        shelved
    };
    Filed { portions: portions.into_iter().map(shelve).collect(), stamp }
}

/// A portion of a file that is away in the cache.
fn shelved(
    cache: &Cache,
    file: &Source,
    standing: Standing,
    (key, contents): (Key, Contents),
) -> Shelved {
    let Contents { cards, parts, problems, .. } = contents;
    let archive = Arc::new(FileArchive::new(cache, file, standing, (key, parts)));
    let held = |(card, place): (Shared, u32)| Held::away(card.0, archive.clone(), place);
    let articles = cards.into_iter().zip(0..).map(held).collect();
    Shelved { archive, articles, problems }
}
