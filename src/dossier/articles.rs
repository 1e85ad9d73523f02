//! The articles of a dossier: of each a [`Card`] is held, its text and what was
//! found in it only while they are needed.
//!
//! A whole article comes out of an [`Archive`], which the disk's layer gives.
//! [`Articles::get`] keeps what it fetched until [`Articles::release`];
//! whoever goes through all articles asks [`Articles::whole`], which keeps nothing.

use std::{
    fmt::Debug,
    ops::Index,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use serde::{Deserialize, Serialize};

use super::rename;
use crate::model::{AnnotatedArticle, Article, Confidence, Corrections, EntityRoles, Metadata};

/// Where whole articles are kept.
pub trait Archive: Debug + Send + Sync {
    /// The article at a place of the archive; none when it can't be had any more.
    fn fetch(&self, place: u32) -> Option<Arc<AnnotatedArticle>>;

    /// What the same layer in another process finds that article by.
    fn address(&self, place: u32) -> Vec<u8>;
}

/// What is held of an article while the rest is not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Its id, origin and metadata; text, blocks and links are left out, and
    /// so are the dates that did not win.
    pub head: Article,
    /// The first words of an article without a title.
    pub opening: String,
    /// How many events it tells, those apart that little but their place dates.
    pub events: usize,
    /// Bytes of its text.
    pub size: usize,
}

/// Words that stand for a missing title.
const OPENING: usize = 12;

/// The most characters of it; a text may be one word.
const LONGEST_OPENING: usize = 1_000;

impl Card {
    /// The card of an article.
    #[must_use]
    pub fn of(whole: &AnnotatedArticle) -> Self {
        let Article { id, origin, metadata, text, .. } = &whole.article;
        let metadata = Metadata { candidates: Vec::new(), ..metadata.clone() };
        let untitled = metadata.title.is_empty();
        let head =
            Article { id: id.clone(), origin: origin.clone(), metadata, ..Article::default() };
        let events = whole.annotations.events.iter();
        let events = events.filter(|event| event.confidence > Confidence::Low).count();
        let opening = if untitled { opening(text) } else { String::new() };
        Self { head, opening, events, size: text.len() }
    }

    /// The title, or the first words of an article that has none.
    #[must_use]
    pub fn headline(&self) -> &str {
        let title = &self.head.metadata.title;
        if title.is_empty() { &self.opening } else { title }
    }
}

/// The first words of a text.
fn opening(text: &str) -> String {
    let text = text.trim_start();
    let end = text.char_indices().nth(LONGEST_OPENING).map_or(text.len(), |(at, _)| at);
    let start = text.get(..end).unwrap_or_default();
    let words: Vec<_> = start.split_whitespace().take(OPENING).collect();
    if words.is_empty() { "(no text)".to_owned() } else { format!("{} …", words.join(" ")) }
}

/// An article that a dossier is made of. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Held {
    card: Arc<Card>,
    whole: Whole,
}

#[derive(Clone, Debug)]
enum Whole {
    Here(Arc<AnnotatedArticle>),
    Away { archive: Arc<dyn Archive>, place: u32, roles: Option<Arc<EntityRoles>> },
}

impl From<Arc<AnnotatedArticle>> for Held {
    fn from(whole: Arc<AnnotatedArticle>) -> Self {
        Self { card: Arc::new(Card::of(&whole)), whole: Whole::Here(whole) }
    }
}

impl Held {
    /// An article that stands at a place of an archive.
    #[must_use]
    pub fn away(card: Arc<Card>, archive: Arc<impl Archive + 'static>, place: u32) -> Self {
        Self { card, whole: Whole::Away { archive, place, roles: None } }
    }

    /// What is held of it.
    #[must_use]
    pub fn card(&self) -> &Card {
        &self.card
    }

    /// The whole article, fetched where it is away. One that can't be had any
    /// more is its card without a text.
    #[must_use]
    pub fn whole(&self) -> Arc<AnnotatedArticle> {
        let fetched = match &self.whole {
            Whole::Here(whole) => Some(whole.clone()),
            Whole::Away { archive, place, roles } => {
                let fetched = archive.fetch(*place);
                fetched.map(|whole| match roles {
                    Some(roles) => renamed(whole, roles),
                    None => whole,
                })
            }
        };
        let hash = &self.card.head.origin.hash;
        let fetched = fetched.filter(|whole| whole.article.origin.hash == *hash);
        fetched.unwrap_or_else(|| {
            let article = self.card.head.clone();
            Arc::new(AnnotatedArticle { article, ..AnnotatedArticle::default() })
        })
    }

    /// The article with its names standing for what the reader says; one that
    /// is away is renamed each time it is fetched.
    #[must_use]
    pub(super) fn with_roles(&self, roles: &Arc<EntityRoles>) -> Self {
        let whole = match &self.whole {
            Whole::Here(whole) => Whole::Here(renamed(whole.clone(), roles)),
            Whole::Away { archive, place, .. } => {
                Whole::Away { archive: archive.clone(), place: *place, roles: Some(roles.clone()) }
            }
        };
        Self { card: self.card.clone(), whole }
    }

    /// Whether two are the same reading of one article, which nothing has corrected between.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.card, &other.card)
    }
}

fn renamed(whole: Arc<AnnotatedArticle>, roles: &EntityRoles) -> Arc<AnnotatedArticle> {
    rename::renamed(&whole, roles).map_or(whole, Arc::new)
}

