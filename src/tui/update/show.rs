//! What is shown and how: focus, panes, layers, theme, and the way back.

use super::{complain, find, history, list, prompt, say, text, timeline};
use crate::{
    command::CommandId,
    dossier::TimelineFilter,
    tui::{
        effect::Effect,
        layout::Pane,
        state::{Anchor, Layer, Mode, State},
        wrap::Source,
    },
};

/// The panes in the order of their keys.
const PANES: [Pane; 3] = [Pane::List, Pane::Text, Pane::Timeline];

/// Gives a pane the focus, and shows it.
pub(super) fn focus(state: &mut State, pane: Pane) -> Option<Effect> {
    if state.arrangement.focus == Pane::Text && pane == Pane::List {
        // The list opens what it walks over; the way back leads to what was read.
        history::remember(state);
    }
    let arrangement = &mut state.arrangement;
    arrangement.focus = pane;
    match pane {
        Pane::Text => {}
        Pane::List => {
            arrangement.side = pane;
            arrangement.zen = false;
        }
        Pane::Timeline => {
            arrangement.side = pane;
            arrangement.zen = false;
            arrangement.timeline_off = false;
        }
    }
    None
}

/// Gives the focus to the pane `by` places further on, round the end. A
/// timeline that was put away is passed over.
pub(super) fn step_focus(state: &mut State, by: isize) -> Option<Effect> {
    let shown: Vec<Pane> = PANES
        .into_iter()
        .filter(|pane| *pane != Pane::Timeline || !state.arrangement.timeline_off)
        .collect();
    let at = shown.iter().position(|pane| *pane == state.arrangement.focus).unwrap_or(0);
    let next = at.checked_add_signed(by).map_or(shown.len() - 1, |next| next % shown.len());
    focus(state, *shown.get(next)?)
}

/// Shows the timeline, or puts it away.
pub(super) fn toggle_timeline(state: &mut State) -> Option<Effect> {
    if state.areas().timeline.is_none() {
        let before = state.arrangement.focus;
        focus(state, Pane::Timeline);
        // Beside the text the focus can stay where it was.
        state.arrangement.focus = if before == Pane::Text { before } else { Pane::Timeline };
        if state.areas().timeline.is_none() {
            state.arrangement.focus = Pane::Timeline;
        }
        return None;
    }
    let arrangement = &mut state.arrangement;
    arrangement.timeline_off = true;
    arrangement.side = Pane::List;
    if arrangement.focus == Pane::Timeline {
        arrangement.focus = Pane::Text;
    }
    None
}

/// Shows nothing but the text, or everything again.
pub(super) fn toggle_zen(state: &mut State) -> Option<Effect> {
    state.arrangement.zen = !state.arrangement.zen;
    if state.arrangement.zen {
        state.arrangement.focus = Pane::Text;
    }
    None
}

/// Shows or hides the reason of the selected entry's date.
pub(super) fn toggle_reason(state: &mut State) -> Option<Effect> {
    state.timeline.reason_off = !state.timeline.reason_off;
    None
}

/// Steps to the next theme.
pub(super) fn next_theme(state: &mut State) -> Option<Effect> {
    state.look.theme = state.look.theme.next();
    say(state, format!("theme {}", state.look.theme.name()))
}

/// Turns the mouse on or off.
pub(super) fn toggle_mouse(state: &mut State) -> Effect {
    state.look.mouse = !state.look.mouse;
    say(state, if state.look.mouse { "mouse on" } else { "mouse off" });
    Effect::Mouse(state.look.mouse)
}

/// Steps from the clean text to what was removed to the source.
pub(super) fn next_layer(state: &mut State) -> Option<Effect> {
    let article = state.reader.article?;
    let layer = state.reader.layer.next();
    focus(state, Pane::Text);
    if layer == Layer::Raw && state.reader.raw.is_empty() {
        let origin = state.holdings.article(article)?.origin.clone();
        return Some(Effect::ReadRaw { article, origin });
    }
    set_layer(state, layer);
    let said = layer_said(state, layer);
    say(state, said)
}

/// What the status line says of a layer.
fn layer_said(state: &State, layer: Layer) -> String {
    let article = state.reader.article.and_then(|article| state.holdings.article(article));
    let removed = article.is_some_and(|article| !article.removed.is_empty());
    let key = state.keymap.key_text(CommandId::Strike);
    match layer {
        Layer::Removed if removed => format!("{}: {key} takes a line into the text", layer.name()),
        Layer::Removed => format!("{}: nothing was", layer.name()),
        Layer::Clean | Layer::Raw | Layer::Changes => layer.name().to_owned(),
    }
}

/// Shows another layer of the open article.
pub(super) fn set_layer(state: &mut State, layer: Layer) {
    let reader = &mut state.reader;
    reader.layer = layer;
    reader.removed_line = None;
    let source = if layer.has_cursor() { Source::Text } else { Source::Raw };
    if reader.held.place.source != source {
        let at = if layer.has_cursor() { reader.cursor } else { 0 };
        reader.held.place = Anchor { source, at };
    }
    text::rewrap(state);
    if layer.has_cursor() {
        text::centre(state);
    }
}

/// A source was read.
pub(super) fn raw(
    state: &mut State,
    article: usize,
    result: Result<String, String>,
) -> Option<Effect> {
    if state.reader.article != Some(article) {
        return None;
    }
    match result {
        Ok(source) => {
            state.reader.raw = source;
            set_layer(state, Layer::Raw);
            say(state, Layer::Raw.name())
        }
        Err(reason) => complain(state, reason),
    }
}

/// Goes back one level: out of what is topmost, then out of what was set in
/// the pane, then towards the list. Never quits.
pub(super) fn escape(state: &mut State) -> Option<Effect> {
    if !state.modes.is_empty() {
        return leave_mode(state);
    }
    if state.pending.attaching.take().is_some() {
        return say(state, "the note stays where it was");
    }
    match state.arrangement.focus {
        _ if state.arrangement.zen => toggle_zen(state),
        Pane::Text => leave_text(state),
        Pane::Timeline => leave_timeline(state),
        Pane::List => leave_list(state),
    }
}

fn leave_mode(state: &mut State) -> Option<Effect> {
    match state.modes.pop()? {
        Mode::Prompt(prompt) => prompt::cancelled(state, prompt),
        Mode::Editor(mut editor) => {
            let before = super::note::text_of(state, editor.target);
            if editor.leaving || editor.area.lines().join("\n") == before {
                return None;
            }
            editor.leaving = true;
            state.modes.push(Mode::Editor(editor));
            let key = state.keymap.key_text(CommandId::SaveNote);
            complain(state, format!("not kept yet: {key} keeps it, esc again drops it"))
        }
        _ => None,
    }
}

fn leave_text(state: &mut State) -> Option<Effect> {
    if state.reader.find.is_some() {
        let cursor = state.reader.cursor;
        find::typed(state, "", cursor);
        return None;
    }
    if state.reader.layer != Layer::Clean {
        set_layer(state, Layer::Clean);
        return None;
    }
    focus(state, Pane::List)
}

fn leave_timeline(state: &mut State) -> Option<Effect> {
    if state.timeline.filter != TimelineFilter::default() {
        timeline::show_all(state);
        return say(state, "entries of every kind");
    }
    focus(state, Pane::Text)
}

fn leave_list(state: &mut State) -> Option<Effect> {
    if state.list.filter.is_empty() {
        return None;
    }
    state.list.filter.clear();
    list::filter(state)
}
