//! Laying a new export over a Markdown file that a person has worked in.
//!
//! Each note stands in a region:
//!
//! ```text
//! %% dateline:begin ID SUM COLOUR %%
//! …
//! %% dateline:end ID %%
//! ```
//!
//! `SUM` is the checksum of what was written. A region is replaced only when
//! its note has changed; if a person has changed the region as well, their
//! version is kept below the new one. The front matter's list `dateline_notes`
//! tells what was ever exported: a note in that list without a region was
//! deleted by hand and is not put back. Everything else in the file stays.

use std::collections::{BTreeMap, BTreeSet};

use crate::note::short_hash;

/// What laying a new export over a file gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Merge {
    /// The file's new text; the same as the old when nothing changed.
    Write(String),
    /// The file is another's: take another name, see [`super::numbered`].
    Foreign,
}

/// Lays a new export over what stands in the file of that name. A file that
/// does not tell in its front matter that it is of the same article is foreign.
#[must_use]
pub fn merge(existing: Option<&str>, new: &str) -> Merge {
    let Some(existing) = existing else {
        return Merge::Write(new.to_owned());
    };
    let (Some(old), Some(new)) = (Page::read(existing), Page::read(new)) else {
        return Merge::Foreign;
    };
    if old.id.is_empty() || (old.id != new.id && old.notes.is_disjoint(&new.notes)) {
        return Merge::Foreign;
    }
    Merge::Write(laid_over(&old, new))
}

fn laid_over(old: &Page<'_>, new: Page<'_>) -> String {
    let known: BTreeSet<String> = old.notes.union(&new.notes).cloned().collect();
    let (regions, fresh) = sorted(old, new);
    let last = old.parts.iter().rposition(|part| matches!(part, Part::Region { .. }));
    let (before, after) = old.parts.split_at(last.map_or(old.parts.len(), |last| last + 1));
    let mut out = old.head_with(&known);
    out.extend(before.iter().map(|part| part.renewed(&regions)));
    append(&mut out, &fresh);
    out.extend(after.iter().map(|part| part.renewed(&regions)));
    out
}

/// The new regions by what becomes of them: those that stand in the old page,
/// and those it has never had. The others were deleted by hand.
fn sorted(old: &Page<'_>, new: Page<'_>) -> (BTreeMap<String, Region>, Vec<Region>) {
    let regions = new.parts.into_iter().filter_map(Part::region);
    let (known, mut fresh): (Vec<_>, Vec<_>) = regions.partition(|region| old.has(&region.id));
    fresh.retain(|region| !old.notes.contains(&region.id));
    (known.into_iter().map(|region| (region.id.clone(), region)).collect(), fresh)
}

fn append(out: &mut String, fresh: &[Region]) {
    for region in fresh {
        if !out.ends_with('\n') {
            out.push('\n');
        }
        out.push('\n');
        out.push_str(&region.text());
    }
}

/// A note's part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Region {
    /// The block id.
    pub(super) id: String,
    colour: String,
    sum: String,
    body: String,
}

impl Region {
    /// A region as it is generated.
    pub(super) fn new(id: String, colour: &str, body: String) -> Self {
        let sum = sum(colour, &body);
        Self { id, colour: colour.to_owned(), sum, body }
    }

    /// The region with its marks.
    pub(super) fn text(&self) -> String {
        let Self { id, colour, sum, body } = self;
        format!("%% dateline:begin {id} {sum} {colour} %%\n\n{body}\n\n%% dateline:end {id} %%\n")
    }

    /// Whether a person has changed it since it was written.
    fn is_edited(&self) -> bool {
        sum(&self.colour, &self.body) != self.sum
    }

    /// The region's text where `old` stood, with what a person wrote there.
    fn instead_of(&self, old: &Self) -> String {
        if old.is_edited() {
            format!("{}\n{}\n", self.text(), old.kept().trim())
        } else {
            self.text()
        }
    }

