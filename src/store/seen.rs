//! What saved searches had found when they were looked at last, kept from one
//! run to the next: a small file below [`Home::data`], never in the folder of
//! the articles.
//!
//! A line that begins with `=` is a query, those after it are the beginnings of
//! its articles' hashes. It is a convenience: without it nothing counts as new.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use super::{Home, write::replace};

/// The longest file that is read; one written here is shorter.
const LONGEST: u64 = 8 << 20;
/// Articles of all queries that are kept, about.
const MOST: usize = 400_000;

/// For each query the articles that it had found, by the beginnings of their hashes.
pub type Seen = BTreeMap<String, BTreeSet<String>>;

fn path(home: &Home) -> Option<PathBuf> {
    home.data.as_ref().map(|data| data.join("seen"))
}

/// Reads what was found before; nothing where there is no file.
#[must_use]
pub fn seen(home: &Home) -> Seen {
    let Some(path) = path(home) else { return Seen::new() };
    let small = fs::metadata(&path).is_ok_and(|found| found.is_file() && found.len() <= LONGEST);
    let text = if small { fs::read_to_string(path).unwrap_or_default() } else { String::new() };
    let (mut seen, mut query) = (Seen::new(), None);
    for line in text.lines() {
        if let Some(named) = line.strip_prefix('=') {
            seen.entry(named.to_owned()).or_default();
            query = Some(named);
        } else if let Some(articles) = query.and_then(|query| seen.get_mut(query)) {
            articles.insert(line.to_owned());
        }
    }
    seen
}

/// Writes what queries have found over what is there of the same queries; what
/// can't be written is lost.
pub fn keep_seen(home: &Home, ours: &Seen) {
    let Some(path) = path(home) else { return };
    let mut all = seen(home);
    all.extend(ours.iter().map(|(query, articles)| (query.clone(), articles.clone())));
    let mut text = String::new();
    let mut left = MOST;
    for (query, articles) in &all {
        text.extend(["=", query, "\n"]);
        articles.iter().take(left).for_each(|article| text.extend([article, "\n"]));
        left = left.saturating_sub(articles.len());
    }
    let folder = path.parent().map(fs::create_dir_all);
    if matches!(folder, Some(Ok(()))) {
        let _ = replace(&path, text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::below(folder.path());
        assert_eq!(seen(&home), Seen::new());
        let of = |query: &str, articles: &[&str]| {
            let articles = articles.iter().map(|&one| one.to_owned()).collect();
            Seen::from([(query.to_owned(), articles)])
        };
        keep_seen(&home, &of("weir", &["a1", "b2"]));
        keep_seen(&home, &of("lock", &[]));
        keep_seen(&home, &of("weir", &["c3"]));
        let mut expected = of("weir", &["c3"]);
        expected.extend(of("lock", &[]));
        assert_eq!(seen(&home), expected);
    }
}
