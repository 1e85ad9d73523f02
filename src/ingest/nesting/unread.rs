//! What of a page nothing reads: scripts but those of JSON, style sheets,
//! drawings, links to either, most attributes, the inside of comments. Without them there is
//! half as much to build a tree of.
//!
//! Only what surely is one whole element, attribute or comment is told as
//! unread, so that the rest becomes the same tree without it.

use std::ops::Range;

use memchr::memmem;

use super::{
    element::{BREAKS_OUT, Content, INTEGRATION, same},
    tag::{Markup, Tag, TagKind},
};
use crate::fold::Beginnings;

/// The attributes that something reads: the cleaner, or the tree builder itself.
const READ: [&str; 27] = [
    "alt",
    "aria-hidden",
    "class",
    "color",
    "content",
    "data-lazy-src",
    "data-original",
    "data-src",
    "datetime",
    "encoding",
    "face",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "itemprop",
    "itemtype",
    "lang",
    "name",
    "property",
    "pubdate",
    "rel",
    "role",
    "size",
    "src",
    "title",
    "type",
];

/// How they begin.
static BEGINNINGS: Beginnings = Beginnings::of(&READ);

/// The longest value of an attribute that is read, in bytes; pictures that are
/// written into a page are longer.
const LONGEST: usize = 1 << 16;

/// Whether anything reads an attribute; of styles, only those that hide.
pub(super) fn is_read(name: &str, value: &str) -> bool {
    if value.len() > LONGEST {
        return false;
    }
    BEGINNINGS.may_begin(name.as_bytes()) && READ.iter().any(|read| same(read, name))
        || same(name, "style") && value.contains("none")
}

/// The inside of a comment that ends where the standard ends it.
pub(super) fn inside_of_comment(html: &str, tag: &Tag) -> Option<Range<usize>> {
    let inside = tag.start + "<!--".len()..tag.end.checked_sub("-->".len())?;
    let text = html.get(inside.clone())?;
    let is_comment = html.get(tag.start..inside.start) == Some("<!--");
    (is_comment && !text.contains("--!>")).then_some(inside)
}

/// Where the element that begins with a tag ends, if nothing reads it. Its raw
/// text, if it has any, ends at `closing`.
pub(super) fn end(markup: Markup, tag: &Tag, content: Content, closing: usize) -> Option<usize> {
    match tag.name {
        _ if content == Content::Foreign => None,
        name if same(name, "style") => end_of(markup, closing),
        name if same(name, "script") => end_of(markup, closing)
            .filter(|_| is_plain(markup.html.get(tag.start..closing).unwrap_or_default())),
        name if same(name, "svg") => drawing_end(markup, tag),
        name if same(name, "link") => is_idle(markup.html, tag).then_some(tag.end),
        _ => None,
    }
}

/// Where the end tag that stands at a byte ends.
fn end_of(markup: Markup, closing: usize) -> Option<usize> {
    markup.next(closing, Content::Html).map(|tag| tag.end)
}

/// Whether a link leads neither to the page's own address nor to its author.
fn is_idle(html: &str, link: &Tag) -> bool {
    let source = html.get(link.start..link.end).unwrap_or_default().to_ascii_lowercase();
    !["canonical", "author", "itemprop"].iter().any(|word| source.contains(word))
}

/// Whether a script is none of JSON and holds no comment, in which the standard
/// has end tags that end nothing.
fn is_plain(script: &str) -> bool {
    let tag = script.split('>').next().unwrap_or_default();
    !tag.to_ascii_lowercase().contains("json") && memmem::find(script.as_bytes(), b"<!--").is_none()
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
