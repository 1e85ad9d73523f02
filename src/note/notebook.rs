//! What the log adds up to, and the acts that take acts back.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use super::{Act, ArticleKey, Note, Record, Shelves};
use crate::model::{
    AddedEvent, Article, ArticleMarks, Correction, Corrections, EntityCorrection, PieceCorrection,
};

/// What the log adds up to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notebook {
    /// The notes in force, by creation.
    pub notes: Vec<Note>,
    /// Marks, by article.
    pub marks: BTreeMap<ArticleKey, ArticleMarks>,
    /// Saved searches: their queries by their names.
    pub searches: BTreeMap<String, String>,
    /// Corrections in force.
    pub corrections: Corrections,
    /// Creation of each note by its id: together they are its place in `notes`.
    created: HashMap<String, String>,
    marks_by: Index,
}

impl Notebook {
    /// Adds up records in the order given, that of [`super::ParsedLog`].
    #[must_use]
    pub fn replay(records: impl IntoIterator<Item = Record>) -> Self {
        let mut notebook = Self::default();
        let mut notes = Latest::default();
        for record in records {
            match record.act {
                Act::Note { note } => notes.put(note),
                Act::Remove { note } => notes.remove(&note),
                _ => notebook.apply(&record),
            }
        }
        notebook.hold(notes.left().collect());
        notebook
    }

    /// Holds notes, each of another id, where there are none yet.
    fn hold(&mut self, mut notes: Vec<Note>) {
        if !notes.is_sorted_by_key(place) {
            // Notes are large: each is moved once.
            notes.sort_by_cached_key(|note| (note.created.clone(), note.id.clone()));
        }
        self.created = notes.iter().map(|note| (note.id.clone(), note.created.clone())).collect();
        self.notes = notes;
    }

    /// Adds one act.
    pub fn apply(&mut self, record: &Record) {
        match &record.act {
            Act::Note { note } => self.put(note.clone()),
            Act::Remove { note } => self.remove(note),
            Act::Read { article, on } => self.mark(article, |marks| marks.read = *on),
            Act::Star { article, on } => self.mark(article, |marks| marks.starred = *on),
            Act::Tag { article, tag, on } => {
                self.mark(article, |marks| hold(&mut marks.tags, tag, *on));
            }
            Act::Search { name, query, on } => {
                set(&mut self.searches, name, on.then(|| query.clone()));
            }
            Act::Correct { article, correction, on } => self.correct(article, correction, *on),
        }
    }

    /// The act that takes `act` back, seen from before it is applied; for undo.
    /// None when the act changes nothing.
    #[must_use]
    pub fn inverse(&self, act: &Act) -> Option<Act> {
        match act {
            Act::Note { note } => self.unnote(note),
            Act::Remove { note } => self.note(note).map(|note| Act::Note { note: note.clone() }),
            Act::Read { article, on } => (self.marks_at(article).read != *on)
                .then(|| Act::Read { article: article.clone(), on: !on }),
            Act::Star { article, on } => (self.marks_at(article).starred != *on)
                .then(|| Act::Star { article: article.clone(), on: !on }),
            Act::Tag { article, tag, on } => (self.marks_at(article).tags.contains(tag) != *on)
                .then(|| Act::Tag { article: article.clone(), tag: tag.clone(), on: !on }),
            Act::Search { name, query, on } => self.unsearch(name, query, *on),
            Act::Correct { article, correction, on } => self.uncorrect(article, correction, *on),
        }
    }

    /// The act that gives a saved search back its query of before, or forgets it.
    fn unsearch(&self, name: &str, query: &str, on: bool) -> Option<Act> {
        let before = self.searches.get(name);
        let changes = before != on.then(|| query.to_owned()).as_ref();
        let query = before.map_or(query, String::as_str).to_owned();
        let act = || Act::Search { name: name.to_owned(), query, on: before.is_some() };
        changes.then(act)
    }

    /// The act that takes a note back: removal, or the note as it was.
    fn unnote(&self, note: &Note) -> Option<Act> {
        match self.note(&note.id) {
            Some(before) => (before != note).then(|| Act::Note { note: before.clone() }),
            None => Some(Act::Remove { note: note.id.clone() }),
        }
    }

    /// A note by its id.
    #[must_use]
    pub fn note(&self, id: &str) -> Option<&Note> {
        self.number(id).and_then(|at| self.notes.get(at))
    }

    /// The notebook with no other notes than these, by their ids.
    #[must_use]
    pub fn with_only(&self, ids: &BTreeSet<String>) -> Self {
        let mut notebook = Self {
            marks: self.marks.clone(),
            searches: self.searches.clone(),
            corrections: self.corrections.clone(),
            marks_by: self.marks_by.clone(),
            ..Self::default()
        };
        let kept = self.notes.iter().filter(|note| ids.contains(&note.id));
        notebook.hold(kept.cloned().collect());
        notebook
    }

