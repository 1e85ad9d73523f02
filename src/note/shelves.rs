//! Which article each note belongs to, and which marks are whose.
//!
//! Content tells best, then the address, then the file. What fits no article so
//! goes to the one file whose path may be another way to name it.

use std::collections::{HashMap, HashSet};

use super::{
    ArticleKey, Note, Notebook,
    notebook::sum,
    path::{Paths, name},
};
use crate::model::{Article, ArticleMarks};

/// The notes and marks of a notebook by the articles of a dossier.
#[derive(Clone, Debug, Default)]
pub struct Shelves<'a> {
    /// The notes of each article, by creation; each note with one article.
    pub of: Vec<Vec<&'a Note>>,
    /// Notes whose article is not in the dossier.
    pub homeless: Vec<&'a Note>,
    /// The places of the notes of each article among the notebook's.
    pub numbers: Vec<Vec<usize>>,
    /// The places of those whose article is not in the dossier.
    pub homeless_numbers: Vec<usize>,
    /// The notes that each article may have.
    fitting: Vec<Vec<&'a Note>>,
    /// The marks of each article, and under which keys they are held.
    marked: Vec<Vec<(&'a ArticleKey, &'a ArticleMarks)>>,
}

impl<'a> Shelves<'a> {
    /// Linear in notes, marks and articles; articles that nobody has marked
    /// take hardly any memory on the way.
    pub(super) fn of<'b>(
        notebook: &'a Notebook,
        articles: impl IntoIterator<Item = &'b Article>,
    ) -> Self {
        let named = Named::by(&notebook.notes);
        let sought = Sought::by(named.keys.iter().copied().chain(notebook.marks.keys()));
        let key = |article| sought.may_be_of(article).then(|| ArticleKey::of(article));
        let keys: Vec<ArticleKey> =
            articles.into_iter().map(|article| key(article).unwrap_or_default()).collect();
        let known = Known::of(&keys);
        let mut shelves = Self {
            of: vec![Vec::new(); keys.len()],
            numbers: vec![Vec::new(); keys.len()],
            fitting: vec![Vec::new(); keys.len()],
            marked: vec![Vec::new(); keys.len()],
            ..Self::default()
        };
        let homes: Vec<Homes> = named.keys.iter().map(|key| known.homes(key)).collect();
        for (number, (note, key)) in notebook.notes.iter().zip(named.of).enumerate() {
            shelves.put(note, number, homes.get(key));
        }
        for marks in &notebook.marks {
            for at in known.fitting(marks.0) {
                put(&mut shelves.marked, at, marks);
            }
        }
        shelves
    }

    /// Gives a note to its article.
    fn put(&mut self, note: &'a Note, number: usize, homes: Option<&Homes>) {
        if let Some(best) = homes.and_then(|homes| homes.best) {
            put(&mut self.of, best, note);
            put(&mut self.numbers, best, number);
        } else {
            self.homeless.push(note);
            self.homeless_numbers.push(number);
        }
        for at in homes.into_iter().flat_map(|homes| &homes.fitting) {
            put(&mut self.fitting, *at, note);
        }
    }

    /// The marks of each article. Of two articles with one address both have its notes.
    #[must_use]
    pub fn marks(&self) -> Vec<ArticleMarks> {
        let pairs = self.marked.iter().zip(&self.fitting);
        pairs
            .map(|(marked, notes)| with_notes(sum(marked.iter().map(|one| one.1)), notes))
            .collect()
    }

    /// What an article is called in the acts that mark it: as it is known, with
    /// the file of the marks that it has already.
    #[must_use]
    pub fn marked_as(&self, at: usize, key: ArticleKey) -> ArticleKey {
        let mut held = self.marked.get(at).into_iter().flatten().map(|one| one.0);
        let stray = held.find(|held| !held.matches(&key)).map(|held| held.file.clone());
        ArticleKey { file: stray.unwrap_or(key.file), ..key }
    }
}

fn put<T>(lists: &mut [Vec<T>], at: usize, one: T) {
    if let Some(list) = lists.get_mut(at) {
        list.push(one);
    }
}

