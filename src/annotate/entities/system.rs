//! Weapons, vehicles, platforms and programmes, by shape and by the nouns beside them.
//!
//! A designator (`S-400`, `TB2`, `SAMP/T`, `Block-4`) counts where the text is
//! about arms; a name counts where a noun that only systems have follows or
//! announces it. Model numbers of everyday goods have the same shapes, so
//! shape alone is never enough.

use crate::{
    annotate::entities::{
        candidate::{Bond, Candidate},
        designation::{class_end, version_end},
        lexicon::Classes,
        reading::{Casing, Line, Reading},
        token::{Shape, Token},
        typing::Votes,
    },
    model::EntityKind,
};

/// Words between a name and its noun at most.
const REACH: usize = 8;

/// Votes for words that spell a system out: more than an organisation's head has.
const SPELT_OUT: i32 = 10;

/// Votes for a name after the noun of a warship: more than a place has from the tables.
const SHIP: i32 = 14;

/// Votes for the name of a class of ships: more than a place has from the tables.
const CLASS: i32 = 18;

/// Letters before the digits of designators that armed forces use; enough without a noun nearby.
const FAMILIES: &[&str] = &[
    "f", "s", "su", "mig", "t", "mq", "rq", "ah", "uh", "ch", "mh", "kc", "il", "tu", "ka", "mi",
    "bmp", "btr", "df", "kh", "rs", "sm", "agm", "aim", "gbu", "fim", "fgm", "pac", "tb", "atacms",
    "rpg", "ss",
];

/// Names that have a designator's shape and are none.
const NO_DESIGNATORS: &[&str] = &[
    "covid", "g", "cop", "formula", "sars", "h", "u", "boeing", "e", "euro", "brexit", "q", "fy",
    "section", "article", "rule", "room", "gate", "line", "group", "chapter", "unit", "route",
];

/// Adds the votes for a system.
pub(super) fn vote(reading: &Reading<'_>, candidate: &Candidate, votes: &mut Votes) {
    match class_of(reading, candidate) {
        Some(Class::Numbered) if reading.is_about_arms() => votes.add(EntityKind::System, 9),
        Some(Class::Bare) => return,
        _ => {}
    }
    by_name(reading, candidate, votes);
    match cue_after(reading, candidate) {
        Some(Cue::Own) => votes.add(EntityKind::System, 5),
        Some(Cue::Shared) if reading.military > 0 => votes.add(EntityKind::System, 2),
        _ => {}
    }
    votes.add(EntityKind::System, cue_before(reading, candidate));
}

/// Adds what its own words say.
fn by_name(reading: &Reading<'_>, candidate: &Candidate, votes: &mut Votes) {
    let words = reading.slice(candidate.start, candidate.end);
    let signs = [
        (is_ship(words), 9),
        (class_end(reading, candidate.line, candidate.end).is_some(), CLASS),
        (has_designator(reading, candidate) && !is_stray_designator(reading, candidate), 7),
        (has_letter(reading, words), 6),
        (has_slash(words) && reading.military > 0, 6),
        (is_spelt_out(reading, candidate.line, words), SPELT_OUT),
    ];
    for (_, count) in signs.into_iter().filter(|(seen, _)| *seen) {
        votes.add(EntityKind::System, count);
    }
}

/// `TCG Anadolu`: a prefix of ships and a name.
fn is_ship(words: &[Token]) -> bool {
    let first = words.first().filter(|_| words.len() > 1);
    first.is_some_and(|first| first.any(Classes::SHIP_PREFIX) && first.shape == Shape::Upper)
}

/// Whether capitalised words end in the noun of a system: `Long Reach Torpedo`,
/// `Coastal Strike Craft`. A noun that other things have, too, asks for a word
/// of arms before it.
fn is_spelt_out(reading: &Reading<'_>, line: Line, words: &[Token]) -> bool {
    let Some((last, rest)) = words.split_last().filter(|(_, rest)| !rest.is_empty()) else {
        return false;
    };
    let is_title = |word: &Token| word.shape == Shape::Title || word.is("-");
    let is_own = |word: &Token| word.any(Classes::SYSTEM_CUE);
    let land = Classes::COUNTRY | Classes::DEMONYM | Classes::CITY;
    let is_field = |word: &Token| word.is("defence") || word.is("defense");
    let is_arms = |word: &Token| is_own(word) || word.any(Classes::SYSTEM_BETWEEN);
    let arms = rest.iter().any(|word| is_arms(word) && !is_field(word));
    line.casing == Casing::Prose
        && reading.is_about_arms()
        && words.iter().all(is_title)
        && !rest.iter().any(|word| word.any(land))
        && (is_own(last) || last.any(Classes::SYSTEM_WEAK_CUE) && arms)
}

