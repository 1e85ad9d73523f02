//! Entities of the seven kinds: names found, typed, and merged.
//!
//! Money and gatherings are found by their form first. The capitalised
//! stretches of the rest are candidates ([`candidate`]); signs in and beside
//! them vote for a kind ([`typing`], [`system`]), the document as a whole
//! decides ([`document`]), and mentions of one thing become one entity
//! ([`merge`]). Cost is linear in the text.

mod acronym;
mod candidate;
mod document;
mod gathering;
mod lexicon;
mod list;
mod merge;
mod money;
mod office;
mod parting;
mod reading;
mod system;
mod token;
mod typing;

use std::collections::HashMap;

use crate::fold::fold;
use crate::model::{Article, DocumentEntity, EntityKind, Mention, Span};

use candidate::Candidate;
use merge::Named;
use reading::Reading;

/// Mentions sorted by place, and the entities they name.
pub(crate) fn entities(
    article: &Article,
    sentences: &[Span],
) -> (Vec<Mention>, Vec<DocumentEntity>) {
    let reading = Reading::of(&article.text, sentences);
    let mut taken = vec![false; reading.tokens.len()];
    let mut named = by_form(&reading, &mut taken);
    let candidates: Vec<Candidate> = reading
        .lines
        .iter()
        .flat_map(|&line| candidate::candidates(&reading, line, &taken))
        .collect();
    let votes: Vec<_> = candidates.iter().map(|one| typing::votes(&reading, one)).collect();
    let defined = document::definitions(&reading, &candidates);
    let editions: Vec<String> =
        named.iter().filter_map(|found| edition_head(&article.text, found)).collect();
    let mut kinds = document::kinds(&reading, &candidates, &votes, &defined, &editions);
    named.extend(by_office(&reading, &candidates, &mut kinds));
    named.extend(by_candidate(&reading, &candidates, &kinds, &defined));
    let named = sorted(named);
    let origin = format!("{}/{}", article.origin.hash, article.origin.ordinal);
    merge::merge(&article.text, &named, &origin)
}

/// The folded name of an event without its year (`IDEX` of `IDEX 2031`).
fn edition_head(text: &str, found: &Found) -> Option<String> {
    let name = found.named.span.cut(text);
    let (head, year) = name.rsplit_once(' ')?;
    let is_edition =
        found.named.kind == EntityKind::Event && year.bytes().all(|byte| byte.is_ascii_digit());
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
fn by_form(reading: &Reading<'_>, taken: &mut [bool]) -> Vec<Found> {
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
                    found.push(Found::bare(reading.span(start, end), kind));
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
        let end = match kind {
            EntityKind::System => system::version_end(reading, candidate.line, candidate.end),
            EntityKind::Event => gathering::year_end(reading, candidate.line, candidate.end),
            _ => candidate.end,
        };
        let span = reading.span(candidate.start, end);
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
