//! What stands around the body of a text: headline, dates, byline, outlet.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use super::{
    dates::{self, FoundDate},
    dump::Trait,
    fragment::has_credit,
    metadata::Found,
    page::same_words,
    people,
    units::{Unit, count_words},
    visible,
};
use crate::{
    fold::fold,
    model::{PublishedFrom, RemovedKind},
};

/// How far before the body its date and byline may stand, in units.
const REACH: usize = 15;

/// How far after the body a byline or credit may stand.
const TAIL: usize = 4;

/// Units at the head of a page in which the page's own date may stand.
const PAGE_HEAD: usize = 12;

/// How far before the body a headline may stand, in units.
const TITLE_REACH: usize = 40;

/// What a headline that the page's first line repeats is worth.
const REPEATED: i64 = 32;

/// What a headline has to be worth to stand against the page's first line.
const TRUSTED: i64 = 8;

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
    head.read_lone_names(units, body);
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
        let page = page_title(units, traits);
        if body.start == 0 {
            // A text without chrome keeps its first line, whatever it is.
            let first = page.filter(|_| traits.first() == Some(&Trait::Headline));
            self.found.title = first.map(|(stem, _)| stem.to_owned());
            return;
        }
        let first = body.start.saturating_sub(TITLE_REACH);
        let best = (first..body.start)
            .filter(|at| !self.lines.contains_key(at))
            .filter_map(|at| Some((self.title_worth(units, traits, page, at..body.start)?, at)))
            .max_by_key(|&(worth, at)| (worth, at))
            .filter(|&(worth, _)| worth > if page.is_some() { TRUSTED } else { 0 });
        let line = best.and_then(|(_, at)| Some((&*units.get(at)?.text, at)));
        let Some((text, at)) = line.or(page.map(|(stem, _)| (stem, 0))) else { return };
        self.lines.insert(at, RemovedKind::Title);
        self.found.title = Some(text.to_owned());
        self.read_page_title(page.filter(|(stem, _)| shares(stem, text)));
    }

    /// How much the line at `way`'s start looks like the headline of the body
    /// at its end; none where it can't be one.
    fn title_worth(
        &self,
        units: &[Unit],
        traits: &[Trait],
        page: Option<(&str, &str)>,
        way: Range<usize>,
    ) -> Option<i64> {
        let unit = units.get(way.start).filter(|_| may_be_title(units, traits, way.start))?;
        let distance = i64::try_from(way.len().min(TITLE_REACH)).unwrap_or(i64::MAX);
        let repeated = page.is_some_and(|(stem, _)| shares(stem, &unit.text));
        let again = units.iter().filter(|other| other.text == unit.text).nth(1).is_some();
        let dated = self.lines.keys().any(|&line| line.abs_diff(way.start) <= 2);
        let full = (5..=20).contains(&unit.words);
        Some(
            4 - distance / 2
                + REPEATED * i64::from(repeated)
                + 4 * i64::from(dated)
                + 2 * i64::from(full)
                + 2 * i64::from(again),
        )
    }

    /// Names that stand alone beside the date under the headline.
    fn read_lone_names(&mut self, units: &[Unit], body: &Range<usize>) {
        let is_title =
            |(at, kind): &(&usize, &RemovedKind)| **kind == RemovedKind::Title && **at < body.start;
        let title = self.lines.iter().rfind(is_title).map(|(at, _)| *at);
        let Some(title) = title.filter(|_| self.found.byline.is_empty()) else { return };
        let lines: Vec<&str> = units.iter().map(|unit| &*unit.text).collect();
        let headline = title.max(body.start.saturating_sub(REACH));
        self.found.byline = visible::read(&lines, headline, body.start).byline;
        let names = Some(&self.found.byline).filter(|names| !names.is_empty());
        let near = lines.iter().enumerate().take(body.start + TAIL).skip(headline);
        let alone =
            near.filter(|(_, line)| names.is_some() && people::names(line).as_ref() == names);
        self.lines.extend(alone.map(|(at, _)| (at, RemovedKind::Byline)));
    }

    /// A first line such as `Headline - Outlet` goes with the headline and names the outlet.
    fn read_page_title(&mut self, page: Option<(&str, &str)>) {
        let Some((_, outlet)) = page else { return };
        self.lines.insert(0, RemovedKind::Title);
        if self.found.publisher.is_none() && !outlet.is_empty() {
            self.found.publisher = Some(outlet.to_owned());
        }
    }

    /// The outlet by a copyright line, or by a line that is a domain's name.
    fn read_outlet(&mut self, units: &[Unit], traits: &[Trait], body: &Range<usize>) {
        let mut copyrights = units.iter().zip(traits).filter(|(unit, of)| is_copyright(unit, **of));
        let named = copyrights.find_map(|(unit, _)| copyright_holder(&unit.text));
        let around = units.iter().take(body.end + TAIL).skip(body.end);
        let credit = around.map(|unit| &*unit.text).find(|text| is_domain(text)).map(str::to_owned);
        let publisher = self.found.publisher.take();
        self.found.publisher = publisher.or(named).or(credit);
    }
}

