//! The reader's word about names: what they stand for and of what kind, or that
//! they are none.

use std::collections::HashMap;

use crate::{
    fold::fold,
    model::{
        AnnotatedArticle, Annotations, DocumentEntity, EntityKind, EntityRole, EntityRoles,
        entity_subject,
    },
};

/// Entities that are each the same as the next, at most; a circle of them joins none.
const CHAIN: usize = 8;

/// The article with its names as the reader says; none where nothing that is
/// said is about any of them. Linear in its mentions.
pub(super) fn renamed(article: &AnnotatedArticle, roles: &EntityRoles) -> Option<AnnotatedArticle> {
    if roles.is_empty() || !is_about(article, roles) {
        return None;
    }
    let mut article = article.clone();
    part(&article.article.text, &mut article.annotations, roles);
    let is_shown = settle(&mut article.annotations, roles);
    keep(&mut article.annotations, &is_shown);
    number(&mut article.annotations);
    Some(article)
}

/// Whether any role is that of a name or a form of the article.
fn is_about(article: &AnnotatedArticle, roles: &EntityRoles) -> bool {
    article.annotations.entities.iter().any(|one| {
        let form = |form: &String| roles.contains_key(&entity_subject(one.kind, &fold(form)));
        role(one, roles).is_some() || one.variants.iter().any(form)
    })
}

/// What the reader says of an entity, by its key or its name.
fn role<'a>(entity: &DocumentEntity, roles: &'a EntityRoles) -> Option<&'a EntityRole> {
    let by_key = roles.get(&entity_subject(entity.kind, &entity.key));
    by_key.or_else(|| roles.get(&entity_subject(entity.kind, &fold(&entity.name))))
}

/// Makes entities of their own of forms that stand alone.
fn part(text: &str, annotations: &mut Annotations, roles: &EntityRoles) {
    let mut parted: HashMap<(EntityKind, String), usize> = HashMap::new();
    let entities = &mut annotations.entities;
    for mention in &mut annotations.mentions {
        let written = mention.span.cut(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let form = fold(&written);
        let is_alone = roles.get(&entity_subject(mention.kind, &form)) == Some(&EntityRole::Alone);
        let Some(old) = entities.get_mut(mention.entity).filter(|old| is_alone && old.key != form)
        else {
            continue;
        };
        old.variants.retain(|variant| fold(variant) != form);
        if fold(&old.name) == form {
            old.name = old.variants.first().unwrap_or(&old.name).clone();
        }
        let new = DocumentEntity {
            kind: mention.kind,
            key: form.clone(),
            variants: vec![written.clone()],
            name: written,
        };
        mention.entity = *parted.entry((mention.kind, form)).or_insert_with(|| {
            entities.push(new);
            entities.len() - 1
        });
    }
}

/// Gives each entity the name and kind that the reader says, and tells which are shown.
fn settle(annotations: &mut Annotations, roles: &EntityRoles) -> Vec<bool> {
    let settled = |entity: &mut DocumentEntity| settle_one(entity, roles);
    let is_shown = annotations.entities.iter_mut().map(settled).collect();
    for mention in &mut annotations.mentions {
        if let Some(entity) = annotations.entities.get(mention.entity) {
            mention.kind = entity.kind;
        }
    }
    is_shown
}

fn settle_one(entity: &mut DocumentEntity, roles: &EntityRoles) -> bool {
    let read = (entity.key.clone(), entity.name.clone());
    for _ in 0..CHAIN {
        match role(entity, roles) {
            Some(EntityRole::Same { other, name }) => {
                let own = entity_subject(entity.kind, "");
                entity.key = other.strip_suffix(&own).unwrap_or(other).to_owned();
                entity.name.clone_from(name);
            }
            Some(EntityRole::Kind { kind }) => {
                entity.kind = *kind;
                return true;
            }
            Some(EntityRole::Hidden) => return false,
            Some(EntityRole::Alone | EntityRole::AsRead) | None => return true,
        }
    }
    (entity.key, entity.name) = read;
    true
}

/// Takes out the mentions of entities that are not shown.
fn keep(annotations: &mut Annotations, is_shown: &[bool]) {
    let is_kept = |entity: usize| is_shown.get(entity).copied().unwrap_or(true);
    let mut places = Vec::with_capacity(annotations.mentions.len());
    let mut kept = 0;
    for mention in &annotations.mentions {
        let stays = is_kept(mention.entity);
        places.push(stays.then_some(kept));
        kept += usize::from(stays);
    }
    annotations.mentions.retain(|mention| is_kept(mention.entity));
    for event in &mut annotations.events {
        let moved = event.mentions.iter().filter_map(|at| places.get(*at).copied().flatten());
        event.mentions = moved.collect();
    }
}

/// Numbers the entities that are named, those of one key as one, in the order
/// in which they come up.
fn number(annotations: &mut Annotations) {
    let old = std::mem::take(&mut annotations.entities);
    let mut of_key: HashMap<String, usize> = HashMap::new();
    for mention in &mut annotations.mentions {
        let Some(entity) = old.get(mention.entity) else { continue };
        let subject = entity_subject(entity.kind, &entity.key);
        let entities = &mut annotations.entities;
        let new = *of_key.entry(subject).or_insert_with(|| {
            entities.push(entity.clone());
            entities.len() - 1
        });
        mention.entity = new;
        if let Some(into) = entities.get_mut(new) {
            let known = |form: &&String| !into.variants.contains(form);
            let more: Vec<String> = entity.variants.iter().filter(known).cloned().collect();
            into.variants.extend(more);
            mention.kind = into.kind;
        }
    }
}
