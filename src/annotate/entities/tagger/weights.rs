//! The learned weights, read where they lie in the program.
//!
//! First the weights of one label after another; then a bit for each feature
//! number, set where it has weights; then a row of them for each set bit: a
//! signed byte a label.

use std::sync::OnceLock;

use super::label::Label;

/// Bits of a feature's number that count: the upper ones.
pub const BITS: u32 = 22;

/// Bytes of the bits.
const MAP: usize = 1 << (BITS - 3);

/// Bytes of the map between two counts of its bits.
const PAGE: usize = 64;

/// A weight or a sum of weights for each label.
pub(super) type Row = [i32; Label::COUNT];

/// The weights.
#[derive(Debug)]
pub(super) struct Weights {
    /// From each label to each.
    pub(super) steps: [Row; Label::COUNT],
    map: &'static [u8],
    /// Set bits before each page of the map.
    before: Vec<u32>,
    rows: &'static [u8],
}

impl Weights {
    /// The weights that are part of the program; made ready at the first call,
    /// which counts the bits of the map once.
    pub(super) fn get() -> &'static Self {
        static WEIGHTS: OnceLock<Weights> = OnceLock::new();
        WEIGHTS
            .get_or_init(|| Self::read(include_bytes!("../../../../assets/entities/names.weights")))
    }

    fn read(bytes: &'static [u8]) -> Self {
        let steps = Label::COUNT * Label::COUNT;
        let (head, rest) = bytes.split_at_checked(steps).unwrap_or_default();
        let (map, rows) = rest.split_at_checked(MAP).unwrap_or_default();
        let mut sum = 0;
        let mut before = Vec::with_capacity(MAP / PAGE);
        for page in map.chunks(PAGE) {
            before.push(sum);
            sum += page.iter().map(|byte| byte.count_ones()).sum::<u32>();
        }
        let mut weights = Self { steps: [[0; Label::COUNT]; Label::COUNT], map, before, rows };
        for (steps, bytes) in weights.steps.iter_mut().zip(head.chunks(Label::COUNT)) {
            add(steps, bytes);
        }
        weights
    }

    /// Adds the weights of a feature to a sum.
    pub(super) fn add(&self, feature: u32, sum: &mut Row) {
        let bit = (feature >> (u32::BITS - BITS)) as usize;
        let (byte, place) = (bit / 8, bit % 8);
        let Some(set) = self.map.get(byte).filter(|set| *set >> place & 1 == 1) else { return };
        let page = byte / PAGE;
        let counted = self.map.get(page * PAGE..byte).unwrap_or_default();
        let own = set & ((1 << place) - 1);
        let row = self.before.get(page).copied().unwrap_or_default()
            + counted.iter().map(|byte| byte.count_ones()).sum::<u32>()
            + own.count_ones();
        let start = row as usize * Label::COUNT;
        add(sum, self.rows.get(start..start + Label::COUNT).unwrap_or_default());
    }
}

fn add(sum: &mut Row, bytes: &[u8]) {
    for (sum, byte) in sum.iter_mut().zip(bytes) {
        *sum += i32::from(byte.cast_signed());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_has_the_row_of_its_bit() {
        let mut bytes = vec![0_u8; Label::COUNT * Label::COUNT + MAP];
        for bit in [3_usize, 4, 511, 512, 70_000] {
            bytes[Label::COUNT * Label::COUNT + bit / 8] |= 1 << (bit % 8);
        }
        for row in 1..=5_u8 {
            bytes.extend([row.wrapping_neg(); Label::COUNT]);
        }
        bytes[1] = 9;
        let weights = Weights::read(bytes.leak());
        assert_eq!(weights.steps[0][1], 9);
        for (bit, expected) in [(3, -1), (4, -2), (5, 0), (511, -3), (512, -4), (70_000, -5)] {
            let mut sum = Row::default();
            weights.add(bit << (u32::BITS - BITS) | 5, &mut sum);
            assert_eq!(sum, [expected; Label::COUNT], "{bit}");
        }
    }

    #[test]
    fn torn_weights_weigh_nothing() {
        let weights = Weights::read(&[1, 2, 3]);
        let mut sum = Row::default();
        weights.add(u32::MAX, &mut sum);
        assert_eq!(sum, Row::default());
    }
}