/// A common word that a number makes a name, and whether it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// `Type 31`, `Project 636`.
    Numbered,
    /// The word alone, which names nothing.
    Bare,
}

fn class_of(reading: &Reading<'_>, candidate: &Candidate) -> Option<Class> {
    const CLASSES: &[&str] = &["type", "project", "object", "mk", "mark", "model"];
    let [word] = reading.slice(candidate.start, candidate.end) else { return None };
    let is_class = CLASSES.contains(&word.folded.as_str());
    let numbered = version_end(reading, candidate.line, candidate.end) > candidate.end;
    is_class.then_some(if numbered { Class::Numbered } else { Class::Bare })
}

/// Whether it has a designator and the text gives no sign of arms: then it is no name of ours.
pub(super) fn is_stray_designator(reading: &Reading<'_>, candidate: &Candidate) -> bool {
    if !has_designator(reading, candidate) || candidate.phrase.is_some() {
        return false;
    }
    let words = reading.slice(candidate.start, candidate.end);
    let is_family = words.iter().any(|word| FAMILIES.contains(&letters(word)));
    let near = near(reading, candidate);
    let arms = near.iter().any(|word| word.any(Classes::SYSTEM_CUE));
    let goods = near.iter().any(|word| word.any(Classes::CIVIL_CUE));
    !(arms || !goods && (reading.is_about_arms() || is_family && reading.mentions_arms()))
}

/// The words of the sentence within twelve tokens.
fn near<'a>(reading: &'a Reading<'_>, candidate: &Candidate) -> &'a [Token] {
    let line = candidate.line;
    reading.slice(
        candidate.start.saturating_sub(12).max(line.start),
        (candidate.end + 12).min(line.end),
    )
}

/// The letters before a word's digits, `TB` of `TB2`; the word itself when it has none.
fn letters(word: &Token) -> &str {
    let end = word.folded.find(|c: char| c.is_ascii_digit()).unwrap_or(word.folded.len());
    word.folded.get(..end).unwrap_or_default()
}

fn has_slash(words: &[Token]) -> bool {
    words.iter().any(|word| word.is("/"))
}

/// Whether one of its words is letters with digits (`TB2`), or two are a word
/// and its number (`S-400`, `JAS 39C`).
pub(super) fn has_designator(reading: &Reading<'_>, candidate: &Candidate) -> bool {
    let words = reading.slice(candidate.start, candidate.end);
    let is_out = words.iter().any(|word| NO_DESIGNATORS.contains(&letters(word)));
    !is_out
        && (words.windows(3).any(is_joined_designator)
            || words.iter().any(is_mixed_designator)
            || ends_in_form(reading, candidate))
}

/// `S-400`, `Kestrel-2`: but not the middle of a longer number (`N19-22-C-0015`).
fn is_joined_designator(three: &[Token]) -> bool {
    let [letters, hyphen, digits] = three else { return false };
    let longest = if letters.shape == Shape::Title { 12 } else { 6 };
    hyphen.is("-")
        && hyphen.glued
        && digits.glued
        && digits.shape == Shape::Number
        && digits.folded.len() <= 6
        && !digits.folded.starts_with("00")
        && letters.folded.bytes().filter(u8::is_ascii_digit).count() <= 2
        && letters.folded.len() <= longest
}

/// Whether words begin with a designator of at most three letters (`F-2`, `Su-35`).
pub(super) fn is_short_designator(words: &[Token]) -> bool {
    words.get(..3).is_some_and(is_joined_designator)
        && words.first().is_some_and(|first| first.folded.len() <= 3 && first.is_capitalised())
}

