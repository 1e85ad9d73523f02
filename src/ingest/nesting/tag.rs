//! Finds the tags of HTML source as the standard's tokeniser would.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memmem};

use super::{
    MAX_ATTRIBUTES,
    element::{Content, Traits},
    unread::is_read,
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
    /// A comment that is never closed: it would swallow the rest. It reaches to
    /// the next `>`, as readers of old took it.
    LostComment,
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
    /// Whether it has attributes that nothing reads.
    pub(super) has_unread: bool,
}

/// The markup of a source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Markup<'a> {
    /// The whole source.
    pub(super) html: &'a str,
    /// Where a comment is closed for the last time.
    last_closing: Option<usize>,
}

impl<'a> Markup<'a> {
    /// Looks for the end of the last comment.
    pub(super) fn of(html: &'a str) -> Self {
        Self { html, last_closing: memmem::rfind(html.as_bytes(), b"-->") }
    }

    /// The next markup at or after byte `from`; none when only text is left.
    ///
    /// An unfinished tag at the end is text to us: no element comes of it.
    pub(super) fn next(self, from: usize, content: Content) -> Option<Tag<'a>> {
        let html = self.html;
        let mut at = from;
        loop {
            at += memchr(b'<', html.as_bytes().get(at..)?)?;
            let rest = html.as_bytes().get(at + 1..)?;
            match rest {
                [first, ..] if first.is_ascii_alphabetic() => return element(html, at, 1),
                [b'/', first, ..] if first.is_ascii_alphabetic() => return element(html, at, 2),
                [b'!', b'-', b'-', ..] if self.is_lost(at) => {
                    return other(html, at, (TagKind::LostComment, 4, ">"));
                }
                [b'!' | b'?' | b'/', ..] => {
                    return other(html, at, marks(html.get(at..)?, content));
                }
                _ => at += 1,
            }
        }
    }

    /// Whether the comment that opens at a byte is never closed. The two
    /// hyphens of the opening may be those of the closing: `<!-->`.
    fn is_lost(self, at: usize) -> bool {
        self.last_closing.is_none_or(|closing| closing < at + 2)
    }
}

fn other<'a>(
    html: &'a str,
    start: usize,
    (kind, opening, closing): (TagKind, usize, &str),
) -> Option<Tag<'a>> {
    let rest = html.as_bytes().get(start + opening..)?;
    Some(Tag {
        kind,
        name: "",
        traits: Traits::default(),
        start,
        end: start + opening + memmem::find(rest, closing.as_bytes())? + closing.len(),
        closes_itself: false,
        attributes_end: None,
        has_unread: false,
    })
}

/// How long the opening of a comment or declaration is, and what closes it.
fn marks(rest: &str, content: Content) -> (TagKind, usize, &'static str) {
    match rest {
        _ if rest.starts_with("<!--") => (TagKind::Other, 2, "-->"),
        _ if rest.starts_with("<![CDATA[") && content == Content::Foreign => {
            (TagKind::Other, 9, "]]>")
        }
        _ => (TagKind::Other, 2, ">"),
    }
}

fn element(html: &str, start: usize, opening: usize) -> Option<Tag<'_>> {
    let rest = html.get(start + opening..)?;
    let ends = |byte: u8| byte.is_ascii_whitespace() || byte == b'/' || byte == b'>';
    let length = rest.bytes().position(ends)?;
    let name = rest.get(..length)?;
    let mut cursor = Attributes::at(html, start + opening + length);
    let end = cursor.end()?;
    Some(Tag {
        kind: if opening == 2 { TagKind::End } else { TagKind::Start },
        name,
        traits: Traits::of(name),
        start,
        end: end.at,
        closes_itself: end.closes_itself,
        attributes_end: end.attributes_end,
        has_unread: cursor.has_unread,
    })
}

/// The places of a start tag's attributes that nothing reads.
pub(super) fn unread<'a>(html: &'a str, tag: &Tag) -> impl Iterator<Item = Range<usize>> + 'a {
    let unread = |attribute: &Attribute| !is_read(attribute.name, attribute.value);
    attributes(html, tag).filter(unread).map(|attribute| attribute.place)
}

/// The attributes of a start tag, without those that are too many.
fn attributes<'a>(html: &'a str, tag: &Tag) -> impl Iterator<Item = Attribute<'a>> + use<'a> {
    let end = tag.attributes_end.unwrap_or(tag.end);
    let mut cursor = Attributes::at(html, tag.start + 1 + tag.name.len());
    std::iter::from_fn(move || cursor.next().filter(|attribute| attribute.place.start < end))
}

