//! Settings: `config.toml` and `keymap.toml` read from their text.
//!
//! Each mistake is reported with its line and column, and the default stands;
//! everything else in the file counts.

use std::{collections::BTreeMap, fmt};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{CommandId, Keymap, Sequence, parse_sequence};

/// What `config.toml` may set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// `theme`.
    pub theme: Theme,
    /// `colours`.
    pub colours: ColourChoice,
    /// `sort`: the order in which the list opens.
    pub sort: SortOrder,
    /// `mouse`: whether the mouse works.
    pub mouse: bool,
    /// `timeline`: whether the timeline is shown at first.
    pub timeline: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::Dark,
            colours: ColourChoice::Auto,
            sort: SortOrder::Date,
            mouse: true,
            timeline: true,
        }
    }
}

/// An enum whose values have names in the settings file.
trait Named: Copy + Sized + 'static {
    const ALL: &'static [(&'static str, Self)];

    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(text, _)| *text == name).map(|(_, value)| *value)
    }
}

/// Writes an enum of the settings with the names of its values.
macro_rules! choices {
    ($(#[$about:meta])* $type:ident { $($(#[$doc:meta])* $value:ident $name:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type {
            $($(#[$doc])* $value,)*
        }

        impl Named for $type {
            const ALL: &'static [(&'static str, Self)] = &[$(($name, Self::$value),)*];
        }

        impl $type {
            /// Every value, in the order in which a key steps through them.
            pub const ALL: &'static [Self] = &[$(Self::$value,)*];

            /// The name used in the settings file and on screen.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$value => $name,)*
                }
            }

            /// The value after this one, the first after the last.
            #[must_use]
            pub fn next(self) -> Self {
                let at = Self::ALL.iter().position(|value| *value == self).unwrap_or(0);
                Self::ALL.get(at + 1).copied().unwrap_or(Self::ALL[0])
            }
        }
    };
}

choices! {
    /// The themes.
    #[derive(Default)]
    Theme {
        /// Light on dark.
        #[default]
        Dark "dark",
        /// Dark on light.
        Light "light",
        /// Strong colours on black.
        HighContrast "high-contrast",
        /// No colour at all.
        Mono "mono",
    }
}

choices! {
    /// How many colours are used.
    ColourChoice {
        /// As many as the terminal says it has.
        Auto "auto",
        /// 24-bit.
        True "truecolor",
        /// 256.
        Indexed "256",
        /// 16.
        Sixteen "16",
        /// None.
        None "none",
    }
}

choices! {
    /// The orders of the list.
    SortOrder {
        /// The latest first, the undated last.
        Date "date",
        /// By title.
        Title "title",
        /// By publisher, then date.
        Publisher "publisher",
        /// The unread first, then by date.
        Unread "unread",
    }
}

/// A mistake in a settings file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsProblem {
    /// The file's name: `config.toml` or `keymap.toml`.
    pub file: &'static str,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for SettingsProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, message } = self;
        write!(formatter, "{file}:{line}:{column}: {message}")
    }
}

/// Reads `config.toml`.
#[must_use]
pub fn parse_settings(text: &str) -> (Settings, Vec<SettingsProblem>) {
    let mut settings = Settings::default();
    let mut file = File::new("config.toml", text);
    for (key, value) in file.entries() {
        let outcome = match key.get_ref().as_ref() {
            "theme" => set_named(&mut settings.theme, &value),
            "colours" => set_named(&mut settings.colours, &value),
            "sort" => set_named(&mut settings.sort, &value),
            "mouse" => set_switch(&mut settings.mouse, &value),
            "timeline" => set_switch(&mut settings.timeline, &value),
            other => {
                let message =
                    format!("expected theme, colours, sort, mouse or timeline, found '{other}'");
                file.report(key.span().start, message);
                continue;
            }
        };
        if let Err(message) = outcome {
            file.report(value.span().start, message);
        }
    }
    (settings, file.problems)
}

/// Reads `keymap.toml`: a command's name and its key or list of keys a line.
#[must_use]
pub fn parse_keymap(text: &str) -> (Keymap, Vec<SettingsProblem>) {
    let mut changes = BTreeMap::new();
    let mut file = File::new("keymap.toml", text);
    for (key, value) in file.entries() {
        let Some(id) = CommandId::named(key.get_ref()) else {
            file.report(key.span().start, format!("no command is called '{}'", key.get_ref()));
            continue;
        };
        match sequences(&value) {
            Ok(keys) => _ = changes.insert(id, keys),
            Err((at, message)) => file.report(at, message),
        }
    }
    (Keymap::changed(&changes), file.problems)
}

