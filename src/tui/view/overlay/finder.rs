//! The finder and the palette: what is typed, results with their matched
//! letters, and a preview of the selected one.

use ratatui::{buffer::Buffer, layout::Rect};

use super::rows;
use crate::{
    dossier::{Entry, Query},
    model::Span,
    tui::{
        layout::Sheet,
        state::{Finder, FinderScope, Found, State, Target},
        theme::Role,
        view::{
            list::headline,
            paint::{Ink, Layer, TextLine, put, text_line},
            row::{self, Selected, cut, put_cut, sides},
        },
        wrap::{cells, wrap},
    },
};

/// Columns that a date or a kind needs beside a result.
const LEAST_DETAIL: usize = 12;

/// The sheet's title.
pub(super) fn title(finder: &Finder) -> &'static str {
    match finder.scope {
        FinderScope::Everything => "find anything",
        FinderScope::Commands => "commands",
    }
}

/// Draws the finder.
pub(super) fn draw(state: &State, buffer: &mut Buffer, sheet: Sheet, finder: &Finder, ink: Ink) {
    let typed = format!("› {}", finder.input.value());
    let count = format!("{} found", finder.results.len());
    sides(buffer, sheet.head, (&typed, ink.of(Role::Text)), (&count, ink.of(Role::Faint)));
    let counted = (finder.cursor, finder.results.len());
    rows(buffer, sheet.rows, counted, ink, |buffer, line, at, selected| {
        if let Some(found) = finder.results.get(at) {
            result(buffer, line, found, selected, ink);
        }
    });
    preview(state, buffer, sheet, finder, ink);
}

fn kind(target: Target) -> &'static str {
    match target {
        Target::Article(_) => "article ",
        Target::Passage { .. } => "passage ",
        Target::Entity(_) => "entity  ",
        Target::Entry(_) => "event   ",
        Target::Note(_) => "note    ",
        Target::Command(_) => "command ",
    }
}

fn result(buffer: &mut Buffer, line: Rect, found: &Found, selected: Selected, ink: Ink) {
    let faint = selected.part(Role::Faint, ink);
    let column = put(buffer, (line.x, line.y), line.width, kind(found.target), faint);
    let rest = Rect { x: column, width: line.right().saturating_sub(column), ..line };
    let base = selected.part(Role::Text, ink);
    let detail = cut(&found.detail, usize::from(rest.width / 3).max(LEAST_DETAIL));
    let room = sides(buffer, rest, (&found.title, base), (&detail, faint));
    let is_cut = cells(&found.title) > usize::from(room);
    // What stands under the sign of the cut, or beyond it, isn't shown.
    let end = rest.x + room.saturating_sub(u16::from(is_cut));
    for (place, letter) in matched(found) {
        let column = rest.x.saturating_add(place);
        if usize::from(column) + cells(letter) <= usize::from(end) {
            let style = ink.over(base, Role::Matched);
            put(buffer, (column, rest.y), 2, letter, style);
        }
    }
}

/// The matched letters with the column each stands in.
fn matched(found: &Found) -> impl Iterator<Item = (u16, &str)> {
    found.matched.iter().filter_map(|&number| {
        let (at, letter) = found.title.char_indices().nth(number)?;
        let before = Span::new(0, at).cut(&found.title);
        let column = u16::try_from(cells(before)).ok()?;
        Some((column, Span::new(at, at + letter.len_utf8()).cut(&found.title)))
    })
}

/// What the selected result leads to, with the words that were asked for marked.
fn preview(state: &State, buffer: &mut Buffer, sheet: Sheet, finder: &Finder, ink: Ink) {
    let Some(found) = finder.results.get(finder.cursor.selected) else { return };
    if sheet.preview.width < 4 {
        return;
    }
    let beside = sheet.preview.y == sheet.rows.y;
    let area = if beside { ruled(buffer, sheet.preview, ink) } else { sheet.preview };
    let (text, marked) = preview_text(state, found, finder.input.value());
    let layer: Vec<_> = marked.into_iter().map(|span| (span, Role::Hit)).collect();
    wrapped(buffer, area, &text, &layer, ink);
}

/// Draws a rule at the left of an area; gives what is left of it.
fn ruled(buffer: &mut Buffer, area: Rect, ink: Ink) -> Rect {
    for line in area.rows() {
        put(buffer, (line.x, line.y), 1, "│", ink.of(Role::Rule));
    }
    Rect { x: area.x + 2, width: area.width - 2, ..area }
}

/// The text of a preview and the parts of it that are marked.
fn preview_text(state: &State, found: &Found, query: &str) -> (String, Vec<Span>) {
    let holdings = &state.holdings;
    let around = match found.target {
        Target::Article(article) => Some((article, 0)),
        Target::Passage { article, snippet } => Some((article, snippet.start)),
        _ => None,
    };
    let whole =
        around.and_then(|(at, from)| Some((at, from, holdings.dossier.articles.whole(at)?)));
    if let Some((at, from, whole)) = whole {
        let article = &whole.article;
        let text = article.text.get(from..).unwrap_or_default();
        let text: String = text.chars().take(1200).collect();
        let text = format!("{}\n\n{text}", headline(state, at));
        let marked = Query::parse(query).matches(&text);
        return (text, marked);
    }
    (other_preview(state, found), Vec::new())
}

fn other_preview(state: &State, found: &Found) -> String {
    let dossier = &state.holdings.dossier;
    match found.target {
        Target::Entity(id) => dossier.entities.get(id).map_or_else(String::new, |entity| {
            let articles = entity.articles().len();
            format!(
                "{} ({})\n\n{}\n\nin {articles} articles",
                entity.name(),
                entity.kind.name(),
                entity.variants().collect::<Vec<_>>().join(", ")
            )
        }),
        Target::Entry(entry) => entry.get(dossier).map(entry_text).unwrap_or_default(),
        Target::Note(note) => note_text(state, note),
        Target::Command(id) => {
            let command = id.command();
            format!("{}\n\n{}\n\n{}", command.name, command.help, command.keys.join(", "))
        }
        Target::Article(_) | Target::Passage { .. } => String::new(),
    }
}

fn entry_text(entry: &Entry) -> String {
    let when = entry.when.as_ref().map(crate::model::When::edtf).unwrap_or_default();
    format!("{when}\n\n{}\n\ntold {} times", entry.text, entry.tellings.len())
}

fn note_text(state: &State, note: usize) -> String {
    let placed = state.holdings.notes.get(note);
    let note = placed.and_then(|placed| state.holdings.notebook.notes.get(placed.note));
    note.map(|note| format!("“{}”\n\n{}", note.anchor.quote, note.text)).unwrap_or_default()
}

/// Puts a text, wrapped, with one layer.
pub(super) fn wrapped(buffer: &mut Buffer, area: Rect, text: &str, layer: Layer<'_>, ink: Ink) {
    let lines = wrap(text, Span::new(0, text.len()), usize::from(area.width), &[]);
    for (span, down) in lines.into_iter().zip(0..area.height) {
        let Some(place) = row::line(area, down) else { break };
        let line = TextLine { text, span, base: Role::Text, layers: &[layer], signs: &[] };
        text_line(buffer, place, line, ink);
    }
    if text.is_empty() {
        put_cut(buffer, Rect { height: area.height.min(1), ..area }, "", ink.of(Role::Text));
    }
}
