//! Imported notes on the articles they are about.
//!
//! An article is found by the key of our own exports, by the hash of text or
//! document in the source, by address, file name, id or title; at last by the
//! quoted words themselves, where they stand in one article only. Each text is
//! made ready once, so that the cost is linear in texts and notes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{import::ImportedNote, w3c::text_hash};
use crate::{
    fold::fold,
    model::Article,
    note::{ArticleKey, Haystack, Note, NoteAnchor},
};

/// Bytes of a folded quote by which it is looked for in every article; shorter
/// quotes say too little.
const TELLING: usize = 24;

/// An imported note as it is to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// The note, on the article found or kept for one that may come later.
    pub note: Note,
    /// Whether the words it quotes were found nowhere.
    pub orphan: bool,
}

/// Puts notes on the articles they are about, in their order. `now` is the
/// time of those that say none.
#[must_use]
pub fn attach(imported: Vec<ImportedNote>, articles: &[&Article], now: &str) -> Vec<Attached> {
    let homes = homes(&imported, articles);
    let mut anchors = anchors(&imported, &homes, articles);
    let placed = imported.into_iter().zip(homes).enumerate();
    let attached = placed.map(|(at, (note, home))| {
        let article = home.and_then(|home| articles.get(home)).copied();
        let orphan = !note.anchor.quote.is_empty() && !anchors.contains_key(&at);
        Attached { note: kept(note, article, anchors.remove(&at).flatten(), now), orphan }
    });
    attached.collect()
}

/// For each note the place of its article.
fn homes(imported: &[ImportedNote], articles: &[&Article]) -> Vec<Option<usize>> {
    let registry = Registry::of(articles);
    let mut homes: Vec<Option<usize>> =
        imported.iter().map(|note| registry.article_of(note)).collect();
    let lost = |at: &usize| homes.get(*at).is_some_and(Option::is_none);
    let sought: Vec<usize> = (0..imported.len()).filter(lost).collect();
    for (at, home) in by_words(imported, &sought, articles) {
        homes[at] = Some(home);
    }
    homes
}

/// What articles are known by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Known {
    Hash,
    Address,
    File,
    Text,
    FileName,
    Id,
    Title,
}

/// Articles by everything they are known by; the first of several.
struct Registry(BTreeMap<(Known, String), usize>);

impl Registry {
    fn of(articles: &[&Article]) -> Self {
        let mut registry = Self(BTreeMap::new());
        for (at, article) in articles.iter().enumerate() {
            let key = ArticleKey::of(article);
            let title = fold(&article.metadata.title);
            let address = key.url.as_deref().map(page).unwrap_or_default().to_owned();
            for (known, name) in [
                (Known::Hash, key.hash),
                (Known::Address, address),
                (Known::FileName, file_name(&key.file).to_owned()),
                (Known::File, key.file),
                (Known::Text, text_hash(&article.text)),
                (Known::Id, article.id.clone()),
                (Known::Title, title),
            ] {
                registry.0.entry((known, name)).or_insert(at);
            }
        }
        registry
    }

    fn at(&self, known: Known, name: &str) -> Option<usize> {
        let named = !name.is_empty() && name != "-";
        self.0.get(&(known, name.to_owned())).copied().filter(|_| named)
    }

    fn article_of(&self, note: &ImportedNote) -> Option<usize> {
        let source = note.source.as_str();
        let own = || note.key.as_ref().and_then(|key| self.of_key(key));
        own()
            .or_else(|| hashes(source).find_map(|hash| self.at(Known::Text, hash)))
            .or_else(|| hashes(source).find_map(|hash| self.at(Known::Hash, hash)))
            .or_else(|| self.at(Known::Address, page(source)))
            .or_else(|| self.at(Known::File, source))
            .or_else(|| self.at(Known::FileName, file_name(source)))
            .or_else(|| self.at(Known::Id, source))
            .or_else(|| self.at(Known::Id, file_name(source)))
            .or_else(|| self.at(Known::Title, &fold(&note.title)))
            .or_else(|| self.at(Known::Title, &fold(source)))
    }

    fn of_key(&self, key: &ArticleKey) -> Option<usize> {
        let address = key.url.as_deref().map(page).unwrap_or_default();
        self.at(Known::Hash, &key.hash)
            .or_else(|| self.at(Known::Address, address))
            .or_else(|| self.at(Known::File, &key.file))
    }
}

/// The SHA-256 hashes that a source names.
fn hashes(source: &str) -> impl Iterator<Item = &str> {
    let words = source.split(|sign: char| !sign.is_ascii_hexdigit());
    words.filter(|word| word.len() == 64)
}

