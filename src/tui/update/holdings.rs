//! What comes from the disk: articles as they are read, the log, the dossier
//! built of them.

use std::{collections::HashMap, sync::Arc};

use super::{entity, list, piece, say, timeline};
use crate::{
    dossier::{Dossier, EntityId, Held},
    model::Span,
    note::{Haystack, Note, NoteAnchor, Notebook},
    store::{News, Places},
    tui::{
        effect::{Effect, Extent},
        msg::{FoundNotes, Progress},
        state::{Build, PlacedNote, State},
    },
};

/// Some files were read.
pub(super) fn read(state: &mut State, progress: Progress) -> Option<Effect> {
    let loading = &mut state.loading;
    loading.arrived.extend(progress.articles);
    loading.problems.extend(progress.problems);
    (loading.done, loading.total) = (progress.done, progress.total);
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

/// Has the list show what has arrived, once that is a quarter more than it
/// shows; all of these steps together cost a few times the last one.
fn list_more(state: &mut State) {
    let shown = state.holdings.dossier.articles.len();
    let arrived = state.loading.arrived.len();
    let enough = if state.loading.all_read { shown + 1 } else { shown + (shown / 4).max(1) };
    if arrived >= enough {
        let dossier = state.holdings.dossier.clone();
        show(state, &dossier);
        list::rebuild(state);
    }
}

/// Shows a dossier, with what has arrived since at its end.
fn show(state: &mut State, dossier: &Arc<Dossier>) {
    let arrived = state.loading.arrived.get(dossier.articles.len()..).unwrap_or_default();
    let holdings = &mut state.holdings;
    holdings.dossier = match arrived {
        [] => dossier.clone(),
        more => Arc::new(dossier.grown(dossier.articles.all().chain(more).cloned())),
    };
    let marks = Arc::make_mut(&mut holdings.marks);
    let unmarked = holdings.dossier.articles.cards().skip(marks.len());
    marks.extend(unmarked.map(|card| holdings.notebook.marks_of(&card.head)));
}

/// Asks for a new dossier once enough has arrived. Each is some times as large
/// as the last, so that all of them together cost little more than the last one.
fn grow(state: &mut State) -> Option<Effect> {
    let Build { running, covered, .. } = state.loading.build;
    let arrived = state.loading.arrived.len();
    if arrived == covered {
        state.loading.finished = state.loading.all_read;
        return None;
    }
    let next = (covered * GROWTH).max(1);
    let enough = state.loading.all_read || (next..=MOST_SO_FAR).contains(&arrived);
    if enough && !running { build(state) } else { None }
}

/// How many times as large as the last one the next dossier is.
const GROWTH: usize = 4;
/// Articles of a dossier of what was read so far, at most: two large dossiers
/// at once would leave the holes of one of them in the memory.
const MOST_SO_FAR: usize = 1024;

/// Asks a worker for a dossier of all that has arrived; while one is being
/// built, another is asked for when it comes.
pub(super) fn build(state: &mut State) -> Option<Effect> {
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
        extent: if state.loading.all_read { Extent::All } else { Extent::SoFar },
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
    show(state, dossier);
    entity::carry_over(state, &before);
    let held = still_sought(&state.holdings.notebook, found);
    place_notes(state, &held);
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

/// The places of notes that have not been put elsewhere since they were found.
fn still_sought(notebook: &Arc<Notebook>, found: FoundNotes) -> Places {
    let FoundNotes { notebook: before, mut places } = found;
    if !Arc::ptr_eq(notebook, &before) {
        let anchor = |notebook: &Notebook, id: &str| Some(notebook.note(id)?.anchor.clone());
        places.retain(|id, _| anchor(notebook, id) == anchor(&before, id));
    }
    places
}

/// The log was read.
pub(super) fn logged(state: &mut State, notebook: Arc<Notebook>) -> Option<Effect> {
    let before = std::mem::replace(&mut state.holdings.notebook, notebook);
    let places = known_places(&before, &state.holdings.notes);
    let held = still_sought(&state.holdings.notebook, FoundNotes { notebook: before, places });
    place_notes(state, &held);
    list::rebuild(state);
    if state.holdings.dossier.articles.is_empty() { None } else { build(state) }
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

/// The places of the notes as they are now; asked before the notebook changes.
pub(super) fn places(state: &State) -> Places {
    known_places(&state.holdings.notebook, &state.holdings.notes)
}

fn known_places(notebook: &Notebook, notes: &[PlacedNote]) -> Places {
    let here = notes.iter().filter_map(|one| Some((one.article?, one)));
    let named = here.filter_map(|(at, one)| Some((notebook.notes.get(one.note)?, (at, one.span))));
    named.map(|(note, place)| (note.id.clone(), place)).collect()
}

/// Finds the place of every note that isn't held, and counts marks. Notes of
/// articles for which no dossier was built yet wait for it, except where they
/// are open.
pub(super) fn place_notes(state: &mut State, held: &Places) {
    let (covered, open) = (state.loading.build.covered, state.reader.article);
    let holdings = &mut state.holdings;
    let articles = || holdings.dossier.articles.cards().map(|card| &card.head);
    let notes = holdings.notebook.notes.iter().enumerate();
    let number: HashMap<&str, usize> = notes.map(|(at, note)| (note.id.as_str(), at)).collect();
    let number = |note: &Note| number.get(note.id.as_str()).copied();
    let shelves = holdings.notebook.shelves(articles());
    let mut placed = Vec::with_capacity(holdings.notebook.notes.len());
    let holds = shelves.of.iter().zip(holdings.dossier.articles.all()).enumerate();
    let ready = holds.filter(|(at, _)| *at < covered || Some(*at) == open);
    for (at, (notes, article)) in ready.filter(|(_, (notes, _))| !notes.is_empty()) {
        for (one, span) in spans(notes, article, held, at) {
            placed.extend(number(one).map(|note| PlacedNote { note, article: Some(at), span }));
        }
    }
    let homeless = shelves.homeless.iter().filter_map(|one| number(one));
    placed.extend(homeless.map(|note| PlacedNote { note, article: None, span: None }));
    placed.sort_by_key(|one| (one.article.is_none(), one.span.is_none(), one.article, one.span));
    holdings.notes = Arc::new(placed);
    holdings.marks = Arc::new(shelves.marks(&holdings.notebook));
}

/// Finds the notes of an article that opens before a dossier was built of it.
pub(super) fn opened(state: &mut State, article: usize) {
    if article >= state.loading.build.covered {
        place_notes(state, &places(state));
    }
}

/// The notes of the article at `at` with their places: as held, else found together.
fn spans<'a>(
    notes: &[&'a Note],
    article: &Held,
    held: &Places,
    at: usize,
) -> Vec<(&'a Note, Option<Span>)> {
    let known = |note: &Note| held.get(&note.id).filter(|(article, _)| *article == at);
    let (known, sought): (Vec<_>, Vec<_>) =
        notes.iter().map(|note| (*note, known(note))).partition(|(_, known)| known.is_some());
    let mut spans: Vec<(&Note, Option<Span>)> =
        known.into_iter().map(|(note, known)| (note, known.and_then(|(_, span)| *span))).collect();
    if !sought.is_empty() {
        let anchors: Vec<&NoteAnchor> = sought.iter().map(|(note, _)| &note.anchor).collect();
        let places = Haystack::of(&article.whole().article.text).places(&anchors);
        spans.extend(sought.iter().zip(places).map(|((note, _), place)| (*note, place.found())));
    }
    spans
}

/// The entity of a new dossier that stood at `entity` of the one before.
pub(super) fn same_entity(before: &Dossier, now: &Dossier, entity: EntityId) -> Option<EntityId> {
    let old = before.entities.get(entity)?;
    let same = |new: &crate::dossier::Entity| new.kind == old.kind && new.key() == old.key();
    now.entities.iter().position(same)
}
