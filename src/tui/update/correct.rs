//! Corrections: the date or status of an event, the publication date of an article.

use super::{act, prompt, say, timeline};
use crate::{
    model::{Correction, Status, When},
    note::Act,
    tui::{
        effect::Effect,
        layout::Pane,
        state::{Choice, Menu, MenuItem, MenuKind, Mode, PromptKind, RowCursor, State},
    },
};

/// Offers what can be corrected: in the list the publication date, elsewhere
/// also the selected entry.
pub(super) fn choose(state: &mut State) -> Option<Effect> {
    let items = match state.arrangement.focus {
        Pane::List => Vec::new(),
        Pane::Text | Pane::Timeline => entry_items(state),
    };
    let article = act::target(state);
    let items: Vec<MenuItem> = items.into_iter().chain(article.map(published_item)).collect();
    if items.is_empty() {
        return say(state, "nothing to correct here");
    }
    let cursor = RowCursor::default();
    state.modes.push(Mode::Menu(Menu { kind: MenuKind::Correct, items, cursor }));
    None
}

fn entry_items(state: &State) -> Vec<MenuItem> {
    let Some(telling) = timeline::shown_telling(state) else { return Vec::new() };
    let (article, key) = (telling.article, telling.key.clone());
    let date = telling.when.as_ref().map_or("undated".to_owned(), When::edtf);
    let mut items = vec![MenuItem {
        label: "date of the event".to_owned(),
        help: format!("now {date}"),
        choice: Choice::EventDate(article, key.clone()),
    }];
    for status in [Status::Past, Status::Ongoing, Status::Planned] {
        if status != telling.status {
            items.push(MenuItem {
                label: format!("it is {}", status.name()),
                help: format!("now {}", telling.status.name()),
                choice: Choice::EventStatus(article, key.clone(), status),
            });
        }
    }
    items.push(MenuItem {
        label: "it is no event".to_owned(),
        help: "hide it from the timeline".to_owned(),
        choice: Choice::HideEvent(article, key),
    });
    items
}

fn published_item(article: usize) -> MenuItem {
    MenuItem {
        label: "date of publication".to_owned(),
        help: "relative dates are resolved again".to_owned(),
        choice: Choice::Published(article),
    }
}

/// A line of the menu was chosen.
pub(super) fn chosen(state: &mut State, choice: Choice) -> Option<Effect> {
    match choice {
        Choice::EventDate(article, event) => {
            prompt::open(state, PromptKind::EventDate { article, event })
        }
        Choice::Published(article) => prompt::open(state, PromptKind::Published { article }),
        Choice::EventStatus(article, event, status) => {
            correct(state, article, Correction::EventStatus { event, status })
        }
        Choice::HideEvent(article, event) => {
            correct(state, article, Correction::EventHidden { event, hidden: true })
        }
        Choice::Export(_) => None,
    }
}

/// Asks for a correction to be written.
pub(super) fn correct(state: &State, article: usize, correction: Correction) -> Option<Effect> {
    let article = act::key_of(state, article)?;
    Some(act::act(Act::Correct { article, correction, on: true }))
}
