//! Who takes part in an event, not only who is named beside it.
//!
//! A name that only describes a thing takes no part itself (`role`). A clause
//! that opens with a pronoun or "the company" is about who was named just before.

use std::collections::BTreeSet;

use super::{
    role::{Named, stands_alone},
    timeline::{Telling, Told},
};
use crate::{
    annotate::verbs,
    fold::fold,
    model::{EntityKind, Event, Mention, Span, Status},
};

/// The places of the mentions that take part in a telling, in the article's list.
pub(super) fn mentions(told: &Told<'_>, telling: &Telling) -> Vec<usize> {
    let Some(event) = told.event(telling) else { return Vec::new() };
    let Some(article) = told.article(telling.article) else { return Vec::new() };
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
    if has_him(text, event.clause) {
        let named: Vec<_> = found.iter().map(|&at| told.entity(telling.article, at)).collect();
        let mut before = told.sentences_before(telling).take(Wanted::Person.reach());
        let other = |at: &usize| !named.contains(&told.entity(telling.article, *at));
        found.extend(before.find_map(|one| persons(all, one.span).find(other)));
    }
    found
}

/// The last names of the persons who are to deal with each other, in order,
/// where a telling plans so: one article may have the name in full.
pub(super) fn meeting(told: &Told<'_>, telling: &Telling) -> Vec<String> {
    if telling.status != Status::Planned {
        return Vec::new();
    }
    let ids = mentions(told, telling).into_iter();
    let ids = ids.filter_map(|at| told.entity(telling.article, at));
    let entities = ids.filter_map(|id| told.entities.get(id));
    let persons = entities.filter(|entity| entity.kind == EntityKind::Person);
    let names = persons.filter_map(|one| fold(one.name().split_whitespace().next_back()?).into());
    let names: BTreeSet<String> = names.collect();
    names.into_iter().collect()
}

/// Whether a clause tells of "him" besides whom it names.
fn has_him(text: &str, clause: Span) -> bool {
    clause.cut(text).split_whitespace().any(|word| word.trim_end_matches([',', '.']) == "him")
}

/// The persons named in a stretch, in order.
fn persons(mentions: &[Mention], stretch: Span) -> impl Iterator<Item = usize> {
    let from = mentions.partition_point(|mention| mention.span.start < stretch.start);
    let inside = mentions.iter().enumerate().skip(from);
    let inside = inside.take_while(move |(_, mention)| mention.span.end <= stretch.end);
    inside.filter(|(_, mention)| mention.kind == EntityKind::Person).map(|(at, _)| at)
}

fn is_party(text: &str, mention: &Mention) -> bool {
    let person = mention.kind == EntityKind::Person;
    let model = mention.kind == EntityKind::System;
    let named = if model { Named::Model } else { Named::by_words(mention.span.cut(text)) };
    person || mention.kind == EntityKind::Group || stands_alone(text, mention.span, named)
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
        opening => pronoun(opening).or_else(|| personal(subject_word(text, clause)?)),
    }
}

/// Whom a pronoun stands for that says so by itself: "which" and "who" inside
/// a clause stand for what the clause names before them.
fn personal(word: &str) -> Option<Wanted> {
    pronoun(word).filter(|_| !matches!(word, "which" | "who"))
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
    near.find(|word| personal(word).is_some())?;
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

    #[test]
    fn pronouns_and_common_nouns_stand_for_names() {
        for (clause, expected) in [
            ("It sold two tugs", Some(Wanted::Thing)),
            ("The company sold two tugs", Some(Wanted::Thing)),
            ("She resigned", Some(Wanted::Person)),
            ("The minister resigned", Some(Wanted::Person)),
            ("In 1986 he bought a mill", Some(Wanted::Person)),
            ("The weather changed", None),
            ("A rival, which sold two tugs", None),
            ("Nordwerk sold two tugs", None),
        ] {
            let span = Span::new(0, clause.len());
            assert_eq!(anaphor(clause, span), expected, "{clause}");
        }
    }
}
