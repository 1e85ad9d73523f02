//! Trains what the program has learned: the tagger of names ([`entities`]) and
//! the cleaner's classifiers, which parts of a document are its article.
//!
//! `cargo run --release --example train -- page GOLD FOLDER OUT` reads the
//! gold texts in GOLD (a JSON line a document: `id`, `source`, `type`, `site`,
//! `text`) and the pages `FOLDER/ID.html`; with `text` for `page` the dumps
//! `FOLDER/ID.txt`, where ID is a page's name, `~`, and how it was laid out.
//! With the pages' folder as one more argument it learns from dumps that it
//! makes of the pages, too, where GOLD has none in that layout. It prints how
//! well the classifier does on sites it has not seen, and writes its weights to
//! the folder OUT. With `--aside` before `page` a third of the sites is not
//! learned from at all.
//! The same input gives the same bytes. `assets/NOTICE.md` credits the data.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "counts of words, rows and nodes are far below what the narrower types hold"
)]

mod boost;
mod descent;
mod dumps;
mod entities;
mod label;
mod learn;
mod lots;
mod measure;
mod network;
mod variants;
mod votes;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use dateline::{
    clean::training::Parts,
    ingest::{self, RawDocument},
};
use learn::{Document, Growth, across, learn, third};
use measure::Agreement;
use rayon::prelude::*;
use serde_json::Value;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [form, data, out] if form == "words" => entities::words(Path::new(data), Path::new(out)),
        [form, data, out] if form == "entities" => {
            entities::weights(Path::new(data), Path::new(out))
        }
        _ => cleaner(arguments),
    }
}

fn cleaner(mut arguments: Vec<String>) -> Result<()> {
    let aside = arguments.first().is_some_and(|first| first == "--aside");
    arguments.drain(..usize::from(aside));
    let (form, gold, folder, out, pages) = match arguments.as_slice() {
        [form, gold, folder, out] => (Form::of(form)?, gold, folder, out, None),
        [form, gold, folder, out, pages] if form == "text" => {
            (Form::Text, gold, folder, out, Some(Path::new(pages)))
        }
        _ => bail!(
            "usage: train [--aside] page GOLD FOLDER OUT, train [--aside] text GOLD FOLDER OUT [PAGES], \
             or train words|entities DATA OUT"
        ),
    };
    let mut documents = documents(form, Path::new(gold), Path::new(folder), pages)?;
    ensure!(width(&documents) <= boost::LEAF, "more features than a packed forest can tell apart");
    report("gold parts", &documents, |at| documents[at].labels.clone())?;
    let judged = across(&mut documents, form.growth());
    report("unseen sites", &documents, |at| judged[at].clone())?;
    let seen = (0..documents.len()).filter(|&at| !aside || third(&documents[at].site, 0) != 0);
    let seen: Vec<usize> = seen.collect();
    let learned = learn(&mut documents, &seen, form.growth());
    let out = Path::new(out);
    if let Form::Text = form {
        fs::write(out.join("text.wording"), learned.votes.pack())?;
    }
    for (number, pair) in (1..).zip(&learned.pairs) {
        let path = |which| out.join(format!("{}-{number}-{which}.forest", form.name()));
        fs::write(path("first"), pair.first.pack())?;
        fs::write(path("second"), pair.second.pack())?;
    }
    if let Some(networks) = learned.taught.pack() {
        fs::write(out.join(format!("{}.networks", form.name())), networks)?;
    }
    Ok(())
}

/// The most features of a part.
fn width(documents: &[Document]) -> usize {
    let row = |document: &Document| {
        let sure = vec![1.0; document.words.len()];
        document.parts.second(&sure).next().map_or(0, |(_, row)| row.len())
    };
    documents.iter().map(row).max().unwrap_or_default()
}

/// What is learned from.
#[derive(Clone, Copy)]
enum Form {
    Page,
    Text,
}

impl Form {
    fn of(name: &str) -> Result<Self> {
        match name {
            "page" => Ok(Self::Page),
            "text" => Ok(Self::Text),
            _ => bail!("neither `page` nor `text`: {name}"),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Text => "text",
        }
    }

    fn growth(self) -> &'static Growth {
        match self {
            Self::Page => &learn::PAGES,
            Self::Text => &learn::TEXTS,
        }
    }

    fn parts(self, raw: RawDocument) -> Option<Parts> {
        match self {
            Self::Page => Parts::of_page(raw),
            Self::Text => Parts::of_text(raw),
        }
    }

    fn path(self, folder: &Path, id: &str) -> PathBuf {
        folder.join(match self {
            Self::Page => format!("{id}.html"),
            Self::Text => format!("{id}.txt"),
        })
    }
}

