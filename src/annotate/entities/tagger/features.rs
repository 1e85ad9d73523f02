//! Features as numbers: a template with what it is filled with.

/// The features of a token as they are added. Each call is a template of its
/// own, so the order of calls is part of what the weights were learned for.
pub(super) struct Features<'a> {
    out: &'a mut Vec<u32>,
    template: u32,
}

impl<'a> Features<'a> {
    /// Adds to `out`, counting templates from `first`.
    pub(super) fn new(out: &'a mut Vec<u32>, first: u32) -> Self {
        Self { out, template: first }
    }

    /// Adds what stands for nothing as zero.
    pub(super) fn add(&mut self, value: u32) {
        self.template += 1;
        if value != 0 {
            self.push(value);
        }
    }

    /// Adds two numbers together.
    pub(super) fn pair(&mut self, one: u32, other: u32) {
        self.template += 1;
        self.push(mix(one, other));
    }

    /// Adds several values of one template.
    pub(super) fn all(&mut self, values: impl Iterator<Item = u32>) {
        self.template += 1;
        values.for_each(|value| self.push(value));
    }

    /// Passes over templates that nothing fills.
    pub(super) fn skip(&mut self, templates: u32) {
        self.template += templates;
    }

    fn push(&mut self, value: u32) {
        self.out.push(mix(self.template.wrapping_mul(0x9e37_79b1), value));
    }
}

/// One number of two, well spread (the last steps are Murmur's).
pub(super) fn mix(one: u32, other: u32) -> u32 {
    let mut mixed = one.rotate_left(13) ^ other.wrapping_mul(0x85eb_ca6b);
    mixed = (mixed ^ (mixed >> 16)).wrapping_mul(0x7feb_352d);
    mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x846c_a68b);
    mixed ^ (mixed >> 16)
}
