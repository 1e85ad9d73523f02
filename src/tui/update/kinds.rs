//! Kinds of entities, switched off and on.

use super::{entity, text};
use crate::{
    model::EntityKind,
    tui::{
        effect::Effect,
        state::{Choice, Menu, MenuItem, MenuKind, Mode, RowCursor, State},
        theme::entity_sign,
    },
};

/// Offers the kinds.
pub(super) fn choose(state: &mut State) -> Option<Effect> {
    open(state, 0);
    None
}

fn open(state: &mut State, selected: usize) {
    let items: Vec<MenuItem> = EntityKind::ALL.into_iter().map(|kind| item(state, kind)).collect();
    let mut cursor = RowCursor::default();
    cursor.go(selected, items.len());
    state.modes.push(Mode::Menu(Menu { kind: MenuKind::Kinds, items, cursor }));
}

fn item(state: &State, kind: EntityKind) -> MenuItem {
    let shown = if state.look.kinds.shows(kind) { "shown" } else { "hidden" };
    MenuItem {
        label: format!("{} {}", entity_sign(kind), kind.name()),
        help: shown.to_owned(),
        choice: Choice::Kind(kind),
    }
}

/// Switches a kind off or on; the choice stays open.
pub(super) fn switch(state: &mut State, kind: EntityKind) -> Option<Effect> {
    state.look.kinds.switch(kind);
    text::rewrap(state);
    entity::rebuild(state);
    open(state, EntityKind::ALL.iter().position(|one| *one == kind).unwrap_or(0));
    None
}
