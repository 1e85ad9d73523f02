//! What can lie over the panes and take the keys, each with its data.

use ratatui_textarea::TextArea;
use tui_input::Input;

use super::{
    EntitiesList, EntityCard, Finder, Menu, NotesList, PageView, PairsView, RowCursor, StoryView,
};
use crate::{command::Place, dossier::EntityId, export::Format, model::Span};

/// Something over the panes.
#[derive(Clone, Debug)]
pub enum Mode {
    /// A part of the text is being selected; the panes stay visible.
    Select(Selection),
    /// A line is being typed, at the bottom of the screen.
    Prompt(Prompt),
    /// A note is being written.
    Editor(Box<NoteEditor>),
    /// The finder or the palette.
    Finder(Box<Finder>),
    /// All notes.
    Notes(NotesList),
    /// The entities.
    Entities(EntitiesList),
    /// One entity.
    Card(EntityCard),
    /// Entities that stand together.
    Pairs(PairsView),
    /// A story's articles side by side.
    Story(StoryView),
    /// A choice.
    Menu(Menu),
    /// A page to read.
    Page(PageView),
}

impl Mode {
    /// The place whose keys count.
    #[must_use]
    pub fn place(&self) -> Place {
        match self {
            Self::Select(_) => Place::Select,
            Self::Prompt(_) => Place::Prompt,
            Self::Editor(_) => Place::Editor,
            Self::Finder(_) => Place::Finder,
            Self::Notes(_) => Place::Notes,
            Self::Entities(_) => Place::Entities,
            Self::Card(_) => Place::Card,
            Self::Pairs(_) => Place::Pairs,
            Self::Story(_) => Place::Story,
            Self::Menu(_) => Place::Menu,
            Self::Page(_) => Place::Page,
        }
    }

    /// Its rows' cursor, where it has rows.
    pub fn cursor_mut(&mut self) -> Option<&mut RowCursor> {
        match self {
            Self::Finder(finder) => Some(&mut finder.cursor),
            Self::Notes(list) => Some(&mut list.cursor),
            Self::Entities(list) => Some(&mut list.cursor),
            Self::Card(card) => Some(&mut card.cursor),
            Self::Pairs(view) => Some(&mut view.cursor),
            Self::Story(story) => Some(&mut story.cursor),
            Self::Menu(menu) => Some(&mut menu.cursor),
            Self::Page(page) => Some(&mut page.cursor),
            Self::Select(_) | Self::Prompt(_) | Self::Editor(_) => None,
        }
    }

    /// How many rows it has.
    #[must_use]
    pub fn row_count(&self) -> usize {
        match self {
            Self::Finder(finder) => finder.results.len(),
            Self::Notes(list) => list.rows.len(),
            Self::Entities(list) => list.rows.len(),
            Self::Card(card) => card.rows.len(),
            Self::Pairs(view) => view.rows.len(),
            Self::Story(story) => story.row_count(),
            Self::Menu(menu) => menu.items.len(),
            Self::Page(page) => page.rows.len(),
            Self::Select(_) | Self::Prompt(_) | Self::Editor(_) => 0,
        }
    }
}

/// A selection of text, from where it began to the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Where it began.
    pub anchor: usize,
    /// What it grows by.
    pub unit: SelectUnit,
    /// The text it covers now, whole characters or sentences.
    pub span: Span,
}

/// What a selection grows by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SelectUnit {
    /// Characters.
    Character,
    /// Sentences.
    Sentence,
}

/// A line being typed.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What it is for.
    pub kind: PromptKind,
    /// What is typed.
    pub input: Input,
    /// Why what was typed can't be taken; empty while it can.
    pub problem: String,
}

/// What a typed line is for.
#[derive(Clone, Debug, PartialEq)]
pub enum PromptKind {
    /// Finding in the article; the cursor goes back to `from` on Esc.
    Find {
        /// Where the cursor was.
        from: usize,
    },
    /// Filtering the list; `before` comes back on Esc.
    Filter {
        /// The filter that was set.
        before: String,
    },
    /// Filtering the timeline; `before` comes back on Esc.
    Entries {
        /// The filter that was set.
        before: String,
    },
    /// Filtering the entities by name.
    EntityName,
    /// The name of what an entity is the same as.
    SameName {
        /// The entity.
        entity: EntityId,
        /// What the dossier has by what was typed.
        meant: Option<EntityId>,
    },
    /// A tag for the open or selected article.
    Tag,
    /// The tags of a note, by its id.
    NoteTags {
        /// The note.
        note: String,
    },
    /// Filtering the notes; `before` comes back on Esc.
    NoteFilter {
        /// The filter that was set.
        before: String,
    },
    /// The right date of an event.
    EventDate {
        /// The article that tells it.
        article: usize,
        /// The event's key.
        event: String,
    },
    /// The date of an event that was not found.
    AddedEvent {
        /// The article that tells it.
        article: usize,
        /// The sentence.
        span: Span,
    },
    /// The right publication date of an article.
    Published {
        /// The article.
        article: usize,
    },
    /// The name under which a search is saved.
    SearchName {
        /// The query.
        query: String,
    },
    /// Where an export goes.
    ExportPath {
        /// The format.
        format: Format,
    },
}

impl PromptKind {
    /// What stands before the typed text.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self {
            Self::Find { .. } => "find",
            Self::Filter { .. } => "filter",
            Self::Entries { .. } => "filter the timeline",
            Self::EntityName => "entity",
            Self::SameName { .. } => "the same as",
            Self::Tag => "tag",
            Self::NoteTags { .. } => "tags of the note",
            Self::NoteFilter { .. } => "notes",
            Self::EventDate { .. } => "date of the event",
            Self::AddedEvent { .. } => "date of the new event",
            Self::Published { .. } => "date of publication",
            Self::SearchName { .. } => "save the search as",
            Self::ExportPath { .. } => "export to",
        }
    }
}

/// A note being written.
#[derive(Clone, Debug)]
pub struct NoteEditor {
    /// What it will stand on.
    pub target: NoteTarget,
    /// The text so far.
    pub area: TextArea<'static>,
    /// Whether Esc was pressed once over changed text; once more drops it.
    pub leaving: bool,
}

/// What a note stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteTarget {
    /// A part of an article's text.
    Span {
        /// The article.
        article: usize,
        /// The part.
        span: Span,
    },
    /// A note that is there, by its place among the notebook's.
    Note(usize),
}
