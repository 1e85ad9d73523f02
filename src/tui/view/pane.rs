//! What all panes share: the line of title and the rules between them.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    paint::{Ink, put},
    row::sides,
};
use crate::{
    dossier::{TimelineFilter, Trust},
    tui::{layout::Pane, state::State, theme::Role},
};

/// A pane's title: marked when it has the focus, with where one is on the right.
pub(crate) fn head(state: &State, buffer: &mut Buffer, line: Rect, pane: Pane, ink: Ink) {
    let focused = state.arrangement.focus == pane;
    let role = if focused { Role::TitleFocused } else { Role::Title };
    let sign = if focused { "▌" } else { " " };
    let style = ink.of(role);
    let left = format!("{sign}{}", title(state, pane));
    sides(buffer, line, (&left, style), (&position(state, pane), ink.of(Role::Faint)));
}

fn title(state: &State, pane: Pane) -> String {
    match pane {
        Pane::List if state.list.filter.is_empty() => "Articles".to_owned(),
        Pane::List => format!("Articles: {}", state.list.filter),
        Pane::Text => format!("Text ({})", state.reader.layer.name()),
        Pane::Timeline => match filters(state) {
            only if only.is_empty() => format!("Timeline by {}", state.timeline.zoom.name()),
            only => format!("Timeline: {only}"),
        },
    }
}

/// What the timeline is narrowed to; empty when every entry is shown.
fn filters(state: &State) -> String {
    let filter = &state.timeline.filter;
    let names = filter.entities.iter().filter_map(|&id| state.holdings.dossier.entities.get(id));
    let mut parts: Vec<String> = names.map(|entity| entity.name().to_owned()).collect();
    parts.extend(filter.statuses.iter().map(|status| status.name().to_owned()));
    match filter.trust {
        Trust::All => parts.push("all".to_owned()),
        Trust::Clear => {}
        Trust::Dated => parts.push("dated".to_owned()),
    }
    if !filter.articles.is_empty() {
        parts.push("this article".to_owned());
    }
    parts.extend(Some(state.timeline.asked.trim().to_owned()).filter(|asked| !asked.is_empty()));
    parts.join(", ")
}

fn position(state: &State, pane: Pane) -> String {
    match pane {
        Pane::List => {
            let (at, shown) = state.list.counted();
            format!("{at}/{shown}")
        }
        Pane::Text => format!("{}%", share_read(state)),
        Pane::Timeline => {
            let timeline = &state.holdings.dossier.timeline;
            let (dated, undated) = (timeline.entries.len(), timeline.undated.len());
            if state.timeline.filter == TimelineFilter::default() {
                return format!("{dated} dated, {undated} undated");
            }
            let shown = state.timeline.entries().count();
            format!("{shown} of {}", dated + undated)
        }
    }
}

/// How much of the open article stands above the bottom of the pane, in percent.
pub(crate) fn share_read(state: &State) -> usize {
    let height = usize::from(state.areas().column().height);
    let lines = state.reader.lines.len();
    let seen = (state.reader.top + height).min(lines);
    (seen * 100).checked_div(lines).unwrap_or(0)
}

/// A rule between two panes.
pub(crate) fn rule(buffer: &mut Buffer, area: Rect, ink: Ink) {
    for cell in area.rows() {
        put(buffer, (cell.x, cell.y), 1, "│", ink.of(Role::Rule));
    }
}
