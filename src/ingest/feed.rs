//! RSS 2.0, RSS 1.0 and Atom: an article an entry.
//!
//! `quick-xml` cuts the text into tags and no more: document type
//! definitions are passed over and their entities never expanded, so that no
//! feed can grow or reach for a file. A broken feed gives the entries in front
//! of the fault.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use serde_json::Value;

use super::{
    MAX_DOCUMENTS, Place, RawDocument, RawMetadata, Reading, Source, problem,
    record::{self, Object},
    release,
};
use crate::model::{PublishedFrom, Span};

/// Whether XML is a feed, by the name of its first element.
pub(super) fn is_feed(text: &str) -> bool {
    let root = root(text).unwrap_or_default().to_ascii_lowercase();
    ["rss", "feed", "rdf:rdf", "atom:feed"].contains(&root.as_str())
}

/// The name of the first element, past declarations and comments.
fn root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    while let Some(closing) = closing(rest) {
        rest = rest.get(rest.find(closing)? + closing.len()..)?.trim_start();
    }
    let name = rest.strip_prefix('<')?;
    name.get(..name.find(|c: char| c.is_whitespace() || c == '>' || c == '/')?)
}

/// What ends the declaration or comment at the start of the text; none for an element.
fn closing(text: &str) -> Option<&'static str> {
    match text {
        _ if text.starts_with("<!--") => Some("-->"),
        _ if text.starts_with("<?") => Some("?>"),
        _ if text.starts_with("<!") => Some(if subset_is_first(text) { "]>" } else { ">" }),
        _ => None,
    }
}

/// Whether a document type has an internal subset, in which `>` ends nothing.
fn subset_is_first(doctype: &str) -> bool {
    matches!((doctype.find('['), doctype.find('>')), (Some(subset), Some(end)) if subset < end)
}

/// Reads the entries of a feed.
pub(super) fn read(source: &Source) -> Reading {
    let mut walk = Walk::new(source);
    if walk.run() {
        walk.report("the feed is broken; what follows the fault is missing");
    }
    walk.end_entry(source.text.len());
    if walk.reading.documents.is_empty() {
        walk.report("the feed holds no entries");
    }
    walk.reading
}

/// The walk over a feed's tags.
struct Walk<'a> {
    source: &'a Source<'a>,
    depth: usize,
    /// The feed's own title and language.
    about: Object,
    entry: Option<Entry<'a>>,
    /// The field whose end is awaited, outside entries too.
    field: Option<Field>,
    reading: Reading,
}

struct Entry<'a> {
    start: usize,
    depth: usize,
    fields: Vec<(String, &'a str)>,
    links: Vec<String>,
}

struct Field {
    name: String,
    start: usize,
    depth: usize,
}

impl<'a> Walk<'a> {
    fn new(source: &'a Source<'a>) -> Self {
        let (about, reading) = (Object::new(), Reading::default());
        Self { source, depth: 0, about, entry: None, field: None, reading }
    }

    /// Walks to the end or the first fault; whether there was one.
    fn run(&mut self) -> bool {
        let mut reader = lenient(self.source.text);
        while self.reading.documents.len() < MAX_DOCUMENTS {
            let before = position(&reader);
            let event = reader.read_event();
            let at = Span::new(before, position(&reader));
            match event {
                Ok(Event::Start(tag)) => self.open(&tag, at),
                Ok(Event::Empty(tag)) => self.empty(&tag),
                Ok(Event::End(_)) => self.close(at),
                Ok(Event::Eof) => return false,
                Ok(_) => {}
                Err(_) => return true,
            }
        }
        self.report(format!("only the first {MAX_DOCUMENTS} entries were read"));
        false
    }

    fn report(&mut self, message: impl Into<String>) {
        self.reading.problems.push(problem(self.source.file, message));
    }

    fn open(&mut self, tag: &BytesStart, at: Span) {
        self.depth += 1;
        match name(tag) {
            name if name == "item" || name == "entry" => self.open_entry(at.start),
            name => self.open_field(name, tag, at.end),
        }
    }

    fn open_entry(&mut self, start: usize) {
        self.end_entry(start);
        let (fields, links) = (Vec::new(), Vec::new());
        self.entry = Some(Entry { start, depth: self.depth, fields, links });
    }

    fn open_field(&mut self, name: String, tag: &BytesStart, start: usize) {
        self.link(&name, tag);
        if self.field.is_none() && self.wants(&name) {
            self.field = Some(Field { name, start, depth: self.depth });
        }
    }

    /// Whether an element at this depth is a field of the entry or of the feed.
    fn wants(&self, name: &str) -> bool {
        match &self.entry {
            Some(entry) => self.depth == entry.depth + 1,
            None => self.depth <= 3 && (name == "title" || name == "language"),
        }
    }

    fn empty(&mut self, tag: &BytesStart) {
        self.link(&name(tag), tag);
    }

