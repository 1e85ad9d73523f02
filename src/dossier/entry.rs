//! An entry of the timeline, made of the tellings of one event: its time and
//! status, who takes part, and whether the tellings agree.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashSet},
};

use super::{
    EntityId,
    grounds::Grounds,
    participants,
    status::{best_status, is_undone},
    timeline::{BY_READER, Entry, Telling, Told},
};
use crate::model::{Confidence, Corrections, When};

/// What an entry takes from a telling's article, kept when that isn't open any more.
pub(super) struct Sketch {
    explicit: bool,
    confidence: Confidence,
    clarity: usize,
    entities: Vec<EntityId>,
}

impl Sketch {
    /// That of a telling, whose article is open.
    pub(super) fn of(told: &Told<'_>, telling: &Telling) -> Self {
        let event = told.event(telling);
        Self {
            explicit: is_explicit(told, telling),
            confidence: event.map_or(Confidence::Low, |event| event.confidence),
            clarity: clarity(told, telling),
            entities: named(told, telling),
        }
    }
}

/// The sketches of all tellings, by article and event.
pub(super) struct Sketches(Vec<Vec<Sketch>>);

impl Sketches {
    /// The sketches of each article's events, in order.
    pub(super) fn new(sketches: Vec<Vec<Sketch>>) -> Self {
        Self(sketches)
    }

    fn of(&self, telling: &Telling) -> Option<&Sketch> {
        self.0.get(telling.article)?.get(telling.event)
    }

    /// Whether the text or the reader gives the time of a telling.
    fn is_explicit(&self, telling: &Telling) -> bool {
        self.of(telling).is_some_and(|sketch| sketch.explicit)
    }
}

/// The entry of tellings that tell one event, without its words; none when it is hidden.
pub(super) fn entry(
    told: &Told<'_>,
    sketches: &Sketches,
    mut tellings: Vec<Telling>,
    corrections: &Corrections,
) -> Option<Entry> {
    if tellings.iter().any(|one| corrections.hidden.contains(one.key())) {
        return None;
    }
    let computed = best_status(told, &tellings);
    let clarity = |one: &Telling| sketches.of(one).map(|sketch| sketch.clarity);
    tellings.sort_by_cached_key(|one| (Reverse(clarity(one)), place(one)));
    let given = tellings.iter().find_map(|one| corrections.when.get(one.key()));
    let when = given.cloned().or_else(|| best_when(sketches, &tellings));
    let status = tellings.iter().find_map(|one| corrections.status.get(one.key()));
    Some(Entry {
        status: status.copied().unwrap_or(computed),
        text: Box::default(),
        entities: entities(sketches, &tellings),
        confidence: confidence(sketches, &tellings, corrections),
        contradicted: given.is_none() && contradicted(sketches, &tellings)
            || status.is_none() && is_undone(told, &tellings),
        tellings: tellings
            .into_iter()
            .map(|one| dated_by_others(corrected(one, corrections), when.as_ref()))
            .collect(),
        when,
    })
}

/// That of the surest telling; the reader's word is sure.
fn confidence(sketches: &Sketches, tellings: &[Telling], corrections: &Corrections) -> Confidence {
    let sure = |one: &Telling| {
        let corrected = corrections.when.contains_key(one.key());
        if corrected { Some(Confidence::High) } else { Some(sketches.of(one)?.confidence) }
    };
    tellings.iter().filter_map(sure).max().unwrap_or(Confidence::Low)
}

fn corrected(mut telling: Telling, corrections: &Corrections) -> Telling {
    if let Some(when) = corrections.when.get(telling.key()) {
        telling = dated_by_reader(&telling, when);
    }
    if let Some(&status) = corrections.status.get(telling.key()) {
        telling.status = status;
    }
    telling
}

/// A vague telling with the time of its entry, which other articles give.
fn dated_by_others(telling: Telling, when: Option<&When>) -> Telling {
    match when {
        Some(when) if telling.when.is_none() => {
            let (key, expression) = (telling.key(), telling.grounds.expression());
            let anchor = telling.grounds.anchor().unwrap_or_default();
            let grounds = Grounds::new(key, expression, anchor, FROM_OTHERS);
            Telling { when: Some(when.clone()), grounds, ..telling }
        }
        _ => telling,
    }
}

/// The rule of a telling that another article dates.
const FROM_OTHERS: &str = "dated by another source";

fn dated_by_reader(telling: &Telling, when: &When) -> Telling {
    let grounds = Grounds::new(telling.key(), telling.grounds.expression(), "", BY_READER);
    Telling { when: Some(when.clone()), grounds, ..telling.clone() }
}

/// The most precise time; one that the text gives wins over a publication day.
fn best_when(sketches: &Sketches, tellings: &[Telling]) -> Option<When> {
    let dated = tellings.iter().filter_map(|one| Some((one, one.when.as_ref()?)));
    let best = dated.min_by_key(|(one, when)| {
        let hours = when.first.duration_until(when.last).as_hours();
        (!sketches.is_explicit(one), hours, when.approximate, when.clock.is_none(), place(one))
    });
    best.map(|(_, when)| when.clone())
}

/// Whether the text or the reader gives the time, not the publication day.
pub(super) fn is_explicit(told: &Told<'_>, telling: &Telling) -> bool {
    let event = told.event(telling);
    event.is_some_and(|event| event.timex.is_some() || event.confidence == Confidence::High)
}

/// Where in the dossier a telling stands.
fn place(telling: &Telling) -> (usize, usize) {
    (telling.article, telling.event)
}

/// Whether two times that the texts give can't both be true.
fn contradicted(sketches: &Sketches, tellings: &[Telling]) -> bool {
    let explicit = tellings.iter().filter(|one| sketches.is_explicit(one));
    let times: Vec<&When> = explicit.filter_map(|one| one.when.as_ref()).collect();
    let latest = times.iter().map(|when| when.first).max();
    let earliest = times.iter().map(|when| when.last).min();
    latest > earliest && latest.is_some()
}

/// How well a telling stands for its entry: dated by its own words, said by
/// the article itself, with names, neither a scrap nor a long sentence.
fn clarity(told: &Told<'_>, telling: &Telling) -> usize {
    let Some(event) = told.event(telling) else { return 0 };
    let dated = usize::from(event.timex.is_some()) * 2;
    let own = usize::from(!event.reported);
    length_clarity(event.clause.len()) + dated + own + event.mentions.len().min(3)
}

/// What a clause's length adds to its clarity.
fn length_clarity(length: usize) -> usize {
    match length {
        0..25 => 0,
        25..180 => 3,
        180..300 => 2,
        _ => 1,
    }
}

fn entities(sketches: &Sketches, tellings: &[Telling]) -> Vec<EntityId> {
    let mut counts: BTreeMap<EntityId, usize> = BTreeMap::new();
    let named = tellings.iter().filter_map(|telling| sketches.of(telling));
    for &entity in named.flat_map(|sketch| &sketch.entities) {
        *counts.entry(entity).or_default() += 1;
    }
    let mut entities: Vec<EntityId> = counts.keys().copied().collect();
    entities.sort_by_key(|entity| Reverse(counts.get(entity).copied()));
    entities
}

/// The entities of one telling, none twice.
fn named(told: &Told<'_>, telling: &Telling) -> Vec<EntityId> {
    let mut seen = HashSet::new();
    let mentions = participants::mentions(told, telling).into_iter();
    let entities = mentions.filter_map(|one| told.entity(telling.article, one));
    entities.filter(|&id| seen.insert(id)).collect()
}