/// An attribute of a tag.
#[derive(Clone, Debug)]
pub(super) struct Attribute<'a> {
    /// Its name as written.
    pub(super) name: &'a str,
    /// Its value as written, with the quotes around it.
    pub(super) value: &'a str,
    /// Where it stands.
    pub(super) place: Range<usize>,
}

/// Walks over the attributes of a tag.
pub(super) struct Attributes<'a> {
    html: &'a str,
    at: usize,
    count: usize,
    has_unread: bool,
}

/// Where a tag ends.
struct TagEnd {
    at: usize,
    closes_itself: bool,
    attributes_end: Option<usize>,
}

impl<'a> Attributes<'a> {
    /// Those of the tag whose name ends at a byte.
    pub(super) fn at(html: &'a str, at: usize) -> Self {
        Self { html, at, count: 0, has_unread: false }
    }

    /// The next attribute; none where the tag ends.
    pub(super) fn next(&mut self) -> Option<Attribute<'a>> {
        self.skip(|byte| byte.is_ascii_whitespace() || byte == b'/');
        let start = self.at;
        self.peek().filter(|byte| *byte != b'>')?;
        let (name, value) = self.attribute()?;
        Some(Attribute { name, value, place: start..self.at })
    }

    /// One past the tag once no attribute is left, and whether it closes
    /// itself; none where the source ends first.
    pub(super) fn tag_end(&self, last: usize) -> Option<(usize, bool)> {
        let between = self.html.get(last..self.at)?;
        let end = self.at + 1;
        (self.peek() == Some(b'>')).then(|| (end, between.ends_with('/')))
    }

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
            let (name, value) = self.attribute()?;
            self.has_unread |= !is_read(name, value);
        }
    }

    /// Passes one attribute; answers its name and its value with its quotes.
    /// Only a value after `=` may be quoted.
    fn attribute(&mut self) -> Option<(&'a str, &'a str)> {
        let start = self.at;
        self.count += 1;
        self.at += 1;
        self.skip(|byte| !byte.is_ascii_whitespace() && !b"=/>".contains(&byte));
        let name = self.html.get(start..self.at).unwrap_or_default();
        self.skip(|byte| byte.is_ascii_whitespace());
        let value = if self.peek()? == b'=' { self.value()? } else { "" };
        Some((name, value))
    }

    /// Passes `=` and the value behind it.
    fn value(&mut self) -> Option<&'a str> {
        self.at += 1;
        self.skip(|byte| byte.is_ascii_whitespace());
        let start = self.at;
        match self.peek()? {
            quote @ (b'"' | b'\'') => self.quoted(quote),
            _ => self.skip(|byte| !byte.is_ascii_whitespace() && byte != b'>'),
        }
        self.html.get(start..self.at)
    }

    fn quoted(&mut self, quote: u8) {
        self.at += 1;
        let rest = self.html.as_bytes().get(self.at..).unwrap_or_default();
        self.at += memchr(quote, rest).unwrap_or(rest.len()) + 1;
    }

    fn peek(&self) -> Option<u8> {
        self.html.as_bytes().get(self.at).copied()
    }

    fn skip(&mut self, passes: impl Fn(u8) -> bool) {
        let rest = self.html.as_bytes().get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|&byte| !passes(byte)).unwrap_or(rest.len());
    }
}

/// Where the next end tag of a `script`, `style` or the like stands, in whose
/// text nothing is markup.
pub(super) fn closing_of(html: &str, from: usize, name: &str) -> Option<usize> {
    let text = html.as_bytes().get(from..)?;
    let mut openings = memchr_iter(b'<', text).map(|at| from + at);
    openings.find(|&at| is_end_of(html, at, name))
}

/// Whether the end tag of `name` stands at `at`.
fn is_end_of(html: &str, at: usize, name: &str) -> bool {
    let found = html.as_bytes().get(at..).and_then(|rest| rest.strip_prefix(b"</"));
    found.and_then(|rest| rest.split_at_checked(name.len())).is_some_and(|(found, after)| {
        let ends =
            after.first().is_some_and(|byte| b"/>".contains(byte) || byte.is_ascii_whitespace());
        ends && found.eq_ignore_ascii_case(name.as_bytes())
    })
}