    /// Atom gives addresses as attributes.
    fn link(&mut self, name: &str, tag: &BytesStart) {
        let (Some(entry), "link") = (&mut self.entry, name) else { return };
        let relation = attribute(tag, "rel").unwrap_or_else(|| "alternate".to_owned());
        if relation == "alternate" {
            entry.links.extend(attribute(tag, "href"));
        }
    }

    fn close(&mut self, at: Span) {
        if self.field.as_ref().is_some_and(|field| field.depth == self.depth) {
            self.end_field(at.start);
        }
        if self.entry.as_ref().is_some_and(|entry| entry.depth == self.depth) {
            self.end_entry(at.end);
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn end_field(&mut self, end: usize) {
        let Some(field) = self.field.take() else { return };
        let raw = Span::new(field.start, end).cut(self.source.text);
        if let Some(entry) = &mut self.entry {
            entry.fields.push((field.name, raw));
        } else {
            self.about.entry(field.name).or_insert_with(|| Value::String(text(raw)));
        }
    }

    fn end_entry(&mut self, end: usize) {
        self.end_field(end);
        let Some(entry) = self.entry.take() else { return };
        let own = Span::new(entry.start, end).cut(self.source.text);
        let ordinal = self.reading.documents.len();
        let document = entry.document(self.source, ordinal, own);
        self.reading.documents.push(self.inherit(document));
    }

    fn inherit(&self, mut document: RawDocument) -> RawDocument {
        let about = record::metadata(&self.about, |_| None);
        document.metadata.publishers.extend(about.titles.into_iter().map(|(_, title)| title));
        document.metadata.languages.extend(about.languages);
        document
    }
}

impl Entry<'_> {
    fn document(&self, source: &Source, ordinal: usize, own: &str) -> RawDocument {
        let body = release::written("", self.body().into());
        let metadata = self.metadata();
        RawDocument { metadata, ..source.part(ordinal, own.as_bytes(), body) }
    }

    /// The fullest text that the entry has.
    fn body(&self) -> String {
        let names = ["content:encoded", "content", "description", "summary"];
        names.iter().find_map(|name| self.first(name)).map(body_text).unwrap_or_default()
    }

    fn metadata(&self) -> RawMetadata {
        let dates = self.all(&["pubdate", "published", "dc:date", "issued"], text);
        let urls = self.all(&["link"], text);
        RawMetadata {
            titles: Place::Field.of(self.all(&["title", "dc:title"], text)),
            authors: Place::Field.of(self.all(&["dc:creator", "author", "itunes:author"], author)),
            publishers: self.all(&["dc:publisher"], text),
            published: dates.into_iter().map(|date| (PublishedFrom::Field, date)).collect(),
            modified: self.all(&["updated", "dcterms:modified", "modified"], text),
            languages: self.all(&["dc:language"], text),
            urls: urls.into_iter().chain(self.links.iter().cloned()).collect(),
            ..RawMetadata::default()
        }
    }

    /// The first field of that name with anything in it.
    fn first(&self, name: &str) -> Option<&str> {
        let mut fields = self.fields.iter().filter(|(own, _)| own == name);
        fields.find_map(|(_, raw)| (!raw.trim().is_empty()).then_some(*raw))
    }

    fn all(&self, names: &[&str], read: fn(&str) -> String) -> Vec<String> {
        let fields =
            names.iter().flat_map(|name| self.fields.iter().filter(move |(own, _)| own == name));
        let values = fields.map(|(_, raw)| read(raw).trim().to_owned());
        values.filter(|value| !value.is_empty()).collect()
    }
}

/// A reader that takes tags as they come.
fn lenient(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// An element's name in lower case, without Atom's own prefix.
fn name(tag: &BytesStart) -> String {
    let name = tag.name().as_ref().to_ascii_lowercase();
    name.strip_prefix("atom:").map(str::to_owned).unwrap_or(name)
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let found = attributes.with_checks(false).flatten().find(|one| one.key.as_ref() == name)?;
    Some(unescape(&found.value))
}

/// The text of a title, name or date, whatever mark-up it carries.
fn text(raw: &str) -> String {
    record::plain(&body_text(raw))
}

/// An author: the `<name>` of an Atom person, or the whole.
fn author(raw: &str) -> String {
    let name = raw.split_once("<name>").and_then(|(_, rest)| rest.split_once("</name>"));
    text(name.map_or(raw, |(name, _)| name))
}

/// The mark-up that a field carries: escaped, in a CDATA section, or as it is (XHTML).
fn body_text(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, section)) = rest.split_once("<![CDATA[") {
        unescape_into(&mut out, before);
        let (inside, after) = section.split_once("]]>").unwrap_or((section, ""));
        out.push_str(inside);
        rest = after;
    }
    if rest.contains('<') {
        out.push_str(rest);
    } else {
        unescape_into(&mut out, rest);
    }
    out
}

