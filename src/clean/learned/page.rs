//! The features of a page's segments.

use std::ops::Range;

use foldhash::{HashMap, HashMapExt};

use super::{Declared, GROUPS, Sample, line::Line};
use crate::{
    clean::{
        outline::{Element, Outline, Segment},
        page::mass,
        vocabulary::{FAR, Hint},
    },
    model::{BlockKind, RemovedKind},
};

/// What the rules say of a page before its segments are judged.
pub(in crate::clean) struct Page<'a> {
    /// The page.
    pub(in crate::clean) outline: &'a Outline,
    /// What its segments look like.
    pub(in crate::clean) lines: &'a [Line],
    /// Why each segment isn't the article by the names around it.
    pub(in crate::clean) verdicts: &'a [Option<RemovedKind>],
    /// The range of segments that they take for the article.
    pub(in crate::clean) body: Range<usize>,
    /// What its own data says of it.
    pub(in crate::clean) declared: &'a Declared,
}

/// Ancestors whose contents are summed, by how many levels they stand up.
const LEVELS: [usize; 4] = [0, 1, 2, 4];

/// The hints whose elements are looked at, the weakest first.
const HINTS: [Hint; 4] = [Hint::Main, Hint::Article, Hint::Named, Hint::Body];

/// The rows of a page's segments; linear in segments and elements.
pub(in crate::clean) fn sample(page: &Page<'_>) -> Sample {
    let reader = Reader::of(page);
    let mut sample = Sample::of(page.outline.segments.len());
    let mut row = Vec::new();
    for (at, segment) in page.outline.segments.iter().enumerate() {
        let words = page.lines.get(at).map_or(0.0, |line| line.words);
        row.clear();
        reader.push(&mut row, at, segment);
        sample.push(&row, words, reader.groups(segment));
    }
    sample
}

/// Sums over the segments before a place.
#[derive(Clone, Copy, Default)]
struct Sum {
    segments: f32,
    words: f32,
    bytes: f32,
    linked: f32,
    mass: f32,
}

impl Sum {
    fn with(self, segment: &Segment, words: f32) -> Self {
        Self {
            segments: self.segments + 1.0,
            words: self.words + words,
            bytes: self.bytes + float(segment.text.len()),
            linked: self.linked + float(segment.linked),
            mass: self.mass + float(mass(segment)),
        }
    }

    fn less(self, other: Self) -> Self {
        Self {
            segments: self.segments - other.segments,
            words: self.words - other.words,
            bytes: self.bytes - other.bytes,
            linked: self.linked - other.linked,
            mass: self.mass - other.mass,
        }
    }

    /// How much it is, its share of running text, how much of it stands in links, the mean length.
    fn row(self, all: Self) -> [f32; 4] {
        [
            self.segments.ln_1p(),
            self.mass / all.mass.max(1.0),
            self.linked / self.bytes.max(1.0),
            self.words / self.segments.max(1.0),
        ]
    }
}

struct Reader<'a> {
    page: &'a Page<'a>,
    /// What part of the title's words each line repeats.
    likeness: Vec<f32>,
    sums: Vec<Sum>,
    /// The elements that bear each hint and hold the most running text.
    hinted: [Option<(usize, f32)>; HINTS.len()],
    /// The number of each pair of an element's and its parent's names.
    signatures: Vec<usize>,
    /// What stands under each signature.
    alike: Vec<Sum>,
    /// The heading that each segment stands under.
    headings: Vec<Option<usize>>,
    /// How many segments with the same text stand before each, and on the page.
    repeats: Vec<(u16, u16)>,
    /// The part of every row that is the whole page's.
    whole: Vec<f32>,
}

impl<'a> Reader<'a> {
    fn of(page: &'a Page<'a>) -> Self {
        let mut sums = vec![Sum::default()];
        let mut sum = Sum::default();
        for (segment, line) in page.outline.segments.iter().zip(page.lines) {
            sum = sum.with(segment, line.words);
            sums.push(sum);
        }
        let mut reader = Self {
            page,
            likeness: page.lines.iter().map(|line| likeness(line, &page.declared.title)).collect(),
            sums,
            hinted: [None; HINTS.len()],
            signatures: signatures(&page.outline.elements),
            alike: Vec::new(),
            headings: headings(&page.outline.segments),
            repeats: repeats(&page.outline.segments),
            whole: Vec::new(),
        };
        reader.hinted = HINTS.map(|hint| reader.largest(hint));
        reader.alike = reader.alike();
        reader.whole = reader.whole();
        reader
    }

    fn all(&self) -> Sum {
        self.sums.last().copied().unwrap_or_default()
    }

    fn sum(&self, range: Range<usize>) -> Sum {
        let at = |place: usize| self.sums.get(place).copied().unwrap_or_default();
        at(range.end).less(at(range.start))
    }

    fn held(&self, element: &Element) -> Sum {
        self.sum(element.first..element.end)
    }

