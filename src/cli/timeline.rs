//! `timeline`: what the articles tell, in time order.

use std::io::{self, Write};

use anyhow::{Context, Result, anyhow};
use jiff::civil::Date;

use super::{
    Exit,
    args::{StatusName, TimelineArgs, TimelineForm},
    export,
    print::wrapped,
    session::Session,
};
use crate::{
    dossier::{Dossier, EntityId, Entry, Telling, Timeline, TimelineFilter},
    export::Format,
    model::{Status, When},
    store::Home,
};

/// Prints the timeline.
pub(super) fn timeline(home: &Home, args: &TimelineArgs, out: &mut dyn Write) -> Result<Exit> {
    let bounds = Bounds::parse(args)?;
    let session = Session::open(home, &args.paths.paths);
    let mut whole = session.whole();
    let filter = filter(&whole.dossier, args, bounds)?;
    whole.dossier.timeline = asked_for(&whole.dossier.timeline, &filter);
    match export_format(args.format) {
        None => text(&whole.dossier, out)?,
        Some(format) => {
            let files = export::files(format, &whole, &session.notebook, &args.paths.paths);
            files.iter().try_for_each(|file| out.write_all(file.text.as_bytes()))?;
        }
    }
    let Timeline { entries, undated } = &whole.dossier.timeline;
    Ok(whole.exit(entries.len() + undated.len()))
}

/// The export format of a form that programs read.
fn export_format(form: TimelineForm) -> Option<Format> {
    match form {
        TimelineForm::Text => None,
        TimelineForm::Json => Some(Format::Json),
        TimelineForm::Csv => Some(Format::Csv),
        TimelineForm::Timelinejs => Some(Format::TimelineJs),
        TimelineForm::Ics => Some(Format::Ics),
        TimelineForm::Mermaid => Some(Format::Mermaid),
        TimelineForm::Markdown => Some(Format::Markdown),
    }
}

fn asked_for(timeline: &Timeline, filter: &TimelineFilter) -> Timeline {
    let entries = timeline.filter(filter).into_iter().cloned();
    let (entries, undated) = entries.partition(|entry| entry.when.is_some());
    Timeline { entries, undated }
}

#[derive(Clone, Copy)]
struct Bounds {
    after: Option<Date>,
    before: Option<Date>,
}

impl Bounds {
    fn parse(args: &TimelineArgs) -> Result<Self> {
        let after = first_day("--after", args.after.as_deref())?;
        let before = first_day("--before", args.before.as_deref())?;
        Ok(Self { after, before })
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

/// The first day of a bound that was given.
fn first_day(option: &str, text: Option<&str>) -> Result<Option<Date>> {
    let when = text.map(When::parse).transpose().with_context(|| option.to_owned())?;
    Ok(when.map(|when| when.first))
}

/// The timeline as a list: date, status, text and sources; the undated under a head.
fn text(dossier: &Dossier, out: &mut dyn Write) -> io::Result<()> {
    let Timeline { entries, undated } = &dossier.timeline;
    entries.iter().try_for_each(|entry| entry_text(dossier, entry, out))?;
    if !undated.is_empty() {
        writeln!(out, "Without a date\n")?;
    }
    undated.iter().try_for_each(|entry| entry_text(dossier, entry, out))
}

fn entry_text(dossier: &Dossier, entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    entry_head(entry, out)?;
    for telling in &entry.tellings {
        if let Some(source) = dossier.articles.get(telling.article) {
            let file = &source.article.origin.file;
            writeln!(out, "{}", wrapped(&format!("- {file}: {}", reason(telling)), 4))?;
        }
    }
    writeln!(out)
}

/// Date, status and text of an entry.
fn entry_head(entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    let when = entry.when.as_ref().map_or_else(|| "?".to_owned(), When::edtf);
    let status = Some(entry.status).filter(|status| *status != Status::Past);
    let status = status.map(|status| format!(" ({})", status.name())).unwrap_or_default();
    let contradicted = if entry.contradicted { " (the sources disagree)" } else { "" };
    writeln!(out, "{when}{status}{contradicted}\n{}", wrapped(&entry.text, 2))
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
