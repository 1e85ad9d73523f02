//! Back and forward.

use super::{list, say, text};
use crate::tui::{
    effect::Effect,
    state::{Spot, State},
};

/// The longest way back that is kept.
const LONGEST: usize = 200;

/// Remembers the open article and place before going somewhere else.
pub(super) fn remember(state: &mut State) {
    let Some(spot) = text::spot(state) else { return };
    let history = &mut state.history;
    history.forward.clear();
    if history.back.last() != Some(&spot) {
        history.back.push(spot);
    }
    if history.back.len() > LONGEST {
        history.back.remove(0);
    }
}

/// Goes somewhere, and remembers where from.
pub(super) fn go(state: &mut State, article: usize, at: Option<usize>) {
    remember(state);
    text::open(state, article, at);
    list::select(state, article);
}

/// Goes back to where I was.
pub(super) fn back(state: &mut State) -> Option<Effect> {
    let here = text::spot(state);
    let Some(spot) = state.history.back.pop() else {
        return say(state, "nothing to go back to");
    };
    state.history.forward.extend(here);
    return_to(state, spot)
}

/// Goes forward again.
pub(super) fn forward(state: &mut State) -> Option<Effect> {
    let here = text::spot(state);
    let Some(spot) = state.history.forward.pop() else {
        return say(state, "nothing to go forward to");
    };
    state.history.back.extend(here);
    return_to(state, spot)
}

fn return_to(state: &mut State, spot: Spot) -> Option<Effect> {
    text::open(state, spot.article, Some(spot.at));
    list::select(state, spot.article);
    None
}
