//! The features of a text's units.

use std::ops::Range;

use super::{
    GROUPS, Sample, WORDING,
    layout::{Place, WIDE, main_indent, numbered, places},
    line::Line,
    page::{float, removed, steps},
    words::{Tally, Words},
};
use crate::{
    clean::{
        dump::Trait,
        fragment::has_credit,
        head::Head,
        units::{Unit, starts_inside},
    },
    fold::fold,
    model::RemovedKind,
};

/// What the rules say of a text before its units are judged.
pub(in crate::clean) struct Text<'a> {
    /// The text.
    pub(in crate::clean) units: &'a [Unit<'a>],
    /// What each unit is by itself.
    pub(in crate::clean) traits: &'a [Trait],
    /// The run of units that they take for the article.
    pub(in crate::clean) body: Range<usize>,
    /// What they find around it.
    pub(in crate::clean) head: &'a Head,
}

/// Neighbours on each side whose looks are features.
const NEAR: isize = 4;

/// How many units on each side a mean is taken over.
const WINDOWS: [usize; 3] = [3, 8, 20];

/// The rows of a text's units; linear in their number.
pub(in crate::clean) fn sample(text: &Text<'_>) -> Sample {
    let reader = Reader::of(text);
    let mut sample = Sample::of(text.units.len());
    let mut row = Vec::new();
    for (at, unit) in text.units.iter().enumerate() {
        row.clear();
        reader.push(&mut row, at, unit);
        // Training puts its own odds here, so this stands at the row's end.
        row.extend(WORDING.row(&unit.text));
        sample.push(&row, float(unit.words), reader.groups(at));
    }
    sample
}

/// Sums over the units before a place.
#[derive(Clone, Copy, Default)]
struct Sum {
    units: f32,
    words: f32,
    /// Words of sentences.
    prose: f32,
    chrome: f32,
    items: f32,
    apart: f32,
    lines: f32,
    labels: f32,
    stamps: f32,
    notices: f32,
}

impl Sum {
    fn with(self, unit: &Unit, of: Trait, words: &Words) -> Self {
        let count = |is: bool| f32::from(u8::from(is));
        Self {
            units: self.units + 1.0,
            words: self.words + float(unit.words),
            prose: self.prose + count(of == Trait::Prose) * float(unit.words),
            chrome: self.chrome + count(matches!(of, Trait::Chrome(_))),
            items: self.items + count(unit.item),
            apart: self.apart + count(unit.apart),
            lines: self.lines + float(unit.lines),
            labels: self.labels + count(of == Trait::Label),
            stamps: self.stamps + count(of == Trait::Stamp),
            notices: self.notices + float(words.notices),
        }
    }

    fn less(self, other: Self) -> Self {
        self.joined(other, |one, other| one - other)
    }

    fn plus(self, other: Self) -> Self {
        self.joined(other, |one, other| one + other)
    }

    fn joined(self, other: Self, by: impl Fn(f32, f32) -> f32) -> Self {
        Self {
            units: by(self.units, other.units),
            words: by(self.words, other.words),
            prose: by(self.prose, other.prose),
            chrome: by(self.chrome, other.chrome),
            items: by(self.items, other.items),
            apart: by(self.apart, other.apart),
            lines: by(self.lines, other.lines),
            labels: by(self.labels, other.labels),
            stamps: by(self.stamps, other.stamps),
            notices: by(self.notices, other.notices),
        }
    }

    /// How much it is, and what part of it are sentences, chrome, items, blocks.
    fn row(self) -> [f32; 9] {
        let units = self.units.max(1.0);
        [
            self.words.ln_1p(),
            self.words / units,
            self.prose / self.words.max(1.0),
            self.chrome / units,
            self.items / units,
            self.apart / units,
            self.labels / units,
            self.stamps / units,
            self.notices / units,
        ]
    }
}

struct Reader<'a> {
    text: &'a Text<'a>,
    lines: Vec<Line>,
    words: Vec<Words>,
    tally: Tally,
    sums: Vec<Sum>,
    places: Vec<Place>,
    /// The indent of most of the prose.
    indent: usize,
    title: Vec<String>,
    first: Vec<String>,
    /// The first line that repeats most of the words of the text's first.
    headline: Option<usize>,
    /// What the units of each look come to.
    alike: Vec<Sum>,
    /// Whether each unit has a picture's credit.
    credits: Vec<bool>,
}

