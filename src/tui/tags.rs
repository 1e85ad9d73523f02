//! Tags offered while one is typed: those in use, the most used first.

use std::{cmp::Reverse, collections::BTreeMap};

use super::state::{Holdings, Prompt, PromptKind};
use crate::fold::fold;

/// What would complete the tag being typed; none where none is, or none is known.
pub(super) fn completion(holdings: &Holdings, prompt: &Prompt) -> Option<String> {
    let typed = typed(prompt)?;
    let tag = offered(holdings, prompt).into_iter().next()?;
    tag.get(typed.len()..).filter(|rest| !rest.is_empty()).map(ToOwned::to_owned)
}

/// The tags in use that begin with what is typed, the most used first.
pub(super) fn offered(holdings: &Holdings, prompt: &Prompt) -> Vec<String> {
    let Some(typed) = typed(prompt) else { return Vec::new() };
    let begins = |tag: &str| {
        // What is cut off a tag must be the rest of what was typed.
        let head = tag.get(..typed.len());
        head.is_some_and(|head| fold(head) == fold(typed))
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let of_articles = holdings.marks.iter().flat_map(|marks| &marks.tags);
    let of_notes = holdings.notebook.notes.iter().flat_map(|note| &note.tags);
    for tag in of_articles.chain(of_notes).filter(|tag| begins(tag)) {
        *counts.entry(tag).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts.into_iter().map(|(tag, _)| tag.to_owned()).collect()
}

/// The tag being typed: in a list, the last one.
fn typed(prompt: &Prompt) -> Option<&str> {
    let text = prompt.input.value();
    let last = match prompt.kind {
        PromptKind::Tag => text,
        PromptKind::NoteTags { .. } => text.rsplit(',').next().unwrap_or_default(),
        _ => return None,
    };
    Some(last.trim_start().trim_start_matches('#'))
}
