//! Pages to read: the keys of a place, what couldn't be read.

use super::say;
use crate::{
    command::{COMMANDS, Group, Keymap, Place, print_sequence},
    tui::{
        effect::Effect,
        state::{Mode, PageKind, PageRow, PageView, RowCursor, State},
    },
};

/// Shows the keys of the place that has them.
pub(super) fn help(state: &mut State) -> Option<Effect> {
    let place = state.place();
    let rows = help_rows(&state.keymap, place);
    push(state, PageKind::Help(place), rows);
    None
}

/// The commands of a place under their groups, each with its keys.
fn help_rows(keymap: &Keymap, place: Place) -> Vec<PageRow> {
    let mut rows = Vec::new();
    for group in Group::ALL {
        let lines: Vec<PageRow> = COMMANDS
            .iter()
            .filter(|command| command.group == group && command.places.contains(&place))
            .map(|command| {
                let keys = keymap.keys_of(command.id).iter().map(|keys| print_sequence(keys));
                PageRow::Line(keys.collect::<Vec<_>>().join(", "), command.help.to_owned())
            })
            .collect();
        if !lines.is_empty() {
            rows.push(PageRow::Head(group.name().to_owned()));
            rows.extend(lines);
        }
    }
    rows
}

/// Lists what couldn't be read.
pub(super) fn problems(state: &mut State) -> Option<Effect> {
    let problems = &state.loading.problems;
    if problems.is_empty() {
        return say(state, "everything was read");
    }
    let rows = problems
        .iter()
        .map(|problem| PageRow::Line(problem.file.clone(), problem.message.clone()))
        .collect();
    push(state, PageKind::Problems, rows);
    None
}

fn push(state: &mut State, kind: PageKind, rows: Vec<PageRow>) {
    state.modes.push(Mode::Page(PageView { kind, rows, cursor: RowCursor::default() }));
}
