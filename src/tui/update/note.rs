//! Highlights and notes: made, written on, listed, taken away.

use ratatui_textarea::{CursorMove, TextArea};

use super::{act, complain, history, notes, say, select, text};
use crate::{
    clean::sanitise,
    command::CommandId,
    model::Span,
    note::{Act, Colour, Note, NoteAnchor},
    tui::{
        effect::Effect,
        layout::Pane,
        motion,
        state::{Mode, NoteEditor, NoteTarget, State},
    },
};

/// Said where a note has nothing to stand on.
const NO_TEXT: &str = "no words of the text here";

/// What a new highlight or note would stand on: the selection, else the
/// sentence. Notes stand on the text; a removed line is none of it.
pub(super) fn span_here(state: &State) -> Option<Span> {
    if state.reader.removed_line.is_some() {
        return None;
    }
    let selected = state.selection().map(|selection| selection.span);
    selected
        .or_else(|| motion::span_at(text::sentences(state), state.reader.cursor))
        .filter(|span| !span.is_empty())
}

/// The note that the cursor is on, by its place among the notebook's; the shortest of several.
fn note_here(state: &State) -> Option<usize> {
    let article = state.reader.article.filter(|_| state.reader.removed_line.is_none())?;
    let cursor = state.reader.cursor;
    let holding = state.holdings.notes_in(article).iter().filter_map(|placed| {
        let span = placed.span.filter(|span| span.holds(cursor))?;
        Some((span.len(), placed.note))
    });
    holding.min().map(|(_, note)| note)
}

/// Highlights the selection or the sentence. On a highlight, without a
/// selection, steps to the next colour; in the list of notes, takes the colour.
pub(super) fn highlight(state: &mut State, colour: Option<Colour>) -> Option<Effect> {
    if let Some(note) = notes::selected(state).and_then(|at| state.holdings.notes.get(at)) {
        return recolour(state, note.note, colour);
    }
    if let Some(id) = state.pending.attaching.take() {
        return attach(state, &id);
    }
    if state.selection().is_none()
        && colour.is_none()
        && let Some(note) = note_here(state)
    {
        return recolour(state, note, None);
    }
    let article = state.reader.article?;
    let Some(span) = span_here(state) else { return say(state, NO_TEXT) };
    select::end(state);
    let note = new_note(state, article, span, colour.unwrap_or_default())?;
    Some(act::act(Act::Note { note }))
}

/// Gives a note a colour, or the one after its own.
fn recolour(state: &State, note: usize, colour: Option<Colour>) -> Option<Effect> {
    let mut note = state.holdings.notebook.notes.get(note)?.clone();
    let at = Colour::ALL.iter().position(|colour| *colour == note.colour).unwrap_or(0);
    let next = || Colour::ALL.get(at + 1).copied().unwrap_or_default();
    note.colour = colour.unwrap_or_else(next);
    note.modified = String::new();
    Some(act::act(Act::Note { note }))
}

/// Puts a note on the selection or the sentence, whatever it stood on.
fn attach(state: &mut State, id: &str) -> Option<Effect> {
    let article = state.reader.article?;
    let Some(span) = span_here(state) else { return say(state, NO_TEXT) };
    select::end(state);
    let mut note = state.holdings.notebook.note(id)?.clone();
    note.article = act::key_of(state, article)?;
    note.anchor = NoteAnchor::make(state.holdings.article(article)?, span);
    note.modified = String::new();
    Some(act::act(Act::Note { note }))
}

/// A note without id and times: those are given when it is written.
fn new_note(state: &State, article: usize, span: Span, colour: Colour) -> Option<Note> {
    let key = act::key_of(state, article)?;
    let anchor = NoteAnchor::make(state.holdings.article(article)?, span);
    let (id, text, created) = (String::new(), String::new(), String::new());
    Some(Note {
        id,
        article: key,
        anchor,
        colour,
        text,
        tags: Vec::new(),
        modified: created.clone(),
        created,
    })
}

