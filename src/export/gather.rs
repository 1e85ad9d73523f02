//! What the formats have in common: notes with the places they stand on now,
//! the tellings of an entry with their articles, links that are safe to follow.

use std::collections::BTreeMap;

use crate::{
    dossier::{Dossier, Entity, Entry, Telling},
    model::{AnnotatedArticle, Article, CodePoints, Span},
    note::{ArticleKey, Haystack, Note, NoteAnchor, Place, short_hash},
};

use super::Export;

/// The notes of one article.
#[derive(Debug)]
pub(super) struct Shelf<'a> {
    /// The article; none when it is not in the dossier.
    pub(super) article: Option<&'a Article>,
    /// What the article is known by.
    pub(super) key: ArticleKey,
    /// Its notes, by place; orphans last.
    pub(super) notes: Vec<Placed<'a>>,
}

/// A note and where it stands now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed<'a> {
    /// The note.
    pub(super) note: &'a Note,
    /// Its place in the article's text; none for an orphan and for a note on a whole article.
    pub(super) span: Option<Span>,
}

impl Placed<'_> {
    /// Whether its words are not in the text any more, or its article is not here.
    pub(super) fn is_orphan(&self) -> bool {
        self.span.is_none() && !self.note.anchor.quote.is_empty()
    }
}

impl Shelf<'_> {
    /// The article's headline; its file or address when it has none or is not here.
    pub(super) fn title(&self) -> &str {
        match self.article {
            Some(article) => title(article),
            None if self.key.file.is_empty() => self.key.url.as_deref().unwrap_or("untitled"),
            None => &self.key.file,
        }
    }

    /// The address, where it is one to follow.
    pub(super) fn link(&self) -> Option<&str> {
        self.article.map_or_else(|| self.key.url.as_deref().and_then(safe_link), link)
    }

    /// The words a note stands on: those in the text now, or those it was made on.
    pub(super) fn quote<'b>(&'b self, placed: &'b Placed<'_>) -> &'b str {
        match (self.article, placed.span) {
            (Some(article), Some(span)) => span.cut(&article.text),
            _ => &placed.note.anchor.quote,
        }
    }
}

/// Every article that has notes, in the dossier's order, then the articles that are not here.
pub(super) fn shelves<'a>(export: &Export<'a>) -> Vec<Shelf<'a>> {
    let articles: Vec<&Article> = articles(export.dossier).collect();
    let shelves = export.notebook.shelves(articles.iter().copied());
    let noted = articles.iter().zip(shelves.of).filter(|(_, notes)| !notes.is_empty());
    let here = noted.map(|(article, notes)| shelf(article, &notes));
    here.chain(homeless(shelves.homeless)).collect()
}

/// Shelves of the notes whose articles are not here.
fn homeless<'a>(notes: Vec<&'a Note>) -> impl Iterator<Item = Shelf<'a>> {
    let mut shelves: BTreeMap<&ArticleKey, Vec<Placed<'a>>> = BTreeMap::new();
    for note in notes {
        shelves.entry(&note.article).or_default().push(Placed { note, span: None });
    }
    shelves.into_iter().map(|(key, notes)| Shelf { article: None, key: key.clone(), notes })
}

fn shelf<'a>(article: &'a Article, notes: &[&'a Note]) -> Shelf<'a> {
    let anchors: Vec<&NoteAnchor> = notes.iter().map(|note| &note.anchor).collect();
    let found = Haystack::of(&article.text).places(&anchors).into_iter().map(Place::found);
    let mut notes: Vec<Placed<'a>> =
        notes.iter().zip(found).map(|(note, span)| Placed { note, span }).collect();
    notes.sort_by_key(|placed| (placed.span.is_none(), placed.span));
    Shelf { article: Some(article), key: ArticleKey::of(article), notes }
}

/// The articles of a dossier, in its order.
pub(super) fn articles(dossier: &Dossier) -> impl Iterator<Item = &Article> {
    dossier.articles.iter().map(|held| &held.article)
}

/// What an article is known by in exported files: its address, else its path,
/// so that a changed article keeps its id.
pub(super) fn dateline_id(key: &ArticleKey) -> String {
    let known = key.url.as_deref().filter(|url| !url.is_empty()).unwrap_or(&key.file);
    format!("a{}", short_hash(if known.is_empty() { &key.hash } else { known }))
}

/// The headline of an article; its file when it has none.
pub(super) fn title(article: &Article) -> &str {
    let title = article.metadata.title.as_str();
    if title.is_empty() { &article.origin.file } else { title }
}

/// The address of an article, where it is one to follow.
pub(super) fn link(article: &Article) -> Option<&str> {
    article.metadata.url.as_deref().and_then(safe_link)
}

/// An address that may be written as a link: http, https or mailto, without
/// white space and without characters that end a link in HTML or Markdown.
pub(super) fn safe_link(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let known = ["http", "https", "mailto"].iter().any(|name| scheme.eq_ignore_ascii_case(name));
    (known && url.chars().all(fits_link)).then_some(url)
}

fn fits_link(character: char) -> bool {
    !character.is_whitespace() && !character.is_control() && !"<>\"'`\\{}|^".contains(character)
}

/// One telling of an entry with its article.
pub(super) struct Told<'a> {
    /// The telling.
    pub(super) telling: &'a Telling,
    /// Its article.
    pub(super) article: &'a Article,
    /// The sentence.
    pub(super) sentence: &'a str,
}

/// The tellings of an entry whose articles are there, the clearest first.
pub(super) fn told<'a>(dossier: &'a Dossier, entry: &'a Entry) -> impl Iterator<Item = Told<'a>> {
    entry.tellings.iter().filter_map(|telling| {
        let held: &AnnotatedArticle = dossier.articles.get(telling.article)?;
        let sentence = telling.sentence.cut(&held.article.text);
        Some(Told { telling, article: &held.article, sentence })
    })
}

/// The names of an entry's entities.
pub(super) fn entities<'a>(dossier: &'a Dossier, entry: &'a Entry) -> Vec<&'a str> {
    let named = |&id: &usize| dossier.entities.get(id).map(Entity::name);
    entry.entities.iter().filter_map(named).collect()
}

/// The words of the first telling that give the date, with the date itself: `last year (2017)`.
pub(super) fn as_told(entry: &Entry) -> String {
    let edtf = entry.when.as_ref().map(crate::model::When::edtf).unwrap_or_default();
    let mut words = entry.tellings.iter().map(|telling| telling.grounds.expression());
    match words.find(|words| !words.is_empty()) {
        Some(words) if words != edtf && !edtf.is_empty() => format!("{words} ({edtf})"),
        words => words.map_or(edtf, str::to_owned),
    }
}

/// Why an entry stands at its date: words, what they count from, rule.
pub(super) fn reason(telling: &Telling) -> String {
    let anchor = telling.grounds.anchor().map(|anchor| format!(" counted from {anchor}"));
    let rule = match telling.grounds.rule() {
        "" => String::new(),
        rule => format!(", {rule}"),
    };
    format!("{}{}{rule}", dated_by(telling), anchor.unwrap_or_default())
}

/// The words that give a telling its date.
fn dated_by(telling: &Telling) -> String {
    match telling.grounds.expression() {
        "" => "the publication day".to_owned(),
        words => format!("“{words}”"),
    }
}

/// Code points of every article, counted once.
pub(super) fn code_points(dossier: &Dossier) -> Vec<CodePoints<'_>> {
    articles(dossier).map(|article| CodePoints::of(&article.text)).collect()
}

/// A text without what a title or a cell can't hold: one line, single spaces.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
