//! The reader's settings files, as text; what they mean is `command`'s matter.

use std::{fs, io, path::Path};

use super::{Home, walk::cant_open};
use crate::model::Problem;

/// The texts of the settings files; empty where there is no file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// `config.toml`.
    pub config: String,
    /// `keymap.toml`.
    pub keymap: String,
    /// Files that are there and can't be read.
    pub problems: Vec<Problem>,
}

/// Reads the settings files below `home`.
#[must_use]
pub fn settings(home: &Home) -> Settings {
    let mut settings = Settings::default();
    if let Some(folder) = &home.config {
        settings.config = text(folder, "config.toml", &mut settings.problems);
        settings.keymap = text(folder, "keymap.toml", &mut settings.problems);
    }
    settings
}

fn text(folder: &Path, name: &str, problems: &mut Vec<Problem>) -> String {
    match fs::read_to_string(folder.join(name)) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => {
            problems.push(Problem { file: name.to_owned(), message: cant_open(&error) });
            String::new()
        }
    }
}
