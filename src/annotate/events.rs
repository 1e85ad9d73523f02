//! Events: what the article tells, at sentence grain, with time and status.

use crate::model::{Article, Event, Mention, Span, Timex, When};

/// What was found before events are looked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found<'a> {
    /// Sentences.
    pub(crate) sentences: &'a [Span],
    /// Names.
    pub(crate) mentions: &'a [Mention],
    /// Time expressions.
    pub(crate) timexes: &'a [Timex],
}

/// Events in the order in which they are told.
pub(crate) fn events(article: &Article, found: &Found<'_>, published: Option<&When>) -> Vec<Event> {
    let _ = (article, found, published);
    Vec::new()
}
