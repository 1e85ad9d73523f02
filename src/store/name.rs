//! What a dossier is called.

use std::path::PathBuf;

use crate::clean::sanitise_line;

/// The last part of a dossier's first path, safe to show; the demo has no path.
#[must_use]
pub fn name(paths: &[PathBuf]) -> String {
    let Some(path) = paths.first() else { return "demo".to_owned() };
    let whole = path.canonicalize().ok();
    let last = whole.as_deref().unwrap_or(path).file_name().unwrap_or(path.as_os_str());
    sanitise_line(&last.to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dossier_has_the_name_of_its_first_path() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pier");
        std::fs::create_dir(&path).unwrap();
        for (paths, expected) in [
            (vec![], "demo"),
            (vec![path.clone(), folder.path().to_owned()], "pier"),
            (vec![path.join(".")], "pier"),
            (vec![path.join("..").join("pier")], "pier"),
            (vec![PathBuf::from("gone\u{1b}[2J")], "gone"),
            (vec![PathBuf::from("-")], "-"),
        ] {
            assert_eq!(name(&paths), expected, "{paths:?}");
        }
    }
}
