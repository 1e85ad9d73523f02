//! The finder and the palette.

use std::collections::{BTreeMap, BTreeSet};

use tui_input::Input;

use super::{command, entity, history, note, show, timeline};
use crate::tui::{
    effect::Effect,
    layout::Pane,
    search,
    state::{Finder, FinderScope, Found, Mode, RowCursor, State, Target},
};

/// Opens the finder.
pub(super) fn open(state: &mut State, scope: FinderScope) -> Option<Effect> {
    let (input, results, cursor) = (Input::default(), Vec::new(), RowCursor::default());
    state.modes.push(Mode::Finder(Box::new(Finder {
        scope,
        input,
        results,
        cursor,
        generation: 0,
    })));
    changed(state)
}

/// What is typed has changed: commands are ranked at once, everything else by a worker.
pub(super) fn changed(state: &mut State) -> Option<Effect> {
    let keymap = &state.keymap;
    let Some(Mode::Finder(finder)) = state.modes.last_mut() else { return None };
    let query = finder.input.value().to_owned();
    finder.generation += 1;
    if finder.scope == FinderScope::Commands {
        finder.results = search::commands(&query, keymap);
        finder.cursor = RowCursor::default();
        return None;
    }
    let generation = finder.generation;
    let recent = if query.is_empty() { read_last(state) } else { Vec::new() };
    Some(Effect::Search { generation, holdings: state.holdings.clone(), query, recent })
}

/// The articles read last, the latest first: on the way here, then in earlier runs.
fn read_last(state: &State) -> Vec<usize> {
    let way = state.history.back.iter().rev().map(|spot| spot.article);
    let cards = state.holdings.dossier.articles.cards().enumerate();
    let places: BTreeMap<&str, usize> =
        cards.map(|(at, card)| (card.head.origin.hash.as_str(), at)).collect();
    let left = state.reader.left.places.iter().rev();
    let left = left.filter_map(|(hash, _)| places.get(hash.as_str()).copied());
    let mut seen = BTreeSet::new();
    let all = state.reader.article.into_iter().chain(way).chain(left);
    all.filter(|at| seen.insert(*at)).collect()
}

/// Puts a query of before in the place of what is typed.
pub(super) fn earlier(state: &mut State, step: Step) -> Option<Effect> {
    let typed = &state.history.typed;
    let Some(Mode::Finder(finder)) = state.modes.last_mut() else { return None };
    let now = typed.iter().rposition(|one| one == finder.input.value());
    let next = match (step, now) {
        (Step::Back, Some(at)) => at.checked_sub(1),
        (Step::Back, None) => typed.len().checked_sub(1),
        (Step::On, Some(at)) => Some(at + 1),
        (Step::On, None) => None,
    };
    let query = next.and_then(|at| typed.get(at)).cloned();
    if step == Step::Back && query.is_none() {
        return None;
    }
    finder.input = Input::new(query.unwrap_or_default());
    changed(state)
}

/// Which way through the queries of before.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// To the one before.
    Back,
    /// To the one after.
    On,
}

/// Remembers what was asked for.
fn remember_query(state: &mut State, query: &str) {
    let typed = &mut state.history.typed;
    typed.retain(|one| one != query);
    if !query.is_empty() {
        typed.push(query.to_owned());
    }
    let spare = typed.len().saturating_sub(MOST_QUERIES);
    typed.drain(..spare);
}

/// Queries that are remembered.
const MOST_QUERIES: usize = 50;

/// The answer; one to an older query is dropped.
pub(super) fn searched(state: &mut State, generation: u64, found: Vec<Found>) -> Option<Effect> {
    for mode in &mut state.modes {
        if let Mode::Finder(finder) = mode
            && finder.generation == generation
        {
            finder.cursor = RowCursor::default();
            finder.results = search::with_keys(found, &state.keymap);
            break;
        }
    }
    None
}

/// Goes to the selected result.
pub(super) fn accept(state: &mut State) -> Option<Effect> {
    let Some(Mode::Finder(finder)) = state.mode() else { return None };
    let target = finder.results.get(finder.cursor.selected).map(|found| found.target);
    let query = finder.input.value().to_owned();
    state.modes.pop();
    remember_query(state, &query);
    match target? {
        Target::Article(article) => go(state, article, None),
        Target::Passage { article, snippet } => {
            let effect = go(state, article, Some(snippet.start));
            search::mark(state, &query);
            effect
        }
        Target::Entity(id) => {
            entity::open_card(state, id);
            None
        }
        Target::Entry(entry) => {
            history::remember(state);
            timeline::go_to(state, entry);
            show::focus(state, Pane::Timeline)
        }
        Target::Note(note) => note::go_to(state, note),
        Target::Command(id) => command::run(state, id),
    }
}

fn go(state: &mut State, article: usize, at: Option<usize>) -> Option<Effect> {
    history::go(state, article, at);
    show::focus(state, Pane::Text)
}
