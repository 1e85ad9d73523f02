//! Entities of the seven kinds.

use crate::model::{Article, DocumentEntity, Mention, Span};

/// Mentions sorted by place, and the entities they name.
pub(crate) fn entities(
    article: &Article,
    sentences: &[Span],
) -> (Vec<Mention>, Vec<DocumentEntity>) {
    let _ = (article, sentences);
    (Vec::new(), Vec::new())
}
