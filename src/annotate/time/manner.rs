//! How a text tells its dates: as a history far from its publication, with the
//! day or the month first.

use super::{build::Order, find::Found, meaning::Meaning};
use crate::model::{Precision, When};

/// The years between the beginnings of two times.
pub(super) fn years_between(one: &When, other: &When) -> u32 {
    i32::from(one.first.year()).abs_diff(other.first.year().into())
}

/// Whether most of the full dates lie more than a year from the publication.
pub(super) fn is_narrative(found: &[Found], published: Option<&When>) -> bool {
    let ancient = found.iter().filter(|one| matches!(one.meaning, Meaning::Ancient(..))).count();
    let near = |when: &&When| published.is_some_and(|day| years_between(day, when) <= 1);
    let told = found.iter().filter_map(full_date).count() + ancient;
    let near = found.iter().filter_map(full_date).filter(near).count();
    told >= 6 && near * 3 < told
}

/// The time of an expression that tells its year.
fn full_date(found: &Found) -> Option<&When> {
    match &found.meaning {
        Meaning::Fixed(when) if when.precision < Precision::Decade => Some(when),
        _ => None,
    }
}

/// The order of day and month that a document's unambiguous dates show.
pub(super) fn order_of(found: &[Found]) -> Option<Order> {
    let mut orders = found.iter().filter_map(|found| shown_order(&found.meaning));
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
}

fn shown_order(meaning: &Meaning) -> Option<Order> {
    match meaning {
        Meaning::Numeric([1..=12, 13..=31, _]) => Some(Order::MonthFirst),
        Meaning::Numeric([13..=31, 1..=12, _]) => Some(Order::DayFirst),
        _ => None,
    }
}
