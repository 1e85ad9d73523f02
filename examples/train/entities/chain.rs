//! Training of a linear chain: a conditional random field (Lafferty, `McCallum`
//! and Pereira, "Conditional random fields", 2001).
//!
//! Weights go down the gradient of one stretch after another, each with a step
//! of its own (`AdaGrad`). At every step most features of a token are left out
//! by lot: the weights then don't lean on the words seen in training, which
//! matters more than all else for names never seen. What is kept is the mean
//! of the weights over the later rounds. Cost: features x labels x rounds.

use dateline::annotate::training::{BITS, Label};

/// Labels.
const COUNT: usize = Label::COUNT;

/// Rounds over all stretches.
const ROUNDS: usize = 10;

/// Rounds whose weights are left out of the mean, and in how many parts of a later one they are noted.
const UNNOTED: usize = 4;
const NOTES: usize = 4;

/// The length of a step.
const RATE: f32 = 0.05;

/// How many features in a hundred are left out at each step.
const LEFT_OUT: u64 = 50;

/// The least uses of a feature that is learned.
const LEAST: u32 = 4;

/// What a label's gradient must be to move weights.
const SLIGHT: f32 = 1e-4;

/// The weight that is taken from the label of what is outside names: the
/// texts are labelled by a careful model, and readers miss names more than
/// they mind a wrong one.
const FRANK: f32 = 0.2;

/// For each label a number.
pub(crate) type Row = [f32; COUNT];

/// A stretch of tokens that is learned from.
pub(crate) struct Sequence {
    /// The features of each token.
    pub(crate) rows: Vec<Vec<u32>>,
    /// The label of each.
    pub(crate) labels: Vec<Label>,
}

/// Learned weights.
pub(crate) struct Chain {
    /// For each feature's upper bits the place of its weights; `u32::MAX` for none.
    pub(crate) places: Vec<u32>,
    /// Weights of features.
    pub(crate) weights: Vec<Row>,
    /// Weights from label to label.
    pub(crate) steps: [Row; COUNT],
}

/// Where the weights of a feature are looked up.
fn slot(feature: u32) -> usize {
    (feature >> (u32::BITS - BITS)) as usize
}

/// Which labels may stand before which.
fn may_precede() -> [[bool; COUNT]; COUNT] {
    let label = Label::numbered;
    std::array::from_fn(|before| {
        std::array::from_fn(|after| label(before).may_precede(label(after)))
    })
}

impl Chain {
    /// Learns from stretches.
    pub(crate) fn learn(sequences: &[Sequence]) -> Self {
        let mut learner = Learner::new(sequences);
        let mut order: Vec<usize> = (0..sequences.len()).collect();
        let part = (order.len() / NOTES).max(1);
        for round in 0..ROUNDS {
            for at in (1..order.len()).rev() {
                let other = learner.lot.below(at as u64 + 1) as usize;
                order.swap(at, other);
            }
            for (count, &at) in (1..).zip(&order) {
                learner.step(&sequences[at]);
                if round >= UNNOTED && count % part == 0 {
                    learner.note();
                }
            }
        }
        learner.mean(sequences)
    }

    fn unlearned(sequences: &[Sequence]) -> Self {
        let mut uses = vec![0_u32; 1 << BITS];
        for feature in sequences.iter().flat_map(|sequence| &sequence.rows).flatten() {
            uses[slot(*feature)] += 1;
        }
        let mut count = 0;
        let place = |uses: &u32| {
            let is_used = *uses >= LEAST;
            count += u32::from(is_used);
            if is_used { count - 1 } else { u32::MAX }
        };
        let places: Vec<u32> = uses.iter().map(place).collect();
        let steps = [[0.0; COUNT]; COUNT];
        Self { places, weights: vec![[0.0; COUNT]; count as usize], steps }
    }

