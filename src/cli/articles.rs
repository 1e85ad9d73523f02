//! `clean` and `dates`: what each article holds, printed as it is read.

use std::io::{self, Write};

use anyhow::Result;
use serde::Serialize;

use super::{Exit, args::Listing, print::Printer, session::Session};
use crate::{
    model::{AnnotatedArticle, Article, BlockKind, CodePoints, Problem, Timex},
    store::Home,
};

/// Prints cleaned articles.
pub(super) fn clean(home: &Home, listing: &Listing, out: &mut dyn Write) -> Result<Exit> {
    let mut printer = Printer::new(listing.format, out);
    let session = Session::open(home, &listing.paths.paths).of_texts();
    let exit = session.each(|one| {
        let article = &one.article;
        printer.item(&Cleaned::of(article), |out| clean_text(article, out))
    })?;
    printer.finish()?;
    Ok(exit)
}

/// Prints time expressions.
pub(super) fn dates(home: &Home, listing: &Listing, out: &mut dyn Write) -> Result<Exit> {
    let mut printer = Printer::new(listing.format, out);
    let session = Session::open(home, &listing.paths.paths).of_times();
    let exit = session.each(|one| {
        let dated = Dated::of(one);
        printer.item(&dated, |out| dates_text(one, &dated, out))
    })?;
    printer.finish()?;
    Ok(exit)
}

/// A line of `clean`.
#[derive(Serialize)]
struct Cleaned<'a> {
    file: &'a str,
    id: &'a str,
    title: &'a str,
    byline: &'a [String],
    publisher: Option<&'a str>,
    published: Option<&'a str>,
    published_from: Option<&'static str>,
    modified: Option<&'a str>,
    language: Option<&'a str>,
    url: Option<&'a str>,
    #[serde(flatten)]
    content: Content<'a>,
    section: Option<&'a str>,
}

/// What a line of `clean` tells of the text.
#[derive(Serialize)]
struct Content<'a> {
    text: &'a str,
    blocks: Vec<BlockLine>,
    removed: Vec<RemovedLine<'a>>,
    links: Vec<LinkLine<'a>>,
    problems: &'a [Problem],
}

#[derive(Serialize)]
struct BlockLine {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct RemovedLine<'a> {
    kind: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct LinkLine<'a> {
    text: &'a str,
    url: &'a str,
    kind: &'static str,
}

impl<'a> Cleaned<'a> {
    fn of(article: &'a Article) -> Self {
        let metadata = &article.metadata;
        let published = metadata.published.as_ref();
        Self {
            file: &article.origin.file,
            id: &article.id,
            title: &metadata.title,
            byline: &metadata.byline,
            publisher: metadata.publisher.as_deref(),
            published: published.map(|published| published.text.as_str()),
            published_from: published.map(|published| published.from.name()),
            modified: metadata.modified.as_deref(),
            language: metadata.language.as_deref(),
            url: metadata.url.as_deref(),
            content: Content {
                text: &article.text,
                blocks: blocks(article),
                removed: removed(article),
                links: links(article),
                problems: &article.problems,
            },
            section: metadata.section.as_deref(),
        }
    }
}

fn blocks(article: &Article) -> Vec<BlockLine> {
    let points = CodePoints::of(&article.text);
    let line = |block: &crate::model::Block| {
        let (start, end) = points.span(block.span);
        let level = if let BlockKind::Heading(level) = block.kind { Some(level) } else { None };
        BlockLine { kind: block.kind.name(), level, start, end }
    };
    article.blocks.iter().map(line).collect()
}

fn removed(article: &Article) -> Vec<RemovedLine<'_>> {
    article
        .removed
        .iter()
        .map(|one| RemovedLine { kind: one.kind.name(), text: &one.text })
        .collect()
}

fn links(article: &Article) -> Vec<LinkLine<'_>> {
    let links = article.links.iter();
    links
        .map(|link| LinkLine { text: &link.text, url: &link.url, kind: link.kind.name() })
        .collect()
}

/// The article as a person or a screen reader takes it: head, then the text as it is.
fn clean_text(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    head(article, out)?;
    writeln!(out, "\n{}\n", article.text)
}

/// Title, then one line of byline, publisher, date and file.
pub(super) fn head(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    let metadata = &article.metadata;
    let title = if metadata.title.is_empty() { "(no title)" } else { &metadata.title };
    let date = metadata.published.as_ref().map_or("no date", |published| published.text.as_str());
    let publisher = metadata.publisher.as_deref().unwrap_or_default();
    let parts = [&*metadata.byline.join(", "), publisher, date, &article.origin.file];
    let given: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    writeln!(out, "{title}\n{}", given.join(" · "))
}

/// A line of `dates`.
#[derive(Serialize)]
struct Dated<'a> {
    file: &'a str,
    id: &'a str,
    published: Option<&'a str>,
    timexes: Vec<TimexLine<'a>>,
}

#[derive(Serialize)]
struct TimexLine<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    r#type: &'static str,
    value: &'a str,
    edtf: Option<String>,
    anchor: Option<String>,
    rule: &'a str,
}

impl<'a> Dated<'a> {
    fn of(one: &'a AnnotatedArticle) -> Self {
        let article = &one.article;
        let points = CodePoints::of(&article.text);
        let timexes = one.annotations.timexes.iter();
        let published = article.metadata.published.as_ref();
        Self {
            file: &article.origin.file,
            id: &article.id,
            published: published.map(|published| published.text.as_str()),
            timexes: timexes.map(|timex| TimexLine::of(timex, &article.text, &points)).collect(),
        }
    }
}

impl<'a> TimexLine<'a> {
    fn of(timex: &'a Timex, text: &'a str, points: &CodePoints<'_>) -> Self {
        let (start, end) = points.span(timex.span);
        Self {
            start,
            end,
            text: timex.span.cut(text),
            r#type: timex.kind.name(),
            value: &timex.value,
            edtf: timex.when.as_ref().map(crate::model::When::edtf),
            anchor: timex.anchor.as_ref().map(|anchor| anchor.when.edtf()),
            rule: &timex.rule,
        }
    }
}

fn dates_text(one: &AnnotatedArticle, dated: &Dated<'_>, out: &mut dyn Write) -> io::Result<()> {
    head(&one.article, out)?;
    one.annotations.warnings.iter().try_for_each(|warning| writeln!(out, "  ({warning})"))?;
    dated.timexes.iter().try_for_each(|timex| timex_text(timex, out))?;
    writeln!(out)
}

fn timex_text(timex: &TimexLine<'_>, out: &mut dyn Write) -> io::Result<()> {
    let value = timex.edtf.as_deref().unwrap_or(timex.value);
    let value = if value.is_empty() { "unresolved" } else { value };
    let from = timex.anchor.as_ref().map(|anchor| format!(" from {anchor}")).unwrap_or_default();
    writeln!(out, "  {value}: \"{}\" ({}{from})", timex.text, timex.rule)
}
