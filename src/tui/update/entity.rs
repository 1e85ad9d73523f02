//! The entities: their list, the card of one, the timeline by one.

use std::collections::BTreeMap;

use tui_input::Input;

use super::{history, holdings, list as list_pane, mention, say, show, timeline};
use crate::{
    dossier::{Dossier, Entity, EntityId, Trust},
    fold::fold,
    model::EntityKind,
    tui::{
        effect::Effect,
        layout::Pane,
        state::{CardRow, EntitiesList, EntityCard, EntityScope, EntryRef, Mode, RowCursor, State},
    },
};

/// The most companions that a card names.
const COMPANIONS: usize = 12;

/// Lists the entities of the dossier.
pub(super) fn list(state: &mut State) -> Option<Effect> {
    state.modes.push(Mode::Entities(EntitiesList {
        scope: EntityScope::Dossier,
        kind: None,
        filter: Input::default(),
        rows: Vec::new(),
        cursor: RowCursor::default(),
    }));
    rebuild(state);
    None
}

/// Makes the rows of the list anew, where it is open.
pub(super) fn rebuild(state: &mut State) {
    let Some(rows) = open_list(state).map(|list| rows(state, list)) else { return };
    if let Some(list) = open_list_mut(state) {
        list.rows = rows;
        let selected = list.cursor.selected;
        list.cursor.go(selected, list.rows.len());
    }
}

fn open_list(state: &State) -> Option<&EntitiesList> {
    state.modes.iter().find_map(|mode| match mode {
        Mode::Entities(list) => Some(list),
        _ => None,
    })
}

fn open_list_mut(state: &mut State) -> Option<&mut EntitiesList> {
    state.modes.iter_mut().find_map(|mode| match mode {
        Mode::Entities(list) => Some(list),
        _ => None,
    })
}

fn rows(state: &State, list: &EntitiesList) -> Vec<(EntityId, usize)> {
    let dossier = &state.holdings.dossier;
    let wanted = fold(list.filter.value());
    let mut counted: Vec<(EntityId, usize)> = match list.scope {
        EntityScope::Dossier => dossier.entities.iter().map(Entity::mentions).enumerate().collect(),
        EntityScope::Article => counts_in(state).into_iter().collect(),
    };
    counted.retain(|(id, _)| {
        dossier.entities.get(*id).is_some_and(|entity| {
            list.kind.map_or(state.look.kinds.shows(entity.kind), |kind| entity.kind == kind)
                && (wanted.is_empty() || entity.variants().any(|form| fold(form).contains(&wanted)))
        })
    });
    counted.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
    counted
}

/// How often the open article names each entity.
fn counts_in(state: &State) -> BTreeMap<EntityId, usize> {
    let mut counts = BTreeMap::new();
    let Some(article) = state.reader.article else { return counts };
    let Some(annotated) = state.holdings.annotated(article) else { return counts };
    for mention in &annotated.annotations.mentions {
        if let Some(id) = state.holdings.entity_of(article, mention.entity) {
            *counts.entry(id).or_insert(0) += 1;
        }
    }
    counts
}

/// Entities of the open article, or of all.
pub(super) fn next_scope(state: &mut State) -> Option<Effect> {
    let list = open_list_mut(state)?;
    list.scope = match list.scope {
        EntityScope::Dossier => EntityScope::Article,
        EntityScope::Article => EntityScope::Dossier,
    };
    list.cursor = RowCursor::default();
    rebuild(state);
    None
}

/// One kind after another, then all.
pub(super) fn next_kind(state: &mut State) -> Option<Effect> {
    let list = open_list_mut(state)?;
    list.kind = match list.kind {
        None => EntityKind::ALL.first().copied(),
        Some(kind) => {
            let at = EntityKind::ALL.iter().position(|one| *one == kind).unwrap_or(0);
            EntityKind::ALL.get(at + 1).copied()
        }
    };
    list.cursor = RowCursor::default();
    rebuild(state);
    None
}

