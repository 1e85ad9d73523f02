//! Kindle: `My Clippings.txt`, pieces between rows of equals signs.
//!
//! A piece is a title with its author, a line that says what it is, where and
//! when, and the words. The line is in the language of the device; what a piece
//! is, is told by the word for it. A note is that of the highlight that ends
//! where it stands.

use super::{ImportedNote, quoting};
use crate::clean::{sanitise, sanitise_line};

/// What ends a piece.
const RULE: &str = "==========";

/// Words for a note and for a bookmark in the languages that devices speak,
/// in lower case. What is neither is a highlight.
const NOTES: [&str; 9] =
    ["note", "notiz", "nota ", "notitie", "not ", "заметка", "メモ", "笔记", "筆記"];
const BOOKMARKS: [&str; 10] = [
    "bookmark",
    "lesezeichen",
    "signet",
    "marcador",
    "segnalibro",
    "bladwijzer",
    "yer imi",
    "закладка",
    "ブックマーク",
    "书签",
];

/// What a piece is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Highlight,
    Note,
    Bookmark,
}

struct Piece<'a> {
    title: &'a str,
    kind: Kind,
    /// First and last place in the book.
    place: Option<(u64, u64)>,
    created: String,
    words: String,
}

/// None where the text has no such pieces.
pub(super) fn read(text: &str) -> Option<Vec<ImportedNote>> {
    if !text.lines().any(|line| line.trim_end() == RULE) {
        return None;
    }
    let text = text.replace("\r\n", "\n");
    let pieces = text.split(RULE).filter_map(piece).filter(|piece| piece.kind != Kind::Bookmark);
    let (notes, highlights): (Vec<_>, Vec<_>) =
        pieces.partition(|piece: &Piece<'_>| piece.kind == Kind::Note);
    Some(joined(&highlights, &notes))
}

fn piece(text: &str) -> Option<Piece<'_>> {
    let text = text.trim_start_matches(['\n', '\u{feff}', ' ']);
    let (title, rest) = text.split_once('\n')?;
    let (line, words) = rest.split_once('\n').unwrap_or((rest, ""));
    let line = line.trim().strip_prefix('-')?;
    let about = line.split('|').next().unwrap_or_default().to_lowercase();
    Some(Piece {
        title: title.trim(),
        kind: kind(&about),
        place: place(line),
        created: line.rsplit('|').next().map(time).unwrap_or_default(),
        words: sanitise(words.trim()),
    })
}

fn kind(about: &str) -> Kind {
    let names = |words: &[&str]| words.iter().any(|word| about.contains(word));
    if names(&BOOKMARKS) {
        Kind::Bookmark
    } else if names(&NOTES) {
        Kind::Note
    } else {
        Kind::Highlight
    }
}

/// The last range or number before the time: a location, else a page.
fn place(line: &str) -> Option<(u64, u64)> {
    let before = line.rsplit_once('|').map_or(line, |(before, _)| before);
    let mut words = before.split(|sign: char| !sign.is_ascii_digit() && sign != '-');
    let word = words.rfind(|word| word.contains(|sign: char| sign.is_ascii_digit()))?;
    let (first, last) = word.split_once('-').unwrap_or((word, word));
    let first: u64 = first.parse().ok()?;
    Some((first, last.parse().unwrap_or(first)))
}

/// The time of an English device, which says no zone; empty for another's.
fn time(text: &str) -> String {
    let text = text.trim().trim_start_matches("Added on").trim();
    let forms = ["%A, %d %B %Y %H:%M:%S", "%A, %B %d, %Y %I:%M:%S %p", "%A, %d %B %Y %I:%M:%S %p"];
    let read = |form: &&str| jiff::civil::DateTime::strptime(form, text).ok();
    let zoned = |time: jiff::civil::DateTime| time.to_zoned(jiff::tz::TimeZone::UTC).ok();
    let time = forms.iter().find_map(read).and_then(zoned);
    time.map(|time| time.timestamp().to_string()).unwrap_or_default()
}

/// The highlights with the notes that stand at their ends; the other notes alone.
fn joined(highlights: &[Piece<'_>], notes: &[Piece<'_>]) -> Vec<ImportedNote> {
    let mut all: Vec<ImportedNote> = highlights.iter().map(highlight).collect();
    for note in notes {
        let on = highlights.iter().position(|one| one.title == note.title && ends_at(one, note));
        match on.and_then(|at| all.get_mut(at)) {
            Some(highlight) if highlight.text.is_empty() => highlight.text.clone_from(&note.words),
            _ => all.push(alone(note)),
        }
    }
    all
}

fn ends_at(highlight: &Piece<'_>, note: &Piece<'_>) -> bool {
    let (Some((first, last)), Some((_, at))) = (highlight.place, note.place) else { return false };
    (first..=last).contains(&at)
}

fn highlight(piece: &Piece<'_>) -> ImportedNote {
    ImportedNote { anchor: quoting(piece.words.clone()), text: String::new(), ..alone(piece) }
}

/// A note on the whole book.
fn alone(piece: &Piece<'_>) -> ImportedNote {
    ImportedNote {
        source: sanitise_line(piece.title),
        title: sanitise_line(without_author(piece.title)),
        text: piece.words.clone(),
        created: piece.created.clone(),
        ..ImportedNote::default()
    }
}

/// A title without the name in brackets behind it.
fn without_author(title: &str) -> &str {
    let cut = title.strip_suffix(')').and_then(|title| title.rsplit_once(" ("));
    cut.map_or(title, |(title, _)| title)
}
