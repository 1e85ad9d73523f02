//! The one walk over a page that picks up everything metadata is made of.

use std::{borrow::Cow, collections::BTreeMap};

use html5ever::local_name;
use scraper::{ElementRef, Html};

use super::{
    super::{Place, attribute as value_of, attribute::script, known_attribute},
    shown::{self, Shown},
    vocabulary::{Field, field, is_authorship},
};

/// The most elements of one kind that are kept.
const MOST: usize = 64;

/// The most headings, and the most elements that show a name or a date, that are kept.
const MOST_SHOWN: usize = 12;

/// The most characters of a name or headline that are kept.
const LONGEST: usize = 1000;

/// What a page holds beside its text.
#[derive(Debug, Default)]
pub(super) struct Gathered<'a> {
    /// The texts of JSON-LD scripts.
    pub(super) scripts: Vec<Cow<'a, str>>,
    /// `<meta>` values by field, the most trusted name first.
    pub(super) metas: Vec<(Field, String)>,
    /// Visible headlines: microdata first, then `<h1>`.
    pub(super) headings: Vec<(Place, String)>,
    /// `<title>`.
    pub(super) titles: Vec<String>,
    /// Who the labels for social cards say wrote the page.
    pub(super) written_by: Vec<String>,
    /// Authors by microdata and relation, then those that the page shows.
    pub(super) authors: Vec<(Place, String)>,
    /// Dates that the page shows, those after the headline first.
    pub(super) dates: Vec<String>,
    /// `<time>` values, the publication's first.
    pub(super) times: Vec<String>,
    /// `<html lang>`.
    pub(super) languages: Vec<String>,
    /// `<link rel=canonical>`.
    pub(super) canonical: Vec<String>,
    /// How many links lead to each host.
    pub(super) hosts: BTreeMap<String, usize>,
}

/// Values with their rank; the lowest is trusted most, equal ones in page order.
type Ranked<T> = Vec<(usize, T)>;

/// The walk: as [`Gathered`], but not yet in order.
#[derive(Debug, Default)]
struct Walk<'a> {
    page: Gathered<'a>,
    metas: Ranked<(Field, String)>,
    times: Ranked<String>,
    headings: Ranked<(Place, String)>,
    authors: Ranked<(Place, String)>,
    dates: Ranked<String>,
    labels: Vec<(String, String)>,
}

impl<'a> Gathered<'a> {
    /// Walks the tree once.
    pub(super) fn of(html: &'a Html) -> Self {
        let mut walk = Walk::default();
        for element in html.tree.root().descendants().filter_map(ElementRef::wrap) {
            walk.visit(element);
        }
        Self {
            metas: ordered(walk.metas),
            times: ordered(walk.times),
            headings: ordered(walk.headings),
            authors: ordered(walk.authors),
            dates: ordered(walk.dates),
            written_by: written_by(&walk.labels),
            ..walk.page
        }
    }
}

/// The values (`twitter:data1`) whose labels (`twitter:label1`) say "Written by".
fn written_by(labels: &[(String, String)]) -> Vec<String> {
    let named = labels.iter().filter(|(name, text)| name.contains("label") && is_authorship(text));
    let values = named.filter_map(|(name, _)| {
        let value = name.replace("label", "data");
        labels.iter().find(|(other, _)| *other == value)
    });
    values.map(|(_, value)| value.clone()).collect()
}

fn ordered<T>(mut ranked: Ranked<T>) -> Vec<T> {
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, value)| value).collect()
}

impl<'a> Walk<'a> {
    fn visit(&mut self, element: ElementRef<'a>) {
        match element.value().name.local {
            local_name!("meta") => self.meta(element),
            local_name!("script") => self.script(element),
            local_name!("time") => self.time(element),
            local_name!("html") => self.page.languages.extend(attribute(element, "lang")),
            local_name!("link") if has_word(element, "rel", "canonical") => {
                self.page.canonical.extend(attribute(element, "href"));
            }
            // Pictures in SVG have a `<title>` of their own.
            local_name!("title") if self.page.titles.is_empty() => {
                push(&mut self.page.titles, text(element));
            }
            local_name!("h1") => self.heading(element, Place::Shown),
            local_name!("a") => {
                self.host(element);
                self.marked(element);
            }
            _ => self.marked(element),
        }
    }

    fn meta(&mut self, element: ElementRef) {
        let content = attribute(element, "content").unwrap_or_default();
        let keys = ["property", "name", "itemprop", "http-equiv"];
        let name = attribute(element, "name").or_else(|| attribute(element, "property"));
        if let Some(name) = name.filter(|name| is_label(name) && self.labels.len() < MOST) {
            self.labels.push((name, content));
            return;
        }
        let known = keys.iter().find_map(|key| field(&attribute(element, key)?));
        let Some((field, rank)) = known.filter(|_| self.metas.len() < MOST) else { return };
        self.metas.push((rank, (field, content)));
    }

    fn script(&mut self, element: ElementRef<'a>) {
        let kind = attribute(element, "type").unwrap_or_default().to_ascii_lowercase();
        if kind.starts_with("application/ld+json") && self.page.scripts.len() < MOST {
            self.page.scripts.push(script(element));
        }
    }

