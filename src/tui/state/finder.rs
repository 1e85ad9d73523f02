//! The finder over everything, and the command palette, which is the finder
//! over commands.

use tui_input::Input;

use super::{EntryRef, RowCursor};
use crate::{command::CommandId, dossier::EntityId, model::Span};

/// The finder.
#[derive(Clone, Debug)]
pub struct Finder {
    /// What it looks through.
    pub scope: FinderScope,
    /// What is typed.
    pub input: Input,
    /// What was found, the best first.
    pub results: Vec<Found>,
    /// The selected result and the first one shown.
    pub cursor: RowCursor,
    /// The number of the last search asked for; older answers are dropped.
    pub generation: u64,
}

/// What the finder looks through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FinderScope {
    /// Articles, passages, entities, events, notes and commands.
    Everything,
    /// Commands.
    Commands,
}

/// A thing that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What it leads to.
    pub target: Target,
    /// The line that shows it.
    pub title: String,
    /// A few words beside it: date, kind, key.
    pub detail: String,
    /// The characters of `title` that were matched, counted from 0, sorted.
    pub matched: Vec<usize>,
    /// The higher the better.
    pub score: f64,
}

/// What a result leads to; the preview is drawn from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// An article, at its start.
    Article(usize),
    /// A place in an article.
    Passage {
        /// The article.
        article: usize,
        /// The part of its text that shows the match.
        snippet: Span,
    },
    /// An entity.
    Entity(EntityId),
    /// An entry of the timeline.
    Entry(EntryRef),
    /// A note, by its place among the holdings'.
    Note(usize),
    /// A command.
    Command(CommandId),
}
