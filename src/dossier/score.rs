//! The score of one article, from all its words: what each slot finds there,
//! and how close together.

use super::{
    gather::{Answer, Sum, number},
    index::{BODY, Document, Index},
    slot::Slot,
};

/// What words side by side add to a score, as a share of it.
const CLOSENESS: f64 = 1.1;
/// Words farther apart than this add next to nothing.
const FAR: f64 = 10.0;

/// The score of an article; none where it answers less than half of the slots.
pub(super) fn score(index: &Index, slots: &[Slot], rarities: &[f64], article: u32) -> Option<f64> {
    let document = index.document(article)?;
    let mut sum = Sum::default();
    let mut places = Vec::new();
    for (slot, &rarity) in slots.iter().zip(rarities) {
        let mut found = Found::of(slot, &document);
        found.best = found.best.or(Answer::beside(slot.sure_of(article)));
        if found.best.worth > 0.0 {
            sum.add(found.best, rarity);
            places.push(found.places);
        }
    }
    let whole = rarities.iter().sum();
    let close = closeness(&document, &places) / number(slots.len().max(1));
    let enough = sum.answered >= slots.len().div_ceil(2);
    enough.then(|| sum.total(whole) * (1.0 + CLOSENESS * close))
}

/// What an article has of a slot.
#[derive(Default)]
struct Found {
    best: Answer,
    /// The places of all readings, sorted, with how sure each is.
    places: Vec<(u32, f64)>,
}

impl Found {
    fn of(slot: &Slot, document: &Document) -> Self {
        let mut found = Self::default();
        for (places, &sure) in document.shared(&slot.words) {
            found.add(document, places, sure);
        }
        for run in &slot.runs {
            found.add(document, &run.places(document), run.sure);
        }
        found.places.sort_by_key(|&(place, _)| place);
        found
    }

    fn add(&mut self, document: &Document, places: &[u32], sure: f64) {
        if !places.is_empty() {
            self.best = self.best.or(Answer::new(sure, document.strength(places)));
            self.places.extend(places.iter().map(|&place| (place, sure)));
        }
    }
}

/// How near each word of the query stands to the next one that the article
/// has, each from 0 to 1: the sum over words, whatever their order.
fn closeness(document: &Document, present: &[Vec<(u32, f64)>]) -> f64 {
    let best = |at: usize| {
        let others = present.iter().enumerate().filter(|&(other, _)| other != at);
        others.map(|(_, other)| nearest(document, &present[at], other)).fold(0.0, f64::max)
    };
    (0..present.len()).map(best).sum()
}

/// The best pair of two lists of places: near, sure, and in one field.
fn nearest(document: &Document, one: &[(u32, f64)], other: &[(u32, f64)]) -> f64 {
    let mut best = 0.0;
    for &(place, sure) in one {
        let at = other.partition_point(|&(next, _)| next < place);
        let beside = [at.checked_sub(1), Some(at)].into_iter().flatten();
        for &(next, also) in beside.filter_map(|at| other.get(at)) {
            let apart = f64::from(next.abs_diff(place).max(1) - 1);
            let share = field_share(document, place);
            best = f64::max(best, sure * also * share * FAR / (FAR + apart));
        }
    }
    best
}

/// What words near each other count for: more outside the text itself.
fn field_share(document: &Document, place: u32) -> f64 {
    if document.field(place) == BODY { 1.0 } else { 1.15 }
}
