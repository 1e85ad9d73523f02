//! What the log adds up to, and the acts that take acts back.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use super::{Act, ArticleKey, Note, Record, path::Paths};
use crate::{
    dossier::words_of,
    model::{
        AddedEvent, Article, ArticleMarks, Correction, Corrections, EntityCorrection,
        PieceCorrection,
    },
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
    created: BTreeMap<String, String>,
    notes_by: Index<String>,
    marks_by: Index<ArticleKey>,
}

impl Notebook {
    /// Adds up records in the order given, that of [`super::ParsedLog`].
    #[must_use]
    pub fn replay(records: &[Record]) -> Self {
        let mut notebook = Self::default();
        let mut notes: BTreeMap<&str, &Note> = BTreeMap::new();
        for record in records {
            match &record.act {
                Act::Note { note } => drop(notes.insert(&note.id, note)),
                Act::Remove { note } => drop(notes.remove(note.as_str())),
                _ => notebook.apply(record),
            }
        }
        notebook.put_all(notes.into_values().collect());
        notebook
    }

    /// Puts notes in by creation, which moves none that is there already.
    fn put_all(&mut self, mut notes: Vec<&Note>) {
        notes.sort_by_key(|note| place(note));
        for note in notes {
            self.put(note.clone());
        }
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
        self.position(id).and_then(|at| self.notes.get(at))
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
        notebook.put_all(self.notes.iter().filter(|note| ids.contains(&note.id)).collect());
        notebook
    }

    /// The notes whose article this is by content, address or file, by creation.
    ///
    /// Two articles with one address both have its notes; [`Notebook::shelves`]
    /// gives each note to one article.
    #[must_use]
    pub fn notes_of(&self, article: &Article) -> Vec<&Note> {
        self.notes_at(&ArticleKey::of(article))
    }

    fn notes_at(&self, key: &ArticleKey) -> Vec<&Note> {
        let ids = self.notes_by.matching(key).into_iter();
        let mut places: Vec<usize> = ids.filter_map(|id| self.position(id)).collect();
        places.sort_unstable();
        places.into_iter().filter_map(|at| self.notes.get(at)).collect()
    }

    /// The marks of an article.
    #[must_use]
    pub fn marks_of(&self, article: &Article) -> ArticleMarks {
        let key = ArticleKey::of(article);
        self.marks_with(&key, &self.notes_at(&key))
    }

    /// The marks of an article and the notes that may be its own.
    fn marks_with(&self, key: &ArticleKey, notes: &[&Note]) -> ArticleMarks {
        let count = |is: fn(&Note) -> bool| notes.iter().filter(|note| is(note)).count();
        let own = self.marks_at(key);
        let said = notes.iter().flat_map(|note| note.tags.iter().chain([&note.text]));
        ArticleMarks {
            notes: notes.len(),
            highlights: count(|note| !note.anchor.quote.is_empty()),
            remarks: count(|note| !note.text.is_empty()),
            note_tags: notes.iter().flat_map(|note| note.tags.iter().cloned()).collect(),
            said: said.chain(&own.tags).flat_map(|text| words_of(text)).collect(),
            ..own
        }
    }

