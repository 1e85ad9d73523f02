//! `search`: articles for a query, or for many.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    Exit,
    args::SearchArgs,
    print::{Printer, json_line, wrapped},
    session::{Session, Whole},
};
use crate::{
    clean::sanitise_line,
    dossier::{Dossier, Hit, Query},
    model::{ArticleMarks, CodePoints},
    store::{self, Home, Source},
};

/// Answers a query, or the queries of a file.
pub(super) fn search(home: &Home, args: &SearchArgs, out: &mut dyn Write) -> Result<Exit> {
    match &args.queries {
        Some(file) => batch(home, args, file, out),
        None => one(home, args, out),
    }
}

fn one(home: &Home, args: &SearchArgs, out: &mut dyn Write) -> Result<Exit> {
    let query = args.query.as_ref().map(|query| query.to_string_lossy()).unwrap_or_default();
    let (whole, marks) = open(home, &args.paths.paths);
    let hits = whole.dossier.search(&Query::parse(&query), &marks, args.limit);
    let mut printer = Printer::new(args.format, out);
    for (hit, rank) in hits.iter().zip(1..) {
        if let Some(line) = HitLine::of(hit, rank, &whole.dossier) {
            printer.item(&line, |out| hit_text(&line, out))?;
        }
    }
    printer.finish()?;
    Ok(whole.exit(hits.len()))
}

fn open(home: &Home, paths: &[PathBuf]) -> (Whole, Vec<ArticleMarks>) {
    let session = Session::open(home, paths);
    let whole = session.whole();
    let marks = session.marks(&whole.dossier.articles);
    (whole, marks)
}

/// A line of `search`.
#[derive(Serialize)]
struct HitLine<'a> {
    rank: usize,
    file: &'a str,
    id: &'a str,
    title: &'a str,
    score: f64,
    snippet: &'a str,
    matches: Vec<(usize, usize)>,
}

impl<'a> HitLine<'a> {
    fn of(hit: &Hit, rank: usize, dossier: &'a Dossier) -> Option<Self> {
        let article = &dossier.articles.get(hit.article)?.article;
        let points = CodePoints::of(&article.text);
        Some(Self {
            rank,
            file: &article.origin.file,
            id: &article.id,
            title: &article.metadata.title,
            score: hit.score,
            snippet: hit.snippet.cut(&article.text),
            matches: hit.matches.iter().map(|&span| points.span(span)).collect(),
        })
    }
}

fn hit_text(hit: &HitLine<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}. {} ({})", hit.rank, hit.title, hit.file)?;
    writeln!(out, "{}\n", wrapped(hit.snippet, 3))
}

/// A line of a file of queries. The id may be any JSON value; it comes back as it is.
#[derive(Deserialize)]
struct QueryLine {
    id: Value,
    query: String,
}

/// An answer to one.
#[derive(Serialize)]
struct Answer<'a> {
    id: Value,
    results: Vec<&'a str>,
}

/// Here the first positional argument is a path like the others.
fn batch(home: &Home, args: &SearchArgs, file: &Path, out: &mut dyn Write) -> Result<Exit> {
    let queries = read_queries(file).with_context(|| file.display().to_string())?;
    let first = args.query.as_ref().map(PathBuf::from);
    let paths: Vec<_> = first.into_iter().chain(args.paths.paths.iter().cloned()).collect();
    let (whole, marks) = open(home, &paths);
    for QueryLine { id, query } in queries {
        let hits = whole.dossier.search(&Query::parse(&query), &marks, args.limit);
        let articles = hits.iter().filter_map(|hit| whole.dossier.articles.get(hit.article));
        let results = articles.map(|article| article.article.id.as_str()).collect();
        json_line(out, &Answer { id: safe(id), results })?;
    }
    Ok(whole.exit(usize::MAX))
}

fn safe(id: Value) -> Value {
    if let Value::String(id) = id { Value::String(sanitise_line(&id)) } else { id }
}

fn read_queries(file: &Path) -> Result<Vec<QueryLine>> {
    let text = store::bytes(&Source::named(file))?;
    let text = String::from_utf8_lossy(&text);
    let lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    lines.map(|(line, number)| read_query(line, number)).collect()
}

fn read_query(line: &str, number: usize) -> Result<QueryLine> {
    let wanted = || format!("line {number}: expected {{\"id\", \"query\"}}");
    serde_json::from_str(line).with_context(wanted)
}
