//! The mouse: a press selects, a drag in the text marks, the wheel scrolls
//! what is under it.

use super::{
    finder,
    moving::{self, Step},
    select, show, text, timeline,
};
use crate::tui::{
    effect::Effect,
    layout::{ARTICLE_LINES, ENTRY_LINES, Pane, sheet, timeline_parts},
    motion,
    msg::{Mouse, MouseAction},
    state::{ListRow, Mode, SelectUnit, State, TimelineRow},
    wrap::Source,
};

/// Lines that the wheel scrolls by.
const WHEEL: isize = 3;

/// The mouse did something.
pub(super) fn mouse(state: &mut State, mouse: Mouse) -> Option<Effect> {
    state.message = None;
    match mouse.action {
        MouseAction::WheelUp => wheel(state, mouse, -WHEEL),
        MouseAction::WheelDown => wheel(state, mouse, WHEEL),
        MouseAction::Press => press(state, mouse),
        MouseAction::Drag => drag(state, mouse),
        MouseAction::Release => {
            state.pending.drag = None;
            None
        }
    }
}

fn over_panes(state: &State) -> bool {
    matches!(state.mode(), None | Some(Mode::Select(_)))
}

fn wheel(state: &mut State, mouse: Mouse, by: isize) -> Option<Effect> {
    if !over_panes(state) {
        return moving::step(state, Step::Lines(by.signum()));
    }
    match state.areas().pane_at(mouse.column, mouse.row)? {
        Pane::Text => text::scroll(state, by),
        pane => {
            let before = std::mem::replace(&mut state.arrangement.focus, pane);
            let effect = moving::step(state, Step::Lines(by.signum()));
            state.arrangement.focus = before;
            return effect;
        }
    }
    None
}

fn press(state: &mut State, mouse: Mouse) -> Option<Effect> {
    state.pending.touched = true;
    if !over_panes(state) {
        return press_mode(state, mouse);
    }
    select::end(state);
    let pane = state.areas().pane_at(mouse.column, mouse.row)?;
    show::focus(state, pane);
    match pane {
        Pane::List => press_list(state, mouse),
        Pane::Text => press_text(state, mouse),
        Pane::Timeline => press_timeline(state, mouse),
    }
}

/// Over a list that lies over the panes a press selects, and on the selected row opens.
fn press_mode(state: &mut State, mouse: Mouse) -> Option<Effect> {
    let rows = sheet(state.size.0, state.size.1, state.place()).rows;
    let mode = state.modes.last_mut()?;
    let count = mode.row_count();
    let cursor = mode.cursor_mut()?;
    let down = usize::from(mouse.row.checked_sub(rows.y)?);
    let row = cursor.top + down;
    if down >= usize::from(rows.height) || row >= count {
        return None;
    }
    if cursor.selected != row {
        cursor.selected = row;
        return None;
    }
    match mode {
        Mode::Finder(_) => finder::accept(state),
        _ => moving::open(state),
    }
}

/// The row at `line` lines below the first one shown, where rows differ in height.
fn row_at(top: usize, line: u16, lines: impl Iterator<Item = u16>) -> Option<usize> {
    let mut below = 0;
    for (row, height) in lines.enumerate().skip(top) {
        below += height;
        if line < below {
            return Some(row);
        }
    }
    None
}

fn press_list(state: &mut State, mouse: Mouse) -> Option<Effect> {
    let body = state.areas().list?.body;
    let lines = state.list.rows.iter().map(|row| match row {
        ListRow::Article(_) => ARTICLE_LINES,
        _ => 1,
    });
    let row = row_at(state.list.cursor.top, mouse.row.checked_sub(body.y)?, lines)?;
    state.list.cursor.selected = row;
    moving::step(state, Step::Lines(0))
}

fn press_timeline(state: &mut State, mouse: Mouse) -> Option<Effect> {
    let body = state.areas().timeline?.body;
    let rows = timeline_parts(body, state.timeline.reason_off).rows;
    let lines = state.timeline.rows.iter().map(|row| match row {
        TimelineRow::Head { .. } => 1,
        TimelineRow::Entry(_) => ENTRY_LINES,
    });
    let row = row_at(state.timeline.cursor.top, mouse.row.checked_sub(rows.y)?, lines)?;
    state.timeline.cursor.selected = row;
    timeline::step(state, Step::Lines(0))
}

/// The byte of the text under the mouse; the line's end right of it.
fn text_at(state: &State, mouse: Mouse) -> Option<usize> {
    let column = state.areas().column();
    let row = usize::from(mouse.row.checked_sub(column.y)?);
    let line = state.reader.lines.get(state.reader.top + row)?;
    let cells = usize::from(mouse.column.saturating_sub(column.x));
    (line.source == Source::Text).then(|| motion::at_column(text::text(state), line.span, cells))
}

/// The removed line under the mouse, where such lines are shown.
fn removed_at(state: &State, mouse: Mouse) -> Option<(usize, usize)> {
    let row = usize::from(mouse.row.checked_sub(state.areas().column().y)?);
    let line = state.reader.lines.get(state.reader.top + row)?;
    match line.source {
        Source::Removed(piece) => Some((piece, line.span.start)),
        Source::Text | Source::Raw | Source::Blank => None,
    }
}

fn press_text(state: &mut State, mouse: Mouse) -> Option<Effect> {
    if let Some((piece, at)) = removed_at(state, mouse) {
        text::put_on_removed(state, piece, at);
        return None;
    }
    let at = text_at(state, mouse)?;
    state.pending.drag = Some(at);
    text::put_cursor(state, at);
    None
}

fn drag(state: &mut State, mouse: Mouse) -> Option<Effect> {
    let from = state.pending.drag?;
    let at = text_at(state, mouse)?;
    if state.selection().is_none() {
        if at == from {
            return None;
        }
        select::start(state, SelectUnit::Character);
    }
    text::put_cursor(state, at);
    None
}
