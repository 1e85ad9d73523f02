//! The text that a page states of its article, where what it shows is a husk.

use super::{Content, fragment, sanitise::sanitise_own, text, units::count_words};
use crate::{ingest, model::RemovedKind};

/// Words that a stated text has at least where any is shown, and times as many
/// as the shown one.
const FEWEST: usize = 60;
const TIMES: usize = 3;

/// The content of a page, with the stated text in its place where that is the
/// article and the shown one a husk. What was shown is removed then, not lost.
pub(super) fn or_stated(shown: Content, stated: Option<String>, title: &str) -> Content {
    let Some(stated) = stated.filter(|stated| is_fuller(stated, &shown.body.text)) else {
        return shown;
    };
    let read = if ingest::is_html(&stated) {
        fragment::read(ingest::fragment(stated), title)
    } else {
        text::read(&sanitise_own(stated))
    };
    let mut content = Content { body: read.body, ..shown };
    for block in &shown.body.blocks {
        content.body.remove(RemovedKind::Other, block.span.cut(&shown.body.text));
    }
    for removed in &shown.body.removed {
        removed.text.split('\n').for_each(|line| content.body.remove(removed.kind, line));
    }
    content.body.end();
    content
}

fn is_fuller(stated: &str, shown: &str) -> bool {
    let words = count_words(stated);
    (words >= FEWEST || shown.is_empty()) && count_words(shown) * TIMES < words
}
