//! The table of entities that stand together.

use std::{collections::BTreeSet, sync::Arc};

use super::{history, show};
use crate::{
    dossier::{EntityId, Pair},
    tui::{
        effect::Effect,
        layout::Pane,
        state::{EntityScope, Mode, PairsView, RowCursor, State},
    },
};

/// Opens the table: of the entity on the card, or of all that the list shows.
pub(super) fn open(state: &mut State) -> Option<Effect> {
    let every = || (0..state.holdings.dossier.articles.len()).collect();
    let (articles, of) = match state.mode()? {
        Mode::Card(card) => {
            let named = state.holdings.dossier.entities.get(card.entity)?.articles();
            let articles: Vec<usize> = named.map(|(article, _)| article).collect();
            (articles, BTreeSet::from([card.entity]))
        }
        Mode::Entities(list) => {
            let of: BTreeSet<EntityId> = list.rows.iter().map(|(id, _)| *id).collect();
            let articles = match list.scope {
                EntityScope::Article => state.reader.article.into_iter().collect(),
                EntityScope::Dossier => every(),
            };
            (articles, of)
        }
        _ => return None,
    };
    state.pending.pairs += 1;
    state.modes.push(Mode::Pairs(PairsView::default()));
    let dossier = Arc::clone(&state.holdings.dossier);
    Some(Effect::Pair { generation: state.pending.pairs, dossier, articles, of })
}

/// The answer; one to an older question, or to none that is still open, is dropped.
pub(super) fn paired(state: &mut State, generation: u64, pairs: Vec<Pair>) -> Option<Effect> {
    let is_asked = generation == state.pending.pairs;
    let mut modes = state.modes.iter_mut().rev();
    if let Some(Mode::Pairs(view)) = modes.find(|one| matches!(one, Mode::Pairs(_)) && is_asked) {
        *view = PairsView { rows: pairs, finished: true, cursor: RowCursor::default() };
    }
    None
}

/// Goes to the first sentence in which both stand.
pub(super) fn open_selected(state: &mut State) -> Option<Effect> {
    let Some(Mode::Pairs(view)) = state.mode() else { return None };
    let (article, sentence) = view.selected()?.first;
    state.modes.clear();
    history::go(state, article, Some(sentence.start));
    show::focus(state, Pane::Text)
}
