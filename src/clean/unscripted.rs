//! Pages that tell their text only to readers without scripts.
//!
//! Where scripts draw a page its tree has next to nothing to read. Many such
//! pages, forums above all, hold their whole text in a `<noscript>` for search
//! engines; the tree builder keeps that as it stands, tags and all.

use scraper::{ElementRef, Html};

use super::outline::Outline;
use crate::ingest;

/// The least text outside links that is taken for a page, in bytes: what asks
/// to switch scripts on, or shows a picture without them, is shorter.
const LEAST: usize = 600;

/// The longest content that is read, in bytes: a second tree is made of it beside the page's.
const MOST: usize = 12 << 20;

/// How many times the text that is shown it has to be.
const TIMES: usize = 4;

/// The outline of a page: of what it tells readers without scripts where that is most of it.
pub(super) fn outline(html: &Html) -> Outline {
    let shown = Outline::of(html);
    let wanted = LEAST.max(text(&shown) * TIMES);
    let Some(told) = unscripted(html).filter(|told| told.len() >= wanted) else { return shown };
    let told = Outline::of(&ingest::fragment(told));
    if text(&told) >= wanted { told } else { shown }
}

/// The longest content of a `<noscript>`.
fn unscripted(html: &Html) -> Option<&str> {
    let elements = html.tree.nodes().filter_map(ElementRef::wrap);
    let told = elements.filter(|element| element.value().name() == "noscript");
    let told = told.filter_map(|element| element.text().next());
    told.filter(|told| told.len() <= MOST).max_by_key(|told| told.len())
}

/// Bytes of text outside links.
fn text(outline: &Outline) -> usize {
    outline.segments.iter().map(|segment| segment.text.len().saturating_sub(segment.linked)).sum()
}
