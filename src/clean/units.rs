//! Plain text as units: paragraphs, list items and labels, whatever its layout.
//!
//! Lines that were broken at a width, and sentences that were broken at the
//! borders of text nodes, are joined again; nothing else is touched.

use super::{language::COMMON, page::ends_like_prose};
use crate::fold::fold;

/// A paragraph, list item or label of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// Its text on one line, without a list's sign.
    pub(super) text: String,
    /// Whether a list's sign stood before it.
    pub(super) item: bool,
    /// Whether a blank line, or the text's start, stands before it.
    pub(super) apart: bool,
    /// The number of words.
    pub(super) words: usize,
    /// White space before its first line, in characters.
    pub(super) indent: usize,
    /// How many lines it was made of.
    pub(super) lines: usize,
    /// The number of its first line in the text.
    pub(super) line: usize,
}

impl Unit {
    fn of(line: Line) -> Self {
        Self {
            words: count_words(&line.text),
            text: line.text,
            item: line.item,
            apart: line.apart,
            indent: line.indent,
            lines: 1,
            line: line.number,
        }
    }

    /// Whether it ends as a sentence does.
    pub(super) fn is_closed(&self) -> bool {
        ends_like_prose(&self.text)
    }
}

/// Words apart by spaces; scripts without spaces count two characters a word.
pub(super) fn count_words(text: &str) -> usize {
    if text.is_ascii() {
        return count_plain_words(text);
    }
    let (mut words, mut dense, mut in_word) = (0, 0, false);
    for character in text.chars() {
        if in_word {
            in_word = !character.is_whitespace();
        } else if character.is_alphanumeric() {
            words += 1;
            in_word = true;
        }
        dense += usize::from(is_dense(character));
    }
    words + dense / 2
}

/// The same for a text of ASCII, where no step depends on a guess.
fn count_plain_words(text: &str) -> usize {
    let mut words = 0;
    let mut in_word = false;
    for byte in text.bytes() {
        let space = byte == b' ' || matches!(byte, b'\t'..=b'\r');
        let before = in_word;
        in_word = (in_word | byte.is_ascii_alphanumeric()) & !space;
        words += usize::from(in_word & !before);
    }
    words
}

fn is_dense(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{e00}'..='\u{eff}')
}

/// The units of a safe text, in order; linear in its length.
pub(super) fn units(text: &str) -> Vec<Unit> {
    let lines = lines(text);
    let width = wrap_width(&lines);
    let mut units: Vec<Unit> = Vec::new();
    let mut last_length = 0;
    let mut lines = lines.into_iter().peekable();
    while let Some(line) = lines.next() {
        let joined = match units.last() {
            Some(before) if !line.apart && !line.item => {
                continues(before, last_length, &line, lines.peek(), width)
            }
            _ => false,
        };
        last_length = line.length;
        match units.last_mut().filter(|_| joined) {
            Some(before) => join(before, &line.text),
            None => units.push(Unit::of(line)),
        }
    }
    units
}

/// A line as it stands, without indentation and list sign.
struct Line {
    text: String,
    item: bool,
    apart: bool,
    /// Characters with indentation.
    length: usize,
    /// Characters of indentation.
    indent: usize,
    /// Its number in the text.
    number: usize,
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut apart = true;
    for (number, raw) in text.split('\n').enumerate() {
        let line = raw.trim();
        if line.is_empty() {
            apart = true;
            continue;
        }
        let (rest, item) = without_sign(line);
        if !rest.is_empty() {
            let text = rest.split_whitespace().collect::<Vec<_>>().join(" ");
            let [length, short] = [raw.trim_end(), line].map(|line| line.chars().count());
            lines.push(Line { text, item, apart, length, indent: length - short, number });
            apart = false;
        }
    }
    strip_numbers(&mut lines);
    lines
}

/// A line without the sign of a list.
fn without_sign(line: &str) -> (&str, bool) {
    let mut rest = line;
    for _ in 0..4 {
        let stripped =
            ["•", "‣", "◦", "▪", "●", "■", "·", "*", "-", "–", "+", "o"].iter().find_map(|sign| {
                rest.strip_prefix(sign)
                    .filter(|after| after.is_empty() || after.starts_with([' ', '\t', '\u{a0}']))
            });
        match stripped {
            Some(after) if !(rest.starts_with('o') && after.trim().is_empty()) => {
                rest = after.trim_start();
            }
            _ => break,
        }
    }
    (rest, rest.len() < line.len())
}

