//! Which tellings tell the same event.
//!
//! Tellings are taken one by one, the most precise first, and each joins the
//! cluster that it resembles most, or founds one. A cluster is judged by its
//! founder and by its members together, so that unlike things are not chained
//! through a telling between them. Candidates come from a lookup by time and
//! rare features. The cost is that of sorting, and near linear after it.

use std::{
    collections::{HashMap, HashSet},
    mem,
};

use jiff::civil::Date;

use super::{
    lookup::{Election, Lookup},
    substance::{FeatureId, Gauge, Likeness, Substance},
};
use crate::model::{Precision, Span, When};

/// Rare features by which a telling is looked up.
const LOOKED_UP: usize = 6;
/// The rarest of them, by which the days beside are searched, too.
const RAREST: usize = 3;
/// Members of a cluster that a newcomer is compared with.
const MEMBERS: usize = 6;
/// Years of a long time under which it is looked up.
const YEARS: i16 = 12;

/// What is compared of one telling.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    /// The time the article gives.
    pub(super) when: When,
    /// Whether words of the text give it, not the publication day.
    pub(super) explicit: bool,
    /// The article.
    pub(super) article: usize,
    /// Its sentence.
    pub(super) sentence: Span,
    /// Whether little but its place puts it at its time.
    pub(super) faint: bool,
    /// Whether that is a picture's caption.
    pub(super) caption: bool,
    /// What it is about.
    pub(super) substance: Substance,
    /// The same with what the sentence before names; none when it names things itself.
    pub(super) borrowed: Option<Substance>,
    /// The last names of those who are to meet, in order, where it is a plan.
    pub(super) plan: Vec<String>,
}

impl Fact {
    /// What it is about, with what it borrows.
    pub(super) fn widest(&self) -> &Substance {
        self.borrowed.as_ref().unwrap_or(&self.substance)
    }

    /// Whether two articles plan one meeting: the same two or more persons, and
    /// nobody else, on the same day.
    fn plans_as(&self, other: &Self) -> bool {
        self.article != other.article
            && self.meeting().is_some_and(|one| other.meeting() == Some(one))
    }

    /// On which day who is to meet; none where it is no plan of a meeting.
    fn meeting(&self) -> Option<(Date, Vec<String>)> {
        let exact = self.when.precision <= Precision::Day && self.explicit;
        (exact && self.plan.len() > 1).then(|| (self.when.first, self.plan.clone()))
    }

    /// How alike two facts are, by their own words or by what one of them borrows.
    fn likeness(&self, other: &Self, gauge: &Gauge) -> Likeness {
        let own = gauge.likeness(&self.substance, &other.substance);
        let pairs = [(&self.borrowed, &other.substance), (&other.borrowed, &self.substance)];
        let borrowed = pairs.into_iter().filter_map(|(borrowed, own)| {
            borrowed.as_ref().map(|borrowed| gauge.likeness(borrowed, own))
        });
        borrowed.fold(own, |best, one| if one.degree > best.degree { one } else { best })
    }
}

/// Groups facts that tell one event: places in `facts`, the most precise
/// first in each group.
pub(super) fn clusters(facts: &[Fact], gauge: &Gauge) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..facts.len()).collect();
    order.sort_by_cached_key(|&at| {
        let when = &facts[at].when;
        let fact = &facts[at];
        (fact.faint, fact.caption, length(when), !fact.explicit, when.first, fact.article, at)
    });
    let mut merger = Merger {
        facts,
        gauge,
        clusters: Vec::new(),
        sentences: HashSet::new(),
        times: HashMap::new(),
        told: Lookup::new(),
        planned: Lookup::new(),
        same: Lookup::new(),
        years: Lookup::new(),
        election: Election::default(),
    };
    for at in order {
        merger.place(at);
    }
    merger.clusters
}

/// Days from the first to the last.
fn length(when: &When) -> i64 {
    days(when.first, when.last)
}

fn days(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

struct Merger<'a> {
    facts: &'a [Fact],
    gauge: &'a Gauge,
    clusters: Vec<Vec<usize>>,
    /// The sentences of each cluster: cluster, article and start.
    sentences: HashSet<(usize, usize, usize)>,
    /// A number for each exact time met.
    times: HashMap<(Date, Date), u32>,
    /// Clusters by article and exact time.
    told: Lookup<(usize, u32)>,
    /// Clusters by day and who is to meet on it.
    planned: Lookup<(Date, Vec<String>)>,
    /// Clusters by exact time and rare feature.
    same: Lookup<u64>,
    /// Clusters by year and rare feature.
    years: Lookup<u64>,
    election: Election,
}