    /// The body without its block id, which the new region has now.
    fn kept(&self) -> String {
        let mark = format!("^{}", self.id);
        let lines = self.body.lines().filter(|line| line.trim() != mark);
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn sum(colour: &str, body: &str) -> String {
    let body = body.replace('\r', "");
    short_hash(&format!("{colour}\n{}", body.trim()))
}

/// A file read into what is ours and what is not.
struct Page<'a> {
    /// The lines of the front matter with its rules.
    head: Vec<&'a str>,
    /// `dateline_id`; empty when there is none.
    id: String,
    /// `dateline_notes`.
    notes: BTreeSet<String>,
    parts: Vec<Part<'a>>,
}

enum Part<'a> {
    Text(&'a str),
    Region { raw: String, region: Region },
}

impl Part<'_> {
    fn region(self) -> Option<Region> {
        match self {
            Self::Text(_) => None,
            Self::Region { region, .. } => Some(region),
        }
    }

    /// The part's text, with a changed note's new words.
    fn renewed(&self, regions: &BTreeMap<String, Region>) -> String {
        match self {
            Self::Text(text) => (*text).to_owned(),
            Self::Region { raw, region } => {
                let new = regions.get(&region.id).filter(|new| new.sum != region.sum);
                new.map_or_else(|| raw.clone(), |new| new.instead_of(region))
            }
        }
    }
}

impl<'a> Page<'a> {
    /// None for a file without front matter.
    fn read(text: &'a str) -> Option<Self> {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let is_rule = |line: &&str| line.trim_end() == "---";
        let (_, rest) = lines.split_first().filter(|(first, _)| is_rule(first))?;
        let (head, body) = lines.split_at(rest.iter().position(is_rule)? + 2);
        let mut page = Self {
            head: head.to_vec(),
            id: String::new(),
            notes: BTreeSet::new(),
            parts: Vec::new(),
        };
        page.read_head();
        page.read_body(body);
        Some(page)
    }

    fn read_head(&mut self) {
        let mut inside = false;
        for line in &self.head {
            match line.trim_start().strip_prefix("- ") {
                Some(item) if inside => drop(self.notes.insert(scalar(item))),
                _ => inside = line.starts_with(NOTES),
            }
            if let Some(id) = line.strip_prefix("dateline_id:") {
                self.id = scalar(id);
            }
        }
    }

    fn read_body(&mut self, lines: &[&'a str]) {
        let mut at = 0;
        while let Some(&line) = lines.get(at) {
            let rest = lines.get(at + 1..).unwrap_or_default();
            if let Some((region, length)) = begin(line).and_then(|mark| region(mark, rest)) {
                let raw = lines.get(at..=at + length).unwrap_or_default().concat();
                self.parts.push(Part::Region { raw, region });
                at += length + 1;
            } else {
                self.parts.push(Part::Text(line));
                at += 1;
            }
        }
    }

    fn has(&self, id: &str) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Region { region, .. } if region.id == id))
    }

    /// The front matter with `notes` as the list of what was exported.
    fn head_with(&self, notes: &BTreeSet<String>) -> String {
        let (last, lines) = self.head.split_last().unwrap_or((&"---\n", &[]));
        let mut out = without_notes(lines);
        out.push_str("dateline_notes:\n");
        out.extend(notes.iter().map(|id| format!("  - \"{id}\"\n")));
        out + last
    }
}

/// The key of the list of notes ever exported.
const NOTES: &str = "dateline_notes:";

/// A YAML scalar of one line without its quotation marks.
fn scalar(text: &str) -> String {
    text.trim().trim_matches(['"', '\'']).to_owned()
}

/// The lines of a front matter without the list of notes.
fn without_notes(lines: &[&str]) -> String {
    let mut inside = false;
    let is_other = |line: &&&str| {
        inside = line.starts_with(NOTES) || (inside && line.trim_start().starts_with("- "));
        !inside
    };
    lines.iter().filter(is_other).copied().collect()
}

/// Id, checksum and colour of a region's first line.
fn begin(line: &str) -> Option<[&str; 3]> {
    let mark = line.trim().strip_prefix("%% dateline:begin ")?.strip_suffix(" %%")?;
    let mut words = mark.split_whitespace();
    Some([words.next()?, words.next()?, words.next()?])
}

