//! Gradient-boosted decision trees, read from packed weights.
//!
//! A forest maps a row of numbers to the logarithm of odds: the sum of one
//! leaf of each tree (Friedman, "Greedy function approximation: a gradient
//! boosting machine", 2001). It is grown by `examples/train`.

/// Bytes of a packed node.
const NODE: usize = 8;

/// What the place of a feature holds in a leaf.
const LEAF: u8 = u8::MAX;

/// How many rows go down a tree together: a processor follows several paths at
/// once when none of them is a branch of the program.
const ABREAST: usize = 8;

/// A node of a tree.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// The number that is asked for.
    feature: u8,
    /// How many nodes further the left child stands; none in a leaf.
    left: u8,
    /// The same of the right child.
    right: u16,
    /// The bound up to which a row goes left, or what a leaf adds.
    value: f32,
}

/// Trees one after another.
#[derive(Debug, Default)]
pub(super) struct Forest {
    nodes: Vec<Node>,
    roots: Vec<usize>,
}

impl Forest {
    /// Reads packed nodes: a feature, a zero, the distance to the right child
    /// (little-endian), and a number (IEEE 754, little-endian), tree after tree
    /// in preorder. What follows the last whole tree is left out.
    pub(super) fn unpack(bytes: &[u8]) -> Self {
        let nodes: Vec<Node> = bytes.chunks_exact(NODE).filter_map(node).collect();
        let mut roots = Vec::new();
        let mut at = 0;
        while let Some(end) = tree_end(&nodes, at) {
            roots.push(at);
            at = end;
        }
        Self { nodes, roots }
    }

    /// The logarithm of odds for each row; a number that a row lacks counts as zero.
    pub(super) fn scores(&self, rows: &[&[f32]]) -> Vec<f32> {
        let mut scores = vec![0.0; rows.len()];
        for (rows, scores) in rows.chunks(ABREAST).zip(scores.chunks_mut(ABREAST)) {
            for &root in &self.roots {
                let leaves = self.leaves(root, rows);
                scores.iter_mut().zip(leaves).for_each(|(score, at)| *score += self.value(at));
            }
        }
        scores
    }

    /// The leaves that some rows come to, going down together.
    fn leaves(&self, root: usize, rows: &[&[f32]]) -> [usize; ABREAST] {
        let mut places = [root; ABREAST];
        loop {
            let mut moved = 0;
            for (at, row) in places.iter_mut().zip(rows) {
                let step = self.step(*at, row);
                *at += step;
                moved |= step;
            }
            if moved == 0 {
                return places;
            }
        }
    }

    /// How many nodes further a row goes.
    fn step(&self, at: usize, row: &[f32]) -> usize {
        let Some(node) = self.nodes.get(at) else { return 0 };
        let asked = row.get(usize::from(node.feature)).copied().unwrap_or_default();
        let (left, right) = (usize::from(node.left), usize::from(node.right));
        if asked <= node.value { left } else { right }
    }

    fn value(&self, at: usize) -> f32 {
        self.nodes.get(at).map_or(0.0, |node| node.value)
    }
}

fn node(bytes: &[u8]) -> Option<Node> {
    let &[feature, _, low, high, ref value @ ..] = bytes else { return None };
    let value = f32::from_le_bytes(value.try_into().ok()?);
    let right = u16::from_le_bytes([low, high]).max(1);
    Some(match feature {
        LEAF => Node { feature: 0, left: 0, right: 0, value },
        _ => Node { feature, left: 1, right, value },
    })
}

/// One past the last node of the tree at `root`: as many leaves as splits, and one more.
fn tree_end(nodes: &[Node], root: usize) -> Option<usize> {
    let mut open = 1_usize;
    for (at, node) in nodes.iter().enumerate().skip(root) {
        open = if node.left == 0 { open - 1 } else { open + 1 };
        if open == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// The probability that belongs to a logarithm of odds.
pub(super) fn probability(score: f32) -> f32 {
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
        for (row, expected) in
            [(&[0.5, 2.0][..], -0.75), (&[0.5, 2.5], 1.25), (&[0.6, 0.0], 3.25), (&[], -0.75)]
        {
            assert!((forest.scores(&[row])[0] - expected).abs() < 1e-6, "{row:?}");
        }
        let rows: Vec<&[f32]> = [&[0.5, 2.0][..], &[0.6, 0.0]].repeat(10);
        let scores = forest.scores(&rows);
        assert_eq!((scores.len(), scores[18], scores[19]), (20, -0.75, 3.25));
        for cut in 0..whole.len() {
            let torn = Forest::unpack(whole.get(..cut).unwrap_or_default());
            assert!(torn.scores(&[&[0.6, 0.0]])[0].is_finite());
        }
    }
}
