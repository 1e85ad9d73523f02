//! The one table of export formats: names, help and kinds.

/// A format that notes or the timeline leave in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Markdown for Obsidian, a file an article.
    Obsidian,
    /// Web Annotation JSON-LD.
    W3c,
    /// Readwise CSV.
    Readwise,
    /// One page.
    Html,
    /// An outline for Emacs and its kin.
    Org,
    /// The articles as references: CSL-JSON.
    Csl,
    /// The articles as references: BibTeX.
    Bibtex,
    /// The articles as references: RIS.
    Ris,
    /// The texts that notes are anchored in.
    Text,
    /// The timeline as JSON.
    Json,
    /// The timeline as a table.
    Csv,
    /// The timeline for TimelineJS.
    TimelineJs,
    /// The timeline for vis-timeline.
    Vis,
    /// The timeline for calendars.
    Ics,
    /// The timeline as a Mermaid diagram.
    Mermaid,
    /// The timeline as Markdown.
    Markdown,
    /// The entities as a table.
    Entities,
    /// The entities as JSON.
    EntitiesJson,
    /// Which entities stand together, as a table.
    Together,
    /// Which entities stand together, as JSON.
    TogetherJson,
}

/// What a format carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Highlights and notes, with their sources.
    Notes,
    /// What the articles tell, in time order.
    Timeline,
    /// The articles' texts.
    Texts,
    /// The articles as sources to cite.
    References,
    /// Who and what the articles name.
    Entities,
}

/// One row of the table.
struct Row {
    format: Format,
    name: &'static str,
    extension: &'static str,
    kind: Kind,
    help: &'static str,
}

const fn row(
    format: Format,
    name: &'static str,
    extension: &'static str,
    kind: Kind,
    help: &'static str,
) -> Row {
    Row { format, name, extension, kind, help }
}

/// In the order of [`Format`].
const TABLE: [Row; 20] = [
    row(
        Format::Obsidian,
        "obsidian",
        "md",
        Kind::Notes,
        "Markdown for Obsidian, one file an article; what you changed in it stays",
    ),
    row(
        Format::W3c,
        "w3c",
        "json",
        Kind::Notes,
        "Web Annotation JSON-LD: every note with its anchor, also the backup",
    ),
    row(Format::Readwise, "readwise", "csv", Kind::Notes, "CSV that Readwise imports"),
    row(
        Format::Html,
        "html",
        "html",
        Kind::Notes,
        "one page with notes, timeline and sources; needs no script and no network",
    ),
    row(Format::Org, "org", "org", Kind::Notes, "an Org outline, one heading a note"),
    row(
        Format::Csl,
        "csl",
        "json",
        Kind::References,
        "the articles as CSL-JSON, for reference managers and pandoc",
    ),
    row(Format::Bibtex, "bibtex", "bib", Kind::References, "the articles as BibTeX, for LaTeX"),
    row(Format::Ris, "ris", "ris", Kind::References, "the articles as RIS, for reference managers"),
    row(
        Format::Text,
        "text",
        "txt",
        Kind::Texts,
        "plain texts exactly as the notes are anchored in them, one file an article",
    ),
    row(
        Format::Json,
        "json",
        "json",
        Kind::Timeline,
        "the timeline with every source, reason and position",
    ),
    row(Format::Csv, "csv", "csv", Kind::Timeline, "the timeline as a table, one source a line"),
    row(Format::TimelineJs, "timelinejs", "json", Kind::Timeline, "the timeline for TimelineJS 3"),
    row(Format::Vis, "vis", "json", Kind::Timeline, "the timeline as items for vis-timeline"),
    row(Format::Ics, "ics", "ics", Kind::Timeline, "the timeline as all-day entries of a calendar"),
    row(Format::Mermaid, "mermaid", "mmd", Kind::Timeline, "the timeline as a Mermaid diagram"),
    row(
        Format::Markdown,
        "markdown",
        "md",
        Kind::Timeline,
        "the timeline as a list with quotations and links",
    ),
    row(
        Format::Entities,
        "entities",
        "csv",
        Kind::Entities,
        "the entities as a table: forms, articles, first and last mention, company",
    ),
    row(Format::EntitiesJson, "entities-json", "json", Kind::Entities, "the entities as JSON"),
    row(
        Format::Together,
        "together",
        "csv",
        Kind::Entities,
        "which entities stand in the same sentences, as a table, one pair a line",
    ),
    row(
        Format::TogetherJson,
        "together-json",
        "json",
        Kind::Entities,
        "which entities stand in the same sentences, as JSON",
    ),
];

impl Format {
    /// All of them, as they are listed in help.
    pub const ALL: [Self; 20] = [
        Self::Obsidian,
        Self::W3c,
        Self::Readwise,
        Self::Html,
        Self::Org,
        Self::Csl,
        Self::Bibtex,
        Self::Ris,
        Self::Text,
        Self::Json,
        Self::Csv,
        Self::TimelineJs,
        Self::Vis,
        Self::Ics,
        Self::Mermaid,
        Self::Markdown,
        Self::Entities,
        Self::EntitiesJson,
        Self::Together,
        Self::TogetherJson,
    ];

    fn row(self) -> &'static Row {
        TABLE.iter().find(|row| row.format == self).unwrap_or(&TABLE[0])
    }

    /// The name used on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Another name, by which many know it.
    #[must_use]
    pub fn short_name(self) -> Option<&'static str> {
        match self {
            Self::Markdown => Some("md"),
            Self::Bibtex => Some("bib"),
            _ => None,
        }
    }

    /// The extension of its files, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        self.row().extension
    }

    /// One line of help.
    #[must_use]
    pub fn help(self) -> &'static str {
        self.row().help
    }

    /// What it carries.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.row().kind
    }

    /// The format of either name; none for another word.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let is_named = |format: &Self| format.name() == name || format.short_name() == Some(name);
        Self::ALL.into_iter().find(is_named)
    }

    /// Whether it makes a folder of files rather than one file.
    #[must_use]
    pub fn is_folder(self) -> bool {
        matches!(self, Self::Obsidian | Self::Text)
    }

    /// Whether a new export is laid over an earlier one by [`super::merge()`].
    #[must_use]
    pub fn merges(self) -> bool {
        self == Self::Obsidian
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_its_own_row_and_name() {
        for (row, format) in TABLE.iter().zip(Format::ALL) {
            assert_eq!(row.format, format);
            assert_eq!(Format::named(format.name()), Some(format));
            let short = format.short_name().unwrap_or(format.name());
            assert_eq!(Format::named(short), Some(format));
            assert!(!format.help().is_empty() && !format.help().ends_with('.'));
        }
    }
}
