//! How fast the engines are, as a small table: `cargo bench`.
//!
//! The texts are those of `examples/make_folder`, the same each time. Nothing
//! is asserted: times depend on the machine, so compare rows of one run.

#[path = "../examples/make_folder/article.rs"]
mod article;

use std::{
    hint::black_box,
    io::{self, Write},
    sync::Arc,
    time::{Duration, Instant},
};

use article::Article;
use dateline::{
    annotate::{annotate, names, times},
    clean::clean,
    dossier::{Dossier, Query},
    ingest,
    model::{AnnotatedArticle, Corrections, Span, When},
    note::NoteAnchor,
};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// How many words an article has.
const WORDS: usize = 450;

/// Articles behind the rows of the engines that take one article at a time.
const ARTICLES: usize = 1000;

/// What is typed key by key: names, a word with a mistake, a filter.
const TYPED: [&str; 5] =
    ["harbour bridge", "demirtas trabzon", "rotterdm", "who:holt after:2020", "\"rail tunnel\""];

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    let articles = read_and_annotate(&mut out)?;
    anchors(&mut out, &articles)?;
    for events in [1_000, 10_000, 100_000] {
        build(&mut out, events)?;
    }
    for count in [1_000, 10_000] {
        search(&mut out, count)?;
    }
    Ok(())
}

/// Reading with cleaning, then annotation, of every form of document.
fn read_and_annotate(out: &mut impl Write) -> io::Result<Vec<Arc<AnnotatedArticle>>> {
    let pages: Vec<_> = (0..ARTICLES).map(page).collect();
    let size: usize = pages.iter().map(String::len).sum();
    let start = Instant::now();
    let articles: Vec<_> = pages.iter().flat_map(|page| cleaned(page)).collect();
    rate(out, "read and clean", start.elapsed(), [(size, "MB"), (ARTICLES, "pages")])?;
    let start = Instant::now();
    pages.par_iter().for_each(|page| drop(black_box(cleaned(page))));
    let name = format!("the same on {} cores", rayon::current_num_threads());
    rate(out, &name, start.elapsed(), [(size, "MB"), (ARTICLES, "pages")])?;
    let size: usize = articles.iter().map(|article| article.text.len()).sum();
    let start = Instant::now();
    for article in &articles {
        black_box(times(article, publication(article)));
    }
    rate(out, "dates alone", start.elapsed(), [(size, "MB"), (ARTICLES, "articles")])?;
    let start = Instant::now();
    articles.iter().take(1).for_each(|article| drop(black_box(names(article))));
    rate(out, "first names, with tables", start.elapsed(), [(1, "articles")])?;
    let start = Instant::now();
    for article in &articles {
        black_box(names(article));
    }
    rate(out, "names alone", start.elapsed(), [(size, "MB"), (ARTICLES, "articles")])?;
    let start = Instant::now();
    let annotated: Vec<_> = articles.into_iter().map(with_annotations).collect();
    rate(out, "annotate", start.elapsed(), [(size, "MB"), (ARTICLES, "articles")])?;
    Ok(annotated)
}

fn cleaned(page: &str) -> Vec<dateline::model::Article> {
    ingest::read("page", page.as_bytes()).documents.into_iter().map(clean).collect()
}

/// Anchors of one quotation in every article, found again in its text with a line added.
fn anchors(out: &mut impl Write, articles: &[Arc<AnnotatedArticle>]) -> io::Result<()> {
    let changed: Vec<_> = articles
        .iter()
        .map(|article| {
            let quote = article.article.text.split(". ").nth(3).map(str::len).unwrap_or_default();
            let anchor = NoteAnchor::make(&article.article, Span::new(0, quote));
            let mut later = article.article.clone();
            later.text.insert_str(0, "A line that was added later.\n\n");
            (anchor, later)
        })
        .collect();
    let start = Instant::now();
    for (anchor, later) in &changed {
        black_box(anchor.find(later));
    }
    rate(out, "find anchors", start.elapsed(), [(changed.len(), "anchors")])
}

/// Building a dossier of about so many events.
fn build(out: &mut impl Write, events: usize) -> io::Result<()> {
    let mut articles = Vec::new();
    let mut told = 0;
    while told < events {
        let article = annotated(articles.len());
        told += article.annotations.events.len();
        articles.push(article);
    }
    let start = Instant::now();
    let dossier = Dossier::build(articles, &Corrections::default());
    let elapsed = start.elapsed();
    black_box(&dossier);
    rate(out, &format!("build {told} events"), elapsed, [(told, "events")])
}

/// The time of a search for each key typed.
fn search(out: &mut impl Write, count: usize) -> io::Result<()> {
    let articles: Vec<_> = (0..count).map(annotated).collect();
    let dossier = Dossier::build(articles, &Corrections::default());
    let mut times = Vec::new();
    for typed in TYPED {
        for (end, _) in typed.char_indices().skip(1).chain([(typed.len(), ' ')]) {
            let start = Instant::now();
            let query = Query::parse(typed.get(..end).unwrap_or_default());
            black_box(dossier.search(&query, &[], 20));
            times.push(start.elapsed());
        }
    }
    times.sort();
    let at = |percent: usize| times.get(times.len() * percent / 100).copied().unwrap_or_default();
    let name = format!("search {count} articles");
    writeln!(out, "{name:<24} p50 {:>9.2?}   p99 {:>9.2?}", at(50), at(99))
}

fn page(number: usize) -> String {
    Article::new(number, WORDS).print(number % 4).1
}

/// The article of a number, ready for a dossier.
fn annotated(number: usize) -> Arc<AnnotatedArticle> {
    let text = page(number);
    let document = ingest::read(&number.to_string(), text.as_bytes()).documents.into_iter().next();
    with_annotations(document.map(clean).unwrap_or_default())
}

fn with_annotations(article: dateline::model::Article) -> Arc<AnnotatedArticle> {
    let annotations = annotate(&article, publication(&article));
    Arc::new(AnnotatedArticle { article, annotations })
}

fn publication(article: &dateline::model::Article) -> Option<&When> {
    article.metadata.published.as_ref().map(|published| &published.when)
}

/// A row: the time and each amount a second, bytes as megabytes.
fn rate<const N: usize>(
    out: &mut impl Write,
    name: &str,
    elapsed: Duration,
    amounts: [(usize, &str); N],
) -> io::Result<()> {
    write!(out, "{name:<24} {elapsed:>9.2?}")?;
    for (amount, unit) in amounts {
        let amount = u32::try_from(amount).map(f64::from).unwrap_or_default();
        let scale = if unit == "MB" { 1e6 } else { 1.0 };
        write!(out, "   {:>9.1} {unit}/s", amount / scale / elapsed.as_secs_f64())?;
    }
    writeln!(out)
}
