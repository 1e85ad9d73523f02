//! What changed between two versions of a text, word by word.
//!
//! Paragraphs are compared first, then the words of those that differ, so that
//! the cost grows with what changed (Myers, "An O(ND) difference algorithm",
//! 1986). Where too much did, the one stands whole before the other.

use std::collections::BTreeMap;

use crate::model::Span;

/// The most edits that are looked for in one comparison.
const MOST: usize = 1200;

/// Two versions as one text: what went stands as `[-words-]`, what came as `{+words+}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The text.
    pub text: String,
    /// What went and what came, with its marks, in order.
    pub parts: Vec<(Span, Change)>,
}

/// What became of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// They are not there any more.
    Gone,
    /// They are new.
    New,
}

impl Changes {
    /// What changed from `before` to `now`.
    #[must_use]
    pub fn between(before: &str, now: &str) -> Self {
        let mut changes = Self::default();
        let (old, new) = (paragraphs(before), paragraphs(now));
        for (gone, came) in blocks(&old, &new) {
            match (gone.as_slice(), came.as_slice()) {
                ([same], [other]) if same.0 == other.0 => changes.keep(other),
                (gone, came) => changes.compare(&words_of(gone), &words_of(came)),
            }
        }
        changes
    }

    /// Compares the words of paragraphs that differ.
    fn compare(&mut self, old: &[Token<'_>], new: &[Token<'_>]) {
        for (gone, came) in blocks(old, new) {
            match (gone.as_slice(), came.as_slice()) {
                ([same], [other]) if same.0 == other.0 => self.keep(other),
                (gone, came) => {
                    self.mark(gone, ("[-", "-]"), Change::Gone);
                    self.mark(came, ("{+", "+}"), Change::New);
                }
            }
        }
    }

    fn keep(&mut self, token: &Token<'_>) {
        self.text.push_str(token.0);
        self.text.push_str(token.1);
    }

    fn mark(&mut self, tokens: &[Token<'_>], (open, close): (&str, &str), change: Change) {
        let Some((last, rest)) = tokens.split_last() else { return };
        let start = self.text.len();
        self.text.push_str(open);
        for token in rest {
            self.keep(token);
        }
        self.text.push_str(last.0);
        self.text.push_str(close);
        self.parts.push((Span::new(start, self.text.len()), change));
        self.text.push_str(if last.1.is_empty() { " " } else { last.1 });
    }
}

/// A word or paragraph, and the white space behind it, which is not compared.
type Token<'a> = (&'a str, &'a str);

/// The lines of a text, each with the empty ones behind it.
fn paragraphs(text: &str) -> Vec<Token<'_>> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if starts.is_empty() || !line.trim().is_empty() {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().copied().skip(1).chain([at]);
    let pieces = starts.iter().zip(ends).filter_map(|(start, end)| text.get(*start..end));
    pieces.map(parted).collect()
}

fn words_of<'a>(paragraphs: &[Token<'a>]) -> Vec<Token<'a>> {
    let mut words: Vec<Token<'a>> = Vec::new();
    for (paragraph, space) in paragraphs {
        let pieces = paragraph.split_inclusive(char::is_whitespace).map(parted);
        words.extend(pieces.filter(|(word, _)| !word.is_empty()));
        if let Some(last) = words.last_mut() {
            last.1 = space;
        }
    }
    words
}

/// A piece of text, and the white space at its end.
fn parted(piece: &str) -> Token<'_> {
    let word = piece.trim_end();
    (word, piece.get(word.len()..).unwrap_or_default())
}

/// Both sides in pieces: what is the same as pairs of one, the rest as what
/// went and what came in its place.
fn blocks<'a>(old: &[Token<'a>], new: &[Token<'a>]) -> Vec<(Vec<Token<'a>>, Vec<Token<'a>>)> {
    let (from, to) = numbered(old, new);
    let mut pieces = Vec::new();
    let (mut gone, mut came) = (Vec::new(), Vec::new());
    let flush = |gone: &mut Vec<Token<'a>>, came: &mut Vec<Token<'a>>, pieces: &mut Vec<_>| {
        if !gone.is_empty() || !came.is_empty() {
            pieces.push((std::mem::take(gone), std::mem::take(came)));
        }
    };
    let (mut at, mut onto) = (0, 0);
    for (first, second) in kept(&from, &to).into_iter().chain([(old.len(), new.len())]) {
        gone.extend_from_slice(old.get(at..first).unwrap_or_default());
        came.extend_from_slice(new.get(onto..second).unwrap_or_default());
        flush(&mut gone, &mut came, &mut pieces);
        if let (Some(one), Some(other)) = (old.get(first), new.get(second)) {
            pieces.push((vec![*one], vec![*other]));
        }
        (at, onto) = (first + 1, second + 1);
    }
    pieces
}

/// The tokens as numbers, the same for the same words.
fn numbered(old: &[Token<'_>], new: &[Token<'_>]) -> (Vec<usize>, Vec<usize>) {
    let mut numbers = BTreeMap::new();
    let mut number = |token: &Token<'_>| {
        let next = numbers.len();
        *numbers.entry(token.0.to_owned()).or_insert(next)
    };
    (old.iter().map(&mut number).collect(), new.iter().map(&mut number).collect())
}

