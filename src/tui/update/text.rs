//! The text pane: opening an article, wrapping it, moving the cursor, scrolling.
//!
//! In the text the cursor leads and the view follows, over removed lines, too,
//! where they are shown. The source scrolls and has no cursor.

use super::{find, holdings, moving::Step, select, timeline};
use crate::{
    dossier::Changes,
    model::Span,
    tui::{
        effect::Effect,
        motion,
        state::{Anchor, Held, Layer, RemovedLine, Spot, State},
        wrap::{Line, Source, clean_lines, line_of, lines_with_removed, raw_lines},
    },
};

/// Lines kept in sight above and below the cursor, where the pane is high enough.
const MARGIN: usize = 3;

/// Opens an article where it was left, or at a place.
pub(super) fn open(state: &mut State, article: usize, at: Option<usize>) {
    if state.reader.article != Some(article) {
        switch(state, article);
    }
    if let Some(at) = at {
        put_cursor(state, at);
        centre(state);
    }
}

fn switch(state: &mut State, article: usize) {
    remember_place(state);
    let start = place_left(state, article);
    let reader = &mut state.reader;
    reader.article = Some(article);
    reader.layer = Layer::Clean;
    reader.raw = String::new();
    reader.changes = Changes::default();
    reader.telling = None;
    reader.cursor = start;
    reader.removed_line = None;
    reader.top = 0;
    reader.held = Held::default();
    reader.width = 0;
    holdings::opened(state, article);
    timeline::find_told(state);
    timeline::follow_cursor(state);
    find::again(state);
    settle(state);
    centre(state);
}

/// Remembers where the open article is being left.
pub(in crate::tui) fn remember_place(state: &mut State) {
    let open = state.reader.article.and_then(|article| state.holdings.article(article));
    if let Some(article) = open {
        state.reader.left.remember(&article.origin.hash, state.reader.cursor);
    }
}

/// Where an article was left. Its text may have been cleaned otherwise then, so
/// that the place is held inside it.
fn place_left(state: &State, article: usize) -> usize {
    let Some(article) = state.holdings.article(article) else { return 0 };
    let at = state.reader.left.place_of(&article.origin.hash);
    motion::boundary(&article.text, at.min(motion::last(&article.text)))
}

/// Puts the open article and cursor on the way back.
pub(super) fn spot(state: &State) -> Option<Spot> {
    Some(Spot { article: state.reader.article?, at: state.reader.cursor })
}

/// The text of the open article; empty when none is open.
pub(super) fn text(state: &State) -> &str {
    let article = state.reader.article.and_then(|article| state.holdings.article(article));
    article.map_or("", |article| article.text.as_str())
}

/// Wraps again where the width has changed, and scrolls to the cursor.
pub(super) fn settle(state: &mut State) {
    let width = state.areas().column().width;
    if width == 0 {
        return;
    }
    if width != state.reader.width {
        wrap(state, width);
    }
    let cursor = Some((state.reader.cursor, state.reader.removed_line));
    if state.reader.layer.has_cursor() && state.reader.held.sighted != cursor {
        state.reader.held.sighted = cursor;
        show_cursor(state);
    }
}

/// Has the lines wrapped again: their layer or the article itself has changed.
pub(super) fn rewrap(state: &mut State) {
    state.reader.width = 0;
    settle(state);
}

fn wrap(state: &mut State, width: u16) {
    let reader = &mut state.reader;
    let Some(article) = reader.article else { return };
    let Some(annotated) = state.holdings.dossier.articles.get(article) else { return };
    let columns = usize::from(width);
    let kinds = state.look.kinds;
    let mentions = annotated.annotations.mentions.iter();
    let signed = mentions.filter(|mention| kinds.shows(mention.kind));
    reader.signs = signed.map(|mention| mention.span.end).collect();
    reader.lines = match reader.layer {
        Layer::Clean => clean_lines(&annotated.article, columns, &reader.signs),
        Layer::Removed => lines_with_removed(&annotated.article, columns, &reader.signs),
        Layer::Raw => raw_lines(&reader.raw, columns),
        Layer::Changes => raw_lines(&reader.changes.text, columns),
    };
    reader.width = width;
    reader.top = line_of(&reader.lines, reader.held.place.source, reader.held.place.at);
}

