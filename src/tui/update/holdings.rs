//! What comes from the disk: articles as they are read, the log, the dossier
//! built of them.

use std::sync::Arc;

use super::{entity, list, piece, say, timeline};
use crate::{
    dossier::{Dossier, EntityId, Held},
    model::Span,
    note::{Act, Haystack, NoteAnchor, Notebook, Place, Record, Shelves},
    store::News,
    tui::{
        effect::Effect,
        msg::{FoundNotes, Progress},
        state::{Build, Holdings, PlacedNote, State},
    },
};

/// Some files were read.
pub(super) fn read(state: &mut State, progress: Progress) -> Option<Effect> {
    let loading = &mut state.loading;
    loading.arrived.extend(progress.articles);
    loading.problems.extend(progress.problems);
    // What is wrong with the log comes without files.
    (loading.done, loading.share) =
        (loading.done, loading.share).max((progress.done, progress.share));
    loading.total = loading.total.max(progress.total);
    loading.all_read |= progress.finished;
    list_more(state);
    grow(state)
}

/// Files have changed: new articles stand at the end of the dossier, so that
/// nothing loses its place.
pub(super) fn changed(state: &mut State, news: News) -> Option<Effect> {
    let News { articles, new, changed } = news;
    state.loading.arrived = articles;
    list_more(state);
    let count = |number: usize, what: &str| match number {
        0 => None,
        1 => Some(format!("1 {what} article")),
        many => Some(format!("{many} {what} articles")),
    };
    let parts = [count(new, "new"), count(changed, "changed")];
    say(state, parts.into_iter().flatten().collect::<Vec<_>>().join(", "));
    build(state)
}

/// Has the list show what has arrived, once that is a small part of what it
/// shows: a step looks at every row, and so all of them together cost some
/// tens of looks at each.
fn list_more(state: &mut State) {
    let shown = state.holdings.dossier.articles.len();
    let arrived = state.loading.arrived.len();
    let enough = if state.loading.all_read { 1 } else { (shown / PARTS).max(1) };
    if arrived >= shown + enough {
        show_arrived(state);
        list::arrived(state, shown);
    }
}

/// Into how many parts of its size a list grows by one at a time.
const PARTS: usize = 64;

/// Shows what has arrived at the end of the dossier.
fn show_arrived(state: &mut State) {
    let holdings = &mut state.holdings;
    let arrived = state.loading.arrived.get(holdings.dossier.articles.len()..).unwrap_or_default();
    if !arrived.is_empty() {
        Arc::make_mut(&mut holdings.dossier).extend(arrived.iter().cloned());
    }
    mark_more(holdings);
}

/// Marks the articles that have none yet.
fn mark_more(holdings: &mut Holdings) {
    let marks = Arc::make_mut(&mut holdings.marks);
    let unmarked = holdings.dossier.articles.cards().skip(marks.len()).map(|card| &card.head);
    marks.extend(holdings.notebook.shelves(unmarked).marks());
}

/// Asks for a new dossier once enough has arrived. Each is some times as large
/// as the last, so that all of them together cost little more than the last one.
fn grow(state: &mut State) -> Option<Effect> {
    let Build { running, covered, .. } = state.loading.build;
    let arrived = state.loading.arrived.len();
    if arrived == covered {
        return finish(state);
    }
    let next = (covered * GROWTH).max(1);
    let enough = state.loading.all_read || (next..=MOST_SO_FAR).contains(&arrived);
    if enough && !running { build(state) } else { None }
}

/// All is there, once all was read: a note whose article is not is lost.
fn finish(state: &mut State) -> Option<Effect> {
    state.loading.finished = state.loading.all_read;
    let holdings = &state.holdings;
    if state.loading.finished && holdings.notes.len() < holdings.notebook.notes.len() {
        place_notes(state, &known(state));
    }
    None
}

/// How many times as large as the last one the next dossier is.
const GROWTH: usize = 4;
/// Articles of a dossier of what was read so far, at most: two large dossiers
/// at once would leave the holes of one of them in the memory.
const MOST_SO_FAR: usize = 1024;

/// Asks a worker for a dossier of all that has arrived; while one is being
/// built, another is asked for when it comes.
pub(super) fn build(state: &mut State) -> Option<Effect> {
    if !state.loading.logged {
        return None;
    }
    let build = &mut state.loading.build;
    if build.running {
        build.again = true;
        return None;
    }
    build.asked += 1;
    build.running = true;
    build.again = false;
    Some(Effect::Build {
        generation: build.asked,
        articles: state.loading.arrived.clone(),
        notebook: state.holdings.notebook.clone(),
        extent: state.loading.extent(),
    })
}

/// A dossier was built: it takes the place of the one shown.
pub(super) fn built(
    state: &mut State,
    generation: u64,
    dossier: &Arc<Dossier>,
    found: FoundNotes,
) -> Option<Effect> {
    if generation != state.loading.build.asked {
        return None;
    }
    state.loading.build.running = false;
    // Until a key is pressed the timeline follows the article that opens.
    let selected = timeline::selected_id(state).filter(|_| state.pending.touched);
    state.loading.build.covered = dossier.articles.len();
    let before = state.holdings.dossier.clone();
    state.holdings.dossier = dossier.clone();
    show_arrived(state);
    entity::carry_over(state, &before);
    take_notes(state, found);
    list::rebuild(state);
    timeline::rebuild(state, selected);
    entity::rebuild(state);
    piece::revised(state, &before);
    if state.loading.build.again {
        return build(state);
    }
    let refilter = !state.list.filter.is_empty();
    grow(state).or_else(|| refilter.then(|| list::filter(state))?)
}

