//! `timeline`: what the articles tell, in time order.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use anyhow::{Context, Result, anyhow};
use jiff::civil::Date;

use super::{
    Exit, add,
    args::{StatusName, TimelineArgs, TimelineForm, TrustName},
    export,
    print::wrapped,
    session::Session,
};
use crate::{
    dossier::{Dossier, Entry, Telling, Timeline, TimelineFilter, Trust},
    export::Format,
    model::{Precision, Status, When},
    store::{self, Home},
};

/// Prints the timeline.
pub(super) fn timeline(home: &Home, args: &TimelineArgs, out: &mut dyn Write) -> Result<Exit> {
    let bounds = Bounds::parse(args)?;
    let session = Session::open(home, &args.paths.paths);
    let mut whole = session.whole();
    let filter = filter(&whole.dossier, args, bounds)?;
    whole.dossier.timeline = whole.dossier.timeline.filtered(&filter);
    if let Some(day) = bounds.around {
        whole.dossier.timeline = whole.dossier.timeline.around(day, args.count);
    }
    match export_format(args.format) {
        None => text(&whole.dossier, out)?,
        Some(format) => {
            let files = export::files(format, &whole, &session.notebook, &args.paths.paths);
            files.iter().try_for_each(|file| out.write_all(file.text.as_bytes()))?;
        }
    }
    let Timeline { entries, undated, .. } = &whole.dossier.timeline;
    Ok(whole.exit(entries.len() + undated.len()))
}

/// The export format of a form that programs read.
fn export_format(form: TimelineForm) -> Option<Format> {
    match form {
        TimelineForm::Text => None,
        TimelineForm::Json => Some(Format::Json),
        TimelineForm::Csv => Some(Format::Csv),
        TimelineForm::Timelinejs => Some(Format::TimelineJs),
        TimelineForm::Vis => Some(Format::Vis),
        TimelineForm::Ics => Some(Format::Ics),
        TimelineForm::Mermaid => Some(Format::Mermaid),
        TimelineForm::Markdown => Some(Format::Markdown),
    }
}

#[derive(Clone, Copy)]
struct Bounds {
    after: Option<Date>,
    before: Option<Date>,
    around: Option<Date>,
}

impl Bounds {
    fn parse(args: &TimelineArgs) -> Result<Self> {
        let after = first_day("--after", args.after.as_deref())?;
        let before = first_day("--before", args.before.as_deref())?;
        let around = first_day("--around", args.around.as_deref())?;
        Ok(Self { after, before, around })
    }
}

fn filter(dossier: &Dossier, args: &TimelineArgs, bounds: Bounds) -> Result<TimelineFilter> {
    let among = args.entity.iter().map(|name| entries_of(dossier, name));
    let among = among.collect::<Result<Vec<_>>>()?.into_iter().reduce(|one, other| &one & &other);
    let articles = args.source.iter().map(|name| article_named(dossier, name));
    Ok(TimelineFilter {
        after: bounds.after,
        before: bounds.before,
        statuses: args.status.iter().map(|&name| status(name)).collect(),
        articles: articles.collect::<Result<_>>()?,
        precisions: args.precision.iter().filter_map(|name| Precision::named(name)).collect(),
        trust: trust(args),
        among,
        ..TimelineFilter::default()
    })
}

/// As asked for; of one entity everything counts.
fn trust(args: &TimelineArgs) -> Trust {
    match args.trust {
        Some(TrustName::Clear) => Trust::Clear,
        Some(TrustName::Dated) => Trust::Dated,
        None if args.entity.is_empty() => Trust::Clear,
        Some(TrustName::All) | None => Trust::All,
    }
}

/// The place of the article that a file name, id or address means.
fn article_named(dossier: &Dossier, name: &str) -> Result<usize> {
    let found = dossier.articles.iter().position(|held| add::is_named(&held.article, name));
    found.ok_or_else(|| anyhow!("--source: no article '{name}'"))
}

fn entries_of(dossier: &Dossier, name: &str) -> Result<BTreeSet<String>> {
    let found = dossier.entries_of(name);
    found.ok_or_else(|| anyhow!("--entity: no article names '{name}'"))
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
    let Timeline { entries, undated, .. } = &dossier.timeline;
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
    let remarks = remarks(entry).join(", ");
    let remarks = if remarks.is_empty() { remarks } else { format!(" ({remarks})") };
    writeln!(out, "{when}{remarks}\n{}", wrapped(&entry.text, 2))
}

/// What is to be known of an entry beside its date.
fn remarks(entry: &Entry) -> Vec<&'static str> {
    let status = Some(entry.status.name()).filter(|_| entry.status != Status::Past);
    let said = |holds: bool, remark: &'static str| holds.then_some(remark);
    let all = [
        status,
        said(entry.is_overdue(store::today()), "overdue"),
        said(entry.contradicted, "the sources disagree"),
        said(entry.tellings.iter().all(|one| one.reported), "reported"),
        said(entry.is_implied(), "publication day"),
        said(entry.is_faint(), "likely"),
    ];
    all.into_iter().flatten().collect()
}

/// Why a telling has its date, in words.
fn reason(telling: &Telling) -> String {
    let from =
        telling.grounds.anchor().map(|anchor| format!(", from {anchor}")).unwrap_or_default();
    match (telling.grounds.expression(), telling.grounds.rule()) {
        ("", "") => "no date".to_owned(),
        ("", rule) => format!("{rule}{from}"),
        (expression, rule) => format!("\"{expression}\"{from}, {rule}"),
    }
}
