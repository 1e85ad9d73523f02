//! Persons named by office: `the Ruritanian president`, where the text has
//! said who that is (`Ruritanian President Rudolf Rassendyll`).

use std::collections::{BTreeMap, HashMap};

use crate::{
    annotate::entities::{
        candidate::Candidate,
        lexicon::Classes,
        reading::Reading,
        token::{Shape, Token},
    },
    model::EntityKind,
};

/// Words of an office at most.
const LONGEST: usize = 3;

/// Offices whose holder is also `the … leader`.
const LEADERS: &[&str] =
    &["president", "prime minister", "premier", "chancellor", "king", "leader"];

/// A mention of a person by office.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reference {
    /// The candidate that names the country, which is no mention of its own here.
    pub(super) land: usize,
    /// One past the last token of the office.
    pub(super) end: usize,
    /// The candidate that names the person.
    pub(super) person: usize,
}

/// Who holds the offices of a country: the last word of the name, and a
/// candidate that gives it; none when the text gives two.
type Holders = BTreeMap<String, Option<(String, usize)>>;

/// The references of a document, in order. Linear.
pub(super) fn references(
    reading: &Reading<'_>,
    candidates: &[Candidate],
    kinds: &[Option<EntityKind>],
) -> Vec<Reference> {
    let holders = holders(reading, candidates, kinds);
    let lands = candidates.iter().zip(kinds).enumerate().filter(|(_, (_, kind))| is_land(**kind));
    lands
        .filter_map(|(land, (candidate, _))| {
            let offices = holders.get(&reading.spelling(candidate.start, candidate.end))?;
            let (end, person) = reference(reading, candidate, offices)?;
            Some(Reference { land, end, person })
        })
        .collect()
}

fn is_land(kind: Option<EntityKind>) -> bool {
    matches!(kind, Some(EntityKind::Group | EntityKind::Place))
}

fn holders(
    reading: &Reading<'_>,
    candidates: &[Candidate],
    kinds: &[Option<EntityKind>],
) -> HashMap<String, Holders> {
    let mut all: HashMap<String, Holders> = HashMap::new();
    for (at, (pair, kind)) in candidates.windows(2).zip(kinds.windows(2)).enumerate() {
        let ([land, person], [first, second]) = (pair, kind) else { continue };
        let is_pair = is_land(*first) && *second == Some(EntityKind::Person);
        let Some(office) = office(reading, land.end, person.start).filter(|_| is_pair) else {
            continue;
        };
        let surname =
            reading.token(person.end - 1).map(|last| last.folded.clone()).unwrap_or_default();
        let offices = all.entry(reading.spelling(land.start, land.end)).or_default();
        let holder = offices.entry(office).or_insert_with(|| Some((surname.clone(), at + 1)));
        if holder.as_ref().is_some_and(|(known, _)| *known != surname) {
            *holder = None;
        }
    }
    all
}

/// The office that the tokens `start..end` name and nothing else.
fn office(reading: &Reading<'_>, start: usize, end: usize) -> Option<String> {
    let words = reading.slice(start, end);
    let is_office = (1..=LONGEST).contains(&words.len())
        && words.last()?.any(Classes::TITLE)
        && words.iter().all(is_office_word);
    is_office.then(|| reading.spelling(start, end))
}

fn is_office_word(word: &Token) -> bool {
    word.any(Classes::TITLE | Classes::COMMON) && word.shape != Shape::Mark
}

/// The end of the office after a country and the candidate of its only holder.
fn reference(reading: &Reading<'_>, land: &Candidate, offices: &Holders) -> Option<(usize, usize)> {
    let has_article = reading.before(land.line, land.start).is_some_and(|before| before.is("the"));
    let apposed = land.start >= land.line.start + 2
        && reading.token(land.start - 2).is_some_and(|mark| mark.is(","));
    if !has_article || apposed {
        return None;
    }
    (land.end + 1..=land.end + LONGEST).rev().filter(|end| *end <= land.line.end).find_map(|end| {
        let next = reading.within(land.line, end);
        let is_free = next.is_none_or(|next| !next.is_capitalised() && !next.any(Classes::TITLE));
        let office = office(reading, land.end, end).filter(|_| is_free)?;
        Some((end, holder(offices, &office)?))
    })
}

/// The only holder of an office; of `leader`, the only one of a leader's office.
fn holder(offices: &Holders, office: &str) -> Option<usize> {
    if let Some(known) = offices.get(office) {
        return known.as_ref().map(|(_, person)| *person);
    }
    if office != "leader" {
        return None;
    }
    let mut leaders = offices.iter().filter(|(office, _)| LEADERS.contains(&office.as_str()));
    let (_, only) = leaders.next()?;
    leaders.next().is_none().then_some(only.as_ref()?.1)
}
