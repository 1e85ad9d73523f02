//! Dateline's cleaning beside its peers, as a small table; see `README.md`.
//!
//! Every engine reads the same pages in the same run, a round of each in turn,
//! and the middle round counts. On one core it is the time that the processor
//! gave: what else runs disturbs it less. Peak memory is measured apart: the program
//! runs itself once for each engine, which then reads page after page.

use std::{
    env, fs,
    hint::black_box,
    io,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use dom_smoothie::Readability;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rustix::time::{ClockId, clock_gettime};
use scraper::Html;

/// Rounds that count, after one that only warms up.
const ROUNDS: usize = 7;

/// Something that takes the article out of a page.
struct Engine {
    name: &'static str,
    run: fn(&[u8]),
}

/// The engines by their rows; the first is what none can be faster than.
const ENGINES: [Engine; 3] = [
    Engine { name: "scraper (parse only)", run: parse },
    Engine { name: "dateline", run: dateline },
    Engine { name: "dom_smoothie", run: dom_smoothie },
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [folder] => table(Path::new(folder))?,
        [folder, engine] => println!("{}", peak(Path::new(folder), engine)?),
        _ => return Err("usage: peers FOLDER".into()),
    }
    Ok(())
}

fn parse(page: &[u8]) {
    black_box(Html::parse_document(&String::from_utf8_lossy(page)));
}

fn dateline(page: &[u8]) {
    for document in dateline::ingest::read("page", page).documents {
        black_box(dateline::clean::clean(document));
    }
}

fn dom_smoothie(page: &[u8]) {
    let article = Readability::new(String::from_utf8_lossy(page).as_ref(), None, None)
        .and_then(|mut readability| readability.parse());
    // A page without an article is an answer, too.
    let _ = black_box(article);
}

/// Measures everything and prints it.
fn table(folder: &Path) -> io::Result<()> {
    let pages: Vec<Vec<u8>> = files(folder)?.iter().map(fs::read).collect::<io::Result<_>>()?;
    let size: usize = pages.iter().map(Vec::len).sum();
    let largest = pages.iter().map(Vec::len).max().unwrap_or_default();
    println!("{} pages, {:.1} MB, the largest {:.1} MB", pages.len(), mega(size), mega(largest));
    println!("{:<24}{:>10}{:>8}{:>8}{:>14}", "one core", "pages/s", "MB/s", "time", "peak memory");
    let [one_core, all_cores] = times(&pages);
    for (engine, time) in ENGINES.iter().zip(one_core) {
        let pace = pace(&pages, size, time, one_core[0]);
        println!("{:<24}{pace}{:>11} MB", engine.name, peak_of(folder, engine)?);
    }
    println!("every core ({})", rayon::current_num_threads());
    for (engine, time) in ENGINES.iter().zip(all_cores) {
        println!("{:<24}{}", engine.name, pace(&pages, size, time, all_cores[0]));
    }
    Ok(())
}

/// Pages and megabytes a second, and the time as a multiple of another.
fn pace(pages: &[Vec<u8>], size: usize, time: Duration, unit: Duration) -> String {
    let seconds = time.as_secs_f64();
    let rates = [pages.len() as f64 / seconds, mega(size) / seconds];
    format!("{:>10.1}{:>8.1}{:>7.2}x", rates[0], rates[1], seconds / unit.as_secs_f64())
}

fn mega(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// The middle time of each engine over all pages, on one core and on all.
fn times(pages: &[Vec<u8>]) -> [[Duration; ENGINES.len()]; 2] {
    let mut rounds: [[Vec<Duration>; ENGINES.len()]; 2] = Default::default();
    for round in 0..=ROUNDS {
        for (at, engine) in ENGINES.iter().enumerate() {
            let one_core = timed_alone(|| pages.iter().for_each(|page| (engine.run)(page)));
            let all_cores = timed(|| pages.par_iter().for_each(|page| (engine.run)(page)));
            if round > 0 {
                rounds[0][at].push(one_core);
                rounds[1][at].push(all_cores);
            }
        }
    }
    rounds.map(|cores| cores.map(middle))
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// The time that the processor gave to this thread for some work.
fn timed_alone(work: impl FnOnce()) -> Duration {
    let start = given();
    work();
    given().saturating_sub(start)
}

/// The time that the processor has given to this thread so far.
fn given() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::try_from(time).unwrap_or_default()
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// The peak memory of a process that runs one engine, in megabytes; `?` where the system doesn't tell.
fn peak_of(folder: &Path, engine: &Engine) -> io::Result<String> {
    let output = Command::new(env::current_exe()?).arg(folder).arg(engine.name).output()?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs one engine over a folder, a page at a time, and gives this process's peak memory.
fn peak(folder: &Path, name: &str) -> io::Result<String> {
    let engine = ENGINES.iter().find(|engine| engine.name == name).unwrap_or(&ENGINES[0]);
    for file in files(folder)? {
        (engine.run)(&fs::read(file)?);
    }
    Ok(high_water_mark().map_or("?".to_owned(), |kilobytes| format!("{:.0}", kilobytes / 1024.0)))
}

/// The most memory this process has had, in kilobytes.
fn high_water_mark() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// The files of a folder, sorted.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut files: Vec<PathBuf> = entries.collect::<io::Result<_>>()?;
    files.retain(|path| path.is_file());
    files.sort();
    Ok(files)
}
