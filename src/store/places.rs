//! Where notes stand: found once in a text, and kept in the cache, so that a
//! dossier that is opened again fetches none of its texts for them.
//!
//! Where the notes of an article stand follows from its text and their anchors
//! alone: it is kept under a hash of both, and found again where it isn't there.

use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::{Shelf, cache::digest};
use crate::{
    dossier::{Dossier, Held},
    model::{Corrections, PieceCorrection, Span},
    note::{Haystack, Note, NoteAnchor, Place, Shelves},
};

/// Where the notes of a dossier are found: of each article those of its own, in their order.
pub type Places = Vec<Vec<Option<Span>>>;

/// A hash of a text and of all that is looked for in it.
type Key = [u8; 32];

/// Where the notes of some texts stand.
type Known = BTreeMap<Key, Vec<Option<Span>>>;

/// Finds the notes of a dossier, those of a text once.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    shelf: Shelf,
    /// What was found before; none until it is needed.
    known: Option<Known>,
    /// What the last dossier asked for.
    needed: BTreeSet<Key>,
    /// Whether the shelf lacks something of it.
    new: bool,
}

impl Finder {
    /// One that keeps what it finds on the shelf of the dossier.
    #[must_use]
    pub fn of(shelf: &Shelf) -> Self {
        Self { shelf: shelf.clone(), ..Self::default() }
    }

    /// The places of all notes whose articles are in a dossier.
    pub fn find(
        &mut self,
        dossier: &Dossier,
        shelves: &Shelves<'_>,
        corrections: &Corrections,
    ) -> Places {
        let noted = noted(dossier, shelves, corrections);
        self.needed = noted.iter().map(|one| one.key).collect();
        let mut places = vec![Vec::new(); shelves.of.len()];
        if noted.is_empty() {
            return places;
        }
        let known = self.known.get_or_insert_with(|| on_shelf(&self.shelf));
        let sought: Vec<_> = noted.iter().filter(|one| !known.contains_key(&one.key)).collect();
        let found: Vec<Found> = sought.par_iter().map(|one| one.found()).collect();
        for (one, Found { spans, lasts }) in sought.into_iter().zip(found) {
            if lasts {
                self.new = true;
                known.insert(one.key, spans);
            } else if let Some(here) = places.get_mut(one.at) {
                *here = spans;
            }
        }
        for one in noted {
            if let Some((here, spans)) = places.get_mut(one.at).zip(known.get(&one.key)) {
                here.clone_from(spans);
            }
        }
        places
    }

    /// Keeps on the shelf what the last dossier asked for, and nothing else.
    pub fn keep(&mut self) {
        let Some(known) = self.known.as_mut().filter(|_| self.new) else { return };
        known.retain(|key, _| self.needed.contains(key));
        self.new = false;
        // What can't be kept is found again.
        let _ = self.shelf.keep(SORT, &VERSION, known);
    }
}

/// What the file is called, and the key it stands under: what is in it has keys of its own.
const SORT: &str = "places";
const VERSION: [u8; 32] = [0; 32];

fn on_shelf(shelf: &Shelf) -> Known {
    shelf.take(SORT, &VERSION).unwrap_or_default()
}

/// Where the notes of an article were found.
struct Found {
    spans: Vec<Option<Span>>,
    /// Whether that stays true: the text was there.
    lasts: bool,
}

/// An article with its notes.
struct Noted<'a> {
    at: usize,
    article: &'a Held,
    notes: &'a [&'a Note],
    key: Key,
}

impl Noted<'_> {
    fn found(&self) -> Found {
        let anchors: Vec<&NoteAnchor> = self.notes.iter().map(|note| &note.anchor).collect();
        let whole = self.article.whole();
        let text = &whole.article.text;
        let places = Haystack::of(text).places(&anchors).into_iter();
        let lasts = text.len() == self.article.card().size;
        Found { spans: places.map(Place::found).collect(), lasts }
    }
}

