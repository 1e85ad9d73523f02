//! Search: which articles a query means, the best first.
//!
//! Every word of the query is a slot with several readings. An article's score
//! is the sum over slots of rarity (inverse document frequency) times how well
//! it answers, times the share of the query that it answers at all; the best
//! are then ranked again by how close together the words stand. The article
//! published last wins a tie.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use jiff::civil::Date;

use super::{
    Dossier,
    entity::named_like,
    index::{BODY, Index, Occurrence},
    query::{Condition, Mark, Query, disjoint},
    slot::{Answer, Order, Slot, slots},
    words::Words,
};
use crate::{
    fold::fold,
    model::{ArticleMarks, Span},
};

/// An article found by a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The article's place in [`Dossier::articles`].
    pub article: usize,
    /// The higher the better.
    pub score: f64,
    /// The part of the text that shows the match best.
    pub snippet: Span,
    /// Matches in the text, sorted.
    pub matches: Vec<Span>,
}

/// Articles that are ranked again by closeness.
const RANKED_AGAIN: usize = 60;
/// What words side by side add to a score, as a share of it.
const CLOSENESS: f64 = 0.9;
/// Words farther apart than this add next to nothing.
const FAR: f64 = 10.0;
/// The power of the answered share of the query.
const COVERAGE: i32 = 2;

/// The `limit` best articles.
pub(super) fn search(
    dossier: &Dossier,
    query: &Query,
    marks: &[ArticleMarks],
    limit: usize,
) -> Vec<Hit> {
    if query.is_empty() {
        return Vec::new();
    }
    let index = dossier.index();
    let slots = slots(index, query);
    let allowed = allowed(dossier, query, marks);
    let mut scored = scores(index, &slots, &allowed);
    rank(dossier, &mut scored);
    closer(index, &slots, &mut scored);
    rank(dossier, &mut scored);
    scored.truncate(limit);
    scored.into_iter().map(|(article, score)| hit(dossier, &slots, article, score)).collect()
}

/// The articles that pass whole: every word, phrase and filter.
pub(super) fn matching(dossier: &Dossier, query: &Query, marks: &[ArticleMarks]) -> Vec<usize> {
    if query.is_empty() {
        return (0..dossier.articles.len()).collect();
    }
    let index = dossier.index();
    let slots = slots(index, query);
    let mut passing = allowed(dossier, query, marks);
    for slot in &slots {
        let has = answered(dossier, slot);
        passing.iter_mut().zip(has).for_each(|(pass, has)| *pass &= has);
    }
    passing.iter().enumerate().filter(|&(_, pass)| *pass).map(|(at, _)| at).collect()
}

/// For each article whether it answers a slot.
fn answered(dossier: &Dossier, slot: &Slot) -> Vec<bool> {
    let answers = slot.answers(dossier.index());
    those(dossier, answers.iter().map(|answer| answer.article as usize))
}

/// For each article whether it is among `articles`.
fn those(dossier: &Dossier, articles: impl Iterator<Item = usize>) -> Vec<bool> {
    let mut all = vec![false; dossier.articles.len()];
    articles.for_each(|at| all[at] = true);
    all
}

/// For each article whether all clauses hold.
fn allowed(dossier: &Dossier, query: &Query, marks: &[ArticleMarks]) -> Vec<bool> {
    let mut allowed = vec![true; dossier.articles.len()];
    for clause in &query.clauses {
        let holds = holds(dossier, &clause.condition, marks);
        for (pass, holds) in allowed.iter_mut().zip(holds) {
            *pass &= holds != clause.excluded;
        }
    }
    allowed
}

/// For each article whether a condition holds of it.
pub(super) fn holds(dossier: &Dossier, condition: &Condition, marks: &[ArticleMarks]) -> Vec<bool> {
    let all = 0..dossier.articles.len();
    match condition {
        Condition::Phrase(words) => answered(dossier, &Slot::phrase(dossier.index(), words)),
        Condition::Who(name) => naming(dossier, name),
        _ => all.map(|at| holds_of(dossier, condition, marks, at)).collect(),
    }
}

