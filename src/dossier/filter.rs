//! What of a timeline is asked for.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{
    EntityId,
    timeline::{Entry, Timeline, order},
};
use crate::model::{Precision, Status, When};

/// How sure an entry must be that it stands at its time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trust {
    /// Every entry.
    All,
    /// None that only its place in the article puts on the publication day.
    #[default]
    Clear,
    /// Only those that words of the text date.
    Dated,
}

impl Trust {
    fn passes(self, entry: &Entry) -> bool {
        match self {
            Self::All => true,
            Self::Clear => !entry.is_faint(),
            Self::Dated => !entry.is_faint() && !entry.is_implied(),
        }
    }
}

/// What of a timeline is asked for; an empty list or `None` asks nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimelineFilter {
    /// Entities that must all take part.
    pub entities: Vec<EntityId>,
    /// Articles of which one must tell it.
    pub articles: Vec<usize>,
    /// The first day: an entry that ends before it is left out.
    pub after: Option<Date>,
    /// The first day after: an entry that begins on it or later is left out.
    pub before: Option<Date>,
    /// Statuses of which it must have one.
    pub statuses: Vec<Status>,
    /// How sure it must be.
    pub trust: Trust,
    /// Precisions of which its time must have one.
    pub precisions: Vec<Precision>,
    /// The ids of those that may pass; none asks nothing.
    pub among: Option<BTreeSet<String>>,
}

impl TimelineFilter {
    /// Whether an entry is asked for. Undated entries pass no bound in time.
    #[must_use]
    pub fn passes(&self, entry: &Entry) -> bool {
        let told = |article: &usize| entry.tellings.iter().any(|one| one.article == *article);
        self.entities.iter().all(|entity| entry.entities.contains(entity))
            && (self.articles.is_empty() || self.articles.iter().any(told))
            && (self.statuses.is_empty() || self.statuses.contains(&entry.status))
            && self.trust.passes(entry)
            && self.passes_precision(entry.when.as_ref())
            && self.among.as_ref().is_none_or(|ids| ids.contains(entry.id()))
            && self.passes_time(entry.when.as_ref())
    }

    fn passes_precision(&self, when: Option<&When>) -> bool {
        let precisions = &self.precisions;
        precisions.is_empty() || when.is_some_and(|when| precisions.contains(&when.precision))
    }

    fn passes_time(&self, when: Option<&When>) -> bool {
        let Some(when) = when else { return self.after.is_none() && self.before.is_none() };
        self.after.is_none_or(|day| when.last >= day)
            && self.before.is_none_or(|day| when.first < day)
    }
}

impl Timeline {
    /// The entries that pass, dated ones first, then undated ones, in order.
    #[must_use]
    pub fn filter(&self, filter: &TimelineFilter) -> Vec<&Entry> {
        let dated = self.dated(filter.trust).into_iter();
        dated.chain(&self.undated).filter(|entry| filter.passes(entry)).collect()
    }

    /// Every entry: dated ones, undated ones, faint ones.
    pub fn all(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().chain(&self.undated).chain(&self.faint)
    }

    /// The entries with a time, with the faint ones where they are trusted.
    fn dated(&self, trust: Trust) -> Vec<&Entry> {
        let mut dated: Vec<&Entry> = self.entries.iter().collect();
        if trust == Trust::All && !self.faint.is_empty() {
            dated.extend(&self.faint);
            dated.sort_by_cached_key(|entry| order(entry));
        }
        dated
    }

    /// A timeline of the entries that pass; the faint ones stand among the others.
    #[must_use]
    pub fn filtered(&self, filter: &TimelineFilter) -> Self {
        Self::of(self.filter(filter))
    }

    /// The `count` entries nearest in order to the first of the day or later,
    /// half of them before it.
    #[must_use]
    pub fn around(&self, day: Date, count: usize) -> Self {
        let later = |entry: &Entry| entry.when.as_ref().is_some_and(|when| when.last >= day);
        let at = self.entries.iter().position(later).unwrap_or(self.entries.len());
        let from = at.saturating_sub(count / 2).min(self.entries.len().saturating_sub(count));
        Self::of(self.entries.iter().skip(from).take(count).collect())
    }

    fn of(entries: Vec<&Entry>) -> Self {
        let (entries, undated) =
            entries.into_iter().cloned().partition(|entry| entry.when.is_some());
        Self { entries, undated, faint: Vec::new() }
    }
}
