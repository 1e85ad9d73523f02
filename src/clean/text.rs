//! Plain text: clean prose, or the dump of a page with its chrome left in.

use super::{
    Content,
    dump::{self, Trait},
    fragment::has_credit,
    head::{self, Head},
    pieces::Piece,
    units::{Unit, units},
};
use crate::model::{BlockKind, RemovedKind};

/// How many units of a clean text may be its headline, date and byline.
const PROSE_HEAD: usize = 5;

/// Reads a safe text. What is decided for the whole document is whether it has
/// chrome at all: without any, each line stays.
pub(super) fn read(text: &str) -> Content {
    let units = units(text);
    let traits = dump::traits(&units);
    let dumped = dump::is_dump(&units, &traits);
    let body = if dumped { dump::body(&units, &traits) } else { prose_body(&units, &traits) };
    let head = head::read(&units, &traits, &body);
    let reader = Reader { units: &units, traits: &traits, head: &head, body, dumped };
    let pieces = (0..units.len()).filter_map(|at| reader.piece(at)).collect();
    Content::of(pieces, Vec::new(), head.found)
}

/// In clean text all is body; only where a date or byline stands over it does a head begin it.
fn prose_body(units: &[Unit], traits: &[Trait]) -> std::ops::Range<usize> {
    let first = traits.iter().position(|of| *of == Trait::Prose).unwrap_or(0);
    let start = if first <= PROSE_HEAD && head::has_dateline(units, first) { first } else { 0 };
    start..units.len()
}

struct Reader<'a> {
    units: &'a [Unit],
    traits: &'a [Trait],
    head: &'a Head,
    body: std::ops::Range<usize>,
    dumped: bool,
}

impl Reader<'_> {
    fn piece(&self, at: usize) -> Option<Piece> {
        let unit = self.units.get(at)?;
        Some(match self.why_not(at, unit) {
            Some(kind) => Piece::Removed(kind, unit.text.clone()),
            None => Piece::Kept(self.kind(at, unit), unit.text.clone()),
        })
    }

    fn why_not(&self, at: usize, unit: &Unit) -> Option<RemovedKind> {
        if let Some(kind) = self.head.lines.get(&at) {
            return Some(*kind);
        }
        if !self.dumped {
            return None;
        }
        let own = match self.traits.get(at) {
            Some(Trait::Chrome(kind)) => Some(*kind),
            _ if head::repeats(unit, &self.head.found) => Some(RemovedKind::Title),
            _ => None,
        };
        let outside = (!self.body.contains(&at)).then_some(RemovedKind::Menu);
        own.or(outside).or_else(|| self.stray(at, unit))
    }

    /// Labels and headlines inside the body that head nothing.
    fn stray(&self, at: usize, unit: &Unit) -> Option<RemovedKind> {
        let label =
            matches!(self.traits.get(at), Some(Trait::Label | Trait::Headline | Trait::Stamp));
        (label && !unit.item && !self.heads_prose(at)).then_some(RemovedKind::Other)
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
            () if unit.words <= 50 && has_credit(&unit.text) && !unit.text.ends_with('.') => {
                BlockKind::Caption
            }
            () => BlockKind::Paragraph,
        }
    }
}
