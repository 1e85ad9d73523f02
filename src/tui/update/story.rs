//! A story's articles side by side.

use super::{history, say, show};
use crate::{
    dossier::Story,
    model::Span,
    tui::{
        effect::Effect,
        layout::Pane,
        state::{Mode, RowCursor, State, StoryColumn, StoryView},
    },
};

/// Shows the story that the open article belongs to.
pub(super) fn open(state: &mut State) -> Option<Effect> {
    let article = state.reader.article?;
    let stories = &state.holdings.dossier.stories;
    let Some(story) = stories.iter().position(|story| story.articles.contains(&article)) else {
        return say(state, "no other article tells this story");
    };
    let columns = stories.get(story).map(columns).unwrap_or_default();
    let column = columns.iter().position(|column| column.article == article).unwrap_or(0);
    let cursor = RowCursor::default();
    state.modes.push(Mode::Story(StoryView { story, columns, column, cursor }));
    None
}

fn columns(story: &Story) -> Vec<StoryColumn> {
    let column = |(at, article): (usize, &usize)| {
        let shared = story.shared.iter().filter(|(of, _)| of == article);
        let mut shared: Vec<Span> = shared.map(|(_, sentence)| *sentence).collect();
        shared.sort();
        let only = story.only.get(at).cloned().unwrap_or_default();
        StoryColumn { article: *article, only, shared }
    };
    story.articles.iter().enumerate().map(column).collect()
}

/// Goes to the next or previous article of the story.
pub(super) fn step_column(state: &mut State, by: isize) -> Option<Effect> {
    let Some(Mode::Story(story)) = state.modes.last_mut() else { return None };
    let last = story.columns.len().saturating_sub(1);
    story.column = story.column.saturating_add_signed(by).min(last);
    story.cursor = RowCursor::default();
    None
}

/// Goes to the selected sentence in its article.
pub(super) fn open_selected(state: &mut State) -> Option<Effect> {
    let Some(Mode::Story(story)) = state.mode() else { return None };
    let (article, at) = match story.selected() {
        Some((article, sentence)) => (article, Some(sentence.start)),
        None => (story.columns.get(story.column)?.article, None),
    };
    state.modes.clear();
    history::go(state, article, at);
    show::focus(state, Pane::Text)
}
