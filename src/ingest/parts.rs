//! Large files of JSON Lines in parts, so that several processors can share
//! one, and its first articles needn't wait for its last.

use std::borrow::Cow;

use super::{
    MAX_DOCUMENTS, Reading, Source, encoding, release,
    sniff::{self, Format},
};

/// Bytes of the first part, at least: what a processor reads in a moment.
const FIRST: usize = 1 << 16;
/// How often the next part is twice as long.
const DOUBLINGS: usize = 2;

/// A run of lines of a JSON Lines file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    file: &'a str,
    text: &'a str,
    /// Lines of the file before it.
    before: usize,
    /// Lines of the file up to its end.
    behind: usize,
    /// How many per cent of the file end with it.
    share: u8,
}

impl Part<'_> {
    /// Reads its documents, which are numbered from the first one of the part.
    #[must_use]
    pub fn read(&self) -> Reading {
        let Self { file, text, before, .. } = *self;
        release::read_lines(&Source { file, bytes: text.as_bytes(), text }, before)
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// The numbers of its first and last line.
    #[must_use]
    pub fn lines(&self) -> (usize, usize) {
        (self.before + 1, self.behind)
    }

    /// How many per cent of the file end with it.
    #[must_use]
    pub fn share(&self) -> u8 {
        self.share
    }
}

/// The parts of a large file of JSON Lines that begins with an object; none of
/// any other file, which [`super::read`] reads whole.
///
/// What is written behind a file leaves all its parts but the last as they were.
#[must_use]
pub fn parts<'a>(file: &'a str, bytes: &'a [u8]) -> Option<Vec<Part<'a>>> {
    // Looked at first, so that other files are not looked through twice.
    let may_be = bytes.len() >= 2 * FIRST && bytes.trim_ascii_start().starts_with(b"{");
    if !may_be || sniff::refusal(bytes).is_some() {
        return None;
    }
    let Cow::Borrowed(text) = encoding::text(bytes) else { return None };
    let is_lines = sniff::format(text) == Format::JsonLines;
    (is_lines && text.lines().count() <= MAX_DOCUMENTS).then(|| split(file, text))
}

fn split<'a>(file: &'a str, text: &'a str) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    let (mut start, mut end, mut before) = (0, 0, 0);
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        end += line.len();
        if end - start >= FIRST << parts.len().min(DOUBLINGS) || end == text.len() {
            let share = u8::try_from(end * 100 / text.len()).unwrap_or(100);
            let text = text.get(start..end).unwrap_or_default();
            parts.push(Part { file, text, before, behind: number, share });
            (start, before) = (end, number);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::read;

    /// What parts or a whole file give: a line a document or problem.
    fn outline(reading: Reading, first: usize) -> Vec<String> {
        let documents = reading.documents.into_iter();
        let documents = documents
            .map(|one| format!("{} {} {:?}", one.origin.ordinal + first, one.origin.hash, one.id));
        documents.chain(reading.problems.into_iter().map(|problem| problem.message)).collect()
    }

    #[test]
    fn the_parts_of_a_file_give_what_the_whole_gives() {
        let text = "The bridge was closed for a week. ".repeat(300);
        let line = |at: usize| match at {
            40 => "{\"broken\n".to_owned(),
            50 => "\r\n".to_owned(),
            _ => format!("{{\"id\": {at}, \"text\": \"{text}\"}}\r\n"),
        };
        let file: String = (0..100).map(line).collect();
        let parts = parts("a.jsonl", file.as_bytes()).unwrap();
        assert!(parts.len() > 2);
        let mut told = Vec::new();
        let mut documents = 0;
        for part in parts {
            let reading = part.read();
            let count = reading.documents.len();
            told.extend(outline(reading, documents));
            documents += count;
        }
        let mut whole = outline(read("a.jsonl", file.as_bytes()), 0);
        assert!(whole.contains(&"line 41: the text is not JSON".to_owned()), "{:?}", whole.last());
        told.sort();
        whole.sort();
        assert_eq!(told, whole);
        assert_eq!(super::parts("a.txt", text.repeat(99).as_bytes()), None);
        assert_eq!(super::parts("a.jsonl", b"{\"text\": \"a\"}\n{\"text\": \"b\"}\n"), None);
    }
}
