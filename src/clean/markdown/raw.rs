//! HTML in Markdown: what says how a text looks is HTML, what is left, such as
//! `Vec<String>` or a comment that nothing ends, is text.

use std::collections::BTreeMap;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

/// Elements that text may stand in (HTML Living Standard, section 4, and some that it no longer has).
const BLOCKS: &str = "address area article aside audio base basefont blockquote body button canvas \
    caption center col colgroup dd details dialog dir div dl dt embed fieldset figcaption figure \
    footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe input label legend li link main \
    map menu menuitem meta nav noscript object ol optgroup option p param picture pre progress \
    script search section select source style summary svg table tbody td template textarea tfoot \
    th thead title tr track ul video";

/// Those that may stand within a line.
const INLINE: &str = "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd \
    mark q rp rt ruby s samp small span strike strong sub sup time tt u var wbr";

/// Those among them that nothing ends.
const VOID: &str = "br img wbr";

/// Blocks of which one that isn't closed would take what follows out of the
/// text or out of its order.
const GREEDY: &str = "audio canvas head iframe map noscript object script select style svg table \
    template textarea title video";

/// Those whose text holds no tags but the one that ends them.
const OPAQUE: &str = "iframe noscript script style textarea title";

/// The HTML on the way from Markdown's parser to its writer.
#[derive(Default)]
pub(super) struct Raw {
    /// What is read of an open block.
    block: String,
    /// How often each element is open within a line.
    open: BTreeMap<String, usize>,
    /// The footnotes met so far, by their labels in small letters.
    footnotes: BTreeMap<String, usize>,
}

impl Raw {
    /// An event as it is to be written, HTML as that or as text, with what is
    /// to be written before it.
    pub(super) fn told<'a>(&mut self, event: Event<'a>) -> [Option<Event<'a>>; 2] {
        let before = matches!(event, Event::End(_)).then(|| self.closed(&event)).flatten();
        let event = match event {
            Event::Html(line) => {
                self.block.push_str(&line);
                None
            }
            Event::Start(Tag::HtmlBlock) => None,
            Event::End(TagEnd::HtmlBlock) => Some(block(std::mem::take(&mut self.block))),
            Event::InlineHtml(tag) => Some(self.inline(tag)),
            Event::FootnoteReference(label) => Some(Event::InlineHtml(self.number(&label))),
            Event::Start(Tag::FootnoteDefinition(label)) => {
                Some(Event::Html(format!("<div>{}\n", self.number(&label)).into()))
            }
            Event::End(TagEnd::FootnoteDefinition) => Some(Event::Html("</div>\n".into())),
            other => Some(other),
        };
        [before, event]
    }

    /// The number of a footnote, raised; numbers go on from part to part.
    fn number(&mut self, label: &str) -> CowStr<'static> {
        let next = self.footnotes.len() + 1;
        let number = self.footnotes.entry(label.to_lowercase()).or_insert(next);
        format!("<sup>{number}</sup>").into()
    }

    /// A tag within a line.
    fn inline<'a>(&mut self, tag: CowStr<'a>) -> Event<'a> {
        let known = if tag.starts_with("<!--") {
            Some(())
        } else {
            Tags(&tag).next().flatten().and_then(|tag| self.follow(tag))
        };
        if known.is_some() { Event::InlineHtml(tag) } else { Event::Text(tag) }
    }

    /// Opens or closes what a tag does; none where it is of no use within a line.
    fn follow(&mut self, Found { name, closes }: Found) -> Option<()> {
        if closes {
            let open = self.open.get_mut(&name)?;
            *open = open.checked_sub(1)?;
        } else if !is(&name, VOID) {
            *is(&name, INLINE).then(|| self.open.entry(name).or_default())? += 1;
        }
        Some(())
    }

    /// The ends of what a block has left open within its lines.
    fn closed<'a>(&mut self, end: &Event<'a>) -> Option<Event<'a>> {
        let of_line = matches!(
            end,
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell)
        );
        let open = if of_line { std::mem::take(&mut self.open) } else { BTreeMap::new() };
        let ends = open.iter().map(|(name, &count)| format!("</{name}>").repeat(count));
        let ends: String = ends.collect();
        (!ends.is_empty()).then(|| Event::InlineHtml(ends.into()))
    }
}

