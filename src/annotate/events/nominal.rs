//! Years before nouns: "Oslo's 2017 purchase of the system".
//!
//! When such a noun tells a happening, its phrase is the event; the verb of
//! the sentence is about something else.

use super::Sentence;
use crate::{
    annotate::time,
    model::{Precision, Span, When},
};

/// Whether a time stands right before a noun, after an article or owner: a
/// year, or a day or month of a noun that tells not where all happened ("in a
/// 3 May speech").
pub(super) fn is_attribute(
    sentence: &Sentence<'_>,
    (time, rule): (Span, &str),
    when: Option<&When>,
) -> bool {
    let after = Span::new(time.end, sentence.span.end).cut(sentence.text);
    let before = Span::new(sentence.span.start, time.start).cut(sentence.text);
    let words = time.cut(sentence.text);
    let year = words.len() == 4 && words.bytes().all(|byte| byte.is_ascii_digit());
    let mut words_before = before.split_whitespace().rev();
    let owner = words_before.next().unwrap_or_default();
    let setting = words_before.next().unwrap_or_default().to_lowercase();
    let day = when.is_some_and(|when| matches!(when.precision, Precision::Day | Precision::Month))
        && !PREPOSITIONS.contains(&setting.as_str());
    let noun = after.strip_prefix(' ').and_then(|rest| rest.split_whitespace().next());
    // "an 18th-century landscape", "the Easter trail"
    let joined = words.contains("-century") || words.contains("‑century");
    let feast = rule.starts_with(time::BARE_FEAST) && !words.contains(' ');
    let own = (year || day) && is_owner(owner);
    (own || joined || feast) && noun.is_some_and(is_noun)
}

fn last_word(text: &str) -> &str {
    text.split_whitespace().next_back().unwrap_or_default()
}

fn is_owner(word: &str) -> bool {
    const OWNERS: [&str; 11] =
        ["a", "the", "its", "his", "her", "their", "our", "this", "that", "s", "major"];
    let lower = word.to_lowercase().replace('’', "'");
    OWNERS.contains(&lower.as_str()) || lower.ends_with("'s") || lower.ends_with("s'")
}

/// A word that may be a noun: not a preposition, conjunction or auxiliary.
fn is_noun(word: &str) -> bool {
    const OTHERS: [&str; 30] = [
        "and", "or", "to", "in", "on", "at", "of", "for", "from", "by", "with", "but", "as",
        "when", "while", "that", "which", "who", "was", "is", "were", "are", "had", "has", "will",
        "after", "before", "until", "because", "through",
    ];
    let plain = word.trim_matches(|character: char| !character.is_alphanumeric());
    plain.chars().next().is_some_and(char::is_alphabetic) && !OTHERS.contains(&plain)
}

/// The noun phrase around a year, when one of its nouns tells a happening.
pub(super) fn phrase(sentence: &Sentence<'_>, year: Span) -> Option<Span> {
    let end = phrase_end(sentence, year);
    let head = Span::new(year.end, end).cut(sentence.text);
    // The noun is the second or third word of "2015 harbour treaty".
    let happening = head.split_whitespace().take(3).any(tells_a_happening);
    let start = phrase_start(sentence, year);
    happening.then(|| super::clause::trimmed(sentence.text, Span::new(start, end)))
}

/// "Oslo's purchase of the system in 2017": the phrase up to the time, when no
/// verb stands before it and one of its nouns tells a happening.
pub(super) fn phrase_before(sentence: &Sentence<'_>, time: Span) -> Option<Span> {
    let part = super::clause::part_around(sentence, time);
    let before = Span::new(part.start, time.start);
    let verb = sentence.verbs.iter().any(|verb| before.covers(verb.span));
    let words = before.cut(sentence.text);
    let joined = matches!(last_word(words), "in" | "of" | "on");
    let plain = !words.contains([',', ';', '(']);
    let mut nouns = words.split_whitespace().zip(words.split_whitespace().skip(1));
    let happening = joined
        && plain
        && !verb
        && nouns.any(|(noun, next)| next == "of" && tells_a_happening(noun));
    happening.then(|| super::clause::trimmed(sentence.text, Span::new(part.start, time.end)))
}

/// Whether a noun tells a happening.
pub(crate) fn tells_a_happening(word: &str) -> bool {
    const ENDINGS: [&str; 5] = ["ition", "ation", "ction", "ssion", "sion"];
    let plain = word.trim_matches(|character: char| !character.is_alphabetic()).to_lowercase();
    let deverbal = plain.len() > 7 && ENDINGS.iter().any(|ending| plain.ends_with(ending));
    HAPPENINGS.contains(&plain.as_str()) || deverbal && !THINGS.contains(&plain.as_str())
}

