//! Markdown, read as the HTML it stands for.

use pulldown_cmark::{Event, Options, Parser, html};

use super::{Content, fragment};
use crate::ingest;

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
    let mut page = String::with_capacity(text.len() * 2);
    for part in parts(text, least) {
        push(&mut page, part);
    }
    page
}

fn push(page: &mut String, text: &str) {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let events = Parser::new_ext(text, options).map(|event| match event {
        // Raw HTML in Markdown may nest without bound; as text it is harmless.
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        other => other,
    });
    html::push_html(page, events);
}

/// A text in parts that say nothing of each other; whole where that isn't plain.
fn parts(text: &str, least: usize) -> Vec<&str> {
    let few = || (text.len() > least).then(|| parted(text, least)).flatten();
    few().unwrap_or_else(|| vec![text])
}

/// The parts of a text, each of which begins at the margin with a heading or
/// an item of a list: whatever is open ends there, but for fenced code. None
/// where a line may say something of another block, or leave one open.
fn parted(text: &str, least: usize) -> Option<Vec<&str>> {
    let mut parts = Vec::new();
    let mut fence: Option<&str> = None;
    let (mut start, mut at, mut in_table) = (0, 0, false);
    for line in text.split_inclusive('\n') {
        if let Some(mark) = fence {
            fence = Some(mark).filter(|mark| !closes(line, mark));
        } else {
            is_plain(line).then_some(())?;
            fence = opened(line);
            if at - start >= least && begins_block(line) && !in_table {
                parts.push(text.get(start..at)?);
                start = at;
            }
            in_table = line.contains('|');
        }
        at += line.len();
    }
    parts.push(text.get(start..)?);
    Some(parts)
}

/// The two signs of which fences are made.
const FENCES: [&str; 2] = ["```", "~~~"];

/// The fence that a line opens at the margin.
fn opened(line: &str) -> Option<&str> {
    let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(sign).len();
    line.get(..length).filter(|mark| mark.len() >= 3)
}

/// Whether a line closes the code that a fence has opened.
fn closes(line: &str, mark: &str) -> bool {
    let inset = line.len() - line.trim_start_matches(' ').len();
    let rest = line.trim().strip_prefix(mark);
    inset <= 3 && rest.is_some_and(|rest| rest.chars().all(|sign| mark.starts_with(sign)))
}

/// Whether a line outside code can be told from its beginning: no definition,
/// no HTML, no fence but at the margin.
fn is_plain(line: &str) -> bool {
    let line = line.strip_suffix('\n').unwrap_or(line);
    let line = line.strip_suffix('\r').unwrap_or(line);
    let inside = opened(line).map_or(line, |mark| line.get(mark.len()..).unwrap_or_default());
    let fenced = FENCES.iter().any(|fence| inside.contains(fence))
        || inside.len() < line.len() && inside.contains('`');
    !fenced && !line.trim_start().starts_with('<') && !line.contains("]:") && !line.contains('\r')
}

/// Whether a line is a heading or an item of a list that begins at the margin.
fn begins_block(line: &str) -> bool {
    let text = match line.strip_prefix(['-', '*', '+']) {
        Some(text) => text,
        None if line.starts_with('#') => line.trim_start_matches('#'),
        None => return false,
    };
    line.len() - text.len() <= 6
        && text.strip_prefix(' ').is_some_and(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(text: &str, least: usize) -> impl PartialEq + std::fmt::Debug {
        let body = fragment::read(ingest::fragment(page(text, least)), "").body;
        (body.text, body.blocks, body.removed)
    }

    #[test]
    fn a_long_text_is_parted_where_blocks_begin() {
        let text = "# Ferries\n\nOne sails.\n- late\n  - or never\n```\n# no\n```\n* twice\n";
        let expected =
            ["# Ferries\n\nOne sails.\n", "- late\n  - or never\n```\n# no\n```\n", "* twice\n"];
        assert_eq!(parts(text, 1), expected);
        assert_eq!(parts(text, 1000), [text]);
        for whole in ["- a\n- [b]: c\n- d\n", "- a\n<div>\n- b\n", "- a\n  ```\n- b\n"] {
            assert_eq!(parts(whole, 1), [whole]);
        }
    }

    proptest! {
        #[test]
        fn parts_tell_what_the_whole_tells(
            lines in prop::collection::vec(prop::sample::select(vec![
                "- one sails", "* two", "+ three", "# Head", "## Of all", "", "", "  - inside",
                "```", "~~~~", "````", "> said", "It sails.", "a | b", "--- | ---", "1. first",
                "    inset", "**bold", "* * *", "---", "- - -", "  more", "\t- far", "`code`", "-", "# ",
            ]), 0..14),
        ) {
            let text = lines.join("\n");
            prop_assert_eq!(told(&text, 1), told(&text, usize::MAX));
        }
    }
}
