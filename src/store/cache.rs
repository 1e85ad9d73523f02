//! The cache of annotated articles: one file for each portion of a file that
//! was read, by content. Most files are one portion.
//!
//! A file of the cache is a table of contents (the cards of its articles and
//! where each stands) with a checksum in front of it, then the articles, each
//! with a checksum in the table, so that one can be read without the others.
//! It stands in a folder named for the engine that made it; folders of other
//! engines are deleted. Whatever is wrong with the cache, the articles are
//! read anew: deleting it loses nothing.

use std::{
    env,
    fs::{self, File},
    io::{Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::{Home, journal::Journal, write::replace};
use crate::{
    dossier::Card,
    model::{AnnotatedArticle, Problem},
};

/// The name of a folder of one engine begins with this.
const FOLDER: &str = "articles-";

/// Bytes of a checksum.
pub(super) const SUM: usize = 16;
/// Bytes before the table of contents: its checksum and its length.
const FRONT: usize = SUM + 8;
/// The longest table of contents that is believed.
const LONGEST: u64 = 1 << 30;

/// A cache, which may be off.
#[derive(Clone, Debug, Default)]
pub(super) struct Cache {
    folder: Option<Arc<Path>>,
    journal: Journal,
}

/// The name of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Key(Option<[u8; 32]>);

/// What an entry says before its articles.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Contents {
    /// What is held of each article.
    pub(super) cards: Vec<Shared>,
    /// Where each article stands.
    pub(super) parts: Vec<Part>,
    /// What was wrong with the file.
    pub(super) problems: Vec<Problem>,
    /// How far into the file it reaches.
    pub(super) reach: Reach,
}

/// How far into its file a portion reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Reach {
    /// To its end.
    #[default]
    End,
    /// So many per cent; another portion follows.
    Within(u8),
}

/// What a portion is made of: articles, and what was wrong with the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Annotated {
    pub(super) articles: Vec<Arc<AnnotatedArticle>>,
    pub(super) problems: Vec<Problem>,
}

/// A card at the place in memory where it stays.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shared(pub(super) Arc<Card>);

impl Serialize for Shared {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Shared {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Card::deserialize(from).map(|card| Self(Arc::new(card)))
    }
}

/// [`Contents`] as they are written, without copying cards.
#[derive(Debug, Serialize)]
pub(super) struct ContentsRef<'a> {
    pub(super) cards: Vec<&'a Card>,
    pub(super) parts: &'a [Part],
    pub(super) problems: &'a [Problem],
    pub(super) reach: Reach,
}

/// Where an article stands behind the table of contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Part {
    start: u64,
    length: u32,
    sum: [u8; SUM],
}

impl Cache {
    /// The cache below `home` for this very program.
    pub(super) fn open(home: &Home) -> Self {
        let folder = home.cache.as_ref().map(|cache| cache.join(format!("{FOLDER}{}", engine())));
        Self { folder: folder.map(Arc::from), journal: Journal::of(home) }
    }

    /// The folder of this engine.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The key of a file's content under its shown name, which enters the articles.
    pub(super) fn key(&self, name: &str, bytes: &[u8]) -> Key {
        Key(self.folder.is_some().then(|| digest(&[name.as_bytes(), &[0], bytes])))
    }

    /// The key of a run of lines of a file, of which so many others stand before it.
    pub(super) fn key_of_lines(&self, name: &str, before: usize, bytes: &[u8]) -> Key {
        let lines = (before as u64).to_le_bytes();
        // No name begins with this.
        let parts = [&[0], name.as_bytes(), &[0], &lines, bytes];
        Key(self.folder.is_some().then(|| digest(&parts)))
    }

    /// What is stored under a key; none where there is nothing or it is damaged.
    pub(super) fn contents(&self, key: &Key) -> Option<Contents> {
        self.read(key, contents)
    }

    /// One of the articles stored under a key; none where it is not there or damaged.
    pub(super) fn article(&self, key: &Key, part: &Part) -> Option<AnnotatedArticle> {
        self.read(key, |file| {
            let mut front = [0; FRONT];
            file.read_exact(&mut front).ok()?;
            let behind = FRONT as u64 + table_length(&front)?;
            file.seek(SeekFrom::Start(behind.checked_add(part.start)?)).ok()?;
            let mut bytes = Vec::new();
            file.take(part.length.into()).read_to_end(&mut bytes).ok()?;
            part.read(&bytes)
        })
    }

