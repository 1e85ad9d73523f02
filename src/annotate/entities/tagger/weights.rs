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

/// Features that are looked up together.
const AT_ONCE: usize = 64;

/// A weight or a sum of weights for each label.
pub(super) type Row = [i32; Label::COUNT];

/// The weights.
#[derive(Debug)]
pub(super) struct Weights {
    /// From each label to each.
    pub(super) steps: [Row; Label::COUNT],
    map: Vec<Page>,
    rows: &'static [[u8; Label::COUNT]],
}

/// Bits of the map, and how many are set before them: side by side, for most
/// features are looked up where the processor's cache has nothing yet.
#[derive(Clone, Copy, Debug)]
struct Page {
    bits: u32,
    before: u32,
}

impl Page {
    /// Whether a bit is set, as a number.
    fn has(self, bit: u32) -> usize {
        (self.bits >> bit & 1) as usize
    }

    /// How many bits are set before one: the place of its row, if it is set.
    fn before(self, bit: u32) -> u32 {
        self.before + (self.bits & ((1 << bit) - 1)).count_ones()
    }
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
        let (rows, _) = rows.as_chunks();
        let mut weights = Self { steps: [[0; Label::COUNT]; Label::COUNT], map: pages(map), rows };
        for (steps, bytes) in weights.steps.iter_mut().zip(head.as_chunks().0) {
            add(steps, bytes);
        }
        weights
    }

    /// The weights of some features together. The places of all rows are found
    /// first: so the processor may wait for many of them at once.
    pub(super) fn sum(&self, features: &[u32]) -> Row {
        let mut sum = Row::default();
        for some in features.chunks(AT_ONCE) {
            let mut places = [0; AT_ONCE];
            let count = self.places(some, &mut places);
            for place in places.iter().take(count) {
                add(&mut sum, self.rows.get(*place as usize).unwrap_or(&[0; Label::COUNT]));
            }
        }
        sum
    }

    /// Writes the places of the rows that there are, and says how many. What is
    /// not set is written too, and then written over: a branch that nobody can
    /// foresee would cost more.
    fn places(&self, features: &[u32], places: &mut [u32; AT_ONCE]) -> usize {
        let mut count = 0;
        for feature in features {
            let number = feature >> (u32::BITS - BITS);
            let (page, bit) = ((number / u32::BITS) as usize, number % u32::BITS);
            if let (Some(page), Some(place)) = (self.map.get(page), places.get_mut(count)) {
                *place = page.before(bit);
                count += page.has(bit);
            }
        }
        count
    }
}

fn pages(map: &[u8]) -> Vec<Page> {
    let mut before = 0;
    let page = |bytes: &[u8; 4]| {
        let page = Page { bits: u32::from_le_bytes(*bytes), before };
        before += page.bits.count_ones();
        page
    };
    map.as_chunks().0.iter().map(page).collect()
}

fn add(sum: &mut Row, bytes: &[u8; Label::COUNT]) {
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
            let sum = weights.sum(&[bit << (u32::BITS - BITS) | 5]);
            assert_eq!(sum, [expected; Label::COUNT], "{bit}");
        }
        let many: Vec<u32> = (0..200).map(|at| (3 + at % 2) << (u32::BITS - BITS)).collect();
        assert_eq!(weights.sum(&many), [-300; Label::COUNT], "a hundred of the first two rows");
    }

    #[test]
    fn torn_weights_weigh_nothing() {
        let weights = Weights::read(&[1, 2, 3]);
        assert_eq!(weights.sum(&[u32::MAX]), Row::default());
    }
}
