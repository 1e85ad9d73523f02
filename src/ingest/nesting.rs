//! A guard in front of the tree builder: bounded depth, attributes and
//! formatting.
//!
//! The HTML parsing algorithm is quadratic in the number of open elements, in
//! the number of attributes of a tag, and in unclosed formatting elements
//! times paragraphs (each is opened again in every paragraph). [`level`] reads
//! the source once, keeps the same account of open elements as the tree
//! builder would, and leaves out what goes beyond: start tags deeper than
//! [`MAX_OPEN`], attributes after [`MAX_ATTRIBUTES`], formatting beyond
//! [`MAX_FORMATTING`], elements after [`MAX_ELEMENTS`]. The account need not be exact, only never much smaller
//! than the truth; its rules are those of the HTML standard's tree
//! construction.
//!
//! What nothing reads is left out, too, for it is half of an ordinary page:
//! scripts, style sheets, drawings, most attributes, white space. Other text never is, and two things that
//! would hide it are opened: templates that are shown where they stand, and
//! what is never closed though nothing inside it is markup.

mod account;
mod element;
mod tag;
mod tree;
mod unread;

use std::{borrow::Cow, ops::Range};

use account::{Account, Verdict};
use element::{Content, FORMATTING, RAW, same};
use tag::{Markup, Tag, TagKind};

pub(super) use tree::{document, fragment};

/// The most elements that may be open at once; real pages stay under 100.
pub(super) const MAX_OPEN: usize = 512;

/// The most attributes a tag may have.
pub(super) const MAX_ATTRIBUTES: usize = 256;

/// The most formatting elements (`b`, `font` and the like) that may be open at once.
pub(super) const MAX_FORMATTING: usize = 32;

/// The most elements of a tree, and comments, which take many times the room of
/// their tags; the longest real pages have some ten thousand. Beyond, only text is left.
pub(super) const MAX_ELEMENTS: usize = 40_000;

/// HTML that is safe to build a tree from.
#[derive(Debug)]
pub(super) struct Levelled<'a> {
    /// The source, with nothing copied when nothing was left out.
    pub(super) html: Cow<'a, str>,
    /// How many tags were left out or shortened.
    pub(super) cut: usize,
}

/// Leaves out the tags that would make building a tree expensive. Linear in the source.
pub(super) fn level(html: &str) -> Levelled<'_> {
    let mut copy = Copy::new(html);
    let mut account = Account::default();
    let markup = Markup::of(html);
    let mut at = 0;
    while let Some(tag) = markup.next(at, account.content()) {
        copy.shorten(at, tag.start);
        at = tag.end;
        match tag.kind {
            TagKind::Start => at = start(markup, &tag, &mut account, &mut copy),
            TagKind::End if copy.is_full(&tag) => copy.drop_tag(&tag),
            TagKind::End => account.close(&tag),
            TagKind::Other => {
                if let Some(inside) = unread::inside_of_comment(html, &tag) {
                    copy.empty(&tag, inside);
                }
            }
            TagKind::LostComment => copy.replace(tag.start, tag.end, ""),
        }
    }
    copy.finish()
}

/// Accounts for a start tag; answers where scanning goes on.
fn start<'a>(
    markup: Markup<'a>,
    tag: &Tag<'a>,
    account: &mut Account<'a>,
    copy: &mut Copy<'a>,
) -> usize {
    let html = markup.html;
    let end = raw_end(html, tag, account.content(), copy);
    if end.is_none() && !is_code(html, tag) {
        copy.replace(tag.start, tag.end, "");
        return tag.end;
    }
    if let Some(end) = end.and_then(|end| unread::end(markup, tag, account.content(), end)) {
        return copy.leave_out(tag.start, end);
    }
    if is_shadow(html, tag) {
        return copy.leave_out(tag.start, tag.end);
    }
    copy.elements += 1;
    if copy.is_full(tag) {
        copy.drop_tag(tag);
        return tag.end;
    }
    match account.open(tag) {
        Verdict::Keep => {}
        Verdict::Drop => {
            copy.replace(tag.start, tag.end, "");
            return tag.end;
        }
        Verdict::CloseFormatting(end_tags) => copy.replace(tag.start, tag.start, &end_tags),
    }
    copy.keep(tag, account.content());
    end.unwrap_or(html.len())
}

/// Whether a template is shown in its place, as the inside of a custom element.
/// Its end tag closes nothing then.
fn is_shadow(html: &str, tag: &Tag) -> bool {
    let source = || html.get(tag.start..tag.end).unwrap_or_default().to_ascii_lowercase();
    same(tag.name, "template") && source().contains(" shadowroot")
}

