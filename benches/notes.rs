//! What notes cost, as a small table: `cargo bench --bench notes`.
//!
//! A log of 10,000 notes on 1,000 articles is read, added up and put on its
//! articles; 1,000 notes of one article of 20,000 words are made, and found again
//! after it changed in one way or another; one note is added. Nothing is asserted. Times
//! are those that the processor gave, except where the disk is waited for.

#[path = "../examples/make_folder/article.rs"]
mod article;

use std::{
    hint::black_box,
    io::{self, Write},
    time::{Duration, Instant},
};

use article::Article as Made;
use dateline::{
    model::{Article, Origin, Span},
    note::{Act, ArticleKey, Haystack, Note, NoteAnchor, Notebook, ParsedLog, Record},
    store::{Home, Log},
};

/// Articles that share the notes of the log, and how many each has.
const ARTICLES: usize = 1_000;
const NOTES_EACH: usize = 10;
/// Words of one of these articles.
const WORDS: usize = 450;
/// Words of the long article, and how many notes it has.
const LONG: usize = 20_000;
const NOTES: usize = 1_000;
/// Acts that are added one after the other; the median counts.
const ADDED: usize = 21;
/// Rounds of which the best counts.
const ROUNDS: usize = 5;

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    opening(&mut out)?;
    changed(&mut out)?;
    adding(&mut out)
}

/// A row: what was done, how much of the processor it took, and what came of it.
fn row(out: &mut impl Write, name: &str, took: Duration, what: &str) -> io::Result<()> {
    writeln!(out, "{name:<34} {took:>9.2?}   {what}")
}

/// The best of some rounds, by the processor's time, and what came of the last.
fn best<T>(mut work: impl FnMut() -> T) -> (T, Duration) {
    let mut round = || {
        let start = spent();
        let done = black_box(work());
        (done, spent().saturating_sub(start))
    };
    let (mut done, mut least) = round();
    for _ in 1..ROUNDS {
        let (next, took) = round();
        (done, least) = (next, least.min(took));
    }
    (done, least)
}

/// What the processor has given to this thread, whatever else it did.
fn spent() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(time).unwrap_or_default()
}

/// What opening a dossier of 10,000 notes takes more than without them.
fn opening(out: &mut impl Write) -> io::Result<()> {
    let articles: Vec<Article> = (0..ARTICLES).map(|number| plain(number, WORDS)).collect();
    let records: Vec<Record> = articles
        .iter()
        .flat_map(|article| anchors(article, NOTES_EACH).into_iter().map(|it| note(article, it)))
        .enumerate()
        .map(|(number, note)| record(number, note))
        .collect();
    let log: String = records.iter().map(|record| record.to_line() + "\n").collect();
    let (parsed, took) = best(|| ParsedLog::parse(&log));
    row(out, "read the log", took, &format!("{} notes", parsed.records.len()))?;
    let (notebook, took) = best(|| Notebook::replay(parsed.records.clone()));
    row(out, "build the notebook", took, &format!("{} notes", notebook.notes.len()))?;
    let (shelves, took) = best(|| notebook.shelves(&articles));
    row(out, "give them to their articles", took, &format!("{} articles", shelves.of.len()))?;
    let noted: Vec<(&Article, Vec<&NoteAnchor>)> = articles
        .iter()
        .zip(&shelves.of)
        .map(|(article, notes)| (article, notes.iter().map(|note| &note.anchor).collect()))
        .collect();
    let (found, took) = best(|| {
        noted.iter().map(|(article, anchors)| found(&article.text, anchors)).sum::<usize>()
    });
    row(out, "find them where they were", took, &format!("{found} found"))
}

/// What makes a new text of an old one.
type Change = fn(&str) -> String;

/// The notes of a long article, found again after it changed.
fn changed(out: &mut impl Write) -> io::Result<()> {
    let article = plain(ARTICLES, LONG);
    let (anchors, took) = best(|| anchors(&article, NOTES));
    row(out, &format!("make {NOTES}"), took, &format!("{LONG} words"))?;
    let anchors: Vec<&NoteAnchor> = anchors.iter().collect();
    let ways: [(&str, Change); 6] = [
        ("unchanged", str::to_owned),
        ("lines wrapped anew", rewrapped),
        ("paragraphs moved", moved),
        ("each eighth word another", edited),
        ("all of these", |text| moved(&edited(&rewrapped(text)))),
        ("another article", |_| plain(ARTICLES + 1, LONG).text),
    ];
    for (name, change) in ways {
        let text = change(&article.text);
        let (count, took) = best(|| found(&text, &anchors));
        row(out, &format!("find {NOTES}: {name}"), took, &format!("{count} found"))?;
    }
    Ok(())
}

fn found(text: &str, anchors: &[&NoteAnchor]) -> usize {
    let places = Haystack::of(text).places(anchors);
    places.into_iter().filter_map(dateline::note::Place::found).count()
}

