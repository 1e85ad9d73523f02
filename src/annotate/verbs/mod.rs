//! Verbs of a sentence and the time they put it in, from closed word lists.
//!
//! No tagger: auxiliaries, irregular pasts, `-ed` forms and verbs of intention
//! are enough to tell past from planned. Dates take their direction from the
//! nearest verb, events their status.

mod lists;

use lists::{
    ADVERBS, AFTER_PARTICIPLES, BEFORE_GERUNDS, DETERMINERS, INTENTIONS, IRREGULARS, MODALS,
    NO_PARTICIPLES, NO_PASTS, PLANS, PRESENTS, PROSPECTS, REPORTS, STATES,
};

use crate::model::Span;

/// The time that a verb puts its clause in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tense {
    /// It has happened.
    Past,
    /// It goes on, or is always so.
    Present,
    /// It is planned, expected or possible.
    Future,
}

/// A verb group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verb {
    /// From its first to its last word.
    pub(crate) span: Span,
    /// The time it tells.
    pub(crate) tense: Tense,
    /// What sort of verb it is.
    pub(crate) sort: Sort,
}

/// What a verb tells, as far as events care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Something that happens.
    Happening,
    /// A state: "is", "has", "remains", "believes".
    State,
    /// Somebody's words: "said", "according".
    Report,
    /// An `-ing` form with a clause of its own: "exports reaching a record".
    /// It has no tense and counts as past.
    Participle,
}

/// A word of a sentence.
#[derive(Clone, Debug)]
struct Word {
    span: Span,
    /// In lower case.
    text: String,
    capital: bool,
    after_comma: bool,
}

/// The verb groups of a sentence, in order. Linear in its length.
pub(crate) fn verbs(text: &str, sentence: Span) -> Vec<Verb> {
    let words = words(text, sentence);
    let mut verbs = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match group(&words, at) {
            Some((verb, end)) => {
                verbs.push(verb);
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    verbs
}

/// The tense that governs the place `span`: of the nearest verb before it, else after it.
pub(crate) fn tense_at(verbs: &[Verb], span: Span) -> Option<Tense> {
    let place = verbs.partition_point(|verb| verb.span.end <= span.start);
    let (before, after) = verbs.split_at_checked(place)?;
    let finite = |verb: &&Verb| verb.sort != Sort::Participle;
    let governing = before.iter().rev().take(REACH).find(finite);
    governing.or_else(|| after.iter().take(REACH).find(finite)).map(|verb| verb.tense)
}

/// How many verbs away a time may be governed from, so that a text without
/// full stops costs no more than another.
const REACH: usize = 16;

fn words(text: &str, sentence: Span) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    let body = sentence.cut(text);
    let ends = body.char_indices().chain([(body.len(), ' ')]);
    for (at, character) in ends {
        let inside = character.is_alphanumeric() || matches!(character, '\'' | '’' | '-');
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.push(word(body, Span::new(from, at), sentence.start));
                start = None;
            }
            _ => {}
        }
    }
    words
}

fn word(body: &str, span: Span, offset: usize) -> Word {
    let written = span.cut(body);
    Word {
        span: Span::new(span.start + offset, span.end + offset),
        text: written.to_lowercase().replace('’', "'"),
        capital: written.chars().next().is_some_and(char::is_uppercase),
        after_comma: body.get(..span.start).is_some_and(|before| before.trim_end().ends_with(',')),
    }
}

/// The verb group that begins at a word, and one past its last word.
fn group(words: &[Word], at: usize) -> Option<(Verb, usize)> {
    let word = words.get(at)?;
    let (tense, sort, end) = match word.text.as_str() {
        "may" if word.capital => return None,
        modal if MODALS.contains(&modal) => modal_group(words, at),
        "is" | "are" | "am" | "was" | "were" | "isn't" | "aren't" | "wasn't" | "weren't" => {
            be_group(words, at)
        }
        "has" | "have" | "had" | "hasn't" | "haven't" | "hadn't" | "having" => {
            have_group(words, at)
        }
        "to" => infinitive(words, at)?,
        _ => lexical(words, at)?,
    };
    let last = words.get(end - 1).unwrap_or(word);
    Some((Verb { span: word.span.join(last.span), tense, sort }, end))
}

