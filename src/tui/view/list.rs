//! The list pane: two lines an article, heads over stories.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    paint::{Ink, put},
    row::{self, Selected, sides},
};
use crate::{
    dossier::Card,
    model::Published,
    note::ArticleKey,
    tui::{
        layout::{ARTICLE_LINES, Pane},
        state::{ListRow, State},
        theme::Role,
        wrap::cells,
    },
};

/// Draws the rows from the first one shown.
pub(crate) fn draw(state: &State, buffer: &mut Buffer, area: Rect, ink: Ink) {
    let focused = state.arrangement.focus == Pane::List;
    let mut down = 0;
    for (at, list_row) in state.list.rows.iter().enumerate().skip(state.list.cursor.top) {
        if down >= area.height {
            break;
        }
        let selected = Selected::of(at, state.list.cursor.selected, focused);
        let height = lines(*list_row).min(area.height - down);
        let place = Rect { y: area.y + down, height, ..area };
        let inner = row::begin(buffer, place, selected, ink);
        match *list_row {
            ListRow::Article(article) => {
                article_row(state, buffer, inner, (article, selected), ink);
            }
            ListRow::Saved(at) => saved_row(state, buffer, inner, (at, selected), ink),
            ListRow::Story(story) => story_row(state, buffer, inner, (story, selected), ink),
            ListRow::Rest => {
                put(
                    buffer,
                    (inner.x, inner.y),
                    inner.width,
                    "other articles",
                    ink.of(Role::Heading),
                );
            }
        }
        down += height;
    }
    if state.list.rows.len() == state.list.first_row() && down < area.height {
        let line = Rect { y: area.y + down, height: 1, ..area };
        row::put_cut(buffer, line, nothing(state), ink.of(Role::Faint));
    }
}

/// Lines that a row takes.
fn lines(list_row: ListRow) -> u16 {
    match list_row {
        ListRow::Article(_) => ARTICLE_LINES,
        ListRow::Saved(_) | ListRow::Story(_) | ListRow::Rest => 1,
    }
}

fn nothing(state: &State) -> &'static str {
    match (state.loading.finished, state.list.filter.is_empty()) {
        (false, _) => " reading…",
        (true, true) if state.loading.problems.is_empty() => " no articles here",
        (true, true) => " no article could be read",
        (true, false) => " no article passes the filter",
    }
}

fn article_row(
    state: &State,
    buffer: &mut Buffer,
    area: Rect,
    (article, selected): (usize, Selected),
    ink: Ink,
) {
    let Some(card) = state.holdings.card(article) else { return };
    let marks = state.holdings.marks_of(article);
    let unread = marks.is_none_or(|marks| !marks.read);
    let starred = marks.is_some_and(|marks| marks.starred);
    let notes = marks.map_or(0, |marks| marks.notes);
    let mark = selected.part(Role::Mark, ink);
    put(buffer, (area.x, area.y), 1, if unread { "•" } else { " " }, mark);
    let title_line = indent(Rect { height: 1, ..area });
    row::put_cut(buffer, title_line, card.headline(), selected.part(Role::Text, ink));
    let Some(second) = row::line(area, 1) else { return };
    put(buffer, (second.x, second.y), 1, if starred { "★" } else { " " }, mark);
    let about = format!("{}{}", about(card), tags(state, article));
    let new = state.versions.is_new(&ArticleKey::of(&card.head));
    let counts = format!("{}{}", if new { "↻ " } else { "" }, counts(card.events, notes));
    let faint = selected.part(Role::Faint, ink);
    sides(buffer, indent(second), (&about, faint), (&counts, faint));
}

fn indent(line: Rect) -> Rect {
    let by = line.width.min(2);
    Rect { x: line.x + by, width: line.width - by, ..line }
}

/// Date with its precision, then the outlet.
fn about(card: &Card) -> String {
    let metadata = &card.head.metadata;
    let date = date_text(metadata.published.as_ref());
    match &metadata.publisher {
        Some(publisher) => format!("{date} · {publisher}"),
        None => date,
    }
}

/// The reader's tags: ` #one #two`.
pub(crate) fn tags(state: &State, article: usize) -> String {
    let tags = state.holdings.marks_of(article).into_iter().flat_map(|marks| &marks.tags);
    tags.flat_map(|tag| [" #", tag]).collect()
}

/// The day of publication without its hour; the list has little room.
pub(crate) fn date_text(published: Option<&Published>) -> String {
    published.map_or_else(
        || "undated".to_owned(),
        |published| {
            let edtf = published.when.edtf();
            edtf.split('T').next().unwrap_or_default().to_owned()
        },
    )
}

fn counts(events: usize, notes: usize) -> String {
    if notes > 0 { format!("✎{notes} ◆{events}") } else { format!("◆{events}") }
}

/// The title of an article, or its first words where it has none.
pub(crate) fn headline(state: &State, article: usize) -> &str {
    state.holdings.card(article).map_or("", Card::headline)
}

/// A saved search: its name, how many articles it finds, how many are new.
fn saved_row(
    state: &State,
    buffer: &mut Buffer,
    area: Rect,
    (at, selected): (usize, Selected),
    ink: Ink,
) {
    let Some(search) = state.list.saved.all.get(at) else { return };
    let sign = if search.query == state.list.filter { "▾" } else { "▸" };
    let found = search.found.map(|found| found.to_string()).unwrap_or_default();
    let (count, role) = match search.new {
        0 => (found, Role::Faint),
        new => (format!("{found} · {new} new"), Role::Mark),
    };
    let name = format!("{sign} {}", search.name);
    let (heading, count_ink) = (selected.part(Role::Heading, ink), selected.part(role, ink));
    sides(buffer, area, (&name, heading), (&count, count_ink));
}

fn story_row(
    state: &State,
    buffer: &mut Buffer,
    area: Rect,
    (story, selected): (usize, Selected),
    ink: Ink,
) {
    let Some(story) = state.holdings.dossier.stories.get(story) else { return };
    let count = format!("{} articles", story.articles.len());
    let style = selected.part(Role::Heading, ink);
    let line = Rect { width: area.width.max(cells(&count).try_into().unwrap_or(0)), ..area };
    sides(buffer, line.intersection(area), (&story.title, style), (&count, style));
}
