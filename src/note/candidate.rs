//! What is looked for, and how well a place fits it.

use super::{
    anchor::NoteAnchor,
    approximate::{distance, likeness, ratio},
    surroundings::Surroundings,
    twin::Twin,
};
use crate::{fold::Folded, model::Span};

/// Bytes of a long quote that stand beside each of its ends as context.
const BESIDE: usize = 32;

/// An anchor's words, folded; what a [`super::Haystack`] is searched for.
#[derive(Clone, Debug, Default)]
pub(super) struct Needle {
    /// What stood before.
    pub(super) prefix: String,
    /// What the note stands on, without white space at its ends.
    pub(super) quote: String,
    /// What stood after.
    pub(super) suffix: String,
    /// Where it began, in code points.
    pub(super) start: usize,
    /// The places that were like it.
    pub(super) twins: Vec<Twin>,
    /// What it stood among.
    pub(super) among: Surroundings,
}

/// A place in the folded text and how well it fits, each from 0 to 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// The place.
    pub(super) span: Span,
    /// How like the quote it is; 1 is word for word.
    quote: f64,
    /// How like the prefix what stands before it is.
    before: f64,
    /// How like the suffix what stands after it is.
    after: f64,
}

impl Candidate {
    /// The better of the two contexts.
    pub(super) fn best_side(&self) -> f64 {
        self.before.max(self.after)
    }

    /// Whether it holds the quote word for word between like contexts, or
    /// much of it between the same ones.
    pub(super) fn is_certain(&self) -> bool {
        let like = |quote: f64, sides: f64| self.quote >= quote && self.worse_side() >= sides;
        like(1.0, ALIKE) || like(ALIKE, SAME)
    }

    /// Whether it holds, word for word, a quote too long to be said twice by chance.
    pub(super) fn is_long_copy(&self) -> bool {
        self.quote >= 1.0 && self.span.len() >= SENTENCE
    }

    /// Whether it holds the quote word for word.
    pub(super) fn is_exact(&self) -> bool {
        self.quote >= 1.0
    }

    fn worse_side(&self) -> f64 {
        self.before.min(self.after)
    }

    /// Quote and contexts together, each by its length; a long quote does not
    /// drown its context.
    pub(super) fn score(&self, needle: &Needle) -> f64 {
        let weight = |text: &str| ratio(text.len().min(96), 1);
        let (before, quote, after) =
            (weight(&needle.prefix), weight(&needle.quote), weight(&needle.suffix));
        let sum = before * self.before + quote * self.quote + after * self.after;
        sum / (before + quote + after).max(1.0)
    }
}

impl Needle {
    /// Folds an anchor. White space at the quote's ends belongs to its contexts.
    pub(super) fn of(anchor: &NoteAnchor) -> Self {
        let folded = |text: &str| Folded::of(text).text;
        let whole = folded(&anchor.quote);
        let quote = whole.trim();
        let (before, after) = whole.split_once(quote).unwrap_or_default();
        Self {
            prefix: folded(&anchor.prefix) + before,
            quote: quote.to_owned(),
            suffix: after.to_owned() + &folded(&anchor.suffix),
            start: anchor.start,
            twins: anchor.twins.clone(),
            among: anchor.among.clone(),
        }
    }

    /// Prefix, quote and suffix in one piece.
    pub(super) fn whole(&self) -> Vec<u8> {
        [self.prefix.as_str(), &self.quote, &self.suffix].concat().into_bytes()
    }

    /// The first and the last `length` bytes of the quote, with their contexts.
    pub(super) fn ends(&self, length: usize) -> (Self, Self) {
        (self.head(length), self.tail(self.quote.len().saturating_sub(length)))
    }

    /// The quote up to a byte, followed by its next words.
    fn head(&self, to: usize) -> Self {
        let suffix = self.part(to, (to + BESIDE).min(self.quote.len()));
        Self { prefix: self.prefix.clone(), quote: self.part(0, to), suffix, ..Self::default() }
    }

