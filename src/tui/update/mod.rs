//! The one function that changes the state: a message in, effects out.
//!
//! An arm is one call; the work lives in a function named after it, in the
//! file of the thing it changes.

mod act;
mod command;
mod correct;
mod edit;
mod entity;
mod export;
mod find;
mod finder;
mod history;
mod holdings;
mod keys;
mod kinds;
mod list;
mod mention;
mod mouse;
mod moving;
mod name;
mod note;
mod notes;
mod page;
mod pairs;
mod piece;
mod prompt;
mod saved;
mod select;
mod settle;
mod show;
mod story;
mod text;
mod timeline;
mod version;

use super::{
    effect::Effect,
    msg::{Merged, Msg},
    state::{Message, MessageKind, State},
};

/// Changes the state by one message. What must be done outside comes back as effects.
pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    state.list.saved.stale |= saved::may_change(&msg);
    let effect = react(state, msg);
    let count = saved::visit(state);
    settle::settle(state);
    effect.into_iter().chain(count).chain(version::visit(state)).collect()
}

fn react(state: &mut State, msg: Msg) -> Option<Effect> {
    match msg {
        Msg::Key(key) => keys::press(state, key),
        Msg::Paste(text) => keys::paste(state, &text),
        Msg::Mouse(mouse) => mouse::mouse(state, mouse),
        Msg::Resize(width, height) => resize(state, (width, height)),
        Msg::Read(progress) => holdings::read(state, progress),
        Msg::Changed(news) => holdings::changed(state, news),
        Msg::Built { generation, dossier, found } => {
            holdings::built(state, generation, &dossier, found)
        }
        Msg::Appended { purpose, result, aside } => {
            let effect = act::appended(state, purpose, result);
            act::say_aside(state, aside);
            effect
        }
        Msg::Left(places) => left(state, places),
        Msg::Versions(versions) => version::kept(state, versions),
        Msg::Compared { article, result } => version::compared(state, article, result),
        Msg::Logged(notebook) => holdings::logged(state, notebook),
        Msg::Merged(result) => merged(state, result),
        Msg::Previewed(format, lines) => export::previewed(state, format, lines),
        Msg::Written(result) => note::written(state, result),
        Msg::Seen(seen) => {
            state.list.saved.seen = seen;
            None
        }
        Msg::Counted { generation, found } => saved::counted(state, generation, &found),
        Msg::Filtered { generation, articles } => list::filtered(state, generation, articles),
        Msg::Searched { generation, found } => finder::searched(state, generation, found),
        Msg::Paired { generation, pairs } => pairs::paired(state, generation, pairs),
        Msg::Raw { article, result } => show::raw(state, article, result),
        Msg::Done(result) => done(state, result),
    }
}

/// Copies of the log were taken in.
fn merged(state: &mut State, result: Result<Merged, String>) -> Option<Effect> {
    match result {
        Ok(merged) => {
            let effect = holdings::logged(state, merged.notebook);
            notes::rebuild(state);
            say(state, format!("{} acts taken in from copies of the notes", merged.acts));
            effect
        }
        Err(reason) => complain(state, format!("not taken in: {reason}")),
    }
}

/// Where articles were left in earlier runs.
fn left(state: &mut State, places: Vec<(String, usize)>) -> Option<Effect> {
    state.reader.left.places = places;
    None
}

/// Where every article was left, the open one included; for the next run.
#[must_use]
pub fn places_left(state: &mut State) -> Vec<(String, usize)> {
    text::remember_place(state);
    state.reader.left.places.clone()
}

fn resize(state: &mut State, size: (u16, u16)) -> Option<Effect> {
    state.size = size;
    None
}

fn done(state: &mut State, result: Result<String, String>) -> Option<Effect> {
    match result {
        Ok(text) => say(state, text),
        Err(text) => complain(state, text),
    }
}

/// Says in the status line what was done.
fn say(state: &mut State, text: impl Into<String>) -> Option<Effect> {
    state.message = Some(Message { text: text.into(), kind: MessageKind::Done });
    None
}

/// Says in the status line what went wrong or can't be done.
fn complain(state: &mut State, text: impl Into<String>) -> Option<Effect> {
    state.message = Some(Message { text: text.into(), kind: MessageKind::Problem });
    None
}
