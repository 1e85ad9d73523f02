//! The timeline pane, in step with the text.

use std::collections::BTreeSet;

use super::{
    history, list,
    moving::{Step, pane_rows},
    say, show, text,
};
use crate::{
    dossier::{Entry, Telling, TimelineFilter, Trust},
    model::{Precision, Span, Status, When},
    tui::{
        effect::Effect,
        layout::Pane,
        state::{EntryRef, State, TimelineRow, Told, Zoom},
    },
};

/// Makes the rows anew; the entry of `selected` (its id) stays selected.
pub(super) fn rebuild(state: &mut State, selected: Option<String>) {
    state.timeline.filter.among = among(state);
    let rows = rows(state);
    state.timeline.rows = rows;
    state.timeline.told = told_by_article(state);
    let row = selected.and_then(|id| row_of_id(state, &id));
    let first = state.timeline.rows.iter().position(|row| matches!(row, TimelineRow::Entry(_)));
    state.timeline.cursor.selected = row.or(first).unwrap_or(0);
    find_told(state);
    mark_telling(state);
    if row.is_none() {
        follow_cursor(state);
    }
}

/// The entries that what is typed asks for; a dossier that has grown answers anew.
fn among(state: &State) -> Option<BTreeSet<String>> {
    let (holdings, asked) = (&state.holdings, &state.timeline.asked);
    let filter = TimelineFilter { among: None, ..state.timeline.filter.clone() };
    holdings.dossier.entries_asked(asked, &filter, &holdings.marks, state.look.today)
}

/// Narrows the timeline to what is typed.
pub(super) fn ask(state: &mut State, typed: &str) {
    typed.clone_into(&mut state.timeline.asked);
    rebuild_here(state);
}

/// Only the entries around the selected one, or all again.
pub(super) fn only_around(state: &mut State) -> Option<Effect> {
    if state.timeline.asked.starts_with(AROUND) {
        ask(state, "");
        return say(state, "entries of all times");
    }
    let when = selected_entry(state).and_then(|entry| entry.when.as_ref());
    let Some(day) = when.map(|when| when.first) else {
        return say(state, "this entry has no date to look around");
    };
    ask(state, &format!("{AROUND}{day}"));
    say(state, "only the entries around this one")
}

/// What asks for the entries around a date.
const AROUND: &str = "around:";

/// The id of the selected entry.
pub(super) fn selected_id(state: &State) -> Option<String> {
    Some(state.timeline.selected()?.get(&state.holdings.dossier)?.id().to_owned())
}

fn row_of_id(state: &State, id: &str) -> Option<usize> {
    state.timeline.rows.iter().position(|row| match row {
        TimelineRow::Entry(entry) => {
            entry.get(&state.holdings.dossier).is_some_and(|entry| entry.id() == id)
        }
        TimelineRow::Head { .. } => false,
    })
}

/// Entries that pass the filter, under the heads of their periods. Linear.
fn rows(state: &State) -> Vec<TimelineRow> {
    let timeline = &state.holdings.dossier.timeline;
    let mut rows = Vec::new();
    let mut head = 0;
    let filter = &state.timeline.filter;
    for (at, entry) in EntryRef::all(timeline, filter.trust) {
        if filter.passes(entry) {
            let label = entry.when.as_ref().map(|when| label(when, state.timeline.zoom));
            push(&mut rows, &mut head, label.unwrap_or_else(|| "undated".to_owned()), at);
        }
    }
    rows
}

/// Adds an entry, under a new head where its period is another than the last one's.
fn push(rows: &mut Vec<TimelineRow>, head: &mut usize, name: String, entry: EntryRef) {
    match rows.get_mut(*head) {
        Some(TimelineRow::Head { label, count }) if *label == name => *count += 1,
        _ => {
            *head = rows.len();
            rows.push(TimelineRow::Head { label: name, count: 1 });
        }
    }
    rows.push(TimelineRow::Entry(entry));
}

/// The period of a time: that of the zoom, or a longer one where no more is known.
fn label(when: &When, zoom: Zoom) -> String {
    let day = when.first;
    let decade = || format!("{}s", day.year() - day.year().rem_euclid(10));
    let known = match when.precision {
        Precision::Century => return format!("{}s", day.year() - day.year().rem_euclid(100)),
        Precision::Decade => Zoom::Decade,
        Precision::Time | Precision::Day => Zoom::Day,
        Precision::Week | Precision::Month => Zoom::Month,
        Precision::Range if when.last.year() - day.year() >= 10 => Zoom::Decade,
        Precision::Range if (day.year(), day.month()) == (when.last.year(), when.last.month()) => {
            Zoom::Month
        }
        _ => Zoom::Year,
    };
    match zoom.min(known) {
        Zoom::Decade => decade(),
        Zoom::Year => day.year().to_string(),
        Zoom::Month => day.strftime("%B %Y").to_string(),
        Zoom::Day => day.strftime("%-d %B %Y").to_string(),
    }
}

