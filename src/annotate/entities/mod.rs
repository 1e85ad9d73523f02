//! Entities of the seven kinds: names found, typed, and merged.
//!
//! Money and gatherings are found by their form first. The capitalised
//! stretches of the rest are candidates ([`candidate`]); signs in and beside
//! them vote for a kind ([`typing`], [`system`]), and the document as a whole
//! decides ([`document`]). A learned tagger ([`tagger`]) that knows what the
//! rules found has the last word on persons, organisations and places
//! ([`settle`]). Mentions of one thing become one entity ([`merge`]). Cost is
//! linear in the text.

mod acronym;
mod candidate;
mod designation;
mod document;
mod gathering;
mod lexicon;
mod list;
mod merge;
mod money;
mod office;
mod parting;
mod reading;
mod settle;
mod system;
pub(super) mod tagger;
mod token;
mod typing;
mod unify;

use std::collections::{BTreeSet, HashMap};

use crate::fold::fold;
use crate::model::{Article, DocumentEntity, EntityKind, Mention, Span};

use candidate::Candidate;
use document::Verdict;
use merge::Named;
pub(super) use merge::key_of_name as key_of;
use reading::Reading;

/// Mentions sorted by place, and the entities they name.
pub(crate) fn entities(
    article: &Article,
    sentences: &[Span],
) -> (Vec<Mention>, Vec<DocumentEntity>) {
    let reading = Reading::of(&article.text, sentences);
    let ruled = Ruled::of(&reading);
    let tags = tagger::tags(&reading, &ruled.hints());
    let names = settle::settle(&reading, &ruled, &tags);
    let mentions = sorted(found(&reading, &ruled, names));
    // Known by its words alone, wherever in a file it stands; the rest is what
    // keys in the logs of readers end with.
    let origin = format!("{}/0", article.origin.hash);
    merge::merge(&article.text, &mentions, &origin)
}

/// Tokens and their features for the tagger, as the training command needs them.
pub(super) fn features(text: &str, sentences: &[Span]) -> (Vec<Span>, Vec<tagger::Rows>) {
    let reading = Reading::of(text, sentences);
    let rows = tagger::rows(&reading, &Ruled::of(&reading).hints());
    (reading.tokens.iter().map(|token| token.span).collect(), rows)
}

/// A candidate and what it names.
type Name = (Candidate, EntityKind);

/// A candidate and what the rules say of it.
type Ruling = (Candidate, Verdict);

/// Tokens `start..end` that name something.
type Range = (usize, usize, EntityKind);

/// Votes of what is found by its form.
const FORMED: i32 = 9;

/// What the rules find.
struct Ruled {
    /// By form alone: money, gatherings, systems in quotation marks.
    formed: Vec<Range>,
    /// Which tokens those take.
    taken: Vec<bool>,
    /// The other names, sorted by place.
    names: Vec<Ruling>,
    /// Spellings of acronyms that stand for what is no name.
    refused: BTreeSet<String>,
}

impl Ruled {
    fn of(reading: &Reading<'_>) -> Self {
        let mut taken = vec![false; reading.tokens.len()];
        let formed = by_form(reading, &mut taken);
        let lines = reading.lines.iter();
        let candidates: Vec<Candidate> =
            lines.flat_map(|&line| candidate::candidates(reading, line, &taken)).collect();
        let votes: Vec<_> = candidates.iter().map(|one| typing::votes(reading, one)).collect();
        let defined = document::definitions(reading, &candidates);
        let editions: Vec<String> =
            formed.iter().filter_map(|range| edition_head(reading, *range)).collect();
        let verdicts = document::kinds(reading, &candidates, &votes, &defined, &editions);
        let is_refused = |at: usize| verdicts.get(at).is_some_and(Option::is_none);
        let refused =
            defined.iter().filter(|(short, full)| is_refused(*short) && is_refused(*full));
        let refused = refused.filter_map(|(short, _)| candidates.get(*short));
        let refused = refused.map(|short| reading.spelling(short.start, short.end)).collect();
        let names = candidates.into_iter().zip(verdicts);
        let names = names.filter_map(|(one, verdict)| Some((one, verdict?))).collect();
        Self { formed, taken, names, refused }
    }

    /// All of it as token ranges, for the tagger to weigh.
    fn hints(&self) -> Vec<(Range, i32)> {
        let names = self.names.iter();
        let names = names.map(|(one, verdict)| ((one.start, one.end, verdict.kind), verdict.votes));
        self.formed.iter().map(|range| (*range, FORMED)).chain(names).collect()
    }
}

