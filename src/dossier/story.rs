//! Stories: articles that tell the same thing, and what each of them alone says.
//!
//! Two articles tell one story when they were published within a few days of
//! each other and share what is rare in this dossier: words of title and
//! beginning, and the entities that they name.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    lookup::{Election, Lookup},
    substance::{Collector, FeatureId, Gauge, Substance},
    timeline::{Told, block_kind},
    words::head,
};
use crate::model::{AnnotatedArticle, BlockKind, Span};

/// Articles that tell the same story, and what each alone says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Story {
    /// The headline of its first article.
    pub title: String,
    /// Its articles, the earliest first.
    pub articles: Vec<usize>,
    /// Sentences that several of them share in substance: (article, sentence).
    pub shared: Vec<(usize, Span)>,
    /// Sentences that one article alone says, by place in `articles`.
    pub only: Vec<Vec<Span>>,
}

/// Characters of an article's beginning that tell its story.
const LEAD: usize = 1200;
/// Days between two articles of one story.
const DAYS: i64 = 4;
/// Rare features by which articles and sentences are looked up.
const ARTICLE_FEATURES: usize = 24;
const SENTENCE_FEATURES: usize = 8;
/// Likeness that two articles of one story have,
const ARTICLE_LIKENESS: f64 = 0.27;
/// more when one of them has no date,
const UNDATED: f64 = 0.08;
/// and names and words that they must share at least.
const SHARED_NAMES: usize = 2;
const SHARED_WORDS: usize = 5;
/// Likeness of two sentences that say the same.
const SENTENCE_LIKENESS: f64 = 0.36;
/// Letters of a title made from the text.
const TITLE: usize = 80;

/// The stories of a dossier, the earliest first. Cost is near linear in text.
pub(super) fn stories(told: &Told<'_>) -> Vec<Story> {
    let mut collector = Collector::new();
    let substances: Vec<Substance> = substances(told, &mut collector);
    let gauge = collector.gauge();
    let mut order: Vec<usize> = (0..told.articles.len()).collect();
    order.sort_by_key(|&at| (told.published(at), at));
    let groups = Vec::new();
    let (lookup, election) = (Lookup::new(), Election::default());
    let mut grouping = Grouping { told, gauge, substances, groups, lookup, election };
    for at in order {
        grouping.place(at);
    }
    let stories = grouping.groups.into_iter().filter(|group| group.len() > 1);
    stories.map(|group| story(told, group)).collect()
}

/// Articles that are put into groups of one story each, one after the other.
struct Grouping<'a> {
    told: &'a Told<'a>,
    gauge: Gauge,
    substances: Vec<Substance>,
    groups: Vec<Vec<usize>>,
    /// Groups by rare feature.
    lookup: Lookup<FeatureId>,
    election: Election,
}

impl Grouping<'_> {
    /// Puts an article into the group it fits best, else into one of its own.
    fn place(&mut self, at: usize) {
        let rare = self.gauge.rarest(&self.substances[at], ARTICLE_FEATURES);
        let group = self.best(at, &rare).unwrap_or(self.groups.len());
        if group == self.groups.len() {
            self.groups.push(Vec::new());
        }
        self.groups[group].push(at);
        for feature in rare {
            self.lookup.note(feature, group);
        }
    }

    fn best(&mut self, at: usize, rare: &[FeatureId]) -> Option<usize> {
        let candidates = self.election.among(&self.lookup, rare);
        let fit = |group: usize| Some((group, self.likeness(self.groups[group][0], at)?));
        let fitting = candidates.into_iter().filter_map(fit);
        let best = fitting.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        best.map(|(group, _)| group)
    }

    /// How alike two articles are when they tell one story; none when they don't.
    fn likeness(&self, founder: usize, at: usize) -> Option<f64> {
        let bar = bar(self.told.published(founder), self.told.published(at))?;
        let likeness = self.gauge.likeness(&self.substances[founder], &self.substances[at]);
        let shares = likeness.names >= SHARED_NAMES && likeness.words >= SHARED_WORDS;
        (shares && likeness.degree >= bar).then_some(likeness.degree)
    }
}

/// The likeness that articles of two days need; none when they are too far apart.
fn bar(one: Option<Date>, other: Option<Date>) -> Option<f64> {
    let (Some(one), Some(other)) = (one, other) else { return Some(ARTICLE_LIKENESS + UNDATED) };
    let apart = one.duration_until(other).as_hours().abs() / 24;
    (apart <= DAYS).then_some(ARTICLE_LIKENESS)
}

