//! Corrections of names: what they stand for, of what kind, or that they are none.

use super::{
    act,
    correct::{item, offer},
    entity, mention, prompt, say,
};
use crate::{
    dossier::{Entity, EntityId},
    fold::fold,
    model::{Correction, EntityCorrection, EntityKind, EntityRole, entity_subject},
    note::Act,
    tui::{
        effect::Effect,
        state::{Choice, MenuItem, MenuKind, Mode, PromptKind, State},
    },
};

/// Forms that are offered to stand alone, at most.
const FORMS: usize = 8;

/// Offers what can be said of the entity selected in the list or shown on the card.
pub(super) fn choose(state: &mut State) -> Option<Effect> {
    let items = match entity::selected(state) {
        Some(id) => items(state, id),
        None => hidden_item(state).into_iter().collect(),
    };
    if items.is_empty() {
        return say(state, "nothing to correct here");
    }
    offer(state, MenuKind::Correct, items)
}

/// In the text, the name under the cursor.
pub(super) fn item_here(state: &State) -> Option<MenuItem> {
    let id = mention::entity_here(state)?;
    let known = state.holdings.dossier.entities.get(id)?;
    let label = format!("the name {}", known.name());
    let help = "its kind, what it stands for, or that it is none".to_owned();
    Some(item(&label, help, Choice::Entity(id)))
}

fn items(state: &State, id: EntityId) -> Vec<MenuItem> {
    let Some(known) = state.holdings.dossier.entities.get(id) else { return Vec::new() };
    let mut items = vec![item(
        "it is the same as …",
        format!("join {} with another name", known.name()),
        Choice::SameName(id),
    )];
    items.extend(kind_items(id, known));
    items.extend(form_items(id, known));
    let hide = said(known.subject(), EntityRole::Hidden);
    items.push(item(
        "it is no name",
        format!("hide {} everywhere", known.name()),
        Choice::Name(id, hide),
    ));
    items.extend(back_items(state, id, known));
    items.extend(hidden_item(state));
    items
}

fn said(entity: String, role: EntityRole) -> EntityCorrection {
    EntityCorrection { entity, role }
}

fn kind_items(id: EntityId, known: &Entity) -> impl Iterator<Item = MenuItem> {
    let others = EntityKind::ALL.into_iter().filter(|kind| *kind != known.kind);
    others.map(move |kind| {
        let choice = Choice::Name(id, said(known.subject(), EntityRole::Kind { kind }));
        let article =
            if matches!(kind, EntityKind::Organisation | EntityKind::Event) { "an" } else { "a" };
        let label = match kind {
            EntityKind::Money => "it is money".to_owned(),
            _ => format!("it is {article} {}", kind.name()),
        };
        item(&label, format!("{}, now {}", known.name(), known.kind.name()), choice)
    })
}

/// Forms that were merged and may be somebody else's.
fn form_items(id: EntityId, known: &Entity) -> impl Iterator<Item = MenuItem> {
    let own = fold(known.name());
    let mut forms: Vec<&str> = Vec::new();
    for form in known.variants() {
        let folded = fold(form);
        let is_new = forms.iter().all(|one| fold(one) != folded);
        if folded != own && folded != known.key() && is_new && forms.len() < FORMS {
            forms.push(form);
        }
    }
    forms.into_iter().map(move |form| {
        let alone = said(entity_subject(known.kind, &fold(form)), EntityRole::Alone);
        let label = format!("“{form}” is another");
        item(&label, format!("part it from {}", known.name()), Choice::Name(id, alone))
    })
}

/// What was said of the entity before, to be taken back.
fn back_items(state: &State, id: EntityId, known: &Entity) -> Vec<MenuItem> {
    let subject = known.subject();
    let form = |form: &str| entity_subject(known.kind, &fold(form));
    let forms: Vec<String> = known.variants().map(form).collect();
    let is_about = |entity: &String, role: &EntityRole| match role {
        EntityRole::Same { other, .. } => *other == subject,
        EntityRole::Kind { .. } => {
            *entity == known.key() || *entity == subject || forms.contains(entity)
        }
        EntityRole::Alone => *entity == subject,
        EntityRole::Hidden | EntityRole::AsRead => false,
    };
    let roles = state.holdings.notebook.corrections.entities.iter();
    roles
        .filter(|(entity, role)| is_about(entity, role))
        .map(|(entity, _)| {
            let back = Choice::Name(id, said(entity.clone(), EntityRole::AsRead));
            item(&format!("“{entity}” as it was read"), "take your word back".to_owned(), back)
        })
        .collect()
}

fn hidden(state: &State) -> Vec<String> {
    let roles = state.holdings.notebook.corrections.entities.iter();
    let hidden = roles.filter(|(_, role)| **role == EntityRole::Hidden);
    hidden.map(|(entity, _)| entity.clone()).collect()
}

fn hidden_item(state: &State) -> Option<MenuItem> {
    let count = hidden(state).len();
    let help = "show one of them again".to_owned();
    (count > 0).then(|| item(&format!("hidden names: {count}"), help, Choice::HiddenNames))
}

fn offer_hidden(state: &mut State) -> Option<Effect> {
    let again = |entity: String| {
        item(&entity.clone(), "show it again".to_owned(), Choice::ShowName(entity))
    };
    let items = hidden(state).into_iter().map(again).collect();
    offer(state, MenuKind::Correct, items)
}

/// A line of the menu was chosen.
pub(super) fn chosen(state: &mut State, choice: Choice) -> Option<Effect> {
    match choice {
        Choice::Entity(id) => {
            let items = items(state, id);
            offer(state, MenuKind::Correct, items)
        }
        Choice::Name(id, said) => say_of(state, Some(id), said),
        Choice::SameName(entity) => {
            prompt::open(state, PromptKind::SameName { entity, meant: None })
        }
        Choice::HiddenNames => offer_hidden(state),
        Choice::ShowName(entity) => say_of(state, None, said(entity, EntityRole::AsRead)),
        _ => None,
    }
}

/// What is typed means the most often named entity of that name, if there is one.
pub(super) fn typed(state: &mut State, text: &str) {
    let found = state.holdings.dossier.entity_named(text);
    if let Some(Mode::Prompt(prompt)) = state.modes.last_mut()
        && let PromptKind::SameName { entity, meant } = &mut prompt.kind
    {
        *meant = found.filter(|found| found != entity);
    }
}

/// Says that an entity is the same as another.
pub(super) fn join(state: &mut State, entity: EntityId, other: EntityId) -> Option<Effect> {
    let known = |id: EntityId| state.holdings.dossier.entities.get(id);
    let (one, other) = (known(entity)?, known(other)?);
    let role = EntityRole::Same { other: other.subject(), name: other.name().to_owned() };
    let said = said(one.subject(), role);
    say_of(state, Some(entity), said)
}

/// Has a correction written; it is filed under the first article that names the entity.
fn say_of(state: &mut State, entity: Option<EntityId>, said: EntityCorrection) -> Option<Effect> {
    let known = entity.and_then(|id| state.holdings.dossier.entities.get(id));
    let article = known.and_then(|known| known.articles().next()).map_or(0, |(article, _)| article);
    let article = act::key_of(state, article)?;
    let correction = Correction::Entity(said);
    Some(act::act(Act::Correct { article, correction, on: true }))
}
