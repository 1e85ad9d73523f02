//! Finds the tags of HTML source as the standard's tokeniser would.

use super::{
    MAX_ATTRIBUTES,
    element::{Content, RAW, Traits},
};

/// What a piece of markup is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagKind {
    /// A start tag.
    Start,
    /// An end tag.
    End,
    /// A comment, declaration or marked section.
    Other,
}

/// One piece of markup.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'a> {
    pub(super) kind: TagKind,
    /// The name as written; empty for `Other`.
    pub(super) name: &'a str,
    pub(super) traits: Traits,
    /// The byte of its `<`.
    pub(super) start: usize,
    /// One past its `>`, or the end of the source.
    pub(super) end: usize,
    /// Whether it ends in `/>`.
    pub(super) closes_itself: bool,
    /// Where the attributes that are too many begin.
    pub(super) attributes_end: Option<usize>,
}

/// The next markup at or after byte `from`; none when only text is left.
///
/// An unfinished tag or comment at the end is text to us: no element comes of it.
pub(super) fn next(html: &str, from: usize, content: Content) -> Option<Tag<'_>> {
    let mut at = from;
    loop {
        at += html.get(at..)?.find('<')?;
        let rest = html.as_bytes().get(at + 1..)?;
        match rest {
            [first, ..] if first.is_ascii_alphabetic() => return element(html, at, 1),
            [b'/', first, ..] if first.is_ascii_alphabetic() => return element(html, at, 2),
            [b'!' | b'?' | b'/', ..] => return other(html, at, content),
            _ => at += 1,
        }
    }
}

fn other(html: &str, start: usize, content: Content) -> Option<Tag<'_>> {
    let rest = html.get(start..)?;
    let (opening, closing) = if rest.starts_with("<!--") {
        // The two hyphens of the opening may be those of the closing: `<!-->`.
        (2, "-->")
    } else if rest.starts_with("<![CDATA[") && content == Content::Foreign {
        (9, "]]>")
    } else {
        (2, ">")
    };
    let end = start + opening + rest.get(opening..)?.find(closing)? + closing.len();
    Some(Tag {
        kind: TagKind::Other,
        name: "",
        traits: Traits::default(),
        start,
        end,
        closes_itself: false,
        attributes_end: None,
    })
}

fn element(html: &str, start: usize, opening: usize) -> Option<Tag<'_>> {
    let rest = html.get(start + opening..)?;
    let length = rest.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>')?;
    let name = rest.get(..length)?;
    let mut cursor = Attributes { bytes: html.as_bytes(), at: start + opening + length, count: 0 };
    let end = cursor.end()?;
    Some(Tag {
        kind: if opening == 2 { TagKind::End } else { TagKind::Start },
        name,
        traits: Traits::of(name),
        start,
        end: end.at,
        closes_itself: end.closes_itself,
        attributes_end: end.attributes_end,
    })
}

/// Walks over the attributes of a tag.
struct Attributes<'a> {
    bytes: &'a [u8],
    at: usize,
    count: usize,
}

/// Where a tag ends.
struct TagEnd {
    at: usize,
    closes_itself: bool,
    attributes_end: Option<usize>,
}

impl Attributes<'_> {
    fn end(&mut self) -> Option<TagEnd> {
        let mut attributes_end = None;
        let mut closes_itself = false;
        loop {
            self.skip(|byte| byte.is_ascii_whitespace());
            match self.peek()? {
                b'>' => return Some(TagEnd { at: self.at + 1, closes_itself, attributes_end }),
                b'/' => {
                    closes_itself = true;
                    self.at += 1;
                    continue;
                }
                _ if self.count == MAX_ATTRIBUTES && attributes_end.is_none() => {
                    attributes_end = Some(self.at);
                }
                _ => {}
            }
            closes_itself = false;
            self.attribute()?;
        }
    }

    /// Passes one attribute. Only a value after `=` may be quoted.
    fn attribute(&mut self) -> Option<()> {
        self.count += 1;
        self.at += 1;
        self.skip(|byte| !byte.is_ascii_whitespace() && !b"=/>".contains(&byte));
        self.skip(|byte| byte.is_ascii_whitespace());
        if self.peek()? != b'=' {
            return Some(());
        }
        self.at += 1;
        self.skip(|byte| byte.is_ascii_whitespace());
        match self.peek()? {
            quote @ (b'"' | b'\'') => {
                self.at += 1;
                self.skip(|byte| byte != quote);
                self.at += 1;
            }
            _ => self.skip(|byte| !byte.is_ascii_whitespace() && byte != b'>'),
        }
        Some(())
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip(&mut self, passes: impl Fn(u8) -> bool) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|&byte| !passes(byte)).unwrap_or(rest.len());
    }
}

/// Where scanning goes on after a start tag: past the text of `script`, `style`
/// and the like, in which nothing is markup.
pub(super) fn skip_raw_text(html: &str, tag: &Tag, content: Content) -> usize {
    if content == Content::Foreign || !tag.traits.any(RAW) {
        return tag.end;
    }
    let mut at = tag.end;
    while let Some(found) = html.get(at..).and_then(|rest| rest.find("</")) {
        at += found;
        let name = html.as_bytes().get(at + 2..at + 2 + tag.name.len()).unwrap_or_default();
        if name.eq_ignore_ascii_case(tag.name.as_bytes()) {
            return at;
        }
        at += 2;
    }
    html.len()
}
