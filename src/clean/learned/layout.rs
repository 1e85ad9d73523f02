//! Where a text's units stand: in blocks, in runs, among their like.

use foldhash::{HashMap, HashMapExt};

use super::text::Text;
use crate::{
    clean::{dump::Trait, units::Unit},
    model::RemovedKind,
};

/// Indents wider than this are one.
pub(super) const WIDE: usize = 40;

/// Where a unit stands among those that look alike.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    /// First unit of the block between blank lines, and one past its last.
    pub(super) block: (usize, usize),
    /// The same of the run of prose or of anything else.
    pub(super) run: (usize, usize),
    /// The number of the block, of the run under a headline, of the looks.
    pub(super) numbers: [usize; 3],
    /// The last line of chrome that begins something else, and the next.
    pub(super) chrome: [Option<(usize, RemovedKind)>; 2],
    /// How many lines of chrome of each sort stand between the body's start and here.
    pub(super) passed: [f32; 4],
}

/// The indent at which most words of prose stand.
pub(super) fn main_indent(text: &Text<'_>) -> usize {
    let mut words = [0_usize; WIDE + 1];
    for (unit, _) in text.units.iter().zip(text.traits).filter(|(_, of)| **of == Trait::Prose) {
        if let Some(words) = words.get_mut(unit.indent.min(WIDE)) {
            *words += unit.words;
        }
    }
    let most = words.iter().enumerate().rev().max_by_key(|&(_, words)| *words);
    most.map_or(0, |(indent, _)| indent)
}

/// Where each unit stands; linear in their number.
pub(super) fn places(text: &Text<'_>) -> Vec<Place> {
    let prose: Vec<bool> = text.traits.iter().map(|of| *of == Trait::Prose).collect();
    let blocks = ranges(text.units, |_, unit| unit.apart);
    let runs = ranges(text.units, |at, _| {
        prose.get(at) != at.checked_sub(1).and_then(|before| prose.get(before))
    });
    let mut places: Vec<Place> = blocks
        .into_iter()
        .zip(runs)
        .map(|((block, number), (run, _))| Place {
            block,
            run,
            numbers: [number, 0, 0],
            ..Place::default()
        })
        .collect();
    number(text, &mut places);
    find_chrome(text, &mut places);
    places
}

/// For each unit the range of its group and the group's number; `begins` says which units begin one.
fn ranges(units: &[Unit], begins: impl Fn(usize, &Unit) -> bool) -> Vec<((usize, usize), usize)> {
    let mut starts: Vec<usize> =
        units.iter().enumerate().filter(|(at, unit)| begins(*at, unit)).map(|(at, _)| at).collect();
    if starts.first() != Some(&0) {
        starts.insert(0, 0);
    }
    let ends = starts.iter().skip(1).copied().chain([units.len()]);
    let groups = starts.iter().copied().zip(ends).enumerate();
    groups.flat_map(|(number, range)| (range.0..range.1).map(move |_| (range, number))).collect()
}

/// Numbers the runs under headlines and the looks of units.
fn number(text: &Text<'_>, places: &mut [Place]) {
    let mut alike: HashMap<(u8, bool, String), usize> = HashMap::new();
    let mut section = 0;
    for ((unit, of), place) in text.units.iter().zip(text.traits).zip(places) {
        let heads = matches!(of, Trait::Headline | Trait::Label | Trait::Chrome(_)) && !unit.item;
        section += usize::from(heads);
        let kind = u8::from(*of == Trait::Prose) + 2 * u8::from(*of == Trait::Label);
        let key = (kind, unit.item, form(&unit.text));
        let next = alike.len();
        let looks = *alike.entry(key).or_insert(next);
        place.numbers = [place.numbers[0], section, looks];
    }
}

/// The sorts of characters that a line begins with, each run of one sort as one.
fn form(line: &str) -> String {
    let sort = |character: char| match character {
        _ if character.is_uppercase() => 'A',
        _ if character.is_alphabetic() => 'a',
        _ if character.is_numeric() => '0',
        _ if character.is_whitespace() => ' ',
        _ => character,
    };
    let mut form = String::new();
    for character in line.chars().take(40).map(sort) {
        if !form.ends_with(character) {
            form.push(character);
        }
        if form.len() >= 5 {
            break;
        }
    }
    form
}

/// Whether a line begins as the captions of a series do: `2 of 9`, `3 / 12`.
pub(super) fn numbered(line: &str) -> bool {
    let mut words = line.split([' ', '/']).filter(|word| !word.is_empty());
    let number = |word: Option<&str>| {
        word.is_some_and(|word| word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let first = number(words.next());
    let second = words.next();
    first && (number(second) || number(words.next()) && second.is_some_and(|word| word.len() <= 3))
}

/// Finds for each unit the lines of chrome before and after it.
fn find_chrome(text: &Text<'_>, places: &mut [Place]) {
    let mut last = None;
    let mut passed = [0.0; 4];
    for (at, (place, of)) in places.iter_mut().zip(text.traits).enumerate() {
        (place.chrome[0], place.passed) = (last, passed);
        if let Trait::Chrome(kind) = of {
            last = Some((at, *kind));
            if at >= text.body.start {
                add(&mut passed, *kind);
            }
        }
    }
    last = None;
    for (at, (place, of)) in places.iter_mut().zip(text.traits).enumerate().rev() {
        place.chrome[1] = last;
        if let Trait::Chrome(kind) = of {
            last = Some((at, *kind));
        }
    }
}

/// Counts a line of chrome by what it begins.
fn add(passed: &mut [f32; 4], kind: RemovedKind) {
    let [comments, related, notices, others] = passed;
    *match kind {
        RemovedKind::Comments => comments,
        RemovedKind::Related => related,
        RemovedKind::Copyright | RemovedKind::Consent => notices,
        _ => others,
    } += 1.0;
}
