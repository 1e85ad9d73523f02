//! The learned tagger: persons, organisations and places by sequences of labels.
//!
//! Hashed features of each token ([`templates`]) have weights for each label;
//! the best sequence of labels is the tagger's word (a linear chain as in
//! Collins, "Discriminative training methods for hidden Markov models", 2002,
//! with weights trained as a conditional random field: Lafferty and others, 2001).
//! What the rules find is among the features, so they are believed
//! as far as texts with known names have shown them right. `examples/train`
//! makes the weights.

mod atoms;
mod decode;
mod evidence;
mod features;
mod label;
mod sheet;
mod templates;
mod weights;
mod words;

pub use atoms::number_of;
pub use label::{Label, Part};
pub use weights::BITS;

use crate::{
    annotate::entities::{Range, reading::Reading},
    model::EntityKind,
};
use sheet::{Sheet, Stretch};
use weights::{Row, Weights};
use words::{Entry, Words};

/// A name that the tagger finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its first token.
    pub(super) start: usize,
    /// One past its last.
    pub(super) end: usize,
    /// A person, an organisation or a place.
    pub(super) kind: EntityKind,
}

/// Whether the table of words doesn't have a folded word.
pub(super) fn is_unlisted(folded: &str) -> bool {
    Words::get().entry(number_of(folded)) == Entry::NONE
}

/// The names of a document, in order, given what the rules find. Linear.
pub(super) fn tags(reading: &Reading<'_>, ruled: &[(Range, i32)]) -> Vec<Tag> {
    let weights = Weights::get();
    let sheet = Sheet::of(reading);
    let hints = hinted(reading, ruled);
    let mut features = Vec::new();
    let mut tags = Vec::new();
    for stretch in &sheet.stretches {
        let score = |at| {
            features.clear();
            templates::fill(&sheet, stretch.line, at, &hints, &mut features);
            weights.sum(&features)
        };
        let scores: Vec<Row> = (stretch.start..stretch.end).map(score).collect();
        tags.extend(tags_of(*stretch, &decode::decode(weights, &scores)));
    }
    tags
}

fn tags_of(stretch: Stretch, labels: &[Label]) -> impl Iterator<Item = Tag> {
    let names = Label::names(labels).into_iter();
    names.map(move |(start, end, kind)| Tag {
        start: stretch.start + start,
        end: stretch.start + end,
        kind,
    })
}

/// What the rules make of a token, as numbers; zero for nothing.
#[derive(Clone, Copy, Debug, Default)]
struct Hint {
    /// The kind of the name it is in and its part of it.
    name: u32,
    /// The same with how sure the rules are.
    sure: u32,
}

/// What the rules make of each token.
fn hinted(reading: &Reading<'_>, ruled: &[(Range, i32)]) -> Vec<Hint> {
    let mut hints = vec![Hint::default(); reading.tokens.len()];
    for &((start, end, kind), votes) in ruled {
        let grade: u32 = [2, 4, 6, 8, 11].iter().map(|bound| u32::from(votes >= *bound)).sum();
        for (at, hint) in hints.iter_mut().enumerate().take(end).skip(start) {
            let name = 1 + kind as u8 * 4 + Part::at(at, start, end) as u8;
            *hint = Hint { name: name.into(), sure: u32::from(name) * 8 + grade };
        }
    }
    hints
}

/// Features of a stretch of tokens that are judged together.
#[derive(Debug)]
pub struct Rows {
    /// The first token.
    pub start: usize,
    /// The features of each token.
    pub rows: Vec<Vec<u32>>,
}

/// The features of a document, as the training command sees them.
pub(super) fn rows(reading: &Reading<'_>, ruled: &[(Range, i32)]) -> Vec<Rows> {
    let sheet = Sheet::of(reading);
    let hints = hinted(reading, ruled);
    let row = |stretch: &Stretch, at: usize| {
        let mut row = Vec::new();
        templates::fill(&sheet, stretch.line, at, &hints, &mut row);
        row
    };
    let rows = |stretch: &Stretch| Rows {
        start: stretch.start,
        rows: (stretch.start..stretch.end).map(|at| row(stretch, at)).collect(),
    };
    sheet.stretches.iter().map(rows).collect()
}
