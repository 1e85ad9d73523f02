//! Finding anchors again in a text that may have changed.
//!
//! A text is searched in three steps, each only when the one before did not
//! settle it: the old place itself; the folded quote word for word; quote and
//! context with edits, over the whole text. Context decides between several
//! places. Where it can't, the note is ambiguous; where nothing is like it, an
//! orphan. A note is never put on a guess.
//!
//! Notes of one text are found together: those that are certain tell where the
//! text between them has moved to, and so which of several places is a note's.

use std::{cell::OnceCell, cmp::Reverse, collections::BTreeSet, ops::Range};

use unicode_normalization::char::is_combining_mark;

use super::{
    anchor::{CONTEXT, NoteAnchor},
    approximate::{Alignment, End, ends},
    backbone::{Backbone, Expected},
    candidate::{Candidate, Needle, acceptable, boundary_after, only, rivals},
    doubt::is_doubtful,
    pattern::Pattern,
    place::Place,
    row::{Order, Row, Seen, distinct},
    seeds::Seeds,
    surroundings::Surroundings,
    twin::{Twin, Verdict, forget_far},
};
use crate::{
    fold::Folded,
    model::{CodePoints, Span},
};

/// Folded quotes over this many bytes are searched for by both their ends.
const LONG: usize = 512;

/// How many bytes of each end of a long quote are searched for.
const END: usize = 256;

/// Folded quotes up to this many bytes weigh less than their contexts.
const DROWNED: usize = 64;

/// Occurrences of a quote whose context is compared in full.
const OCCURRENCES: usize = 64;

/// A range of the text over this many bytes is searched with edits only where
/// pieces of what is sought stand.
const WIDE: usize = 16 * 1024;

/// Of so many notes more than one must be found if their text is still the same;
/// fewer notes tell nothing of it.
const COMPANY: usize = 4;

/// The places that a search with edits gives.
const PLACES: usize = 4;

/// The places of a text that a note remembers as being like its own.
const ALIKE: usize = 16;

/// What a search for one anchor comes to.
enum Sought {
    /// It needs nothing more.
    Settled(Place),
    /// These places of the folded text may be it.
    Open(Needle, Vec<Candidate>),
}

/// A text made ready for finding anchors in it.
#[derive(Clone, Debug)]
pub struct Haystack<'a> {
    text: &'a str,
    points: CodePoints<'a>,
    /// Made when the first anchor is not where it was.
    folded: OnceCell<Folded>,
    /// Made for the first search with edits of a wide range.
    seeds: OnceCell<Seeds>,
}