    /// All that is stored under a key; none where any of it is damaged.
    pub(super) fn all(&self, key: &Key) -> Option<(Annotated, Reach)> {
        self.read(key, |file| {
            let contents = contents(file)?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).ok()?;
            let articles = contents.parts.iter().map(|part| {
                let start = usize::try_from(part.start).ok()?;
                let own = bytes.get(start..start.checked_add(part.length as usize)?)?;
                part.read(own).map(Arc::new)
            });
            let Contents { problems, reach, .. } = contents;
            Some((Annotated { articles: articles.collect::<Option<_>>()?, problems }, reach))
        })
    }

    /// Reads an entry that is there; one that can't be read is damaged, which
    /// is noted, and goes: whoever makes it anew has nothing to note.
    fn read<T>(&self, key: &Key, read: impl FnOnce(&mut File) -> Option<T>) -> Option<T> {
        let path = self.path(key)?;
        let read = read(&mut File::open(&path).ok()?);
        if read.is_none() {
            self.journal.damaged(&path);
            // One that stays is noted again.
            let _ = fs::remove_file(&path);
        }
        read
    }

    /// Stores what a portion of a file held; none where the cache can't be
    /// written, which is no cache and no problem.
    pub(super) fn put(&self, key: &Key, portion: &Annotated, reach: Reach) -> Option<Contents> {
        let path = self.path(key)?;
        self.prepare(path.parent().unwrap_or(&path));
        let (contents, bytes) = encode(portion, reach)?;
        replace(&path, &bytes).ok()?;
        Some(contents)
    }

    fn path(&self, key: &Key) -> Option<PathBuf> {
        let (folder, key) = (self.folder.as_ref()?, shown(key.0.as_ref()?));
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

impl Key {
    /// The key of a portion of the file that has this key.
    pub(super) fn nth(&self, number: usize) -> Self {
        let key = |whole: &[u8; 32]| match number {
            0 => *whole,
            _ => digest(&[whole, &(number as u64).to_le_bytes()]),
        };
        Self(self.0.as_ref().map(key))
    }
}

impl Part {
    /// The article that some bytes say, where they are those that were written.
    fn read(&self, bytes: &[u8]) -> Option<AnnotatedArticle> {
        if bytes.len() != self.length as usize || sum(&[bytes]) != self.sum {
            return None;
        }
        postcard::from_bytes(bytes).ok()
    }
}

/// Reads the table of contents and leaves the file behind it.
fn contents(file: &mut File) -> Option<Contents> {
    let mut front = [0; FRONT];
    file.read_exact(&mut front).ok()?;
    let length = table_length(&front)?;
    let mut table = Vec::new();
    file.take(length).read_to_end(&mut table).ok()?;
    let told = front.get(..SUM)?;
    if sum(&[&table]) != told || table.len() as u64 != length {
        return None;
    }
    postcard::from_bytes(&table).ok()
}

fn table_length(front: &[u8; FRONT]) -> Option<u64> {
    let length = u64::from_le_bytes(front.get(SUM..)?.try_into().ok()?);
    (length <= LONGEST).then_some(length)
}

fn encode(portion: &Annotated, reach: Reach) -> Option<(Contents, Vec<u8>)> {
    let problems = portion.problems.clone();
    let mut contents = Contents { problems, reach, ..Contents::default() };
    let mut bodies = Vec::new();
    for article in &portion.articles {
        let bytes = postcard::to_stdvec(article.as_ref()).ok()?;
        let start = bodies.len() as u64;
        let length = u32::try_from(bytes.len()).ok()?;
        contents.parts.push(Part { start, length, sum: sum(&[&bytes]) });
        contents.cards.push(Shared(Card::of(article).into()));
        bodies.extend(bytes);
    }
    let table = postcard::to_stdvec(&contents).ok()?;
    let length = (table.len() as u64).to_le_bytes();
    let whole = [&sum(&[&table])[..], &length, &table, &bodies].concat();
    Some((contents, whole))
}

/// Deletes the folders of other engines beside `own` that hold the same sort
/// of thing. Another program that has one of them open does without: it keeps
/// the files that it has open, and makes anew what it lacks.
pub(super) fn drop_others(own: &Path) {
    let name = own.file_name().unwrap_or_default().to_string_lossy();
    let Some((sort, _)) = name.split_once('-') else { return };
    let entries = own.parent().and_then(|cache| fs::read_dir(cache).ok());
    for path in entries.into_iter().flatten().flatten().map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.split_once('-').is_some_and(|(other, _)| other == sort) && path != *own {
            let _ = fs::remove_dir_all(&path);
        }
    }
}

