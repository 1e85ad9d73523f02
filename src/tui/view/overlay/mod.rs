//! What lies over the panes: a framed sheet with rows, a line to type into, a
//! preview.

mod finder;
mod lists;
mod notes;
mod pairs;
mod story;

use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};

use super::{
    paint::{Ink, clear, put},
    row::{self, Selected},
    status,
};
use crate::tui::{
    layout::{Sheet, sheet},
    state::{MenuKind, Mode, NoteEditor, NoteTarget, PageKind, RowCursor, State},
    theme::Role,
    wrap::cells,
};

/// Draws the topmost sheet.
pub(crate) fn draw(state: &State, buffer: &mut Buffer, ink: Ink) {
    let Some(mode) = shown(state) else { return };
    let sheet = sheet(state.size.0, state.size.1, mode.place());
    frame(buffer, sheet.frame, &title(state, mode), ink);
    match mode {
        Mode::Finder(finder) => finder::draw(state, buffer, sheet, finder, ink),
        Mode::Notes(list) => notes::draw(state, buffer, sheet, list, ink),
        Mode::Entities(list) => lists::entities(state, buffer, sheet, list, ink),
        Mode::Card(card) => lists::card(state, buffer, sheet, card, ink),
        Mode::Pairs(view) => pairs::draw(state, buffer, sheet, view, ink),
        Mode::Story(view) => story::draw(state, buffer, sheet, view, ink),
        Mode::Menu(menu) => lists::menu(buffer, sheet, menu, ink),
        Mode::Page(page) => lists::page(buffer, sheet, page, ink),
        Mode::Editor(editor) => note_editor(buffer, sheet, editor, ink),
        Mode::Select(_) | Mode::Prompt(_) => {}
    }
}

/// The topmost sheet; a line being typed leaves the one under it in sight.
fn shown(state: &State) -> Option<&Mode> {
    let typed = |mode: &&Mode| matches!(mode, Mode::Prompt(_));
    let mode = state.modes.iter().rev().find(|mode| !typed(mode));
    mode.filter(|mode| !matches!(mode, Mode::Select(_)))
}

/// Where the caret stands, where something is typed.
pub(crate) fn caret(state: &State) -> Option<(u16, u16)> {
    match state.mode()? {
        Mode::Prompt(_) => status::caret(state),
        Mode::Finder(finder) => {
            let head = place(state).head;
            let at = u16::try_from(finder.input.visual_cursor() + 2).ok()?;
            (head.height > 0).then_some((head.x.saturating_add(at).min(head.right()), head.y))
        }
        _ => None,
    }
}

fn place(state: &State) -> Sheet {
    sheet(state.size.0, state.size.1, state.place())
}

fn title(state: &State, mode: &Mode) -> String {
    match mode {
        Mode::Finder(finder) => finder::title(finder).to_owned(),
        Mode::Notes(list) => notes::title(list),
        Mode::Entities(list) => lists::entities_title(list),
        Mode::Card(card) => lists::card_title(state, card),
        Mode::Pairs(_) => pairs::TITLE.to_owned(),
        Mode::Story(view) => story::title(state, view),
        Mode::Menu(menu) => MenuKind::title(menu.kind).to_owned(),
        Mode::Page(page) => match page.kind {
            PageKind::Help(place) => format!("keys and signs of the {}", place.name()),
            PageKind::Problems => "problems".to_owned(),
            PageKind::Preview(format) => format!("{}, as it begins", format.name()),
        },
        Mode::Editor(editor) => match (editor.leaving, editor.target) {
            (true, _) => "Esc again drops what you wrote".to_owned(),
            (false, NoteTarget::Span { .. }) => "a note".to_owned(),
            (false, NoteTarget::Note(_)) => "change the note".to_owned(),
        },
        Mode::Select(_) | Mode::Prompt(_) => String::new(),
    }
}

/// Clears the sheet's ground and draws its frame with the title in it.
fn frame(buffer: &mut Buffer, area: Rect, title: &str, ink: Ink) {
    let style = ink.of(Role::Text);
    clear(buffer, area, style);
    if area.width < 3 || area.height < 3 {
        return;
    }
    let rule = ink.of(Role::Rule);
    let across = "─".repeat(usize::from(area.width - 2));
    let right = area.right() - 1;
    put(buffer, (area.x, area.y), area.width, &format!("┌{across}┐"), rule);
    put(buffer, (area.x, area.bottom() - 1), area.width, &format!("└{across}┘"), rule);
    for y in area.y + 1..area.bottom() - 1 {
        put(buffer, (area.x, y), 1, "│", rule);
        put(buffer, (right, y), 1, "│", rule);
    }
    let line = Rect { x: area.x + 2, width: area.width.saturating_sub(4), height: 1, ..area };
    let wide = u16::try_from(cells(title) + 2).unwrap_or(u16::MAX).min(line.width);
    let line = Rect { width: wide, ..line };
    row::put_cut(buffer, line, &format!(" {title} "), ink.of(Role::TitleFocused));
}

/// Calls `each` for every row that is shown, with its inner line and how it stands.
fn rows(
    buffer: &mut Buffer,
    area: Rect,
    (cursor, count): (RowCursor, usize),
    ink: Ink,
    mut each: impl FnMut(&mut Buffer, Rect, usize, Selected),
) {
    for (at, line) in (cursor.top..count).zip(area.rows()) {
        let selected = Selected::of(at, cursor.selected, true);
        let inner = row::begin(buffer, line, selected, ink);
        each(buffer, inner, at, selected);
    }
}

fn note_editor(buffer: &mut Buffer, sheet: Sheet, editor: &NoteEditor, ink: Ink) {
    let mut area = editor.area.clone();
    area.set_style(ink.of(Role::Text));
    area.set_cursor_style(ink.of(Role::Selected));
    area.set_cursor_line_style(ink.of(Role::Text));
    area.render(sheet.rows, buffer);
}
