//! Gathering: which articles answer a query, by the postings alone.
//!
//! The readings of a slot are gone through from the surest on, until they have
//! cost what a key typed may cost. What is left out then is made good when the
//! best articles are looked at one by one.

use super::{
    index::{Index, Term, strength_of},
    slot::{Order, Run, Slot},
};

/// Postings that one query goes through, about.
const WORK: usize = 320_000;
/// Slots that share the work at least.
const SHARED: usize = 4;
/// How strongly a word stands in an article that does not say it.
const BESIDE: f64 = 0.3;
/// Articles that are looked at to see whether words stand side by side there.
const LOOKED_AT: usize = 400;

/// What an article answers of a query.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    score: f64,
    covered: f64,
    /// How many slots.
    pub(super) answered: usize,
}

impl Sum {
    /// Adds the answer to a slot of some rarity.
    pub(super) fn add(&mut self, answer: Answer, rarity: f64) {
        self.score += rarity * answer.worth;
        self.covered += rarity * answer.sure;
        self.answered += 1;
    }

    /// The score for having covered a part of the `whole` query: the share
    /// counts by its power of one and a half.
    pub(super) fn total(self, whole: f64) -> f64 {
        let share: f64 = if whole > 0.0 { self.covered / whole } else { 1.0 };
        self.score * share * share.sqrt()
    }
}

/// How well an article answers a slot.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Answer {
    /// What it counts, from 0 to 1.
    pub(super) worth: f64,
    /// How sure the reading is, from 0 to 1.
    pub(super) sure: f64,
}

impl Answer {
    /// The answer of a reading so sure that stands there so strongly: that it
    /// is there at all counts most.
    pub(super) fn new(sure: f64, strength: f64) -> Self {
        Self { worth: sure * (0.6 + 0.4 * strength), sure }
    }

    /// The answer of an article whose text does not say it.
    pub(super) fn beside(sure: f64) -> Self {
        Self::new(sure, BESIDE)
    }

    /// The better of two.
    pub(super) fn or(self, other: Self) -> Self {
        if other.worth > self.worth { other } else { self }
    }
}

/// What was gathered for a query.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// The articles that answer anything, in no order, with what they answer.
    pub(super) found: Vec<(u32, Sum)>,
    /// How rare each slot is.
    pub(super) rarities: Vec<f64>,
    /// Slots of which not every reading was gone through.
    pub(super) cut: usize,
}

/// Gathers the answers to all slots.
pub(super) fn gather(index: &Index, slots: &[Slot]) -> Gathered {
    let mut sums = vec![Sum::default(); index.articles()];
    let mut gathered = Gathered::default();
    let mut found = Vec::new();
    let mut tally = Tally::new(index);
    for slot in slots {
        tally.take(slot, WORK / slots.len().max(SHARED));
        let rarity = tally.rarity();
        gathered.rarities.push(rarity);
        gathered.cut += usize::from(tally.is_cut);
        for (article, answer) in tally.drain() {
            let sum = &mut sums[article as usize];
            if sum.answered == 0 {
                found.push(article);
            }
            sum.add(answer, rarity);
        }
    }
    gathered.found = found.into_iter().map(|article| (article, sums[article as usize])).collect();
    gathered
}

/// For each article whether it may answer a slot; all that do are among them.
pub(super) fn answering(index: &Index, slot: &Slot) -> Vec<bool> {
    let mut tally = Tally::new(index);
    tally.take(slot, usize::MAX);
    tally.best.iter().map(|answer| answer.worth > 0.0).collect()
}

/// The best answers to one slot.
struct Tally<'a> {
    index: &'a Index,
    best: Vec<Answer>,
    found: Vec<u32>,
    is_cut: bool,
}

/// Readings that are as sure as this share of the surest count for rarity.
const ABOUT_AS_SURE: f64 = 0.9;

impl<'a> Tally<'a> {
    fn new(index: &'a Index) -> Self {
        let best = vec![Answer::default(); index.articles()];
        Self { index, best, found: Vec::new(), is_cut: false }
    }

    /// Goes through the readings of a slot, from the surest on, as far as `work` reaches.
    fn take(&mut self, slot: &Slot, mut work: usize) {
        self.is_cut = false;
        self.take_articles(slot);
        let mut words = slot.words.clone();
        words.sort_by(|one, other| other.1.total_cmp(&one.1));
        for (term, sure) in words {
            let cost = self.index.frequency(term);
            self.is_cut |= cost > work && !self.found.is_empty();
            if !self.is_cut {
                self.take_word(term, sure);
                work = work.saturating_sub(cost);
            }
        }
        for run in &slot.runs {
            let cost = run.terms.iter().map(|&term| self.index.frequency(term)).sum::<usize>();
            self.is_cut |= cost > work && !self.found.is_empty();
            if !self.is_cut {
                self.take_run(run);
                work = work.saturating_sub(cost);
            }
        }
    }

    /// Takes the articles that answer whatever their text says.
    fn take_articles(&mut self, slot: &Slot) {
        for &(article, sure) in &slot.articles {
            put(&mut self.best, &mut self.found, article, Answer::beside(sure));
        }
    }

    fn take_word(&mut self, term: Term, sure: f64) {
        let answers: [Answer; 16] =
            std::array::from_fn(|step| Answer::new(sure, strength_of(step)));
        let (best, found) = (&mut self.best, &mut self.found);
        self.index.postings(term, |article, strength| {
            put(best, found, article, answers[usize::from(strength & 15)]);
        });
    }

    /// Of words side by side, guessed at, only few articles are looked at: if
    /// there are many, that the words are there at all must do.
    fn take_run(&mut self, run: &Run) {
        let articles = self.index.with_all(&run.terms);
        let is_sure = run.order == Order::Anywhere || run.is_sure();
        if !is_sure && articles.len() > LOOKED_AT {
            return;
        }
        for (article, strength) in articles {
            if is_sure || self.index.document(article).is_some_and(|one| run.stands_in(&one)) {
                let answer = Answer::new(run.sure, strength_of(strength.into()));
                put(&mut self.best, &mut self.found, article, answer);
            }
        }
    }

    /// How rare the sure answers are; of a slot that has none, the best ones.
    fn rarity(&self) -> f64 {
        let sure = |article: &u32| self.best[*article as usize].sure;
        let best = self.found.iter().map(sure).fold(0.0, f64::max);
        let with = self.found.iter().filter(|article| sure(article) >= best * ABOUT_AS_SURE);
        let (all, with) = (number(self.best.len()), number(with.count()));
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }

    /// Takes the answers out.
    fn drain(&mut self) -> impl Iterator<Item = (u32, Answer)> {
        let best = &mut self.best;
        let found = std::mem::take(&mut self.found).into_iter();
        found.map(|article| (article, std::mem::take(&mut best[article as usize])))
    }
}

fn put(best: &mut [Answer], found: &mut Vec<u32>, article: u32, answer: Answer) {
    let Some(known) = best.get_mut(article as usize) else { return };
    if known.worth == 0.0 {
        found.push(article);
    }
    *known = known.or(answer);
}

/// A count as a number to reckon with.
pub(super) fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
