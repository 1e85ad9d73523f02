//! A log without the acts that later ones have overtaken.
//!
//! Of each note, of each mark of an article, the last act is kept, also where
//! it took something away: another copy of the log may still hold what it took.
//! Lines that are no record are kept as they are.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{Act, ArticleKey, Notebook, ParsedLog, Record, record::is_merge_mark};

/// What an act is about; a later act about the same overtakes it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Subject<'a> {
    Note(&'a str),
    Read(&'a ArticleKey),
    Star(&'a ArticleKey),
    Tag(&'a ArticleKey, &'a str),
    Search(&'a str),
    /// Corrections are few, and each is its own subject.
    Alone(&'a str),
}

fn subject(record: &Record) -> Subject<'_> {
    match &record.act {
        Act::Note { note } => Subject::Note(&note.id),
        Act::Remove { note } => Subject::Note(note),
        Act::Read { article, .. } => Subject::Read(article),
        Act::Star { article, .. } => Subject::Star(article),
        Act::Tag { article, tag, .. } => Subject::Tag(article, tag),
        Act::Search { name, .. } => Subject::Search(name),
        Act::Correct { .. } => Subject::Alone(&record.id),
    }
}

/// How many of some records later ones have overtaken.
#[must_use]
pub fn overtaken(records: &[Record]) -> usize {
    let subjects: HashSet<Subject<'_>> = records.iter().map(subject).collect();
    records.len() - subjects.len()
}

/// The text of a log without the records that are overtaken or doubled, and
/// without a torn last line; none where it would not add up to the same.
#[must_use]
pub fn compacted(text: &str) -> Option<String> {
    let log = ParsedLog::parse(text);
    let mut last: BTreeMap<Subject<'_>, &str> = BTreeMap::new();
    for record in &log.records {
        last.insert(subject(record), &record.id);
    }
    let mut wanted: BTreeSet<&str> = last.into_values().collect();
    let mut kept = String::with_capacity(text.len());
    for line in text.lines().filter(|line| is_worth_keeping(line, &log)) {
        let wanted = match Record::parse_line(line.trim()) {
            Ok(record) => wanted.remove(record.id.as_str()),
            Err(_) => true,
        };
        if wanted {
            kept.extend([line, "\n"]);
        }
    }
    adds_up_to_the_same(log, &kept).then_some(kept)
}

fn is_worth_keeping(line: &str, log: &ParsedLog) -> bool {
    let line = line.trim();
    !line.is_empty() && !is_merge_mark(line) && log.torn.as_deref() != Some(line)
}

fn adds_up_to_the_same(log: ParsedLog, kept: &str) -> bool {
    let kept = ParsedLog::parse(kept);
    log.unknown == kept.unknown
        && log.problems.len() == kept.problems.len()
        && Notebook::replay(log.records) == Notebook::replay(kept.records)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(id: &str, second: u8, act: Act) -> String {
        let time = format!("2026-01-01T00:00:{second:02}Z");
        Record { id: id.into(), time, act }.to_line() + "\n"
    }

    fn read(file: &str, on: bool) -> Act {
        Act::Read { article: ArticleKey { file: file.into(), ..ArticleKey::default() }, on }
    }

    #[test]
    fn the_last_act_about_each_thing_stays() {
        let gone = |id: &str| Act::Remove { note: id.into() };
        let one = line("r1", 1, read("a", true));
        let three = line("r3", 3, read("b", true));
        let four = line("r4", 4, read("a", true));
        let six = line("r6", 6, gone("n1"));
        let later = "{\"id\":\"r9\",\"act\":\"draw\"}\n";
        let text = [
            &one,
            "<<<<<<< ours\n",
            &line("r2", 2, read("a", false)),
            &three,
            "noise\n",
            &four,
            &four,
            later,
            &line("r5", 5, gone("n1")),
            &six,
            "{\"id\":\"torn",
        ]
        .concat();
        let expected = [&three, "noise\n", &four, later, &six].concat();
        assert_eq!(compacted(&text), Some(expected.clone()));
        assert_eq!(compacted(&expected), Some(expected));
        assert_eq!(overtaken(&ParsedLog::parse(&text).records), 3);
    }

    #[test]
    fn acts_in_any_order_of_lines_count_by_their_time() {
        let text = [line("r2", 2, read("a", true)), line("r1", 1, read("a", false))].concat();
        assert_eq!(compacted(&text), Some(line("r2", 2, read("a", true))));
    }
}
