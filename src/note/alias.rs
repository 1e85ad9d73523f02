//! The reader's own table of names: a file of two columns, parted by a tab.
//!
//! On the left stands a name; on the right another that it stands for, `-` for
//! what is no name, `=` for a form that stands for itself, or a kind after a
//! colon (`:system`). Empty lines and those that begin with `#` are passed over.

use std::collections::BTreeSet;

use super::{Act, ArticleKey, Record, id::short_hash};
use crate::{
    annotate::key_of_name,
    clean::sanitise_line,
    model::{Correction, EntityCorrection, EntityKind, EntityRole},
};

/// Lines of a table that are read, at most.
const LINES: usize = 20_000;

/// The time of what the table says: before every act.
const ALWAYS: &str = "0001-01-01T00:00:00Z";

/// A table as acts that come before all others, and what is wrong with it.
#[must_use]
pub fn aliases(text: &str) -> (Vec<Record>, Vec<String>) {
    let mut records = Vec::new();
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        if number > LINES {
            faults.push(format!("only the first {LINES} lines are read"));
            break;
        }
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        match row(line) {
            Some(said) if seen.insert(said.entity.clone()) => records.push(record(number, said)),
            Some(said) => {
                faults.push(format!("line {number}: “{}” stands there twice", said.entity));
            }
            None => faults.push(format!("line {number}: expected a name, a tab, and what it is")),
        }
    }
    (records, faults)
}

fn row(line: &str) -> Option<EntityCorrection> {
    let (name, what) = line.split_once('\t')?;
    let what = what.split('\t').next().unwrap_or_default();
    let (name, what) = (sanitise_line(name), sanitise_line(what));
    let (name, what) = (name.trim(), what.trim());
    if name.is_empty() || what.is_empty() {
        return None;
    }
    let role = match (what, what.strip_prefix(':')) {
        ("-", _) => EntityRole::Hidden,
        ("=", _) => EntityRole::Alone,
        (_, Some(kind)) => EntityRole::Kind { kind: EntityKind::named(kind.trim())? },
        _ => EntityRole::Same { other: key_of_name(what), name: what.to_owned() },
    };
    Some(EntityCorrection { entity: key_of_name(name), role })
}

fn record(number: usize, said: EntityCorrection) -> Record {
    let id = format!("alias-{number}-{}", short_hash(&said.entity));
    let correction = Correction::Entity(said);
    let act = Act::Correct { article: ArticleKey::default(), correction, on: true };
    Record { id, time: ALWAYS.to_owned(), act }
}
