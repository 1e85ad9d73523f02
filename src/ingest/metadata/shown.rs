//! Elements that show who wrote a page, or when, and say so by their class or
//! by the address that they link to.

use html5ever::local_name;
use scraper::ElementRef;

use super::super::known_attribute;
use crate::fold::Beginnings;

/// Parts of class names that speak of an author.
const AUTHORS: [&str; 8] =
    ["byline", "author", "autor", "auteur", "yazar", "writer", "contributor", "verfasser"];

/// Parts of class names under which other people stand, or other things of an author.
const OTHERS: [&str; 24] = [
    "comment",
    "related",
    "avatar",
    "image",
    "photo",
    "thumb",
    "social",
    "share",
    "desc",
    "bio",
    "popular",
    "recommend",
    "follow",
    "footer",
    "caption",
    "credit",
    "reply",
    "authori",
    "tooltip",
    "widget",
    "review",
    "role",
    "count",
    "coauthor-box",
];

/// Words of class names that speak of a date.
const DATES: [&str; 12] = [
    "date",
    "datum",
    "fecha",
    "tarih",
    "published",
    "posted",
    "timestamp",
    "dateline",
    "datetime",
    "publication",
    "time",
    "pubtime",
];

/// Parts of an address under which people stand.
const PEOPLE: [&str; 22] = [
    "author",
    "authors",
    "autor",
    "autoren",
    "autores",
    "autori",
    "autore",
    "auteur",
    "auteurs",
    "contributor",
    "contributors",
    "staff",
    "journalist",
    "journalists",
    "reporter",
    "reporters",
    "writers",
    "columnists",
    "yazar",
    "yazarlar",
    "profile",
    "people",
];

/// Names around an element that make what it shows another article's.
const ELSEWHERE: [&str; 14] = [
    "comment",
    "related",
    "recommend",
    "popular",
    "trending",
    "teaser",
    "sidebar",
    "footer",
    "reply",
    "carousel",
    "latest",
    "promo",
    "card",
    "list-item",
];

/// How far up an element's surroundings are looked at.
const REACH: usize = 10;

/// The longest text of a byline or a date line, in characters.
const LONGEST: usize = 160;

/// What an element shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Who wrote the page, a text node a line.
    Author(String),
    /// When it was published or changed.
    Date(String),
}

/// What an element shows by its class or by where it links to; none where it
/// belongs to a comment, a card or a footer.
pub(super) fn of(element: ElementRef) -> Option<Shown> {
    let shown = by_class(element).or_else(|| by_address(element))?;
    (!is_elsewhere(element)).then_some(shown)
}

fn by_class(element: ElementRef) -> Option<Shown> {
    let class =
        known_attribute(element.value(), &local_name!("class")).filter(|class| may_speak(class))?;
    let class = class.to_ascii_lowercase();
    let names = || class.split_ascii_whitespace();
    let has = |name: &str, roots: &[&str]| roots.iter().any(|root| name.contains(root));
    if names().any(|name| has(name, &AUTHORS) && !has(name, &OTHERS)) {
        return lines(element, "\n").map(Shown::Author);
    }
    let dated = names().any(|name| is_dated(name) && !has(name, &OTHERS));
    dated.then(|| lines(element, " "))?.map(Shown::Date)
}

/// Letters of which every word for authors and dates has some.
const ROOTS: [&str; 16] = [
    "byli", "auth", "auto", "aute", "yaza", "writ", "trib", "verf", "date", "datu", "fech", "tari",
    "publ", "pubt", "sted", "time",
];

/// How they begin.
static BEGINNINGS: Beginnings = Beginnings::of(&ROOTS);

/// Whether a class holds letters of which every word for authors and dates has
/// some, whatever their case: most have none, and need no closer look.
fn may_speak(class: &str) -> bool {
    class.as_bytes().windows(4).any(|letters| {
        BEGINNINGS.may_begin(letters)
            && ROOTS.iter().any(|root| root.as_bytes().eq_ignore_ascii_case(letters))
    })
}

/// Whether one of the words of a class name speaks of a date.
fn is_dated(name: &str) -> bool {
    let mut words = name.split(|sign: char| !sign.is_ascii_alphanumeric());
    words.any(|word| {
        DATES.contains(&word) || word.ends_with("date") && !matches!(word, "update" | "candidate")
    })
}

/// The words of a link to the page of a person.
fn by_address(element: ElementRef) -> Option<Shown> {
    if element.value().name() != "a" {
        return None;
    }
    let address = known_attribute(element.value(), &local_name!("href"))?;
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let mut parts = path.split('/').skip(1).peekable();
    let person = std::iter::from_fn(|| parts.next().map(|part| (part, parts.peek().is_some())))
        .any(|(part, followed)| followed && PEOPLE.contains(&part));
    person.then(|| lines(element, " "))?.map(Shown::Author)
}

/// Whether an element stands among what isn't the page's own article.
fn is_elsewhere(element: ElementRef) -> bool {
    let around = element.ancestors().take(REACH).filter_map(ElementRef::wrap);
    around.map(|outer| outer.value()).any(|outer| {
        let class =
            known_attribute(outer, &local_name!("class")).unwrap_or_default().to_ascii_lowercase();
        let named = ELSEWHERE.iter().any(|word| class.contains(word));
        let of_author = AUTHORS.iter().any(|root| class.contains(root));
        let whole = matches!(outer.name(), "html" | "body" | "main");
        matches!(outer.name(), "footer" | "nav" | "aside") || named && !of_author && !whole
    })
}

/// The text nodes of an element, joined; none where they are none or too long.
fn lines(element: ElementRef, joint: &str) -> Option<String> {
    let texts = element.text().map(str::trim).filter(|text| !text.is_empty());
    let mut joined = String::new();
    for text in texts {
        if !joined.is_empty() {
            joined.push_str(joint);
        }
        joined.push_str(text);
        if joined.len() > LONGEST * 4 {
            return None;
        }
    }
    (!joined.is_empty() && joined.chars().count() <= LONGEST).then_some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_passed_over() {
        assert!(AUTHORS.iter().chain(&DATES).all(|word| may_speak(word)));
        assert!(may_speak("postDate"));
        assert!(!may_speak("content-wrapper"));
    }
}
