//! A network that judges each part of a document by those around it, read from
//! packed weights.
//!
//! Layers of dilated convolutions, each added to what it was made of, see
//! further and further to both sides (Bai, Kolter and Koltun, "An empirical
//! evaluation of generic convolutional and recurrent networks for sequence
//! modeling", 2018). It errs elsewhere than forests do. It is taught by
//! `examples/train`. Cost: parts x weights.

use super::probability;

/// Numbers that the network has of a part between its layers.
pub const WIDTH: usize = 32;

/// The parts that a convolution looks at: one, and one on each of its sides.
const TAPS: usize = 3;

/// How far to the sides those stand, for each layer.
pub const REACH: [usize; 5] = [1, 2, 4, 8, 16];

/// Rows of weights of a layer: of each number of each part that it looks at,
/// and what is added to all.
pub const ROWS: usize = TAPS * WIDTH + 1;

/// The greatest number, in standard deviations, that is told apart.
const FURTHEST: f32 = 4.0;

/// Bytes of a packed scale, and of a weight.
const SCALE: usize = 8;
const WEIGHT: usize = 2;

/// What the network has of a part between two layers.
pub type Cells = [f32; WIDTH];

/// Networks that were taught by the same documents.
#[derive(Debug, Default)]
pub struct Networks {
    scales: Scales,
    networks: Vec<Network>,
}

impl Networks {
    /// Networks and the scales of what they see.
    #[must_use]
    pub fn of(scales: Scales, networks: Vec<Network>) -> Self {
        Self { scales, networks }
    }

    /// Reads packed networks: how many features there are (two bytes), the
    /// scales (IEEE 754), and the weights of each network, of each weight the
    /// upper half (bfloat16); all little-endian. What follows the last whole
    /// network is left out.
    pub(super) fn unpack(bytes: &[u8]) -> Self {
        let (count, bytes) = bytes.split_first_chunk().unwrap_or((&[0; 2], &[]));
        let features = usize::from(u16::from_le_bytes(*count));
        let (scales, weights) = bytes.split_at_checked(features * SCALE).unwrap_or_default();
        let scales = Scales(scales.chunks_exact(SCALE).map(scale).collect());
        let weights: Vec<f32> = weights.chunks_exact(WEIGHT).map(weight).collect();
        let (rows, _) = weights.as_chunks();
        let networks = rows.chunks_exact(rows_of(features));
        Self { scales, networks: networks.map(|rows| Network::of(features, rows)).collect() }
    }

    /// How likely each part is body by each of the networks, given the rows of
    /// the parts' features. Of these no more is kept than what the first layers
    /// make of them.
    pub fn judge<'r>(&self, rows: impl Iterator<Item = &'r [f32]>) -> Vec<Vec<f32>> {
        if self.networks.is_empty() {
            return Vec::new();
        }
        let mut entered = vec![Vec::new(); self.networks.len()];
        let mut scaled = Vec::with_capacity(self.scales.0.len());
        for row in rows {
            scaled.clear();
            scaled.extend(self.scales.scaled(row));
            for (cells, network) in entered.iter_mut().zip(&self.networks) {
                cells.push(raised(network.enter(&scaled)));
            }
        }
        let judges = self.networks.iter().zip(entered);
        judges.map(|(network, cells)| network.probabilities(cells)).collect()
    }
}

/// The mean of each feature, and one by its standard deviation.
#[derive(Clone, Debug, Default)]
pub struct Scales(pub Vec<[f32; 2]>);

impl Scales {
    /// A row of features in standard deviations from their means: what is no
    /// number is the mean.
    pub fn scaled(&self, row: &[f32]) -> impl Iterator<Item = f32> {
        self.0.iter().zip(row).map(|([mean, by], value)| {
            let far = (flat(*value) - mean) * by;
            if far.is_nan() { 0.0 } else { far.clamp(-FURTHEST, FURTHEST) }
        })
    }
}

/// Rows of weights of a network for so many features.
#[must_use]
pub fn rows_of(features: usize) -> usize {
    features + 1 + REACH.len() * ROWS + 2
}

/// A network with its weights.
#[derive(Clone, Debug)]
pub struct Network {
    first: Vec<Cells>,
    first_bias: Cells,
    /// The layers from the nearest reach to the furthest.
    pub layers: Vec<Layer>,
    /// What each cell says in the end.
    pub last: Cells,
    bias: f32,
}

/// A convolution.
#[derive(Clone, Debug)]
pub struct Layer {
    /// How far away the parts at its sides stand.
    pub reach: usize,
    /// A row for each cell of each part that it looks at, part after part.
    pub taps: Vec<Cells>,
    bias: Cells,
}

impl Network {
    /// The network of these rows of weights: one for each feature, what is
    /// added to all, the layers' ([`ROWS`]), the last, and what is added there.
    /// Rows that lack count as zero.
    #[must_use]
    pub fn of(features: usize, weights: &[Cells]) -> Self {
        let mut rows = weights.iter().copied();
        let first = rows.by_ref().take(features).collect();
        let first_bias = rows.next().unwrap_or_default();
        let layers = REACH.map(|reach| Layer::of(reach, &mut rows)).to_vec();
        let last = rows.next().unwrap_or_default();
        let [bias, ..] = rows.next().unwrap_or_default();
        Self { first, first_bias, layers, last, bias }
    }

    /// How likely each part is body, by what the first layer has made of it.
    fn probabilities(&self, mut cells: Vec<Cells>) -> Vec<f32> {
        for layer in &self.layers {
            let more = layer.convolve(&cells);
            cells.iter_mut().zip(more).for_each(|(cells, more)| add(cells, 1.0, &raised(more)));
        }
        cells.iter().map(|cells| probability(self.leave(cells))).collect()
    }

