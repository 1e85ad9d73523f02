//! Tellings without a usable date ("previously") that another article dates.
//!
//! A vague telling joins the event that it resembles clearly more than any
//! other, when an article of its own date tells that one with a date.

use jiff::civil::Date;

use super::{
    lookup::{Election, Lookup},
    merge::Fact,
    substance::{FeatureId, Gauge, Likeness, Substance},
};
use crate::model::Status;

/// What is compared of a telling without a date.
#[derive(Clone, Debug)]
pub(super) struct Vague {
    /// The article.
    pub(super) article: usize,
    /// When that was published.
    pub(super) published: Option<Date>,
    /// Whether it has happened.
    pub(super) status: Status,
    /// What it is about.
    pub(super) substance: Substance,
    /// The same with what stands before it.
    pub(super) borrowed: Option<Substance>,
}

/// Rare features by which a telling is looked up.
const LOOKED_UP: usize = 8;
/// Members of a cluster that a telling is compared with.
const MEMBERS: usize = 6;
/// Likeness that a telling needs to take another's date,
const LIKENESS: f64 = 0.27;
/// and by how much it must exceed that to the next event.
const MARGIN: f64 = 0.05;

/// For each vague telling the cluster that dates it.
pub(super) fn homes(
    vague: &[Vague],
    facts: &[Fact],
    clusters: &[Vec<usize>],
    gauge: &Gauge,
) -> Vec<Option<usize>> {
    if vague.is_empty() {
        return Vec::new();
    }
    let mut lookup: Lookup<FeatureId> = Lookup::new();
    for (cluster, members) in clusters.iter().enumerate() {
        for fact in members.iter().take(MEMBERS).filter_map(|&at| facts.get(at)) {
            for feature in gauge.rarest(fact.widest(), LOOKED_UP) {
                lookup.note(feature, cluster);
            }
        }
    }
    let members = |cluster: usize| {
        let places = clusters.get(cluster).map_or(&[][..], Vec::as_slice);
        places.iter().take(MEMBERS).filter_map(|&at| facts.get(at))
    };
    let mut election = Election::default();
    let home = |one: &Vague| {
        let rare = gauge.rarest(one.widest(), LOOKED_UP);
        let candidates = election.among(&lookup, &rare).into_iter();
        let fits = candidates.filter_map(|cluster| {
            let degrees = members(cluster).filter_map(|fact| one.degree(fact, gauge));
            Some((cluster, degrees.max_by(f64::total_cmp)?))
        });
        clearly_best(fits.collect())
    };
    vague.iter().map(home).collect()
}

/// The best of several, when no other comes near.
fn clearly_best(mut fits: Vec<(usize, f64)>) -> Option<usize> {
    fits.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let (cluster, best) = *fits.first()?;
    let next = fits.get(1).map_or(0.0, |&(_, degree)| degree);
    (best >= LIKENESS && best - next >= MARGIN).then_some(cluster)
}

impl Vague {
    fn widest(&self) -> &Substance {
        self.borrowed.as_ref().unwrap_or(&self.substance)
    }

    /// How alike it is to what an article of another voice dates.
    fn degree(&self, fact: &Fact, gauge: &Gauge) -> Option<f64> {
        let dated = fact.article != self.article && fact.explicit && !fact.faint;
        if !dated || !self.allows(fact) {
            return None;
        }
        let likeness = gauge.likeness(self.widest(), fact.widest());
        is_evidence(&likeness).then_some(likeness.degree)
    }

    /// Whether the event may lie on this telling's side of its publication.
    fn allows(&self, fact: &Fact) -> bool {
        self.published.is_none_or(|published| match self.status {
            Status::Past => fact.when.first <= published,
            Status::Ongoing => true,
            Status::Planned => fact.when.last >= published,
        })
    }
}

fn is_evidence(likeness: &Likeness) -> bool {
    let Likeness { names, lands, words, at_odds, .. } = *likeness;
    names >= 1 && words >= 1 && names + lands + words >= 3 && !at_odds
}