/// A time or year with a feature, as one number to be looked up by.
fn key(time: u32, feature: FeatureId) -> u64 {
    u64::from(time) << 32 | u64::from(feature)
}

fn year_key(year: i16) -> u32 {
    u32::from(year.unsigned_abs())
}

impl Merger<'_> {
    fn place(&mut self, at: usize) {
        let rare = self.gauge.rarest(self.facts[at].widest(), LOOKED_UP);
        let best = self.best_cluster(at, &rare);
        let cluster = best.unwrap_or_else(|| {
            self.clusters.push(Vec::new());
            self.clusters.len() - 1
        });
        self.clusters[cluster].push(at);
        self.register(at, cluster, &rare);
    }

    fn register(&mut self, at: usize, cluster: usize, rare: &[FeatureId]) {
        self.sentences.insert(self.sentence(at, cluster));
        let when = &self.facts[at].when;
        let next = u32::try_from(self.times.len()).unwrap_or(u32::MAX);
        let time = *self.times.entry((when.first, when.last)).or_insert(next);
        self.told.note((self.facts[at].article, time), cluster);
        if let Some(meeting) = self.facts[at].meeting() {
            self.planned.note(meeting, cluster);
        }
        for &feature in rare {
            self.same.note(key(time, feature), cluster);
            self.years.note(key(year_key(when.first.year()), feature), cluster);
        }
    }

    fn sentence(&self, at: usize, cluster: usize) -> (usize, usize, usize) {
        let fact = &self.facts[at];
        (cluster, fact.article, fact.sentence.start)
    }

    fn best_cluster(&mut self, at: usize, rare: &[FeatureId]) -> Option<usize> {
        let mut election = mem::take(&mut self.election);
        let beside = self.times_beside(at);
        for (rank, &feature) in rare.iter().enumerate() {
            let beside = if rank < RAREST { beside.as_slice() } else { &[] };
            let beside = beside.iter().map(|&time| self.same.latest(&key(time, feature)));
            election.ballot(self.lists(at, feature).chain(beside));
        }
        let mut elected = election.elected();
        self.election = election;
        elected.extend(self.pictured(at));
        elected.extend(self.facts[at].meeting().map_or(&[][..], |key| self.planned.latest(&key)));
        let fit = |cluster: usize| Some((cluster, self.fit(at, cluster)?));
        let scored = elected.into_iter().filter_map(fit);
        let best = scored.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        best.map(|(cluster, _)| cluster)
    }

    /// The clusters of a telling's own time that share a feature; of a long
    /// time, also those of its years.
    fn lists(&self, at: usize, feature: FeatureId) -> impl Iterator<Item = &[usize]> {
        let when = &self.facts[at].when;
        let last = when.last.year().min(when.first.year().saturating_add(YEARS));
        let years = (when.first < when.last).then(|| when.first.year()..=last);
        let own = self.times.get(&(when.first, when.last));
        let own = own.map(|&time| self.same.latest(&key(time, feature)));
        let year = move |year: i16| self.years.latest(&key(year_key(year), feature));
        own.into_iter().chain(years.into_iter().flatten().map(year))
    }

    /// What a caption may picture: what its article tells of the very time.
    fn pictured(&self, at: usize) -> Vec<usize> {
        let fact = &self.facts[at];
        let time = self.times.get(&(fact.when.first, fact.when.last));
        let told = time.filter(|_| fact.caption).map(|&time| (fact.article, time));
        told.map(|told| self.told.latest(&told).to_vec()).unwrap_or_default()
    }

    /// The days beside an exact day on which anything is told.
    fn times_beside(&self, at: usize) -> Vec<u32> {
        let fact = &self.facts[at];
        if fact.when.first < fact.when.last || !fact.explicit {
            return Vec::new();
        }
        let days = days_beside(fact.when.first);
        days.filter_map(|day| self.times.get(&(day, day)).copied()).collect()
    }

    /// How well a telling fits a cluster; none when it doesn't.
    fn fit(&self, at: usize, cluster: usize) -> Option<f64> {
        let members = self.clusters[cluster].iter().map(|&member| &self.facts[member]);
        let fact = &self.facts[at];
        if self.sentences.contains(&self.sentence(at, cluster)) {
            return None;
        }
        let (bar, degree) = self.judge(fact, members.clone().next()?)?;
        if degree < bar * FOUNDER_SHARE {
            return None;
        }
        members.take(MEMBERS).filter_map(|member| self.fit_of(fact, member)).max_by(f64::total_cmp)
    }

    /// The degree of likeness of two tellings that could be one.
    fn fit_of(&self, one: &Fact, other: &Fact) -> Option<f64> {
        let (bar, degree) = self.judge(one, other)?;
        (degree >= bar).then_some(degree)
    }

    /// The degree of likeness that two tellings need and the one they have;
    /// none when nothing could make them one.
    fn judge(&self, one: &Fact, other: &Fact) -> Option<(f64, f64)> {
        let relation = Relation::of(one, other)?;
        let likeness = one.likeness(other, self.gauge);
        if one.plans_as(other) {
            return Some((PLANNED_MEETING, likeness.degree.max(PLANNED_MEETING)));
        }
        let same_article = one.article == other.article && relation != Relation::Pictured;
        let doubts = [
            (likeness.at_odds, AT_ODDS),
            (same_article, SAME_ARTICLE),
            (!one.explicit && !other.explicit, ONLY_PUBLISHED),
        ];
        let raised = doubts.iter().filter(|(doubtful, _)| *doubtful).map(|(_, by)| by);
        Some((raised.fold(relation.bar(&likeness)?, |bar, by| bar + by), likeness.degree))
    }
}

