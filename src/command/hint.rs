//! Which keys matter in a place: the status line's hints, the most needed first.

use super::{
    Command,
    CommandId::{
        self, Accept, AddNote, Close, Copy, Correct, Down, EntityKind, EntityScope, Escape,
        FilterByEntity, FilterEntities, FilterList, FilterStatus, Find, Finder, Help, Highlight,
        Layer, NextMention, NextPane, NextResult, Open, PreviousResult, Quit, RemoveNote, SaveNote,
        Select, SelectSentence, ShowEntry, Sort, Stories, SwapEnds, ToggleStar, Up, ZoomIn,
        ZoomOut,
    },
    Place,
};

/// The commands to hint at in `place`, the most needed first.
#[must_use]
pub fn hints(place: Place) -> Vec<&'static Command> {
    ids(place).iter().map(|id| id.command()).collect()
}

fn ids(place: Place) -> &'static [CommandId] {
    match place {
        Place::List => &[Open, NextPane, Finder, FilterList, Sort, ToggleStar, Help, Quit],
        Place::Text => {
            &[Help, NextPane, Select, Highlight, AddNote, Find, ShowEntry, NextMention, Layer, Quit]
        }
        Place::Timeline => {
            &[Open, NextPane, Correct, ZoomIn, ZoomOut, FilterStatus, Stories, Help, Quit]
        }
        Place::Select => &[Highlight, AddNote, Copy, SelectSentence, SwapEnds, Escape],
        Place::Prompt => &[Accept, Escape],
        Place::Finder => &[Accept, NextResult, PreviousResult, Escape],
        Place::Editor => &[SaveNote, Escape],
        Place::Notes => &[Open, AddNote, RemoveNote, Copy, Close],
        Place::Entities => &[Open, FilterByEntity, FilterEntities, EntityScope, EntityKind, Close],
        Place::Card => &[Open, FilterByEntity, Down, Up, Close],
        Place::Story | Place::Menu => &[Open, Down, Up, Escape],
        Place::Page => &[Down, Up, Close],
    }
}
