//! Substance: what a stretch of text is about, as a set of features that can be
//! compared with another's: entities, verbs by class, numbers, stemmed words.
//!
//! A feature weighs the more the fewer stretches have it (inverse document
//! frequency), so that a country that everybody names proves little.

use std::{cmp::Ordering, collections::HashMap};

use super::{
    Entity, EntityId, Own,
    words::{Words, head, is_common, stem},
};
use crate::model::{AnnotatedArticle, EntityKind, Span};

/// A feature's place in [`Gauge`].
pub(super) type FeatureId = u32;

/// What a stretch is about: its features, sorted, none twice.
pub(super) type Substance = Vec<FeatureId>;

/// Characters of a stretch that are read, so that many stretches of one
/// endless sentence cost no more than their number.
const READ: usize = 1500;

/// What a feature is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// A person, organisation, system, sum or named event.
    Name,
    /// A place or nationality.
    Land,
    /// A verb of a class.
    Verb,
    /// A number.
    Number,
    /// Any other word.
    Word,
}

/// Words for one kind of happening, verbs and nouns; each class is one feature.
const CLASSES: [&str; 16] = [
    "buy bought purchase acquire acquisition procure procurement",
    "sell sold sale export",
    "sign signing signature accord agreement agree deal contract memorandum pact treaty",
    "attack strike struck bomb bombard shell raid assault",
    "visit travel trip arrive mission tour",
    "elect election vote poll",
    "launch unveil present inaugurate introduce debut",
    "test trial fire firing",
    "deliver delivery handover ship shipment",
    "warn warning threaten threat caution",
    "kill dead died die death casualty",
    "meet met meeting talks summit",
    "freeze froze frozen remove removal expel expulsion exclude suspend suspension oust",
    "sanction embargo ban",
    "build built produce production construct construction manufacture",
    "join enter accession accede membership",
];

/// All features met so far and in how many stretches each was met.
#[derive(Debug, Default)]
pub(super) struct Collector {
    /// The feature of each stem.
    stems: HashMap<String, FeatureId>,
    /// What each word met so far comes to; none for one without substance.
    words: HashMap<String, Option<FeatureId>>,
    entities: HashMap<EntityId, FeatureId>,
    sorts: Vec<(Sort, f64)>,
    met: Vec<u32>,
    /// The same with the stretches that aren't counted.
    held: Vec<u32>,
    stretches: u32,
}

/// A stretch of an article of the dossier.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch<'a> {
    /// The article.
    pub(super) article: &'a AnnotatedArticle,
    /// The merged entity of each of its own.
    pub(super) entity_of: Own<'a>,
    /// The dossier's entities.
    pub(super) entities: &'a [Entity],
    /// The part of the article's text.
    pub(super) span: Span,
}

impl Collector {
    /// A collector that knows the classes of verbs and nothing else.
    pub(super) fn new() -> Self {
        let mut collector = Self::default();
        for class in CLASSES {
            let id = collector.add(Sort::Verb, 1.2);
            for word in class.split(' ') {
                collector.stems.insert(stem(word), id);
            }
        }
        collector
    }

    /// The substance of a stretch, which is counted. Linear in its length.
    pub(super) fn collect(&mut self, stretch: &Stretch<'_>) -> Substance {
        let found = self.found(stretch);
        self.counted(found)
    }

    /// The same of a stretch that tells little: it makes nothing more common.
    pub(super) fn collect_uncounted(&mut self, stretch: &Stretch<'_>) -> Substance {
        let found = sorted(self.found(stretch));
        self.hold(&found);
        found
    }

    fn hold(&mut self, substance: &Substance) {
        for &id in substance {
            self.held[id as usize] += 1;
        }
    }

    /// A substance with the names of the stretch before it: "the purchase" may
    /// be of what was just named, and "him" is who was. None where it names
    /// more than places itself and has no such pronoun, or there is nothing to add.
    pub(super) fn borrowed(
        &mut self,
        own: &Substance,
        clause: &str,
        before: &Stretch<'_>,
    ) -> Option<Substance> {
        let has_own = own.iter().any(|&id| self.is_name(id));
        if has_own && !has_pronoun(clause) {
            return None;
        }
        let kind = |id: EntityId| before.entities.get(id).map(|entity| entity.kind);
        let names = names_in(before).into_iter().map(|(_, id)| id);
        let wanted = names.filter(|&id| !has_own || kind(id) == Some(EntityKind::Person));
        let names: Substance = wanted.map(|id| self.entity(id, before.entities)).collect();
        let wider = sorted(own.iter().copied().chain(names).collect());
        (wider.len() > own.len()).then_some(wider)
    }

    fn is_name(&self, id: FeatureId) -> bool {
        self.sorts.get(id as usize).is_some_and(|&(sort, _)| sort == Sort::Name)
    }

