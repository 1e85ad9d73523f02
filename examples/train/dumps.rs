//! Dumps of pages, laid out in the two plainest ways that programs lay them out.
//!
//! Of many pages there is a dump in one layout alone. That its other layouts
//! have the same article is more to learn from.

use dateline::ingest::{self, RawBody};
use scraper::{Html, Node};

/// How a page is laid out as text.
#[derive(Clone, Copy)]
pub(crate) enum Layout {
    /// A line for each text node.
    Nodes,
    /// A line for each block.
    Blocks,
}

impl Layout {
    /// Whether it shows nothing of what stands in an element of this name.
    fn leaves_out(self, name: &str) -> bool {
        UNSEEN.contains(&name) || matches!(self, Self::Blocks) && name == "head"
    }
}

/// The layouts, with what their dumps are called behind the `~`.
pub(crate) const LAYOUTS: [(&str, Layout); 2] =
    [("nodes", Layout::Nodes), ("flat", Layout::Blocks)];

/// Elements whose text nobody sees.
const UNSEEN: &[&str] =
    &["iframe", "math", "noscript", "object", "script", "style", "svg", "template"];

/// Elements whose text goes on in the same line.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "code", "data", "del",
    "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// A page's text as a dump; nothing of bytes that are no page. Each text node
/// costs its depth.
pub(crate) fn dump(bytes: &[u8], layout: Layout) -> Option<String> {
    let raw = ingest::read("page", bytes).documents.into_iter().next()?;
    let RawBody::Page(page) = raw.body else { return None };
    let lines = lines(&page, layout);
    let lines = lines.iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    Some(lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"))
}

/// The lines with the white space that the page has.
fn lines(page: &Html, layout: Layout) -> Vec<String> {
    let (mut lines, mut last) = (vec![String::new()], None);
    for node in page.tree.root().descendants() {
        let around = || {
            node.ancestors().filter_map(|node| Some((node.id(), node.value().as_element()?.name())))
        };
        match node.value() {
            Node::Element(element) if element.name() == "br" => last = None,
            Node::Text(text) if !around().any(|(_, name)| layout.leaves_out(name)) => {
                let of = match layout {
                    Layout::Nodes => Some(node.id()),
                    Layout::Blocks => {
                        around().find(|(_, name)| !INLINE.contains(name)).map(|of| of.0)
                    }
                };
                if of != last {
                    lines.push(String::new());
                    last = of;
                }
                lines.last_mut().into_iter().for_each(|line| line.push_str(text));
            }
            _ => {}
        }
    }
    lines
}
