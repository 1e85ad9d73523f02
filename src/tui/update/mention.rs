//! From one mention of an entity to the next.

use super::{say, text};
use crate::{
    dossier::EntityId,
    model::Mention,
    tui::{effect::Effect, state::State},
};

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Down the text.
    Next,
    /// Up the text.
    Previous,
}

/// The entity that the cursor is on.
pub(super) fn entity_here(state: &State) -> Option<EntityId> {
    let article = state.reader.article?;
    let mention = mention_at(mentions(state), state.reader.cursor)?;
    state.holdings.entity_of(article, mention.entity)
}

fn mentions(state: &State) -> &[Mention] {
    let open = state.reader.article.and_then(|article| state.holdings.annotated(article));
    open.map_or(&[], |annotated| annotated.annotations.mentions.as_slice())
}

fn mention_at(mentions: &[Mention], at: usize) -> Option<Mention> {
    let before = mentions.partition_point(|mention| mention.span.start <= at);
    mentions.get(before.checked_sub(1)?).copied().filter(|mention| mention.span.holds(at))
}

/// Goes to the next mention of the entity under the cursor, round the end; off
/// any mention, to the next one of any entity.
pub(super) fn step(state: &mut State, way: Way) -> Option<Effect> {
    let article = state.reader.article?;
    let here = entity_here(state);
    let same = |mention: &&Mention| {
        here.is_none() || state.holdings.entity_of(article, mention.entity) == here
    };
    let starts: Vec<usize> =
        mentions(state).iter().filter(same).map(|mention| mention.span.start).collect();
    let cursor = state.reader.cursor;
    let own = mention_at(mentions(state), cursor).map_or(cursor, |mention| mention.span.start);
    let found = match way {
        Way::Next => starts.iter().find(|start| **start > cursor).or(starts.first()),
        Way::Previous => starts.iter().rev().find(|start| **start < own).or(starts.last()),
    };
    let Some(at) = found.copied() else { return say(state, "no entity in this article") };
    text::put_cursor(state, at);
    let place = starts.iter().position(|start| *start == at).unwrap_or(0) + 1;
    let name = entity_here(state).and_then(|id| state.holdings.dossier.entities.get(id));
    let name = name.map(|entity| entity.name.clone()).unwrap_or_default();
    if here.is_some() {
        say(state, format!("{name}: {place} of {}", starts.len()))
    } else {
        say(state, name)
    }
}