    /// The substance of an article as a whole, which is counted: its title,
    /// its beginning and everything it names.
    pub(super) fn collect_article(&mut self, stretch: &Stretch<'_>) -> Substance {
        let mut found = self.found(stretch);
        for word in Words::of(&stretch.article.article.metadata.title).iter() {
            found.extend(self.word(word));
        }
        for entity in stretch.entity_of.iter() {
            found.push(self.entity(entity, stretch.entities));
        }
        self.counted(found)
    }

    fn found(&mut self, stretch: &Stretch<'_>) -> Vec<FeatureId> {
        let text = head(stretch.span.cut(&stretch.article.article.text), READ);
        let span = Span::new(stretch.span.start, stretch.span.start + text.len());
        let stretch = &Stretch { span, ..*stretch };
        let names = names_in(stretch);
        let mut found: Substance =
            names.iter().map(|&(_, entity)| self.entity(entity, stretch.entities)).collect();
        let times = times_in(stretch);
        let taken: Vec<Span> = names.into_iter().map(|(span, _)| span).collect();
        let words = Words::of(text);
        for (span, word) in words.placed() {
            let span = span.shifted(stretch.span.start);
            if !touches(&taken, span) && !touches(&times, span) {
                found.extend(self.word(word));
            }
        }
        found
    }

    fn counted(&mut self, found: Substance) -> Substance {
        let found = sorted(found);
        self.hold(&found);
        for &id in &found {
            self.met[id as usize] += 1;
        }
        self.stretches += 1;
        found
    }

    fn entity(&mut self, entity: EntityId, entities: &[Entity]) -> FeatureId {
        if let Some(&id) = self.entities.get(&entity) {
            return id;
        }
        let kind = entities.get(entity).map_or(EntityKind::Organisation, |entity| entity.kind);
        let (sort, factor) = kind_sort(kind);
        let id = self.add(sort, factor);
        self.entities.insert(entity, id);
        id
    }

    fn word(&mut self, word: &str) -> Option<FeatureId> {
        if let Some(&known) = self.words.get(word) {
            return known;
        }
        let empty = is_common(word) || word.chars().nth(1).is_none();
        let found = (!empty).then(|| self.stem(word));
        self.words.insert(word.to_owned(), found);
        found
    }

    fn stem(&mut self, word: &str) -> FeatureId {
        let stem = stem(word);
        if let Some(&known) = self.stems.get(&stem) {
            return known;
        }
        let number = word.bytes().all(|byte| byte.is_ascii_digit());
        let id = self.add(if number { Sort::Number } else { Sort::Word }, 1.0);
        self.stems.insert(stem, id);
        id
    }

    fn add(&mut self, sort: Sort, factor: f64) -> FeatureId {
        self.sorts.push((sort, factor));
        self.met.push(0);
        self.held.push(0);
        FeatureId::try_from(self.sorts.len() - 1).unwrap_or(FeatureId::MAX)
    }

    /// The gauge for everything that was counted.
    pub(super) fn gauge(self) -> Gauge {
        let all = f64::from(self.stretches);
        let weigh = |((_, factor), met): (&(Sort, f64), &u32)| {
            factor * (1.0 + all / f64::from((*met).max(1))).ln()
        };
        let weights = self.sorts.iter().zip(&self.met).map(weigh).collect();
        let sorts = self.sorts.into_iter().map(|(sort, _)| sort).collect();
        Gauge { sorts, weights, held: self.held }
    }
}

/// Whether a clause speaks of somebody who is not named in it.
fn has_pronoun(clause: &str) -> bool {
    let mut words = clause.split_whitespace();
    words.any(|word| matches!(word.trim_end_matches([',', '.']), "him" | "her" | "them"))
}

/// In order, none twice.
fn sorted(mut substance: Substance) -> Substance {
    substance.sort_unstable();
    substance.dedup();
    substance
}

/// What a kind of entity proves when two stretches share one.
fn kind_sort(kind: EntityKind) -> (Sort, f64) {
    match kind {
        EntityKind::System | EntityKind::Money => (Sort::Name, 1.6),
        EntityKind::Person | EntityKind::Event => (Sort::Name, 1.3),
        EntityKind::Organisation => (Sort::Name, 1.2),
        EntityKind::Place => (Sort::Land, 0.7),
        EntityKind::Group => (Sort::Land, 0.5),
    }
}

fn names_in(stretch: &Stretch<'_>) -> Vec<(Span, EntityId)> {
    let mentions = &stretch.article.annotations.mentions;
    let from = mentions.partition_point(|mention| mention.span.start < stretch.span.start);
    let inside = mentions.iter().skip(from).take_while(|one| one.span.end <= stretch.span.end);
    inside.filter_map(|one| Some((one.span, stretch.entity_of.get(one.entity)?))).collect()
}

