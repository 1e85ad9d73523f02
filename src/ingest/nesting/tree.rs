//! The tree of levelled HTML, built by the rules of the standard.
//!
//! The tokeniser of `html5ever` looks at each character by itself, which takes
//! longer than all that comes of it. Most of a page needs none of that: text
//! and tags go to the tree builder as they stand, but for the commonest
//! character references. What isn't plain goes through the tokeniser, as far as the tag that ends
//! it, and where its end is in doubt, so does all the rest of the page.

use std::{borrow::Cow, cell::Cell};

use foldhash::{HashMap, HashMapExt};
use html5ever::{
    Attribute, LocalName, QualName,
    buffer_queue::BufferQueue,
    local_name, ns,
    tendril::StrTendril,
    tokenizer::{self, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts},
    tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink, create_element},
};
use memchr::memchr;
use scraper::{Html, HtmlTreeSink};

use super::{
    element::{Content, RAW, Traits},
    tag::{self, Attributes, Markup, Tag, TagKind},
};

/// The largest page of which the tree holds the source whole, in bytes: it
/// takes room as long as any part of it is held.
const SHARED: usize = 1 << 20;

/// No character reference is longer, in bytes.
const LONGEST_REFERENCE: usize = 64;

/// A node of a tree in the making.
type Node = <HtmlTreeSink as TreeSink>::Handle;

/// What the standard calls the stage of tree construction.
type Builder = TreeBuilder<Node, HtmlTreeSink>;

/// The tree of a whole page.
pub(in crate::ingest) fn document(html: &str) -> Html {
    let sink = HtmlTreeSink::new(Html::new_document());
    built(html, TreeBuilder::new(sink, TreeBuilderOpts::default()))
}

/// The tree of what may stand in the body of a page.
pub(in crate::ingest) fn fragment(html: &str) -> Html {
    let sink = HtmlTreeSink::new(Html::new_fragment());
    let body = QualName::new(None, ns!(html), local_name!("body"));
    let body = create_element(&sink, body, Vec::new());
    built(html, TreeBuilder::new_for_fragment(sink, body, None, TreeBuilderOpts::default()))
}

fn built(html: &str, builder: Builder) -> Html {
    let html = html.strip_prefix('\u{feff}').unwrap_or(html);
    let options = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
    let sink = Watched { builder, raw: Cell::new(false) };
    let mut reader = Reader {
        markup: Markup::of(html),
        whole: if html.len() <= SHARED { StrTendril::from_slice(html) } else { StrTendril::new() },
        at: 0,
        tokenizer: Tokenizer::new(sink, options),
        names: HashMap::new(),
    };
    while reader.step().is_some() {}
    reader.tokenise(html.len());
    reader.tokenizer.end();
    reader.tokenizer.sink.builder.sink.finish()
}

/// The tree builder, and whether it has told the tokeniser to take what
/// follows for text whatever it looks like.
struct Watched {
    builder: Builder,
    raw: Cell<bool>,
}

