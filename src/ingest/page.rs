//! HTML pages: the tree, built behind the guard of [`super::nesting`].

use std::borrow::Cow;

use scraper::Html;

use super::{RawBody, RawDocument, Whole, metadata, nesting, problem, stated};
use crate::model::Problem;

/// Reads a page with its metadata.
pub(super) fn read(page: Whole<'_>) -> RawDocument {
    let Whole { file, hash, text } = page;
    let names_a_body = stated::is_named(&text);
    let (html, problems) = tree(file, text, nesting::document);
    let metadata = metadata::of_page(&html);
    let stated = names_a_body.then(|| stated::of_page(&html)).flatten();
    let problems = Vec::from_iter(problems);
    RawDocument {
        stated,
        metadata,
        problems,
        ..RawDocument::new(file, 0, hash, RawBody::Page(html))
    }
}

/// The tree of a fragment, and the problem of what had to be left out of it.
pub(super) fn fragment(file: &str, text: Cow<'_, str>) -> (Html, Option<Problem>) {
    tree(file, text, nesting::fragment)
}

/// The tree of a text, likewise. Where the tree is made of another text than
/// this one, this one goes first.
fn tree(file: &str, text: Cow<'_, str>, build: fn(&str) -> Html) -> (Html, Option<Problem>) {
    let levelled = nesting::level(&text);
    let cut = cut(file, levelled.cut);
    let copied = if let Cow::Owned(html) = levelled.html { Some(html) } else { None };
    let text = copied.map_or(text, Cow::Owned);
    (build(&text), cut)
}

fn cut(file: &str, tags: usize) -> Option<Problem> {
    (tags > 0).then(|| {
        problem(
            file,
            format!(
                "{tags} tags nested too deep, too large, too many or never closed were left out"
            ),
        )
    })
}
