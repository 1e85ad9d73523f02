//! Which of the headlines that a document gives is the article's, without the
//! outlet's name.
//!
//! A page gives up to five: for social cards (`<meta>`), JSON-LD, microdata,
//! first-level headings and the window's title. They differ by the outlet's
//! name, by a section, or because one was written for search engines.

use super::{
    outlet::{self, Outlet},
    sanitise::sanitise_line,
};
use crate::{
    fold::fold,
    ingest::{Place, RawMetadata},
};

/// What may stand between a headline and the site's name.
const SEPARATORS: [&str; 12] =
    [" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · ", " / ", "｜", " ‹ ", " « "];

/// The most names of outlet and section that are taken off a title.
const MOST_NAMES: usize = 3;

/// The fewest letters of a headline that another may begin with.
const WHOLE: usize = 8;

/// The headline that a document declares or shows in a first heading, safe; empty without any.
pub(super) fn declared(raw: &RawMetadata, outlet: &Outlet) -> String {
    let safe = |(place, title): &(Place, String)| (*place, without_site(title, outlet));
    let told = |title: &(Place, String)| title.0 != Place::Shown || !outlet.is_named(&title.1);
    let titles = raw.titles.iter().map(safe).filter(|title| !title.1.is_empty());
    Titles(titles.filter(told).collect()).choose()
}

/// A title on one line without the outlet's name at its end or start.
pub(super) fn without_site(title: &str, outlet: &Outlet) -> String {
    let title = sanitise_line(title);
    let mut rest = title.trim_end_matches(['¶', '#', ' ']);
    for _ in 0..MOST_NAMES {
        let Some(shorter) = shorter(rest, outlet) else { break };
        rest = shorter;
    }
    rest.trim().to_owned()
}

/// A title without its last or first part where that names the outlet.
fn shorter<'a>(title: &'a str, outlet: &Outlet) -> Option<&'a str> {
    let ends = SEPARATORS.iter().filter_map(|separator| title.rsplit_once(separator));
    let last = ends.max_by_key(|(rest, _)| rest.len());
    let starts = SEPARATORS.iter().filter_map(|separator| title.split_once(separator));
    let first = starts.min_by_key(|(name, _)| name.len());
    let ended = last.filter(|(_, name)| outlet.is_named(name)).map(|(rest, _)| rest);
    let begun = first.filter(|(name, _)| outlet.is_named(name)).map(|(_, rest)| rest);
    ended.or(begun).filter(|rest| !rest.trim().is_empty())
}

/// Headlines with their places, the most trusted first.
struct Titles(Vec<(Place, String)>);

impl Titles {
    fn of(&self, place: Place) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(own, _)| *own == place).map(|(_, title)| title.as_str())
    }

    fn first(&self, place: Place) -> Option<&str> {
        self.of(place).next()
    }

    fn headings(&self) -> impl Iterator<Item = &str> {
        self.of(Place::Marked).chain(self.of(Place::Shown))
    }

    fn choose(&self) -> String {
        if let Some(card) = self.card_alone().or_else(|| self.card_and_heading()) {
            return card.to_owned();
        }
        let Some(base) = self.base() else { return String::new() };
        let heading = self.headings().find(|heading| count(heading) > 1 && begins(base, heading));
        if let Some(heading) = heading.or_else(|| self.other_words(base)) {
            return heading.to_owned();
        }
        let all = self.0.iter().map(|(_, title)| title.as_str());
        let shortest = all
            .filter(|title| count(title) > 2 && title.len() < base.len() && begins(base, title))
            .min_by_key(|title| title.len());
        without_section(shortest.unwrap_or(base)).to_owned()
    }

    /// What a page declares before what it shows.
    fn base(&self) -> Option<&str> {
        let places = [Place::Field, Place::Linked, Place::Meta, Place::Window];
        places.into_iter().find_map(|place| self.first(place)).or_else(|| self.headings().next())
    }

    /// A heading that is alike.
    fn heading(&self, title: &str) -> Option<&str> {
        self.headings().find(|heading| alike(heading, title))
    }

    /// The title of the card where window, heading and JSON-LD agree on
    /// another: an editor wrote it, and it tells the same in other words.
    fn card_alone(&self) -> Option<&str> {
        let (linked, window) = (self.first(Place::Linked)?, self.first(Place::Window)?);
        let card = self.first(Place::Meta)?;
        let agreed = alike(linked, window) && self.heading(linked).is_some();
        let others = self.of(Place::Meta).skip(1).chain([linked, window]);
        (agreed && others.into_iter().all(|other| !alike(other, card))).then_some(card)
    }

    /// The title that card and heading share where JSON-LD only repeats the
    /// window's, which is written for search engines.
    fn card_and_heading(&self) -> Option<&str> {
        let (linked, window) = (self.first(Place::Linked)?, self.first(Place::Window)?);
        let card = self.first(Place::Meta).filter(|card| !alike(card, linked))?;
        (alike(linked, window) && self.heading(linked).is_none()).then(|| self.heading(card))?
    }

    /// The heading of a page without JSON-LD where the window says it too, or
    /// where it is the only one and says in other words what the card says
    /// for search engines.
    fn other_words(&self, base: &str) -> Option<&str> {
        if self.first(Place::Field).or_else(|| self.first(Place::Linked)).is_some() {
            return None;
        }
        let window = self.first(Place::Window).filter(|window| !alike(window, base));
        let said = window.and_then(|window| self.heading(window));
        said.or_else(|| self.only_heading().filter(|heading| telling(heading, base) > 1))
    }

    /// The only heading, when it has some words and isn't set in capitals.
    fn only_heading(&self) -> Option<&str> {
        let mut headings = self.headings();
        let heading = headings.next().filter(|heading| headings.all(|other| other == *heading))?;
        (count(heading) > 2 && heading.chars().any(is_small)).then_some(heading)
    }
}

