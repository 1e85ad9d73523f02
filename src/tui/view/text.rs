//! The reading pane: headline, lines with their layers, marks in the gutter,
//! scroll bar.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    list::{date_text, headline, tags},
    paint::{Ink, Layer, TextLine, put, text_line},
    row::{self, put_cut},
};
use crate::{
    dossier::Change,
    model::{AnnotatedArticle, Article, BlockKind, Published, PublishedFrom, Removed, Span},
    note::Colour,
    tui::{
        layout::{Area, GUTTER, Pane},
        state::{Layer as Shown, State},
        theme::{Role, entity_sign},
        wrap::{Line, Source, indent},
    },
};

/// Draws headline and text.
pub(crate) fn draw(state: &State, buffer: &mut Buffer, area: Area, ink: Ink) {
    let opened = state.reader.article.and_then(|article| state.holdings.annotated(article));
    let Some(annotated) = opened else {
        let line = Rect { height: area.body.height.min(1), ..area.body };
        put_cut(buffer, line, "  no article is open", ink.of(Role::Faint));
        return;
    };
    let column = state.areas().column();
    let place = Rect { x: column.x, width: column.width, ..area.banner };
    let article = state.reader.article;
    let tags = article.map(|article| tags(state, article)).unwrap_or_default();
    let headline = article.map_or("", |article| headline(state, article));
    banner(buffer, place, (annotated, headline, &tags), ink);
    lines(state, buffer, column, annotated, ink);
    scroll_bar(state, buffer, area.body, ink);
}

/// The headline, then date with its origin, outlet, byline and warnings.
fn banner(
    buffer: &mut Buffer,
    area: Rect,
    (annotated, headline, tags): (&AnnotatedArticle, &str, &str),
    ink: Ink,
) {
    if let Some(line) = row::line(area, 0) {
        put_cut(buffer, line, headline, ink.of(Role::Heading));
    }
    if let Some(line) = row::line(area, 1) {
        let about = format!("{}{tags}", about(&annotated.article));
        put_cut(buffer, line, &about, ink.of(Role::Faint));
    }
    let warning = annotated.annotations.warnings.first();
    if let (Some(line), Some(warning)) = (row::line(area, 2), warning) {
        put_cut(buffer, line, &format!("! {warning}"), ink.of(Role::Problem));
    }
}

fn about(article: &Article) -> String {
    let metadata = &article.metadata;
    let date = date_text(metadata.published.as_ref());
    let mut parts = vec![match &metadata.published {
        Some(Published { from: PublishedFrom::Reader, .. }) => format!("{date} (set by you)"),
        Some(published) => format!("{date} (by its {})", published.from.name()),
        None => date,
    }];
    parts.extend(metadata.publisher.iter().chain(&metadata.section).cloned());
    if !metadata.byline.is_empty() {
        parts.push(metadata.byline.join(", "));
    }
    parts.join(" · ")
}

/// The layers of an article's text, the lowest first.
struct Layers {
    telling: Vec<(Span, Role)>,
    highlights: Vec<(Span, Role)>,
    timexes: Vec<(Span, Role)>,
    entities: Vec<(Span, Role)>,
    hits: Vec<(Span, Role)>,
    selection: Vec<(Span, Role)>,
    cursor: Vec<(Span, Role)>,
}

impl Layers {
    /// The layers of the part of the text that is seen.
    fn of(state: &State, annotated: &AnnotatedArticle, seen: Span) -> Self {
        let annotations = &annotated.annotations;
        let mentions = within(&annotations.mentions, seen, |mention| mention.span).iter();
        let mentions = mentions.filter(|mention| state.look.kinds.shows(mention.kind));
        let entities = mentions.map(|mention| (mention.span, Role::Entity(mention.kind)));
        let timexes = within(&annotations.timexes, seen, |timex| timex.span);
        let timexes = timexes.iter().map(|timex| (timex.span, Role::Timex));
        let one = |span: Option<Span>, role| span.map(|span| (span, role)).into_iter().collect();
        Self {
            telling: one(state.reader.telling, Role::Telling),
            highlights: highlights(state, seen),
            timexes: timexes.collect(),
            entities: entities.collect(),
            hits: hits(state, seen),
            selection: one(state.selection().map(|selection| selection.span), Role::Selection),
            cursor: one(cursor(state, &annotated.article.text), Role::Selected),
        }
    }

