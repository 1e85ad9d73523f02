//! Pages to read: the keys and signs of a place, what couldn't be read.

use super::say;
use crate::{
    command::{COMMANDS, Group, Keymap, Place, print_sequence},
    model::Span,
    tui::{
        effect::Effect,
        layout::sheet,
        state::{Mode, PageKind, PageRow, PageView, RowCursor, State},
        theme::entity_sign,
        wrap::wrap,
    },
};

/// Shows the keys of the place that has them.
pub(super) fn help(state: &mut State) -> Option<Effect> {
    let place = state.place();
    let mut rows = help_rows(&state.keymap, place);
    rows.extend(legend(place));
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

/// The signs that a place draws, with what they mean.
fn legend(place: Place) -> Vec<PageRow> {
    let signs = match place {
        Place::List | Place::Text | Place::Timeline | Place::Select => SIGNS,
        Place::Story => STORY_SIGNS,
        Place::Notes | Place::Entities => NOTE_SIGNS,
        _ => return Vec::new(),
    };
    let lines = signs.iter().map(|(sign, text)| line(sign, text));
    let kinds =
        crate::model::EntityKind::ALL.into_iter().filter(|_| signs != STORY_SIGNS).map(|kind| {
            line(&entity_sign(kind).to_string(), &format!("after a name: {}", kind.name()))
        });
    [PageRow::Head("signs".to_owned())].into_iter().chain(lines).chain(kinds).collect()
}

fn line(sign: &str, text: &str) -> PageRow {
    PageRow::Line(sign.to_owned(), text.to_owned())
}

/// Signs of the panes.
const SIGNS: &[(&str, &str)] = &[
    ("▌", "the pane that has the keys"),
    ("▸ ›", "selected here, selected in another pane"),
    ("• ★", "unread, starred"),
    ("✎2 ◆5", "two notes on the article, five events told by it"),
    ("↻", "changed since it was last looked at"),
    ("1 … 5", "left of the text: a highlight in that colour"),
    ("✎", "left of the text: a note with words"),
    ("»", "left of the text: the sentence of the selected event"),
    ("underlined", "an expression of time"),
    ("◂ ◆", "right of the text: a hit of the search, a note"),
    ("┊", "removed by cleaning, with its kind"),
    ("●", "an event that has happened"),
    ("◐ ○ ◌", "going on, planned, planned and overdue"),
    ("×2 ≠", "told by two articles; the articles contradict each other"),
];

/// Signs of the lists of notes and entities.
const NOTE_SIGNS: &[(&str, &str)] = &[
    ("1 … 5", "a highlight in that colour"),
    ("✎", "a note with words"),
    ("orphan", "the words it stood on are not in the article any more"),
];

/// Signs of a story.
const STORY_SIGNS: &[(&str, &str)] =
    &[("+", "this article alone says it"), ("=", "another article says it, too")];

/// Opens a page.
pub(super) fn push(state: &mut State, kind: PageKind, rows: Vec<PageRow>) {
    let mut page = PageView { kind, rows, cursor: RowCursor::default() };
    let width = sheet(state.size.0, state.size.1, Place::Page).rows.width;
    let room = width.saturating_sub(page.key_columns(width) + 3);
    page.rows = page.rows.into_iter().flat_map(|row| folded(row, room)).collect();
    state.modes.push(Mode::Page(page));
}

/// A row whose text is wrapped into `room` columns: what is left over stands
/// under it, without the key.
fn folded(row: PageRow, room: u16) -> Vec<PageRow> {
    let PageRow::Line(key, text) = row else { return vec![row] };
    let lines = wrap(&text, Span::new(0, text.len()), usize::from(room), &[]);
    let mut keys = std::iter::once(key).chain(std::iter::repeat(String::new()));
    lines
        .iter()
        .map(|line| line.cut(&text).trim_end())
        .filter_map(|part| Some(PageRow::Line(keys.next()?, part.to_owned())))
        .collect()
}
