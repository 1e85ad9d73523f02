//! One spelling names one thing all over a document.

use std::collections::{HashMap, HashSet};

use crate::{
    annotate::entities::{
        Name, Ruling,
        candidate::Candidate,
        lexicon::Trust,
        merge::is_legal_form,
        reading::{Casing, Reading},
        settle::is_learned,
        tagger,
    },
    model::EntityKind,
};

/// How much a name on which rules and tagger have settled counts, and what the rules alone say.
const SETTLED: u32 = 2;
const RULED: u32 = 1;

/// What the document says of its names.
#[derive(Default)]
struct Tally {
    /// By spelling how much speaks for each kind.
    counts: HashMap<String, [u32; EntityKind::ALL.len()]>,
    /// Last names of persons named in full.
    surnames: HashSet<String>,
}

impl Tally {
    fn add(&mut self, spelling: String, kind: EntityKind, more: u32) {
        if let Some(count) = self.counts.entry(spelling).or_default().get_mut(kind as usize) {
            *count += more;
        }
    }

    /// The kind of a spelling, the first in the order of kinds where two have as much.
    fn kind(&self, spelling: &str) -> Option<EntityKind> {
        if self.surnames.contains(spelling) {
            return Some(EntityKind::Person);
        }
        let counts = self.counts.get(spelling)?;
        let of = |kind: &EntityKind| counts.get(*kind as usize).copied();
        EntityKind::ALL.into_iter().filter(|kind| is_learned(*kind)).rev().max_by_key(of)
    }
}

fn spelling(reading: &Reading<'_>, candidate: &Candidate) -> String {
    reading.spelling(candidate.start, candidate.end)
}

/// Gives all names of one spelling the kind that most of them have, and a
/// person's last name the person's. What the tables hold stays.
pub(super) fn unify(reading: &Reading<'_>, ruled: &[Ruling], settled: &mut [Name]) {
    let mut tally = Tally::default();
    for (candidate, kind) in &*settled {
        tally.add(spelling(reading, candidate), *kind, SETTLED);
        if *kind == EntityKind::Person && candidate.end > candidate.start + 1 {
            tally.surnames.insert(reading.spelling(candidate.end - 1, candidate.end));
        }
    }
    for (candidate, verdict) in ruled {
        tally.add(spelling(reading, candidate), verdict.kind, RULED);
    }
    for (candidate, kind) in settled.iter_mut().filter(|(_, kind)| is_learned(*kind)) {
        let is_known = candidate.phrase.is_some_and(|phrase| phrase.trust == Trust::Fact);
        if let Some(most) = tally.kind(&spelling(reading, candidate)).filter(|_| !is_known) {
            *kind = most;
        }
    }
}

/// Adds what the document names elsewhere: names of the same spelling in
/// headlines and of words that nothing else is called by, and anywhere last
/// names of persons and companies without their legal form.
pub(super) fn echo(reading: &Reading<'_>, ruled: &[Ruling], settled: &mut Vec<Name>) {
    let known = Known::of(reading, settled);
    let mut echoes = Vec::new();
    for (candidate, verdict) in ruled {
        let at = settled.partition_point(|(one, _)| one.end <= candidate.start);
        let is_free = settled.get(at).is_none_or(|(one, _)| candidate.end <= one.start);
        if is_free && known.echoes(reading, candidate, verdict.kind) {
            echoes.push((*candidate, verdict.kind));
        }
    }
    settled.extend(echoes);
    settled.sort_by_key(|(candidate, _)| candidate.start);
}

/// Whether no table has any of the words.
fn is_rare(reading: &Reading<'_>, candidate: &Candidate) -> bool {
    let words = reading.slice(candidate.start, candidate.end);
    words.iter().all(|word| tagger::is_unlisted(&word.folded))
}

/// The names of a document.
#[derive(Default)]
struct Known {
    spellings: HashSet<(String, EntityKind)>,
    surnames: HashSet<String>,
    /// Names of companies that stand with their legal form, without it.
    firms: HashSet<String>,
}

impl Known {
    fn of(reading: &Reading<'_>, settled: &[Name]) -> Self {
        let mut known = Self::default();
        for (candidate, kind) in settled {
            known.spellings.insert((spelling(reading, candidate), *kind));
            if candidate.end < candidate.start + 2 {
                continue;
            }
            let last = reading.spelling(candidate.end - 1, candidate.end);
            if *kind == EntityKind::Organisation && is_legal_form(&last) {
                known.firms.insert(reading.spelling(candidate.start, candidate.end - 1));
            } else if *kind == EntityKind::Person {
                known.surnames.insert(last);
            }
        }
        known
    }

    fn echoes(&self, reading: &Reading<'_>, candidate: &Candidate, kind: EntityKind) -> bool {
        let spelling = spelling(reading, candidate);
        let is_surname = kind == EntityKind::Person && self.surnames.contains(&spelling);
        let in_prose = candidate.line.casing == Casing::Prose;
        let is_firm = kind == EntityKind::Organisation && self.firms.contains(&spelling);
        let is_plain = !in_prose || is_rare(reading, candidate);
        is_surname || is_firm || is_plain && self.spellings.contains(&(spelling, kind))
    }
}
