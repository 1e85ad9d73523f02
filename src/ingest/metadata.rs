//! What a page says about itself, gathered in one walk over its tree and put
//! in order of trust: JSON-LD, `<meta>` elements (OpenGraph, Dublin Core and
//! the rest), microdata, `<time>`, the visible headline, the address.

mod gather;
mod linked;
mod shown;
mod vocabulary;

use std::{collections::BTreeMap, ops::RangeInclusive};

use scraper::Html;

use super::{Place, RawMetadata};
use crate::model::PublishedFrom;
use gather::Gathered;

/// The metadata of a page.
pub(super) fn of_page(html: &Html) -> RawMetadata {
    let page = Gathered::of(html);
    let mut found = linked::of_scripts(&page.scripts);
    page.metas.iter().for_each(|(field, value)| vocabulary::put(&mut found, *field, value));
    found.titles.extend(page.headings);
    found.titles.extend(Place::Window.of(page.titles));
    found.authors.extend(Place::Meta.of(page.written_by));
    found.authors.extend(page.authors);
    found.languages.splice(0..0, page.languages);
    found.urls.splice(0..0, page.canonical);
    found.site = most_linked(&page.hosts);
    let times = page.times.into_iter().map(|time| (PublishedFrom::TimeElement, time));
    let shown = page.dates.into_iter().map(|date| (PublishedFrom::Dateline, date));
    let in_url = found.urls.iter().find_map(|url| date_in(url));
    let in_url = in_url.map(|date| (PublishedFrom::Url, date));
    found.published.extend(times.chain(shown).chain(in_url));
    tidy(found)
}

/// The host that most links lead to, as an address; none where few do.
fn most_linked(hosts: &BTreeMap<String, usize>) -> Option<String> {
    const FEW: usize = 5;
    let all: usize = hosts.values().sum();
    let (host, count) = hosts.iter().max_by_key(|(_, count)| **count)?;
    (*count >= FEW && count * 2 > all).then(|| format!("https://{host}"))
}

/// The date in an address: `/2025/06/25/`, `/2025-06-25`, `/20250625`.
fn date_in(url: &str) -> Option<String> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let numbers: Vec<&str> =
        path.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
    let split = numbers.windows(3).find_map(|window| match window {
        [year, month, day] => date(year, month, day),
        _ => None,
    });
    split.or_else(|| numbers.iter().find_map(|number| whole_date(number)))
}

/// A date of eight digits.
fn whole_date(number: &str) -> Option<String> {
    let (year, rest) = number.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    (number.len() == 8).then(|| date(year, month, day))?
}

fn date(year: &str, month: &str, day: &str) -> Option<String> {
    let year = number(year, 4..=4, 1990..=2099)?;
    let month = number(month, 1..=2, 1..=12)?;
    let day = number(day, 1..=2, 1..=31)?;
    Some(format!("{year}-{month:02}-{day:02}"))
}

/// A number of so many digits between bounds.
fn number(digits: &str, length: RangeInclusive<usize>, bounds: RangeInclusive<u16>) -> Option<u16> {
    let number = digits.parse().ok()?;
    (length.contains(&digits.len()) && bounds.contains(&number)).then_some(number)
}

/// Trims values, and drops empty ones and what stands further up already; of
/// titles it tells something that two places give the same.
fn tidy(mut found: RawMetadata) -> RawMetadata {
    let lists = [
        &mut found.publishers,
        &mut found.modified,
        &mut found.languages,
        &mut found.urls,
        &mut found.sections,
    ];
    for list in lists {
        *list = distinct(std::mem::take(list), String::as_str);
    }
    found.authors = distinct(found.authors, |(_, author)| author);
    found.published = distinct(found.published, |(_, date)| date);
    found
}

