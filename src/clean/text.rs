//! Plain text: clean prose, or the dump of a page with its chrome left in.

use std::{borrow::Cow, ops::Range};

use super::{
    Content,
    dump::{self, Trait},
    fragment::has_credit,
    head::{self, Head},
    layout::{self, Block},
    learned::{self, Sample, TEXT, Text},
    pieces::Piece,
    settled,
    units::{self, Unit, units},
};
use crate::model::{BlockKind, RemovedKind};

/// How many units of a clean text may be its headline, date and byline.
const PROSE_HEAD: usize = 5;

/// Units of a text that the classifier judges; beyond, its table would take too much memory.
const JUDGED: usize = 8_000;

/// How many units at either end of an orderly text have to be looked at for chrome.
const ENDS: usize = 2;

/// Reads a safe text. What is decided for the whole document is whether it has
/// chrome at all: without any, each line stays.
pub(super) fn read(text: &str) -> Content {
    let judging = Judging::unseen(text);
    let kept = judging.chosen();
    let reader = judging.reader(kept, text);
    let most = text.len() + settled::PIECE * reader.units.len();
    let body = settled::of_text(most, || reader.all(Unit::lent).map(|(_, piece)| piece));
    Content { body, links: Vec::new(), found: reader.head.found }
}

/// Why an article's text wouldn't stay as it is if it were read as one.
#[derive(Debug)]
pub(super) enum Again<'a> {
    /// For these lines it would be taken for a dump.
    Chrome(Vec<(usize, RemovedKind)>),
    /// This is what it would come to, with the number of each piece's first line.
    Pieces(Vec<(usize, Piece<'a>)>),
}

/// Reads the safe text of an article once more.
pub(super) fn again(text: &str) -> Again<'_> {
    let judging = Judging::unseen(text);
    match judging.chosen() {
        Some(kept) if judging.orderly => Again::Chrome(judging.chrome(&kept)),
        kept => Again::Pieces(judging.reader(kept, text).all(Unit::given).collect()),
    }
}

/// A text on the way to its article, as the training of the classifier asks for it.
#[derive(Debug)]
pub(super) struct Judging<'a> {
    units: Vec<Unit<'a>>,
    traits: Vec<Trait>,
    /// Whether its blocks are paragraphs.
    orderly: bool,
    /// What the classifier sees of its units; nothing of a text of very many.
    pub(super) sample: Sample,
}

impl Judging<'static> {
    /// Reads a safe text up to where its units are judged.
    pub(super) fn of(text: &str) -> Self {
        let Judging { units, traits, orderly, .. } = Judging::unseen(text);
        let units = units.into_iter().map(Unit::owned).collect();
        let judging = Self { units, traits, orderly, sample: Sample::default() };
        Self { sample: judging.sampled(), ..judging }
    }
}

impl<'a> Judging<'a> {
    /// The same without what the classifier sees: most texts need no judgement.
    fn unseen(text: &'a str) -> Self {
        let units = units(text);
        let traits = dump::traits(&units);
        let orderly = layout::is_orderly(layout::blocks(text));
        Self { units, traits, orderly, sample: Sample::default() }
    }

    fn sampled(&self) -> Sample {
        let few = self.units.len() <= JUDGED;
        if few { sample(&self.units, &self.traits) } else { Sample::default() }
    }

    /// The lines that are chrome by rules and judgement.
    fn chrome(&self, kept: &[bool]) -> Vec<(usize, RemovedKind)> {
        let units = self.units.iter().zip(&self.traits).zip(kept);
        let removed = units.filter(|(_, kept)| !**kept).map(|(unit, _)| unit);
        let chrome = removed.filter_map(|(unit, of)| match of {
            Trait::Chrome(kind) => Some((unit.line, *kind)),
            _ => None,
        });
        chrome.collect()
    }