    /// The quote from a byte, with the words before it.
    fn tail(&self, from: usize) -> Self {
        let prefix = self.part(from.saturating_sub(BESIDE), from);
        let quote = self.part(from, self.quote.len());
        Self { prefix, quote, suffix: self.suffix.clone(), ..Self::default() }
    }

    /// A part of the quote, between whole characters.
    fn part(&self, from: usize, to: usize) -> String {
        let quote = self.quote.as_str();
        let span = Span::new(boundary_before(quote, from), boundary_before(quote, to));
        span.cut(quote).to_owned()
    }

    /// How many bytes of context touch a place unchanged; a quick first sieve.
    pub(super) fn touching(&self, text: &str, span: Span) -> usize {
        let same = |pair: &(u8, u8)| pair.0 == pair.1;
        let (before, after) = around(text, span);
        let left = before.bytes().rev().zip(self.prefix.bytes().rev()).take_while(same).count();
        let right = after.bytes().zip(self.suffix.bytes()).take_while(same).count();
        left + right
    }

    /// Weighs a place that holds the quote with `edits` edits.
    pub(super) fn judge(&self, text: &str, span: Span, edits: usize) -> Candidate {
        let (before, after) = around(text, span);
        let reach = self.prefix.len() * 2 + 8;
        Candidate {
            span,
            quote: 1.0 - ratio(edits, self.quote.len().max(span.len())).min(1.0),
            before: likeness(&reversed(&self.prefix, reach), &reversed(before, reach)),
            after: likeness(self.suffix.as_bytes(), after.as_bytes()),
        }
    }

    /// Weighs a place that holds a changed quote.
    pub(super) fn compare(&self, text: &str, span: Span) -> Candidate {
        let edits = distance(self.quote.as_bytes(), span.cut(text).as_bytes());
        self.judge(text, span, edits)
    }

    /// A found place moved out to whole letters, and to whole words on each
    /// side where the quote began or ended with a whole word.
    pub(super) fn whole_words(&self, text: &str, span: Span) -> Span {
        let start = boundary_before(text, span.start);
        let end = boundary_after(text, span.end).max(start);
        let (before, after) = around(text, Span::new(start, end));
        let inside = Span::new(start, end).cut(text);
        let left = if ends_wordy(&self.prefix) { 0 } else { word_end_at(before, inside) };
        let right = if begins_wordy(&self.suffix) { 0 } else { word_start_at(after, inside) };
        Span::new(start - left, end + right)
    }
}