/// For each article whether it names an entity that `name` may mean.
fn naming(dossier: &Dossier, name: &str) -> Vec<bool> {
    let entities = named_like(&dossier.entities, name);
    let entities = entities.iter().filter_map(|&id| dossier.entities.get(id));
    those(dossier, entities.flat_map(|one| one.articles.iter().map(|&(at, _)| at)))
}

fn holds_of(dossier: &Dossier, condition: &Condition, marks: &[ArticleMarks], at: usize) -> bool {
    let unmarked = ArticleMarks::default();
    let marks = marks.get(at).unwrap_or(&unmarked);
    match condition {
        Condition::In(part) => stands_in(dossier, at, part),
        Condition::After(day) => published(dossier, at).is_some_and(|one| one.1 >= *day),
        Condition::Before(day) => published(dossier, at).is_some_and(|one| one.0 < *day),
        Condition::Is(mark) => bears(marks, *mark),
        Condition::Tag(tag) => {
            marks.tags.iter().chain(&marks.note_tags).any(|one| fold(one) == *tag)
        }
        Condition::Phrase(_) | Condition::Who(_) => false,
    }
}

fn bears(marks: &ArticleMarks, mark: Mark) -> bool {
    match mark {
        Mark::Unread => !marks.read,
        Mark::Read => marks.read,
        Mark::Starred => marks.starred,
        Mark::Noted => marks.notes > 0,
        Mark::Remarked => marks.remarks > 0,
        Mark::Highlighted => marks.highlights > 0,
        Mark::Tagged => !(marks.tags.is_empty() && marks.note_tags.is_empty()),
    }
}

fn stands_in(dossier: &Dossier, at: usize, part: &str) -> bool {
    let Some(article) = dossier.articles.card(at).map(|card| &card.head) else { return false };
    let metadata = &article.metadata;
    let publisher = metadata.publisher.as_deref().unwrap_or_default();
    let places = [publisher, &article.origin.file, &metadata.title];
    places.iter().any(|place| fold(place).contains(part))
}

/// The first and last day of an article's publication.
fn published(dossier: &Dossier, at: usize) -> Option<(Date, Date)> {
    let when = &dossier.articles.card(at)?.head.metadata.published.as_ref()?.when;
    Some((when.first, when.last))
}

/// Articles with their scores, in the dossier's order. Those that answer less
/// than half of the words are left out.
fn scores(index: &Index, slots: &[Slot], allowed: &[bool]) -> Vec<(usize, f64)> {
    let mut sums = vec![Sum::default(); index.articles()];
    let mut whole = 0.0;
    for slot in slots {
        let answers = slot.answers(index);
        let rarity = rarity(index, &answers);
        whole += rarity;
        for answer in answers {
            sums[answer.article as usize].add(&answer, rarity);
        }
    }
    let enough = slots.len().div_ceil(2);
    let articles = sums.into_iter().zip(allowed).enumerate();
    let found = articles.filter(|(_, (sum, allowed))| **allowed && sum.answered >= enough);
    found.map(|(at, (sum, _))| (at, sum.total(whole))).collect()
}

#[derive(Clone, Copy, Default)]
struct Sum {
    score: f64,
    covered: f64,
    answered: usize,
}

impl Sum {
    fn add(&mut self, answer: &Answer, rarity: f64) {
        self.score += rarity * answer.worth();
        self.covered += rarity * answer.sure;
        self.answered += 1;
    }

    /// The score for having covered a part of the `whole` query.
    fn total(self, whole: f64) -> f64 {
        let share: f64 = if whole > 0.0 { self.covered / whole } else { 1.0 };
        self.score * share.powi(COVERAGE)
    }
}

