//! Words that are nearly the same: how many slips of the fingers a word
//! forgives, and a sorted vocabulary that finds all of its words within them.
//!
//! A slip is a letter put in, left out, replaced, or two neighbours swapped
//! (optimal string alignment distance).

use std::ops::Range;

use super::words::stem;

/// Longer words are looked up as they are.
const LONGEST: usize = 40;

/// Slips that a word of so many letters forgives.
pub(super) fn forgiven(letters: usize) -> usize {
    match letters {
        4..=7 => 1,
        8..=LONGEST => 2,
        _ => 0,
    }
}

/// Whether `other` is within the slips that `word` forgives.
pub(super) fn is_near(word: &str, other: &str) -> bool {
    let limit = forgiven(word.chars().count());
    if limit == 0 || word.len().abs_diff(other.len()) > limit * 4 {
        return false;
    }
    let mut walk = Walk::new(word, limit);
    other.chars().all(|letter| walk.push(letter)) && walk.distance() <= limit
}

/// Distances of one word to the beginnings of another, a row a letter.
///
/// Rows of a beginning that two words share are computed once: the walk over
/// a sorted vocabulary goes back to where the next word differs.
struct Walk {
    word: Vec<char>,
    limit: usize,
    path: Vec<char>,
    rows: Vec<usize>,
}

impl Walk {
    fn new(word: &str, limit: usize) -> Self {
        let word: Vec<char> = word.chars().collect();
        let rows = (0..=word.len()).collect();
        Self { word, limit, path: Vec::new(), rows }
    }

    fn width(&self) -> usize {
        self.word.len() + 1
    }

    /// Goes back to the first `depth` letters.
    fn back_to(&mut self, depth: usize) {
        self.path.truncate(depth);
        self.rows.truncate((self.path.len() + 1) * self.width());
    }

    /// Adds a letter; false when no word that begins so can be near.
    fn push(&mut self, letter: char) -> bool {
        let (width, depth) = (self.width(), self.path.len());
        let above = depth * width;
        self.rows.push(depth + 1);
        for column in 1..width {
            self.rows.push(self.cell(above, column, letter));
        }
        self.path.push(letter);
        let least = |row: usize| self.rows.iter().skip(row).take(width).min().copied();
        // A swap reaches back over one row.
        least(above + width) <= Some(self.limit) || least(above) < Some(self.limit)
    }

    fn cell(&self, above: usize, column: usize, letter: char) -> usize {
        let (width, own) = (self.width(), self.word[column - 1]);
        let replaced = self.rows[above + column - 1] + usize::from(own != letter);
        let least = replaced.min(self.rows[above + column] + 1);
        let least = least.min(self.rows[above + width + column - 1] + 1);
        let swapped =
            column > 1 && self.path.last() == Some(&own) && self.word[column - 2] == letter;
        if swapped { least.min(self.rows[above - width + column - 2] + 1) } else { least }
    }

    fn distance(&self) -> usize {
        self.rows.last().copied().unwrap_or(usize::MAX)
    }
}

/// A place in [`Vocabulary`].
pub(super) type TermId = usize;

/// All words of an index, sorted.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    terms: Vec<String>,
    /// The terms by their stem.
    stems: Vec<(String, TermId)>,
}

impl Vocabulary {
    /// A vocabulary of terms that are sorted, none twice.
    pub(super) fn new(terms: Vec<String>) -> Self {
        let mut stems: Vec<(String, TermId)> =
            terms.iter().enumerate().map(|(at, term)| (stem(term), at)).collect();
        stems.sort_unstable();
        Self { terms, stems }
    }

    /// The word at a place.
    pub(super) fn term(&self, at: TermId) -> &str {
        self.terms.get(at).map_or("", String::as_str)
    }

    /// The word itself.
    pub(super) fn find(&self, word: &str) -> Option<TermId> {
        self.terms.binary_search_by(|term| term.as_str().cmp(word)).ok()
    }

    /// All words that begin with `start`.
    pub(super) fn starting(&self, start: &str) -> Range<TermId> {
        let from = self.terms.partition_point(|term| term.as_str() < start);
        from..self.end_of(from, start)
    }

    fn end_of(&self, from: TermId, start: &str) -> TermId {
        let rest = self.terms.get(from..).unwrap_or_default();
        from + rest.partition_point(|term| term.starts_with(start))
    }

    /// Other forms of the same word, itself included.
    pub(super) fn forms(&self, word: &str) -> impl Iterator<Item = TermId> {
        let stem = stem(word);
        let from = self.stems.partition_point(|(other, _)| *other < stem);
        let rest = self.stems.iter().skip(from);
        rest.take_while(move |(other, _)| *other == stem).map(|&(_, at)| at)
    }

    /// All words within the slips that `word` forgives, with their distance.
    ///
    /// Two slips are forgiven only behind a right first letter, which people
    /// seldom miss; that keeps the walk to a part of the vocabulary.
    pub(super) fn near(&self, word: &str) -> Vec<(TermId, usize)> {
        let mut found = Vec::new();
        let limit = forgiven(word.chars().count());
        if limit >= 1 {
            self.walk(word, 1, 0..self.terms.len(), &mut found);
        }
        if limit >= 2 {
            let first: String = word.chars().take(1).collect();
            found.retain(|&(_, distance)| distance < 2);
            self.walk(word, 2, self.starting(&first), &mut found);
        }
        found.sort_unstable();
        found.dedup_by_key(|&mut (at, _)| at);
        found
    }

    fn walk(
        &self,
        word: &str,
        limit: usize,
        within: Range<TermId>,
        found: &mut Vec<(TermId, usize)>,
    ) {
        let mut walk = Walk::new(word, limit);
        let mut at = within.start;
        while at < within.end {
            let term = self.term(at);
            let shared = walk.path.iter().zip(term.chars()).take_while(|(a, b)| **a == *b).count();
            walk.back_to(shared);
            if term.chars().skip(shared).all(|letter| walk.push(letter)) {
                if walk.distance() <= limit {
                    found.push((at, walk.distance()));
                }
                at += 1;
            } else {
                let dead: String = walk.path.iter().collect();
                at = self.end_of(at, &dead).max(at + 1);
            }
        }
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
            ("erdogan", "erdogan", true),
        ] {
            assert_eq!(is_near(word, other), near, "{word} {other}");
        }
    }

    #[test]
    fn the_vocabulary_finds_what_a_plain_search_finds() {
        let mut terms: Vec<String> = [
            "frigate",
            "frigates",
            "fragile",
            "rfigate",
            "forgiven",
            "delegation",
            "delegations",
            "relegation",
            "dleegation",
            "ship",
            "shop",
            "sip",
            "hip",
            "şiir",
            "東",
        ]
        .map(str::to_owned)
        .to_vec();
        terms.sort();
        let vocabulary = Vocabulary::new(terms.clone());
        for word in &terms {
            let found: Vec<&str> =
                vocabulary.near(word).iter().map(|&(at, _)| vocabulary.term(at)).collect();
            for term in &terms {
                let strict = term.chars().next() == word.chars().next();
                let near = is_near(word, term) && (strict || vocabulary_distance_one(word, term));
                assert_eq!(found.contains(&term.as_str()), near, "{word} {term}");
            }
        }
        assert_eq!(vocabulary.starting("ship").len(), 1);
        assert_eq!(vocabulary.forms("frigate").count(), 2);
    }

    fn vocabulary_distance_one(word: &str, other: &str) -> bool {
        let mut walk = Walk::new(word, 1);
        other.chars().all(|letter| walk.push(letter)) && walk.distance() <= 1
    }
}
