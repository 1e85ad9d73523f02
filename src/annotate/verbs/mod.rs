//! Verbs of a sentence and the time they put it in, from closed word lists.
//!
//! No tagger: auxiliaries, irregular pasts, `-ed` forms and verbs of intention
//! are enough to tell past from planned. Dates take their direction from the
//! nearest verb, events their status.

mod lists;

use lists::{
    ADVERBS, AFTER_PARTICIPLES, BEFORE_GERUNDS, BEFORE_PLANS, DETERMINERS, INTENTIONS, IRREGULARS,
    MODALS, NO_PARTICIPLES, NO_PASTS, PLANS, PLANS_AS_NOUNS, PRESENTS, PROSPECTS, REPORTS, STATES,
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
    let (tense, sort, end) = group_of(words, at, word)?;
    let last = words.get(end - 1).unwrap_or(word);
    Some((Verb { span: word.span.join(last.span), tense, sort }, end))
}

fn group_of(words: &[Word], at: usize, word: &Word) -> Option<Group> {
    match word.text.as_str() {
        "may" if word.capital => None,
        modal if MODALS.contains(&modal) => Some(modal_group(words, at)),
        be if BE.contains(&be) => Some(be_group(words, at)),
        have if HAVE.contains(&have) => Some(have_group(words, at)),
        "to" => infinitive(words, at),
        _ => lexical(words, at),
    }
}

const BE: [&str; 9] = ["is", "are", "am", "was", "were", "isn't", "aren't", "wasn't", "weren't"];
const HAVE: [&str; 7] = ["has", "have", "had", "hasn't", "haven't", "hadn't", "having"];

/// The tense and sort of a verb group, and one past its last word.
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

fn text_before(words: &[Word], at: usize) -> &str {
    at.checked_sub(1).map_or("", |before| text_at(words, before))
}

fn sort_of(word: &str) -> Sort {
    match word {
        report if REPORTS.contains(&report) => Sort::Report,
        state if STATES.contains(&state) => Sort::State,
        _ => Sort::Happening,
    }
}

fn is_past_or_ing(word: &str) -> bool {
    is_past(word) || word.ends_with("ing")
}

/// "will be held", "could rise".
fn modal_group(words: &[Word], at: usize) -> Group {
    let can = matches!(text_at(words, at), "can" | "cannot" | "can't");
    let tense = if can { Tense::Present } else { Tense::Future };
    let main = past_adverbs(words, at + 1);
    match text_at(words, main) {
        "be" | "have" => after_auxiliary(words, main, tense),
        verb => (tense, sort_of(verb), (main + 1).min(words.len())),
    }
}

/// The group that the auxiliary at `main` is in: with the verb behind it, where one is.
fn after_auxiliary(words: &[Word], main: usize, tense: Tense) -> Group {
    let next = past_adverbs(words, main + 1);
    match text_at(words, next) {
        verb if is_past_or_ing(verb) => (tense, sort_of(verb), next + 1),
        _ => (tense, Sort::State, main + 1),
    }
}

/// "was built", "is due to", "are meeting", "is".
fn be_group(words: &[Word], at: usize) -> Group {
    let past = text_at(words, at).starts_with('w');
    let told = if past { Tense::Past } else { Tense::Present };
    let main = past_adverbs(words, at + 1);
    match text_at(words, main) {
        _ if is_plan(words, main) => (Tense::Future, Sort::Happening, end_of_plan(words, main)),
        "being" | "been" => (told, Sort::Happening, (main + 2).min(words.len())),
        verb if is_past_or_ing(verb) => (told, sort_of(verb), main + 1),
        _ => (told, Sort::State, at + 1),
    }
}

/// Whether what stands after "be" looks ahead.
fn is_plan(words: &[Word], at: usize) -> bool {
    let word = text_at(words, at);
    word == "to" || PLANS.contains(&word) || word == "going" && text_at(words, at + 1) == "to"
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
    let told = if past { Tense::Past } else { Tense::Present };
    let main = past_adverbs(words, at + 1);
    match text_at(words, main) {
        "been" => been_group(words, main, told),
        verb if is_past(last_part(verb)) => (Tense::Past, sort_of(verb), main + 1),
        _ => (told, Sort::State, at + 1),
    }
}