/// `JAS 39C`, `Strf 9040C`: the last word is no plain one, and a number with
/// letters follows.
fn ends_in_form(reading: &Reading<'_>, candidate: &Candidate) -> bool {
    let is_form = |number: &Token| {
        number.shape == Shape::Number
            && number.span.len() <= 5
            && number.span.cut(reading.text).ends_with(|sign: char| sign.is_ascii_uppercase())
    };
    let last = reading.token(candidate.end - 1).filter(|last| !last.any(Classes::COMMON));
    last.is_some() && reading.within(candidate.line, candidate.end).is_some_and(is_form)
}

/// `MAM-L`, `Hyunmoo-V`: a word and a letter, which are a system's where the
/// text is about arms.
fn has_letter(reading: &Reading<'_>, words: &[Token]) -> bool {
    let is_lettered = |three: &[Token]| match three {
        [name, hyphen, letter] => {
            name.folded.len() >= 3
                && matches!(name.shape, Shape::Upper | Shape::Title)
                && hyphen.is("-")
                && hyphen.glued
                && letter.glued
                && letter.shape == Shape::Initial
        }
        _ => false,
    };
    reading.is_about_arms() && words.windows(3).any(is_lettered)
}

fn is_mixed_designator(word: &Token) -> bool {
    let digits = word.folded.bytes().filter(u8::is_ascii_digit).count();
    word.shape == Shape::Mixed
        && (1..=4).contains(&digits)
        && (1..=5).contains(&letters(word).len())
        && word.folded.len() <= 8
        && !word.folded.contains('.')
        && !is_airliner(word)
}

/// `A320`, `A350-900`, a civil type by its maker's numbers.
fn is_airliner(word: &Token) -> bool {
    word.folded.strip_prefix('a').is_some_and(|type_number| {
        matches!(
            type_number,
            "220" | "300" | "310" | "318" | "319" | "320" | "321" | "340" | "350" | "380"
        )
    })
}

/// How well a noun tells a system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cue {
    /// Only systems have it.
    Own,
    /// Other things have it, too.
    Shared,
}

/// The noun after a name, past the words that stand between. A noun that other
/// things have, too, is a system's after a word of arms (`fighting vehicle`).
fn cue_after(reading: &Reading<'_>, candidate: &Candidate) -> Option<Cue> {
    let line = candidate.line;
    let start = version_end(reading, line, candidate.end);
    let mut found = None;
    for at in start..start + REACH {
        let Some(word) = reading.within(line, at) else { break };
        let is_noun = word.shape != Shape::Title;
        if is_noun && word.any(Classes::SYSTEM_CUE) && !is_attribute(reading, line, at) {
            return Some(Cue::Own);
        }
        if word.any(Classes::SYSTEM_WEAK_CUE) && word.shape == Shape::Lower {
            found =
                Some(if at > start && reading.mentions_arms() { Cue::Own } else { Cue::Shared });
        }
        if !stands_between(reading, line, at, start) {
            break;
        }
    }
    found
}

/// Whether the word at `at` may stand between a name and its noun: a word of
/// arms, or a part of a compound (`anti-ship`, `fifth-generation`).
fn stands_between(reading: &Reading<'_>, line: Line, at: usize, start: usize) -> bool {
    let Some(word) = reading.within(line, at) else { return false };
    let arms = Classes::SYSTEM_BETWEEN | Classes::SYSTEM_CUE | Classes::SYSTEM_WEAK_CUE;
    let hyphen = |mark: Option<&Token>| mark.is_some_and(|mark| mark.is("-") && mark.glued);
    let in_compound = word.shape == Shape::Lower
        && (hyphen(reading.within(line, at + 1)) || word.glued && at > start);
    word.any(arms) || in_compound || word.is("-") && at > start
}

/// Whether the noun itself goes before another that is no system (`drone maker`, `missile attack`).
fn is_attribute(reading: &Reading<'_>, line: Line, at: usize) -> bool {
    const USES: &[&str] = &[
        "maker",
        "makers",
        "manufacturer",
        "producer",
        "attack",
        "attacks",
        "strike",
        "strikes",
        "deal",
        "pilot",
        "pilots",
        "crew",
        "base",
        "industry",
        "company",
        "firm",
        "fire",
        "threat",
        "test",
        "tests",
        "launch",
        "export",
        "exports",
        "force",
        "forces",
        "unit",
        "commander",
        "operator",
        "factory",
        "plant",
        "raid",
        "raids",
        "barrage",
        "market",
    ];
    reading.within(line, at + 1).is_some_and(|next| USES.contains(&next.folded.as_str()))
}

