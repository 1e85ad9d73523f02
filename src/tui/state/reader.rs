//! The open article: its wrapped lines, the cursor, what is searched in it.

use super::EntryRef;
use crate::{
    dossier::Changes,
    model::Span,
    store::MOST_POSITIONS,
    tui::wrap::{Line, Source},
};

/// The text pane.
#[derive(Clone, Debug, Default)]
pub struct ReaderState {
    /// The open article, by its place in the dossier.
    pub article: Option<usize>,
    /// What of it is shown.
    pub layer: Layer,
    /// The source as it is, once it was asked for; empty until then.
    pub raw: String,
    /// What changed since the version before; empty until it is asked for.
    pub changes: Changes,
    /// The lines at the current width. Those of [`Source::Raw`] are cut from `raw`.
    pub lines: Vec<Line>,
    /// The width they were wrapped at; 0 when they have to be wrapped again.
    pub width: u16,
    /// The ends of mentions that are drawn with a sign, sorted.
    pub signs: Vec<usize>,
    /// The first line shown.
    pub top: usize,
    /// What the view holds on to when lines are wrapped again.
    pub held: Held,
    /// The byte of the article's text that the cursor is on.
    pub cursor: usize,
    /// The removed line that the cursor is on, in the layer that shows those;
    /// `cursor` is then the place that the line was taken from.
    pub removed_line: Option<RemovedLine>,
    /// The column that going up and down keeps to, from the line's start.
    pub column: usize,
    /// What `/` found.
    pub find: Option<Find>,
    /// The sentences that the timeline's entries come from, by place.
    pub told: Vec<Told>,
    /// The sentence that the selected timeline entry tells, where it is this article's.
    pub telling: Option<Span>,
    /// Where articles were left.
    pub left: Left,
}

/// What the view holds on to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// The place in the text that `top` was set for; it holds through a change of width.
    pub place: Anchor,
    /// The cursor that was last scrolled into sight. A change of size moves no
    /// text away under the reader's eyes, even where the cursor falls out of sight.
    pub sighted: Option<(usize, Option<RemovedLine>)>,
}

/// A place in what was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RemovedLine {
    /// The removed piece.
    pub piece: usize,
    /// The byte of its text.
    pub at: usize,
}

impl RemovedLine {
    /// The whole line of the piece's text that this is a place of.
    #[must_use]
    pub fn span(self, text: &str) -> Span {
        let before = text.get(..self.at).and_then(|before| before.rfind('\n'));
        let after = text.get(self.at..).and_then(|after| after.find('\n'));
        Span::new(
            before.map_or(0, |before| before + 1),
            after.map_or(text.len(), |after| self.at + after),
        )
    }
}

/// Where articles were left, in this run and those before: the byte of the
/// cursor by the article's hash, the latest last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// The places.
    pub places: Vec<(String, usize)>,
}

impl Left {
    /// Where an article was left; its start when it never was. Linear in the places.
    #[must_use]
    pub fn place_of(&self, hash: &str) -> usize {
        let latest = self.places.iter().rev().find(|(of, _)| of == hash);
        latest.map_or(0, |(_, at)| *at)
    }

    /// Remembers where an article is left. One left at its start that was left
    /// nowhere else before needs no remembering.
    pub fn remember(&mut self, hash: &str, at: usize) {
        let before = self.places.iter().position(|(of, _)| of == hash);
        if let Some(before) = before {
            self.places.remove(before);
        }
        if at > 0 || before.is_some() {
            self.places.push((hash.to_owned(), at));
        }
        let spare = self.places.len().saturating_sub(MOST_POSITIONS);
        self.places.drain(..spare);
    }
}

/// A place in one of the sources of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Which source.
    pub source: Source,
    /// The byte.
    pub at: usize,
}

impl Default for Anchor {
    fn default() -> Self {
        Self { source: Source::Text, at: 0 }
    }
}

/// What of an article is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layer {
    /// The cleaned text.
    #[default]
    Clean,
    /// The cleaned text with what was removed, dimmed, in its place.
    Removed,
    /// The source.
    Raw,
    /// What changed since the version before.
    Changes,
}

impl Layer {
    /// The layer that a key steps to.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Clean => Self::Removed,
            Self::Removed => Self::Raw,
            Self::Raw | Self::Changes => Self::Clean,
        }
    }

    /// Whether it shows the text itself, which the cursor can stand in.
    #[must_use]
    pub fn has_cursor(self) -> bool {
        matches!(self, Self::Clean | Self::Removed)
    }

    /// What it is called on screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Removed => "with removed",
            Self::Raw => "raw",
            Self::Changes => "what changed",
        }
    }
}

/// A search inside the article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Find {
    /// What was typed.
    pub query: String,
    /// Every place of it, sorted.
    pub hits: Vec<Span>,
    /// The hit the cursor is on.
    pub current: Option<usize>,
    /// How the hits are like what was typed.
    pub likeness: Likeness,
}

/// How what was found is like what was typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Likeness {
    /// The same under folding.
    #[default]
    Same,
    /// Words that are near, since nothing is the same.
    Near,
}

/// A sentence of the open article that an entry of the timeline comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    /// The sentence.
    pub sentence: Span,
    /// The entry.
    pub entry: EntryRef,
    /// Its place among the entry's tellings.
    pub telling: usize,
}

/// A place to go back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The article.
    pub article: usize,
    /// The byte of its text.
    pub at: usize,
}