/// Takes the notes as they were found, where nothing was done meanwhile.
fn take_notes(state: &mut State, found: FoundNotes) {
    let holdings = &mut state.holdings;
    if !Arc::ptr_eq(&holdings.notebook, &found.notebook) {
        let held = still_sought(&holdings.notebook, &found.notebook, &found.notes);
        return place_notes(state, &held);
    }
    holdings.notes = Arc::new(found.notes);
    holdings.marks = Arc::new(found.marks);
    mark_more(holdings);
}

/// The places of notes that have not been put elsewhere since they were found.
fn still_sought(now: &Notebook, before: &Notebook, notes: &[PlacedNote]) -> Known {
    let mut known = vec![None; now.notes.len()];
    for one in notes {
        let old = before.notes.get(one.note);
        let number = old.and_then(|note| now.number(&note.id));
        let new = number.and_then(|number| now.notes.get(number));
        let same = old.zip(new).is_some_and(|(old, new)| old.anchor == new.anchor);
        if let Some(place) = number.filter(|_| same).and_then(|number| known.get_mut(number)) {
            *place = one.article.map(|at| (at, one.span));
        }
    }
    known
}

/// The log was read.
pub(super) fn logged(state: &mut State, notebook: Arc<Notebook>) -> Option<Effect> {
    state.loading.logged = true;
    let before = std::mem::replace(&mut state.holdings.notebook, notebook);
    let nothing_yet = state.holdings.dossier.articles.is_empty();
    if !nothing_yet || state.loading.all_read {
        let held = still_sought(&state.holdings.notebook, &before, &state.holdings.notes);
        place_notes(state, &held);
    }
    list::rebuild(state);
    if nothing_yet { None } else { build(state) }
}

/// Whether an article says the same as in the dossier before.
pub(super) fn same_text(state: &State, before: &Dossier, article: usize) -> bool {
    let (before, now) = (&before.articles, &state.holdings.dossier.articles);
    match (before.held(article), now.held(article)) {
        (Some(before), Some(now)) => {
            before.is_same(now) || before.whole().article.text == now.whole().article.text
        }
        (before, now) => before.is_none() && now.is_none(),
    }
}

/// For each note of the notebook where it stands, if that is known: the article,
/// and the words where they are found.
pub(super) type Known = Vec<Option<(usize, Option<Span>)>>;

/// The places of the notes as they are now.
pub(super) fn known(state: &State) -> Known {
    let mut known = vec![None; state.holdings.notebook.notes.len()];
    for one in state.holdings.notes.iter() {
        if let Some(place) = known.get_mut(one.note) {
            *place = one.article.map(|at| (at, one.span));
        }
    }
    known
}

/// Applies an act; gives the places of the notes that it does not touch.
pub(super) fn apply(state: &mut State, record: &Record) -> Known {
    let mut known = known(state);
    let id = match &record.act {
        Act::Note { note } => note.id.as_str(),
        Act::Remove { note } => note.as_str(),
        _ => "",
    };
    let notebook = Arc::make_mut(&mut state.holdings.notebook);
    let before = notebook.number(id);
    notebook.apply(record);
    if let Some(before) = before {
        known.remove(before);
    }
    if let Some(now) = notebook.number(id) {
        known.insert(now, None);
    }
    known
}

/// Finds the place of every note that isn't held, and counts marks. Notes of
/// articles for which no dossier was built yet wait for it, except where they
/// are open.
pub(super) fn place_notes(state: &mut State, held: &Known) {
    let (covered, open) = (state.loading.build.covered, state.reader.article);
    let (extent, holdings) = (state.loading.extent(), &mut state.holdings);
    let articles = &holdings.dossier.articles;
    let shelves = holdings.notebook.shelves(articles.cards().map(|card| &card.head));
    let places = articles.all().enumerate().map(|(at, article)| {
        let ready = at < covered || Some(at) == open;
        if ready { spans(&shelves, article, held, at) } else { Vec::new() }
    });
    let places = places.collect();
    holdings.notes = Arc::new(PlacedNote::all(&shelves, &places, extent));
    holdings.marks = Arc::new(shelves.marks());
}

/// Finds the notes of an article that opens before a dossier was built of it.
pub(super) fn opened(state: &mut State, article: usize) {
    let marks = state.holdings.marks_of(article);
    if article >= state.loading.build.covered && marks.is_some_and(|marks| marks.notes > 0) {
        place_notes(state, &known(state));
    }
}

/// The places of the notes of the article at `at`: as held, else found together.
fn spans(shelves: &Shelves<'_>, article: &Held, held: &Known, at: usize) -> Vec<Option<Span>> {
    let (Some(notes), Some(numbers)) = (shelves.of.get(at), shelves.numbers.get(at)) else {
        return Vec::new();
    };
    let known = |number: &usize| held.get(*number).copied().flatten();
    let known = numbers.iter().map(|number| known(number).filter(|(article, _)| *article == at));
    let known: Vec<Option<Option<Span>>> = known.map(|place| place.map(|(_, span)| span)).collect();
    let unknown = notes.iter().zip(&known).filter(|(_, known)| known.is_none());
    let sought: Vec<&NoteAnchor> = unknown.map(|(note, _)| &note.anchor).collect();
    let mut found = Vec::new();
    if !sought.is_empty() {
        found = Haystack::of(&article.whole().article.text).places(&sought);
    }
    let mut found = found.into_iter().map(Place::found);
    known.into_iter().map(|known| known.or_else(|| found.next()).flatten()).collect()
}

/// The entity of a new dossier that stood at `entity` of the one before.
pub(super) fn same_entity(before: &Dossier, now: &Dossier, entity: EntityId) -> Option<EntityId> {
    let old = before.entities.get(entity)?;
    let same = |new: &crate::dossier::Entity| new.kind == old.kind && new.key() == old.key();
    now.entities.iter().position(same)
}
