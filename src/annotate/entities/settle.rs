//! Where the rules and the tagger differ: who is believed.
//!
//! The tagger says what persons, organisations and places are. Systems, events
//! and groups are the rules' alone, unless the tagger sees a group as part of
//! a longer name. A name that the tables hold stays where the tagger sees
//! nothing.

use crate::{
    annotate::entities::{
        Name, Ruled, Ruling,
        candidate::{Bond, Candidate},
        document::Verdict,
        lexicon::{Classes, Scope},
        reading::Reading,
        tagger::Tag,
        token::Shape,
        unify,
    },
    model::EntityKind,
};

/// Votes from which the rules are believed against the tagger.
const SURE: i32 = 9;

/// Nouns of weapons and vehicles in a text whose words for animals, storms and
/// teams are systems; soldiers alone don't make them so.
const WEAPONS: usize = 2;

/// What the rules find and the tagger's `tags` as one list, sorted by place.
/// Linear.
pub(super) fn settle(reading: &Reading<'_>, ruled: &Ruled, tags: &[Tag]) -> Vec<Name> {
    let is_named = |tag: &&Tag| {
        overlapping(&ruled.names, tag).all(|ruling| yields(reading, ruling, tag))
            && is_free(ruled, tag)
            && !is_stray(reading, tag)
            && !ruled.refused.contains(&reading.spelling(tag.start, tag.end))
    };
    let mut tags = tags.iter().filter(is_named).peekable();
    let mut settled: Vec<Name> = Vec::with_capacity(ruled.names.len());
    for (candidate, verdict) in &ruled.names {
        while let Some(tag) = tags.next_if(|tag| tag.start <= candidate.start) {
            settled.extend(named(reading, tag));
        }
        let end = settled.last().map_or(0, |(last, _)| last.end);
        let next = tags.peek().map_or(usize::MAX, |tag| tag.start);
        if end <= candidate.start && candidate.end <= next && is_sure(reading, candidate, *verdict)
        {
            settled.push((*candidate, verdict.kind));
        }
    }
    settled.extend(tags.filter_map(|tag| named(reading, tag)));
    unify::unify(reading, &ruled.names, &mut settled);
    unify::echo(reading, &ruled.names, &mut settled);
    settled
}

/// Whether the tagger judges a kind.
pub(super) fn is_learned(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Person | EntityKind::Organisation | EntityKind::Place)
}

/// The rules' names that share a token with a tag.
fn overlapping<'a>(names: &'a [Ruling], tag: &Tag) -> impl Iterator<Item = &'a Ruling> {
    let first = names.partition_point(|(candidate, _)| candidate.end <= tag.start);
    let end = tag.end;
    names.iter().skip(first).take_while(move |(candidate, _)| candidate.start < end)
}

/// Whether nothing that is found by its form stands there.
fn is_free(ruled: &Ruled, tag: &Tag) -> bool {
    !ruled.taken.get(tag.start..tag.end).unwrap_or_default().contains(&true)
}

/// Whether a name of the rules yields to what the tagger finds in its place.
fn yields(reading: &Reading<'_>, (candidate, verdict): &Ruling, tag: &Tag) -> bool {
    let is_longer = tag.end - tag.start > candidate.end - candidate.start;
    !is_sure(reading, candidate, *verdict) || verdict.kind == EntityKind::Group && is_longer
}

/// Whether the rules are believed whatever the tagger sees.
fn is_sure(reading: &Reading<'_>, candidate: &Candidate, verdict: Verdict) -> bool {
    let is_learned =
        matches!(verdict.kind, EntityKind::Person | EntityKind::Organisation | EntityKind::Place);
    let is_chance = verdict.kind == EntityKind::System
        && candidate.phrase.is_some_and(|phrase| phrase.scope == Scope::Arms)
        && reading.military < WEAPONS;
    !is_chance && (!is_learned || verdict.votes >= SURE)
}

/// Whether a tag is a model number, or what an office is of (`Secretary of State`).
fn is_stray(reading: &Reading<'_>, tag: &Tag) -> bool {
    let [word] = reading.slice(tag.start, tag.end) else { return false };
    let is_model = word.shape == Shape::Mixed
        && word.folded.contains(|letter: char| letter.is_ascii_digit())
        && reading.phrase_at(tag.start, tag.end).is_none();
    let office = tag.start.checked_sub(2).map(|at| reading.slice(at, tag.start));
    let is_portfolio = word.any(Classes::COMMON)
        && matches!(office, Some([office, of]) if of.is("of") && office.any(Classes::TITLE));
    is_model || is_portfolio
}

fn named(reading: &Reading<'_>, tag: &Tag) -> Option<Name> {
    let at = reading.lines.partition_point(|line| line.end <= tag.start);
    let line = *reading.lines.get(at)?;
    let known = reading.phrase_at(tag.start, tag.end).filter(|(end, _)| *end == tag.end);
    let phrase = known.map(|(_, phrase)| phrase);
    Some((Candidate { start: tag.start, end: tag.end, line, bond: Bond::Free, phrase }, tag.kind))
}
