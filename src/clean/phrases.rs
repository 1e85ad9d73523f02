//! Lines that are chrome by their words, in the languages of most pages.
//!
//! The phrases stand in `assets/clean/phrases.txt`. One speaks for a
//! whole line that it begins, and only for a short line: prose may begin with
//! any words.

use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt};

use crate::{fold::fold, model::RemovedKind};

/// The longest line that its first words may condemn, in characters.
const SHORT: usize = 90;

/// The phrases by their first words.
static PHRASES: LazyLock<HashMap<String, Vec<(String, RemovedKind)>>> =
    LazyLock::new(|| table(include_str!("../../assets/clean/phrases.txt")));

fn table(source: &str) -> HashMap<String, Vec<(String, RemovedKind)>> {
    let mut table: HashMap<String, Vec<_>> = HashMap::new();
    let mut kind = RemovedKind::Other;
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[') {
            kind = kind_named(name.trim_end_matches(']'));
            continue;
        }
        for phrase in line.split(" | ").map(fold).filter(|phrase| !phrase.is_empty()) {
            table.entry(first_word(&phrase).to_owned()).or_default().push((phrase, kind));
        }
    }
    table
}

fn kind_named(name: &str) -> RemovedKind {
    match name {
        "share" => RemovedKind::Share,
        "consent" => RemovedKind::Consent,
        "comments" => RemovedKind::Comments,
        "copyright" => RemovedKind::Copyright,
        "counter" => RemovedKind::Counter,
        "related" => RemovedKind::Related,
        "advertisement" => RemovedKind::Advertisement,
        "menu" => RemovedKind::Menu,
        _ => RemovedKind::Other,
    }
}

/// Letters and digits up to the first other character; a line that begins with a sign has none.
fn first_word(text: &str) -> &str {
    let end = text.find(|character: char| !character.is_alphanumeric()).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// Why a line is chrome by its words; none for prose and for lines that say nothing of the kind.
pub(super) fn chrome(line: &str) -> Option<RemovedKind> {
    if is_long(line) { None } else { of_folded(&fold(line)) }
}

/// The same for a line that is folded already.
pub(super) fn chrome_folded(line: &str, folded: &str) -> Option<RemovedKind> {
    if is_long(line) { None } else { of_folded(folded) }
}

fn is_long(line: &str) -> bool {
    line.len() > SHORT && line.chars().nth(SHORT).is_some()
}

fn of_folded(folded: &str) -> Option<RemovedKind> {
    let plain = folded.trim_start_matches(|character: char| {
        !character.is_alphanumeric() && !"©(".contains(character)
    });
    let words = plain.split(' ').count();
    let sentence = folded.ends_with(['.', '?', '!', '"']) && words > 7;
    if sentence {
        return None;
    }
    counter(plain, words).or_else(|| opening(plain, words))
}

/// A line such as `123 views`, `5 min read`, `1.2K shares`, `12 comments`.
fn counter(plain: &str, words: usize) -> Option<RemovedKind> {
    if words > 5 || !plain.starts_with(|character: char| character.is_ascii_digit()) {
        return None;
    }
    let unit = plain.trim_start_matches(|character: char| !character.is_alphabetic());
    let counted = [
        "views",
        "view",
        "min read",
        "minute read",
        "minutes read",
        "mins read",
        "shares",
        "comments",
        "comment",
        "k views",
        "k shares",
        "likes",
        "goruntulenme",
        "okunma",
        "kommentare",
        "commentaires",
        "comentarios",
        "commenti",
        "reacties",
        "yorum",
        "просмотр",
        "комментар",
        "min lesezeit",
        "minuten",
        "min de lecture",
    ];
    counted.iter().any(|word| unit.starts_with(word)).then_some(RemovedKind::Counter)
}

fn opening(plain: &str, words: usize) -> Option<RemovedKind> {
    let phrases = PHRASES.get(first_word(plain))?;
    phrases.iter().find(|(phrase, kind)| begins(plain, phrase, words, *kind)).map(|(_, kind)| *kind)
}

/// A phrase of one word condemns a line of up to four, a longer one and one of
/// a copyright line's a line of any words.
fn begins(plain: &str, phrase: &str, words: usize, kind: RemovedKind) -> bool {
    let Some(rest) = plain.strip_prefix(phrase) else {
        return false;
    };
    let whole =
        !rest.starts_with(char::is_alphanumeric) || !phrase.ends_with(char::is_alphanumeric);
    let strong =
        phrase.contains(' ') || phrase.contains(['©', ':']) || kind == RemovedKind::Copyright;
    whole && (words <= 4 || strong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_is_found_as_it_stands_in_the_table() {
        let lines = include_str!("../../assets/clean/phrases.txt").lines();
        let phrases =
            lines.filter(|line| !line.starts_with(['#', '['])).flat_map(|line| line.split(" | "));
        let missed: Vec<&str> =
            phrases.filter(|phrase| !phrase.is_empty() && chrome(phrase).is_none()).collect();
        assert_eq!(missed, [""; 0]);
        assert_eq!(chrome("Читайте также: паром вернулся"), Some(RemovedKind::Related));
        assert_eq!(
            chrome("Читайте также о том, как весной паром вернулся на свою старую линию."),
            None
        );
    }
}
