//! `timeline`: what the articles tell, in time order.

use std::io::{self, Write};

use anyhow::{Context, Result, anyhow};
use jiff::civil::Date;
use serde::Serialize;

use super::{
    Exit,
    args::{StatusName, TimelineArgs, TimelineForm},
    export,
    print::{json_line, wrapped},
    session::{Session, Whole},
};
use crate::{
    dossier::{Dossier, EntityId, Entry, Telling, Timeline, TimelineFilter},
    export::Format,
    model::{CodePoints, Problem, Status, When},
    store::Home,
};

/// Prints the timeline.
pub(super) fn timeline(home: &Home, args: &TimelineArgs, out: &mut dyn Write) -> Result<Exit> {
    let bounds = Bounds::parse(args)?;
    let session = Session::open(home, &args.paths.paths);
    let mut whole = session.whole();
    let filter = filter(&whole.dossier, args, bounds)?;
    let entries = whole.dossier.timeline.filter(&filter);
    let count = entries.len();
    match foreign(args.format) {
        None => print(args.format, &whole, &entries, out)?,
        Some(format) => {
            let timeline = of_entries(&entries);
            whole.dossier.timeline = timeline;
            let files = export::files(format, &whole, &session.notebook, &args.paths.paths);
            files.iter().try_for_each(|file| out.write_all(file.text.as_bytes()))?;
        }
    }
    Ok(whole.exit(count))
}

/// The export format of a form that another program reads.
fn foreign(form: TimelineForm) -> Option<Format> {
    match form {
        TimelineForm::Text | TimelineForm::Json | TimelineForm::Jsonl => None,
        TimelineForm::Csv => Some(Format::Csv),
        TimelineForm::Timelinejs => Some(Format::TimelineJs),
        TimelineForm::Ics => Some(Format::Ics),
        TimelineForm::Mermaid => Some(Format::Mermaid),
        TimelineForm::Markdown => Some(Format::Markdown),
    }
}

fn of_entries(entries: &[&Entry]) -> Timeline {
    let (dated, undated) =
        entries.iter().map(|&entry| entry.clone()).partition(|entry| entry.when.is_some());
    Timeline { entries: dated, undated }
}

#[derive(Clone, Copy)]
struct Bounds {
    after: Option<Date>,
    before: Option<Date>,
}

impl Bounds {
    fn parse(args: &TimelineArgs) -> Result<Self> {
        let first_day = |option: &str, text: &Option<String>| {
            let when = text.as_deref().map(When::parse).transpose();
            when.map(|when| when.map(|when| when.first)).with_context(|| option.to_owned())
        };
        Ok(Self {
            after: first_day("--after", &args.after)?,
            before: first_day("--before", &args.before)?,
        })
    }
}

fn filter(dossier: &Dossier, args: &TimelineArgs, bounds: Bounds) -> Result<TimelineFilter> {
    let named = |name: &String| -> Result<EntityId> {
        dossier.entity_named(name).ok_or_else(|| anyhow!("--entity: no article names '{name}'"))
    };
    Ok(TimelineFilter {
        entities: args.entity.iter().map(named).collect::<Result<_>>()?,
        articles: Vec::new(),
        after: bounds.after,
        before: bounds.before,
        statuses: args.status.iter().map(|&name| status(name)).collect(),
    })
}

fn status(name: StatusName) -> Status {
    match name {
        StatusName::Past => Status::Past,
        StatusName::Ongoing => Status::Ongoing,
        StatusName::Planned => Status::Planned,
    }
}

fn print(
    form: TimelineForm,
    whole: &Whole,
    entries: &[&Entry],
    out: &mut dyn Write,
) -> io::Result<()> {
    let events = || entries.iter().map(|entry| EventLine::of(entry, &whole.dossier));
    match form {
        TimelineForm::Json => {
            let (events, undated) = events().partition(|event| event.edtf.is_some());
            json_line(out, &TimelineLine { events, undated, problems: &whole.problems })
        }
        TimelineForm::Jsonl => events().try_for_each(|event| json_line(out, &event)),
        _ => text(&whole.dossier, entries, out),
    }
}

