//! Where the whole articles of one file are fetched from: the cache, and where
//! that has lost them, the file itself.

use std::{
    ffi::{OsStr, OsString},
    sync::Arc,
};

use super::{
    Place, Source,
    cache::{Cache, Key, Part},
    load::read_again,
};
use crate::{dossier::Archive, model::AnnotatedArticle};

/// The articles of one file.
#[derive(Debug)]
pub(super) struct FileArchive {
    /// The entry of the cache.
    pub(super) key: Key,
    /// Where each article stands in it.
    pub(super) parts: Vec<Part>,
    /// The file.
    pub(super) source: Source,
    cache: Cache,
}

impl FileArchive {
    /// The archive of a file that the cache has.
    pub(super) fn new(cache: &Cache, source: &Source, (key, parts): (Key, Vec<Part>)) -> Self {
        Self { key, parts, source: source.clone(), cache: cache.clone() }
    }
}

impl FileArchive {
    /// The archive of one article that another process has given by its
    /// [`Archive::address`].
    pub(super) fn at(cache: &Cache, address: &[u8]) -> Option<Self> {
        let (name, path, key, part): (String, OsString, Key, Part) =
            postcard::from_bytes(address).ok()?;
        let source = Source::at(&name, path.as_ref());
        Some(Self::new(cache, &source, (key, vec![part])))
    }
}

impl Archive for FileArchive {
    fn fetch(&self, place: u32) -> Option<Arc<AnnotatedArticle>> {
        let part = self.parts.get(place as usize)?;
        let cached = self.cache.article(&self.key, part).map(Arc::new);
        cached.or_else(|| read_again(&self.source, place as usize))
    }

    fn address(&self, place: u32) -> Vec<u8> {
        let path = match &self.source.place {
            Place::File(path) => path.as_os_str(),
            Place::StandardInput | Place::Embedded(_) => OsStr::new(""),
        };
        let Some(part) = self.parts.get(place as usize) else { return Vec::new() };
        // What can't be written can't be found by anybody.
        postcard::to_stdvec(&(&*self.source.name, path, &self.key, part)).unwrap_or_default()
    }
}
