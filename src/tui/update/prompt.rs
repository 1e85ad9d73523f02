//! Lines that are typed: what is done while they are, and in the end.

use tui_input::Input;

use super::{act, correct, entity, export, find, finder, list, name, notes, saved, timeline};
use crate::{
    export::Format,
    model::{Correction, When},
    tui::{
        effect::Effect,
        state::{Mode, Prompt, PromptKind, State},
        tags,
    },
};

/// Opens a prompt, with what is there already.
pub(super) fn open(state: &mut State, kind: PromptKind) -> Option<Effect> {
    let input = Input::new(given(state, &kind));
    state.modes.push(Mode::Prompt(Prompt { kind, input, problem: String::new() }));
    None
}

fn given(state: &State, kind: &PromptKind) -> String {
    match kind {
        PromptKind::Filter { before }
        | PromptKind::Entries { before }
        | PromptKind::NoteFilter { before } => before.clone(),
        PromptKind::NoteTags { note } => {
            let note = state.holdings.notebook.note(note);
            note.map(|note| note.tags.join(", ")).unwrap_or_default()
        }
        PromptKind::ExportPath { format } => export::default_path(*format),
        PromptKind::EventDate { .. } => super::timeline::shown_telling(state)
            .and_then(|telling| telling.when.as_ref().map(When::edtf))
            .unwrap_or_default(),
        PromptKind::Published { article } => state
            .holdings
            .article(*article)
            .and_then(|article| article.metadata.published.as_ref())
            .map(|published| published.when.edtf())
            .unwrap_or_default(),
        PromptKind::SearchName { query } => query.clone(),
        PromptKind::Find { .. }
        | PromptKind::EntityName
        | PromptKind::SameName { .. }
        | PromptKind::Tag
        | PromptKind::AddedEvent { .. } => String::new(),
    }
}

/// Opens the list's filter.
pub(super) fn filter(state: &mut State) -> Option<Effect> {
    let before = state.list.filter.clone();
    open(state, PromptKind::Filter { before })
}

/// Opens the timeline's filter.
pub(super) fn filter_timeline(state: &mut State) -> Option<Effect> {
    let before = state.timeline.asked.clone();
    open(state, PromptKind::Entries { before })
}

/// Opens the filter of the entities.
pub(super) fn entity_name(state: &mut State) -> Option<Effect> {
    open(state, PromptKind::EntityName)
}

/// Asks for a tag; in the list of notes, for the tags of the selected one.
pub(super) fn tag(state: &mut State) -> Option<Effect> {
    if let Some(Mode::Notes(_)) = state.mode() {
        return notes::ask_tags(state);
    }
    act::target(state)?;
    open(state, PromptKind::Tag)
}

/// The topmost prompt.
fn topmost(state: &State) -> Option<&Prompt> {
    match state.mode() {
        Some(Mode::Prompt(prompt)) => Some(prompt),
        _ => None,
    }
}

/// What is typed has changed: searches and filters answer at once.
pub(super) fn changed(state: &mut State) -> Option<Effect> {
    if let Some(Mode::Prompt(prompt)) = state.modes.last_mut() {
        prompt.problem.clear();
    }
    let prompt = topmost(state)?;
    let (kind, input) = (prompt.kind.clone(), prompt.input.clone());
    match kind {
        PromptKind::Find { from } => find::typed(state, input.value(), from),
        PromptKind::EntityName => entity::filter(state, input),
        PromptKind::Entries { .. } => timeline::ask(state, input.value()),
        PromptKind::NoteFilter { .. } => notes::filter(state, input.value()),
        PromptKind::SameName { .. } => name::typed(state, input.value()),
        PromptKind::Filter { .. } => {
            input.value().clone_into(&mut state.list.filter);
            return list::filter(state);
        }
        _ => {}
    }
    None
}

/// Takes what was typed; where it can't be taken the prompt stays and says why.
pub(super) fn accept(state: &mut State) -> Option<Effect> {
    let Some(prompt) = topmost(state) else { return finder::accept(state) };
    let text = prompt.input.value().trim().to_owned();
    match prompt.kind.clone() {
        PromptKind::Find { .. }
        | PromptKind::Filter { .. }
        | PromptKind::Entries { .. }
        | PromptKind::NoteFilter { .. }
        | PromptKind::EntityName => {
            state.modes.pop();
            None
        }
        PromptKind::NoteTags { note } => {
            state.modes.pop();
            notes::set_tags(state, &note, &text)
        }
        PromptKind::Tag => {
            state.modes.pop();
            let tag: String = text.trim_start_matches('#').to_owned();
            if tag.is_empty() { None } else { act::toggle_tag(state, &tag) }
        }
        PromptKind::SearchName { query } => {
            state.modes.pop();
            Some(saved::keep(query, &text))
        }
        PromptKind::EventDate { article, event } => {
            date(state, &text, article, |when| Correction::EventWhen { event, when })
        }
        PromptKind::AddedEvent { article, span } => {
            let sentence = correct::words(state, article, span);
            let today = state.look.today;
            date(state, &text, article, |when| correct::added(sentence, when, today))
        }
        PromptKind::Published { article } => {
            date(state, &text, article, |when| Correction::Published { when })
        }
        PromptKind::SameName { entity, meant } => match meant {
            Some(other) => {
                state.modes.pop();
                name::join(state, entity, other)
            }
            None => refuse(state, format!("nothing in the dossier is called “{text}”")),
        },
        PromptKind::ExportPath { format } => export_to(state, format, text),
    }
}

fn date(
    state: &mut State,
    text: &str,
    article: usize,
    correction: impl FnOnce(When) -> Correction,
) -> Option<Effect> {
    match When::parse(text) {
        Ok(when) => {
            state.modes.pop();
            correct::correct(state, article, correction(when))
        }
        Err(error) => refuse(state, error.to_string()),
    }
}

fn export_to(state: &mut State, format: Format, path: String) -> Option<Effect> {
    if path.is_empty() {
        return refuse(state, "expected a file or folder".to_owned());
    }
    state.modes.pop();
    export::end_preview(state);
    let (holdings, problems) = (state.holdings.clone(), state.loading.problems.clone());
    Some(Effect::Export { holdings, problems, format, path })
}

fn refuse(state: &mut State, reason: String) -> Option<Effect> {
    if let Some(Mode::Prompt(prompt)) = state.modes.last_mut() {
        prompt.problem = reason;
    }
    None
}

/// Takes the tag that is offered.
pub(super) fn complete(state: &mut State) -> Option<Effect> {
    let rest = topmost(state).and_then(|prompt| tags::completion(&state.holdings, prompt))?;
    if let Some(Mode::Prompt(prompt)) = state.modes.last_mut() {
        super::edit::insert(&mut prompt.input, &rest);
    }
    None
}

/// Leaves a prompt: what it has changed is put back.
pub(super) fn cancelled(state: &mut State, prompt: Prompt) -> Option<Effect> {
    match prompt.kind {
        PromptKind::Find { from } => find::typed(state, "", from),
        PromptKind::EntityName => entity::filter(state, Input::default()),
        PromptKind::Entries { before } => timeline::ask(state, &before),
        PromptKind::NoteFilter { before } => notes::filter(state, &before),
        PromptKind::ExportPath { .. } => export::end_preview(state),
        PromptKind::Filter { before } => {
            state.list.filter = before;
            return list::filter(state);
        }
        _ => {}
    }
    None
}
