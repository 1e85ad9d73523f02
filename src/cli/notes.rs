//! `notes list`, `remove`, `import`, and what keeps the log in order.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use serde::Serialize;

use super::{
    Exit,
    args::Listing,
    print::{Printer, wrapped},
    session::{Session, Whole},
    tell,
};
use crate::{
    clean::sanitise_line,
    export::{self, Attached, ImportedNote, attach},
    ingest::decode,
    model::{Article, CodePoints},
    note::{Act, Haystack, Note, NoteAnchor, Notebook},
    store::{self, Home, Log, Source},
};

/// Prints the notes by creation. An empty list is an answer, not an error.
pub(super) fn list(home: &Home, listing: &Listing, out: &mut dyn Write) -> Result<Exit> {
    let session = Session::open(home, &listing.paths.paths);
    let whole = session.whole();
    let places = places(&session.notebook, &whole);
    let mut printer = Printer::new(listing.format, out);
    for note in &session.notebook.notes {
        let line = NoteLine::of(note, places.get(note.id.as_str()).copied());
        printer.item(&line, |out| note_text(&line, out))?;
    }
    printer.finish()?;
    Ok(Exit::Done)
}

/// Where a note stands now: its article, and its code points unless it is an orphan.
type Standing<'a> = (&'a Article, Option<(usize, usize)>);

fn places<'a>(notebook: &'a Notebook, whole: &'a Whole) -> BTreeMap<&'a str, Standing<'a>> {
    let articles = || whole.dossier.articles.iter().map(|article| &article.article);
    let shelves = notebook.shelves(articles());
    let noted = articles().zip(shelves.of).filter(|(_, notes)| !notes.is_empty());
    noted.flat_map(|(article, notes)| standings(article, &notes)).collect()
}

fn standings<'a>(article: &'a Article, notes: &[&'a Note]) -> Vec<(&'a str, Standing<'a>)> {
    let anchors: Vec<&NoteAnchor> = notes.iter().map(|note| &note.anchor).collect();
    let points = CodePoints::of(&article.text);
    let places = Haystack::of(&article.text).places(&anchors).into_iter();
    let spans = places.map(|place| place.found().map(|span| points.span(span)));
    notes.iter().zip(spans).map(|(note, span)| (note.id.as_str(), (article, span))).collect()
}

/// A line of `notes list`. Positions are null for an orphan and for a note on
/// a whole article.
#[derive(Serialize)]
struct NoteLine<'a> {
    id: &'a str,
    file: &'a str,
    article: Option<&'a str>,
    quote: &'a str,
    start: Option<usize>,
    end: Option<usize>,
    orphan: bool,
    note: &'a str,
    tags: &'a [String],
    colour: &'static str,
    created: &'a str,
    modified: &'a str,
}

impl<'a> NoteLine<'a> {
    fn of(note: &'a Note, standing: Option<Standing<'a>>) -> Self {
        let article = standing.map(|(article, _)| article);
        let span = standing.and_then(|(_, span)| span);
        let whole = note.anchor.quote.is_empty() && article.is_some();
        Self {
            id: &note.id,
            file: article.map_or(&note.article.file, |article| &article.origin.file),
            article: article.map(|article| article.id.as_str()),
            quote: &note.anchor.quote,
            start: span.map(|span| span.0),
            end: span.map(|span| span.1),
            orphan: span.is_none() && !whole,
            note: &note.text,
            tags: &note.tags,
            colour: note.colour.name(),
            created: &note.created,
            modified: &note.modified,
        }
    }
}

fn note_text(line: &NoteLine<'_>, out: &mut dyn Write) -> io::Result<()> {
    let orphan = if line.orphan { " (its place is lost)" } else { "" };
    writeln!(out, "{} {}{orphan}", line.id, line.file)?;
    paragraphs("> ", line.quote, out)?;
    paragraphs("", line.note, out)?;
    if !line.tags.is_empty() {
        writeln!(out, "  #{}", line.tags.join(" #"))?;
    }
    writeln!(out)
}