/// What is typed narrows the list.
pub(super) fn filter(state: &mut State, input: Input) {
    if let Some(list) = open_list_mut(state) {
        list.filter = input;
        list.cursor = RowCursor::default();
    }
    rebuild(state);
}

/// Opens the card of the selected entity.
pub(super) fn open_selected(state: &mut State) -> Option<Effect> {
    let id = selected(state)?;
    open_card(state, id);
    None
}

/// The entity selected in the list or shown on the card.
pub(super) fn selected(state: &State) -> Option<EntityId> {
    match state.mode()? {
        Mode::Entities(list) => list.rows.get(list.cursor.selected).map(|row| row.0),
        Mode::Card(card) => match card.rows.get(card.cursor.selected) {
            Some(CardRow::Companion(id, _)) => Some(*id),
            _ => Some(card.entity),
        },
        _ => None,
    }
}

/// Opens the card of an entity.
pub(super) fn open_card(state: &mut State, entity: EntityId) {
    let rows = card_rows(state, entity);
    state.modes.push(Mode::Card(EntityCard { entity, rows, cursor: RowCursor::default() }));
}

/// Opens the card of the entity under the cursor.
pub(super) fn card_here(state: &mut State) -> Option<Effect> {
    match mention::entity_here(state) {
        Some(id) => open_card(state, id),
        None => return say(state, "no entity here: ] goes to the next one"),
    }
    None
}

fn card_rows(state: &State, entity: EntityId) -> Vec<CardRow> {
    let dossier = &state.holdings.dossier;
    let Some(known) = dossier.entities.get(entity) else { return Vec::new() };
    let mut rows = Vec::new();
    if let Some((first, last)) = dossier.first_and_last(entity) {
        rows.push(CardRow::First(first));
        rows.extend((first != last).then_some(CardRow::Last(last)));
    }
    rows.extend(known.articles().map(|(at, count)| CardRow::Article(at, count)));
    rows.extend(companions(dossier, entity));
    rows.extend(entries(dossier, entity).map(CardRow::Entry));
    rows
}

/// The entities named most often in the same sentences.
fn companions(dossier: &Dossier, entity: EntityId) -> impl Iterator<Item = CardRow> {
    let pairs = dossier.pairs_with(entity).into_iter().take(COMPANIONS);
    pairs.filter_map(move |pair| Some(CardRow::Companion(pair.other(entity)?, pair.sentences)))
}

fn entries(dossier: &Dossier, entity: EntityId) -> impl Iterator<Item = EntryRef> {
    let timeline = &dossier.timeline;
    let all = EntryRef::all(timeline, Trust::Clear).into_iter();
    all.filter(move |(_, one)| one.entities.contains(&entity)).map(|(entry, _)| entry)
}

/// Goes where the selected row of the card leads.
pub(super) fn open_row(state: &mut State) -> Option<Effect> {
    let Some(Mode::Card(card)) = state.mode() else { return None };
    let (entity, row) = (card.entity, card.rows.get(card.cursor.selected).copied()?);
    match row {
        CardRow::Companion(id, _) => {
            open_card(state, id);
            None
        }
        CardRow::First((article, span)) | CardRow::Last((article, span)) => {
            state.modes.clear();
            history::go(state, article, Some(span.start));
            show::focus(state, Pane::Text)
        }
        CardRow::Article(article, _) => {
            let at = first_mention(state, article, entity);
            state.modes.clear();
            history::go(state, article, at);
            show::focus(state, Pane::Text)
        }
        CardRow::Entry(entry) => {
            state.modes.clear();
            history::remember(state);
            timeline::go_to(state, entry);
            show::focus(state, Pane::Text)
        }
    }
}

/// Where an article names an entity first.
pub(super) fn first_mention(state: &State, article: usize, entity: EntityId) -> Option<usize> {
    let mentions = &state.holdings.annotated(article)?.annotations.mentions;
    let named = |id: usize| state.holdings.entity_of(article, id) == Some(entity);
    mentions.iter().find(|mention| named(mention.entity)).map(|mention| mention.span.start)
}

