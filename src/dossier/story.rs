//! Stories: articles that tell the same thing, and what each of them alone says.
//!
//! Two articles tell one story when they were published within a few days of
//! each other and share what is rare in this dossier: words of title and
//! beginning, and the entities that they name.

use jiff::civil::Date;

use super::{
    lookup::{Lookup, elected},
    substance::{Collector, FeatureId, Gauge, Substance},
    timeline::Told,
    words::head,
};
use crate::model::{BlockKind, Span};

/// Articles that tell the same story, and what each alone says.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    let substances: Vec<Substance> =
        (0..told.articles.len()).map(|at| substance(told, at, &mut collector)).collect();
    let gauge = collector.gauge();
    let mut order: Vec<usize> = (0..told.articles.len()).collect();
    order.sort_by_key(|&at| (published(told, at), at));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut lookup: Lookup<FeatureId> = Lookup::new();
    for at in order {
        let rare = gauge.rarest(&substances[at], ARTICLE_FEATURES);
        let candidates = elected(rare.iter().map(|feature| lookup.latest(feature).to_vec()));
        let fit = |group: &usize| {
            let likeness = likeness(told, &gauge, &substances, (groups[*group][0], at))?;
            Some((*group, likeness))
        };
        let best = candidates.iter().filter_map(fit);
        let best = best.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let group = best.map_or(groups.len(), |(group, _)| group);
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push(at);
        for feature in rare {
            lookup.note(feature, group);
        }
    }
    groups.into_iter().filter(|group| group.len() > 1).map(|group| story(told, group)).collect()
}

fn substance(told: &Told<'_>, at: usize, collector: &mut Collector) -> Substance {
    let length = head(&told.articles[at].article.text, LEAD).len();
    let stretch = told.stretch(at, Span::new(0, length));
    stretch.map(|stretch| collector.collect_article(&stretch)).unwrap_or_default()
}

fn published(told: &Told<'_>, at: usize) -> Option<Date> {
    let published = told.articles.get(at)?.article.metadata.published.as_ref()?;
    Some(published.when.first)
}

/// How alike two articles are when they tell one story; none when they don't.
fn likeness(
    told: &Told<'_>,
    gauge: &Gauge,
    substances: &[Substance],
    (founder, at): (usize, usize),
) -> Option<f64> {
    let bar = match (published(told, founder), published(told, at)) {
        (Some(one), Some(other)) => {
            let apart = one.duration_until(other).as_hours().abs() / 24;
            (apart <= DAYS).then_some(ARTICLE_LIKENESS)?
        }
        _ => ARTICLE_LIKENESS + UNDATED,
    };
    let likeness = gauge.likeness(&substances[founder], &substances[at]);
    let shares = likeness.names >= SHARED_NAMES && likeness.words >= SHARED_WORDS;
    (shares && likeness.degree >= bar).then_some(likeness.degree)
}

fn story(told: &Told<'_>, articles: Vec<usize>) -> Story {
    let sentences = sentences(told, &articles);
    let shared = shared(&sentences);
    let of = |place: usize, wanted: bool| {
        let all = sentences.said.iter().zip(&shared);
        all.filter(move |(said, is)| said.place == place && **is == wanted)
            .map(|(said, _)| said.span)
            .collect::<Vec<Span>>()
    };
    let only = (0..articles.len()).map(|place| of(place, false)).collect();
    let shared = articles
        .iter()
        .enumerate()
        .flat_map(|(place, &at)| of(place, true).into_iter().map(move |span| (at, span)))
        .collect();
    let title = articles.first().map(|&at| title(told, at)).unwrap_or_default();
    Story { title, articles, shared, only }
}

fn title(told: &Told<'_>, at: usize) -> String {
    let article = &told.articles[at].article;
    if article.metadata.title.is_empty() {
        head(article.text.lines().next().unwrap_or_default(), TITLE).to_owned()
    } else {
        article.metadata.title.clone()
    }
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
    for (place, &at) in articles.iter().enumerate() {
        for span in prose(told, at) {
            let Some(stretch) = told.stretch(at, span) else { continue };
            let substance = collector.collect(&stretch);
            if substance.len() >= SUBSTANTIAL {
                said.push(Said { place, span, substance });
            }
        }
    }
    Sentences { said, gauge: collector.gauge() }
}

/// Features of a sentence that says something.
const SUBSTANTIAL: usize = 3;

/// The sentences of an article that stand in running text.
fn prose(told: &Told<'_>, at: usize) -> impl Iterator<Item = Span> {
    let one = &told.articles[at];
    one.annotations.sentences.iter().copied().filter(|sentence| {
        let blocks = &one.article.blocks;
        let block = blocks.partition_point(|block| block.span.end <= sentence.start);
        blocks.get(block).is_none_or(|block| {
            matches!(block.kind, BlockKind::Paragraph | BlockKind::Quote | BlockKind::ListItem)
        })
    })
}

/// For each sentence whether another article of the story says the same.
fn shared(sentences: &Sentences) -> Vec<bool> {
    let Sentences { said, gauge } = sentences;
    let mut shared = vec![false; said.len()];
    let mut lookup: Lookup<FeatureId> = Lookup::new();
    for (at, one) in said.iter().enumerate() {
        let rare = gauge.rarest(&one.substance, SENTENCE_FEATURES);
        for other in elected(rare.iter().map(|feature| lookup.latest(feature).to_vec())) {
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
