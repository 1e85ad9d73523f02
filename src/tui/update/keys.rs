//! Keys and pasted text: to a command, or into what is being typed.

use super::{command, edit, finder, prompt};
use crate::{
    clean::{sanitise, sanitise_line},
    command::{Key, KeyName, Lookup},
    tui::{
        effect::Effect,
        state::{Mode, State},
    },
};

/// A key was pressed. It ends, extends or breaks off a sequence; where letters
/// are typed, what is no command is typed.
pub(super) fn press(state: &mut State, key: Key) -> Option<Effect> {
    state.message = None;
    state.pending.touched = true;
    if key == Key::plain(KeyName::Esc) && !state.pending.keys.is_empty() {
        state.pending.keys.clear();
        return None;
    }
    state.pending.keys.push(key);
    match state.keymap.find(state.place(), &state.pending.keys) {
        Lookup::More => None,
        Lookup::Command(id) => {
            state.pending.keys.clear();
            command::run(state, id)
        }
        Lookup::Nothing => {
            let keys = std::mem::take(&mut state.pending.keys);
            if keys.len() == 1 { typed(state, key) } else { None }
        }
    }
}

fn typed(state: &mut State, key: Key) -> Option<Effect> {
    match state.modes.last_mut()? {
        Mode::Prompt(prompt) => {
            edit::key(&mut prompt.input, key).then(|| prompt::changed(state))?
        }
        Mode::Finder(finder) => {
            edit::key(&mut finder.input, key).then(|| finder::changed(state))?
        }
        Mode::Editor(editor) => {
            editor.leaving = false;
            edit::area_key(&mut editor.area, key);
            None
        }
        _ => None,
    }
}

/// Text was pasted: it goes where letters are typed, made safe, and nowhere else.
pub(super) fn paste(state: &mut State, text: &str) -> Option<Effect> {
    match state.modes.last_mut()? {
        Mode::Prompt(prompt) => {
            edit::insert(&mut prompt.input, &sanitise_line(text));
            prompt::changed(state)
        }
        Mode::Finder(finder) => {
            edit::insert(&mut finder.input, &sanitise_line(text));
            finder::changed(state)
        }
        Mode::Editor(editor) => {
            editor.area.insert_str(sanitise(text));
            None
        }
        _ => None,
    }
}
