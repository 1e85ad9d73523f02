//! Words: the one way in which the dossier cuts text into words and holds two
//! forms of a word to be the same.
//!
//! Words are runs of letters and digits of the folded text. What follows an
//! apostrophe is left out when it is an ending (`Türkiye's`, `Ankara'nın`).
//! Scripts written without spaces give a word a character.

use crate::{
    fold::{Folded, fold_words},
    model::Span,
};

/// Letters that an ending after an apostrophe has at most.
const ENDING: usize = 4;
/// Letters that a word before such an ending has at least (`O'Neil` is two words).
const BEFORE_ENDING: usize = 3;

/// The first `limit` characters of a text.
pub(super) fn head(text: &str, limit: usize) -> &str {
    let end = text.char_indices().nth(limit).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

/// Hands over the words of a text in order, folded.
pub(super) fn each(text: &str, mut each: impl FnMut(&str)) {
    let folded = fold_words(text);
    for span in cut(&folded) {
        each(span.cut(&folded));
    }
}

/// The words of a text, folded.
#[must_use]
pub fn words_of(text: &str) -> Vec<String> {
    Words::of(text).iter().map(str::to_owned).collect()
}

/// The words of a text, folded, each with its place.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    folded: Folded,
    spans: Vec<Span>,
}

impl Words {
    /// Cuts `text` in one pass.
    pub(super) fn of(text: &str) -> Self {
        let folded = Folded::of(text);
        let spans = cut(&folded.text);
        Self { folded, spans }
    }

    /// The words in order, folded.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.spans.iter().map(|span| span.cut(&self.folded.text))
    }

    /// The words in order with their places in the text itself.
    pub(super) fn placed(&self) -> impl Iterator<Item = (Span, &str)> {
        self.spans.iter().map(|&span| (self.folded.original(span), span.cut(&self.folded.text)))
    }
}

fn cut(text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices() {
        let alone = stands_alone(letter);
        if !letter.is_alphanumeric() || alone {
            finish(text, &mut spans, start.take(), at);
        }
        if alone {
            spans.push(Span::new(at, at + letter.len_utf8()));
        } else if letter.is_alphanumeric() && start.is_none() {
            start = Some(at);
        }
    }
    finish(text, &mut spans, start, text.len());
    spans
}

fn finish(text: &str, spans: &mut Vec<Span>, start: Option<usize>, end: usize) {
    let Some(start) = start else { return };
    let span = Span::new(start, end);
    if !spans.last().is_some_and(|before| is_ending(text, *before, span)) {
        spans.push(span);
    }
}

/// Whether a word is but the ending of the one before its apostrophe.
fn is_ending(text: &str, before: Span, span: Span) -> bool {
    Span::new(before.end, span.start).cut(text) == "'"
        && before.len() >= BEFORE_ENDING
        && span.len() <= ENDING
}

/// Chinese and Japanese characters, which are words of their own here.
fn stands_alone(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
        && letter.is_alphanumeric()
}

/// British spellings and what they become; the longest that fits is taken.
const SPELLINGS: [(&str, &str); 8] = [
    ("isation", "ization"),
    ("ence", "ense"),
    ("ogue", "og"),
    ("ise", "ize"),
    ("yse", "yze"),
    ("our", "or"),
    ("tre", "ter"),
    ("mme", "m"),
];

/// What the forms of a folded word have in common: plural, `-ed` and `-ing`
/// fall away, British and American spellings meet. Only meant to be compared.
/// Light on purpose: short words and foreign ones stay as they are.
pub(super) fn stem(word: &str) -> String {
    if word.len() < 4 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let singular = without_plural(word);
    let bare = without_tense(&singular);
    let mut out = bare.unwrap_or(&singular).to_owned();
    if bare.is_some_and(lacks_e) {
        out.push('e');
    }
    respell(&mut out);
    if out.len() > 3 && out.ends_with('e') {
        out.pop();
    }
    out
}

/// Whether a final `e` fell away with the ending (`organis`).
fn lacks_e(bare: &str) -> bool {
    bare.len() > 4 && (bare.ends_with("is") || bare.ends_with("ys"))
}

fn without_plural(word: &str) -> String {
    if let Some(rest) = word.strip_suffix("ies").filter(|rest| rest.len() > 1) {
        return format!("{rest}y");
    }
    let has = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let plural = if has(&["ches", "shes", "sses", "xes", "zes"]) { "es" } else { "s" };
    word.strip_suffix(plural).filter(|_| !has(&["ss", "us", "is"])).unwrap_or(word).to_owned()
}

