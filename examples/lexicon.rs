//! Rebuilds the derived tables of `assets/lexicon`: names, common words, and
//! names that news of the past decades uses often.
//!
//! `cargo run --example lexicon -- DATA OUT` reads `gazetteer.tsv` and
//! `gmb-silver-train.{docs,gold}.jsonl` in the folder DATA and writes
//! `names.tsv`, `common.txt` and `news.tsv` to the folder OUT. The same input
//! gives the same bytes. `assets/NOTICE.md` credits the sources.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result};
use dateline::{
    fold::fold,
    model::{CodePoints, Span},
};
use serde_json::Value;

/// Classes of the gazetteer that are kept, with their letter.
const CLASSES: [(&str, char); 5] =
    [("given-name", 'g'), ("common-surname", 's'), ("city", 'c'), ("country", 'k'), ("norp", 'n')];

/// Kinds of labels that are kept, with their letter.
const LABELS: [(&str, char); 5] =
    [("PER", 'p'), ("ORG", 'o'), ("LOC", 'l'), ("NORP", 'n'), ("EVENT", 'e')];

/// Least lower-case uses of a common word.
const COMMON_USES: usize = 1;

/// Least uses of a name of the news, and its least share of uses as one kind.
const NEWS_USES: usize = 4;
const NEWS_SHARE: f64 = 0.8;

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let data = arguments.next().context("no data folder is given")?;
    let out = arguments.next().context("no output folder is given")?;
    let (data, out) = (Path::new(&data), Path::new(&out));
    let texts = texts(&data.join("gmb-silver-train.docs.jsonl"))?;
    let gazetteer = fs::read_to_string(data.join("gazetteer.tsv"))?;
    fs::write(out.join("names.tsv"), names(&gazetteer))?;
    fs::write(out.join("common.txt"), common(&texts))?;
    let gold = fs::read_to_string(data.join("gmb-silver-train.gold.jsonl"))?;
    fs::write(out.join("news.tsv"), news(&gold, &texts)?)?;
    Ok(())
}

fn texts(path: &Path) -> Result<BTreeMap<String, String>> {
    let mut texts = BTreeMap::new();
    for line in fs::read_to_string(path)?.lines() {
        let document: Value = serde_json::from_str(line)?;
        if let (Some(id), Some(text)) = (document["id"].as_str(), document["text"].as_str()) {
            texts.insert(id.to_owned(), text.to_owned());
        }
    }
    Ok(texts)
}

/// Lines of a folded name and the letters of its classes.
fn names(gazetteer: &str) -> String {
    let mut table: BTreeMap<String, String> = BTreeMap::new();
    for (name, classes) in gazetteer.lines().filter_map(|line| line.split_once('\t')) {
        for class in classes.split(',') {
            let Some((_, letter)) = CLASSES.iter().find(|(known, _)| *known == class) else {
                continue;
            };
            let letters = table.entry(fold(name)).or_default();
            if !letters.contains(*letter) {
                letters.push(*letter);
            }
        }
    }
    let lines: Vec<String> =
        table.into_iter().map(|(name, letters)| format!("{name}\t{letters}\n")).collect();
    lines.concat()
}

/// Words that are written in lower case more often than not, one a line.
fn common(texts: &BTreeMap<String, String>) -> String {
    let mut uses: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for line in texts.values().flat_map(|text| text.lines()) {
        let words = line.split(|character: char| !character.is_alphabetic()).skip(1);
        for word in words.filter(|word| word.chars().count() > 1) {
            let count = uses.entry(fold(word)).or_default();
            if word.chars().any(char::is_uppercase) {
                count.1 += 1;
            } else {
                count.0 += 1;
            }
        }
    }
    let common =
        uses.into_iter().filter(|(_, (lower, upper))| *lower >= COMMON_USES && lower > upper);
    common.map(|(word, _)| word + "\n").collect()
}

/// Lines of a folded name and the letter of the kind that it nearly always has.
fn news(gold: &str, texts: &BTreeMap<String, String>) -> Result<String> {
    let mut uses: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for line in gold.lines() {
        let document: Value = serde_json::from_str(line)?;
        let Some(text) = document["id"].as_str().and_then(|id| texts.get(id)) else { continue };
        let points = CodePoints::of(text);
        for entity in document["entities"].as_array().into_iter().flatten() {
            let name = fold(span(&points, entity).cut(text));
            let name = name.strip_prefix("the ").unwrap_or(&name);
            let name = name.strip_suffix("'s").unwrap_or(name).to_owned();
            let label = entity["label"].as_str().unwrap_or_default().to_owned();
            *uses.entry(name).or_default().entry(label).or_default() += 1;
        }
    }
    Ok(uses.iter().filter_map(|(name, labels)| news_line(name, labels)).collect())
}

fn span(points: &CodePoints<'_>, entity: &Value) -> Span {
    let place = |field: &str| entity[field].as_u64().and_then(|at| usize::try_from(at).ok());
    points.bytes(place("start").unwrap_or_default(), place("end").unwrap_or_default())
}

#[allow(clippy::cast_precision_loss, reason = "counts are small")]
fn news_line(name: &str, labels: &BTreeMap<String, usize>) -> Option<String> {
    let total: usize = labels.values().sum();
    let (label, most) = labels.iter().max_by_key(|(_, uses)| **uses)?;
    let letter = LABELS.iter().find(|(known, _)| known == label)?.1;
    let is_steady = *most >= NEWS_USES && *most as f64 >= total as f64 * NEWS_SHARE;
    let is_name = name.chars().count() > 1 && !name.contains(|c: char| c.is_ascii_digit());
    (is_steady && is_name).then(|| format!("{name}\t{letter}\n"))
}
