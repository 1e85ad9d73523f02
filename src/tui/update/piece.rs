//! Pieces by hand: a block taken out of the text, a removed line taken into it.

use super::{complain, correct, find, holdings, say, select, text};
use crate::{
    clean::{PieceId, Pieces},
    command::CommandId,
    dossier::Dossier,
    model::{Article, Correction, PieceCorrection, PieceRole, Span},
    note::{ArticleKey, NoteAnchor},
    tui::{
        effect::Effect,
        state::{Followed, Mode, NoteTarget, State},
    },
};

/// Says of the block that the cursor is on that it is chrome, of a removed line
/// that it is text.
pub(super) fn strike(state: &mut State) -> Option<Effect> {
    let at = state.reader.article?;
    if !state.reader.layer.has_cursor() {
        let key = state.keymap.key_text(CommandId::Layer);
        return complain(state, format!("the source stays as it is: {key} steps to the text"));
    }
    let Some(said) = word_about_this(state) else {
        return say(state, "nothing here to take out or in");
    };
    correct::correct(state, at, Correction::Piece(said))
}

/// The piece here with the part that it doesn't have.
fn word_about_this(state: &State) -> Option<PieceCorrection> {
    let pieces = Pieces::of(state.holdings.article(state.reader.article?)?);
    let (id, role) = match state.reader.removed_line {
        Some(line) => (pieces.removed_line(line.piece, line.at)?, PieceRole::Text),
        None => (PieceId::Block(text::block_here(state)?), PieceRole::Chrome),
    };
    Some(PieceCorrection { anchor: pieces.anchor(id)?, role })
}

/// What such a correction did, for the status line.
pub(super) fn said(said: &PieceCorrection, on: bool) -> String {
    let what = match (on, said.role) {
        (false, _) => "as the cleaner had it",
        (true, PieceRole::Text) => "in the text now",
        (true, PieceRole::Chrome) => "out of the text now",
    };
    format!("{what}: {}", beginning(&said.anchor.quote))
}

/// The first words of a piece.
fn beginning(quote: &str) -> String {
    let mut words = quote.split_whitespace();
    let shown = words.by_ref().take(5).collect::<Vec<_>>().join(" ");
    if words.next().is_some() { format!("{shown} …") } else { shown }
}

/// Has the cursor go to a corrected piece once the article is made anew.
pub(super) fn follow(state: &mut State, key: &ArticleKey, correction: &Correction) {
    if let Correction::Piece(said) = correction {
        let (hash, anchor) = (key.hash.clone(), said.anchor.clone());
        state.pending.followed = Some(Followed { hash, anchor });
    }
}

/// Another dossier is shown than before: where the open article says something
/// else now, all that stands in its text finds its place again.
pub(super) fn revised(state: &mut State, before: &Dossier) {
    text::rewrap(state);
    let Some(article) = state.reader.article else { return };
    let followed = if state.loading.build.again { None } else { state.pending.followed.take() };
    if !holdings::same_text(state, before, article) {
        retarget(state, before);
        select::end(state);
        find::again(state);
        text::put_cursor(state, state.reader.cursor);
    }
    match followed.and_then(|followed| found(state.holdings.article(article)?, &followed)) {
        Some(PieceId::Removed { piece, line }) => text::put_on_removed(state, piece, line.start),
        Some(PieceId::Block(block)) => text::put_on_block(state, block),
        None => {}
    }
}

fn found(article: &Article, followed: &Followed) -> Option<PieceId> {
    if article.origin.hash == followed.hash {
        Pieces::of(article).find(&followed.anchor)
    } else {
        None
    }
}

/// A note that is being written stands on the same words as before.
fn retarget(state: &mut State, before: &Dossier) {
    for at in 0..state.modes.len() {
        let Some((article, span)) = target(state, at) else { continue };
        let old = before.articles.get(article).map(|one| NoteAnchor::make(&one.article, span));
        let now = state.holdings.article(article);
        let place = old.zip(now).and_then(|(anchor, article)| anchor.find(article));
        if let (Some(Mode::Editor(editor)), Some(span)) = (state.modes.get_mut(at), place) {
            editor.target = NoteTarget::Span { article, span };
        }
    }
}

fn target(state: &State, mode: usize) -> Option<(usize, Span)> {
    match state.modes.get(mode) {
        Some(Mode::Editor(editor)) => match editor.target {
            NoteTarget::Span { article, span } => Some((article, span)),
            NoteTarget::Note(_) => None,
        },
        _ => None,
    }
}
