//! How fast articles are indexed and found: `cargo bench --bench find`.
//!
//! Without arguments the articles are made here: sentences of
//! `examples/make_folder` with made-up names between them, ever new ones, so that
//! the vocabulary grows as in news. `cargo bench --bench find -- ARTICLES.jsonl
//! KEYS.jsonl` takes `{"id","title","text"}` and `{"id","query"}` lines instead.
//! Nothing is asserted. Times of keys are those that the processor gave, so that
//! other programs count little; compare rows of one run.

#[path = "../examples/make_folder/article.rs"]
mod article;

use std::{
    env, fs,
    hint::black_box,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use article::Article;
use dateline::{
    dossier::{Dossier, Query},
    model::{self, AnnotatedArticle, Corrections},
    store::{Home, Indexes},
};
use serde_json::Value;

/// Articles of a collection that is made here.
const SIZES: [usize; 3] = [1_000, 20_000, 200_000];
/// Words of an article, about 3,000 bytes.
const WORDS: usize = 450;
/// The form of an article that is a line of JSON with its plain text.
const LINE: usize = 3;
/// Articles that a search gives.
const SHOWN: usize = 20;
/// Rounds of which the best counts.
const ROUNDS: usize = 5;
/// Articles from which queries are taken.
const ASKED: usize = 40;

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    let given: Vec<PathBuf> =
        env::args_os().skip(1).map(PathBuf::from).filter(|path| path.exists()).collect();
    if let [articles, keys] = given.as_slice() {
        return measure(&mut out, read_articles(articles)?, &read_keys(keys)?);
    }
    for size in SIZES {
        let articles = made(size);
        let keys = keys_of(&articles);
        measure(&mut out, articles, &keys)?;
    }
    Ok(())
}

/// All rows for one collection.
fn measure(
    out: &mut impl Write,
    articles: Vec<Arc<AnnotatedArticle>>,
    keys: &[String],
) -> io::Result<()> {
    let count = articles.len();
    let text: usize =
        articles.iter().map(|one| one.article.text.len() + one.article.metadata.title.len()).sum();
    let dossier = Dossier::build(articles, &Corrections::default());
    let folder = tempfile::tempdir()?;
    let indexes = Indexes::of(&Home::below(folder.path()), &[folder.path().to_path_buf()]);
    let before = spent();
    let (built, time) = timed(|| indexes.index(&dossier));
    let rate = mega(text) / spent().saturating_sub(before).as_secs_f64();
    let bytes = size_below(folder.path());
    writeln!(out, "{count} articles, {:.1} MB of text", mega(text))?;
    writeln!(
        out,
        "  build       {time:>9.2?}   {rate:.1} MB/s of one core   added {}",
        built.added
    )?;
    writeln!(
        out,
        "  index       {:>6.1} MB   {:.3} of the text",
        mega(bytes),
        mega(bytes) / mega(text)
    )?;
    let (kept, time) = timed(|| indexes.index(&dossier));
    writeln!(out, "  open        {time:>9.2?}   added {}", kept.added)?;
    dossier.index_with(|| kept.index);
    let first = keys.iter().map(|key| search(&dossier, key)).collect();
    keyed(out, "each key", first)?;
    let best = |key: &String| (0..ROUNDS).map(|_| search(&dossier, key)).min().unwrap_or_default();
    keyed(out, "best of 5", keys.iter().map(best).collect())?;
    writeln!(out, "  memory      {:>6.1} MB   (with all texts)", mega(memory()))
}

/// What a search took of the processor.
fn search(dossier: &Dossier, typed: &str) -> Duration {
    let start = spent();
    black_box(dossier.search(&Query::parse(typed), &[], SHOWN));
    spent().saturating_sub(start)
}

/// What the processor has given to this thread, whatever else it did.
fn spent() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(time).unwrap_or_default()
}

