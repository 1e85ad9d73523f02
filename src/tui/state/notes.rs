//! The list of all notes of the dossier.

use super::RowCursor;
use crate::dossier::Said;

/// All notes of the dossier, or those that a query finds.
#[derive(Clone, Debug, Default)]
pub struct NotesList {
    /// What the notes stand under.
    pub order: NoteOrder,
    /// The query as typed.
    pub filter: String,
    /// What is listed.
    pub rows: Vec<NoteRow>,
    /// How many of the rows are notes.
    pub count: usize,
    /// The selected row.
    pub cursor: RowCursor,
    /// What each of the holdings' notes says; empty until a query asks.
    pub said: Vec<Said>,
}

impl NotesList {
    /// The selected note, by its place among the holdings'.
    #[must_use]
    pub fn selected(&self) -> Option<usize> {
        match self.rows.get(self.cursor.selected)? {
            NoteRow::Note(note) => Some(*note),
            NoteRow::Head(..) => None,
        }
    }

    /// Has a note selected rather than a head: the next one that way, else the nearest.
    pub fn settle(&mut self, down: bool) {
        let at = self.cursor.selected;
        let is_note = |at: &usize| matches!(self.rows.get(*at), Some(NoteRow::Note(_)));
        let after = (at..self.rows.len()).find(is_note);
        let before = (0..at).rev().find(is_note);
        let (first, second) = if down { (after, before) } else { (before, after) };
        let here = Some(at).filter(is_note);
        self.cursor.selected = here.or(first).or(second).unwrap_or_default();
    }
}

/// What notes are listed under.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoteOrder {
    /// Their articles, by place; orphans last.
    #[default]
    Article,
    /// Their tags; a note of several stands under each.
    Tag,
    /// Nothing: the latest first.
    Time,
}

impl NoteOrder {
    /// The order that a key steps to.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Article => Self::Tag,
            Self::Tag => Self::Time,
            Self::Time => Self::Article,
        }
    }

    /// What it is called on screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "by article",
            Self::Tag => "by tag",
            Self::Time => "by time",
        }
    }
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteRow {
    /// What the notes under it have in common, and how many they are.
    Head(String, usize),
    /// A note, by its place among the holdings'.
    Note(usize),
}
