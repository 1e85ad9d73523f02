//! Entities over the whole dossier: what several articles name, merged by key.
//!
//! Inside one article the annotator has merged variants already; here its
//! entities meet those of other articles that carry the same key. A name given
//! to a nationality or a sum never meets anything but its own kind.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::{Articles, EntityId, Owners, fields::Fields};
use crate::{
    fold::fold,
    model::{AnnotatedArticle, DocumentEntity, EntityKind, entity_subject},
};

/// An entity over the whole dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// Person, organisation, place …
    pub kind: EntityKind,
    /// Its name, its key, every form.
    words: Fields,
    /// The articles that name it and how often, in the dossier's order.
    articles: Box<[(u32, u32)]>,
}

impl Entity {
    /// The fullest common form, with its diacritics.
    #[must_use]
    pub fn name(&self) -> &str {
        self.words.get(0)
    }

    /// The key that its articles agree on, folded.
    #[must_use]
    pub fn key(&self) -> &str {
        self.words.get(1)
    }

    /// Every form, the most frequent first.
    pub fn variants(&self) -> impl Iterator<Item = &str> {
        self.words.iter().skip(2)
    }

    /// The articles that name it and how often, in the dossier's order.
    #[must_use]
    pub fn articles(&self) -> impl ExactSizeIterator<Item = (usize, usize)> + DoubleEndedIterator {
        self.articles.iter().map(|&(at, count)| (at as usize, count as usize))
    }

    /// What corrections call it.
    #[must_use]
    pub fn subject(&self) -> String {
        entity_subject(self.kind, self.key())
    }

    /// Whether an article names it. Found by bisection.
    #[must_use]
    pub fn is_named_by(&self, article: usize) -> bool {
        self.articles.binary_search_by_key(&article, |&(at, _)| at as usize).is_ok()
    }

    /// How often the dossier names it.
    #[must_use]
    pub fn mentions(&self) -> usize {
        self.articles().map(|(_, count)| count).sum()
    }
}

/// All entities, the most often named first, and for each article the merged
/// entity of each of its own. Linear in mentions, but for the final sorting.
pub(super) fn merge(articles: &Articles) -> (Vec<Entity>, Owners) {
    let mut pots: Vec<Pot> = Vec::new();
    let mut of_key: HashMap<Camp, HashMap<String, usize>> = HashMap::new();
    let mut pot_of = Vec::with_capacity(articles.len());
    for (at, held) in articles.all().enumerate() {
        let article = held.whole();
        let own = article.annotations.entities.iter();
        let id = |entity: &DocumentEntity| {
            let camp = of_key.entry(Camp::of(entity.kind)).or_default();
            if let Some(&known) = camp.get(&entity.key) {
                return known;
            }
            let new = new_pot(&mut pots, &entity.key);
            camp.insert(entity.key.clone(), new);
            new
        };
        let ids: Vec<usize> = own.map(id).collect();
        count(at, &article, &ids, &mut pots);
        pot_of.push(ids);
    }
    in_order(pots.into_iter().map(Pot::finish).collect(), pot_of)
}

fn new_pot(pots: &mut Vec<Pot>, key: &str) -> usize {
    pots.push(Pot { key: key.to_owned(), ..Pot::default() });
    pots.len() - 1
}

/// Kinds that may be mixed up by annotators share a camp and are merged by
/// majority; a nationality and its country, or a sum, are never one.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Camp {
    Group,
    Money,
    Thing,
}

impl Camp {
    fn of(kind: EntityKind) -> Self {
        match kind {
            EntityKind::Group => Self::Group,
            EntityKind::Money => Self::Money,
            _ => Self::Thing,
        }
    }
}

/// What is known of one entity while articles are gone through.
#[derive(Default)]
struct Pot {
    key: String,
    kinds: BTreeMap<EntityKind, usize>,
    names: BTreeMap<String, usize>,
    forms: BTreeMap<String, usize>,
    articles: Vec<(u32, u32)>,
}

fn count(at: usize, article: &AnnotatedArticle, ids: &[usize], pots: &mut [Pot]) {
    let mut counts = vec![0; ids.len()];
    for mention in article.annotations.mentions.iter().filter(|one| one.entity < ids.len()) {
        let form = mention.span.cut(&article.article.text);
        pots[ids[mention.entity]].meet(form);
        counts[mention.entity] += 1;
    }
    for ((entity, &id), count) in article.annotations.entities.iter().zip(ids).zip(counts) {
        pots[id].add(at, entity, count);
    }
}

