//! The list of notes: what it holds, under which heads, by which query.

use std::collections::{BTreeMap, BTreeSet};

use super::{complain, note, prompt, say, show};
use crate::{
    dossier::{Query, Said},
    export,
    note::{Act, Note},
    tui::{
        effect::Effect,
        layout::Pane,
        state::{
            Holdings, Mode, NoteOrder, NoteRow, NotesList, PlacedNote, PromptKind, RowCursor, State,
        },
    },
};

/// Lists all notes.
pub(super) fn list(state: &mut State) -> Option<Effect> {
    if state.holdings.notes.is_empty() {
        return say(state, "no notes yet: m highlights, a writes a note");
    }
    state.modes.push(Mode::Notes(NotesList::default()));
    rebuild(state);
    None
}

fn open_list(state: &mut State) -> Option<&mut NotesList> {
    state.modes.iter_mut().find_map(|mode| match mode {
        Mode::Notes(list) => Some(list),
        _ => None,
    })
}

/// The selected note, where the list has the keys.
pub(super) fn selected(state: &State) -> Option<usize> {
    match state.mode() {
        Some(Mode::Notes(list)) => list.selected(),
        _ => None,
    }
}

/// Makes the list anew, where it is open: the notes have changed.
pub(super) fn rebuild(state: &mut State) {
    if let Some(list) = open_list(state) {
        list.said.clear();
        arrange(state);
    }
}

/// Makes the rows anew; the row selected stays as near as can be.
fn arrange(state: &mut State) {
    let Some(mut list) = open_list(state).map(std::mem::take) else { return };
    let query = Query::parse(&list.filter);
    if !query.is_empty() && list.said.len() != state.holdings.notes.len() {
        list.said = all_said(&state.holdings);
    }
    let passing = passing(&state.holdings, &query, &list.said);
    list.count = passing.len();
    list.rows = rows(&state.holdings, list.order, passing);
    list.cursor.go(list.cursor.selected, list.rows.len());
    list.settle(true);
    if let Some(open) = open_list(state) {
        *open = list;
    }
}

fn all_said(holdings: &Holdings) -> Vec<Said> {
    let said = |(placed, note): (PlacedNote, &Note)| {
        let card = placed.article.and_then(|article| holdings.card(article));
        let title = card.map_or("", |card| card.headline());
        let marks = placed.article.and_then(|article| holdings.marks_of(article));
        export::said(note, marks.into_iter().flat_map(|marks| &marks.tags), title)
    };
    (0..holdings.notes.len()).filter_map(|at| holdings.note(at)).map(said).collect()
}

/// The notes that a query finds: by their own words and tags, and by what it
/// asks of their articles.
fn passing(holdings: &Holdings, query: &Query, said: &[Said]) -> Vec<usize> {
    let all = 0..holdings.notes.len();
    if query.is_empty() {
        return all.collect();
    }
    let of_article = query.of_article();
    let articles: Option<BTreeSet<usize>> = (!of_article.is_empty())
        .then(|| holdings.dossier.matching(&of_article, &holdings.marks).into_iter().collect());
    let in_article = |at: usize| {
        let article = holdings.notes.get(at).and_then(|placed| placed.article);
        let Some(articles) = &articles else { return true };
        article.is_some_and(|article| articles.contains(&article))
    };
    let fits = |at: &usize| {
        let said = said.get(*at);
        said.is_some_and(|said| query.fits_note(said) && query.is_said(said)) && in_article(*at)
    };
    all.filter(fits).collect()
}

fn rows(holdings: &Holdings, order: NoteOrder, notes: Vec<usize>) -> Vec<NoteRow> {
    match order {
        NoteOrder::Article => by_article(holdings, &notes),
        NoteOrder::Tag => by_tag(holdings, &notes),
        NoteOrder::Time => by_time(holdings, notes),
    }
}

/// Notes under their articles; the holdings have them in that order.
fn by_article(holdings: &Holdings, notes: &[usize]) -> Vec<NoteRow> {
    let home = |at: &usize| {
        let placed = holdings.notes.get(*at)?;
        Some((placed.article, is_lost(holdings, *at)))
    };
    let groups = notes.chunk_by(|one, other| home(one) == home(other));
    groups.flat_map(|group| under(home_name(holdings, group), group)).collect()
}

