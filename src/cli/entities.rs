//! `entities`: what each article names, the entities of the whole dossier,
//! and which of them stand together.

use std::io::{self, Write};

use anyhow::Result;
use serde::Serialize;

use super::{
    Exit,
    args::{EntitiesArgs, EntitiesForm, Form},
    articles::head,
    export,
    print::{Printer, wrapped},
    session::{Session, Whole},
};
use crate::{
    export::{
        EntityLine, Format, PairLine, PlaceLine, entity_lines, pair_lines, table_of_mentions,
    },
    model::{AnnotatedArticle, Annotations, CodePoints, EntityKind, Mention},
    store::Home,
};

/// Prints entities: by article, merged, or by pairs.
pub(super) fn entities(home: &Home, args: &EntitiesArgs, out: &mut dyn Write) -> Result<Exit> {
    let session = Session::open(home, &args.paths.paths);
    let form = match args.format {
        EntitiesForm::Text => Form::Text,
        EntitiesForm::Jsonl => Form::Jsonl,
        EntitiesForm::Json => Form::Json,
        EntitiesForm::Csv => return table(&session, args, out),
    };
    let mut printer = Printer::new(form, out);
    let exit = if args.merged {
        merged(&session.whole(), &mut printer)?
    } else if args.together {
        together(&session.whole(), &mut printer)?
    } else {
        session.each(|one| printer.item(&Peopled::of(one), |out| entities_text(one, out)))?
    };
    printer.finish()?;
    Ok(exit)
}

fn merged(whole: &Whole, printer: &mut Printer<'_>) -> Result<Exit> {
    let lines = entity_lines(&whole.dossier);
    lines.iter().try_for_each(|line| printer.item(line, |out| entity_text(line, out)))?;
    Ok(whole.exit(lines.len()))
}

fn together(whole: &Whole, printer: &mut Printer<'_>) -> Result<Exit> {
    let lines = pair_lines(&whole.dossier);
    lines.iter().try_for_each(|line| printer.item(line, |out| pair_text(line, out)))?;
    Ok(whole.exit(lines.len()))
}

/// Prints a table for spreadsheets.
fn table(session: &Session, args: &EntitiesArgs, out: &mut dyn Write) -> Result<Exit> {
    let whole = session.whole();
    let format = match (args.merged, args.together) {
        (true, _) => Format::Entities,
        (_, true) => Format::Together,
        _ => {
            out.write_all(table_of_mentions(&whole.dossier).as_bytes())?;
            return Ok(whole.exit(whole.dossier.entities.len()));
        }
    };
    let files = export::files(format, &whole, &session.notebook, &args.paths.paths);
    files.iter().try_for_each(|file| out.write_all(file.text.as_bytes()))?;
    Ok(whole.exit(whole.dossier.entities.len()))
}

/// An entity for people: name, forms, where it is named, who with.
fn entity_text(line: &EntityLine<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (articles, mentions) = (line.articles.len(), line.mentions);
    let counts = format!("named {mentions} times in {articles} articles");
    writeln!(out, "{}", wrapped(&format!("{} ({}): {counts}", line.name, line.kind), 0))?;
    let others = line.variants.iter().copied().filter(|form| *form != line.name);
    let others: Vec<&str> = others.collect();
    let with: Vec<String> =
        line.with.iter().map(|one| format!("{} ({})", one.name, one.sentences)).collect();
    let place = |place: &Option<PlaceLine<'_>>| place.as_ref().map(place_text).unwrap_or_default();
    let rows = [
        ("also", others.join(", ")),
        ("first", place(&line.first)),
        ("last", place(&line.last)),
        ("with", with.join(", ")),
        ("events", line.events.join(" ")),
    ];
    for (label, text) in rows.iter().filter(|(_, text)| !text.is_empty()) {
        writeln!(out, "{}", wrapped(&format!("{label}: {text}"), 2))?;
    }
    writeln!(out)
}

fn place_text(place: &PlaceLine<'_>) -> String {
    let date = place.published.unwrap_or("no date");
    format!("{date}, {} (\"{}\")", place.file, place.text)
}

/// A pair for people: both names, how often, and the first sentence.
fn pair_text(line: &PairLine<'_>, out: &mut dyn Write) -> io::Result<()> {
    let [one, other] = line.names;
    let (sentences, articles) = (line.sentences, line.articles);
    let counts = format!("{sentences} sentences in {articles} articles");
    writeln!(out, "{}", wrapped(&format!("{one} + {other}: {counts}"), 0))?;
    let first = line.first.as_ref().map(place_text).unwrap_or_default();
    writeln!(out, "{}\n", wrapped(&first, 2))
}

/// A line of `entities`.
#[derive(Serialize)]
struct Peopled<'a> {
    file: &'a str,
    id: &'a str,
    entities: Vec<MentionLine<'a>>,
}

#[derive(Serialize)]
struct MentionLine<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    kind: &'static str,
    entity: usize,
    name: &'a str,
}

impl<'a> Peopled<'a> {
    fn of(one: &'a AnnotatedArticle) -> Self {
        let article = &one.article;
        let points = CodePoints::of(&article.text);
        let mentions = one.annotations.mentions.iter();
        let entities = mentions.map(|mention| MentionLine::of(mention, one, &points)).collect();
        Self { file: &article.origin.file, id: &article.id, entities }
    }
}

impl<'a> MentionLine<'a> {
    fn of(mention: &Mention, one: &'a AnnotatedArticle, points: &CodePoints<'_>) -> Self {
        let (start, end) = points.span(mention.span);
        let entity = one.annotations.entities.get(mention.entity);
        Self {
            start,
            end,
            text: mention.span.cut(&one.article.text),
            kind: mention.kind.name(),
            entity: mention.entity,
            name: entity.map_or("", |entity| &entity.name),
        }
    }
}

/// The article's entities by kind, each with how often it is named.
fn entities_text(one: &AnnotatedArticle, out: &mut dyn Write) -> io::Result<()> {
    head(&one.article, out)?;
    let counts = counts(&one.annotations);
    for kind in EntityKind::ALL {
        let all = one.annotations.entities.iter().zip(&counts);
        let of_kind = all.filter(|(entity, _)| entity.kind == kind);
        let names: Vec<_> =
            of_kind.map(|(entity, count)| format!("{} ({count})", entity.name)).collect();
        if !names.is_empty() {
            writeln!(out, "{}", wrapped(&format!("{}: {}", kind.name(), names.join(", ")), 2))?;
        }
    }
    writeln!(out)
}

/// How often each entity is named.
fn counts(annotations: &Annotations) -> Vec<usize> {
    let mut counts = vec![0; annotations.entities.len()];
    for mention in &annotations.mentions {
        if let Some(count) = counts.get_mut(mention.entity) {
            *count += 1;
        }
    }
    counts
}
