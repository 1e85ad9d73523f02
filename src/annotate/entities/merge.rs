//! The entities of a document: mentions of one thing brought together.
//!
//! Two mentions are one by folded name, by an alias of the tables, by an
//! acronym that the document defines, by a surname that only one person here
//! bears, or by a name that differs in its legal form or a plural alone.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::{
    annotate::entities::lexicon::{Classes, Lexicon, respell},
    fold::fold,
    model::{DocumentEntity, EntityKind, Mention, Span},
};

/// A mention before it is merged.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// Where it stands.
    pub(super) span: Span,
    /// What it names.
    pub(super) kind: EntityKind,
    /// The mention, in the same list, whose name this one stands for.
    pub(super) stands_for: Option<usize>,
}

/// Numbers the entities of `named`, which is sorted by place, in the order in
/// which they come up. `origin` marks keys that must not match elsewhere.
/// Linear but for looking a name up.
pub(super) fn merge(
    text: &str,
    named: &[Named],
    origin: &str,
) -> (Vec<Mention>, Vec<DocumentEntity>) {
    let mut keys: Vec<String> = named.iter().map(|one| key(one.kind, one.span.cut(text))).collect();
    let aliases = acronyms(named, &keys);
    for (one, key) in named.iter().zip(&mut keys) {
        if let Some(full) = aliases.get(&(one.kind, key.clone())) {
            key.clone_from(full);
        }
    }
    join_plurals(named, &mut keys);
    join_heads(named, &mut keys);
    join_persons(named, &mut keys, origin);
    keep_editions_apart(named, &mut keys, origin);
    number(text, named, &keys)
}

/// A gathering that is called by its sort alone and without a number (`NATO
/// summit`) is another one in another article.
fn keep_editions_apart(named: &[Named], keys: &mut [String], origin: &str) {
    let of_events = named.iter().zip(keys).filter(|(one, _)| one.kind == EntityKind::Event);
    for (_, key) in of_events {
        let last = key.rsplit(' ').next().unwrap_or_default();
        let is_numbered = key.contains(|letter: char| letter.is_ascii_digit());
        if !is_numbered
            && matches!(last, "summit" | "summits" | "election" | "elections" | "conference")
        {
            *key = format!("{key} @{origin}");
        }
    }
}

/// The key of a name by itself: its line in the tables, or its folded text
/// without legal forms.
fn key(kind: EntityKind, name: &str) -> String {
    let folded = fold(name);
    let known = Lexicon::get().phrase(&respell(&folded)).filter(|phrase| phrase.kind == kind);
    if let Some(key) = known.and_then(|phrase| phrase.key.as_deref()) {
        return key.to_owned();
    }
    match kind {
        EntityKind::Organisation => without_legal_form(&folded),
        EntityKind::System => respell(&folded).replace(" / ", "/"),
        EntityKind::Group
        | EntityKind::Person
        | EntityKind::Place
        | EntityKind::Money
        | EntityKind::Event => folded,
    }
}

/// The key of a name of whatever kind the tables have it under; a nationality
/// is none of these. One of no table is folded.
pub(in crate::annotate) fn key_of_name(name: &str) -> String {
    let kinds = EntityKind::ALL.into_iter().filter(|kind| *kind != EntityKind::Group);
    let folded = fold(name);
    kinds.map(|kind| key(kind, name)).find(|key| *key != folded).unwrap_or(folded)
}

fn without_legal_form(folded: &str) -> String {
    let mut words: Vec<&str> = folded.split(' ').collect();
    while words.len() > 1 && words.last().is_some_and(|last| is_legal_form(last)) {
        words.pop();
    }
    words.join(" ").trim_end_matches(',').to_owned()
}

pub(super) fn is_legal_form(word: &str) -> bool {
    let word = word.strip_suffix('.').unwrap_or(word);
    Lexicon::get().classes(word).any(Classes::ORG_SUFFIX)
}

/// For each defined acronym the key of what it stands for; the tables' key wins.
fn acronyms(named: &[Named], keys: &[String]) -> HashMap<(EntityKind, String), String> {
    let mut aliases = HashMap::new();
    for (at, one) in named.iter().enumerate() {
        let (Some(full), Some(short)) =
            (one.stands_for.and_then(|full| keys.get(full)), keys.get(at))
        else {
            continue;
        };
        aliases.insert((one.kind, short.clone()), full.clone());
    }
    aliases
}

/// `F-35s` is `F-35`, and `Finns` is `Finn`, where the document has both or the
/// name ends in a digit.
fn join_plurals(named: &[Named], keys: &mut [String]) {
    let known: BTreeSet<(EntityKind, String)> =
        named.iter().zip(keys.iter()).map(|(one, key)| (one.kind, key.clone())).collect();
    for (one, key) in named.iter().zip(keys) {
        let Some(stem) = key.strip_suffix('s') else { continue };
        let is_plural = match one.kind {
            EntityKind::System => {
                stem.ends_with(|c: char| c.is_ascii_digit())
                    || known.contains(&(one.kind, stem.to_owned()))
            }
            EntityKind::Group => known.contains(&(one.kind, stem.to_owned())),
            _ => false,
        };
        if is_plural {
            *key = stem.to_owned();
        }
    }
}

