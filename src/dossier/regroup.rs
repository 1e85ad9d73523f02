//! The reader's word about which tellings are one event.

use std::collections::HashMap;

use super::timeline::Telling;
use crate::model::Corrections;

/// Parts tellings that stand alone from their groups, then joins the groups of
/// those said to be the same.
pub(super) fn regrouped(groups: Vec<Vec<Telling>>, corrections: &Corrections) -> Vec<Vec<Telling>> {
    if corrections.same.is_empty() && corrections.alone.is_empty() {
        return groups;
    }
    let mut parted: Vec<Vec<Telling>> = Vec::with_capacity(groups.len());
    for group in groups {
        let (alone, rest): (Vec<Telling>, Vec<Telling>) =
            group.into_iter().partition(|one| corrections.alone.contains(one.key()));
        parted.push(rest);
        parted.extend(alone.into_iter().map(|one| vec![one]));
    }
    join(&mut parted, corrections);
    parted.retain(|group| !group.is_empty());
    parted
}

fn join(groups: &mut [Vec<Telling>], corrections: &Corrections) {
    let mut group_of: HashMap<String, usize> = HashMap::new();
    for (at, group) in groups.iter().enumerate() {
        group_of.extend(group.iter().map(|one| (one.key().to_owned(), at)));
    }
    for (event, other) in &corrections.same {
        let ends = (group_of.get(event).copied(), group_of.get(other).copied());
        let (Some(from), Some(to)) = ends else { continue };
        if from == to {
            continue;
        }
        let moved = groups.get_mut(from).map(std::mem::take).unwrap_or_default();
        for telling in &moved {
            group_of.insert(telling.key().to_owned(), to);
        }
        if let Some(group) = groups.get_mut(to) {
            group.extend(moved);
        }
    }
}