fn substances(told: &Told<'_>, collector: &mut Collector) -> Vec<Substance> {
    let mut all = Vec::with_capacity(told.articles.len());
    told.each(0..told.articles.len(), |told| {
        all.push(substance(told, collector).unwrap_or_default());
    });
    all
}

/// The substance of the article that is looked at.
fn substance(told: &Told<'_>, collector: &mut Collector) -> Option<Substance> {
    let (at, article) = told.open?;
    let length = head(&article.article.text, LEAD).len();
    let stretch = told.stretch(at, Span::new(0, length))?;
    Some(collector.collect_article(&stretch))
}

fn story(told: &Told<'_>, articles: Vec<usize>) -> Story {
    let sentences = sentences(told, &articles);
    let shared = shared(&sentences);
    let mut only = vec![Vec::new(); articles.len()];
    let mut common = Vec::new();
    for (said, shared) in sentences.said.iter().zip(shared) {
        if shared {
            common.push((articles[said.place], said.span));
        } else {
            only[said.place].push(said.span);
        }
    }
    let title = articles.first().map(|&at| title(told, at)).unwrap_or_default();
    Story { title, articles, shared: common, only }
}

fn title(told: &Told<'_>, at: usize) -> String {
    let title = told.articles.card(at).map(|card| card.head.metadata.title.clone());
    let begins = || {
        let whole = told.articles.whole(at);
        let first = whole.as_ref().and_then(|whole| whole.article.text.lines().next());
        head(first.unwrap_or_default(), TITLE).to_owned()
    };
    title.filter(|title| !title.is_empty()).unwrap_or_else(begins)
}

/// A sentence of a story.
struct Said {
    /// The article's place in the story.
    place: usize,
    span: Span,
    substance: Substance,
}

/// All sentences of a story, by article.
struct Sentences {
    said: Vec<Said>,
    gauge: Gauge,
}

/// Sentences with something to say: headings, captions and scraps have not.
fn sentences(told: &Told<'_>, articles: &[usize]) -> Sentences {
    let mut collector = Collector::new();
    let mut said = Vec::new();
    let mut places = 0..articles.len();
    told.each(articles.iter().copied(), |told| {
        let (Some((at, article)), Some(place)) = (told.open, places.next()) else { return };
        let stretches = prose(article).filter_map(|span| told.stretch(at, span));
        let all = stretches.map(|stretch| Said {
            place,
            span: stretch.span,
            substance: collector.collect(&stretch),
        });
        said.extend(all.filter(|one| one.substance.len() >= SUBSTANTIAL));
    });
    Sentences { said, gauge: collector.gauge() }
}

/// Features of a sentence that says something.
const SUBSTANTIAL: usize = 3;

/// The sentences of an article that stand in running text.
fn prose(article: &AnnotatedArticle) -> impl Iterator<Item = Span> {
    let sentences = article.annotations.sentences.iter().copied();
    sentences.filter(|sentence| block_kind(article, *sentence).is_none_or(is_prose))
}

fn is_prose(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::Quote | BlockKind::ListItem)
}

/// For each sentence whether another article of the story says the same.
fn shared(sentences: &Sentences) -> Vec<bool> {
    let Sentences { said, gauge } = sentences;
    let mut shared = vec![false; said.len()];
    let mut lookup: Lookup<FeatureId> = Lookup::new();
    let mut election = Election::default();
    for (at, one) in said.iter().enumerate() {
        let rare = gauge.rarest(&one.substance, SENTENCE_FEATURES);
        for other in election.among(&lookup, &rare) {
            if said[other].place != one.place && say_the_same(gauge, one, &said[other]) {
                shared[at] = true;
                shared[other] = true;
            }
        }
        for feature in rare {
            lookup.note(feature, at);
        }
    }
    shared
}

fn say_the_same(gauge: &Gauge, one: &Said, other: &Said) -> bool {
    let likeness = gauge.likeness(&one.substance, &other.substance);
    let evidence = (likeness.names >= 1 && likeness.words >= 1) || likeness.words >= 3;
    let odds = if likeness.at_odds { 0.15 } else { 0.0 };
    evidence && likeness.degree >= SENTENCE_LIKENESS + odds
}
