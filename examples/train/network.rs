//! A network in class: how its loss changes with its weights.
//!
//! Errors are carried back through the layers (Rumelhart, Hinton and Williams,
//! "Learning representations by back-propagating errors", 1986), with numbers
//! left out by lot (Srivastava and others, "Dropout", 2014).

use dateline::clean::training::{
    Parts,
    network::{Cells, Layer, Network, REACH, ROWS, Scales, WIDTH, add, flat, probability, raised},
};

use crate::lots::Lots;

/// What share of a part's features is left out, and of the cells between layers.
const OUT_OF_FEATURES: f32 = 0.05;
const OUT_OF_CELLS: f32 = 0.1;

/// What is added to a standard deviation: features that hardly vary say little.
const LEAST_DEVIATION: f32 = 0.05;

/// A document to learn from.
pub(crate) struct Lesson<'a> {
    /// Its parts with their features.
    pub(crate) parts: &'a Parts,
    /// How much of each part is body.
    pub(crate) labels: &'a [f32],
    /// How much each part counts.
    pub(crate) weights: Vec<f32>,
}

/// Rows of weights, in the order of [`Network::of`].
pub(crate) type Weights = Vec<Cells>;

/// The scales by which the features of some documents have mean 0 and deviation
/// 1; what is no finite number isn't counted.
pub(crate) fn scales(lessons: &[Lesson<'_>]) -> Scales {
    let mut sums: Vec<[f64; 3]> = Vec::new();
    for row in lessons.iter().flat_map(|lesson| lesson.parts.first()) {
        sums.resize(row.len(), [0.0; 3]);
        let finite = sums.iter_mut().zip(row).filter(|(_, value)| value.is_finite());
        for ([count, sum, squares], value) in finite {
            let value = f64::from(flat(*value));
            (*count, *sum, *squares) = (*count + 1.0, *sum + value, *squares + value * value);
        }
    }
    let scale = |[count, sum, squares]: [f64; 3]| {
        let mean = sum / count.max(1.0);
        let deviation = (squares / count.max(1.0) - mean * mean).max(0.0).sqrt() as f32;
        [mean as f32, 1.0 / (deviation + LEAST_DEVIATION)]
    };
    Scales(sums.into_iter().map(scale).collect())
}

/// Weights to begin with, by lot: the more numbers a cell is made of, the
/// smaller (`LeCun` and others, "Efficient backprop", 1998).
pub(crate) fn untaught(features: usize, lots: &mut Lots) -> Weights {
    let mut rows = |count: usize, of: usize| -> Weights {
        let most = 1.0 / (of as f32).sqrt();
        let mut row = || [(); WIDTH].map(|()| (lots.share() * 2.0 - 1.0) * most);
        (0..count).map(|_| row()).collect()
    };
    let mut weights = rows(features + 1, features);
    for _ in REACH {
        weights.extend(rows(ROWS, ROWS));
    }
    weights.extend(rows(2, WIDTH));
    weights
}

/// Adds to a gradient what a document says of the weights: how the loss, the
/// weighted cross entropy, changes with them.
pub(crate) fn learn(
    network: &Network,
    scales: &Scales,
    lesson: &Lesson<'_>,
    lots: &mut Lots,
    gradient: &mut [Cells],
) {
    let trace = Trace::of(network, scales, lesson, lots);
    let (inner, last) = gradient.split_at_mut(gradient.len() - 2);
    let (first, layers) = inner.split_at_mut(inner.len() - REACH.len() * ROWS);
    let mut errors = trace.last.errors(network, lesson, last);
    let layers = network.layers.iter().zip(layers.chunks_exact_mut(ROWS));
    for ((layer, gradient), step) in layers.zip(&trace.steps).rev() {
        step.back(layer, &mut errors, gradient);
    }
    trace.back(&errors, first);
}

/// What went through a network.
struct Trace {
    /// Features of each part, scaled.
    features: Vec<Vec<f32>>,
    /// What the first layer made of them.
    entered: Vec<Cells>,
    /// The layers after it.
    steps: Vec<Step>,
    /// What the last cells were.
    last: Passed,
}

impl Trace {
    fn of(network: &Network, scales: &Scales, lesson: &Lesson<'_>, lots: &mut Lots) -> Self {
        let mut row = |row: &[f32]| -> Vec<f32> {
            scales.scaled(row).map(|value| value * lots.mask(OUT_OF_FEATURES)).collect()
        };
        let features: Vec<Vec<f32>> = lesson.parts.first().map(&mut row).collect();
        let entered: Vec<Cells> = features.iter().map(|row| network.enter(row)).collect();
        let mut cells: Vec<Cells> = entered.iter().map(|cells| raised(*cells)).collect();
        let mut step = |layer: &Layer| {
            let given = Passed::of(&cells, lots);
            let made = layer.convolve(&given.cells);
            cells.iter_mut().zip(&made).for_each(|(cells, more)| add(cells, 1.0, &raised(*more)));
            Step { given, made }
        };
        let steps = network.layers.iter().map(&mut step).collect();
        Self { features, entered, steps, last: Passed::of(&cells, lots) }
    }

    /// Adds to the gradient of the first layer, given the errors of its cells.
    fn back(&self, errors: &[Cells], gradient: &mut [Cells]) {
        let Some((bias, rows)) = gradient.split_last_mut() else { return };
        for ((error, made), features) in errors.iter().zip(&self.entered).zip(&self.features) {
            let error = through(error, made);
            rows.iter_mut().zip(features).for_each(|(row, value)| add(row, *value, &error));
            add(bias, 1.0, &error);
        }
    }
}

/// Cells of each part, some of them left out, and what they were multiplied by.
struct Passed {
    cells: Vec<Cells>,
    masks: Vec<Cells>,
}

impl Passed {
    fn of(cells: &[Cells], lots: &mut Lots) -> Self {
        let mut mask = |_| [(); WIDTH].map(|()| lots.mask(OUT_OF_CELLS));
        let masks: Vec<Cells> = cells.iter().map(&mut mask).collect();
        let cells = cells.iter().zip(&masks).map(|(cells, mask)| times(cells, mask)).collect();
        Self { cells, masks }
    }

    /// The errors of the cells from which parts are judged. Adds to the gradient
    /// of the last weights.
    fn errors(&self, of: &Network, lesson: &Lesson<'_>, gradient: &mut [Cells]) -> Vec<Cells> {
        let parts = self.cells.iter().zip(&self.masks).zip(lesson.labels).zip(&lesson.weights);
        let error = |(((cells, mask), label), weight): (((&Cells, &Cells), &f32), &f32)| {
            let error = weight * (probability(of.leave(cells)) - label);
            if let [last, [bias, ..]] = gradient {
                add(last, error, cells);
                *bias += error;
            }
            times(mask, &of.last.map(|weight| weight * error))
        };
        parts.map(error).collect()
    }
}

/// A layer's part of a trace.
struct Step {
    given: Passed,
    made: Vec<Cells>,
}

impl Step {
    /// Carries the errors of the cells after a layer, to which it was added, to
    /// those before it. Adds to the gradient of its weights.
    fn back(&self, layer: &Layer, errors: &mut [Cells], gradient: &mut [Cells]) {
        let Some((bias, taps)) = gradient.split_last_mut() else { return };
        let made = errors.iter().zip(&self.made);
        let after: Vec<Cells> = made.map(|(error, made)| through(error, made)).collect();
        for error in &after {
            add(bias, 1.0, error);
        }
        let taps = layer.taps.chunks_exact(WIDTH).zip(taps.chunks_exact_mut(WIDTH));
        for (tap, (rows, gradient)) in taps.enumerate() {
            let turned = turned(rows);
            let seen = |at| layer.seen(at, tap).filter(|from| *from < after.len());
            let pairs = after.iter().enumerate().filter_map(|(at, error)| Some((error, seen(at)?)));
            for (error, from) in pairs {
                let (given, mask) = (&self.given.cells[from], &self.given.masks[from]);
                gradient.iter_mut().zip(given).for_each(|(row, cell)| add(row, *cell, error));
                add(&mut errors[from], 1.0, &times(&product(&turned, error), mask));
            }
        }
    }
}

/// Rows as columns.
fn turned(rows: &[Cells]) -> [Cells; WIDTH] {
    let mut turned = [[0.0; WIDTH]; WIDTH];
    for (at, row) in rows.iter().enumerate() {
        turned.iter_mut().zip(row).for_each(|(turned, cell)| turned[at] = *cell);
    }
    turned
}

/// The sum of rows, each times a cell.
fn product(rows: &[Cells; WIDTH], by: &Cells) -> Cells {
    let mut sum = [0.0; WIDTH];
    rows.iter().zip(by).for_each(|(row, by)| add(&mut sum, *by, row));
    sum
}

/// The part of an error that goes through where something was raised.
fn through(error: &Cells, made: &Cells) -> Cells {
    times(error, &made.map(|cell| f32::from(u8::from(cell > 0.0))))
}

fn times(cells: &Cells, by: &Cells) -> Cells {
    let mut cells = *cells;
    cells.iter_mut().zip(by).for_each(|(cell, by)| *cell *= by);
    cells
}