    fn all(&self) -> [Layer<'_>; 7] {
        [
            &self.telling,
            &self.highlights,
            &self.timexes,
            &self.entities,
            &self.hits,
            &self.selection,
            &self.cursor,
        ]
    }
}

/// The part of the text between the first and the last line shown.
fn seen(state: &State, height: u16) -> Span {
    let shown = state.reader.lines.iter().skip(state.reader.top).take(usize::from(height));
    let text = shown.filter(|line| line.source == Source::Text).map(|line| line.span);
    text.reduce(Span::join).unwrap_or_default()
}

/// Those of sorted things that don't overlap which touch a part of the text. Found by bisection.
fn within<T>(all: &[T], seen: Span, span: impl Fn(&T) -> Span) -> &[T] {
    let first = all.partition_point(|one| span(one).end <= seen.start);
    let after = all.partition_point(|one| span(one).start < seen.end);
    all.get(first..after.max(first)).unwrap_or_default()
}

/// The character of the text the cursor is on, where the text has the keys.
fn cursor(state: &State, text: &str) -> Option<Span> {
    if state.reader.removed_line.is_some() {
        return None;
    }
    let start = state.reader.cursor;
    let here = text.get(start..).and_then(|rest| rest.chars().next())?;
    let shown = state.arrangement.focus == Pane::Text && !here.is_whitespace();
    shown.then(|| Span::new(start, start + here.len_utf8()))
}

fn highlights(state: &State, seen: Span) -> Vec<(Span, Role)> {
    let Some(article) = state.reader.article else { return Vec::new() };
    let notes = state.holdings.notes_in(article).iter().filter_map(|placed| {
        let note = state.holdings.notebook.notes.get(placed.note)?;
        let span = placed.span.filter(|span| span.start < seen.end && seen.start < span.end)?;
        Some((span, Role::Highlight(colour_number(note.colour))))
    });
    without_overlap(notes.collect())
}

/// The place of a colour among the five, from 0.
pub(super) fn colour_number(colour: Colour) -> u8 {
    match colour {
        Colour::Yellow => 0,
        Colour::Green => 1,
        Colour::Blue => 2,
        Colour::Pink => 3,
        Colour::Purple => 4,
    }
}

/// Sorts spans and ends each where the next one begins.
fn without_overlap(mut spans: Vec<(Span, Role)>) -> Vec<(Span, Role)> {
    spans.sort_by_key(|(span, _)| *span);
    let starts: Vec<_> = spans.iter().skip(1).map(|(span, _)| span.start).collect();
    for ((span, _), next) in spans.iter_mut().zip(starts) {
        span.end = span.end.min(next);
    }
    spans
}

fn hits(state: &State, seen: Span) -> Vec<(Span, Role)> {
    let Some(find) = &state.reader.find else { return Vec::new() };
    let current = find.current.and_then(|at| find.hits.get(at));
    let role = |hit| if current == Some(hit) { Role::HitCurrent } else { Role::Hit };
    let hits = within(&find.hits, seen, |hit| *hit).iter();
    without_overlap(hits.map(|hit| (*hit, role(hit))).collect())
}

