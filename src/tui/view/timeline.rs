//! The timeline pane: the density strip, heads of periods, entries, and why
//! the selected one stands where it does.

use jiff::civil::Date;
use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    list::headline,
    paint::{Ink, put},
    row::{self, Selected, put_cut, sides},
};
use crate::{
    dossier::{Entry, Telling},
    model::Status,
    tui::{
        layout::{ENTRY_LINES, Pane, timeline_parts},
        state::{EntryRef, State, TimelineRow},
        theme::Role,
        wrap::cells,
    },
};

/// Draws the pane's body.
pub(crate) fn draw(state: &State, buffer: &mut Buffer, body: Rect, ink: Ink) {
    let parts = timeline_parts(body, state.timeline.reason_off);
    strip(state, buffer, parts.strip, ink);
    rows(state, buffer, parts.rows, ink);
    reason(state, buffer, parts.reason, ink);
}

fn rows(state: &State, buffer: &mut Buffer, area: Rect, ink: Ink) {
    let focused = state.arrangement.focus == Pane::Timeline;
    let cursor = state.timeline.cursor;
    let mut down = 0;
    for (at, timeline_row) in state.timeline.rows.iter().enumerate().skip(cursor.top) {
        if down >= area.height {
            break;
        }
        let selected = Selected::of(at, cursor.selected, focused);
        let height = lines(timeline_row).min(area.height - down);
        let place = Rect { y: area.y + down, height, ..area };
        let inner = row::begin(buffer, place, selected, ink);
        match timeline_row {
            TimelineRow::Head { label, count } => head_row(buffer, inner, (label, *count), ink),
            TimelineRow::Entry(entry) => entry_row(state, buffer, inner, (*entry, selected), ink),
        }
        down += height;
    }
    if state.timeline.rows.is_empty() && state.loading.finished {
        put_cut(buffer, Rect { height: 1, ..area }, " nothing to show", ink.of(Role::Faint));
    }
}

fn lines(timeline_row: &TimelineRow) -> u16 {
    match timeline_row {
        TimelineRow::Head { .. } => 1,
        TimelineRow::Entry(_) => ENTRY_LINES,
    }
}

fn head_row(buffer: &mut Buffer, line: Rect, (label, count): (&str, usize), ink: Ink) {
    let wide = usize::from(line.width).saturating_sub(cells(label) + 8);
    let left = format!("{label} {}", "─".repeat(wide));
    sides(buffer, line, (&left, ink.of(Role::Heading)), (&count.to_string(), ink.of(Role::Faint)));
}

fn entry_row(
    state: &State,
    buffer: &mut Buffer,
    area: Rect,
    (entry, selected): (EntryRef, Selected),
    ink: Ink,
) {
    let Some(entry) = entry.get(&state.holdings.dossier) else { return };
    let (sign, role) = standing(state, entry);
    let style = selected.part(role, ink);
    let date = format!("{sign} {}", date_text(entry));
    let sources = sources_text(entry);
    let first = Rect { height: 1, ..area };
    // The date is never cut: it is put last, over whatever the sources took.
    let faint = selected.part(Role::Faint, ink);
    sides(buffer, first, ("", style), (&sources, faint));
    put(buffer, (first.x, first.y), first.width, &date, style);
    let Some(second) = row::line(area, 1) else { return };
    let by = second.width.min(2);
    let text = Rect { x: second.x + by, width: second.width - by, ..second };
    put_cut(buffer, text, &entry.text, selected.part(text_role(entry), ink));
}

fn text_role(entry: &Entry) -> Role {
    if entry.status == Status::Planned { Role::Planned } else { Role::Text }
}

/// The sign and style of an entry's status.
fn standing(state: &State, entry: &Entry) -> (&'static str, Role) {
    if entry.is_overdue(state.look.today) {
        return ("◌", Role::Overdue);
    }
    match entry.status {
        Status::Past => ("●", Role::Text),
        Status::Ongoing => ("◐", Role::Text),
        Status::Planned => ("○", Role::Planned),
    }
}

fn date_text(entry: &Entry) -> String {
    entry.when.as_ref().map_or_else(|| "undated".to_owned(), crate::model::When::edtf)
}

/// `×2` for two sources; `≠` when they can't all be right.
fn sources_text(entry: &Entry) -> String {
    let contradicted = if entry.contradicted { "≠ " } else { "" };
    match articles(entry) {
        1 => contradicted.trim_end().to_owned(),
        count => format!("{contradicted}×{count}"),
    }
}

/// How many articles tell an entry.
fn articles(entry: &Entry) -> usize {
    let mut articles: Vec<_> = entry.tellings.iter().map(|telling| telling.article).collect();
    articles.sort_unstable();
    articles.dedup();
    articles.len()
}

