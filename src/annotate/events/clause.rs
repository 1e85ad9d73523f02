//! Which part of a sentence a time governs.
//!
//! A sentence that tells one thing is its own clause. Where it tells several,
//! it is cut between their times at the word or sign that joins them; what
//! hangs on with a verb of another tense is left off.

use super::{Dated, Governor, Sentence};
use crate::{
    annotate::verbs::{Sort, Verb},
    model::Span,
};

/// Words and signs at which a sentence may be cut, with what is around them.
const JOINTS: [&str; 20] = [
    "; ",
    ", and ",
    ", but ",
    ", while ",
    ", whereas ",
    ", which ",
    ", who ",
    ", when ",
    ", then ",
    " — ",
    "—",
    " – ",
    ", ",
    " and ",
    " but ",
    " while ",
    " that ",
    " which ",
    " who ",
    " where ",
];

/// The clause of each dated time, in order.
pub(super) fn clauses(sentence: &Sentence<'_>, dated: &[Dated]) -> Vec<Span> {
    let cuts = cuts(sentence, dated);
    let mut clauses = Vec::with_capacity(dated.len());
    for (place, one) in dated.iter().enumerate() {
        let start = place.checked_sub(1).and_then(|before| cuts.get(before)).copied().flatten();
        let end = cuts.get(place).copied().flatten();
        let piece = Span::new(
            start.map_or(sentence.span.start, |cut| opening(sentence, cut)),
            end.map_or(sentence.span.end, |cut| cut.start),
        );
        clauses.push(clause(sentence, one, piece));
    }
    clauses
}

/// Where the clause after a joint begins: a relative one with the noun that it
/// describes.
fn opening(sentence: &Sentence<'_>, joint: Span) -> usize {
    let relative = matches!(joint.cut(sentence.text).trim(), "which" | "who" | "that" | "where");
    let described = relative.then(|| noun_before(sentence, joint.start)).flatten();
    described.unwrap_or(joint.end)
}

/// Where the noun phrase that ends at a place begins: at its article, or with
/// its name. None where a number or too many words stand there.
fn noun_before(sentence: &Sentence<'_>, end: usize) -> Option<usize> {
    let before = Span::new(sentence.span.start, end).cut(sentence.text);
    let mut start = before.len();
    let mut named = false;
    for word in before.rsplit(' ').take(NOUN_WORDS) {
        let name = word.starts_with(char::is_uppercase);
        if word.is_empty() || !word.chars().all(|letter| letter.is_alphabetic() || letter == '-') {
            break;
        }
        if named && !name {
            // The space before the name was counted already.
            return Some(sentence.span.start + start + 1);
        }
        start -= word.len();
        if ARTICLES.contains(&word) {
            return Some(sentence.span.start + start);
        }
        named = name;
        start = start.saturating_sub(1);
    }
    None
}

/// Words of a noun phrase that are looked through.
const NOUN_WORDS: usize = 5;
/// Words that open a noun phrase.
const ARTICLES: [&str; 8] = ["a", "an", "the", "its", "his", "her", "their", "two"];

/// Between each two times the joint to cut at; none when they share a clause.
fn cuts(sentence: &Sentence<'_>, dated: &[Dated]) -> Vec<Option<Span>> {
    dated
        .windows(2)
        .map(|pair| match pair {
            [one, other] => cut_between(sentence, one, other),
            _ => None,
        })
        .collect()
}

fn cut_between(sentence: &Sentence<'_>, one: &Dated, other: &Dated) -> Option<Span> {
    let from = one.span.end.max(governor_end(one).min(other.span.start));
    let gap = Span::new(from, other.span.start);
    let verb = sentence.verbs.iter().find(|verb| gap.covers(verb.span));
    match verb {
        // The second time follows its verb: cut before that.
        Some(verb) => {
            let room = Span::new(from, verb.span.start);
            Some(clause_joint(sentence.text, room).unwrap_or(Span::new(from, from)))
        }
        // The second time stands before its verb: cut at the last joint before the time.
        None if has_verb_after(sentence, other) => last_joint(sentence.text, gap),
        None => None,
    }
}

