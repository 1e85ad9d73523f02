//! Markdown, read as the HTML it stands for.

use pulldown_cmark::{Event, Options, Parser, html};

use super::{Content, fragment};
use crate::ingest;

/// Reads Markdown; its first heading is the title where the document has no other.
pub(super) fn read(text: &str, title: &str) -> Content {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let events = Parser::new_ext(text, options).map(|event| match event {
        // Raw HTML in Markdown may nest without bound; as text it is harmless.
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        other => other,
    });
    let mut page = String::with_capacity(text.len() * 2);
    html::push_html(&mut page, events);
    // Quotations and lists may nest as deep as they like.
    fragment::read(ingest::fragment(&page), title)
}
