//! `notes add`: one note from the arguments, or one a line from standard input.
//!
//! The id of a note is printed once the note is safe on disk, never before.

use std::io::{self, BufRead, Write};

use anyhow::{Context, Result, anyhow, bail};
use serde::Deserialize;

use super::{
    Exit,
    args::AddArgs,
    session::{Session, Whole},
};
use crate::{
    clean::{sanitise, sanitise_line},
    fold::{Folded, fold},
    model::{Article, CodePoints, Span},
    note::{Act, ArticleKey, Colour, Note, NoteAnchor},
    store::{self, Home},
};

/// Adds notes.
pub(super) fn add(home: &Home, args: &AddArgs, out: &mut dyn Write) -> Result<Exit> {
    let draft = Draft::of(args);
    let mut desk = Desk::open(home, args);
    match &args.note {
        Some(note) if note != "-" => desk.add(&draft, out)?,
        None if draft.has_place() => desk.add(&draft, out)?,
        _ => from_input(&mut desk, &draft, out)?,
    }
    Ok(Exit::Done)
}

/// Reads notes from standard input and stops at the first that can't be added,
/// so that the ids printed are those of the first lines.
fn from_input(desk: &mut Desk, draft: &Draft, out: &mut dyn Write) -> Result<()> {
    for (line, number) in io::stdin().lock().lines().zip(1..) {
        let line = line.context("standard input")?;
        if !line.trim().is_empty() {
            let draft = draft.with_line(&line);
            let added = draft.and_then(|draft| desk.add(&draft, out));
            added.with_context(|| format!("standard input, line {number}"))?;
        }
    }
    Ok(())
}

/// A note as it was asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Draft {
    article: Option<String>,
    quote: Option<String>,
    start: Option<usize>,
    end: Option<usize>,
    note: Option<String>,
    tags: Vec<String>,
    colour: Option<Colour>,
}

impl Draft {
    fn of(args: &AddArgs) -> Self {
        Self {
            article: args.article.clone(),
            quote: args.quote.clone(),
            start: args.start,
            end: args.end,
            note: args.note.clone(),
            tags: args.tag.clone(),
            colour: args.colour.as_deref().and_then(Colour::named),
        }
    }

    fn has_place(&self) -> bool {
        self.quote.is_some() || self.start.is_some()
    }

    /// The draft with what a line says in place of what the arguments said.
    fn with_line(&self, line: &str) -> Result<Self> {
        if !line.trim_start().starts_with('{') {
            return Ok(Self { note: Some(line.to_owned()), ..self.clone() });
        }
        let own: Self = serde_json::from_str(line).context("not a note")?;
        Ok(own.or(self))
    }

    /// The draft with what it lacks from another; a place is one whole.
    fn or(self, other: &Self) -> Self {
        let placed = if self.has_place() { self.clone() } else { other.clone() };
        Self {
            article: self.article.or_else(|| other.article.clone()),
            note: self.note.or_else(|| other.note.clone().filter(|note| note != "-")),
            tags: if self.tags.is_empty() { other.tags.clone() } else { self.tags },
            colour: self.colour.or(other.colour),
            ..placed
        }
    }
}

/// An open dossier that notes are added to.
struct Desk {
    home: Home,
    session: Session,
    whole: Whole,
}

impl Desk {
    fn open(home: &Home, args: &AddArgs) -> Self {
        let session = Session::open(home, &args.paths.paths);
        let whole = session.whole();
        Self { home: home.clone(), session, whole }
    }

    fn add(&mut self, draft: &Draft, out: &mut dyn Write) -> Result<()> {
        let note = self.note(draft)?;
        for record in self.session.log.append(&[Act::Note { note }])? {
            if let Act::Note { note } = record.act {
                writeln!(out, "{}", note.id)?;
                out.flush()?;
                self.keep_version(&note.article);
            }
        }
        Ok(())
    }

    /// Keeps the text that a note was made on, to compare later ones with.
    fn keep_version(&self, key: &ArticleKey) {
        let noted = self.articles().find(|article| ArticleKey::of(article) == *key);
        if let Some(article) = noted {
            store::keep_version(&self.home, key, &article.text);
        }
    }