/// A settings file being read.
struct File<'a> {
    name: &'static str,
    text: &'a str,
    problems: Vec<SettingsProblem>,
}

type Entry<'a> = (Spanned<std::borrow::Cow<'a, str>>, Spanned<DeValue<'a>>);

impl<'a> File<'a> {
    fn new(name: &'static str, text: &'a str) -> Self {
        Self { name, text, problems: Vec::new() }
    }

    /// What the file sets, in its order; what can't be read is reported.
    fn entries(&mut self) -> Vec<Entry<'a>> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in errors {
            let at = error.span().map_or(0, |span| span.start);
            self.report(at, error.message().to_lowercase());
        }
        let mut entries: Vec<Entry<'a>> = table.into_inner().into_iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        entries
    }

    fn report(&mut self, at: usize, message: String) {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        self.problems.push(SettingsProblem { file: self.name, line, column, message });
    }
}

fn set_named<T: Named>(target: &mut T, value: &Spanned<DeValue<'_>>) -> Result<(), String> {
    let found = value.get_ref().as_str().and_then(T::named);
    let names: Vec<&str> = T::ALL.iter().map(|(name, _)| *name).collect();
    *target = found.ok_or_else(|| format!("expected one of {}", names.join(", ")))?;
    Ok(())
}

fn set_switch(target: &mut bool, value: &Spanned<DeValue<'_>>) -> Result<(), String> {
    *target = value.get_ref().as_bool().ok_or("expected true or false")?;
    Ok(())
}

/// One key or a list of them; none unbinds.
fn sequences(value: &Spanned<DeValue<'_>>) -> Result<Vec<Sequence>, (usize, String)> {
    match value.get_ref() {
        DeValue::Array(items) => items.iter().map(sequence).collect(),
        _ => sequence(value).map(|keys| vec![keys]),
    }
}

fn sequence(value: &Spanned<DeValue<'_>>) -> Result<Sequence, (usize, String)> {
    let at = value.span().start;
    let text = value.get_ref().as_str();
    let text = text.ok_or_else(|| (at, "expected a key in quotation marks".to_owned()))?;
    parse_sequence(text).map_err(|error| (at, error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{Lookup, Place};

    fn shown(problems: &[SettingsProblem]) -> Vec<String> {
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_right_counts_and_what_is_wrong_is_placed() {
        let text = "theme = \"light\"\nmouse = 3\n  colour = \"16\"\nsort = \"size\"\n";
        let (settings, problems) = parse_settings(text);
        assert_eq!(settings, Settings { theme: Theme::Light, ..Settings::default() });
        assert_eq!(
            shown(&problems),
            [
                "config.toml:2:9: expected true or false",
                "config.toml:3:3: expected theme, colours, sort, mouse or timeline, found 'colour'",
                "config.toml:4:8: expected one of date, title, publisher, unread",
            ]
        );
    }

    #[test]
    fn a_broken_file_leaves_the_defaults() {
        let (settings, problems) = parse_settings("theme = \nmouse = false");
        assert_eq!(settings.theme, Theme::Dark);
        assert_eq!(problems.first().map(|problem| problem.line), Some(1));
    }

    #[test]
    fn keys_are_changed_by_command_name() {
        let text = "quit = \"ctrl-q\"\nstar = [\"s\", \"g *\"]\nnope = \"x\"\nundo = \"zz\"\n";
        let (keymap, problems) = parse_keymap(text);
        let quit = parse_sequence("ctrl-q").unwrap();
        assert_eq!(keymap.find(Place::List, &quit), Lookup::Command(CommandId::Quit));
        assert_eq!(keymap.keys_of(CommandId::ToggleStar).len(), 2);
        assert_eq!(keymap.key_text(CommandId::Undo), "u");
        assert_eq!(
            shown(&problems),
            [
                "keymap.toml:3:1: no command is called 'nope'",
                "keymap.toml:4:8: expected a key such as j, ctrl-p, shift-tab or g g, found 'zz'",
            ]
        );
    }
}
