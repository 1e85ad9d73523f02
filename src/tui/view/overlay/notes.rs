//! The list of notes: heads, a line a note, the selected one whole beside them.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{finder::wrapped, rows};
use crate::{
    model::Span,
    note::Note,
    tui::{
        layout::Sheet,
        state::{NoteOrder, NoteRow, NotesList, PlacedNote, State},
        theme::Role,
        view::{
            list::headline,
            paint::Ink,
            row::{put_cut, sides},
            text::colour_number,
        },
    },
};

/// The title of the list.
pub(super) fn title(list: &NotesList) -> String {
    format!("notes {} ({})", list.order.name(), list.count)
}

/// Draws the list.
pub(super) fn draw(state: &State, buffer: &mut Buffer, sheet: Sheet, list: &NotesList, ink: Ink) {
    head(buffer, sheet.head, list, ink);
    let counted = (list.cursor, list.rows.len());
    rows(buffer, sheet.rows, counted, ink, |buffer, line, at, selected| match list.rows.get(at) {
        Some(NoteRow::Head(head, count)) => {
            let style = ink.of(Role::Heading);
            sides(buffer, line, (head, style), (&count.to_string(), ink.of(Role::Faint)));
        }
        Some(NoteRow::Note(note)) => {
            let left = note_line(state, *note);
            let right = aside(state, list.order, *note);
            let faint = selected.part(Role::Faint, ink);
            sides(buffer, line, (&left, selected.part(Role::Text, ink)), (&right, faint));
        }
        None => {}
    });
    if let Some(found) = list.selected().and_then(|at| state.holdings.note(at)) {
        preview(state, buffer, sheet.preview, found, ink);
    }
}

fn head(buffer: &mut Buffer, line: Rect, list: &NotesList, ink: Ink) {
    let text = match (list.filter.as_str(), list.count) {
        ("", 0) => "no notes yet: select with v, then m or a".to_owned(),
        ("", _) => String::new(),
        (filter, 0) => format!("› {filter}: no note"),
        (filter, _) => format!("› {filter}"),
    };
    put_cut(buffer, line, &text, ink.of(Role::Faint));
}

/// Colour and words of a note.
fn note_line(state: &State, at: usize) -> String {
    let Some((_, note)) = state.holdings.note(at) else { return String::new() };
    let words = if note.text.is_empty() { " " } else { "✎" };
    let said = if note.anchor.quote.is_empty() { &note.text } else { &note.anchor.quote };
    format!("{}{words} {}", colour_number(note.colour) + 1, one_line(said))
}

/// What became of a note's place, else its tags, else its article where no head names it.
fn aside(state: &State, order: NoteOrder, at: usize) -> String {
    let Some((placed, note)) = state.holdings.note(at) else { return String::new() };
    let whole = match placed.article {
        None => "not in this dossier".to_owned(),
        Some(_) if is_lost(placed, note) => "orphan".to_owned(),
        Some(article) if note.tags.is_empty() && order != NoteOrder::Article => {
            headline(state, article).to_owned()
        }
        Some(_) => tags(note),
    };
    whole.chars().take(24).collect()
}

fn is_lost(placed: PlacedNote, note: &Note) -> bool {
    placed.span.is_none() && !note.anchor.quote.is_empty()
}

fn tags(note: &Note) -> String {
    note.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" ")
}

/// The whole note; around an orphan's words what stood around them.
fn preview(
    state: &State,
    buffer: &mut Buffer,
    area: Rect,
    (placed, note): (PlacedNote, &Note),
    ink: Ink,
) {
    let (text, quoted) = preview_text(state, placed, note);
    let marked = [(quoted, Role::Highlight(colour_number(note.colour)))];
    let area = Rect { x: area.x + area.width.min(1), width: area.width.saturating_sub(1), ..area };
    wrapped(buffer, area, &text, &marked, ink);
}

fn preview_text(state: &State, placed: PlacedNote, note: &Note) -> (String, Span) {
    let anchor = &note.anchor;
    let title = placed.article.map_or(note.article.file.as_str(), |at| headline(state, at));
    let mut text = format!("{title}\n\n");
    let lost = is_lost(placed, note);
    let (before, after) =
        if lost { (anchor.prefix.as_str(), anchor.suffix.as_str()) } else { ("", "") };
    text.extend([if lost && !before.is_empty() { "…" } else { "" }, before]);
    let start = text.len();
    text.push_str(&anchor.quote);
    let quoted = Span::new(start, text.len());
    text.extend([after, if lost && !after.is_empty() { "…" } else { "" }]);
    if lost {
        text.push_str("\n\nThese words are not found. p puts the note on others.");
    }
    let day = note.created.get(..10).unwrap_or_default();
    let parts = [note.text.as_str(), &tags(note), day];
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        text.extend(["\n\n", part]);
    }
    (text, quoted)
}

/// A text with its line ends as spaces.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
