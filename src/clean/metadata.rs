//! From what a document says about itself, and what its text shows, to
//! metadata that may be shown.

use super::{
    dates::{self, FoundDate},
    language, people,
    sanitise::{sanitise, sanitise_line},
};
use crate::{
    fold::fold,
    ingest::RawMetadata,
    model::{DateCandidate, Metadata, Published, PublishedFrom},
};

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

/// Settles each field: declared values before found ones, the most trusted first.
pub(super) fn settle(raw: &RawMetadata, found: Found, text: &str) -> Metadata {
    let url = raw.urls.iter().map(|url| sanitise_line(url)).find(|url| is_address(url));
    let domain = url.as_deref().map(domain);
    let publisher = publisher(raw, found.publisher.as_deref(), domain);
    let candidates = candidates(raw, &found.dates);
    Metadata {
        title: title(raw, found.title.as_deref(), publisher.as_deref(), url.as_deref()),
        byline: byline(raw, found.byline, publisher.as_deref()),
        published: candidates.first().map(|first| Published {
            text: first.text.clone(),
            when: first.when.clone(),
            from: first.from,
        }),
        modified: raw.modified.iter().find_map(|field| dates::parse(field)).map(|date| date.text),
        language: language(raw, text),
        publisher,
        url,
        candidates,
    }
}

fn is_address(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

/// The declared language where the text doesn't clearly speak another.
fn language(raw: &RawMetadata, text: &str) -> Option<String> {
    let declared = raw.languages.iter().find_map(|tag| language::tag(tag));
    declared.or_else(|| language::detect(text).map(str::to_owned))
}

/// The first name that isn't an address or an account; without any, the domain.
fn publisher(raw: &RawMetadata, found: Option<&str>, domain: Option<&str>) -> Option<String> {
    raw.publishers.iter().map(String::as_str).chain(found).chain(domain).map(sanitise_line).find(
        |name| !name.is_empty() && !name.starts_with('@') && !is_address(name) && name.len() <= 120,
    )
}

/// Declared authors as people, else those of the text; the outlet isn't one of
/// several, and where it alone is declared, people that the text names win.
fn byline(raw: &RawMetadata, found: Vec<String>, publisher: Option<&str>) -> Vec<String> {
    let safe: Vec<String> = raw.authors.iter().map(|field| sanitise(field)).collect();
    let declared = people::people(safe.iter().map(String::as_str));
    let is_outlet = |name: &String| publisher.is_some_and(|outlet| key(outlet) == key(name));
    let only_outlet = declared.iter().all(is_outlet);
    let mut names = if only_outlet && !found.is_empty() { found } else { declared };
    if names.len() > 1 {
        names.retain(|name| !is_outlet(name));
    }
    if is_thread(&names) {
        names.truncate(1);
    }
    names
}

/// Whether most of several names are accounts: everyone in a discussion is
/// marked as an author, and the first began it.
fn is_thread(names: &[String]) -> bool {
    let accounts = names.iter().filter(|name| !people::looks_like_name(name)).count();
    names.len() > 2 && accounts * 2 > names.len()
}

/// Every date that is one, sorted by trust, each once.
fn candidates(raw: &RawMetadata, found: &[(PublishedFrom, FoundDate)]) -> Vec<DateCandidate> {
    let declared =
        raw.published.iter().filter_map(|(from, field)| Some((*from, dates::parse(field)?)));
    let mut all: Vec<DateCandidate> = Vec::new();
    for (from, date) in declared.chain(found.iter().cloned()) {
        let candidate = DateCandidate { when: date.when, text: date.text, from };
        if !all.contains(&candidate) {
            all.push(candidate);
        }
    }
    all.sort_by_key(|candidate| candidate.from);
    all
}

/// What may stand between a headline and the site's name.
const SEPARATORS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · ", " / "];

/// The first declared headline, or the found one, without the site's name.
fn title(
    raw: &RawMetadata,
    found: Option<&str>,
    publisher: Option<&str>,
    url: Option<&str>,
) -> String {
    let titles: Vec<String> = raw
        .titles
        .iter()
        .map(String::as_str)
        .chain(found)
        .map(sanitise_line)
        .filter(|title| !title.is_empty())
        .collect();
    let Some(first) = titles.first() else {
        return String::new();
    };
    let shorter = titles.iter().skip(1).find(|other| extends(first, other));
    shorter.cloned().unwrap_or_else(|| without_site(first, publisher, url))
}

/// Whether `long` is `short` with a separator and more.
fn extends(long: &str, short: &str) -> bool {
    long.strip_prefix(short).is_some_and(|rest| {
        short.len() >= 10 && SEPARATORS.iter().any(|separator| rest.starts_with(separator))
    })
}

/// A title without a last or first part that names the outlet or its domain.
fn without_site(title: &str, publisher: Option<&str>, url: Option<&str>) -> String {
    let host = url.map(host).unwrap_or_default();
    let publisher = publisher.map(key).unwrap_or_default();
    let is_site = |part: &str| {
        let part = key(part);
        part.len() > 2
            && (part == publisher
                || host.contains(&part)
                || host.split('.').any(|label| label.len() > 3 && part.contains(label)))
    };
    for separator in SEPARATORS {
        if let Some((rest, last)) = title.rsplit_once(separator)
            && is_site(last)
        {
            return without_site_again(rest, is_site);
        }
        if let Some((first, rest)) = title.split_once(separator)
            && is_site(first)
        {
            return rest.trim().to_owned();
        }
    }
    title.to_owned()
}

/// The rest without a section that stood before the site's name is kept: only a second site name goes.
fn without_site_again(title: &str, is_site: impl Fn(&str) -> bool) -> String {
    let again = SEPARATORS
        .iter()
        .find_map(|separator| title.rsplit_once(separator).filter(|(_, last)| is_site(last)));
    again.map_or(title, |(rest, _)| rest).trim().to_owned()
}

fn key(name: &str) -> String {
    fold(name).chars().filter(|character| character.is_alphanumeric()).collect()
}

/// The domain of an address, folded, its dashes taken out.
fn host(url: &str) -> String {
    fold(domain(url)).replace('-', "")
}

/// The host of an address without `www.`.
fn domain(url: &str) -> &str {
    let host = url.split("//").nth(1).unwrap_or_default().split(['/', '?', '#']).next();
    host.unwrap_or_default().trim_start_matches("www.")
}
