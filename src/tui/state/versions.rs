//! Which versions of articles are kept, and which articles are new versions.

use std::collections::{BTreeMap, BTreeSet};

use crate::{note::ArticleKey, store::Version};

/// The versions of articles that are kept.
#[derive(Clone, Debug, Default)]
pub struct Versions {
    /// For each article the contents that are kept, the oldest first.
    kept: BTreeMap<String, Vec<String>>,
    /// Versions that were looked at in this run.
    visited: BTreeSet<Version>,
    /// Versions that were new when they were first looked at.
    fresh: BTreeSet<Version>,
}

impl Versions {
    /// Those that are kept, the oldest first.
    #[must_use]
    pub fn of(kept: Vec<Version>) -> Self {
        let mut versions = Self::default();
        for version in kept {
            versions.add(version);
        }
        versions
    }

    fn add(&mut self, version: Version) {
        let contents = self.kept.entry(version.article).or_default();
        contents.retain(|content| *content != version.content);
        contents.push(version.content);
    }

    /// The version before that of an article, where it is kept.
    #[must_use]
    pub fn before(&self, key: &ArticleKey) -> Option<Version> {
        let own = Version::of(key);
        let contents = self.kept.get(&own.article)?;
        let content = contents.iter().rfind(|content| **content != own.content)?;
        Some(Version { article: own.article, content: content.clone() })
    }

    /// Whether an article has changed since it was last looked at.
    #[must_use]
    pub fn is_new(&self, key: &ArticleKey) -> bool {
        if self.kept.is_empty() {
            return false;
        }
        let own = Version::of(key);
        let kept = self.kept.get(&own.article);
        self.fresh.contains(&own) || kept.is_some_and(|kept| !kept.contains(&own.content))
    }

    /// Notes that a version is looked at; whether that is the first time in this run.
    pub fn visit(&mut self, key: &ArticleKey) -> bool {
        let own = Version::of(key);
        if !self.visited.insert(own.clone()) {
            return false;
        }
        if self.is_new(key) {
            self.fresh.insert(own.clone());
        }
        self.add(own);
        true
    }
}
