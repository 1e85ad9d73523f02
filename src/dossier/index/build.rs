//! Building a segment from the words of articles.

use std::{collections::HashMap, io};

use super::{
    BOOSTS, FIELDS, Key,
    record::Record,
    segment::STRENGTHS,
    vocabulary::Ordinal,
    write::{SegmentWriter, averages},
};
use crate::dossier::{gather::number, words};

/// Bytes of text of one segment, about: more would fill the memory while it is built.
const FULL: usize = 24 << 20;

/// Gathers articles for a segment.
#[derive(Debug, Default)]
pub struct SegmentBuilder {
    ids: HashMap<String, u32>,
    /// For each word by its id the articles that have it, and the last of them.
    seen: Vec<(u32, u32)>,
    articles: Vec<Draft>,
    /// The words of all articles by their ids.
    words: Vec<u32>,
    bytes: usize,
}

#[derive(Debug)]
struct Draft {
    key: Key,
    lengths: [u32; FIELDS],
}

impl Draft {
    fn words(&self) -> usize {
        self.lengths.iter().map(|&length| length as usize).sum()
    }
}

impl SegmentBuilder {
    /// Adds an article by the texts of its fields: title, publisher, byline, body.
    pub fn add(&mut self, key: Key, fields: [&str; FIELDS]) {
        let lengths = fields.map(|text| {
            let before = self.words.len();
            words::each(text, |word| self.add_word(word));
            self.bytes += text.len();
            u32::try_from(self.words.len() - before).unwrap_or(u32::MAX)
        });
        self.articles.push(Draft { key, lengths });
    }

    /// Whether what it holds makes a whole segment.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.bytes >= FULL
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    fn add_word(&mut self, word: &str) {
        let id = self.id(word);
        self.words.push(id);
        let article = u32::try_from(self.articles.len() + 1).unwrap_or(u32::MAX);
        if let Some((count, last)) = self.seen.get_mut(id as usize).filter(|one| one.1 != article) {
            *count += 1;
            *last = article;
        }
    }

    fn id(&mut self, word: &str) -> u32 {
        self.ids.get(word).copied().unwrap_or_else(|| {
            let id = u32::try_from(self.seen.len()).unwrap_or(u32::MAX);
            self.ids.insert(word.to_owned(), id);
            self.seen.push((0, 0));
            id
        })
    }

    /// Writes the segment.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn finish<W: io::Write>(mut self, out: W) -> io::Result<W> {
        let mut words: Vec<(String, u32)> = std::mem::take(&mut self.ids).into_iter().collect();
        words.sort_unstable();
        let mut ordinals = vec![0; words.len()];
        for (ordinal, (_, id)) in (0..).zip(&words) {
            ordinals[*id as usize] = ordinal;
        }
        self.words.iter_mut().for_each(|word| *word = ordinals[*word as usize]);
        let postings = self.postings(&words);
        let mut writer = SegmentWriter::new(out, self.articles.len());
        for (at, (word, _)) in words.iter().enumerate() {
            writer.word(word, postings.of(at))?;
        }
        for (article, ordinals) in self.each() {
            writer.article(&article.key, &Record::of(article.lengths, ordinals))?;
        }
        writer.finish()
    }

    /// Each article with the numbers of its words.
    fn each(&self) -> impl Iterator<Item = (&Draft, &[Ordinal])> {
        let mut rest = self.words.as_slice();
        self.articles.iter().map(move |article| {
            let (own, later) = rest.split_at_checked(article.words()).unwrap_or_default();
            rest = later;
            (article, own)
        })
    }

    /// Who has which word: a counting sort.
    fn postings(&self, words: &[(String, u32)]) -> Grouped {
        let counts = words.iter().map(|&(_, id)| self.seen[id as usize].0 as usize);
        let mut grouped = Grouped::new(counts);
        let mut strengths = Strengths::new(self.averages(), words.len());
        for (at, (article, ordinals)) in (0..).zip(self.each()) {
            strengths.weigh(article.lengths, ordinals, |word, strength| {
                grouped.push(word, (at, strength));
            });
        }
        grouped
    }

    fn averages(&self) -> [f64; FIELDS] {
        let mut totals = [0; FIELDS];
        for article in &self.articles {
            totals.iter_mut().zip(article.lengths).for_each(|(sum, own)| *sum += u64::from(own));
        }
        averages(totals, self.articles.len())
    }
}

