//! The clock and the source of fresh ids, the only ones in the program.

use std::{
    hash::{BuildHasher, RandomState},
    process,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, SystemTime},
};

use jiff::{Timestamp, Zoned, civil::Date};

/// This moment in UTC, RFC 3339 with milliseconds (`2026-05-13T17:23:00.000Z`).
#[must_use]
pub fn now() -> String {
    format!("{:.3}", timestamp())
}

/// The reader's own day.
#[must_use]
#[allow(clippy::disallowed_methods, reason = "this is the one place that asks the clock")]
pub fn today() -> Date {
    Zoned::now().date()
}

#[allow(clippy::disallowed_methods, reason = "this is the one place that asks the clock")]
fn timestamp() -> Timestamp {
    Timestamp::now()
}

/// Whether a file's time lies far enough back that a change since would show in it.
#[allow(clippy::disallowed_methods, reason = "this is the one place that asks the clock")]
pub(super) fn is_settled(modified: SystemTime) -> bool {
    SystemTime::now().duration_since(modified).is_ok_and(|age| age >= SETTLED)
}

/// Longer than the steps in which any file system counts.
const SETTLED: Duration = Duration::from_secs(2);

/// A fresh seed for the id of a note or an act, never the same twice.
///
/// The standard hasher is keyed by the system's random source once a thread;
/// clock, process and a counter make seeds differ where that source is weak
/// (a container restored from a snapshot). Ids are names, not secrets.
#[must_use]
pub fn seed() -> u128 {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let state = (timestamp().as_nanosecond(), process::id(), count);
    let half = || u128::from(RandomState::new().hash_one(state));
    half() << 64 | half()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_differ() {
        let seeds: std::collections::BTreeSet<_> = (0..1000).map(|_| seed()).collect();
        assert_eq!(seeds.len(), 1000);
    }

    #[test]
    fn now_is_utc_with_milliseconds() {
        let now = now();
        assert_eq!(now.len(), "2026-05-13T17:23:00.000Z".len(), "{now}");
        assert!(now.ends_with('Z'));
    }
}
