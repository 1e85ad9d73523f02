//! Gradient-boosted decision trees, read from packed weights.
//!
//! A forest maps a row of numbers to the logarithm of odds: the sum of one
//! leaf of each tree (Friedman, "Greedy function approximation: a gradient
//! boosting machine", 2001). It is grown by `examples/train`.
//!
//! No tree is climbed. Each split that a row passes on the right takes the
//! leaves on its left out of the tree, and the first leaf that is left is the
//! row's (Lucchese and others, "`QuickScorer`: a fast algorithm to rank
//! documents with additive ensembles of regression trees", 2015). So every row
//! takes the same way, and several go it side by side. Rows that follow one
//! another are much alike: what all of some answer in the same way is asked once.

use super::probability;

/// Bytes of a packed node.
const NODE: usize = 8;

/// What the place of a feature holds in a leaf.
const LEAF: u8 = u8::MAX;

/// The most leaves of a tree, a bit each.
const MOST_LEAVES: usize = 32;

/// The features that there may be.
const FEATURES: usize = LEAF as usize + 1;

/// How many rows go through a forest together.
const ABREAST: usize = 8;

/// How many rows in a row are asked together what they have in common.
const ALIKE: usize = 64;

/// One number of each row for every feature that there may be.
type Columns = [[f32; ABREAST]; FEATURES];

/// The least and the greatest number of some rows for every feature.
type Bounds = [(f32, f32); FEATURES];

/// A node as it is packed.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// The number that is asked for; none in a leaf.
    feature: Option<u8>,
    /// How many nodes further the right child stands.
    right: usize,
    /// The bound up to which a row goes left, or what a leaf adds.
    value: f32,
}

/// A split of a tree.
#[derive(Clone, Copy, Debug)]
struct Split {
    /// The number that is asked for.
    feature: u8,
    /// The bound up to which a row goes left.
    bound: f32,
    /// The leaves of the tree that don't stand to its left.
    others: u32,
}

/// A tree: its splits, and its leaves from left to right.
#[derive(Debug, Default)]
struct Tree {
    splits: Vec<Split>,
    leaves: Vec<f32>,
}

/// Trees one after another.
#[derive(Debug, Default)]
pub(super) struct Forest {
    trees: Vec<Tree>,
}

impl Forest {
    /// Reads packed nodes: a feature, a zero, the distance to the right child
    /// (little-endian), and a number (IEEE 754, little-endian), tree after tree
    /// in preorder. What follows the last whole tree is left out.
    pub(super) fn unpack(bytes: &[u8]) -> Self {
        let nodes: Vec<Node> = bytes.chunks_exact(NODE).filter_map(node).collect();
        let mut forest = Self::default();
        let mut rest = nodes.as_slice();
        while let Some((tree, others)) = tree_end(rest).and_then(|end| rest.split_at_checked(end)) {
            forest.trees.push(Tree::of(tree));
            rest = others;
        }
        forest
    }

    /// How likely each row is what was learned; a number that a row lacks counts as zero.
    pub(super) fn probabilities<R: AsRef<[f32]>>(
        &self,
        mut rows: impl Iterator<Item = R>,
    ) -> Vec<f32> {
        let mut probabilities = Vec::new();
        let mut columns: Columns = [[0.0; ABREAST]; FEATURES];
        loop {
            let some: Vec<R> = rows.by_ref().take(ALIKE).collect();
            if some.is_empty() {
                return probabilities;
            }
            let narrowed = Narrowed::of(&self.trees, &bounds(&some));
            for some in some.chunks(ABREAST) {
                columns.fill([0.0; ABREAST]);
                fill(&mut columns, some);
                let scores = narrowed.scores(&columns).into_iter().take(some.len());
                probabilities.extend(scores.map(probability));
            }
        }
    }
}