    /// Gives notes and marks to the articles they belong to; see [`Shelves`].
    #[must_use]
    pub fn shelves<'a>(&self, articles: impl IntoIterator<Item = &'a Article>) -> Shelves<'_> {
        Shelves::of(self, articles)
    }

    /// The place of a note in `notes` by its id.
    #[must_use]
    pub fn number(&self, id: &str) -> Option<usize> {
        self.at((self.created.get(id)?, id))
    }

    /// The place of a note by its creation and its id.
    fn at(&self, sought: (&str, &str)) -> Option<usize> {
        self.notes.binary_search_by(|note| place(note).cmp(&sought)).ok()
    }

    fn put(&mut self, note: Note) {
        self.remove(&note.id);
        self.created.insert(note.id.clone(), note.created.clone());
        let at = self.notes.partition_point(|other| place(other) < place(&note));
        self.notes.insert(at, note);
    }

    fn remove(&mut self, id: &str) {
        if let Some(at) = self.number(id) {
            self.notes.remove(at);
            self.created.remove(id);
        }
    }

    fn marks_at(&self, key: &ArticleKey) -> ArticleMarks {
        sum(self.marks_by.matching(key).into_iter().filter_map(|key| self.marks.get(key)))
    }

    /// Changes the marks under every key of an article; under a new one where there is none.
    fn mark(&mut self, key: &ArticleKey, change: impl Fn(&mut ArticleMarks)) {
        let mut keys: BTreeSet<_> = self.marks_by.matching(key).into_iter().cloned().collect();
        if keys.is_empty() {
            keys.insert(key.clone());
        }
        for key in keys {
            let mut marks = self.marks.remove(&key).unwrap_or_default();
            change(&mut marks);
            self.set_marks(key, marks);
        }
    }

    /// Holds marks under a key; none where there is nothing to hold.
    fn set_marks(&mut self, key: ArticleKey, marks: ArticleMarks) {
        self.marks_by.remove(&key);
        if marks != ArticleMarks::default() {
            self.marks_by.insert(&key);
            self.marks.insert(key, marks);
        }
    }

    fn correct(&mut self, article: &ArticleKey, correction: &Correction, on: bool) {
        let held = &mut self.corrections;
        match correction {
            Correction::Published { when } => {
                set(&mut held.published, &article.hash, on.then(|| when.clone()));
            }
            Correction::EventWhen { event, when } => {
                set(&mut held.when, event, on.then(|| when.clone()));
            }
            Correction::EventStatus { event, status } => {
                set(&mut held.status, event, on.then_some(*status));
            }
            Correction::EventHidden { event, hidden } => {
                hold(&mut held.hidden, event, on && *hidden);
            }
            Correction::EventSame { event, other } => {
                set(&mut held.same, event, on.then(|| other.clone()));
            }
            Correction::EventAlone { event } => hold(&mut held.alone, event, on),
            Correction::EventAdded(added) => {
                let events = held.added.entry(article.hash.clone()).or_default();
                events.retain(|one| one.sentence != added.sentence);
                events.extend(on.then(|| added.clone()));
                // Taken back and done again it stands where it stood.
                events.sort_by(|one, other| one.sentence.cmp(&other.sentence));
                held.added.retain(|_, events| !events.is_empty());
            }
            Correction::Piece(said) => {
                let pieces = held.pieces.entry(article.hash.clone()).or_default();
                say_of_piece(pieces, said, on);
                held.pieces.retain(|_, pieces| !pieces.is_empty());
            }
            Correction::Entity(EntityCorrection { entity, role }) => {
                let roles = Arc::make_mut(&mut held.entities);
                set(roles, entity, on.then(|| role.clone()));
            }
        }
    }

    fn uncorrect(&self, article: &ArticleKey, correction: &Correction, on: bool) -> Option<Act> {
        if let Correction::EventHidden { event, hidden } = correction {
            return self.unhide(article, event, on && *hidden);
        }
        let before = self.held(article, correction);
        if before.as_ref() == on.then_some(correction) {
            return None;
        }
        let (correction, on) = match before {
            Some(before) => (before, true),
            None if on => (correction.clone(), false),
            None => return None,
        };
        let act = Act::Correct { article: article.clone(), correction, on };
        Some(act)
    }

    /// Shown and not corrected are one state, so the act before can't be told from its absence.
    fn unhide(&self, article: &ArticleKey, event: &str, hide: bool) -> Option<Act> {
        let hidden = self.corrections.hidden.contains(event);
        let correction = Correction::EventHidden { event: event.to_owned(), hidden };
        let article = article.clone();
        (hidden != hide).then_some(Act::Correct { article, correction, on: true })
    }

    /// The correction in force of what `correction` is about.
    fn held(&self, article: &ArticleKey, correction: &Correction) -> Option<Correction> {
        let held = &self.corrections;
        match correction.clone() {
            Correction::Published { .. } => {
                let when = held.published.get(&article.hash)?.clone();
                Some(Correction::Published { when })
            }
            Correction::EventWhen { event, .. } => {
                let when = held.when.get(&event)?.clone();
                Some(Correction::EventWhen { event, when })
            }
            Correction::EventStatus { event, .. } => {
                let status = *held.status.get(&event)?;
                Some(Correction::EventStatus { event, status })
            }
            Correction::EventHidden { .. } => None,
            Correction::EventSame { event, .. } => {
                let other = held.same.get(&event)?.clone();
                Some(Correction::EventSame { event, other })
            }
            Correction::EventAlone { event } => {
                held.alone.contains(&event).then_some(Correction::EventAlone { event })
            }
            Correction::EventAdded(AddedEvent { sentence, .. }) => {
                let events = held.added.get(&article.hash)?;
                let added = events.iter().find(|one| one.sentence == sentence)?;
                Some(Correction::EventAdded(added.clone()))
            }
            Correction::Piece(PieceCorrection { anchor, .. }) => {
                let pieces = held.pieces.get(&article.hash)?;
                let said = pieces.iter().find(|said| said.anchor == anchor)?;
                Some(Correction::Piece(said.clone()))
            }
            Correction::Entity(EntityCorrection { entity, .. }) => {
                let role = held.entities.get(&entity)?.clone();
                Some(Correction::Entity(EntityCorrection { entity, role }))
            }
        }
    }
}

