//! The features of a line by itself, wherever it stands.

use super::page::{float, removed};
use crate::{
    clean::{head::date_of_line, page::ends_like_prose, people, phrases, units::count_words},
    fold::fold,
    model::RemovedKind,
};

/// The longest line that may be a date or a byline, in bytes.
const SHORT: usize = 160;

/// What a line looks like.
#[derive(Clone, Debug, Default)]
pub(in crate::clean) struct Line {
    /// Its words.
    pub(in crate::clean) words: f32,
    /// Whether it ends as a sentence does.
    pub(in crate::clean) closed: f32,
    /// Why it is chrome by its words.
    pub(in crate::clean) spoken: Option<RemovedKind>,
    /// How long it is in words, squeezed.
    pub(in crate::clean) length: f32,
    /// Its bytes.
    bytes: f32,
    /// Whether it is a date, and whether it names an author.
    dated: f32,
    byline: f32,
    counts: Counts,
    /// What sorts of characters a short one begins and ends with.
    begins: f32,
    ends: f32,
    /// A short one folded.
    folded: String,
}

/// Counts of characters.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    letters: usize,
    upper: usize,
    digits: usize,
    commas: usize,
    stops: usize,
    signs: usize,
    capitalised: usize,
}

impl Line {
    /// Looks at a line; linear in its length.
    pub(in crate::clean) fn of(text: &str) -> Self {
        let text = text.trim();
        let short = text.len() <= SHORT;
        let folded = if short { fold(text) } else { String::new() };
        let spoken =
            if short { phrases::chrome_folded(text, &folded) } else { phrases::chrome(text) };
        let words = float(count_words(text));
        Self {
            words,
            length: words.ln_1p(),
            closed: f32::from(u8::from(ends_like_prose(text))),
            spoken,
            bytes: float(text.len()),
            dated: f32::from(u8::from(short && date_of_line(text).is_some())),
            byline: f32::from(u8::from(short && people::byline(text).is_some())),
            counts: Counts::of(text),
            begins: text.chars().next().filter(|_| short).map_or(0.0, begins),
            ends: text.chars().next_back().filter(|_| short).map_or(0.0, ends),
            folded,
        }
    }

    /// Its features.
    pub(super) fn row(&self) -> [f32; 16] {
        let Counts { letters, upper, digits, commas, stops, signs, capitalised } = self.counts;
        let bytes = self.bytes.max(1.0);
        let words = self.words.max(1.0);
        [
            self.length,
            self.bytes.ln_1p(),
            self.bytes / words,
            self.closed,
            self.chrome(),
            self.dated,
            self.byline,
            float(upper) / float(letters.max(1)),
            float(digits) / bytes,
            float(commas) / words,
            float(stops),
            float(stops) / words,
            float(signs) / bytes,
            float(capitalised) / words,
            self.begins,
            self.ends,
        ]
    }

    /// Why it is chrome by its words, as a number.
    pub(super) fn chrome(&self) -> f32 {
        removed(self.spoken)
    }

    /// What part of a title's words it has, whatever their order.
    pub(super) fn likeness(&self, title: &[String]) -> f32 {
        let signs = signs(&self.folded);
        // Most words have a letter that the line doesn't have.
        let may = |word: &str| signs & self::signs(word) == self::signs(word);
        let has = |word: &&String| may(word) && self.folded.contains(word.as_str());
        float(title.iter().filter(has).count()) / float(title.len().max(1))
    }
}

/// The bytes of a text as a set, some of them in one bit.
fn signs(text: &str) -> u64 {
    text.bytes().fold(0, |signs, byte| signs | 1 << (byte & 63))
}

fn begins(first: char) -> f32 {
    match first {
        lower if lower.is_lowercase() => 1.0,
        letter if letter.is_alphabetic() => 2.0,
        digit if digit.is_ascii_digit() => 3.0,
        '"' | '“' | '„' | '«' | '\'' | '‘' => 4.0,
        _ => 5.0,
    }
}

fn ends(last: char) -> f32 {
    match last {
        '.' | '。' | '।' => 1.0,
        '?' | '？' => 2.0,
        '!' | '！' => 3.0,
        ':' => 4.0,
        '…' => 5.0,
        ')' | ']' => 6.0,
        letter if letter.is_alphabetic() => 7.0,
        digit if digit.is_ascii_digit() => 8.0,
        '"' | '”' | '»' => 9.0,
        _ => 10.0,
    }
}

impl Counts {
    fn of(text: &str) -> Self {
        let mut counts = Self::default();
        let mut before = ' ';
        for character in text.chars() {
            counts.add(before, character);
            before = character;
        }
        counts
    }

    fn add(&mut self, before: char, character: char) {
        match character {
            'a'..='z' => self.letters += 1,
            'A'..='Z' => self.add_letter(before, character),
            ' ' => self.stops += usize::from(matches!(before, '.' | '!' | '?')),
            '0'..='9' => self.digits += 1,
            ',' | '、' | '，' | '،' => self.commas += 1,
            '。' | '।' | '！' | '？' => self.stops += 1,
            sign if is_sign(sign) => self.signs += 1,
            other => self.add_letter(before, other),
        }
    }

    fn add_letter(&mut self, before: char, letter: char) {
        let upper = letter.is_uppercase();
        self.letters += usize::from(letter.is_alphabetic());
        self.upper += usize::from(upper);
        self.capitalised += usize::from(upper && !before.is_alphanumeric());
    }
}

fn is_sign(character: char) -> bool {
    matches!(
        character,
        '|' | '/'
            | '•'
            | '·'
            | '→'
            | '›'
            | '»'
            | '<'
            | '>'
            | '#'
            | '@'
            | '&'
            | '+'
            | '='
            | '_'
            | '*'
    )
}