type Group = (Tense, Sort, usize);

/// One past any adverbs from `at`.
fn past_adverbs(words: &[Word], mut at: usize) -> usize {
    let adverb = |word: &Word| word.text.ends_with("ly") || ADVERBS.contains(&word.text.as_str());
    while words.get(at).is_some_and(adverb) {
        at += 1;
    }
    at
}

fn text_at(words: &[Word], at: usize) -> &str {
    words.get(at).map_or("", |word| word.text.as_str())
}

fn sort_of(word: &str) -> Sort {
    if REPORTS.contains(&word) {
        Sort::Report
    } else if STATES.contains(&word) {
        Sort::State
    } else {
        Sort::Happening
    }
}

/// "will be held", "could rise".
fn modal_group(words: &[Word], at: usize) -> Group {
    let main = past_adverbs(words, at + 1);
    let tense = if matches!(text_at(words, at), "can" | "cannot" | "can't") {
        Tense::Present
    } else {
        Tense::Future
    };
    if text_at(words, main) == "be" || text_at(words, main) == "have" {
        let next = past_adverbs(words, main + 1);
        if is_past(text_at(words, next)) || text_at(words, next).ends_with("ing") {
            return (tense, sort_of(text_at(words, next)), next + 1);
        }
        return (tense, Sort::State, main + 1);
    }
    (tense, sort_of(text_at(words, main)), (main + 1).min(words.len()))
}

/// "was built", "is due to", "are meeting", "is".
fn be_group(words: &[Word], at: usize) -> Group {
    let past = text_at(words, at).starts_with('w');
    let told = if past { Tense::Past } else { Tense::Present };
    let main = past_adverbs(words, at + 1);
    let word = text_at(words, main);
    if word == "to" || PLANS.contains(&word) || word == "going" && text_at(words, main + 1) == "to"
    {
        return (Tense::Future, Sort::Happening, end_of_plan(words, main));
    }
    if word == "being" || word == "been" {
        return (told, Sort::Happening, (main + 2).min(words.len()));
    }
    if is_past(word) || word.ends_with("ing") {
        return (told, sort_of(word), main + 1);
    }
    (told, Sort::State, at + 1)
}

/// One past a plan's own verb: "expected to `surpass`".
fn end_of_plan(words: &[Word], at: usize) -> usize {
    let to = if text_at(words, at) == "to" { at } else { at + 1 };
    if text_at(words, to) != "to" {
        return (at + 1).min(words.len());
    }
    let verb = past_adverbs(words, to + 1);
    let passive = text_at(words, verb) == "be" && is_past(text_at(words, verb + 1));
    (verb + 1 + usize::from(passive)).min(words.len())
}

/// "has signed", "had been built", "has been growing", "has".
fn have_group(words: &[Word], at: usize) -> Group {
    let past = text_at(words, at).starts_with("had");
    let main = past_adverbs(words, at + 1);
    let word = text_at(words, main);
    if word == "been" {
        let next = past_adverbs(words, main + 1);
        return match text_at(words, next) {
            going if going.ends_with("ing") && !past => (Tense::Present, sort_of(going), next + 1),
            done if is_past(done) || done.ends_with("ing") => {
                (Tense::Past, sort_of(done), next + 1)
            }
            _ => (Tense::Past, Sort::State, main + 1),
        };
    }
    if is_past(word) {
        return (Tense::Past, sort_of(word), main + 1);
    }
    (if past { Tense::Past } else { Tense::Present }, Sort::State, at + 1)
}