/// Every telling of the entries that may be shown, by article. Linear, but for sorting.
fn told_by_article(state: &State) -> Vec<(u32, EntryRef, u32)> {
    let timeline = &state.holdings.dossier.timeline;
    let mut told = Vec::new();
    for (entry, one) in EntryRef::all(timeline, state.timeline.filter.trust) {
        let articles = one.tellings.iter().filter_map(|said| u32::try_from(said.article).ok());
        told.extend(articles.zip(0..).map(|(article, telling)| (article, entry, telling)));
    }
    told.sort_unstable();
    told.shrink_to_fit();
    told
}

/// Finds the sentences of the open article that entries come from.
pub(super) fn find_told(state: &mut State) {
    let Some(article) = state.reader.article.and_then(|at| u32::try_from(at).ok()) else { return };
    let all = &state.timeline.told;
    let first = all.partition_point(|(at, ..)| *at < article);
    let here = all.iter().skip(first).take_while(|(at, ..)| *at == article);
    let told = |&(_, entry, telling): &(u32, EntryRef, u32)| {
        let said = entry.get(&state.holdings.dossier)?.tellings.get(telling as usize)?;
        Some(Told { sentence: said.sentence, entry, telling: telling as usize })
    };
    let mut here: Vec<Told> = here.filter_map(told).collect();
    here.sort_unstable();
    state.reader.told = here;
}

/// Selects the entry that the cursor's sentence tells, else the last one told
/// before it, else the first one told at all.
pub(super) fn follow_cursor(state: &mut State) {
    let cursor = state.reader.cursor;
    let selected = state.timeline.selected();
    let before = state.reader.told.partition_point(|told| told.sentence.start <= cursor);
    let told = state.reader.told.get(..before.max(1)).unwrap_or_default();
    let Some(last) = told.last().copied() else { return };
    let same = told.iter().rev().take_while(|told| told.sentence == last.sentence);
    // Of several entries of one sentence, the one that is selected stays.
    let chosen = same.clone().find(|told| Some(told.entry) == selected).or(same.last());
    if let Some(told) = chosen.copied() {
        select(state, told);
    }
}

fn select(state: &mut State, told: Told) {
    if let Some(row) = state.timeline.row_of(told.entry) {
        state.timeline.cursor.selected = row;
        state.timeline.telling = told.telling;
        state.reader.telling = Some(told.sentence);
    }
}

/// Marks the sentence of the selected entry in the open article.
fn mark_telling(state: &mut State) {
    let found = telling_here(state).map(|(_, telling)| telling.sentence);
    state.reader.telling = found;
}

/// The telling of the selected entry by the open article.
fn telling_here(state: &State) -> Option<(usize, &Telling)> {
    let entry = selected_entry(state)?;
    let mut tellings = entry.tellings.iter().enumerate();
    tellings.find(|(_, telling)| Some(telling.article) == state.reader.article)
}

/// The selected entry.
pub(super) fn selected_entry(state: &State) -> Option<&Entry> {
    state.timeline.selected()?.get(&state.holdings.dossier)
}

/// The telling of the selected entry that is shown.
pub(super) fn shown_telling(state: &State) -> Option<&Telling> {
    let entry = selected_entry(state)?;
    entry.tellings.get(state.timeline.telling % entry.tellings.len().max(1))
}

/// Moves the selection; text and list follow.
pub(super) fn step(state: &mut State, step: Step) -> Option<Effect> {
    let by = step.rows(pane_rows(state, Pane::Timeline));
    let count = state.timeline.rows.len();
    state.timeline.cursor.step(by, count);
    skip_head(state, by);
    follow_selected(state);
    None
}

fn skip_head(state: &mut State, by: isize) {
    let timeline = &mut state.timeline;
    let at = timeline.cursor.selected;
    if matches!(timeline.rows.get(at), Some(TimelineRow::Head { .. })) {
        let other = if by < 0 && at > 0 { at - 1 } else { at + 1 };
        timeline.cursor.go(other, timeline.rows.len());
    }
}

/// The text goes to the sentence of the selected entry: the open article's
/// where it tells it, else that of the clearest telling.
pub(super) fn follow_selected(state: &mut State) {
    let at = telling_here(state).map_or(0, |(at, _)| at);
    state.timeline.telling = at;
    let Some(telling) = shown_telling(state) else { return };
    let (article, sentence) = (telling.article, telling.sentence);
    if state.reader.article != Some(article) {
        history::remember(state);
    }
    open_at(state, article, sentence);
    state.timeline.telling = at;
}