fn height(state: &State) -> usize {
    state.areas().text.map_or(1, |area| usize::from(area.body.height.max(1)))
}

/// Scrolls as little as needed to have the cursor in sight, with some lines around it.
fn show_cursor(state: &mut State) {
    let height = height(state);
    let margin = MARGIN.min(height.saturating_sub(1) / 2);
    let line = line_number(state);
    let lowest = line.saturating_sub(margin);
    let highest = (line + margin + 1).saturating_sub(height);
    let top = state.reader.top.clamp(highest, lowest.max(highest));
    set_top(state, top, height);
}

/// Scrolls so that the cursor stands in the upper third.
pub(super) fn centre(state: &mut State) {
    let height = height(state);
    let line = line_number(state);
    set_top(state, line.saturating_sub(height / 3), height);
}

/// The line that the cursor is on.
pub(super) fn line_number(state: &State) -> usize {
    let reader = &state.reader;
    match reader.removed_line {
        Some(line) => line_of(&reader.lines, Source::Removed(line.piece), line.at),
        None => motion::line_at(&reader.lines, reader.cursor),
    }
}

/// Scrolls what has no cursor to the line that holds a byte, third from the top.
pub(super) fn show_raw(state: &mut State, at: usize) {
    let line = line_of(&state.reader.lines, Source::Raw, at);
    set_top(state, line.saturating_sub(2), height(state));
}

/// The line that [`show_raw`] has scrolled to.
pub(super) fn top_byte(state: &State) -> Span {
    let lines = &state.reader.lines;
    lines.get(state.reader.top + 2).map_or(Span::default(), |line| line.span)
}

fn set_top(state: &mut State, top: usize, height: usize) {
    let reader = &mut state.reader;
    let top = top.min(reader.lines.len().saturating_sub(height));
    if top == reader.top {
        return;
    }
    reader.top = top;
    if let Some(line) = reader.lines.get(top) {
        reader.held.place = Anchor { source: line.source, at: line.span.start };
        if line.source == Source::Blank {
            // A blank line has no source of its own; it stands before the text at its byte.
            reader.held.place.source = Source::Text;
        }
    }
}

/// Puts the cursor on a byte; timeline, hits and selection follow.
pub(super) fn put_cursor(state: &mut State, at: usize) {
    move_cursor(state, at);
    state.reader.column = column(state);
}

fn move_cursor(state: &mut State, at: usize) {
    let text = text(state);
    let at = motion::boundary(text, at.min(motion::last(text)));
    state.reader.cursor = at;
    state.reader.removed_line = None;
    select::follow(state);
    timeline::follow_cursor(state);
}

/// Puts the cursor on the start of a block.
pub(super) fn put_on_block(state: &mut State, block: usize) {
    if let Some(span) = blocks(state).get(block) {
        put_cursor(state, span.start);
    }
}

/// Puts the cursor on a removed line; where those are not shown, on the place
/// that it was taken from.
pub(super) fn put_on_removed(state: &mut State, piece: usize, at: usize) {
    let open = state.reader.article.and_then(|article| state.holdings.article(article));
    let Some(removed) = open.and_then(|article| article.removed.get(piece)) else { return };
    let place = removed.at;
    put_cursor(state, place);
    if state.reader.layer == Layer::Removed {
        state.reader.removed_line = Some(RemovedLine { piece, at });
    }
}

/// The block that the cursor is on.
pub(super) fn block_here(state: &State) -> Option<usize> {
    let cursor = state.reader.cursor;
    blocks(state).iter().position(|block| block.holds(cursor))
}

fn column(state: &State) -> usize {
    let cursor = state.reader.cursor;
    line_of_cursor(state).map_or(0, |line| motion::column(text(state), line, cursor))
}

fn line_of_cursor(state: &State) -> Option<Span> {
    let lines = &state.reader.lines;
    let line = lines.get(line_number(state))?;
    (line.source == Source::Text).then_some(line.span)
}

/// Moves up or down.
pub(super) fn step(state: &mut State, step: Step) -> Option<Effect> {
    let height = height(state);
    let by = step.rows(height);
    if !state.reader.layer.has_cursor() {
        scroll(state, by);
        return None;
    }
    if let Step::Pages(_) | Step::HalfPages(_) = step {
        let top = state.reader.top.saturating_add_signed(by);
        set_top(state, top, height);
    }
    move_lines(state, by);
    None
}

