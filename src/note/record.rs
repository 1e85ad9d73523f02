//! Records: the acts of the reader as lines of the log.
//!
//! A line is one JSON object: the record's id, its time, the act and `sum`,
//! the first eight hexadecimal digits of the SHA-256 of the line as it is
//! without `sum`, printed compactly. Lines this version can't read are kept as
//! they are; a torn last line is told apart from a damaged one.

use std::collections::{BTreeMap, HashSet};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use thiserror::Error;

use super::{
    ArticleKey, Note, NoteAnchor,
    id::{short_hash, short_hash_of},
};
use crate::{
    clean::{sanitise, sanitise_counted, sanitise_given, sanitise_line},
    model::{AddedEvent, Correction, EntityCorrection, EntityRole, PieceAnchor, PieceCorrection},
};

/// One whole act of the reader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "act")]
pub enum Act {
    /// A note is made or put back, or replaced by a changed one of the same id.
    Note {
        /// The note.
        note: Note,
    },
    /// A note is taken away.
    Remove {
        /// Its id.
        note: String,
    },
    /// An article is marked read or unread.
    Read {
        /// The article.
        article: ArticleKey,
        /// Read or not.
        on: bool,
    },
    /// An article gets or loses its star.
    Star {
        /// The article.
        article: ArticleKey,
        /// Star or none.
        on: bool,
    },
    /// An article gets or loses a tag.
    Tag {
        /// The article.
        article: ArticleKey,
        /// The tag.
        tag: String,
        /// Put on or taken off.
        on: bool,
    },
    /// A search is saved under a name, or forgotten.
    Search {
        /// What the reader calls it.
        name: String,
        /// The query.
        query: String,
        /// Saved or forgotten.
        on: bool,
    },
    /// A correction, or its end.
    Correct {
        /// The article.
        article: ArticleKey,
        /// What is right.
        correction: Correction,
        /// In force or taken back.
        on: bool,
    },
}

impl Act {
    /// The names that stand in `act`; a line with another is of a later version.
    const NAMES: [&str; 7] = ["note", "remove", "read", "star", "tag", "search", "correct"];

    /// The same act with every text safe to show.
    fn sanitised(self) -> Self {
        match self {
            Self::Note { note } => Self::Note { note: safe_note(note) },
            Self::Remove { note } => Self::Remove { note: sanitise_line(&note) },
            Self::Read { article, on } => Self::Read { article: safe_key(article), on },
            Self::Star { article, on } => Self::Star { article: safe_key(article), on },
            Self::Tag { article, tag, on } => {
                Self::Tag { article: safe_key(article), tag: sanitise_line(&tag), on }
            }
            Self::Search { name, query, on } => {
                Self::Search { name: sanitise_line(&name), query: sanitise_line(&query), on }
            }
            Self::Correct { article, correction, on } => Self::Correct {
                article: safe_key(article),
                correction: safe_correction(correction),
                on,
            },
        }
    }
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The act's own id; a line seen twice counts once.
    pub id: String,
    /// When, RFC 3339 in UTC.
    pub time: String,
    /// What.
    #[serde(flatten)]
    pub act: Act,
}

/// Why a line is no record.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BadLine {
    /// It is no whole JSON object.
    #[error("expected one JSON object on the line")]
    NotJson,
    /// It was damaged after it was written.
    #[error("the checksum does not match: expected {expected}, found {found}")]
    Checksum {
        /// What the line adds up to.
        expected: String,
        /// What it says.
        found: String,
    },
    /// It is whole, but of a kind that another version writes.
    #[error("an act of another version")]
    Unknown,
    /// Its act is known and its content is not what the act needs.
    #[error("not a whole record: {0}")]
    Content(String),
}

impl Record {
    /// The record as a line of the log, without its line end.
    #[must_use]
    pub fn to_line(&self) -> String {
        // A record holds strings, numbers and no map with other keys, so it always serialises.
        let Ok(Value::Object(mut object)) = serde_json::to_value(self) else {
            return String::new();
        };
        object.insert("sum".to_owned(), Value::String(sum_of(&object)));
        Value::Object(object).to_string()
    }

    /// Reads a line; its texts come out safe to show.
    ///
    /// # Errors
    /// What is wrong with the line.
    pub fn parse_line(line: &str) -> Result<Self, BadLine> {
        if let Some(record) = NoteLine::record(line) {
            return Ok(record);
        }
        let mut object = serde_json::from_str(line).map_err(|_| BadLine::NotJson)?;
        check_sum(&mut object)?;
        let act = object.get("act").and_then(Value::as_str).unwrap_or_default();
        if !Act::NAMES.contains(&act) {
            return Err(BadLine::Unknown);
        }
        Self::of_object(object)
    }

