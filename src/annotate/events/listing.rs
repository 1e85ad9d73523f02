//! Programmes, opening hours and adverts: they are full of times, and tell no
//! events of the story.
//!
//! What stands in a row of short pieces that each have a time and no verb but
//! one in the present, and what is said to the reader, is held back as little
//! sure, not thrown away.

use super::{Found, Sentence};
use crate::{
    annotate::verbs::{self, Sort, Tense},
    model::{Article, BlockKind, Confidence, Event, Span, TimexKind},
};

/// Short pieces in a row, at least, that make a listing,
const ROW: usize = 4;
/// and the longest of them, in bytes.
const SHORT: usize = 240;

/// Which blocks of an article stand in a listing, by their places. Linear.
pub(super) fn listed(article: &Article, found: &Found<'_>) -> Vec<bool> {
    let mut listed = vec![false; article.blocks.len()];
    let mut row = 0;
    let mut waiting: Vec<usize> = Vec::new();
    for (place, block) in article.blocks.iter().enumerate() {
        match block.kind {
            BlockKind::Heading(_) => continue,
            _ if is_item(article, found, block.span) => {
                row += 1;
                waiting.push(place);
            }
            _ => {
                row = 0;
                waiting.clear();
            }
        }
        if row >= ROW {
            waiting.drain(..).for_each(|item| listed[item] = true);
        }
    }
    listed
}

/// A short piece with a time and no verb of a story.
fn is_item(article: &Article, found: &Found<'_>, span: Span) -> bool {
    let first = found.timexes.partition_point(|timex| timex.span.end <= span.start);
    let dated = found.timexes.get(first).is_some_and(|timex| span.covers(timex.span));
    dated
        && span.len() <= SHORT
        && verbs::verbs(&article.text, span).iter().all(|verb| verb.tense == Tense::Present)
}

impl Sentence<'_> {
    /// What an event is worth that the sentence tells, in a listing or not.
    pub(super) fn weighed(&self, event: Event) -> Event {
        let told = |sort: Sort| sort != Sort::Participle;
        let fragment = !self.verbs.is_empty() && !self.verbs.iter().any(|verb| told(verb.sort));
        let usual = self.timexes.iter().any(|(_, timex)| timex.kind == TimexKind::Set);
        let clear = self.verbs.iter().any(|verb| verb.tense == Tense::Past && told(verb.sort));
        let doubtful = self.listed || fragment || (self.is_personal() || usual) && !clear;
        let confidence = if doubtful { Confidence::Low } else { event.confidence };
        Event { confidence, ..event }
    }
}
