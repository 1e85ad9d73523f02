//! Search: which articles a query means, the best first.
//!
//! Every word of the query is a slot with several readings. An article's score
//! is the sum over slots of rarity (inverse document frequency) times how well
//! it answers, times the share of the query that it answers at all, raised by
//! how close together the words stand. The postings give a first score; the
//! best by it are looked at word by word and scored again. The article
//! published last wins a tie.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{
    Dossier,
    catalogue::Catalogue,
    condition::Conditions,
    gather::{Gathered, answering, gather},
    query::Query,
    score::score,
    slot::{Slot, slots},
    snippet::hits,
};
use crate::model::{ArticleMarks, Span};

/// An article found by a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The article's place in [`Dossier::articles`].
    pub article: usize,
    /// The higher the better.
    pub score: f64,
    /// The part of the text that shows the match best.
    pub snippet: Span,
    /// Matches in the text, sorted.
    pub matches: Vec<Span>,
}

/// Articles that are looked at word by word: mostly, and where not all
/// postings were gone through.
const LOOKED_AT: usize = 60;
const LOOKED_AT_AFTER_CUT: usize = 200;

/// The `limit` best articles.
pub(super) fn search(
    dossier: &Dossier,
    query: &Query,
    marks: &[ArticleMarks],
    limit: usize,
) -> Vec<Hit> {
    if query.is_empty() {
        return Vec::new();
    }
    let catalogue = dossier.catalogue();
    let slots = slots(dossier, query, marks);
    let conditions = Conditions::new(dossier, query, marks);
    let mut scored = if slots.is_empty() {
        let passing = catalogue.latest.iter().filter(|&&article| conditions.pass(article));
        passing.map(|&article| (article, 0.0)).take(limit).collect()
    } else {
        best(&catalogue, &slots, &conditions, limit)
    };
    scored.truncate(limit);
    hits(dossier, &slots, scored)
}

/// The articles that pass whole: every word, phrase and filter.
pub(super) fn matching(dossier: &Dossier, query: &Query, marks: &[ArticleMarks]) -> Vec<usize> {
    let all = 0..dossier.articles.len();
    if query.is_empty() {
        return all.collect();
    }
    let catalogue = dossier.catalogue();
    let slots = slots(dossier, query, marks);
    let answering: Vec<_> = slots.iter().map(|slot| answering(&catalogue.index, slot)).collect();
    let conditions = Conditions::new(dossier, query, marks);
    let answers = |at: &usize| answering.iter().all(|slot| slot.get(*at) == Some(&true));
    let passes = |at: &usize| u32::try_from(*at).is_ok_and(|at| conditions.pass(at));
    all.filter(answers).filter(passes).collect()
}

/// The best articles, those of a tie by age.
fn best(
    catalogue: &Catalogue,
    slots: &[Slot],
    conditions: &Conditions<'_>,
    limit: usize,
) -> Vec<(u32, f64)> {
    let gathered = gather(&catalogue.index, slots);
    let looks = if gathered.cut > 0 { LOOKED_AT_AFTER_CUT } else { LOOKED_AT };
    let mut queue = queue(catalogue, slots, &gathered);
    let next = std::iter::from_fn(|| Some(queue.pop()?.2.0));
    let passing = next.filter(|&article| conditions.pass(article)).take(looks.max(limit));
    let again = passing.filter_map(|article| {
        Some((article, score(&catalogue.index, slots, &gathered.rarities, article)?))
    });
    let mut scored: Vec<(u32, f64)> = again.collect();
    let age = |article: u32| catalogue.ages.get(article as usize);
    scored.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| age(a.0).cmp(&age(b.0))));
    scored
}

/// The articles that answer at least half of the slots, the best on top.
fn queue(
    catalogue: &Catalogue,
    slots: &[Slot],
    gathered: &Gathered,
) -> BinaryHeap<(Scored, Reverse<u32>, Reverse<u32>)> {
    let whole: f64 = gathered.rarities.iter().sum();
    let enough = slots.len().div_ceil(2).saturating_sub(gathered.cut);
    let found = gathered.found.iter().filter(|(_, sum)| sum.answered >= enough);
    let queued = found.map(|&(article, sum)| {
        let age = catalogue.ages.get(article as usize).copied().unwrap_or_default();
        (Scored(sum.total(whole)), Reverse(age), Reverse(article))
    });
    queued.collect::<Vec<_>>().into()
}

/// A score that can be sorted by.
#[derive(Clone, Copy, PartialEq)]
struct Scored(f64);

impl Eq for Scored {}

impl Ord for Scored {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Scored {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
