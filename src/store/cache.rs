//! The cache of annotated articles: one file for each file read, by content.
//!
//! A file of the cache is one line of header (a checksum of the rest) and the
//! reading as JSON. It stands in a folder named for the engine that made it;
//! folders of other engines are deleted. Whatever is wrong with the cache,
//! the articles are read anew without a word: deleting it loses nothing.

use std::{
    env, fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Home, load::FileReading, write::replace};
use crate::model::{AnnotatedArticle, Problem};

/// The name of a folder of one engine begins with this.
const FOLDER: &str = "articles-";

/// Smaller files are read again as fast as their cache.
const MIN_BYTES: usize = 512;

/// A cache, which may be off.
#[derive(Clone, Debug, Default)]
pub(super) struct Cache {
    folder: Option<PathBuf>,
}

/// The name of an entry.
#[derive(Debug)]
pub(super) struct Key(Option<String>);

/// What is written; the same as [`FileReading`] without the sharing.
#[derive(Serialize, Deserialize)]
struct Stored {
    articles: Vec<AnnotatedArticle>,
    problems: Vec<Problem>,
}

impl Cache {
    /// The cache below `home` for this very program.
    pub(super) fn open(home: &Home) -> Self {
        let folder = home.cache.as_ref().map(|cache| cache.join(format!("{FOLDER}{}", engine())));
        Self { folder }
    }

    /// The key of a file's content under its shown name, which enters the articles.
    pub(super) fn key(&self, name: &str, bytes: &[u8]) -> Key {
        let worth_it = self.folder.is_some() && bytes.len() >= MIN_BYTES;
        Key(worth_it.then(|| hex(&[name.as_bytes(), &[0], bytes])))
    }

    /// The reading stored under a key; none where there is none or it is damaged.
    pub(super) fn get(&self, key: &Key) -> Option<FileReading> {
        let text = fs::read(self.path(key)?).ok()?;
        let line = text.iter().position(|&byte| byte == b'\n')?;
        let (sum, body) = (text.get(..line)?, text.get(line + 1..)?);
        if sum != hex(&[body]).as_bytes() {
            return None;
        }
        let stored: Stored = serde_json::from_slice(body).ok()?;
        let articles = stored.articles.into_iter().map(Arc::new).collect();
        Some(FileReading { articles, problems: stored.problems })
    }

    /// Stores a reading. A cache that can't be written is no cache, and no problem.
    pub(super) fn put(&self, key: &Key, reading: &FileReading) {
        let Some(path) = self.path(key) else { return };
        self.prepare(path.parent().unwrap_or(&path));
        let _ = encode(reading).map(|text| replace(&path, &text));
    }

    fn path(&self, key: &Key) -> Option<PathBuf> {
        let (folder, key) = (self.folder.as_ref()?, key.0.as_ref()?);
        let (drawer, name) = key.split_at_checked(2)?;
        Some(folder.join(drawer).join(name))
    }

    /// Makes the drawer of an entry, and drops the folders of other engines the first time.
    fn prepare(&self, drawer: &Path) {
        if drawer.is_dir() {
            return;
        }
        let new = self.folder.as_ref().filter(|own| !own.exists());
        if let (Ok(()), Some(own)) = (fs::create_dir_all(drawer), new) {
            drop_others(own);
        }
    }
}

/// Deletes the folders of other engines beside `own`.
fn drop_others(own: &Path) {
    let entries = own.parent().and_then(|cache| fs::read_dir(cache).ok());
    for path in entries.into_iter().flatten().flatten().map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(FOLDER) && path != *own {
            let _ = fs::remove_dir_all(&path);
        }
    }
}

fn encode(reading: &FileReading) -> Option<Vec<u8>> {
    #[derive(Serialize)]
    struct Borrowed<'a> {
        articles: Vec<&'a AnnotatedArticle>,
        problems: &'a [Problem],
    }
    let articles = reading.articles.iter().map(AsRef::as_ref).collect();
    let body = serde_json::to_vec(&Borrowed { articles, problems: &reading.problems }).ok()?;
    let mut text = hex(&[&body]).into_bytes();
    text.push(b'\n');
    text.extend(body);
    Some(text)
}

/// What tells this program from any other build: version, size and time of its file.
fn engine() -> String {
    let built = env::current_exe().and_then(fs::metadata).ok();
    let size = built.as_ref().map_or(0, fs::Metadata::len);
    let modified = built.and_then(|built| built.modified().ok());
    let name = format!("{} {size} {modified:?}", env!("CARGO_PKG_VERSION"));
    hex(&[name.as_bytes()]).chars().take(12).collect()
}

/// SHA-256 of the parts together, in lower-case hex.
pub(super) fn hex(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into_iter().flat_map(digits).collect()
}

fn digits(byte: u8) -> [char; 2] {
    [byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16).unwrap_or('0'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Article;

    fn reading() -> FileReading {
        let article = Article { text: "Something happened.".to_owned(), ..Article::default() };
        let article = AnnotatedArticle { article, ..AnnotatedArticle::default() };
        let problem = Problem { file: "a".to_owned(), message: "odd".to_owned() };
        FileReading { articles: vec![Arc::new(article)], problems: vec![problem] }
    }

    #[test]
    fn what_was_put_is_got_under_the_same_name_and_bytes_only() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(&Home::below(folder.path()));
        let bytes = [b'x'; MIN_BYTES];
        let key = cache.key("a", &bytes);
        assert_eq!(cache.get(&key), None);
        cache.put(&key, &reading());
        assert_eq!(cache.get(&key), Some(reading()));
        assert_eq!(cache.get(&cache.key("b", &bytes)), None);
        assert_eq!(cache.get(&cache.key("a", &[b'y'; MIN_BYTES])), None);
    }

    #[test]
    fn a_damaged_entry_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(&Home::below(folder.path()));
        let key = cache.key("a", &[b'x'; MIN_BYTES]);
        cache.put(&key, &reading());
        let path = cache.path(&key).unwrap();
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(&path, &damaged).unwrap();
            assert_eq!(cache.get(&key), None, "byte {at}");
            fs::write(&path, &whole[..at]).unwrap();
            assert_eq!(cache.get(&key), None, "cut at {at}");
        }
    }

    #[test]
    fn folders_of_other_engines_go() {
        let folder = tempfile::tempdir().unwrap();
        let old = folder.path().join("cache/articles-old/ab");
        fs::create_dir_all(&old).unwrap();
        let cache = Cache::open(&Home::below(folder.path()));
        cache.put(&cache.key("a", &[b'x'; MIN_BYTES]), &reading());
        assert!(!old.exists());
    }
}