/// Prints the paragraphs of a text, each after a sign.
fn paragraphs(sign: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut filled = text.split('\n').filter(|paragraph| !paragraph.trim().is_empty());
    filled.try_for_each(|text| writeln!(out, "{}", wrapped(&format!("{sign}{text}"), 2)))
}

/// Takes a note away and prints its id once that is safe on disk. The beginning
/// of an id will do where it fits one note only.
pub(super) fn remove(
    home: &Home,
    id: &str,
    paths: &[PathBuf],
    out: &mut dyn Write,
) -> Result<Exit> {
    let mut session = Session::open(home, paths);
    let Some(id) = full_id(&session.notebook, id)? else {
        tell(&format!("no note is called '{id}'"));
        return Ok(Exit::Nothing);
    };
    session.log.append(&[Act::Remove { note: id.clone() }])?;
    writeln!(out, "{id}")?;
    Ok(Exit::Done)
}

fn full_id(notebook: &Notebook, id: &str) -> Result<Option<String>> {
    if notebook.note(id).is_some() {
        return Ok(Some(id.to_owned()));
    }
    let begins = |note: &&Note| !id.is_empty() && note.id.starts_with(id);
    let mut fitting = notebook.notes.iter().filter(begins).map(|note| note.id.clone());
    match (fitting.next(), fitting.next()) {
        (Some(_), Some(_)) => bail!("more than one note begins with '{id}'"),
        (first, _) => Ok(first),
    }
}

/// Adds the notes of another program's file, or of one of our exports, and
/// prints the id of each new one once all are safe on disk. Notes that are
/// there already are left as they are.
pub(super) fn import(
    home: &Home,
    file: &Path,
    paths: &[PathBuf],
    out: &mut dyn Write,
) -> Result<Exit> {
    let named = || sanitise_line(&file.to_string_lossy());
    let bytes = store::bytes(&Source::named(file)).with_context(named)?;
    let imported = export::import(&decode(&bytes)).with_context(named)?;
    let mut session = Session::open(home, paths);
    let whole = session.whole();
    let count = imported.len();
    let new = new_notes(imported, &session.notebook, &whole);
    let orphans = new.iter().filter(|attached| attached.orphan).count();
    let acts: Vec<Act> = new.into_iter().map(|new| Act::Note { note: new.note }).collect();
    for record in session.log.append(&acts)? {
        if let Act::Note { note } = record.act {
            writeln!(out, "{}", note.id)?;
        }
    }
    let lost = if orphans == 0 { String::new() } else { format!("; {orphans} of them orphans") };
    tell(&format!("{} of {count} notes are new{lost}", acts.len()));
    Ok(if count == 0 { Exit::Nothing } else { Exit::Done })
}

/// Takes in the copies of the log, and prints how many acts were new.
pub(super) fn merge(home: &Home, paths: &[PathBuf], out: &mut dyn Write) -> Result<Exit> {
    let mut opened = Log::open(home, paths);
    let count = opened.log.take_in_copies()?;
    writeln!(out, "{count} new acts from {} copies", opened.copies)?;
    Ok(if opened.copies == 0 { Exit::Nothing } else { Exit::Done })
}

/// Rewrites the log, and prints its size before and after.
pub(super) fn compact(home: &Home, paths: &[PathBuf], out: &mut dyn Write) -> Result<Exit> {
    let (before, after) = Log::open(home, paths).log.compact()?;
    writeln!(out, "{before} bytes before, {after} now")?;
    Ok(Exit::Done)
}

/// What the notebook lacks, each note on the article it is about.
fn new_notes(imported: Vec<ImportedNote>, notebook: &Notebook, whole: &Whole) -> Vec<Attached> {
    let mut seen = BTreeSet::new();
    let is_new =
        |note: &ImportedNote| notebook.note(&note.id).is_none() && seen.insert(note.id.clone());
    let new = imported.into_iter().filter(is_new).collect();
    let articles: Vec<&Article> =
        whole.dossier.articles.iter().map(|article| &article.article).collect();
    attach(new, &articles, &store::now())
}
