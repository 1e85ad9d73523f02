//! More texts to learn from than there are dumps: excerpts, clean prose, and
//! dumps made of pages ([`crate::dumps`]).
//!
//! A dump holds a whole page. People also copy an article with a few lines
//! around it, or the article alone; what is learned has to know these, too.

use dateline::{
    clean::training::{self, Parts},
    ingest,
};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{label, labelled, learn::Document, name};

/// The sources that variants are given.
pub(crate) const SOURCES: [&str; 3] = ["excerpt", "prose", "made"];

/// Whether a document of this source was made of others.
pub(crate) fn is_made(source: &str) -> bool {
    SOURCES.contains(&source)
}

/// The most units that an excerpt has before or after its body, and one more.
const AROUND: usize = 12;

/// A dump's body with some units before and after it.
pub(crate) fn excerpt(dump: &Document) -> Option<Document> {
    let first = dump.labels.iter().position(|&label| label > 0.5)?;
    let last = dump.labels.iter().rposition(|&label| label > 0.5)?;
    let lot = usize::from(Sha256::digest(dump.id.as_bytes())[0]);
    let (before, after) = (lot % AROUND, lot / AROUND % AROUND);
    let taken = first.saturating_sub(before)..(last + 1 + after).min(dump.labels.len());
    let between = if lot.is_multiple_of(2) { "\n\n" } else { "\n" };
    let parts = read(&dump.parts.texts()[taken].join(between))?;
    let words = words(&parts);
    Some(Document {
        id: dump.id.clone(),
        source: SOURCES[0].to_owned(),
        kind: dump.kind.clone(),
        site: dump.site.clone(),
        weight: dump.weight / 2.0,
        labels: label::labels(&words, &dump.gold),
        grams: grams(&parts),
        words,
        gold: dump.gold.clone(),
        parts,
    })
}

/// A gold text by itself: body to the last line.
pub(crate) fn prose(gold: &Value) -> Option<Document> {
    let parts = read(name(gold, "text"))?;
    let words = words(&parts);
    Some(Document {
        id: name(gold, "id").to_owned(),
        source: SOURCES[1].to_owned(),
        kind: name(gold, "type").to_owned(),
        site: name(gold, "site").to_owned(),
        weight: 1.0,
        labels: vec![1.0; words.len()],
        gold: words.concat(),
        grams: grams(&parts),
        words,
        parts,
    })
}

/// A dump made of the page of a gold text.
pub(crate) fn made(id: &str, gold: &Value, dump: &str) -> Option<Document> {
    Some(labelled(id, SOURCES[2], gold, read(dump)?))
}

/// The words of each part.
pub(crate) fn words(parts: &Parts) -> Vec<Vec<String>> {
    parts.texts().iter().map(|text| label::words(text)).collect()
}

/// The numbers of each part's words and pairs of words.
pub(crate) fn grams(parts: &Parts) -> Vec<Vec<u32>> {
    parts.texts().iter().map(|text| training::grams(text)).collect()
}

fn read(text: &str) -> Option<Parts> {
    let raw = ingest::read("text", text.as_bytes()).documents.into_iter().next()?;
    Parts::of_text(raw)
}