/// Opens the editor on the note here, or on a new one for the selection or sentence.
pub(super) fn edit(state: &mut State) -> Option<Effect> {
    let target = match state.mode() {
        Some(Mode::Notes(_)) => NoteTarget::Note(chosen(state)?),
        Some(Mode::Select(_)) => new_target(state)?,
        _ => match note_here(state).map(NoteTarget::Note).or_else(|| new_target(state)) {
            Some(target) => target,
            None => return say(state, NO_TEXT),
        },
    };
    let area = area(&text_of(state, target));
    state.modes.push(Mode::Editor(Box::new(NoteEditor { target, area, leaving: false })));
    None
}

fn new_target(state: &State) -> Option<NoteTarget> {
    Some(NoteTarget::Span { article: state.reader.article?, span: span_here(state)? })
}

/// The text that a note has before it is edited.
pub(super) fn text_of(state: &State, target: NoteTarget) -> String {
    match target {
        NoteTarget::Span { .. } => String::new(),
        NoteTarget::Note(at) => {
            state.holdings.notebook.notes.get(at).map(|note| note.text.clone()).unwrap_or_default()
        }
    }
}

fn area(text: &str) -> TextArea<'static> {
    let mut area = TextArea::new(text.split('\n').map(ToOwned::to_owned).collect());
    area.move_cursor(CursorMove::Bottom);
    area.move_cursor(CursorMove::End);
    area
}

/// Has the note written on in the editor of the reader's choice.
pub(super) fn edit_outside(state: &mut State) -> Option<Effect> {
    let Some(Mode::Editor(editor)) = state.mode() else { return None };
    Some(Effect::EditOutside(editor.area.lines().join("\n")))
}

/// What was written outside takes the place of what is being written.
pub(super) fn written(state: &mut State, result: Result<String, String>) -> Option<Effect> {
    let Some(Mode::Editor(editor)) = state.modes.last_mut() else { return None };
    match result {
        Ok(text) => {
            editor.area = area(sanitise(&text).trim_end());
            let key = state.keymap.key_text(CommandId::SaveNote);
            say(state, format!("{key} keeps the note"))
        }
        Err(reason) => complain(state, reason),
    }
}

/// Keeps what was written.
pub(super) fn save(state: &mut State) -> Option<Effect> {
    let Some(Mode::Editor(editor)) = state.modes.pop() else { return None };
    let text = sanitise(&editor.area.lines().join("\n")).trim_end().to_owned();
    select::end(state);
    let mut note = match editor.target {
        NoteTarget::Span { article, span } => new_note(state, article, span, Colour::default())?,
        NoteTarget::Note(at) => state.holdings.notebook.notes.get(at)?.clone(),
    };
    note.text = text;
    note.modified = String::new();
    Some(act::act(Act::Note { note }))
}

/// The selected note, or the one the cursor is on, by its place among the notebook's.
pub(super) fn chosen(state: &State) -> Option<usize> {
    match state.mode() {
        Some(Mode::Notes(_)) => Some(state.holdings.notes.get(notes::selected(state)?)?.note),
        _ => note_here(state),
    }
}

/// Takes away the selected note, or the one the cursor is on.
pub(super) fn remove(state: &mut State) -> Option<Effect> {
    let note = chosen(state).and_then(|at| state.holdings.notebook.notes.get(at));
    match note.map(|note| note.id.clone()) {
        Some(note) => Some(act::act(Act::Remove { note })),
        None => say(state, "no note here"),
    }
}

/// Goes to the selected note's place.
pub(super) fn open_selected(state: &mut State) -> Option<Effect> {
    let note = notes::selected(state)?;
    go_to(state, note)
}

/// Goes to the place of a note, by its place among the holdings'.
pub(super) fn go_to(state: &mut State, note: usize) -> Option<Effect> {
    let (placed, note) = state.holdings.note(note)?;
    let lost = placed.span.is_none() && !note.anchor.quote.is_empty();
    let Some(article) = placed.article.filter(|_| !lost) else {
        return say(state, "the words of this note are not found in any article");
    };
    state.modes.clear();
    history::go(state, article, placed.span.map(|span| span.start));
    state.arrangement.focus = Pane::Text;
    None
}
