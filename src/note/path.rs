//! Articles by their paths, however the dossier was named when it was opened:
//! `news/a.txt`, `./a.txt` and `/home/me/news/a.txt` may be one file.

use std::collections::HashMap;

/// Some paths by the names of their files.
pub(super) struct Paths<'a> {
    paths: Vec<&'a str>,
    named: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Paths<'a> {
    /// Orders paths by the names of their files.
    pub(super) fn of(paths: impl Iterator<Item = &'a str>) -> Self {
        let paths: Vec<&str> = paths.collect();
        let mut named: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, path) in paths.iter().enumerate() {
            named.entry(name(path)).or_default().push(at);
        }
        Self { paths, named }
    }

    /// The one path that ends as this one does, or that this one ends with;
    /// none where several do.
    pub(super) fn only(&self, path: &str) -> Option<usize> {
        let path = path.trim_start_matches("./");
        let same = |at: &&usize| {
            let other = self.paths.get(**at).map(|other| other.trim_start_matches("./"));
            other.is_some_and(|other| is_end(path, other) || is_end(other, path))
        };
        let mut found = self.named.get(name(path)).into_iter().flatten().filter(same);
        found.next().copied().filter(|_| found.next().is_none())
    }
}

/// The name of the file at a path.
pub(super) fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// Whether the last parts of a path are those of another.
fn is_end(path: &str, end: &str) -> bool {
    let before = path.strip_suffix(end).filter(|_| !end.is_empty() && !end.starts_with('-'));
    before.is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_is_found_by_any_way_to_name_it() {
        let paths = Paths::of(
            ["/home/me/news/a.txt", "/home/me/news/old/a.txt", "news/b.txt#2", "-"].into_iter(),
        );
        for (path, at) in [
            ("news/a.txt", Some(0)),
            ("./old/a.txt", Some(1)),
            ("a.txt", None),
            ("other/a.txt", None),
            ("./b.txt#2", Some(2)),
            ("/home/me/news/b.txt#2", Some(2)),
            ("b.txt", None),
            ("b.txt#3", None),
            ("-", None),
            ("", None),
        ] {
            assert_eq!(paths.only(path), at, "{path}");
        }
    }
}
