//! The settings in force: files, then the environment, then the command line.

use std::env;

use super::args::{ColourWhen, Everywhere};
use crate::{
    command::{ColourChoice, Keymap, Settings, Theme, parse_keymap, parse_settings},
    store::{self, Home},
};

/// What the settings come to.
#[derive(Clone, Debug)]
pub struct InForce {
    /// How the reader looks and behaves.
    pub settings: Settings,
    /// Its keys.
    pub keymap: Keymap,
    /// Mistakes in the files, each with its place; the defaults stand there.
    pub mistakes: Vec<String>,
}

/// Reads the settings files of `home` and lays `NO_COLOR` and the command line over them.
#[must_use]
pub fn in_force(home: &Home, everywhere: &Everywhere) -> InForce {
    let files = store::settings(home);
    let (mut settings, mut problems) = parse_settings(&files.config);
    let (keymap, more) = parse_keymap(&files.keymap);
    problems.extend(more);
    overrule(&mut settings, everywhere);
    let unread = files.problems.iter().map(|one| format!("{}: {}", one.file, one.message));
    let mistakes = unread.chain(problems.iter().map(ToString::to_string)).collect();
    InForce { settings, keymap, mistakes }
}

fn overrule(settings: &mut Settings, everywhere: &Everywhere) {
    settings.colours = colours(settings.colours, everywhere.color);
    if let Some(name) = &everywhere.theme {
        let theme = Theme::ALL.iter().find(|theme| theme.name() == name);
        settings.theme = theme.copied().unwrap_or(settings.theme);
    }
    settings.mouse &= !everywhere.no_mouse;
}

/// The colours of the files, unless the command line or `NO_COLOR` says otherwise.
fn colours(set: ColourChoice, wanted: ColourWhen) -> ColourChoice {
    let no_colour = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    match wanted {
        ColourWhen::Never => ColourChoice::None,
        ColourWhen::Auto if no_colour => ColourChoice::None,
        ColourWhen::Always if set == ColourChoice::None => ColourChoice::Auto,
        ColourWhen::Auto | ColourWhen::Always => set,
    }
}
