//! The account of open elements: what the tree builder would have on its stack.

use super::{
    MAX_FORMATTING, MAX_OPEN,
    element::{
        BREAKS_OUT, CLOSES_P, Content, ENDS_TABLE, FOREIGN_ROOT, FORMATTING, HEADING, IMPLIED,
        INTEGRATION, SCOPE, SINGLE, SPECIAL, TABLE_PART, Traits, VOID, same,
    },
    tag::Tag,
};

/// How often formatting may be opened again in new paragraphs before it is closed for good.
const MAX_REOPENED: usize = 100_000;

/// What becomes of a start tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It stays.
    Keep,
    /// It is left out.
    Drop,
    /// It stays; these end tags go in front of it.
    CloseFormatting(String),
}

/// The elements that are open at a place of the source.
#[derive(Debug, Default)]
pub(super) struct Account<'a> {
    open: Vec<Open<'a>>,
    /// How many of them count for the depth.
    depth: usize,
    /// How many of them are paragraphs.
    paragraphs: usize,
    /// Formatting that would be opened again in a new paragraph, in order.
    formatting: Vec<&'a str>,
    reopened: usize,
}

#[derive(Debug)]
struct Open<'a> {
    name: &'a str,
    traits: Traits,
    /// How its children are read.
    content: Content,
    counts: bool,
    /// How much formatting was open when it was opened.
    formatting: usize,
}

impl<'a> Account<'a> {
    /// How markup is read at this place.
    pub(super) fn content(&self) -> Content {
        self.open.last().map(|open| open.content).unwrap_or_default()
    }

    /// Takes a start tag into account.
    pub(super) fn open(&mut self, tag: &Tag<'a>) -> Verdict {
        if self.content() == Content::Foreign && !tag.traits.any(BREAKS_OUT) {
            return self.open_foreign(tag);
        }
        self.leave_foreign();
        self.close_implied(tag);
        match tag.traits {
            traits if traits.any(VOID | SINGLE) || self.is_lost(tag) => Verdict::Keep,
            traits if traits.any(FORMATTING) => self.open_formatting(tag),
            _ => self.open_html(tag),
        }
    }

    fn open_html(&mut self, tag: &Tag<'a>) -> Verdict {
        let foreign = tag.traits.any(FOREIGN_ROOT);
        if foreign && tag.closes_itself {
            return Verdict::Keep;
        }
        if !self.push(tag, if foreign { Content::Foreign } else { Content::Html }) {
            return Verdict::Drop;
        }
        if tag.traits.any(SPECIAL) { self.reopen() } else { Verdict::Keep }
    }

    fn open_foreign(&mut self, tag: &Tag<'a>) -> Verdict {
        let html = tag.traits.any(INTEGRATION);
        let content = if html { Content::Html } else { Content::Foreign };
        if tag.closes_itself || self.push(tag, content) { Verdict::Keep } else { Verdict::Drop }
    }

    fn open_formatting(&mut self, tag: &Tag<'a>) -> Verdict {
        if same(tag.name, "a") || same(tag.name, "nobr") {
            self.close_formatting(tag.name);
        }
        if self.formatting.len() >= MAX_FORMATTING
            || self.reopened > MAX_REOPENED
            || !self.push(tag, Content::Html)
        {
            return Verdict::Drop;
        }
        self.formatting.push(tag.name);
        Verdict::Keep
    }

    /// Charges for the formatting that a new block opens again, and closes it all once it is too much.
    fn reopen(&mut self) -> Verdict {
        self.reopened += self.formatting.len();
        if self.reopened <= MAX_REOPENED || self.formatting.is_empty() {
            return Verdict::Keep;
        }
        let end_tags = self.formatting.drain(..).rev().flat_map(|name| ["</", name, ">"]);
        Verdict::CloseFormatting(end_tags.collect())
    }

    /// Takes an end tag into account.
    pub(super) fn close(&mut self, tag: &Tag<'a>) {
        let named = |open: &Open| same(open.name, tag.name);
        let traits = tag.traits;
        if self.content() == Content::Foreign {
            self.close_first(named, |open| open.content == Content::Html);
        } else if traits.any(FORMATTING) {
            self.close_formatting(tag.name);
        } else if traits.any(HEADING) {
            self.close_first(|open| open.traits.any(HEADING), |open| open.traits.any(SCOPE));
        } else if traits.any(TABLE_PART) {
            self.close_first(named, |open| open.traits.any(ENDS_TABLE));
        } else if traits.any(SPECIAL) {
            self.close_first(named, |open| open.traits.any(SCOPE));
        } else {
            self.close_first(named, |open| open.traits.any(SPECIAL));
        }
    }

