//! The list of articles: its rows, order and filter, and going from one
//! article to the next.

use std::{cmp::Reverse, collections::BTreeSet};

use jiff::civil::Date;

use super::{
    history,
    moving::{Step, pane_rows},
    say, text,
};
use crate::{
    command::SortOrder,
    fold::fold,
    tui::{
        effect::Effect,
        layout::Pane,
        state::{ListRow, RowCursor, State},
    },
};

/// Makes the rows anew; the selected article stays selected.
pub(super) fn rebuild(state: &mut State) {
    let selected = state.list.selected_article();
    let articles = in_order(state);
    let below = if state.list.grouped {
        grouped(state, &articles)
    } else {
        articles.into_iter().map(ListRow::Article).collect()
    };
    let saved = (0..state.list.saved.all.len()).map(ListRow::Saved);
    state.list.rows = saved.chain(below).collect();
    // Until a key is pressed the first article stays selected while others arrive.
    let first = state.list.first_row();
    let kept = if state.pending.touched { state.list.cursor.selected } else { first };
    let selected = selected.filter(|_| state.pending.touched);
    let row = selected.and_then(|article| state.list.row_of(article)).unwrap_or(kept);
    state.list.cursor.go(row, state.list.rows.len());
    preview_beside(state);
}

/// Opens the selected article; what is being read stays open, even when it no
/// longer passes the filter.
fn preview_beside(state: &mut State) {
    if state.arrangement.focus == Pane::List || state.reader.article.is_none() {
        preview(state);
    }
}

/// Puts the articles of the dossier from `first` on where they belong; what is
/// selected stays where it is on the screen. Linear in the rows.
pub(super) fn arrived(state: &mut State, first: usize) {
    let list = &state.list;
    let head = list.first_row();
    if list.grouped || list.passing.is_some() || list.rows.len() == head {
        return rebuild(state);
    }
    let new = placed(state, first);
    let rows = with_inserted(&list.rows, &new);
    let below = |row: usize| row + new.iter().filter(|(place, _)| *place <= row).count();
    let RowCursor { selected, top } = list.cursor;
    state.list.rows = rows;
    if state.pending.touched {
        state.list.cursor = RowCursor { selected: below(selected), top: below(top) };
    } else {
        state.list.cursor.go(head, state.list.rows.len());
        preview_beside(state);
    }
}

/// The articles from `first` on in the list's order, each behind the row that it follows.
fn placed(state: &State, first: usize) -> Vec<(usize, usize)> {
    let head = state.list.first_row();
    let shown = state.list.rows.get(head..).unwrap_or_default();
    let is_before = |row: &ListRow, key: &SortKey| matches!(row, ListRow::Article(article) if sort_key(state, *article) < *key);
    let mut new: Vec<usize> = (first..state.holdings.dossier.articles.len()).collect();
    new.sort_by_cached_key(|article| sort_key(state, *article));
    let place = |article: usize| {
        let key = sort_key(state, article);
        head + shown.partition_point(|row| is_before(row, &key))
    };
    new.into_iter().map(|article| (place(article), article)).collect()
}

/// Rows with articles put before the rows at their places, which are sorted.
fn with_inserted(rows: &[ListRow], new: &[(usize, usize)]) -> Vec<ListRow> {
    let mut all = Vec::with_capacity(rows.len() + new.len());
    let mut done = 0;
    for (place, article) in new {
        all.extend(rows.get(done..*place).unwrap_or_default());
        all.push(ListRow::Article(*article));
        done = *place;
    }
    all.extend(rows.get(done..).unwrap_or_default());
    all
}

/// The articles that pass the filter, in the list's order. `n log n` in their number.
fn in_order(state: &State) -> Vec<usize> {
    let all = || (0..state.holdings.dossier.articles.len()).collect();
    let mut articles: Vec<usize> = state.list.passing.clone().unwrap_or_else(all);
    articles.sort_by_cached_key(|article| sort_key(state, *article));
    articles
}

/// What an article is sorted by: class, words, the latest first, then its place.
type SortKey = (bool, String, Reverse<Option<Date>>, usize);

