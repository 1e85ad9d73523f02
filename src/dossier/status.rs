//! Whether what several articles tell has happened, and whether they agree.

use super::timeline::{Telling, Told};
use crate::model::Status;

/// What one article tells as past has happened; else the latest article knows best.
pub(super) fn best_status(told: &Told<'_>, tellings: &[Telling]) -> Status {
    if tellings.iter().any(|one| one.status == Status::Past) {
        return Status::Past;
    }
    let latest = tellings.iter().max_by_key(|one| (told.published(one.article), one.article));
    latest.map_or(Status::Past, |one| one.status)
}

/// Whether one article tells as still planned what an earlier one has told as
/// done: a plan told before the deed contradicts nothing.
pub(super) fn is_undone(told: &Told<'_>, tellings: &[Telling]) -> bool {
    let days = |status: Status| {
        let such = tellings.iter().filter(move |one| one.status == status);
        such.filter_map(|one| told.published(one.article))
    };
    let (done, plan) = (days(Status::Past).min(), days(Status::Planned).max());
    done.zip(plan).is_some_and(|(done, plan)| plan > done)
}
