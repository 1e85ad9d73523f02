//! The finder's search: titles, entities and commands ranked by
//! `fuzzy-matcher`, bodies by the dossier's search, entries and notes by the
//! words they hold. Pure; a worker runs it for each key typed.

use fuzzy_matcher::{FuzzyMatcher, skim::SkimMatcherV2};

use super::state::{EntryRef, Find, Found, Holdings, Likeness, State, Target};
use crate::{
    clean::sanitise_line,
    command::{COMMANDS, Keymap},
    dossier::{EntityId, Entry, Query, Trust},
    fold::fold,
    model::{ArticleMarks, Span, When},
};

/// The longest pattern that is matched, in characters; more costs time and finds no more.
const LONGEST: usize = 256;
/// The most results of each sort.
const EACH: usize = 40;
/// What a matched character is worth at least, on the matcher's own scale, in a
/// match that isn't scattered over the line.
const DENSE: i64 = 14;

/// Everything that a query finds, the best first. One that begins with a sign
/// looks through one sort of thing: `@` entities, `#` tagged articles, `>`
/// commands, `'` notes. An empty one finds the articles of `recent` first.
#[must_use]
pub fn everything(holdings: &Holdings, query: &str, recent: &[usize]) -> Vec<Found> {
    let query: String = query.trim().chars().take(LONGEST).collect();
    let mut signs = query.chars();
    match signs.next() {
        None => last_read(holdings, recent),
        Some('@') => entities(holdings, signs.as_str().trim()),
        Some('#') => tagged(holdings, signs.as_str().trim()),
        Some('>') => commands(signs.as_str().trim(), &Keymap::default()),
        Some('\'') => notes(holdings, signs.as_str().trim()),
        Some(_) => anything(holdings, &query),
    }
}

fn anything(holdings: &Holdings, query: &str) -> Vec<Found> {
    let mut found = titles(holdings, query);
    found.extend(entities(holdings, query));
    found.extend(bodies(holdings, query));
    found.extend(entries(holdings, query));
    found.extend(notes(holdings, query));
    found.extend(commands(query, &Keymap::default()).into_iter().take(5));
    found.sort_by(|one, other| other.score.total_cmp(&one.score));
    found
}

/// What an empty query shows: the articles read last, then the others.
fn last_read(holdings: &Holdings, recent: &[usize]) -> Vec<Found> {
    let all = 0..holdings.dossier.articles.len();
    let mut articles: Vec<usize> = recent.iter().copied().filter(|at| all.contains(at)).collect();
    let others = all.filter(|at| !recent.contains(at)).take(EACH * 5);
    articles.extend(others);
    let line = |at: usize| {
        let detail = date_of(holdings, at);
        Found { detail, ..found(Target::Article(at), title(holdings, at), 0.0) }
    };
    articles.into_iter().take(EACH * 5).map(line).collect()
}

/// The articles with a tag that begins so, their own or a note's, in the order
/// of the dossier.
fn tagged(holdings: &Holdings, typed: &str) -> Vec<Found> {
    let typed = fold(typed);
    let line = |(at, marks): (usize, &ArticleMarks)| {
        let all = marks.tags.union(&marks.note_tags);
        let fitting = all.filter(|tag| fold(tag).starts_with(&typed));
        let tags: Vec<String> = fitting.map(|tag| format!("#{tag}")).collect();
        let detail = tags.join(" ");
        let line = || Found { detail, ..found(Target::Article(at), title(holdings, at), 0.0) };
        (!tags.is_empty()).then(line)
    };
    holdings.marks.iter().enumerate().filter_map(line).take(EACH * 5).collect()
}

fn found(target: Target, title: String, score: f64) -> Found {
    Found { target, title, detail: String::new(), matched: Vec::new(), score }
}

/// An article's title, else its file.
fn title(holdings: &Holdings, article: usize) -> String {
    holdings.card(article).map_or_else(String::new, |card| {
        let title = &card.head.metadata.title;
        if title.is_empty() { card.head.origin.file.clone() } else { title.clone() }
    })
}