    /// What makes its pieces of it, given which units are the article.
    fn reader(self, kept: Option<Vec<bool>>, text: &'a str) -> Reader<'a> {
        let Self { units, traits, orderly, .. } = self;
        let body = match &kept {
            Some(kept) => range(kept),
            None => prose_body(&units, &traits),
        };
        let head = head::read(&units, &traits, &body);
        let laid_out = orderly && kept.is_none() && units.len() <= units::MOST;
        let laid_out = laid_out.then_some(text);
        Reader { laid_out, units, traits, head, body, kept }
    }

    /// Which units are the article; none when there is no chrome.
    fn chosen(&self) -> Option<Vec<bool>> {
        let named = || self.traits.iter().any(|of| matches!(of, Trait::Chrome(_)));
        let doubtful = dump::has_chrome(&self.units, &self.traits) && (!self.orderly || named());
        let doubtful = doubtful && self.units.len() <= units::MOST;
        doubtful.then(|| self.judge()).and_then(|judged| self.body(&judged))
    }

    /// The texts of its units.
    pub(super) fn texts(&self) -> Vec<String> {
        self.units.iter().map(|unit| unit.text.to_string()).collect()
    }

    /// Which units are the article, given how likely each is.
    pub(super) fn kept(&self, judged: &[f32]) -> Vec<bool> {
        self.body(judged).unwrap_or_else(|| vec![true; self.units.len()])
    }

    /// The same; none when there is no chrome. What was cleaned before may have
    /// lines that look like it, but none at its ends that is chrome by its words.
    fn body(&self, judged: &[f32]) -> Option<Vec<bool>> {
        let mut kept = dump::kept(&self.units, &self.traits, judged)?;
        if let Some(headline) = self.headline(&kept).and_then(|at| kept.get_mut(at)) {
            *headline = false;
        }
        let ends = kept.iter().take(ENDS).chain(kept.iter().rev().take(ENDS));
        let framed = ends.into_iter().any(|kept| !kept);
        let chrome = framed && dump::is_agreed(&self.traits, &kept);
        (chrome || !self.orderly).then_some(kept)
    }

    /// The headline, where it is taken for the body's first unit and none stands
    /// before it: it goes over the text, not into it.
    fn headline(&self, kept: &[bool]) -> Option<usize> {
        let body = range(kept);
        let is = |at: usize, wanted: Trait| self.traits.get(at) == Some(&wanted);
        let is_first = !(0..body.start).any(|at| is(at, Trait::Headline));
        let leads = is(body.start, Trait::Headline) && is(body.start + 1, Trait::Prose);
        (is_first && leads).then_some(body.start)
    }

    /// How likely each unit is body; of very many units by the rules alone.
    fn judge(&self) -> Vec<f32> {
        if self.units.len() <= JUDGED {
            TEXT.judge(&self.sampled())
        } else {
            dump::guess(&self.units, &self.traits)
        }
    }
}

fn sample(units: &[Unit], traits: &[Trait]) -> Sample {
    let body = dump::body(units, traits);
    let head = head::read(units, traits, &body);
    learned::text_sample(&Text { units, traits, body, head: &head })
}

/// From the first kept unit to the last.
fn range(kept: &[bool]) -> Range<usize> {
    let first = kept.iter().position(|kept| *kept).unwrap_or_default();
    let last = kept.iter().rposition(|kept| *kept);
    first..last.map_or(first, |last| last + 1)
}

/// In clean text all is body; only where a date or byline stands over it does a head begin it.
fn prose_body(units: &[Unit], traits: &[Trait]) -> Range<usize> {
    let first = traits.iter().position(|of| *of == Trait::Prose).unwrap_or(0);
    let start = if first <= PROSE_HEAD && head::has_dateline(units, first) { first } else { 0 };
    start..units.len()
}

/// What a unit says: lent, as one may be large, or given.
type Said<'b, 'a, 'c> = fn(&'b Unit<'a>) -> Cow<'c, str>;

struct Reader<'a> {
    /// The text of which each block stays; none where only the units count.
    laid_out: Option<&'a str>,
    units: Vec<Unit<'a>>,
    traits: Vec<Trait>,
    head: Head,
    body: Range<usize>,
    /// Which units of a dump are body; none of clean text.
    kept: Option<Vec<bool>>,
}