    /// What the first layer makes of a scaled row.
    #[must_use]
    pub fn enter(&self, scaled: &[f32]) -> Cells {
        let mut cells = self.first_bias;
        scaled.iter().zip(&self.first).for_each(|(value, row)| add(&mut cells, *value, row));
        cells
    }

    /// What the last cells of a part come to: the logarithm of odds that it is body.
    #[must_use]
    pub fn leave(&self, cells: &Cells) -> f32 {
        cells.iter().zip(&self.last).map(|(cell, weight)| cell * weight).sum::<f32>() + self.bias
    }
}

impl Layer {
    /// The layer of the next rows.
    fn of(reach: usize, rows: &mut impl Iterator<Item = Cells>) -> Self {
        let taps = rows.by_ref().take(ROWS - 1).collect();
        Self { reach, taps, bias: rows.next().unwrap_or_default() }
    }

    /// What the layer makes of the cells of all parts.
    #[must_use]
    pub fn convolve(&self, parts: &[Cells]) -> Vec<Cells> {
        (0..parts.len()).map(|at| self.at(at, parts)).collect()
    }

    fn at(&self, at: usize, parts: &[Cells]) -> Cells {
        let mut made = self.bias;
        for (tap, rows) in self.taps.chunks_exact(WIDTH).enumerate() {
            let Some(from) = self.seen(at, tap).and_then(|from| parts.get(from)) else { continue };
            from.iter().zip(rows).for_each(|(cell, row)| add(&mut made, *cell, row));
        }
        made
    }

    /// The place of a part that is looked at for another; none before the first.
    #[must_use]
    pub fn seen(&self, at: usize, tap: usize) -> Option<usize> {
        (at + tap * self.reach).checked_sub(self.reach * (TAPS / 2))
    }
}

/// A number by its logarithm, since counts have long tails.
#[must_use]
pub fn flat(value: f32) -> f32 {
    (1.0 + value.abs()).ln().copysign(value)
}

/// Adds a multiple of a row to cells.
#[inline]
pub fn add(cells: &mut Cells, by: f32, row: &Cells) {
    cells.iter_mut().zip(row).for_each(|(cell, weight)| *cell += by * weight);
}

/// What of some cells is above zero (a rectified linear unit).
#[must_use]
pub fn raised(cells: Cells) -> Cells {
    cells.map(|cell| cell.max(0.0))
}

fn scale(bytes: &[u8]) -> [f32; 2] {
    let number = |at| bytes.get(at..).and_then(<[u8]>::first_chunk).copied().unwrap_or_default();
    [f32::from_le_bytes(number(0)), f32::from_le_bytes(number(4))]
}

fn weight(bytes: &[u8]) -> f32 {
    let upper = bytes.first_chunk().copied().unwrap_or_default();
    f32::from_bits(u32::from(u16::from_le_bytes(upper)) << 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A network of two features: the first cell is the first feature, the
    /// second what the first is in the part before, and counts tenfold.
    fn packed() -> Vec<u8> {
        let mut rows = vec![[0.0_f32; WIDTH]; rows_of(2)];
        rows[0][0] = 1.0;
        rows[3][1] = 1.0;
        let last = rows.len() - 2;
        rows[last][..2].copy_from_slice(&[1.0, 10.0]);
        rows[last + 1][0] = -0.5;
        let scales = [1.0_f32, 2.0, 0.0, 1.0];
        let upper = |weight: &f32| (weight.to_bits() >> 16).to_le_bytes().into_iter().take(WEIGHT);
        let scales = scales.iter().flat_map(|number| number.to_le_bytes());
        [2, 0].into_iter().chain(scales).chain(rows.iter().flatten().flat_map(upper)).collect()
    }

    #[test]
    fn a_part_is_judged_by_those_around_it() {
        let e = std::f32::consts::E;
        let rows = [[e - 1.0, 9.0], [e * e - 1.0, 9.0], [f32::NAN, 9.0], [f32::INFINITY, 0.0]];
        let found = Networks::unpack(&packed()).judge(rows.iter().map(<[f32; 2]>::as_slice));
        // In deviations the first feature is 0, 2, 0 and 4, which is as far as it goes.
        let expected = [-0.5, 2.0 - 0.5, 20.0 - 0.5, 4.0 - 0.5].map(probability);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].len(), expected.len());
        for (found, expected) in found[0].iter().zip(expected) {
            assert!((found - expected).abs() < 1e-5, "{found} for {expected}");
        }
    }

    #[test]
    fn of_torn_bytes_there_are_whole_networks_only() {
        let whole = packed();
        let said =
            |bytes: &[u8]| Networks::unpack(bytes).judge([[1.0, 1.0].as_slice()].into_iter());
        for cut in (0..whole.len()).step_by(101) {
            let torn = whole.get(..cut).unwrap_or_default();
            assert!(said(torn).is_empty(), "{cut}");
            assert_eq!(said(&[&whole, torn].concat()), said(&whole), "{cut} more");
        }
        assert_eq!(said(&whole).len(), 1);
    }

    #[test]
    fn shipped_weights_are_read_whole() {
        let bytes = include_bytes!("../../../assets/clean/text.networks");
        let Networks { scales, networks } = Networks::unpack(bytes);
        let features = scales.0.len();
        let weights = networks.len() * rows_of(features) * WIDTH * WEIGHT;
        assert_eq!(2 + features * SCALE + weights, bytes.len());
        assert!(!networks.is_empty());
    }
}