    fn of_object(object: Map<String, Value>) -> Result<Self, BadLine> {
        let content =
            |error: serde_json::Error| BadLine::Content(sanitise_line(&error.to_string()));
        let record: Self = serde_json::from_value(Value::Object(object)).map_err(content)?;
        Ok(record.sanitised())
    }

    fn sanitised(self) -> Self {
        Self {
            id: sanitise_given(self.id, sanitise_line),
            time: sanitise_given(self.time, sanitise_line),
            act: self.act.sanitised(),
        }
    }

    /// What records are ordered by: time, then id, whatever file they came from.
    fn rank(&self) -> (Option<Timestamp>, &str) {
        (self.time.parse().ok(), &self.id)
    }
}

/// A line that makes a note, as most lines of a log do, read in one go.
#[derive(Deserialize)]
struct NoteLine {
    id: String,
    time: String,
    act: String,
    note: Note,
}

impl NoteLine {
    /// The record of a line as [`Record::to_line`] writes it; none for any other
    /// line, which may still be a record.
    fn record(line: &str) -> Option<Record> {
        if !is_as_written(line) {
            return None;
        }
        let Self { id, time, act, note } = serde_json::from_str(line).ok()?;
        let record = Record { id, time, act: Act::Note { note } };
        (act == "note").then(|| record.sanitised())
    }
}

/// Whether a line ends with the sum of what stands before it, letter for letter.
fn is_as_written(line: &str) -> bool {
    let parts = line.strip_suffix("\"}").and_then(|rest| rest.rsplit_once(",\"sum\":\""));
    parts.is_some_and(|(body, sum)| sum == short_hash_of(&[body, "}"]))
}

/// Takes `sum` out of a line and checks it; a line written by hand may have none.
fn check_sum(object: &mut Map<String, Value>) -> Result<(), BadLine> {
    let Some(sum) = object.shift_remove("sum") else {
        return Ok(());
    };
    let (expected, found) = (sum_of(object), sum.as_str().unwrap_or_default());
    if found == expected {
        return Ok(());
    }
    Err(BadLine::Checksum { expected, found: sanitise_line(found) })
}

/// The checksum of a line without its `sum`.
fn sum_of(object: &Map<String, Value>) -> String {
    short_hash(&Value::Object(object.clone()).to_string())
}

fn safe_key(key: ArticleKey) -> ArticleKey {
    let line = |text: String| sanitise_given(text, sanitise_line);
    ArticleKey { hash: line(key.hash), url: key.url.map(line), file: line(key.file) }
}

fn safe_note(note: Note) -> Note {
    let line = |text: String| sanitise_given(text, sanitise_line);
    Note {
        id: line(note.id),
        article: safe_key(note.article),
        anchor: safe_anchor(note.anchor),
        colour: note.colour,
        text: sanitise_given(note.text, sanitise),
        tags: note.tags.into_iter().map(line).collect(),
        created: line(note.created),
        modified: line(note.modified),
    }
}

fn safe_anchor(anchor: NoteAnchor) -> NoteAnchor {
    let counted = |text: String| sanitise_given(text, sanitise_counted);
    let quote = counted(anchor.quote);
    let (prefix, suffix) = (counted(anchor.prefix), counted(anchor.suffix));
    NoteAnchor { quote, prefix, suffix, ..anchor }
}

fn safe_correction(correction: Correction) -> Correction {
    match correction {
        Correction::Published { when } => Correction::Published { when },
        Correction::EventWhen { event, when } => {
            Correction::EventWhen { event: sanitise_line(&event), when }
        }
        Correction::EventStatus { event, status } => {
            Correction::EventStatus { event: sanitise_line(&event), status }
        }
        Correction::EventHidden { event, hidden } => {
            Correction::EventHidden { event: sanitise_line(&event), hidden }
        }
        Correction::EventSame { event, other } => {
            Correction::EventSame { event: sanitise_line(&event), other: sanitise_line(&other) }
        }
        Correction::EventAlone { event } => Correction::EventAlone { event: sanitise_line(&event) },
        Correction::EventAdded(added) => {
            let sentence = sanitise(&added.sentence);
            Correction::EventAdded(AddedEvent { sentence, ..added })
        }
        Correction::Piece(PieceCorrection { anchor, role }) => {
            Correction::Piece(PieceCorrection { anchor: safe_piece(&anchor), role })
        }
        Correction::Entity(said) => Correction::Entity(EntityCorrection {
            entity: sanitise_line(&said.entity),
            role: safe_role(said.role),
        }),
    }
}

