//! Editing what is typed: our keys to the requests of the input widgets.

use ratatui_textarea as area;
use tui_input::{Input, InputRequest};

use crate::command::{Key, KeyName};

/// The longest line that can be typed, in characters.
const LONGEST: usize = 1000;

/// Applies a key to a line; whether its text changed.
pub(super) fn key(input: &mut Input, key: Key) -> bool {
    if key.typed().is_some() && input.value().len() >= LONGEST {
        return false;
    }
    let request = request(key);
    request.and_then(|request| input.handle(request)).is_some_and(|changed| changed.value)
}

/// Types a text into a line, as much as fits.
pub(super) fn insert(input: &mut Input, text: &str) {
    let room = LONGEST.saturating_sub(input.value().len());
    for character in text.chars().take(room) {
        input.handle(InputRequest::InsertChar(character));
    }
}

fn request(key: Key) -> Option<InputRequest> {
    if let Some(character) = key.typed() {
        return Some(InputRequest::InsertChar(character));
    }
    if key.ctrl {
        return with_ctrl(key.name);
    }
    match (key.name, key.alt) {
        (KeyName::Backspace, false) => Some(InputRequest::DeletePrevChar),
        (KeyName::Backspace, true) => Some(InputRequest::DeletePrevWord),
        (KeyName::Delete, _) => Some(InputRequest::DeleteNextChar),
        (KeyName::Left, false) => Some(InputRequest::GoToPrevChar),
        (KeyName::Right, false) => Some(InputRequest::GoToNextChar),
        (KeyName::Left | KeyName::Char('b'), true) => Some(InputRequest::GoToPrevWord),
        (KeyName::Right | KeyName::Char('f'), true) => Some(InputRequest::GoToNextWord),
        (KeyName::Home, _) => Some(InputRequest::GoToStart),
        (KeyName::End, _) => Some(InputRequest::GoToEnd),
        _ => None,
    }
}

/// The control keys of a shell's line.
fn with_ctrl(name: KeyName) -> Option<InputRequest> {
    match name {
        KeyName::Char('a') => Some(InputRequest::GoToStart),
        KeyName::Char('e') => Some(InputRequest::GoToEnd),
        KeyName::Char('b') => Some(InputRequest::GoToPrevChar),
        KeyName::Char('f') => Some(InputRequest::GoToNextChar),
        KeyName::Char('h') => Some(InputRequest::DeletePrevChar),
        KeyName::Char('d') => Some(InputRequest::DeleteNextChar),
        KeyName::Char('w') | KeyName::Backspace => Some(InputRequest::DeletePrevWord),
        KeyName::Char('k') => Some(InputRequest::DeleteTillEnd),
        KeyName::Char('u') => Some(InputRequest::DeleteFromStart),
        KeyName::Char('y') => Some(InputRequest::Yank),
        KeyName::Left => Some(InputRequest::GoToPrevWord),
        KeyName::Right => Some(InputRequest::GoToNextWord),
        _ => None,
    }
}

/// Applies a key to the note editor.
pub(super) fn area_key(area: &mut area::TextArea<'static>, key: Key) {
    let Key { ctrl, alt, shift, .. } = key;
    area.input(area::Input { key: area_name(key.name), ctrl, alt, shift });
}

fn area_name(name: KeyName) -> area::Key {
    match name {
        KeyName::Char(character) => area::Key::Char(character),
        KeyName::Enter => area::Key::Enter,
        KeyName::Tab => area::Key::Tab,
        KeyName::Backspace => area::Key::Backspace,
        KeyName::Delete => area::Key::Delete,
        KeyName::Up => area::Key::Up,
        KeyName::Down => area::Key::Down,
        KeyName::Left => area::Key::Left,
        KeyName::Right => area::Key::Right,
        KeyName::Home => area::Key::Home,
        KeyName::End => area::Key::End,
        KeyName::PageUp => area::Key::PageUp,
        KeyName::PageDown => area::Key::PageDown,
        KeyName::Esc | KeyName::Insert | KeyName::F(_) => area::Key::Null,
    }
}
