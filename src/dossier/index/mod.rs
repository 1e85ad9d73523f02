//! The index: every word of every article with its field and place.
//!
//! Words are folded. An index is made of segments, each over some articles
//! and known by their keys, so that articles that are added cost only
//! themselves. The fields of an article lie one behind the other in one
//! numbering, a gap apart, so that a place tells its field and no phrase
//! crosses a border.

mod build;
mod bytes;
mod codec;
mod merge;
mod record;
mod segment;
mod vocabulary;
mod write;

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

pub use self::{build::SegmentBuilder, bytes::Bytes, merge::merge, segment::Segment};
use self::{
    build::{saturated, strength, weights},
    vocabulary::{Ordinal, frequency_of},
    write::averages,
};
pub(crate) use self::{codec::checksum, record::Placed};
use super::{Articles, Card, Held};
use crate::model::Article;

/// Fields of an article: title, publisher, byline, body.
pub(super) const FIELDS: usize = 4;
/// The body's place, the last.
pub(super) const BODY: usize = 3;
/// What an occurrence in each field counts against one in the body.
const BOOSTS: [f64; FIELDS] = [3.0, 0.6, 0.8, 1.0];
/// Places left free between two fields.
const GAP: u32 = 16;

/// What tells the indexed words of an article from those of any other.
pub type Key = [u8; 16];

/// A word of one segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Term {
    segment: u32,
    ordinal: Ordinal,
}

/// The index over a dossier.
#[derive(Debug, Default)]
pub struct Index {
    segments: Vec<Part>,
    /// For each article of the dossier its segment and its place there.
    places: Vec<Option<(u32, u32)>>,
    averages: [f64; FIELDS],
}

/// A segment and what its articles are in the dossier.
#[derive(Debug)]
struct Part {
    segment: Arc<Segment>,
    /// For each article of the segment that of the dossier, if it is still there.
    articles: Vec<Option<u32>>,
}

impl Index {
    /// The index of the articles that have these keys, as far as segments hold them.
    #[must_use]
    pub fn over(segments: Vec<Arc<Segment>>, keys: &[Key]) -> Self {
        let mut wanted: HashMap<&Key, u32> = keys.iter().zip(0..).collect();
        let mut places = vec![None; keys.len()];
        let mut held = Vec::new();
        for (number, segment) in (0..).zip(segments) {
            let articles: Vec<_> = segment.keys().iter().map(|key| wanted.remove(key)).collect();
            for (place, article) in (0..).zip(&articles) {
                if let &Some(at) = article {
                    places[at as usize] = Some((number, place));
                }
            }
            held.push(Part { segment, articles });
        }
        let averages = averages_of(&held);
        Self { segments: held, places, averages }
    }

    /// The index of articles, made in memory.
    #[must_use]
    pub fn of(articles: &Articles) -> Self {
        let keys = keys(articles);
        let mut builder = SegmentBuilder::default();
        articles.all().zip(&keys).for_each(|(held, &key)| builder.add_article(key, held));
        let bytes = builder.finish(Vec::new()).unwrap_or_default();
        let segment = Segment::open(Box::new(bytes)).map(Arc::new);
        Self::over(segment.into_iter().collect(), &keys)
    }

    /// The articles that no segment holds.
    #[must_use]
    pub fn missing(&self) -> Vec<usize> {
        let places = self.places.iter().enumerate();
        places.filter(|(_, place)| place.is_none()).map(|(at, _)| at).collect()
    }

    /// Its segments.
    #[must_use]
    pub fn into_segments(self) -> Vec<Arc<Segment>> {
        self.segments.into_iter().map(|held| held.segment).collect()
    }

    /// Its segments, each with which of its articles are still there.
    #[must_use]
    pub fn segments(&self) -> Vec<(Arc<Segment>, Vec<bool>)> {
        let there = |held: &Part| held.articles.iter().map(Option::is_some).collect();
        self.segments.iter().map(|held| (held.segment.clone(), there(held))).collect()
    }

