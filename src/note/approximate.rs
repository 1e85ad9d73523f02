//! Finding a text that has changed: edit distance over folded bytes.
//!
//! [`ends`] is Myers' bit-parallel search (J. ACM 46, 1999) in the block form
//! of Hyyrö (2003): for a text of `n` bytes and a pattern of `m` it costs
//! `n · ⌈m / 64⌉` steps. [`Alignment`] then lays the pattern over one found
//! place to learn where its parts begin and end.

/// A place where a pattern ends in a text, and how many edits it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct End {
    /// One past the last byte.
    pub(super) at: usize,
    /// Insertions, deletions and substitutions of bytes.
    pub(super) edits: usize,
}

/// The `keep` best places where `pattern` ends in `text` with at most `limit`
/// edits, the best first. Places nearer to each other than half the pattern
/// count as one.
pub(super) fn ends(pattern: &[u8], text: &[u8], limit: usize, keep: usize) -> Vec<End> {
    if pattern.is_empty() {
        return Vec::new();
    }
    let mut columns = Columns::of(pattern);
    let mut found: Vec<End> = Vec::new();
    for (at, &byte) in text.iter().enumerate() {
        let edits = columns.step(byte, Beginning::Anywhere);
        if edits <= limit {
            keep_minimum(&mut found, End { at: at + 1, edits }, pattern.len() / 2);
        }
    }
    found.sort_by_key(|end| (end.edits, end.at));
    found.truncate(keep);
    found
}

fn keep_minimum(found: &mut Vec<End>, end: End, apart: usize) {
    match found.last_mut() {
        Some(last) if end.at - last.at > apart => found.push(end),
        Some(last) if end.edits < last.edits => *last = end,
        Some(_) => {}
        None => found.push(end),
    }
}

/// Where in a text a match may begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beginning {
    /// Anywhere, at no cost.
    Anywhere,
    /// At its first byte.
    First,
}

/// One column of the edit matrix, 64 rows a block, as vertical differences.
struct Columns {
    /// For each byte value, which rows of the pattern hold it; `256 * blocks` words.
    equal: Vec<u64>,
    blocks: Vec<Block>,
    /// The bit of the pattern's last row in its last block.
    last: u64,
    score: usize,
}

#[derive(Clone, Copy)]
struct Block {
    plus: u64,
    minus: u64,
}

impl Columns {
    fn of(pattern: &[u8]) -> Self {
        let count = pattern.len().div_ceil(64);
        Self {
            equal: rows_of_bytes(pattern, count),
            blocks: vec![Block { plus: u64::MAX, minus: 0 }; count],
            last: 1 << ((pattern.len() - 1) % 64),
            score: pattern.len(),
        }
    }

    /// Moves on by one byte of the text; the edits of a match that ends there.
    fn step(&mut self, byte: u8, beginning: Beginning) -> usize {
        let count = self.blocks.len();
        let from = usize::from(byte) * count;
        let equal = self.equal.get(from..from + count).unwrap_or_default();
        let mut carry = isize::from(beginning == Beginning::First);
        for (row, (block, &equal)) in self.blocks.iter_mut().zip(equal).enumerate() {
            let high = if row + 1 == count { self.last } else { 1 << 63 };
            carry = block.advance(equal, carry, high);
        }
        self.score = self.score.saturating_add_signed(carry);
        self.score
    }
}

impl Block {
    /// Hyyrö's step: takes the horizontal difference from above, gives the one below `high`.
    fn advance(&mut self, equal: u64, carry: isize, high: u64) -> isize {
        let (above, below) = (u64::from(carry > 0), u64::from(carry < 0));
        let vertical = equal | self.minus;
        let equal = equal | below;
        let horizontal = ((equal & self.plus).wrapping_add(self.plus) ^ self.plus) | equal;
        let plus = self.minus | !(horizontal | self.plus);
        let minus = self.plus & horizontal;
        let out = isize::from(plus & high != 0) - isize::from(minus & high != 0);
        let (plus, minus) = (plus << 1 | above, minus << 1 | below);
        self.plus = minus | !(vertical | plus);
        self.minus = plus & vertical;
        out
    }
}

/// For each byte value, the rows of the pattern that hold it, in `count` words.
fn rows_of_bytes(pattern: &[u8], count: usize) -> Vec<u64> {
    let mut rows = vec![0; 256 * count];
    for (row, &byte) in pattern.iter().enumerate() {
        if let Some(word) = rows.get_mut(usize::from(byte) * count + row / 64) {
            *word |= 1 << (row % 64);
        }
    }
    rows
}

