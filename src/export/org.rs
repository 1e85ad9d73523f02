//! Notes as an Org outline: a heading a note, its source in the properties, the
//! words it stands on in a block.
//!
//! Quotes and the reader's words come out letter by letter: quotes in example
//! blocks, whose lines are guarded by commas as Org itself does it, the
//! reader's words on fixed-width lines. Nothing in them is read as an outline.

use std::fmt::Write as _;

use super::{
    Export,
    gather::{Placed, Shelf, one_line, shelves},
};
use crate::note::Note;

/// Characters of a quote that a heading shows.
const HEADING: usize = 60;

/// The file's text.
pub(super) fn text(export: &Export<'_>) -> String {
    let mut out = format!("#+title: {}\n", one_line(export.name));
    for shelf in shelves(export) {
        shelf.notes.iter().for_each(|placed| entry(&mut out, &shelf, placed));
    }
    out
}

/// Writing to a string can't fail.
fn entry(out: &mut String, shelf: &Shelf<'_>, placed: &Placed<'_>) {
    let (note, quote) = (placed.note, shelf.quote(placed));
    let _ = writeln!(out, "\n* {}{}", heading(shelf, quote), tags(note));
    out.push_str(":PROPERTIES:\n");
    for (name, value) in properties(shelf, placed) {
        let _ = writeln!(out, ":{name}: {}", one_line(&value));
    }
    out.push_str(":END:\n");
    if !quote.is_empty() {
        let _ = writeln!(out, "#+begin_example\n{}\n#+end_example", guarded(quote));
    }
    for line in note.text.lines() {
        let _ = writeln!(out, "{}", format!(": {line}").trim_end());
    }
}

/// The first words a note stands on, else its article's title, in quotation
/// marks, so that no first word is taken for a state and no last for a tag.
fn heading(shelf: &Shelf<'_>, quote: &str) -> String {
    let words = if quote.is_empty() { shelf.title() } else { quote };
    let plain: String = words
        .chars()
        .map(|sign| if "*/_=~+[]<>{}$^\\|@#".contains(sign) { ' ' } else { sign })
        .collect();
    let line = one_line(&plain);
    let shown: String = line.chars().take(HEADING).collect();
    let more = if shown.len() < line.len() { "…" } else { "" };
    format!("“{}{more}”", shown.trim_end())
}

/// The tags that Org takes: letters, digits and low lines.
fn tags(note: &Note) -> String {
    let safe = |tag: &String| {
        let fits = |sign: char| if sign.is_alphanumeric() { sign } else { '_' };
        tag.chars().map(fits).collect::<String>()
    };
    let tags: Vec<String> = note.tags.iter().map(safe).filter(|tag| !tag.is_empty()).collect();
    if tags.is_empty() { String::new() } else { format!(" :{}:", tags.join(":")) }
}

fn properties(shelf: &Shelf<'_>, placed: &Placed<'_>) -> Vec<(&'static str, String)> {
    let note = placed.note;
    let mut list = vec![("ID", note.id.clone()), ("TITLE", shelf.title().to_owned())];
    list.extend(shelf.link().map(|url| ("SOURCE", url.to_owned())));
    let published = shelf.article.and_then(|article| article.metadata.published.as_ref());
    list.extend(published.map(|published| ("PUBLISHED", published.when.edtf())));
    list.push(("ARTICLE", shelf.key.file.clone()));
    list.extend([("COLOUR", note.colour.name().to_owned()), ("CREATED", note.created.clone())]);
    list.extend(placed.is_orphan().then(|| ("STATE", "orphan".to_owned())));
    list
}

/// The lines of a block that Org would read as its own begin with a comma,
/// which it takes away again.
fn guarded(quote: &str) -> String {
    let guard = |line: &str| {
        let rest = line.trim_start_matches([' ', '\t']);
        let bare = rest.trim_start_matches(',');
        let indent = line.strip_suffix(rest).unwrap_or_default();
        let taken = bare.starts_with('*') || bare.starts_with("#+");
        if taken { format!("{indent},{rest}") } else { line.to_owned() }
    };
    quote.split('\n').map(guard).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_org_would_read_are_guarded() {
        for (quote, expected) in [
            ("plain\n* a heading", "plain\n,* a heading"),
            ("  #+end_example", "  ,#+end_example"),
            (",* twice", ",,* twice"),
            ("# a comment, 2 * 3", "# a comment, 2 * 3"),
        ] {
            assert_eq!(guarded(quote), expected);
        }
    }
}
