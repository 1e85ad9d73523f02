//! Bylines: from "By A and B" to names.

use crate::fold::{fold, letters};

/// What may stand before a name, folded, longest first where one begins another.
const OPENINGS: [&str; 26] = [
    "words by",
    "written by",
    "reported by",
    "reporting by",
    "posted by",
    "published by",
    "article by",
    "story by",
    "text by",
    "by",
    "geschrieben von",
    "von",
    "par",
    "propos recueillis par",
    "por",
    "door",
    "di",
    "a cura di",
    "av",
    "af",
    "yazan",
    "haber",
    "autor",
    "author",
    "автор",
    "текст",
];

/// Words that tell a role or a desk's address, not a name.
const ROLES: [&str; 40] = [
    "writer",
    "reporter",
    "correspondent",
    "editor",
    "journalist",
    "columnist",
    "contributor",
    "producer",
    "redakteur",
    "redakteurin",
    "redacteur",
    "redactrice",
    "journaliste",
    "redactie",
    "redaktion",
    "korrespondent",
    "corresponsal",
    "periodista",
    "giornalista",
    "muhabir",
    "muhabiri",
    "editoru",
    "photographer",
    "fotograf",
    "chief",
    "senior",
    "freelance",
    "bureau",
    "updated",
    "published",
    "posted",
    "minute",
    "minutes",
    "min",
    "read",
    "share",
    "comments",
    "view",
    "profile",
    "unknown",
];

/// What joins two names.
const CONJUNCTIONS: [&str; 13] = [
    " and ", " und ", " et ", " en ", " ve ", " и ", " y ", " e ", " with ", " och ", " og ",
    " AND ", " / ",
];

/// The longest name, in words and in characters.
const MAX_WORDS: usize = 6;
const MAX_LENGTH: usize = 80;

/// The longest field that lists names, in characters; what is longer tells a life.
const MOST_OF_FIELD: usize = 600;

/// The people of one or several author fields, each once, in order.
pub(super) fn people<'a>(fields: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for field in fields {
        for name in inverted(field, &names).unwrap_or_else(|| split(without_opening(field))) {
            let key = key(&name);
            if !names.iter().any(|known| self::key(known) == key) {
                names.push(name);
            }
        }
    }
    names
}

/// The name of a field that puts the surname first (`Quill, Ada`), where the
/// same stands the other way round before it or the last word is an initial.
fn inverted(field: &str, known: &[String]) -> Option<Vec<String>> {
    let (last, first) = field.trim().split_once(", ")?;
    let plain = !first.contains([',', ';']) && !last.contains(' ');
    let name = format!("{first} {last}");
    let initial = first.trim_end_matches('.').rsplit(' ').next().unwrap_or_default();
    let is_initial = first.contains(' ') && initial.chars().count() == 1;
    let told = is_initial || known.iter().any(|other| key(other) == key(&name));
    (plain && told).then(|| vec![name])
}

/// The letters of a name, so that `ada-quill` is Ada Quill.
fn key(name: &str) -> String {
    fold(name).chars().filter(|character| character.is_alphanumeric()).collect()
}

/// The people of a line that says it is a byline ("By First Last"); none when it is something else.
pub(super) fn byline(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    let rest = without_opening(line);
    if rest.len() == line.len() || rest.len() > 160 || rest.ends_with(['.', '!', '?', ':']) {
        return None;
    }
    let names = split(rest);
    let people = !names.is_empty() && names.iter().all(|name| looks_like_name(name));
    people.then_some(names)
}

/// Whether a line is only the word that opens a byline ("By", "Written by:").
pub(super) fn is_opening(line: &str) -> bool {
    let line = fold(line.trim_end_matches(':'));
    OPENINGS.contains(&line.as_str())
}

/// The people of a line that is nothing but names.
pub(super) fn names(line: &str) -> Option<Vec<String>> {
    let names = split(line);
    let people = (1..=4).contains(&names.len()) && names.iter().all(|name| looks_like_name(name));
    (people && line.len() <= MAX_LENGTH * 2).then_some(names)
}

/// Whether a text has the form of a person's name: two to five words, each with a capital but particles.
pub(super) fn looks_like_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    (2..=5).contains(&words.len())
        && words.iter().filter(|word| capital(word)).count() >= 2
        && words.iter().all(|word| capital(word) || is_particle(word))
        && !text
            .chars()
            .any(|character| character.is_ascii_digit() || "?!:;,()|/@".contains(character))
}

fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "van"
            | "von"
            | "de"
            | "der"
            | "den"
            | "del"
            | "della"
            | "di"
            | "da"
            | "dos"
            | "du"
            | "la"
            | "le"
            | "bin"
            | "ibn"
            | "al"
            | "el"
            | "ter"
            | "ten"
            | "zu"
            | "zum"
            | "af"
            | "y"
            | "e"
            | "do"
            | "das"
    ) || word.contains(['-', '\'', '’'])
}

/// The field after its opening words and colon.
fn without_opening(field: &str) -> &str {
    let field = field.trim();
    let first = letters(field).next();
    for opening in OPENINGS.into_iter().filter(|opening| opening.chars().next() == first) {
        if let Some(rest) = strip_folded(field, opening) {
            return rest.trim_start_matches([':', ' ', '\u{a0}', '-', '–']);
        }
    }
    field
}

/// The rest of `text` after `opening` and a space or colon, compared folded.
fn strip_folded<'a>(text: &'a str, opening: &str) -> Option<&'a str> {
    let length = opening.chars().count();
    let (at, border) = text.char_indices().nth(length)?;
    let fits = (border == ':' || border.is_whitespace()) && fold(text.get(..at)?) == fold(opening);
    fits.then(|| text.get(at..)).flatten()
}

fn split(field: &str) -> Vec<String> {
    let is_prose = field.contains(['!', '?']) || field.chars().count() > MOST_OF_FIELD;
    if is_prose || field.contains("://") || field.contains("www.") {
        return Vec::new();
    }
    let mut parts = without_brackets(field).replace([',', ';', '|', '&', '•', '·', '\n'], ";");
    for word in CONJUNCTIONS {
        parts = parts.replace(word, ";");
    }
    parts.split(';').filter_map(name).collect()
}

/// A field without what stands in brackets: places, handles, roles.
fn without_brackets(field: &str) -> String {
    let outside = field.split('(').enumerate().map(|(at, part)| match part.split_once(')') {
        Some((_, after)) => after,
        None if at == 0 => part,
        None => "",
    });
    outside.collect()
}

/// One name, or none when the part is a role, an address or too long.
fn name(part: &str) -> Option<String> {
    let part =
        without_opening(part).trim_matches(|character: char| " -–—.:*()\u{a0}".contains(character));
    let words = part.split_whitespace().count();
    let plain = !part.contains(['@', '{', '<', '#', '©'])
        && !part.contains(": ")
        && !part.contains("://")
        && !part.contains("www.");
    let role = fold(part)
        .split(|character: char| !character.is_alphanumeric())
        .any(|word| ROLES.contains(&word));
    let digits = part.chars().filter(char::is_ascii_digit).count();
    let fits = words > 0 && words <= MAX_WORDS && part.len() <= MAX_LENGTH && digits <= 2;
    (fits && plain && !role && part.chars().any(char::is_alphabetic)).then(|| part.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(field: &str, expected: &[&str]) {
        assert_eq!(people([field]), expected, "{field}");
    }

    #[test]
    fn fields_become_people() {
        check("By Ada Lovelace and Charles Babbage", &["Ada Lovelace", "Charles Babbage"]);
        check("BY: Ada Lovelace, Staff Writer", &["Ada Lovelace"]);
        check("Von Ada Lovelace und Karl Babbage; Ada Lovelace", &["Ada Lovelace", "Karl Babbage"]);
        check("Valley News Service", &["Valley News Service"]);
        check("Ada Quill (Lisbon, Faro)", &["Ada Quill"]);
        check("Quill, Ada B.", &["Ada B. Quill"]);
        check("Ada here! I write of ships, of the sea", &[]);
        check("Image: Ada Quill; © Agency", &[]);
        check("https://example.org/ada", &[]);
        check("ada@example.org", &[]);
        check("", &[]);
    }

    #[test]
    fn one_person_is_named_once() {
        assert_eq!(people(["Ada Quill", "Quill, Ada", "ada-quill", "Bo"]), ["Ada Quill", "Bo"]);
    }

    #[test]
    fn a_byline_is_a_line_of_names() {
        assert_eq!(byline("By Ada Lovelace"), Some(vec!["Ada Lovelace".to_owned()]));
        assert_eq!(byline("By the end of the week they had left."), None);
        assert_eq!(byline("Ada Lovelace"), None);
        assert_eq!(byline("By 2030"), None);
    }
}
