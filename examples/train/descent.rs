//! Teaching a network: descent along the gradients of small batches of documents.
//!
//! Steps are those of Adam with decoupled decay of weights (Loshchilov and
//! Hutter, "Decoupled weight decay regularization", 2019); the rate rises and
//! falls once (Smith and Topin, "Super-convergence", 2018). The same documents
//! give the same network. Cost: parts x weights x rounds.

use std::f32::consts::PI;

use dateline::clean::training::network::{Cells, Network, Networks, Scales, WIDTH, add, rows_of};
use rayon::prelude::*;

use crate::{
    lots::Lots,
    network::{Lesson, Weights, learn, scales, untaught},
};

/// How often each document is learned from.
const ROUNDS: usize = 8;

/// How many parts make a batch.
const BATCH: usize = 4000;

/// Documents of a batch that go through the network one after another.
const TOGETHER: usize = 4;

/// The highest rate; with what share of it the steps begin, and in what share
/// of them it is reached.
const RATE: f32 = 6e-3;
const FIRST: f32 = 0.04;
const RISE: f32 = 0.2;

/// What share of each weight a step takes away, for each unit of the rate.
const DECAY: f32 = 0.5;

/// How much of the mean of gradients, and of their squares, a step keeps.
const KEPT: [f32; 2] = [0.9, 0.999];

/// What keeps a step finite where the gradients are nothing.
const LEAST: f32 = 1e-8;

/// The length to which a gradient is cut (Pascanu, Mikolov and Bengio, 2013).
const LONGEST: f32 = 1.0;

/// Networks that were taught.
pub(crate) struct Taught {
    /// The scales of what they see.
    scales: Scales,
    /// The weights of each as they are packed: the upper half of a number.
    weights: Vec<Vec<u16>>,
    /// The networks themselves.
    pub(crate) networks: Networks,
}

impl Taught {
    /// So many networks that some documents have taught, each from another beginning.
    pub(crate) fn by(lessons: &[Lesson<'_>], count: u64) -> Self {
        let scales = scales(lessons);
        let taught = (0..count).into_par_iter().map(|seed| teach(lessons, &scales, seed));
        let upper = |weight: &f32| ((weight.to_bits() + (1 << 15)) >> 16) as u16;
        let packed = taught.map(|weights| weights.iter().flatten().map(upper).collect());
        let weights: Vec<Vec<u16>> = packed.collect();
        let networks = weights.iter().map(|weights| network(scales.0.len(), weights)).collect();
        Self { networks: Networks::of(scales.clone(), networks), scales, weights }
    }

    /// The bytes that the program reads; none where there is no network.
    pub(crate) fn pack(&self) -> Option<Vec<u8>> {
        let mut bytes = (self.scales.0.len() as u16).to_le_bytes().to_vec();
        bytes.extend(self.scales.0.iter().flatten().flat_map(|number| number.to_le_bytes()));
        bytes.extend(self.weights.iter().flatten().flat_map(|upper| upper.to_le_bytes()));
        (!self.weights.is_empty()).then_some(bytes)
    }
}

/// A network by its packed weights: what is asked in class is what is shipped.
fn network(features: usize, packed: &[u16]) -> Network {
    let whole = |upper: &u16| f32::from_bits(u32::from(*upper) << 16);
    let weights: Vec<f32> = packed.iter().map(whole).collect();
    Network::of(features, weights.as_chunks().0)
}

/// The weights of a network taught by some documents. The seed sets its lots.
fn teach(lessons: &[Lesson<'_>], scales: &Scales, seed: u64) -> Weights {
    let mut lots = Lots(seed);
    let features = scales.0.len();
    let mut adam = Adam::of(untaught(features, &mut lots));
    let mut order: Vec<&Lesson<'_>> =
        lessons.iter().filter(|lesson| !lesson.labels.is_empty()).collect();
    let steps = ROUNDS * batches(&order).len();
    for _ in 0..ROUNDS {
        lots.shuffle(&mut order);
        for batch in batches(&order) {
            let network = Network::of(features, &adam.weights);
            let gradient = gradient(&network, scales, batch, lots.draw());
            adam.step(&gradient, rate(adam.steps as f32 / steps as f32));
        }
    }
    adam.weights
}

/// The documents one after another, in runs that have the parts of a batch.
fn batches<'a, 'b>(order: &'a [&'b Lesson<'b>]) -> Vec<&'a [&'b Lesson<'b>]> {
    let (mut batches, mut start, mut parts) = (Vec::new(), 0, 0);
    for (at, lesson) in order.iter().enumerate() {
        parts += lesson.labels.len();
        if parts >= BATCH || at + 1 == order.len() {
            batches.push(&order[start..=at]);
            (start, parts) = (at + 1, 0);
        }
    }
    batches
}

/// The gradient of a batch's mean loss, not longer than it may be.
fn gradient(network: &Network, scales: &Scales, batch: &[&Lesson<'_>], seed: u64) -> Weights {
    let rows = rows_of(scales.0.len());
    let some = |(number, lessons): (usize, &[&Lesson<'_>])| {
        let mut lots = Lots(seed.wrapping_add(number as u64));
        let mut gradient = vec![[0.0; WIDTH]; rows];
        for lesson in lessons {
            learn(network, scales, lesson, &mut lots, &mut gradient);
        }
        gradient
    };
    let parts: Vec<Weights> = batch.par_chunks(TOGETHER).enumerate().map(some).collect();
    let mut gradient = vec![[0.0; WIDTH]; rows];
    for part in &parts {
        gradient.iter_mut().zip(part).for_each(|(sum, row)| add(sum, 1.0, row));
    }
    let weight: f32 = batch.iter().flat_map(|lesson| &lesson.weights).sum();
    let squares: f32 = gradient.iter().flatten().map(|number| number * number).sum();
    let length = squares.sqrt() / weight.max(LEAST);
    let by = (LONGEST / length.max(LONGEST)) / weight.max(LEAST);
    gradient.iter_mut().flatten().for_each(|number| *number *= by);
    gradient
}

/// The rate after a share of the steps.
fn rate(done: f32) -> f32 {
    let (from, to, done) = if done < RISE {
        (FIRST, 1.0, done / RISE)
    } else {
        (1.0, 0.0, (done - RISE) / (1.0 - RISE))
    };
    RATE * (from + (to - from) * (1.0 - (PI * done).cos()) / 2.0)
}

/// Weights, and what the steps so far say of their gradients.
struct Adam {
    weights: Weights,
    means: Weights,
    squares: Weights,
    steps: i32,
}

impl Adam {
    fn of(weights: Weights) -> Self {
        let none = vec![[0.0; WIDTH]; weights.len()];
        Self { means: none.clone(), squares: none, weights, steps: 0 }
    }

    fn step(&mut self, gradient: &[Cells], rate: f32) {
        self.steps += 1;
        let [mean, square] = KEPT.map(|kept| 1.0 - kept.powi(self.steps));
        let weights = self.weights.iter_mut().flatten().zip(gradient.iter().flatten());
        let moments = self.means.iter_mut().flatten().zip(self.squares.iter_mut().flatten());
        for ((weight, by), (means, squares)) in weights.zip(moments) {
            *means += (by - *means) * (1.0 - KEPT[0]);
            *squares += (by * by - *squares) * (1.0 - KEPT[1]);
            *weight *= 1.0 - rate * DECAY;
            *weight -= rate * (*means / mean) / ((*squares / square).sqrt() + LEAST);
        }
    }
}
