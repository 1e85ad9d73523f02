//! Keys by name: `j`, `J`, `ctrl-p`, `shift-tab`, `pagedown`, and sequences
//! of them: `g g`.

use std::{fmt, str::FromStr};

use thiserror::Error;

/// A key press. A character carries its shift itself (`J`), so `shift` is only
/// ever set on named keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Which key.
    pub name: KeyName,
    /// With the control key.
    pub ctrl: bool,
    /// With the alt key.
    pub alt: bool,
    /// With the shift key.
    pub shift: bool,
}

/// The keys that can be pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyName {
    /// A letter, digit or sign, as typed.
    Char(char),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tabulator.
    Tab,
    /// Rub out to the left.
    Backspace,
    /// Rub out to the right.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// To the start.
    Home,
    /// To the end.
    End,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// A function key.
    F(u8),
}

/// Keys pressed one after the other.
pub type Sequence = Vec<Key>;

/// Why a text is no key.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("expected a key such as j, ctrl-p, shift-tab or g g, found '{0}'")]
pub struct ParseKeyError(pub String);

/// The named keys, in both directions.
const NAMES: [(&str, KeyName); 16] = [
    ("enter", KeyName::Enter),
    ("esc", KeyName::Esc),
    ("tab", KeyName::Tab),
    ("backspace", KeyName::Backspace),
    ("delete", KeyName::Delete),
    ("insert", KeyName::Insert),
    ("up", KeyName::Up),
    ("down", KeyName::Down),
    ("left", KeyName::Left),
    ("right", KeyName::Right),
    ("home", KeyName::Home),
    ("end", KeyName::End),
    ("pageup", KeyName::PageUp),
    ("pagedown", KeyName::PageDown),
    ("space", KeyName::Char(' ')),
    ("minus", KeyName::Char('-')),
];

impl Key {
    /// A key without modifiers.
    #[must_use]
    pub fn plain(name: KeyName) -> Self {
        Self { name, ctrl: false, alt: false, shift: false }
    }

    /// The character it types; none with control or alt, or for a named key.
    #[must_use]
    pub fn typed(self) -> Option<char> {
        match self.name {
            KeyName::Char(character) if !self.ctrl && !self.alt => Some(character),
            _ => None,
        }
    }
}

impl FromStr for Key {
    type Err = ParseKeyError;

    fn from_str(text: &str) -> Result<Self, ParseKeyError> {
        let wrong = || ParseKeyError(text.to_owned());
        let mut key = Self::plain(KeyName::Esc);
        let mut rest = text;
        while let Some((modifier, after)) = split_modifier(rest) {
            match modifier {
                "ctrl" => key.ctrl = true,
                "alt" => key.alt = true,
                _ => key.shift = true,
            }
            rest = after;
        }
        key.name = parse_name(rest).ok_or_else(wrong)?;
        if key.shift && matches!(key.name, KeyName::Char(_)) {
            return Err(wrong());
        }
        Ok(key)
    }
}

fn split_modifier(text: &str) -> Option<(&str, &str)> {
    let (modifier, rest) = text.split_once('-')?;
    (!rest.is_empty() && matches!(modifier, "ctrl" | "alt" | "shift")).then_some((modifier, rest))
}

fn parse_name(text: &str) -> Option<KeyName> {
    if let Some((_, name)) = NAMES.iter().find(|(name, _)| *name == text) {
        return Some(*name);
    }
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(character), None) if !character.is_control() => Some(KeyName::Char(character)),
        (Some('f'), Some(_)) => {
            text.get(1..)?.parse().ok().filter(|number| (1..=24).contains(number)).map(KeyName::F)
        }
        _ => None,
    }
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "ctrl-"), (self.alt, "alt-"), (self.shift, "shift-")] {
            if held {
                formatter.write_str(name)?;
            }
        }
        write!(formatter, "{}", self.name)
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, NAMES.iter().find(|(_, key)| key == self)) {
            (Self::Char(character), None) => write!(formatter, "{character}"),
            (Self::Char('-'), _) => formatter.write_str("-"),
            (Self::F(number), _) => write!(formatter, "f{number}"),
            (_, Some((name, _))) => formatter.write_str(name),
            (_, None) => Ok(()),
        }
    }
}

/// Reads keys apart by spaces.
///
/// # Errors
/// The first part that is no key; the whole text when it holds none.
pub fn parse_sequence(text: &str) -> Result<Sequence, ParseKeyError> {
    let keys: Sequence = text.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    if keys.is_empty() { Err(ParseKeyError(text.to_owned())) } else { Ok(keys) }
}

/// Prints what [`parse_sequence`] reads.
#[must_use]
pub fn print_sequence(keys: &[Key]) -> String {
    keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_print_as_they_are_read() {
        for text in
            ["j", "J", "ctrl-p", "alt-left", "shift-tab", "g g", "space", "-", "ctrl--", "f12", "ğ"]
        {
            assert_eq!(print_sequence(&parse_sequence(text).unwrap()), text);
        }
        assert_eq!(parse_sequence("minus"), parse_sequence("-"));
    }

    #[test]
    fn what_is_no_key_is_named() {
        for (text, named) in
            [("", ""), ("jj", "jj"), ("g hello", "hello"), ("f99", "f99"), ("shift-j", "shift-j")]
        {
            assert_eq!(parse_sequence(text), Err(ParseKeyError(named.to_owned())), "{text}");
        }
    }
}
