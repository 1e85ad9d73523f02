//! A part of a dossier: the articles that a query finds, and their notes.

use std::collections::BTreeSet;

use super::gather::title;
use crate::{
    dossier::{Dossier, Held, Query, Said},
    model::ArticleMarks,
    note::{Note, Notebook},
};

/// The articles that pass `query`, with those of their notes that have the
/// tags and the rest that the query asks of notes. `marks` are in the order of
/// the articles.
#[must_use]
pub fn narrowed(
    (dossier, notebook): (&Dossier, &Notebook),
    query: &Query,
    marks: &[ArticleMarks],
) -> (Dossier, Notebook) {
    let passing = dossier.matching(query, marks);
    let articles: Vec<Held> =
        passing.iter().filter_map(|&at| dossier.articles.held(at).cloned()).collect();
    let all = dossier.articles.cards().map(|card| &card.head);
    let shelves = notebook.shelves(all);
    let mut kept = BTreeSet::new();
    for &at in &passing {
        let (Some(card), Some(notes)) = (dossier.articles.card(at), shelves.of.get(at)) else {
            continue;
        };
        let tags = marks.get(at).map(|marks| &marks.tags);
        let said = |note: &Note| said(note, tags.into_iter().flatten(), title(&card.head));
        let fitting = notes.iter().filter(|note| query.fits_note(&said(note)));
        kept.extend(fitting.map(|note| note.id.clone()));
    }
    (Dossier::build(articles, &notebook.corrections), notebook.with_only(&kept))
}

/// What a note says, with the tags and the title of its article.
#[must_use]
pub fn said<'a>(note: &'a Note, tags: impl Iterator<Item = &'a String>, title: &str) -> Said {
    Said::of(&note.anchor.quote, &note.text, note.tags.iter().chain(tags), title)
}
