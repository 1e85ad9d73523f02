//! From documents to a classifier, and how it does on sites it has not seen.

use std::collections::BTreeSet;

use dateline::clean::training::{Parts, network::together};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::{
    boost::{Forest, Settings, Table, grow},
    descent::Taught,
    network::Lesson,
    votes::Votes,
};

/// In how many parts the sites are divided.
const THIRDS: u32 = 3;

/// How a classifier's forests are grown, and how many networks stand beside them.
pub(crate) struct Growth {
    /// How many pairs of them.
    pairs: usize,
    /// The first and the second of each pair.
    forests: [Settings; 2],
    /// How many networks.
    networks: u64,
}

/// How the first forest of a pair is grown.
const FIRST: Settings =
    Settings { trees: 80, leaves: 16, rate: 0.15, least: 3.0, damping: 4.0, every: 2, spare: 40 };

/// How those of pages are grown.
pub(crate) const PAGES: Growth = Growth {
    pairs: 1,
    forests: [FIRST, Settings { trees: 300, leaves: 24, rate: 0.04, every: 3, ..FIRST }],
    networks: 0,
};

/// How those of texts are grown: dumps of a page are alike, so that each tree sees less of them.
pub(crate) const TEXTS: Growth = Growth {
    pairs: 4,
    forests: [
        Settings { every: 4, ..FIRST },
        Settings { trees: 120, leaves: 20, rate: 0.12, every: 4, ..FIRST },
    ],
    networks: 4,
};

/// How much more a part of a page counts that is no article: they are fewer, and differ more.
const OTHER_KINDS: f32 = 1.5;

/// A document with what it should come to.
pub(crate) struct Document {
    /// What it is called.
    pub(crate) id: String,
    /// The collection it is from.
    pub(crate) source: String,
    /// What kind of page it is.
    pub(crate) kind: String,
    /// The site it is from.
    pub(crate) site: String,
    /// The words of each part.
    pub(crate) words: Vec<Vec<String>>,
    /// The words of its gold text.
    pub(crate) gold: Vec<String>,
    /// How much it counts.
    pub(crate) weight: f32,
    /// How much of each part is body.
    pub(crate) labels: Vec<f32>,
    /// The numbers of each part's words and pairs of words.
    pub(crate) grams: Vec<Vec<u32>>,
    /// Its parts with their features.
    pub(crate) parts: Parts,
}

/// What words say, pairs of forests, and networks.
pub(crate) struct Classifier {
    /// How the sites that it has learned from used each word.
    pub(crate) votes: Votes,
    /// Each grown on another division of the sites.
    pub(crate) pairs: Vec<Pair>,
    /// Networks, each taught from another beginning.
    pub(crate) taught: Taught,
}

/// Two forests: the second learns from what the first says.
pub(crate) struct Pair {
    /// Judges parts by their own features.
    pub(crate) first: Forest,
    /// Judges them by what was said of those around them, too.
    pub(crate) second: Forest,
}

impl Classifier {
    /// The mean of what both kinds say, each the mean of its own.
    fn judge(&self, document: &Document) -> Vec<f32> {
        let forests: Vec<Vec<f32>> = self.pairs.iter().map(|pair| pair.judge(document)).collect();
        together([forests, self.taught.networks.judge(document.parts.first())])
    }
}

impl Pair {
    fn judge(&self, document: &Document) -> Vec<f32> {
        let first = first(&self.first, document);
        let mut judged = first.clone();
        for (at, row) in document.parts.second(&first) {
            judged[at] = self.second.probability(&row);
        }
        judged
    }
}

fn first(forest: &Forest, document: &Document) -> Vec<f32> {
    document.parts.first().map(|row| forest.probability(row)).collect()
}

/// The probabilities of each document by a classifier that saw nothing of its third of the sites.
pub(crate) fn across(documents: &mut [Document], growth: &Growth) -> Vec<Vec<f32>> {
    let mut judged = vec![Vec::new(); documents.len()];
    let all: Vec<usize> = (0..documents.len()).collect();
    for (others, own) in thirds(documents, &all, 0) {
        let classifier = learn(documents, &others, growth);
        for at in own {
            judged[at] = classifier.judge(&documents[at]);
        }
    }
    judged
}

