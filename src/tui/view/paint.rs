//! Cells from spans: a line of text with its layers laid over it.
//!
//! Layers are sorted lists of spans with a role; they are looked up by binary
//! search for each line, so that drawing costs what is on the screen. Text goes
//! to the buffer through `set_stringn` alone, which measures it.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    widgets::{Clear, Widget},
};

use crate::{
    model::Span,
    tui::{
        theme::{Depth, Role, Theme},
        wrap,
    },
};

/// A sorted list of spans with what they mean.
pub(crate) type Layer<'a> = &'a [(Span, Role)];

/// The look of the screen: theme and colours, asked for each role.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ink {
    /// The theme.
    pub(crate) theme: Theme,
    /// What the terminal can show.
    pub(crate) depth: Depth,
}

impl Ink {
    /// The style of a role.
    pub(crate) fn of(self, role: Role) -> Style {
        self.theme.style(role, self.depth)
    }

    /// The style of a role over another.
    pub(crate) fn over(self, under: Style, role: Role) -> Style {
        self.theme.over(under, role, self.depth)
    }
}

/// A line to be painted: which part of a text, its layers, and where signs stand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextLine<'a> {
    /// The text.
    pub(crate) text: &'a str,
    /// The part of it on this line.
    pub(crate) span: Span,
    /// What the line is (plain text, heading, caption).
    pub(crate) base: Role,
    /// Layers, the lowest first.
    pub(crate) layers: &'a [Layer<'a>],
    /// Signs and the byte that each stands before, sorted.
    pub(crate) signs: &'a [(usize, char)],
}

/// Paints plain text from `(x, y)` in at most `width` cells; gives the next free column.
pub(crate) fn put(
    buffer: &mut Buffer,
    at: (u16, u16),
    width: u16,
    text: &str,
    style: Style,
) -> u16 {
    if at.1 >= buffer.area.bottom() || at.0 >= buffer.area.right() {
        return at.0;
    }
    buffer.set_stringn(at.0, at.1, text, usize::from(width), style).0
}

/// Gives a rectangle a ground. What is written there stays; a frame begins blank.
pub(crate) fn ground(buffer: &mut Buffer, area: Rect, style: Style) {
    buffer.set_style(area, style);
}

/// Blanks a rectangle and gives it a ground.
pub(crate) fn clear(buffer: &mut Buffer, area: Rect, style: Style) {
    let area = area.intersection(buffer.area);
    Clear.render(area, buffer);
    ground(buffer, area, style);
}

/// Paints one line of text with its layers into the first line of `area`.
pub(crate) fn text_line(buffer: &mut Buffer, area: Rect, line: TextLine<'_>, ink: Ink) {
    let base = ink.of(line.base);
    let mut column = area.x;
    let edges = edges(line);
    for pair in edges.windows(2) {
        let &[start, end] = pair else { continue };
        let style = style_at(line, start, base, ink);
        for part in Span::new(start, end).cut(line.text).split_inclusive('\t') {
            let room = area.right().saturating_sub(column);
            column = put(buffer, (column, area.y), room, part.trim_end_matches('\t'), style);
            if part.ends_with('\t') {
                let room = area.right().saturating_sub(column);
                column = put(buffer, (column, area.y), room, CELL_RULE, ink.of(Role::Rule));
            }
        }
        if let Some(sign) = sign_at(line, end) {
            let room = area.right().saturating_sub(column);
            let mut text = [0; 4];
            column = put(buffer, (column, area.y), room, sign.encode_utf8(&mut text), style);
        }
    }
}

/// What a tab between table cells is drawn as; [`wrap::TAB`] cells.
const CELL_RULE: &str = " │ ";
const _: () = assert!(wrap::TAB == 3, "CELL_RULE takes three cells");

/// Every byte of the line at which the style may change or a sign stands.
fn edges(line: TextLine<'_>) -> Vec<usize> {
    let span = line.span;
    let mut edges = vec![span.start, span.end];
    for layer in line.layers {
        for (part, _) in overlapping(layer, span) {
            edges.extend([part.start, part.end]);
        }
    }
    let first = line.signs.partition_point(|sign| sign.0 <= span.start);
    let signs = line.signs.get(first..).unwrap_or_default();
    edges.extend(signs.iter().map(|sign| sign.0).take_while(|&at| at <= span.end));
    edges.retain(|edge| (span.start..=span.end).contains(edge));
    edges.sort_unstable();
    edges.dedup();
    edges
}

/// The parts of a layer that share bytes with `span`. A layer's spans don't overlap.
fn overlapping(layer: Layer<'_>, span: Span) -> impl Iterator<Item = &(Span, Role)> {
    let first = layer.partition_point(|(part, _)| part.end <= span.start);
    let rest = layer.get(first..).unwrap_or_default();
    rest.iter().take_while(move |(part, _)| part.start < span.end)
}

fn style_at(line: TextLine<'_>, at: usize, base: Style, ink: Ink) -> Style {
    line.layers.iter().fold(base, |style, layer| {
        let here = overlapping(layer, Span::new(at, at + 1)).next();
        here.map_or(style, |&(_, role)| ink.over(style, role))
    })
}

fn sign_at(line: TextLine<'_>, at: usize) -> Option<char> {
    let found = line.signs.binary_search_by_key(&at, |sign| sign.0).ok()?;
    line.signs.get(found).map(|sign| sign.1).filter(|_| at > line.span.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EntityKind;

    #[test]
    fn layers_lie_over_each_other_and_signs_follow_their_name() {
        let text = "Anna met Bo.";
        let area = Rect::new(0, 0, 16, 1);
        let mut buffer = Buffer::empty(area);
        let entities = [(Span::new(0, 4), Role::Entity(EntityKind::Person))];
        let marks = [(Span::new(0, 8), Role::Highlight(0))];
        let line = TextLine {
            text,
            span: Span::new(0, text.len()),
            base: Role::Text,
            layers: &[&marks, &entities],
            signs: &[(4, 'ᵖ')],
        };
        let ink = Ink::default();
        text_line(&mut buffer, area, line, ink);
        let shown: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(shown, "Annaᵖ met Bo.   ");
        let person = ink.of(Role::Entity(EntityKind::Person));
        let mark = ink.of(Role::Highlight(0));
        assert_eq!((Some(buffer[(0, 0)].fg), Some(buffer[(0, 0)].bg)), (person.fg, mark.bg));
        assert_eq!(Some(buffer[(6, 0)].bg), mark.bg);
        assert_eq!(Some(buffer[(12, 0)].bg), ink.of(Role::Text).bg);
    }
}