/// Resolves the entities of XML itself, once; others stay as they are.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    unescape_into(&mut out, text);
    out
}

fn unescape_into(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, entity) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let (character, length) = resolve(entity).unwrap_or(('&', 1));
        out.push(character);
        rest = entity.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
}

/// The character of an entity at the start of the text, and the entity's length.
fn resolve(text: &str) -> Option<(char, usize)> {
    const LONGEST: usize = 10;
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    Some((named(text.get(1..end)?)?, end + 1))
}

/// The character that an entity names or counts out.
fn named(entity: &str) -> Option<char> {
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        number => numbered(number.strip_prefix('#')?),
    }
}

/// The character of a code point, decimal or hexadecimal with `x`.
fn numbered(number: &str) -> Option<char> {
    let hex = number.strip_prefix(['x', 'X']).map(|hex| u32::from_str_radix(hex, 16));
    char::from_u32(hex.unwrap_or_else(|| number.parse()).ok()?)
}

#[cfg(test)]
mod tests {
    use super::super::{Place, RawBody, fragment, read};

    /// What a feed gives, a line an entry, then the problems.
    fn check(feed: &str, expected: &[&str]) {
        let reading = read("a.xml", feed.as_bytes());
        let entries = reading.documents.iter().map(|document| {
            let body = match &document.body {
                RawBody::Fragment(html) => fragment(html).root_element().text().collect(),
                RawBody::Text(text) => text.clone(),
                other => format!("{other:?}"),
            };
            let found = &document.metadata;
            let texts = |list: &[(Place, String)]| -> Vec<String> {
                list.iter().map(|(_, text)| text.clone()).collect()
            };
            let dates = found.published.iter().map(|(_, date)| date.clone()).collect::<Vec<_>>();
            [
                texts(&found.titles).join("+"),
                texts(&found.authors).join("+"),
                found.publishers.join("+"),
                dates.join("+"),
                found.urls.join("+"),
                body,
            ]
            .join("|")
        });
        let problems = reading.problems.iter().map(|problem| problem.message.clone());
        assert_eq!(entries.chain(problems).collect::<Vec<_>>(), expected, "{feed}");
    }

    #[test]
    fn rss() {
        check(
            "<?xml version='1.0'?><rss version='2.0'><channel><title>The Quay</title>
             <image><title>Logo</title></image>
             <item><title>Pier &amp;amp; port</title><link>https://quay.example/1</link>
             <dc:creator>Ada Quill</dc:creator><pubDate>Thu, 04 Mar 2021 09:30:00 GMT</pubDate>
             <description>Short</description>
             <content:encoded><![CDATA[<p>The pier <b>opens</b>.</p>]]></content:encoded></item>
             <item><title>Two</title><description>&lt;p&gt;Escaped.&lt;/p&gt;</description></item>
             </channel></rss>",
            &[
                "Pier & port|Ada Quill|The Quay|Thu, 04 Mar 2021 09:30:00 GMT|https://quay.example/1|The pier opens.",
                "Two||The Quay|||Escaped.",
            ],
        );
    }

    #[test]
    fn rss_1_and_atom() {
        check(
            "<rdf:RDF><channel><title>Quay</title></channel>
             <item><title>One</title><dc:date>2021-03-04</dc:date><description>x</description></item>
             </rdf:RDF>",
            &["One||Quay|2021-03-04||x"],
        );
        check(
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>Quay</title><entry><title>One</title>
             <link rel='self' href='https://a.example/self'/><link href='https://a.example/?a&amp;b'/>
             <author><name>Bo Fern</name></author><published>2021-03-04T00:00:00Z</published>
             <content type='xhtml'><div><p>Body &amp; soul.</p></div></content></entry></feed>",
            &["One|Bo Fern|Quay|2021-03-04T00:00:00Z|https://a.example/?a&b|Body & soul."],
        );
    }

    #[test]
    fn definitions_are_never_expanded() {
        let bomb = "<!DOCTYPE rss [<!ENTITY a 'lol'><!ENTITY b '&a;&a;'>\
                    <!ENTITY f SYSTEM 'file:///etc/hostname'>]>\
                    <rss><channel><item><title>&b;&f;</title><description>x</description></item>\
                    </channel></rss>";
        check(bomb, &["&b;&f;|||||x"]);
    }

    #[test]
    fn broken_feeds_give_what_is_in_front_of_the_fault() {
        check("<rss><channel><item><title>One</title><description>Cut he", &["One|||||Cut he"]);
        check(
            "<rss><channel><item><title>One</title></item><item><title><![CDATA[ open",
            &["One|||||", "open|||||", "the feed is broken; what follows the fault is missing"],
        );
        check("<rss><channel></channel></rss>", &["the feed holds no entries"]);
    }
}
