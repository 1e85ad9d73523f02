//! From one mention of an entity to the next.

use super::{history, list, say, text};
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

/// Goes to the next mention of the entity under the cursor, on into the other
/// articles of the list; off any mention, to the next one of any entity.
pub(super) fn step(state: &mut State, way: Way) -> Option<Effect> {
    let article = state.reader.article?;
    let here = entity_here(state);
    let same = |mention: &&Mention| {
        let shown = state.look.kinds.shows(mention.kind);
        here.map_or(shown, |_| state.holdings.entity_of(article, mention.entity) == here)
    };
    let starts: Vec<usize> =
        mentions(state).iter().filter(same).map(|mention| mention.span.start).collect();
    let cursor = state.reader.cursor;
    let own = mention_at(mentions(state), cursor).map_or(cursor, |mention| mention.span.start);
    let (found, end) = match way {
        Way::Next => (starts.iter().find(|start| **start > cursor), starts.first()),
        Way::Previous => (starts.iter().rev().find(|start| **start < own), starts.last()),
    };
    let beyond = here.filter(|_| found.is_none()).and_then(|id| beyond(state, id, way));
    match (beyond, found.or(end)) {
        (Some((article, at)), _) => history::go(state, article, Some(at)),
        (None, Some(at)) => text::put_cursor(state, *at),
        (None, None) => return say(state, "no entity in this article"),
    }
    tell(state, here)
}

/// The next article of the list that names an entity, round the end, with the
/// mention that comes first that way; none when no other does.
fn beyond(state: &State, id: EntityId, way: Way) -> Option<(usize, usize)> {
    let known = state.holdings.dossier.entities.get(id)?;
    let has = |article: &usize| known.is_named_by(*article);
    let listed: Vec<usize> = list::articles(state).filter(has).collect();
    let open = listed.iter().position(|article| Some(*article) == state.reader.article)?;
    let by = if way == Way::Next { 1 } else { listed.len() - 1 };
    let article = *listed.get((open + by) % listed.len()).filter(|_| listed.len() > 1)?;
    let mentions = &state.holdings.annotated(article)?.annotations.mentions;
    let named = |mention: &&Mention| state.holdings.entity_of(article, mention.entity) == Some(id);
    let mut named = mentions.iter().filter(named);
    let mention = if way == Way::Next { named.next() } else { named.next_back() };
    Some((article, mention?.span.start))
}

/// Says which mention the cursor is on; of an entity that is being followed,
/// also the how manieth of its article.
fn tell(state: &mut State, followed: Option<EntityId>) -> Option<Effect> {
    let id = entity_here(state);
    let name = id.and_then(|id| state.holdings.dossier.entities.get(id));
    let name = name.map(|entity| entity.name().to_owned()).unwrap_or_default();
    if followed.is_none() {
        return say(state, name);
    }
    let article = state.reader.article?;
    let same = |one: &&Mention| state.holdings.entity_of(article, one.entity) == id;
    let starts = mentions(state).iter().filter(same).map(|mention| mention.span.start);
    let starts: Vec<usize> = starts.collect();
    let place = starts.partition_point(|start| *start <= state.reader.cursor);
    say(state, format!("{name}: {place} of {}", starts.len()))
}