/// "to be held": planned. Other infinitives take the tense of the verb before them.
fn infinitive(words: &[Word], at: usize) -> Option<Group> {
    let passive = text_at(words, at + 1) == "be" && is_past(text_at(words, at + 2));
    passive.then_some((Tense::Future, Sort::Happening, at + 3))
}

/// A verb that stands alone: a plan, a past form, a known present form.
fn lexical(words: &[Word], at: usize) -> Option<Group> {
    let word = words.get(at)?;
    let text = word.text.as_str();
    if word.capital && at > 0 {
        return None;
    }
    let before = at.checked_sub(1).map_or("", |before| text_at(words, before));
    if DETERMINERS.contains(&before) || before.ends_with("'s") {
        return None;
    }
    let to = text_at(words, past_adverbs(words, at + 1)) == "to";
    let toward_verb = to
        && !DETERMINERS.contains(&text_at(words, at + 2))
        && !words.get(at + 2).is_some_and(|word| word.capital);
    if PROSPECTS.contains(&text) && text_at(words, at + 1) == "for" {
        return Some((Tense::Future, Sort::Happening, at + 2));
    }
    if is_participle(words, at) {
        return Some((Tense::Past, Sort::Participle, at + 1));
    }
    if toward_verb && (PLANS.contains(&text) || INTENTIONS.contains(&text)) {
        return Some((Tense::Future, Sort::Happening, end_of_plan(words, at)));
    }
    if is_past(text) {
        return Some((Tense::Past, sort_of(text), at + 1));
    }
    if PRESENTS.contains(&text) && !word.capital {
        return Some((Tense::Present, sort_of(text), at + 1));
    }
    None
}

/// "…, gaining ground", "with exports reaching a record": not "the growing
/// role", not "during".
fn is_participle(words: &[Word], at: usize) -> bool {
    let text = text_at(words, at);
    let before = at.checked_sub(1).map_or("", |before| text_at(words, before));
    let next = text_at(words, at + 1);
    let form = text.len() > 5 && text.ends_with("ing") && !NO_PARTICIPLES.contains(&text);
    let object = DETERMINERS.contains(&next)
        || AFTER_PARTICIPLES.contains(&next)
        || next.starts_with(|first: char| first.is_ascii_digit());
    let aside = words.get(at).is_some_and(|word| word.after_comma);
    form && (aside || object) && !BEFORE_GERUNDS.contains(&before)
}

/// Whether a word is a past form or past participle.
fn is_past(word: &str) -> bool {
    let regular = word.len() > 3 && word.ends_with("ed") && !NO_PASTS.contains(&word);
    regular && !word.contains('-') || IRREGULARS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The verb groups of a sentence with their tense.
    fn check(sentence: &str, expected: &[(&str, Tense)]) {
        let found: Vec<_> = verbs(sentence, Span::new(0, sentence.len()))
            .into_iter()
            .map(|verb| (verb.span.cut(sentence), verb.tense))
            .collect();
        assert_eq!(found, expected, "{sentence}");
    }

    #[test]
    fn tenses_are_told_apart() {
        use Tense::{Future, Past, Present};
        check("The yard delivered two boats", &[("delivered", Past)]);
        check("The fair will be held in May", &[("will be held", Future)]);
        check("May opened the fair", &[("opened", Past)]);
        check("The ship is due to sail", &[("is due to sail", Future)]);
        check("The trial was set to begin", &[("was set to begin", Future)]);
        check("They are meeting in Oslo", &[("are meeting", Present)]);
        check(
            "It has been built and has been growing",
            &[("has been built", Past), ("has been growing", Present)],
        );
        check("It plans to buy planes", &[("plans to buy", Future)]);
        check(
            "Exports reached a peak, projected to surpass it",
            &[("reached", Past), ("projected to surpass", Future)],
        );
        check("A special event to be held soon", &[("to be held", Future)]);
        check("The armed forces need a hundred", &[]);
    }

    #[test]
    fn the_word_lists_are_sorted_where_searched() {
        assert!(IRREGULARS.is_sorted());
    }
}