fn lines(state: &State, buffer: &mut Buffer, column: Rect, annotated: &AnnotatedArticle, ink: Ink) {
    let seen = seen(state, column.height);
    let layers = Layers::of(state, annotated, seen);
    let signs = signs(state, annotated, seen);
    let shown = state.reader.lines.iter().skip(state.reader.top);
    for (down, line) in (0..column.height).zip(shown) {
        let Some(place) = row::line(column, down) else { break };
        match line.source {
            Source::Text => {
                let block = annotated.article.blocks.get(line.block).map(|block| block.kind);
                let kind = block.unwrap_or(BlockKind::Paragraph);
                let place = block_sign(buffer, place, kind, *line, ink);
                let text = &annotated.article.text;
                let (base, layers) = (block_role(kind), &layers.all());
                let line = TextLine { text, span: line.span, base, layers, signs: &signs };
                text_line(buffer, place, line, ink);
            }
            Source::Removed(piece) => removed_line(state, buffer, place, (piece, *line), ink),
            Source::Raw if state.reader.layer == Shown::Changes => {
                changed_line(state, buffer, place, *line, ink);
            }
            Source::Raw => {
                let text = line.span.cut(&state.reader.raw);
                put(buffer, (place.x, place.y), place.width, text, ink.of(Role::Code));
            }
            Source::Blank => {}
        }
        gutter(state, buffer, place, *line, ink);
    }
}

/// A line of what changed: what went is dimmed, what came stands out.
fn changed_line(state: &State, buffer: &mut Buffer, place: Rect, line: Line, ink: Ink) {
    let changes = &state.reader.changes;
    let parts = within(&changes.parts, line.span, |part| part.0).iter();
    let role = |change: Change| match change {
        Change::Gone => Role::Chrome,
        Change::New => Role::Matched,
    };
    let marked: Vec<(Span, Role)> = parts.map(|(span, change)| (*span, role(*change))).collect();
    let (text, span, base) = (changes.text.as_str(), line.span, Role::Text);
    text_line(buffer, place, TextLine { text, span, base, layers: &[&marked], signs: &[] }, ink);
}

/// The signs of mentions that are seen, with the byte that each stands before.
fn signs(state: &State, annotated: &AnnotatedArticle, seen: Span) -> Vec<(usize, char)> {
    let mentions = within(&annotated.annotations.mentions, seen, |mention| mention.span).iter();
    let ends = mentions.map(|mention| (mention.span.end, entity_sign(mention.kind)));
    ends.filter(|(end, _)| state.reader.signs.binary_search(end).is_ok()).collect()
}

fn block_role(kind: BlockKind) -> Role {
    match kind {
        BlockKind::Heading(_) => Role::Heading,
        BlockKind::Quote => Role::Quote,
        BlockKind::Caption => Role::Caption,
        BlockKind::Code => Role::Code,
        BlockKind::Paragraph | BlockKind::ListItem | BlockKind::TableRow => Role::Text,
    }
}

/// Puts a block's sign and gives the place for its text.
fn block_sign(buffer: &mut Buffer, place: Rect, kind: BlockKind, line: Line, ink: Ink) -> Rect {
    let sign = match (kind, line.first) {
        (BlockKind::ListItem, true) => "•",
        (BlockKind::Quote, _) => "▏",
        (BlockKind::Code, _) => "┆",
        _ => "",
    };
    put(buffer, (place.x, place.y), place.width, sign, ink.of(Role::Faint));
    let by = u16::try_from(indent(kind)).unwrap_or(0).min(place.width);
    Rect { x: place.x + by, width: place.width - by, ..place }
}

/// The style and sign of a line of a removed piece: those of a selected row
/// where the cursor is on it and the text has the keys.
fn removed_look(
    state: &State,
    removed: &Removed,
    (piece, line): (usize, Line),
) -> (Role, &'static str) {
    let cursor = state.reader.removed_line.filter(|cursor| cursor.piece == piece);
    let here = cursor.is_some_and(|cursor| cursor.span(&removed.text).covers(line.span));
    match (here, state.arrangement.focus) {
        (true, Pane::Text) => (Role::Selected, "▸ "),
        (true, _) => (Role::Chrome, "› "),
        (false, _) => (Role::Chrome, "┊ "),
    }
}

