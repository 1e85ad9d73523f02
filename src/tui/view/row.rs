//! A row of any list: its ground, its sign when selected, its parts.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::paint::{Ink, ground, put};
use crate::{
    model::Span,
    tui::{motion, theme::Role, wrap},
};

/// Whether a row is the selected one, and of the list that has the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Selected {
    /// It is, and the keys go there.
    Here,
    /// It is, but the keys go elsewhere.
    Elsewhere,
    /// It isn't.
    No,
}

impl Selected {
    /// How row `at` stands to the selected row of a list.
    pub(crate) fn of(at: usize, selected: usize, focused: bool) -> Self {
        match (at == selected, focused) {
            (false, _) => Self::No,
            (true, true) => Self::Here,
            (true, false) => Self::Elsewhere,
        }
    }

    /// The style of the row's ground.
    pub(crate) fn ground(self, ink: Ink) -> Style {
        match self {
            Self::Here => ink.of(Role::Selected),
            Self::Elsewhere => ink.of(Role::SelectedElsewhere),
            Self::No => ink.of(Role::Text),
        }
    }

    /// The style of a part of the row: its own role, or the selected ground whole.
    pub(crate) fn part(self, role: Role, ink: Ink) -> Style {
        match self {
            Self::No => ink.of(role),
            _ => self.ground(ink),
        }
    }

    /// The sign that reads without colour.
    fn sign(self) -> &'static str {
        match self {
            Self::Here => "▸",
            Self::Elsewhere => "›",
            Self::No => " ",
        }
    }
}

/// Fills a row's ground and puts its sign; gives what is left for its parts.
pub(crate) fn begin(buffer: &mut Buffer, area: Rect, selected: Selected, ink: Ink) -> Rect {
    let style = selected.ground(ink);
    if selected != Selected::No {
        ground(buffer, area, style);
    }
    put(buffer, (area.x, area.y), area.width, selected.sign(), style);
    Rect { x: area.x + area.width.min(1), width: area.width.saturating_sub(1), ..area }
}

/// One line inside `area`, `down` lines from its top; none below its end.
pub(crate) fn line(area: Rect, down: u16) -> Option<Rect> {
    (down < area.height).then(|| Rect { y: area.y + down, height: 1, ..area })
}

/// Puts `left` and, where there is room beside it, `right` at the end of the
/// line; gives the columns that `left` had.
pub(crate) fn sides(
    buffer: &mut Buffer,
    line: Rect,
    left: (&str, Style),
    right: (&str, Style),
) -> u16 {
    let wide = u16::try_from(wrap::cells(right.0)).unwrap_or(u16::MAX);
    let right_wide = if wide.saturating_add(8) <= line.width { wide } else { 0 };
    let left_wide = line.width - right_wide - u16::from(right_wide > 0);
    put_cut(buffer, Rect { width: left_wide, ..line }, left.0, left.1);
    if right_wide > 0 {
        put(buffer, (line.right() - right_wide, line.y), right_wide, right.0, right.1);
    }
    left_wide
}

/// A text cut to `room` cells, with `…` where something is left out.
pub(crate) fn cut(text: &str, room: usize) -> String {
    if wrap::cells(text) <= room {
        return text.to_owned();
    }
    let end = motion::at_column(text, Span::new(0, text.len()), room.saturating_sub(1));
    format!("{}…", Span::new(0, end).cut(text))
}

/// Puts a text, with `…` at the end where it is cut.
pub(crate) fn put_cut(buffer: &mut Buffer, line: Rect, text: &str, style: Style) {
    if line.width == 0 {
        return;
    }
    let fits = wrap::cells(text) <= usize::from(line.width);
    let room = if fits { line.width } else { line.width - 1 };
    let end = put(buffer, (line.x, line.y), room, text, style);
    if !fits {
        put(buffer, (end, line.y), 1, "…", style);
    }
}