fn noted<'a>(
    dossier: &'a Dossier,
    shelves: &'a Shelves<'_>,
    corrections: &Corrections,
) -> Vec<Noted<'a>> {
    let articles = dossier.articles.all().zip(&shelves.of).enumerate();
    let noted = articles.filter(|(_, (_, notes))| !notes.is_empty());
    let noted = noted.map(|(at, (article, notes))| {
        let pieces = corrections.pieces.get(&article.card().head.origin.hash);
        Noted { at, article, notes, key: key(article, notes, pieces) }
    });
    noted.collect()
}

/// What a text is known by before it is fetched, and the anchors sought in it.
fn key(article: &Held, notes: &[&Note], pieces: Option<&Vec<PieceCorrection>>) -> Key {
    let card = article.card();
    let mut text = format!("{} {} {pieces:?}", card.head.origin.hash, card.size);
    for NoteAnchor { quote, prefix, suffix, start, end, twins, among, .. } in
        notes.iter().map(|note| &note.anchor)
    {
        text.extend(twins.iter().map(|twin| format!("\0{twin:?}")));
        let (start, end) = (start.to_string(), end.to_string());
        let among = String::from(among.clone());
        text.extend(["\0", &start, "-", &end, "\0", prefix, "\0", quote, "\0", suffix]);
        text.extend(["\0", &among]);
    }
    digest(&[text.as_bytes()])
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        model::{AnnotatedArticle, Article, Corrections, Origin},
        note::{Act, ArticleKey, Notebook, Record},
        store::Home,
    };

    fn article(hash: &str, text: &str) -> Held {
        let origin = Origin { hash: hash.to_owned(), ..Origin::default() };
        let article = Article { origin, text: text.to_owned(), ..Article::default() };
        Arc::new(AnnotatedArticle { article, ..AnnotatedArticle::default() }).into()
    }

    fn dossier(text: &str) -> Dossier {
        Dossier::build(
            vec![article("one", "nothing"), article("two", text)],
            &Corrections::default(),
        )
    }

    fn notebook(quotes: &[&str]) -> Notebook {
        let note = |(number, quote): (usize, &&str)| {
            let article = ArticleKey { hash: "two".to_owned(), ..ArticleKey::default() };
            let anchor = NoteAnchor { quote: (*quote).to_owned(), ..NoteAnchor::default() };
            let id = format!("n{number}");
            let note = Note { id: id.clone(), article, anchor, ..Note::default() };
            Record { id, time: String::new(), act: Act::Note { note } }
        };
        Notebook::replay(quotes.iter().enumerate().map(note))
    }

    #[test]
    fn places_are_kept_with_the_text_they_are_of() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::below(folder.path());
        let finder = || Finder::of(&Shelf::of(&home, &[folder.path().to_owned()]));
        let old = "The ferry left the harbour at noon.";
        let both = notebook(&["left the harbour", "a zeppelin over the town"]);
        let check =
            |text: &str, notes: &Notebook, expected: &[Option<(usize, usize)>], is_new: bool| {
                let mut finder = finder();
                let dossier = dossier(text);
                let shelves = notes.shelves(dossier.articles.cards().map(|card| &card.head));
                let found = finder.find(&dossier, &shelves, &notes.corrections);
                let span = |(start, end): (usize, usize)| Span::new(start, end);
                let expected: Vec<_> = expected.iter().map(|at| at.map(span)).collect();
                assert_eq!(found, [Vec::new(), expected], "{text}");
                assert_eq!(finder.new, is_new, "{text}");
                finder.keep();
            };
        check(old, &both, &[Some((10, 26)), None], true);
        check(old, &both, &[Some((10, 26)), None], false);
        check("Today: left the harbour.", &both, &[Some((7, 23)), None], true);
        check(old, &both, &[Some((10, 26)), None], true);
        check(old, &notebook(&["left the harbour"]), &[Some((10, 26))], true);
        check(old, &notebook(&[]), &[], false);
        std::fs::remove_dir_all(folder.path().join("cache")).unwrap();
        check(old, &both, &[Some((10, 26)), None], true);
    }
}