    fn element(&self, at: usize) -> Option<&'a Element> {
        self.page.outline.elements.get(at)
    }

    /// The element of a hint with the most running text, and its share of the page's.
    fn largest(&self, hint: Hint) -> Option<(usize, f32)> {
        let elements = self.page.outline.elements.iter().enumerate();
        let of_hint = elements.filter(|(_, element)| element.says.hint == hint);
        let held = of_hint.map(|(at, element)| (at, self.held(element).mass));
        let (at, mass) = held.max_by(|one, other| one.1.total_cmp(&other.1))?;
        Some((at, mass / self.all().mass.max(1.0)))
    }

    fn alike(&self) -> Vec<Sum> {
        let mut alike: Vec<Sum> = Vec::new();
        for (segment, line) in self.page.outline.segments.iter().zip(self.page.lines) {
            let signature = self.signature(segment);
            if alike.len() <= signature {
                alike.resize(signature + 1, Sum::default());
            }
            if let Some(sum) = alike.get_mut(signature) {
                *sum = sum.with(segment, line.words);
            }
        }
        alike
    }

    fn signature(&self, segment: &Segment) -> usize {
        self.signatures.get(segment.element).copied().unwrap_or_default()
    }

    /// The ancestor of an element so many levels up.
    fn up(&self, element: usize, levels: usize) -> usize {
        (0..levels).fold(element, |at, _| self.element(at).map_or(0, |element| element.parent))
    }

    fn groups(&self, segment: &Segment) -> [usize; GROUPS] {
        let [parent, far, farther] = [1, 3, 5].map(|levels| self.up(segment.element, levels));
        [parent, far, farther, self.signature(segment)]
    }

    /// Adds the row of a segment.
    fn push(&self, row: &mut Vec<f32>, at: usize, segment: &Segment) {
        self.push_own(row, at, segment);
        self.push_place(row, at);
        self.push_rules(row, at, segment);
        self.push_around(row, segment);
        self.push_neighbours(row, at);
        row.extend_from_slice(&self.whole);
        self.push_heading(row, at);
    }

    /// The heading that a segment stands under, and how far away; repetition.
    fn push_heading(&self, row: &mut Vec<f32>, at: usize) {
        let heading = self.headings.get(at).copied().flatten();
        let segment = heading.and_then(|heading| self.page.outline.segments.get(heading));
        let line = heading.and_then(|heading| self.page.lines.get(heading));
        row.extend([
            segment.map_or(-1.0, |segment| kind(segment.kind)),
            heading.map_or(-1.0, |heading| steps(heading, at)),
            line.map_or(-1.0, Line::chrome),
            heading.and_then(|heading| self.likeness.get(heading)).copied().unwrap_or(-1.0),
        ]);
        let (before, all) = self.repeats.get(at).copied().unwrap_or_default();
        row.extend([f32::from(before), f32::from(all)]);
    }

    fn push_own(&self, row: &mut Vec<f32>, at: usize, segment: &Segment) {
        let length = float(segment.text.len().max(1));
        row.extend([
            kind(segment.kind),
            float(segment.linked) / length,
            float(segment.small) / length,
            (float(mass(segment)) / 10.0).ln_1p(),
        ]);
        if let Some(line) = self.page.lines.get(at) {
            row.extend(line.row());
            row.extend(self.likeness.get(at));
            row.push(self.page.declared.told(&segment.text));
        }
    }

    fn push_place(&self, row: &mut Vec<f32>, at: usize) {
        let all = self.all();
        let before = self.sum(0..at);
        let body = self.page.body.clone();
        row.extend([
            float(at).ln_1p(),
            (all.segments - float(at)).ln_1p(),
            before.words / all.words.max(1.0),
            before.mass / all.mass.max(1.0),
            steps(body.start, at),
            steps(at, body.end),
            f32::from(u8::from(body.contains(&at))),
        ]);
    }

    fn push_rules(&self, row: &mut Vec<f32>, at: usize, segment: &Segment) {
        row.push(removed(self.page.verdicts.get(at).copied().flatten()));
        let (reason, levels, share) = self.nearest_chrome(segment.element);
        row.extend([removed(reason), float(levels), share]);
        for hinted in self.hinted {
            let inside = hinted.is_some_and(|(element, _)| {
                self.element(element).is_some_and(|held| (held.first..held.end).contains(&at))
            });
            let share = hinted.map_or(-1.0, |(_, share)| share);
            row.push(if inside { share } else { -share.abs() - 0.5 });
        }
    }

    /// The nearest name around an element that says chrome, how far up it
    /// stands, and the share of running text it holds.
    fn nearest_chrome(&self, element: usize) -> (Option<RemovedKind>, usize, f32) {
        let mut at = element;
        for levels in 0..usize::from(FAR) {
            let Some(element) = self.element(at) else { break };
            if let Some(reason) = element.says.chrome {
                return (Some(reason), levels, self.held(element).mass / self.all().mass.max(1.0));
            }
            at = element.parent;
        }
        (None, usize::from(FAR), 0.0)
    }

    fn push_around(&self, row: &mut Vec<f32>, segment: &Segment) {
        let all = self.all();
        for levels in LEVELS {
            let element = self.element(self.up(segment.element, levels));
            row.extend(element.map(|element| self.held(element)).unwrap_or_default().row(all));
        }
        let alike = self.alike.get(self.signature(segment)).copied().unwrap_or_default();
        row.extend(alike.row(all));
        if let Some(element) = self.element(segment.element) {
            row.push(float(element.depth));
            row.extend(element.marks.iter().map(|&levels| f32::from(levels)));
        }
    }

    fn push_neighbours(&self, row: &mut Vec<f32>, at: usize) {
        for step in [-2, -1, 1, 2] {
            let neighbour = at.checked_add_signed(step);
            let segment = neighbour.and_then(|at| self.page.outline.segments.get(at));
            let line = neighbour.and_then(|at| self.page.lines.get(at));
            row.extend(match segment.zip(line) {
                Some((segment, line)) => [
                    kind(segment.kind),
                    line.length,
                    float(segment.linked) / float(segment.text.len().max(1)),
                    line.closed,
                    line.chrome(),
                ],
                None => [-1.0; 5],
            });
        }
    }

    /// What the whole page is like.
    fn whole(&self) -> Vec<f32> {
        let all = self.all();
        let body = self.sum(self.page.body.clone());
        let mut whole = [all.row(all), body.row(all)].concat();
        whole.extend([all.words.ln_1p(), body.words.ln_1p(), body.words / all.words.max(1.0)]);
        whole.extend(self.page.declared.kind);
        whole
    }
}