/// The mentions of a document, before they are sorted: what is found by form,
/// and the names on which rules and tagger have settled.
fn found(reading: &Reading<'_>, ruled: &Ruled, names: Vec<Name>) -> Vec<Found> {
    let (candidates, kinds): (Vec<_>, Vec<_>) = names.into_iter().unzip();
    let mut kinds: Vec<Option<EntityKind>> = kinds.into_iter().map(Some).collect();
    let formed = ruled.formed.iter();
    let mut found: Vec<Found> =
        formed.map(|(start, end, kind)| Found::bare(reading.span(*start, *end), *kind)).collect();
    let defined = document::definitions(reading, &candidates);
    found.extend(by_office(reading, &candidates, &mut kinds));
    found.extend(by_candidate(reading, &candidates, &kinds, &defined));
    found
}

/// The folded name of an event without its year (`IDEX` of `IDEX 2031`).
fn edition_head(reading: &Reading<'_>, (start, end, kind): Range) -> Option<String> {
    let name = reading.span(start, end).cut(reading.text);
    let (head, year) = name.rsplit_once(' ')?;
    let is_edition = kind == EntityKind::Event && year.bytes().all(|byte| byte.is_ascii_digit());
    is_edition.then(|| fold(head))
}

/// A mention by its tokens, before it is numbered.
struct Found {
    named: Named,
    /// The candidate it came from, and the one whose name it stands for.
    place: Option<usize>,
    stands_for: Option<usize>,
}

/// Money, gatherings and quoted systems; marks their tokens as taken.
fn by_form(reading: &Reading<'_>, taken: &mut [bool]) -> Vec<Range> {
    let mut found = Vec::new();
    for &line in &reading.lines {
        let forms = [
            (EntityKind::Money, money::amounts(reading, line)),
            (EntityKind::Event, gathering::gatherings(reading, line)),
            (EntityKind::System, system::quoted(reading, line)),
        ];
        for (kind, ranges) in forms {
            for (start, end) in ranges {
                let tokens = taken.get_mut(start..end).unwrap_or_default();
                if tokens.iter().all(|taken| !taken) {
                    tokens.fill(true);
                    found.push((start, end, kind));
                }
            }
        }
    }
    found
}

impl Found {
    fn bare(span: Span, kind: EntityKind) -> Self {
        Self { named: Named { span, kind, stands_for: None }, place: None, stands_for: None }
    }
}

fn by_candidate(
    reading: &Reading<'_>,
    candidates: &[Candidate],
    kinds: &[Option<EntityKind>],
    defined: &[(usize, usize)],
) -> Vec<Found> {
    let full: HashMap<usize, usize> = defined.iter().copied().collect();
    let mut found = Vec::new();
    for (place, (candidate, kind)) in candidates.iter().zip(kinds).enumerate() {
        let Some(kind) = *kind else { continue };
        let (line, start, end) = (candidate.line, candidate.start, candidate.end);
        let (start, end) = match kind {
            EntityKind::System => (start, designation::name_end(reading, line, end)),
            EntityKind::Event => {
                let start = gathering::year_start(reading, line, start);
                (start, gathering::year_end(reading, line, end))
            }
            _ => (start, end),
        };
        let span = reading.span(start, end);
        found.push(Found {
            place: Some(place),
            stands_for: full.get(&place).copied(),
            ..Found::bare(span, kind)
        });
    }
    found
}

/// Persons named by office; takes their countries out of `kinds`.
fn by_office(
    reading: &Reading<'_>,
    candidates: &[Candidate],
    kinds: &mut [Option<EntityKind>],
) -> Vec<Found> {
    let references = office::references(reading, candidates, kinds);
    let mut found = Vec::with_capacity(references.len());
    for reference in references {
        let (Some(land), Some(kind)) =
            (candidates.get(reference.land), kinds.get_mut(reference.land))
        else {
            continue;
        };
        *kind = None;
        let span = reading.span(land.start, reference.end);
        let stands_for = Some(reference.person);
        found.push(Found { stands_for, ..Found::bare(span, EntityKind::Person) });
    }
    found
}

/// Sorted by place, without what overlaps an earlier one; acronyms point into the new list.
fn sorted(mut found: Vec<Found>) -> Vec<Named> {
    found.sort_by_key(|one| one.named.span);
    let mut end = 0;
    found.retain(|one| {
        let fits = one.named.span.start >= end && !one.named.span.is_empty();
        if fits {
            end = one.named.span.end;
        }
        fits
    });
    let places: HashMap<usize, usize> =
        found.iter().enumerate().filter_map(|(at, one)| Some((one.place?, at))).collect();
    let mut named: Vec<Named> = Vec::with_capacity(found.len());
    for one in &found {
        let stands_for = one.stands_for.and_then(|full| places.get(&full).copied());
        named.push(Named { stands_for, ..one.named.clone() });
    }
    named
}
