//! What a typed name means: the entities that bear it, else the places where
//! the articles have its words, with slips forgiven and in a shorter form
//! ("A380" for "Airbus A380").

use std::collections::BTreeSet;

use super::{
    Dossier, EntityId,
    entity::named_like,
    fuzzy::is_near,
    participants::{Wanted, anaphor},
    role::{Named, stands_alone},
    timeline::{Entry, Telling, Told},
    words::{Words, is_common},
};
use crate::{
    annotate::verbs,
    fold::fold,
    model::{EntityKind, Span},
};

/// A name as it was typed, and what it means in a dossier.
#[derive(Debug)]
struct Naming {
    /// The folded words of the whole name.
    words: Vec<String>,
    entities: Vec<EntityId>,
    /// The forms of the name that count, each as folded words.
    forms: Vec<Vec<String>>,
    /// The last word of a person's name, and the articles that have the name
    /// in full, where the last word alone will do.
    short: Vec<String>,
    full_in: BTreeSet<usize>,
}

/// The ids of the entries in which what bears the typed name takes part; none
/// when nothing in the dossier bears it.
pub(super) fn entries_of(dossier: &Dossier, typed: &str) -> Option<BTreeSet<String>> {
    let naming = Naming::of(dossier, typed);
    let told = Told {
        articles: &dossier.articles,
        open: None,
        entities: &dossier.entities,
        entity_of: &dossier.entity_of,
    };
    let all = dossier.timeline.all();
    let passing = all.filter(|entry| naming.takes_part(&told, entry));
    let ids: BTreeSet<String> = passing.map(|entry| entry.id().to_owned()).collect();
    let borne = !naming.entities.is_empty() || naming.written_in(dossier).next().is_some();
    (borne || !ids.is_empty()).then_some(ids)
}

impl Naming {
    fn of(dossier: &Dossier, typed: &str) -> Self {
        let entities = named_like(&dossier.entities, &fold(typed));
        let words = folded(&[typed]);
        let forms = if entities.is_empty() { forms(typed) } else { vec![words.clone()] };
        let first = entities.first().copied();
        let kind = first.and_then(|id| dossier.entities.get(id)).map(|entity| entity.kind);
        let person = kind == Some(EntityKind::Person) && words.len() > 1;
        let short = words.last().filter(|_| person).cloned().into_iter().collect();
        let mut naming = Self {
            words,
            entities: first.into_iter().collect(),
            forms,
            short,
            full_in: BTreeSet::new(),
        };
        if person {
            naming.full_in = naming.written_in(dossier).collect();
        }
        naming
    }

    fn takes_part(&self, told: &Told<'_>, entry: &Entry) -> bool {
        self.entities.iter().any(|id| entry.entities.contains(id))
            || !self.forms.is_empty()
                && entry.tellings.iter().any(|telling| self.is_told(told, telling))
    }

    /// Whether a telling names it, or stands for it with "it" or "the company".
    fn is_told(&self, told: &Told<'_>, telling: &Telling) -> bool {
        let Some(event) = told.event(telling) else { return false };
        let Some(own) = told.stretch(telling.article, event.clause) else { return false };
        let text = own.article.article.text.as_str();
        let article = telling.article;
        let before = |wanted: Wanted| {
            let mut last = told.sentences_before(telling).take(wanted.reach());
            let about =
                |last: Span| if wanted == Wanted::Person { last } else { opening(text, last) };
            last.any(|last| self.is_party(text, about(last.span), article))
        };
        self.is_party(text, event.clause, article)
            || anaphor(text, event.clause).is_some_and(before)
    }

    /// Whether a stretch of text has a form of the name as a party.
    fn is_party(&self, text: &str, stretch: Span, article: usize) -> bool {
        let words = Words::of(stretch.cut(text));
        let words: Vec<(Span, &str)> = words.placed().collect();
        let short = self.full_in.contains(&article).then_some(&self.short);
        self.forms.iter().chain(short).filter(|form| !form.is_empty()).any(|form| {
            let mut runs = words.windows(form.len()).filter(|run| is_form(form, run));
            runs.any(|run| self.is_named_by(run, text, stretch))
        })
    }

