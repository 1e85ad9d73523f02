//! A tree of HTML as a flat list of segments under a flat list of elements.
//!
//! The tree is walked once, without recursion. Each run of text between two
//! borders of blocks becomes a segment; each element knows which segments
//! stand under it, so that what follows works on ranges.

use html5ever::{LocalName, local_name};
use scraper::{Html, Node, node::Element as Tag};

use super::vocabulary::{self, MARKS, Says, Vocabulary};
use crate::{
    ingest::{attribute, known_attribute},
    model::{BlockKind, Link, LinkKind},
};

/// How large a text is of which no second copy is made, in bytes.
const LARGE: usize = 1 << 16;

/// A run of text that is one block.
#[derive(Debug)]
pub(super) struct Segment {
    /// What it is by its tags.
    pub(super) kind: BlockKind,
    /// Its text, white space collapsed but in code.
    pub(super) text: String,
    /// How many bytes of it stand in links.
    pub(super) linked: usize,
    /// How many bytes of it are small or raised.
    pub(super) small: usize,
    /// The innermost element around it.
    pub(super) element: usize,
}

impl Segment {
    /// The share of its text that stands in links, in percent.
    pub(super) fn link_density(&self) -> usize {
        self.linked * 100 / self.text.len().max(1)
    }
}

/// An element with the segments under it.
#[derive(Debug)]
pub(super) struct Element {
    /// The element around it; the first element is its own.
    pub(super) parent: usize,
    /// First segment under it.
    pub(super) first: usize,
    /// One past the last segment under it.
    pub(super) end: usize,
    /// What it says of itself.
    pub(super) says: Says,
    /// How many elements stand around it.
    pub(super) depth: usize,
    /// A number that elements of the same tag and classes share.
    pub(super) name: u64,
    /// How many levels up the nearest element with each mark stands.
    pub(super) marks: [u8; MARKS.len()],
}

/// A document as segments and elements, both in document order.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// The segments.
    pub(super) segments: Vec<Segment>,
    /// The elements; a parent stands before its children.
    pub(super) elements: Vec<Element>,
    /// Links with the segment they stand in or before.
    pub(super) links: Vec<(usize, Link)>,
}

impl Outline {
    /// Walks a tree; linear in its size.
    pub(super) fn of(html: &Html) -> Self {
        let mut walker = Walker::default();
        let root = html.tree.root();
        let mut node = root;
        loop {
            if walker.enter(node.value())
                && let Some(child) = node.first_child()
            {
                node = child;
                continue;
            }
            loop {
                walker.leave(node.value());
                if node == root {
                    return walker.finish();
                }
                if let Some(sibling) = node.next_sibling() {
                    node = sibling;
                    break;
                }
                let Some(parent) = node.parent() else {
                    return walker.finish();
                };
                node = parent;
            }
        }
    }
}

/// The state of the walk.
#[derive(Default)]
struct Walker {
    outline: Outline,
    vocabulary: Vocabulary,
    /// How each element that is open takes part in the flow of text.
    sorts: Vec<Sort>,
    /// Blocks that are open: their place and the kind they give to text.
    open: Vec<Frame>,
    text: String,
    linked: usize,
    small: usize,
    /// White space is due before the next word.
    space: bool,
    link: Option<OpenLink>,
    /// How many elements of small or raised print are open.
    small_print: usize,
}

struct Frame {
    element: usize,
    kind: BlockKind,
    row: bool,
}

struct OpenLink {
    url: String,
    text: String,
    segment: usize,
}

impl Walker {
    /// Opens a node; tells whether to go into it.
    fn enter(&mut self, node: &Node) -> bool {
        match node {
            Node::Text(text) => {
                self.push(text);
                false
            }
            Node::Element(tag) => self.enter_element(tag),
            _ => true,
        }
    }

    fn leave(&mut self, node: &Node) {
        let Node::Element(tag) = node else { return };
        match self.sorts.pop().unwrap_or(Sort::Void) {
            Sort::Skipped | Sort::Void => {}
            Sort::Inline => self.leave_inline(&tag.name.local),
            Sort::Cell => self.text.push('\t'),
            Sort::Block => self.leave_block(),
        }
    }

    fn enter_element(&mut self, tag: &Tag) -> bool {
        let sort = Sort::of(&tag.name.local);
        self.sorts.push(sort);
        match sort {
            Sort::Skipped | Sort::Void => self.enter_void(tag),
            Sort::Inline => self.enter_inline(tag),
            Sort::Cell => self.space = false,
            Sort::Block => self.enter_block(tag),
        }
        !matches!(sort, Sort::Skipped | Sort::Void)
    }

