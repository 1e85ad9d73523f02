//! What has to hold after every message: lines wrapped at the width they are
//! shown at, and every selected row and the cursor in sight.

use std::sync::Arc;

use super::{moving, text};
use crate::tui::{
    layout::{ARTICLE_LINES, Area, ENTRY_LINES, timeline_parts},
    state::{ListRow, State, TimelineRow},
};

/// Wraps and scrolls as little as needed.
pub(super) fn settle(state: &mut State) {
    text::settle(state);
    show_list(state);
    show_timeline(state);
    show_mode(state);
    release(state);
}

/// Texts that stay in memory after they were looked at.
const TEXTS: usize = 32;

/// Forgets texts that were looked at, unless a worker has the dossier: then later.
fn release(state: &mut State) {
    if let Some(dossier) = Arc::get_mut(&mut state.holdings.dossier) {
        dossier.articles.release(TEXTS, state.reader.article);
    }
}

fn show_list(state: &mut State) {
    let Some(Area { body, .. }) = state.areas().list else { return };
    let list = &mut state.list;
    let rows = &list.rows;
    list.cursor.show(body.height, |at| rows.get(at).map_or(1, list_row_lines));
}

fn list_row_lines(row: &ListRow) -> u16 {
    match row {
        ListRow::Article(_) => ARTICLE_LINES,
        ListRow::Saved(_) | ListRow::Story(_) | ListRow::Rest => 1,
    }
}

fn show_timeline(state: &mut State) {
    let Some(Area { body, .. }) = state.areas().timeline else { return };
    let room = timeline_parts(body, state.timeline.reason_off).rows.height;
    let timeline = &mut state.timeline;
    let rows = &timeline.rows;
    timeline.cursor.show(room, |at| rows.get(at).map_or(1, timeline_row_lines));
    let top = timeline.cursor.top;
    let head =
        top.checked_sub(1).filter(|at| matches!(rows.get(*at), Some(TimelineRow::Head { .. })));
    if top == timeline.cursor.selected && room > ENTRY_LINES {
        // The first entry of a period is seen with its head.
        timeline.cursor.top = head.unwrap_or(top);
    }
}

fn timeline_row_lines(row: &TimelineRow) -> u16 {
    match row {
        TimelineRow::Head { .. } => 1,
        TimelineRow::Entry(_) => ENTRY_LINES,
    }
}

fn show_mode(state: &mut State) {
    let room = moving::mode_room(state);
    if let Some(cursor) = state.modes.last_mut().and_then(|mode| mode.cursor_mut()) {
        cursor.show(room, |_| 1);
    }
}
