//! Lines of the log: a record as JSON with a checksum as its last field.
//!
//! The checksum is the first 16 hex digits of the SHA-256 of the line without
//! it. A line without a checksum, as a person may write one, is taken; one
//! with a wrong checksum is not.

use serde_json::Value;

use super::cache::hex;
use crate::{clean::sanitise, note::Record};

/// What a log holds.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// Its records.
    pub(super) records: Vec<Record>,
    /// What is wrong with it, in lower case.
    pub(super) problems: Vec<String>,
}

/// The line of a record, ended by a newline, and the record as it will be read
/// back: with safe text only.
pub(super) fn encode(record: &Record) -> Option<(String, Record)> {
    let mut value = serde_json::to_value(record).ok()?;
    make_safe(&mut value);
    let body = value.to_string();
    let record = serde_json::from_value(value).ok()?;
    let open = body.strip_suffix('}')?;
    Some((format!("{open}{SUM}{}\"}}\n", sum(&body)), record))
}

/// What stands between the record and the digits of its checksum.
const SUM: &str = ",\"sum\":\"";

fn sum(body: &str) -> String {
    hex(&[body.as_bytes()]).chars().take(16).collect()
}

/// Reads the lines of a log. Whatever can't be used is told and skipped; the
/// log itself is never changed by reading.
pub(super) fn decode(bytes: &[u8]) -> Lines {
    let mut lines = Lines::default();
    let ends_whole = bytes.ends_with(b"\n");
    let mut foreign = 0;
    let all: Vec<_> = bytes.split(|&byte| byte == b'\n').collect();
    for (index, line) in all.iter().enumerate() {
        match decode_line(line) {
            Line::Record(record) => lines.records.push(*record),
            Line::Nothing => {}
            Line::Foreign => foreign += 1,
            Line::Damaged if index + 1 == all.len() && !ends_whole => {
                lines
                    .problems
                    .push("the last line is torn; its act was never confirmed".to_owned());
            }
            Line::Damaged => {
                lines.problems.push(format!("line {} is damaged and left out", index + 1));
            }
        }
    }
    if foreign > 0 {
        lines.problems.push(format!("{foreign} lines of another version are kept and not used"));
    }
    lines
}

/// What one line is.
enum Line {
    Record(Box<Record>),
    /// A blank line, or a mark that git leaves in a conflict.
    Nothing,
    /// A whole line whose act this program doesn't know.
    Foreign,
    Damaged,
}

fn decode_line(bytes: &[u8]) -> Line {
    let Ok(line) = std::str::from_utf8(bytes) else { return Line::Damaged };
    let line = line.trim();
    if line.is_empty() || is_git_mark(line) {
        return Line::Nothing;
    }
    let Some(mut value) = checked(line) else { return Line::Damaged };
    make_safe(&mut value);
    serde_json::from_value(value).map_or(Line::Foreign, |record| Line::Record(Box::new(record)))
}

fn is_git_mark(line: &str) -> bool {
    ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark))
}

/// The object of a line whose checksum, if it has one, is right.
fn checked(line: &str) -> Option<Value> {
    if let Some((open, rest)) = line.rsplit_once(SUM) {
        let digits = rest.strip_suffix("\"}")?;
        if sum(&format!("{open}}}")) != digits {
            return None;
        }
    }
    serde_json::from_str(line).ok().filter(Value::is_object)
}

/// Makes every text of a value safe: a log may come from anywhere.
fn make_safe(value: &mut Value) {
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::String(text) => *text = sanitise(text),
            Value::Array(items) => waiting.extend(items),
            Value::Object(fields) => waiting.extend(fields.iter_mut().map(|(_, value)| value)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}