    /// Whether a segment was found to be other than it was written.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        self.segments.iter().any(|held| held.segment.is_damaged())
    }

    /// How many articles there are.
    pub(super) fn articles(&self) -> usize {
        self.places.len()
    }

    fn each(&self) -> impl Iterator<Item = (u32, &Segment)> {
        (0..).zip(self.segments.iter().map(|held| held.segment.as_ref()))
    }

    /// The word itself, in each segment that has it.
    pub(super) fn find(&self, word: &str) -> impl Iterator<Item = Term> {
        let found = self.each().map(|(segment, one)| (segment, one.vocabulary.find(word)));
        found.filter_map(|(segment, ordinal)| Some(Term { segment, ordinal: ordinal? }))
    }

    /// All of some words, in each segment that has them all.
    pub(super) fn find_all(&self, words: &[&str]) -> Vec<Vec<Term>> {
        let found = self.each().filter_map(|(segment, one)| {
            let find = |word: &&str| {
                let ordinal = one.vocabulary.find(word)?;
                Some(Term { segment, ordinal })
            };
            words.iter().map(find).collect()
        });
        found.collect()
    }

    /// Other forms of the same word, itself included.
    pub(super) fn forms(&self, word: &str) -> impl Iterator<Item = Term> {
        self.each().flat_map(move |(segment, one)| {
            let forms = one.vocabulary.forms(word).into_iter();
            forms.map(move |ordinal| Term { segment, ordinal })
        })
    }

    /// The words within the slips that `word` forgives, with their distance.
    pub(super) fn near(&self, word: &str) -> impl Iterator<Item = (Term, usize)> {
        self.each().flat_map(move |(segment, one)| {
            let near = one.vocabulary.near(word).into_iter();
            near.map(move |(ordinal, slips)| (Term { segment, ordinal }, slips))
        })
    }

    /// The `limit` words of each segment that begin with `start` and are the most frequent.
    pub(super) fn starting(&self, start: &str, limit: usize) -> impl Iterator<Item = Term> {
        self.each().flat_map(move |(segment, one)| {
            let words = one.vocabulary.most_frequent(start, limit).into_iter();
            words.map(move |ordinal| Term { segment, ordinal })
        })
    }

    /// Of the first `limit` words of each segment that begin with `start` those
    /// of which the rest passes.
    pub(super) fn begun(
        &self,
        start: &str,
        limit: usize,
        passes: impl Fn(&str) -> bool,
    ) -> Vec<Term> {
        let found = self.each().flat_map(|(segment, one)| {
            let words = one.vocabulary.begun(start, limit, &passes).into_iter();
            words.map(move |ordinal| Term { segment, ordinal })
        });
        found.collect()
    }

    /// The word itself.
    pub(super) fn word(&self, term: Term) -> String {
        let segment = self.segments.get(term.segment as usize);
        segment.map(|held| held.segment.vocabulary.word(term.ordinal)).unwrap_or_default()
    }

    /// About how many articles have a word.
    pub(super) fn frequency(&self, term: Term) -> usize {
        let segment = self.segments.get(term.segment as usize);
        segment.map_or(0, |held| frequency_of(held.segment.vocabulary.frequency(term.ordinal)))
    }

    /// Hands over the articles that have a word, with its strength in each, from 0 to 15.
    pub(super) fn postings(&self, term: Term, mut each: impl FnMut(u32, u8)) {
        let Some(held) = self.segments.get(term.segment as usize) else { return };
        for (place, strength) in held.segment.postings(term.ordinal).iter() {
            let article = held.articles.get(place as usize).copied().flatten();
            if let Some(article) = article {
                each(article, strength);
            }
        }
    }

    /// The articles that have all of some words of one segment, with the
    /// strength of the first there, from 0 to 15.
    pub(super) fn with_all(&self, terms: &[Term]) -> Vec<(u32, u8)> {
        let Some((&first, rest)) = terms.split_first() else { return Vec::new() };
        let mut all = Vec::new();
        self.postings(first, |article, strength| all.push((article, strength)));
        for &term in rest {
            let mut with = HashSet::new();
            self.postings(term, |article, _| with.extend([article]));
            all.retain(|(article, _)| with.contains(article));
        }
        all
    }

    /// The words of an article with their places.
    pub(super) fn document(&self, article: u32) -> Option<Document> {
        let &(segment, place) = self.places.get(article as usize)?.as_ref()?;
        let record = self.segments.get(segment as usize)?.segment.record(place)?;
        let weights = weights(record.lengths, self.averages);
        Some(Document { segment, weights, placed: Placed::of(record) })
    }
}

