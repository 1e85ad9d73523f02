//! Anchors: the words a note stands on, and how they are found again.
//!
//! The quote is the truth; where it stood is a hint. How a text is searched
//! for it is told in [`Haystack`].

use serde::{Deserialize, Serialize};

use super::{haystack::Haystack, surroundings::Surroundings, twin::Twin};
use crate::{
    fold::fold,
    model::{Article, Span},
};

/// Code points of context kept on each side of a quote.
pub const CONTEXT: usize = 32;

/// Where a note stands: the quote is the truth, the rest are hints.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteAnchor {
    /// The words it stands on.
    pub quote: String,
    /// Up to 32 characters before.
    #[serde(default)]
    pub prefix: String,
    /// Up to 32 characters after.
    #[serde(default)]
    pub suffix: String,
    /// Code point range when it was made.
    #[serde(default)]
    pub start: usize,
    /// End of that range, exclusive.
    #[serde(default)]
    pub end: usize,
    /// The block it began in.
    #[serde(default)]
    pub block: usize,
    /// Places of the text that are like it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub twins: Vec<Twin>,
    /// What it stood among; known where there are places like it.
    #[serde(default, skip_serializing_if = "Surroundings::is_empty")]
    pub among: Surroundings,
}

impl NoteAnchor {
    /// Anchors a span of an article. A span that is empty or doesn't fit the
    /// text gives an anchor that is found nowhere.
    #[must_use]
    pub fn make(article: &Article, span: Span) -> Self {
        Self::made_in(&Haystack::of(&article.text), article, span)
    }

    /// The same for one of many anchors of a text, which stands in `haystack`.
    #[must_use]
    pub fn made_in(haystack: &Haystack<'_>, article: &Article, span: Span) -> Self {
        let anchor = Self::quoting(article, span);
        let (twins, among) = haystack.twins(&anchor);
        Self { twins, among, ..anchor }
    }

    /// An anchor that knows of no places like its own.
    #[must_use]
    pub fn quoting(article: &Article, span: Span) -> Self {
        let text = &article.text;
        let before = Span::new(0, span.start).cut(text);
        let after = Span::new(span.end, text.len()).cut(text);
        let skipped = before.chars().count().saturating_sub(CONTEXT);
        let quote = span.cut(text).to_owned();
        let start = before.chars().count();
        Self {
            end: start + quote.chars().count(),
            quote,
            prefix: before.chars().skip(skipped).collect(),
            suffix: after.chars().take(CONTEXT).collect(),
            start,
            block: article.blocks.partition_point(|block| block.span.end <= span.start),
            twins: Vec::new(),
            among: Surroundings::default(),
        }
    }

    /// Finds the span again; none for an orphan (no place, or two equally good
    /// ones). For many anchors of one text, build a [`Haystack`] once.
    #[must_use]
    pub fn find(&self, article: &Article) -> Option<Span> {
        Haystack::of(&article.text).place(self).found()
    }

    /// Whether quote and context stand at a span of a text to the letter.
    pub(super) fn stands_at(&self, text: &str, span: Span) -> bool {
        let before = Span::new(0, span.start).cut(text);
        let after = Span::new(span.end, text.len()).cut(text);
        span.cut(text) == self.quote
            && before.ends_with(&self.prefix)
            && after.starts_with(&self.suffix)
    }

    /// Whether quote and context stand in one place of a text at most.
    pub(super) fn stands_once(&self, text: &str) -> bool {
        let whole = [&*self.prefix, &self.quote, &self.suffix].concat();
        text.find(&whole) == text.rfind(&whole)
    }

    /// Whether the quote holds anything that can be seen: only its context tells
    /// where it stood, if it doesn't.
    pub(super) fn is_visible(&self) -> bool {
        self.quote.contains(char::is_alphanumeric) || !fold(&self.quote).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_keeps_quote_and_context() {
        let text = "A first line.\n\nThe ferry left Kadıköy at noon, they said.".to_owned();
        let start = text.find("Kadıköy").unwrap();
        let article = Article { text, ..Article::default() };
        let anchor = NoteAnchor::make(&article, Span::new(start, start + "Kadıköy".len()));
        assert_eq!(anchor.quote, "Kadıköy");
        assert_eq!(anchor.prefix, "A first line.\n\nThe ferry left ");
        assert_eq!(anchor.suffix, " at noon, they said.");
        assert_eq!((anchor.start, anchor.end), (30, 37));
    }

    #[test]
    fn a_span_that_fits_nothing_is_found_nowhere() {
        let article = Article { text: "ğ and more".to_owned(), ..Article::default() };
        for span in [Span::new(1, 3), Span::new(4, 4), Span::new(90, 99)] {
            assert_eq!(NoteAnchor::make(&article, span).find(&article), None);
        }
    }

    #[test]
    fn what_nobody_can_see_is_found_only_where_its_context_tells_it() {
        let find = |text: &str, span: Span| {
            let article = Article { text: text.to_owned(), ..Article::default() };
            NoteAnchor::make(&article, span).find(&article)
        };
        let gap = Span::new(9, 15);
        assert_eq!(find("The ferry\u{200c}\u{200c}leaves.", gap), Some(gap));
        let run = "\u{200c}".repeat(100);
        assert_eq!(find(&run, Span::new(120, 126)), None, "it may be anywhere in the run");
    }
}
