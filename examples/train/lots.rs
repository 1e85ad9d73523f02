//! Lots that fall the same in every run.

/// Numbers that look drawn by lot (Steele, Lea and Flood, "Fast splittable
/// pseudorandom number generators", 2014).
pub(crate) struct Lots(pub(crate) u64);

impl Lots {
    /// The next number.
    pub(crate) fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let lot = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let lot = (lot ^ (lot >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        lot ^ (lot >> 31)
    }

    /// A number from 0 up to 1.
    pub(crate) fn share(&mut self) -> f32 {
        (self.draw() >> 40) as f32 / (1_u32 << 24) as f32
    }

    /// Zero for a share of what is asked for, and so much for the rest that the
    /// mean is one.
    pub(crate) fn mask(&mut self, out: f32) -> f32 {
        if self.share() < out { 0.0 } else { 1.0 / (1.0 - out) }
    }

    /// Puts things in another order.
    pub(crate) fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, (self.draw() % (last as u64 + 1)) as usize);
        }
    }
}
