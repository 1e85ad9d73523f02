//! Drawing: reads the state, changes nothing.
//!
//! [`draw`] fills the ground, then draws what the layout shows: panes, the
//! rules between them, the status line and what lies over all of it. Every
//! piece of article text reaches the buffer through `paint`.

mod list;
mod overlay;
mod paint;
mod pane;
mod row;
mod status;
mod text;
mod timeline;

use ratatui::{Frame, buffer::Buffer};

use self::paint::{Ink, ground};
use super::{layout::Pane, state::State, theme::Role};

/// Draws the whole screen.
pub fn draw(state: &State, frame: &mut Frame<'_>) {
    let buffer = frame.buffer_mut();
    paint_all(state, buffer);
    if let Some(place) = overlay::caret(state) {
        frame.set_cursor_position(place);
    }
}

fn paint_all(state: &State, buffer: &mut Buffer) {
    let ink = Ink { theme: state.look.theme, depth: state.look.depth };
    ground(buffer, buffer.area, ink.of(Role::Text));
    let areas = state.areas();
    for pane in [Pane::List, Pane::Text, Pane::Timeline] {
        let Some(area) = areas.of(pane) else { continue };
        pane::head(state, buffer, area.head, pane, ink);
        match pane {
            Pane::List => list::draw(state, buffer, area.body, ink),
            Pane::Text => text::draw(state, buffer, area, ink),
            Pane::Timeline => timeline::draw(state, buffer, area.body, ink),
        }
    }
    for rule in &areas.rules {
        pane::rule(buffer, *rule, ink);
    }
    status::draw(state, buffer, areas.status, ink);
    overlay::draw(state, buffer, ink);
}
