//! Messages: everything that can happen to the reader.

use std::sync::Arc;

use super::{
    effect::{Extent, Purpose},
    state::{Found, PlacedNote},
};
use crate::{
    command::Key,
    dossier::{Changes, Dossier, Held, Pair},
    export::Format,
    model::{ArticleMarks, Problem},
    note::{Act, Notebook, Record},
    store::{Finder, News, Seen, Version},
};

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// The terminal has a new size: columns and rows.
    Resize(u16, u16),
    /// Some files were read.
    Read(Progress),
    /// Files have changed since they were read.
    Changed(News),
    /// A dossier was built.
    Built {
        /// The number it was asked for with.
        generation: u64,
        /// The dossier.
        dossier: Arc<Dossier>,
        /// The notes in it.
        found: FoundNotes,
    },
    /// An act was written to the log, or couldn't be.
    Appended {
        /// Why it was done.
        purpose: Purpose,
        /// The record as written, or the act with what went wrong.
        result: Result<Box<Record>, Box<Refused>>,
        /// The file that acts go to from now on, safe to show, where the folder
        /// of the articles has just turned out not to take them.
        aside: Option<String>,
    },
    /// Where articles were left in earlier runs, by their hash.
    Left(Vec<(String, usize)>),
    /// The versions of articles that are kept, the oldest first.
    Versions(Vec<Version>),
    /// Two versions of an article were compared.
    Compared {
        /// Its place in the dossier.
        article: usize,
        /// What changed, or what went wrong.
        result: Result<Changes, String>,
    },
    /// The log was read at the start.
    Logged(Arc<Notebook>),
    /// Copies of the log were taken in, or couldn't be.
    Merged(Result<Merged, String>),
    /// The beginning of an export was made: its format and lines, safe to show.
    Previewed(Format, Vec<String>),
    /// A text was written on outside, or couldn't be.
    Written(Result<String, String>),
    /// What saved searches had found when they were looked at last.
    Seen(Seen),
    /// What saved searches find was counted.
    Counted {
        /// The number it was asked for with.
        generation: u64,
        /// For each the articles that pass, in the dossier's order.
        found: Vec<Vec<usize>>,
    },
    /// The list was filtered.
    Filtered {
        /// The number it was asked for with.
        generation: u64,
        /// The articles that pass, in the dossier's order.
        articles: Vec<usize>,
    },
    /// Everything was searched.
    Searched {
        /// The number it was asked for with.
        generation: u64,
        /// What was found, the best first.
        found: Vec<Found>,
    },
    /// It was counted which entities stand together.
    Paired {
        /// The number it was asked for with.
        generation: u64,
        /// The pairs, those of the most sentences first.
        pairs: Vec<Pair>,
    },
    /// A source was read for the raw view.
    Raw {
        /// Its place in the dossier.
        article: usize,
        /// Its text, or what went wrong.
        result: Result<String, String>,
    },
    /// Something outside was done, or failed; a line for the status line.
    Done(Result<String, String>),
}

/// What taking copies of the log in has come to.
#[derive(Clone, Debug)]
pub struct Merged {
    /// How many acts were new.
    pub acts: usize,
    /// What the whole log adds up to.
    pub notebook: Arc<Notebook>,
}

/// The notes of a notebook and where they stand in a dossier.
#[derive(Clone, Debug, Default)]
pub struct FoundNotes {
    /// The notebook.
    pub notebook: Arc<Notebook>,
    /// Its notes with their places.
    pub notes: Vec<PlacedNote>,
    /// The marks of each article.
    pub marks: Vec<ArticleMarks>,
}

impl FoundNotes {
    /// Finds the notes. Those whose article is not in the dossier are lost only
    /// where it holds all articles.
    pub fn of(
        dossier: &Dossier,
        notebook: Arc<Notebook>,
        finder: &mut Finder,
        extent: Extent,
    ) -> Self {
        let shelves = notebook.shelves(dossier.articles.cards().map(|card| &card.head));
        let places = finder.find(dossier, &shelves, &notebook.corrections);
        let notes = PlacedNote::all(&shelves, &places, extent);
        Self { marks: shelves.marks(), notes, notebook }
    }
}

/// An act that couldn't be written.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The act.
    pub act: Act,
    /// Why not.
    pub reason: String,
}

/// How far reading has come.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// Articles that were read.
    pub articles: Vec<Held>,
    /// Files read so far.
    pub done: usize,
    /// How many per cent of the next one were read.
    pub share: u8,
    /// Files to read.
    pub total: usize,
    /// What couldn't be read.
    pub problems: Vec<Problem>,
    /// Whether that was all.
    pub finished: bool,
}

/// What the mouse did, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What.
    pub action: MouseAction,
    /// The column, from 0.
    pub column: u16,
    /// The row, from 0.
    pub row: u16,
}

/// What the mouse can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseAction {
    /// The left button went down.
    Press,
    /// It moved with the left button down.
    Drag,
    /// The left button went up.
    Release,
    /// The wheel turned up.
    WheelUp,
    /// The wheel turned down.
    WheelDown,
}