fn move_lines(state: &mut State, by: isize) {
    let (lines, from) = (&state.reader.lines, line_number(state));
    let stops = |line: &Line| holds_cursor(state, line);
    let line = motion::stop(lines, from, by, stops).and_then(|at| lines.get(at)).copied();
    match line {
        Some(Line { source: Source::Removed(piece), span, .. }) => {
            let column = state.reader.column;
            put_on_removed(state, piece, span.start);
            state.reader.column = column;
        }
        Some(line) => {
            let at = motion::at_column(text(state), line.span, state.reader.column);
            move_cursor(state, at);
        }
        None => {}
    }
}

/// Whether the cursor can stand on a line. What is selected is text.
fn holds_cursor(state: &State, line: &Line) -> bool {
    match line.source {
        Source::Text => true,
        Source::Removed(_) => state.selection().is_none(),
        Source::Raw | Source::Blank => false,
    }
}

/// Scrolls by lines; the cursor is kept in sight.
pub(super) fn scroll(state: &mut State, by: isize) {
    let height = height(state);
    let top = state.reader.top.saturating_add_signed(by);
    set_top(state, top, height);
    let lines = &state.reader.lines;
    let (top, cursor) = (state.reader.top, line_number(state));
    let margin = MARGIN.min(height.saturating_sub(1) / 2);
    let highest = if top == 0 { 0 } else { top + margin };
    let lowest = (top + height).saturating_sub(margin + 1).max(highest);
    let target = cursor.clamp(highest, lowest);
    if target == cursor {
        return;
    }
    let mut shown = lines.get(target..).unwrap_or_default().iter().take(height);
    match shown.find(|line| holds_cursor(state, line)).copied() {
        Some(Line { source: Source::Removed(piece), span, .. }) => {
            put_on_removed(state, piece, span.start);
        }
        Some(line) => put_cursor(state, line.span.start),
        None => {}
    }
}

/// Moves the cursor by a motion over the text.
pub(super) fn move_by(state: &mut State, motion: fn(&str, usize) -> usize) -> Option<Effect> {
    if !state.reader.layer.has_cursor() {
        return None;
    }
    let at = motion(text(state), state.reader.cursor);
    put_cursor(state, at);
    None
}

/// Moves to the start of the line.
pub(super) fn line_start(state: &mut State) -> Option<Effect> {
    let at = line_of_cursor(state)?.start;
    put_cursor(state, at);
    None
}

/// Moves to the last character of the line.
pub(super) fn line_end(state: &mut State) -> Option<Effect> {
    let line = line_of_cursor(state)?;
    let at = line.start + motion::last(line.cut(text(state)));
    put_cursor(state, at);
    None
}

/// The sentences of the open article.
pub(super) fn sentences(state: &State) -> &[Span] {
    let open = state.reader.article.and_then(|article| state.holdings.annotated(article));
    open.map_or(&[], |annotated| annotated.annotations.sentences.as_slice())
}

fn blocks(state: &State) -> Vec<Span> {
    let open = state.reader.article.and_then(|article| state.holdings.article(article));
    open.map_or_else(Vec::new, |article| article.blocks.iter().map(|block| block.span).collect())
}

/// Moves to the next sentence.
pub(super) fn next_sentence(state: &mut State) -> Option<Effect> {
    let at = motion::next_start(sentences(state), state.reader.cursor)?;
    put_cursor(state, at);
    None
}

/// Moves to the start of the sentence, or of the one before.
pub(super) fn previous_sentence(state: &mut State) -> Option<Effect> {
    let at = motion::previous_start(sentences(state), state.reader.cursor)?;
    put_cursor(state, at);
    None
}

/// Moves to the next paragraph.
pub(super) fn next_block(state: &mut State) -> Option<Effect> {
    let at = motion::next_start(&blocks(state), state.reader.cursor)?;
    put_cursor(state, at);
    None
}

/// Moves to the start of the paragraph, or of the one before.
pub(super) fn previous_block(state: &mut State) -> Option<Effect> {
    let at = motion::previous_start(&blocks(state), state.reader.cursor)?;
    put_cursor(state, at);
    None
}
