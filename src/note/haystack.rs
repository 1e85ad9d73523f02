//! Finding anchors again in a text that may have changed.
//!
//! A text is searched in three steps, each only when the one before did not
//! settle it: the old place itself; the folded quote word for word; quote and
//! context with edits, over the whole text. Context decides between several
//! places. Where it can't, the note is ambiguous; where nothing is like it, an
//! orphan. A note is never put on a guess.

use std::cmp::Reverse;

use unicode_normalization::char::is_combining_mark;

use super::{
    anchor::NoteAnchor,
    approximate::{Alignment, End, ends},
    candidate::{Candidate, Needle, acceptable, rivals},
};
use crate::{
    fold::Folded,
    model::{CodePoints, Span},
};

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
    fn map(self, change: impl Fn(Span) -> Span) -> Self {
        match self {
            Self::Found(span) => Self::Found(change(span)),
            Self::Ambiguous(spans) => Self::Ambiguous(spans.into_iter().map(change).collect()),
            Self::Orphan => Self::Orphan,
        }
    }
}

/// Folded quotes over this many bytes are searched for by both their ends.
const LONG: usize = 512;

/// How many bytes of each end of a long quote are searched for.
const END: usize = 256;

/// Occurrences of a quote whose context is compared in full.
const OCCURRENCES: usize = 64;

/// A text made ready for finding anchors in it.
#[derive(Clone, Debug)]
pub struct Haystack<'a> {
    text: &'a str,
    folded: Folded,
    points: CodePoints<'a>,
}

