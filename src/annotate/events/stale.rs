//! Articles that say they are older than what they tell: a page that is kept
//! up to date bears the day of its first version.
//!
//! One thing told as done after the publication may be a plan in other words
//! ("a deal signed in Oslo for 2031"). Where several are, the publication is
//! what can't be trusted, and what is told as done has happened.

use super::Found;
use crate::{
    annotate::verbs::{self, Sort, Tense},
    model::{Article, Event, Span, Status, When},
};

/// Days that what is told as done must lie ahead,
const AHEAD: i32 = 31;
/// and how many events must.
const SEVERAL: usize = 3;

/// Lets what is told as done have happened, where too much lies ahead.
pub(super) fn settle(article: &Article, found: &Found<'_>, day: &When, events: &mut [Event]) {
    let done = |event: &Event| is_done_ahead(article, found, day, event);
    let places: Vec<usize> =
        (0..events.len()).filter(|&at| events.get(at).is_some_and(done)).collect();
    for event in places.iter().filter(|_| places.len() >= SEVERAL) {
        if let Some(event) = events.get_mut(*event) {
            event.status = Status::Past;
        }
    }
}

/// Whether an event is told as done at a time well after the publication.
fn is_done_ahead(article: &Article, found: &Found<'_>, day: &When, event: &Event) -> bool {
    let Some(when) = event.when.as_ref().filter(|_| event.status == Status::Planned) else {
        return false;
    };
    let Some(timex) = event.timex.and_then(|timex| found.timexes.get(timex)) else { return false };
    let before = Span::new(event.sentence.start, timex.span.start).cut(&article.text);
    let word = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let aims = matches!(word.as_str(), "by" | "for" | "until" | "till" | "to" | "before" | "from");
    let finite = verbs::verbs(&article.text, event.clause);
    let first = finite.iter().find(|verb| verb.sort != Sort::Participle);
    let done = first.is_some_and(|verb| verb.tense == Tense::Past);
    done && !aims && (when.first - day.last).get_days() > AHEAD
}
