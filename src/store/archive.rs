//! Where the whole articles of a portion of a file are fetched from: the cache,
//! and where that has lost them, the file itself.

use std::{
    ffi::{OsStr, OsString},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{
    Place, Source,
    cache::{Cache, Key, Part},
    load::again,
};
use crate::{dossier::Archive, model::AnnotatedArticle};

/// Where a portion stands in its file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Standing {
    /// Portions before it.
    pub(super) number: usize,
    /// Articles before it.
    pub(super) before: usize,
}

/// The articles of a portion of a file.
#[derive(Debug)]
pub(super) struct FileArchive {
    /// The entry of the cache.
    pub(super) key: Key,
    /// Where articles stand in it, from the first one of this archive on.
    pub(super) parts: Vec<Part>,
    /// The file.
    pub(super) source: Source,
    /// Where the portion stands in it, and the articles of the portion that
    /// come before those of this archive.
    standing: Standing,
    passed: usize,
    cache: Cache,
}

impl FileArchive {
    /// The archive of a portion that the cache has.
    pub(super) fn new(
        cache: &Cache,
        source: &Source,
        standing: Standing,
        (key, parts): (Key, Vec<Part>),
    ) -> Self {
        let (source, cache) = (source.clone(), cache.clone());
        Self { key, parts, source, standing, passed: 0, cache }
    }

    /// The archive of one article that another process has given by its
    /// [`Archive::address`].
    pub(super) fn at(cache: &Cache, address: &[u8]) -> Option<Self> {
        let address: Address = postcard::from_bytes(address).ok()?;
        let Address { name, path, key, part, number, before, passed } = address;
        let source = Source::at(&name, path.as_ref());
        let standing = Standing { number, before };
        Some(Self { passed, ..Self::new(cache, &source, standing, (key, vec![part])) })
    }

    /// The article as the portion has it.
    fn of_portion(&self, place: usize) -> Option<AnnotatedArticle> {
        let cached = self.cache.article(&self.key, self.parts.get(place)?);
        cached.or_else(|| {
            let articles = again(&self.cache, &self.source, self.standing.number);
            articles.into_iter().nth(self.passed + place).map(Arc::unwrap_or_clone)
        })
    }
}

/// What another process finds an article by.
#[derive(Serialize, Deserialize)]
struct Address {
    name: String,
    path: OsString,
    key: Key,
    part: Part,
    number: usize,
    before: usize,
    passed: usize,
}

impl Archive for FileArchive {
    fn fetch(&self, place: u32) -> Option<Arc<AnnotatedArticle>> {
        let mut whole = self.of_portion(place as usize)?;
        whole.article.origin.ordinal += self.standing.before;
        Some(Arc::new(whole))
    }

    fn address(&self, place: u32) -> Vec<u8> {
        let path = match &self.source.place {
            Place::File(path) => path.as_os_str(),
            Place::StandardInput | Place::Embedded(_) => OsStr::new(""),
        };
        let Some(part) = self.parts.get(place as usize).copied() else { return Vec::new() };
        let Standing { number, before } = self.standing;
        let address = Address {
            name: self.source.name.to_string(),
            path: path.to_owned(),
            key: self.key.clone(),
            part,
            number,
            before,
            passed: self.passed + place as usize,
        };
        // What can't be written can't be found by anybody.
        postcard::to_stdvec(&address).unwrap_or_default()
    }
}
