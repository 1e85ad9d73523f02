//! Which keys matter in a place: the status line's hints, the most needed first.

use super::{
    Command,
    CommandId::{
        self, Accept, AddNote, Close, Copy, Correct, Down, EntityKind, EntityScope, Escape, Export,
        FilterByEntity, FilterEntities, FilterList, FilterNotes, FilterStatus, FilterTimeline,
        Find, Finder, Help, Highlight, Layer, ListByEntity, NextMention, NextPane, NextResult,
        NotesOrder, Open, OutsideEditor, PreviousResult, Quit, RemoveNote, Right, SaveNote, Select,
        SelectSentence, ShowEntry, Sort, SwapEnds, Tag, Together, ToggleStar, Up, ZoomIn, ZoomOut,
    },
    Place,
};

/// A key to hint at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The command whose key it is.
    pub command: &'static Command,
    /// What it does in that place, in a word or two.
    pub word: &'static str,
}

/// The keys to hint at in `place`, the most needed first: in a narrow terminal
/// only the first few are shown.
#[must_use]
pub fn hints(place: Place) -> Vec<Hint> {
    words(place).iter().map(|&(id, word)| Hint { command: id.command(), word }).collect()
}

fn words(place: Place) -> &'static [(CommandId, &'static str)] {
    match place {
        Place::List => &[
            (Open, "read"),
            (Help, "help"),
            (Finder, "find"),
            (NextPane, "next pane"),
            (FilterList, "filter"),
            (Sort, "sort"),
            (ToggleStar, "star"),
            (Quit, "quit"),
        ],
        Place::Text => &[
            (Help, "help"),
            (Find, "find"),
            (Select, "select"),
            (Highlight, "highlight"),
            (AddNote, "note"),
            (ShowEntry, "its event"),
            (NextPane, "next pane"),
            (NextMention, "next mention"),
            (Layer, "raw"),
        ],
        Place::Timeline => &[
            (Open, "sentence"),
            (Help, "help"),
            (Correct, "correct"),
            (NextPane, "next pane"),
            (FilterTimeline, "filter"),
            (FilterStatus, "status"),
            (ZoomIn, "finer"),
            (ZoomOut, "coarser"),
            (Export, "export"),
        ],
        Place::Select => &[
            (Highlight, "highlight"),
            (AddNote, "note"),
            (Copy, "copy"),
            (Escape, "cancel"),
            (SelectSentence, "by sentence"),
            (SwapEnds, "other end"),
        ],
        Place::Prompt => &[(Accept, "take"), (Escape, "cancel")],
        Place::Editor => &[(SaveNote, "keep"), (Escape, "cancel"), (OutsideEditor, "$EDITOR")],
        _ => over_panes(place),
    }
}

/// Hints of what lies over the panes.
fn over_panes(place: Place) -> &'static [(CommandId, &'static str)] {
    match place {
        Place::Finder => &[
            (Accept, "go there"),
            (Escape, "close"),
            (NextResult, "next"),
            (PreviousResult, "previous"),
        ],
        Place::Notes => &[
            (Open, "go there"),
            (Close, "close"),
            (FilterNotes, "filter"),
            (NotesOrder, "by tag"),
            (AddNote, "write"),
            (Tag, "tags"),
            (RemoveNote, "remove"),
            (Export, "export"),
            (Copy, "copy"),
        ],
        Place::Entities => &[
            (Open, "card"),
            (Close, "close"),
            (FilterByEntity, "in timeline"),
            (ListByEntity, "in list"),
            (Together, "together"),
            (FilterEntities, "filter"),
            (EntityKind, "kind"),
            (EntityScope, "article or all"),
            (Correct, "correct"),
        ],
        Place::Card => &[
            (Open, "go there"),
            (Close, "close"),
            (FilterByEntity, "in timeline"),
            (ListByEntity, "in list"),
            (Together, "together"),
            (Correct, "correct"),
        ],
        Place::Pairs => &[
            (Open, "go there"),
            (Close, "close"),
            (FilterByEntity, "in timeline"),
            (ListByEntity, "in list"),
        ],
        Place::Story => &[(Open, "go there"), (Close, "close"), (Right, "next article")],
        Place::Menu => &[(Open, "choose"), (Escape, "cancel"), (Down, "down"), (Up, "up")],
        _ => &[(Close, "close"), (Down, "down"), (Up, "up")],
    }
}