/// Adding one note to a log, with and without the wait for the disk.
fn adding(out: &mut impl Write) -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let mut log = Log::open(&Home::default(), &[folder.path().to_owned()]).log;
    let article = plain(0, WORDS);
    let note = anchors(&article, 1).into_iter().map(|it| note(&article, it)).next();
    let act =
        Act::Note { note: note.unwrap_or_else(|| self::note(&article, NoteAnchor::default())) };
    let mut times = Vec::new();
    for _ in 0..ADDED {
        let (start, clock) = (spent(), Instant::now());
        log.append(std::slice::from_ref(&act)).map_err(io::Error::other)?;
        times.push((spent().saturating_sub(start), clock.elapsed()));
    }
    times.sort();
    let (took, waited) = times.get(ADDED / 2).copied().unwrap_or_default();
    row(out, "add one", took, &format!("{waited:.2?} until it is on disk"))
}

/// An article of plain paragraphs, with a name of its own in each sentence.
fn plain(number: usize, words: usize) -> Article {
    let line = Made::new(number, words).print(3).1;
    let line: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
    let text = line.get("text").and_then(serde_json::Value::as_str).unwrap_or_default();
    let sentences = text.split(". ").enumerate();
    let named =
        sentences.map(|(at, sentence)| format!("{sentence}, as {} wrote", name(number + at)));
    let text = named.collect::<Vec<_>>().join(". ");
    let origin = Origin { hash: format!("{number:064}"), ..Origin::default() };
    Article { id: number.to_string(), origin, text, ..Article::default() }
}

/// A made-up name, the same for the same number.
fn name(number: usize) -> String {
    const SYLLABLES: [&str; 8] = ["ka", "ron", "be", "mar", "tus", "shi", "van", "del"];
    let mut left = number.wrapping_mul(2_654_435_761) % (1 << 15);
    let mut name = String::from("M");
    while left > 0 {
        name.push_str(SYLLABLES.get(left % SYLLABLES.len()).copied().unwrap_or_default());
        left /= SYLLABLES.len();
    }
    name
}

/// Anchors of so many quotes, from three words to a few sentences, evenly over an article.
fn anchors(article: &Article, count: usize) -> Vec<NoteAnchor> {
    let words: Vec<Span> = words(&article.text);
    let haystack = Haystack::of(&article.text);
    let step = (words.len() / (count + 1)).max(1);
    (0..count)
        .filter_map(|number| {
            let first = words.get(number * step)?;
            let last = words.get(number * step + 2 + number * 7 % 40).or(words.last())?;
            let span = Span::new(first.start, last.end);
            Some(NoteAnchor::made_in(&haystack, article, span))
        })
        .collect()
}

fn words(text: &str) -> Vec<Span> {
    let mut at = 0;
    let words = text.split_inclusive(char::is_whitespace).map(|word| {
        let start = at;
        at += word.len();
        Span::new(start, start + word.trim_end().len())
    });
    words.filter(|word| !word.is_empty()).collect()
}

fn note(article: &Article, anchor: NoteAnchor) -> Note {
    Note {
        id: String::new(),
        article: ArticleKey::of(article),
        anchor,
        colour: dateline::note::Colour::default(),
        text: "To be looked at again.".to_owned(),
        tags: vec!["later".to_owned()],
        created: String::new(),
        modified: String::new(),
    }
}

fn record(number: usize, note: Note) -> Record {
    let time =
        format!("2026-01-{:02}T{:02}:{:02}:00Z", 1 + number / 1440, number / 60 % 24, number % 60);
    let id = dateline::note::note_id(number as u128);
    let note = Note { id, created: time.clone(), modified: time.clone(), ..note };
    Record { id: dateline::note::record_id(number as u128), time, act: Act::Note { note } }
}

/// The text in lines of about 70 letters.
fn rewrapped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut column = 0;
    for word in text.split(' ') {
        let apart = if column > 70 { '\n' } else { ' ' };
        column = if column > 70 { 0 } else { column } + word.len() + 1;
        out.push_str(word);
        out.push(apart);
    }
    out
}

/// The paragraphs in another order: every third one stands at the end.
fn moved(text: &str) -> String {
    let paragraphs = || text.split("\n\n").enumerate();
    let stay = paragraphs().filter(|(at, _)| at % 3 != 1);
    let go = paragraphs().filter(|(at, _)| at % 3 == 1);
    stay.chain(go).map(|(_, paragraph)| paragraph).collect::<Vec<_>>().join("\n\n")
}

/// The text with each eighth word another.
fn edited(text: &str) -> String {
    let words = text.split(' ').enumerate();
    let words = words.map(|(at, word)| if at % 8 == 5 { "otherwise" } else { word });
    words.collect::<Vec<_>>().join(" ")
}