/// The one object of `--format json`.
#[derive(Serialize)]
struct TimelineLine<'a> {
    events: Vec<EventLine<'a>>,
    undated: Vec<EventLine<'a>>,
    problems: &'a [Problem],
}

#[derive(Serialize)]
struct EventLine<'a> {
    id: &'a str,
    edtf: Option<String>,
    first: Option<String>,
    last: Option<String>,
    precision: Option<&'static str>,
    approximate: bool,
    status: &'static str,
    text: &'a str,
    entities: Vec<&'a str>,
    sources: Vec<SourceLine<'a>>,
}

#[derive(Serialize)]
struct SourceLine<'a> {
    file: &'a str,
    article: &'a str,
    start: usize,
    end: usize,
    sentence: &'a str,
    expression: &'a str,
    anchor: Option<&'a str>,
    rule: &'a str,
}

impl<'a> EventLine<'a> {
    fn of(entry: &'a Entry, dossier: &'a Dossier) -> Self {
        let when = entry.when.as_ref();
        Self {
            id: &entry.id,
            edtf: when.map(When::edtf),
            first: when.map(|when| when.first.to_string()),
            last: when.map(|when| when.last.to_string()),
            precision: when.map(|when| when.precision.name()),
            approximate: when.is_some_and(|when| when.approximate),
            status: entry.status.name(),
            text: &entry.text,
            entities: entity_names(entry, dossier),
            sources: entry.tellings.iter().filter_map(|one| SourceLine::of(one, dossier)).collect(),
        }
    }
}

impl<'a> SourceLine<'a> {
    fn of(telling: &'a Telling, dossier: &'a Dossier) -> Option<Self> {
        let article = &dossier.articles.get(telling.article)?.article;
        let (start, end) = CodePoints::of(&article.text).span(telling.sentence);
        Some(Self {
            file: &article.origin.file,
            article: &article.id,
            start,
            end,
            sentence: telling.sentence.cut(&article.text),
            expression: &telling.expression,
            anchor: telling.anchor.as_deref(),
            rule: &telling.rule,
        })
    }
}

fn entity_names<'a>(entry: &Entry, dossier: &'a Dossier) -> Vec<&'a str> {
    let named = |&entity: &EntityId| dossier.entities.get(entity).map(|entity| &*entity.name);
    entry.entities.iter().filter_map(named).collect()
}

/// The timeline as a list: a head for the undated, then date, status, text and sources.
fn text(dossier: &Dossier, entries: &[&Entry], out: &mut dyn Write) -> io::Result<()> {
    let mut head = "";
    for entry in entries {
        if entry.when.is_none() && head.is_empty() {
            head = "Without a date";
            writeln!(out, "{head}\n")?;
        }
        entry_text(dossier, entry, out)?;
    }
    Ok(())
}

fn entry_text(dossier: &Dossier, entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    let when = entry.when.as_ref().map_or_else(|| "?".to_owned(), When::edtf);
    let status = if entry.status == Status::Past { "" } else { entry.status.name() };
    let status = if status.is_empty() { String::new() } else { format!(" ({status})") };
    let contradicted = if entry.contradicted { " (the sources disagree)" } else { "" };
    writeln!(out, "{when}{status}{contradicted}\n{}", wrapped(&entry.text, 2))?;
    for telling in &entry.tellings {
        if let Some(source) = dossier.articles.get(telling.article) {
            let file = &source.article.origin.file;
            writeln!(out, "{}", wrapped(&format!("- {file}: {}", reason(telling)), 4))?;
        }
    }
    writeln!(out)
}

/// Why a telling has its date, in words.
fn reason(telling: &Telling) -> String {
    let from = telling.anchor.as_ref().map(|anchor| format!(", from {anchor}")).unwrap_or_default();
    match (telling.expression.as_str(), telling.rule.as_str()) {
        ("", "") => "no date".to_owned(),
        ("", rule) => format!("{rule}{from}"),
        (expression, rule) => format!("\"{expression}\"{from}, {rule}"),
    }
}