/// Whether two articles give exact days that differ a little.
fn are_near(one: &Fact, other: &Fact) -> bool {
    let exact = |fact: &Fact| matches!(fact.when.precision, Precision::Day | Precision::Time);
    let near = days(one.when.first, other.when.first).abs() <= NEAR_DAYS;
    let told_apart = one.article != other.article && one.explicit && other.explicit;
    exact(one) && exact(other) && near && told_apart
}

/// The days before and after within which exact tellings may contradict.
fn days_beside(day: Date) -> impl Iterator<Item = Date> {
    let steps = (-NEAR_DAYS..=NEAR_DAYS).filter(|&step| step != 0);
    steps.filter_map(move |step| day.checked_add(jiff::Span::new().days(step)).ok())
}

/// Days by which two exact tellings of one event may contradict each other.
const NEAR_DAYS: i64 = 2;
/// What the founder must have of the likeness that the best member needs.
const FOUNDER_SHARE: f64 = 0.75;
/// More likeness is asked when verbs or numbers differ,
const AT_ODDS: f64 = 0.2;
/// when one article would tell it twice,
const SAME_ARTICLE: f64 = 0.1;
/// and more when only the publication day dates both.
const ONLY_PUBLISHED: f64 = 0.08;

/// The likeness of two plans of one meeting at least, whatever their words.
const PLANNED_MEETING: f64 = 0.4;

/// How the times of two tellings stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    /// The same time, to a month or finer.
    SameFine,
    /// The same time, coarser than a month.
    SameCoarse,
    /// One inside the other.
    Inside,
    /// Exact days of two articles that differ a little.
    Near,
    /// The same exact day in an article and in the caption of one of its
    /// pictures, which shows what the article tells.
    Pictured,
}

impl Relation {
    fn of(one: &Fact, other: &Fact) -> Option<Self> {
        let (a, b) = (&one.when, &other.when);
        match () {
            () if a.first == b.first && a.last == b.last => Some(Self::of_same_time(one, other)),
            () if a.edge != b.edge => None,
            () if a.covers(b) || b.covers(a) => Some(Self::Inside),
            () => are_near(one, other).then_some(Self::Near),
        }
    }

    fn of_same_time(one: &Fact, other: &Fact) -> Self {
        match length(&one.when) {
            0 if one.article == other.article && one.caption != other.caption => Self::Pictured,
            ..=31 => Self::SameFine,
            _ => Self::SameCoarse,
        }
    }

    /// The likeness it takes; none when the kinds of evidence it takes are missing.
    fn bar(self, likeness: &Likeness) -> Option<f64> {
        let Likeness { names, lands, words, same_verb, .. } = *likeness;
        let named = (names >= 1 || lands >= 2) && words >= 1;
        let (bar, evidence) = match self {
            Self::SameFine => (0.34, named || words >= 3),
            Self::SameCoarse => (0.36, named || words >= 4),
            Self::Inside if names == 0 => (0.65, same_verb && words >= 2),
            Self::Inside => (0.42, same_verb || words >= 3),
            Self::Pictured => (0.12, names + lands >= 1 && words >= 1),
            Self::Near => (0.66, names >= 1 && same_verb && words >= 3),
        };
        evidence.then_some(bar)
    }
}
