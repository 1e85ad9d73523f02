//! What the cache keeps of a dossier as a whole: its files as they were, and
//! what followed from its articles.
//!
//! A file of either is for one list of paths and one engine, and begins with a
//! key and a checksum. One of another key is passed over; one that is damaged
//! is noted in the cache's journal. Either is made anew then.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use serde::{Serialize, de::DeserializeOwned};

use super::{
    Home,
    cache::{Cache, SUM, digest, hex, sum},
    decode::{Summed, decode},
    journal::Journal,
    write::replace,
};
use crate::{
    dossier::{Derived, Held},
    model::Corrections,
};

/// What tells for which content a file was written.
type Key = [u8; 32];

/// The name of what followed from the articles.
const DERIVED: &str = "derived";

/// Fewer articles are put together as fast as what followed from them is read.
const FEW: usize = 64;

/// The place in the cache of what is kept of one dossier.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// The folder of the engine, and the dossier's name there.
    place: Option<(PathBuf, String)>,
    journal: Journal,
}

impl Shelf {
    /// The shelf of the dossier that `paths` open. Nothing is kept of the demo
    /// and of standard input.
    #[must_use]
    pub fn of(home: &Home, paths: &[PathBuf]) -> Self {
        let named = !paths.is_empty() && paths.iter().all(|path| path.as_os_str() != "-");
        let cache = Cache::open(home);
        let folder = cache.folder().filter(|_| named);
        let place = folder.map(|folder| (folder.to_owned(), name(paths)));
        Self { place, journal: Journal::of(home) }
    }

    /// What followed from the very same articles under the same corrections.
    #[must_use]
    pub fn derived(&self, articles: &[Held], corrections: &Corrections) -> Option<Derived> {
        self.take(DERIVED, &derived_key(articles, corrections))
    }

    /// Keeps what followed from articles; none where it isn't kept.
    #[must_use]
    pub fn keep_derived(
        &self,
        articles: &[Held],
        corrections: &Corrections,
        derived: &Derived,
    ) -> Option<()> {
        let (path, key) = self.derived_place(articles, corrections)?;
        write(&path, &key, derived).ok()
    }

    /// Where that is kept, and under which key; none where it isn't.
    pub(super) fn derived_place(
        &self,
        articles: &[Held],
        corrections: &Corrections,
    ) -> Option<(PathBuf, Key)> {
        let path = self.path(DERIVED).filter(|_| articles.len() >= FEW)?;
        Some((path, derived_key(articles, corrections)))
    }

    /// The value kept under a name and key.
    pub(super) fn take<T: DeserializeOwned>(&self, sort: &str, key: &Key) -> Option<T> {
        let path = self.path(sort)?;
        let read = read(File::open(&path).ok()?, key).ok();
        if read.is_none() {
            self.journal.damaged(&path);
        }
        read?
    }

    /// Keeps a value; none where it can't be written, which is no problem.
    pub(super) fn keep<T: Serialize>(&self, sort: &str, key: &Key, value: &T) -> Option<()> {
        write(&self.path(sort)?, key, value).ok()
    }

    fn path(&self, sort: &str) -> Option<PathBuf> {
        let (folder, name) = self.place.as_ref()?;
        Some(folder.join(format!("{sort}-{name}")))
    }
}

/// The name of the dossier of some paths: as they are written, for that enters
/// the articles, and as they are in full, for they may be relative.
fn name(paths: &[PathBuf]) -> String {
    let full = paths.iter().map(|path| fs::canonicalize(path).unwrap_or_else(|_| path.clone()));
    let all: Vec<PathBuf> = full.chain(paths.iter().cloned()).collect();
    let parts: Vec<&[u8]> =
        all.iter().flat_map(|path| [path.as_os_str().as_encoded_bytes(), &[0]]).collect();
    hex(&parts).chars().take(24).collect()
}

/// The content of articles, in order, and what the reader corrects.
fn derived_key(articles: &[Held], corrections: &Corrections) -> Key {
    let hashes = articles.iter().map(|article| article.card().head.origin.hash.as_bytes());
    let corrections = format!("{corrections:?}");
    let parts: Vec<&[u8]> = hashes.chain([corrections.as_bytes()]).collect();
    digest(&parts)
}

/// The value that a file holds; none under another key, an error where it is damaged.
fn read<T: DeserializeOwned>(mut file: impl Read, key: &Key) -> io::Result<Option<T>> {
    let (mut own, mut told) = (Key::default(), [0; SUM]);
    file.read_exact(&mut own)?;
    file.read_exact(&mut told)?;
    let mut body = Summed::after(&own, file);
    let value = (own == *key).then(|| decode(&mut body));
    if body.sum()? != told {
        return Err(io::ErrorKind::InvalidData.into());
    }
    value.transpose().map_err(io::Error::other)
}

/// Writes a value under a key.
pub(super) fn write<T: Serialize>(path: &Path, key: &Key, value: &T) -> io::Result<()> {
    let body = postcard::to_stdvec(value).map_err(io::Error::other)?;
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    replace(path, &[&key[..], &sum(&[key, &body]), &body].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{dossier::Dossier, store::Loader};

    #[test]
    fn what_was_kept_is_taken_under_its_key_and_damage_is_noted() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::below(folder.path());
        let shelf = Shelf::of(&home, &[folder.path().to_owned()]);
        let journal = || fs::read_to_string(folder.path().join("cache/journal.log"));
        shelf.keep("files", &[1; 32], &vec![7_u32, 8]).unwrap();
        assert_eq!(shelf.take::<Vec<u32>>("files", &[1; 32]), Some(vec![7, 8]));
        assert_eq!(shelf.take::<Vec<u32>>("files", &[2; 32]), None);
        assert!(journal().is_err());
        let path = shelf.path("files").unwrap();
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(&path, &damaged).unwrap();
            assert_eq!(shelf.take::<Vec<u32>>("files", &[1; 32]), None, "byte {at}");
            fs::write(&path, &whole[..at]).unwrap();
            assert_eq!(shelf.take::<Vec<u32>>("files", &[1; 32]), None, "cut at {at}");
        }
        assert_eq!(journal().unwrap().lines().count(), whole.len() * 2);
        assert!(journal().unwrap().ends_with(": damaged, made anew\n"));
    }

    #[test]
    fn what_followed_from_articles_comes_back_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::below(folder.path());
        let shelf = Shelf::of(&home, &[folder.path().to_owned()]);
        let none = Corrections::default();
        let files = Loader::new(&home, &none).load_all(&crate::store::demo()).articles;
        let articles: Vec<Held> = files.iter().cycle().take(FEW).cloned().collect();
        let dossier = Dossier::build(articles.clone(), &none);
        assert!(dossier.timeline.entries.len() > FEW);
        shelf.keep_derived(&articles, &none, &dossier).unwrap();
        assert!(shelf.derived(&articles, &none).unwrap() == *dossier);
    }

    #[test]
    fn nothing_is_kept_of_standard_input_and_the_demo() {
        let home = Home::below(Path::new("home"));
        assert!(Shelf::of(&home, &[]).place.is_none());
        assert!(Shelf::of(&home, &[PathBuf::from("-")]).place.is_none());
        let same = [PathBuf::from("src"), PathBuf::from("./src")].map(|path| name(&[path]));
        assert_ne!(same[0], same[1]);
    }
}
