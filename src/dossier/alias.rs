//! Aliases: what else a thing is called, in one word or several. What the
//! dossier's entities are called, facts of the world (`assets/lexicon`), and
//! with them what the reader says of names.

use std::{collections::BTreeSet, sync::LazyLock};

use super::{
    Entity, EntityId,
    index::checksum,
    words::{is_common, words_of},
};

/// Words of a name at most.
pub(super) const LONGEST: usize = 7;
/// Forms of an entity that may be aliases, the most frequent.
const FORMS: usize = 8;

/// A name cut into its folded words.
type Name = Vec<String>;

/// The things that bear more than one name.
#[derive(Debug, Default)]
pub(super) struct Aliases {
    /// Who bears a name, by the hash of its words, sorted.
    bearers: Vec<(u64, Bearer)>,
}

/// A thing that bears names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bearer {
    /// An entity of the dossier.
    Entity(EntityId),
    /// A line of the tables.
    Fact(usize),
}

impl Aliases {
    /// The aliases of entities and of the tables.
    pub(super) fn new(entities: &[Entity]) -> Self {
        let of_entity = |(id, entity)| bearing(Bearer::Entity(id), names_of(entity));
        let mut bearers: Vec<_> = entities.iter().enumerate().flat_map(of_entity).collect();
        let facts = FACTS.iter().enumerate();
        bearers
            .extend(facts.flat_map(|(at, names)| bearing(Bearer::Fact(at), names.iter().cloned())));
        bearers.sort_unstable();
        bearers.shrink_to_fit();
        Self { bearers }
    }

    /// Who bears a name.
    pub(super) fn bearers(&self, name: &[String]) -> impl Iterator<Item = Bearer> {
        let hash = hash(name);
        let from = self.bearers.partition_point(|one| one.0 < hash);
        let same = self.bearers.iter().skip(from).take_while(move |one| one.0 == hash);
        same.map(|&(_, bearer)| bearer)
    }
}

impl Bearer {
    /// What else it is called; names that only have a word more or less tell
    /// nothing new.
    pub(super) fn other_names(self, entities: &[Entity], name: &[String]) -> Vec<Name> {
        let names: BTreeSet<Name> = match self {
            Self::Entity(id) => entities.get(id).map(names_of).unwrap_or_default(),
            Self::Fact(at) => FACTS.get(at).into_iter().flatten().cloned().collect(),
        };
        let is_other = |other: &Name| !(holds(other, name) || holds(name, other));
        names.into_iter().filter(|other| is_other(other) && !is_too_common(other)).collect()
    }
}

/// Whether a name has all words of another.
fn holds(name: &[String], other: &[String]) -> bool {
    other.iter().all(|word| name.contains(word))
}

/// Whether a name is a word that mostly means something else (`US`, `WHO`).
fn is_too_common(name: &[String]) -> bool {
    matches!(name, [word] if word.len() < 2 || is_common(word))
}

/// A thing under each of its names, where there are several that differ.
fn bearing(
    bearer: Bearer,
    names: impl IntoIterator<Item = Name>,
) -> impl Iterator<Item = (u64, Bearer)> {
    let names: Vec<Name> = names.into_iter().collect();
    let differ = names.iter().any(|one| names.iter().any(|other| !holds(one, other)));
    let borne = names.into_iter().filter(move |_| differ);
    borne.map(move |name| (hash(&name), bearer))
}

fn names_of(entity: &Entity) -> BTreeSet<Name> {
    let forms = entity.variants().take(FORMS).chain([entity.key(), entity.name()]);
    forms.filter_map(name).collect()
}

fn name(form: &str) -> Option<Name> {
    let words = words_of(form);
    (1..=LONGEST).contains(&words.len()).then_some(words)
}

fn hash(name: &[String]) -> u64 {
    checksum(name.join(" ").as_bytes())
}

/// The tables: the names of a line belong to one thing.
static FACTS: LazyLock<Vec<Vec<Name>>> = LazyLock::new(|| {
    let tables = [
        include_str!("../../assets/lexicon/aliases.txt"),
        include_str!("../../assets/lexicon/phrases.txt"),
    ];
    let lines = tables.into_iter().flat_map(str::lines).filter(|line| !line.starts_with('#'));
    let several = lines.filter(|line| line.contains('|'));
    several.map(|line| line.split('|').filter_map(name).collect()).collect()
});
