//! What stands around the body of a text: headline, dates, byline, outlet.

use std::{collections::BTreeMap, ops::Range};

use super::{
    dates::{self, FoundDate},
    dump::Trait,
    metadata::Found,
    page::same_words,
    people,
    units::{Unit, count_words},
};
use crate::{
    fold::fold,
    model::{PublishedFrom, RemovedKind},
};

/// How far before the body a headline may stand, in units.
const REACH: usize = 15;

/// How far after the body a byline or credit may stand.
const TAIL: usize = 4;

/// Units at the head of a page in which the page's own date may stand.
const PAGE_HEAD: usize = 12;

/// What a headline that the page's first lines repeat is worth.
const REPEATED: i64 = 16;

/// What the lines around a body say, and which lines say it.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// Lines that are metadata, by their place.
    pub(super) lines: BTreeMap<usize, RemovedKind>,
    /// What they say.
    pub(super) found: Found,
}

/// Reads the lines around `body`; linear in their number.
pub(super) fn read(units: &[Unit], traits: &[Trait], body: &Range<usize>) -> Head {
    let mut head = Head::default();
    head.read_bylines(units, body);
    head.read_dates(units, traits, body);
    head.read_title(units, traits, body);
    head.settle_dates();
    head.read_outlet(units, traits, body);
    head
}

impl Head {
    fn read_bylines(&mut self, units: &[Unit], body: &Range<usize>) {
        let near = body.start.saturating_sub(REACH)..(body.end + TAIL).min(units.len());
        for (at, unit) in units.iter().enumerate().take(near.end).skip(near.start) {
            let edge = at < body.start + 2 || at + 2 >= body.end;
            if edge && let Some(names) = people::byline(&unit.text) {
                self.lines.insert(at, RemovedKind::Byline);
                if self.found.byline.is_empty() {
                    self.found.byline = names;
                }
            }
        }
    }

    fn read_dates(&mut self, units: &[Unit], traits: &[Trait], body: &Range<usize>) {
        let near = body.start.saturating_sub(REACH);
        for (at, unit) in units.iter().enumerate().take(body.end + TAIL) {
            let inside = body.contains(&at) && at > body.start + 1;
            let chrome = matches!(traits.get(at), Some(Trait::Chrome(_)));
            if inside || chrome || at >= PAGE_HEAD && at < near {
                continue;
            }
            if let Some(date) = date_line(unit) {
                self.add_date(
                    at,
                    unit,
                    date,
                    if at >= near { PublishedFrom::Dateline } else { PublishedFrom::PageHeader },
                );
            }
        }
    }

    fn add_date(&mut self, at: usize, unit: &Unit, date: FoundDate, from: PublishedFrom) {
        let after = unit.text.get(date.span.end..).unwrap_or_default();
        let glued = after.starts_with(char::is_alphabetic) && count_words(after) <= 5;
        if glued && self.found.publisher.is_none() {
            self.found.publisher = Some(after.to_owned());
        }
        self.lines.insert(at, RemovedKind::Date);
        let from = if glued { PublishedFrom::GluedDateline } else { from };
        if !is_update(&unit.text) {
            self.found.dates.push((from, date));
        }
    }

    /// The most trusted first; of equals, the first in the text.
    fn settle_dates(&mut self) {
        self.found.dates.sort_by_key(|(from, _)| *from);
    }

    fn read_title(&mut self, units: &[Unit], traits: &[Trait], body: &Range<usize>) {
        let first = body.start.saturating_sub(REACH);
        let best = (first..body.start)
            .filter(|at| may_be_title(units, traits, *at) && !self.lines.contains_key(at))
            .filter_map(|at| Some((self.title_worth(units, at, body.start)?, at)))
            .max_by_key(|&(worth, at)| (worth, at))
            .filter(|&(worth, _)| worth > 0);
        let page = page_title(units)
            .filter(|_| body.start > 0 && best.is_none_or(|(worth, _)| worth < REPEATED));
        let (text, at) = match (page, best) {
            (Some(stem), _) => (stem.to_owned(), 0),
            (None, Some((_, at))) => {
                (units.get(at).map(|unit| unit.text.clone()).unwrap_or_default(), at)
            }
            (None, None) => return,
        };
        self.lines.insert(at, RemovedKind::Title);
        self.found.title = Some(text);
        self.read_page_title(units, at);
    }

    /// How much a line looks like the headline of the body at `start`.
    fn title_worth(&self, units: &[Unit], at: usize, start: usize) -> Option<i64> {
        let unit = units.get(at)?;
        let distance = i64::try_from(start - at).unwrap_or(i64::MAX);
        let repeated = units
            .iter()
            .take(3)
            .enumerate()
            .any(|(other, first)| other != at && first.text.starts_with(&unit.text));
        let dated = self.lines.keys().any(|&line| line.abs_diff(at) <= 2);
        let full = (5..=20).contains(&unit.words);
        Some(
            4 - distance
                + REPEATED * i64::from(repeated)
                + 4 * i64::from(dated)
                + 2 * i64::from(full),
        )
    }