fn governor_end(dated: &Dated) -> usize {
    match dated.governor {
        Governor::Verb(verb) => verb.span.end,
        Governor::Noun(span) => span.end,
        Governor::Picture => dated.span.end,
    }
}

fn has_verb_after(sentence: &Sentence<'_>, dated: &Dated) -> bool {
    sentence.verbs.iter().any(|verb| verb.span.start >= dated.span.end)
}

/// Every joint inside a span, in order, the longest at each place.
fn joints(text: &str, span: Span) -> Vec<Span> {
    let body = span.cut(text);
    let mut joints = Vec::new();
    let mut free = 0;
    for (at, _) in body.char_indices() {
        let rest = body.get(at..).unwrap_or_default();
        let Some(joint) = JOINTS.iter().find(|joint| at >= free && rest.starts_with(**joint))
        else {
            continue;
        };
        free = at + joint.len();
        joints.push(Span::new(span.start + at, span.start + free));
    }
    joints
}

/// The joint right before the verb that ends a room: "and", "that" or "which"
/// there surely join clauses, while one further off may join nouns.
fn joint_of(text: &str, room: Span) -> Option<Span> {
    let last = last_joint(text, room)?;
    let between = Span::new(last.end, room.end).cut(text);
    let adverbs = |word: &str| word.ends_with("ly") || word == "then" || word == "later";
    between.split_whitespace().all(adverbs).then_some(last)
}

/// The last joint with a sign, which parts clauses, else the first word,
/// since "and" may also join nouns.
fn best_joint(text: &str, span: Span) -> Option<Span> {
    let joints = joints(text, span);
    let signed = joints.iter().rfind(|joint| !joint.cut(text).starts_with(' '));
    signed.or(joints.first()).copied()
}

fn last_joint(text: &str, span: Span) -> Option<Span> {
    joints(text, span).into_iter().next_back()
}

/// The part of the sentence around a time that the joints between its verbs
/// mark off: where its verb is looked for first.
pub(super) fn part_around(sentence: &Sentence<'_>, span: Span) -> Span {
    let mut part = sentence.span;
    for pair in sentence.verbs.windows(2) {
        let [one, other] = pair else { continue };
        let room = Span::new(one.span.end, other.span.start);
        let Some(joint) = clause_joint(sentence.text, room) else { continue };
        if joint.end <= span.start {
            part.start = joint.end;
        } else if joint.start >= span.end {
            part.end = joint.start;
            break;
        }
    }
    part
}

/// The joint between two verbs at which their clauses meet.
fn clause_joint(text: &str, room: Span) -> Option<Span> {
    joint_of(text, room).or_else(|| best_joint(text, room))
}

/// The clause inside a piece: without what hangs on in another tense.
fn clause(sentence: &Sentence<'_>, dated: &Dated, piece: Span) -> Span {
    let verb = match dated.governor {
        Governor::Noun(phrase) => return phrase,
        Governor::Picture => return trimmed(sentence.text, piece),
        Governor::Verb(verb) => verb,
    };
    let core = dated.span.join(verb.span);
    if let Some(told) = told_after(sentence, dated.span, piece) {
        return trimmed(sentence.text, told);
    }
    let other = |part: Span| {
        let mut verbs = sentence.verbs.iter().filter(|other| part.covers(other.span));
        verbs.next().is_some_and(|first| first.tense != verb.tense)
    };
    let room = Span::new(core.end, piece.end);
    let end = joints(sentence.text, room)
        .into_iter()
        .find(|joint| other(Span::new(joint.end, piece.end)) && !closes_a_report(sentence, *joint))
        .map_or(piece.end, |joint| joint.start);
    let room = Span::new(piece.start, core.start);
    let start = joints(sentence.text, room)
        .into_iter()
        .rev()
        .find(|joint| {
            let left = Span::new(piece.start, joint.start);
            other(left) && !is_relative(sentence, *joint)
        })
        .map_or(piece.start, |joint| joint.end);
    // What has no subject of its own keeps the one before.
    let bare =
        start == verb.span.start || opens_with_pronoun(Span::new(start, end).cut(sentence.text));
    let kept = if bare { piece.start } else { start };
    trimmed(sentence.text, Span::new(kept, end))
}

