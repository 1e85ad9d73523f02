//! A story's articles side by side: what each alone says, then what they share.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{finder::wrapped, rows};
use crate::{
    model::Span,
    tui::{
        layout::Sheet,
        state::{RowCursor, State, StoryColumn, StoryView},
        theme::Role,
        view::{
            list::headline,
            paint::{Ink, put},
            row::{Selected, put_cut},
        },
    },
};

/// The narrowest column that can be read.
const NARROWEST: u16 = 30;
/// Lines under the columns for the selected sentence in full.
const FULL_SENTENCE: u16 = 5;

/// The sheet's title.
pub(super) fn title(state: &State, view: &StoryView) -> String {
    let story = state.holdings.dossier.stories.get(view.story);
    story.map(|story| story.title.clone()).unwrap_or_default()
}

/// As many columns as there is room for, the selected one among them.
pub(super) fn draw(state: &State, buffer: &mut Buffer, sheet: Sheet, view: &StoryView, ink: Ink) {
    let area = sheet.head.union(sheet.rows);
    let foot = FULL_SENTENCE.min(area.height / 3);
    let columns_area = Rect { height: area.height - foot, ..area };
    let room = usize::from((area.width / NARROWEST).max(1));
    let first = view.column.saturating_sub(room - 1);
    let shown = view.columns.iter().enumerate().skip(first).take(room);
    let count = u16::try_from(shown.clone().count().max(1)).unwrap_or(1);
    let wide = area.width / count;
    for ((number, column), left) in shown.zip(0..) {
        let place = Rect { x: area.x + left * wide, width: wide.saturating_sub(1), ..columns_area };
        let cursor = if number == view.column { Some(view.cursor) } else { None };
        // Where not all are shown, each says which one it is.
        let all = view.columns.len() <= room;
        let number =
            if all { String::new() } else { format!("{}/{} ", number + 1, view.columns.len()) };
        draw_column(state, buffer, place, (column, cursor, &number), ink);
    }
    let full = Rect { y: columns_area.bottom(), height: foot, ..area };
    if let Some((article, sentence)) = view.selected() {
        wrapped(buffer, full, &sentence_text(state, article, sentence), &[], ink);
    }
}

fn sentence_text(state: &State, article: usize, sentence: Span) -> String {
    let article = state.holdings.article(article);
    let text = article.map(|article| sentence.cut(&article.text)).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn draw_column(
    state: &State,
    buffer: &mut Buffer,
    area: Rect,
    (column, cursor, number): (&StoryColumn, Option<RowCursor>, &str),
    ink: Ink,
) {
    let card = state.holdings.card(column.article);
    let publisher = card.and_then(|card| card.head.metadata.publisher.as_deref());
    let name = publisher.unwrap_or_else(|| headline(state, column.article));
    let name = format!("{number}{name}");
    let role = if cursor.is_some() { Role::TitleFocused } else { Role::Title };
    put_cut(buffer, Rect { height: area.height.min(1), ..area }, &name, ink.of(role));
    let list = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let sentences: Vec<_> = column.only.iter().chain(&column.shared).collect();
    let nowhere = RowCursor { selected: usize::MAX, top: 0 };
    let counted = (cursor.unwrap_or(nowhere), sentences.len());
    rows(buffer, list, counted, ink, |buffer, line, at, selected| {
        let Some(&&sentence) = sentences.get(at) else { return };
        let alone = at < column.only.len();
        let text = sentence_text(state, column.article, sentence);
        sentence_row(buffer, line, (&text, alone, selected), ink);
    });
}

/// A sentence on one line: `+` where this article alone says it, `=` where others do, too.
fn sentence_row(
    buffer: &mut Buffer,
    line: Rect,
    (text, alone, selected): (&str, bool, Selected),
    ink: Ink,
) {
    let (sign, role) = if alone { ("+ ", Role::Text) } else { ("= ", Role::Faint) };
    let style = selected.part(role, ink);
    let column = put(buffer, (line.x, line.y), line.width, sign, style);
    let rest = Rect { x: column, width: line.right().saturating_sub(column), ..line };
    put_cut(buffer, rest, text, style);
}
