//! Where articles were left, kept from one run to the next: a small file below
//! [`Home::data`], never in the folder of the articles.
//!
//! A line is an article's hash and a byte of its text. It is a convenience:
//! a line that makes no sense is passed over, and a file that can't be read or
//! written costs nothing but the places.

use std::{fs, path::PathBuf};

use super::{Home, write::replace};

/// The most places that are kept; the oldest are forgotten first.
pub const MOST_POSITIONS: usize = 1000;
/// The longest file that is read; one written here is shorter.
const LONGEST: u64 = 1 << 20;

/// Articles by their hash, each with the byte of its text, the latest last.
pub type Positions = Vec<(String, usize)>;

fn path(home: &Home) -> Option<PathBuf> {
    home.data.as_ref().map(|data| data.join("positions"))
}

/// Reads the places; none where there is no file.
#[must_use]
pub fn positions(home: &Home) -> Positions {
    let Some(path) = path(home) else { return Vec::new() };
    let small = fs::metadata(&path).is_ok_and(|found| found.is_file() && found.len() <= LONGEST);
    let text = if small { fs::read_to_string(path).unwrap_or_default() } else { String::new() };
    let mut positions: Positions = text.lines().filter_map(position).collect();
    positions.drain(..positions.len().saturating_sub(MOST_POSITIONS));
    positions
}

fn position(line: &str) -> Option<(String, usize)> {
    let (hash, at) = line.split_once(' ')?;
    let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then(|| at.parse().ok()).flatten().map(|at| (hash.to_owned(), at))
}

/// Writes the places over those that are there, which another reader may have
/// written meanwhile; what can't be written is lost. Linear but for a sort.
pub fn keep_positions(home: &Home, positions: &Positions) {
    let Some(path) = path(home) else { return };
    let mut ours: Vec<&str> = positions.iter().map(|(hash, _)| hash.as_str()).collect();
    ours.sort_unstable();
    let mut all = self::positions(home);
    all.retain(|(hash, _)| ours.binary_search(&hash.as_str()).is_err());
    all.extend_from_slice(positions);
    all.drain(..all.len().saturating_sub(MOST_POSITIONS));
    let lines = all.iter().flat_map(|(hash, at)| [hash.clone(), format!(" {at}\n")]);
    let text: String = lines.collect();
    let folder = path.parent().map(fs::create_dir_all);
    if matches!(folder, Some(Ok(()))) {
        let _ = replace(&path, text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_back_and_damage_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::below(folder.path());
        assert_eq!(positions(&home), []);
        let hash = |number: usize| format!("{number:064x}");
        keep_positions(&home, &vec![(hash(1), 10), (hash(2), 20)]);
        keep_positions(&home, &vec![(hash(1), 11)]);
        assert_eq!(positions(&home), [(hash(2), 20), (hash(1), 11)]);
        let path = path(&home).unwrap();
        fs::write(&path, format!("{} 7\n\u{0}zz\nabc 3\n{} x\n{} 9", hash(3), hash(4), hash(5)))
            .unwrap();
        assert_eq!(positions(&home), [(hash(3), 7), (hash(5), 9)]);
        fs::write(&path, [0xff, 0xfe, 0x00]).unwrap();
        assert_eq!(positions(&home), []);
        keep_positions(&home, &(0..MOST_POSITIONS + 5).map(|n| (hash(n), n)).collect());
        assert_eq!(positions(&home).len(), MOST_POSITIONS);
        assert_eq!(positions(&home).first(), Some(&(hash(5), 5)));
        assert_eq!(positions(&Home::default()), []);
    }
}