/// Postings of all words in one list.
struct Grouped {
    ends: Vec<usize>,
    next: Vec<usize>,
    postings: Vec<(u32, u8)>,
}

impl Grouped {
    fn new(counts: impl Iterator<Item = usize>) -> Self {
        let mut end = 0;
        let ends: Vec<usize> = counts
            .map(|count| {
                end += count;
                end
            })
            .collect();
        let next = [0].into_iter().chain(ends.iter().copied()).collect();
        Self { ends, next, postings: vec![(0, 0); end] }
    }

    fn push(&mut self, word: Ordinal, posting: (u32, u8)) {
        let next = &mut self.next[word as usize];
        self.postings[*next] = posting;
        *next += 1;
    }

    fn of(&self, word: usize) -> &[(u32, u8)] {
        let from = word.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.postings[from..self.ends[word]]
    }
}

/// Works out how strong each word of an article is.
struct Strengths {
    averages: [f64; FIELDS],
    /// For each word what it weighs in this article, none between two articles.
    weights: Vec<f32>,
}

impl Strengths {
    fn new(averages: [f64; FIELDS], words: usize) -> Self {
        Self { averages, weights: vec![0.0; words] }
    }

    fn weigh(
        &mut self,
        lengths: [u32; FIELDS],
        ordinals: &[Ordinal],
        mut each: impl FnMut(Ordinal, u8),
    ) {
        let weights = weights(lengths, self.averages).map(narrow);
        let fields = weights.into_iter().zip(lengths);
        let fields = fields.flat_map(|(weight, length)| (0..length).map(move |_| weight));
        for (&word, weight) in ordinals.iter().zip(fields) {
            self.weights[word as usize] += weight;
        }
        for &word in ordinals {
            let weight = std::mem::take(&mut self.weights[word as usize]);
            if weight > 0.0 {
                each(word, step(saturated(weight.into())));
            }
        }
    }
}

/// A number whose exactness doesn't matter.
fn narrow(number: f64) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "a weight is rounded anyway")]
    let narrow = number as f32;
    narrow
}

/// What a word weighs in each field of an article: more in some fields, less
/// in longer ones.
pub(super) fn weights(lengths: [u32; FIELDS], averages: [f64; FIELDS]) -> [f64; FIELDS] {
    std::array::from_fn(|field| {
        let length = f64::from(lengths[field]) / averages[field].max(1.0);
        BOOSTS[field] / (1.0 - LENGTH_SHARE + LENGTH_SHARE * length)
    })
}

/// How much occurrences of one word in one article count together: by
/// field, against the field's usual length, with less and less for more
/// of them (BM25F, Robertson and Zaragoza 2009). Between 0 and 1.
pub(super) fn saturated(weight: f64) -> f64 {
    weight / (weight + SATURATION)
}

/// How much an article's length counts (BM25's b) and how soon more of a word
/// stops counting (its k1).
const LENGTH_SHARE: f64 = 0.5;
const SATURATION: f64 = 1.2;

/// The step of a strength, the nearest of sixteen.
fn step(strength: f64) -> u8 {
    let steps = (1..STRENGTHS).rev();
    let reached = |step: u8| strength * f64::from(STRENGTHS - 1) + 0.5 >= f64::from(step);
    steps.into_iter().find(|&step| reached(step)).unwrap_or_default()
}

/// The strength of a step.
pub(super) fn strength(step: usize) -> f64 {
    number(step) / f64::from(STRENGTHS - 1)
}
