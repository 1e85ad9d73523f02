//! Weapons, vehicles, platforms and programmes, by shape and by the nouns beside them.
//!
//! A designator (`S-400`, `TB2`, `SAMP/T`, `Block-4`) counts where the text is
//! about arms; a name counts where a noun that only systems have follows or
//! announces it. Model numbers of everyday goods have the same shapes, so
//! shape alone is never enough.

use crate::{
    annotate::entities::{
        candidate::Candidate,
        lexicon::Classes,
        reading::{Line, Reading},
        token::{Shape, Token},
        typing::Votes,
    },
    model::EntityKind,
};

/// Words between a name and its noun at most.
const REACH: usize = 8;

/// Votes for the name of a class of ships: more than a place has from the tables.
const CLASS: i32 = 18;

/// Letters before the digits of designators that armed forces use; enough without a noun nearby.
const FAMILIES: &[&str] = &[
    "f", "s", "su", "mig", "t", "mq", "rq", "ah", "uh", "ch", "mh", "kc", "il", "tu", "ka", "mi",
    "bmp", "btr", "df", "kh", "rs", "sm", "agm", "aim", "gbu", "fim", "fgm", "pac", "tb", "atacms",
    "rpg", "ss",
];

/// Names that have a designator's shape and are none.
const NO_DESIGNATORS: &[&str] =
    &["covid", "g", "cop", "formula", "sars", "h", "u", "boeing", "e", "euro", "brexit", "q"];

/// Adds the votes for a system.
pub(super) fn vote(reading: &Reading<'_>, candidate: &Candidate, votes: &mut Votes) {
    let words = reading.slice(candidate.start, candidate.end);
    let is_ship = words.len() > 1
        && words
            .first()
            .is_some_and(|first| first.any(Classes::SHIP_PREFIX) && first.is_capitalised());
    if is_ship {
        votes.add(EntityKind::System, 9);
    }
    if class_end(reading, candidate.line, candidate.end).is_some() {
        votes.add(EntityKind::System, CLASS);
    }
    if has_designator(reading, candidate) && !is_stray_designator(reading, candidate) {
        votes.add(EntityKind::System, 7);
    }
    if has_slash(words) && reading.military > 0 {
        votes.add(EntityKind::System, 6);
    }
    match cue_after(reading, candidate) {
        Some(Cue::Own) if is_numbered_class(reading, candidate) => votes.add(EntityKind::System, 9),
        Some(Cue::Own) => votes.add(EntityKind::System, 5),
        Some(Cue::Shared) if reading.military > 0 => votes.add(EntityKind::System, 2),
        _ => {}
    }
    votes.add(EntityKind::System, cue_before(reading, candidate));
}

/// `Type 31`, `Project 636`: a common word that a number makes a name.
fn is_numbered_class(reading: &Reading<'_>, candidate: &Candidate) -> bool {
    const CLASSES: &[&str] = &["type", "project", "object", "mk", "mark", "model"];
    let [word] = reading.slice(candidate.start, candidate.end) else { return false };
    CLASSES.contains(&word.folded.as_str())
        && version_end(reading, candidate.line, candidate.end) > candidate.end
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
    !(arms || !goods && (reading.military >= 2 || is_family && reading.military > 0))
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

/// Whether one of its words is letters with digits (`TB2`), or letters, a hyphen and digits (`S-400`).
pub(super) fn has_designator(reading: &Reading<'_>, candidate: &Candidate) -> bool {
    let words = reading.slice(candidate.start, candidate.end);
    let is_out = words.iter().any(|word| NO_DESIGNATORS.contains(&letters(word)));
    let joined = words.windows(3).any(|three| match three {
        [letters, hyphen, digits] => {
            hyphen.is("-")
                && hyphen.glued
                && digits.glued
                && digits.shape == Shape::Number
                && digits.folded.len() <= 6
                && letters.folded.len() <= 6
        }
        _ => false,
    });
    !is_out && (joined || words.iter().any(is_mixed_designator))
}

fn is_mixed_designator(word: &Token) -> bool {
    let digits = word.folded.bytes().filter(u8::is_ascii_digit).count();
    word.shape == Shape::Mixed
        && (1..=4).contains(&digits)
        && (1..=5).contains(&letters(word).len())
        && word.folded.len() <= 8
        && !word.folded.contains('.')
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
            found = Some(if at > start && reading.military > 0 { Cue::Own } else { Cue::Shared });
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
    if is_cue(&last) && !is_person {
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

/// Past `-class`, as of ships (`Virginia-class`).
fn class_end(reading: &Reading<'_>, line: Line, end: usize) -> Option<usize> {
    let hyphen = reading.within(line, end).is_some_and(|mark| mark.is("-") && mark.glued);
    let class = reading.within(line, end + 1).is_some_and(|word| word.is("class"));
    (hyphen && class).then_some(end + 2)
}

/// Past what belongs to a system's name after its words: a version, or `-class`.
pub(super) fn name_end(reading: &Reading<'_>, line: Line, end: usize) -> usize {
    class_end(reading, line, end).unwrap_or_else(|| version_end(reading, line, end))
}

/// Past the version after a system's name (`Leopard 2A7`, `Tranche 4`, `Mk 41`).
fn version_end(reading: &Reading<'_>, line: Line, end: usize) -> usize {
    const MARKS: &[&str] =
        &["block", "mk", "mark", "tranche", "batch", "flight", "mod", "increment"];
    let word = |at: usize| reading.within(line, at);
    let is_version = |at: usize| {
        word(at).is_some_and(|number| {
            let digits = number.folded.bytes().filter(u8::is_ascii_digit).count();
            number.shape == Shape::Number
                && digits <= 3
                && number.folded.len() <= 6
                && !number.folded.contains(['.', ','])
        }) && word(at + 1).is_none_or(|after| {
            !after.any(Classes::SCALE | Classes::CURRENCY) && !after.is("%") && !after.is("-")
        })
    };
    let marked = word(end)
        .is_some_and(|mark| MARKS.contains(&mark.folded.as_str()) && mark.is_capitalised());
    if is_version(end) {
        end + 1
    } else if marked && is_version(end + 1) {
        end + 2
    } else {
        end
    }
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
    const NAMES: &[&str] = &["as", "dubbed", "called", "named", "codenamed"];
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
