//! Plain text as units: paragraphs, list items and labels, whatever its layout.
//!
//! Lines that were broken at a width, and sentences that were broken at the
//! borders of text nodes, are joined again; nothing else is touched.

use std::borrow::Cow;

use super::{language::COMMON, page::ends_like_prose, sanitise::is_one_line};
use crate::fold::fold;

/// The most units of a text, far more than any page's dump has. Lines after
/// them stand together, so that what is held of each stays bounded.
pub(super) const MOST: usize = 200_000;

/// How long a unit of such lines grows, in bytes.
const FULL: usize = 10_000;

/// A paragraph, list item or label of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit<'a> {
    /// Its text on one line, without a list's sign.
    pub(super) text: Cow<'a, str>,
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

impl<'a> Unit<'a> {
    fn of(line: Line<'a>) -> Self {
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

    /// The same with a text of its own.
    pub(super) fn owned(self) -> Unit<'static> {
        Unit {
            text: Cow::Owned(self.text.into_owned()),
            item: self.item,
            apart: self.apart,
            words: self.words,
            indent: self.indent,
            lines: self.lines,
            line: self.line,
        }
    }

    /// What it says, lent.
    pub(super) fn lent(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.text)
    }

    /// The same, given.
    pub(super) fn given(&self) -> Cow<'a, str> {
        self.text.clone()
    }

    /// Gives back the room that its text grew into without need.
    fn finish(&mut self) {
        if let Cow::Owned(text) = &mut self.text {
            text.shrink_to_fit();
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

/// The same for a text of ASCII.
fn count_plain_words(text: &str) -> usize {
    let mut words = 0;
    let mut in_word = false;
    for byte in text.bytes() {
        let space = byte == b' ' || matches!(byte, b'\t'..=b'\r');
        let before = in_word;
        in_word = (in_word || byte.is_ascii_alphanumeric()) && !space;
        words += usize::from(in_word && !before);
    }
    words
}

fn is_dense(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{e00}'..='\u{eff}')
}

/// The units of a safe text, in order; linear in its length.
pub(super) fn units(text: &str) -> Vec<Unit<'_>> {
    let width = wrap_width(lines(text));
    let mut units: Vec<Unit> = Vec::new();
    let mut last_length = 0;
    let mut lines = lines(text).peekable();
    while let Some(line) = lines.next() {
        let full = units.len() >= MOST;
        let joined = match units.last() {
            Some(before) if full => before.text.len() < FULL,
            Some(before) if !line.apart && !line.item => {
                continues(before, last_length, &line, lines.peek(), width)
            }
            _ => false,
        };
        last_length = line.length;
        match units.last_mut() {
            Some(before) if joined => {
                join(before, &line.text);
                continue;
            }
            before => before.into_iter().for_each(Unit::finish),
        }
        units.push(Unit::of(line));
    }
    units
}

/// A line as it stands, without indentation and list sign.
struct Line<'a> {
    text: Cow<'a, str>,
    item: bool,
    apart: bool,
    /// Characters with indentation.
    length: usize,
    /// Characters of indentation.
    indent: usize,
    /// Its number in the text.
    number: usize,
}

impl<'a> Line<'a> {
    /// A line that isn't blank; none where it is but a list's sign.
    fn of(raw: &'a str, number: usize, apart: bool) -> Option<Self> {
        let line = raw.trim();
        let (rest, item) = without_sign(line);
        let text = if is_one_line(rest) {
            Cow::Borrowed(rest)
        } else {
            Cow::Owned(rest.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        let [length, short] = [raw.trim_end(), line].map(|line| line.chars().count());
        let whole = Self { text, item, apart, length, indent: length - short, number };
        (!rest.is_empty()).then_some(whole)
    }

    /// The number at its start, as `1.` or `2)`.
    fn counted(&self) -> Option<u32> {
        number_sign(&self.text).map(|(number, _)| number)
    }

    /// The same without that number, as an item of a list.
    fn without_number(self) -> Self {
        let text = match self.text {
            Cow::Borrowed(text) => Cow::Borrowed(number_sign(text).map_or(text, |(_, rest)| rest)),
            Cow::Owned(text) => {
                Cow::Owned(number_sign(&text).map_or(text.as_str(), |(_, rest)| rest).to_owned())
            }
        };
        Self { text, item: true, ..self }
    }
}

/// The lines of a text that say something, in order. None is held, for there may be many.
fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut apart = true;
    let lines = text.split('\n').enumerate().filter_map(move |(number, raw)| {
        if raw.trim().is_empty() {
            apart = true;
            return None;
        }
        let line = Line::of(raw, number, apart);
        apart &= line.is_none();
        line
    });
    without_numbers(lines)
}

/// Takes `1.` and `2)` from lines that count on from one another; a single
/// number may be a date ("5. Mai") or a heading.
fn without_numbers<'a>(lines: impl Iterator<Item = Line<'a>>) -> impl Iterator<Item = Line<'a>> {
    let mut lines = lines.peekable();
    let mut before = None;
    std::iter::from_fn(move || {
        let line = lines.next()?;
        let number = line.counted();
        let counts = number.is_some_and(|number| {
            lines.peek().and_then(Line::counted) == Some(number + 1)
                || number.checked_sub(1).is_some_and(|less| before == Some(less))
        });
        before = number;
        Some(if counts { line.without_number() } else { line })
    })
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