fn under(head: String, notes: &[usize]) -> impl Iterator<Item = NoteRow> {
    let rows = notes.iter().map(|note| NoteRow::Note(*note)).collect::<Vec<_>>();
    std::iter::once(NoteRow::Head(head, notes.len())).chain(rows)
}

/// Whether the words of a note are not found.
pub(in crate::tui) fn is_lost(holdings: &Holdings, at: usize) -> bool {
    let found = holdings.note(at);
    found.is_some_and(|(placed, note)| placed.span.is_none() && !note.anchor.quote.is_empty())
}

fn home_name(holdings: &Holdings, group: &[usize]) -> String {
    let first = group.first().copied().unwrap_or_default();
    let card = holdings.notes.get(first).and_then(|placed| holdings.card(placed.article?));
    match card {
        None => "not in this dossier".to_owned(),
        Some(card) if is_lost(holdings, first) => format!("orphans of {}", card.headline()),
        Some(card) => card.headline().to_owned(),
    }
}

fn by_tag(holdings: &Holdings, notes: &[usize]) -> Vec<NoteRow> {
    let mut tagged: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut untagged = Vec::new();
    for at in notes {
        let tags = holdings.note(*at).map_or(&[][..], |(_, note)| &note.tags);
        for tag in tags {
            tagged.entry(tag).or_default().push(*at);
        }
        untagged.extend(tags.is_empty().then_some(*at));
    }
    let mut rows: Vec<NoteRow> =
        tagged.iter().flat_map(|(tag, notes)| under(format!("#{tag}"), notes)).collect();
    if !untagged.is_empty() {
        rows.extend(under("without a tag".to_owned(), &untagged));
    }
    rows
}

fn by_time(holdings: &Holdings, mut notes: Vec<usize>) -> Vec<NoteRow> {
    notes.sort_by_cached_key(|at| {
        std::cmp::Reverse(holdings.note(*at).map(|(_, note)| note.modified.clone()))
    });
    notes.into_iter().map(NoteRow::Note).collect()
}

/// Lists the notes in the next order.
pub(super) fn next_order(state: &mut State) -> Option<Effect> {
    let list = open_list(state)?;
    list.order = list.order.next();
    list.cursor = RowCursor::default();
    let name = list.order.name();
    arrange(state);
    say(state, format!("notes {name}"))
}

/// Opens the filter.
pub(super) fn ask_filter(state: &mut State) -> Option<Effect> {
    let before = open_list(state)?.filter.clone();
    prompt::open(state, PromptKind::NoteFilter { before })
}

/// What is typed narrows the list.
pub(super) fn filter(state: &mut State, query: &str) {
    if let Some(list) = open_list(state) {
        query.clone_into(&mut list.filter);
        list.cursor = RowCursor::default();
        arrange(state);
    }
}

/// Asks for the tags of the selected note, or of the one the cursor is on.
pub(super) fn ask_tags(state: &mut State) -> Option<Effect> {
    let note = note::chosen(state).and_then(|at| state.holdings.notebook.notes.get(at));
    match note.map(|note| note.id.clone()) {
        Some(note) => prompt::open(state, PromptKind::NoteTags { note }),
        None => say(state, "no note here"),
    }
}

/// Gives a note these tags, apart by commas, and no others.
pub(super) fn set_tags(state: &State, id: &str, typed: &str) -> Option<Effect> {
    let mut note = state.holdings.notebook.note(id)?.clone();
    let tags = typed.split(',').map(|tag| tag.trim().trim_start_matches('#').trim());
    let mut seen = BTreeSet::new();
    note.tags =
        tags.filter(|tag| !tag.is_empty() && seen.insert(*tag)).map(ToOwned::to_owned).collect();
    note.modified = String::new();
    Some(super::act::act(Act::Note { note }))
}

/// Has the next words that are highlighted take the selected note. Its article
/// opens where the note stood.
pub(super) fn attach(state: &mut State) -> Option<Effect> {
    let (placed, note) = state.holdings.note(selected(state)?)?;
    let (article, id, block) = (placed.article, note.id.clone(), note.anchor.block);
    state.modes.clear();
    if let Some(article) = article {
        let known = state.holdings.article(article);
        let at = known.and_then(|article| article.blocks.get(block)).map(|block| block.span.start);
        super::history::go(state, article, placed.span.map(|span| span.start).or(at));
    }
    show::focus(state, Pane::Text);
    state.pending.attaching = Some(id);
    complain(state, "m puts the note on the words selected, else on the sentence; esc leaves it")
}
