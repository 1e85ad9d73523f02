//! Folding: the one way in which two spellings are held to be the same.
//!
//! Case, diacritics, dotless i and ligatures fold away (`Erdoğan`, `ERDOGAN`
//! and `erdogan` are one), so do the forms of quotation marks, dashes and
//! white space. Names, search and note anchors compare folded text and map
//! what they find back to the text itself.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use crate::model::Span;

/// A folded text that knows where each of its bytes came from.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of `text`, the byte of the original its character began at; one more at the end.
    origin: Vec<usize>,
}

impl Folded {
    /// Folds `text` in one pass.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(text.len()),
            origin: Vec::with_capacity(text.len() + 1),
        };
        for (at, character) in text.char_indices() {
            folded.push(at, character);
        }
        folded.origin.push(text.len());
        folded
    }

    fn push(&mut self, at: usize, character: char) {
        if character.is_ascii_graphic() {
            self.text.push(character.to_ascii_lowercase());
            self.origin.push(at);
            return;
        }
        fold_next(character, &mut self.text);
        self.origin.resize(self.text.len(), at);
    }

    /// The span of the original under a span of the folded text.
    #[must_use]
    pub fn original(&self, span: Span) -> Span {
        let last = self.origin.last().copied().unwrap_or_default();
        let start = self.origin.get(span.start).copied().unwrap_or(last);
        let end = self.origin.get(span.end).copied().unwrap_or(last);
        Span::new(start, end)
    }

    /// The first byte of the folded text that came from byte `at` or later.
    #[must_use]
    pub fn folded_at(&self, at: usize) -> usize {
        self.origin.partition_point(|&origin| origin < at).min(self.text.len())
    }
}

/// Folds a short text: a name, a query word. Runs of white space become one space.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let plain = rest.bytes().position(|byte| !byte.is_ascii_graphic()).unwrap_or(rest.len());
        let (taken, left) = rest.split_at_checked(plain).unwrap_or_default();
        folded.push_str(taken);
        let mut left = left.chars();
        left.next().into_iter().for_each(|character| fold_next(character, &mut folded));
        rest = left.as_str();
    }
    folded.make_ascii_lowercase();
    let trimmed = folded.trim();
    if trimmed.len() == folded.len() { folded } else { trimmed.to_owned() }
}

/// Folds a long text; its white space stays as it is.
#[must_use]
pub(crate) fn fold_words(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let plain = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let (taken, left) = rest.split_at_checked(plain).unwrap_or_default();
        folded.push_str(taken);
        let mut left = left.chars();
        left.next().into_iter().for_each(|character| fold_char(character, &mut folded));
        rest = left.as_str();
    }
    folded.make_ascii_lowercase();
    folded
}

/// The letters and digits of a text, folded; only as much is folded as is asked for.
pub(crate) fn letters(text: &str) -> impl Iterator<Item = char> {
    let folded = text.chars().flat_map(|character| {
        let plain = character.is_ascii().then(|| ascii(character));
        let mut other = String::new();
        if plain.is_none() {
            fold_char(character, &mut other);
        }
        plain.into_iter().chain(other.chars().collect::<Vec<_>>())
    });
    folded.filter(|character| character.is_alphanumeric())
}

/// Adds a character folded, but no second space in a row.
fn fold_next(character: char, out: &mut String) {
    let before = out.len();
    fold_char(character, out);
    if out.get(before..) == Some(" ") && out.get(..before).is_some_and(|text| text.ends_with(' ')) {
        out.truncate(before);
    }
}

fn fold_char(character: char, out: &mut String) {
    if character.is_ascii() {
        out.push(ascii(character));
        return;
    }
    match character {
        'ı' | 'İ' => out.push('i'),
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'ø' | 'Ø' => out.push('o'),
        'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
        'ł' | 'Ł' => out.push('l'),
        'þ' | 'Þ' => out.push_str("th"),
        '‘'..='‛' | '′' | 'ʼ' | '`' | '´' => out.push('\''),
        '“'..='‟' | '«' | '»' | '″' => out.push('"'),
        '‐'..='―' | '−' => out.push('-'),
        '…' => out.push_str("..."),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe0e}' | '\u{fe0f}' => {}
        space if space.is_whitespace() => out.push(' '),
        other => fold_decomposed(other, out),
    }
}

fn ascii(character: char) -> char {
    if character.is_ascii_whitespace() { ' ' } else { character.to_ascii_lowercase() }
}

fn fold_decomposed(character: char, out: &mut String) {
    decompose_compatible(character, |part| {
        if !is_combining_mark(part) {
            out.extend(part.to_lowercase().filter(|&part| !is_combining_mark(part)));
        }
    });
}

/// The first two letters of some words, in lower-case ASCII: most texts that
/// begin with none of the words are known by theirs.
#[derive(Debug)]
pub(crate) struct Beginnings([u32; 256]);

impl Beginnings {
    /// Those of words of two letters or more.
    pub(crate) const fn of(words: &[&str]) -> Self {
        let mut seconds = [0; 256];
        let mut at = 0;
        while at < words.len() {
            let word = words[at].as_bytes();
            seconds[word[0] as usize] |= Self::bit(word[1]);
            at += 1;
        }
        Self(seconds)
    }

    /// Whether a text may begin with one of the words, in any case.
    #[inline]
    pub(crate) fn may_begin(&self, text: &[u8]) -> bool {
        let &[first, second, ..] = text else { return false };
        let seconds = self.0.get(usize::from(first | 0x20)).copied().unwrap_or_default();
        seconds & Self::bit(second) != 0
    }

    /// The bit of a letter in either case, which some other signs share.
    const fn bit(letter: u8) -> u32 {
        1 << (letter & 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_one() {
        for (one, other) in [
            ("Erdoğan", "ERDOGAN"),
            ("Kızılelma", "kizilelma"),
            ("İstanbul", "istanbul"),
            ("Erdog\u{306}an", "Erdoğan"),
            ("François", "Francois"),
            ("“steel  dome”", "\"steel dome\""),
            ("air‑defence", "air-defence"),
        ] {
            assert_eq!(fold(one), fold(other), "{one}");
        }
    }

    #[test]
    fn a_find_in_folded_text_maps_back() {
        let text = "In  İstanbul, Erdoğan said";
        let folded = Folded::of(text);
        let start = folded.text.find("erdogan").unwrap();
        assert_eq!(folded.original(Span::new(start, start + 7)).cut(text), "Erdoğan");
        assert_eq!(folded.folded_at(text.find("Erdoğan").unwrap()), start);
    }
}