fn keyed(out: &mut impl Write, name: &str, mut times: Vec<Duration>) -> io::Result<()> {
    times.sort();
    let at = |percent: usize| {
        times.get((times.len() * percent / 100).min(times.len() - 1)).copied().unwrap_or_default()
    };
    writeln!(
        out,
        "  {name:<10}  p50 {:>9.2?}   p90 {:>9.2?}   p99 {:>9.2?}   most {:>9.2?}",
        at(50),
        at(90),
        at(99),
        at(100)
    )
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed())
}

fn mega(bytes: usize) -> f64 {
    u32::try_from(bytes / 1000).map(f64::from).unwrap_or_default() / 1000.0
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

/// The most memory that this process has used, where the system says.
fn memory() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap_or_default() * 1024
}

fn read_articles(path: &Path) -> io::Result<Vec<Arc<AnnotatedArticle>>> {
    let text = fs::read_to_string(path)?;
    let lines = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    Ok(lines
        .map(|line| made_of(field(&line, "id"), field(&line, "title"), field(&line, "text")))
        .collect())
}

fn read_keys(path: &Path) -> io::Result<Vec<String>> {
    let text = fs::read_to_string(path)?;
    let lines = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    Ok(lines.map(|line| field(&line, "query")).collect())
}

fn field(line: &Value, name: &str) -> String {
    line.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn made_of(id: String, title: String, text: String) -> Arc<AnnotatedArticle> {
    let metadata = model::Metadata { title, ..model::Metadata::default() };
    let origin = model::Origin { hash: id.clone(), ..model::Origin::default() };
    let article = model::Article { id, origin, metadata, text, ..model::Article::default() };
    Arc::new(AnnotatedArticle { article, ..AnnotatedArticle::default() })
}

/// Articles with names between their sentences, some of them new in each.
fn made(count: usize) -> Vec<Arc<AnnotatedArticle>> {
    let mut names = Names::default();
    let one = |number: usize| {
        let line =
            serde_json::from_str(&Article::new(number, WORDS).print(LINE).1).unwrap_or_default();
        let (title, text) = (field(&line, "title"), field(&line, "text"));
        let text: Vec<String> =
            text.split(". ").map(|sentence| format!("{sentence}, said {}", names.next())).collect();
        made_of(number.to_string(), title, text.join(". "))
    };
    (0..count).map(one).collect()
}

/// Made-up names: mostly old ones, the more often the earlier, now and then a new one.
#[derive(Default)]
struct Names {
    known: usize,
    state: u64,
}

impl Names {
    fn next(&mut self) -> String {
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let chance = usize::try_from(self.state >> 40).unwrap_or_default();
        if chance % 16 == 0 || self.known == 0 {
            self.known += 1;
            return name(self.known);
        }
        name(chance % self.known % (chance / 7 % self.known + 1))
    }
}

const SYLLABLES: [&str; 16] = [
    "ka", "ro", "ben", "mar", "tu", "shi", "van", "der", "lin", "pa", "vik", "sul", "tan", "ez",
    "wen", "fi",
];

fn name(number: usize) -> String {
    let mut left = number.wrapping_mul(2_654_435_761) % (1 << 24) + (1 << 24);
    let mut name = String::new();
    while left > 0 && name.len() < 12 {
        name.push_str(SYLLABLES[left % 16]);
        left /= 16;
    }
    name
}

/// What is typed for some articles, key by key: two words of each, one misspelt.
fn keys_of(articles: &[Arc<AnnotatedArticle>]) -> Vec<String> {
    let step = (articles.len() / ASKED).max(1);
    let mut keys = Vec::new();
    for article in articles.iter().step_by(step) {
        let words: Vec<&str> = article
            .article
            .text
            .split(' ')
            .filter(|word| word.len() > 5 && word.is_ascii())
            .collect();
        let (Some(one), Some(other)) = (words.get(3), words.get(words.len() / 2)) else { continue };
        let typed = format!("{} {}", one.replacen(['e', 'o'], "", 1), other).to_lowercase();
        keys.extend((1..=typed.len()).filter_map(|end| typed.get(..end).map(ToOwned::to_owned)));
    }
    keys
}
