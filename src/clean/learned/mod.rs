//! Body or chrome, learned from pages: a classifier of a document's parts.
//!
//! Parts are the segments of a page or the units of a dump, in document
//! order. A part is judged by its own features, and where that leaves a doubt
//! once more, by these and by what the first judgement says of the parts
//! around it. The weights are made by `examples/train`.

mod context;
mod declared;
mod forest;
mod layout;
mod line;
pub(super) mod network;
mod page;
mod text;
mod wording;
mod words;

use std::sync::LazyLock;

use context::Surroundings;
use forest::Forest;
use network::Networks;
use wording::Wording;

pub(super) use declared::Declared;
pub(super) use line::Line;
pub(super) use page::{Page, float, sample as page_sample};
pub(super) use text::{Text, sample as text_sample};
pub(super) use wording::{grams, row as wording};

/// The probability below which the first judgement stands: most lines of a page
/// are plainly chrome, and to ask again takes longer than all the rest.
const PLAIN: f32 = 0.05;

/// How many kinds of groups a part belongs to.
pub(super) const GROUPS: usize = 4;

/// The parts of a document as the classifier sees them.
#[derive(Debug, Default)]
pub(super) struct Sample {
    /// Numbers in a row.
    pub(super) width: usize,
    /// Rows of features, one a part.
    pub(super) rows: Vec<f32>,
    /// The words of each part.
    pub(super) sizes: Vec<f32>,
    /// The groups that each part belongs to, by number, one of each kind.
    pub(super) groups: Vec<[usize; GROUPS]>,
}

impl Sample {
    /// Room for so many parts.
    fn of(parts: usize) -> Self {
        let (sizes, groups) = (Vec::with_capacity(parts), Vec::with_capacity(parts));
        Self { sizes, groups, ..Self::default() }
    }

    /// Adds a part.
    fn push(&mut self, row: &[f32], size: f32, groups: [usize; GROUPS]) {
        if self.rows.is_empty() {
            self.width = row.len();
            self.rows.reserve_exact(self.width * self.sizes.capacity());
        }
        self.rows.extend_from_slice(row);
        self.sizes.push(size);
        self.groups.push(groups);
    }

    /// Puts rows of what words say in the place of those that its rows end with.
    pub(super) fn word(&mut self, rows: impl Iterator<Item = [f32; wording::WIDTH]>) {
        let ends =
            self.rows.chunks_exact_mut(self.width.max(1)).filter_map(<[f32]>::last_chunk_mut);
        ends.zip(rows).for_each(|(end, row)| *end = row);
    }

    /// The rows, one a part.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[f32]> {
        self.rows.chunks_exact(self.width.max(1))
    }

    /// The rows for the second judgement with their places, given the
    /// probabilities of the first: only of parts that it leaves in doubt.
    pub(super) fn second(&self, first: &[f32]) -> impl Iterator<Item = (usize, Vec<f32>)> {
        let around = Surroundings::of(self, first);
        let doubted = first.iter().map(|probability| *probability >= PLAIN);
        let parts = self.rows().zip(&self.groups).zip(doubted).enumerate();
        parts
            .filter(|(_, (_, doubted))| *doubted)
            .map(move |(at, ((row, groups), _))| (at, [row, &around.row(at, groups)].concat()))
    }
}

/// Pairs of forests, each grown on another division of the sites, and networks,
/// each taught from other beginnings. What one has learned by chance the others
/// have not: the mean of what they say is a better answer (Breiman, "Bagging
/// predictors", 1996). Both kinds count the same.
pub(super) struct Model {
    pairs: Vec<Pair>,
    networks: Networks,
}

impl Model {
    /// Reads the packed forests, a first and a second of each pair, and networks.
    fn unpack(pairs: &[[&[u8]; 2]], networks: &[u8]) -> Self {
        let pair = |pair: &[&[u8]; 2]| {
            let [first, second] = pair.map(Forest::unpack);
            Pair { first, second }
        };
        Self { pairs: pairs.iter().map(pair).collect(), networks: Networks::unpack(networks) }
    }

    /// How likely each part is body: the mean of what both kinds say.
    pub(super) fn judge(&self, sample: &Sample) -> Vec<f32> {
        let forests: Vec<Vec<f32>> = self.pairs.iter().map(|pair| pair.judge(sample)).collect();
        together([forests, self.networks.judge(sample.rows())])
    }
}

/// The mean of what several kinds of judges say of each part, each kind by the
/// mean of its own; one that has no judge doesn't count.
#[must_use]
pub fn together(kinds: [Vec<Vec<f32>>; 2]) -> Vec<f32> {
    let said = kinds.into_iter().filter(|said| !said.is_empty());
    means(said.map(means).collect())
}