/// The selected entity, or both of a pair.
fn chosen(state: &State) -> Vec<EntityId> {
    match state.mode() {
        Some(Mode::Pairs(view)) => {
            view.selected().map(|pair| vec![pair.entities.0, pair.entities.1]).unwrap_or_default()
        }
        _ => selected(state).into_iter().collect(),
    }
}

/// Only the entries of what is selected in the timeline.
pub(super) fn filter_by_selected(state: &mut State) -> Option<Effect> {
    let ids = chosen(state);
    state.modes.clear();
    if let [one, other] = ids[..] {
        state.timeline.filter.entities = vec![one];
        return filter_by(state, other);
    }
    filter_by(state, *ids.first()?)
}

/// Only the articles that name what is selected in the list; each is added to
/// the list's filter, or taken out where it is there already.
pub(super) fn list_by_selected(state: &mut State) -> Option<Effect> {
    let ids = chosen(state);
    let names = ids.iter().filter_map(|id| state.holdings.dossier.entities.get(*id));
    let clauses: Vec<String> =
        names.map(|one| format!("who:\"{}\"", one.name().replace('"', ""))).collect();
    let filter = &mut state.list.filter;
    let known = clauses.iter().all(|clause| filter.contains(clause.as_str()));
    for clause in &clauses {
        let without = filter.replace(clause.as_str(), "");
        *filter = without.split_whitespace().collect::<Vec<_>>().join(" ");
        if !known {
            filter.push_str(if filter.is_empty() { "" } else { " " });
            filter.push_str(clause);
        }
    }
    state.modes.clear();
    show::focus(state, Pane::List);
    list_pane::filter(state)
}

/// Only the entries of the entity under the cursor, or of the entry's first.
pub(super) fn filter_by_here(state: &mut State) -> Option<Effect> {
    let id = match state.arrangement.focus {
        Pane::Timeline => {
            timeline::selected_entry(state).and_then(|entry| entry.entities.first().copied())
        }
        _ => mention::entity_here(state),
    };
    match id {
        Some(id) => filter_by(state, id),
        None => say(state, "no entity here"),
    }
}

/// Adds an entity to the timeline's filter, or takes it out.
pub(super) fn filter_by(state: &mut State, id: EntityId) -> Option<Effect> {
    let chosen = &mut state.timeline.filter.entities;
    match chosen.iter().position(|one| *one == id) {
        Some(at) => drop(chosen.remove(at)),
        None => chosen.push(id),
    }
    state.arrangement.timeline_off = false;
    timeline::rebuild_here(state);
    let names = state.timeline.filter.entities.iter();
    let names: Vec<&str> =
        names.filter_map(|id| state.holdings.dossier.entities.get(*id)).map(Entity::name).collect();
    let text = if names.is_empty() {
        "all entities".to_owned()
    } else {
        format!("only {}", names.join(" and "))
    };
    say(state, text)
}

/// Carries filter and cards over to a new dossier; those of entities that are gone end.
pub(super) fn carry_over(state: &mut State, before: &Dossier) {
    let now = state.holdings.dossier.clone();
    let same = |id: EntityId| holdings::same_entity(before, &now, id);
    let entities = std::mem::take(&mut state.timeline.filter.entities);
    state.timeline.filter.entities = entities.into_iter().filter_map(same).collect();
    let modes = std::mem::take(&mut state.modes);
    for mode in modes {
        match mode {
            Mode::Card(card) => {
                if let Some(id) = same(card.entity) {
                    let rows = card_rows(state, id);
                    state.modes.push(Mode::Card(EntityCard { entity: id, rows, ..card }));
                }
            }
            // Its places are those of the dossier before.
            Mode::Story(_) | Mode::Pairs(_) => {}
            other => state.modes.push(other),
        }
    }
}