    /// The note without id and times, which the log gives.
    fn note(&self, draft: &Draft) -> Result<Note> {
        let article = self.article(draft.article.as_deref())?;
        Ok(Note {
            id: String::new(),
            article: ArticleKey::of(article),
            anchor: anchor(article, draft)?,
            colour: draft.colour.unwrap_or_default(),
            text: draft.note.clone().unwrap_or_default(),
            tags: draft.tags.clone(),
            created: String::new(),
            modified: String::new(),
        })
    }

    fn article(&self, name: Option<&str>) -> Result<&Article> {
        match name.map(sanitise_line) {
            Some(name) => self.named(&name),
            None => self.only(),
        }
    }

    fn articles(&self) -> impl Iterator<Item = &Article> {
        self.whole.dossier.articles.iter().map(|article| &article.article)
    }

    /// The one article of a dossier that has no other.
    fn only(&self) -> Result<&Article> {
        let mut articles = self.articles();
        match (articles.next(), articles.next()) {
            (Some(only), None) => Ok(only),
            _ => bail!("say which article with --article"),
        }
    }

    fn named(&self, name: &str) -> Result<&Article> {
        let named: Vec<_> = self.articles().filter(|article| is_named(article, name)).collect();
        match named.as_slice() {
            [article] => Ok(article),
            [] => bail!("no article is called '{name}'"),
            several => {
                let others: Vec<_> = several.iter().map(|one| other_name(one, name)).collect();
                let others = others.get(..5).unwrap_or(&others).join(", ");
                bail!("{} articles are called '{name}'; say which: {others}", several.len())
            }
        }
    }
}

/// A name of the article that is not `name`.
fn other_name<'a>(article: &'a Article, name: &str) -> &'a str {
    if article.id == name { &article.origin.file } else { &article.id }
}

/// Whether a name is the article's id, address, content hash, file or file name.
pub(super) fn is_named(article: &Article, name: &str) -> bool {
    let file = ArticleKey::of(article).file;
    let ends = |file: &str| file.strip_suffix(name).is_some_and(|rest| rest.ends_with('/'));
    article.id == name
        || article.metadata.url.as_deref() == Some(name)
        || article.origin.hash == name
        || [&file, &article.origin.file].into_iter().any(|file| file == name || ends(file))
}

fn anchor(article: &Article, draft: &Draft) -> Result<NoteAnchor> {
    let span = match (&draft.quote, draft.start, draft.end) {
        (Some(quote), _, _) => quoted(article, quote)?,
        (None, Some(start), Some(end)) => range(article, start, end)?,
        (None, None, None) => return Ok(NoteAnchor::default()),
        _ => bail!("a place needs both its start and its end"),
    };
    Ok(NoteAnchor::make(article, span))
}

/// Where the words stand: exactly, else as the reader shows them and under
/// folding, and once; else the one place that is nearly like them.
fn quoted(article: &Article, quote: &str) -> Result<Span> {
    let exact = places(&article.text, quote);
    let shown = || folded_places(&article.text, &sanitise(quote));
    let found = if exact.is_empty() { shown() } else { exact };
    let file = &article.origin.file;
    match found.as_slice() {
        [span] => Ok(*span),
        [] => {
            nearly(article, quote).ok_or_else(|| anyhow!("{file}: these words do not stand there"))
        }
        _ => bail!("{file}: these words stand there more than once; give --start and --end"),
    }
}

/// The one place that is nearly like some words.
fn nearly(article: &Article, quote: &str) -> Option<Span> {
    NoteAnchor { quote: quote.to_owned(), ..NoteAnchor::default() }.find(article)
}

/// The first two places of some words.
fn places(text: &str, words: &str) -> Vec<Span> {
    let found = text.match_indices(words).filter(|(_, words)| !words.is_empty());
    found.take(2).map(|(start, words)| Span::new(start, start + words.len())).collect()
}

fn folded_places(text: &str, words: &str) -> Vec<Span> {
    let folded = Folded::of(text);
    let found = places(&folded.text, &fold(words));
    found.into_iter().map(|span| folded.original(span)).collect()
}

fn range(article: &Article, start: usize, end: usize) -> Result<Span> {
    let points = CodePoints::of(&article.text);
    let (file, total) = (&article.origin.file, points.total());
    if start >= end || end > total {
        bail!("{file}: expected 0 <= start < end <= {total}, found {start} and {end}");
    }
    Ok(points.bytes(start, end))
}
