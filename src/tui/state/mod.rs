//! Everything the reader knows, as one value.
//!
//! `update` alone changes it, views only read it. What can be computed once
//! (rows, wrapped lines, hits) is kept here, so that drawing is a walk over
//! what is visible.

mod finder;
mod holdings;
mod kinds;
mod list;
mod mode;
mod notes;
mod reader;
mod rows;
mod saved;
mod sheet;
mod timeline;
mod versions;

use jiff::civil::Date;

pub use self::{
    finder::{Finder, FinderScope, Found, Target},
    holdings::{Build, Holdings, Loading, PlacedNote},
    kinds::Kinds,
    list::{ListRow, ListState},
    mode::{Mode, NoteEditor, NoteTarget, Prompt, PromptKind, SelectUnit, Selection},
    notes::{NoteOrder, NoteRow, NotesList},
    reader::{Anchor, Find, Held, Layer, Left, Likeness, ReaderState, RemovedLine, Spot, Told},
    rows::RowCursor,
    saved::{Looked, SavedSearch, SavedSearches},
    sheet::{
        CardRow, Choice, EntitiesList, EntityCard, EntityScope, Menu, MenuItem, MenuKind, PageKind,
        PageRow, PageView, PairsView, StoryColumn, StoryView,
    },
    timeline::{EntryRef, TimelineRow, TimelineState, Zoom},
    versions::Versions,
};
use super::{
    layout::{Areas, Arrangement, Pane, areas},
    theme::{Depth, Theme},
};
use crate::{
    command::{Key, Keymap, Place, Settings},
    model::PieceAnchor,
    note::Act,
};

/// The reader's whole state.
#[derive(Debug)]
pub struct State {
    /// The dossier and what the reader has said about it.
    pub holdings: Holdings,
    /// How far reading the files has come.
    pub loading: Loading,
    /// The terminal's columns and rows.
    pub size: (u16, u16),
    /// Which panes are shown and which has the focus.
    pub arrangement: Arrangement,
    /// The list of articles.
    pub list: ListState,
    /// The open article.
    pub reader: ReaderState,
    /// The timeline.
    pub timeline: TimelineState,
    /// What lies over the panes, the topmost last; none when a pane has the keys.
    pub modes: Vec<Mode>,
    /// Where I was.
    pub history: History,
    /// What can be undone and redone.
    pub acts: Acts,
    /// Keys and mouse presses that wait for their end.
    pub pending: Pending,
    /// The versions of articles that are kept.
    pub versions: Versions,
    /// What the status line says until the next key.
    pub message: Option<Message>,
    /// How things look.
    pub look: Look,
    /// Which keys mean what.
    pub keymap: Keymap,
}

/// How things look, and what day it is.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The theme.
    pub theme: Theme,
    /// How many colours the terminal has.
    pub depth: Depth,
    /// Whether the mouse is on.
    pub mouse: bool,
    /// Which kinds of entities are shown.
    pub kinds: Kinds,
    /// The day, for "overdue" and exports.
    pub today: Date,
}

/// The way taken between articles, and what was asked on it.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Where I came from, the latest last.
    pub back: Vec<Spot>,
    /// Where I went back from, the latest last.
    pub forward: Vec<Spot>,
    /// What was asked of the finder, the latest last.
    pub typed: Vec<String>,
}

/// Acts that take the last ones back, or do them again, the latest last.
#[derive(Clone, Debug, Default)]
pub struct Acts {
    /// For undo.
    pub undo: Vec<Act>,
    /// For redo.
    pub redo: Vec<Act>,
}

/// Input that waits for its end.
#[derive(Clone, Debug, Default)]
pub struct Pending {
    /// The keys of a sequence so far; the status line shows them.
    pub keys: Vec<Key>,
    /// Where in the text the mouse went down, while it is held.
    pub drag: Option<usize>,
    /// Whether any key was pressed: from then on the selection stays where it was put.
    pub touched: bool,
    /// The piece that the cursor goes to once its article is made anew.
    pub followed: Option<Followed>,
    /// The note that is being put on other words, by its id.
    pub attaching: Option<String>,
    /// The number of the last table of pairs asked for; older answers are dropped.
    pub pairs: u64,
}

/// A piece of an article whose text is being made anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// The article's hash.
    pub hash: String,
    /// The piece.
    pub anchor: PieceAnchor,
}

/// A line for the status line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What it says, safe to show.
    pub text: String,
    /// Whether something went wrong.
    pub kind: MessageKind,
}

/// What sort of thing a message says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    /// Something was done.
    Done,
    /// Something went wrong.
    Problem,
}

/// What the reader starts with.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The dossier's name.
    pub name: String,
    /// The terminal's columns and rows.
    pub size: (u16, u16),
    /// What `config.toml` and the command line say.
    pub settings: Settings,
    /// How many colours the terminal has.
    pub depth: Depth,
    /// Which keys mean what.
    pub keymap: Keymap,
    /// The day.
    pub today: Date,
}

impl State {
    /// The state before anything is read: an empty list with the focus.
    #[must_use]
    pub fn new(opening: Opening) -> Self {
        let settings = opening.settings;
        Self {
            holdings: Holdings { name: opening.name, ..Holdings::default() },
            loading: Loading::default(),
            size: opening.size,
            arrangement: Arrangement { timeline_off: !settings.timeline, ..Arrangement::default() },
            list: ListState::new(settings.sort),
            reader: ReaderState::default(),
            timeline: TimelineState::default(),
            modes: Vec::new(),
            history: History::default(),
            acts: Acts::default(),
            pending: Pending::default(),
            versions: Versions::default(),
            message: None,
            look: Look {
                theme: settings.theme,
                depth: opening.depth,
                mouse: settings.mouse,
                kinds: Kinds::default(),
                today: opening.today,
            },
            keymap: opening.keymap,
        }
    }

    /// Where everything is on the screen.
    #[must_use]
    pub fn areas(&self) -> Areas {
        areas(self.size.0, self.size.1, self.arrangement)
    }

    /// What lies topmost over the panes.
    #[must_use]
    pub fn mode(&self) -> Option<&Mode> {
        self.modes.last()
    }

    /// What has the keyboard: keymap, help and hints go by it.
    #[must_use]
    pub fn place(&self) -> Place {
        match self.mode() {
            Some(mode) => mode.place(),
            None => match self.arrangement.focus {
                Pane::List => Place::List,
                Pane::Text => Place::Text,
                Pane::Timeline => Place::Timeline,
            },
        }
    }

    /// The selection, while there is one.
    #[must_use]
    pub fn selection(&self) -> Option<Selection> {
        self.modes.iter().rev().find_map(|mode| match mode {
            Mode::Select(selection) => Some(*selection),
            _ => None,
        })
    }
}
