//! Keys of events: how a correction finds its event again after the text was
//! cleaned or annotated anew.
//!
//! The format stands on [`crate::model::Corrections`]: the first 12 digits of
//! the document's hash, a dash, and 8 digits that follow from the sentence,
//! the time expression and the place among events that share both.

use std::{collections::HashMap, fmt::Write};

use sha2::{Digest, Sha256};

use super::words::head;
use crate::model::{AnnotatedArticle, Event};

/// Digits of the document's hash in a key.
const ARTICLE_DIGITS: usize = 12;
/// Characters of a sentence that count, so that many events of one endless
/// sentence cost no more than their number.
const SENTENCE: usize = 1000;
/// Bytes of the event's own hash in a key, two digits each.
const EVENT_BYTES: usize = 4;

/// The key of one event of an article; empty when there is no such event.
/// Costs a pass over the article's events: for all of them ask [`event_keys`].
#[must_use]
pub fn event_key(article: &AnnotatedArticle, event: usize) -> String {
    event_keys(article).into_iter().nth(event).unwrap_or_default()
}

/// The keys of all events of an article, in order, none twice.
#[must_use]
pub fn event_keys(article: &AnnotatedArticle) -> Vec<String> {
    let mut seen: HashMap<(&str, &str), usize> = HashMap::new();
    let hash = &article.article.origin.hash;
    let prefix: String = hash.chars().take(ARTICLE_DIGITS).collect();
    let events = article.annotations.events.iter();
    events
        .map(|event| {
            let expression = expression(article, event);
            let sentence = head(event.sentence.cut(&article.article.text), SENTENCE);
            let place = seen.entry((sentence, expression)).or_default();
            *place += 1;
            format!("{prefix}-{}", digest(sentence, expression, *place - 1))
        })
        .collect()
}

/// The words that date an event; empty when none do.
pub(super) fn expression<'a>(article: &'a AnnotatedArticle, event: &Event) -> &'a str {
    let timex = event.timex.and_then(|timex| article.annotations.timexes.get(timex));
    timex.map_or("", |timex| timex.span.cut(&article.article.text))
}

fn digest(sentence: &str, expression: &str, place: usize) -> String {
    let hash = Sha256::digest(format!("{sentence}\0{expression}\0{place}"));
    hash.iter().take(EVENT_BYTES).fold(String::new(), |mut out, byte| {
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}