/// An article on its way to another process.
#[derive(Debug, Deserialize)]
pub struct Packed(PackedWhole);

#[derive(Debug, Deserialize)]
enum PackedWhole {
    Here(AnnotatedArticle),
    Away(Card, Vec<u8>),
}

/// The same as it is written.
#[derive(Debug, Serialize)]
pub struct PackedRef<'a>(PackedWholeRef<'a>);

#[derive(Debug, Serialize)]
enum PackedWholeRef<'a> {
    Here(&'a AnnotatedArticle),
    Away(&'a Card, Vec<u8>),
}

impl Held {
    /// The article for another process: itself, or where it is away.
    #[must_use]
    pub fn packed(&self) -> PackedRef<'_> {
        PackedRef(match &self.whole {
            Whole::Here(whole) => PackedWholeRef::Here(whole),
            Whole::Away { archive, place, .. } => {
                PackedWholeRef::Away(&self.card, archive.address(*place))
            }
        })
    }

    /// The article that was packed, its names standing for what the reader
    /// says; none where `open` knows no archive by that address.
    #[must_use]
    pub fn unpacked<A: Archive + 'static>(
        packed: Packed,
        corrections: &Corrections,
        open: impl FnOnce(&[u8]) -> Option<A>,
    ) -> Option<Self> {
        match packed.0 {
            PackedWhole::Here(whole) => Some(Arc::new(whole).into()),
            PackedWhole::Away(card, address) => {
                let held = Self::away(Arc::new(card), Arc::new(open(&address)?), 0);
                Some(held.with_roles(&corrections.entities))
            }
        }
    }
}

/// The articles of a dossier, in order.
#[derive(Debug, Default)]
pub struct Articles {
    slots: Vec<Slot>,
    /// How many were fetched and kept.
    kept: AtomicUsize,
}

#[derive(Debug)]
struct Slot {
    held: Held,
    fetched: OnceLock<Arc<AnnotatedArticle>>,
}

impl From<Vec<Held>> for Articles {
    fn from(held: Vec<Held>) -> Self {
        let mut articles = Self::default();
        articles.extend(held);
        articles
    }
}

impl From<Vec<Arc<AnnotatedArticle>>> for Articles {
    fn from(articles: Vec<Arc<AnnotatedArticle>>) -> Self {
        articles.into_iter().map(Held::from).collect::<Vec<_>>().into()
    }
}

impl Clone for Articles {
    /// The same articles; what was fetched is not cloned.
    fn clone(&self) -> Self {
        self.all().cloned().collect::<Vec<_>>().into()
    }
}

impl Articles {
    /// Puts more behind them.
    pub(super) fn extend(&mut self, more: impl IntoIterator<Item = Held>) {
        let slot = |held| Slot { held, fetched: OnceLock::new() };
        self.slots.extend(more.into_iter().map(slot));
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// An article as it is held.
    #[must_use]
    pub fn held(&self, at: usize) -> Option<&Held> {
        self.slots.get(at).map(|slot| &slot.held)
    }

    /// What is held of an article: what a list shows of it.
    #[must_use]
    pub fn card(&self, at: usize) -> Option<&Card> {
        self.held(at).map(Held::card)
    }

    /// An article with its text, for one pass over it.
    #[must_use]
    pub fn whole(&self, at: usize) -> Option<Arc<AnnotatedArticle>> {
        self.held(at).map(Held::whole)
    }

    /// An article with its text, kept until it is released.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&AnnotatedArticle> {
        let slot = self.slots.get(at)?;
        if let Whole::Here(whole) = &slot.held.whole {
            return Some(whole);
        }
        Some(slot.fetched.get_or_init(|| {
            self.kept.fetch_add(1, Ordering::Relaxed);
            slot.held.whole()
        }))
    }

    /// All articles as they are held.
    pub fn all(&self) -> impl ExactSizeIterator<Item = &Held> {
        self.slots.iter().map(|slot| &slot.held)
    }

    /// What is held of all articles.
    pub fn cards(&self) -> impl ExactSizeIterator<Item = &Card> {
        self.all().map(Held::card)
    }

    /// All articles with their texts, each kept until it is released.
    pub fn iter(&self) -> impl Iterator<Item = &AnnotatedArticle> {
        (0..self.len()).filter_map(|at| self.get(at))
    }

    /// Forgets the texts that were fetched, but one, where they are more than `most`.
    pub fn release(&mut self, most: usize, but: Option<usize>) {
        if *self.kept.get_mut() <= most {
            return;
        }
        for (at, slot) in self.slots.iter_mut().enumerate() {
            if Some(at) != but {
                slot.fetched.take();
            }
        }
        *self.kept.get_mut() = usize::from(but.is_some());
    }
}

impl Index<usize> for Articles {
    type Output = AnnotatedArticle;

    fn index(&self, at: usize) -> &AnnotatedArticle {
        let slot = &self.slots[at];
        match &slot.held.whole {
            Whole::Here(whole) => whole,
            Whole::Away { .. } => slot.fetched.get_or_init(|| slot.held.whole()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_without_a_title_shows_how_it_begins() {
        assert_eq!(opening(" \n"), "(no text)");
        assert_eq!(opening(" The ferry\nsails."), "The ferry sails. …");
        assert_eq!(opening(&"sail ".repeat(99)).split(' ').count(), OPENING + 1);
        assert_eq!(opening(&"a".repeat(9_999)).chars().count(), LONGEST_OPENING + 2);
    }
}
