//! The embedded demo dossier: what opens when no path is given.

use super::{Place, Source};

/// Names a file of `assets/demo` and embeds it.
macro_rules! file {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../assets/demo/", $name)))
    };
}

/// The files of `assets/demo`, by name.
const FILES: &[(&str, &[u8])] = &[
    file!("2017-loan-signed.html"),
    file!("2019-first-parts.txt"),
    file!("2019-removed-from-programme.md"),
    file!("2020-sanctions.txt"),
    file!("2025-06-summit-courier.html"),
    file!("2025-06-summit-post.txt"),
    file!("2025-07-fair-feed.xml"),
    file!("2025-12-belgian-visitor.txt"),
    file!("2026-05-defence-day.json"),
    file!("2026-05-harbour-feed.json"),
    file!("2026-05-mission.jsonl"),
    file!("white-paper.txt"),
];

/// The demo's files, in order.
#[must_use]
pub fn demo() -> Vec<Source> {
    let source = |&(name, bytes): &(&str, &'static [u8])| Source {
        name: format!("demo/{name}").into(),
        place: Place::Embedded(bytes),
    };
    FILES.iter().map(source).collect()
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    #[test]
    fn the_list_is_the_folder() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo");
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(FILES.iter().map(|file| file.0).collect::<Vec<_>>(), names);
    }
}
