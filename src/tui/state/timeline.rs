//! The timeline pane.

use super::RowCursor;
use std::cmp::Reverse;

use crate::dossier::{Dossier, Entry, Timeline, TimelineFilter, Trust};

/// The timeline pane.
#[derive(Clone, Debug, Default)]
pub struct TimelineState {
    /// How long a period under one head is.
    pub zoom: Zoom,
    /// What is asked for.
    pub filter: TimelineFilter,
    /// What is typed to narrow it, in the query language.
    pub asked: String,
    /// What is shown, from top to bottom.
    pub rows: Vec<TimelineRow>,
    /// The tellings of the entries, by article: it, the entry, and the
    /// telling's place there.
    pub told: Vec<(u32, EntryRef, u32)>,
    /// The selected row and the first one shown.
    pub cursor: RowCursor,
    /// Which of the selected entry's tellings is shown, modulo their number.
    pub telling: usize,
    /// Whether the reason of the selected entry's date is hidden.
    pub reason_off: bool,
}

/// An entry by its place in the dossier's timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryRef {
    /// Among the dated ones.
    Dated(u32),
    /// Among the undated ones.
    Undated(u32),
    /// Among the faint ones.
    Faint(u32),
}

impl EntryRef {
    /// Every entry of a timeline with its place: dated ones in time order,
    /// the faint ones among them where they are trusted, then undated ones.
    #[must_use]
    pub fn all(timeline: &Timeline, trust: Trust) -> Vec<(Self, &Entry)> {
        let places = |list: &[Entry]| 0..u32::try_from(list.len()).unwrap_or(u32::MAX);
        let of = |at: Self| Some((at, at.of(timeline)?));
        let dated = places(&timeline.entries).map(Self::Dated);
        let faint = places(&timeline.faint).map(Self::Faint).filter(|_| trust == Trust::All);
        let mut all: Vec<_> = dated.chain(faint).filter_map(of).collect();
        all.sort_by_key(|(_, entry)| {
            entry.when.as_ref().map(|when| (when.first, Reverse(when.last)))
        });
        all.extend(places(&timeline.undated).map(Self::Undated).filter_map(of));
        all
    }

    fn of(self, timeline: &Timeline) -> Option<&Entry> {
        match self {
            Self::Dated(at) => timeline.entries.get(at as usize),
            Self::Undated(at) => timeline.undated.get(at as usize),
            Self::Faint(at) => timeline.faint.get(at as usize),
        }
    }

    /// The entry; none when the dossier has changed.
    #[must_use]
    pub fn get(self, dossier: &Dossier) -> Option<&Entry> {
        self.of(&dossier.timeline)
    }
}

/// A row of the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimelineRow {
    /// The head of a period: its name and how many entries stand under it.
    Head {
        /// `1980s`, `2025`, `June 2025`, `25 June 2025` or `undated`.
        label: String,
        /// The entries under it.
        count: usize,
    },
    /// An entry.
    Entry(EntryRef),
}

/// How long a period under one head is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zoom {
    /// Ten years.
    Decade,
    /// A year.
    #[default]
    Year,
    /// A month.
    Month,
    /// A day.
    Day,
}

impl Zoom {
    /// What it is called on screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Decade => "decade",
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
        }
    }

    /// One step finer; the finest stays.
    #[must_use]
    pub fn finer(self) -> Self {
        match self {
            Self::Decade => Self::Year,
            Self::Year => Self::Month,
            Self::Month | Self::Day => Self::Day,
        }
    }

    /// One step coarser; the coarsest stays.
    #[must_use]
    pub fn coarser(self) -> Self {
        match self {
            Self::Day => Self::Month,
            Self::Month => Self::Year,
            Self::Year | Self::Decade => Self::Decade,
        }
    }
}

impl TimelineState {
    /// The entry of the selected row; none on a head.
    #[must_use]
    pub fn selected(&self) -> Option<EntryRef> {
        match self.rows.get(self.cursor.selected)? {
            TimelineRow::Entry(entry) => Some(*entry),
            TimelineRow::Head { .. } => None,
        }
    }

    /// The entries that are shown, from top to bottom.
    pub fn entries(&self) -> impl Iterator<Item = EntryRef> {
        self.rows.iter().filter_map(|row| match row {
            TimelineRow::Entry(entry) => Some(*entry),
            TimelineRow::Head { .. } => None,
        })
    }

    /// The row of an entry.
    #[must_use]
    pub fn row_of(&self, entry: EntryRef) -> Option<usize> {
        self.rows.iter().position(|row| *row == TimelineRow::Entry(entry))
    }
}
