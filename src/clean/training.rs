//! The cleaner's classifier as the training command sees it.
//!
//! Features are made here and nowhere else, so that what is learned from and
//! what is judged are the same.

use super::{learned::Declared, page::Judging};
use crate::ingest::{RawBody, RawDocument};

/// A document's parts with their features.
#[derive(Debug)]
pub struct Parts(Judging);

impl Parts {
    /// The segments of a page; none of a document that is no page.
    #[must_use]
    pub fn of_page(document: RawDocument) -> Option<Self> {
        let title = super::title_of(&document);
        let RawBody::Page(html) = document.body else { return None };
        let declared = Declared::of(&title, &document.metadata, document.stated.as_deref());
        Some(Self(Judging::of(&html, &declared, &title)))
    }

    /// The text of each part, as the document has it: unsafe to show.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        self.0.texts()
    }

    /// The features of each part for the first judgement.
    pub fn first(&self) -> impl Iterator<Item = &[f32]> {
        self.0.sample.rows()
    }

    /// The features of each part for the second, given the probabilities of the first.
    #[must_use]
    pub fn second(&self, first: &[f32]) -> Vec<Vec<f32>> {
        self.0.sample.second(first)
    }

    /// Which parts the program keeps, given the probabilities of the second.
    #[must_use]
    pub fn kept(&self, judged: &[f32]) -> Vec<bool> {
        self.0.kept(judged)
    }
}
