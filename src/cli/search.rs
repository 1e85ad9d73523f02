//! `search`: articles for a query, or for many.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    Exit,
    args::SearchArgs,
    print::{Printer, json_line, wrapped},
    session::{Session, Whole},
    tell_problems,
};
use crate::{
    clean::sanitise_line,
    dossier::{Dossier, Hit, Query},
    model::{ArticleMarks, CodePoints},
    store::{self, Home, Indexes, Source},
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
    let mut opened = Opened::of(home, &args.paths.paths, args);
    let hits = opened.search(&query);
    let whole = &opened.whole;
    let mut printer = Printer::new(args.format, out);
    for (hit, rank) in hits.iter().zip(1..) {
        if let Some(line) = HitLine::of(hit, rank, &whole.dossier) {
            printer.item(&line, |out| hit_text(&line, out))?;
        }
    }
    printer.finish()?;
    Ok(whole.exit(hits.len()))
}

/// A dossier ready to be searched.
struct Opened<'a> {
    whole: Whole,
    marks: Vec<ArticleMarks>,
    indexes: Indexes,
    args: &'a SearchArgs,
}

impl<'a> Opened<'a> {
    fn of(home: &Home, paths: &[PathBuf], args: &'a SearchArgs) -> Self {
        let session = Session::open(home, paths);
        let whole = session.whole();
        let marks = session.marks(&whole.dossier.articles);
        let indexes = Indexes::of(home, paths);
        tell_problems(&indexes.give(&whole.dossier));
        Self { whole, marks, indexes, args }
    }

    /// The best articles, by an index that was found to be whole.
    fn search(&mut self, query: &str) -> Vec<Hit> {
        let query = Query::parse(query);
        let search = |dossier: &Dossier| dossier.search(&query, &self.marks, self.args.limit);
        let hits = search(&self.whole.dossier);
        if !self.whole.dossier.is_index_damaged() {
            return hits;
        }
        tell_problems(&self.indexes.mend(&self.whole.dossier));
        search(&self.whole.dossier)
    }
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
    /// The milliseconds that the search took.
    ms: f64,
}

/// Here the first positional argument is a path like the others.
fn batch(home: &Home, args: &SearchArgs, file: &Path, out: &mut dyn Write) -> Result<Exit> {
    let queries = read_queries(file).with_context(|| file.display().to_string())?;
    let first = args.query.as_ref().map(PathBuf::from);
    let paths: Vec<_> = first.into_iter().chain(args.paths.paths.iter().cloned()).collect();
    let mut opened = Opened::of(home, &paths, args);
    for QueryLine { id, query } in queries {
        let start = Instant::now();
        let hits = opened.search(&query);
        let ms = start.elapsed().as_secs_f64() * 1000.0;
        let articles = &opened.whole.dossier.articles;
        let found = hits.iter().filter_map(|hit| articles.get(hit.article));
        let results = found.map(|article| article.article.id.as_str()).collect();
        json_line(out, &Answer { id: safe(id), results, ms })?;
    }
    Ok(opened.whole.exit(usize::MAX))
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
