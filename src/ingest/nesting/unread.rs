//! What of a page nothing reads: scripts but those of JSON, style sheets, and
//! drawings. Without them there is half as much to build a tree of.
//!
//! Only what surely is one whole element is told as unread, so that the rest
//! becomes the same tree without it.

use super::{
    element::{BREAKS_OUT, Content, INTEGRATION, same},
    tag::{Markup, Tag, TagKind},
};

/// Where the element that begins with a tag ends, if nothing reads it. Its raw
/// text, if it has any, ends at `closing`.
pub(super) fn end(markup: Markup, tag: &Tag, content: Content, closing: usize) -> Option<usize> {
    match tag.name {
        _ if content == Content::Foreign => None,
        name if same(name, "style") => end_of(markup, closing),
        name if same(name, "script") => end_of(markup, closing)
            .filter(|_| is_plain(markup.html.get(tag.start..closing).unwrap_or_default())),
        name if same(name, "svg") => drawing_end(markup, tag),
        _ => None,
    }
}

/// Where the end tag that stands at a byte ends.
fn end_of(markup: Markup, closing: usize) -> Option<usize> {
    markup.next(closing, Content::Html).map(|tag| tag.end)
}

/// Whether a script is none of JSON and holds no comment, in which the standard
/// has end tags that end nothing.
fn is_plain(script: &str) -> bool {
    let tag = script.split('>').next().unwrap_or_default();
    !tag.to_ascii_lowercase().contains("json") && !script.contains("<!--")
}

/// Where a drawing ends in which all that is opened is closed, and which no tag
/// of HTML ends early. Linear for all drawings of a page together, for none is
/// looked at beyond where another begins.
fn drawing_end(markup: Markup, root: &Tag) -> Option<usize> {
    let mut open = if root.closes_itself { Vec::new() } else { vec![*root] };
    let mut at = root.end;
    while let Some(last) = open.last() {
        let tag = markup.next(at, Content::Foreign)?;
        at = tag.end;
        match tag.kind {
            TagKind::Other => {}
            TagKind::End if same(tag.name, last.name) => {
                open.pop();
            }
            TagKind::Start if !last.traits.any(INTEGRATION) && !ends_drawing(&tag) => {
                open.extend((!tag.closes_itself).then_some(tag));
            }
            _ => return None,
        }
    }
    Some(at)
}

fn ends_drawing(tag: &Tag) -> bool {
    tag.traits.any(BREAKS_OUT) || same(tag.name, "font") || same(tag.name, "svg")
}