/// Whether `long-range` or its like stands right before the name.
fn is_ranged(words: &[Token]) -> bool {
    matches!(words, [.., reach, hyphen, range]
        if range.is("range") && hyphen.is("-") && reach.any(Classes::SYSTEM_BETWEEN | Classes::COMMON))
}

/// Words that announce a name after a noun (`missiles such as`, `a drone called`).
const ANNOUNCE: &[&str] = &[
    "as",
    "like",
    "including",
    "e.g",
    "namely",
    "called",
    "dubbed",
    "named",
    "designated",
    "codenamed",
    "them",
];

/// Votes for the words before a name that announce a system.
fn cue_before(reading: &Reading<'_>, candidate: &Candidate) -> i32 {
    let line = candidate.line;
    let from = candidate.start.saturating_sub(12).max(line.start);
    let words = reading.slice(from, candidate.start);
    let Some(last) = words.last() else { return 0 };
    let head = reading.token(line.start).map(|head| head.span);
    let is_noun = |word: &&Token| word.shape != Shape::Title || Some(word.span) == head;
    let is_cue = |word: &&Token| word.any(Classes::SYSTEM_CUE) && is_noun(word);
    let first = reading.token(candidate.start);
    let is_person = first.is_some_and(|first| first.any(Classes::GIVEN));
    let is_named = is_cue(&last) && !is_person && candidate.bond == Bond::Free;
    let is_ship = last.any(Classes::SHIP_NOUN) || last.is("carrier") && reading.is_about_arms();
    if is_named && is_ship && last.shape == Shape::Lower {
        return SHIP;
    }
    if is_ranged(words) {
        return 5;
    }
    if is_named {
        return 4;
    }
    let mut before =
        words.iter().rev().skip_while(|word| word.shape == Shape::Mark || word.is("the"));
    let announces = before.next().is_some_and(|word| ANNOUNCE.contains(&word.folded.as_str()));
    let weak = |word: &&Token| {
        word.any(Classes::SYSTEM_WEAK_CUE) && reading.military >= 1 && is_noun(word)
    };
    let noun = before.take(8).any(|word| is_cue(&word) || weak(&word));
    if announces && noun { 5 } else { 0 }
}

/// A phrase in quotation marks that the text calls a system: `a “glass wall” shield`,
/// `known as the “glass wall”`. Gives the token ranges inside the marks.
pub(super) fn quoted(reading: &Reading<'_>, line: Line) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open = None;
    for at in line.start..line.end {
        if !reading.token(at).is_some_and(|token| token.is("\"")) {
            continue;
        }
        match open.and_then(|start| quoted_name(reading, line, (start, at))) {
            Some(range) => {
                found.push(range);
                open = None;
            }
            None => open = Some(at + 1),
        }
    }
    found
}

/// The words between two quotation marks, a comma or full stop before the
/// second left out, when they name a system.
fn quoted_name(reading: &Reading<'_>, line: Line, marks: (usize, usize)) -> Option<(usize, usize)> {
    const NAMES: &[&str] =
        &["as", "dubbed", "call", "calls", "called", "named", "codenamed", "name", "nicknamed"];
    let (start, close) = marks;
    let words = reading.slice(start, close);
    let end = start + words.iter().rposition(|word| word.shape != Shape::Mark)? + 1;
    let is_plain = words.iter().all(|word| !matches!(word.shape, Shape::Number | Shape::Suffix));
    if end > start + 3 || !is_plain || words.first()?.any(Classes::FUNCTION) {
        return None;
    }
    let after = reading.slice(close + 1, (close + 4).min(line.end));
    let shielded =
        after.iter().take_while(|word| word.shape == Shape::Lower || word.is("-")).any(is_noun);
    let head = reading.slice(start.saturating_sub(16).max(line.start), start - 1);
    let mut back = head.iter().rev().skip_while(|word| word.is("a") || word.is("the"));
    let called = back.next().is_some_and(|word| NAMES.contains(&word.folded.as_str()));
    (shielded || called && head.iter().any(is_noun)).then_some((start, end))
}

fn is_noun(word: &Token) -> bool {
    word.any(Classes::SYSTEM_CUE) || word.is("shield") || word.is("system") || word.is("rocket")
}
