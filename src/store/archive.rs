//! Where the whole articles of one file are fetched from: the cache, and where
//! that has lost them, the file itself.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

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
    recent: Recent,
}

impl FileArchive {
    /// The archive of a file that the cache has.
    pub(super) fn new(
        (cache, recent): (&Cache, &Recent),
        source: &Source,
        (key, parts): (Key, Vec<Part>),
    ) -> Self {
        let (cache, recent, source) = (cache.clone(), recent.clone(), source.clone());
        Self { key, parts, source, cache, recent }
    }
}

impl Archive for FileArchive {
    fn fetch(&self, place: u32) -> Option<Arc<AnnotatedArticle>> {
        if let Some(known) = self.recent.get(&self.key, place) {
            return Some(known);
        }
        let part = self.parts.get(place as usize)?;
        let cached = self.cache.article(&self.key, part).map(Arc::new);
        let article = cached.or_else(|| read_again(&self.source, place as usize))?;
        self.recent.put(&self.key, place, &article);
        Some(article)
    }
}

/// How many articles are kept that were fetched last.
const RECENT: usize = 64;

/// The articles fetched last, the latest at the end.
#[derive(Clone, Debug, Default)]
pub(super) struct Recent {
    kept: Arc<Mutex<VecDeque<Fetched>>>,
}

#[derive(Debug)]
struct Fetched {
    key: Key,
    place: u32,
    article: Arc<AnnotatedArticle>,
}

impl Recent {
    fn get(&self, key: &Key, place: u32) -> Option<Arc<AnnotatedArticle>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().rev().find(|one| one.place == place && one.key == *key);
        found.map(|one| one.article.clone())
    }

    fn put(&self, key: &Key, place: u32, article: &Arc<AnnotatedArticle>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= RECENT {
            kept.pop_front();
        }
        kept.push_back(Fetched { key: key.clone(), place, article: article.clone() });
    }
}