/// A forest for rows between bounds: without the splits that all of them answer in the same way.
struct Narrowed<'a> {
    trees: &'a [Tree],
    /// What is left of the splits, tree after tree.
    splits: Vec<Split>,
    /// For each tree how many of them are its, and the leaves that they start from.
    parts: Vec<(usize, u32)>,
}

impl<'a> Narrowed<'a> {
    fn of(trees: &'a [Tree], bounds: &Bounds) -> Self {
        let mut narrowed =
            Self { trees, splits: Vec::new(), parts: Vec::with_capacity(trees.len()) };
        for tree in trees {
            let (before, mut left) = (narrowed.splits.len(), u32::MAX);
            for split in &tree.splits {
                let Some((least, most)) = bounds.get(usize::from(split.feature)) else { continue };
                // A bound that is no number holds none.
                let holds = |number: f32| number <= split.bound;
                if !holds(*least) {
                    left &= split.others;
                } else if !holds(*most) || most.is_infinite() {
                    narrowed.splits.push(*split);
                }
            }
            narrowed.parts.push((narrowed.splits.len() - before, left));
        }
        narrowed
    }

    /// The logarithm of odds for rows side by side.
    fn scores(&self, columns: &Columns) -> [f32; ABREAST] {
        let mut scores = [0.0; ABREAST];
        let mut splits = self.splits.as_slice();
        for (tree, (count, left)) in self.trees.iter().zip(&self.parts) {
            let (own, others) = splits.split_at_checked(*count).unwrap_or_default();
            for (score, left) in scores.iter_mut().zip(left_by(own, *left, columns)) {
                *score += tree.leaf(left);
            }
            splits = others;
        }
        scores
    }
}

/// The leaves of some that splits leave to each row, a bit each.
fn left_by(splits: &[Split], left: u32, columns: &Columns) -> [u32; ABREAST] {
    let mut left = [left; ABREAST];
    for split in splits {
        let Some(asked) = columns.get(usize::from(split.feature)) else { continue };
        for (left, asked) in left.iter_mut().zip(asked) {
            // No branch, so that all rows are asked by one instruction.
            *left &= u32::from(*asked <= split.bound).wrapping_neg() | split.others;
        }
    }
    left
}

impl Tree {
    /// A tree by its nodes in preorder.
    fn of(nodes: &[Node]) -> Self {
        let mut tree = Self::default();
        for (at, node) in nodes.iter().enumerate() {
            let Some(feature) = node.feature else {
                tree.leaves.push(node.value);
                continue;
            };
            let left = nodes.iter().take(at + node.right).skip(at + 1);
            let left = left.filter(|node| node.feature.is_none()).count();
            let others = !(ones(left) << tree.leaves.len());
            tree.splits.push(Split { feature, bound: node.value, others });
        }
        tree
    }

    /// What the first of some leaves adds.
    fn leaf(&self, left: u32) -> f32 {
        let first = usize::try_from(left.trailing_zeros()).ok();
        first.and_then(|first| self.leaves.get(first)).copied().unwrap_or_default()
    }
}

/// The bounds of some rows. What is no number is greater than all, since no bound holds it.
fn bounds<R: AsRef<[f32]>>(rows: &[R]) -> Bounds {
    let mut bounds = [(f32::INFINITY, f32::NEG_INFINITY); FEATURES];
    for row in rows.iter().map(AsRef::as_ref) {
        let lacking = FEATURES.saturating_sub(row.len());
        let row = row.iter().copied().chain(std::iter::repeat_n(0.0, lacking));
        for ((least, most), value) in bounds.iter_mut().zip(row) {
            let value = if value.is_nan() { f32::INFINITY } else { value };
            (*least, *most) = (least.min(value), most.max(value));
        }
    }
    bounds
}

/// Puts up to so many rows side by side as go together.
fn fill<R: AsRef<[f32]>>(columns: &mut Columns, rows: &[R]) {
    for (at, row) in rows.iter().enumerate() {
        for (column, value) in columns.iter_mut().zip(row.as_ref()) {
            if let Some(place) = column.get_mut(at) {
                *place = *value;
            }
        }
    }
}

