//! The one table of commands: names, help and default keys, and the settings
//! that change them. Keymap, help, hints, palette, manual and completions
//! derive from it.
//!
//! Pure: the text of the settings files comes in, what it means goes out. Keys
//! have names of their own here ([`Key`]), so that nothing but the terminal's
//! input module knows a terminal library's.

mod hint;
mod key;
mod keymap;
mod place;
mod settings;
mod table;

pub use hint::{Hint, hints};
pub use key::{Key, KeyName, ParseKeyError, Sequence, parse_sequence, print_sequence};
pub use keymap::{Keymap, Lookup};
pub use place::{Group, Place};
pub use settings::{
    ColourChoice, Settings, SettingsProblem, SortOrder, Theme, parse_keymap, parse_settings,
};
pub use table::{COMMANDS, Command, CommandId};
