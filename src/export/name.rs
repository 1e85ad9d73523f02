//! File names made from titles: safe on every system, and no two alike.

use std::collections::BTreeSet;

use crate::fold::fold;

/// Bytes a name may have before its number and extension.
const LONGEST: usize = 120;

/// A file name, without extension, made from a title.
///
/// Letters and digits of any script stay, in lower case; everything between
/// them becomes one dash. So no path, control character, leading dot or dash
/// can come through, and nothing that a shell, Windows or Obsidian's links
/// give a meaning to. Cut at a character's end to at most 120 bytes; a title
/// without letters is `untitled`, a name reserved by Windows gets `-file`.
#[must_use]
pub fn safe_name(title: &str) -> String {
    let name = words_of(title);
    match name.as_str() {
        "" => "untitled".to_owned(),
        reserved if is_reserved(reserved) => format!("{reserved}-file"),
        _ => name,
    }
}

/// The words of a title with dashes between them, as many as fit.
fn words_of(title: &str) -> String {
    let words = title.split(|character: char| !character.is_alphanumeric());
    let mut name = String::new();
    for word in words.filter(|word| !word.is_empty()) {
        let dash = if name.is_empty() { "" } else { "-" };
        let word = within(&word.to_lowercase(), LONGEST.saturating_sub(name.len() + dash.len()));
        if word.is_empty() {
            break;
        }
        name.push_str(dash);
        name.push_str(&word);
    }
    name
}

/// The beginning of `text` that fits into `room` bytes.
fn within(text: &str, room: usize) -> String {
    text.char_indices()
        .take_while(|(at, character)| at + character.len_utf8() <= room)
        .map(|(_, character)| character)
        .collect()
}

/// Names that stand for devices on Windows, with any extension.
fn is_reserved(name: &str) -> bool {
    let numbered = |device| name.strip_prefix(device).is_some_and(is_port);
    matches!(name, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// The number of a device.
fn is_port(number: &str) -> bool {
    matches!(number, "¹" | "²" | "³") || matches!(number.as_bytes(), [b'0'..=b'9'])
}

/// The name to try when `name` is taken by a file that is not ours: `name-2.md`, `name-3.md` …
#[must_use]
pub fn numbered(name: &str, number: usize) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{number}.{extension}"),
        None => format!("{name}-{number}"),
    }
}

/// Names already given in one export; spellings that some file system holds
/// to be the same count as the same.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// A name for `title` that was not given before.
    pub(super) fn give(&mut self, title: &str, extension: &str) -> String {
        let first = format!("{}.{extension}", safe_name(title));
        let mut name = first.clone();
        let mut number = 2;
        while !self.0.insert(fold(&name)) {
            name = numbered(&first, number);
            number += 1;
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe() {
        for (title, name) in [
            ("A plain title", "a-plain-title"),
            ("../../etc/passwd", "etc-passwd"),
            ("-rf", "rf"),
            (".git/config", "git-config"),
            ("report\0.txt", "report-txt"),
            ("CON", "con-file"),
            ("com1", "com1-file"),
            ("community", "community"),
            ("", "untitled"),
            ("…", "untitled"),
            ("Türkiye’de ne oldu? [1]", "türkiye-de-ne-oldu-1"),
            ("国防 部长", "国防-部长"),
        ] {
            assert_eq!(safe_name(title), name, "{title}");
        }
        for long in ["é".repeat(300), "a b ".repeat(200), "👍é".repeat(100)] {
            let name = safe_name(&long);
            assert!(name.len() <= LONGEST && !name.ends_with('-'), "{name}");
        }
    }

    #[test]
    fn equal_titles_get_numbers() {
        let mut names = Names::default();
        let given: Vec<_> =
            ["Same", "same", "Straße", "STRASSE"].map(|title| names.give(title, "md")).into();
        assert_eq!(given, ["same.md", "same-2.md", "straße.md", "strasse-2.md"]);
    }
}