/// The marks of an article with what its notes add to them.
fn with_notes(own: ArticleMarks, notes: &[&Note]) -> ArticleMarks {
    let count = |is: fn(&Note) -> bool| notes.iter().filter(|note| is(note)).count();
    let said = notes.iter().flat_map(|note| note.tags.iter().chain([&note.text]));
    ArticleMarks {
        notes: notes.len(),
        highlights: count(|note| !note.anchor.quote.is_empty()),
        remarks: count(|note| !note.text.is_empty()),
        note_tags: notes.iter().flat_map(|note| note.tags.iter().cloned()).collect(),
        said: said.chain(&own.tags).cloned().collect(),
        ..own
    }
}

/// The articles that notes name, each once.
struct Named<'a> {
    keys: Vec<&'a ArticleKey>,
    /// The place in `keys` of each note's.
    of: Vec<usize>,
}

impl<'a> Named<'a> {
    fn by(notes: &'a [Note]) -> Self {
        let mut keys = Vec::new();
        let mut places: HashMap<&ArticleKey, usize> = HashMap::new();
        let of = notes.iter().map(|note| {
            *places.entry(&note.article).or_insert_with(|| {
                keys.push(&note.article);
                keys.len() - 1
            })
        });
        let of = of.collect();
        Self { keys, of }
    }
}

/// The articles that a key may mean.
struct Homes {
    /// All of them, in order.
    fitting: Vec<usize>,
    /// The first of those that it fits best.
    best: Option<usize>,
}

/// Hashes, addresses and names of files of everything noted and marked.
struct Sought<'a>(HashSet<&'a str>);

impl<'a> Sought<'a> {
    fn by(keys: impl Iterator<Item = &'a ArticleKey>) -> Self {
        let facets = keys.flat_map(|key| {
            let (hash, file) = (Some(key.hash.as_str()), name(&key.file));
            // The path of a later document ends with its number.
            let file_alone = file.rsplit_once('#').map(|(file, _)| file);
            [hash, key.url.as_deref(), Some(file), file_alone]
        });
        Self(facets.flatten().collect())
    }

    /// Whether a note or mark may belong to an article.
    fn may_be_of(&self, article: &Article) -> bool {
        let Article { origin, metadata, .. } = article;
        let facets =
            [Some(origin.hash.as_str()), metadata.url.as_deref(), Some(name(&origin.file))];
        facets.into_iter().flatten().any(|facet| self.0.contains(facet))
    }
}

/// Articles by what they are known by.
struct Known<'a> {
    keys: &'a [ArticleKey],
    by_facet: HashMap<(u8, &'a str), Vec<usize>>,
    paths: Paths<'a>,
}

impl<'a> Known<'a> {
    fn of(keys: &'a [ArticleKey]) -> Self {
        let mut by_facet: HashMap<(u8, &str), Vec<usize>> = HashMap::new();
        for (at, key) in keys.iter().enumerate() {
            key.facets().for_each(|facet| by_facet.entry(facet).or_default().push(at));
        }
        Self { keys, by_facet, paths: Paths::of(keys.iter().map(|key| key.file.as_str())) }
    }

    fn homes(&self, key: &ArticleKey) -> Homes {
        let fitting = self.fitting(key);
        let distance = |at: &usize| (self.distance(key, *at), *at);
        Homes { best: fitting.iter().copied().min_by_key(distance), fitting }
    }

    /// The articles that a key may mean, in order.
    fn fitting(&self, key: &ArticleKey) -> Vec<usize> {
        let known = key.facets().filter_map(|facet| self.by_facet.get(&facet));
        let mut fitting: Vec<usize> = known.flatten().copied().collect();
        fitting.sort_unstable();
        fitting.dedup();
        if fitting.is_empty() {
            fitting.extend(self.paths.only(&key.file));
        }
        fitting
    }

    fn distance(&self, key: &ArticleKey, at: usize) -> u8 {
        self.keys.get(at).map_or(u8::MAX, |other| key.distance(other))
    }
}
