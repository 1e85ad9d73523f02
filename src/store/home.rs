//! Where Dateline writes: one folder given by the reader, or the XDG folders.
//!
//! A [`Home`] only names places. Each is created by whoever writes there first.

use std::{
    env,
    path::{Path, PathBuf},
};

use etcetera::BaseStrategy;

/// The folders for what is derived, what is kept, and the settings.
///
/// Without a home directory (a bare container, a service) the three are
/// unknown: the cache is off then and the settings are the defaults.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Home {
    /// Where derived data goes; deleting it loses nothing.
    pub cache: Option<PathBuf>,
    /// Where logs go that can't stand beside the articles.
    pub data: Option<PathBuf>,
    /// Where `config.toml` and `keymap.toml` are read.
    pub config: Option<PathBuf>,
    /// Whether the reader named the folder; every log goes below it then.
    pub given: bool,
}

impl Home {
    /// The folder given on the command line, else that of `DATELINE_HOME`,
    /// else the XDG folders of this user.
    #[must_use]
    pub fn locate(given: Option<&Path>) -> Self {
        let from_env = || env::var_os("DATELINE_HOME").filter(|home| !home.is_empty());
        match given.map(PathBuf::from).or_else(|| from_env().map(PathBuf::from)) {
            Some(home) => Self::below(&home),
            None => Self::of_user(),
        }
    }

    /// Everything below one folder.
    #[must_use]
    pub fn below(home: &Path) -> Self {
        Self {
            cache: Some(home.join("cache")),
            data: Some(home.join("data")),
            config: Some(home.join("config")),
            given: true,
        }
    }

    /// The folders and files that Dateline writes, or reads its settings from.
    pub(super) fn written(&self) -> Vec<PathBuf> {
        let below = |folder: &Option<PathBuf>, names: &[&str]| -> Vec<PathBuf> {
            folder.iter().flat_map(|folder| names.iter().map(|name| folder.join(name))).collect()
        };
        let mut places = below(&self.data, &["dossiers", "exports", "positions"]);
        places.extend(below(&self.config, &["config.toml", "keymap.toml"]));
        places.extend(self.cache.clone());
        places
    }

    fn of_user() -> Self {
        let Ok(folders) = etcetera::choose_base_strategy() else { return Self::default() };
        Self {
            cache: Some(folders.cache_dir().join("dateline")),
            data: Some(folders.data_dir().join("dateline")),
            config: Some(folders.config_dir().join("dateline")),
            given: false,
        }
    }
}
