//! What is asked of a token: the templates of its features.
//!
//! Words, clusters and shapes near it; its affixes; the classes and names that
//! the tables know; the run of capitals it is in, above all the run's last
//! word and what stands beside the run; how the document uses the word
//! elsewhere; and what the rules make of it.

use super::{
    Hint,
    atoms::{AFFIX, Atoms},
    evidence::{Evidence, SIGNS},
    features::{Features, mix},
    sheet::{Sheet, place},
};
use crate::annotate::entities::{reading::Line, token::Token};

/// Adds the features of a token, given what the rules make of each.
pub(super) fn fill(sheet: &Sheet<'_>, line: Line, at: usize, hints: &[Hint], out: &mut Vec<u32>) {
    let mut features = Features::new(out, 0);
    features.add(1);
    words(sheet, line, at, &mut features);
    looks(sheet, line, at, &mut features);
    classes(sheet, line, at, &mut features);
    run(sheet, line, at, &mut features);
    elsewhere(sheet, at, &mut features);
    ruled(sheet, line, at, hints, &mut features);
}

/// The tokens from two before to two after.
fn window<'a>(sheet: &'a Sheet<'_>, line: Line, at: usize) -> [&'a Atoms; 5] {
    [-2, -1, 0, 1, 2].map(|step| sheet.near(line, at, step))
}

fn words(sheet: &Sheet<'_>, line: Line, at: usize, features: &mut Features<'_>) {
    let near = window(sheet, line, at);
    for atoms in near {
        features.add(atoms.word);
        features.add(cluster(atoms));
    }
    let [first, before, own, after, last] = near;
    for (one, other) in [(before, own), (own, after), (before, after)] {
        features.pair(one.word, other.word);
        features.pair(cluster(one), cluster(other));
    }
    features.pair(first.word, before.word);
    features.pair(after.word, last.word);
    for beside in [before, after] {
        features.pair(beside.word, own.brief);
        features.pair(cluster(beside), own.brief);
    }
}

/// The cluster of a word, or one of its shape where it is in none.
fn cluster(atoms: &Atoms) -> u32 {
    atoms.entry.cluster().unwrap_or(1024 + atoms.brief % 64)
}

fn looks(sheet: &Sheet<'_>, line: Line, at: usize, features: &mut Features<'_>) {
    let near = window(sheet, line, at);
    for atoms in near {
        features.add(atoms.shape);
    }
    let [_, before, own, after, _] = near;
    features.pair(before.brief, own.brief);
    features.pair(own.brief, after.brief);
    features.pair(mix(before.brief, own.brief), after.brief);
    for (head, tail) in own.heads.iter().zip(own.tails) {
        features.add(*head);
        features.add(tail);
    }
    for beside in [before, after] {
        features.add(beside.tails.get(AFFIX - 2).copied().unwrap_or_default());
    }
    let begins = u32::from(sheet.reading.begins(line, at));
    let glued =
        |at: usize| u32::from(sheet.reading.within(line, at).is_some_and(|token| token.glued));
    features.pair(line.casing as u32 * 2 + begins, own.brief);
    features.pair(glued(at) * 2 + glued(at + 1), own.brief);
    features.pair(before.word, glued(at));
}

fn classes(sheet: &Sheet<'_>, line: Line, at: usize, features: &mut Features<'_>) {
    for step in [-1, 0, 1] {
        let place = place(line, at, step);
        let token = place.and_then(|at| sheet.reading.token(at));
        let capital = u32::from(token.is_some_and(Token::is_capitalised));
        let classes = token.map(|token| token.classes).unwrap_or_default();
        features.pair(sheet.near(line, at, step).entry.names(), capital);
        features.all(classes.numbers().map(|class| class * 2 + capital));
        let known = place.and_then(|at| sheet.known.get(at)).copied().unwrap_or_default();
        features.add(u32::from(known));
    }
    let [before, own, after] = [-1, 0, 1].map(|step| sheet.near(line, at, step).entry.names());
    features.pair(before, own);
    features.pair(own, after);
}

/// The run of capitalised words that the token is in.
fn run(sheet: &Sheet<'_>, line: Line, at: usize, features: &mut Features<'_>) {
    let (start, end) = sheet.runs.get(at).copied().unwrap_or_default();
    if end <= start {
        return features.skip(RUN);
    }
    let (from, to) = (at - start, end - at);
    let place = number(from.min(3) * 5 + to.min(4));
    let (first, last) = (sheet.near(line, start, 0), sheet.near(line, end, -1));
    let (before, after) = (sheet.near(line, start, -1), sheet.near(line, end, 0));
    let words = sheet.atoms.get(start..end).unwrap_or_default();
    let whole = words.iter().fold(0, |whole, atoms| mix(whole, atoms.word));
    features.add(place);
    for (end, distance) in [(first, from), (last, to)] {
        let distance = number(distance.min(2));
        features.pair(end.word, distance);
        features.pair(cluster(end), distance);
        features.pair(end.entry.names(), place);
    }
    for beside in [before, after] {
        features.pair(beside.word, place);
        features.pair(cluster(beside), place);
    }
    features.pair(before.word, after.word);
    features.pair(whole, place);
    features.pair(mix(sheet.near(line, start, -2).word, before.word), place);
    features.pair(mix(after.word, sheet.near(line, end, 1).word), place);
    features.pair(mix(cluster(last), cluster(first)), place);
}

/// How many templates [`run`] has.
const RUN: u32 = 16;

fn number(small: usize) -> u32 {
    u32::try_from(small).unwrap_or(u32::MAX)
}

/// How the document uses the word.
fn elsewhere(sheet: &Sheet<'_>, at: usize, features: &mut Features<'_>) {
    let evidence: Evidence = sheet.document.get(&sheet.word(at)).copied().unwrap_or_default();
    let capital = sheet.reading.token(at).is_some_and(Token::is_capitalised);
    let few = |count: u16| u32::from(count.min(3));
    let uses = few(evidence.lower) * 4 + few(evidence.inner);
    features.pair(uses, few(evidence.first));
    features.pair(uses, u32::from(capital));
    features.all((0..SIGNS).filter(|bit| capital && evidence.signs >> bit & 1 == 1));
    for kept in [evidence.before, evidence.after] {
        features.all(kept.into_iter().filter(|word| capital && *word != 0));
    }
}

/// What the rules make of the token and its neighbours.
fn ruled(sheet: &Sheet<'_>, line: Line, at: usize, hints: &[Hint], features: &mut Features<'_>) {
    let [before, own, after] = [-1, 0, 1].map(|step| {
        place(line, at, step).and_then(|place| hints.get(place)).copied().unwrap_or_default()
    });
    for hint in [before, own, after] {
        features.add(hint.name);
        features.add(hint.sure);
    }
    let atoms = sheet.near(line, at, 0);
    features.pair(before.name, own.name);
    features.pair(own.name, after.name);
    features.pair(own.name, atoms.brief);
    features.pair(own.name, cluster(atoms));
}