impl<'a> Reader<'a> {
    fn of(text: &'a Text<'a>) -> Self {
        let lines = text.units.iter().map(|unit| Line::of(&unit.text)).collect();
        let words: Vec<Words> = text.units.iter().map(|unit| Words::of(&unit.text)).collect();
        let title = text.head.found.title.as_deref().unwrap_or_default();
        let first = text.units.first().map(|unit| &*unit.text).unwrap_or_default();
        let mut reader = Self {
            text,
            lines,
            tally: tally(text, &words),
            sums: sums(text, &words),
            words,
            places: places(text),
            indent: main_indent(text),
            title: long_words(title),
            first: long_words(first),
            headline: None,
            alike: Vec::new(),
            credits: text.units.iter().map(is_credit).collect(),
        };
        reader.headline = reader.headline();
        reader.alike = reader.alike();
        reader
    }

    fn headline(&self) -> Option<usize> {
        let mut lines = self.lines.iter().enumerate().skip(1);
        let found = lines.find(|(_, line)| {
            (4.0..30.0).contains(&line.words) && line.likeness(&self.first) >= 0.6
        });
        found.filter(|_| self.first.len() >= 3).map(|(at, _)| at)
    }

    fn alike(&self) -> Vec<Sum> {
        let mut alike: Vec<Sum> = Vec::new();
        for (at, place) in self.places.iter().enumerate() {
            let [.., look] = place.numbers;
            if alike.len() <= look {
                alike.resize(look + 1, Sum::default());
            }
            if let Some(sum) = alike.get_mut(look) {
                *sum = sum.plus(self.sum(at..at + 1));
            }
        }
        alike
    }

    fn all(&self) -> Sum {
        self.sums.last().copied().unwrap_or_default()
    }

    fn sum(&self, range: Range<usize>) -> Sum {
        let at =
            |place: usize| self.sums.get(place).or(self.sums.last()).copied().unwrap_or_default();
        at(range.end).less(at(range.start))
    }

    fn has_credit(&self, at: usize) -> bool {
        self.credits.get(at).copied().unwrap_or_default()
    }

    fn place(&self, at: usize) -> Place {
        self.places.get(at).copied().unwrap_or_default()
    }

    fn groups(&self, at: usize) -> [usize; GROUPS] {
        let [block, section, looks] = self.place(at).numbers;
        let indent = self.text.units.get(at).map_or(0, |unit| unit.indent.min(WIDE));
        [block, section, looks, indent]
    }

    /// Adds the row of a unit.
    fn push(&self, row: &mut Vec<f32>, at: usize, unit: &Unit) {
        self.push_own(row, at, unit);
        self.push_words(row, at, unit);
        self.push_place(row, at);
        self.push_head(row, at);
        self.push_chrome(row, at);
        self.push_runs(row, at);
        self.push_neighbours(row, at);
        self.push_document(row);
    }

    fn push_own(&self, row: &mut Vec<f32>, at: usize, unit: &Unit) {
        if let Some(line) = self.lines.get(at) {
            row.extend(line.row());
        }
        let inset = float(unit.indent.min(WIDE)) - float(self.indent);
        let apart_after = self.text.units.get(at + 1).is_none_or(|next| next.apart);
        row.extend([
            looks(self.text.traits.get(at)),
            flag(unit.item),
            flag(unit.apart),
            flag(apart_after),
            inset,
            float(unit.lines).ln_1p(),
            flag(starts_inside(&unit.text)),
            flag(unit.text.ends_with(':')),
            flag(self.has_credit(at)),
            flag(numbered(&unit.text)),
        ]);
        row.push(flag(self.has_credit(at + 1)));
        let [.., alike] = self.place(at).numbers;
        row.extend(self.alike.get(alike).copied().unwrap_or_default().row());
        row.push(self.alike.get(alike).copied().unwrap_or_default().units);
    }

    fn push_words(&self, row: &mut Vec<f32>, at: usize, unit: &Unit) {
        let inside = self.text.body.contains(&at);
        row.extend(self.words.get(at).map_or([0.0; 9], |words| self.tally.row(words, inside)));
        let likeness = |title: &[String]| match self.lines.get(at) {
            Some(line) if unit.words <= 30 && !title.is_empty() => line.likeness(title),
            _ => 0.0,
        };
        row.extend([likeness(&self.title), likeness(&self.first)]);
    }

    fn push_place(&self, row: &mut Vec<f32>, at: usize) {
        let all = self.all();
        let before = self.sum(0..at);
        let body = &self.text.body;
        row.extend([
            float(at).ln_1p(),
            (all.units - float(at)).ln_1p(),
            before.words / all.words.max(1.0),
            before.prose / all.prose.max(1.0),
            steps(body.start, at),
            steps(at, body.end),
            flag(body.contains(&at)),
        ]);
    }