fn times_in(stretch: &Stretch<'_>) -> Vec<Span> {
    let timexes = &stretch.article.annotations.timexes;
    let from = timexes.partition_point(|timex| timex.span.end <= stretch.span.start);
    let inside = timexes.iter().skip(from).take_while(|one| one.span.start < stretch.span.end);
    inside.map(|one| one.span).collect()
}

/// Whether one of sorted spans that do not overlap shares a byte with `span`.
fn touches(sorted: &[Span], span: Span) -> bool {
    let at = sorted.partition_point(|one| one.end <= span.start);
    sorted.get(at).is_some_and(|one| one.overlaps(span))
}

/// The weights of all features and how many stretches hold each.
#[derive(Debug)]
pub(super) struct Gauge {
    sorts: Vec<Sort>,
    weights: Vec<f64>,
    held: Vec<u32>,
}

/// How alike two stretches are.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Likeness {
    /// From 0, nothing in common, to 1, the same.
    pub(super) degree: f64,
    /// Shared names that aren't places or nationalities.
    pub(super) names: usize,
    /// Shared places and nationalities.
    pub(super) lands: usize,
    /// Shared words, numbers and classes of verb.
    pub(super) words: usize,
    /// Whether they share a class of verb.
    pub(super) same_verb: bool,
    /// Whether each has verbs of a class, or numbers, and they share none.
    pub(super) at_odds: bool,
}

impl Gauge {
    /// What a feature weighs.
    pub(super) fn weight(&self, id: FeatureId) -> f64 {
        self.weights.get(id as usize).copied().unwrap_or_default()
    }

    /// The `count` weightiest features of a substance that another one has, too.
    pub(super) fn rarest(&self, substance: &Substance, count: usize) -> Vec<FeatureId> {
        let shared = |id: &FeatureId| self.held.get(*id as usize).is_some_and(|&held| held > 1);
        let mut sorted: Substance = substance.iter().copied().filter(shared).collect();
        sorted.sort_by(|&a, &b| self.weight(b).total_cmp(&self.weight(a)).then(a.cmp(&b)));
        sorted.truncate(count);
        sorted
    }

    /// Compares two substances; linear in their sizes.
    pub(super) fn likeness(&self, one: &Substance, other: &Substance) -> Likeness {
        let mut tally = Tally::default();
        let (mut left, mut right) = (one.iter().peekable(), other.iter().peekable());
        while let (Some(&&a), Some(&&b)) = (left.peek(), right.peek()) {
            let order = a.cmp(&b);
            if order != Ordering::Greater {
                left.next();
                tally.count(self, a, Side::One);
            }
            if order != Ordering::Less {
                right.next();
                tally.count(self, b, Side::Other);
            }
            if order == Ordering::Equal {
                tally.share(self, a);
            }
        }
        left.for_each(|&id| tally.count(self, id, Side::One));
        right.for_each(|&id| tally.count(self, id, Side::Other));
        tally.likeness()
    }

    fn sort(&self, id: FeatureId) -> Sort {
        self.sorts.get(id as usize).copied().unwrap_or(Sort::Word)
    }
}

#[derive(Clone, Copy)]
enum Side {
    One = 0,
    Other = 1,
}

/// Sums over two sides while they are walked together.
#[derive(Default)]
struct Tally {
    weight: [f64; 2],
    verbs: [usize; 2],
    numbers: [usize; 2],
    shared: f64,
    names: usize,
    lands: usize,
    words: usize,
    shared_verbs: usize,
    shared_numbers: usize,
}

impl Tally {
    fn count(&mut self, gauge: &Gauge, id: FeatureId, side: Side) {
        self.weight[side as usize] += gauge.weight(id);
        match gauge.sort(id) {
            Sort::Verb => self.verbs[side as usize] += 1,
            Sort::Number => self.numbers[side as usize] += 1,
            _ => {}
        }
    }

    fn share(&mut self, gauge: &Gauge, id: FeatureId) {
        self.shared += gauge.weight(id);
        match gauge.sort(id) {
            Sort::Name => self.names += 1,
            Sort::Land => self.lands += 1,
            Sort::Verb => self.shared_verbs += 1,
            Sort::Number => self.shared_numbers += 1,
            Sort::Word => self.words += 1,
        }
    }

    fn likeness(&self) -> Likeness {
        let smaller = self.weight[0].min(self.weight[1]);
        let union = self.weight[0] + self.weight[1] - self.shared;
        let odds = |sides: [usize; 2], shared: usize| sides.iter().all(|&n| n > 0) && shared == 0;
        Likeness {
            degree: f64::midpoint(self.shared / smaller.max(0.1), self.shared / union.max(0.1)),
            names: self.names,
            lands: self.lands,
            words: self.words + self.shared_verbs + self.shared_numbers,
            same_verb: self.shared_verbs > 0,
            at_odds: odds(self.verbs, self.shared_verbs) || odds(self.numbers, self.shared_numbers),
        }
    }
}
