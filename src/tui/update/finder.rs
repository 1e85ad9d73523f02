//! The finder and the palette.

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
    Some(Effect::Search { generation, holdings: state.holdings.clone(), query })
}

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
