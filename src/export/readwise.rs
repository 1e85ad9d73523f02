//! Notes as the CSV that Readwise imports: its own column names, quotes and
//! notes word for word. No formula guard here: the service is no spreadsheet,
//! and an apostrophe would become part of the quote.

use super::{Export, gather::shelves, table::Table};

/// The file's text.
pub(super) fn text(export: &Export<'_>) -> String {
    let mut table = Table::new(["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"]);
    for shelf in shelves(export) {
        let author = shelf.article.map_or_else(String::new, |article| {
            let named = &article.metadata.byline;
            if named.is_empty() {
                article.metadata.publisher.clone().unwrap_or_default()
            } else {
                named.join(", ")
            }
        });
        // The service knows no note without a highlight.
        for placed in shelf.notes.iter().filter(|placed| !shelf.quote(placed).is_empty()) {
            let note = placed.note;
            table.row([
                shelf.quote(placed),
                shelf.title(),
                &author,
                shelf.link().unwrap_or_default(),
                &note.text,
                &note.anchor.start.to_string(),
                &date(&note.created),
            ]);
        }
    }
    table.into_text()
}

/// `YYYY-MM-DD hh:mm:ss`, in UTC; empty for what is no time.
fn date(time: &str) -> String {
    let parsed = time.parse::<jiff::Timestamp>();
    parsed.map_or_else(|_| String::new(), |time| time.strftime("%Y-%m-%d %H:%M:%S").to_string())
}
