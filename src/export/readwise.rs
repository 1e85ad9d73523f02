//! Notes as the CSV that Readwise imports: its own column names, quotes word for
//! word. People open such files in spreadsheets, too: what one would compute is
//! guarded, in highlights only what is a formula as a whole.

use super::{
    Export,
    escape::{cell, quoted_cell},
    gather::{Placed, Shelf, shelves},
    table::Table,
};
use crate::model::Article;

/// The file's text.
pub(super) fn text(export: &Export<'_>) -> String {
    let mut table = Table::new(["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"]);
    for shelf in shelves(export) {
        // The service knows no note without a highlight.
        for placed in shelf.notes.iter().filter(|placed| !shelf.quote(placed).is_empty()) {
            add_row(&mut table, &shelf, placed);
        }
    }
    table.into_text()
}

fn add_row(table: &mut Table, shelf: &Shelf<'_>, placed: &Placed<'_>) {
    let note = placed.note;
    table.row([
        &quoted_cell(shelf.quote(placed)),
        &cell(shelf.title()),
        &cell(&shelf.article.map(author).unwrap_or_default()),
        shelf.link().unwrap_or_default(),
        &cell(&note.text),
        &note.anchor.start.to_string(),
        &date(&note.created),
    ]);
}

/// Who wrote an article, else who published it.
fn author(article: &Article) -> String {
    match article.metadata.byline.join(", ") {
        names if names.is_empty() => article.metadata.publisher.clone().unwrap_or_default(),
        names => names,
    }
}

/// `YYYY-MM-DD hh:mm:ss`, in UTC; empty for what is no time.
fn date(time: &str) -> String {
    let parsed = time.parse::<jiff::Timestamp>();
    parsed.map_or_else(|_| String::new(), |time| time.strftime("%Y-%m-%d %H:%M:%S").to_string())
}
