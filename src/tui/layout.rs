//! Where the panes are: a pure function of the terminal's size and what has
//! the focus, asked by the updater (a page down needs a height) and by the
//! painter alike.

use ratatui::layout::Rect;

use crate::command::Place;

/// Columns from which three panes stand side by side.
const THREE_PANES: u16 = 140;
/// Columns from which the text has one pane beside it.
const TWO_PANES: u16 = 84;
/// Under this size only the text is shown.
const SMALLEST: (u16, u16) = (40, 10);
/// The widest column of text that reads well.
const WIDEST_TEXT: u16 = 80;
/// Columns of a text pane that reads well; what is left over goes to the list first.
const ENOUGH_TEXT: u16 = 74;
/// Columns left of the text for the marks of notes.
pub(crate) const GUTTER: u16 = 2;
/// Columns right of the text for the scroll bar.
const SCROLL_BAR: u16 = 1;

/// One of the three panes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The articles.
    #[default]
    List,
    /// The text of one article.
    Text,
    /// What the articles tell, in time.
    Timeline,
}

/// What besides the size decides where panes are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// The pane that takes keys.
    pub focus: Pane,
    /// The pane beside the text where there is room for one: list or timeline.
    pub side: Pane,
    /// Nothing but the text.
    pub zen: bool,
    /// No timeline, even where there is room.
    pub timeline_off: bool,
}

/// A pane's place: a line of title over its body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// The title's line.
    pub head: Rect,
    /// The article's headline over its text; of no height elsewhere and in a low pane.
    pub banner: Rect,
    /// The rest.
    pub body: Rect,
}

/// Where everything is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// The list, where shown.
    pub list: Option<Area>,
    /// The text, where shown.
    pub text: Option<Area>,
    /// The timeline, where shown.
    pub timeline: Option<Area>,
    /// Columns between panes.
    pub rules: Vec<Rect>,
    /// The bottom line.
    pub status: Rect,
}

impl Areas {
    /// The area of a pane.
    #[must_use]
    pub fn of(&self, pane: Pane) -> Option<Area> {
        match pane {
            Pane::List => self.list,
            Pane::Text => self.text,
            Pane::Timeline => self.timeline,
        }
    }

    /// The pane under a cell.
    #[must_use]
    pub fn pane_at(&self, column: u16, row: u16) -> Option<Pane> {
        [Pane::List, Pane::Text, Pane::Timeline].into_iter().find(|&pane| {
            self.of(pane).is_some_and(|area| {
                area.head.union(area.body).contains(ratatui::layout::Position::new(column, row))
            })
        })
    }

    /// The column of text inside the text pane: centred, at most 80 wide.
    #[must_use]
    pub fn column(&self) -> Rect {
        let Some(area) = self.text else { return Rect::default() };
        let body = area.body;
        let width = body.width.saturating_sub(GUTTER + SCROLL_BAR).min(WIDEST_TEXT);
        let spare = body.width.saturating_sub(width + GUTTER + SCROLL_BAR);
        let left = (GUTTER + spare / 2).min(body.width);
        Rect { x: body.x + left, width: width.min(body.width - left), ..body }
    }
}

/// Lines that an article takes in the list.
pub const ARTICLE_LINES: u16 = 2;
/// Lines that an entry takes in the timeline.
pub const ENTRY_LINES: u16 = 2;
/// Lines for the reason of the selected entry's date.
const REASON_LINES: u16 = 5;

/// The parts of the timeline's body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimelineParts {
    /// The density strip; of no height in a low pane.
    pub strip: Rect,
    /// The rows.
    pub rows: Rect,
    /// The reason of the selected entry's date; of no height when off.
    pub reason: Rect,
}

/// Divides the timeline's body. The strip and the reason give way to the rows.
#[must_use]
pub fn timeline_parts(body: Rect, reason_off: bool) -> TimelineParts {
    let strip = u16::from(body.height >= 8);
    let reason = if reason_off || body.height < 14 { 0 } else { REASON_LINES };
    let rows = body.height - strip - reason;
    TimelineParts {
        strip: Rect { height: strip, ..body },
        rows: Rect { y: body.y + strip, height: rows, ..body },
        reason: Rect { y: body.y + strip + rows, height: reason, ..body },
    }
}

