//! Bylines: from "By A and B" to names.

use crate::fold::fold;

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

/// The people of one or several author fields, each once, in order.
pub(super) fn people<'a>(fields: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for field in fields {
        for name in split(without_opening(field)) {
            let key = fold(&name);
            if !names.iter().any(|known| fold(known) == key) {
                names.push(name);
            }
        }
    }
    names
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
    for opening in OPENINGS {
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
    if field.contains("://") || field.contains("www.") {
        return Vec::new();
    }
    let mut parts = field.replace([',', ';', '|', '&', '•', '·', '\n'], ";");
    for word in CONJUNCTIONS {
        parts = parts.replace(word, ";");
    }
    parts.split(';').filter_map(name).collect()
}

/// One name, or none when the part is a role, an address or too long.
fn name(part: &str) -> Option<String> {
    let part =
        without_opening(part).trim_matches(|character: char| " -–—.:*()\u{a0}".contains(character));
    let words = part.split_whitespace().count();
    let plain =
        !part.contains(['@', '{', '<', '#']) && !part.contains("://") && !part.contains("www.");
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
        check("https://example.org/ada", &[]);
        check("ada@example.org", &[]);
        check("", &[]);
    }

    #[test]
    fn a_byline_is_a_line_of_names() {
        assert_eq!(byline("By Ada Lovelace"), Some(vec!["Ada Lovelace".to_owned()]));
        assert_eq!(byline("By the end of the week they had left."), None);
        assert_eq!(byline("Ada Lovelace"), None);
        assert_eq!(byline("By 2030"), None);
    }
}