    /// The places of the weights that a token's features have.
    fn places<'a>(&'a self, features: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
        features
            .iter()
            .map(|feature| self.places[slot(*feature)])
            .filter(|place| *place != u32::MAX)
    }

    fn sum(&self, places: impl Iterator<Item = u32>) -> Row {
        let mut sum = [0.0; COUNT];
        for place in places {
            let weights = &self.weights[place as usize];
            sum.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
        }
        sum
    }

    /// The likeliest labels of a stretch.
    pub(crate) fn decode(&self, rows: &[Vec<u32>]) -> Vec<Label> {
        let may = may_precede();
        let mut from = Vec::with_capacity(rows.len());
        let mut sums = [f32::NEG_INFINITY; COUNT];
        for (at, row) in rows.iter().enumerate() {
            let own = self.sum(self.places(row));
            let reached = |label: usize| {
                if at == 0 {
                    let begins = Label::numbered(label).may_begin();
                    return (if begins { own[label] } else { f32::NEG_INFINITY }, 0);
                }
                let before = (0..COUNT).filter(|before| may[*before][label]);
                let sums = before.map(|before| (sums[before] + self.steps[before][label], before));
                let best = sums.max_by(|one, other| one.0.total_cmp(&other.0));
                best.map_or((f32::NEG_INFINITY, 0), |(sum, before)| (sum + own[label], before))
            };
            let best: [(f32, usize); COUNT] = std::array::from_fn(reached);
            sums = best.map(|(sum, _)| sum);
            from.push(best.map(|(_, before)| before));
        }
        let ends = (0..COUNT).filter(|label| Label::numbered(*label).may_end());
        let mut label = ends.max_by(|one, other| sums[*one].total_cmp(&sums[*other])).unwrap_or(0);
        let mut labels = Vec::with_capacity(rows.len());
        for from in from.iter().rev() {
            labels.push(Label::numbered(label));
            label = from[label];
        }
        labels.reverse();
        labels
    }
}

/// Numbers that look drawn by lot, the same each time (splitmix64).
struct Lot(u64);

impl Lot {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }
}

struct Learner {
    chain: Chain,
    /// Sums of squared gradients.
    squares: Vec<Row>,
    step_squares: [Row; COUNT],
    /// Sums of the weights as they were noted, and how often.
    sums: Vec<Row>,
    step_sums: [Row; COUNT],
    notes: f32,
    may: [[bool; COUNT]; COUNT],
    lot: Lot,
}

/// Logarithms of the summed weights of all ways up to a token, and from it on.
struct Lattice {
    own: Vec<Row>,
    ahead: Vec<Row>,
    behind: Vec<Row>,
    total: f32,
}

impl Learner {
    fn new(sequences: &[Sequence]) -> Self {
        let chain = Chain::unlearned(sequences);
        Self {
            squares: vec![[1e-8; COUNT]; chain.weights.len()],
            step_squares: [[1e-8; COUNT]; COUNT],
            sums: vec![[0.0; COUNT]; chain.weights.len()],
            step_sums: [[0.0; COUNT]; COUNT],
            notes: 0.0,
            may: may_precede(),
            lot: Lot(7),
            chain,
        }
    }

    /// Goes down the gradient of one stretch.
    fn step(&mut self, sequence: &Sequence) {
        let mut taken: Vec<Vec<u32>> = Vec::with_capacity(sequence.rows.len());
        for row in &sequence.rows {
            let lot = &mut self.lot;
            taken.push(self.chain.places(row).filter(|_| lot.below(100) >= LEFT_OUT).collect());
        }
        let own: Vec<Row> = taken.iter().map(|row| self.chain.sum(row.iter().copied())).collect();
        let lattice = self.lattice(own);
        for (at, (places, label)) in taken.iter().zip(&sequence.labels).enumerate() {
            let mut gradient: Row = std::array::from_fn(|label| lattice.probability(at, label));
            gradient[label.number()] -= 1.0;
            for &place in places {
                let place = place as usize;
                descend(&mut self.chain.weights[place], &mut self.squares[place], &gradient);
            }
            if at > 0 {
                self.descend_steps(&lattice, at, [sequence.labels[at - 1], *label]);
            }
        }
    }

