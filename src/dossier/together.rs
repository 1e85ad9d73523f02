//! Which entities are named in the same sentences, and where an entity is
//! named first and last.
//!
//! First and last go by the articles' publication dates, those without one
//! last; inside an article by place.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use jiff::civil::Date;

use super::{Dossier, EntityId};
use crate::model::{AnnotatedArticle, Mention, Span};

/// Two entities that are named in the same sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The two, the more often named first.
    pub entities: (EntityId, EntityId),
    /// The sentences in which both stand.
    pub sentences: usize,
    /// The articles with such a sentence.
    pub articles: usize,
    /// The first such sentence: its article and place.
    pub first: Place,
}

/// A place in an article's text.
pub type Place = (usize, Span);

/// Entities of one sentence that are paired: a list of a hundred names says
/// nothing of any two of them, and would make ten thousand pairs.
const MOST: usize = 24;

impl Pair {
    /// The other one of the two; none when the entity is neither.
    #[must_use]
    pub fn other(&self, entity: EntityId) -> Option<EntityId> {
        match self.entities {
            (one, other) if one == entity => Some(other),
            (other, one) if one == entity => Some(other),
            _ => None,
        }
    }
}

impl Dossier {
    /// The pairs of entities, one of them among `of`, that some articles name in
    /// one sentence, those of the most sentences first. Linear in the mentions
    /// of those articles, but for sorting the pairs; each is fetched once.
    #[must_use]
    pub fn pairs(&self, mut articles: Vec<usize>, of: &BTreeSet<EntityId>) -> Vec<Pair> {
        self.put_in_time(&mut articles);
        let mut pairs: BTreeMap<(EntityId, EntityId), Count> = BTreeMap::new();
        for article in articles {
            let Some(whole) = self.articles.whole(article) else { continue };
            for (sentence, entities) in self.by_sentence(article, &whole) {
                let wanted = |(one, other): &(usize, usize)| of.contains(one) || of.contains(other);
                for both in couples(&entities).filter(wanted) {
                    let count = pairs.entry(both).or_insert(Count::new((article, sentence)));
                    count.add(article);
                }
            }
        }
        let mut pairs: Vec<Pair> =
            pairs.into_iter().map(|(both, count)| count.pair(both)).collect();
        pairs.sort_by_key(|pair| (Reverse((pair.sentences, pair.articles)), pair.entities));
        pairs
    }

    /// The pairs of all articles.
    #[must_use]
    pub fn all_pairs(&self) -> Vec<Pair> {
        self.pairs((0..self.articles.len()).collect(), &(0..self.entities.len()).collect())
    }

    /// The pairs that an entity is part of.
    #[must_use]
    pub fn pairs_with(&self, entity: EntityId) -> Vec<Pair> {
        let known = self.entities.get(entity);
        let articles = known.into_iter().flat_map(|known| known.articles().map(|(at, _)| at));
        self.pairs(articles.collect(), &BTreeSet::from([entity]))
    }

    /// Where an entity is named first and last. Articles without a date count
    /// only where no other names it.
    #[must_use]
    pub fn first_and_last(&self, entity: EntityId) -> Option<(Place, Place)> {
        let known = self.entities.get(entity)?;
        let mut articles: Vec<usize> = known.articles().map(|(article, _)| article).collect();
        self.put_in_time(&mut articles);
        let dated = articles.partition_point(|article| self.day(*article).is_some());
        articles.truncate(if dated == 0 { articles.len() } else { dated });
        let (first, last) = (*articles.first()?, *articles.last()?);
        let start = self.named_in(first, entity).map(|mention| mention.span).min()?;
        let end = self.named_in(last, entity).map(|mention| mention.span).max()?;
        Some(((first, start), (last, end)))
    }

    /// The mentions of an entity in an article.
    fn named_in(&self, article: usize, entity: EntityId) -> impl Iterator<Item = &Mention> {
        let whole = self.articles.get(article);
        let mentions = whole.map_or(&[][..], |whole| &whole.annotations.mentions);
        let of = self.entity_of.get(article);
        let named = move |one: &&Mention| of.and_then(|of| of.get(one.entity)) == Some(entity);
        mentions.iter().filter(named)
    }

    /// Orders articles by the first day on which they may have been published,
    /// those without a date last.
    fn put_in_time(&self, articles: &mut [usize]) {
        articles.sort_by_key(|article| {
            let day = self.day(*article);
            (day.is_none(), day, *article)
        });
    }

    /// The first day on which an article may have been published.
    fn day(&self, article: usize) -> Option<Date> {
        let published = self.articles.card(article)?.head.metadata.published.as_ref();
        published.map(|one| one.when.first)
    }

    /// The sentences of an article that name entities, in order.
    fn by_sentence(
        &self,
        article: usize,
        whole: &AnnotatedArticle,
    ) -> Vec<(Span, BTreeSet<EntityId>)> {
        let (annotations, of) = (&whole.annotations, self.entity_of.get(article));
        let mut sentences: Vec<(Span, BTreeSet<EntityId>)> = Vec::new();
        for mention in &annotations.mentions {
            let Some(id) = of.and_then(|of| of.get(mention.entity)) else { continue };
            let after =
                annotations.sentences.partition_point(|one| one.start <= mention.span.start);
            let sentence = after.checked_sub(1).and_then(|at| annotations.sentences.get(at));
            let sentence = *sentence.unwrap_or(&mention.span);
            match sentences.last_mut().filter(|(last, _)| *last == sentence) {
                Some((_, entities)) => drop(entities.insert(id)),
                None => sentences.push((sentence, BTreeSet::from([id]))),
            }
        }
        sentences
    }
}

/// Every two of the first [`MOST`] entities.
fn couples(entities: &BTreeSet<EntityId>) -> impl Iterator<Item = (EntityId, EntityId)> {
    let some = || entities.iter().take(MOST);
    some().enumerate().flat_map(move |(at, one)| some().skip(at + 1).map(|other| (*one, *other)))
}

/// A pair being counted.
struct Count {
    sentences: usize,
    articles: usize,
    first: Place,
    last: Option<usize>,
}

impl Count {
    fn new(first: Place) -> Self {
        Self { sentences: 0, articles: 0, first, last: None }
    }

    /// Counts a sentence of an article; those of one article come together.
    fn add(&mut self, article: usize) {
        self.sentences += 1;
        self.articles += usize::from(self.last != Some(article));
        self.last = Some(article);
    }

    fn pair(self, entities: (EntityId, EntityId)) -> Pair {
        let Self { sentences, articles, first, .. } = self;
        Pair { entities, sentences, articles, first }
    }
}