/// Shows the sentence that tells the selected entry; again, that of its next source.
pub(super) fn show_sentence(state: &mut State) -> Option<Effect> {
    let shown = shown_telling(state).map(|telling| (telling.article, telling.sentence))?;
    if is_shown(state, shown) {
        state.timeline.telling += 1;
    }
    let entry = selected_entry(state)?;
    let count = entry.tellings.len();
    let at = state.timeline.telling % count.max(1);
    let telling = entry.tellings.get(at)?;
    let (article, sentence) = (telling.article, telling.sentence);
    if !is_shown(state, (article, sentence)) {
        history::remember(state);
    }
    open_at(state, article, sentence);
    state.timeline.telling = at;
    if state.areas().text.is_none() {
        show::focus(state, Pane::Text);
    }
    say(state, format!("source {} of {count}", at + 1))
}

fn is_shown(state: &State, (article, sentence): (usize, Span)) -> bool {
    state.reader.article == Some(article)
        && state.reader.telling == Some(sentence)
        && sentence.holds(state.reader.cursor)
}

/// Opens an article at a sentence and marks it; the selected entry stays.
pub(super) fn open_at(state: &mut State, article: usize, sentence: Span) {
    let row = state.timeline.cursor.selected;
    text::open(state, article, None);
    list::select(state, article);
    state.timeline.cursor.selected = row;
    state.reader.cursor = sentence.start;
    state.reader.removed_line = None;
    state.reader.telling = Some(sentence);
    text::centre(state);
}

/// Selects an entry and shows its first telling.
pub(super) fn go_to(state: &mut State, entry: EntryRef) {
    if state.timeline.row_of(entry).is_none() {
        clear_filters(state);
    }
    let Some(row) = state.timeline.row_of(entry) else { return };
    state.timeline.cursor.selected = row;
    state.timeline.telling = 0;
    let Some(telling) = shown_telling(state) else { return };
    let (article, sentence) = (telling.article, telling.sentence);
    open_at(state, article, sentence);
}

/// Goes from the cursor's sentence to its entry in the timeline.
pub(super) fn show_entry(state: &mut State) -> Option<Effect> {
    let cursor = state.reader.cursor;
    let here = state.reader.told.iter().any(|told| told.sentence.holds(cursor));
    if !here {
        return say(state, "this sentence tells no event");
    }
    state.arrangement.timeline_off = false;
    if !state.reader.told.iter().any(|told| state.timeline.row_of(told.entry).is_some()) {
        clear_filters(state);
    }
    follow_cursor(state);
    show::focus(state, Pane::Timeline)
}

/// Finer periods.
pub(super) fn zoom_in(state: &mut State) -> Option<Effect> {
    zoom(state, state.timeline.zoom.finer())
}

/// Coarser periods.
pub(super) fn zoom_out(state: &mut State) -> Option<Effect> {
    zoom(state, state.timeline.zoom.coarser())
}

fn zoom(state: &mut State, zoom: Zoom) -> Option<Effect> {
    state.timeline.zoom = zoom;
    rebuild_here(state);
    say(state, format!("timeline by {}", zoom.name()))
}

/// Makes the rows anew after zoom or filter changed.
pub(super) fn rebuild_here(state: &mut State) {
    let selected = selected_id(state);
    rebuild(state, selected);
}

/// Steps from all entries to the past, the ongoing, the planned ones.
pub(super) fn next_status(state: &mut State) -> Option<Effect> {
    let next = match state.timeline.filter.statuses.first() {
        None => Some(Status::Past),
        Some(Status::Past) => Some(Status::Ongoing),
        Some(Status::Ongoing) => Some(Status::Planned),
        Some(Status::Planned) => None,
    };
    state.timeline.filter.statuses = next.into_iter().collect();
    rebuild_here(state);
    say(
        state,
        next.map_or("entries of every status".to_owned(), |s| format!("{} entries", s.name())),
    )
}

/// Steps from the entries with a clear date to all, to those that words of the
/// text date.
pub(super) fn next_trust(state: &mut State) -> Option<Effect> {
    let (next, what) = match state.timeline.filter.trust {
        Trust::Clear => (Trust::Dated, "only entries that the text itself dates"),
        Trust::Dated => (Trust::All, "also entries that are only likely of their day"),
        Trust::All => (Trust::Clear, "entries with a clear date"),
    };
    state.timeline.filter.trust = next;
    rebuild_here(state);
    say(state, what)
}

/// Only the open article's entries, or all again.
pub(super) fn toggle_article(state: &mut State) -> Option<Effect> {
    let filter = &mut state.timeline.filter;
    filter.articles = match state.reader.article {
        Some(article) if filter.articles.is_empty() => vec![article],
        _ => Vec::new(),
    };
    let only = !filter.articles.is_empty();
    rebuild_here(state);
    say(state, if only { "only this article's entries" } else { "entries of all articles" })
}

/// Shows every entry.
pub(super) fn show_all(state: &mut State) {
    state.timeline.filter = TimelineFilter::default();
    state.timeline.asked.clear();
    rebuild_here(state);
}

/// Shows every entry, and in the list every article.
pub(super) fn clear_filters(state: &mut State) -> Option<Effect> {
    show_all(state);
    state.list.filter.clear();
    list::filter(state)
}