fn safe_role(role: EntityRole) -> EntityRole {
    match role {
        EntityRole::Same { other, name } => {
            EntityRole::Same { other: sanitise_line(&other), name: sanitise_line(&name) }
        }
        other => other,
    }
}

fn safe_piece(anchor: &PieceAnchor) -> PieceAnchor {
    PieceAnchor {
        quote: sanitise(&anchor.quote),
        prefix: sanitise(&anchor.prefix),
        suffix: sanitise(&anchor.suffix),
        start: anchor.start,
    }
}

/// The time to write on a new record: `now`, but later than every record
/// before it even when the clock was set back, so that order by time is the
/// order in which things were done.
#[must_use]
pub fn next_time(now: &str, last: Option<&str>) -> String {
    let parsed = |time: &str| time.parse::<Timestamp>().ok();
    let ahead = last.and_then(parsed).filter(|last| parsed(now).is_some_and(|now| now <= *last));
    let just_after = |last: Timestamp| last.saturating_add(SignedDuration::from_millis(1));
    ahead.map_or_else(|| now.to_owned(), |last| just_after(last).unwrap_or(last).to_string())
}

/// A log's lines, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParsedLog {
    /// The records, each once, by time and id.
    pub records: Vec<Record>,
    /// Lines of another version, as they are.
    pub unknown: Vec<String>,
    /// A last line that was not written to its end.
    pub torn: Option<String>,
    /// Damaged lines: their number from 1, and what is wrong.
    pub problems: Vec<(usize, BadLine)>,
}

impl ParsedLog {
    /// Reads the text of a log. Marks that `git merge` leaves and empty lines are passed over.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self::parse_with(text, |lines| lines.iter().map(|line| Record::parse_line(line)).collect())
    }

    /// The same, with its lines read by `read`, which may do so in any order.
    #[must_use]
    pub fn parse_with(
        text: &str,
        read: impl FnOnce(&[&str]) -> Vec<Result<Record, BadLine>>,
    ) -> Self {
        let mut log = Self::default();
        let torn = if text.ends_with('\n') { 0 } else { text.lines().count() };
        let (numbers, lines): (Vec<usize>, Vec<&str>) = acts(text).unzip();
        let read = read(&lines);
        for ((number, line), record) in numbers.into_iter().zip(lines).zip(read) {
            log.take((number, line), record, number == torn);
        }
        Self::ordered(log)
    }

    fn take(
        &mut self,
        (number, line): (usize, &str),
        read: Result<Record, BadLine>,
        cut_off: bool,
    ) {
        match read {
            Ok(record) => self.records.push(record),
            Err(BadLine::Unknown) => self.unknown.push(line.to_owned()),
            Err(BadLine::NotJson) if cut_off => self.torn = Some(line.to_owned()),
            Err(problem) => {
                self.records.extend(after_torn(line));
                self.problems.push((number, problem));
            }
        }
    }

    /// The union of several logs: each record once, in the same order whichever log came first.
    #[must_use]
    pub fn union(logs: impl IntoIterator<Item = Self>) -> Self {
        let mut logs = logs.into_iter().filter(|log| *log != Self::default());
        let mut all = logs.next().unwrap_or_default();
        let Some(second) = logs.next() else { return all };
        for log in [second].into_iter().chain(logs) {
            all.records.extend(log.records);
            all.unknown.extend(log.unknown);
            all.torn = all.torn.or(log.torn);
            all.problems.extend(log.problems);
        }
        Self::ordered(all)
    }

    fn ordered(mut self) -> Self {
        if !is_each_once(&self.records) {
            self.records = each_once(self.records);
        }
        let ranks: Vec<_> = self.records.iter().map(Record::rank).collect();
        if !ranks.is_sorted() {
            self.records.sort_by_cached_key(|record| {
                let (time, id) = record.rank();
                (time, id.to_owned())
            });
        }
        self.unknown.sort();
        self.unknown.dedup();
        self
    }

    /// The time of the last record, for [`next_time`].
    #[must_use]
    pub fn last_time(&self) -> Option<&str> {
        self.records.last().map(|record| record.time.as_str())
    }
}

