//! What one part of a Markdown text says for all others: where links lead, and which footnotes there are.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Parser, Tag};

use super::options;

/// Addresses and titles of links by their labels, small letters and capitals
/// alike. A text may be nothing else, so they take little more room than it does.
#[derive(Default)]
pub(super) struct Definitions {
    /// The label, the address and the title of each, one behind the other.
    texts: String,
    /// Where these stand, in the order of the labels.
    entries: Vec<Entry>,
}

/// Where a definition's label begins, its address, its title, and where that ends.
type Entry = [usize; 4];

impl Definitions {
    /// What some parts define; none where two of them define a label as different
    /// things, since a part's own definition would go before the first. Sorting
    /// costs `n log n`.
    pub(super) fn of<'a>(parts: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut all = Self::default();
        for part in parts {
            let parser = Parser::new_ext(part, options());
            for (label, link) in parser.reference_definitions().iter() {
                let title = link.title.as_deref().unwrap_or_default();
                all.push([&label.to_lowercase(), &link.dest, title]);
            }
        }
        let Self { texts, mut entries } = all;
        entries.sort_by(|one, other| read(&texts, *one).cmp(&read(&texts, *other)));
        let mut pairs = entries.iter().zip(entries.iter().skip(1));
        let contradict = pairs.any(|(one, other)| {
            let ([label, what @ ..], [next, other @ ..]) =
                (read(&texts, *one), read(&texts, *other));
            label == next && what != other
        });
        (!contradict).then_some(Self { texts, entries })
    }

    fn push(&mut self, [label, url, title]: [&str; 3]) {
        let start = self.texts.len();
        let (of_url, of_title) = (start + label.len(), start + label.len() + url.len());
        self.texts.extend([label, url, title]);
        self.entries.push([start, of_url, of_title, self.texts.len()]);
    }

    /// The address and the title that a label stands for.
    pub(super) fn get(&self, label: &str) -> Option<[&str; 2]> {
        let label = label.to_lowercase();
        let first =
            self.entries.partition_point(|entry| read(&self.texts, *entry)[0] < label.as_str());
        let [found, url, title] = read(&self.texts, *self.entries.get(first)?);
        (found == label).then_some([url, title])
    }
}

/// A definition's label, address and title.
fn read(texts: &str, [label, url, title, end]: Entry) -> [&str; 3] {
    [label..url, url..title, title..end].map(|range| texts.get(range).unwrap_or_default())
}

/// The labels of footnotes, in small letters.
#[derive(Default)]
pub(super) struct Footnotes(BTreeSet<String>);

impl Footnotes {
    /// The footnotes of some parts; none where one is told twice, since which of the two counts is
    /// told by their order in the whole.
    pub(super) fn of<'a>(parts: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut labels = BTreeSet::new();
        for part in parts.filter(|part| part.contains("[^")) {
            for event in Parser::new_ext(part, options()) {
                if let Event::Start(Tag::FootnoteDefinition(label)) = event {
                    labels.insert(label.to_lowercase()).then_some(())?;
                }
            }
        }
        Some(Self(labels))
    }

    /// Empty footnotes for what a part refers to, so that its references are
    /// read as such, with what ends the last of them.
    pub(super) fn stubs(&self, part: &str) -> String {
        let mut labels = BTreeSet::new();
        for (at, sign) in part.match_indices("[^").filter(|_| !self.0.is_empty()) {
            let rest = part.get(at + sign.len()..).unwrap_or_default();
            // No label holds another bracket, which keeps this linear.
            let label = rest.split(['[', ']', '\n']).next();
            labels.extend(label.filter(|label| self.0.contains(&label.to_lowercase())));
        }
        if labels.is_empty() {
            return String::new();
        }
        let stubs: String = labels.iter().flat_map(|label| ["[^", label, "]:\n\n"]).collect();
        stubs + "<!-- -->\n\n"
    }
}
