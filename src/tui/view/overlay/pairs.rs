//! The table of entities that stand together: a line a pair, the first
//! sentence of the selected one beside them.

use ratatui::buffer::Buffer;

use super::{finder::wrapped, rows};
use crate::{
    dossier::{EntityId, Pair},
    tui::{
        layout::Sheet,
        state::{PairsView, State},
        theme::{Role, entity_sign},
        view::{
            list::{date_text, headline},
            paint::Ink,
            row::{put_cut, sides},
        },
    },
};

/// The title of the table.
pub(super) const TITLE: &str = "entities that stand together";

/// Draws the table.
pub(super) fn draw(state: &State, buffer: &mut Buffer, sheet: Sheet, view: &PairsView, ink: Ink) {
    let count = if view.finished {
        format!("{} pairs: sentences in articles", view.rows.len())
    } else {
        "…".to_owned()
    };
    put_cut(buffer, sheet.head, &count, ink.of(Role::Faint));
    let counted = (view.cursor, view.rows.len());
    rows(buffer, sheet.rows, counted, ink, |buffer, line, at, selected| {
        let Some(pair) = view.rows.get(at) else { return };
        let (one, other) = pair.entities;
        let left = format!("{} + {}", name(state, one), name(state, other));
        let right = format!("{} in {}", pair.sentences, pair.articles);
        let (style, faint) = (selected.part(Role::Text, ink), selected.part(Role::Faint, ink));
        sides(buffer, line, (&left, style), (&right, faint));
    });
    if let Some(pair) = view.selected() {
        wrapped(buffer, sheet.preview, &preview(state, pair), &[], ink);
    }
}

fn name(state: &State, id: EntityId) -> String {
    let entity = state.holdings.dossier.entities.get(id);
    entity.map(|one| format!("{} {}", entity_sign(one.kind), one.name())).unwrap_or_default()
}

/// How often both stand together, and the first sentence with its article.
fn preview(state: &State, pair: &Pair) -> String {
    let (article, sentence) = pair.first;
    let text = state.holdings.article(article).map_or("", |one| sentence.cut(&one.text));
    let date = state.holdings.card(article).map(|card| card.head.metadata.published.as_ref());
    let date = date.map(date_text).unwrap_or_default();
    let counts = format!("{} sentences in {} articles", pair.sentences, pair.articles);
    format!("{counts}\n\nfirst {date}, {}:\n\n{text}", headline(state, article))
}