fn without_tense(word: &str) -> Option<&str> {
    let rest = word.strip_suffix("ing").or_else(|| word.strip_suffix("ed"))?;
    let has_vowel = rest.bytes().any(|byte| b"aeiouy".contains(&byte));
    let mut letters = rest.bytes().rev();
    let (last, before) = (letters.next()?, letters.next()?);
    match rest.len() {
        0..3 => None,
        _ if !has_vowel => None,
        _ if last == before && !b"aeiousz".contains(&last) => rest.get(..rest.len() - 1),
        _ => Some(rest),
    }
}

fn respell(word: &mut String) {
    let fits = |from: &str| word.len() > from.len() + 1 && word.ends_with(from);
    if let Some((from, to)) = SPELLINGS.iter().find(|(from, _)| fits(from)) {
        word.truncate(word.len() - from.len());
        word.push_str(to);
    }
}

/// Words that carry no substance: too common, or about the telling itself.
pub(super) fn is_common(word: &str) -> bool {
    COMMON.binary_search(&word).is_ok() || MONTHS_AND_DAYS.contains(&word)
}

#[rustfmt::skip]
const COMMON: [&str; 150] = [
    "a", "about", "according", "after", "again", "against", "ago", "all", "also", "although", "amid",
    "among", "an", "and", "any", "are", "as", "at", "be", "because", "been", "before", "being",
    "between", "both", "but", "by", "can", "could", "da", "daha", "day", "de", "did", "do", "does",
    "during", "each", "earlier", "early", "for", "from", "further", "gibi", "had", "has", "have",
    "he", "her", "here", "him", "his", "how", "however", "i", "icin", "if", "ile", "in", "including",
    "into", "is", "it", "its", "just", "last", "late", "later", "like", "made", "make", "many", "may",
    "me", "meanwhile", "month", "months", "more", "most", "much", "must", "my", "new", "next", "no",
    "nor", "not", "now", "of", "off", "on", "one", "only", "or", "other", "our", "out", "over", "own",
    "said", "same", "say", "says", "she", "should", "since", "so", "some", "still", "such", "than",
    "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "through",
    "to", "told", "too", "two", "under", "until", "up", "us", "ve", "very", "was", "we", "week", "were", "what",
    "when", "where", "which", "while", "who", "whom", "will", "with", "would", "year", "years", "you",
    "your",
];

#[rustfmt::skip]
const MONTHS_AND_DAYS: [&str; 20] = [
    "january", "february", "march", "april", "june", "july", "august", "september", "october",
    "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday", "today", "yesterday",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, words: &[&str]) {
        assert_eq!(Words::of(text).iter().collect::<Vec<_>>(), words, "{text}");
    }

    #[test]
    fn text_is_cut_into_folded_words() {
        check("Türkiye’s S-400", &["turkiye", "s", "400"]);
        check("Ankara'nın O'Neil wasn't", &["ankara", "o", "neil", "wasn"]);
        check("東京 1964年", &["東", "京", "1964", "年"]);
        check("", &[]);
        check("…!", &[]);
    }

    #[test]
    fn words_know_their_place() {
        let text = "Büyük İstanbul’da";
        let words = Words::of(text);
        let places: Vec<&str> = words.placed().map(|(span, _)| span.cut(text)).collect();
        assert_eq!(places, ["Büyük", "İstanbul"]);
    }

    #[test]
    fn forms_of_one_word_share_a_stem() {
        for (one, other) in [
            ("purchase", "purchased"),
            ("purchases", "purchasing"),
            ("ban", "banned"),
            ("country", "countries"),
            ("defence", "defense"),
            ("organisation", "organizations"),
            ("organise", "organized"),
            ("organising", "organize"),
            ("centre", "centers"),
            ("programme", "programs"),
            ("watch", "watches"),
            ("labour", "labor"),
        ] {
            assert_eq!(stem(one), stem(other), "{one} {other}");
        }
        for (one, other) in [("bus", "bu"), ("red", "r"), ("string", "str"), ("sing", "s")] {
            assert_ne!(stem(one), other);
        }
    }

    #[test]
    fn the_list_of_common_words_can_be_searched() {
        assert!(COMMON.is_sorted());
        assert!(is_common("which") && is_common("monday") && !is_common("missile"));
    }
}