/// Learns from the documents at `seen`, and gives every document what words
/// say by the sites of these, its own left out: it is judged as a new site's is.
pub(crate) fn learn(documents: &mut [Document], seen: &[usize], growth: &Growth) -> Classifier {
    let votes = Votes::of(seen.iter().map(|&at| &documents[at]));
    documents.par_iter_mut().for_each(|document| votes.word(document));
    let documents = &*documents;
    let mut firsts = Table::default();
    for &at in seen {
        for (place, row) in documents[at].parts.first().enumerate() {
            push(&mut firsts, documents, (at, place), row);
        }
    }
    let pair = |number| pair(documents, seen, &firsts, growth, number);
    let pairs = (0..growth.pairs).map(pair).collect();
    let lessons: Vec<Lesson<'_>> = seen.iter().map(|&at| lesson(&documents[at])).collect();
    Classifier { votes, pairs, taught: Taught::by(&lessons, growth.networks) }
}

/// A pair of forests. What the second learns from is what a first one says of
/// sites it has not seen, as it will be in use.
fn pair(
    documents: &[Document],
    seen: &[usize],
    firsts: &Table,
    growth: &Growth,
    number: usize,
) -> Pair {
    let [first_growth, second_growth] = growth.forests;
    let mut seconds = Table::default();
    for (others, own) in thirds(documents, seen, number) {
        let forest = grow(firsts, &rows_of(firsts, &others), first_growth, number);
        for at in own {
            for (place, row) in documents[at].parts.second(&first(&forest, &documents[at])) {
                push(&mut seconds, documents, (at, place), &row);
            }
        }
    }
    Pair {
        first: grow(firsts, &rows_of(firsts, seen), first_growth, number),
        second: grow(&seconds, &rows_of(&seconds, seen), second_growth, number),
    }
}

/// For each third of the sites, by the division of this number: the documents
/// among `seen` of the others, and its own.
fn thirds(
    documents: &[Document],
    seen: &[usize],
    division: usize,
) -> Vec<(Vec<usize>, Vec<usize>)> {
    let divide = |part| seen.iter().partition(|&&at| third(&documents[at].site, division) != part);
    (0..THIRDS).map(divide).filter(|(_, own): &(_, Vec<usize>)| !own.is_empty()).collect()
}

/// The third of all sites to which one belongs, by the division of this number.
pub(crate) fn third(site: &str, division: usize) -> u32 {
    let name = if division == 0 { site.to_owned() } else { format!("{site}{division}") };
    let digest = Sha256::digest(name.as_bytes());
    digest.iter().fold(0, |sum, &byte| (sum * 256 + u32::from(byte)) % THIRDS)
}

/// The rows of a table that are from these documents.
fn rows_of(table: &Table, documents: &[usize]) -> Vec<usize> {
    let wanted: BTreeSet<usize> = documents.iter().copied().collect();
    (0..table.len()).filter(|&row| wanted.contains(&table.documents[row])).collect()
}

/// A document as networks learn from it.
fn lesson(document: &Document) -> Lesson<'_> {
    let weights = (0..document.words.len()).map(|place| weight(document, place)).collect();
    Lesson { parts: &document.parts, labels: &document.labels, weights }
}

/// How much a part of a document counts: by its share of the gold text, within bounds.
fn weight(document: &Document, place: usize) -> f32 {
    let scale = (document.gold.len() as f32).max(60.0);
    let kind = if document.kind == "article" { 1.0 } else { OTHER_KINDS };
    let words = document.words[place].len() as f32;
    ((words + 2.0) / scale).min(0.3) * 100.0 * kind * document.weight
}

/// Adds a part of a document. Menus are many and alike, so one of four short
/// lines that are no body stands for all.
fn push(table: &mut Table, documents: &[Document], (at, place): (usize, usize), row: &[f32]) {
    let document = &documents[at];
    let weight = weight(document, place);
    let label = document.labels[place];
    let short = label == 0.0 && document.words[place].len() <= 3;
    if !short {
        table.push(row, label, weight, at);
    } else if place.is_multiple_of(4) {
        table.push(row, label, weight * 4.0, at);
    }
}
