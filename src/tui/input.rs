//! The terminal's events to messages: with `command::Key`, the only place that
//! knows how a terminal library names its keys.

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use super::msg::{Mouse, MouseAction, Msg};
use crate::command::{Key, KeyName};

/// The message of an event; none for what the reader has no use for.
pub(super) fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(event) => key(event).map(Msg::Key),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Mouse(event) => mouse(event).map(Msg::Mouse),
        Event::Resize(width, height) => Some(Msg::Resize(width, height)),
        Event::FocusGained | Event::FocusLost => None,
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let name = name(event.code)?;
    let held = |modifier| event.modifiers.contains(modifier);
    // A letter carries its shift itself.
    let shift = held(KeyModifiers::SHIFT) && !matches!(name, KeyName::Char(_));
    let shift = shift || event.code == KeyCode::BackTab;
    Some(Key { name, ctrl: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT), shift })
}

fn name(code: KeyCode) -> Option<KeyName> {
    Some(match code {
        KeyCode::Char(character) if !character.is_control() => KeyName::Char(character),
        KeyCode::Enter => KeyName::Enter,
        KeyCode::Esc => KeyName::Esc,
        KeyCode::Tab | KeyCode::BackTab => KeyName::Tab,
        KeyCode::Backspace => KeyName::Backspace,
        KeyCode::Delete => KeyName::Delete,
        KeyCode::Insert => KeyName::Insert,
        KeyCode::Up => KeyName::Up,
        KeyCode::Down => KeyName::Down,
        KeyCode::Left => KeyName::Left,
        KeyCode::Right => KeyName::Right,
        KeyCode::Home => KeyName::Home,
        KeyCode::End => KeyName::End,
        KeyCode::PageUp => KeyName::PageUp,
        KeyCode::PageDown => KeyName::PageDown,
        KeyCode::F(number) => KeyName::F(number),
        _ => return None,
    })
}

fn mouse(event: MouseEvent) -> Option<Mouse> {
    let action = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseAction::Press,
        MouseEventKind::Drag(MouseButton::Left) => MouseAction::Drag,
        MouseEventKind::Up(MouseButton::Left) => MouseAction::Release,
        MouseEventKind::ScrollUp => MouseAction::WheelUp,
        MouseEventKind::ScrollDown => MouseAction::WheelDown,
        _ => return None,
    };
    Some(Mouse { action, column: event.column, row: event.row })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: KeyCode, modifiers: KeyModifiers, expected: &str) {
        let found = key(KeyEvent::new(code, modifiers)).map(|key| key.to_string());
        assert_eq!(found.unwrap_or_default(), expected);
    }

    #[test]
    fn keys_have_the_names_of_the_table() {
        check(KeyCode::Char('j'), KeyModifiers::NONE, "j");
        check(KeyCode::Char('J'), KeyModifiers::SHIFT, "J");
        check(KeyCode::Char('p'), KeyModifiers::CONTROL, "ctrl-p");
        check(KeyCode::BackTab, KeyModifiers::SHIFT, "shift-tab");
        check(KeyCode::BackTab, KeyModifiers::NONE, "shift-tab");
        check(KeyCode::Left, KeyModifiers::ALT, "alt-left");
        check(KeyCode::Char(' '), KeyModifiers::NONE, "space");
        check(KeyCode::CapsLock, KeyModifiers::NONE, "");
    }
}