/// Whether a line has the form of a headline: some words that aren't a
/// statement, a question, or what somebody said.
fn may_be_title(units: &[Unit], traits: &[Trait], at: usize) -> bool {
    let Some(unit) = units.get(at) else { return false };
    let quoted = (4..=18).contains(&unit.words) && unit.text.ends_with(['"', '”', '“', '»', '’']);
    let of = traits.get(at);
    let form =
        of == Some(&Trait::Headline) || is_question(unit) || of == Some(&Trait::Prose) && quoted;
    form && dates::find(&unit.text).is_none() && !has_credit(&unit.text)
}

/// Whether two lines share most of the words of the shorter one.
fn shares(one: &str, other: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        let folded = fold(text);
        let words = folded.split(|character: char| !character.is_alphanumeric());
        words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (one, other) = (words(one), words(other));
    let shared = one.intersection(&other).count();
    shared > 2 && shared * 5 >= one.len().min(other.len()) * 4
}

/// Whether a unit is a short question or exclamation, which headlines may be.
pub(super) fn is_question(unit: &Unit) -> bool {
    (4..=18).contains(&unit.words) && unit.text.ends_with(['?', '!', '？', '！'])
}

/// The headline and the outlet in a first line such as `Headline - Outlet`;
/// without an outlet, a line that may be a headline.
fn page_title<'a>(units: &'a [Unit], traits: &[Trait]) -> Option<(&'a str, &'a str)> {
    let first = units.first().filter(|first| date_line(first).is_none())?;
    let parted = TITLE_BORDERS.iter().find_map(|border| first.text.rsplit_once(border));
    let named = parted.filter(|(stem, outlet)| {
        (4..=25).contains(&count_words(stem)) && (1..=4).contains(&count_words(outlet))
    });
    let alone = (5..=25).contains(&first.words) && may_be_title(units, traits, 0);
    named.or(alone.then_some((&*first.text, "")))
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

#[cfg(test)]
mod tests {
    use super::{
        super::{dump, units::units},
        *,
    };

    const BODY: &str = "The ferry sailed again on Tuesday, three weeks after the storm closed the harbour.\n\n\
                        Shops along the waterfront opened their doors, and the fish market was as loud as ever.";

    /// Title, byline and outlet of a text whose `head` stands before a body.
    fn check(head: &str, [title, byline, outlet]: [&str; 3]) {
        let text = format!("{head}\n\n{BODY}");
        let units = units(&text);
        let traits = dump::traits(&units);
        let found = read(&units, &traits, &dump::body(&units, &traits)).found;
        assert_eq!(found.title.as_deref().unwrap_or_default(), title, "{head}");
        assert_eq!(found.byline.join("; "), byline, "{head}");
        assert_eq!(found.publisher.as_deref().unwrap_or_default(), outlet, "{head}");
    }

    #[test]
    fn the_headline_is_the_line_that_the_first_one_repeats() {
        let menu = "Home\n\nWorld\n\nSign in";
        let far = "Share\n\n".repeat(12);
        check(
            &format!(
                "Ferry sails again after storm - The Quay\n\n{menu}\n\nFerry sails again after storm\n\n{far}"
            ),
            ["Ferry sails again after storm", "", "The Quay"],
        );
        check(
            &format!("What the ferry costs this summer\n\n{menu}\n\nBoats and quays for sale"),
            ["What the ferry costs this summer", "", ""],
        );
        check(
            &format!("{menu}\n\n“We never stopped hoping for it”\n\n3 May 2031"),
            ["“We never stopped hoping for it”", "", ""],
        );
        check(&format!("{menu}\n\nThe quay in May 2031. Photo: Ada Quill"), ["", "", ""]);
    }

    #[test]
    fn a_name_beside_the_date_is_a_byline() {
        let title = "Ferry sails again after storm";
        check(&format!("{title}\n\nAda Quill\n\n3 May 2031"), [title, "Ada Quill", ""]);
        check(&format!("{title}\n\nBy\n\nAda Quill\n\nShare"), [title, "Ada Quill", ""]);
        check(&format!("{title}\n\nBreaking News\n\n3 May 2031"), [title, "", ""]);
    }
}
