//! The second pass: what the document says about a name elsewhere.
//!
//! A full name types its short form; a name has one kind all over the
//! document; an acronym in brackets has the kind of what it stands for.

use std::collections::{BTreeSet, HashMap};

use crate::{
    annotate::entities::{
        candidate::Candidate,
        lexicon::{Classes, Trust},
        list,
        reading::{Casing, Reading},
        token::{Shape, Token},
        typing::Votes,
    },
    model::EntityKind,
};

/// Acronyms that the document defines: the candidate in brackets and the one it stands for.
pub(super) fn definitions(reading: &Reading<'_>, candidates: &[Candidate]) -> Vec<(usize, usize)> {
    let pairs = candidates.windows(2).enumerate();
    pairs
        .filter_map(|(at, pair)| match pair {
            [full, short] if defines(reading, full, short) => Some((at + 1, at)),
            [short, full] if defines(reading, full, short) && full.start > short.end => {
                Some((at, at + 1))
            }
            _ => None,
        })
        .collect()
}

/// Whether one of the two stands in brackets after the other and has its initials.
fn defines(reading: &Reading<'_>, full: &Candidate, short: &Candidate) -> bool {
    let (first, second) = if full.start < short.start { (full, short) } else { (short, full) };
    let bracketed =
        second.start == first.end + 1 && reading.token(first.end).is_some_and(|mark| mark.is("("));
    let closed = reading.token(second.end).is_some_and(|mark| mark.is(")"));
    bracketed && closed && is_acronym_of(reading, short, full)
}

/// Whether the letters of the one are initials of the other's words, in order.
fn is_acronym_of(reading: &Reading<'_>, short: &Candidate, full: &Candidate) -> bool {
    let [acronym] = reading.slice(short.start, short.end) else { return false };
    let words = reading.slice(full.start, full.end);
    if words.len() < 2 || !matches!(acronym.shape, Shape::Upper | Shape::Mixed) {
        return false;
    }
    let mut letters = acronym.folded.chars().filter(|letter| letter.is_alphabetic());
    let mut wanted = letters.next();
    for word in words {
        if wanted.is_some() && word.folded.chars().next() == wanted {
            wanted = letters.next();
        }
    }
    wanted.is_none_or(|last| letters.next().is_none() && ends_inside(words, last))
}

/// Whether the last letter is inside the last word (`NVAir` forms, plural `s`).
fn ends_inside(words: &[Token], letter: char) -> bool {
    words.last().is_some_and(|last| last.folded.chars().skip(1).any(|other| other == letter))
}

/// What a candidate names, and how many votes it has for that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    /// What it names.
    pub(super) kind: EntityKind,
    /// The votes for it.
    pub(super) votes: i32,
}

/// The verdict on each candidate after the second pass; none for what is no name.
/// `events` are the first words of events found by their form. Linear.
pub(super) fn kinds(
    reading: &Reading<'_>,
    candidates: &[Candidate],
    votes: &[Votes],
    defined: &[(usize, usize)],
    events: &[String],
) -> Vec<Option<Verdict>> {
    let spellings: Vec<String> = candidates
        .iter()
        .map(|candidate| reading.spelling(candidate.start, candidate.end))
        .collect();
    let together = pool(candidates, votes, &spellings);
    let mut parts = Parts::of(reading, candidates, votes);
    parts.events.extend(events.iter().cloned());
    let mut sums: Vec<Votes> = Vec::with_capacity(candidates.len());
    for ((candidate, votes), spelling) in candidates.iter().zip(votes).zip(&spellings) {
        let pooled = together.get(spelling).copied().unwrap_or_default();
        let mut sum = votes.plus(&pooled);
        sum.barred = votes.barred && pooled.barred;
        parts.vote(reading, candidate, spelling, &mut sum);
        if is_version(reading, candidate, &together) {
            sum.add(EntityKind::System, DECISIVE);
        }
        sums.push(sum);
    }
    list::spread(reading, candidates, &mut sums);
    share_definitions(defined, candidates, &spellings, &mut sums);
    let pairs = candidates.iter().zip(&sums).zip(&spellings);
    let mut kinds: Vec<Option<EntityKind>> = pairs
        .map(|((candidate, sum), spelling)| decide(candidate, sum, together.contains_key(spelling)))
        .collect();
    agree(&spellings, votes, &mut kinds);
    let verdict = |(kind, sum): (Option<EntityKind>, &Votes)| {
        kind.map(|kind| Verdict { kind, votes: sum.of(kind) })
    };
    kinds.into_iter().zip(&sums).map(verdict).collect()
}

/// Whether the name is that of a system elsewhere with a letter (`Kestrel B`).
fn is_version(
    reading: &Reading<'_>,
    candidate: &Candidate,
    together: &HashMap<String, Votes>,
) -> bool {
    let [name, letter] = reading.slice(candidate.start, candidate.end) else { return false };
    let alone = together.get(&name.folded).and_then(Votes::winner);
    letter.shape == Shape::Initial && alone.is_some_and(|(kind, _)| kind == EntityKind::System)
}

/// Votes beside a mention that decide its kind whatever the document says.
const DECISIVE: i32 = 5;