/// A pattern laid over the end of a window with the fewest edits; where it
/// begins in the window is free.
///
/// The fewest edits are known, so that no cheapest way leads further away than
/// that from the diagonal that ends with both: of each row only this band is
/// computed.
pub(super) struct Alignment<'a> {
    pattern: &'a [u8],
    window: &'a [u8],
    /// Bytes that the window has lost at its beginning, where no way leads.
    skipped: usize,
    /// Cells of a row: the edits on both sides of the diagonal, and one that is always outside.
    width: usize,
    /// What a cell's row must fall short of its column and its place in the row.
    shift: usize,
    cost: Vec<u32>,
}

/// The cost of a cell outside of the band.
const OUTSIDE: u32 = u32::MAX / 2;

impl<'a> Alignment<'a> {
    /// Fills the band of the edit matrix: `pattern.len() * edits * 2` steps.
    pub(super) fn of(pattern: &'a [u8], window: &'a [u8], edits: usize) -> Self {
        let width = 2 * edits + 2;
        let most = pattern.len() + edits;
        let skipped = window.len().saturating_sub(most);
        let window = window.get(skipped..).unwrap_or_default();
        let (shift, cost) = (most - window.len(), vec![OUTSIDE; width * (pattern.len() + 1)]);
        let mut alignment = Self { pattern, window, skipped, width, shift, cost };
        alignment.start();
        for (row, &wanted) in (1..).zip(pattern) {
            alignment.fill(row, wanted);
        }
        alignment
    }

    /// Beginning anywhere in the window costs nothing.
    fn start(&mut self) {
        let (from, to) = (self.shift, (self.shift + self.window.len() + 1).min(self.width - 1));
        self.cost.get_mut(from..to).unwrap_or_default().fill(0);
    }

    fn fill(&mut self, row: usize, wanted: u8) {
        let (before, here) = self.cost.split_at_mut(row * self.width);
        let above = before.get((row - 1) * self.width..).unwrap_or_default();
        let mut place = self.shift.saturating_sub(row);
        let mut column = row + place - self.shift;
        let mut left = OUTSIDE;
        if column == 0 {
            left = u32::try_from(row).unwrap_or(OUTSIDE);
            here.get_mut(place).into_iter().for_each(|cell| *cell = left);
            (place, column) = (place + 1, 1);
        }
        let here = here.get_mut(place..self.width - 1).unwrap_or_default();
        let above = above.get(place..).unwrap_or_default().windows(2);
        let bytes = self.window.get(column - 1..).unwrap_or_default();
        for ((cell, above), &byte) in here.iter_mut().zip(above).zip(bytes) {
            let &[diagonal, over] = above else { return };
            left = (diagonal + u32::from(byte != wanted)).min(over + 1).min(left + 1);
            *cell = left;
        }
    }

    fn at(&self, row: usize, column: usize) -> u32 {
        let place = (column + self.shift).checked_sub(row).filter(|&place| place < self.width);
        let index = place.map(|place| row * self.width + place);
        index.and_then(|index| self.cost.get(index)).copied().unwrap_or(OUTSIDE)
    }

    /// For each boundary of the pattern (`pattern.len() + 1` of them), its place in the window.
    pub(super) fn boundaries(&self) -> Vec<usize> {
        let mut places = vec![0; self.pattern.len() + 1];
        let (mut row, mut column) = (self.pattern.len(), self.window.len());
        loop {
            if let Some(place) = places.get_mut(row) {
                *place = self.skipped + column;
            }
            (row, column) = match (row, column) {
                (0, _) => return places,
                (_, 0) => (row - 1, 0),
                _ => self.step_back(row, column),
            };
        }
    }

    /// The cell before this one on a cheapest way; along the diagonal where that is one.
    fn step_back(&self, row: usize, column: usize) -> (usize, usize) {
        let here = self.at(row, column);
        let differ = self.pattern.get(row - 1) != self.window.get(column - 1);
        if self.at(row - 1, column - 1) + u32::from(differ) == here {
            (row - 1, column - 1)
        } else if self.at(row, column - 1) + 1 == here {
            (row, column - 1)
        } else {
            (row - 1, column)
        }
    }
}

/// How much of `context` stands at the near end of `window`, from 0 to 1.
///
/// Both are given from the quote outwards. What is left of the window costs
/// nothing, so a context that is partly gone still counts with its near part.
/// Chance agreement counts as nothing.
pub(super) fn likeness(context: &[u8], window: &[u8]) -> f64 {
    let near = window.len().min(context.len() * 5 / 4 + 8);
    let edits = fewest_edits(context, window.get(..near).unwrap_or_default());
    let alike = if context.is_empty() { 0.0 } else { 1.0 - ratio(edits, context.len()) };
    ((alike - CHANCE) / (1.0 - CHANCE)).clamp(0.0, 1.0)
}

