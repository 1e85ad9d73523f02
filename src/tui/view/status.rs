//! The bottom line: what is typed, what was said, how far reading has come, or
//! where one is and which keys matter now.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    paint::{Ink, ground, put},
    pane::share_read,
    row::put_cut,
};
use crate::{
    command::{CommandId, hints, print_sequence},
    dossier::EntityId,
    tui::{
        state::{
            Find, Likeness, ListRow, Loading, Message, MessageKind, Mode, Prompt, PromptKind, State,
        },
        tags,
        theme::Role,
        wrap::cells,
    },
};

/// Draws the line.
pub(crate) fn draw(state: &State, buffer: &mut Buffer, line: Rect, ink: Ink) {
    if line.height == 0 {
        return;
    }
    ground(buffer, line, ink.of(Role::Status));
    if let Some(Mode::Prompt(prompt)) = state.mode() {
        return typed(state, buffer, line, prompt, ink);
    }
    let column = left(state, buffer, line, ink);
    let rest = Rect { x: column, width: line.right().saturating_sub(column), ..line };
    hint_line(state, buffer, rest, ink);
}

/// Where one is, or what was said last; gives the next free column.
fn left(state: &State, buffer: &mut Buffer, line: Rect, ink: Ink) -> u16 {
    let (text, role) = match &state.message {
        Some(Message { text, kind: MessageKind::Problem }) => (format!(" ! {text}"), Role::Problem),
        Some(Message { text, kind: MessageKind::Done }) => (format!(" {text}"), Role::Status),
        None => (format!(" {}", standing(state, line.width)), Role::Status),
    };
    let room = if state.message.is_some() { line.width } else { line.width / 2 };
    let style = match role {
        Role::Problem => ink.over(ink.of(Role::Status), Role::Mark),
        role => ink.of(role),
    };
    put_cut(buffer, Rect { width: room, ..line }, &text, style);
    line.x + u16::try_from(cells(&text)).unwrap_or(u16::MAX).min(room)
}

/// Columns under which the dossier's name gives way to hints.
const NARROW: u16 = 64;

/// Loading, pending keys, the selection, or the place in the text.
fn standing(state: &State, width: u16) -> String {
    if !state.pending.keys.is_empty() {
        return format!("{}…", print_sequence(&state.pending.keys));
    }
    if !state.loading.finished {
        return loading(&state.loading);
    }
    let (place, problems) = (place(state), problems(state));
    if width < NARROW {
        return format!("{place}{problems}");
    }
    format!("{} · {place}{problems}", state.holdings.name)
}

/// How many files couldn't be read, and the key that lists them.
fn problems(state: &State) -> String {
    let key = state.keymap.key_text(CommandId::Problems);
    match state.loading.problems.len() {
        0 => String::new(),
        1 => format!(" · {key} 1 problem"),
        count => format!(" · {key} {count} problems"),
    }
}

fn loading(loading: &Loading) -> String {
    let Loading { done, share, total, .. } = loading;
    match (total, share) {
        (0, _) => "looking for files…".to_owned(),
        (_, 0) => format!("reading {done} of {total}"),
        (1, _) => format!("reading, {share}%"),
        _ => format!("reading {done} of {total}, {share}% of the next"),
    }
}

fn place(state: &State) -> String {
    if let Some(selection) = state.selection() {
        let article = state.reader.article.and_then(|article| state.holdings.article(article));
        let text = article.map(|article| selection.span.cut(&article.text)).unwrap_or_default();
        return format!("{} characters selected", text.chars().count());
    }
    if let Some(find) = &state.reader.find {
        let current = find.current.map_or(0, |at| at + 1);
        let near = nearness(find).unwrap_or_default();
        return format!("“{}” {near}{current} of {}", find.query, find.hits.len());
    }
    let listed = || state.list.rows.iter().filter(|row| matches!(row, ListRow::Article(_)));
    let count = listed().count();
    let open = state.reader.article.map(ListRow::Article);
    match listed().position(|row| Some(*row) == open) {
        Some(at) => format!("{} of {count} · {}%", at + 1, share_read(state)),
        None => format!("{count} articles"),
    }
}

