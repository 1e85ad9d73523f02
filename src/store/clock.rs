//! The clock and the source of fresh ids, the only ones in the program.

use std::{
    hash::{BuildHasher, RandomState},
    process,
    sync::atomic::{AtomicU64, Ordering},
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

/// A fresh id of 16 hex digits for a note or an act.
///
/// The standard hasher is keyed by the system's random source once a thread;
/// clock, process and a counter make ids differ where that source is weak
/// (a container restored from a snapshot). Ids are names, not secrets.
#[must_use]
pub fn new_id() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let moment = timestamp().as_nanosecond();
    format!("{:016x}", RandomState::new().hash_one((moment, process::id(), count)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_sixteen_hex_digits_and_differ() {
        let ids: std::collections::BTreeSet<_> = (0..1000).map(|_| new_id()).collect();
        assert_eq!(ids.len(), 1000);
        assert!(ids.iter().all(|id| id.len() == 16 && id.bytes().all(|b| b.is_ascii_hexdigit())));
    }

    #[test]
    fn now_is_utc_with_milliseconds() {
        let now = now();
        assert_eq!(now.len(), "2026-05-13T17:23:00.000Z".len(), "{now}");
        assert!(now.ends_with('Z'));
    }
}
