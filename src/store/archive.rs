//! Where the whole articles of one file are fetched from: the cache, and where
//! that has lost them, the file itself.

use std::sync::Arc;

use super::{
    Source,
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

impl Archive for FileArchive {
    fn fetch(&self, place: u32) -> Option<Arc<AnnotatedArticle>> {
        let part = self.parts.get(place as usize)?;
        let cached = self.cache.article(&self.key, part).map(Arc::new);
        cached.or_else(|| read_again(&self.source, place as usize))
    }
}