/// Reads the documents that have a gold text, with the features of their
/// parts; of texts with their variants, and what dumps of their pages lack.
fn documents(
    form: Form,
    gold: &Path,
    folder: &Path,
    pages: Option<&Path>,
) -> Result<Vec<Document>> {
    let lines = fs::read_to_string(gold).with_context(|| gold.display().to_string())?;
    let golds: Vec<Value> = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let read = |gold: &Value| document(form, gold, folder).transpose();
    let mut documents: Vec<Document> = golds.par_iter().filter_map(read).collect::<Result<_>>()?;
    let once = by_page(&golds);
    if let (Form::Text, Some(pages)) = (form, pages) {
        documents.extend(lacking(&documents, &once, pages)?);
    }
    share_weight(&mut documents);
    if let Form::Text = form {
        let excerpts: Vec<Document> = documents.par_iter().filter_map(variants::excerpt).collect();
        documents.extend(excerpts);
        documents.extend(once.into_iter().filter_map(variants::prose));
    }
    Ok(documents)
}

/// The first gold text of each page.
fn by_page(golds: &[Value]) -> Vec<&Value> {
    let mut pages = BTreeSet::new();
    golds.iter().filter(|gold| pages.insert(page(name(gold, "id")).to_owned())).collect()
}

/// Dumps of pages in the layouts of which there is none.
fn lacking(documents: &[Document], golds: &[&Value], pages: &Path) -> Result<Vec<Document>> {
    let there: BTreeSet<&str> = documents.iter().map(|document| document.id.as_str()).collect();
    let mut made = Vec::new();
    for gold in golds {
        let page = page(name(gold, "id"));
        let path = pages.join(format!("{page}.html"));
        let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
        for (layout, of) in dumps::LAYOUTS {
            let id = format!("{page}~{layout}");
            if !there.contains(id.as_str()) {
                let dump = dumps::dump(&bytes, of);
                made.extend(dump.and_then(|dump| variants::made(&id, gold, &dump)));
            }
        }
    }
    Ok(made)
}

/// A field of a line of gold.
fn name<'a>(gold: &'a Value, field: &str) -> &'a str {
    gold[field].as_str().unwrap_or_default()
}

/// The page that a document was made of.
fn page(id: &str) -> &str {
    id.split('~').next().unwrap_or(id)
}

/// Lets the dumps of a page count as much as one document.
fn share_weight(documents: &mut [Document]) {
    let mut copies: BTreeMap<String, f32> = BTreeMap::new();
    for document in &*documents {
        *copies.entry(page(&document.id).to_owned()).or_default() += 1.0;
    }
    for document in documents {
        document.weight = 1.0 / copies[page(&document.id)];
    }
}

fn document(form: Form, gold: &Value, folder: &Path) -> Result<Option<Document>> {
    let path = form.path(folder, name(gold, "id"));
    let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
    let raw = ingest::read(name(gold, "id"), &bytes).documents.into_iter().next();
    let parts = raw.and_then(|raw| form.parts(raw));
    Ok(parts.map(|parts| labelled(name(gold, "id"), name(gold, "source"), gold, parts)))
}

/// A document with what its gold says of its parts.
pub(crate) fn labelled(id: &str, source: &str, gold: &Value, parts: Parts) -> Document {
    let words = variants::words(&parts);
    let gold_words = label::words(name(gold, "text"));
    Document {
        id: id.to_owned(),
        source: source.to_owned(),
        kind: name(gold, "type").to_owned(),
        site: name(gold, "site").to_owned(),
        weight: 1.0,
        labels: label::labels(&words, &gold_words),
        grams: variants::grams(&parts),
        words,
        gold: gold_words,
        parts,
    }
}

/// Prints scores by source and by kind of document when what is judged likeliest is kept.
fn report(name: &str, documents: &[Document], judge: impl Fn(usize) -> Vec<f32>) -> Result<()> {
    let mut groups: BTreeMap<String, Vec<Agreement>> = BTreeMap::new();
    for (at, document) in documents.iter().enumerate() {
        let agreement = Agreement::of(&document.gold, &kept(document, &judge(at)));
        let source = &document.source;
        let mut names = vec![format!("{source} {}", document.kind), source.clone()];
        if !variants::is_made(source) {
            names.extend(document.id.split_once('~').map(|(_, layout)| layout.to_owned()));
            names.push("all".to_owned());
        }
        for group in names {
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
