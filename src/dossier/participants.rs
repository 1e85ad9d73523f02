//! Who takes part in an event, not only who is named beside it.
//!
//! A name that owns a thing ("Nordwerk's tugs") or opens a longer one
//! ("Nordwerk Chief Executive") takes no part itself. A clause that opens with
//! a pronoun or "the company" is about who was named just before.

use super::timeline::{Telling, Told};
use crate::{
    annotate::{tells_a_happening, verbs},
    model::{EntityKind, Event, Mention, Span},
};

/// The places of the mentions that take part in a telling, in the article's list.
pub(super) fn mentions(told: &Told<'_>, telling: &Telling) -> Vec<usize> {
    let Some(event) = told.event(telling) else { return Vec::new() };
    let Some(article) = told.articles.get(telling.article) else { return Vec::new() };
    let text = article.article.text.as_str();
    let all = &article.annotations.mentions;
    let takes_part = |&at: &usize| all.get(at).is_some_and(|mention| is_party(text, mention));
    let mut found: Vec<usize> = event.mentions.iter().copied().filter(takes_part).collect();
    if let Some(wanted) = anaphor(text, event.clause).or_else(|| shared_subject(text, event)) {
        let before = |end: usize, stretch: Span| {
            antecedent(all, Span::new(stretch.start, end.min(stretch.end)), wanted)
        };
        let own = before(event.clause.start, event.sentence);
        let mut last = told.sentences_before(telling).take(wanted.reach());
        found.extend(own.or_else(|| last.find_map(|one| before(one.span.end, one.span))));
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
    /// Whoever does what the clause tells.
    Any,
}

impl Wanted {
    /// How many sentences before its own it may stand for something of.
    pub(super) fn reach(self) -> usize {
        match self {
            Self::Person => 3,
            Self::Thing | Self::Any => 1,
        }
    }

    fn fits(self, kind: EntityKind) -> bool {
        match self {
            Self::Person => kind == EntityKind::Person,
            Self::Thing => matches!(kind, EntityKind::Organisation | EntityKind::System),
            Self::Any => !matches!(kind, EntityKind::Group | EntityKind::Money),
        }
    }
}

/// A later part of a sentence that begins with its verb is about whoever the
/// sentence named first.
fn shared_subject(text: &str, event: &Event) -> Option<Wanted> {
    let small = event.clause.cut(text).starts_with(char::is_lowercase);
    let later = small && event.clause.start > event.sentence.start;
    let opens = || verbs::verbs(text, event.clause).first().map(|verb| verb.span.start);
    (later && opens() == Some(event.clause.start)).then_some(Wanted::Any)
}

/// Whom the subject of a clause stands for; none when it stands for itself.
pub(super) fn anaphor(text: &str, clause: Span) -> Option<Wanted> {
    let mut words = clause.cut(text).split_whitespace().map(|word| word.trim_end_matches(','));
    let first = words.next()?.to_lowercase();
    match first.as_str() {
        "the" | "this" => noun(words.next()?),
        opening => pronoun(opening).or_else(|| pronoun(subject_word(text, clause)?)),
    }
}

fn pronoun(word: &str) -> Option<Wanted> {
    match word {
        "he" | "she" | "his" | "her" | "who" => Some(Wanted::Person),
        "it" | "its" | "which" => Some(Wanted::Thing),
        _ => None,
    }
}

/// The word before the first verb of a clause: "he" in "in 1986 he bought a
/// mill". Verbs are looked for only where a pronoun stands near the beginning.
fn subject_word(text: &str, clause: Span) -> Option<&str> {
    let mut near = clause.cut(text).split_whitespace().take(SETTING);
    near.find(|word| pronoun(word).is_some())?;
    let verb = *verbs::verbs(text, clause).first()?;
    Span::new(clause.start, verb.span.start).cut(text).split_whitespace().next_back()
}

/// Words of a setting with the pronoun after it.
const SETTING: usize = 8;

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
            ("In 1986 he bought a mill", Some(Wanted::Person)),
            ("The weather changed", None),
            ("Nordwerk sold two tugs", None),
        ] {
            let span = Span::new(0, clause.len());
            assert_eq!(anaphor(clause, span), expected, "{clause}");
        }
    }
}
