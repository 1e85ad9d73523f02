//! Where the whole articles of one file are fetched from: the cache, and where
//! that has lost them, the file itself.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use super::{
    Source,
    cache::{Cache, Contents, Key, Part},
    load::read_again,
};
use crate::{
    dossier::{Archive, Held},
    model::AnnotatedArticle,
};

/// The articles of one file.
#[derive(Debug)]
struct FileArchive {
    cache: Cache,
    key: Key,
    parts: Vec<Part>,
    source: Source,
    recent: Recent,
}

/// The articles of a file, away in the cache.
pub(super) fn shelved(
    cache: &Cache,
    recent: &Recent,
    (source, key): (&Source, Key),
    contents: Contents,
) -> Vec<Held> {
    let Contents { cards, parts, .. } = contents;
    let (cache, source, recent) = (cache.clone(), source.clone(), recent.clone());
    let archive: Arc<dyn Archive> = Arc::new(FileArchive { cache, key, parts, source, recent });
    let held = cards.into_iter().zip(0..);
    held.map(|(card, place)| Held::away(card, archive.clone(), place)).collect()
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