/// The pairs of places that stay, in order: those at both ends, and between
/// them the most that can stay.
fn kept(old: &[usize], new: &[usize]) -> Vec<(usize, usize)> {
    let head = old.iter().zip(new).take_while(|(one, other)| one == other).count();
    let (old_rest, new_rest) =
        (old.get(head..).unwrap_or_default(), new.get(head..).unwrap_or_default());
    let ends = old_rest.iter().rev().zip(new_rest.iter().rev());
    let tail = ends.take_while(|(one, other)| one == other).count();
    let middle = |all: &[usize]| all.get(..all.len() - tail).unwrap_or_default().to_vec();
    let (from, to) = (middle(old_rest), middle(new_rest));
    let between = snake(&from, &to).into_iter().map(|(one, other)| (head + one, head + other));
    let behind = (0..tail).rev().map(|back| (old.len() - 1 - back, new.len() - 1 - back));
    (0..head).map(|at| (at, at)).chain(between).chain(behind).collect()
}

/// The pairs that stay on a shortest way from one to the other; none where it
/// takes too many edits. `reached` holds how far each diagonal was followed:
/// the one `k` to the right of the middle at `middle + k`.
fn snake(old: &[usize], new: &[usize]) -> Vec<(usize, usize)> {
    let most = (old.len() + new.len()).min(MOST);
    let middle = most + 1;
    let mut reached = vec![0; 2 * most + 3];
    let mut rounds = Vec::new();
    for edits in 0..=most {
        rounds.push(reached.clone());
        for lane in (middle - edits..=middle + edits).step_by(2) {
            let from = lane_before(&reached, lane, (middle, edits));
            let mut x = reached[from] + usize::from(from < lane && edits > 0);
            let mut y = x + middle - lane;
            while x < old.len() && old.get(x) == new.get(y) {
                (x, y) = (x + 1, y + 1);
            }
            reached[lane] = x;
            if x >= old.len() && y >= new.len() {
                return way_back((old.len(), new.len()), &rounds, middle);
            }
        }
    }
    Vec::new()
}

/// The lane that a lane is entered from in a round: the one that got further.
fn lane_before(reached: &[usize], lane: usize, (middle, edits): (usize, usize)) -> usize {
    let lowest = lane == middle - edits;
    let highest = lane == middle + edits;
    match edits {
        0 => lane,
        _ if lowest || (!highest && reached[lane - 1] < reached[lane + 1]) => lane + 1,
        _ => lane - 1,
    }
}

/// The pairs on the way that led to the end, in order.
fn way_back(
    (mut x, mut y): (usize, usize),
    rounds: &[Vec<usize>],
    middle: usize,
) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (edits, reached) in rounds.iter().enumerate().rev() {
        let lane = middle + x - y;
        let from = lane_before(reached, lane, (middle, edits));
        let (to_x, to_y) = match edits {
            0 => (0, 0),
            _ => (reached[from], reached[from] + middle - from),
        };
        while x > to_x && y > to_y {
            (x, y) = (x - 1, y - 1);
            pairs.push((x, y));
        }
        (x, y) = (to_x, to_y);
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, now: &str, expected: &str) {
        let changes = Changes::between(before, now);
        assert_eq!(changes.text, expected);
        let marked = |part: &(Span, Change)| {
            let text = part.0.cut(&changes.text);
            text.starts_with(if part.1 == Change::Gone { "[-" } else { "{+" })
        };
        assert!(changes.parts.iter().all(marked));
    }

    #[test]
    fn what_went_and_came_is_marked_word_by_word() {
        check("One two three.", "One two three.", "One two three.");
        check("One two three.", "One four three.", "One [-two-] {+four+} three.");
        check("A b.\n\nC d e.", "A b.\n\nC x d e.", "A b.\n\nC {+x+} d e.");
        check("A b.\n\nGone now.\n\nC.", "A b.\n\nC.", "A b.\n\n[-Gone now.-]\n\nC.");
        check("", "All new.", "{+All new.+} ");
        check("All gone.", "", "[-All gone.-] ");
        check("a b c d e f", "b c x e f g", "[-a-] b c [-d-] {+x+} e f {+g+} ");
        check("same  words", "same words", "same words");
    }

    #[test]
    fn taking_the_marks_away_gives_either_version_back() {
        let words = ["barge", "lock", "toll", "flood", "noon"];
        let text = |seed: usize| -> String {
            (0..400).flat_map(|at| [words[(at * at + seed * at / 7) % 5], " "]).collect()
        };
        let (before, now) = (text(1), text(3));
        let changes = Changes::between(&before, &now);
        let without = |unwanted: Change| -> Vec<String> {
            let mut text = changes.text.clone();
            for (span, change) in changes.parts.iter().rev() {
                let words = if *change == unwanted {
                    String::new()
                } else {
                    let marked = span.cut(&changes.text);
                    marked.get(2..marked.len() - 2).unwrap().to_owned()
                };
                text.replace_range(span.start..span.end, &words);
            }
            text.split_whitespace().map(str::to_owned).collect()
        };
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(without(Change::New), words(&before));
        assert_eq!(without(Change::Gone), words(&now));
    }
}