    /// Whether a run of words is the name itself: no part of a longer one.
    fn is_named_by(&self, run: &[(Span, &str)], text: &str, stretch: Span) -> bool {
        let (Some((first, _)), Some((last, _))) = (run.first(), run.last()) else { return false };
        let name = first.join(*last).shifted(stretch.start);
        let before = Span::new(stretch.start, name.start).cut(text);
        let before = before.strip_suffix(' ').filter(|rest| rest.ends_with(char::is_alphanumeric));
        let before = before.and_then(|rest| rest.split_whitespace().next_back());
        let own = |word: &str| self.words.contains(&fold(word));
        let is_longer = before.is_some_and(|word| {
            word.starts_with(char::is_uppercase) && !own(word) && !is_common(&fold(word))
        });
        let numbered = run.iter().any(|(_, word)| is_numbered(word));
        let named = Named::by_words(name.cut(text));
        (numbered || run.len() == self.words.len() || !is_longer) && stands_alone(text, name, named)
    }

    /// The articles that have a form of the name.
    fn written_in(&self, dossier: &Dossier) -> impl Iterator<Item = usize> {
        let written = |text: &str| {
            let words = Words::of(text);
            let words: Vec<(Span, &str)> = words.placed().collect();
            let form = |form: &Vec<String>| words.windows(form.len()).any(|run| is_form(form, run));
            self.forms.iter().any(form)
        };
        let articles = dossier.articles.all().enumerate();
        articles.filter(move |(_, one)| written(&one.whole().article.text)).map(|(at, _)| at)
    }
}

/// A sentence up to its first verb: what it is about.
fn opening(text: &str, sentence: Span) -> Span {
    let verb = verbs::verbs(text, sentence).first().map(|verb| verb.span.start);
    Span::new(sentence.start, verb.unwrap_or(sentence.end))
}

fn is_form(form: &[String], run: &[(Span, &str)]) -> bool {
    form.iter().zip(run).all(|(word, (_, other))| word == other || is_slip(word, other))
}

/// Whether a word may be a slip for another: never where a figure tells models apart.
fn is_slip(word: &str, other: &str) -> bool {
    !is_numbered(word) && !is_numbered(other) && is_near(word, other)
}

fn is_numbered(word: &str) -> bool {
    word.contains(|letter: char| letter.is_ascii_digit())
}

/// The whole name, then the shorter forms that still tell what is meant: with
/// its number, or else its last words, two at least.
fn forms(typed: &str) -> Vec<Vec<String>> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    let numbered = |part: &[&str]| {
        let letters: usize = part.iter().map(|word| word.chars().count()).sum();
        letters >= SHORTEST && part.iter().any(|word| is_numbered(word))
    };
    let mut forms = vec![folded(&words)];
    for from in 0..words.len() {
        for to in from + 1..=words.len() {
            let part = words.get(from..to).unwrap_or_default();
            let last_words = to == words.len() && part.len() > 1 && !numbered(&words);
            if numbered(part) || last_words {
                forms.push(folded(part));
            }
        }
    }
    forms.retain(|form| !form.is_empty());
    forms.sort();
    forms.dedup();
    forms
}

/// Characters of a shorter form at least.
const SHORTEST: usize = 3;

fn folded(words: &[&str]) -> Vec<String> {
    Words::of(&words.join(" ")).iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expected: &[&str]) {
        let found: Vec<String> = forms(typed).iter().map(|form| form.join(" ")).collect();
        assert_eq!(found, expected, "{typed}");
    }

    #[test]
    fn a_name_has_shorter_forms() {
        check("Nordwerk N40", &["n40", "nordwerk n40"]);
        check("Harbour 4", &["harbour 4"]);
        check("Royal Harbour Guard", &["harbour guard", "royal harbour guard"]);
        check("Rosa Lindt", &["rosa lindt"]);
        check("", &[]);
    }
}
