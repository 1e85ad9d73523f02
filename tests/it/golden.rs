//! Compares what the program prints with a hand-written list of facts.
//!
//! The list has sections. `[timeline: exactly]` or `[timeline: at least]` holds
//! a line an entry, `edtf | status | sources | words`, in time order; `undated`
//! stands for the date of an undated one. `[clean]` holds a line an article,
//! `file | published | words | blocks | words of the title`; `-` stands for nothing.
//! Shared by the demo's test and the `golden` example.

use serde_json::Value;

/// Every difference between the program's output and the list, a line each.
pub(crate) fn faults(expected: &str, timeline: &Value, articles: &[Value]) -> Vec<String> {
    let mut faults = Vec::new();
    for (head, lines) in sections(expected) {
        match head {
            "[timeline: exactly]" => {
                let entries = entries(timeline);
                faults.extend(timeline_faults(&lines, &entries));
                faults.extend(unexpected(&lines, &entries));
            }
            "[timeline: at least]" => faults.extend(timeline_faults(&lines, &entries(timeline))),
            "[clean]" => faults.extend(lines.iter().filter_map(|line| clean_fault(line, articles))),
            other => faults.push(format!("no such section: {other}")),
        }
    }
    faults
}

/// An entry of the timeline in the words of the list.
struct Entry {
    edtf: String,
    status: String,
    sources: usize,
    text: String,
}

impl Entry {
    fn fits(&self, line: &str) -> bool {
        let mut parts = line.split(" | ");
        let mut next = || parts.next().unwrap_or_default();
        next() == self.edtf
            && next() == self.status
            && next() == self.sources.to_string()
            && self.text.contains(next())
    }

    fn line(&self) -> String {
        format!("{} | {} | {} | {}", self.edtf, self.status, self.sources, self.text)
    }
}

fn sections(expected: &str) -> Vec<(&str, Vec<&str>)> {
    let mut sections: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in expected.lines().map(str::trim) {
        if line.starts_with('[') {
            sections.push((line, Vec::new()));
        } else if let Some((_, lines)) = sections.last_mut()
            && !line.is_empty()
            && !line.starts_with('#')
        {
            lines.push(line);
        }
    }
    sections
}

fn entries(timeline: &Value) -> Vec<Entry> {
    let of = |list: &str| timeline[list].as_array().cloned().unwrap_or_default();
    of("events").iter().chain(&of("undated")).map(entry).collect()
}

fn entry(event: &Value) -> Entry {
    let word = |key: &str| event[key].as_str().unwrap_or_default().to_owned();
    let files: std::collections::BTreeSet<_> = event["sources"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|source| (source["file"].to_string(), source["article"].to_string()))
        .collect();
    Entry {
        edtf: event["edtf"].as_str().unwrap_or("undated").to_owned(),
        status: word("status"),
        sources: files.len(),
        text: word("text"),
    }
}

/// Lines that no entry fits, that several fit, or that stand in another order.
fn timeline_faults(lines: &[&str], entries: &[Entry]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut reached = 0;
    for line in lines {
        let fitting: Vec<_> = (0..entries.len()).filter(|&at| entries[at].fits(line)).collect();
        match fitting[..] {
            [] => faults.push(format!("missing: {line}")),
            [at] if at < reached => faults.push(format!("out of order: {line}")),
            [at] => reached = at,
            _ => faults.push(format!("{} entries fit: {line}", fitting.len())),
        }
    }
    faults
}

fn unexpected(lines: &[&str], entries: &[Entry]) -> Vec<String> {
    entries
        .iter()
        .filter(|entry| !lines.iter().any(|line| entry.fits(line)))
        .map(|entry| format!("unexpected: {}", entry.line()))
        .collect()
}

fn clean_fault(line: &str, articles: &[Value]) -> Option<String> {
    let name = line.split(" | ").next()?;
    let Some(article) = articles.iter().find(|article| file_of(article).ends_with(name)) else {
        return Some(format!("no article from {name}"));
    };
    let found = article_line(name, article);
    (found != line).then(|| format!("expected {line}\n   found {found}"))
}

fn file_of(article: &Value) -> &str {
    article["file"].as_str().unwrap_or_default()
}

fn article_line(name: &str, article: &Value) -> String {
    let word = |key: &str| match article[key].as_str() {
        None | Some("") => "-".to_owned(),
        Some(text) => text.to_owned(),
    };
    let words = count_words(article["text"].as_str().unwrap_or_default());
    let blocks = article["blocks"].as_array().map_or(0, Vec::len);
    let title = count_words(article["title"].as_str().unwrap_or_default());
    format!("{name} | {} | {words} | {blocks} | {title}", word("published"))
}

fn count_words(text: &str) -> usize {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    text.split(|character| !is_word(character)).filter(|word| !word.is_empty()).count()
}
