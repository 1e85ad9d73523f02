//! What of an article is shown for a query: the sentence that answers most of
//! it, and every match.

use std::collections::{BTreeSet, HashMap};

use super::{
    Dossier,
    index::Index,
    query::disjoint,
    search::Hit,
    slot::{Order, Slot},
    words::Words,
};
use crate::model::Span;

/// Bytes of a snippet.
const SNIPPET: usize = 240;

/// Articles that were found, each with what is shown of it.
pub(super) fn hits(dossier: &Dossier, slots: &[Slot], scored: Vec<(u32, f64)>) -> Vec<Hit> {
    let wanted = all_wanted(&dossier.catalogue().index, slots);
    let hits = scored.into_iter().map(|(article, score)| {
        let (article, slots) = (article as usize, slots.len());
        let found = dossier.articles.whole(article).map(|one| {
            let placed = placed(&wanted, slots, &one.article.text);
            let snippet = snippet(&one.article.text, &one.annotations.sentences, &placed);
            (snippet, disjoint(placed.into_iter().map(|(span, _)| span).collect()))
        });
        let (snippet, matches) = found.unwrap_or_default();
        Hit { article, score, snippet, matches }
    });
    hits.collect()
}

/// Where a text has a reading of a slot, with the slot. Of each slot only the
/// readings about as sure as the surest one here: what is spelt right hides
/// what looks like it.
fn placed(wanted: &AllWanted, slots: usize, text: &str) -> Vec<(Span, usize)> {
    let mut found = all_placed(wanted, text);
    let mut surest = vec![0.0; slots];
    for &(_, slot, sure) in &found {
        surest[slot] = f64::max(surest[slot], sure);
    }
    found.retain(|&(_, slot, sure)| sure >= surest[slot] * ABOUT_AS_SURE);
    found.into_iter().map(|(span, slot, _)| (span, slot)).collect()
}

/// Every place of what is wanted in a text, with its slot and how sure it is.
fn all_placed(wanted: &AllWanted, text: &str) -> Vec<(Span, usize, f64)> {
    let words = Words::of(text);
    let all: Vec<(Span, &str)> = words.placed().collect();
    let mut found = Vec::new();
    for (at, &(_, word)) in all.iter().enumerate() {
        let here = all.get(at..).unwrap_or_default();
        let wanted = wanted.beginning(word).iter();
        found.extend(wanted.filter_map(|one| Some((one.span(here)?, one.slot, one.sure))));
    }
    found
}

/// Readings less sure than this share of the surest are not shown beside it.
const ABOUT_AS_SURE: f64 = 0.85;

/// Words side by side that answer a slot.
struct Wanted {
    slot: usize,
    words: Vec<String>,
    sure: f64,
}

impl Wanted {
    /// The span of the words where a text goes on with them.
    fn span(&self, here: &[(Span, &str)]) -> Option<Span> {
        let here = here.get(..self.words.len())?;
        let same = here.iter().map(|&(_, word)| word).eq(self.words.iter().map(String::as_str));
        same.then(|| Some(here.first()?.0.join(here.last()?.0)))?
    }
}

/// All that is wanted, by its first word.
struct AllWanted {
    runs: HashMap<String, Vec<Wanted>>,
    /// The first bytes of those words: most words of a text have another.
    bytes: [bool; 256],
}

impl AllWanted {
    /// What begins with a word.
    fn beginning(&self, word: &str) -> &[Wanted] {
        let first = word.bytes().next().unwrap_or_default();
        let runs = self.bytes[usize::from(first)].then(|| self.runs.get(word)).flatten();
        runs.map_or(&[], Vec::as_slice)
    }
}

fn all_wanted(index: &Index, slots: &[Slot]) -> AllWanted {
    let mut all = AllWanted { runs: HashMap::new(), bytes: [false; 256] };
    for (slot, wanted) in slots.iter().enumerate() {
        let mut add = |words: Vec<String>, sure: f64| {
            let first = words.first().cloned().unwrap_or_default();
            all.bytes[usize::from(first.bytes().next().unwrap_or_default())] = true;
            all.runs.entry(first).or_default().push(Wanted { slot, words, sure });
        };
        wanted.words.iter().for_each(|&(term, sure)| add(vec![index.word(term)], sure));
        for run in &wanted.runs {
            let words = run.terms.iter().map(|&term| index.word(term));
            match run.order {
                Order::Beside => add(words.collect(), run.sure),
                Order::Anywhere => words.for_each(|word| add(vec![word], run.sure)),
            }
        }
    }
    all
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
