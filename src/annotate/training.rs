//! The tagger of names as the training command sees it.
//!
//! Features are made here and nowhere else, so that what is learned from and
//! what is judged are the same.

use super::{entities, sentences::sentences};
use crate::model::{Article, Span};

pub use entities::tagger::{BITS, Label, Part, Rows, number_of};

/// A document's tokens, and features for those that are judged.
#[derive(Debug)]
pub struct Sample {
    /// Where the tokens stand.
    pub tokens: Vec<Span>,
    /// Stretches of tokens that are judged together.
    pub stretches: Vec<Rows>,
}

/// Reads a document.
#[must_use]
pub fn sample(article: &Article) -> Sample {
    let sentences = sentences(&article.text, &article.blocks);
    let (tokens, stretches) = entities::features(&article.text, &sentences);
    Sample { tokens, stretches }
}
