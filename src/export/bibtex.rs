//! The articles as BibTeX, with the fields and the extended dates of biblatex.

use std::fmt::Write as _;

use super::{
    Export,
    gather::one_line,
    reference::{Issued, Parts, Reference, references},
};

/// The file's text.
pub(super) fn text(export: &Export<'_>) -> String {
    let entries: Vec<String> = references(export).iter().map(|one| entry(export, one)).collect();
    entries.join("\n")
}

/// Writing to a string can't fail.
fn entry(export: &Export<'_>, reference: &Reference<'_>) -> String {
    let kind = if reference.url.is_some() { "online" } else { "misc" };
    let mut out = format!("@{kind}{{{},\n", reference.id);
    for (name, value) in fields(export, reference) {
        let _ = writeln!(out, "  {name} = {{{value}}},");
    }
    out + "}\n"
}

/// The fields that are known. Names and titles stand in braces of their own,
/// so that no style takes them apart or changes their capitals.
fn fields(export: &Export<'_>, reference: &Reference<'_>) -> Vec<(&'static str, String)> {
    let braced = |text: &String| format!("{{{}}}", escaped(text));
    let authors: Vec<String> = reference.authors.iter().map(braced).collect();
    let known = [
        ("title", Some(braced(&reference.title))),
        ("author", Some(authors.join(" and ")).filter(|names| !names.is_empty())),
        ("organization", reference.publisher.as_ref().map(braced)),
        ("date", reference.published.map(|when| date(&Issued::of(when), when.approximate))),
        ("url", reference.url.map(str::to_owned)),
        ("urldate", reference.url.map(|_| export.today.to_string())),
        ("keywords", Some(escaped(&reference.keywords())).filter(|words| !words.is_empty())),
        ("note", reference.dated_by.map(|from| format!("date from {from}"))),
    ];
    known.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn date(issued: &Issued, approximate: bool) -> String {
    let sign = if approximate { "~" } else { "" };
    match issued {
        Issued::One(date) => format!("{}{sign}", iso(date)),
        Issued::Between(first, last) => format!("{}{sign}/{}{sign}", iso(first), iso(last)),
    }
}

fn iso(date: &Parts) -> String {
    let part = |part: Option<i8>| part.map(|part| format!("-{part:02}")).unwrap_or_default();
    format!("{:04}{}{}", date.year, part(date.month), part(date.day))
}

/// A text in which nothing is a command: the ten special characters escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in one_line(text).chars() {
        match character {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '{' | '}' | '&' | '%' | '$' | '#' | '_' => out.extend(['\\', character]),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_is_a_command() {
        for (text, expected) in [
            ("R&D at 5 %", "R\\&D at 5 \\%"),
            ("a\\b ~ {c}", "a\\textbackslash{}b \\textasciitilde{} \\{c\\}"),
            ("two\nlines", "two lines"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}
