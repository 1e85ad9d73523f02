//! Markdown, read as the HTML it stands for.

mod parts;
mod raw;

use pulldown_cmark::{BrokenLink, CowStr, Options, Parser, html};

use super::{Content, fragment};
use crate::ingest;
use parts::{Definitions, Parts};
use raw::Raw;

/// How much of a long text is read at once, in bytes at least: its parser holds
/// many times the room of what it reads.
const PART: usize = 1 << 18;

/// Reads Markdown; its first heading is the title where the document has no other.
pub(super) fn read(text: String, title: &str) -> Content {
    let page = page(&text, PART);
    drop(text);
    // Quotations and lists may nest as deep as they like.
    fragment::read(ingest::fragment(page), title)
}

/// The HTML that a text stands for, read in parts of `least` bytes at least.
fn page(text: &str, least: usize) -> String {
    let Parts { parts, definitions } = Parts::of(text, least);
    let mut page = String::with_capacity(text.len() * 2);
    for part in parts {
        push(&mut page, part, &definitions);
    }
    page
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES
}

/// Adds a part as HTML; `definitions` are those of all parts.
fn push(page: &mut String, part: &str, definitions: &Definitions) {
    let defined = |link: BrokenLink<'_>| {
        let (url, title) = definitions.get(&link.reference)?;
        Some((CowStr::from(url.to_owned()), CowStr::from(title.to_owned())))
    };
    let mut raw = Raw::default();
    let events = Parser::new_with_broken_link_callback(part, options(), Some(defined));
    let events = events.flat_map(|event| raw.told(event)).flatten();
    html::push_html(page, events);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(text: &str, least: usize) -> impl PartialEq + std::fmt::Debug {
        let content = fragment::read(ingest::fragment(page(text, least)), "");
        (content.body.text, content.body.blocks, content.body.removed, content.links)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn parts_tell_what_the_whole_tells(
            lines in prop::collection::vec(prop::sample::select(vec![
                "- one sails", "* two", "+ three", "# Head", "## Of all", "", "", "", "  - inside",
                "```", "~~~~", "````", "> said", "It sails.", "a | b", "--- | ---", "1. first",
                "    inset", "**bold", "* * *", "---", "- - -", "  more", "\t- far", "`code`", "-", "# ",
                "<!--", "-->", "<!-- aside -->", "<div>", "</div>", "<b>so</b>", "  <div>", "- <!--",
                "<pre>", "</pre>", "  <!--", "<Unit>", "> <div>", "<br> it", "<!-->", "<?x", "\u{a0}",
                "[pier]: /p", "[quay]: /q \"Q\"", "See [pier] and [the quay][QUAY].", "[Pier]: /other",
                "[pier", "](x)", "\"title\"", "[late]:", "/l", "[late]", "===",
                "  ```", "    ```", "  ~~~", "   ```", "    - deep", "      ```", "   # no", "1. ```",
            ]), 0..16),
        ) {
            let text = lines.join("\n");
            prop_assert_eq!(told(&text, 1), told(&text, usize::MAX));
        }
    }
}
