//! The nouns of the program: articles, spans, mentions, time expressions,
//! events, notes' marks and corrections.
//!
//! Nothing here reads, computes from text or prints; every other module names
//! these types. Positions are byte offsets into an article's text ([`Span`]);
//! they become code points only where values leave the program
//! ([`CodePoints`]).

mod annotation;
mod article;
mod mark;
mod numbered;
mod span;
mod when;

pub use annotation::{
    Anchor, Annotations, Confidence, DateCandidate, DocumentEntity, EntityKind, Event, Mention,
    Status, Timex, TimexKind, entity_subject,
};
pub use article::{
    AnnotatedArticle, Article, Block, BlockKind, Link, LinkKind, Metadata, Origin, Problem,
    Published, PublishedFrom, Removed, RemovedKind,
};
pub use mark::{
    AddedEvent, ArticleMarks, Correction, Corrections, EntityCorrection, EntityRole, EntityRoles,
    PieceAnchor, PieceCorrection, PieceRole, Remarks,
};
pub use span::{CodePoints, Span};
pub use when::{Edge, ParseWhenError, Precision, When};
