//! Finding in the open article: `/`, `n`, `N`.

use super::{say, show, text, version};
use crate::{
    dossier::Query,
    fold::{Folded, fold},
    model::Span,
    tui::{
        effect::Effect,
        layout::Pane,
        state::{Find, Layer, Likeness, Mode, Prompt, PromptKind, State},
    },
};

/// Opens the prompt.
pub(super) fn start(state: &mut State) -> Option<Effect> {
    state.reader.article?;
    show::focus(state, Pane::Text);
    if !state.reader.layer.has_cursor() {
        show::set_layer(state, Layer::Clean);
    }
    let kind = PromptKind::Find { from: state.reader.cursor };
    let (input, problem) = (tui_input::Input::default(), String::new());
    state.modes.push(Mode::Prompt(Prompt { kind, input, problem }));
    None
}

/// Finds what is typed so far; the cursor goes to the first hit from where it was.
pub(super) fn typed(state: &mut State, query: &str, from: usize) {
    state.reader.find = (!query.trim().is_empty()).then(|| found(text::text(state), query));
    let find = state.reader.find.as_ref();
    let hits = find.map_or(&[][..], |find| &find.hits);
    let after = hits.partition_point(|hit| hit.start < from);
    let current = (!hits.is_empty()).then_some(if after < hits.len() { after } else { 0 });
    go(state, current, from);
}

fn go(state: &mut State, current: Option<usize>, otherwise: usize) {
    let Some(find) = &mut state.reader.find else { return text::put_cursor(state, otherwise) };
    find.current = current;
    let at = current.and_then(|current| find.hits.get(current)).map(|hit| hit.start);
    text::put_cursor(state, at.unwrap_or(otherwise));
    if at.is_some() && !in_sight(state) {
        text::centre(state);
    }
}

fn in_sight(state: &State) -> bool {
    let line = text::line_number(state);
    let height = state.areas().text.map_or(0, |area| usize::from(area.body.height));
    (state.reader.top..state.reader.top + height).contains(&line)
}

/// Every place of `query` in a text; where there is none, of words near it.
fn found(text: &str, query: &str) -> Find {
    let same = hits(text, query);
    let (hits, likeness) = if same.is_empty() {
        (Query::parse(query).matches(text), Likeness::Near)
    } else {
        (same, Likeness::Same)
    };
    Find { query: query.to_owned(), hits, current: None, likeness }
}

/// Every place of `query` in `text`, under folding, sorted and apart. One pass.
fn hits(text: &str, query: &str) -> Vec<Span> {
    let query = fold(query);
    if query.is_empty() {
        return Vec::new();
    }
    let folded = Folded::of(text);
    let places = folded.text.match_indices(&query);
    places
        .map(|(at, found)| folded.original(Span::new(at, at + found.len())))
        .filter(|span| !span.is_empty())
        .collect()
}

/// Finds the same in the article opened just now.
pub(super) fn again(state: &mut State) {
    let Some(query) = state.reader.find.as_ref().map(|find| find.query.clone()) else { return };
    state.reader.find = Some(found(text::text(state), &query));
}

/// Goes `by` hits further from the cursor, round the end.
pub(super) fn step(state: &mut State, by: isize) -> Option<Effect> {
    if state.reader.layer == Layer::Changes {
        return version::step(state, by);
    }
    let cursor = state.reader.cursor;
    let Some(find) = &state.reader.find else { return say(state, "nothing was searched: / finds") };
    let hits = &find.hits;
    if hits.is_empty() {
        let text = format!("no hit for {}", find.query);
        return say(state, text);
    }
    let next = if by > 0 {
        hits.partition_point(|hit| hit.start <= cursor) % hits.len()
    } else {
        hits.partition_point(|hit| hit.start < cursor).checked_sub(1).unwrap_or(hits.len() - 1)
    };
    show::focus(state, Pane::Text);
    go(state, Some(next), cursor);
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, query: &str, expected: &[&str]) {
        let found: Vec<&str> = hits(text, query).iter().map(|hit| hit.cut(text)).collect();
        assert_eq!(found, expected, "{query}");
    }

    fn check_found(text: &str, query: &str, likeness: Likeness, expected: &[&str]) {
        let find = found(text, query);
        let hits: Vec<&str> = find.hits.iter().map(|hit| hit.cut(text)).collect();
        assert_eq!((find.likeness, hits.as_slice()), (likeness, expected), "{query}");
    }

    #[test]
    fn words_that_are_near_are_found_where_none_is_the_same() {
        check_found("The ferry sailed.", "ferr", Likeness::Same, &["ferr"]);
        check_found("The ferry sailed.", "fery sialed", Likeness::Near, &["ferry", "sailed"]);
        check_found("The ferry sailed.", "zeppelin", Likeness::Near, &[]);
    }

    #[test]
    fn hits_fold_case_diacritics_and_spaces() {
        check("Işık met ISIK.", "ışık", &["Işık", "ISIK"]);
        check("a  wide\ngap", "wide gap", &["wide\ngap"]);
        check("nothing", " ", &[]);
        check("nothing", "x", &[]);
        check("aaaa", "aa", &["aa", "aa"]);
    }
}