impl<'a> Haystack<'a> {
    /// Counts the text; linear. It is folded once something has to be searched for.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let points = CodePoints::of(text);
        Self { text, points, folded: OnceCell::new(), seeds: OnceCell::new() }
    }

    fn folded(&self) -> &Folded {
        self.folded.get_or_init(|| Folded::of(self.text))
    }

    fn seeds(&self) -> &Seeds {
        self.seeds.get_or_init(|| Seeds::of(self.folded().text.as_bytes()))
    }

    /// Finds an anchor. Linear in the text when the quote stands there word for
    /// word with its context; else times one 64th of the bytes of quote and
    /// context, long quotes counting as 512.
    #[must_use]
    pub fn place(&self, anchor: &NoteAnchor) -> Place {
        self.settle(self.seek(anchor), anchor.start)
    }

    /// Finds the anchors of one text together, in their order: where several
    /// places fit one, its neighbours tell which. Costs as much as finding each
    /// alone, and as much again for those that don't stand where they are expected.
    #[must_use]
    pub fn places(&self, anchors: &[&NoteAnchor]) -> Vec<Place> {
        let sought: Vec<Sought> = anchors.iter().map(|anchor| self.seek(anchor)).collect();
        let known = anchors.iter().zip(&sought);
        let backbone = Backbone::of(
            known.filter_map(|(anchor, sought)| Some((anchor.start, self.certain(sought)?))),
        );
        let placed = anchors.iter().zip(sought);
        let placed =
            placed.map(|(anchor, sought)| match (sought, backbone.expected(anchor.start)) {
                (Sought::Open(needle, candidates), Some(expected)) => {
                    self.beside(&needle, candidates, &expected).map(|span| self.original(span))
                }
                (sought, _) => self.settle(sought, anchor.start),
            });
        self.in_company(placed.collect(), anchors)
    }

    /// The same places. Where hardly any note of a text is found it has become
    /// another text, and only what leaves no doubt counts.
    fn in_company(&self, placed: Vec<Place>, anchors: &[&NoteAnchor]) -> Vec<Place> {
        let found = placed.iter().filter(|place| matches!(place, Place::Found(_))).count();
        if placed.len() < COMPANY || found * COMPANY > placed.len() {
            return placed;
        }
        let placed = placed.into_iter().zip(anchors).map(|(place, anchor)| match place {
            Place::Found(span) if !self.is_sure(anchor, span) => Place::Orphan,
            place => place,
        });
        placed.collect()
    }

    /// Whether an anchor's very words stand at a span, between like contexts.
    fn is_sure(&self, anchor: &NoteAnchor, span: Span) -> bool {
        let at = |byte: usize| self.folded().folded_at(byte);
        let span = Span::new(at(span.start), at(span.end));
        let candidate = Needle::of(anchor).compare(&self.folded().text, span);
        candidate.is_exact() && candidate.is_certain()
    }

    fn seek(&self, anchor: &NoteAnchor) -> Sought {
        if let Some(span) = self.unmoved(anchor).filter(|span| !span.is_empty()) {
            return Sought::Settled(Place::Found(span));
        }
        let needle = Needle::of(anchor);
        if needle.quote.is_empty() {
            return Sought::Settled(Place::Orphan);
        }
        if let Some(candidates) = self.candidates(&needle) {
            return Sought::Open(needle, candidates);
        }
        let place = self.by_ends(&needle, anchor.start);
        Sought::Settled(place.map(|span| self.original(span)))
    }

    fn settle(&self, sought: Sought, hint: usize) -> Place {
        match sought {
            Sought::Settled(place) => place,
            Sought::Open(needle, candidates) => self
                .decide(self.own(candidates, &needle, hint), &needle, hint)
                .map(|span| self.original(span)),
        }
    }

    /// Where an anchor starts now that leaves no doubt, in code points.
    fn certain(&self, sought: &Sought) -> Option<usize> {
        let span = match sought {
            Sought::Settled(Place::Found(span)) => *span,
            Sought::Open(needle, candidates) if needle.twins.is_empty() => {
                self.original(only(candidates, needle)?)
            }
            Sought::Settled(_) | Sought::Open(..) => return None,
        };
        Some(self.points.at(span.start))
    }

    /// The place of an anchor that is expected somewhere. What stands elsewhere
    /// counts only where nothing fits there, and where it leaves no doubt.
    fn beside(&self, needle: &Needle, mut found: Vec<Candidate>, expected: &Expected) -> Place {
        let here = |one: &Candidate| expected.within.contains(&self.start(one));
        let own = self.own(found.clone(), needle, expected.at).found;
        if !own.iter().any(|one| here(one) && acceptable(one, needle)) {
            found.extend(self.with_edits_near(needle, expected).into_iter().filter(here));
        }
        let row = self.own(found, needle, expected.at);
        let (near, away): (Vec<Candidate>, Vec<Candidate>) =
            row.found.iter().partition(|one| here(one));
        let place = self.decide(Row { found: near, ..row.clone() }, needle, expected.at);
        if place != Place::Orphan {
            return place;
        }
        let moved = away.into_iter().filter(|one| one.is_certain() || one.is_long_copy());
        self.decide(Row { found: moved.collect(), ..row }, needle, expected.at)
    }

    /// Where a candidate starts in the text, in code points.
    fn start(&self, candidate: &Candidate) -> usize {
        self.points.at(self.original(candidate.span).start)
    }

    /// The old place, when quote and context still stand there to the letter.
    fn unmoved(&self, anchor: &NoteAnchor) -> Option<Span> {
        let span = self.points.bytes(anchor.start, anchor.end);
        let known = anchor.stands_at(self.text, span)
            && (anchor.is_visible() || anchor.stands_once(self.text));
        known.then_some(span)
    }

    /// Searches the folded text; spans of it come back.
    fn search(&self, needle: &Needle, hint: usize) -> Place {
        match self.candidates(needle) {
            Some(candidates) => self.decide(self.own(candidates, needle, hint), needle, hint),
            None => self.by_ends(needle, hint),
        }
    }

    /// The places that may be a needle's; none for a long one that is to be
    /// searched by its ends.
    fn candidates(&self, needle: &Needle) -> Option<Vec<Candidate>> {
        let mut candidates = self.word_for_word(needle);
        let fits = |found: &Candidate| acceptable(found, needle) && found.best_side() >= 0.5;
        let own = self.own(candidates.clone(), needle, needle.start);
        if !own.found.iter().any(fits) {
            if needle.quote.len() > LONG && candidates.is_empty() {
                return None;
            }
            candidates.extend(self.with_edits(needle));
        }
        Some(candidates)
    }

    /// The places of this text that would be taken for an anchor's if its own were
    /// gone, in order, and what that stands among where there are any.
    pub(super) fn twins(&self, anchor: &NoteAnchor) -> (Vec<Twin>, Surroundings) {
        let needle = Needle::of(anchor);
        if needle.quote.is_empty() || needle.quote.len() > LONG {
            return Default::default();
        }
        let place = self.points.bytes(anchor.start, anchor.end);
        let at = |byte: usize| self.folded().folded_at(byte);
        let own = Span::new(at(place.start), at(place.end));
        let mut found = self.word_for_word(&needle);
        found.extend(self.alike(&needle));
        found.retain(|one| !one.span.overlaps(own));
        let twins = distinct(&found, &needle).into_iter();
        let text = &self.folded().text;
        let among = |span: Span| Surroundings::of(text, span);
        let twins = twins.map(|one| self.as_twin(&one, &needle).apart(text, one.span, own));
        let mut twins: Vec<Twin> = twins.collect();
        forget_far(&mut twins, anchor.start);
        let among = if twins.is_empty() { Surroundings::default() } else { among(own) };
        (twins, among)
    }

    fn as_twin(&self, candidate: &Candidate, needle: &Needle) -> Twin {
        Twin::of(candidate, needle, self.start(candidate))
    }

    /// The candidates that may be a needle's own, which is expected at `at`. Where
    /// the very words of a sentence stand, changed words elsewhere must leave no
    /// doubt, unless the words stood twice.
    fn own(&self, found: Vec<Candidate>, needle: &Needle, at: usize) -> Row {
        let words = found.iter().filter(|one| one.is_exact()).map(|one| one.span);
        let words: BTreeSet<Span> = words.collect();
        Row { words: words.into_iter().collect(), ..self.likely(found, needle, at) }
    }

    /// The same without where its very words stand.
    fn likely(&self, mut found: Vec<Candidate>, needle: &Needle, at: usize) -> Row {
        let is_single = !needle.twins.iter().any(|twin| twin.same);
        if is_single && found.iter().any(Candidate::is_long_copy) {
            found.retain(|one| one.is_exact() || one.is_certain());
        }
        if needle.twins.is_empty() {
            return Row { found, ..Row::default() };
        }
        let text = &self.folded().text;
        let seen = found.into_iter().map(|candidate| {
            let (verdict, lean) = Verdict::on(needle, text, candidate.span);
            Seen { candidate, verdict, lean, start: self.start(&candidate) }
        });
        Row::of(seen.collect(), needle, at)
    }

    fn word_for_word(&self, needle: &Needle) -> Vec<Candidate> {
        let text = &self.folded().text;
        let mut spans = occurrences(text, &needle.quote);
        if spans.len() > OCCURRENCES {
            spans.sort_by_cached_key(|&span| Reverse(needle.touching(text, span)));
            spans.truncate(OCCURRENCES);
        }
        spans.into_iter().map(|span| needle.judge(text, span, 0)).collect()
    }

    /// The best places for the quote alone, and for the quote between its contexts.
    fn with_edits(&self, needle: &Needle) -> Vec<Candidate> {
        self.with_edits_in(needle, 0..self.folded().text.len())
    }

    /// The same where they are expected.
    fn with_edits_near(&self, needle: &Needle, expected: &Expected) -> Vec<Candidate> {
        let byte = |at: usize| self.folded().folded_at(self.points.bytes(at, at).start);
        let start = byte(expected.within.start().saturating_sub(CONTEXT));
        let end = byte(expected.within.end().saturating_add(CONTEXT)) + needle.quote.len();
        self.with_edits_in(needle, start..end.min(self.folded().text.len()))
    }

    fn with_edits_in(&self, needle: &Needle, within: Range<usize>) -> Vec<Candidate> {
        let alone = Pattern::alone(needle);
        let mut ends = self.ends_in(&alone, within.clone(), PLACES);
        let quote = needle.quote.len();
        if quote > DROWNED && self.is_settled(needle, &alone, &ends) {
            let best = ends.first().map_or(0, |end| end.edits);
            ends.retain(|end| end.edits <= best + quote / 4);
            return self.compared(needle, &self.laid(needle, &alone, &ends));
        }
        let mut spans = self.laid(needle, &alone, &ends);
        spans.extend(self.between_contexts(needle, within, PLACES));
        self.compared(needle, &spans)
    }

    /// The same, but many, however well one of them fits: what would be found if
    /// that were gone, and what would be found if that were gone too.
    fn alike(&self, needle: &Needle) -> Vec<Candidate> {
        let alone = Pattern::alone(needle);
        let within = 0..self.folded().text.len();
        let mut spans = self.laid(needle, &alone, &self.ends_in(&alone, within.clone(), ALIKE));
        spans.extend(self.between_contexts(needle, within, ALIKE));
        self.compared(needle, &spans)
    }

    /// The best `most` places for a quote between its contexts.
    fn between_contexts(
        &self,
        needle: &Needle,
        within: Range<usize>,
        most: usize,
    ) -> BTreeSet<Span> {
        let whole = needle.whole();
        let between = Pattern::between(needle, &whole);
        self.laid(needle, &between, &self.ends_in(&between, within, most))
    }

    /// Whether the best place of a quote leaves no doubt: what is less like the
    /// quote by a quarter can't come near it then.
    fn is_settled(&self, needle: &Needle, alone: &Pattern<'_>, ends: &[End]) -> bool {
        let best = self.laid(needle, alone, ends.get(..1).unwrap_or_default());
        self.compared(needle, &best).iter().any(Candidate::is_certain)
    }

    fn compared(&self, needle: &Needle, spans: &BTreeSet<Span>) -> Vec<Candidate> {
        spans.iter().map(|span| needle.compare(&self.folded().text, *span)).collect()
    }

    /// The whole words where a pattern stands that ends in these places.
    fn laid(&self, needle: &Needle, pattern: &Pattern<'_>, ends: &[End]) -> BTreeSet<Span> {
        let spans = ends.iter().map(|end| self.lay(pattern, *end));
        spans.map(|span| needle.whole_words(&self.folded().text, span)).collect()
    }

    /// The best `most` places within a range where a pattern ends.
    fn ends_in(&self, pattern: &Pattern<'_>, within: Range<usize>, most: usize) -> Vec<End> {
        let ranges = if within.len() > WIDE {
            self.seeds().ranges(pattern.bytes, &within)
        } else {
            vec![within]
        };
        let mut found: Vec<End> = Vec::new();
        for range in ranges {
            let text = self.folded().text.as_bytes().get(range.clone()).unwrap_or_default();
            let ends = ends(pattern.bytes, text, pattern.limit, most).into_iter();
            found.extend(ends.map(|end| End { at: end.at + range.start, ..end }));
        }
        found.sort_by_key(|end| (end.edits, end.at));
        found.truncate(most);
        found
    }

    /// Where the quote of a pattern stands, given where the pattern ends.
    fn lay(&self, pattern: &Pattern<'_>, end: End) -> Span {
        let start = end.at.saturating_sub(pattern.bytes.len() + end.edits);
        let window = self.folded().text.as_bytes().get(start..end.at).unwrap_or_default();
        let places = Alignment::of(pattern.bytes, window, end.edits).boundaries();
        let place = |at: usize| start + places.get(at).copied().unwrap_or_default();
        Span::new(place(pattern.part.start), place(pattern.part.end))
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

    /// The place that was chosen, unless something speaks against it.
    fn decide(&self, row: Row, needle: &Needle, hint: usize) -> Place {
        let words = row.words.clone();
        let text = &self.folded().text;
        match self.choose(row, needle, hint) {
            Place::Found(span) if is_doubtful(needle, text, span, &words) => {
                let open: BTreeSet<Span> = words.into_iter().chain([span]).collect();
                Place::Ambiguous(open.into_iter().collect())
            }
            place => place,
        }
    }

    /// The one acceptable place that no other comes near. Order and position
    /// decide only between places whose contexts tie; a context that speaks
    /// against the order leaves it open.
    fn choose(&self, row: Row, needle: &Needle, hint: usize) -> Place {
        let Row { found, order, .. } = row;
        let tied = rivals(found, needle);
        match (tied.as_slice(), order) {
            ([], _) => Place::Orphan,
            ([one], Order::Turn(other))
                if one.is_exact() && other.is_exact() && other.span != one.span =>
            {
                Place::Ambiguous(spans(&[*one, other]))
            }
            ([one], _) => Place::Found(one.span),
            (tied, Order::Lost) => Place::Ambiguous(spans(tied)),
            (tied, order) => order
                .among(tied)
                .or_else(|| self.nearest(tied, hint))
                .map_or_else(|| Place::Ambiguous(spans(tied)), Place::Found),
        }
    }

    /// The place much nearer to where the note was than every other.
    fn nearest(&self, tied: &[Candidate], hint: usize) -> Option<Span> {
        let far = |span: Span| self.points.at(self.original(span).start).abs_diff(hint);
        let mut near: Vec<(usize, Span)> =
            spans(tied).into_iter().map(|span| (far(span), span)).collect();
        near.sort();
        match near.as_slice() {
            [(first, span), (second, _), ..] if first * 4 < *second => Some(*span),
            _ => None,
        }
    }

    /// The span of the text under one of the folded text: without white space
    /// at its ends, and with the marks that belong to its last letter.
    fn original(&self, span: Span) -> Span {
        let words = span.cut(&self.folded().text);
        let start = span.start + (words.len() - words.trim_start().len());
        let end = span.start + words.trim_end().len();
        if end <= start {
            return self.folded().original(span);
        }
        let first = self.folded().original(Span::new(start, end)).start;
        let last = self.folded().original(Span::new(end - 1, end)).start;
        Span::new(first, last + letter(self.text.get(last..).unwrap_or_default()))
    }
}

fn spans(tied: &[Candidate]) -> Vec<Span> {
    tied.iter().map(|candidate| candidate.span).collect()
}

/// Where a quote stands in a text. One that repeats itself stands more often than
/// it fits into the text beside itself.
fn occurrences(text: &str, quote: &str) -> Vec<Span> {
    let next = |from: usize| {
        let rest = text.get(from..)?;
        let at = from + rest.find(quote)?;
        Some(Span::new(at, at + quote.len()))
    };
    let step = |span: &Span| if quote.len() > LONG { span.end } else { span.start + 1 };
    std::iter::successors(next(0), |span| next(boundary_after(text, step(span)))).collect()
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