/// Whether a letter isn't a capital, as all those of many scripts.
fn is_small(letter: char) -> bool {
    letter.is_alphabetic() && !letter.is_uppercase()
}

/// How many longer words two titles share.
fn telling(one: &str, other: &str) -> usize {
    let other = words(other);
    words(one).iter().filter(|word| word.chars().count() > 3 && other.contains(word)).count()
}

/// A title without the section after a bar, where the first part says enough.
fn without_section(title: &str) -> &str {
    let Some((first, rest)) = title.split_once(" | ") else { return title };
    let second = rest.split(" | ").next().unwrap_or_default();
    match (count(first), count(second)) {
        (2.., _) => first.trim(),
        (_, 3..) => second.trim(),
        _ => title,
    }
}

fn count(title: &str) -> usize {
    title.split_whitespace().count()
}

/// Whether a title begins with another, but for case and marks.
fn begins(title: &str, other: &str) -> bool {
    let (title, other) = (outlet::key(title), outlet::key(other));
    other.len() >= WHOLE && title.starts_with(&other)
}

/// Whether two titles share four fifths of their words.
fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let shared = one.iter().filter(|word| other.contains(word)).count();
    let all = one.len() + other.len();
    all > 0 && shared * 10 >= all * 4
}

fn words(title: &str) -> Vec<String> {
    let folded = fold(title);
    let words = folded.split(|character: char| !character.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use Place::{Field, Linked, Meta, Shown, Window};

    use super::*;

    /// The title of a page of The Valley Post at valleypost.example.
    fn check(titles: &[(Place, &str)], expected: &str) {
        let raw = RawMetadata {
            titles: titles.iter().map(|(place, title)| (*place, (*title).to_owned())).collect(),
            publishers: vec!["The Valley Post".to_owned()],
            urls: vec!["https://www.valleypost.example/ferry".to_owned()],
            ..RawMetadata::default()
        };
        assert_eq!(declared(&raw, &Outlet::of(&raw)), expected, "{titles:?}");
    }

    #[test]
    fn names_of_the_outlet_go() {
        check(
            &[(Window, "Ferry sails again - Sport - The Valley Post")],
            "Ferry sails again - Sport",
        );
        check(&[(Window, "Ferry sails again | Valley Post")], "Ferry sails again");
        check(&[(Meta, "valleypost.example » Ferry sails again")], "Ferry sails again");
        check(&[(Meta, "Quay and pier - what now?")], "Quay and pier - what now?");
        check(&[(Window, "The Valley Post")], "The Valley Post");
        check(&[(Shown, "The Valley Post"), (Window, "Ferry sails again")], "Ferry sails again");
        check(&[], "");
    }

    #[test]
    fn a_heading_ends_what_a_title_adds() {
        check(
            &[(Meta, "Ferry sails again - Quay of the north"), (Shown, "Ferry sails again")],
            "Ferry sails again",
        );
        check(&[(Window, "Ferry sails again | Quays | Boats")], "Ferry sails again");
        check(&[(Window, "Boats | Ferry sails again today")], "Ferry sails again today");
        check(&[(Shown, "Ferry sails again¶")], "Ferry sails again");
    }

    #[test]
    fn places_that_disagree_are_weighed() {
        let search = "Ferry times: when it sails and what it costs";
        let article = "Ferry sails again";
        // JSON-LD before the card, a record's field before both.
        check(&[(Linked, article), (Meta, search), (Shown, article), (Window, search)], article);
        check(&[(Field, search), (Shown, article)], search);
        // A card that nothing repeats was written by hand.
        check(&[(Linked, article), (Meta, search), (Shown, article), (Window, article)], search);
        check(
            &[
                (Linked, article),
                (Meta, search),
                (Meta, search),
                (Shown, article),
                (Window, article),
            ],
            article,
        );
        // Without JSON-LD, the one heading that tells the same in other words.
        let heading = "What the ferry costs and when it sails";
        check(&[(Meta, search), (Shown, heading), (Window, search)], heading);
        check(&[(Meta, search), (Shown, heading), (Shown, "Newsletter")], search);
        check(&[(Meta, search), (Shown, "Sign up for our morning letter")], search);
        check(&[(Meta, search), (Shown, "FERRY TIMES AND COSTS")], search);
        check(&[(Meta, search), (Shown, article), (Window, article)], article);
        // JSON-LD that repeats the window's title was made for search engines.
        check(&[(Linked, search), (Meta, article), (Shown, article), (Window, search)], article);
    }
}
