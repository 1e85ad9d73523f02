//! Markdown, read as the HTML it stands for.

mod definitions;
mod open;
mod parts;
mod raw;

use std::borrow::Cow;

use pulldown_cmark::{BrokenLink, CowStr, Options, Parser, html};

use super::{Content, fragment};
use crate::ingest;
use parts::{Lengths, Part, Parts};
use raw::Raw;

/// How much of a long text is read at once: its parser holds many times the
/// room of what it reads.
const LENGTHS: Lengths = Lengths { least: 1 << 17, most: 1 << 18 };

/// Reads Markdown; its first heading is the title where the document has no other.
pub(super) fn read(text: String, title: &str) -> Content {
    let page = page(&text, LENGTHS);
    drop(text);
    // Quotations and lists may nest as deep as they like.
    fragment::read(ingest::fragment(page), title)
}

/// The HTML that a text stands for, read in parts of such lengths.
fn page(text: &str, lengths: Lengths) -> String {
    let parts = Parts::of(text, lengths);
    let mut page = String::with_capacity(text.len() * 2);
    let mut raw = Raw::default();
    for part in &parts.all {
        push(&mut page, part, &parts, &mut raw);
    }
    page
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES
}

/// Adds one of some parts as HTML.
fn push(page: &mut String, part: &Part<'_>, of: &Parts<'_>, raw: &mut Raw) {
    let stubs = of.footnotes.stubs(part.text);
    let text = if stubs.is_empty() && part.before.is_empty() {
        Cow::Borrowed(part.text)
    } else {
        Cow::Owned([&stubs, part.before.as_str(), part.text].concat())
    };
    let defined = |link: BrokenLink<'_>| {
        let [url, title] = of.definitions.get(&link.reference)?;
        Some((CowStr::from(url.to_owned()), CowStr::from(title.to_owned())))
    };
    let events = Parser::new_with_broken_link_callback(&text, options(), Some(defined));
    let own = events.into_offset_iter().filter(|(_, place)| place.start >= stubs.len());
    html::push_html(page, own.flat_map(|(event, _)| raw.told(event)).flatten());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(text: &str, least: usize) -> impl PartialEq + std::fmt::Debug {
        let page = page(text, Lengths { least, most: usize::MAX });
        let content = fragment::read(ingest::fragment(page), "");
        (content.body.text, content.body.blocks, content.body.removed, content.links)
    }

    /// Lines that leave nothing open.
    const PLAIN: &str = ",,,- one sails,# Head,It sails.,It[^a] sails[^B].,  - inside,1. first,> said,\
        See [pier] and [the quay][QUAY].,**bold,a | b,    inset,`code`,  more";

    /// Lines that may.
    const RISKY: &str = "* two,+ three,## Of all,```,~~~~,````,--- | ---,* * *,---,- - -,\t- far,-,# ,\
        <!--,-->,<!-- aside -->,<div>,</div>,<b>so</b>,  <div>,- <!--,<pre>,</pre>,  <!--,<Unit>,> <div>,\
        <br> it,<!-->,<?x,\u{a0},[pier]: /p,[quay]: /q \"Q\",[Pier]: /other,[pier,](x),\"title\",[late]:,/l,\
        [late],===,  ```,    ```,  ~~~,   ```,    - deep,      ```,   # no,1. ```,- ~~~,> ```,\
        [^a]: noted,[^b]: also,[^A]: again,[^c]:,[^c],    - [^a]";

    /// Most of them leave nothing open, so that there are parts to compare.
    fn line() -> impl Strategy<Value = &'static str> {
        let of = |lines: &'static str| prop::sample::select(lines.split(',').collect::<Vec<_>>());
        prop_oneof![3 => of(PLAIN), 1 => of(RISKY)]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn parts_tell_what_the_whole_tells(lines in prop::collection::vec(line(), 0..16)) {
            let text = lines.join("\n");
            prop_assert_eq!(told(&text, 1), told(&text, usize::MAX));
        }

        #[test]
        fn what_is_cut_in_two_loses_no_word(lines in prop::collection::vec(line(), 0..16)) {
            let text = lines.join("\n");
            let words = |most| {
                let page = page(&text, Lengths { least: 1, most });
                let words = fragment::read(ingest::fragment(page), "");
                let pieces = words.body.removed.iter().map(|piece| piece.text.as_str());
                let all: String = pieces.chain([words.body.text.as_str()]).collect();
                ["sails", "inside", "first", "said", "inset", "noted"].map(|word| all.matches(word).count())
            };
            let (cut, whole) = (words(20), words(usize::MAX));
            prop_assert!(cut.iter().zip(&whole).all(|(cut, whole)| cut >= whole), "{cut:?} {whole:?}");
        }
    }
}
