//! The HTML of a release or a feed entry: all of it is the article, but cards
//! for other pages, what a list of them is headed by, and picture captions.

use memchr::memmem;
use scraper::Html;

use super::{
    Content,
    metadata::Found,
    outline::{Outline, Segment},
    page::{self, same_words},
    phrases,
    pieces::Piece,
};
use crate::model::{BlockKind, RemovedKind};

/// Reads a fragment; `title` is the release's own and stays out of the text.
pub(super) fn read(html: Html, title: &str) -> Content {
    let mut outline = Outline::of(&html);
    drop(html);
    let cards = cards(&outline);
    let tail = related_tail(&outline);
    let mut pieces: Vec<Piece> = Vec::with_capacity(outline.segments.len());
    for (at, segment) in outline.segments.iter_mut().enumerate() {
        let card = cards.get(at).copied().unwrap_or_default() || at >= tail;
        let reason = if card { Some(RemovedKind::Related) } else { why_not(segment, title, at) };
        let kind = kind_of(segment);
        let text = std::mem::take(&mut segment.text).into();
        pieces.push(match reason {
            Some(kind) => Piece::Removed(kind, text),
            None => Piece::Kept(kind, text),
        });
    }
    let links = page::links(outline.links, &pieces);
    Content::of(pieces, links, Found::default())
}

/// For each segment whether it stands in a card: a box named so that holds a link and little text.
fn cards(outline: &Outline) -> Vec<bool> {
    let mut cards = vec![false; outline.segments.len()];
    for element in outline.elements.iter().filter(|element| element.says.card) {
        let Some(inside) = outline.segments.get(element.first..element.end) else { continue };
        let linked = inside.iter().any(|segment| segment.linked > 0);
        if linked && inside.len() <= 8 {
            cards.iter_mut().take(element.end).skip(element.first).for_each(|card| *card = true);
        }
    }
    cards
}

/// The segment from which on there are only other articles: a line such as
/// "Related news" with nothing but links and cards after it.
fn related_tail(outline: &Outline) -> usize {
    let cards = cards(outline);
    let mut tail = outline.segments.len();
    for (at, segment) in outline.segments.iter().enumerate().rev() {
        let card = cards.get(at).copied().unwrap_or_default();
        let heads = phrases::chrome(segment.text.trim()) == Some(RemovedKind::Related);
        if heads {
            tail = at;
        }
        if !heads && !card && segment.link_density() < 60 {
            break;
        }
    }
    tail
}

fn why_not(segment: &Segment, title: &str, at: usize) -> Option<RemovedKind> {
    if at == 0 && matches!(segment.kind, BlockKind::Heading(_)) && same_words(&segment.text, title)
    {
        return Some(RemovedKind::Title);
    }
    let share = phrases::chrome(segment.text.trim());
    let feed_footer =
        segment.text.starts_with("The post ") && segment.text.contains("appeared first on");
    if feed_footer {
        Some(RemovedKind::Other)
    } else {
        share.filter(|_| segment.link_density() > 50)
    }
}

/// Small print with a credit is a caption.
fn kind_of(segment: &Segment) -> BlockKind {
    let small = segment.small * 10 >= segment.text.trim().len() * 9;
    if segment.kind == BlockKind::Paragraph && small && has_credit(&segment.text) {
        return BlockKind::Caption;
    }
    segment.kind
}

/// Whether a line ends or begins with a picture credit.
pub(super) fn has_credit(text: &str) -> bool {
    const WORDS: [&str; 9] =
        ["photo", "image", "credit", "foto", "bild", "picture", "getty", "afp", "reuters"];
    let folded = crate::fold::fold(text);
    let credits = |word: &str| {
        memmem::find_iter(folded.as_bytes(), word).any(|at| {
            let before = folded.get(..at).unwrap_or_default();
            let after = folded.get(at + word.len()..).unwrap_or_default();
            let named = after.is_empty() || after.starts_with(':') || after.starts_with(" by");
            named || before.ends_with('(')
        })
    };
    folded.contains('©') || WORDS.iter().any(|word| credits(word))
}
