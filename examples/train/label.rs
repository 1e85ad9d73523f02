//! Which parts of a document its gold text holds.
//!
//! A part of some words is body when most of its runs of four words stand in
//! the gold text; a shorter one when its words stand there, in order, between
//! its labelled neighbours. Of parts that repeat one another as many are body
//! as the gold text has.

use std::collections::HashMap;

/// Words of a run.
const RUN: usize = 4;

/// How far apart in the gold text a short part's neighbours may stand.
const GAP: usize = 80;

/// The words of a text; Chinese and Japanese characters are words of their own.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for character in text.chars() {
        let alone = matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}');
        let part = character.is_alphanumeric() || character == '_';
        if part && (!open || alone) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| part) {
            word.push(character);
        }
        open = part && !alone;
    }
    words
}

/// The share of each part that is body, 0 to 1.
pub(crate) fn labels(parts: &[Vec<String>], gold: &[String]) -> Vec<f32> {
    let mut places: HashMap<&[String], Vec<usize>> = HashMap::new();
    for (at, run) in gold.windows(RUN).enumerate() {
        places.entry(run).or_default().push(at);
    }
    let matches: Vec<Option<Match>> = parts.iter().map(|part| find(part, &places)).collect();
    let chosen = without_repeats(&matches);
    let mut labels = vec![0.0; parts.len()];
    for (label, found) in labels.iter_mut().zip(&chosen) {
        *label = found.map_or(0.0, |found| found.share);
    }
    label_short(parts, gold, &chosen, &mut labels);
    labels
}

/// Where in the gold text a part stands, and what share of it.
#[derive(Clone, Copy)]
struct Match {
    start: usize,
    end: usize,
    share: f32,
}

fn find(part: &[String], places: &HashMap<&[String], Vec<usize>>) -> Option<Match> {
    let runs = part.len().checked_sub(RUN - 1)?;
    let mut diagonals: HashMap<isize, usize> = HashMap::new();
    let mut hits = 0;
    for (at, run) in part.windows(RUN).enumerate() {
        let Some(found) = places.get(run) else { continue };
        hits += 1;
        for place in found.iter().take(8) {
            *diagonals.entry(*place as isize - at as isize).or_default() += 1;
        }
    }
    let (&diagonal, _) = diagonals.iter().max_by_key(|&(diagonal, count)| (*count, -*diagonal))?;
    let share = hits as f32 / runs as f32;
    let start = usize::try_from(diagonal).unwrap_or(0);
    (share >= 0.25).then_some(Match { start, end: start + part.len(), share })
}

/// Of matches of one place in the gold text, the one whose neighbours match beside it.
fn without_repeats(matches: &[Option<Match>]) -> Vec<Option<Match>> {
    let mut best: HashMap<usize, (usize, usize)> = HashMap::new();
    for (at, found) in matches.iter().enumerate() {
        let Some(found) = found else { continue };
        let near = matches.iter().enumerate().skip(at.saturating_sub(6)).take(13);
        let company = near
            .filter(|(other, near)| {
                *other != at
                    && near.is_some_and(|near| {
                        near.start.abs_diff(found.start) < 600 && near.start != found.start
                    })
            })
            .count();
        let entry = best.entry(found.start).or_insert((company, at));
        if company > entry.0 {
            *entry = (company, at);
        }
    }
    let kept = |(at, found): (usize, &Option<Match>)| {
        found.filter(|found| best.get(&found.start).is_some_and(|(_, chosen)| *chosen == at))
    };
    matches.iter().enumerate().map(kept).collect()
}

/// Labels parts that are shorter than a run by what stands between their neighbours.
fn label_short(
    parts: &[Vec<String>],
    gold: &[String],
    chosen: &[Option<Match>],
    labels: &mut [f32],
) {
    let mut from = 0;
    for at in 0..parts.len() {
        if let Some(found) = chosen[at] {
            from = found.end;
            continue;
        }
        let part = &parts[at];
        if part.is_empty() || part.len() >= RUN {
            continue;
        }
        let next = chosen[at..].iter().flatten().next().map_or(gold.len(), |next| next.start);
        let end = next.min(gold.len()).min(from + GAP);
        let between = gold.get(from..end).unwrap_or_default();
        if let Some(place) = between.windows(part.len()).position(|run| run == part.as_slice()) {
            labels[at] = 1.0;
            from += place + part.len();
        }
    }
}
