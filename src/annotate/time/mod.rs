//! Time expressions: recognised by rules over tokens, resolved against their anchor.
//!
//! After TimeML TIMEX3. `token` splits a block, `grammar` holds the rules as
//! patterns over the classes of `words`, `build` gives a match its meaning,
//! `guard` drops what only looks like a date, `find` puts these together,
//! `join` pairs neighbours, `resolve` places each meaning on the calendar
//! (`calendar`, `turn`), in a narrative where the `story` stands.

mod ancient;
mod build;
mod calendar;
mod clock;
mod days;
mod feast;
mod find;
mod grammar;
mod guard;
mod join;
mod lengths;
mod manner;
mod matched;
mod meaning;
mod resolve;
mod set;
mod story;
mod token;
mod turn;
mod vocabulary;
mod words;

use crate::model::{Article, Span, Timex, When};

/// What the rule's name of a range's first time ends in.
pub(crate) const RANGE_START: &str = ", range start";
/// What the rule's name of a time inside a range ends in.
pub(crate) const RANGE_INSIDE: &str = ", inside the range";
/// What the rule's name of a range's second time ends in.
pub(crate) const RANGE_END: &str = ", range end";
/// The rule of a year that is part of a name ("the 2025" of a fair).
pub(crate) const YEAR_IN_NAME: &str = "year-in-name";
/// The rules of words that are times in histories only ("former", "that time").
pub(crate) const HISTORY: &str = "history";
/// The rule of a part of a day told before, or of any day ("in the morning").
pub(crate) const PART_OF_DAY: &str = "that-PART";
/// What the rules of a feast without its year begin with.
pub(crate) const BARE_FEAST: &str = "bare-feast";
/// What the rules of a season without its year begin with.
pub(crate) const BARE_SEASON: &str = "bare-season";
/// The rule of "the last years", which date nothing by themselves.
pub(crate) const RECENT: &str = "recent-UNITS";

/// Time expressions sorted by place, resolved against `published`.
///
/// None overlaps another or crosses a block. Without `published` (or when it
/// is coarser than the expression) relative ones have no value and the rule
/// `unanchored`. Linear in the length of the text.
pub(crate) fn timexes(
    article: &Article,
    sentences: &[Span],
    published: Option<&When>,
) -> Vec<Timex> {
    let blocks: Vec<Span> = article.blocks.iter().map(|block| block.span).collect();
    let found = find::find(&article.text, &blocks, sentences);
    let language = article.metadata.language.as_deref();
    resolve::Resolver::new(&found, published, language).resolve_all(&found)
}