/// The share of letters that unrelated texts of this length seldom exceed.
const CHANCE: f64 = 0.4;

/// The fewest edits that turn `pattern` into a beginning of `window`.
fn fewest_edits(pattern: &[u8], window: &[u8]) -> usize {
    from_start(pattern, window).min().unwrap_or_default()
}

/// The fewest edits that turn one text into the other.
pub(super) fn distance(one: &[u8], other: &[u8]) -> usize {
    from_start(one, other).last().unwrap_or_default()
}

/// For each beginning of a window, the empty one first, the edits that turn `pattern` into it.
fn from_start(pattern: &[u8], window: &[u8]) -> impl Iterator<Item = usize> {
    let mut columns = (!pattern.is_empty()).then(|| Columns::of(pattern));
    let rest = (1..).zip(window).map(move |(length, &byte)| {
        columns.as_mut().map_or(length, |columns| columns.step(byte, Beginning::First))
    });
    std::iter::once(pattern.len()).chain(rest)
}

/// `part / whole` for counts; 0 of nothing.
pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    let float = |count: usize| u32::try_from(count).map_or(f64::from(u32::MAX), f64::from);
    if whole == 0 { 0.0 } else { float(part) / float(whole) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The plain quadratic search that the bit-parallel one must agree with.
    fn slow_scores(pattern: &[u8], text: &[u8]) -> Vec<usize> {
        let mut column: Vec<usize> = (0..=pattern.len()).collect();
        let mut scores = Vec::new();
        for &byte in text {
            let mut diagonal = 0;
            for row in 1..=pattern.len() {
                let cost = (diagonal + usize::from(pattern[row - 1] != byte))
                    .min(column[row] + 1)
                    .min(column[row - 1] + 1);
                diagonal = std::mem::replace(&mut column[row], cost);
            }
            scores.push(column[pattern.len()]);
        }
        scores
    }

    #[test]
    fn bit_parallel_and_plain_search_agree() {
        let text =
            "the lorry crossed the bridge at noon; the ferry left the bridge unlit ".repeat(4);
        let text = text.as_bytes();
        for pattern in
            [b"bridge".as_slice(), b"the ferry left a bridge", &text[3..70], &text[1..199]]
        {
            let mut columns = Columns::of(pattern);
            let fast: Vec<_> =
                text.iter().map(|&byte| columns.step(byte, Beginning::Anywhere)).collect();
            assert_eq!(fast, slow_scores(pattern, text));
        }
    }

    #[test]
    fn an_alignment_says_where_the_parts_stand() {
        let places = Alignment::of(b"one two three", b"and one twoo three", 1).boundaries();
        assert_eq!((places[0], places[4], places[13]), (4, 8, 18));
    }

    #[test]
    fn a_band_says_the_same_as_the_whole_matrix() {
        let text = b"the ferry left the dark harbour at dusk and the tug came late";
        for (from, to) in [(0, 20), (4, 31), (10, 61)] {
            for pattern in [b"ferries left a bark".as_slice(), b"harbor at the dusk", b"zebra"] {
                let window = &text[from..to];
                let edits = slow_scores(pattern, window)[window.len() - 1];
                let banded = Alignment::of(pattern, window, edits).boundaries();
                let whole = Alignment::of(pattern, window, pattern.len() + window.len());
                assert_eq!(banded, whole.boundaries());
            }
        }
    }

    #[test]
    fn edits_between_whole_texts_are_counted() {
        for (one, other, edits) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("kitten", "sitting", 3),
            ("the ferry left", "the ferries had left", 7),
        ] {
            assert_eq!(distance(one.as_bytes(), other.as_bytes()), edits, "{one} {other}");
        }
        let long = "a bridge and a boat; ".repeat(9);
        let cut = long.replace("boat", "bat");
        assert_eq!(distance(long.as_bytes(), cut.as_bytes()), 9);
        assert_eq!(fewest_edits(b"harbour", b"harbor and more"), 1);
        assert_eq!(fewest_edits(b"harbour", b""), 7);
    }

    #[test]
    fn likeness_counts_the_near_part() {
        assert!((likeness(b"harbour", b"harbour and more") - 1.0).abs() < 1e-9);
        assert!(likeness(b"harbour", b"zzzzzzzzzzzz") < 0.01);
        assert!(likeness(b"harbour master", b"harbour pppppp") > 0.2);
    }
}