    /// A first line such as `Headline - Outlet` goes with the headline and names the outlet.
    fn read_page_title(&mut self, units: &[Unit], title: usize) {
        let Some(headline) = self.found.title.clone() else { return };
        for (at, unit) in units.iter().enumerate().take(3.min(title + 1)) {
            let Some(rest) = unit.text.strip_prefix(headline.as_str()) else { continue };
            self.lines.insert(at, RemovedKind::Title);
            let outlet = rest.trim_start_matches(|character: char| !character.is_alphanumeric());
            if self.found.publisher.is_none() && !outlet.is_empty() && count_words(outlet) <= 5 {
                self.found.publisher = Some(outlet.to_owned());
            }
        }
    }

    /// The outlet by a copyright line, or by a line that is a domain's name.
    fn read_outlet(&mut self, units: &[Unit], traits: &[Trait], body: &Range<usize>) {
        let mut copyrights = units.iter().zip(traits).filter(|(unit, of)| is_copyright(unit, **of));
        let named = copyrights.find_map(|(unit, _)| copyright_holder(&unit.text));
        let around = units.iter().take(body.end + TAIL).skip(body.end);
        let credit =
            around.map(|unit| unit.text.as_str()).find(|text| is_domain(text)).map(str::to_owned);
        let publisher = self.found.publisher.take();
        self.found.publisher = publisher.or(named).or(credit);
    }
}

/// Whether a line has the form of a headline: some words that aren't a statement.
fn may_be_title(units: &[Unit], traits: &[Trait], at: usize) -> bool {
    let asks = units.get(at).is_some_and(is_question);
    traits.get(at) == Some(&Trait::Headline) || asks
}

/// Whether a unit is a short question or exclamation, which headlines may be.
pub(super) fn is_question(unit: &Unit) -> bool {
    (4..=18).contains(&unit.words) && unit.text.ends_with(['?', '!', '？', '！'])
}

/// The headline in a first line such as `Headline - Outlet`.
fn page_title(units: &[Unit]) -> Option<&str> {
    let first = units.first()?;
    let (stem, outlet) = TITLE_BORDERS.iter().find_map(|border| first.text.rsplit_once(border))?;
    let whole = (4..=25).contains(&count_words(stem)) && (1..=4).contains(&count_words(outlet));
    (whole && date_line(first).is_none()).then_some(stem)
}

/// What stands between a headline and the outlet's name in a window's title.
const TITLE_BORDERS: [&str; 4] = [" | ", " - ", " – ", " — "];

/// A date that is nearly all of its line.
pub(super) fn date_line(unit: &Unit) -> Option<FoundDate> {
    if unit.words > 20 { None } else { date_of_line(&unit.text) }
}

/// The date of a line that says little else.
pub(super) fn date_of_line(line: &str) -> Option<FoundDate> {
    let date = dates::find(line)?;
    let rest = count_words(line.get(..date.span.start)?) + count_words(line.get(date.span.end..)?);
    (rest <= 7).then_some(date)
}

/// Whether a date line tells a change and not the publication.
pub(super) fn is_update(line: &str) -> bool {
    let folded = fold(line);
    [
        "updated",
        "last updated",
        "modified",
        "last modified",
        "aktualisiert",
        "mis a jour",
        "actualizado",
        "aggiornato",
        "guncellenme",
        "son guncelleme",
        "bijgewerkt",
        "обновлено",
    ]
    .iter()
    .any(|word| folded.starts_with(word))
}

fn is_copyright(unit: &Unit, of: Trait) -> bool {
    of == Trait::Chrome(RemovedKind::Copyright) || unit.words <= 12 && unit.text.contains('©')
}

/// The name in a copyright line: what is left without sign, years and phrases.
pub(super) fn copyright_holder(line: &str) -> Option<String> {
    let (before, after) = line.split_once('©')?;
    [after, before].into_iter().find_map(|part| {
        let part = part.split(['|', ',', ';']).next().unwrap_or_default();
        let part = part.split(". ").next().unwrap_or_default();
        let name: Vec<&str> = part.split_whitespace().filter(|word| is_of_name(word)).collect();
        let name = name.join(" ");
        let name = name.trim_matches(|character: char| !character.is_alphanumeric());
        ((1..=5).contains(&count_words(name)) && name.len() <= 60).then(|| name.to_owned())
    })
}

fn is_of_name(word: &str) -> bool {
    let folded = fold(word);
    let year = folded.starts_with(|first: char| first.is_ascii_digit());
    !year
        && !matches!(
            folded.as_str(),
            "copyright" | "all" | "rights" | "reserved" | "reserved." | "by" | "-" | "–" | "(c)"
        )
}

/// Whether a line is a domain's name and nothing else.
fn is_domain(line: &str) -> bool {
    let Some((name, last)) = line.rsplit_once('.') else {
        return false;
    };
    let letters = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.')
    };
    name.len() >= 2
        && (2..=4).contains(&last.len())
        && letters(name)
        && last.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Whether a unit says the headline once more.
pub(super) fn repeats(unit: &Unit, found: &Found) -> bool {
    found.title.as_deref().is_some_and(|title| same_words(title, &unit.text))
}

/// Whether a date line or a byline stands among the first `count` units.
pub(super) fn has_dateline(units: &[Unit], count: usize) -> bool {
    units
        .iter()
        .take(count)
        .any(|unit| date_line(unit).is_some() || people::byline(&unit.text).is_some())
}
