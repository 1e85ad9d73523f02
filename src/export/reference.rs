//! The articles as sources to cite: what CSL-JSON, BibTeX and RIS say in their
//! own notations. No date is made up: an article without one has none, a month
//! stays a month.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{
    Export,
    gather::{articles, dateline_id, link, one_line, title},
};
use crate::{
    model::{Article, Precision, When},
    note::ArticleKey,
};

/// An article as a source.
pub(super) struct Reference<'a> {
    /// Its id, different from those of the others.
    pub(super) id: String,
    /// Its headline, on one line.
    pub(super) title: String,
    /// Who wrote it, as the article says.
    pub(super) authors: Vec<String>,
    /// Who published it.
    pub(super) publisher: Option<String>,
    /// When it was published.
    pub(super) published: Option<&'a When>,
    /// Its address, where it is one to follow.
    pub(super) url: Option<&'a str>,
    /// Its language.
    pub(super) language: Option<String>,
    /// The reader's tags.
    pub(super) tags: BTreeSet<String>,
    /// Where its date came from.
    pub(super) dated_by: Option<&'static str>,
}

/// Every article of the dossier, in its order.
pub(super) fn references<'a>(export: &Export<'a>) -> Vec<Reference<'a>> {
    let mut given = BTreeMap::new();
    let marks = export.notebook.shelves(articles(export.dossier)).marks();
    let tagged = articles(export.dossier).zip(marks);
    tagged.map(|(article, marks)| reference(article, marks.tags, &mut given)).collect()
}

fn reference<'a>(
    article: &'a Article,
    tags: BTreeSet<String>,
    given: &mut BTreeMap<String, usize>,
) -> Reference<'a> {
    let metadata = &article.metadata;
    let published = metadata.published.as_ref();
    Reference {
        id: unique(dateline_id(&ArticleKey::of(article)), given),
        title: one_line(title(article)),
        authors: metadata.byline.iter().map(|name| one_line(name)).collect(),
        publisher: metadata.publisher.as_deref().map(one_line),
        published: published.map(|published| &published.when),
        url: link(article),
        language: metadata.language.as_deref().map(one_line),
        tags,
        dated_by: published.map(|published| published.from.name()),
    }
}

/// Articles of one address get numbers behind their id.
fn unique(id: String, given: &mut BTreeMap<String, usize>) -> String {
    let count = given.entry(id.clone()).or_default();
    *count += 1;
    if *count == 1 { id } else { format!("{id}-{count}") }
}

impl Reference<'_> {
    /// The tags in one line.
    pub(super) fn keywords(&self) -> String {
        self.tags.iter().map(|tag| one_line(tag)).collect::<Vec<_>>().join(", ")
    }
}

/// A date as references have it: one, or the first and the last of several.
pub(super) enum Issued {
    /// A day, a month or a year.
    One(Parts),
    /// From a day to a day.
    Between(Parts, Parts),
}

/// Year, and month and day as far as they are known.
pub(super) struct Parts {
    /// The year.
    pub(super) year: i16,
    /// The month, from 1.
    pub(super) month: Option<i8>,
    /// The day of the month, from 1.
    pub(super) day: Option<i8>,
}

impl Issued {
    /// The date of a time, no more exact than it is known.
    pub(super) fn of(when: &When) -> Self {
        let (day, first) = (Parts::of_day, when.first);
        match when.precision {
            Precision::Time | Precision::Day => Self::One(day(first)),
            Precision::Month => Self::One(Parts { day: None, ..day(first) }),
            Precision::Year => Self::One(Parts { day: None, month: None, ..day(first) }),
            _ => Self::Between(day(first), day(when.last)),
        }
    }
}

impl Parts {
    /// All three of a day.
    pub(super) fn of_day(date: Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }
}