/// What part of a title's words a line repeats; nothing of a long one counts.
fn likeness(line: &Line, title: &[String]) -> f32 {
    if line.words > 30.0 || title.is_empty() { 0.0 } else { line.likeness(title) }
}

/// The nearest heading before each segment.
fn headings(segments: &[Segment]) -> Vec<Option<usize>> {
    let mut nearest = None;
    let under = |(at, segment): (usize, &Segment)| {
        let before = nearest;
        if matches!(segment.kind, BlockKind::Heading(_)) {
            nearest = Some(at);
        }
        before
    };
    segments.iter().enumerate().map(under).collect()
}

/// For each segment how often its text stands before it, and on the whole page.
fn repeats(segments: &[Segment]) -> Vec<(u16, u16)> {
    let mut counts: HashMap<&str, u16> = HashMap::new();
    let mut before = Vec::with_capacity(segments.len());
    for segment in segments {
        let count = counts.entry(segment.text.trim()).or_default();
        before.push(*count);
        *count = count.saturating_add(1);
    }
    let all = |segment: &Segment| counts.get(segment.text.trim()).copied().unwrap_or_default();
    before.into_iter().zip(segments).map(|(before, segment)| (before, all(segment))).collect()
}

/// How many segments `to` stands behind `from`, squeezed.
pub(super) fn steps(from: usize, to: usize) -> f32 {
    float(to.saturating_sub(from)).ln_1p() - float(from.saturating_sub(to)).ln_1p()
}

/// A count as a number; beyond what it can hold exactly, close enough.
#[expect(clippy::cast_precision_loss, reason = "features need no more than a part in a million")]
pub(in crate::clean) fn float(count: usize) -> f32 {
    count as f32
}

/// A number for each pair of an element's and its parent's tag and classes.
fn signatures(elements: &[Element]) -> Vec<usize> {
    let mut numbers: HashMap<(u64, u64), usize> = HashMap::new();
    let mut signatures = Vec::with_capacity(elements.len());
    for element in elements {
        let parent = elements.get(element.parent).map_or(0, |parent| parent.name);
        let next = numbers.len();
        signatures.push(*numbers.entry((element.name, parent)).or_insert(next));
    }
    signatures
}

fn kind(kind: BlockKind) -> f32 {
    match kind {
        BlockKind::Heading(level) => f32::from(level),
        BlockKind::Paragraph => 8.0,
        BlockKind::Quote => 9.0,
        BlockKind::Code => 10.0,
        BlockKind::ListItem => 11.0,
        BlockKind::TableRow => 12.0,
        BlockKind::Caption => 13.0,
    }
}

/// A reason as a number, the harmless ones first.
pub(super) fn removed(kind: Option<RemovedKind>) -> f32 {
    match kind {
        None => 0.0,
        Some(RemovedKind::Other | RemovedKind::Caption | RemovedKind::Reader) => 1.0,
        Some(RemovedKind::Title) => 2.0,
        Some(RemovedKind::Byline) => 3.0,
        Some(RemovedKind::Date) => 4.0,
        Some(RemovedKind::Comments) => 5.0,
        Some(RemovedKind::Related) => 6.0,
        Some(RemovedKind::Consent) => 7.0,
        Some(RemovedKind::Advertisement) => 8.0,
        Some(RemovedKind::Menu) => 9.0,
        Some(RemovedKind::Share) => 10.0,
        Some(RemovedKind::Counter) => 11.0,
        Some(RemovedKind::Copyright) => 12.0,
    }
}
