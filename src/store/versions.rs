//! Versions: the texts of articles as they were last read or noted on, so that
//! a changed file can be compared with what it was.
//!
//! A text stands in the cache as one file, named for its article and its
//! content. Two are kept of an article. Losing them loses nothing but the
//! comparison.

use std::{fs, io, path::PathBuf, time::SystemTime};

use super::{Home, cache::hex, write::replace};
use crate::note::ArticleKey;

/// Longer texts are not kept.
const LONGEST: usize = 4 << 20;

/// How many versions of an article are kept.
const KEPT: usize = 2;

/// A text that was kept: which article's, and of which content.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// What the article is known by, as [`Version::of`] makes it.
    pub article: String,
    /// The beginning of the hash of its content.
    pub content: String,
}

impl Version {
    /// The version that an article is of: known by its address, else its file.
    #[must_use]
    pub fn of(key: &ArticleKey) -> Self {
        let known = key.url.as_deref().filter(|url| !url.is_empty()).unwrap_or(&key.file);
        let short = |hash: &str| hash.chars().take(16).collect();
        Self { article: short(&hex(&[known.as_bytes()])), content: short(&key.hash) }
    }

    fn file(&self) -> String {
        format!("{}-{}.txt", self.article, self.content)
    }

    fn named(name: &str) -> Option<Self> {
        let (article, content) = name.strip_suffix(".txt")?.split_once('-')?;
        let (article, content) = (article.to_owned(), content.to_owned());
        Some(Self { article, content })
    }
}

fn folder(home: &Home) -> Option<PathBuf> {
    home.cache.as_ref().map(|cache| cache.join("versions"))
}

/// The versions that are kept, the oldest first.
#[must_use]
pub fn versions(home: &Home) -> Vec<Version> {
    let entries = folder(home).and_then(|folder| fs::read_dir(folder).ok());
    let mut found: Vec<(SystemTime, Version)> = entries
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = Version::named(&entry.file_name().to_string_lossy())?;
            Some((entry.metadata().ok()?.modified().ok()?, version))
        })
        .collect();
    found.sort();
    found.into_iter().map(|(_, version)| version).collect()
}

/// Keeps the text of an article; its versions before the last one go. What
/// can't be written is not kept.
pub fn keep_version(home: &Home, key: &ArticleKey, text: &str) {
    let version = Version::of(key);
    let Some(folder) = folder(home).filter(|_| text.len() <= LONGEST) else { return };
    let path = folder.join(version.file());
    if path.exists() || fs::create_dir_all(&folder).is_err() {
        return;
    }
    if replace(&path, text.as_bytes()).is_ok() {
        let mut all = versions(home);
        all.retain(|one| one.article == version.article && *one != version);
        all.truncate(all.len().saturating_sub(KEPT - 1));
        for old in all {
            let _ = fs::remove_file(folder.join(old.file()));
        }
    }
}

/// The text of a version.
///
/// # Errors
/// It is not kept any more.
pub fn version_text(home: &Home, version: &Version) -> io::Result<String> {
    let folder = folder(home).ok_or(io::ErrorKind::NotFound)?;
    fs::read_to_string(folder.join(version.file()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_two_versions_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::below(folder.path());
        let key = |hash: &str, file: &str| ArticleKey {
            hash: hash.repeat(64),
            url: None,
            file: file.to_owned(),
        };
        for hash in ["a", "b", "b", "c"] {
            keep_version(&home, &key(hash, "one"), hash);
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        keep_version(&home, &key("d", "two"), "d");
        let kept: Vec<String> =
            versions(&home).iter().map(|one| version_text(&home, one).unwrap()).collect();
        assert_eq!(kept, ["b", "c", "d"]);
        assert!(version_text(&home, &Version::of(&key("a", "one"))).is_err());
    }
}
