//! Selecting a part of the text.

use super::text;
use crate::{
    model::Span,
    tui::{
        effect::Effect,
        motion,
        state::{Mode, SelectUnit, Selection, State},
    },
};

/// Begins to select; in a selection, changes what it grows by.
pub(super) fn start(state: &mut State, unit: SelectUnit) -> Option<Effect> {
    if !state.reader.layer.has_cursor() || text::text(state).is_empty() {
        return None;
    }
    state.reader.removed_line = None;
    let anchor = state.selection().map_or(state.reader.cursor, |selection| selection.anchor);
    end(state);
    state.modes.push(Mode::Select(Selection { anchor, unit, span: Span::default() }));
    follow(state);
    None
}

/// Ends selecting.
pub(super) fn end(state: &mut State) {
    state.modes.retain(|mode| !matches!(mode, Mode::Select(_)));
}

/// The selection reaches to the cursor.
pub(super) fn follow(state: &mut State) {
    let Some(selection) = state.selection() else { return };
    let reached = span(state, selection);
    for mode in &mut state.modes {
        if let Mode::Select(selection) = mode {
            selection.span = reached;
        }
    }
}

fn span(state: &State, selection: Selection) -> Span {
    let cursor = state.reader.cursor;
    let (start, end) = (selection.anchor.min(cursor), selection.anchor.max(cursor));
    match selection.unit {
        SelectUnit::Character => Span::new(start, motion::end_of_character(text::text(state), end)),
        SelectUnit::Sentence => {
            let sentences = text::sentences(state);
            let first = motion::span_at(sentences, start).unwrap_or(Span::new(start, end));
            motion::span_at(sentences, end).map_or(first, |last| first.join(last))
        }
    }
}

/// Goes to the selection's other end.
pub(super) fn swap_ends(state: &mut State) -> Option<Effect> {
    let cursor = state.reader.cursor;
    let mut other = cursor;
    for mode in &mut state.modes {
        if let Mode::Select(selection) = mode {
            other = std::mem::replace(&mut selection.anchor, cursor);
        }
    }
    text::put_cursor(state, other);
    None
}