fn place(note: &Note) -> (&str, &str) {
    (&note.created, &note.id)
}

/// Puts a word into a set, or takes it out.
fn hold(set: &mut BTreeSet<String>, word: &str, on: bool) {
    if on {
        set.insert(word.to_owned())
    } else {
        set.remove(word)
    };
}

/// The latest word about a piece counts, and stands last.
fn say_of_piece(pieces: &mut Vec<PieceCorrection>, said: &PieceCorrection, on: bool) {
    pieces.retain(|one| one.anchor != said.anchor);
    if on {
        pieces.push(said.clone());
    }
}

fn set<V>(map: &mut BTreeMap<String, V>, key: &str, value: Option<V>) {
    match value {
        Some(value) => drop(map.insert(key.to_owned(), value)),
        None => drop(map.remove(key)),
    }
}

/// The marks of several keys of one article together.
pub(super) fn sum<'a>(all: impl Iterator<Item = &'a ArticleMarks>) -> ArticleMarks {
    let mut sum = ArticleMarks::default();
    for marks in all {
        sum.read |= marks.read;
        sum.starred |= marks.starred;
        sum.tags.extend(marks.tags.iter().cloned());
    }
    sum
}

/// Notes as the records about them are read; the latest of an id stays.
#[derive(Default)]
struct Latest {
    notes: Vec<Option<Note>>,
    at: HashMap<String, usize>,
}

impl Latest {
    fn put(&mut self, note: Note) {
        self.remove(&note.id);
        self.at.insert(note.id.clone(), self.notes.len());
        self.notes.push(Some(note));
    }

    fn remove(&mut self, id: &str) {
        let at = self.at.remove(id);
        at.and_then(|at| self.notes.get_mut(at)).into_iter().for_each(|note| *note = None);
    }

    fn left(self) -> impl Iterator<Item = Note> {
        self.notes.into_iter().flatten()
    }
}

/// Finds keys by any one of hash, address and file.
#[derive(Clone, Debug, Default, PartialEq)]
struct Index([BTreeMap<String, BTreeSet<ArticleKey>>; 3]);

impl Index {
    fn insert(&mut self, key: &ArticleKey) {
        for (rank, facet) in key.facets() {
            if let Some(facets) = self.0.get_mut(usize::from(rank)) {
                facets.entry(facet.to_owned()).or_default().insert(key.clone());
            }
        }
    }

    fn remove(&mut self, key: &ArticleKey) {
        for (rank, facet) in key.facets() {
            let Some(facets) = self.0.get_mut(usize::from(rank)) else { continue };
            if let Some(keys) = facets.get_mut(facet) {
                keys.remove(key);
                if keys.is_empty() {
                    facets.remove(facet);
                }
            }
        }
    }

    fn matching(&self, key: &ArticleKey) -> BTreeSet<&ArticleKey> {
        let of = |(rank, facet)| self.0.get(usize::from(rank)).and_then(|facets| facets.get(facet));
        key.facets().filter_map(of).flatten().collect()
    }
}
