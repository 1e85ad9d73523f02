//! The features of a line by itself, wherever it stands.

use super::page::{float, removed};
use crate::clean::{
    head::date_of_line, page::ends_like_prose, people, phrases, units::count_words,
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
    /// Why it is chrome by its words, as a number.
    pub(in crate::clean) chrome: f32,
    /// Its bytes.
    bytes: f32,
    /// Whether it is a date, and whether it names an author.
    dated: f32,
    byline: f32,
    counts: Counts,
    text: String,
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
        Self {
            words: float(count_words(text)),
            closed: f32::from(u8::from(ends_like_prose(text))),
            chrome: removed(phrases::chrome(text)),
            bytes: float(text.len()),
            dated: f32::from(u8::from(short && date_of_line(text).is_some())),
            byline: f32::from(u8::from(short && people::byline(text).is_some())),
            counts: Counts::of(text),
            text: if short { text.to_owned() } else { String::new() },
        }
    }

    /// Its features.
    pub(super) fn row(&self) -> [f32; 16] {
        let Counts { letters, upper, digits, commas, stops, signs, capitalised } = self.counts;
        let bytes = self.bytes.max(1.0);
        let words = self.words.max(1.0);
        [
            self.words.ln_1p(),
            self.bytes.ln_1p(),
            self.bytes / words,
            self.closed,
            self.chrome,
            self.dated,
            self.byline,
            float(upper) / float(letters.max(1)),
            float(digits) / bytes,
            float(commas) / words,
            float(stops),
            float(stops) / words,
            float(signs) / bytes,
            float(capitalised) / words,
            self.begins(),
            self.ends(),
        ]
    }

    /// What sort of character it begins with.
    fn begins(&self) -> f32 {
        match self.text.chars().next() {
            None => 0.0,
            Some(first) if first.is_lowercase() => 1.0,
            Some(first) if first.is_alphabetic() => 2.0,
            Some(first) if first.is_ascii_digit() => 3.0,
            Some('"' | '“' | '„' | '«' | '\'' | '‘') => 4.0,
            Some(_) => 5.0,
        }
    }

    /// What sort of character it ends with.
    fn ends(&self) -> f32 {
        match self.text.chars().next_back() {
            None => 0.0,
            Some('.' | '。' | '।') => 1.0,
            Some('?' | '？') => 2.0,
            Some('!' | '！') => 3.0,
            Some(':') => 4.0,
            Some('…') => 5.0,
            Some(')' | ']') => 6.0,
            Some(last) if last.is_alphabetic() => 7.0,
            Some(last) if last.is_ascii_digit() => 8.0,
            Some('"' | '”' | '»') => 9.0,
            Some(_) => 10.0,
        }
    }

    /// What part of a title's words it has, whatever their order.
    pub(super) fn likeness(&self, title: &[String]) -> f32 {
        let line = crate::fold::fold(&self.text);
        let has = |word: &&String| line.contains(word.as_str());
        float(title.iter().filter(has).count()) / float(title.len().max(1))
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
        let upper = character.is_uppercase();
        self.letters += usize::from(character.is_alphabetic());
        self.upper += usize::from(upper);
        self.capitalised += usize::from(upper && !before.is_alphanumeric());
        self.digits += usize::from(character.is_ascii_digit());
        self.commas += usize::from(matches!(character, ',' | '、' | '，' | '،'));
        self.stops += usize::from(matches!(character, '。' | '।' | '！' | '？'));
        self.stops += usize::from(character == ' ' && matches!(before, '.' | '!' | '?'));
        self.signs += usize::from(is_sign(character));
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
