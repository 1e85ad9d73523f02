//! From documents to a classifier, and how it does on sites it has not seen.

use std::collections::BTreeSet;

use dateline::clean::training::Parts;
use rayon::prelude::*;

use crate::{
    boost::{Forest, Settings, Table, grow},
    votes::Votes,
};

/// In how many parts the sites are divided.
pub(crate) const THIRDS: u32 = 3;

/// How the forests are grown, the first and the second.
pub(crate) type Growth = [Settings; 2];

/// How those of pages are grown.
pub(crate) const PAGES: Growth = [
    Settings { trees: 80, leaves: 16, rate: 0.15, least: 3.0, damping: 4.0, every: 2, spare: 40 },
    Settings { trees: 300, leaves: 24, rate: 0.04, least: 3.0, damping: 4.0, every: 3, spare: 40 },
];

/// How those of texts are grown: dumps of a page are alike, so that each tree sees less of them.
pub(crate) const TEXTS: Growth = [
    Settings { trees: 80, leaves: 16, rate: 0.15, least: 3.0, damping: 4.0, every: 4, spare: 40 },
    Settings { trees: 120, leaves: 20, rate: 0.12, least: 3.0, damping: 4.0, every: 4, spare: 40 },
];

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
    /// The third of the sites that its own belongs to.
    pub(crate) third: u32,
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

/// What words say, and two forests: the second learns from what the first says.
pub(crate) struct Classifier {
    /// How the sites that it has learned from used each word.
    pub(crate) votes: Votes,
    /// Judges parts by their own features.
    pub(crate) first: Forest,
    /// Judges them by what was said of those around them, too.
    pub(crate) second: Forest,
}

impl Classifier {
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
    for (others, own) in thirds(documents, &all) {
        let classifier = learn(documents, &others, growth);
        for at in own {
            judged[at] = classifier.judge(&documents[at]);
        }
    }
    judged
}

/// Learns from the documents at `seen`, and gives every document what words
/// say by the sites of these, its own left out: it is judged as a new site's is.
/// What the second forest learns from is what a first one says of sites it has
/// not seen, as it will be in use.
pub(crate) fn learn(documents: &mut [Document], seen: &[usize], growth: &Growth) -> Classifier {
    let [first_growth, second_growth] = *growth;
    let votes = Votes::of(seen.iter().map(|&at| &documents[at]));
    documents.par_iter_mut().for_each(|document| votes.word(document));
    let documents = &*documents;
    let mut firsts = Table::default();
    for &at in seen {
        for (place, row) in documents[at].parts.first().enumerate() {
            push(&mut firsts, documents, (at, place), row);
        }
    }
    let mut seconds = Table::default();
    for (others, own) in thirds(documents, seen) {
        let forest = grow(&firsts, &rows_of(&firsts, &others), first_growth);
        for at in own {
            for (place, row) in documents[at].parts.second(&first(&forest, &documents[at])) {
                push(&mut seconds, documents, (at, place), &row);
            }
        }
    }
    Classifier {
        votes,
        first: grow(&firsts, &rows_of(&firsts, seen), first_growth),
        second: grow(&seconds, &rows_of(&seconds, seen), second_growth),
    }
}

/// For each third of the sites: the documents among `seen` of the others, and its own.
fn thirds(documents: &[Document], seen: &[usize]) -> Vec<(Vec<usize>, Vec<usize>)> {
    let divide = |third| seen.iter().partition(|&&at| documents[at].third != third);
    (0..THIRDS).map(divide).filter(|(_, own): &(_, Vec<usize>)| !own.is_empty()).collect()
}

/// The rows of a table that are from these documents.
fn rows_of(table: &Table, documents: &[usize]) -> Vec<usize> {
    let wanted: BTreeSet<usize> = documents.iter().copied().collect();
    (0..table.len()).filter(|&row| wanted.contains(&table.documents[row])).collect()
}

/// Adds a part of a document. It counts by its share of the gold text, within
/// bounds; menus are many and alike, so one of four short lines that are no
/// body stands for all.
fn push(table: &mut Table, documents: &[Document], (at, place): (usize, usize), row: &[f32]) {
    let document = &documents[at];
    let scale = (document.gold.len() as f32).max(60.0);
    let kind = if document.kind == "article" { 1.0 } else { OTHER_KINDS };
    let words = document.words[place].len();
    let weight = ((words as f32 + 2.0) / scale).min(0.3) * 100.0 * kind * document.weight;
    let label = document.labels[place];
    let short = label == 0.0 && words <= 3;
    if !short {
        table.push(row, label, weight, at);
    } else if place.is_multiple_of(4) {
        table.push(row, label, weight * 4.0, at);
    }
}
