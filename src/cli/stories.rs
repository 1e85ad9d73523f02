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
        printer.item(&line, |out| story_text(&line, out))?;
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

fn story_text(story: &StoryLine<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}\n  articles: {}", story.story, story.articles.join(", "))?;
    list("in several:", &story.shared, out)?;
    for (article, sentences) in &story.only {
        list(&format!("only in {article}:"), sentences, out)?;
    }
    writeln!(out)
}

fn list(head: &str, sentences: &[&str], out: &mut dyn Write) -> io::Result<()> {
    if sentences.is_empty() {
        return Ok(());
    }
    writeln!(out, "  {head}")?;
    sentences
        .iter()
        .try_for_each(|sentence| writeln!(out, "{}", wrapped(&format!("- {sentence}"), 4)))
}
