//! `stories`: articles that tell the same story, and what each alone says.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use anyhow::Result;
use serde::Serialize;

use super::{
    Exit,
    args::Listing,
    print::{Printer, wrapped},
    session::Session,
};
use crate::{
    dossier::{Dossier, Story},
    model::Span,
    store::Home,
};

/// Prints the stories.
pub(super) fn stories(home: &Home, listing: &Listing, out: &mut dyn Write) -> Result<Exit> {
    let whole = Session::open(home, &listing.paths.paths).whole();
    let mut printer = Printer::new(listing.format, out);
    for story in &whole.dossier.stories {
        let line = StoryLine::of(story, &whole.dossier);
        printer.item(&line, |out| story_text(story, &whole.dossier, out))?;
    }
    printer.finish()?;
    Ok(whole.exit(whole.dossier.stories.len()))
}

/// A line of `stories`; articles are named by id.
#[derive(Serialize)]
struct StoryLine<'a> {
    story: &'a str,
    articles: Vec<&'a str>,
    shared: Vec<&'a str>,
    only: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> StoryLine<'a> {
    fn of(story: &'a Story, dossier: &'a Dossier) -> Self {
        let articles: Vec<_> = story.articles.iter().map(|&article| id(article, dossier)).collect();
        let shared = story.shared.iter().map(|&(article, span)| sentence(article, span, dossier));
        let alone = story.articles.iter().zip(&story.only).map(|(&article, spans)| {
            let sentences = spans.iter().map(|&span| sentence(article, span, dossier)).collect();
            (id(article, dossier), sentences)
        });
        Self { story: &story.title, shared: shared.collect(), only: alone.collect(), articles }
    }
}

fn id(article: usize, dossier: &Dossier) -> &str {
    dossier.articles.get(article).map_or("", |article| &article.article.id)
}

fn sentence(article: usize, span: Span, dossier: &Dossier) -> &str {
    dossier.articles.get(article).map_or("", |article| span.cut(&article.article.text))
}

/// The story for people, its articles by file.
fn story_text(story: &Story, dossier: &Dossier, out: &mut dyn Write) -> io::Result<()> {
    let file = |&article: &usize| {
        dossier.articles.get(article).map_or("", |article| &article.article.origin.file)
    };
    writeln!(out, "{}", story.title)?;
    story.articles.iter().try_for_each(|article| writeln!(out, "  {}", file(article)))?;
    let shared = story.shared.iter().map(|&(article, span)| sentence(article, span, dossier));
    list("  in several:", shared, out)?;
    for (article, spans) in story.articles.iter().zip(&story.only) {
        let alone = spans.iter().map(|&span| sentence(*article, span, dossier));
        list(&format!("  only in {}:", file(article)), alone, out)?;
    }
    writeln!(out)
}

fn list<'a>(
    head: &str,
    sentences: impl ExactSizeIterator<Item = &'a str>,
    out: &mut dyn Write,
) -> io::Result<()> {
    if sentences.len() > 0 {
        writeln!(out, "{head}")?;
    }
    for sentence in sentences {
        writeln!(out, "{}", wrapped(&format!("- {sentence}"), 4))?;
    }
    Ok(())
}
