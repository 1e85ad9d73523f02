//! Labelled texts as sequences of features and labels.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result};
use dateline::{
    annotate::training::{Label, Part, Rows, sample},
    clean::clean,
    ingest,
    model::{Article, CodePoints, EntityKind, Span},
};
use rayon::prelude::*;
use serde_json::Value;

use super::chain::{Chain, Sequence};

/// A text with its names.
pub(crate) struct Document {
    article: Article,
    names: Vec<(Span, EntityKind)>,
}

/// How a text is written when it is learned from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Casing {
    AsIs,
    Capitals,
    Headline,
}

/// Reads the set of a name.
pub(crate) fn read(data: &Path, name: &str) -> Result<Vec<Document>> {
    let mut golds = BTreeMap::new();
    for gold in lines(&data.join(format!("{name}.gold.jsonl")))? {
        golds.insert(gold["id"].to_string(), gold);
    }
    let texts = lines(&data.join(format!("{name}.docs.jsonl")))?;
    let document = |text: &Value| {
        let raw = ingest::read(name, text.to_string().as_bytes()).documents.into_iter().next();
        let article = raw.map(clean).context("a line that is no document")?;
        let names = names(&article.text, golds.get(&text["id"].to_string()).unwrap_or(text));
        Ok(Document { article, names })
    };
    texts.par_iter().map(document).collect()
}

fn lines(path: &Path) -> Result<Vec<Value>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// The persons, organisations and places of a line of gold, without articles before them.
fn names(text: &str, gold: &Value) -> Vec<(Span, EntityKind)> {
    let points = CodePoints::of(text);
    let place = |name: &Value, field| name[field].as_u64().map_or(0, |at| at as usize);
    let mut names = Vec::new();
    for name in gold["entities"].as_array().into_iter().flatten() {
        let kind = match name["label"].as_str().unwrap_or_default() {
            "PER" | "person" => EntityKind::Person,
            "ORG" | "corporation" | "group" => EntityKind::Organisation,
            "LOC" | "location" => EntityKind::Place,
            _ => continue,
        };
        let span = points.bytes(place(name, "start"), place(name, "end"));
        names.push((without_article(text, span), kind));
    }
    names.sort();
    names
}

fn without_article(text: &str, span: Span) -> Span {
    let name = span.cut(text).to_lowercase();
    let article = ["the ", "a ", "an "].into_iter().find(|article| name.starts_with(article));
    Span::new(span.start + article.map_or(0, str::len), span.end)
}

/// What a token is to the names of its document.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gold {
    Known(Label),
    /// A part of a name that tokens or stretches cut.
    Torn,
}

impl Document {
    /// Its stretches, as `casing` writes them; torn ones are left out.
    pub(crate) fn sequences(&self, casing: Casing) -> Vec<Sequence> {
        let article = Article { text: recased(&self.article.text, casing), ..self.article.clone() };
        let sample = sample(&article);
        let gold = self.gold(&article.text, &sample.tokens);
        let sequence = |stretch: Rows| {
            let own = gold.iter().skip(stretch.start).take(stretch.rows.len());
            let label = |gold: &Gold| match gold {
                Gold::Known(label) => Some(*label),
                Gold::Torn => None,
            };
            let labels: Option<Vec<Label>> = own.map(label).collect();
            let labels = labels.filter(|labels| is_whole(labels))?;
            Some(Sequence { rows: stretch.rows, labels })
        };
        sample.stretches.into_iter().filter_map(sequence).collect()
    }

    fn gold(&self, text: &str, tokens: &[Span]) -> Vec<Gold> {
        let mut gold = vec![Gold::Known(Label::OUTSIDE); tokens.len()];
        for (span, kind) in &self.names {
            let start = tokens.partition_point(|token| token.end <= span.start);
            let reached = tokens.partition_point(|token| token.start < span.end).max(start);
            let mut end = reached;
            while end > start + 1 && tokens[end - 1].cut(text).starts_with(['\'', '’']) {
                end -= 1;
            }
            let fits = start < end
                && tokens[start].start == span.start
                && tokens[reached - 1].end == span.end;
            let end = if fits { end } else { reached };
            for (at, gold) in gold.iter_mut().enumerate().take(end).skip(start) {
                let label = Label::of(*kind, Part::at(at, start, end));
                *gold = if fits { Gold::Known(label) } else { Gold::Torn };
            }
        }
        gold
    }
}

/// Whether labels begin and end with whole names.
fn is_whole(labels: &[Label]) -> bool {
    labels.first().is_none_or(|label| label.may_begin())
        && labels.last().is_none_or(|label| label.may_end())
        && labels.windows(2).all(|pair| pair[0].may_precede(pair[1]))
}

/// A text in other letters; each stays as many bytes long as it was, so that places hold.
fn recased(text: &str, casing: Casing) -> String {
    const SMALL: [&str; 12] = [
        " A ", " An ", " And ", " At ", " By ", " For ", " From ", " In ", " Of ", " On ", " The ",
        " To ",
    ];
    let mut begins = true;
    let letter = |letter: char| {
        let is_upper = casing == Casing::Capitals || casing == Casing::Headline && begins;
        begins = letter.is_whitespace();
        let mut upper = letter.to_uppercase();
        let fits = upper.len() == 1;
        let upper = upper.next().filter(|upper| fits && upper.len_utf8() == letter.len_utf8());
        upper.filter(|_| is_upper).unwrap_or(letter)
    };
    let mut recased: String = text.chars().map(letter).collect();
    if casing == Casing::Headline {
        recased = recased.replace(".\n", " \n");
        for word in SMALL {
            recased = recased.replace(word, &word.to_lowercase());
        }
    }
    recased
}

/// How many names of a document are found, how many are said to be, and how many there are.
pub(crate) fn counts(document: &Document, chain: &Chain) -> [f64; 3] {
    let sample = sample(&document.article);
    let mut found = Vec::new();
    for stretch in &sample.stretches {
        for (start, end, kind) in Label::names(&chain.decode(&stretch.rows)) {
            let [start, end] = [start, end - 1].map(|at| sample.tokens[stretch.start + at]);
            found.push((start.join(end), kind));
        }
    }
    let right = found.iter().filter(|name| document.names.contains(name)).count();
    [right, found.len(), document.names.len()].map(|count| count as f64)
}