fn means(said: Vec<Vec<f32>>) -> Vec<f32> {
    let count = float(said.len().max(1));
    let add = |mut sums: Vec<f32>, more: Vec<f32>| {
        sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        sums
    };
    let sums = said.into_iter().reduce(add).unwrap_or_default();
    sums.into_iter().map(|sum| sum / count).collect()
}

/// Two forests: the second knows what the first says of the parts around.
struct Pair {
    first: Forest,
    second: Forest,
}

impl Pair {
    fn judge(&self, sample: &Sample) -> Vec<f32> {
        let first = self.first.probabilities(sample.rows());
        let mut judged = first.clone();
        let mut places = Vec::new();
        let second = sample.second(&first).map(|(at, row)| {
            places.push(at);
            row
        });
        let second = self.second.probabilities(second);
        for (at, better) in places.into_iter().zip(second) {
            judged.iter_mut().skip(at).take(1).for_each(|probability| *probability = better);
        }
        judged
    }
}

/// The probability that belongs to a logarithm of odds.
#[must_use]
pub fn probability(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// The fewest words that a document's article is expected to have.
const FEWEST: f32 = 5.0;

/// The expected mean of precision and recall below which a document is doubtful,
/// and what part of the bound holds then for a page: to lose text is worse than
/// to keep chrome.
const DOUBTFUL: f32 = 0.8;
const IN_DOUBT: f32 = 0.45;

/// How much higher the bound is for a page that says it is an article, unless
/// it is doubtful: most that is likely without being sure are comments and other articles.
const OF_ARTICLE: f32 = 1.1;

/// The highest bound, and that for articles.
const HIGHEST: f32 = 0.5;
const HIGHEST_OF_ARTICLE: f32 = 0.55;

/// What a bound is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A page that says it is an article.
    Article,
    /// Any other page.
    Page,
    /// A text.
    Text,
}

/// The bound on probabilities for which precision and recall of words together
/// are expected to be greatest, higher for an article, and lower for another
/// page in doubt; a half where hardly a line can be expected. Sorting costs
/// `n log n`.
///
/// The measure is the article extraction benchmark's: the means over documents
/// of the two, not of their F1. That of expected values is Lewis's ("Evaluating
/// and optimizing autonomous text classification systems", 1995).
pub(super) fn bound(sizes: &[f32], judged: &[f32], of: Wanted) -> f32 {
    let mut parts: Vec<(f32, f32)> = judged.iter().copied().zip(sizes.iter().copied()).collect();
    parts.sort_by(|one, other| other.0.total_cmp(&one.0));
    let all: f32 = parts.iter().map(|(probability, words)| probability * words).sum();
    if all < FEWEST {
        return HIGHEST;
    }
    let (expected, bound) = likeliest(&parts, all);
    match of {
        Wanted::Article if expected < DOUBTFUL => bound.min(HIGHEST_OF_ARTICLE),
        Wanted::Article => f32::min(bound * OF_ARTICLE, HIGHEST_OF_ARTICLE),
        Wanted::Page if expected < DOUBTFUL => f32::min(bound * IN_DOUBT, HIGHEST),
        Wanted::Page => bound.min(HIGHEST),
        Wanted::Text => bound,
    }
}

/// The greatest mean of expected precision and recall that keeping the first of
/// some parts comes to, and the probability of the last of them.
fn likeliest(parts: &[(f32, f32)], all: f32) -> (f32, f32) {
    let (mut held, mut right) = (0.0, 0.0);
    let mut best = (0.0, 0.5);
    for (probability, words) in parts {
        held += words;
        right += words * probability;
        let expected = f32::midpoint(right / held.max(1.0), right / all);
        if expected > best.0 {
            best = (expected, *probability);
        }
    }
    best
}

/// The packed forests of a pair.
macro_rules! pair {
    ($name:literal) => {
        [
            include_bytes!(concat!("../../../assets/clean/", $name, "-first.forest")),
            include_bytes!(concat!("../../../assets/clean/", $name, "-second.forest")),
        ]
    };
}

/// The classifier of a page's segments.
pub(super) static PAGE: LazyLock<Model> = LazyLock::new(|| Model::unpack(&[pair!("page-1")], &[]));

/// The classifier of a text's units.
pub(super) static TEXT: LazyLock<Model> = LazyLock::new(|| {
    let networks = include_bytes!("../../../assets/clean/text.networks");
    Model::unpack(&[pair!("text-1"), pair!("text-2"), pair!("text-3"), pair!("text-4")], networks)
});

/// What the words of a text's units say.
static WORDING: LazyLock<Wording> =
    LazyLock::new(|| Wording::unpack(include_bytes!("../../../assets/clean/text.wording")));