impl TokenSink for Watched {
    type Handle = Node;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Node> {
        if matches!(&token, Token::TagToken(tag) if tag.kind == tokenizer::EndTag) {
            self.raw.set(false);
        }
        match self.builder.process_token(token, line) {
            // No script is run, and the text is decoded.
            TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => {
                TokenSinkResult::Continue
            }
            result => {
                self.raw.set(self.raw.get() || result != TokenSinkResult::Continue);
                result
            }
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// A page on its way to the tree builder.
struct Reader<'a> {
    markup: Markup<'a>,
    /// The source as trees have it, who hold parts of it without a copy; nothing of a large one.
    whole: StrTendril,
    /// Up to where it is read.
    at: usize,
    tokenizer: Tokenizer<Watched>,
    /// Names of elements and attributes by how they are written.
    names: HashMap<&'a str, Name>,
}

/// A name as trees have it.
#[derive(Clone)]
struct Name {
    local: LocalName,
    /// Whether nothing is markup inside an element of the name.
    raw: bool,
}

impl<'a> Reader<'a> {
    /// Reads as far as the next tag or comment ends; none where the tokeniser
    /// has to find out what the rest is.
    fn step(&mut self) -> Option<()> {
        let html = self.markup.html;
        let start = self.at + memchr(b'<', html.as_bytes().get(self.at..)?)?;
        if self.text(start).is_some()
            && let Some((tag, end)) = self.tag(start)
        {
            self.hand_over(Token::TagToken(tag));
            self.at = end;
            return Some(());
        }
        self.tokenise_tag()
    }

    /// Hands over the text that stands before a byte; none where some of it isn't plain.
    fn text(&mut self, end: usize) -> Option<()> {
        while self.at < end {
            let part = first_part(self.markup.html.get(self.at..end)?);
            let text = resolved(part)?;
            self.hand_over(Token::CharacterTokens(self.held(&text, self.at)));
            self.at += part.len();
        }
        Some(())
    }

    /// A text as trees hold it, which in the source may begin at a byte.
    fn held(&self, text: &str, start: usize) -> StrTendril {
        let part = self.markup.html.get(start..start + text.len());
        let part =
            part.filter(|part| *part == text).and_then(|part| u32::try_from(part.len()).ok());
        let part = part.zip(u32::try_from(start).ok());
        let part = part.and_then(|(length, start)| self.whole.try_subtendril(start, length).ok());
        part.unwrap_or_else(|| StrTendril::from_slice(text))
    }

    /// Gives what stands up to the end of the next tag or comment to the tokeniser.
    fn tokenise_tag(&mut self) -> Option<()> {
        let tag = self.markup.next(self.at, Content::Html)?;
        let source = self.markup.html.get(tag.start..tag.end)?;
        let sure = match tag.kind {
            TagKind::Start | TagKind::End => true,
            TagKind::Other => !source.contains("--!>") && !source.starts_with("<![CDATA["),
            TagKind::LostComment => false,
        };
        sure.then(|| self.tokenise(tag.end))?;
        self.raw_text(&tag)
    }

    /// Reads what is no markup inside an element, whatever it looks like.
    fn raw_text(&mut self, tag: &Tag) -> Option<()> {
        while self.tokenizer.sink.raw.get() {
            let closing = tag::closing_of(self.markup.html, self.at, tag.name)?;
            let end = self.markup.next(closing, Content::Html)?.end;
            self.tokenise(end);
        }
        Some(())
    }

    /// Gives what stands up to a place to the tokeniser.
    fn tokenise(&mut self, end: usize) {
        while self.at < end {
            let source = self.markup.html.get(self.at..end).unwrap_or_default();
            let part = first_part(source);
            self.at = if part.is_empty() { end } else { self.at + part.len() };
            let queue = BufferQueue::default();
            queue.push_back(StrTendril::from_slice(part));
            while !queue.is_empty() {
                let _ = self.tokenizer.feed(&queue);
            }
        }
    }

    fn hand_over(&self, token: Token) {
        let _ = self.tokenizer.sink.process_token(token, 1);
    }

    /// The tag that begins at a byte, and its end; none unless it is plain.
    fn tag(&mut self, start: usize) -> Option<(tokenizer::Tag, usize)> {
        let html = self.markup.html;
        let rest = html.get(start + 1..)?;
        let (kind, rest) = match rest.strip_prefix('/') {
            Some(rest) => (tokenizer::EndTag, rest),
            None => (tokenizer::StartTag, rest),
        };
        let ends = |byte: u8| byte.is_ascii_whitespace() || byte == b'/' || byte == b'>';
        let written = rest.get(..rest.bytes().position(ends)?)?;
        written.starts_with(|first: char| first.is_ascii_alphabetic()).then_some(())?;
        let name = self.name(written)?;
        (kind == tokenizer::EndTag || !name.raw).then_some(())?;
        let named = html.len() - rest.len() + written.len();
        let (attrs, (end, self_closing)) = self.attributes(named)?;
        let name = name.local;
        let had_duplicate_attributes = false;
        let tag = tokenizer::Tag { kind, name, self_closing, attrs, had_duplicate_attributes };
        Some((tag, end))
    }

    /// The attributes of the tag whose name ends at a byte, each name once, and
    /// how it ends; none unless all are plain.
    fn attributes(&mut self, named: usize) -> Option<(Vec<Attribute>, (usize, bool))> {
        let mut attributes: Vec<Attribute> = Vec::new();
        let mut cursor = Attributes::at(self.markup.html, named);
        let mut last = named;
        while let Some(found) = cursor.next() {
            last = found.place.end;
            let local = self.name(found.name)?.local;
            let inside = unquoted(found.value);
            let quote = (found.value.len() - inside.len()) / 2;
            let value = resolved(inside)?;
            if !attributes.iter().any(|known| known.name.local == local) {
                let name = QualName::new(None, ns!(), local);
                let value = self.held(&value, last - found.value.len() + quote);
                attributes.push(Attribute { name, value });
            }
        }
        Some((attributes, cursor.tag_end(last)?))
    }

    fn name(&mut self, written: &'a str) -> Option<Name> {
        if let Some(known) = self.names.get(written) {
            return Some(known.clone());
        }
        let plain = !written.contains('\0');
        let local = plain.then(|| LocalName::from(written.to_ascii_lowercase()))?;
        let name = Name { local, raw: Traits::of(written).any(RAW) };
        self.names.insert(written, name.clone());
        Some(name)
    }
}

/// As much of a text as is read at once: of a large one a part that ends in
/// no character reference or line end.
fn first_part(text: &str) -> &str {
    if text.len() <= SHARED {
        return text;
    }
    let most = (0..=SHARED).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(SHARED);
    let begun = text.get(..most).and_then(|part| part.rfind(['&', '\r']));
    let end = begun.filter(|at| at + LONGEST_REFERENCE > most && *at > 0).unwrap_or(most);
    text.get(..end).unwrap_or(text)
}

/// A text or value as the tokeniser would read it; none where that is better asked.
fn resolved(text: &str) -> Option<Cow<'_, str>> {
    let is_special = |byte: u8| matches!(byte, b'&' | b'\r' | b'\0');
    if !text.bytes().any(is_special) {
        return Some(Cow::Borrowed(text));
    }
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.bytes().position(is_special) {
        let (plain, special) = rest.split_at_checked(at)?;
        resolved.push_str(plain);
        let (meant, left) = meant(special)?;
        resolved.push(meant);
        rest = left;
    }
    resolved.push_str(rest);
    Some(Cow::Owned(resolved))
}

/// What a text begins with that isn't plain, and the rest.
fn meant(special: &str) -> Option<(char, &str)> {
    if let Some(left) = special.strip_prefix('\r') {
        return Some(('\n', left.strip_prefix('\n').unwrap_or(left)));
    }
    let rest = special.strip_prefix('&')?;
    if !rest.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '#') {
        return Some(('&', rest));
    }
    let (name, left) = rest.split_once(';')?;
    Some((reference(name)?, left))
}

