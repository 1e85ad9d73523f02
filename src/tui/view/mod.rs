//! Drawing: reads the state, changes nothing.

pub(crate) mod paint;

use ratatui::{Frame, style::Style};

use super::state::{ListRow, State};

/// Draws the whole screen.
pub fn draw(state: &State, frame: &mut Frame<'_>) {
    let area = frame.area();
    let rows = state.list.rows.iter().skip(state.list.cursor.top).filter_map(|row| match row {
        ListRow::Article(article) => state.library.article(*article),
        _ => None,
    });
    for (row, article) in (0..area.height).zip(rows) {
        let width = usize::from(area.width);
        frame.buffer_mut().set_stringn(0, row, &article.metadata.title, width, Style::default());
    }
}