/// A single word that begins just one longer name of its kind stands for it:
/// `Lindal` for `Lindal Shipyards`.
fn join_heads(named: &[Named], keys: &mut [String]) {
    let mut longer: BTreeMap<(EntityKind, String), BTreeSet<String>> = BTreeMap::new();
    for (one, key) in named.iter().zip(keys.iter()) {
        let is_joined =
            matches!(one.kind, EntityKind::Organisation | EntityKind::System | EntityKind::Event);
        if let Some((first, _)) = key.split_once(' ').filter(|_| is_joined) {
            longer.entry((one.kind, first.to_owned())).or_default().insert(key.clone());
        }
    }
    for (one, key) in named.iter().zip(keys) {
        let plain = Lexicon::get().classes(key);
        let is_plain = plain.any(
            Classes::COMMON | Classes::COUNTRY | Classes::CITY | Classes::DEMONYM | Classes::GIVEN,
        );
        let full = longer.get(&(one.kind, key.clone())).filter(|full| full.len() == 1 && !is_plain);
        if let Some(full) = full.and_then(BTreeSet::first) {
            key.clone_from(full);
        }
    }
}

/// Persons by surname: a bare one joins the only full name that ends in it, a
/// shorter full name the only longer one whose words hold its own.
fn join_persons(named: &[Named], keys: &mut [String], origin: &str) {
    let mut bearers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (one, key) in named.iter().zip(keys.iter()) {
        if one.kind == EntityKind::Person && key.contains(' ') {
            bearers.entry(surname(key).to_owned()).or_default().insert(key.clone());
        }
    }
    for names in bearers.values_mut() {
        keep_fullest(names);
    }
    for (one, key) in named.iter().zip(keys.iter_mut()) {
        if one.kind != EntityKind::Person {
            continue;
        }
        let candidates = bearers.get(surname(key));
        let is_bare = !key.contains(' ');
        match candidates.and_then(|names| only_bearer(names, key)) {
            Some(full) => key.clone_from(full),
            None if is_bare => *key = format!("?{key} @{origin}"),
            None => {}
        }
    }
}

/// Bearers of one surname above which they are not compared with each other.
const MANY: usize = 8;

/// The last word, with the particles before it left out.
fn surname(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

/// Drops the names whose words a longer one holds.
fn keep_fullest(names: &mut BTreeSet<String>) {
    if names.len() < 2 || names.len() > MANY {
        return;
    }
    let all = names.clone();
    names.retain(|name| !all.iter().any(|other| other.len() > name.len() && holds(other, name)));
}

/// Whether every word of `short` is a word of `full` or the initial of one.
fn holds(full: &str, short: &str) -> bool {
    short.split(' ').all(|word| {
        let initial = word.strip_suffix('.').filter(|letter| letter.chars().count() == 1);
        full.split(' ')
            .any(|other| other == word || initial.is_some_and(|initial| other.starts_with(initial)))
    })
}

/// The only name that `key` may be short for. Among very many (a list of a
/// family, say) none but the same is looked for.
fn only_bearer<'a>(names: &'a BTreeSet<String>, key: &str) -> Option<&'a String> {
    if names.len() > MANY {
        return names.get(key);
    }
    let mut fitting = names.iter().filter(|name| holds(name, key));
    fitting.next().filter(|_| fitting.next().is_none())
}

/// Entities in the order of their first mention, with their forms.
fn number(text: &str, named: &[Named], keys: &[String]) -> (Vec<Mention>, Vec<DocumentEntity>) {
    let mut places: HashMap<(EntityKind, &str), usize> = HashMap::new();
    let mut forms: Vec<(EntityKind, &str, Vec<&str>)> = Vec::new();
    let mut mentions = Vec::with_capacity(named.len());
    for (one, key) in named.iter().zip(keys) {
        let entity = *places.entry((one.kind, key)).or_insert(forms.len());
        if entity == forms.len() {
            forms.push((one.kind, key, Vec::new()));
        }
        if let Some((_, _, forms)) = forms.get_mut(entity) {
            forms.push(one.span.cut(text));
        }
        mentions.push(Mention { span: one.span, kind: one.kind, entity });
    }
    let entities = forms.into_iter().map(|(kind, key, forms)| entity(kind, key, &forms)).collect();
    (mentions, entities)
}

fn entity(kind: EntityKind, key: &str, forms: &[&str]) -> DocumentEntity {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (at, form) in forms.iter().enumerate() {
        let form = form.split_whitespace().collect::<Vec<_>>().join(" ");
        counts.entry(form).or_insert((0, at)).0 += 1;
    }
    let mut variants: Vec<(String, (usize, usize))> = counts.into_iter().collect();
    variants.sort_by_key(|(_, (count, first))| (usize::MAX - count, *first));
    let variants: Vec<String> = variants.into_iter().map(|(form, _)| form).collect();
    let name = variants.iter().rev().max_by_key(|form| fullness(form)).cloned().unwrap_or_default();
    DocumentEntity { kind, name, key: key.to_owned(), variants }
}

/// Orders forms: a name before an office, more words, then not all in capitals, then more letters, then more diacritics.
fn fullness(form: &str) -> (bool, usize, bool, usize, usize) {
    let last = form.rsplit(' ').next().unwrap_or_default();
    let is_name = !last.starts_with(char::is_lowercase);
    let words = form.split([' ', '-']).count();
    let mixed = form.chars().any(char::is_lowercase);
    (is_name, words, mixed, form.chars().count(), form.chars().filter(|c| !c.is_ascii()).count())
}
