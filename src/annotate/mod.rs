//! Article to annotations: sentences, entities, time expressions, events.
//!
//! Pure: the models and tables are part of the program, "today" plays no part.

mod entities;
mod events;
mod sentences;
mod time;
pub mod training;
pub(crate) mod verbs;
mod warnings;

pub(crate) use self::events::tells_a_happening;
use crate::model::{Annotations, Article, When};

/// The key that mentions of this name have whatever their kind, but for
/// nationalities: that of the tables, or the folded name.
#[must_use]
pub fn key_of_name(name: &str) -> String {
    entities::key_of(name)
}

/// Finds what `annotate` finds of time alone: sentences, time expressions and
/// what is odd about them.
#[must_use]
pub fn times(article: &Article, published: Option<&When>) -> Annotations {
    let sentences = sentences::sentences(&article.text, &article.blocks);
    let timexes = time::timexes(article, &sentences, published);
    let warnings = warnings::warnings(article, &timexes, published);
    Annotations { sentences, timexes, warnings, ..Annotations::default() }
}

/// Finds what `annotate` finds of names alone: sentences, mentions and entities.
#[must_use]
pub fn names(article: &Article) -> Annotations {
    let sentences = sentences::sentences(&article.text, &article.blocks);
    let (mentions, entities) = entities::entities(article, &sentences);
    Annotations { sentences, mentions, entities, ..Annotations::default() }
}

/// Finds everything in one article. Relative dates count from `published`;
/// without it they stay unresolved.
#[must_use]
pub fn annotate(article: &Article, published: Option<&When>) -> Annotations {
    let sentences = sentences::sentences(&article.text, &article.blocks);
    let (mentions, entities) = entities::entities(article, &sentences);
    let timexes = time::timexes(article, &sentences, published);
    let found = events::Found { sentences: &sentences, mentions: &mentions, timexes: &timexes };
    let events = events::events(article, &found, published);
    let warnings = warnings::warnings(article, &timexes, published);
    Annotations { sentences, mentions, entities, timexes, events, warnings }
}
