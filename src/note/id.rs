//! Names of notes and records: short, hard to guess twice, safe everywhere.
//!
//! A note's id is written into Markdown files as an Obsidian block id, into
//! IRIs and on command lines, so it holds lower-case letters and digits only
//! and begins with a letter.

use sha2::{Digest, Sha256};

/// Crockford's alphabet: no `i`, `l`, `o` and `u`, which are misread.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A note's id from a seed of time and random bits: `n` and eleven digits to base 32.
///
/// The same seed gives the same id. The 55 bits make two equal ids among
/// 10,000 notes as likely as one in 10⁹.
#[must_use]
pub fn note_id(seed: u128) -> String {
    named('n', seed, 11)
}

/// A record's id from a seed of time and random bits: `r` and sixteen digits to base 32.
#[must_use]
pub fn record_id(seed: u128) -> String {
    named('r', seed, 16)
}

/// The seed is hashed, so that seeds that differ in the clock alone give ids
/// that share no beginning.
fn named(letter: char, seed: u128, digits: usize) -> String {
    let hash = Sha256::digest(seed.to_be_bytes());
    let digit = |byte: &u8| ALPHABET.get(usize::from(byte % 32)).copied().map(char::from);
    std::iter::once(letter).chain(hash.iter().take(digits).filter_map(digit)).collect()
}

/// The first eight hexadecimal digits of a text's SHA-256.
pub(crate) fn short_hash(text: &str) -> String {
    short_hash_of(&[text])
}

/// The same of a text in parts.
pub(super) fn short_hash_of(parts: &[&str]) -> String {
    let mut sum = Sha256::new();
    for part in parts {
        sum.update(part);
    }
    let hash = sum.finalize();
    let number = hash.iter().take(4).fold(0_u32, |sum, &byte| sum << 8 | u32::from(byte));
    format!("{number:08x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_short_and_safe() {
        for seed in [0, 1, u128::MAX, 1 << 90] {
            let id = note_id(seed);
            assert_eq!(id.len(), 12);
            assert!(id.starts_with('n') && id.bytes().all(|byte| byte.is_ascii_alphanumeric()));
            assert_eq!(id, note_id(seed));
            assert_eq!(record_id(seed).len(), 17);
        }
    }

    #[test]
    fn neighbouring_seeds_give_different_ids() {
        let ids: std::collections::BTreeSet<_> = (0..10_000).map(note_id).collect();
        assert_eq!(ids.len(), 10_000);
    }
}
