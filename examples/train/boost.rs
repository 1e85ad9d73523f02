//! Growing a forest: gradient boosting of decision trees on histograms.
//!
//! Trees grow leaf by leaf, the best split first; a split's worth and a
//! leaf's value are those of Newton boosting under logistic loss (Chen and
//! Guestrin, "`XGBoost`: a scalable tree boosting system", 2016, equations 5 and 7). The same table gives the
//! same forest. Cost: rows x features x trees, times the depth of the trees.

use rayon::prelude::*;

/// The most values that a feature is told apart by.
const BINS: usize = 64;

/// More lots than a forest draws.
const LOTS: usize = 100_003;

/// Rows of numbers with what they should come to.
#[derive(Default)]
pub(crate) struct Table {
    /// Numbers in a row.
    pub(crate) width: usize,
    /// Row after row.
    pub(crate) values: Vec<f32>,
    /// The wanted probability of each row.
    pub(crate) labels: Vec<f32>,
    /// How much each row counts.
    pub(crate) weights: Vec<f32>,
    /// Which document each row is from.
    pub(crate) documents: Vec<usize>,
}

impl Table {
    /// Adds a row.
    pub(crate) fn push(&mut self, row: &[f32], label: f32, weight: f32, document: usize) {
        self.width = row.len();
        self.values.extend_from_slice(row);
        self.labels.push(label);
        self.weights.push(weight);
        self.documents.push(document);
    }

    /// The numbers of a row.
    pub(crate) fn row(&self, at: usize) -> &[f32] {
        &self.values[at * self.width..(at + 1) * self.width]
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.labels.len()
    }
}

/// How a forest is grown.
#[derive(Clone, Copy)]
pub(crate) struct Settings {
    /// How many trees.
    pub(crate) trees: usize,
    /// The most leaves of a tree.
    pub(crate) leaves: usize,
    /// What part of a tree's answer counts.
    pub(crate) rate: f32,
    /// The least weight of a leaf.
    pub(crate) least: f64,
    /// What is added to a leaf's weight, so that small ones say little.
    pub(crate) damping: f64,
    /// Of how many features one is looked at in a tree.
    pub(crate) every: usize,
    /// What share of the documents is left out of each tree, in percent.
    pub(crate) spare: usize,
}

/// What stands for the feature in a leaf; all features have lower numbers.
pub(crate) const LEAF: usize = 255;

/// A node as it is packed: a feature ([`LEAF`] for a leaf), the distance to the right child, a number.
pub(crate) type Node = (u8, u16, f32);

/// A forest that can be asked and packed.
#[derive(Default)]
pub(crate) struct Forest {
    trees: Vec<Vec<Node>>,
}

impl Forest {
    /// How likely a row is what was learned.
    pub(crate) fn probability(&self, row: &[f32]) -> f32 {
        let score: f32 = self.trees.iter().map(|tree| ask(tree, row)).sum();
        1.0 / (1.0 + (-score).exp())
    }

    /// The bytes that the program reads.
    pub(crate) fn pack(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (feature, right, value) in self.trees.iter().flatten() {
            bytes.extend([*feature, 0]);
            bytes.extend(right.to_le_bytes());
            bytes.extend(value.to_le_bytes());
        }
        bytes
    }
}

fn ask(tree: &[Node], row: &[f32]) -> f32 {
    let mut at = 0;
    loop {
        let (feature, right, value) = tree[at];
        if feature == u8::MAX {
            return value;
        }
        at += if row[usize::from(feature)] <= value { 1 } else { usize::from(right) };
    }
}

/// Numbers as places among the bounds of their feature.
struct Binned {
    bounds: Vec<Vec<f32>>,
    columns: Vec<Vec<u8>>,
}

impl Binned {
    fn of(table: &Table, rows: &[usize]) -> Self {
        let columns: Vec<(Vec<f32>, Vec<u8>)> =
            (0..table.width).into_par_iter().map(|feature| column(table, rows, feature)).collect();
        let (bounds, columns) = columns.into_iter().unzip();
        Self { bounds, columns }
    }
}