    fn enter_void(&mut self, tag: &Tag) {
        match tag.name() {
            "br" if self.kind() == BlockKind::Code => self.text.push('\n'),
            "br" if self.text.ends_with('\n') => self.flush(),
            "br" => self.line_end(),
            "hr" => self.flush(),
            "img" | "amp-img" | "iframe" | "embed" | "video" | "audio" | "source" => {
                self.media(tag);
            }
            _ => {}
        }
    }

    fn line_end(&mut self) {
        self.text.push('\n');
        self.space = false;
    }

    fn media(&mut self, tag: &Tag) {
        let address = ["src", "data-src", "data-original", "data-lazy-src"]
            .into_iter()
            .filter_map(|name| attribute(tag, name))
            .find(|url| !url.is_empty() && !url.starts_with("data:"));
        if let Some(url) = address {
            let text = attribute(tag, "alt")
                .or_else(|| attribute(tag, "title"))
                .unwrap_or_default()
                .to_owned();
            let link = Link { text, url: url.to_owned(), kind: LinkKind::Media };
            self.outline.links.push((self.outline.segments.len(), link));
        }
    }

    fn enter_inline(&mut self, tag: &Tag) {
        match tag.name.local {
            local_name!("a") => self.enter_link(tag),
            _ if is_small(&tag.name.local) => self.small_print += 1,
            _ => {}
        }
    }

    fn enter_link(&mut self, tag: &Tag) {
        self.close_link();
        if let Some(url) = known_attribute(tag, &local_name!("href")) {
            let segment = self.outline.segments.len();
            self.link = Some(OpenLink { url: url.to_owned(), text: String::new(), segment });
        }
    }

