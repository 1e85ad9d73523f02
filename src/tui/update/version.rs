//! Versions of articles: kept when they are looked at, compared on demand.

use super::{complain, say, show};
use crate::{
    command::CommandId,
    dossier::Changes,
    note::ArticleKey,
    store::Version,
    tui::{
        effect::Effect,
        layout::Pane,
        state::{Layer, State, Versions},
    },
};

/// The versions that are kept.
pub(super) fn kept(state: &mut State, versions: Vec<Version>) -> Option<Effect> {
    state.versions = Versions::of(versions);
    None
}

/// Has the text of the open article kept, the first time it is open, and says
/// so when it is a new version.
pub(super) fn visit(state: &mut State) -> Option<Effect> {
    let card = state.holdings.card(state.reader.article?)?;
    let key = ArticleKey::of(&card.head);
    if !state.versions.visit(&key) {
        return None;
    }
    if state.versions.is_new(&key) && state.message.is_none() {
        let key = state.keymap.key_text(CommandId::Changes);
        say(state, format!("a new version of this article: {key} shows what changed"));
    }
    let text = state.holdings.article(state.reader.article?)?.text.clone();
    (!text.is_empty()).then_some(Effect::KeepVersion { key, text })
}

/// Shows what changed since the version before, or the text again.
pub(super) fn toggle(state: &mut State) -> Option<Effect> {
    if state.reader.layer == Layer::Changes {
        show::set_layer(state, Layer::Clean);
        return None;
    }
    let article = state.reader.article?;
    let text = state.holdings.article(article)?.text.clone();
    let key = ArticleKey::of(&state.holdings.card(article)?.head);
    match state.versions.before(&key) {
        Some(version) => Some(Effect::Compare { article, version, text }),
        None => say(state, "no earlier version of this article is known"),
    }
}

/// The versions were compared.
pub(super) fn compared(
    state: &mut State,
    article: usize,
    result: Result<Changes, String>,
) -> Option<Effect> {
    if state.reader.article != Some(article) {
        return None;
    }
    match result {
        Ok(changes) => shown(state, changes),
        Err(reason) => complain(state, format!("the earlier version can't be had: {reason}")),
    }
}

fn shown(state: &mut State, changes: Changes) -> Option<Effect> {
    let count = changes.parts.len();
    let first = changes.parts.first().map_or(0, |(span, _)| span.start);
    state.reader.changes = changes;
    show::focus(state, Pane::Text);
    show::set_layer(state, Layer::Changes);
    super::text::show_raw(state, first);
    match count {
        0 => say(state, "not a word has changed"),
        _ => say(state, format!("{count} changes: [-what went-] {{+what came+}}; n next")),
    }
}

/// Goes to the next change, or the one before.
pub(super) fn step(state: &mut State, by: isize) -> Option<Effect> {
    let top = super::text::top_byte(state);
    let starts = state.reader.changes.parts.iter().map(|(span, _)| span.start);
    let next = if by > 0 {
        starts.into_iter().find(|start| *start > top.end)
    } else {
        starts.rev().find(|start| *start < top.start)
    };
    match next {
        Some(at) => super::text::show_raw(state, at),
        None => return say(state, "no change further on"),
    }
    None
}