    /// How far the lines stand that the rules take for headline, date and byline.
    fn push_head(&self, row: &mut Vec<f32>, at: usize) {
        let head = &self.text.head.lines;
        row.push(removed(head.get(&at).copied()));
        row.push(self.headline.map_or(-9.0, |line| steps(line, at)));
        for kind in [RemovedKind::Title, RemovedKind::Date, RemovedKind::Byline] {
            let line = head.iter().find(|(_, of)| **of == kind);
            row.push(line.map_or(-9.0, |(&line, _)| steps(line, at)));
        }
    }

    /// The lines of chrome around.
    fn push_chrome(&self, row: &mut Vec<f32>, at: usize) {
        for found in self.place(at).chrome {
            let (kind, far) = found.map_or((0.0, -1.0), |(line, kind)| {
                (removed(Some(kind)), float(line.abs_diff(at)).ln_1p())
            });
            row.extend([kind, far]);
        }
        row.extend(self.place(at).passed);
        row.extend(self.sum(self.text.body.start..at).row());
    }

    fn push_runs(&self, row: &mut Vec<f32>, at: usize) {
        let Place { block, run, .. } = self.place(at);
        for (start, end) in [block, run] {
            row.extend(self.sum(start..end).row());
            row.extend([
                float(end - start).ln_1p(),
                float(at - start).ln_1p(),
                float(end - at).ln_1p(),
            ]);
        }
        let before = self.place(run.0.wrapping_sub(1)).run;
        let after = self.place(run.1).run;
        for (start, end) in [before, after] {
            let sum = self.sum(start..end);
            row.extend([sum.words.ln_1p(), sum.prose.ln_1p()]);
        }
        for window in WINDOWS {
            row.extend(self.sum(at.saturating_sub(window)..at).row());
            row.extend(self.sum(at + 1..at + window + 1).row());
        }
    }

    fn push_neighbours(&self, row: &mut Vec<f32>, at: usize) {
        for step in (-NEAR..=NEAR).filter(|step| *step != 0) {
            let neighbour = at.checked_add_signed(step);
            let unit = neighbour.and_then(|at| self.text.units.get(at));
            let line = neighbour.and_then(|at| self.lines.get(at));
            row.extend(match unit.zip(line) {
                Some((unit, line)) => [
                    line.length,
                    line.closed,
                    looks(neighbour.and_then(|at| self.text.traits.get(at))),
                    flag(unit.item),
                ],
                None => [-1.0; 4],
            });
        }
    }

    /// What the whole text is like.
    fn push_document(&self, row: &mut Vec<f32>) {
        let all = self.all();
        row.extend(all.row());
        let body = self.sum(self.text.body.clone());
        row.extend(body.row());
        row.extend([
            all.units.ln_1p(),
            all.lines / all.units.max(1.0),
            body.prose / all.prose.max(1.0),
            float(self.indent),
        ]);
    }
}

/// Whether a unit that may be a caption has a picture's credit.
fn is_credit(unit: &Unit) -> bool {
    unit.words <= 60 && has_credit(&unit.text)
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// What a unit is by itself, as a number.
fn looks(of: Option<&Trait>) -> f32 {
    match of {
        None => -1.0,
        Some(Trait::Prose) => 0.0,
        Some(Trait::Headline) => 1.0,
        Some(Trait::Label) => 2.0,
        Some(Trait::Stamp) => 3.0,
        Some(Trait::Chrome(kind)) => 3.0 + removed(Some(*kind)),
    }
}

fn long_words(title: &str) -> Vec<String> {
    let folded = fold(title);
    let words = folded.split(|sign: char| !sign.is_alphanumeric());
    words.filter(|word| word.len() > 2).take(30).map(str::to_owned).collect()
}

fn tally(text: &Text<'_>, words: &[Words]) -> Tally {
    let mut tally = Tally::default();
    for (at, (words, of)) in words.iter().zip(text.traits).enumerate() {
        tally.add(words, text.body.contains(&at), *of == Trait::Prose);
    }
    tally
}

fn sums(text: &Text<'_>, words: &[Words]) -> Vec<Sum> {
    let mut sums = vec![Sum::default()];
    let mut sum = Sum::default();
    for ((unit, of), words) in text.units.iter().zip(text.traits).zip(words) {
        sum = sum.with(unit, *of, words);
        sums.push(sum);
    }
    sums
}