fn number_sign(line: &str) -> Option<(u32, &str)> {
    let digits = line.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at_checked(digits)?;
    let rest = rest.strip_prefix(['.', ')'])?.strip_prefix(' ')?;
    let number = number.parse().ok().filter(|&number| number < 100)?;
    (!rest.is_empty()).then_some((number, rest))
}

/// The widest lines of a text that was wrapped, in characters.
const WIDEST: usize = 130;

/// How many lines have each length; the last stands for all that are longer.
type Lengths = [usize; WIDEST + 2];

/// The width at which a text was wrapped; none when its lines end where they like.
fn wrap_width<'a>(lines: impl Iterator<Item = Line<'a>>) -> Option<usize> {
    let mut all: Lengths = [0; WIDEST + 2];
    // Lines with another right below, and those of them that it goes on from.
    let (mut runs, mut broken) = (all, all);
    let mut before = None;
    for line in lines {
        let length = line.length.min(WIDEST + 1);
        add(&mut all, Some(length));
        let above = before.filter(|_| !line.apart);
        add(&mut runs, above);
        add(&mut broken, above.filter(|_| line.text.starts_with(char::is_lowercase)));
        before = Some(length);
    }
    let width = width_of_most(&all)?;
    let full = |lengths: &Lengths| -> usize {
        let lengths = lengths.iter().enumerate();
        lengths.filter(|(length, _)| length * 100 >= width * 75).map(|(_, count)| count).sum()
    };
    let (runs, broken) = (full(&runs), full(&broken));
    (width <= WIDEST && runs >= 2 && broken * 4 >= runs).then_some(width)
}

fn add(lengths: &mut Lengths, length: Option<usize>) {
    if let Some(count) = length.and_then(|length| lengths.get_mut(length)) {
        *count += 1;
    }
}

/// The length that one line of fifty is longer than.
fn width_of_most(lengths: &Lengths) -> Option<usize> {
    let all: usize = lengths.iter().sum();
    let mut before = all.checked_sub(1 + all / 50)?;
    lengths.iter().position(|count| {
        let here = before < *count;
        before = before.saturating_sub(*count);
        here
    })
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
    let text = unit.text.to_mut();
    if !glued && !text.ends_with('(') {
        text.push(' ');
    }
    text.push_str(line);
    // Counting the whole unit again for each of its lines would be quadratic.
    unit.words += count_words(line);
    unit.lines += 1;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_beyond_the_bound_stand_together() {
        let text = "Pier\n".repeat(MOST + 3000);
        let units = units(&text);
        assert_eq!(units.len(), MOST + 1);
        assert_eq!(units.iter().map(|unit| unit.words).sum::<usize>(), MOST + 3000);
        assert!(units.iter().all(|unit| unit.text.len() < FULL + 10));
    }

    #[test]
    fn numbers_go_from_lines_that_count() {
        let found = |text: &str| -> Vec<String> {
            units(text).iter().map(|unit| format!("{}{}", unit.item, unit.text)).collect()
        };
        assert_eq!(found("1. Row\n2. Rest"), ["trueRow", "trueRest"]);
        assert_eq!(found("5. May"), ["false5. May"]);
        assert_eq!(found("1.  Row\n\n2.  Rest  well"), ["trueRow", "trueRest well"]);
    }
}