impl<'a> Haystack<'a> {
    /// Folds and counts the text; linear.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        Self { text, folded: Folded::of(text), points: CodePoints::of(text) }
    }

    /// Finds an anchor. Linear in the text when the quote stands there word for
    /// word with its context; else times one 64th of the bytes of quote and
    /// context, long quotes counting as 512.
    #[must_use]
    pub fn place(&self, anchor: &NoteAnchor) -> Place {
        if anchor.quote.is_empty() {
            return Place::Orphan;
        }
        self.unmoved(anchor).map_or_else(|| self.moved(anchor), Place::Found)
    }

    /// Searches the whole text, with spans of the text itself.
    fn moved(&self, anchor: &NoteAnchor) -> Place {
        let needle = Needle::of(anchor);
        if needle.quote.is_empty() {
            return Place::Orphan;
        }
        self.search(&needle, anchor.start).map(|span| self.original(span))
    }

    /// The old place, when quote and context still stand there to the letter.
    fn unmoved(&self, anchor: &NoteAnchor) -> Option<Span> {
        let span = self.points.bytes(anchor.start, anchor.end);
        let before = self.text.get(..span.start)?;
        let after = self.text.get(span.end..)?;
        let same = span.cut(self.text) == anchor.quote
            && before.ends_with(&anchor.prefix)
            && after.starts_with(&anchor.suffix);
        same.then_some(span)
    }

    /// Searches the folded text; spans of it come back.
    fn search(&self, needle: &Needle, hint: usize) -> Place {
        let mut candidates = self.word_for_word(needle);
        if !candidates.iter().any(|found| acceptable(found, needle) && found.best_side() >= 0.5) {
            if needle.quote.len() > LONG && candidates.is_empty() {
                return self.by_ends(needle, hint);
            }
            candidates.extend(self.with_edits(needle));
        }
        self.decide(candidates, needle, hint)
    }

    fn word_for_word(&self, needle: &Needle) -> Vec<Candidate> {
        let text = &self.folded.text;
        let found = text.match_indices(needle.quote.as_str());
        let mut spans: Vec<Span> =
            found.map(|(at, quote)| Span::new(at, at + quote.len())).collect();
        if spans.len() > OCCURRENCES {
            spans.sort_by_cached_key(|&span| Reverse(needle.touching(text, span)));
            spans.truncate(OCCURRENCES);
        }
        spans.into_iter().map(|span| needle.judge(text, span, 0)).collect()
    }

    /// The best places for the quote alone, and for the quote between its contexts.
    fn with_edits(&self, needle: &Needle) -> Vec<Candidate> {
        let (quote, whole) = (needle.quote.as_bytes(), needle.whole());
        let mut spans = self.near(needle, quote, 0, quote.len() / 2);
        spans.extend(self.near(needle, &whole, needle.prefix.len(), whole.len() * 11 / 20));
        spans.sort();
        spans.dedup();
        spans.into_iter().map(|span| needle.compare(&self.folded.text, span)).collect()
    }

    /// Whole words where `pattern`, in which the quote begins at `from`, stands
    /// with at most `limit` edits.
    fn near(&self, needle: &Needle, pattern: &[u8], from: usize, limit: usize) -> Vec<Span> {
        let text = &self.folded.text;
        let part = from..from + needle.quote.len();
        let found = ends(pattern, text.as_bytes(), limit, 4).into_iter();
        let laid = found.map(|end| self.lay(pattern, part.clone(), end));
        laid.map(|span| needle.whole_words(text, span)).collect()
    }

    /// Where the `part` of a pattern stands, given where the pattern ends.
    fn lay(&self, pattern: &[u8], part: std::ops::Range<usize>, end: End) -> Span {
        let start = end.at.saturating_sub(pattern.len() + end.edits);
        let window = self.folded.text.as_bytes().get(start..end.at).unwrap_or_default();
        let places = Alignment::of(pattern, window).boundaries();
        let place = |at: usize| start + places.get(at).copied().unwrap_or_default();
        Span::new(place(part.start), place(part.end))
    }

    /// A long quote that has changed: its first and its last words, in order
    /// and about as far apart as they were.
    fn by_ends(&self, needle: &Needle, hint: usize) -> Place {
        let (head, tail) = needle.ends(END);
        match (self.search(&head, hint), self.search(&tail, hint)) {
            (Place::Found(first), Place::Found(last)) => {
                joined(first, last, needle.quote.len()).map_or(Place::Orphan, Place::Found)
            }
            (Place::Ambiguous(spans), _) | (_, Place::Ambiguous(spans)) => Place::Ambiguous(spans),
            _ => Place::Orphan,
        }
    }

    /// The one acceptable place that no other comes near; position decides
    /// between places only where their contexts tie.
    fn decide(&self, candidates: Vec<Candidate>, needle: &Needle, hint: usize) -> Place {
        let tied = rivals(candidates, needle);
        match tied.as_slice() {
            [] => Place::Orphan,
            [one] => Place::Found(one.span),
            _ => self.nearest(&tied, hint).map_or_else(
                || Place::Ambiguous(tied.iter().map(|candidate| candidate.span).collect()),
                Place::Found,
            ),
        }
    }

    /// The place much nearer to where the note was than every other.
    fn nearest(&self, tied: &[Candidate], hint: usize) -> Option<Span> {
        let far = |span: Span| self.points.at(self.original(span).start).abs_diff(hint);
        let mut near: Vec<(usize, Span)> =
            tied.iter().map(|candidate| (far(candidate.span), candidate.span)).collect();
        near.sort();
        match near.as_slice() {
            [(first, span), (second, _), ..] if first * 4 < *second => Some(*span),
            _ => None,
        }
    }

    /// The span of the text under one of the folded text: without white space
    /// at its ends, and with the marks that belong to its last letter.
    fn original(&self, span: Span) -> Span {
        let words = span.cut(&self.folded.text);
        let start = span.start + (words.len() - words.trim_start().len());
        let end = span.start + words.trim_end().len();
        if end <= start {
            return self.folded.original(span);
        }
        let first = self.folded.original(Span::new(start, end)).start;
        let last = self.folded.original(Span::new(end - 1, end)).start;
        Span::new(first, last + letter(self.text.get(last..).unwrap_or_default()))
    }
}

/// The span of a long quote whose ends were found, where they stand in order
/// and about as far apart as they were.
fn joined(first: Span, last: Span, length: usize) -> Option<Span> {
    let whole = Span::new(first.start, last.end);
    let fits = first.end <= last.start && (length / 2..=length * 2).contains(&whole.len());
    fits.then_some(whole)
}

/// Bytes of the letter that `text` begins with, and of the marks that belong to it.
fn letter(text: &str) -> usize {
    let marks = text.chars().skip(1).take_while(|&character| is_combining_mark(character));
    text.chars().take(1).chain(marks).map(char::len_utf8).sum()
}