/// A line of a removed piece behind its sign, its kind beside its first line.
fn removed_line(state: &State, buffer: &mut Buffer, place: Rect, at: (usize, Line), ink: Ink) {
    let (piece, line) = at;
    let open = state.reader.article.and_then(|article| state.holdings.article(article));
    let Some(removed) = open.and_then(|article| article.removed.get(piece)) else { return };
    let (role, sign) = removed_look(state, removed, at);
    let end = put(buffer, (place.x, place.y), 2, sign, ink.of(role));
    let room = place.right().saturating_sub(end);
    let end = put(buffer, (end, place.y), room, line.span.cut(&removed.text), ink.of(role));
    let kind = format!("  [{}]", removed.kind.name());
    if line.first && usize::from(place.right() - end) > kind.len() {
        put(buffer, (end, place.y), place.right() - end, &kind, ink.of(Role::Chrome));
    }
}

/// Marks left of a line: the number of a highlight's colour, `✎` for words of
/// the reader's, `»` where the selected entry's sentence begins.
fn gutter(state: &State, buffer: &mut Buffer, place: Rect, line: Line, ink: Ink) {
    if line.source != Source::Text || place.x < GUTTER {
        return;
    }
    let Some(article) = state.reader.article else { return };
    let begins = |span: Span| line.span.start <= span.start && span.start < line.span.end;
    let column = place.x - GUTTER;
    let style = ink.of(Role::Mark);
    if state.reader.telling.is_some_and(begins) {
        put(buffer, (column, place.y), 1, "»", style);
    }
    let mut placed = state.holdings.notes_in(article).iter();
    let placed = placed.find(|note| note.span.is_some_and(begins));
    let note = placed.and_then(|placed| state.holdings.notebook.notes.get(placed.note));
    if let Some(note) = note {
        let number = (colour_number(note.colour) + 1).to_string();
        put(buffer, (column, place.y), 1, &number, style);
        let words = if note.text.is_empty() { " " } else { "✎" };
        put(buffer, (column + 1, place.y), 1, words, style);
    }
}

/// Where one is, and where notes and the hits of a search are.
fn scroll_bar(state: &State, buffer: &mut Buffer, body: Rect, ink: Ink) {
    let (total, room) = (state.reader.lines.len(), usize::from(body.height));
    if total <= room || body.width == 0 {
        return;
    }
    let scaled = |line: usize| line * room / total;
    let (from, to) = (scaled(state.reader.top), scaled(state.reader.top + room));
    let hits = state.reader.find.iter().flat_map(|find| find.hits.iter().copied());
    let hit_rows = rows_of(state, hits, room);
    let noted = state.reader.article.map_or(&[][..], |at| state.holdings.notes_in(at));
    let note_rows = rows_of(state, noted.iter().filter_map(|note| note.span), room);
    for down in 0..body.height {
        let at = usize::from(down);
        let (hit, note) =
            (hit_rows.binary_search(&at).is_ok(), note_rows.binary_search(&at).is_ok());
        let (sign, role) = match (hit, note, (from..=to).contains(&at)) {
            (true, ..) => ("◂", Role::Mark),
            (false, true, _) => ("◆", Role::Mark),
            (false, false, true) => ("┃", Role::Faint),
            (false, false, false) => ("│", Role::Rule),
        };
        put(buffer, (body.right() - 1, body.y + down), 1, sign, ink.of(role));
    }
}

/// Rows of the scroll bar that hold the starts of some spans, sorted. Lines and
/// spans are both in order.
fn rows_of(state: &State, spans: impl Iterator<Item = Span>, room: usize) -> Vec<usize> {
    let mut spans = spans.peekable();
    if spans.peek().is_none() {
        return Vec::new();
    }
    let lines = &state.reader.lines;
    let mut rows = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.source == Source::Text) {
        while spans.next_if(|span| span.start < line.span.end).is_some() {
            rows.push(at * room / lines.len());
        }
    }
    rows.dedup();
    rows
}