/// Nouns that tell a happening.
const HAPPENINGS: [&str; 72] = [
    "purchase",
    "accord",
    "deal",
    "agreement",
    "war",
    "attack",
    "attacks",
    "invasion",
    "coup",
    "election",
    "elections",
    "summit",
    "visit",
    "launch",
    "test",
    "sale",
    "order",
    "treaty",
    "referendum",
    "crisis",
    "strike",
    "strikes",
    "crash",
    "fire",
    "sanctions",
    "merger",
    "takeover",
    "pact",
    "protest",
    "protests",
    "revolt",
    "uprising",
    "raid",
    "bombing",
    "bombings",
    "earthquake",
    "flood",
    "collapse",
    "arrest",
    "trial",
    "verdict",
    "ruling",
    "withdrawal",
    "approval",
    "arrival",
    "ban",
    "embargo",
    "ceasefire",
    "truce",
    "massacre",
    "shooting",
    "landing",
    "offensive",
    "campaign",
    "battle",
    "siege",
    "handover",
    "contract",
    "memorandum",
    "declaration",
    "settlement",
    "breach",
    "death",
    "birth",
    "murder",
    "defeat",
    "victory",
    "return",
    "departure",
    "delivery",
    "flight",
    "announcement",
];

/// Nouns with the endings of happenings that are things or bodies.
const THINGS: [&str; 16] = [
    "generation",
    "edition",
    "version",
    "competition",
    "population",
    "section",
    "exhibition",
    "organisation",
    "organization",
    "television",
    "position",
    "delegation",
    "corporation",
    "federation",
    "association",
    "foundation",
];

/// Back over the owner ("the Turkish navy's") to the start of its name.
fn phrase_start(sentence: &Sentence<'_>, year: Span) -> usize {
    let before = Span::new(sentence.span.start, year.start).cut(sentence.text);
    let mut start = before.trim_end().len();
    let mut words = before.split_whitespace().rev();
    let owner = words.next().unwrap_or_default();
    start -= owner.len();
    if !owner.ends_with('s') {
        return sentence.span.start + start;
    }
    for word in words {
        let named = word.chars().next().is_some_and(char::is_uppercase) || word == "the";
        let closed = word.ends_with([',', ';', ':', '.']);
        let Some(at) = before.get(..start).and_then(|rest| rest.rfind(word)) else { break };
        if !named || closed {
            break;
        }
        start = at;
    }
    sentence.span.start + start
}

/// On to the next verb or mark that ends the phrase.
fn phrase_end(sentence: &Sentence<'_>, year: Span) -> usize {
    let after = Span::new(year.end, sentence.span.end).cut(sentence.text);
    let mark = after.find([',', ';', ':', '—', '–', '(', ')', '"', '”']).unwrap_or(after.len());
    let verb = sentence.verbs.iter().find(|verb| verb.span.start >= year.end);
    let verb = verb.map_or(after.len(), |verb| verb.span.start - year.end);
    let end = mark.min(verb);
    let phrase = after.get(..end).unwrap_or_default();
    let kept = without_last_words(phrase);
    year.end + kept.len()
}

/// Adverbs and relative words before the verb belong to it.
fn without_last_words(phrase: &str) -> &str {
    const LOOSE: [&str; 16] = [
        "that", "which", "who", "still", "also", "now", "never", "and", "but", "then", "has",
        "have", "it", "they", "later", "to",
    ];
    let mut kept = phrase.trim_end();
    while let Some((rest, word)) = kept.rsplit_once(' ') {
        if !LOOSE.contains(&word) && !word.ends_with("ly") {
            break;
        }
        kept = rest.trim_end();
    }
    kept
}

/// Words before a phrase that tells where or when something happened.
const PREPOSITIONS: [&str; 7] = ["at", "during", "in", "to", "for", "since", "after"];

/// Whether the name that a year closes tells where or when it happened ("at
/// the Sea Fair 2024").
pub(super) fn is_place_of_telling(text: &str, sentence: Span, year: Span) -> bool {
    let before = Span::new(sentence.start, year.start).cut(text);
    before
        .split_whitespace()
        .rev()
        .find(|word| {
            !word.chars().next().is_some_and(char::is_uppercase) && *word != "the"
                || PREPOSITIONS.contains(&word.to_lowercase().as_str())
        })
        .is_some_and(|word| PREPOSITIONS.contains(&word.to_lowercase().as_str()))
}
