//! The index: every word of every article with its field and place.
//!
//! Words are folded; a sorted vocabulary stands over one flat list of
//! occurrences, grouped by word and sorted by article and place. The fields
//! of an article lie one behind the other in one numbering, a gap apart, so
//! that a place tells its field and no phrase crosses a border.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    Articles, Entity, EntityId,
    fuzzy::{TermId, Vocabulary},
    words::Words,
};
use crate::model::AnnotatedArticle;

/// Fields of an article.
pub(super) const FIELDS: usize = 5;
/// Their places in `Document::ends`.
const TITLE: usize = 0;
const PUBLISHER: usize = 1;
const BYLINE: usize = 2;
const ENTITIES: usize = 3;
/// The body's place, the last.
pub(super) const BODY: usize = 4;
/// What an occurrence in each field counts against one in the body.
pub(super) const BOOSTS: [f64; FIELDS] = [3.0, 0.6, 0.8, 0.3, 1.0];
/// Places left free between two fields.
const GAP: u32 = 16;

/// A word at a place of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Occurrence {
    /// The article.
    pub(super) article: u32,
    /// The word's number in the article.
    pub(super) place: u32,
}

/// Where the fields of an article lie.
#[derive(Clone, Copy, Debug, Default)]
struct Document {
    starts: [u32; FIELDS],
    lengths: [u32; FIELDS],
}

/// The index over a dossier.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Its words.
    pub(super) vocabulary: Vocabulary,
    /// For each word the first of its occurrences, and one more at the end.
    starts: Vec<usize>,
    occurrences: Vec<Occurrence>,
    documents: Vec<Document>,
    averages: [f64; FIELDS],
    /// Words that stand for each other because one entity bears both.
    aliases: BTreeMap<String, BTreeSet<String>>,
}

impl Index {
    /// Indexes articles. Linear in their text, but for sorting the vocabulary.
    pub(super) fn of(
        articles: &Articles,
        entities: &[Entity],
        entity_of: &[Vec<EntityId>],
    ) -> Self {
        let mut builder = Builder::default();
        for (at, held) in articles.all().enumerate() {
            let named = entity_of.get(at).map_or(&[][..], Vec::as_slice);
            builder.add(at, &fields(&held.whole(), entities, named));
        }
        let mut index = builder.finish();
        index.aliases = aliases(entities);
        index
    }

    /// How many articles there are.
    pub(super) fn articles(&self) -> usize {
        self.documents.len()
    }

    /// The occurrences of a word, by article and place.
    pub(super) fn occurrences(&self, term: TermId) -> &[Occurrence] {
        let from = self.starts.get(term).copied().unwrap_or_default();
        let to = self.starts.get(term + 1).copied().unwrap_or_default();
        self.occurrences.get(from..to).unwrap_or_default()
    }

    /// The words that stand for `word` because an entity bears both.
    pub(super) fn aliases(&self, word: &str) -> impl Iterator<Item = TermId> {
        let others = self.aliases.get(word).into_iter().flatten();
        others.filter_map(|other| self.vocabulary.find(other))
    }

    /// The field of a place.
    pub(super) fn field(&self, occurrence: Occurrence) -> usize {
        let starts = self.documents.get(occurrence.article as usize).map(|one| one.starts);
        starts.map_or(BODY, |starts| {
            starts.iter().rposition(|&start| start <= occurrence.place).unwrap_or_default()
        })
    }

    /// How much occurrences of one word in one article count together: by
    /// field, against the field's usual length, with less and less for more
    /// of them (BM25F, Robertson and Zaragoza 2009). Between 0 and 1.
    pub(super) fn saturation(&self, occurrences: &[Occurrence]) -> f64 {
        let sum: f64 = occurrences.iter().map(|&one| self.weight(one)).sum();
        sum / (sum + SATURATION)
    }

    /// What one occurrence counts, by its field and the field's length.
    fn weight(&self, occurrence: Occurrence) -> f64 {
        let document = &self.documents[occurrence.article as usize];
        let field = self.field(occurrence);
        let length = f64::from(document.lengths[field]) / self.averages[field].max(1.0);
        BOOSTS[field] / (1.0 - LENGTH_SHARE + LENGTH_SHARE * length)
    }
}

/// How much an article's length counts (BM25's b) and how soon more of a word
/// stops counting (its k1).
const LENGTH_SHARE: f64 = 0.5;
const SATURATION: f64 = 1.2;

