//! Acts: asked for, shown once they are safe in the log, undone and redone.

use super::{complain, holdings, list, notes, piece, say};
use crate::{
    model::Correction,
    note::{Act, ArticleKey, Record},
    tui::{
        effect::{Effect, Purpose},
        layout::Pane,
        msg::Refused,
        state::State,
    },
};

/// Asks for an act to be written.
pub(super) fn act(act: Act) -> Effect {
    Effect::Append { act: Box::new(act), purpose: Purpose::Do }
}

/// The article that a mark is for: the selected one in the list, else the open one.
pub(super) fn target(state: &State) -> Option<usize> {
    match state.arrangement.focus {
        Pane::List => state.list.selected_article().or(state.reader.article),
        Pane::Text | Pane::Timeline => state.reader.article,
    }
}

/// The key of an article in the log.
pub(super) fn key_of(state: &State, article: usize) -> Option<ArticleKey> {
    state.holdings.article(article).map(ArticleKey::of)
}

/// The key under which an article is marked.
fn marked_as(state: &State, article: usize) -> Option<ArticleKey> {
    let holdings = &state.holdings;
    let cards = holdings.dossier.articles.cards();
    let shelves = holdings.notebook.shelves(cards.map(|card| &card.head));
    Some(shelves.marked_as(article, ArticleKey::of(&holdings.card(article)?.head)))
}

/// Marks the article read or unread.
pub(super) fn toggle_read(state: &mut State) -> Option<Effect> {
    let article = target(state)?;
    let on = !state.holdings.marks_of(article)?.read;
    Some(act(Act::Read { article: marked_as(state, article)?, on }))
}

/// Gives the article a star or takes it.
pub(super) fn toggle_star(state: &mut State) -> Option<Effect> {
    let article = target(state)?;
    let on = !state.holdings.marks_of(article)?.starred;
    Some(act(Act::Star { article: marked_as(state, article)?, on }))
}

/// Puts a tag on the article, or takes it off where it has it.
pub(super) fn toggle_tag(state: &mut State, tag: &str) -> Option<Effect> {
    let article = target(state)?;
    let on = !state.holdings.marks_of(article)?.tags.contains(tag);
    Some(act(Act::Tag { article: marked_as(state, article)?, tag: tag.to_owned(), on }))
}

/// Takes the last act back.
pub(super) fn undo(state: &mut State) -> Option<Effect> {
    let Some(act) = state.acts.undo.pop() else { return say(state, "nothing to undo") };
    Some(Effect::Append { act: Box::new(act), purpose: Purpose::Undo })
}

/// Does the act taken back last again.
pub(super) fn redo(state: &mut State) -> Option<Effect> {
    let Some(act) = state.acts.redo.pop() else { return say(state, "nothing to do again") };
    Some(Effect::Append { act: Box::new(act), purpose: Purpose::Redo })
}

/// An act is safe in the log, or was refused.
pub(super) fn appended(
    state: &mut State,
    purpose: Purpose,
    result: Result<Box<Record>, Box<Refused>>,
) -> Option<Effect> {
    match result {
        Ok(record) => written(state, purpose, &record),
        Err(refused) => not_written(state, purpose, *refused),
    }
}

/// Adds to the message that acts go to another file than the one expected.
pub(super) fn say_aside(state: &mut State, aside: Option<String>) {
    if let (Some(file), Some(message)) = (aside, &mut state.message) {
        let why = "the folder of the articles can't be written";
        message.text = format!("{}; {why}, so it is in {file}", message.text);
    }
}

fn not_written(state: &mut State, purpose: Purpose, refused: Refused) -> Option<Effect> {
    match purpose {
        Purpose::Do => {}
        Purpose::Undo => state.acts.undo.push(refused.act),
        Purpose::Redo => state.acts.redo.push(refused.act),
    }
    complain(state, format!("not kept: {}", refused.reason))
}

fn written(state: &mut State, purpose: Purpose, record: &Record) -> Option<Effect> {
    let inverse = state.holdings.notebook.inverse(&record.act);
    let held = holdings::apply(state, record);
    match purpose {
        Purpose::Do => {
            state.acts.undo.extend(inverse);
            state.acts.redo.clear();
        }
        Purpose::Undo => state.acts.redo.extend(inverse),
        Purpose::Redo => state.acts.undo.extend(inverse),
    }
    holdings::place_notes(state, &held);
    let did = if purpose == Purpose::Undo { "taken back: " } else { "" };
    say(state, format!("{did}{}", said(&record.act)));
    shown(state, &record.act)
}

/// What an act did, for the status line.
fn said(act: &Act) -> String {
    match act {
        Act::Note { note } if note.text.is_empty() => "highlight kept".to_owned(),
        Act::Note { .. } => "note kept".to_owned(),
        Act::Remove { .. } => "note removed".to_owned(),
        Act::Read { on, .. } => (if *on { "marked read" } else { "marked unread" }).to_owned(),
        Act::Star { on, .. } => (if *on { "starred" } else { "star taken" }).to_owned(),
        Act::Tag { tag, on: true, .. } => format!("tagged {tag}"),
        Act::Tag { tag, on: false, .. } => format!("tag {tag} taken off"),
        Act::Search { name, on: true, .. } => format!("search saved: {name}"),
        Act::Search { name, on: false, .. } => format!("search forgotten: {name}"),
        Act::Correct { correction: Correction::Piece(said), on, .. } => piece::said(said, *on),
        Act::Correct { on: true, .. } => "correction kept".to_owned(),
        Act::Correct { on: false, .. } => "correction taken back".to_owned(),
    }
}

/// Has what an act changes computed again.
fn shown(state: &mut State, act: &Act) -> Option<Effect> {
    match act {
        Act::Note { .. } | Act::Remove { .. } => {
            notes::rebuild(state);
            refilter(state)
        }
        Act::Read { .. } | Act::Star { .. } | Act::Tag { .. } => {
            list::rebuild(state);
            refilter(state)
        }
        Act::Search { .. } => None,
        Act::Correct { article, correction, .. } => {
            piece::follow(state, article, correction);
            holdings::build(state)
        }
    }
}

/// Marks can change what passes the list's filter.
fn refilter(state: &mut State) -> Option<Effect> {
    if state.list.filter.is_empty() { None } else { list::filter(state) }
}