/// Where the text of an element ends in which nothing is markup; none where it
/// is never closed. One such settles it for all of its name after it.
fn raw_end<'a>(html: &str, tag: &Tag<'a>, content: Content, copy: &mut Copy<'a>) -> Option<usize> {
    if content == Content::Foreign || !tag.traits.any(RAW) {
        return Some(tag.end);
    }
    if copy.lost.iter().any(|name| same(name, tag.name)) {
        return None;
    }
    let end = tag::closing_of(html, tag.end, tag.name);
    if end.is_none() {
        copy.lost.push(tag.name);
    }
    end
}

/// Whether a tag that is never closed begins a script or style sheet: one
/// without an address, behind which no prose stands. In any other it would
/// swallow the article.
fn is_code(html: &str, tag: &Tag) -> bool {
    let source = html.get(tag.start..tag.end).unwrap_or_default().to_ascii_lowercase();
    let linked = source.contains(" src");
    (same(tag.name, "script") && !linked || same(tag.name, "style"))
        && !is_prose(html.get(tag.end..).unwrap_or_default())
}

/// Whether a text has some words and no sign of code before any markup.
fn is_prose(text: &str) -> bool {
    let text = text.split_once('<').map_or(text, |(text, _)| text);
    text.split_whitespace().nth(7).is_some() && !text.contains(['{', '}', '=', ';'])
}

/// The source being copied, from the first change on.
struct Copy<'a> {
    source: &'a str,
    out: String,
    done: usize,
    cut: usize,
    /// How many elements are kept.
    elements: usize,
    /// How many comments stand before.
    comments: usize,
    /// Whether white space may count: there is preformatted text.
    exact: bool,
    /// Elements without markup in them that are not closed any more.
    lost: Vec<&'a str>,
}

