//! How numbers are written in a segment: whole bytes where they stand alone,
//! bits where many stand together.
//!
//! Gaps between sorted numbers are Rice codes (Rice and Plaunt 1971): the part
//! above `low` bits as so many ones and a zero, then the `low` bits. What is
//! read may be damaged, so every reading may fail and none panics.

/// Appends a number, seven bits a byte, the lowest first.
pub(super) fn put(out: &mut Vec<u8>, mut number: u64) {
    while number > 0x7f {
        out.push(low_byte(number) | 0x80);
        number >>= 7;
    }
    out.push(low_byte(number));
}

/// Takes a number off the front of `bytes`.
pub(super) fn take(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

fn low_byte(number: u64) -> u8 {
    (number & 0x7f) as u8
}

/// The low bits for gaps that are `span / count` on average.
pub(super) fn low_bits(span: usize, count: usize) -> u32 {
    (span / count.max(1)).max(1).ilog2().min(31)
}

/// Bits one behind the other.
#[derive(Debug, Default)]
pub(super) struct BitWriter {
    bytes: Vec<u8>,
    held: u64,
    count: u32,
}

impl BitWriter {
    /// Appends the lowest `width` bits, of at most 32.
    pub(super) fn push(&mut self, value: u32, width: u32) {
        self.held |= u64::from(value) << self.count;
        self.count += width;
        while self.count >= 8 {
            self.bytes.push((self.held & 0xff) as u8);
            self.held >>= 8;
            self.count -= 8;
        }
    }

    /// Appends a gap.
    pub(super) fn push_gap(&mut self, gap: u32, low: u32) {
        let mut high = gap >> low;
        while high >= 16 {
            self.push(0xffff, 16);
            high -= 16;
        }
        self.push((1 << high) - 1, high + 1);
        self.push(gap & ((1 << low) - 1), low);
    }

    /// All bytes, the last one filled up.
    pub(super) fn finish(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.push(0, 8 - self.count);
        }
        self.bytes
    }
}

/// Reads what a [`BitWriter`] wrote.
#[derive(Clone, Debug)]
pub(super) struct BitReader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> BitReader<'a> {
    /// A reader from the first bit on.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// A reader from a bit on.
    pub(super) fn from(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// The next 57 bits or more; beyond the end are zeros, so that every code ends.
    fn window(&self) -> u64 {
        let byte = self.at / 8;
        let word = match self.bytes.get(byte..byte + 8) {
            Some(eight) => eight.try_into().map(u64::from_le_bytes).unwrap_or_default(),
            None => last_word(self.bytes.get(byte..).unwrap_or_default()),
        };
        word >> (self.at % 8)
    }

    /// Whether more was read than there is.
    pub(super) fn is_over(&self) -> bool {
        self.at > self.bytes.len() * 8
    }

    /// The next `width` bits, of at most 32.
    pub(super) fn read(&mut self, width: u32) -> u32 {
        let value = self.window() & ((1 << width) - 1);
        self.at += width as usize;
        (value & 0xffff_ffff) as u32
    }

    /// The next gap.
    pub(super) fn gap(&mut self, low: u32) -> u32 {
        let window = self.window();
        let ones = window.trailing_ones();
        if ones + 1 + low <= 57 {
            self.at += (ones + 1 + low) as usize;
            let rest = (window >> (ones + 1)) & ((1 << low) - 1);
            return ones << low | (rest & 0xffff_ffff) as u32;
        }
        self.long_gap(low)
    }

    /// A gap whose ones go beyond a window.
    fn long_gap(&mut self, low: u32) -> u32 {
        let mut high = 0_u32;
        loop {
            let ones = self.window().trailing_ones().min(32);
            self.at += ones as usize;
            high = high.saturating_add(ones);
            if ones < 32 || self.is_over() {
                break;
            }
        }
        self.at += 1;
        high.checked_shl(low).unwrap_or_default() | self.read(low)
    }
}

/// The last bytes as a word, with zeros above them.
fn last_word(bytes: &[u8]) -> u64 {
    let places = bytes.iter().take(8).zip((0..64).step_by(8));
    places.map(|(&byte, shift)| u64::from(byte) << shift).sum()
}

/// The sum that tells whether bytes are as they were written.
///
/// Every step can be undone, so that no change within eight bytes goes unseen.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    let mut lanes = [SEED, SEED ^ 1, SEED ^ 2, SEED ^ 3];
    let mut blocks = bytes.chunks_exact(32);
    for block in &mut blocks {
        for (lane, word) in lanes.iter_mut().zip(block.chunks_exact(8)) {
            *lane = mix(*lane, last_or_whole(word));
        }
    }
    let rest = blocks.remainder().chunks(8).map(last_or_whole);
    let sum = lanes.into_iter().chain(rest).fold(bytes.len() as u64, mix);
    mix(sum, sum >> 32)
}

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(sum: u64, word: u64) -> u64 {
    (sum ^ word).wrapping_mul(0xff51_afd7_ed55_8ccd).rotate_left(29)
}

fn last_or_whole(bytes: &[u8]) -> u64 {
    bytes.try_into().map_or_else(|_| last_word(bytes), u64::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let numbers = [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX];
        let mut out = Vec::new();
        for number in numbers {
            put(&mut out, number);
        }
        let mut bytes = out.as_slice();
        for number in numbers {
            assert_eq!(take(&mut bytes), Some(number));
        }
        assert_eq!(take(&mut bytes), None);
        assert_eq!(take(&mut [0xff; 20].as_slice()), None);
    }

    #[test]
    fn gaps_come_back() {
        for low in 0..20 {
            let gaps = [0, 1, 2, 3, 17, 40, 99, 1000, 7, 0];
            let mut writer = BitWriter::default();
            for gap in gaps {
                writer.push_gap(gap, low);
                writer.push(gap & 15, 4);
            }
            let bytes = writer.finish();
            let mut reader = BitReader::new(&bytes);
            for gap in gaps {
                assert_eq!((reader.gap(low), reader.read(4)), (gap, gap & 15), "{low}");
            }
            assert!(!reader.is_over());
        }
    }

    #[test]
    fn damaged_bits_end() {
        let mut reader = BitReader::new(&[0xff; 40]);
        while !reader.is_over() {
            reader.gap(3);
        }
    }

    #[test]
    fn every_changed_bit_changes_the_sum() {
        let bytes: Vec<u8> = (0..77).collect();
        let sum = checksum(&bytes);
        for bit in 0..bytes.len() * 8 {
            let mut damaged = bytes.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert_ne!(checksum(&damaged), sum);
        }
        assert_ne!(checksum(&bytes[..76]), sum);
    }
}
