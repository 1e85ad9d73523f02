//! The line of an entry: its clause, with the subject of the sentence where the
//! clause has none of its own.

use super::{
    timeline::{Telling, Told},
    words::head,
};
use crate::{annotate::verbs, model::Span};

/// Characters of an entry's text.
const TEXT: usize = 400;

/// The clause of a telling as one line that begins with a capital letter.
pub(super) fn text(told: &Told<'_>, telling: &Telling) -> String {
    let Some((text, clause)) = clause(told, telling) else { return String::new() };
    let whole = clause.cut(text);
    let shown = head(whole, TEXT);
    let line = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = if shown.len() < whole.len() { "…" } else { "" };
    let line = without_joints(&line);
    let subject = subject(text, telling.sentence, clause);
    let line = subject.map_or_else(|| line.to_owned(), |subject| format!("{subject}{GAP}{line}"));
    capitalised(&line) + cut
}

/// The text of a telling's article and its clause there, where it has one, else its sentence.
fn clause<'a>(told: &Told<'a>, telling: &Telling) -> Option<(&'a str, Span)> {
    let event = told.event(telling)?;
    let clause = Some(event.clause).filter(|clause| !clause.is_empty()).unwrap_or(event.sentence);
    Some((&told.article(telling.article)?.article.text, clause))
}

/// What stands for the words left out between a subject and its clause.
pub(super) const GAP: &str = " … ";

/// Characters of a subject that is put before a clause without one.
const SUBJECT: usize = 80;

/// The subject of a sentence, when `clause` is a later part of it that begins
/// with a verb after "and" or a comma: the words before the sentence's first
/// verb, without a time or place that opens it. None when they are too many to
/// be one.
fn subject(text: &str, sentence: Span, clause: Span) -> Option<String> {
    if clause.start == sentence.start {
        return None;
    }
    let verbs = verbs::verbs(text, sentence);
    let first = verbs.first().filter(|verb| verb.span.end < clause.start)?;
    let bare = verbs.iter().find(|verb| verb.span.start == clause.start)?;
    let joint = Span::new(first.span.end, clause.start).cut(text).trim_end();
    let shared = ["and", "but", "or", "then", ","].iter().any(|end| joint.ends_with(end));
    let opening = Span::new(sentence.start, first.span.start).cut(text).trim();
    let is_setting = SETTINGS.iter().any(|word| opening.starts_with(word));
    let subject = if is_setting { opening.split_once(", ")?.1 } else { opening };
    let words = subject.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = words.chars().count();
    let fits =
        shared && (2..=SUBJECT).contains(&length) && !words.contains([';', ':', '"', '“', '”']);
    (fits && bare.sort != verbs::Sort::Participle).then_some(words)
}

/// Words that open a setting and not a subject.
const SETTINGS: [&str; 13] = [
    "In ", "On ", "At ", "After ", "Before ", "By ", "During ", "Since ", "For ", "With ", "Last ",
    "Earlier ", "Later ",
];

/// Words that tie a clause to its sentence and mean nothing without it.
const JOINTS: [&str; 8] = ["and", "but", "or", "while", "whereas", "which", "that", "then"];

fn without_joints(line: &str) -> &str {
    let mut line = line;
    loop {
        let shorter = line.trim_matches(|sign: char| " ,;:–—-".contains(sign));
        let shorter = JOINTS.iter().fold(shorter, |rest, joint| without_joint(rest, joint));
        if shorter.len() == line.len() {
            return line;
        }
        line = shorter;
    }
}

fn without_joint<'a>(line: &'a str, joint: &str) -> &'a str {
    let rest = line.strip_prefix(joint).filter(|cut| cut.starts_with(' ')).unwrap_or(line);
    rest.strip_suffix(joint).filter(|cut| cut.ends_with([' ', ','])).unwrap_or(rest)
}

/// The same with a capital letter first.
pub(super) fn capitalised(line: &str) -> String {
    let mut letters = line.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