    /// The same for the weights from the label before `at` to the one there.
    fn descend_steps(&mut self, lattice: &Lattice, at: usize, gold: [Label; 2]) {
        for before in 0..COUNT {
            let mut gradient = [0.0; COUNT];
            for after in (0..COUNT).filter(|after| self.may[before][*after]) {
                let way = lattice.ahead[at - 1][before]
                    + self.chain.steps[before][after]
                    + lattice.own[at][after]
                    + lattice.behind[at][after];
                gradient[after] = (way - lattice.total).exp();
            }
            if gold[0].number() == before {
                gradient[gold[1].number()] -= 1.0;
            }
            descend(&mut self.chain.steps[before], &mut self.step_squares[before], &gradient);
        }
    }

    fn lattice(&self, own: Vec<Row>) -> Lattice {
        let label = Label::numbered;
        let closed = |open: bool, value: f32| if open { value } else { f32::NEG_INFINITY };
        let steps = &self.chain.steps;
        let mut ahead: Vec<Row> = Vec::with_capacity(own.len());
        for row in &own {
            let next: Row = match ahead.last() {
                None => std::array::from_fn(|at| closed(label(at).may_begin(), row[at])),
                Some(last) => std::array::from_fn(|after| {
                    let before = (0..COUNT).filter(|before| self.may[*before][after]);
                    row[after] + sum(before.map(|before| last[before] + steps[before][after]))
                }),
            };
            ahead.push(next);
        }
        let mut behind: Vec<Row> =
            vec![std::array::from_fn(|at| closed(label(at).may_end(), 0.0)); own.len()];
        for at in (1..own.len()).rev() {
            behind[at - 1] = std::array::from_fn(|before| {
                let after = (0..COUNT).filter(|after| self.may[before][*after]);
                sum(after.map(|after| steps[before][after] + own[at][after] + behind[at][after]))
            });
        }
        let ends = (0..COUNT).filter(|at| label(*at).may_end());
        let total = ahead.last().map_or(0.0, |last| sum(ends.map(|at| last[at])));
        Lattice { own, ahead, behind, total }
    }

    fn note(&mut self) {
        let sums = self.sums.iter_mut().chain(&mut self.step_sums);
        let weights = self.chain.weights.iter().chain(&self.chain.steps);
        for (sums, weights) in sums.zip(weights) {
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
        }
        self.notes += 1.0;
    }

    /// The mean of what was noted.
    fn mean(mut self, sequences: &[Sequence]) -> Chain {
        let notes = self.notes.max(1.0);
        self.chain.weights = self.sums;
        self.chain.steps = self.step_sums;
        for row in self.chain.weights.iter_mut().chain(&mut self.chain.steps) {
            *row = row.map(|weight| weight / notes);
        }
        // The first feature of every token is the same.
        let always = sequences.first().and_then(|sequence| sequence.rows.first()?.first());
        if let Some(place) = always.map(|feature| self.chain.places[slot(*feature)] as usize) {
            self.chain.weights[place][Label::OUTSIDE.number()] -= FRANK;
        }
        self.chain
    }
}

impl Lattice {
    fn probability(&self, at: usize, label: usize) -> f32 {
        (self.ahead[at][label] + self.behind[at][label] - self.total).exp()
    }
}

/// The logarithm of the sum of what the terms are the logarithms of.
fn sum(terms: impl Iterator<Item = f32> + Clone) -> f32 {
    let most = terms.clone().fold(f32::NEG_INFINITY, f32::max);
    if most == f32::NEG_INFINITY {
        return most;
    }
    most + terms.map(|term| (term - most).exp()).sum::<f32>().ln()
}

fn descend(weights: &mut Row, squares: &mut Row, gradient: &Row) {
    let each = weights.iter_mut().zip(squares).zip(gradient);
    for ((weight, square), gradient) in each.filter(|(_, gradient)| gradient.abs() > SLIGHT) {
        *square += gradient * gradient;
        *weight -= RATE * gradient / square.sqrt();
    }
}
