//! Lists and pages that lie over the panes.

use tui_input::Input;

use super::{EntryRef, RowCursor};
use crate::{
    command::Place,
    dossier::{EntityId, Pair, Place as Spot},
    export::Format,
    model::{EntityCorrection, EntityKind, Span, Status},
    tui::wrap::cells,
};

/// The entities.
#[derive(Clone, Debug)]
pub struct EntitiesList {
    /// Of the open article or of all.
    pub scope: EntityScope,
    /// Only this kind.
    pub kind: Option<EntityKind>,
    /// Only names that hold this.
    pub filter: Input,
    /// Entities and how often they are named, the most frequent first.
    pub rows: Vec<(EntityId, usize)>,
    /// The selected entity.
    pub cursor: RowCursor,
}

/// Whose entities are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntityScope {
    /// Those of the open article.
    Article,
    /// Those of all articles.
    Dossier,
}

/// What is known about one entity: kind, name and variants are the dossier's;
/// the rows lead on.
#[derive(Clone, Debug)]
pub struct EntityCard {
    /// The entity.
    pub entity: EntityId,
    /// First and last mention, articles, companions and entries, in this order.
    pub rows: Vec<CardRow>,
    /// The selected row.
    pub cursor: RowCursor,
}

/// A row of an entity's card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardRow {
    /// Where it is named first.
    First(Spot),
    /// Where it is named last.
    Last(Spot),
    /// An article that names it, and how often.
    Article(usize, usize),
    /// An entity that is named in the same sentences, and how often.
    Companion(EntityId, usize),
    /// An entry of the timeline that it takes part in.
    Entry(EntryRef),
}

/// Entities that are named in the same sentences.
#[derive(Clone, Debug, Default)]
pub struct PairsView {
    /// The pairs, those of the most sentences first.
    pub rows: Vec<Pair>,
    /// Whether they have been counted.
    pub finished: bool,
    /// The selected pair.
    pub cursor: RowCursor,
}

impl PairsView {
    /// The selected pair.
    #[must_use]
    pub fn selected(&self) -> Option<&Pair> {
        self.rows.get(self.cursor.selected)
    }
}

/// A story's articles side by side.
#[derive(Clone, Debug)]
pub struct StoryView {
    /// Its place in the dossier's stories.
    pub story: usize,
    /// Its articles.
    pub columns: Vec<StoryColumn>,
    /// The selected column.
    pub column: usize,
    /// The selected sentence of that column.
    pub cursor: RowCursor,
}

/// One article of a story.
#[derive(Clone, Debug)]
pub struct StoryColumn {
    /// The article.
    pub article: usize,
    /// What it alone says, in order.
    pub only: Vec<Span>,
    /// What it shares with others, in order.
    pub shared: Vec<Span>,
}

impl StoryView {
    /// The sentences of the selected column: what it alone says, then what it shares.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.columns.get(self.column).map_or(0, |column| column.only.len() + column.shared.len())
    }

    /// The selected sentence with its article.
    #[must_use]
    pub fn selected(&self) -> Option<(usize, Span)> {
        let column = self.columns.get(self.column)?;
        let mut sentences = column.only.iter().chain(&column.shared);
        Some((column.article, *sentences.nth(self.cursor.selected)?))
    }
}

/// A choice.
#[derive(Clone, Debug)]
pub struct Menu {
    /// What is chosen.
    pub kind: MenuKind,
    /// The choices.
    pub items: Vec<MenuItem>,
    /// The selected one.
    pub cursor: RowCursor,
}

/// What a menu is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MenuKind {
    /// The format of an export.
    Export,
    /// What of an event is to be corrected.
    Correct,
    /// The entry that another is the same as.
    Same,
    /// Which kinds of entities are shown.
    Kinds,
}

impl MenuKind {
    /// Its head.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Export => "export as",
            Self::Correct => "correct",
            Self::Same => "the same as",
            Self::Kinds => "kinds of entities",
        }
    }
}

/// A line of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuItem {
    /// What is shown.
    pub label: String,
    /// A few words about it.
    pub help: String,
    /// What it does.
    pub choice: Choice,
}

/// What choosing a line does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Export in this format.
    Export(Format),
    /// Switch a kind of entities off or on.
    Kind(EntityKind),
    /// Ask for the date of the event of this key, told by this article.
    EventDate(usize, String),
    /// Say what the status of an event is.
    EventStatus(usize, String, Status),
    /// Say that it is no event.
    HideEvent(usize, String),
    /// Ask which other entry it is the same as.
    SameAs(usize, String),
    /// Say that it is the same as the event of the second key.
    Merge(usize, String, String),
    /// Say that it stands alone.
    Split(usize, String),
    /// Ask for the date of an event that this part of an article tells.
    AddEvent(usize, Span),
    /// Ask for the publication date of an article.
    Published(usize),
    /// Offer what can be said of an entity.
    Entity(EntityId),
    /// Say what an entity or a form is.
    Name(EntityId, EntityCorrection),
    /// Ask which other entity it is the same as.
    SameName(EntityId),
    /// Offer the names that are hidden.
    HiddenNames,
    /// Show a name again.
    ShowName(String),
}

/// A page to read.
#[derive(Clone, Debug)]
pub struct PageView {
    /// What it shows.
    pub kind: PageKind,
    /// Its lines.
    pub rows: Vec<PageRow>,
    /// `selected` is not shown; `top` is the first line.
    pub cursor: RowCursor,
}

impl PageView {
    /// The columns that keys and files take where a line has `width` of them:
    /// what the longest needs, at most two fifths. Linear in the rows.
    #[must_use]
    pub fn key_columns(&self, width: u16) -> u16 {
        let keys = self.rows.iter().map(|row| match row {
            PageRow::Head(_) => 0,
            PageRow::Line(left, _) => cells(left),
        });
        let longest = u16::try_from(keys.max().unwrap_or(0)).unwrap_or(u16::MAX);
        longest.min(width * 2 / 5)
    }
}

/// What a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// The keys of a place.
    Help(Place),
    /// What couldn't be read.
    Problems,
    /// The beginning of what an export in this format would write.
    Preview(Format),
}

/// A line of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageRow {
    /// A head.
    Head(String),
    /// A key or file, and what there is to say about it.
    Line(String, String),
}