/// How rare the sure answers are; of a slot that has none, the best ones.
fn rarity(index: &Index, answers: &[Answer]) -> f64 {
    let best = answers.iter().map(|answer| answer.sure).fold(0.0, f64::max);
    let count = answers.iter().filter(|answer| answer.sure >= best * 0.9).count();
    let (all, with) = (number(index.articles()), number(count));
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}

/// The best first; of equals the one published last, then the first.
fn rank(dossier: &Dossier, scored: &mut [(usize, f64)]) {
    let day = |at: usize| published(dossier, at).map(|(first, _)| first);
    scored.sort_by(|a, b| {
        let by_score = b.1.total_cmp(&a.1);
        by_score.then_with(|| (Reverse(day(a.0)), a.0).cmp(&(Reverse(day(b.0)), b.0)))
    });
}

/// Raises the best by how close together their words stand.
fn closer(index: &Index, slots: &[Slot], scored: &mut [(usize, f64)]) {
    for (article, score) in scored.iter_mut().take(RANKED_AGAIN) {
        let Ok(at) = u32::try_from(*article) else { continue };
        *score *= 1.0 + CLOSENESS * closeness(index, slots, at);
    }
}

/// How near each word of the query stands to the next one that the article
/// has, from 0 to 1: sums over neighbours in the query, whatever their order.
fn closeness(index: &Index, slots: &[Slot], article: u32) -> f64 {
    let places = slots.iter().map(|slot| slot.places(index, article));
    let present: Vec<Vec<(u32, f64)>> = places.filter(|list| !list.is_empty()).collect();
    let best = |at: usize| {
        let others = present.iter().enumerate().filter(|&(other, _)| other != at);
        others.map(|(_, other)| nearest(index, article, &present[at], other)).fold(0.0, f64::max)
    };
    (0..present.len()).map(best).sum::<f64>() / number(slots.len().max(1))
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// The best pair of two lists of places: near, sure, and in one field.
fn nearest(index: &Index, article: u32, one: &[(u32, f64)], other: &[(u32, f64)]) -> f64 {
    let mut best = 0.0;
    for &(place, sure) in one {
        let at = other.partition_point(|&(next, _)| next < place);
        let beside = [at.checked_sub(1), Some(at)].into_iter().flatten();
        for &(next, also) in beside.filter_map(|at| other.get(at)) {
            let apart = f64::from(next.abs_diff(place).max(1) - 1);
            let title = title_share(index, Occurrence { article, place });
            best = f64::max(best, sure * also * title * FAR / (FAR + apart));
        }
    }
    best
}

/// What words near each other count for: more outside the text itself.
fn title_share(index: &Index, occurrence: Occurrence) -> f64 {
    if index.field(occurrence) == BODY { 1.0 } else { 1.15 }
}

/// Bytes of a snippet.
const SNIPPET: usize = 240;

fn hit(dossier: &Dossier, slots: &[Slot], article: usize, score: f64) -> Hit {
    let found = dossier.articles.whole(article).map(|one| {
        let placed = placed(dossier.index(), slots, &one.article.text);
        let snippet = snippet(&one.article.text, &one.annotations.sentences, &placed);
        (snippet, disjoint(placed.into_iter().map(|(span, _)| span).collect()))
    });
    let (snippet, matches) = found.unwrap_or_default();
    Hit { article, score, snippet, matches }
}

/// Where a text has a reading of a slot, with the slot. Of each slot only the
/// readings about as sure as the surest one here: what is spelt right hides
/// what looks like it.
fn placed(index: &Index, slots: &[Slot], text: &str) -> Vec<(Span, usize)> {
    let mut found = all_placed(&runs(index, slots), text);
    let mut surest = vec![0.0; slots.len()];
    for &(_, slot, sure) in &found {
        surest[slot] = f64::max(surest[slot], sure);
    }
    found.retain(|&(_, slot, sure)| sure >= surest[slot] * ABOUT_AS_SURE);
    found.into_iter().map(|(span, slot, _)| (span, slot)).collect()
}

/// Every place of every run in a text, with its slot and how sure it is.
fn all_placed(runs: &Runs<'_>, text: &str) -> Vec<(Span, usize, f64)> {
    let words = Words::of(text);
    let all: Vec<(Span, &str)> = words.placed().collect();
    let mut found = Vec::new();
    for (at, &(_, word)) in all.iter().enumerate() {
        let here = all.get(at..).unwrap_or_default();
        let runs = runs.get(word).into_iter().flatten();
        found.extend(runs.filter_map(|run| Some((run.span(here)?, run.slot, run.sure))));
    }
    found
}

/// Readings less sure than this share of the surest are not shown beside it.
const ABOUT_AS_SURE: f64 = 0.85;

/// Words side by side that answer a slot.
struct Run<'a> {
    slot: usize,
    words: Vec<&'a str>,
    sure: f64,
}

