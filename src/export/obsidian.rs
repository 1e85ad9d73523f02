//! Notes as Markdown for Obsidian, one file an article.
//!
//! A file has flat, quoted front matter and, for each note, a region between
//! two comments that only Obsidian's editor shows. How a new export is laid
//! over a file that a person has worked in is told in [`super::merge()`].

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{
    Export, ExportFile,
    escape::{markdown, yaml},
    gather::{Placed, Shelf, dateline_id, one_line, shelves},
    merge::Region,
    name::Names,
};
use crate::{
    model::Article,
    note::{Note, short_hash},
};

/// One file for each article that has notes.
pub(super) fn files(export: &Export<'_>) -> Vec<ExportFile> {
    let mut names = Names::default();
    let mut name = |shelf: &Shelf<'_>| names.give(shelf.title(), "md");
    let shelves = shelves(export).into_iter();
    shelves.map(|shelf| ExportFile { name: name(&shelf), text: file(export, &shelf) }).collect()
}

/// Writing to a string can't fail.
fn file(export: &Export<'_>, shelf: &Shelf<'_>) -> String {
    let regions: Vec<Region> = shelf.notes.iter().map(|placed| region(shelf, placed)).collect();
    let mut out = front_matter(export, shelf, &regions);
    let _ = write!(out, "\n# {}\n", markdown(&one_line(shelf.title())));
    out.extend(regions.iter().map(|region| format!("\n{}", region.text())));
    out
}

/// The properties between their rules; a list without items is left out.
fn front_matter(export: &Export<'_>, shelf: &Shelf<'_>, regions: &[Region]) -> String {
    let mut out = String::from("---\n");
    for (key, value) in properties(export, shelf) {
        let _ = writeln!(out, "{key}: {}", yaml(&value));
    }
    for (key, values) in lists(shelf, regions).into_iter().filter(|(_, list)| !list.is_empty()) {
        let _ = writeln!(out, "{key}:");
        out.extend(values.iter().map(|value| format!("  - {}\n", yaml(value))));
    }
    out + "---\n"
}

/// The properties with one value; those that are unknown are left out.
fn properties(export: &Export<'_>, shelf: &Shelf<'_>) -> Vec<(&'static str, String)> {
    let mut list = vec![("title", shelf.title().to_owned())];
    list.extend(shelf.link().map(|url| ("source", url.to_owned())));
    list.extend(shelf.article.into_iter().flat_map(publication));
    list.push(("accessed", export.today.to_string()));
    list.push(("dossier", export.name.to_owned()));
    list.push(("dateline_id", dateline_id(&shelf.key)));
    list
}

/// Where an article came out, when, and what says so.
fn publication(article: &Article) -> Vec<(&'static str, String)> {
    let metadata = &article.metadata;
    let mut list = Vec::new();
    list.extend(metadata.publisher.clone().map(|publisher| ("publisher", publisher)));
    if let Some(published) = &metadata.published {
        list.push(("published", published.when.edtf()));
        list.push(("published_precision", published.when.precision.name().to_owned()));
        list.push(("published_from", published.from.name().to_owned()));
    }
    list
}

fn lists(shelf: &Shelf<'_>, regions: &[Region]) -> [(&'static str, Vec<String>); 3] {
    let author = shelf.article.map(|article| article.metadata.byline.clone()).unwrap_or_default();
    let tags = shelf.notes.iter().flat_map(|placed| safe_tags(placed.note));
    let tags: BTreeSet<String> = tags.chain(["dateline".to_owned()]).collect();
    let ids = regions.iter().map(|region| region.id.clone()).collect();
    [("author", author), ("tags", tags.into_iter().collect()), ("dateline_notes", ids)]
}

/// The tags of a note that Obsidian takes.
fn safe_tags(note: &Note) -> impl Iterator<Item = String> {
    note.tags.iter().filter_map(|tag| safe_tag(tag))
}

fn region(shelf: &Shelf<'_>, placed: &Placed<'_>) -> Region {
    let note = placed.note;
    let id = block_id(&note.id);
    let mut parts = quotation(shelf, placed, &id);
    if !note.text.is_empty() {
        parts.push(closed(&note.text));
    }
    let tags: Vec<String> = safe_tags(note).map(|tag| format!("#{tag}")).collect();
    if !tags.is_empty() {
        parts.push(tags.join(" "));
    }
    Region::new(id, note.colour.name(), parts.join("\n\n"))
}

/// The words a note stands on with their block id, and a remark where the
/// article has lost them.
fn quotation(shelf: &Shelf<'_>, placed: &Placed<'_>, id: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let quote = shelf.quote(placed);
    if !quote.is_empty() {
        parts.extend([block_quote(quote), format!("^{id}")]);
    }
    if placed.is_orphan() {
        parts.push("*These words are not in the article any more.*".to_owned());
    }
    parts
}