impl<'a> Reader<'a> {
    /// Its pieces with the numbers of their first lines, made as they are asked
    /// for, with the text that `said` has of a unit.
    fn all<'b, 'c>(&'b self, said: Said<'b, 'a, 'c>) -> impl Iterator<Item = (usize, Piece<'c>)>
    where
        'a: 'c,
    {
        let units = if self.laid_out.is_some() { 0 } else { self.units.len() };
        let blocks = self.laid_out.map(|text| self.blocks(text, said));
        self.pieces(0..units, said).chain(blocks.into_iter().flatten())
    }

    fn pieces<'b, 'c>(
        &'b self,
        units: Range<usize>,
        said: Said<'b, 'a, 'c>,
    ) -> impl Iterator<Item = (usize, Piece<'c>)> {
        units.filter_map(move |at| Some((self.units.get(at)?.line, self.piece(at, said)?)))
    }

    /// The blocks of a text without chrome, to the letter where they are no lists.
    fn blocks<'b, 'c>(
        &'b self,
        text: &'a str,
        said: Said<'b, 'a, 'c>,
    ) -> impl Iterator<Item = (usize, Piece<'c>)>
    where
        'a: 'c,
    {
        let mut end = 0;
        layout::blocks(text).flat_map(move |block| {
            let start = end;
            let inside = |unit: &&Unit| unit.line < block.lines.end;
            end += self.units.iter().skip(start).take_while(inside).count();
            let kind = self.block_kind(&block, start..end);
            let whole = kind
                .map(|kind| (block.lines.start, Piece::Kept(kind, Cow::Borrowed(block.source))));
            let units = if whole.is_some() { start..start } else { start..end };
            whole.into_iter().chain(self.pieces(units, said))
        })
    }

    /// What a block is that stays to the letter; none where its units count.
    fn block_kind(&self, block: &Block<'_>, units: Range<usize>) -> Option<BlockKind> {
        let first = self.units.get(units.start).filter(|_| !units.is_empty());
        if layout::is_inset(block.source) {
            return Some(BlockKind::Code);
        }
        let known = units.clone().any(|at| self.head_line(at).is_some());
        let code = layout::is_code(block.source);
        let listed =
            self.units.get(units.clone()).is_some_and(|all| all.iter().any(|unit| unit.item));
        let laid_out = block.source.contains("  ") && !listed;
        match () {
            () if known => None,
            () if block.lines.len() > 1 => (code || laid_out).then_some(BlockKind::Code),
            () if code && laid_out => Some(BlockKind::Code),
            () if block.source.trim().contains('\t') => Some(BlockKind::TableRow),
            () => Some(
                first
                    .filter(|unit| !unit.item)
                    .map_or(BlockKind::Paragraph, |unit| self.kind(units.start, unit)),
            ),
        }
    }

    fn piece<'b, 'c>(&'b self, at: usize, said: Said<'b, 'a, 'c>) -> Option<Piece<'c>> {
        let unit = self.units.get(at)?;
        Some(match self.why_not(at, unit) {
            Some(kind) => Piece::Removed(kind, said(unit)),
            None => Piece::Kept(self.kind(at, unit), said(unit)),
        })
    }

    fn why_not(&self, at: usize, unit: &Unit) -> Option<RemovedKind> {
        if let Some(kind) = self.head_line(at) {
            return Some(kind);
        }
        let kept = self.kept.as_ref()?;
        if head::repeats(unit, &self.head.found) {
            return Some(RemovedKind::Title);
        }
        if kept.get(at).copied().unwrap_or_default() {
            return None;
        }
        Some(match self.traits.get(at) {
            Some(Trait::Chrome(kind)) => *kind,
            _ if self.body.contains(&at) => RemovedKind::Other,
            _ => RemovedKind::Menu,
        })
    }

    /// What a line around the body is; in clean text only its first may be metadata.
    fn head_line(&self, at: usize) -> Option<RemovedKind> {
        let kind = self.head.lines.get(&at).copied();
        kind.filter(|_| self.kept.is_some() || at < PROSE_HEAD)
    }

    /// Whether running text or a list follows.
    fn heads_prose(&self, at: usize) -> bool {
        let item = self.units.get(at + 1).is_some_and(|next| next.item);
        item || self.traits.get(at + 1) == Some(&Trait::Prose)
    }

    fn kind(&self, at: usize, unit: &Unit) -> BlockKind {
        let label = matches!(self.traits.get(at), Some(Trait::Label | Trait::Headline));
        match () {
            () if unit.item => BlockKind::ListItem,
            () if label && unit.words <= 14 && self.heads_prose(at) => BlockKind::Heading(2),
            () if unit.words <= 50 && !unit.text.ends_with('.') && has_credit(&unit.text) => {
                BlockKind::Caption
            }
            () => BlockKind::Paragraph,
        }
    }
}
