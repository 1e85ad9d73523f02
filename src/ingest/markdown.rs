//! Markdown: whether a text is any, and what its front matter says.

use std::borrow::Cow;

use serde_json::Value;

use super::{
    Place, RawBody, RawDocument, Whole,
    record::{self, Object},
};

/// How many lines are looked at.
const LINES: usize = 400;

/// How many lines front matter may have.
const FRONT_LINES: usize = 100;

/// How far from the start the first heading may stand, in lines that aren't empty.
const FIRST_HEADING: usize = 10;

/// Whether a text is Markdown. A sign alone proves nothing, as plain text has
/// bullets, hashes and stars, too: it takes front matter, or signs of two
/// kinds, or one kind again and again. Hashes that begin first far down are
/// the comments of a program that a text quotes.
pub(super) fn is_markdown(text: &str) -> bool {
    front_matter(text).is_some() || Signs::of(text).prove()
}

/// How often each sign of Markdown was seen.
#[derive(Default)]
struct Signs {
    headings: usize,
    fences: usize,
    links: usize,
    emphases: usize,
    items: usize,
}

impl Signs {
    fn of(text: &str) -> Self {
        let mut signs = Self::default();
        text.lines().take(LINES).for_each(|line| signs.count(line));
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        if !lines.by_ref().take(FIRST_HEADING).any(is_heading) {
            signs.headings = 0;
        }
        signs
    }

    fn count(&mut self, line: &str) {
        let starts = |signs: &[&str]| signs.iter().any(|sign| line.trim_start().starts_with(sign));
        self.headings += usize::from(is_heading(line));
        self.fences += usize::from(starts(&["```", "~~~"]));
        self.links += line.matches("](").count();
        self.emphases += line.matches("**").count() / 2;
        self.items += usize::from(starts(&["- ", "* ", "+ ", "> "]));
    }

    fn prove(&self) -> bool {
        let strong = self.headings + self.links + self.fences / 2;
        let all = [self.headings, self.fences / 2, self.links, self.emphases, self.items];
        let kinds = all.into_iter().filter(|count| *count > 0).count();
        strong > 0 && (kinds > 1 || strong > 2)
    }
}

/// `# Heading`; a hash tag has no space.
fn is_heading(line: &str) -> bool {
    let text = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - text.len())) && text.starts_with(' ')
}

/// Reads a Markdown file; its front matter becomes metadata.
pub(super) fn read(whole: Whole<'_>) -> RawDocument {
    let Whole { file, hash, text } = whole;
    let (front, body) = front_matter(&text).unwrap_or(("", &text));
    let record = fields(front);
    let mut metadata = record::metadata(&record, |_| None);
    let heading = body.lines().take(LINES).find(|line| line.starts_with("# "));
    let heading = heading.map(|line| line.trim_matches(['#', ' ']).to_owned());
    metadata.titles.extend(Place::Shown.of(heading));
    let id = record::id(&record);
    let before = text.len() - body.len();
    let body = RawBody::Markdown(without_start(text, before));
    RawDocument { id, metadata, ..RawDocument::new(file, 0, hash, body) }
}

/// A text without its first bytes.
fn without_start(text: Cow<'_, str>, bytes: usize) -> String {
    match text {
        Cow::Borrowed(text) => text.get(bytes..).unwrap_or_default().to_owned(),
        Cow::Owned(mut text) => {
            text.drain(..bytes);
            text
        }
    }
}

/// Splits the front matter, between two lines `---` at the very top, from the body.
fn front_matter(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("---")?.trim_start_matches(' ');
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?;
    let mut length = 0;
    for line in rest.split_inclusive('\n').take(FRONT_LINES) {
        if matches!(line.trim_end(), "---" | "...") {
            let (front, body) = rest.split_at_checked(length)?;
            return is_front(front).then_some((front, body.get(line.len()..)?));
        }
        length += line.len();
    }
    None
}

/// Whether every line between two rules is a key, an item or a comment, as in YAML.
fn is_front(front: &str) -> bool {
    let mut lines = front.lines().filter(|line| !line.trim().is_empty()).peekable();
    lines.peek().is_some()
        && lines.all(|line| key(line).is_some() || line.starts_with([' ', '\t', '-', '#']))
}

/// `key: value`
fn key(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let named = !key.is_empty()
        && key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
        && (value.is_empty() || value.starts_with([' ', '\t', '\r']));
    named.then_some((key, value.trim()))
}

/// The flat keys of front matter, and lists of plain values.
fn fields(front: &str) -> Object {
    let mut fields = Object::new();
    let mut list: Option<String> = None;
    for line in front.lines() {
        if let Some((key, value)) = key(line) {
            list = value.is_empty().then(|| key.to_lowercase());
            fields.insert(key.to_lowercase(), scalar_or_list(value));
        } else if let Some(item) = line.trim_start().strip_prefix("- ") {
            let items = list.as_ref().and_then(|key| fields.get_mut(key));
            if let Some(items) = items.and_then(Value::as_array_mut) {
                items.push(Value::String(unquoted(item)));
            }
        }
    }
    fields
}

fn scalar_or_list(value: &str) -> Value {
    match value.strip_prefix('[').and_then(|value| value.strip_suffix(']')) {
        Some(items) => items.split(',').map(|item| Value::String(unquoted(item))).collect(),
        None if value.is_empty() => Value::Array(Vec::new()),
        None => Value::String(unquoted(value)),
    }
}

fn unquoted(value: &str) -> String {
    value.trim().trim_matches(['"', '\'']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::{RawBody, read};
    use super::*;

    #[test]
    fn markdown_needs_evidence() {
        for (text, expected) in [
            ("# Pier\n\nIt **opens** soon.", true),
            ("Pier\n\nSee [the plan](https://a.example) and [this](b).\n\n* one", true),
            ("```\ncode\n```\n\n- one", true),
            ("---\ntitle: Pier\n---\nIt opens.", true),
            ("# One\n\n# Two\n\n# Three", true),
            ("- one\n- two\n- three", false),
            (&format!("{}# one\n# two\n# three", "A line of a program.\n".repeat(12)), false),
            ("#pier #port\n\nIt opens * soon.", false),
            ("---\nNo keys here\n---\nText.", false),
            ("# 1 in the charts\n\nIt sold well.", false),
            ("Plain text, with a rule.\n---\nAnd more.", false),
        ] {
            assert_eq!(is_markdown(text), expected, "{text}");
        }
    }

    #[test]
    fn front_matter_becomes_metadata() {
        let text = "---\r\ntitle: \"Pier: opening\"\nauthors:\n  - Ada Quill\n  - Bo Fern\n\
                    date: 2025-06-25\ntags: [a, b]\nurl: https://a.example/pier\n---\n# Pier\n\nText.";
        let document = read("a", text.as_bytes()).documents.remove(0);
        let texts = |list: &[(Place, String)]| -> Vec<String> {
            list.iter().map(|(_, text)| text.clone()).collect()
        };
        assert_eq!(texts(&document.metadata.titles), ["Pier: opening", "Pier"]);
        assert_eq!(texts(&document.metadata.authors), ["Ada Quill", "Bo Fern"]);
        assert_eq!(document.metadata.published[0].1, "2025-06-25");
        assert_eq!(document.metadata.urls, ["https://a.example/pier"]);
        assert!(matches!(document.body, RawBody::Markdown(body) if body == "# Pier\n\nText."));
    }
}
