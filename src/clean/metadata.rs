//! From what a document says about itself, and what its text shows, to
//! metadata that may be shown.

use super::{
    byline,
    dates::{self, FoundDate, Order},
    head::is_update,
    headline, language,
    outlet::{self, Outlet},
    sanitise::sanitise_line,
};
use crate::{
    ingest::RawMetadata,
    model::{DateCandidate, Metadata, Published, PublishedFrom},
};

/// The longest name of a section, in characters.
const LONGEST_SECTION: usize = 60;

/// What the text itself shows.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// A headline.
    pub(super) title: Option<String>,
    /// Names of a byline.
    pub(super) byline: Vec<String>,
    /// An outlet.
    pub(super) publisher: Option<String>,
    /// Dates beside the headline or at the head, the most trusted first.
    pub(super) dates: Vec<(PublishedFrom, FoundDate)>,
}

/// Settles each field: declared values before found ones, the most trusted
/// first. `title` is the headline that the document declares.
pub(super) fn settle(raw: &RawMetadata, title: String, found: Found, text: &str) -> Metadata {
    let outlet = Outlet::of(raw);
    let shown = found.title.as_deref().map(|title| headline::without_site(title, &outlet));
    let order = raw.languages.first().map(|tag| Order::of(tag)).unwrap_or_default();
    let declared = raw.modified.iter().find_map(|field| dates::parse(field, order));
    let changed = changed(raw, order);
    let candidates = candidates(raw, &found.dates, order, changed.as_ref());
    Metadata {
        title: Some(title).filter(|title| !title.is_empty()).or(shown).unwrap_or_default(),
        byline: byline::of(raw, found.byline, &outlet),
        published: candidates.first().map(|first| Published {
            text: first.text.clone(),
            when: first.when.clone(),
            from: first.from,
        }),
        modified: declared.or(changed).map(|date| date.text),
        language: language(raw, text),
        publisher: outlet.name(found.publisher.as_deref()),
        url: outlet::address(raw),
        section: raw.sections.iter().find_map(|name| section(name)),
        candidates,
    }
}

/// A section's name; an address or a sentence is none.
fn section(name: &str) -> Option<String> {
    let name = sanitise_line(name);
    let short = name.chars().count() <= LONGEST_SECTION && !name.contains("://");
    Some(name).filter(|name| short && !name.is_empty())
}

/// The declared language where the text doesn't clearly speak another.
fn language(raw: &RawMetadata, text: &str) -> Option<String> {
    let declared = raw.languages.iter().find_map(|tag| language::tag(tag));
    declared.or_else(|| language::detect(text).map(str::to_owned))
}

/// The last change as an element shows it ("Updated on …").
fn changed(raw: &RawMetadata, order: Order) -> Option<FoundDate> {
    let mut shown = raw.published.iter().map(|(_, field)| field).filter(|field| is_update(field));
    shown.find_map(|field| dates::parse(field, order))
}

/// Every date that is one, sorted by trust, each once; of a place, what was
/// found beside the headline stands before what an element's class says. The
/// last change that the page shows stands in where there is nothing else.
fn candidates(
    raw: &RawMetadata,
    found: &[(PublishedFrom, FoundDate)],
    order: Order,
    changed: Option<&FoundDate>,
) -> Vec<DateCandidate> {
    let told = raw.published.iter().filter(|(_, field)| !is_update(field));
    let declared = told.filter_map(|(from, field)| Some((*from, dates::parse(field, order)?)));
    let known: Vec<_> = found.iter().cloned().chain(declared).collect();
    let last = changed.filter(|_| known.is_empty()).cloned();
    let mut all: Vec<DateCandidate> = Vec::new();
    for (from, date) in known.into_iter().chain(last.map(|date| (PublishedFrom::LastChange, date)))
    {
        let candidate = DateCandidate { when: date.when, text: date.text, from };
        if !all.contains(&candidate) {
            all.push(candidate);
        }
    }
    all.sort_by_key(|candidate| candidate.from);
    all
}
