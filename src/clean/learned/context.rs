//! What the first judgement says of the parts around a part.

use super::{GROUPS, Sample};

/// Neighbours on each side whose probability is a feature of its own.
const NEAR: isize = 3;

/// How many parts on each side a mean is taken over.
const WINDOWS: [usize; 3] = [2, 6, 20];

/// Words, and how many of them are body if the first judgement is right.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    words: f32,
    body: f32,
}

impl Sum {
    fn with(self, words: f32, probability: f32) -> Self {
        Self { words: self.words + words, body: self.body + words * probability }
    }

    fn mean(self) -> f32 {
        self.body / self.words.max(1.0)
    }
}

/// The first judgement of all parts, summed as features ask for it.
pub(super) struct Surroundings<'a> {
    first: &'a [f32],
    /// Sums before each part, and over all.
    sums: Vec<Sum>,
    /// Sums of each group of each kind.
    groups: [Vec<Sum>; GROUPS],
    run: (usize, usize),
}

impl<'a> Surroundings<'a> {
    /// Sums up a judgement; linear in the number of parts.
    pub(super) fn of(sample: &Sample, first: &'a [f32]) -> Self {
        Self {
            first,
            sums: prefix(sample, first),
            groups: groups(sample, first),
            run: best_run(sample, first),
        }
    }

    /// The features of a part's surroundings.
    pub(super) fn row(&self, at: usize, groups: &[usize; GROUPS]) -> Vec<f32> {
        let mut row: Vec<f32> = (-NEAR..=NEAR).map(|step| self.near(at, step)).collect();
        row.extend(WINDOWS.map(|window| self.mean(at.saturating_sub(window), at + window + 1)));
        let all = self.before(usize::MAX);
        let share = |body: f32| body / all.body.max(1.0);
        row.extend([all.body.ln_1p(), all.mean(), share(self.before(at).body)]);
        for (sums, group) in self.groups.iter().zip(groups) {
            let sum = sums.get(*group).copied().unwrap_or_default();
            row.extend([sum.mean(), share(sum.body)]);
        }
        row.extend([distance(self.run.0, at), distance(at, self.run.1)]);
        row
    }

    /// The probability of a neighbour; none beyond the ends.
    fn near(&self, at: usize, step: isize) -> f32 {
        at.checked_add_signed(step).and_then(|at| self.first.get(at)).copied().unwrap_or(-1.0)
    }

    fn before(&self, at: usize) -> Sum {
        self.sums.get(at).or(self.sums.last()).copied().unwrap_or_default()
    }

    fn mean(&self, start: usize, end: usize) -> f32 {
        let (start, end) = (self.before(start), self.before(end));
        Sum { words: end.words - start.words, body: end.body - start.body }.mean()
    }
}

/// How many parts `to` stands behind `from`, within bounds.
fn distance(from: usize, to: usize) -> f32 {
    let behind = to.saturating_sub(from).min(50);
    let before = from.saturating_sub(to).min(50);
    f32::from(u8::try_from(behind).unwrap_or_default())
        - f32::from(u8::try_from(before).unwrap_or_default())
}

fn parts<'a>(sample: &'a Sample, first: &'a [f32]) -> impl Iterator<Item = (f32, f32)> + 'a {
    sample.sizes.iter().copied().zip(first.iter().copied())
}

fn prefix(sample: &Sample, first: &[f32]) -> Vec<Sum> {
    let mut sums = vec![Sum::default()];
    let mut sum = Sum::default();
    for (words, probability) in parts(sample, first) {
        sum = sum.with(words, probability);
        sums.push(sum);
    }
    sums
}

fn groups(sample: &Sample, first: &[f32]) -> [Vec<Sum>; GROUPS] {
    let mut all: [Vec<Sum>; GROUPS] = std::array::from_fn(|_| Vec::new());
    for ((words, probability), groups) in parts(sample, first).zip(&sample.groups) {
        for (sums, group) in all.iter_mut().zip(groups) {
            if sums.len() <= *group {
                sums.resize(*group + 1, Sum::default());
            }
            if let Some(sum) = sums.get_mut(*group) {
                *sum = sum.with(words, probability);
            }
        }
    }
    all
}

/// First and last part of the run in which body most outweighs chrome (Kadane's algorithm).
fn best_run(sample: &Sample, first: &[f32]) -> (usize, usize) {
    let (mut sum, mut start) = (0.0_f32, 0);
    let mut best = (0.0, (0, 0));
    for (at, (words, probability)) in parts(sample, first).enumerate() {
        if sum <= 0.0 {
            (sum, start) = (0.0, at);
        }
        sum += (words.min(60.0) + 2.0) * (probability - 0.5);
        if sum > best.0 {
            best = (sum, (start, at));
        }
    }
    best.1
}