/// What tells this program from any other build: version, size and time of its file.
pub(super) fn engine() -> String {
    let built = env::current_exe().and_then(fs::metadata).ok();
    let size = built.as_ref().map_or(0, fs::Metadata::len);
    let modified = built.and_then(|built| built.modified().ok());
    let name = format!("{} {size} {modified:?}", env!("CARGO_PKG_VERSION"));
    hex(&[name.as_bytes()]).chars().take(12).collect()
}

/// SHA-256 of the parts together.
pub(super) fn digest(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

/// A shorter checksum: enough against damage, for nobody forges a cache of their own.
pub(super) fn sum(parts: &[&[u8]]) -> [u8; SUM] {
    shortened(&digest(parts))
}

/// The checksum that goes with a whole digest.
pub(super) fn shortened(digest: &[u8; 32]) -> [u8; SUM] {
    digest.first_chunk().copied().unwrap_or_default()
}

/// SHA-256 of the parts together, in lower-case hex.
pub(super) fn hex(parts: &[&[u8]]) -> String {
    shown(&digest(parts))
}

fn shown(digest: &[u8; 32]) -> String {
    digest.iter().flat_map(|&byte| digits(byte)).collect()
}

fn digits(byte: u8) -> [char; 2] {
    [byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16).unwrap_or('0'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, When};

    fn article() -> Arc<AnnotatedArticle> {
        let text = "Something happened.".to_owned();
        let mut article = Article { text, ..Article::default() };
        article.metadata.candidates = vec![crate::model::DateCandidate {
            when: When::parse("2031-05-03").unwrap(),
            text: "2031-05-03".to_owned(),
            from: crate::model::PublishedFrom::Meta,
        }];
        Arc::new(AnnotatedArticle { article, ..AnnotatedArticle::default() })
    }

    fn portion(articles: usize) -> Annotated {
        let problem = Problem { file: "a".to_owned(), message: "odd".to_owned() };
        Annotated { articles: vec![article(); articles], problems: vec![problem] }
    }

    #[test]
    fn what_was_put_is_got_under_the_same_name_and_bytes_only() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(&Home::below(folder.path()));
        let bytes = [b'x'; 9];
        let key = cache.key("a", &bytes);
        assert_eq!(cache.contents(&key), None);
        let put = cache.put(&key, &portion(2), Reach::Within(7)).unwrap();
        assert_eq!(cache.contents(&key), Some(put.clone()));
        assert_eq!(cache.article(&key, &put.parts[1]).as_ref(), Some(article().as_ref()));
        let (all, reach) = cache.all(&key).unwrap();
        assert_eq!((all.articles, all.problems), (portion(2).articles, portion(2).problems));
        assert_eq!(reach, Reach::Within(7));
        assert_eq!(cache.contents(&cache.key("b", &bytes)), None);
        assert_eq!(cache.contents(&cache.key("a", &[b'y'; 9])), None);
        assert_eq!(cache.contents(&key.nth(1)), None);
        assert_eq!(cache.contents(&cache.key_of_lines("a", 0, &bytes)), None);
        assert_eq!(key.nth(0), key);
    }

    #[test]
    fn a_damaged_entry_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(&Home::below(folder.path()));
        let key = cache.key("a", &[b'x'; 9]);
        let put = cache.put(&key, &portion(1), Reach::End).unwrap();
        let path = cache.path(&key).unwrap();
        let whole = fs::read(&path).unwrap();
        let is_read =
            || cache.contents(&key).is_some() && cache.article(&key, &put.parts[0]).is_some();
        assert!(is_read());
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(&path, &damaged).unwrap();
            assert!(!is_read() && cache.all(&key).is_none(), "byte {at}");
            fs::write(&path, &whole[..at]).unwrap();
            assert!(!is_read() && cache.all(&key).is_none(), "cut at {at}");
        }
    }

    #[test]
    fn folders_of_other_engines_go() {
        let folder = tempfile::tempdir().unwrap();
        let old = folder.path().join("cache/articles-old/ab");
        fs::create_dir_all(&old).unwrap();
        let cache = Cache::open(&Home::below(folder.path()));
        cache.put(&cache.key("a", &[b'x'; 9]), &portion(1), Reach::End);
        assert!(!old.exists());
    }
}