/// Gives all mentions of one spelling the kind that most of them have, but
/// where the words beside a mention decide otherwise.
fn agree(spellings: &[String], votes: &[Votes], kinds: &mut [Option<EntityKind>]) {
    let mut totals: HashMap<&str, HashMap<EntityKind, i32>> = HashMap::new();
    for (spelling, kind) in spellings.iter().zip(kinds.iter()) {
        if let Some(kind) = *kind {
            *totals.entry(spelling).or_default().entry(kind).or_default() += 1;
        }
    }
    for ((spelling, votes), kind) in spellings.iter().zip(votes).zip(kinds) {
        let Some(own) = *kind else { continue };
        let Some(total) = totals.get(spelling.as_str()).filter(|total| total.len() > 1) else {
            continue;
        };
        let most = |kind: &EntityKind| total.get(kind).copied().unwrap_or_default();
        let best = EntityKind::ALL.into_iter().rev().max_by_key(most).unwrap_or(own);
        if votes.of(own) - votes.of(best) < DECISIVE {
            *kind = Some(best);
        }
    }
}

/// The votes of all candidates of one spelling, those in headlines left out.
fn pool(candidates: &[Candidate], votes: &[Votes], spellings: &[String]) -> HashMap<String, Votes> {
    let mut pool: HashMap<String, Votes> = HashMap::new();
    for ((candidate, votes), spelling) in candidates.iter().zip(votes).zip(spellings) {
        if candidate.line.casing == Casing::Prose {
            let sum = pool.entry(spelling.clone()).or_insert(Votes::barred());
            let barred = sum.barred && votes.barred;
            *sum = sum.plus(votes);
            sum.barred = barred;
        }
    }
    pool
}

fn decide(candidate: &Candidate, sum: &Votes, in_prose: bool) -> Option<EntityKind> {
    let (kind, count) = sum.winner()?;
    let floor = match candidate.line.casing {
        Casing::Prose => 1,
        _ if in_prose => 1,
        Casing::Headline => 4,
        Casing::Capitals => 5,
    };
    (count >= floor).then_some(kind)
}

/// A defined acronym, wherever it stands, has the votes of what it stands for;
/// with the tables' word for the acronym it is the other way round.
fn share_definitions(
    defined: &[(usize, usize)],
    candidates: &[Candidate],
    spellings: &[String],
    sums: &mut [Votes],
) {
    let mut shared: HashMap<&str, Votes> = HashMap::new();
    for &(short, full) in defined {
        let (Some(one), Some(other)) = (sums.get(short).copied(), sums.get(full).copied()) else {
            continue;
        };
        let known = candidates.get(short).and_then(|short| short.phrase);
        let known = known.is_some_and(|phrase| phrase.trust == Trust::Fact);
        let mut both = if known { one } else { other };
        if both.winner().is_none() && !both.barred {
            both.add(EntityKind::Organisation, 1);
        }
        for spelling in [short, full].into_iter().filter_map(|at| spellings.get(at)) {
            shared.insert(spelling, both);
        }
    }
    for (spelling, sum) in spellings.iter().zip(sums) {
        if let Some(both) = shared.get(spelling.as_str()) {
            *sum = *both;
        }
    }
}

/// Parts of full names: what a short form may stand for.
#[derive(Debug, Default)]
struct Parts {
    surnames: BTreeSet<String>,
    given: BTreeSet<String>,
    heads: HashMap<String, EntityKind>,
    events: BTreeSet<String>,
}

impl Parts {
    fn of(reading: &Reading<'_>, candidates: &[Candidate], votes: &[Votes]) -> Self {
        let mut parts = Self::default();
        for (candidate, votes) in candidates.iter().zip(votes) {
            let words = reading.slice(candidate.start, candidate.end);
            let (Some((kind, count)), Some(first), Some(last)) =
                (votes.winner(), words.first(), words.last())
            else {
                continue;
            };
            if words.len() < 2 || count < 1 {
                continue;
            }
            match kind {
                EntityKind::Person => {
                    parts.surnames.insert(last.folded.clone());
                    parts.given.insert(first.folded.clone());
                }
                EntityKind::Organisation | EntityKind::System => {
                    parts.heads.insert(first.folded.clone(), kind);
                }
                _ => {}
            }
        }
        parts
    }

    /// Votes for a single word that is part of a full name elsewhere.
    fn vote(&self, reading: &Reading<'_>, candidate: &Candidate, spelling: &str, sum: &mut Votes) {
        let [word] = reading.slice(candidate.start, candidate.end) else { return };
        if self.events.contains(spelling) {
            sum.add(EntityKind::Event, 9);
        } else if self.surnames.contains(spelling) {
            sum.trust_evidence();
            sum.add(EntityKind::Person, 6);
            sum.barred = false;
        } else if self.given.contains(spelling) {
            sum.add(EntityKind::Person, 2);
        }
        let plain = word.any(Classes::COMMON | Classes::COUNTRY | Classes::CITY | Classes::DEMONYM);
        if let Some(&kind) = self.heads.get(spelling).filter(|_| !plain) {
            sum.add(kind, 3);
        }
    }
}
