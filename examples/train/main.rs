//! Trains the cleaner's classifiers: which parts of a document are its article.
//!
//! `cargo run --release --example train -- page GOLD FOLDER OUT` reads the
//! gold texts in GOLD (a JSON line a document: `id`, `source`, `type`, `site`,
//! `text`) and the pages `FOLDER/ID.html`, prints how well the classifier does
//! on sites it has not seen, and writes its weights to the folder OUT. With
//! `--aside` before `page` a third of the sites is not learned from at all.
//! The same input gives the same bytes. `assets/NOTICE.md` credits the data.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "counts of words, rows and nodes are far below what the narrower types hold"
)]

mod boost;
mod label;
mod learn;
mod measure;

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write},
    path::Path,
};

use anyhow::{Context, Result, bail};
use dateline::{clean::training::Parts, ingest};
use learn::{Document, across, learn};
use measure::Agreement;
use rayon::prelude::*;
use serde_json::Value;
use sha2::{Digest, Sha256};

fn main() -> Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let aside = arguments.first().is_some_and(|first| first == "--aside");
    arguments.drain(..usize::from(aside));
    let [form, gold, folder, out] = arguments.as_slice() else {
        bail!("usage: train [--aside] page GOLD FOLDER OUT");
    };
    let documents = documents(Path::new(gold), Path::new(folder))?;
    report("gold parts", &documents, |at| documents[at].labels.clone())?;
    let judged = across(&documents);
    report("unseen sites", &documents, |at| judged[at].clone())?;
    let seen = (0..documents.len()).filter(|&at| !aside || documents[at].third != 0);
    let learned = learn(&documents, &seen.collect::<Vec<_>>());
    let out = Path::new(out);
    fs::write(out.join(format!("{form}-first.forest")), learned.first.pack())?;
    fs::write(out.join(format!("{form}-second.forest")), learned.second.pack())?;
    Ok(())
}

/// Reads the documents that have a gold text, with the features of their parts.
fn documents(gold: &Path, folder: &Path) -> Result<Vec<Document>> {
    let lines = fs::read_to_string(gold).with_context(|| gold.display().to_string())?;
    let golds: Vec<Value> = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    golds.par_iter().filter_map(|gold| document(gold, folder).transpose()).collect()
}

fn document(gold: &Value, folder: &Path) -> Result<Option<Document>> {
    let field = |name: &str| gold[name].as_str().unwrap_or_default();
    let path = folder.join(format!("{}.html", field("id")));
    let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
    let raw = ingest::read(field("id"), &bytes).documents.into_iter().next();
    Ok(raw.and_then(Parts::of_page).map(|parts| {
        let words: Vec<Vec<String>> = parts.texts().iter().map(|text| label::words(text)).collect();
        let gold_words = label::words(field("text"));
        Document {
            source: field("source").to_owned(),
            kind: field("type").to_owned(),
            third: third(field("site")),
            labels: label::labels(&words, &gold_words),
            words,
            gold: gold_words,
            parts,
        }
    }))
}

/// The third of all sites to which one belongs.
fn third(site: &str) -> u32 {
    let digest = Sha256::digest(site.as_bytes());
    digest.iter().fold(0, |sum, &byte| (sum * 256 + u32::from(byte)) % learn::THIRDS)
}

/// Prints scores by source and by kind of document when what is judged likeliest is kept.
fn report(name: &str, documents: &[Document], judge: impl Fn(usize) -> Vec<f32>) -> Result<()> {
    let mut groups: BTreeMap<String, Vec<Agreement>> = BTreeMap::new();
    for (at, document) in documents.iter().enumerate() {
        let agreement = Agreement::of(&document.gold, &kept(document, &judge(at)));
        let source = &document.source;
        for group in [format!("{source} {}", document.kind), source.clone(), "all".to_owned()] {
            groups.entry(group).or_default().push(agreement);
        }
    }
    for (group, pages) in groups {
        let [f1, precision, recall] = measure::scores(&pages);
        let count = pages.len();
        let figures = format!("n={count:4} F1 {f1:.3} P {precision:.3} R {recall:.3}");
        writeln!(io::stdout(), "{name:12} {group:20} {figures}")?;
    }
    Ok(())
}

/// The words of the parts that are kept.
fn kept(document: &Document, judged: &[f32]) -> Vec<String> {
    let kept = document.parts.kept(judged);
    let parts = document.words.iter().zip(kept).filter(|(_, kept)| *kept);
    parts.flat_map(|(words, _)| words.clone()).collect()
}