/// So many bits, from the lowest on.
fn ones(count: usize) -> u32 {
    1_u32.checked_shl(u32::try_from(count).unwrap_or(u32::MAX)).map_or(u32::MAX, |bit| bit - 1)
}

fn node(bytes: &[u8]) -> Option<Node> {
    let &[feature, _, low, high, ref value @ ..] = bytes else { return None };
    let value = f32::from_le_bytes(value.try_into().ok()?);
    let right = usize::from(u16::from_le_bytes([low, high]));
    Some(Node { feature: (feature != LEAF).then_some(feature), right, value })
}

/// One past the last node of the first tree: as many leaves as splits, and one
/// more. A tree with more leaves than can be told apart ends the forest.
fn tree_end(nodes: &[Node]) -> Option<usize> {
    let mut open = 1_usize;
    for (at, node) in nodes.iter().enumerate().take(2 * MOST_LEAVES) {
        open = if node.feature.is_none() { open - 1 } else { open + 1 };
        if open == 0 {
            return Some(at + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(nodes: &[(u8, u16, f32)]) -> Vec<u8> {
        let bytes = nodes.iter().flat_map(|(feature, right, value)| {
            let [low, high] = right.to_le_bytes();
            [&[*feature, 0, low, high][..], &value.to_le_bytes()].concat()
        });
        bytes.collect()
    }

    #[test]
    fn a_row_is_scored_by_one_leaf_of_each_tree() {
        // The first tree asks twice, the second is a single leaf.
        let whole = packed(&[
            (0, 4, 0.5),
            (1, 2, 2.0),
            (LEAF, 0, -1.0),
            (LEAF, 0, 1.0),
            (LEAF, 0, 3.0),
            (LEAF, 0, 0.25),
        ]);
        let forest = Forest::unpack(&whole);
        let check = |forest: &Forest, row: &[f32], expected: f32| {
            let found = forest.probabilities([[0.5, 2.0].as_slice(); 10].into_iter().chain([row]));
            assert_eq!(found.len(), 11);
            assert!((found[10] - probability(expected)).abs() < 1e-6, "{row:?}");
        };
        check(&forest, &[0.5, 2.0], -0.75);
        check(&forest, &[0.5, 2.5], 1.25);
        check(&forest, &[0.6, 0.0], 3.25);
        check(&forest, &[f32::NAN], 3.25);
        check(
            &Forest::unpack(&packed(&[(0, 2, f32::NAN), (LEAF, 0, -1.0), (LEAF, 0, 1.0)])),
            &[0.5],
            1.0,
        );
        check(&forest, &[], -0.75);
        for cut in 0..whole.len() {
            let torn = Forest::unpack(whole.get(..cut).unwrap_or_default());
            let expected = if cut < 5 * NODE { 0.0 } else { 3.0 };
            check(&torn, &[0.6, 0.0], expected);
        }
    }

    #[test]
    fn shipped_weights_are_read_whole() {
        for bytes in [
            &include_bytes!("../../../assets/clean/page-1-first.forest")[..],
            include_bytes!("../../../assets/clean/page-1-second.forest"),
            include_bytes!("../../../assets/clean/text-1-first.forest"),
            include_bytes!("../../../assets/clean/text-1-second.forest"),
            include_bytes!("../../../assets/clean/text-2-first.forest"),
            include_bytes!("../../../assets/clean/text-2-second.forest"),
            include_bytes!("../../../assets/clean/text-3-first.forest"),
            include_bytes!("../../../assets/clean/text-3-second.forest"),
            include_bytes!("../../../assets/clean/text-4-first.forest"),
            include_bytes!("../../../assets/clean/text-4-second.forest"),
        ] {
            let trees = Forest::unpack(bytes).trees;
            let nodes: usize = trees.iter().map(|tree| tree.splits.len() + tree.leaves.len()).sum();
            assert_eq!(nodes * NODE, bytes.len());
        }
    }
}
