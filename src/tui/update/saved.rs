//! Saved searches: kept under a name in the log, shown above the articles,
//! counted by a worker, opened as the list's filter.

use super::{act, list, prompt, say};
use crate::{
    note::Act,
    tui::{
        effect::Effect,
        msg::Msg,
        state::{ListRow, Looked, Mode, PromptKind, State},
    },
};

/// Asks for the name under which what is typed, or filters the list, is kept.
pub(super) fn ask_name(state: &mut State) -> Option<Effect> {
    let query = match state.mode() {
        Some(Mode::Finder(finder)) => finder.input.value(),
        Some(Mode::Prompt(typed)) if matches!(typed.kind, PromptKind::Filter { .. }) => {
            typed.input.value()
        }
        Some(_) => return None,
        None => &state.list.filter,
    };
    let query = query.trim().to_owned();
    if query.is_empty() {
        return say(state, "nothing to save: type a query first");
    }
    state.modes.pop();
    prompt::open(state, PromptKind::SearchName { query })
}

/// Keeps a search under a name; without one, under its query.
pub(super) fn keep(query: String, name: &str) -> Effect {
    let name = if name.is_empty() { query.clone() } else { name.to_owned() };
    act::act(Act::Search { name, query, on: true })
}

/// Forgets the selected search.
pub(super) fn forget(state: &mut State) -> Option<Effect> {
    let Some(search) = selected(state).and_then(|at| state.list.saved.all.get(at)) else {
        return say(state, "no saved search is selected");
    };
    let (name, query) = (search.name.clone(), search.query.clone());
    Some(act::act(Act::Search { name, query, on: false }))
}

/// The saved search of the selected row.
pub(super) fn selected(state: &State) -> Option<usize> {
    match state.list.rows.get(state.list.cursor.selected) {
        Some(ListRow::Saved(at)) => Some(*at),
        _ => None,
    }
}

/// Filters the list by a saved search; by nothing when it is filtered so.
pub(super) fn open(state: &mut State, at: usize) -> Option<Effect> {
    let query = state.list.saved.all.get(at)?.query.clone();
    let is_open = state.list.filter == query;
    state.list.filter = if is_open { String::new() } else { query };
    state.list.saved.stale = true;
    list::filter(state)
}

/// Whether a message may change what saved searches find.
pub(super) fn may_change(msg: &Msg) -> bool {
    matches!(
        msg,
        Msg::Read(_)
            | Msg::Changed(_)
            | Msg::Built { .. }
            | Msg::Logged(_)
            | Msg::Merged(_)
            | Msg::Appended { .. }
    )
}

/// Takes the searches of the log over, and has what they find counted once
/// everything is read.
pub(super) fn visit(state: &mut State) -> Option<Effect> {
    let searches = &state.holdings.notebook.searches;
    let shown = state.list.saved.all.iter().map(|one| (&one.name, &one.query));
    if !shown.eq(searches) {
        state.list.saved.set(searches);
        list::rebuild(state);
    }
    if !state.list.saved.stale || !state.loading.finished || state.list.saved.all.is_empty() {
        return None;
    }
    let saved = &mut state.list.saved;
    saved.stale = false;
    saved.asked += 1;
    let queries = saved.all.iter().map(|one| one.query.clone()).collect();
    Some(Effect::Count { generation: saved.asked, holdings: state.holdings.clone(), queries })
}

/// What each saved search finds; an answer to an older question is dropped.
pub(super) fn counted(state: &mut State, generation: u64, found: &[Vec<usize>]) -> Option<Effect> {
    if generation != state.list.saved.asked {
        return None;
    }
    for (at, articles) in found.iter().enumerate() {
        let query = state.list.saved.all.get(at).map(|one| one.query.as_str());
        let is_open = query == Some(state.list.filter.as_str());
        let looked = if is_open { Looked::At } else { Looked::Away };
        let cards: Vec<_> = articles.iter().filter_map(|one| state.holdings.card(*one)).collect();
        state.list.saved.count(at, &cards, looked);
    }
    None
}