/// The lines of a log that may hold an act, with their numbers from 1.
fn acts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().map(|line| line.trim_matches(['\0', '\u{feff}', ' ', '\t', '\r']));
    (1..).zip(lines).filter(|(_, line)| !line.is_empty() && !is_merge_mark(line))
}

/// The record that a writer put behind a torn line without a line end between.
fn after_torn(line: &str) -> Option<Record> {
    let at = line.rfind("{\"id\":\"").filter(|&at| at > 0)?;
    Record::parse_line(line.get(at..)?).ok()
}

/// Whether a line is a mark that `git merge` leaves.
pub(super) fn is_merge_mark(line: &str) -> bool {
    ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark))
}

fn is_each_once(records: &[Record]) -> bool {
    let mut seen = HashSet::with_capacity(records.len());
    records.iter().all(|record| seen.insert(record.id.as_str()))
}

/// One record an id. Two different ones of one id are no honest log; which one
/// counts must not depend on order.
fn each_once(records: Vec<Record>) -> Vec<Record> {
    let mut each: BTreeMap<String, Record> = BTreeMap::new();
    for record in records {
        if each.get(&record.id).is_none_or(|held| held.to_line() < record.to_line()) {
            each.insert(record.id.clone(), record);
        }
    }
    each.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(id: &str, time: &str) -> Record {
        let article = ArticleKey { hash: "ab".into(), url: None, file: "a.txt".into() };
        Record { id: id.into(), time: time.into(), act: Act::Read { article, on: true } }
    }

    fn ids(log: &ParsedLog) -> Vec<&str> {
        log.records.iter().map(|record| record.id.as_str()).collect()
    }

    #[test]
    fn a_record_is_one_line_and_comes_back() {
        let record = read("r1", "2026-01-02T03:04:05Z");
        let line = record.to_line();
        assert!(!line.contains('\n'));
        assert_eq!(Record::parse_line(&line), Ok(record));
    }

    #[test]
    fn a_changed_line_is_noticed() {
        let line = read("r1", "2026-01-02T03:04:05Z").to_line().replace("a.txt", "b.txt");
        assert!(matches!(Record::parse_line(&line), Err(BadLine::Checksum { .. })));
    }

    #[test]
    fn lines_are_sorted_out() {
        let (one, two) = (read("r1", "2026-01-02T03:04:05Z"), read("r2", "2026-01-02T03:04:05.5Z"));
        let later = r#"{"id":"r9","time":"2030-01-01T00:00:00Z","act":"draw","shape":1}"#;
        let half: String = read("r3", "2026-02-02T00:00:00Z").to_line().chars().take(40).collect();
        let text = format!(
            "{}\n<<<<<<< ours\n{later}\n\n{}\n{}\nnoise\n{half}",
            two.to_line(),
            one.to_line(),
            one.to_line(),
        );
        let log = ParsedLog::parse(&text);
        assert_eq!(ids(&log), ["r1", "r2"]);
        assert_eq!(log.unknown, [later]);
        assert_eq!(log.torn.as_deref(), Some(half.as_str()));
        assert_eq!(log.problems, [(7, BadLine::NotJson)]);
    }

    #[test]
    fn a_record_behind_a_torn_line_is_saved() {
        let text =
            format!("{{\"id\":\"r0\",\"ti{}\n", read("r1", "2026-01-02T03:04:05Z").to_line());
        let log = ParsedLog::parse(&text);
        assert_eq!((ids(&log), log.problems.len(), &log.torn), (vec!["r1"], 1, &None));
    }

    #[test]
    fn texts_come_out_safe() {
        let line = r#"{"id":"r1","time":"2026-01-02T03:04:05Z","act":"tag","article":{"hash":"ab","file":"a\u001b[2Jb"},"tag":"x\u0007y","on":true}"#;
        let record = Record::parse_line(line).unwrap();
        let text = format!("{record:?}");
        assert!(!text.contains("\\u{1b}") && !text.contains("\\u{7}"), "{text}");
    }

    #[test]
    fn time_never_runs_backwards() {
        let last = Some("2040-01-01T00:00:00Z");
        assert_eq!(next_time("1970-01-02T00:00:00Z", last), "2040-01-01T00:00:00.001Z");
        assert_eq!(next_time("2041-01-01T00:00:00Z", last), "2041-01-01T00:00:00Z");
        assert_eq!(next_time("2041-01-01T00:00:00Z", None), "2041-01-01T00:00:00Z");
    }
}