/// The character that a reference stands for; none of those that are rare or ill-formed.
fn reference(name: &str) -> Option<char> {
    if let Some(digits) = name.strip_prefix('#') {
        let decimal = digits.len() <= 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number: u32 = digits.parse().ok().filter(|_| decimal)?;
        return char::from_u32(number).filter(|meant| !meant.is_control());
    }
    Some(match name {
        "amp" => '&',
        "nbsp" => '\u{a0}',
        "quot" => '"',
        "lt" => '<',
        "gt" => '>',
        "rsquo" => '’',
        "lsquo" => '‘',
        "rdquo" => '”',
        "ldquo" => '“',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "raquo" => '»',
        "laquo" => '«',
        "copy" => '©',
        "middot" => '·',
        "bull" => '•',
        "apos" => '\'',
        _ => return None,
    })
}

/// An attribute's value without the quotes around it.
fn unquoted(value: &str) -> &str {
    let quote = ['"', '\''].into_iter().find(|quote| value.starts_with(*quote));
    let inside = quote.and_then(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    inside.unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Pieces of pages in which tokenisers go astray.
    const PIECES: [&str; 70] = [
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<a href='b&amp;c'>",
        "<a HREF=d/>",
        "</a>",
        "a word",
        " \n",
        "\r\n",
        "\r",
        "&",
        "&amp",
        "&amp;",
        "&#x",
        "&#39;",
        "&notit;",
        "&nbsp;",
        "&#128;",
        "&#0;",
        "&#13;",
        "&#8217;",
        "&#xa0;",
        "a&lt",
        "\0",
        "<",
        "</",
        "<!",
        "<!--",
        "-->",
        "--!>",
        "<!-- a -->",
        "<!-->",
        "<![CDATA[",
        "]]>",
        "<?pi>",
        "<!doctype html>",
        "<title>",
        "</title>",
        "<TEXTAREA>",
        "</textarea >",
        "<script>",
        "</script>",
        "</script a='>'>",
        "<!--<script>",
        "<style>",
        "</style>",
        "<svg>",
        "</svg>",
        "<svg/>",
        "<math><mi>",
        "<desc>",
        "<template>",
        "</template>",
        "<table>",
        "<tr><td>",
        "</table>",
        "<select><option>",
        "</select>",
        "<pre>\n",
        "<plaintext>",
        "<noscript>",
        "</noscript>",
        "<br/ >",
        "</br a=b>",
        "<i a=1 A=2 a=3>",
        "<p ='>'=x>",
        "<body class=b>",
        "<q\0 =\0>",
        "<frameset>",
    ];

    #[test]
    fn trees_are_those_of_the_standard() {
        let check = |html: &str| {
            assert_eq!(document(html), Html::parse_document(html), "{html}");
            assert_eq!(fragment(html), Html::parse_fragment(html), "{html}");
        };
        check("");
        check("<!doctype html><title>A & B</title><p class=a id='b'>c &amp; d<br/>e");
        check(
            "<a href='?a=1&b=2&amp;copy=3&copy=4&lt;' title=&quot;>&quot;&mdash;&#8217;&#x2019;&rarr;&",
        );
        check("<a b=c/>d<br/ >e<svg/ >f</svg/>g<a b='c'/>h<a/b/>i");
        check("<p>a<!-- b --!> <i title='-->'>c</i> d --> e");
        check("<svg><![CDATA[<p>]]></svg><title/>a</title>");
        check("<svg><title><b>a</b></title><script>b</script></svg>c");
        check("<script>a='<!--<script></script>'</script><p>x--></script>y");
        check("\u{feff}\u{feff}&amp;\u{feff}<b>\u{feff}&lt;");
        check("<textarea>\n<p></textarea><select><title>a</select>b</title>c");
    }

    #[test]
    fn a_large_text_is_read_in_parts() {
        for text in ["a&amp;b\r\n", "é&notit;\r", "&#8217;c "] {
            let html = format!("<p>{0}<b>{0}", text.repeat(SHARED / 5));
            assert!(fragment(&html) == Html::parse_fragment(&html), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_pieces_give_the_tree_of_the_standard(
            pieces in prop::collection::vec(0..PIECES.len(), 0..14),
        ) {
            let html: String = pieces.into_iter().map(|at| PIECES[at]).collect();
            prop_assert_eq!(document(&html), Html::parse_document(&html));
            prop_assert_eq!(fragment(&html), Html::parse_fragment(&html));
        }
    }
}