/// Ranks lines by a pattern. Letters that are scattered all over a line don't count.
fn ranked(
    query: &str,
    lines: impl Iterator<Item = (Target, String, String)>,
    weight: f64,
) -> Vec<Found> {
    let matcher = SkimMatcherV2::default().ignore_case();
    let letters = query.chars().filter(|character| !character.is_whitespace()).count();
    let floor = DENSE * i64::try_from(letters).unwrap_or(i64::MAX / DENSE);
    let mut all: Vec<Found> = lines
        .filter_map(|(target, title, detail)| {
            let (score, places) = fuzzy(&matcher, &title, query)?;
            #[allow(clippy::cast_precision_loss, reason = "scores are far below 2^52")]
            let score = weight * score as f64 / floor.max(1) as f64;
            (score >= weight).then_some(Found { target, title, detail, matched: places, score })
        })
        .collect();
    all.sort_by(|one, other| other.score.total_cmp(&one.score));
    all.truncate(EACH);
    all
}

/// Matches a line under folding where folding keeps its characters one by one,
/// so that the matched places fit the line as shown.
fn fuzzy(matcher: &SkimMatcherV2, line: &str, query: &str) -> Option<(i64, Vec<usize>)> {
    let folded: String = line.chars().map(fold_char).collect();
    let query: String = query.chars().map(fold_char).collect();
    matcher.fuzzy_indices(&folded, &query)
}

fn fold_char(character: char) -> char {
    let folded = fold(character.encode_utf8(&mut [0; 4]));
    let mut characters = folded.chars();
    match (characters.next(), characters.next()) {
        (Some(one), None) => one,
        _ => character,
    }
}

fn titles(holdings: &Holdings, query: &str) -> Vec<Found> {
    let articles = 0..holdings.dossier.articles.len();
    let lines = articles.map(|article| {
        (Target::Article(article), title(holdings, article), date_of(holdings, article))
    });
    ranked(query, lines, 1.0)
}

fn date_of(holdings: &Holdings, article: usize) -> String {
    let published = holdings.card(article).and_then(|card| card.head.metadata.published.as_ref());
    let date = published.map(|published| published.when.edtf()).unwrap_or_default();
    date.split('T').next().unwrap_or_default().to_owned()
}

fn entities(holdings: &Holdings, query: &str) -> Vec<Found> {
    let lines = holdings.dossier.entities.iter().enumerate().map(|(id, entity)| {
        (Target::Entity(id), entity.name().to_owned(), entity.kind.name().to_owned())
    });
    if query.is_empty() {
        return unranked(lines.take(EACH * 5));
    }
    let mut found = ranked(query, lines, 0.95);
    if let Some(id) = holdings.dossier.entity_named(query)
        && !found.iter().any(|one| one.target == Target::Entity(id))
    {
        found.extend(known_as(holdings, id, query));
    }
    found
}

/// An entity that is called otherwise where it is named most.
fn known_as(holdings: &Holdings, id: EntityId, query: &str) -> Option<Found> {
    let entity = holdings.dossier.entities.get(id)?;
    let called = |form: &&str| fold(form).contains(&fold(query));
    let form = entity.variants().find(called).map(|form| format!(" · {form}"));
    let detail = format!("{}{}", entity.kind.name(), form.unwrap_or_default());
    Some(Found { detail, ..found(Target::Entity(id), entity.name().to_owned(), 0.95) })
}

/// Lines as they come, when nothing is asked of them.
fn unranked(lines: impl Iterator<Item = (Target, String, String)>) -> Vec<Found> {
    lines.map(|(target, title, detail)| Found { detail, ..found(target, title, 0.0) }).collect()
}

