//! Bylines: from "By A and B" to names.

use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt};

use crate::fold::{fold, letters};

/// What may stand before a name, folded, longest first where one begins another.
const OPENINGS: [&str; 60] = [
    "words by",
    "written by",
    "reported by",
    "reporting by",
    "posted by",
    "published by",
    "article by",
    "story by",
    "text by",
    "interview by",
    "review by",
    "submitted by",
    "by",
    "geschrieben von",
    "verfasst von",
    "ein artikel von",
    "von",
    "par",
    "ecrit par",
    "redige par",
    "publie par",
    "propos recueillis par",
    "por",
    "escrito por",
    "publicado por",
    "door",
    "geschreven door",
    "di",
    "a cura di",
    "scritto da",
    "pubblicato da",
    "av",
    "skrevet av",
    "af",
    "skrevet af",
    "yazan",
    "yazar",
    "haber",
    "autor",
    "autorin",
    "autora",
    "autore",
    "auteur",
    "authors",
    "author",
    "penulis",
    "oleh",
    "tac gia",
    "szerzo",
    "kirjoittaja",
    "text",
    "tekst",
    "автор",
    "текст",
    "συντακτης",
    "بقلم",
    "作者",
    "记者",
    "責任編輯",
    "责编",
];

/// The openings by their first letters.
static BY_FIRST: LazyLock<HashMap<char, Vec<&str>>> = LazyLock::new(|| {
    let mut by_first: HashMap<char, Vec<&str>> = HashMap::new();
    for opening in OPENINGS {
        if let Some(first) = opening.chars().next() {
            by_first.entry(first).or_default().push(opening);
        }
    }
    by_first
});

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

/// Words of a desk's name, which stands for its people where it stands alone.
const DESKS: [&str; 13] = [
    "redaktion",
    "redaccion",
    "redactie",
    "redazione",
    "redaction",
    "redacao",
    "redaksi",
    "редакция",
    "editorial",
    "editors",
    "desk",
    "newsroom",
    "bureau",
];

/// Words of buttons, desks and headings that have the form of a name ("Full Bio").
const NO_NAMES: [&str; 32] = [
    "the",
    "about",
    "full",
    "read",
    "view",
    "all",
    "more",
    "see",
    "our",
    "your",
    "follow",
    "share",
    "bio",
    "author",
    "forum",
    "forums",
    "partner",
    "profile",
    "posts",
    "home",
    "contact",
    "login",
    "menu",
    "news",
    "team",
    "staff",
    "comments",
    "updated",
    "published",
    "newsletter",
    "today",
    "podcast",
];

/// Degrees and the like that stand after a name.
const DEGREES: [&str; 16] = [
    "phd", "ph d", "md", "mph", "dvm", "mba", "rn", "cpa", "esq", "jd", "llm", "msc", "bsc", "ma",
    "rd", "cfp",
];

/// What joins two names.
const CONJUNCTIONS: [&str; 13] = [
    " and ", " und ", " et ", " en ", " ve ", " и ", " y ", " e ", " with ", " och ", " og ",
    " AND ", " / ",
];

/// The longest name, in words and in characters.
const MAX_WORDS: usize = 6;
const MAX_LENGTH: usize = 80;

/// The longest word of a name; what is longer are words grown together.
const MAX_WORD: usize = 24;

/// The longest field that lists names, in characters; what is longer tells a life.
const MOST_OF_FIELD: usize = 600;

/// The people of one or several author fields, each once, in order.
pub(super) fn people<'a>(fields: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for field in fields {
        for name in inverted(field, &names).unwrap_or_else(|| split_or_desk(field)) {
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
    let mut names = split(rest);
    let begins = names.first().is_some_and(|name| may_be_person(name));
    // Behind a name stand places ("By Ada Quill, Lisbon").
    names.retain(|name| may_be_person(name));
    begins.then_some(names)
}

/// Whether a name may be a person's: it looks so, or its script tells nothing.
pub(super) fn may_be_person(name: &str) -> bool {
    let caseless =
        |letter: char| !letter.is_ascii() && !letter.is_lowercase() && !letter.is_uppercase();
    let letters = || name.chars().filter(|character| character.is_alphabetic());
    looks_like_name(name)
        || letters().count() > 1 && letters().all(caseless) && name.chars().count() <= 24
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
    let named = |word: &&str| !NO_NAMES.contains(&fold(word).as_str());
    (2..=5).contains(&words.len())
        && words.iter().all(named)
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
    let alike = letters(field).next().and_then(|first| BY_FIRST.get(&first));
    for opening in alike.into_iter().flatten() {
        if let Some(rest) = strip_folded(field, opening) {
            return rest.trim_start_matches([':', '：', ' ', '\u{a0}', '-', '–']);
        }
    }
    field
}

/// The rest of `text` after a folded `opening` and a space or colon.
fn strip_folded<'a>(text: &'a str, opening: &str) -> Option<&'a str> {
    let length = opening.chars().count();
    let (at, border) = text.char_indices().nth(length)?;
    let fits = (matches!(border, ':' | '：') || border.is_whitespace())
        && fold(text.get(..at)?) == opening;
    fits.then(|| text.get(at..)).flatten()
}

/// The names of a field; where they are none, the desk that it names.
fn split_or_desk(field: &str) -> Vec<String> {
    let field = without_opening(field);
    let names = split(field);
    if names.is_empty() && is_desk(field) { vec![field.to_owned()] } else { names }
}

fn is_desk(field: &str) -> bool {
    let folded = fold(field);
    let mut words = folded.split(|character: char| !character.is_alphanumeric());
    let short = field.split_whitespace().count() <= MAX_WORDS && field.len() <= MAX_LENGTH;
    short && !field.contains(['@', ',', ':', '<']) && words.any(|word| DESKS.contains(&word))
}

fn split(field: &str) -> Vec<String> {
    let is_prose = field.contains(['!', '?']) || field.chars().count() > MOST_OF_FIELD;
    if is_prose || field.contains("://") || field.contains("www.") {
        return Vec::new();
    }
    let mut parts =
        without_brackets(field).replace([',', ';', '|', '&', '•', '·', '、', '\n'], ";");
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
    let fits =
        words > 0 && words <= MAX_WORDS && part.len() <= MAX_LENGTH && (digits <= 2 || words == 1);
    let grown = part.split_whitespace().any(|word| word.chars().count() > MAX_WORD);
    let degree = DEGREES.contains(&fold(part).replace('.', "").as_str());
    let named = part.chars().any(char::is_alphabetic) && !role && !grown && !degree;
    (fits && plain && named).then(|| part.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(field: &str, expected: &[&str]) {
        assert_eq!(people([field]), expected, "{field}");
    }

    #[test]
    fn openings_are_folded() {
        assert!(OPENINGS.iter().all(|opening| fold(opening) == *opening));
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
        check("Ada Quill, PhD, and Bo Fern, M.D.", &["Ada Quill", "Bo Fern"]);
        check("Hafenredaktion; Redaktion Hafen", &["Hafenredaktion"]);
        check("Redaktion Hafen", &["Redaktion Hafen"]);
        check("Ada Quill, Redaktion", &["Ada Quill"]);
        check("quay47231", &["quay47231"]);
        check("HarbourNewsShippingForecastsAndTides", &[]);
        check("作者：林海、王川", &["林海", "王川"]);
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
        assert_eq!(byline("By Ada Lovelace, Lisbon"), Some(vec!["Ada Lovelace".to_owned()]));
        assert_eq!(byline("By The Author"), None);
        assert_eq!(byline("Ada Lovelace"), None);
        assert_eq!(byline("By 2030"), None);
    }
}