/// "sold" of "out-sold", which only after "has" is surely no adjective.
fn last_part(word: &str) -> &str {
    word.rsplit('-').next().unwrap_or(word)
}

/// "has been growing" goes on; "had been growing" and "has been built" are past.
fn been_group(words: &[Word], been: usize, told: Tense) -> Group {
    let next = past_adverbs(words, been + 1);
    let goes_on = text_at(words, next).ends_with("ing");
    after_auxiliary(words, been, if goes_on { told } else { Tense::Past })
}

/// "to be held": planned. Other infinitives take the tense of the verb before them.
fn infinitive(words: &[Word], at: usize) -> Option<Group> {
    let passive = text_at(words, at + 1) == "be" && is_past(text_at(words, at + 2));
    passive.then_some((Tense::Future, Sort::Happening, at + 3))
}

/// A verb that stands alone: a plan, a past form, a known present form.
fn lexical(words: &[Word], at: usize) -> Option<Group> {
    let word = words.get(at).filter(|word| !word.capital || at == 0)?;
    if is_noun(words, at) {
        return None;
    }
    match word.text.as_str() {
        prospect if PROSPECTS.contains(&prospect) && text_at(words, at + 1) == "for" => {
            Some((Tense::Future, Sort::Happening, at + 2))
        }
        _ if is_participle(words, at) => Some((Tense::Past, Sort::Participle, at + 1)),
        plan if (PLANS.contains(&plan) || INTENTIONS.contains(&plan)) && leads_on(words, at) => {
            Some((Tense::Future, Sort::Happening, end_of_plan(words, at)))
        }
        past if is_past(past) => Some((Tense::Past, sort_of(past), at + 1)),
        present if PRESENTS.contains(&present) && !word.capital => {
            Some((Tense::Present, sort_of(present), at + 1))
        }
        _ => None,
    }
}

/// Whether a word follows a determiner or an owner, or tells a plan that
/// another verb has ("announced plans to").
fn is_noun(words: &[Word], at: usize) -> bool {
    let before = text_before(words, at);
    let had = || BEFORE_PLANS.contains(&before) || is_past(before);
    DETERMINERS.contains(&before)
        || before.ends_with("'s")
        || PLANS_AS_NOUNS.contains(&text_at(words, at)) && had()
}

/// Whether "to" with a verb follows, not with a noun or name.
fn leads_on(words: &[Word], at: usize) -> bool {
    text_at(words, past_adverbs(words, at + 1)) == "to"
        && !DETERMINERS.contains(&text_at(words, at + 2))
        && !words.get(at + 2).is_some_and(|word| word.capital)
}

/// "…, gaining ground", "with exports reaching a record": not "the growing
/// role", not "during".
fn is_participle(words: &[Word], at: usize) -> bool {
    let text = text_at(words, at);
    let form = text.len() > 5 && text.ends_with("ing") && !NO_PARTICIPLES.contains(&text);
    let aside = words.get(at).is_some_and(|word| word.after_comma);
    let fits = aside || opens_object(text_at(words, at + 1));
    form && fits && !BEFORE_GERUNDS.contains(&text_before(words, at))
}

/// Whether a word opens what a participle governs.
fn opens_object(word: &str) -> bool {
    DETERMINERS.contains(&word)
        || AFTER_PARTICIPLES.contains(&word)
        || word.starts_with(|first: char| first.is_ascii_digit())
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
        check("It announced plans to buy planes", &[("announced", Past)]);
        check("It has out-sold its rival", &[("has out-sold", Past)]);
    }

    #[test]
    fn the_word_lists_are_sorted_where_searched() {
        assert!(IRREGULARS.is_sorted());
    }
}