/// The commands that match, the best first; all of them for an empty query.
#[must_use]
pub(super) fn commands(query: &str, keymap: &Keymap) -> Vec<Found> {
    let lines = COMMANDS.iter().map(|command| {
        let title = format!("{}: {}", command.name, command.help);
        (Target::Command(command.id), title, keymap.key_text(command.id))
    });
    if query.trim().is_empty() {
        return unranked(lines);
    }
    ranked(query.trim(), lines, 0.6)
}

/// The results with the keys that the reader has set for commands.
#[must_use]
pub(super) fn with_keys(mut found: Vec<Found>, keymap: &Keymap) -> Vec<Found> {
    for one in &mut found {
        if let Target::Command(id) = one.target {
            one.detail = keymap.key_text(id);
        }
    }
    found
}

fn bodies(holdings: &Holdings, query: &str) -> Vec<Found> {
    let hits = holdings.dossier.search(&Query::parse(query), &holdings.marks, EACH);
    let best = hits.first().map_or(1.0, |hit| hit.score.max(f64::MIN_POSITIVE));
    hits.iter()
        .filter_map(|hit| {
            let whole = holdings.dossier.articles.whole(hit.article)?;
            let snippet = sanitise_line(hit.snippet.cut(&whole.article.text));
            let target = Target::Passage {
                article: hit.article,
                snippet: first_of(&hit.matches, hit.snippet),
            };
            let line = if snippet.is_empty() { title(holdings, hit.article) } else { snippet };
            let detail = title(holdings, hit.article);
            Some(Found { detail, ..found(target, line, 1.2 * hit.score / best) })
        })
        .collect()
}

/// The snippet, from its first match on.
fn first_of(matches: &[Span], snippet: Span) -> Span {
    let inside = matches.iter().find(|one| snippet.covers(**one));
    inside.map_or(snippet, |one| Span::new(one.start, snippet.end))
}

/// Whether every word of a folded query stands in a text.
fn holds(text: &str, words: &[String]) -> bool {
    let text = fold(text);
    words.iter().all(|word| text.contains(word.as_str()))
}

fn words(query: &str) -> Vec<String> {
    fold(query).split_whitespace().map(ToOwned::to_owned).collect()
}

fn entries(holdings: &Holdings, query: &str) -> Vec<Found> {
    let words = words(query);
    let timeline = &holdings.dossier.timeline;
    let all = EntryRef::all(timeline, Trust::Clear).into_iter();
    let holding = all.filter(|(_, entry)| holds(&entry.text, &words));
    holding.take(EACH).map(|(at, entry)| entry_found(at, entry)).collect()
}

fn entry_found(at: EntryRef, entry: &Entry) -> Found {
    let detail = entry.when.as_ref().map_or("undated".to_owned(), When::edtf);
    Found { detail, ..found(Target::Entry(at), sanitise_line(&entry.text), 0.8) }
}

fn notes(holdings: &Holdings, query: &str) -> Vec<Found> {
    let words = words(query);
    let all = (0..holdings.notes.len()).filter_map(|at| Some((at, holdings.note(at)?.1)));
    all.filter(|(_, note)| holds(&format!("{} {}", note.text, note.anchor.quote), &words))
        .take(EACH)
        .map(|(at, note)| {
            let line = if note.text.is_empty() { &note.anchor.quote } else { &note.text };
            let detail = "note".to_owned();
            Found { detail, ..found(Target::Note(at), sanitise_line(line), 0.9) }
        })
        .collect()
}

/// Marks the hits of a query in the open article, so that `n` goes on from there.
pub(super) fn mark(state: &mut State, query: &str) {
    let Some(article) = state.reader.article.and_then(|at| state.holdings.article(at)) else {
        return;
    };
    let hits = Query::parse(query).matches(&article.text);
    if hits.is_empty() {
        return;
    }
    let current = hits.iter().position(|hit| hit.holds(state.reader.cursor));
    state.reader.find =
        Some(Find { query: query.to_owned(), hits, current, likeness: Likeness::Same });
}