    fn leave_inline(&mut self, name: &LocalName) {
        match *name {
            local_name!("a") => self.close_link(),
            _ if is_small(name) => {
                self.small_print = self.small_print.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn close_link(&mut self) {
        if let Some(link) = self.link.take() {
            let kept = Link { text: link.text, url: link.url, kind: LinkKind::Inline };
            self.outline.links.push((link.segment, kept));
        }
    }

    fn enter_block(&mut self, tag: &Tag) {
        self.flush();
        let (says, name) = self.vocabulary.read(tag);
        let around = self.open.last();
        let frame = Frame {
            element: self.outline.elements.len(),
            kind: kind_of(tag, says, around.map_or(BlockKind::Paragraph, |frame| frame.kind)),
            row: tag.name.local == local_name!("tr"),
        };
        let parent = around.map_or(0, |frame| frame.element);
        let outer = self.outline.elements.get(parent);
        self.outline.elements.push(Element {
            parent,
            first: self.outline.segments.len(),
            end: self.outline.segments.len(),
            says,
            depth: self.open.len(),
            name,
            marks: vocabulary::levels(says.marks, outer.map(|outer| &outer.marks)),
        });
        self.open.push(frame);
    }

    fn leave_block(&mut self) {
        self.flush();
        if let Some(frame) = self.open.pop()
            && let Some(element) = self.outline.elements.get_mut(frame.element)
        {
            element.end = self.outline.segments.len();
        }
    }

    fn kind(&self) -> BlockKind {
        self.open.last().map_or(BlockKind::Paragraph, |frame| frame.kind)
    }

    /// Adds text to the open segment, white space collapsed but in code.
    fn push(&mut self, text: &str) {
        if self.kind() == BlockKind::Code {
            self.text.push_str(text);
            return;
        }
        let is_space = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_whitespace);
        self.space |= is_space(text.as_bytes().first());
        for word in text.split_ascii_whitespace() {
            self.push_word(word);
            self.space = true;
        }
        self.space &= text.is_empty() || is_space(text.as_bytes().last());
    }

    fn push_word(&mut self, word: &str) {
        if self.space && !self.text.is_empty() && !self.text.ends_with(['\n', '\t']) {
            self.text.push(' ');
        }
        let space = self.space;
        self.space = false;
        self.text.push_str(word);
        if let Some(link) = &mut self.link {
            if space && !link.text.is_empty() {
                link.text.push(' ');
            }
            link.text.push_str(word);
            self.linked += word.len() + usize::from(space);
        }
        self.small += if self.small_print > 0 { word.len() + 1 } else { 0 };
    }

    /// Closes the open segment.
    fn flush(&mut self) {
        let (linked, small) = (self.linked, self.small);
        (self.linked, self.small, self.space) = (0, 0, false);
        if self.text.trim().is_empty() {
            self.text.clear();
            return;
        }
        let text = self.taken();
        let (element, kind) =
            self.open.last().map_or((0, BlockKind::Paragraph), |frame| (frame.element, frame.kind));
        let row = self.open.last().is_some_and(|frame| frame.row) && text.trim().contains('\t');
        let kind = if row { BlockKind::TableRow } else { kind };
        self.outline.segments.push(Segment { kind, text, linked, small, element });
    }

    /// The text of the open segment, with no more room than it needs. Its buffer
    /// stays, but where it has grown so large that it goes with the segment.
    fn taken(&mut self) -> String {
        if self.text.len() <= LARGE {
            let text = self.text.clone();
            self.text.clear();
            return text;
        }
        let mut text = std::mem::take(&mut self.text);
        text.shrink_to_fit();
        text
    }

    fn finish(mut self) -> Outline {
        self.close_link();
        self.flush();
        self.outline
    }
}

/// How an element takes part in the flow of text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Block,
    Inline,
    Cell,
    Void,
    Skipped,
}

impl Sort {
    fn of(tag: &LocalName) -> Self {
        match *tag {
            local_name!("td") | local_name!("th") => Self::Cell,
            _ if is_inline(tag) => Self::Inline,
            _ if is_void(tag) => Self::Void,
            _ if is_skipped(tag) => Self::Skipped,
            _ => Self::Block,
        }
    }
}

fn is_inline(tag: &LocalName) -> bool {
    matches!(
        *tag,
        local_name!("a")
            | local_name!("abbr")
            | local_name!("acronym")
            | local_name!("b")
            | local_name!("bdi")
            | local_name!("bdo")
            | local_name!("big")
            | local_name!("cite")
            | local_name!("code")
            | local_name!("data")
            | local_name!("del")
            | local_name!("dfn")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("ins")
            | local_name!("kbd")
            | local_name!("mark")
            | local_name!("nobr")
            | local_name!("q")
            | local_name!("rp")
            | local_name!("rt")
            | local_name!("ruby")
            | local_name!("s")
            | local_name!("samp")
            | local_name!("small")
            | local_name!("span")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("sub")
            | local_name!("sup")
            | local_name!("time")
            | local_name!("tt")
            | local_name!("u")
            | local_name!("var")
            | local_name!("picture")
    )
}

fn is_void(tag: &LocalName) -> bool {
    matches!(
        *tag,
        local_name!("br")
            | local_name!("hr")
            | local_name!("img")
            | local_name!("source")
            | local_name!("embed")
            | local_name!("input")
            | local_name!("wbr")
            | local_name!("meta")
            | local_name!("link")
    ) || &**tag == "amp-img"
}

fn is_skipped(tag: &LocalName) -> bool {
    matches!(
        *tag,
        local_name!("script")
            | local_name!("style")
            | local_name!("noscript")
            | local_name!("template")
            | local_name!("svg")
            | local_name!("iframe")
            | local_name!("object")
            | local_name!("canvas")
            | local_name!("audio")
            | local_name!("video")
            | local_name!("textarea")
            | local_name!("head")
            | local_name!("title")
            | local_name!("option")
            | local_name!("map")
    ) || &**tag == "amp-ad"
}

/// Whether an element's print is small or raised.
fn is_small(tag: &LocalName) -> bool {
    matches!(
        *tag,
        local_name!("small")
            | local_name!("sup")
            | local_name!("sub")
            | local_name!("em")
            | local_name!("i")
    )
}

/// The kind that an element gives to the text in it; `around` is the kind outside.
fn kind_of(tag: &Tag, says: Says, around: BlockKind) -> BlockKind {
    if says.caption {
        return BlockKind::Caption;
    }
    match tag.name.local {
        local_name!("h1") => BlockKind::Heading(1),
        local_name!("h2") => BlockKind::Heading(2),
        local_name!("h3") => BlockKind::Heading(3),
        local_name!("h4") => BlockKind::Heading(4),
        local_name!("h5") => BlockKind::Heading(5),
        local_name!("h6") => BlockKind::Heading(6),
        local_name!("blockquote") => BlockKind::Quote,
        local_name!("li") | local_name!("dd") => BlockKind::ListItem,
        local_name!("pre") => BlockKind::Code,
        local_name!("table")
        | local_name!("td")
        | local_name!("section")
        | local_name!("article") => BlockKind::Paragraph,
        _ => around,
    }
}
