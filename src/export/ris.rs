//! The articles as RIS, which reference managers read: a tag and a value a line.

use std::fmt::Write as _;

use super::{
    Export,
    reference::{Issued, Parts, Reference, references},
};

/// The file's text.
pub(super) fn text(export: &Export<'_>) -> String {
    let records: Vec<String> = references(export).iter().map(|one| record(export, one)).collect();
    records.join("\r\n")
}

/// Writing to a string can't fail. A value has no line end: those that could
/// have one come on one line.
fn record(export: &Export<'_>, reference: &Reference<'_>) -> String {
    let kind = if reference.publisher.is_some() { "NEWS" } else { "ELEC" };
    let mut lines = vec![("TY", kind.to_owned()), ("ID", reference.id.clone())];
    lines.push(("TI", reference.title.clone()));
    lines.extend(reference.authors.iter().map(|name| ("AU", name.clone())));
    lines.extend(reference.publisher.iter().map(|name| ("T2", name.clone())));
    lines.extend(reference.published.into_iter().flat_map(|when| dates(&Issued::of(when))));
    if let Some(url) = reference.url {
        let today = Parts::of_day(export.today);
        lines.extend([("UR", url.to_owned()), ("Y2", slashed(&today))]);
    }
    lines.extend(reference.language.iter().map(|language| ("LA", language.clone())));
    lines.extend(reference.tags.iter().map(|tag| ("KW", super::gather::one_line(tag))));
    lines.push(("ER", String::new()));
    lines.iter().fold(String::new(), |mut out, (tag, value)| {
        let _ = write!(out, "{tag}  - {value}\r\n");
        out
    })
}

/// Year and date; behind the year of a longer time, its ends.
fn dates(issued: &Issued) -> [(&'static str, String); 2] {
    match issued {
        Issued::One(date) => [("PY", format!("{:04}", date.year)), ("DA", slashed(date))],
        Issued::Between(first, last) => {
            let ends =
                [first, last].map(|date| slashed(date).trim_end_matches('/').replace('/', "-"));
            let date = format!("{:04}///{} to {}", first.year, ends[0], ends[1]);
            [("PY", format!("{:04}", first.year)), ("DA", date)]
        }
    }
}

/// `YYYY/MM/DD/`, with nothing between the strokes for what is not known.
fn slashed(date: &Parts) -> String {
    let part = |part: Option<i8>| part.map(|part| format!("{part:02}")).unwrap_or_default();
    format!("{:04}/{}/{}/", date.year, part(date.month), part(date.day))
}
