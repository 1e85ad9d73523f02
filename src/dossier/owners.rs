//! Which of the dossier's entities each article's own ones are.

use serde::{Deserialize, Serialize};

use super::EntityId;

/// For each article, for each of its own entities, the merged one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owners {
    /// Those of all articles, one after the other.
    all: Box<[u32]>,
    /// Where each article's end.
    ends: Box<[u32]>,
}

/// The merged entities of one article's own, in their order.
#[derive(Clone, Copy, Debug, Default)]
pub struct Own<'a>(&'a [u32]);

impl Owners {
    /// The merged entities of each article.
    pub(super) fn new(of: &[Vec<EntityId>]) -> Self {
        let number = |id: usize| u32::try_from(id).unwrap_or(u32::MAX);
        let all: Box<[u32]> = of.iter().flatten().map(|&id| number(id)).collect();
        let mut end = 0;
        let ends = of.iter().map(|own| {
            end += own.len();
            number(end)
        });
        Self { ends: ends.collect(), all }
    }

    /// Those of one article; none behind the last article.
    #[must_use]
    pub fn get(&self, article: usize) -> Option<Own<'_>> {
        let end = *self.ends.get(article)? as usize;
        let before = article.checked_sub(1).and_then(|before| self.ends.get(before));
        self.all.get(before.map_or(0, |&start| start as usize)..end).map(Own)
    }

    /// Those of each article, in order.
    pub fn iter(&self) -> impl Iterator<Item = Own<'_>> {
        (0..self.ends.len()).filter_map(|article| self.get(article))
    }
}

impl Own<'_> {
    /// The merged entity of one of the article's own.
    #[must_use]
    pub fn get(&self, own: usize) -> Option<EntityId> {
        self.0.get(own).map(|&id| id as usize)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = EntityId> {
        self.0.iter().map(|&id| id as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_article_has_its_own() {
        let of = vec![vec![4, 2], vec![], vec![7]];
        let owners = Owners::new(&of);
        let all: Vec<Vec<usize>> = owners.iter().map(|own| own.iter().collect()).collect();
        assert_eq!(all, of);
        assert_eq!(owners.get(2).and_then(|own| own.get(0)), Some(7));
        assert_eq!(owners.get(1).and_then(|own| own.get(0)), None);
        assert!(owners.get(3).is_none());
    }
}