/// The region that begins before `lines`, and how many of them it takes; none
/// when its end was deleted.
fn region([id, sum, colour]: [&str; 3], lines: &[&str]) -> Option<(Region, usize)> {
    let end = format!("%% dateline:end {id} %%");
    let length = lines.iter().position(|line| line.trim() == end || begin(line).is_some())?;
    (lines.get(length)?.trim() == end).then_some(())?;
    let body = lines.get(..length)?.concat().trim_matches(['\n', '\r']).to_owned();
    let region = Region { id: id.to_owned(), colour: colour.to_owned(), sum: sum.to_owned(), body };
    Some((region, length + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(id: &str, regions: &[(&str, &str)]) -> String {
        let regions: Vec<Region> = regions
            .iter()
            .map(|(id, body)| Region::new((*id).to_owned(), "yellow", (*body).to_owned()))
            .collect();
        let notes: Vec<_> =
            regions.iter().map(|region| format!("  - \"{}\"\n", region.id)).collect();
        let body: Vec<_> = regions.iter().map(|region| format!("\n{}", region.text())).collect();
        let (notes, body) = (notes.concat(), body.concat());
        format!(
            "---\ntitle: \"T\"\ndateline_id: \"{id}\"\ndateline_notes:\n{notes}---\n\n# T\n{body}"
        )
    }

    fn merged(existing: &str, new: &str) -> String {
        match merge(Some(existing), new) {
            Merge::Write(text) => text,
            Merge::Foreign => panic!("foreign"),
        }
    }

    #[test]
    fn the_same_export_changes_nothing() {
        let file = page("a1", &[("n1", "> one\n\n^n1"), ("n2", "> two\n\n^n2")]);
        assert_eq!(merged(&file, &file), file);
        let edited = file.replace("# T\n", "# T\nMy own thoughts.\n") + "\nand more";
        assert_eq!(merged(&edited, &file), edited);
    }

    #[test]
    fn a_changed_note_is_replaced_and_a_new_one_added_after_it() {
        let old = page("a1", &[("n1", "> one\n\n^n1")]) + "\nMine.\n";
        let new = page("a1", &[("n1", "> one\n\n^n1\n\nsaid"), ("n2", "> two\n\n^n2")]);
        let result = merged(&old, &new);
        assert!(result.starts_with(new.as_str()), "{result}");
        assert!(result.ends_with("\nMine.\n"));
    }

    #[test]
    fn what_was_deleted_by_hand_stays_deleted() {
        let new = page("a1", &[("n1", "> one"), ("n2", "> two")]);
        let old = new.replace(&Region::new("n2".into(), "yellow", "> two".into()).text(), "");
        assert_eq!(merged(&old, &new), old);
    }

    #[test]
    fn a_person_s_change_in_a_region_is_never_lost() {
        let old = page("a1", &[("n1", "> one\n\n^n1")]).replace("^n1\n", "^n1\n\nmy remark\n");
        assert_eq!(merged(&old, &page("a1", &[("n1", "> one\n\n^n1")])), old);
        let result = merged(&old, &page("a1", &[("n1", "> one\n\n^n1\n\nsaid")]));
        assert!(result.contains("said") && result.contains("my remark"), "{result}");
        assert_eq!(result.matches("\n^n1\n").count(), 1, "{result}");
    }

    #[test]
    fn a_file_of_another_is_left_alone() {
        let new = page("a1", &[("n1", "> one")]);
        for other in ["", "my text", "---\ntitle: x\n---\n", &page("a2", &[("n9", "> x")])] {
            assert_eq!(merge(Some(other), &new), Merge::Foreign, "{other}");
        }
        assert_eq!(merge(None, &new), Merge::Write(new.clone()));
        let same_note = page("a2", &[("n1", "> one")]);
        assert!(matches!(merge(Some(&same_note), &new), Merge::Write(_)));
    }

    #[test]
    fn front_matter_as_obsidian_rewrites_it_is_read() {
        let old =
            "---\ntitle: T\ndateline_id: a1\ndateline_notes:\n  - n1\ntags:\n  - x\n---\nmine\n";
        let result = merged(old, &page("a1", &[("n1", "> one")]));
        assert!(result.contains("tags:\n  - x\n") && !result.contains("> one"), "{result}");
    }
}