/// The part of an address that names the page: addresses that differ only in
/// fragment, last slash or scheme name one.
fn page(url: &str) -> &str {
    let url = url.split('#').next().unwrap_or_default();
    let page = ["https://", "http://"].iter().find_map(|scheme| url.strip_prefix(scheme));
    page.unwrap_or(url).trim_end_matches('/')
}

/// The last part of a path or IRI.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', ':', '\\']).next().unwrap_or_default()
}

/// The articles of notes that name none of them: those in which alone their
/// words stand. One pass over each text.
fn by_words(
    imported: &[ImportedNote],
    sought: &[usize],
    articles: &[&Article],
) -> Vec<(usize, usize)> {
    let quotes: BTreeMap<usize, String> = sought
        .iter()
        .filter_map(|&at| Some((at, fold(&imported.get(at)?.anchor.quote))))
        .filter(|(_, quote)| quote.len() >= TELLING)
        .collect();
    let mut beginnings: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (at, quote) in &quotes {
        beginnings.entry(beginning(quote)).or_default().push(*at);
    }
    let mut found: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    if !quotes.is_empty() {
        for (home, article) in articles.iter().enumerate() {
            for at in standing(&fold(&article.text), &beginnings, &quotes) {
                found.entry(at).or_default().insert(home);
            }
        }
    }
    let alone = found.into_iter().filter(|(_, homes)| homes.len() == 1);
    alone.filter_map(|(at, homes)| Some((at, homes.first().copied()?))).collect()
}

fn beginning(quote: &str) -> &[u8] {
    quote.as_bytes().get(..TELLING).unwrap_or_default()
}

/// The quotes that stand in a folded text.
fn standing(
    text: &str,
    beginnings: &HashMap<&[u8], Vec<usize>>,
    quotes: &BTreeMap<usize, String>,
) -> BTreeSet<usize> {
    let bytes = text.as_bytes();
    let mut found = BTreeSet::new();
    for (start, window) in bytes.windows(TELLING).enumerate() {
        for at in beginnings.get(window).into_iter().flatten() {
            let whole = quotes.get(at).map(String::as_bytes);
            let stands = whole
                .is_some_and(|quote| bytes.get(start..).unwrap_or_default().starts_with(quote));
            found.extend(stands.then_some(*at));
        }
    }
    found
}

/// For each note that stands in its article its anchor there; none where the
/// words there are others and the imported ones are the truth.
fn anchors(
    imported: &[ImportedNote],
    homes: &[Option<usize>],
    articles: &[&Article],
) -> BTreeMap<usize, Option<NoteAnchor>> {
    let mut of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, home) in homes.iter().enumerate() {
        if let Some(home) = home {
            of.entry(*home).or_default().push(at);
        }
    }
    let here = of.into_iter().filter_map(|(home, notes)| Some((articles.get(home)?, notes)));
    here.flat_map(|(article, notes)| anchors_in(imported, &notes, article)).collect()
}

fn anchors_in(
    imported: &[ImportedNote],
    notes: &[usize],
    article: &Article,
) -> Vec<(usize, Option<NoteAnchor>)> {
    let quoting = |at: &usize| Some((*at, &imported.get(*at)?.anchor));
    let notes: Vec<_> =
        notes.iter().filter_map(quoting).filter(|(_, anchor)| !anchor.quote.is_empty()).collect();
    let sought: Vec<&NoteAnchor> = notes.iter().map(|(_, anchor)| *anchor).collect();
    let haystack = Haystack::of(&article.text);
    let found = notes.into_iter().zip(haystack.places(&sought));
    found
        .filter_map(|((at, anchor), place)| {
            let span = place.found()?;
            let same = span.cut(&article.text) == anchor.quote;
            Some((at, same.then(|| NoteAnchor::made_in(&haystack, article, span))))
        })
        .collect()
}

fn kept(
    imported: ImportedNote,
    article: Option<&Article>,
    anchor: Option<NoteAnchor>,
    now: &str,
) -> Note {
    let created = if imported.created.is_empty() { now.to_owned() } else { imported.created };
    let modified = if imported.modified.is_empty() { created.clone() } else { imported.modified };
    let named = if imported.source.is_empty() { imported.title } else { imported.source };
    let homeless = ArticleKey { file: named, ..ArticleKey::default() };
    Note {
        id: imported.id,
        article: article.map(ArticleKey::of).or(imported.key).unwrap_or(homeless),
        anchor: anchor.unwrap_or(imported.anchor),
        colour: imported.colour,
        text: imported.text,
        tags: imported.tags,
        created,
        modified,
    }
}