/// The first of equal values, in order; quadratic in a list that `MOST` bounds.
fn distinct<T>(list: Vec<T>, text: impl Fn(&T) -> &str) -> Vec<T> {
    const MOST: usize = 32;
    let mut kept: Vec<T> = Vec::new();
    for item in list {
        let new = !kept.iter().any(|other| text(other).trim() == text(&item).trim());
        if new && kept.len() < MOST && !text(&item).trim().is_empty() {
            kept.push(item);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(list: &[(Place, String)]) -> Vec<String> {
        list.iter().map(|(place, text)| format!("({place:?}) {text}")).collect()
    }

    /// Reads a page and prints what was found, a field a line.
    fn check(page: &str, expected: &[&str]) {
        let found = of_page(&Html::parse_document(page));
        let mut lines = Vec::new();
        for (name, values) in [
            ("title", &texts(&found.titles)),
            ("author", &texts(&found.authors)),
            ("publisher", &found.publishers),
            ("modified", &found.modified),
            ("language", &found.languages),
            ("url", &found.urls),
            ("section", &found.sections),
        ] {
            lines.extend(values.iter().map(|value| format!("{name} {value}")));
        }
        let dates = found.published.iter().map(|(from, date)| format!("{} {date}", from.name()));
        lines.extend(dates);
        assert_eq!(lines, expected, "{page}");
    }

    #[test]
    fn json_ld_is_found_in_graphs_and_lists() {
        check(
            r##"<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
                {"@type":"Organization","@id":"#org","name":"The Quay"},
                {"@type":["NewsArticle"],"headline":"Ferry &amp; port","publisher":{"@id":"#org"},
                 "author":[{"@type":"Person","name":"Ada Quill"}],"inLanguage":"en-GB",
                 "datePublished":"2025-06-25T10:00:00Z","dateModified":"2025-06-26",
                 "mainEntityOfPage":{"@type":"WebPage","@id":"https://quay.example/ferry"}}]}
            </script>"##,
            &[
                "title (Linked) Ferry & port",
                "author (Linked) Ada Quill",
                "publisher The Quay",
                "modified 2025-06-26",
                "language en-GB",
                "url https://quay.example/ferry",
                "json-ld 2025-06-25T10:00:00Z",
            ],
        );
    }

    #[test]
    fn meta_elements_are_read_in_order_of_trust() {
        check(
            "<html lang=nl><head><title>Haven open - De Kade</title>
             <link rel=canonical href='https://kade.example/2024/03/09/haven'>
             <meta name=date content=2024-03-10>
             <meta property=og:title content='Haven open'>
             <meta property=og:site_name content='De Kade'>
             <meta property=article:author content='https://social.example/kade'>
             <meta name=author content='Bo Fern'>
             <meta property=article:published_time content='2024-03-09T08:00:00+01:00'>
             <meta property=og:locale content=nl_BE>
             <body><h1>Haven weer open</h1>",
            &[
                "title (Meta) Haven open",
                "title (Shown) Haven weer open",
                "title (Window) Haven open - De Kade",
                "author (Meta) Bo Fern",
                "publisher De Kade",
                "language nl",
                "language nl_BE",
                "url https://kade.example/2024/03/09/haven",
                "meta 2024-03-09T08:00:00+01:00",
                "meta 2024-03-10",
                "url 2024-03-09",
            ],
        );
    }

    #[test]
    fn visible_marks_stand_in() {
        check(
            "<h1>A title</h1><time datetime=2024-01-05>now</time>
             <time itemprop=datePublished datetime=2024-01-02>then</time>
             <a rel=author>Ada Quill</a><span itemprop=author><b itemprop=name>Bo Fern</b></span>",
            &[
                "title (Shown) A title",
                "author (Marked) Ada Quill",
                "author (Marked) Bo Fern",
                "time-element 2024-01-02",
                "time-element 2024-01-05",
            ],
        );
    }

    #[test]
    fn parts_of_a_page_speak_for_themselves_only() {
        check(
            r#"<script type="application/ld+json">[
                {"@type":"Review","author":"Ada Quill","reviewBody":"Good rope."},
                {"@type":"FAQPage","mainEntity":[{"@type":"Question","name":"Does it float?"}]}]</script>
             <div itemscope itemtype="https://schema.org/Review"><b itemprop=author>Bo Fern</b></div>
             <aside><span class=author-name>Cy Moss</span></aside>
             <div class=card><a href=/authors/di-reed>Di Reed</a></div>"#,
            &[],
        );
    }

    #[test]
    fn classes_addresses_and_labels_tell_of_author_and_date() {
        check(
            r#"<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Di Reed">
             <meta name="twitter:label2" content="Price"><meta name="twitter:data2" content="3 crowns">
             <meta property="article:section" content="Harbour">
             <p class=post-date>1 May 2031</p><h1>Ferry sails</h1>
             <p class="c-byline__name">By <b>Ada Quill</b></p><p class=updated>never</p>
             <a href="https://quay.example/staff/bo-fern">Bo Fern</a><p class=entryDate>3 May 2031</p>"#,
            &[
                "title (Shown) Ferry sails",
                "author (Meta) Di Reed",
                "author (Shown) By\nAda Quill",
                "author (Shown) Bo Fern",
                "section Harbour",
                "dateline 3 May 2031",
                "dateline 1 May 2031",
            ],
        );
    }

    #[test]
    fn most_links_of_a_page_stay_on_its_site() {
        let link = "<a href='https://quay.example/a'>a</a>";
        for (page, expected) in [
            (link.repeat(5), Some("https://quay.example")),
            (link.repeat(4), None),
            (link.repeat(5) + &"<a href=https://b.example>b</a>".repeat(5), None),
        ] {
            assert_eq!(of_page(&Html::parse_document(&page)).site.as_deref(), expected, "{page}");
        }
    }

    #[test]
    fn dates_in_addresses() {
        for (url, expected) in [
            ("https://a.example/2025/06/25/x", Some("2025-06-25")),
            ("https://a.example/news/2025-6-5-x", Some("2025-06-05")),
            ("https://a.example/20250625_x", Some("2025-06-25")),
            ("https://a.example/2025/13/25", None),
            ("https://a.example/12345678", None),
        ] {
            assert_eq!(date_in(url).as_deref(), expected, "{url}");
        }
    }
}