    fn time(&mut self, element: ElementRef) {
        let value = attribute(element, "datetime").or_else(|| attribute(element, "content"));
        // A time of day or a duration (`PT140S`) is no date.
        let dated = |value: &String| value.len() >= 4 && !value.starts_with("PT");
        let Some(value) = value.filter(dated).filter(|_| self.times.len() < MOST) else { return };
        match time_rank(element) {
            Some(rank) => self.times.push((rank, value)),
            None => self.page.metas.push((Field::Modified, value)),
        }
    }

    /// Counts the host that a link leads to.
    fn host(&mut self, element: ElementRef) {
        let address = known_attribute(element.value(), &local_name!("href"))
            .and_then(|href| href.split_once("://"));
        let host = address.map(|(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or_default());
        let Some(host) = host.filter(|host| host.len() < LONGEST) else { return };
        if self.page.hosts.len() < MOST || self.page.hosts.contains_key(host) {
            *self.page.hosts.entry(host.to_owned()).or_default() += 1;
        }
    }

    fn heading(&mut self, element: ElementRef, place: Place) {
        let known = self.headings.iter().filter(|(_, (other, _))| *other == place).count();
        if known < if place == Place::Marked { 1 } else { MOST_SHOWN } {
            let rank = usize::from(place != Place::Marked);
            self.headings.push((rank, (place, text(element))));
        }
    }

    /// Elements that microdata or a relation marks.
    fn marked(&mut self, element: ElementRef) {
        let marked =
            element.value().attrs.iter().any(|(name, _)| {
                matches!(name.local, local_name!("itemprop") | local_name!("rel"))
            });
        if marked && has_word(element, "itemprop", "headline") {
            self.heading(element, Place::Marked);
        } else if marked && is_author(element) {
            if !is_of_another(element) && self.authors.len() < MOST {
                self.authors.push((0, (Place::Marked, author(element))));
            }
        } else {
            self.shown(element);
        }
    }

    /// Elements whose class or address speaks of an author or a date.
    fn shown(&mut self, element: ElementRef) {
        // What stands under the headline is likelier the article's own.
        let rank = if self.headings.is_empty() { 2 } else { 1 };
        match shown::of(element) {
            Some(Shown::Author(text)) if self.authors.len() < MOST => {
                self.authors.push((rank, (Place::Shown, text)));
            }
            Some(Shown::Date(text)) if self.dates.len() < MOST_SHOWN => {
                self.dates.push((rank, text));
            }
            _ => {}
        }
    }
}

/// How likely a `<time>` is the publication's; none for that of a change.
fn time_rank(element: ElementRef) -> Option<usize> {
    let property = attribute(element, "itemprop").unwrap_or_default().to_ascii_lowercase();
    let class = attribute(element, "class").unwrap_or_default().to_ascii_lowercase();
    if property.contains("modified") || class.contains("updated") || class.contains("modified") {
        class.contains("publish").then_some(1)
    } else if property.contains("published") || element.value().attr("pubdate").is_some() {
        Some(0)
    } else {
        let told = ["publish", "entry-date", "posted"].iter().any(|word| class.contains(word));
        Some(if told { 1 } else { 2 })
    }
}

/// Whether a name belongs to a `twitter:label1` or `twitter:data1`.
fn is_label(name: &str) -> bool {
    name.starts_with("twitter:label") || name.starts_with("twitter:data")
}

/// Whether an author is that of a review, an answer or a comment on the page.
fn is_of_another(element: ElementRef) -> bool {
    let scopes = element.ancestors().filter_map(ElementRef::wrap).take(MOST_SHOWN);
    let mut kinds = scopes.filter_map(|scope| value_of(scope.value(), "itemtype"));
    kinds
        .next()
        .is_some_and(|kind| ["Review", "Comment", "Answer"].iter().any(|of| kind.ends_with(of)))
}

fn is_author(element: ElementRef) -> bool {
    has_word(element, "itemprop", "author") || has_word(element, "rel", "author")
}

/// The name of an author: that of the element marked as one inside, else the whole.
fn author(element: ElementRef) -> String {
    let mut inner = element.descendent_elements();
    let named = inner.find(|inner| has_word(*inner, "itemprop", "name")).unwrap_or(element);
    attribute(named, "content").unwrap_or_else(|| text(named))
}

fn push(list: &mut Vec<String>, value: String) {
    if list.len() < MOST {
        list.push(value);
    }
}

fn attribute(element: ElementRef, name: &str) -> Option<String> {
    let value = value_of(element.value(), name)?.trim();
    (!value.is_empty()).then(|| value.chars().take(LONGEST).collect())
}

/// Whether an attribute that holds a list of words holds this one.
fn has_word(element: ElementRef, name: &str, word: &str) -> bool {
    let value = value_of(element.value(), name).unwrap_or_default();
    value.split_ascii_whitespace().any(|item| item.eq_ignore_ascii_case(word))
}

/// The start of an element's text, without the style sheets that some pages put inside.
fn text(element: ElementRef) -> String {
    let is_style = |name: &str| name == "style" || name == "script";
    let texts = element.descendants().filter_map(|node| {
        let parent = node.parent().and_then(ElementRef::wrap);
        let shown = !parent.is_some_and(|parent| is_style(parent.value().name()));
        node.value().as_text().filter(|_| shown)
    });
    texts.flat_map(|text| text.chars()).take(LONGEST).collect()
}