/// The bounds of a feature at its quantiles, and each row's place among them.
fn column(table: &Table, rows: &[usize], feature: usize) -> (Vec<f32>, Vec<u8>) {
    let values: Vec<f32> = rows.iter().map(|&row| table.row(row)[feature]).collect();
    let mut sorted = values.clone();
    sorted.sort_unstable_by(f32::total_cmp);
    let mut distinct = sorted.clone();
    distinct.dedup();
    let bounds: Vec<f32> = if distinct.len() <= BINS {
        distinct.windows(2).map(|pair| f32::midpoint(pair[0], pair[1])).collect()
    } else {
        let mut bounds: Vec<f32> = (1..BINS).map(|bin| sorted[bin * sorted.len() / BINS]).collect();
        bounds.dedup();
        bounds
    };
    let bin = |value: &f32| bounds.partition_point(|bound| bound < value) as u8;
    let places = values.iter().map(bin).collect();
    (bounds, places)
}

/// Gradients and their slopes, summed.
#[derive(Clone, Copy, Default)]
struct Sum {
    gradient: f64,
    slope: f64,
}

impl Sum {
    fn add(&mut self, other: Self) {
        self.gradient += other.gradient;
        self.slope += other.slope;
    }

    fn less(self, other: Self) -> Self {
        Self { gradient: self.gradient - other.gradient, slope: self.slope - other.slope }
    }

    fn worth(self, damping: f64) -> f64 {
        self.gradient * self.gradient / (self.slope + damping)
    }
}

/// A split: its gain, feature and last bin of the left side.
#[derive(Clone, Copy)]
struct Split {
    gain: f64,
    feature: usize,
    bin: usize,
}

/// What the rows of a leaf come to, by feature and bin.
type Histogram = Vec<[Sum; BINS]>;

/// A leaf that may be split.
struct Leaf {
    rows: Vec<u32>,
    sum: Sum,
    histogram: Histogram,
    split: Option<Split>,
    node: usize,
}

/// A node while its tree grows.
enum Growing {
    Leaf(f32),
    Split { feature: usize, bound: f32, left: usize, right: usize },
}

/// Grows a forest for the rows at `rows`. Forests of another number take other
/// lots of features and documents.
pub(crate) fn grow(table: &Table, rows: &[usize], settings: Settings, forest: usize) -> Forest {
    let lot = |tree: usize| tree + forest * LOTS;
    let binned = Binned::of(table, rows);
    let mut scores = vec![0.0_f32; rows.len()];
    let mut grown = Forest::default();
    for number in 0..settings.trees {
        let sums: Vec<Sum> = rows
            .par_iter()
            .zip(&scores)
            .map(|(&row, &score)| slope(table.labels[row], table.weights[row], score))
            .collect();
        let features: Vec<usize> = (0..table.width)
            .filter(|feature| mixed(lot(number), *feature).is_multiple_of(settings.every))
            .collect();
        let taken: Vec<u32> = (0..rows.len() as u32)
            .filter(|&at| {
                mixed(lot(number) + 7919, table.documents[rows[at as usize]]) % 100
                    >= settings.spare
            })
            .collect();
        let tree =
            Grower { binned: &binned, sums: &sums, features: &features, settings }.tree(taken);
        scores
            .par_iter_mut()
            .zip(rows)
            .for_each(|(score, &row)| *score += ask(&tree, table.row(row)));
        grown.trees.push(tree);
    }
    grown
}

/// The first and second derivative of the logistic loss.
fn slope(label: f32, weight: f32, score: f32) -> Sum {
    let probability = 1.0 / (1.0 + f64::from(-score).exp());
    let weight = f64::from(weight);
    Sum {
        gradient: weight * (probability - f64::from(label)),
        slope: weight * (probability * (1.0 - probability)).max(1e-6),
    }
}

/// A number that looks drawn by lot, the same each time (splitmix64).
fn mixed(tree: usize, feature: usize) -> usize {
    let mut mixed = (tree as u64 * 1009 + feature as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed >> 33) as usize
}

struct Grower<'a> {
    binned: &'a Binned,
    sums: &'a [Sum],
    features: &'a [usize],
    settings: Settings,
}