/// Whether what was said comes after a joint: a verb of saying ends right at
/// it, or "that" goes on with one before it.
fn closes_a_report(sentence: &Sentence<'_>, joint: Span) -> bool {
    let mut before = sentence.verbs.iter().rev().skip_while(|verb| verb.span.end > joint.start);
    before.next().is_some_and(|verb| {
        let that = joint.cut(sentence.text) == " that " && tells_that(sentence, verb);
        that || verb.sort == Sort::Report && verb.span.end == joint.start
    })
}

/// Whether a verb goes on with "that" and what somebody says or shows.
fn tells_that(sentence: &Sentence<'_>, verb: &Verb) -> bool {
    const TELLERS: [&str; 16] = [
        "announced",
        "confirmed",
        "revealed",
        "showed",
        "found",
        "agreed",
        "decided",
        "ruled",
        "promised",
        "admitted",
        "acknowledged",
        "learned",
        "declared",
        "concluded",
        "predicted",
        "demanded",
    ];
    let last = verb.span.cut(sentence.text).split_whitespace().next_back().unwrap_or_default();
    verb.sort == Sort::Report || TELLERS.contains(&last.to_lowercase().as_str())
}

/// Whether what follows a joint describes the noun before it, and would be
/// lost without that: not the "that" after a verb of saying.
fn is_relative(sentence: &Sentence<'_>, joint: Span) -> bool {
    let relative = matches!(
        joint.cut(sentence.text).trim_matches([' ', ',']),
        "that" | "which" | "who" | "where"
    );
    let mut before = sentence.verbs.iter().filter(|verb| verb.span.end <= joint.start);
    relative && before.next_back().is_none_or(|verb| verb.sort != Sort::Report)
}

/// "… dates back to 2020, when he …": what was then is told after "when".
fn told_after(sentence: &Sentence<'_>, time: Span, piece: Span) -> Option<Span> {
    let after = Span::new(time.end, piece.end).cut(sentence.text);
    let told = after.strip_prefix(", ").filter(|rest| rest.starts_with("when "))?;
    let told = Span::new(piece.end - told.len(), piece.end);
    sentence.verbs.iter().any(|verb| told.covers(verb.span)).then_some(told)
}

/// Whether the words mean nothing without what stands before them.
fn opens_with_pronoun(words: &str) -> bool {
    const PRONOUNS: [&str; 13] = [
        "it", "he", "she", "they", "that", "which", "who", "this", "these", "its", "his", "her",
        "their",
    ];
    let first = words.split_whitespace().next().unwrap_or_default();
    PRONOUNS.contains(&first.to_lowercase().as_str())
}

/// A span without joints, signs and spaces at its ends.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    const LOOSE: [&str; 7] = ["and ", "but ", "with ", "With ", "that ", "while ", "then "];
    let mark = |character: char| {
        character.is_whitespace() || matches!(character, ',' | ';' | ':' | '—' | '–' | '.' | '…')
    };
    let mut start = span.start;
    loop {
        let body = Span::new(start, span.end).cut(text);
        let cut = body.trim_start_matches(mark);
        let cut = LOOSE.iter().find_map(|word| cut.strip_prefix(word)).unwrap_or(cut);
        if cut.len() == body.len() {
            break;
        }
        start = span.end - cut.len();
    }
    let body = Span::new(start, span.end).cut(text);
    // Full stops of abbreviations at the end go too; the sentence keeps them.
    let kept = body.trim_end_matches(mark);
    if kept.is_empty() { span } else { Span::new(start, start + kept.len()) }
}