/// A form as it is shown: a name broken over two lines stands on one.
fn one_line(form: &str) -> String {
    form.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Pot {
    /// Counts a form; most are known already, and on one line.
    fn meet(&mut self, form: &str) {
        match self.forms.get_mut(form) {
            Some(count) => *count += 1,
            None => *self.forms.entry(one_line(form)).or_default() += 1,
        }
    }

    fn add(&mut self, at: usize, entity: &DocumentEntity, count: usize) {
        *self.kinds.entry(entity.kind).or_default() += count;
        *self.names.entry(entity.name.clone()).or_default() += count;
        for form in &entity.variants {
            self.forms.entry(form.clone()).or_default();
        }
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        match self.articles.last_mut() {
            Some((last, sum)) if *last == at => *sum = sum.saturating_add(count),
            _ => self.articles.push((at, count)),
        }
    }

    fn finish(self) -> Entity {
        let (kind, name) = (self.kind(), best_name(&self.names));
        let mut forms: Vec<(String, usize)> = self.forms.into_iter().collect();
        forms.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let variants = forms.iter().map(|(form, _)| form.as_str());
        let words = Fields::of([name.as_str(), self.key.as_str()].into_iter().chain(variants));
        Entity { kind, words, articles: self.articles.into() }
    }

    /// The most frequent kind, the first of equals.
    fn kind(&self) -> EntityKind {
        let kinds = self.kinds.iter();
        let best = kinds.max_by_key(|&(&kind, &count)| (count, std::cmp::Reverse(kind)));
        best.map_or(EntityKind::Organisation, |(&kind, _)| kind)
    }
}

/// The most frequent name, spellings that fold to one counted together; of
/// those the one with the most diacritics, then the most frequent.
fn best_name(names: &BTreeMap<String, usize>) -> String {
    let mut sums: BTreeMap<String, usize> = BTreeMap::new();
    for (name, count) in names {
        *sums.entry(fold(name)).or_default() += count;
    }
    let rank = |name: &str, count: usize| {
        let folded = fold(name);
        let marks = name.chars().filter(|letter| !letter.is_ascii()).count();
        (sums.get(&folded).copied(), folded.len(), folded, marks, count)
    };
    let best = names.iter().max_by_key(|&(name, &count)| rank(name, count));
    best.map(|(name, _)| name.clone()).unwrap_or_default()
}

fn in_order(pots: Vec<Entity>, mut of: Vec<Vec<EntityId>>) -> (Vec<Entity>, Owners) {
    let mut order: Vec<(usize, Entity)> = pots.into_iter().enumerate().collect();
    order.sort_by(|(_, a), (_, b)| {
        let by_count = b.mentions().cmp(&a.mentions());
        by_count.then_with(|| (a.name(), a.kind, a.key()).cmp(&(b.name(), b.kind, b.key())))
    });
    let place = inverse(&order.iter().map(|&(old, _)| old).collect::<Vec<_>>());
    for id in of.iter_mut().flatten() {
        *id = place[*id];
    }
    (order.into_iter().map(|(_, entity)| entity).collect(), Owners::new(&of))
}

/// For each old place the new one.
fn inverse(order: &[usize]) -> Vec<usize> {
    let mut place = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new;
    }
    place
}

/// The entity that a typed name means: the most often named of [`named_like`].
pub(super) fn named(entities: &[Entity], typed: &str) -> Option<EntityId> {
    named_like(entities, &fold(typed)).first().copied()
}

/// The entities that a folded name means, the most often named first: those of
/// which the name, the key or a variant is it; when there is none, those of
/// which such a form, or a word of one, begins with it.
pub(super) fn named_like(entities: &[Entity], wanted: &str) -> Vec<EntityId> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let whole = those(entities, |form| form == wanted);
    let begins = |form: &str| {
        form.starts_with(wanted) || form.split(' ').any(|word| word.starts_with(wanted))
    };
    if whole.is_empty() { those(entities, begins) } else { whole }
}

/// The entities with a form that fits.
fn those(entities: &[Entity], fits: impl Fn(&str) -> bool) -> Vec<EntityId> {
    let all = entities.iter().enumerate();
    all.filter(|(_, one)| forms(one).any(|form| fits(&form))).map(|(id, _)| id).collect()
}

fn forms(entity: &Entity) -> impl Iterator<Item = String> {
    let printed = std::iter::once(entity.name()).chain(entity.variants()).map(fold);
    printed.chain(std::iter::once(entity.key().to_owned()))
}
