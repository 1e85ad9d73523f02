//! Corrections: date, status and sources of an event, one that was not found,
//! the publication date of an article.

use jiff::civil::Date;

use super::{act, name, note, prompt, say, timeline};
use crate::{
    dossier::Entry,
    model::{AddedEvent, Correction, Span, Status, When},
    note::Act,
    tui::{
        effect::Effect,
        layout::Pane,
        state::{Choice, EntryRef, Menu, MenuItem, MenuKind, Mode, PromptKind, RowCursor, State},
    },
};

/// Offers what can be corrected: in the list the publication date, elsewhere
/// also the selected entry.
pub(super) fn choose(state: &mut State) -> Option<Effect> {
    if let Some(Mode::Entities(_) | Mode::Card(_)) = state.mode() {
        return name::choose(state);
    }
    let items = match state.arrangement.focus {
        Pane::List => Vec::new(),
        Pane::Text | Pane::Timeline => entry_items(state),
    };
    let article = act::target(state);
    let items: Vec<MenuItem> = items.into_iter().chain(added_item(state)).collect();
    let items = items.into_iter().chain(name::item_here(state));
    let items: Vec<MenuItem> = items.chain(article.map(published_item)).collect();
    if items.is_empty() {
        return say(state, "nothing to correct here");
    }
    offer(state, MenuKind::Correct, items)
}

/// Opens a menu.
pub(super) fn offer(state: &mut State, kind: MenuKind, items: Vec<MenuItem>) -> Option<Effect> {
    state.modes.push(Mode::Menu(Menu { kind, items, cursor: RowCursor::default() }));
    None
}

/// A line of a menu.
pub(super) fn item(label: &str, help: String, choice: Choice) -> MenuItem {
    MenuItem { label: label.to_owned(), help, choice }
}

fn entry_items(state: &State) -> Vec<MenuItem> {
    let Some(telling) = timeline::shown_telling(state) else { return Vec::new() };
    let (article, key) = (telling.article, telling.key().to_owned());
    let date = telling.when.as_ref().map_or("undated".to_owned(), When::edtf);
    let ask = Choice::EventDate(article, key.clone());
    let mut items = vec![item("date of the event", format!("now {date}"), ask)];
    for status in [Status::Past, Status::Ongoing, Status::Planned] {
        if status != telling.status {
            let choice = Choice::EventStatus(article, key.clone(), status);
            let label = format!("it is {}", status.name());
            items.push(item(&label, format!("now {}", telling.status.name()), choice));
        }
    }
    let hide = Choice::HideEvent(article, key.clone());
    items.push(item("it is no event", "hide it from the timeline".to_owned(), hide));
    items.extend(source_items(state, article, &key));
    items
}

/// What can be said of the tellings of an entry.
fn source_items(state: &State, article: usize, key: &str) -> Vec<MenuItem> {
    let same = Choice::SameAs(article, key.to_owned());
    let mut items =
        vec![item("it is the same as …", "join it with another entry".to_owned(), same)];
    let tellings = timeline::selected_entry(state).map_or(0, |entry| entry.tellings.len());
    if tellings > 1 {
        let help = format!("part this source from the {tellings} of its entry");
        items.push(item("it is another event", help, Choice::Split(article, key.to_owned())));
    }
    items
}

/// In the text, the sentence or selection may tell an event that was not found.
fn added_item(state: &State) -> Option<MenuItem> {
    let article = state.reader.article.filter(|_| state.arrangement.focus == Pane::Text)?;
    let span = note::span_here(state)?;
    let help = "put this sentence on the timeline".to_owned();
    Some(item("it tells an event", help, Choice::AddEvent(article, span)))
}

/// Entries offered as the same, before and after the selected one each.
const NEIGHBOURS: usize = 8;

/// Offers the entries around the selected one, the nearest first.
fn choose_same(state: &mut State, article: usize, key: &str) -> Option<Effect> {
    let shown: Vec<EntryRef> = state.timeline.entries().collect();
    let own = shown.iter().position(|one| Some(*one) == state.timeline.selected())?;
    let mut near: Vec<usize> = (own.saturating_sub(NEIGHBOURS)..shown.len())
        .take_while(|at| *at <= own + NEIGHBOURS)
        .filter(|at| *at != own)
        .collect();
    near.sort_by_key(|at| at.abs_diff(own));
    let entries = near.iter().filter_map(|&at| shown.get(at)?.get(&state.holdings.dossier));
    let line = |entry: &Entry| {
        let date = entry.when.as_ref().map_or("undated".to_owned(), When::edtf);
        let merge = Choice::Merge(article, key.to_owned(), entry.id().to_owned());
        item(&date, entry.text.to_string(), merge)
    };
    let items: Vec<MenuItem> = entries.map(line).collect();
    if items.is_empty() {
        return say(state, "no other entry is shown");
    }
    offer(state, MenuKind::Same, items)
}

/// Parts an event from its entry: where the reader had joined it, that ends.
fn split(state: &State, article: usize, event: String) -> Option<Effect> {
    let joined = state.holdings.notebook.corrections.same.get(&event).cloned();
    let Some(other) = joined else {
        return correct(state, article, Correction::EventAlone { event });
    };
    let article = act::key_of(state, article)?;
    let correction = Correction::EventSame { event, other };
    Some(act::act(Act::Correct { article, correction, on: false }))
}

/// The words of a part of an article.
pub(super) fn words(state: &State, article: usize, span: Span) -> String {
    state.holdings.article(article).map_or("", |article| span.cut(&article.text)).to_owned()
}

/// An event that the reader found: planned while its time is still to come.
pub(super) fn added(sentence: String, when: When, today: Date) -> Correction {
    let status = if when.first > today { Status::Planned } else { Status::Past };
    Correction::EventAdded(AddedEvent { sentence, when, status })
}

fn published_item(article: usize) -> MenuItem {
    let help = "relative dates are resolved again".to_owned();
    item("date of publication", help, Choice::Published(article))
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
        Choice::SameAs(article, event) => choose_same(state, article, &event),
        Choice::Merge(article, event, other) => {
            correct(state, article, Correction::EventSame { event, other })
        }
        Choice::Split(article, event) => split(state, article, event),
        Choice::AddEvent(article, span) => {
            prompt::open(state, PromptKind::AddedEvent { article, span })
        }
        Choice::Entity(_)
        | Choice::Name(..)
        | Choice::SameName(_)
        | Choice::HiddenNames
        | Choice::ShowName(_) => name::chosen(state, choice),
        Choice::Export(_) | Choice::Kind(_) => None,
    }
}

/// Asks for a correction to be written.
pub(super) fn correct(state: &State, article: usize, correction: Correction) -> Option<Effect> {
    let article = act::key_of(state, article)?;
    Some(act::act(Act::Correct { article, correction, on: true }))
}