impl Run<'_> {
    /// The span of the run where a text goes on with its words.
    fn span(&self, here: &[(Span, &str)]) -> Option<Span> {
        let here = here.get(..self.words.len())?;
        let same = here.iter().map(|&(_, word)| word).eq(self.words.iter().copied());
        same.then(|| Some(here.first()?.0.join(here.last()?.0)))?
    }
}

/// All runs, by their first word.
type Runs<'a> = BTreeMap<&'a str, Vec<Run<'a>>>;

fn runs<'a>(index: &'a Index, slots: &[Slot]) -> Runs<'a> {
    let mut runs = Runs::new();
    for (at, slot) in slots.iter().enumerate() {
        for reading in &slot.readings {
            let words = reading.terms.iter().map(|&term| index.vocabulary.term(term));
            let each: Vec<Vec<&str>> = match reading.order {
                Order::Beside => vec![words.collect()],
                Order::Anywhere => words.map(|word| vec![word]).collect(),
            };
            for words in each {
                let first = words.first().copied().unwrap_or_default();
                runs.entry(first).or_default().push(Run { slot: at, words, sure: reading.sure });
            }
        }
    }
    runs
}

/// The sentence that answers most of the query, cut to a line; the first one
/// when none answers.
fn snippet(text: &str, sentences: &[Span], placed: &[(Span, usize)]) -> Span {
    let best = sentences.iter().rev().max_by_key(|sentence| answered_in(**sentence, placed));
    let best = best.copied().unwrap_or(Span::new(0, text.len()));
    let first = placed.iter().map(|one| one.0).find(|span| best.covers(*span));
    line(text, best, first)
}

/// How many slots a sentence answers; `placed` is sorted by place.
fn answered_in(sentence: Span, placed: &[(Span, usize)]) -> usize {
    let from = placed.partition_point(|one| one.0.start < sentence.start);
    let inside = placed.iter().skip(from).take_while(|one| one.0.start < sentence.end);
    let whole = inside.filter(|one| sentence.covers(one.0));
    whole.map(|one| one.1).collect::<BTreeSet<usize>>().len()
}

/// At most [`SNIPPET`] bytes of a sentence, at word borders, around its first match.
fn line(text: &str, sentence: Span, first: Option<Span>) -> Span {
    if sentence.len() <= SNIPPET {
        return sentence;
    }
    let at = first.map_or(sentence.start, |span| span.start);
    let from = at.saturating_sub(SNIPPET / 3).max(sentence.start);
    let from = from.min(sentence.end.saturating_sub(SNIPPET));
    let to = from + SNIPPET;
    let start = if from == sentence.start { from } else { border(text, from) };
    let end = if to >= sentence.end { sentence.end } else { border(text, to) };
    Span::new(start, end)
}

/// The first border of a word at or behind a byte; where none is near, of a character.
fn border(text: &str, at: usize) -> usize {
    let at = (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    let rest = text.get(at..).unwrap_or_default();
    let space = rest.char_indices().take(NEAR_SPACE).find(|(_, letter)| letter.is_whitespace());
    space.map_or(at, |(behind, _)| at + behind)
}

/// Characters within which a word's end is looked for.
const NEAR_SPACE: usize = 30;