impl<'a> Copy<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source,
            out: String::new(),
            done: 0,
            cut: 0,
            elements: 0,
            comments: 0,
            exact: false,
            lost: Vec::new(),
        }
    }

    /// Keeps a start tag without the attributes that are too many or that nothing reads.
    fn keep(&mut self, tag: &Tag, content: Content) {
        self.exact |= same(tag.name, "pre");
        if tag.has_unread && content == Content::Html {
            for place in tag::unread(self.source, tag) {
                self.leave_out(place.start, place.end);
            }
        }
        if let Some(end) = tag.attributes_end {
            self.replace(end, tag.end, ">");
        }
    }

    /// Leaves of white space between tags its first character.
    fn shorten(&mut self, start: usize, end: usize) {
        let between = self.source.as_bytes().get(start..end).unwrap_or_default();
        if between.len() > 1 && !self.exact && between.iter().all(u8::is_ascii_whitespace) {
            self.leave_out(start + 1, end);
        }
    }

    /// Leaves out the inside of a comment, and all of one that is too many.
    fn empty(&mut self, comment: &Tag, inside: Range<usize>) {
        self.comments += 1;
        let most = self.elements.max(self.comments);
        let place = if most > MAX_ELEMENTS { comment.start..comment.end } else { inside };
        self.leave_out(place.start, place.end);
    }

    /// Leaves out what nothing reads; answers where that ends.
    fn leave_out(&mut self, start: usize, end: usize) -> usize {
        if self.out.capacity() == 0 {
            self.out.reserve(self.source.len());
        }
        self.out.push_str(self.source.get(self.done..start).unwrap_or_default());
        self.done = end;
        end
    }

    /// Puts `by` in the place of a tag or a part of one.
    fn replace(&mut self, start: usize, end: usize, by: &str) {
        self.leave_out(start, end);
        self.out.push_str(by);
        self.cut += 1;
    }

    /// Whether there are too many elements for this one.
    fn is_full(&self, tag: &Tag) -> bool {
        self.elements > MAX_ELEMENTS && !tag.traits.any(RAW)
    }

    /// Leaves out a tag; what it parts stays apart.
    fn drop_tag(&mut self, tag: &Tag) {
        let gap = if tag.traits.any(FORMATTING) { "" } else { " " };
        self.replace(tag.start, tag.end, gap);
    }

    fn finish(mut self) -> Levelled<'a> {
        if self.out.is_empty() && self.done == 0 {
            return Levelled { html: Cow::Borrowed(self.source), cut: 0 };
        }
        self.out.push_str(self.source.get(self.done..).unwrap_or_default());
        Levelled { html: Cow::Owned(self.out), cut: self.cut }
    }
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    /// Levels a page and answers the depth of the tree built from it.
    fn depth(html: &str) -> usize {
        let tree = Html::parse_document(&level(html).html).tree;
        let mut depths = vec![(tree.root(), 1)];
        let mut deepest = 0;
        while let Some((node, depth)) = depths.pop() {
            deepest = deepest.max(depth);
            depths.extend(node.children().map(|child| (child, depth + 1)));
        }
        deepest
    }

    fn unchanged(html: &str) {
        let levelled = level(html);
        assert_eq!((levelled.html.as_ref(), levelled.cut), (html, 0));
    }

    /// `pattern` again and again, a number in place of `#`.
    fn numbered(times: usize, pattern: &str) -> String {
        (0..times).flat_map(|n| pattern.chars().map(move |c| (n, c))).fold(
            String::new(),
            |out, (n, c)| if c == '#' { out + &n.to_string() } else { out + &c.to_string() },
        )
    }

    #[test]
    fn ordinary_pages_pass_untouched() {
        unchanged("<p>One<p>Two <b>bold</b><ul><li>a<li>b</ul><img src=a><br>");
        unchanged(&"<p>A paragraph without end. ".repeat(3000));
        unchanged(&format!("<table>{}</table>", "<tr><td>a<td>b".repeat(2000)));
        unchanged(&format!("<ul>{}</ul>", "<li><span>a".repeat(2000)));
        unchanged(&format!("<select>{}</select>", "<option>a".repeat(2000)));
        unchanged(&format!("<title>{}</title><p>x", "<div>".repeat(2000)));
        unchanged(&"<svg><path><p>out of it".repeat(1000));
    }

    #[test]
    fn what_nothing_reads_is_left_out() {
        let check = |html: &str, expected: &str| {
            let levelled = level(html);
            assert_eq!((levelled.html.as_ref(), levelled.cut), (expected, 0));
        };
        check("<p>a </p> \n <p>b</p>\n\n", "<p>a </p> <p>b</p>\n\n");
        unchanged("<pre>a<b>  \n</b>  <i>b</i></pre>  <p>c");
        check("<Style>a{}</STYLE ><p>x<style></style>", "<p>x");
        check("a<script src=b>a='</scripts><div>'</script\n>b<script>c</script>", "ab");
        unchanged("<script type='application/ld+json'>{}</script><p>x");
        unchanged("<script type=TEXT/JSON>{}</script><p>x");
        unchanged("<script>a='<!--<script></script>'</script><p>x");
        check("<!-- <div> --><p>x<!-->y<!--->z<!---->", "<!----><p>x<!-->y<!--->z<!---->");
        unchanged("<!-- a --!> b --><p>x");
        check("<p DATA-a='>' class=b data-c=d/>x<br data-e/>y", "<p  class=b >x<br />y");
        check("<a data-b class='c'data-d=\"e\"id=f onclick = 'g'>x</a>", "<a class='c'id=f >x</a>");
        check(
            "<p style='color:red'>x<p style='display: none'>y",
            "<p >x<p style='display: none'>y",
        );
        unchanged("<script>a()<p>x");
        check("<p>a<svg><g><path d='M0'/></g><title>b</title><!-- c --></svg>d<svg/>e", "<p>ade");
        check(
            "<link rel=icon href=a><LINK rel=canonical href=b><p>x",
            "<LINK rel=canonical href=b><p>x",
        );
        check(&format!("<img alt=a src='data:{}'>x", "b".repeat(70_000)), "<img alt=a >x");
        check("<svg><style>a</style><a>b</a></SVG><p>x", "<p>x");
        unchanged("<svg><svg></svg></svg><math><mi>x</mi></math>");
        unchanged("<svg><g><p>out of it</p></svg>");
        unchanged("<svg><g></p>out of it</svg>");
        unchanged("<svg><font color=red>out of it</svg>");
        unchanged("<div><svg><g></div>out of it</svg>");
        unchanged("<svg><foreignObject><p>inside</p></foreignObject></svg>");
        unchanged("<svg><g>never closed");
        unchanged(&"<svg><path/>".repeat(500));
    }

    #[test]
    fn nothing_nests_beyond_the_bound() {
        for tag in [
            "div",
            "span",
            "b",
            "em",
            "font",
            "a",
            "nobr",
            "section",
            "ol><li",
            "ul><li",
            "dl><dd",
            "table><tr><td",
            "table",
            "select",
            "object",
            "ruby",
            "rt",
            "optgroup",
            "details",
            "ins",
            "template",
            "svg",
            "svg><g",
            "math><mrow",
            "svg><foreignObject><div",
            "h1",
            "blockquote",
            "q",
            "form",
            "button",
            "noscript",
            "x-y",
            "svg><tr",
            "math><mi><p",
            "frameset",
            "fieldset",
            "marquee",
            "p><object",
            "iframe",
            "center",
            "svg><p",
            "b><p",
            "i><table><td",
            "div></span",
            "b><div></b",
            "span><div></span",
        ] {
            let bomb = format!("<p>in front</p>{}deep", format!("<{tag}>").repeat(1500));
            assert!(depth(&bomb) <= 4 * MAX_OPEN, "{tag}: {}", depth(&bomb));
            assert!(level(&bomb).html.ends_with("deep"));
        }
    }

    #[test]
    fn unclosed_formatting_does_not_multiply() {
        let fonts = numbered(400, "<font color=#>");
        let bomb = format!("{fonts}{}", "<p>x".repeat(50_000));
        let nodes = Html::parse_document(&level(&bomb).html).tree.nodes().count();
        assert!(nodes < 600_000, "{nodes}");
    }

    #[test]
    fn what_is_never_closed_hides_nothing() {
        let html = |page: &str| level(page).html.into_owned();
        assert_eq!(html("<SCRIPT SRC=//a.example/.j>\nThe pier."), "\nThe pier.");
        assert_eq!(html(&"<script src=a>x".repeat(3000)), "x".repeat(3000));
        assert_eq!(html("<script src=a></script>x<script>cut off"), "x<script>cut off");
        assert_eq!(html("<svg><script src=a /></svg>x<script src=b></script>"), "x");
        assert_eq!(html("<title>a</title><p>x<textarea>y<p>z"), "<title>a</title><p>xy<p>z");
        assert_eq!(html("<title>The pier.<p>x</titles>"), "The pier.<p>x</titles>");
        assert_eq!(html(&"<title>x".repeat(3000)), "x".repeat(3000));
        let prose = "Nobody had expected it before the end of May.<p>x";
        assert_eq!(html(&format!("<script>{prose}")), prose);
        unchanged("<script>let one = 'of them had been there before the others'<p>x");
        unchanged("<style>p{color:red}<p>x");
    }

    #[test]
    fn the_inside_of_a_custom_element_is_seen() {
        let html = |page: &str| level(page).html.into_owned();
        let page = "<x-a><Template ShadowRootMode=open><p>x</p></template>y</x-a>";
        assert_eq!(html(page), "<x-a><p>x</p></template>y</x-a>");
        let text = Html::parse_document(&html(page)).root_element().text().collect::<String>();
        assert_eq!(text, "xy");
        unchanged("<template><p>x</p></template>");
    }

    #[test]
    fn a_comment_that_is_never_closed_ends_with_the_next_tag() {
        let html = |page: &str| level(page).html.into_owned();
        assert_eq!(html("<p>x<!-- y <b>z</b>"), "<p>xz</b>");
        assert_eq!(html("<!-->x<!--y-->z<!--"), "<!-->x<!---->z<!--");
        assert_eq!(html(&"<!--a>b".repeat(3000)), "b".repeat(3000));
        assert_eq!(html("<p>x<!---- y <b>z"), "<p>xz");
        assert_eq!(html("<p>x<!-- <b>y --><b>z</b><!---->"), "<p>x<!----><b>z</b><!---->");
        unchanged("<p>x<!-- cut off");
    }

    #[test]
    fn elements_are_bounded_and_their_text_stays() {
        let html = "<p>a<b>b</b></p>".repeat(MAX_ELEMENTS);
        let levelled = level(&html);
        assert_eq!(levelled.html.matches('<').count(), 2 * MAX_ELEMENTS);
        assert!(levelled.html.ends_with(" ab  ab "));
        assert_eq!(levelled.cut, 2 * MAX_ELEMENTS);
    }

    #[test]
    fn comments_are_bounded_and_what_stands_between_them_stays() {
        let levelled = level(&"a<!-- b -->".repeat(2 * MAX_ELEMENTS)).html.into_owned();
        assert_eq!(levelled.matches("<!---->").count(), MAX_ELEMENTS);
        assert_eq!(levelled.matches('a').count(), 2 * MAX_ELEMENTS);
    }

    #[test]
    fn attributes_are_bounded() {
        let many = numbered(5000, " lang='#>'");
        let levelled = level(&format!("<p{many}>text</p>")).html.into_owned();
        assert!(levelled.ends_with(" lang='255>' >text</p>"), "{}", levelled.len());
    }
}
