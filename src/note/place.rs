//! What a search for an anchor comes to.

use crate::model::Span;

/// What became of an anchor in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// It stands here.
    Found(Span),
    /// It may stand at each of these equally well.
    Ambiguous(Vec<Span>),
    /// Nothing in the text is enough like it.
    Orphan,
}

impl Place {
    /// The one place where it stands.
    #[must_use]
    pub fn found(self) -> Option<Span> {
        match self {
            Self::Found(span) => Some(span),
            Self::Ambiguous(_) | Self::Orphan => None,
        }
    }

    /// The same with every span replaced.
    pub(super) fn map(self, change: impl Fn(Span) -> Span) -> Self {
        match self {
            Self::Found(span) => Self::Found(change(span)),
            Self::Ambiguous(spans) => Self::Ambiguous(spans.into_iter().map(change).collect()),
            Self::Orphan => Self::Orphan,
        }
    }
}