/// The parts of what lies over the panes: a frame of one cell around all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The whole, frame included.
    pub frame: Rect,
    /// The line that is typed into, or the head; of no height where there is none.
    pub head: Rect,
    /// The rows, one line each.
    pub rows: Rect,
    /// The preview beside or below the rows; of no size in a small terminal.
    pub preview: Rect,
}

/// Where something over the panes lies, by the place it is.
#[must_use]
pub fn sheet(width: u16, height: u16, place: Place) -> Sheet {
    let (most_wide, most_high) = match place {
        Place::Menu => (84, 20),
        Place::Editor => (70, 12),
        Place::Story => (width, height),
        _ => (110, 36),
    };
    let room = (width, height.saturating_sub(1));
    let frame = centred(room, most_wide.min(room.0), most_high.min(room.1));
    let inner = inside(frame);
    let head_lines = match place {
        Place::Editor | Place::Page | Place::Menu => 0,
        _ => inner.height.min(1),
    };
    let head = Rect { height: head_lines, ..inner };
    let rest = Rect { y: inner.y + head_lines, height: inner.height - head_lines, ..inner };
    let (rows, preview) = if has_preview(place) { with_preview(rest) } else { (rest, Rect::ZERO) };
    Sheet { frame, head, rows, preview }
}

/// Rows with a preview beside them, in a narrow terminal below them, in a low
/// one with none. A column or line is left free between.
fn with_preview(rest: Rect) -> (Rect, Rect) {
    let (wide, high) = (rest.width / 2, rest.height / 2);
    if rest.width >= 80 {
        let rows = Rect { width: rest.width - wide, ..rest };
        return (rows, Rect { x: rest.right() + 1 - wide, width: wide - 1, ..rest });
    }
    if rest.height < LOW {
        return (rest, Rect::ZERO);
    }
    let rows = Rect { height: rest.height - high, ..rest };
    (rows, Rect { y: rest.bottom() + 1 - high, height: high - 1, ..rest })
}

/// Fewer lines are left to the rows alone.
const LOW: u16 = 15;

fn has_preview(place: Place) -> bool {
    matches!(place, Place::Finder | Place::Notes | Place::Entities | Place::Pairs)
}

fn centred(room: (u16, u16), width: u16, height: u16) -> Rect {
    Rect { x: (room.0 - width) / 2, y: (room.1 - height) / 2, width, height }
}

/// A frame's inside; the whole where there is no room for a frame.
fn inside(frame: Rect) -> Rect {
    if frame.width < 3 || frame.height < 3 {
        return frame;
    }
    Rect { x: frame.x + 1, y: frame.y + 1, width: frame.width - 2, height: frame.height - 2 }
}

/// Divides a terminal of `width` by `height` cells.
#[must_use]
pub fn areas(width: u16, height: u16, arrangement: Arrangement) -> Areas {
    let status_height = u16::from(height > 1);
    let body = Rect { x: 0, y: 0, width, height: height - status_height.min(height) };
    let status = Rect { x: 0, y: body.height, width, height: status_height };
    let shown = shown(width, height, arrangement);
    let mut areas = Areas { status, ..Areas::default() };
    let mut left = 0;
    for (place, &(pane, columns)) in shown.iter().enumerate() {
        if place > 0 {
            areas.rules.push(Rect { x: left, width: 1, ..body });
            left += 1;
        }
        let area = split(pane, Rect { x: left, width: columns, ..body });
        left += columns;
        match pane {
            Pane::List => areas.list = Some(area),
            Pane::Text => areas.text = Some(area),
            Pane::Timeline => areas.timeline = Some(area),
        }
    }
    areas
}

/// The panes from left to right with their widths.
fn shown(width: u16, height: u16, arrangement: Arrangement) -> Vec<(Pane, u16)> {
    if width < SMALLEST.0 || height < SMALLEST.1 || arrangement.zen {
        return vec![(Pane::Text, width)];
    }
    if width >= THREE_PANES && !arrangement.timeline_off {
        let timeline = (width / 4).clamp(34, 60);
        let list = (width - timeline - 2 - ENOUGH_TEXT).clamp(28, 44);
        let text = width - list - timeline - 2;
        return vec![(Pane::List, list), (Pane::Text, text), (Pane::Timeline, timeline)];
    }
    if width >= TWO_PANES {
        return beside(width, side(arrangement));
    }
    vec![(arrangement.focus, width)]
}

