//! Dateline's search beside tantivy; see `README.md`.
//!
//! Both index the same articles on disk on one core, answer the same queries
//! in the same run, and are asked for what is typed after each key. Times are
//! those that the processor gave to this thread.

use std::{collections::BTreeMap, env, fs, path::Path, sync::Arc, time::Duration};

use dateline::{
    dossier::{Dossier, Query},
    model::{self, AnnotatedArticle, Corrections},
    store::{Home, Indexes},
};
use rustix::time::{ClockId, clock_gettime};
use serde_json::Value;

use self::peer::Peer;

#[path = "../peer.rs"]
mod peer;

/// Articles that a search gives.
const SHOWN: usize = 10;
/// Queries that are typed key by key.
const TYPED: usize = 80;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// An article's id, title and text.
type Text = (String, String, String);

fn main() -> Outcome<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [articles, queries] = arguments.as_slice() else {
        return Err("usage: find ARTICLES.jsonl QUERIES.jsonl".into());
    };
    let line = |one: &Value| (field(one, "id"), field(one, "title"), field(one, "text"));
    let articles: Vec<Text> = lines(articles)?.iter().map(line).collect();
    let queries: Vec<Asked> = lines(queries)?.iter().map(Asked::of).collect();
    let size = articles.iter().map(|(_, title, text)| title.len() + text.len()).sum();
    println!(
        "{} articles, {:.1} MB of text, {} queries",
        articles.len(),
        mega(size),
        queries.len()
    );
    println!("| engine | build MB/s | index/text | key p50 ms | key p99 ms | MRR@10 | first |");
    println!("|---|---|---|---|---|---|---|");
    let folder = tempfile::tempdir()?;
    let before = spent();
    let peer = Peer::build(folder.path(), &articles)?;
    let built = spent() - before;
    let ask = |typed: &str| peer.search(typed, SHOWN).unwrap_or_default();
    row("tantivy", size, (built, folder.path()), &queries, ask);
    let folder = tempfile::tempdir()?;
    let (dossier, built) = dateline(folder.path(), &articles);
    let ask = |typed: &str| {
        let hits = dossier.search(&Query::parse(typed), &[], SHOWN);
        hits.iter().filter_map(|hit| articles.get(hit.article).map(|one| one.0.clone())).collect()
    };
    row("dateline", size, (built, folder.path()), &queries, ask);
    Ok(())
}

/// Dateline's index, and what building it took.
fn dateline(folder: &Path, articles: &[Text]) -> (Dossier, Duration) {
    let articles: Vec<_> = articles.iter().map(article).collect();
    let dossier = Dossier::build(articles, &Corrections::default());
    let indexes = Indexes::of(&Home::below(folder), &[folder.to_path_buf()]);
    let before = spent();
    let indexed = indexes.index(&dossier);
    let built = spent() - before;
    dossier.index_with(|| indexed.index);
    (dossier, built)
}

fn article((id, title, text): &Text) -> Arc<AnnotatedArticle> {
    let metadata = model::Metadata { title: title.clone(), ..model::Metadata::default() };
    let origin = model::Origin { hash: id.clone(), ..model::Origin::default() };
    let (id, text) = (id.clone(), text.clone());
    let article = model::Article { id, origin, metadata, text, ..model::Article::default() };
    Arc::new(AnnotatedArticle { article, ..AnnotatedArticle::default() })
}

/// A query and what it should find.
struct Asked {
    query: String,
    kind: String,
    relevant: Vec<String>,
}

impl Asked {
    fn of(line: &Value) -> Self {
        let all = line.get("relevant").and_then(Value::as_array).into_iter().flatten();
        let relevant = all.filter_map(Value::as_str).map(str::to_owned).collect();
        Self { query: field(line, "query"), kind: field(line, "kind"), relevant }
    }

    /// The reciprocal of the rank of the first right answer.
    fn score(&self, found: &[String]) -> f64 {
        let at = found.iter().position(|one| self.relevant.contains(one));
        at.map_or(0.0, |at| 1.0 / (at + 1) as f64)
    }
}

fn row(
    name: &str,
    size: usize,
    (built, folder): (Duration, &Path),
    queries: &[Asked],
    ask: impl Fn(&str) -> Vec<String>,
) {
    let mut kinds: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for asked in queries {
        kinds.entry(&asked.kind).or_default().push(asked.score(&ask(&asked.query)));
    }
    let all: Vec<f64> = kinds.values().flatten().copied().collect();
    let first = all.iter().filter(|score| **score >= 1.0).count() as f64 / all.len() as f64;
    let mut times: Vec<f64> = keys(queries).map(|typed| milliseconds(|| ask(typed))).collect();
    times.sort_by(f64::total_cmp);
    let at = |percent: usize| times.get(times.len() * percent / 100).copied().unwrap_or_default();
    println!(
        "| {name} | {:.1} | {:.2} | {:.2} | {:.2} | {:.4} | {first:.4} |",
        mega(size) / built.as_secs_f64(),
        mega(size_below(folder)) / mega(size),
        at(50),
        at(99),
        mean(&all),
    );
    let of_kind = |(kind, scores): (&&str, &Vec<f64>)| format!("{kind} {:.3}", mean(scores));
    eprintln!("{name}: {}", kinds.iter().map(of_kind).collect::<Vec<_>>().join(", "));
}

/// What is typed after each key of some queries.
fn keys(queries: &[Asked]) -> impl Iterator<Item = &str> {
    let step = (queries.len() / TYPED).max(1);
    queries.iter().step_by(step).flat_map(|asked| {
        let ends = asked.query.char_indices().map(|(at, letter)| at + letter.len_utf8());
        ends.filter_map(|end| asked.query.get(..end))
    })
}

fn mean(scores: &[f64]) -> f64 {
    scores.iter().sum::<f64>() / scores.len().max(1) as f64
}

fn milliseconds<T>(work: impl FnOnce() -> T) -> f64 {
    let before = spent();
    std::hint::black_box(work());
    (spent() - before).as_secs_f64() * 1000.0
}

/// What the processor has given to this thread.
fn spent() -> Duration {
    clock_gettime(ClockId::ThreadCPUTime).try_into().unwrap_or_default()
}

fn mega(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn size_below(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let sizes = entries.map(|entry| match entry.metadata() {
        Ok(data) if data.is_dir() => size_below(&entry.path()),
        Ok(data) => usize::try_from(data.len()).unwrap_or_default(),
        Err(_) => 0,
    });
    sizes.sum()
}

fn lines(path: &str) -> Outcome<Vec<Value>> {
    let text = fs::read_to_string(path)?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

fn field(line: &Value, name: &str) -> String {
    line.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}
