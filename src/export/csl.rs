//! The articles as CSL-JSON, which reference managers and pandoc read.

use serde_json::{Map, Value, json};

use super::{
    Export,
    reference::{Issued, Parts, Reference, references},
};

/// The file's text: an array of items.
pub(super) fn text(export: &Export<'_>) -> String {
    let items = references(export).iter().map(|one| item(export, one)).collect();
    format!("{:#}\n", Value::Array(items))
}

fn item(export: &Export<'_>, reference: &Reference<'_>) -> Value {
    let authors = |names: &[String]| names.iter().map(|name| json!({"literal": name})).collect();
    let authors: Vec<Value> = authors(&reference.authors);
    let today = Parts::of_day(export.today);
    let fields = [
        ("id", Some(json!(reference.id))),
        ("type", Some(json!(kind(reference)))),
        ("title", Some(json!(reference.title))),
        ("author", (!authors.is_empty()).then(|| json!(authors))),
        ("container-title", reference.publisher.as_ref().map(|name| json!(name))),
        ("issued", reference.published.map(|when| issued(&Issued::of(when), when.approximate))),
        ("URL", reference.url.map(|url| json!(url))),
        ("accessed", reference.url.map(|_| json!({"date-parts": [parts(&today)]}))),
        ("language", reference.language.as_ref().map(|language| json!(language))),
        ("keyword", Some(reference.keywords()).filter(|words| !words.is_empty()).map(Value::from)),
        ("note", Some(json!(note(reference)))),
    ];
    let filled = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(filled.collect::<Map<_, _>>())
}

/// What has a publisher is an article of its; the rest is a page or a paper.
fn kind(reference: &Reference<'_>) -> &'static str {
    match (&reference.publisher, reference.url) {
        (Some(_), _) => "article-newspaper",
        (None, Some(_)) => "webpage",
        (None, None) => "document",
    }
}

/// Where the date came from.
fn note(reference: &Reference<'_>) -> String {
    reference.dated_by.map_or("undated".to_owned(), |from| format!("date from {from}"))
}

fn issued(issued: &Issued, approximate: bool) -> Value {
    let dates = match issued {
        Issued::One(date) => vec![parts(date)],
        Issued::Between(first, last) => vec![parts(first), parts(last)],
    };
    let mut value = json!({"date-parts": dates});
    if let Value::Object(object) = &mut value
        && approximate
    {
        object.insert("circa".to_owned(), json!(true));
    }
    value
}

fn parts(date: &Parts) -> Vec<i16> {
    let month = date.month.map(i16::from);
    [Some(date.year), month, date.day.map(i16::from)].into_iter().map_while(|part| part).collect()
}
