//! Who takes part in an event, not only who is named beside it.
//!
//! A name that owns a thing ("Nordwerk's tugs") or opens a longer one
//! ("Nordwerk Chief Executive") takes no part itself. A clause that opens with
//! a pronoun or "the company" is about who was named just before.

use super::timeline::{Telling, Told};
use crate::{
    annotate::tells_a_happening,
    model::{EntityKind, Mention, Span},
};

/// The places of the mentions that take part in a telling, in the article's list.
pub(super) fn mentions(told: &Told<'_>, telling: &Telling) -> Vec<usize> {
    let Some(event) = told.event(telling) else { return Vec::new() };
    let Some(article) = told.articles.get(telling.article) else { return Vec::new() };
    let text = article.article.text.as_str();
    let all = &article.annotations.mentions;
    let takes_part = |&at: &usize| all.get(at).is_some_and(|mention| is_party(text, mention));
    let mut found: Vec<usize> = event.mentions.iter().copied().filter(takes_part).collect();
    if let Some(wanted) = anaphor(event.clause.cut(text)) {
        let before = |end: usize, stretch: Span| {
            antecedent(all, Span::new(stretch.start, end.min(stretch.end)), wanted)
        };
        let own = before(event.clause.start, event.sentence);
        let last = told.sentence_before(telling);
        found.extend(own.or_else(|| last.and_then(|last| before(last.span.end, last.span))));
    }
    found
}

fn is_party(text: &str, mention: &Mention) -> bool {
    let person = mention.kind == EntityKind::Person;
    person || mention.kind == EntityKind::Group || stands_alone(text, mention.span)
}

/// Whether a name owns nothing but a happening and is no part of a longer name.
pub(super) fn stands_alone(text: &str, name: Span) -> bool {
    let after = Span::new(name.end, text.len()).cut(text);
    match owned(after) {
        Some(owned) => owned.split_whitespace().take(OWNED).any(tells_a_happening),
        None => !goes_on(after),
    }
}

/// Words after an owner among which the owned thing is looked for.
const OWNED: usize = 4;

/// What stands after the sign of an owner.
fn owned(after: &str) -> Option<&str> {
    const SIGNS: [&str; 7] = ["'s ", "’s ", " 's ", " ’s ", "' ", "’ ", " ' "];
    SIGNS.iter().find_map(|sign| after.strip_prefix(sign))
}

/// Whether a name goes on: with a word that has a capital letter or a figure.
fn goes_on(after: &str) -> bool {
    let next = after.strip_prefix(' ').and_then(|rest| rest.chars().next());
    next.is_some_and(|first| first.is_uppercase() || first.is_ascii_digit())
}

/// Whom a word that stands for a name may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// "he", "the minister"
    Person,
    /// "it", "the company", "the ship"
    Thing,
}

impl Wanted {
    fn fits(self, kind: EntityKind) -> bool {
        match self {
            Self::Person => kind == EntityKind::Person,
            Self::Thing => matches!(kind, EntityKind::Organisation | EntityKind::System),
        }
    }
}

/// Whom the opening words of a clause stand for; none when they stand for themselves.
pub(super) fn anaphor(clause: &str) -> Option<Wanted> {
    let mut words = clause.split_whitespace().map(|word| word.trim_end_matches(','));
    let first = words.next()?.to_lowercase();
    match first.as_str() {
        "he" | "she" | "his" | "her" | "who" => Some(Wanted::Person),
        "it" | "its" | "which" => Some(Wanted::Thing),
        "the" | "this" => noun(words.next()?),
        _ => None,
    }
}

fn noun(word: &str) -> Option<Wanted> {
    match word.trim_end_matches("'s").trim_end_matches("’s") {
        person if PERSONS.contains(&person) => Some(Wanted::Person),
        thing if THINGS.contains(&thing) => Some(Wanted::Thing),
        _ => None,
    }
}

/// Nouns that stand for a person named before.
const PERSONS: [&str; 12] = [
    "minister",
    "president",
    "chancellor",
    "leader",
    "chief",
    "chairman",
    "executive",
    "senator",
    "governor",
    "mayor",
    "general",
    "queen",
];

/// Nouns that stand for a company, body or product named before.
const THINGS: [&str; 26] = [
    "company",
    "firm",
    "maker",
    "manufacturer",
    "airline",
    "carrier",
    "bank",
    "group",
    "agency",
    "ministry",
    "union",
    "party",
    "club",
    "court",
    "university",
    "publisher",
    "shipyard",
    "organisation",
    "organization",
    "aircraft",
    "airliner",
    "plane",
    "ship",
    "missile",
    "system",
    "device",
];

/// The first mention of a fitting kind in a stretch: its subject most likely.
fn antecedent(mentions: &[Mention], stretch: Span, wanted: Wanted) -> Option<usize> {
    let from = mentions.partition_point(|mention| mention.span.start < stretch.start);
    let inside = mentions.iter().enumerate().skip(from);
    let mut inside = inside.take_while(|(_, mention)| mention.span.end <= stretch.end);
    inside.find(|(_, mention)| wanted.fits(mention.kind)).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, name: &str, expected: bool) {
        let start = text.find(name).unwrap();
        assert_eq!(stands_alone(text, Span::new(start, start + name.len())), expected, "{text}");
    }

    #[test]
    fn owners_and_parts_of_longer_names_take_no_part() {
        check("Nordwerk sold two tugs", "Nordwerk", true);
        check("Nordwerk's tugs were sold", "Nordwerk", false);
        check("Nordwerk’s purchase of a yard", "Nordwerk", true);
        check("Nordwerk N40 tugs were sold", "Nordwerk", false);
        check("the tug was sold by Nordwerk", "Nordwerk", true);
        check("Nordwerk, Oslo and Bergen agreed", "Nordwerk", true);
    }

    #[test]
    fn pronouns_and_common_nouns_stand_for_names() {
        for (clause, expected) in [
            ("It sold two tugs", Some(Wanted::Thing)),
            ("The company sold two tugs", Some(Wanted::Thing)),
            ("She resigned", Some(Wanted::Person)),
            ("The minister resigned", Some(Wanted::Person)),
            ("The weather changed", None),
            ("Nordwerk sold two tugs", None),
        ] {
            assert_eq!(anaphor(clause), expected, "{clause}");
        }
    }
}