/// Bars by density, from nothing to the most.
const BARS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// One bar a column over the whole time told, as high as there are entries
/// shown; the selected entry's is marked.
fn strip(state: &State, buffer: &mut Buffer, line: Rect, ink: Ink) {
    let entries = &state.holdings.dossier.timeline.entries;
    let told = || entries.iter().filter_map(middle);
    let (Some(first), Some(last)) = (told().min(), told().max()) else { return };
    let shown = state.timeline.entries().filter_map(|at| at.get(&state.holdings.dossier));
    let days: Vec<_> = shown.filter_map(middle).collect();
    let (from, to) = ends(first, last);
    let taken = u16::try_from(from.len() + to.len() + 2).unwrap_or(u16::MAX);
    if line.height == 0 || line.width < taken + 8 {
        return;
    }
    let wide = usize::from(line.width - taken);
    let bins = bins(&days, (first, last), wide);
    let chosen = selected_day(state).map(|day| bin_of(day, (first, last), wide));
    let faint = ink.of(Role::Faint);
    let mut column = put(buffer, (line.x, line.y), line.width, &format!("{from} "), faint);
    for (at, bar) in bars(&bins).enumerate() {
        let role = if chosen == Some(at) { Role::Hit } else { Role::Heading };
        column = put(buffer, (column, line.y), 1, bar, ink.of(role));
    }
    put(buffer, (column, line.y), line.width, &format!(" {to}"), faint);
}

/// What the ends of the strip are called: years, or days where it is one year's.
fn ends(first: Date, last: Date) -> (String, String) {
    if first.year() == last.year() {
        (first.to_string(), last.to_string())
    } else {
        (first.year().to_string(), last.year().to_string())
    }
}

fn selected_day(state: &State) -> Option<Date> {
    middle(state.timeline.selected()?.get(&state.holdings.dossier)?)
}

/// The day in the middle of an entry's time.
fn middle(entry: &Entry) -> Option<Date> {
    let when = entry.when.as_ref()?;
    let half = days(when.first, when.last) / 2;
    when.first.checked_add(jiff::Span::new().days(i64::try_from(half).ok()?)).ok()
}

fn days(from: Date, to: Date) -> usize {
    usize::try_from(from.duration_until(to).as_hours() / 24).unwrap_or_default()
}

fn bin_of(day: Date, (first, last): (Date, Date), wide: usize) -> usize {
    (days(first, day) * wide / (days(first, last) + 1)).min(wide.saturating_sub(1))
}

fn bins(told: &[Date], ends: (Date, Date), wide: usize) -> Vec<usize> {
    let mut bins = vec![0; wide];
    for &day in told {
        if let Some(bin) = bins.get_mut(bin_of(day, ends, wide)) {
            *bin += 1;
        }
    }
    bins
}

fn bars(bins: &[usize]) -> impl Iterator<Item = &'static str> {
    let most = bins.iter().copied().max().unwrap_or(0).max(1);
    bins.iter().map(move |&count| {
        let height = (count * (BARS.len() - 1)).div_ceil(most);
        BARS.get(height).copied().unwrap_or(" ")
    })
}

/// Why the selected entry stands where it does: expression, anchor, rule, source.
fn reason(state: &State, buffer: &mut Buffer, area: Rect, ink: Ink) {
    if area.height == 0 {
        return;
    }
    let rule = "─".repeat(usize::from(area.width));
    put(buffer, (area.x, area.y), area.width, &rule, ink.of(Role::Rule));
    let selected = state.timeline.selected().and_then(|entry| entry.get(&state.holdings.dossier));
    let Some(entry) = selected else { return };
    let Some(telling) = telling_shown(state, entry) else { return };
    for (down, (text, role)) in (1..).zip(reason_lines(state, entry, telling)) {
        let Some(line) = row::line(area, down) else { break };
        let line = Rect { x: line.x + 1, width: line.width.saturating_sub(1), ..line };
        put_cut(buffer, line, &text, ink.of(role));
    }
}

/// The telling that is shown of an entry.
fn telling_shown<'a>(state: &State, entry: &'a Entry) -> Option<&'a Telling> {
    let count = entry.tellings.len().max(1);
    entry.tellings.get(state.timeline.telling % count)
}

fn reason_lines(state: &State, entry: &Entry, telling: &Telling) -> Vec<(String, Role)> {
    let when = telling.when.as_ref().map_or_else(|| "undated".to_owned(), crate::model::When::edtf);
    let expression = if telling.grounds.expression().is_empty() {
        format!("day of publication → {when}")
    } else {
        format!("“{}” → {when}", telling.grounds.expression())
    };
    // The day will do; the hour, where it is known, stands in what is exported.
    let anchor = telling.grounds.anchor().and_then(|anchor| anchor.split('T').next());
    let from = anchor.map_or_else(String::new, |from| format!(" from {from}"));
    let source = telling_number(state, entry);
    let remarks = [
        (entry.is_overdue(state.look.today), ", overdue"),
        (telling.reported, ", reported"),
        (entry.is_faint(), ", only likely"),
    ];
    let remarks = remarks.iter().filter(|(holds, _)| *holds).map(|(_, remark)| *remark);
    let remarks: String = remarks.collect();
    let title = headline(state, telling.article).to_owned();
    vec![
        (expression, Role::Text),
        (format!("rule {}{from}", telling.grounds.rule()), Role::Faint),
        (format!("{}{remarks} · source {source}", entry.status.name()), Role::Faint),
        (title, Role::Text),
    ]
}

/// `1 of 3`, and a warning where the tellings contradict each other.
fn telling_number(state: &State, entry: &Entry) -> String {
    let count = entry.tellings.len().max(1);
    let against = if entry.contradicted { ", contradicting each other" } else { "" };
    format!("{} of {count}{against}", state.timeline.telling % count + 1)
}
