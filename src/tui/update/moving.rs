//! Moving and opening: the same keys in every pane and over every list.

use super::{
    correct, entity, export, kinds, list, note, pairs, saved, show, story, text, timeline,
};
use crate::tui::{
    effect::Effect,
    layout::{ARTICLE_LINES, ENTRY_LINES, Pane, sheet},
    motion,
    state::{Choice, Mode, RowCursor, State},
};

/// How far to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Lines down, up when negative.
    Lines(isize),
    /// Pages.
    Pages(isize),
    /// Half pages.
    HalfPages(isize),
    /// To the first.
    First,
    /// To the last.
    Last,
}

impl Step {
    /// How many rows that is where `page` rows are seen at once.
    pub(super) fn rows(self, page: usize) -> isize {
        let page = isize::try_from(page.max(1)).unwrap_or(isize::MAX);
        match self {
            Self::Lines(lines) => lines,
            Self::Pages(pages) => pages.saturating_mul((page - 1).max(1)),
            Self::HalfPages(halves) => halves.saturating_mul((page / 2).max(1)),
            Self::First => -isize::MAX,
            Self::Last => isize::MAX,
        }
    }
}

/// Goes up or down in what has the keys.
pub(super) fn step(state: &mut State, step: Step) -> Option<Effect> {
    match state.mode() {
        None => step_pane(state, step),
        Some(Mode::Select(_)) => text::step(state, step),
        Some(Mode::Page(_)) => step_page(state, step),
        Some(_) => step_mode(state, step),
    }
}

fn step_pane(state: &mut State, step: Step) -> Option<Effect> {
    match state.arrangement.focus {
        Pane::List => list::step(state, step),
        Pane::Text => text::step(state, step),
        Pane::Timeline => timeline::step(state, step),
    }
}

fn step_mode(state: &mut State, step: Step) -> Option<Effect> {
    let by = step.rows(usize::from(mode_room(state)));
    let mode = state.modes.last_mut()?;
    let count = mode.row_count();
    mode.cursor_mut()?.step(by, count);
    if let Mode::Notes(list) = mode {
        list.settle(by >= 0);
    }
    None
}

/// A page to read has no selected row: its top moves, held so that the last row stays in sight.
fn step_page(state: &mut State, step: Step) -> Option<Effect> {
    let room = usize::from(mode_room(state));
    let mode = state.modes.last_mut()?;
    let last = mode.row_count().saturating_sub(room);
    let cursor = mode.cursor_mut()?;
    let top = cursor.top.saturating_add_signed(step.rows(room)).min(last);
    *cursor = RowCursor { selected: top, top };
    None
}

/// Goes left (negative) or right: a character, or an article of the story.
pub(super) fn sideways(state: &mut State, by: isize) -> Option<Effect> {
    match state.mode() {
        Some(Mode::Story(_)) => story::step_column(state, by),
        _ => text::move_by(state, if by < 0 { motion::left } else { motion::right }),
    }
}

/// The rows that the topmost mode shows at once.
pub(super) fn mode_room(state: &State) -> u16 {
    sheet(state.size.0, state.size.1, state.place()).rows.height
}

/// The rows that a pane shows at once.
pub(super) fn pane_rows(state: &State, pane: Pane) -> usize {
    let height = state.areas().of(pane).map_or(1, |area| area.body.height);
    let lines = match pane {
        Pane::List => ARTICLE_LINES,
        Pane::Timeline => ENTRY_LINES,
        Pane::Text => 1,
    };
    usize::from((height / lines).max(1))
}

/// Opens what is selected in what has the keys.
pub(super) fn open(state: &mut State) -> Option<Effect> {
    match state.mode() {
        None => open_in_pane(state),
        Some(Mode::Notes(_)) => note::open_selected(state),
        Some(Mode::Entities(_)) => entity::open_selected(state),
        Some(Mode::Card(_)) => entity::open_row(state),
        Some(Mode::Pairs(_)) => pairs::open_selected(state),
        Some(Mode::Story(_)) => story::open_selected(state),
        Some(Mode::Menu(_)) => choose(state),
        Some(_) => None,
    }
}

fn open_in_pane(state: &mut State) -> Option<Effect> {
    match state.arrangement.focus {
        Pane::List => match saved::selected(state) {
            Some(at) => saved::open(state, at),
            None => show::focus(state, Pane::Text),
        },
        Pane::Text => entity::card_here(state),
        Pane::Timeline => timeline::show_sentence(state),
    }
}

fn choose(state: &mut State) -> Option<Effect> {
    let Some(Mode::Menu(menu)) = state.modes.pop() else { return None };
    let choice = menu.items.into_iter().nth(menu.cursor.selected)?.choice;
    match choice {
        Choice::Export(format) => Some(export::ask_path(state, format)),
        Choice::Kind(kind) => kinds::switch(state, kind),
        correction => correct::chosen(state, correction),
    }
}
