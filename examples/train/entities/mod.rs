//! Trains the tagger of names.
//!
//! `train -- words DATA OUT` packs the table of words (`word-clusters.tsv`,
//! `gazetteer.tsv`); the program has to be built anew with it before
//! `train -- entities DATA OUT` learns the weights from the labelled texts.
//! Both write to the folder OUT; the same input gives the same bytes. Texts
//! are also learned from in capitals and as headlines are written, so that
//! names are found there.

mod chain;
mod corpus;
mod pack;

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use anyhow::Result;
use chain::{Chain, Sequence};
use corpus::{Casing, Document};
use rayon::prelude::*;

/// The labelled texts that are learned from.
const SETS: [&str; 4] = ["gmb-silver-train", "wikigold-train", "btc-train", "wnut17-train"];

/// Of how many documents one is learned from in capitals, and another as a headline.
const RECASED: usize = 12;

/// Of how many documents one is left out for the report.
const UNSEEN: usize = 10;

/// Packs the table of words.
pub(crate) fn words(data: &Path, out: &Path) -> Result<()> {
    let clusters = fs::read_to_string(data.join("word-clusters.tsv"))?;
    let gazetteer = fs::read_to_string(data.join("gazetteer.tsv"))?;
    fs::write(out.join("words.table"), pack::words(&clusters, &gazetteer))?;
    Ok(())
}

/// Learns the weights, and prints first how weights do that were learned from
/// nine tenths of each set, on the last tenth.
pub(crate) fn weights(data: &Path, out: &Path) -> Result<()> {
    let sets: Vec<Vec<Document>> =
        SETS.iter().map(|name| corpus::read(data, name)).collect::<Result<_>>()?;
    let partly = Chain::learn(&sequences(&sets, |at| at % UNSEEN != 0));
    for (name, documents) in SETS.iter().zip(&sets) {
        let unseen: Vec<&Document> = documents.iter().step_by(UNSEEN).collect();
        let counts = unseen.par_iter().map(|document| corpus::counts(document, &partly));
        let [right, found, wanted] =
            counts.reduce(|| [0.0; 3], |one, other| [0, 1, 2].map(|at| one[at] + other[at]));
        let [precision, recall] = [right / found, right / wanted];
        let f1 = 2.0 * precision * recall / (precision + recall);
        let figures = format!("F1 {f1:.3} P {precision:.3} R {recall:.3}");
        writeln!(io::stdout(), "{name:18} n={wanted:5} {figures}")?;
    }
    let chain = Chain::learn(&sequences(&sets, |_| true));
    fs::write(out.join("names.weights"), pack::weights(&chain))?;
    Ok(())
}

/// What is learned from: the documents of each set that `taken` picks, some recased besides.
fn sequences(sets: &[Vec<Document>], taken: impl Fn(usize) -> bool) -> Vec<Sequence> {
    let mut documents = Vec::new();
    for set in sets {
        for (at, document) in set.iter().enumerate().filter(|(at, _)| taken(*at)) {
            documents.push((document, Casing::AsIs));
            match at % RECASED {
                1 => documents.push((document, Casing::Capitals)),
                2 => documents.push((document, Casing::Headline)),
                _ => {}
            }
        }
    }
    let sequences = documents.par_iter().map(|(document, casing)| document.sequences(*casing));
    sequences.flatten().collect()
}