fn sort_key(state: &State, article: usize) -> SortKey {
    let metadata = state.holdings.card(article).map(|card| &card.head.metadata);
    let date = metadata.and_then(|metadata| metadata.published.as_ref());
    let date = Reverse(date.map(|published| published.when.first));
    let publisher = metadata.and_then(|metadata| metadata.publisher.as_deref());
    let title = metadata.map_or("", |metadata| metadata.title.as_str());
    let read = state.holdings.marks_of(article).is_some_and(|marks| marks.read);
    match state.list.sort {
        SortOrder::Date => (false, String::new(), date, article),
        SortOrder::Title => (title.is_empty(), fold(title), date, article),
        SortOrder::Publisher => {
            (publisher.is_none(), fold(publisher.unwrap_or_default()), date, article)
        }
        SortOrder::Unread => (read, String::new(), date, article),
    }
}

/// Stories with their articles first, then the articles that belong to none.
fn grouped(state: &State, articles: &[usize]) -> Vec<ListRow> {
    let mut left: BTreeSet<usize> = articles.iter().copied().collect();
    let mut rows = Vec::new();
    for (at, story) in state.holdings.dossier.stories.iter().enumerate() {
        let members: Vec<usize> =
            story.articles.iter().copied().filter(|article| left.remove(article)).collect();
        if !members.is_empty() {
            rows.push(ListRow::Story(at));
            rows.extend(members.into_iter().map(ListRow::Article));
        }
    }
    if !left.is_empty() {
        if !rows.is_empty() {
            rows.push(ListRow::Rest);
        }
        rows.extend(
            articles.iter().filter(|article| left.contains(article)).copied().map(ListRow::Article),
        );
    }
    rows
}

/// Opens the selected article beside the list, without leaving the list.
fn preview(state: &mut State) {
    if let Some(article) = state.list.selected_article() {
        text::open(state, article, None);
    }
}

/// Moves the selection over the articles; heads of stories are skipped.
pub(super) fn step(state: &mut State, step: Step) -> Option<Effect> {
    let by = step.rows(pane_rows(state, Pane::List));
    let count = state.list.rows.len();
    state.list.cursor.step(by, count);
    skip_head(state, by);
    preview(state);
    None
}

fn skip_head(state: &mut State, by: isize) {
    let list = &mut state.list;
    let is_head =
        |row: usize| matches!(list.rows.get(row), Some(ListRow::Story(_) | ListRow::Rest));
    let selected = list.cursor.selected;
    if is_head(selected) {
        let other = if by < 0 && selected > 0 { selected - 1 } else { selected + 1 };
        list.cursor.go(other, list.rows.len());
    }
}

/// Selects the row of an article, where it is shown.
pub(super) fn select(state: &mut State, article: usize) {
    if let Some(row) = state.list.row_of(article) {
        state.list.cursor.selected = row;
    }
}

/// Opens the article `by` places further on in the list.
pub(super) fn step_article(state: &mut State, by: isize) -> Option<Effect> {
    let articles: Vec<usize> = articles(state).collect();
    let open = state.reader.article;
    let at = articles.iter().position(|article| Some(*article) == open);
    let next = at.map_or(Some(0), |at| at.checked_add_signed(by));
    let Some(article) = next.and_then(|next| articles.get(next)).copied() else {
        return say(
            state,
            if by < 0 { "this is the first article" } else { "this is the last article" },
        );
    };
    history::remember(state);
    select(state, article);
    text::open(state, article, None);
    None
}

/// The articles that the list shows, from top to bottom.
pub(super) fn articles(state: &State) -> impl Iterator<Item = usize> {
    state.list.rows.iter().filter_map(|row| match row {
        ListRow::Article(article) => Some(*article),
        _ => None,
    })
}

/// Steps to the next order.
pub(super) fn next_sort(state: &mut State) -> Option<Effect> {
    state.list.sort = state.list.sort.next();
    rebuild(state);
    say(state, format!("sorted by {}", state.list.sort.name()))
}

/// Groups the list by story, or no longer.
pub(super) fn toggle_groups(state: &mut State) -> Option<Effect> {
    state.list.grouped = !state.list.grouped;
    rebuild(state);
    say(state, if state.list.grouped { "grouped by story" } else { "not grouped" })
}

/// Asks a worker which articles pass the filter; none needs no asking.
pub(super) fn filter(state: &mut State) -> Option<Effect> {
    state.list.asked += 1;
    let query = state.list.filter.trim().to_owned();
    if query.is_empty() {
        state.list.passing = None;
        rebuild(state);
        return None;
    }
    Some(Effect::Filter { generation: state.list.asked, holdings: state.holdings.clone(), query })
}

/// The answer; one to an older question is dropped.
pub(super) fn filtered(state: &mut State, generation: u64, articles: Vec<usize>) -> Option<Effect> {
    if generation == state.list.asked {
        state.list.passing = Some(articles);
        rebuild(state);
    }
    None
}