    /// Ends what a start tag ends by itself: the paragraph, item, cell or row before it.
    fn close_implied(&mut self, tag: &Tag) {
        if tag.traits.any(CLOSES_P) && self.paragraphs > 0 {
            let stops = |open: &Open| open.traits.any(SCOPE) || same(open.name, "button");
            self.close_first(|open| same(open.name, "p"), stops);
        }
        if tag.traits.any(HEADING) {
            self.close_heading();
        } else if tag.traits.any(IMPLIED) {
            self.close_siblings(tag);
        }
    }

    /// Ends a heading in which another begins.
    fn close_heading(&mut self) {
        if self.open.last().is_some_and(|last| last.traits.any(HEADING)) {
            self.truncate(self.open.len() - 1);
        }
    }

    fn close_siblings(&mut self, tag: &Tag) {
        let ended = ended_by(tag.name);
        let ends = |open: &Open| ended.iter().any(|name| same(open.name, name));
        if tag.traits.any(TABLE_PART) {
            self.close_first(ends, |open| open.traits.any(ENDS_TABLE));
        } else {
            let passes = |open: &Open| ["address", "div", "p"].iter().any(|n| same(open.name, n));
            self.close_first(ends, |open| open.traits.any(SPECIAL) && !passes(open));
        }
    }

    /// Whether the tag opens nothing: a part of a table where no table is.
    fn is_lost(&self, tag: &Tag) -> bool {
        tag.traits.any(TABLE_PART)
            && !tag.traits.any(ENDS_TABLE)
            && !self.open.iter().any(|open| open.traits.any(ENDS_TABLE))
    }

    /// Closes the innermost element that `is` the one, unless a `barrier` stands before it.
    fn close_first(&mut self, is: impl Fn(&Open) -> bool, barrier: impl Fn(&Open) -> bool) {
        let found = self.open.iter().rposition(|open| is(open) || barrier(open));
        let Some(at) = found else { return };
        if self.open.get(at).is_some_and(is) {
            self.truncate(at);
        }
    }

    /// The adoption agency in short: blocks inside a formatting element stay open when it ends.
    fn close_formatting(&mut self, name: &str) {
        if let Some(at) = self.formatting.iter().rposition(|open| same(open, name)) {
            self.formatting.remove(at);
        }
        let is = |open: &Open| same(open.name, name);
        let barrier = |open: &Open| open.is_marker() || open.content == Content::Foreign;
        let Some(at) = self.open.iter().rposition(|open| is(open) || barrier(open)) else { return };
        if self.open.get(at).is_some_and(is) {
            self.end_formatting(at);
        }
    }

    /// Ends an element; alone where it holds blocks, else with all that it holds.
    fn end_formatting(&mut self, at: usize) {
        if self.open.iter().skip(at).any(|open| open.traits.any(SPECIAL)) {
            let open = self.open.remove(at);
            self.depth -= usize::from(open.counts);
            self.paragraphs -= usize::from(open.is_paragraph());
        } else {
            self.truncate(at);
        }
    }

    fn leave_foreign(&mut self) {
        while self.content() == Content::Foreign {
            self.truncate(self.open.len() - 1);
        }
    }

    /// Opens an element unless that were too deep.
    fn push(&mut self, tag: &Tag<'a>, content: Content) -> bool {
        let counts = self.content() == Content::Foreign || !tag.traits.any(IMPLIED);
        if (counts && self.depth >= MAX_OPEN) || self.open.len() >= 2 * MAX_OPEN {
            return false;
        }
        self.depth += usize::from(counts);
        let formatting = self.formatting.len();
        let open = Open { name: tag.name, traits: tag.traits, content, counts, formatting };
        self.paragraphs += usize::from(open.is_paragraph());
        self.open.push(open);
        true
    }

    fn truncate(&mut self, length: usize) {
        for open in self.open.drain(length..) {
            self.depth -= usize::from(open.counts);
            self.paragraphs -= usize::from(open.is_paragraph());
            if open.is_marker() {
                self.formatting.truncate(open.formatting);
            }
        }
    }
}

impl Open<'_> {
    fn is_paragraph(&self) -> bool {
        same(self.name, "p")
    }

    /// Whether its end forgets the formatting opened inside.
    fn is_marker(&self) -> bool {
        self.traits.any(SCOPE) && !self.traits.any(INTEGRATION) && !same(self.name, "table")
    }
}

/// The elements that a start tag with an implied end ends by itself, beside a paragraph.
fn ended_by(name: &str) -> &'static [&'static str] {
    const TABLE: [(&str, &[&str]); 10] = [
        ("li", &["li"]),
        ("td", &["td", "th"]),
        ("th", &["td", "th"]),
        ("tr", &["tr"]),
        ("option", &["option"]),
        ("dd", &["dd", "dt"]),
        ("dt", &["dd", "dt"]),
        ("tbody", &["tbody", "thead", "tfoot"]),
        ("thead", &["tbody", "thead", "tfoot"]),
        ("tfoot", &["tbody", "thead", "tfoot"]),
    ];
    TABLE.iter().find(|(start, _)| same(start, name)).map_or(&[], |(_, ended)| *ended)
}