/// Takes `1.` and `2)` from lines that count on from one another; a single
/// number may be a date ("5. Mai") or a heading.
fn strip_numbers(lines: &mut [Line]) {
    let numbers: Vec<Option<u32>> =
        lines.iter().map(|line| number_sign(&line.text).map(|(number, _)| number)).collect();
    for (at, line) in lines.iter_mut().enumerate() {
        let number = numbers.get(at).copied().flatten();
        let before = at.checked_sub(1).and_then(|before| numbers.get(before).copied().flatten());
        let after = numbers.get(at + 1).copied().flatten();
        let counts = number.is_some_and(|number| {
            after == Some(number + 1)
                || number.checked_sub(1).is_some_and(|less| before == Some(less))
        });
        if counts && let Some((_, rest)) = number_sign(&line.text) {
            line.text = rest.to_owned();
            line.item = true;
        }
    }
}

fn number_sign(line: &str) -> Option<(u32, &str)> {
    let digits = line.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at_checked(digits)?;
    let rest = rest.strip_prefix(['.', ')'])?.strip_prefix(' ')?;
    let number = number.parse().ok().filter(|&number| number < 100)?;
    (!rest.is_empty()).then_some((number, rest))
}

/// The width at which a text was wrapped; none when its lines end where they like.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    let mut lengths: Vec<usize> = lines.iter().map(|line| line.length).collect();
    lengths.sort_unstable();
    let width = *lengths.get(lengths.len().checked_sub(1 + lengths.len() / 50)?)?;
    let full = |line: &Line| line.length * 100 >= width * 75;
    let runs = lines
        .windows(2)
        .filter(|pair| matches!(pair, [one, two] if full(one) && !two.apart))
        .count();
    let broken = lines
        .windows(2)
        .filter(|pair| matches!(pair, [one, two] if full(one) && !two.apart && two.text.starts_with(char::is_lowercase)))
        .count();
    (width <= 130 && runs >= 2 && broken * 4 >= runs).then_some(width)
}

/// Whether a line goes on with the unit before it.
fn continues(
    before: &Unit,
    length: usize,
    line: &Line,
    next: Option<&Line>,
    width: Option<usize>,
) -> bool {
    if let Some(width) = width {
        let word = line.text.split(' ').next().unwrap_or_default().chars().count();
        return length + word + 1 > width.saturating_sub(2)
            || starts_inside(&line.text) && !before.is_closed();
    }
    if line.text.starts_with([',', '.', ';', ')']) {
        return true;
    }
    if before.is_closed() {
        return false;
    }
    if starts_inside(&line.text) {
        let begun = before.text.starts_with(char::is_uppercase) && count_words(&line.text) >= 5;
        return before.words >= 4 || begun || before.text.ends_with([',', '(']);
    }
    let resumed = next.is_some_and(|next| !next.apart && !next.item && starts_inside(&next.text));
    resumed && before.words >= 8 && before.text.len() > 45
        || before.words >= 3 && ends_open(&before.text)
}

/// Whether a line ends with a word that never ends a sentence, such as an article.
fn ends_open(line: &str) -> bool {
    let last = line.rsplit(' ').next().unwrap_or_default();
    last.starts_with(char::is_lowercase) && COMMON.contains(&fold(last))
}

/// Whether a line begins in the middle of a sentence.
pub(super) fn starts_inside(line: &str) -> bool {
    line.starts_with(|first: char| {
        first.is_lowercase() || matches!(first, ',' | '.' | ';' | ':' | ')' | '”' | '’' | '?' | '!')
    })
}

/// Joins a line to a unit: without a space before closing marks, and without
/// the hyphen where a word was certainly broken (letter, hyphen, lower case).
fn join(unit: &mut Unit, line: &str) {
    let glued = line.starts_with([',', '.', ';', ':', ')', '”', '’', '?', '!']);
    if !glued && !unit.text.ends_with('(') {
        unit.text.push(' ');
    }
    unit.text.push_str(line);
    // Counting the whole unit again for each of its lines would be quadratic.
    unit.words += count_words(line);
    unit.lines += 1;
}