/// The texts of an article's fields.
fn fields(
    article: &AnnotatedArticle,
    entities: &[Entity],
    named: &[EntityId],
) -> [Vec<String>; FIELDS] {
    let metadata = &article.article.metadata;
    let mut out: [Vec<String>; FIELDS] = Default::default();
    out[TITLE].push(metadata.title.clone());
    out[PUBLISHER].extend(metadata.publisher.clone());
    out[BYLINE].extend(metadata.byline.iter().cloned());
    let entities = named.iter().filter_map(|&id| entities.get(id));
    for entity in entities {
        out[ENTITIES].extend(entity.variants.iter().take(SHOWN_VARIANTS).cloned());
        out[ENTITIES].push(entity.key.clone());
    }
    out[BODY].push(article.article.text.clone());
    out
}

/// Forms of an entity that are indexed with each article that names it.
const SHOWN_VARIANTS: usize = 8;

/// Single words that one entity is known by.
fn aliases(entities: &[Entity]) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for entity in entities {
        let words = single_forms(entity);
        for word in words.iter().filter(|_| words.len() > 1) {
            let others = words.iter().filter(|other| *other != word).cloned();
            all.entry(word.clone()).or_default().extend(others);
        }
    }
    all
}

/// The forms of an entity that are one word.
fn single_forms(entity: &Entity) -> BTreeSet<String> {
    let forms = entity.variants.iter().take(SHOWN_VARIANTS).chain([&entity.key, &entity.name]);
    forms.filter_map(|form| single(form)).collect()
}

fn single(form: &str) -> Option<String> {
    let words = Words::of(form);
    let mut words = words.iter();
    let first = words.next()?;
    words.next().is_none().then(|| first.to_owned())
}

#[derive(Default)]
struct Builder {
    ids: HashMap<String, u32>,
    found: Vec<(u32, Occurrence)>,
    documents: Vec<Document>,
}

impl Builder {
    fn add(&mut self, at: usize, fields: &[Vec<String>; FIELDS]) {
        let article = u32::try_from(at).unwrap_or(u32::MAX);
        let mut document = Document::default();
        let mut place = 0;
        for (field, texts) in fields.iter().enumerate() {
            document.starts[field] = place;
            for text in texts {
                let end = self.add_text(text, Occurrence { article, place });
                document.lengths[field] += end - place;
                place = end + GAP;
            }
        }
        self.documents.push(document);
    }

    /// Adds the words of a text from a place on; the place after them.
    fn add_text(&mut self, text: &str, mut at: Occurrence) -> u32 {
        for word in Words::of(text).iter() {
            let id = self.id(word);
            self.found.push((id, at));
            at.place += 1;
        }
        at.place
    }

    fn id(&mut self, word: &str) -> u32 {
        self.ids.get(word).copied().unwrap_or_else(|| {
            let id = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
            self.ids.insert(word.to_owned(), id);
            id
        })
    }

    fn finish(self) -> Index {
        let mut terms: Vec<(String, u32)> = self.ids.into_iter().collect();
        terms.sort_unstable();
        let mut place = vec![0; terms.len()];
        for (sorted, &(_, id)) in terms.iter().enumerate() {
            place[id as usize] = sorted;
        }
        let (starts, occurrences) = grouped(&self.found, &place);
        let vocabulary = Vocabulary::new(terms.into_iter().map(|(term, _)| term).collect());
        let averages = averages(&self.documents);
        let documents = self.documents;
        Index { vocabulary, starts, occurrences, documents, averages, aliases: BTreeMap::new() }
    }
}

/// Groups occurrences by word, keeping their order: a counting sort.
fn grouped(found: &[(u32, Occurrence)], place: &[TermId]) -> (Vec<usize>, Vec<Occurrence>) {
    let starts = starts(found, place);
    let mut next = starts.clone();
    let mut occurrences = vec![Occurrence { article: 0, place: 0 }; found.len()];
    for &(id, occurrence) in found {
        let slot = &mut next[place[id as usize]];
        occurrences[*slot] = occurrence;
        *slot += 1;
    }
    (starts, occurrences)
}

/// Where each word's occurrences begin, and where the last one's end.
fn starts(found: &[(u32, Occurrence)], place: &[TermId]) -> Vec<usize> {
    let mut starts = vec![0; place.len() + 1];
    for &(id, _) in found {
        starts[place[id as usize] + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    starts
}

fn averages(documents: &[Document]) -> [f64; FIELDS] {
    let mut sums = [0.0; FIELDS];
    for document in documents {
        for (sum, &length) in sums.iter_mut().zip(&document.lengths) {
            *sum += f64::from(length);
        }
    }
    let count = f64::from(u32::try_from(documents.len().max(1)).unwrap_or(u32::MAX));
    sums.map(|sum| sum / count)
}