/// The pane beside the text: the one in use, else the one used last.
fn side(arrangement: Arrangement) -> Pane {
    let side = match arrangement.focus {
        Pane::Text => arrangement.side,
        focus => focus,
    };
    if side == Pane::Timeline { Pane::Timeline } else { Pane::List }
}

fn beside(width: u16, side: Pane) -> Vec<(Pane, u16)> {
    let columns = (width * 2 / 5).clamp(28, 46).min(width - 48);
    let text = width - columns - 1;
    match side {
        Pane::Timeline => vec![(Pane::Text, text), (Pane::Timeline, columns)],
        Pane::List | Pane::Text => vec![(Pane::List, columns), (Pane::Text, text)],
    }
}

fn split(pane: Pane, whole: Rect) -> Area {
    let (head, rest) = cut_top(whole, 1);
    let (banner, body) = cut_top(rest, banner_lines(pane, rest.height));
    Area { head, banner, body }
}

/// Lines for the headline, the line about it, and a blank where there is room.
fn banner_lines(pane: Pane, room: u16) -> u16 {
    match (pane, room) {
        (Pane::List | Pane::Timeline, _) | (_, 0..8) => 0,
        (_, 8..16) => 2,
        _ => 3,
    }
}

fn cut_top(whole: Rect, height: u16) -> (Rect, Rect) {
    let top = Rect { height: height.min(whole.height), ..whole };
    let rest = Rect { y: whole.y + top.height, height: whole.height - top.height, ..whole };
    (top, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(size: (u16, u16), focus: Pane, expected: &[(Pane, u16)]) {
        let arrangement = Arrangement { focus, ..Arrangement::default() };
        let areas = areas(size.0, size.1, arrangement);
        let found: Vec<_> = [Pane::List, Pane::Text, Pane::Timeline]
            .into_iter()
            .filter_map(|pane| Some((pane, areas.of(pane)?.body.width)))
            .collect();
        assert_eq!(found, expected, "{size:?}");
    }

    #[test]
    fn panes_come_with_the_width() {
        use Pane::{List, Text, Timeline};
        check((160, 45), Text, &[(List, 44), (Text, 74), (Timeline, 40)]);
        check((140, 45), List, &[(List, 29), (Text, 74), (Timeline, 35)]);
        check((100, 30), Text, &[(List, 40), (Text, 59)]);
        check((100, 30), Timeline, &[(Text, 59), (Timeline, 40)]);
        check((84, 24), List, &[(List, 33), (Text, 50)]);
        check((60, 20), Timeline, &[(Timeline, 60)]);
        check((40, 15), List, &[(List, 40)]);
        check((39, 15), List, &[(Text, 39)]);
        check((40, 9), Timeline, &[(Text, 40)]);
        check((0, 0), List, &[(Text, 0)]);
    }

    #[test]
    fn every_size_is_divided_without_overlap_or_overflow() {
        for width in 0..200 {
            for height in [0, 1, 2, 9, 10, 50] {
                for focus in [Pane::List, Pane::Text, Pane::Timeline] {
                    let arrangement = Arrangement { focus, ..Arrangement::default() };
                    let areas = areas(width, height, arrangement);
                    let panes: u16 = [Pane::List, Pane::Text, Pane::Timeline]
                        .into_iter()
                        .filter_map(|pane| Some(areas.of(pane)?.body.width))
                        .sum();
                    let rules = u16::try_from(areas.rules.len()).unwrap();
                    assert_eq!(panes + rules, width, "{width}x{height}");
                    assert!(areas.column().right() <= width, "{width}x{height}");
                    if width >= TWO_PANES && height >= SMALLEST.1 {
                        assert!(areas.column().width >= 36, "{width}x{height}");
                    }
                }
            }
        }
    }
}