fn boundary_before(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

/// Up to `most` bytes of a text, from its end.
fn reversed(text: &str, most: usize) -> Vec<u8> {
    text.bytes().rev().take(most).collect()
}

fn begins_wordy(text: &str) -> bool {
    text.starts_with(char::is_alphanumeric)
}

fn ends_wordy(text: &str) -> bool {
    text.ends_with(char::is_alphanumeric)
}

/// Bytes before `inside` that belong to its first word.
fn word_end_at(before: &str, inside: &str) -> usize {
    if begins_wordy(inside) { word_end(before) } else { 0 }
}

/// Bytes after `inside` that belong to its last word.
fn word_start_at(after: &str, inside: &str) -> usize {
    if ends_wordy(inside) { word_start(after) } else { 0 }
}

/// The first place between whole characters from `at` on.
pub(super) fn boundary_after(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// Bytes of the word that `text` ends with.
fn word_end(text: &str) -> usize {
    text.len() - text.trim_end_matches(char::is_alphanumeric).len()
}

/// Bytes of the word that `text` begins with.
fn word_start(text: &str) -> usize {
    text.len() - text.trim_start_matches(char::is_alphanumeric).len()
}

fn around(text: &str, span: Span) -> (&str, &str) {
    (Span::new(0, span.start).cut(text), Span::new(span.end, text.len()).cut(text))
}

/// Whether a place is like enough to be taken at all; the floor rises as the
/// quote gets shorter and as less of its context is left.
pub(super) fn acceptable(candidate: &Candidate, needle: &Needle) -> bool {
    let length = needle.quote.chars().count();
    if candidate.quote >= 1.0 {
        let kept = candidate.worse_side() >= ALIKE;
        return kept || candidate.best_side() >= context_needed(needle, length);
    }
    candidate.quote >= likeness_needed(candidate, length)
}

/// How much of one side's context a word-for-word place needs.
fn context_needed(needle: &Needle, length: usize) -> f64 {
    let words = needle.quote.split(' ').count();
    let bare = needle.prefix.is_empty() && needle.suffix.is_empty();
    match (words, length) {
        (_, 32..) | (5.., _) => 0.0,
        _ if bare => 0.0,
        (2.., 12..) => 0.5,
        _ => 0.9,
    }
}

/// How like the quote a changed place must be.
fn likeness_needed(candidate: &Candidate, length: usize) -> f64 {
    let (best, worse) = (candidate.best_side(), candidate.worse_side());
    match length {
        0..12 if worse >= ALIKE => 0.75,
        0..12 => f64::INFINITY,
        _ if worse >= ALIKE => 0.5,
        _ if best >= 0.7 => 0.72,
        12..32 => f64::INFINITY,
        32..64 => 0.9,
        _ => 0.85,
    }
}

/// The likeness from which a text counts as what another has become, and as hardly changed.
const ALIKE: f64 = 0.6;
const SAME: f64 = 0.9;

/// The bytes from which a quote is as good as a sentence.
pub(super) const SENTENCE: usize = 32;

/// Scores nearer than this are a tie.
const MARGIN: f64 = 0.06;

/// Under this likeness of both contexts no score sets a place apart from others.
const CLEAR: f64 = 0.3;

/// The place of the only candidate that is acceptable, where it leaves no doubt.
pub(super) fn only(candidates: &[Candidate], needle: &Needle) -> Option<Span> {
    let mut fit = candidates.iter().filter(|one| acceptable(one, needle));
    let first = fit.next().filter(|one| one.is_certain())?;
    fit.all(|other| other.span.overlaps(first.span)).then_some(first.span)
}

/// The acceptable candidates that tie for the best; one when it is clear, none
/// when nothing is acceptable.
pub(super) fn rivals(candidates: Vec<Candidate>, needle: &Needle) -> Vec<Candidate> {
    let scored = ranked(candidates, needle);
    let mut tied: Vec<Candidate> = Vec::new();
    for candidate in scored.iter().filter(|other| is_close(&scored, other)).map(|scored| scored.1) {
        // Two readings of one place are no rivals.
        if !tied.iter().any(|other| other.span.overlaps(candidate.span)) {
            tied.push(candidate);
        }
    }
    tied
}

/// The acceptable candidates with their scores, the best first.
fn ranked(candidates: Vec<Candidate>, needle: &Needle) -> Vec<(f64, Candidate)> {
    let fits: Vec<Candidate> =
        candidates.into_iter().filter(|candidate| acceptable(candidate, needle)).collect();
    // Where the very words stand, no more and no fewer are meant.
    let outdone = |one: &Candidate| {
        !one.is_exact()
            && fits.iter().any(|other| other.is_exact() && other.span.overlaps(one.span))
    };
    let meant = fits.iter().filter(|one| !outdone(one));
    let mut scored: Vec<_> = meant.map(|candidate| (candidate.score(needle), *candidate)).collect();
    scored.sort_by(|one, other| other.0.total_cmp(&one.0));
    scored
}

/// Whether the best of `scored` is not clearly better than this one.
fn is_close(scored: &[(f64, Candidate)], (score, candidate): &(f64, Candidate)) -> bool {
    scored.first().is_some_and(|(best, first)| {
        let bare = first.best_side() < CLEAR && first.quote - candidate.quote < MARGIN;
        best - score < MARGIN || bare
    })
}
