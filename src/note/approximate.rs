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
        let edits = columns.step(byte);
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
    fn step(&mut self, byte: u8) -> usize {
        let count = self.blocks.len();
        let from = usize::from(byte) * count;
        let equal = self.equal.get(from..from + count).unwrap_or_default();
        let mut carry = 0;
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
pub(super) struct Alignment<'a> {
    pattern: &'a [u8],
    window: &'a [u8],
    cost: Vec<u32>,
}

impl<'a> Alignment<'a> {
    /// Fills the edit matrix: `pattern.len() * window.len()` steps.
    pub(super) fn of(pattern: &'a [u8], window: &'a [u8]) -> Self {
        let mut cost = Vec::with_capacity((window.len() + 1) * (pattern.len() + 1));
        cost.resize(window.len() + 1, 0);
        for (row, &wanted) in (1u32..).zip(pattern) {
            cost.push(row);
            add_row(&mut cost, wanted, window);
        }
        Self { pattern, window, cost }
    }

    fn at(&self, row: usize, column: usize) -> u32 {
        self.cost.get(row * (self.window.len() + 1) + column).copied().unwrap_or_default()
    }

    /// For each boundary of the pattern (`pattern.len() + 1` of them), its place in the window.
    pub(super) fn boundaries(&self) -> Vec<usize> {
        let mut places = vec![0; self.pattern.len() + 1];
        let (mut row, mut column) = (self.pattern.len(), self.window.len());
        loop {
            if let Some(place) = places.get_mut(row) {
                *place = column;
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

/// Adds the rest of a row of the edit matrix, whose first cell is there already.
fn add_row(cost: &mut Vec<u32>, wanted: u8, window: &[u8]) {
    let above = cost.len() - window.len() - 2;
    for (column, &byte) in window.iter().enumerate() {
        let at = |index: usize| cost.get(index).copied().unwrap_or_default();
        let diagonal = at(above + column) + u32::from(byte != wanted);
        let best = diagonal.min(at(above + column + 1) + 1).min(at(cost.len() - 1) + 1);
        cost.push(best);
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
    last_row(pattern, window).into_iter().min().unwrap_or_default()
}

/// The fewest edits that turn one text into the other: `one.len() * other.len()` steps.
pub(super) fn distance(one: &[u8], other: &[u8]) -> usize {
    last_row(one, other).last().copied().unwrap_or_default()
}

fn last_row(pattern: &[u8], window: &[u8]) -> Vec<usize> {
    let mut row: Vec<usize> = (0..=window.len()).collect();
    for (above, &wanted) in pattern.iter().enumerate() {
        next_row(&mut row, above, wanted, window);
    }
    row
}

/// Turns row `above` of the edit matrix into the one below it.
fn next_row(row: &mut [usize], above: usize, wanted: u8, window: &[u8]) {
    let mut diagonal = above;
    let mut left = above + 1;
    if let Some(first) = row.first_mut() {
        *first = left;
    }
    for (cell, &byte) in row.iter_mut().skip(1).zip(window) {
        let cost = (diagonal + usize::from(byte != wanted)).min(*cell + 1).min(left + 1);
        diagonal = std::mem::replace(cell, cost);
        left = cost;
    }
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
            let fast: Vec<_> = text.iter().map(|&byte| columns.step(byte)).collect();
            assert_eq!(fast, slow_scores(pattern, text));
        }
    }

    #[test]
    fn an_alignment_says_where_the_parts_stand() {
        let places = Alignment::of(b"one two three", b"and one twoo three").boundaries();
        assert_eq!((places[0], places[4], places[13]), (4, 8, 18));
    }

    #[test]
    fn likeness_counts_the_near_part() {
        assert!((likeness(b"harbour", b"harbour and more") - 1.0).abs() < 1e-9);
        assert!(likeness(b"harbour", b"zzzzzzzzzzzz") < 0.01);
        assert!(likeness(b"harbour master", b"harbour pppppp") > 0.2);
    }
}
