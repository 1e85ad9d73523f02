//! The cleaner's classifiers as the training command sees them.
//!
//! Features are made here and nowhere else, so that what is learned from and
//! what is judged are the same.

use super::{
    learned::{self, Declared, Sample},
    page, sanitise, text,
};
use crate::ingest::{RawBody, RawDocument};

/// Judges as the program asks them, so that what is taught is what is asked.
pub mod network {
    pub use crate::clean::learned::{
        network::{
            Cells, Layer, Network, Networks, REACH, ROWS, Scales, WIDTH, add, flat, raised, rows_of,
        },
        probability, together,
    };
}

/// The words and pairs of words by which a part of this text is judged, as numbers.
#[must_use]
pub fn grams(text: &str) -> Vec<u32> {
    learned::grams(text)
}

/// A document's parts with their features.
#[derive(Debug)]
pub struct Parts(Judging);

#[derive(Debug)]
enum Judging {
    Page(page::Judging),
    Text(text::Judging<'static>),
}

impl Parts {
    /// The segments of a page; none of a document that is no page.
    #[must_use]
    pub fn of_page(document: RawDocument) -> Option<Self> {
        let title = super::title_of(&document);
        let RawBody::Page(html) = document.body else { return None };
        let declared = Declared::of(&title, &document.metadata, document.stated.as_deref());
        Some(Self(Judging::Page(page::Judging::of(html, &declared, &title))))
    }

    /// The units of a plain text; none of a document that is something else.
    #[must_use]
    pub fn of_text(document: RawDocument) -> Option<Self> {
        let RawBody::Text(text) = document.body else { return None };
        Some(Self(Judging::Text(text::Judging::of(&sanitise(&text)))))
    }

    /// The text of each part, as the document has it: unsafe to show.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        match &self.0 {
            Judging::Page(page) => page.texts(),
            Judging::Text(text) => text.texts(),
        }
    }

    /// Puts what its words say, by other odds than the program's own, into the
    /// features of each unit of a text. The grams are those of its words.
    pub fn word(&mut self, grams: &[Vec<u32>], odds: impl Fn(u32) -> Option<i8>) {
        if let Judging::Text(text) = &mut self.0 {
            text.sample.word(grams.iter().map(|grams| learned::wording(grams, &odds)));
        }
    }

    /// The features of each part for the first judgement.
    pub fn first(&self) -> impl Iterator<Item = &[f32]> {
        self.sample().rows()
    }

    /// The features for the second, given the probabilities of the first, of
    /// the parts that it leaves in doubt, with their places.
    pub fn second(&self, first: &[f32]) -> impl Iterator<Item = (usize, Vec<f32>)> {
        self.sample().second(first)
    }

    /// Which parts the program keeps, given the probabilities of the second.
    #[must_use]
    pub fn kept(&self, judged: &[f32]) -> Vec<bool> {
        match &self.0 {
            Judging::Page(page) => page.kept(judged),
            Judging::Text(text) => text.kept(judged),
        }
    }

    fn sample(&self) -> &Sample {
        match &self.0 {
            Judging::Page(page) => &page.sample,
            Judging::Text(text) => &text.sample,
        }
    }
}