    /// Gives each note to the one article it fits best: by content, else by
    /// address, else by file, at last by a file whose path may be another way to
    /// name it; the first of several. Linear in notes and articles.
    #[must_use]
    pub fn shelves<'a>(&self, articles: impl IntoIterator<Item = &'a Article>) -> Shelves<'_> {
        let keys: Vec<ArticleKey> = articles.into_iter().map(ArticleKey::of).collect();
        let mut by_facet: HashMap<(u8, &str), Vec<usize>> = HashMap::new();
        for (at, key) in keys.iter().enumerate() {
            key.facets().for_each(|facet| by_facet.entry(facet).or_default().push(at));
        }
        let paths = Paths::of(keys.iter().map(|key| key.file.as_str()));
        let mut fitting: Vec<Vec<&Note>> = vec![Vec::new(); keys.len()];
        let mut shelves = Shelves { of: fitting.clone(), ..Shelves::default() };
        for note in &self.notes {
            let known = note.article.facets().filter_map(|facet| by_facet.get(&facet));
            let mut fits: Vec<usize> = known.flatten().copied().collect();
            fits.sort_unstable();
            fits.dedup();
            if fits.is_empty() {
                fits.extend(paths.only(&note.article.file));
            }
            let distance = |at: &usize| (keys.get(*at).map(|key| note.article.distance(key)), *at);
            match fits.iter().copied().min_by_key(distance).and_then(|at| shelves.of.get_mut(at)) {
                Some(owned) => owned.push(note),
                None => shelves.homeless.push(note),
            }
            for at in fits {
                fitting.get_mut(at).into_iter().for_each(|notes| notes.push(note));
            }
        }
        shelves.fitting = keys.into_iter().zip(fitting).collect();
        shelves
    }

    fn position(&self, id: &str) -> Option<usize> {
        self.at((self.created.get(id)?, id))
    }

    /// The place of a note by its creation and its id.
    fn at(&self, sought: (&str, &str)) -> Option<usize> {
        self.notes.binary_search_by(|note| place(note).cmp(&sought)).ok()
    }

    fn put(&mut self, note: Note) {
        self.remove(&note.id);
        self.notes_by.insert(&note.article, &note.id);
        self.created.insert(note.id.clone(), note.created.clone());
        let at = self.notes.partition_point(|other| place(other) < place(&note));
        self.notes.insert(at, note);
    }

    fn remove(&mut self, id: &str) {
        if let Some(at) = self.position(id) {
            let note = self.notes.remove(at);
            self.created.remove(id);
            self.notes_by.remove(&note.article, &note.id);
        }
    }

    fn marks_at(&self, key: &ArticleKey) -> ArticleMarks {
        let mut sum = ArticleMarks::default();
        for marks in self.marks_by.matching(key).into_iter().filter_map(|key| self.marks.get(key)) {
            sum.read |= marks.read;
            sum.starred |= marks.starred;
            sum.tags.extend(marks.tags.iter().cloned());
        }
        sum
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
        self.marks_by.remove(&key, &key);
        if marks != ArticleMarks::default() {
            self.marks_by.insert(&key, &key);
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

/// Each note with the one article it belongs to.
#[derive(Clone, Debug, Default)]
pub struct Shelves<'a> {
    /// The notes of each article, by creation.
    pub of: Vec<Vec<&'a Note>>,
    /// Notes whose article is not in the dossier.
    pub homeless: Vec<&'a Note>,
    /// What each article is known by, and the notes that it may have.
    fitting: Vec<(ArticleKey, Vec<&'a Note>)>,
}

impl Shelves<'_> {
    /// The marks of each article, as [`Notebook::marks_of`] gives them.
    #[must_use]
    pub fn marks(&self, notebook: &Notebook) -> Vec<ArticleMarks> {
        self.fitting.iter().map(|(key, notes)| notebook.marks_with(key, notes)).collect()
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

/// Finds by any one of hash, address and file.
#[derive(Clone, Debug, PartialEq)]
struct Index<T>([BTreeMap<String, BTreeSet<T>>; 3]);

impl<T> Default for Index<T> {
    fn default() -> Self {
        Self([BTreeMap::new(), BTreeMap::new(), BTreeMap::new()])
    }
}

impl<T: Ord + Clone> Index<T> {
    fn insert(&mut self, key: &ArticleKey, value: &T) {
        for (rank, facet) in key.facets() {
            if let Some(facets) = self.0.get_mut(usize::from(rank)) {
                facets.entry(facet.to_owned()).or_default().insert(value.clone());
            }
        }
    }

    fn remove(&mut self, key: &ArticleKey, value: &T) {
        for (rank, facet) in key.facets() {
            let Some(facets) = self.0.get_mut(usize::from(rank)) else { continue };
            if let Some(values) = facets.get_mut(facet) {
                values.remove(value);
                if values.is_empty() {
                    facets.remove(facet);
                }
            }
        }
    }

    fn matching(&self, key: &ArticleKey) -> BTreeSet<&T> {
        let of = |(rank, facet)| self.0.get(usize::from(rank)).and_then(|facets| facets.get(facet));
        key.facets().filter_map(of).flatten().collect()
    }
}
