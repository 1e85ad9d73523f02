//! Body or chrome: judging the units of a text that may be a page's dump.
//!
//! A unit's worth is its running words if it reads like prose, and a small
//! loss if it reads like a label. The likely article is the run of units with
//! the greatest sum (Kadane's algorithm); from there the classifier judges
//! each unit.

use super::{
    head,
    learned::{self, Wanted},
    phrases,
    units::Unit,
};
use crate::model::RemovedKind;

/// What a unit is by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trait {
    /// Running text.
    Prose,
    /// A line that may be a headline or sub-heading, or another article's.
    Headline,
    /// A word or a few: a menu's entry, a section, a name.
    Label,
    /// A date and little else: it heads an article, a comment or a card.
    Stamp,
    /// Chrome by its words.
    Chrome(RemovedKind),
}

/// What each unit is by itself.
pub(super) fn traits(units: &[Unit]) -> Vec<Trait> {
    units.iter().map(trait_of).collect()
}

fn trait_of(unit: &Unit) -> Trait {
    if let Some(kind) = phrases::chrome(&unit.text) {
        return Trait::Chrome(kind);
    }
    if unit.words <= 12 && head::date_line(unit).is_some() {
        return Trait::Stamp;
    }
    let length = unit.text.chars().count();
    let closed = unit.is_closed();
    match unit.words {
        0..=3 => Trait::Label,
        _ if closed && length >= 25 => Trait::Prose,
        25.. => Trait::Prose,
        _ => Trait::Headline,
    }
}

/// What a unit adds to a run, in tenths of a word.
fn worth(unit: &Unit, of: Trait) -> i64 {
    let words = i64::try_from(unit.words.min(80)).unwrap_or(80);
    match of {
        Trait::Prose if unit.is_closed() => words * 10 - 10,
        Trait::Prose => words * 3,
        Trait::Headline if unit.item => -15,
        Trait::Headline => -40,
        Trait::Label => -30,
        Trait::Stamp => -150,
        Trait::Chrome(RemovedKind::Comments | RemovedKind::Copyright) => -250,
        Trait::Chrome(RemovedKind::Related) => -120,
        Trait::Chrome(_) => -50,
    }
}

/// The run of units that is the article, without a headline that asks; empty when nothing reads like prose.
pub(super) fn body(units: &[Unit], traits: &[Trait]) -> std::ops::Range<usize> {
    let mut best = (0, 0..0);
    let (mut sum, mut start) = (0, 0);
    for (at, (unit, of)) in units.iter().zip(traits).enumerate() {
        if sum <= 0 {
            (sum, start) = (0, at);
        }
        sum += worth(unit, *of);
        if sum > best.0 {
            best = (sum, start..at + 1);
        }
    }
    let first = best.1.start;
    let asked = best.1.len() > 2 && units.get(first).is_some_and(head::is_question);
    best.1.start += usize::from(asked);
    best.1
}

/// The share of words that have to be chrome, if the judgement is right, in a
/// dump where rules and judgement agree on no line.
const CHROME: f32 = 0.06;

/// Which units of a dump are body, given how likely each is; none for clean
/// prose. Where none is likely the rules decide: a text is seldom all chrome.
pub(super) fn kept(units: &[Unit], traits: &[Trait], judged: &[f32]) -> Option<Vec<bool>> {
    let likely = |judged: &[f32]| {
        let bound = learned::bound(&sizes(units), judged, Wanted::Text);
        judged.iter().map(|body| *body >= bound).collect::<Vec<_>>()
    };
    let kept = likely(judged);
    let dumped = has_chrome(units, traits)
        && (is_agreed(traits, &kept) || chrome_share(units, judged) >= CHROME);
    dumped.then(|| if kept.contains(&true) { kept } else { likely(&guess(units, traits)) })
}

/// How likely each unit is body by the rules: in the likely article, and no chrome by its words.
pub(super) fn guess(units: &[Unit], traits: &[Trait]) -> Vec<f32> {
    let body = body(units, traits);
    let is_body = |(at, of)| body.contains(&at) && !matches!(of, &Trait::Chrome(_));
    traits.iter().enumerate().map(is_body).map(|is| f32::from(u8::from(is))).collect()
}

/// Whether rules and judgement agree on a line that is chrome.
pub(super) fn is_agreed(traits: &[Trait], kept: &[bool]) -> bool {
    let agreed = |(of, kept): (&Trait, &bool)| matches!(of, Trait::Chrome(_)) && !kept;
    traits.iter().zip(kept).any(agreed)
}

/// The share of a text's words that is chrome if the judgement is right.
fn chrome_share(units: &[Unit], judged: &[f32]) -> f32 {
    let sizes = sizes(units);
    let chrome: f32 = sizes.iter().zip(judged).map(|(words, body)| words * (1.0 - body)).sum();
    chrome / sizes.iter().sum::<f32>().max(1.0)
}

/// The words of each unit.
fn sizes(units: &[Unit]) -> Vec<f32> {
    units.iter().map(|unit| learned::float(unit.words)).collect()
}

/// Whether a text has lines that are chrome by their words, or runs of labels.
pub(super) fn has_chrome(units: &[Unit], traits: &[Trait]) -> bool {
    let chrome = traits.iter().filter(|of| matches!(of, Trait::Chrome(_))).count();
    let mut run = 0;
    let mut longest = 0;
    for (unit, of) in units.iter().zip(traits) {
        run = if *of == Trait::Label && !unit.item { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    chrome >= 2 || longest >= 4 || chrome == 1 && longest >= 2
}
