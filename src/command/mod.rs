//! The one table of commands: names, help and default keys, and the settings
//! that change them. Keymap, help, hints, palette, manual and completions
//! derive from it.
