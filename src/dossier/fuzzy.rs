//! Words that are nearly the same: how many slips of the fingers a word
//! forgives, and an automaton that reads another word letter by letter and
//! says how many slips lie between the two.
//!
//! A slip is a letter put in, left out, replaced, or two neighbours swapped
//! (optimal string alignment distance).

/// Longer words are looked up as they are.
const LONGEST: usize = 40;
/// The most slips that are forgiven.
const MOST: usize = 2;

/// Slips that a word of so many letters forgives.
pub(super) fn forgiven(letters: usize) -> usize {
    match letters {
        4..=7 => 1,
        8..=LONGEST => MOST,
        _ => 0,
    }
}

/// Whether `other` is within the slips that `word` forgives.
pub(super) fn is_near(word: &str, other: &str) -> bool {
    let limit = forgiven(word.chars().count());
    if limit == 0 || word.len().abs_diff(other.len()) > limit * 4 {
        return false;
    }
    let near = Near::new(word, limit);
    let mut read = near.start();
    other.chars().all(|letter| {
        read = near.read(read, letter);
        read.may_match()
    }) && near.slips(read).is_some()
}

/// An automaton for the words near one word: all the places in the word where
/// the reading may be stand as bits, a row for each number of slips (Wu and
/// Manber 1992, with swaps after Hyyrö 2003).
#[derive(Debug)]
pub(super) struct Near {
    letters: Vec<char>,
    /// For each ASCII letter the bits behind its places in the word.
    ascii: [u64; 128],
    limit: usize,
}

/// How far the automaton has read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read {
    /// Bit `n` of a row: the first `n` letters of the word may be read.
    rows: [u64; MOST + 1],
    /// The rows one letter ago.
    before: [u64; MOST + 1],
    /// Where the word has the letter read last.
    last: u64,
}

impl Near {
    /// The automaton of a word of at most [`LONGEST`] letters.
    pub(super) fn new(word: &str, limit: usize) -> Self {
        let letters: Vec<char> = word.chars().take(LONGEST).collect();
        let mut ascii = [0; 128];
        for (&letter, place) in letters.iter().zip(1..) {
            if let Some(places) = ascii.get_mut(letter as usize) {
                *places |= 1 << place;
            }
        }
        Self { letters, ascii, limit }
    }

    /// Nothing is read: the first letters may have been left out.
    pub(super) fn start(&self) -> Read {
        let mut rows = [0; MOST + 1];
        for (slips, row) in rows.iter_mut().enumerate().take(self.limit + 1) {
            *row = (2 << slips) - 1;
        }
        Read { rows, before: [0; MOST + 1], last: 0 }
    }

    /// Reads a letter.
    pub(super) fn read(&self, read: Read, letter: char) -> Read {
        let here = self.places(letter);
        let mut rows = [(read.rows[0] << 1) & here, 0, 0];
        for slips in 1..=self.limit {
            let less = read.rows[slips - 1];
            let swapped = (read.before[slips - 1] << 2) & (here << 1) & read.last;
            rows[slips] =
                ((read.rows[slips] << 1) & here) | less | ((less | rows[slips - 1]) << 1) | swapped;
        }
        Read { rows, before: read.rows, last: here }
    }

    /// The bits behind the places where the word has a letter.
    fn places(&self, letter: char) -> u64 {
        if let Some(&places) = self.ascii.get(letter as usize) {
            return places;
        }
        let places = self.letters.iter().zip(1..).filter(|&(&own, _)| own == letter);
        places.map(|(_, place)| 1 << place).sum()
    }

    /// The slips between the word and all that was read; none when too many.
    pub(super) fn slips(&self, read: Read) -> Option<usize> {
        let whole = 1 << self.letters.len();
        read.rows.iter().position(|row| row & whole != 0)
    }

    /// The word's first letter.
    pub(super) fn first(&self) -> Option<char> {
        self.letters.first().copied()
    }
}

impl Read {
    /// Whether more letters may make a word that is near.
    pub(super) fn may_match(self) -> bool {
        self.rows != [0; MOST + 1]
    }

    /// The same where only one slip is forgiven.
    pub(super) fn strict(mut self) -> Self {
        self.rows[MOST] = 0;
        self.before[MOST] = 0;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_forgiven_by_length() {
        for (word, other, near) in [
            ("cat", "cut", false),
            ("ship", "shop", true),
            ("ship", "hsip", true),
            ("ship", "shipyard", false),
            ("macron", "marcon", true),
            ("macron", "macaroon", false),
            ("delegation", "delagtion", true),
            ("delegation", "dalagotion", false),
            ("delegation", "edlegatino", true),
            ("erdogan", "erdogan", true),
            ("москва", "мосвка", true),
        ] {
            assert_eq!(is_near(word, other), near, "{word} {other}");
        }
    }

    /// The distance by its definition, a cell at a time.
    fn distance(one: &[char], other: &[char]) -> usize {
        let mut rows = vec![(0..=other.len()).collect::<Vec<_>>()];
        for at in 1..=one.len() {
            let mut row = vec![at];
            for to in 1..=other.len() {
                let same = usize::from(one[at - 1] != other[to - 1]);
                let mut least =
                    (rows[at - 1][to] + 1).min(row[to - 1] + 1).min(rows[at - 1][to - 1] + same);
                if at > 1 && to > 1 && one[at - 1] == other[to - 2] && one[at - 2] == other[to - 1]
                {
                    least = least.min(rows[at - 2][to - 2] + 1);
                }
                row.push(least);
            }
            rows.push(row);
        }
        rows[one.len()][other.len()]
    }

    #[test]
    fn the_automaton_counts_as_the_definition_does() {
        let letters = ['a', 'b', 'c'];
        let words: Vec<Vec<char>> = (0..=5_u32)
            .flat_map(|length| (0..3_usize.pow(length)).map(move |number| (length, number)))
            .map(|(length, number)| {
                (0..length).map(|at| letters[number / 3_usize.pow(at) % 3]).collect()
            })
            .collect();
        for one in words.iter().filter(|word| word.len() == 4) {
            let near = Near::new(&one.iter().collect::<String>(), MOST);
            for other in &words {
                let read = other.iter().fold(near.start(), |read, &letter| near.read(read, letter));
                let right = Some(distance(one, other)).filter(|&slips| slips <= MOST);
                assert_eq!(near.slips(read), right, "{one:?} {other:?}");
            }
        }
    }
}