/// Words that look like a callout's head get a head of their own: some readers
/// take the first line for one even where it is escaped.
fn block_quote(quote: &str) -> String {
    let escaped = markdown(quote.trim());
    let head = quote.trim_start().starts_with("[!").then_some("[!quote]");
    let lines = head.into_iter().chain(escaped.split('\n'));
    lines.map(|line| format!("> {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

/// A note's id as a block id: Obsidian takes letters, digits and dashes.
fn block_id(id: &str) -> String {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let whole = !id.is_empty() && id.len() <= 64 && id.bytes().all(fits);
    if whole { id.to_owned() } else { format!("n{}", short_hash(id)) }
}

/// A tag that Obsidian takes; none when it has no letter.
fn safe_tag(tag: &str) -> Option<String> {
    let fits = |character: char| character.is_alphanumeric() || "_/-".contains(character);
    let words: Vec<&str> =
        tag.split(|character| !fits(character)).filter(|word| !word.is_empty()).collect();
    let tag = words.join("-");
    tag.chars().any(|character| !character.is_numeric()).then_some(tag)
}

/// The reader's own Markdown as it is, but nothing in it stays open and
/// swallows what follows: fences are closed, comments and raw HTML made words.
fn closed(note: &str) -> String {
    let comments = note.matches("%%").count() % 2 == 1 || note.contains("%% dateline:");
    let mut lines = Vec::new();
    let mut fence: Option<String> = None;
    for line in note.split('\n') {
        fence = fence_after(fence, line);
        let line = if comments { line.replace("%%", "\\%%") } else { line.to_owned() };
        lines.push(if fence.is_some() { line } else { without_html(&line) });
    }
    lines.extend(fence);
    lines.join("\n").trim_start_matches('\n').to_owned()
}

/// The fence that is open after a line; only its own sign alone closes one.
fn fence_after(open: Option<String>, line: &str) -> Option<String> {
    let mark = fence_mark(line);
    let Some(open) = open else {
        return mark;
    };
    let closes = mark.is_some_and(|mark| mark.starts_with(&open) && line.trim() == mark);
    (!closes).then_some(open)
}

/// The run of three or more backticks or tildes that a line begins with.
fn fence_mark(line: &str) -> Option<String> {
    let line = line.trim_start();
    let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let mark: String = line.chars().take_while(|&character| character == sign).collect();
    (mark.len() >= 3).then_some(mark)
}

/// A line in which `<` begins no HTML and no link leads to a script: escaped
/// before a letter, `/`, `!` and `?`, except in code between backticks and in
/// front of web addresses.
fn without_html(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut ticks = 0;
    for (at, character) in line.char_indices() {
        ticks += usize::from(character == '`');
        let rest = line.get(at + character.len_utf8()..).unwrap_or_default();
        let active = (character == '<' && opens_html(rest)) || (character == ']' && runs(rest));
        if active && ticks % 2 == 0 && !out.ends_with('\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// Whether what follows a `<` makes it a tag or a comment, not an address.
fn opens_html(rest: &str) -> bool {
    let opens = |next: char| next.is_ascii_alphabetic() || "/!?%".contains(next);
    let address = ["http://", "https://", "mailto:"].iter().any(|scheme| rest.starts_with(scheme));
    rest.starts_with(opens) && !address
}

/// Whether what follows a link's words is an address that a program would run.
fn runs(rest: &str) -> bool {
    let near: String = rest.chars().take(40).collect();
    let target = near.strip_prefix('(').unwrap_or_default().trim_start().trim_start_matches('<');
    let target = target.to_ascii_lowercase();
    ["javascript:", "vbscript:", "data:"].iter().any(|scheme| target.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_leave_nothing_open() {
        for (note, text) in [
            ("plain *Markdown* [[link]]", "plain *Markdown* [[link]]"),
            ("```\ncode <b>", "```\ncode <b>\n```"),
            ("~~~~\n~~~\n~~~~", "~~~~\n~~~\n~~~~"),
            ("a <!-- b", "a \\<!-- b"),
            ("<script>x and <https://example.org>", "\\<script>x and <https://example.org>"),
            ("`<b>` 1 < 2", "`<b>` 1 < 2"),
            ("[a](b) [c](JavaScript:d)", "[a](b) [c\\](JavaScript:d)"),
            ("open %% comment", "open \\%% comment"),
            ("%%whole%%", "%%whole%%"),
        ] {
            assert_eq!(closed(note), text);
        }
    }

    #[test]
    fn tags_and_block_ids_are_what_obsidian_takes() {
        assert_eq!(safe_tag("steel dome!"), Some("steel-dome".to_owned()));
        assert_eq!(safe_tag("2025"), None);
        assert_eq!(safe_tag("#"), None);
        assert_eq!(block_id("n0abc-d"), "n0abc-d");
        assert!(block_id("urn:x:1").starts_with('n'));
    }
}