/// The words of one article with their places.
#[derive(Debug)]
pub(super) struct Document {
    segment: u32,
    weights: [f64; FIELDS],
    placed: Placed,
}

impl Document {
    /// The places of a word, sorted.
    pub(super) fn places(&self, term: Term) -> &[u32] {
        if term.segment == self.segment { self.placed.places(term.ordinal) } else { &[] }
    }

    /// Those of sorted words that the article has, with their places.
    pub(super) fn shared<'a, T>(
        &'a self,
        sorted: &'a [(Term, T)],
    ) -> impl Iterator<Item = (&'a [u32], &'a T)> {
        let from = sorted.partition_point(|one| one.0.segment < self.segment);
        let to = sorted.partition_point(|one| one.0.segment <= self.segment);
        let mut wanted = sorted.get(from..to).unwrap_or_default();
        let words = self.placed.words().iter().enumerate();
        words.filter_map(move |(at, &word)| {
            while wanted.first().is_some_and(|one| one.0.ordinal < word) {
                wanted = wanted.get(1..).unwrap_or_default();
            }
            let (_, with) = wanted.first().filter(|one| one.0.ordinal == word)?;
            Some((self.placed.places_at(at), with))
        })
    }

    /// The field of a place.
    pub(super) fn field(&self, place: u32) -> usize {
        self.placed.field(place)
    }

    /// How much occurrences of one word count together, from 0 to 1.
    pub(super) fn strength(&self, places: &[u32]) -> f64 {
        saturated(places.iter().map(|&place| self.weights[self.field(place)]).sum())
    }
}

/// How much a strength of the postings counts, from 0 to 1.
pub(super) fn strength_of(step: usize) -> f64 {
    strength(step)
}

fn averages_of(segments: &[Part]) -> [f64; FIELDS] {
    let mut totals = [0; FIELDS];
    for held in segments {
        let own = held.segment.totals();
        totals.iter_mut().zip(own).for_each(|(total, own)| *total += own);
    }
    averages(totals, segments.iter().map(|held| held.articles.len()).sum())
}

/// The keys of articles; the second of two that are the same gets another.
pub(super) fn keys(articles: &Articles) -> Vec<Key> {
    let mut seen: BTreeMap<Key, u64> = BTreeMap::new();
    let keys = articles.cards().map(|card| {
        let key = key(card);
        let again = seen.entry(key).or_default();
        *again += 1;
        u128::from_le_bytes(key).wrapping_add(u128::from(*again - 1)).to_le_bytes()
    });
    keys.collect()
}

/// The key of what is indexed of an article.
fn key(card: &Card) -> Key {
    let [title, publisher, byline] = heads(&card.head);
    let size = card.size.to_string();
    let whole = [&card.head.origin.hash, &size, &title, &publisher, &byline].map(String::as_str);
    let whole = whole.join("\n");
    let sums = [checksum(whole.as_bytes()), checksum(format!("{whole}.").as_bytes())];
    let mut key = Key::default();
    key.iter_mut()
        .zip(sums.iter().flat_map(|sum| sum.to_le_bytes()))
        .for_each(|(to, byte)| *to = byte);
    key
}

/// The texts of the fields before the body.
fn heads(article: &Article) -> [String; BODY] {
    let metadata = &article.metadata;
    let publisher = metadata.publisher.clone().unwrap_or_default();
    [metadata.title.clone(), publisher, metadata.byline.join("\n")]
}

impl SegmentBuilder {
    /// Adds an article under its key.
    pub fn add_article(&mut self, key: Key, held: &Held) {
        let whole = held.whole();
        let [title, publisher, byline] = heads(&whole.article);
        self.add(key, [&title, &publisher, &byline, &whole.article.text]);
    }
}