impl Grower<'_> {
    fn tree(&self, all: Vec<u32>) -> Vec<Node> {
        let mut nodes = vec![Growing::Leaf(0.0)];
        let histogram = self.histogram(&all);
        let mut leaves = vec![self.leaf(all, histogram, 0)];
        nodes[0] = Growing::Leaf(self.value(leaves[0].sum));
        while leaves.len() < self.settings.leaves {
            let best = leaves
                .iter()
                .enumerate()
                .filter_map(|(at, leaf)| Some((leaf.split?.gain, at)))
                .max_by(|one, other| one.0.total_cmp(&other.0));
            let Some((_, at)) = best else { break };
            let leaf = leaves.swap_remove(at);
            self.split(leaf, &mut nodes, &mut leaves);
        }
        packed(&nodes)
    }

    fn split(&self, leaf: Leaf, nodes: &mut Vec<Growing>, leaves: &mut Vec<Leaf>) {
        let Some(split) = leaf.split else { return };
        let column = &self.binned.columns[split.feature];
        let (left, right): (Vec<u32>, Vec<u32>) =
            leaf.rows.iter().partition(|&&row| usize::from(column[row as usize]) <= split.bin);
        let (first, second) = (nodes.len(), nodes.len() + 1);
        // The rows of the larger child are what the smaller one leaves of the parent.
        let smaller = self.histogram(if left.len() < right.len() { &left } else { &right });
        let larger = less(leaf.histogram, &smaller);
        let (of_left, of_right) =
            if left.len() < right.len() { (smaller, larger) } else { (larger, smaller) };
        let (left, right) = (self.leaf(left, of_left, first), self.leaf(right, of_right, second));
        nodes[leaf.node] = Growing::Split {
            feature: split.feature,
            bound: self.binned.bounds[split.feature][split.bin],
            left: first,
            right: second,
        };
        nodes.push(Growing::Leaf(self.value(left.sum)));
        nodes.push(Growing::Leaf(self.value(right.sum)));
        leaves.extend([left, right]);
    }

    fn histogram(&self, rows: &[u32]) -> Histogram {
        let bins = |&feature: &usize| {
            let mut bins = [Sum::default(); BINS];
            let column = &self.binned.columns[feature];
            for &row in rows {
                bins[usize::from(column[row as usize])].add(self.sums[row as usize]);
            }
            bins
        };
        self.features.par_iter().map(bins).collect()
    }

    fn leaf(&self, rows: Vec<u32>, histogram: Histogram, node: usize) -> Leaf {
        let mut sum = Sum::default();
        for &row in &rows {
            sum.add(self.sums[row as usize]);
        }
        let splits = self.features.iter().zip(&histogram);
        let split = splits.filter_map(|(&feature, bins)| self.best(bins, sum, feature)).max_by(
            |one, other| one.gain.total_cmp(&other.gain).then(other.feature.cmp(&one.feature)),
        );
        Leaf { rows, sum, histogram, split, node }
    }

    /// The best split of rows by one feature.
    fn best(&self, bins: &[Sum; BINS], sum: Sum, feature: usize) -> Option<Split> {
        let Settings { least, damping, .. } = self.settings;
        let mut left = Sum::default();
        let mut best: Option<Split> = None;
        for (bin, add) in bins.iter().enumerate().take(self.binned.bounds[feature].len()) {
            left.add(*add);
            let right = sum.less(left);
            if left.slope < least || right.slope < least {
                continue;
            }
            let gain = left.worth(damping) + right.worth(damping) - sum.worth(damping);
            if gain > best.map_or(1e-4, |best| best.gain) {
                best = Some(Split { gain, feature, bin });
            }
        }
        best
    }

    fn value(&self, sum: Sum) -> f32 {
        (-sum.gradient / (sum.slope + self.settings.damping)) as f32 * self.settings.rate
    }
}

/// The sums of a leaf without those of a part of its rows.
fn less(mut histogram: Histogram, part: &Histogram) -> Histogram {
    let bins = histogram.iter_mut().flatten().zip(part.iter().flatten());
    bins.for_each(|(sum, part)| *sum = sum.less(*part));
    histogram
}

/// A tree in preorder.
fn packed(nodes: &[Growing]) -> Vec<Node> {
    let mut tree: Vec<Node> = Vec::with_capacity(nodes.len());
    let mut open = vec![(0, None)];
    while let Some((at, parent)) = open.pop() {
        let place = tree.len();
        if let Some(parent) = parent {
            let parent: usize = parent;
            tree[parent].1 = (place - parent) as u16;
        }
        match &nodes[at] {
            Growing::Leaf(value) => tree.push((u8::MAX, 0, *value)),
            Growing::Split { feature, bound, left, right } => {
                tree.push((*feature as u8, 0, *bound));
                open.push((*right, Some(place)));
                open.push((*left, None));
            }
        }
    }
    tree
}