/// A block of HTML, or of what is none.
fn block<'a>(raw: String) -> Event<'a> {
    if is_html(&raw) { Event::Html(raw.into()) } else { Event::Text(raw.into()) }
}

fn is(name: &str, names: &str) -> bool {
    names.split_ascii_whitespace().any(|known| known == name)
}

/// Whether a block holds tags of HTML and nothing else in angle brackets, each
/// of them whole, and ends what must be ended; linear in its length.
fn is_html(block: &str) -> bool {
    let mut open: Vec<(String, isize)> = Vec::new();
    for tag in Tags(block) {
        let Some(Found { name, closes }) = tag else { return false };
        let inline = is(&name, INLINE);
        if !inline && !is(&name, BLOCKS) && !name.contains('-') {
            return false;
        }
        if inline && !is(&name, VOID) || is(&name, GREEDY) {
            let step = if closes { -1 } else { 1 };
            match open.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += step,
                None => open.push((name, step)),
            }
        }
    }
    open.iter().all(|(_, count)| *count == 0)
}

/// A tag: its name in small letters, and whether it is one that closes.
struct Found {
    name: String,
    closes: bool,
}

/// The tags of a text, comments left out; none for one that has no end.
struct Tags<'a>(&'a str);

impl Iterator for Tags<'_> {
    type Item = Option<Found>;

    fn next(&mut self) -> Option<Option<Found>> {
        loop {
            let (_, rest) = self.0.split_once('<')?;
            self.0 = rest;
            if let Some(comment) = rest.strip_prefix("!--") {
                let Some((_, rest)) = comment.split_once("-->") else { return Some(None) };
                self.0 = rest;
            } else if rest
                .starts_with(|sign: char| sign.is_ascii_alphabetic() || "/!?".contains(sign))
            {
                return Some(self.found());
            }
        }
    }
}

impl Tags<'_> {
    /// The tag that begins here; where its text holds no tags, what follows begins with its end.
    fn found(&mut self) -> Option<Found> {
        let tag = self.0.get(..end_of_tag(self.0)?)?;
        self.0 = self.0.get(tag.len()..)?;
        let (closes, inside) = match tag.strip_prefix('/') {
            Some(inside) => (true, inside),
            None => (false, tag),
        };
        let end = inside.find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-')?;
        let name = inside.get(..end)?.to_ascii_lowercase();
        if !closes && is(&name, OPAQUE) {
            self.0 = self.0.get(self.0.find(&format!("</{name}"))?..)?;
        }
        Some(Found { name, closes })
    }
}

/// Where a tag ends, with its last sign; one in quotation marks is a value's.
/// None for one that doesn't end, and where such a mark begins no value.
fn end_of_tag(inside: &str) -> Option<usize> {
    let (mut quote, mut before) = (None, ' ');
    for (at, sign) in inside.char_indices() {
        match (quote, sign) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') if before != '=' => return None,
            (None, '"' | '\'') => quote = Some(sign),
            (Some(mark), sign) if mark == sign => quote = None,
            _ => {}
        }
        before = if sign.is_ascii_whitespace() { before } else { sign };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_html_where_all_of_it_is() {
        for (block, expected) in [
            ("<div align=\"center\">", true),
            ("</details>", true),
            ("<!-- more -->", true),
            ("<p>One<br>two <b>three</b></p>", true),
            ("<my-box>a</my-box>", true),
            ("<div>\n<!-- ad -->\n<script>if (a < b) { c('</p>') }</script>", true),
            ("<table><tr><td>1 < 2</table>", true),
            ("<!-- more", false),
            ("<div title=\"a", false),
            ("<div><iframe src=a>", false),
            ("<p>Vec<String></p>", false),
            ("<b>", false),
            ("<script>", false),
            ("<?php echo 1 ?>", false),
            ("<p>I </3 you</p>", false),
            ("<div \" a=\">", false),
        ] {
            assert_eq!(is_html(block), expected, "{block}");
        }
    }
}