/// As many hints as fit, on the right.
fn hint_line(state: &State, buffer: &mut Buffer, line: Rect, ink: Ink) {
    let mut hints: Vec<_> = hints(state.place())
        .into_iter()
        .map(|hint| (state.keymap.key_text(hint.command.id), hint.word))
        .filter(|(key, _)| !key.is_empty())
        .collect();
    let wide = |hints: &[(String, &str)]| -> usize {
        hints.iter().map(|(key, word)| cells(key) + cells(word) + 3).sum()
    };
    while wide(&hints) + 1 > usize::from(line.width) && hints.pop().is_some() {}
    let used = u16::try_from(wide(&hints)).unwrap_or(0);
    let mut column = line.right() - used.min(line.width);
    for (key, word) in &hints {
        let room = line.right().saturating_sub(column);
        column = put(buffer, (column, line.y), room, key, ink.of(Role::Key));
        let room = line.right().saturating_sub(column);
        column = put(buffer, (column, line.y), room, &format!(" {word}  "), ink.of(Role::Status));
    }
}

/// What is being typed, with its count or why it can't be taken on the right.
fn typed(state: &State, buffer: &mut Buffer, line: Rect, prompt: &Prompt, ink: Ink) {
    let label = format!(" {}: ", prompt.kind.label());
    let column = put(buffer, (line.x, line.y), line.width, &label, ink.of(Role::Key));
    let room = line.right().saturating_sub(column);
    let shown = shown_input(prompt, room);
    put(buffer, (column, line.y), room, &shown, ink.of(Role::Status));
    let (aside, role) = aside(state, prompt);
    let wide = u16::try_from(cells(&aside)).unwrap_or(u16::MAX);
    let used = u16::try_from(cells(&shown)).unwrap_or(u16::MAX);
    if !aside.is_empty() && wide.saturating_add(used).saturating_add(2) < room {
        let style = ink.over(ink.of(Role::Status), role);
        put(buffer, (line.right() - wide - 1, line.y), wide, &aside, style);
    }
}

/// The part of the input that fits, its cursor inside.
fn shown_input(prompt: &Prompt, room: u16) -> String {
    let skip = prompt.input.visual_scroll(usize::from(room.saturating_sub(1)));
    let mut skipped = 0;
    let rest = prompt.input.value().chars().skip_while(|character| {
        let inside = skipped < skip;
        skipped += cells(character.encode_utf8(&mut [0; 4]));
        inside
    });
    rest.collect()
}

/// What is said of hits that are not what was typed.
fn nearness(find: &Find) -> Option<&'static str> {
    let only_near = find.likeness == Likeness::Near && !find.hits.is_empty();
    only_near.then_some("no exact hit; near: ")
}

fn aside(state: &State, prompt: &Prompt) -> (String, Role) {
    if !prompt.problem.is_empty() {
        return (prompt.problem.clone(), Role::Mark);
    }
    let count = match (&prompt.kind, &state.reader.find) {
        (PromptKind::Find { .. }, Some(find)) => {
            let near = nearness(find).unwrap_or_default();
            format!("{near}{} of {}", find.current.map_or(0, |at| at + 1), find.hits.len())
        }
        (PromptKind::Filter { .. }, _) => format!("{} articles", state.list.counted().1),
        (PromptKind::Entries { .. }, _) => format!("{} entries", state.timeline.entries().count()),
        (PromptKind::Tag | PromptKind::NoteTags { .. }, _) => offer(state, prompt),
        (PromptKind::SameName { meant: Some(meant), .. }, _) => named(state, *meant),
        _ => String::new(),
    };
    (count, Role::Faint)
}

/// The entity that what is typed means.
fn named(state: &State, entity: EntityId) -> String {
    let known = state.holdings.dossier.entities.get(entity);
    known.map(|known| format!("{}, {}", known.name(), known.kind.name())).unwrap_or_default()
}

/// The tags that what is typed may become, the first of which a key takes.
fn offer(state: &State, prompt: &Prompt) -> String {
    let offered = tags::offered(&state.holdings, prompt);
    let shown: Vec<&str> = offered.iter().take(5).map(String::as_str).collect();
    match shown.as_slice() {
        [] => String::new(),
        tags => format!("{}: {}", state.keymap.key_text(CommandId::Complete), tags.join(" · ")),
    }
}

/// Where the caret of the typed line stands.
pub(crate) fn caret(state: &State) -> Option<(u16, u16)> {
    let Some(Mode::Prompt(prompt)) = state.mode() else { return None };
    let line = state.areas().status;
    let label = u16::try_from(cells(prompt.kind.label()) + 3).ok()?;
    let room = line.width.saturating_sub(label);
    let scroll = prompt.input.visual_scroll(usize::from(room.saturating_sub(1)));
    let at = u16::try_from(prompt.input.visual_cursor().saturating_sub(scroll)).ok()?;
    let column = (line.x + label).saturating_add(at).min(line.right().saturating_sub(1));
    (line.height > 0).then_some((column, line.y))
}
