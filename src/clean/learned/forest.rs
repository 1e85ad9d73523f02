//! Gradient-boosted decision trees, read from packed weights.
//!
//! A forest maps a row of numbers to the logarithm of odds: the sum of one
//! leaf of each tree (Friedman, "Greedy function approximation: a gradient
//! boosting machine", 2001). It is grown by `examples/train`.
//!
//! No tree is climbed. The splits of all trees stand in order of what they ask
//! for and of their bounds, so that those which a row passes on the right are
//! the first of each number's; each takes the leaves on its left out of its
//! tree, and the first leaf that is left is the row's (Lucchese and others,
//! "`QuickScorer`: a fast algorithm to rank documents with additive ensembles
//! of regression trees", 2015).

/// Bytes of a packed node.
const NODE: usize = 8;

/// What the place of a feature holds in a leaf.
const LEAF: u8 = u8::MAX;

/// The most leaves of a tree, a bit each.
const MOST_LEAVES: usize = 64;

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
    /// The bound beyond which a row goes right.
    bound: f32,
    /// The number of its tree.
    tree: usize,
    /// The leaves of the tree that don't stand to its left.
    others: u64,
}

/// Trees by their splits and their leaves.
#[derive(Debug, Default)]
pub(super) struct Forest {
    /// For each number of a row the splits that ask for it, the lowest bound first.
    splits: Vec<Vec<Split>>,
    /// The leaves of each tree, from left to right.
    leaves: Vec<Vec<f32>>,
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
            forest.plant(tree);
            rest = others;
        }
        for splits in &mut forest.splits {
            splits.sort_by(|one, other| one.bound.total_cmp(&other.bound));
        }
        forest
    }

    /// Adds a tree, its nodes in preorder.
    fn plant(&mut self, nodes: &[Node]) {
        let tree = self.leaves.len();
        let mut leaves = Vec::new();
        for (at, node) in nodes.iter().enumerate() {
            let Some(feature) = node.feature.map(usize::from) else {
                leaves.push(node.value);
                continue;
            };
            let left = nodes.iter().take(at + node.right).skip(at + 1);
            let left = left.filter(|node| node.feature.is_none()).count();
            let others = !(ones(left) << leaves.len());
            if self.splits.len() <= feature {
                self.splits.resize_with(feature + 1, Vec::new);
            }
            if let Some(splits) = self.splits.get_mut(feature) {
                splits.push(Split { bound: node.value, tree, others });
            }
        }
        self.leaves.push(leaves);
    }

    /// Tells how likely a row is what was learned; a number that it lacks counts as zero.
    pub(super) fn judge(&self) -> impl FnMut(&[f32]) -> f32 {
        let mut open = vec![u64::MAX; self.leaves.len()];
        move |row| probability(self.score(row, &mut open))
    }

    /// The logarithm of odds for a row; `open` has a place for each tree.
    fn score(&self, row: &[f32], open: &mut [u64]) -> f32 {
        open.fill(u64::MAX);
        for (at, splits) in self.splits.iter().enumerate() {
            let asked = row.get(at).copied().unwrap_or_default();
            // What is no number goes right everywhere.
            let asked = if asked.is_nan() { f32::INFINITY } else { asked };
            for split in splits.iter().take_while(|split| asked > split.bound) {
                if let Some(open) = open.get_mut(split.tree) {
                    *open &= split.others;
                }
            }
        }
        let found =
            self.leaves.iter().zip(open).filter_map(|(leaves, open)| {
                leaves.get(usize::try_from(open.trailing_zeros()).ok()?)
            });
        found.sum()
    }
}

/// So many bits, from the lowest on.
fn ones(count: usize) -> u64 {
    1_u64.checked_shl(u32::try_from(count).unwrap_or(u32::MAX)).map_or(u64::MAX, |bit| bit - 1)
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

/// The probability that belongs to a logarithm of odds.
fn probability(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
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
        let score =
            |forest: &Forest, row: &[f32]| forest.score(row, &mut vec![0; forest.leaves.len()]);
        for (row, expected) in
            [(&[0.5, 2.0][..], -0.75), (&[0.5, 2.5], 1.25), (&[0.6, 0.0], 3.25), (&[], -0.75)]
        {
            assert!((score(&forest, row) - expected).abs() < 1e-6, "{row:?}");
        }
        let mut judge = forest.judge();
        assert!(judge(&[0.5, 2.0]) < 0.5 && judge(&[0.6, 0.0]) > 0.5 && judge(&[0.5, 2.0]) < 0.5);
        for cut in 0..whole.len() {
            let torn = Forest::unpack(whole.get(..cut).unwrap_or_default());
            assert!(score(&torn, &[0.6, 0.0]).is_finite());
        }
    }

    #[test]
    fn shipped_weights_are_read_whole() {
        for bytes in [
            &include_bytes!("../../../assets/clean/page-first.forest")[..],
            include_bytes!("../../../assets/clean/page-second.forest"),
            include_bytes!("../../../assets/clean/text-first.forest"),
            include_bytes!("../../../assets/clean/text-second.forest"),
        ] {
            let Forest { splits, leaves } = Forest::unpack(bytes);
            let nodes = splits.concat().len() + leaves.concat().len();
            assert_eq!(nodes * NODE, bytes.len());
        }
    }
}
