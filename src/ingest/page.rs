//! HTML pages: the tree, built behind the guard of [`super::nesting`].

use scraper::Html;

use super::{RawBody, RawDocument, Source, metadata, nesting, problem, stated};
use crate::model::Problem;

/// Reads a page with its metadata.
pub(super) fn read(source: &Source) -> RawDocument {
    let (html, cut) = tree(source.file, source.text);
    let metadata = metadata::of_page(&html);
    let problems = Vec::from_iter(cut);
    let stated = stated::of_page(source.text, &html);
    RawDocument { stated, metadata, problems, ..source.document(RawBody::Page(html)) }
}

/// The tree of a page, and the problem of what had to be left out of it.
fn tree(file: &str, text: &str) -> (Html, Option<Problem>) {
    let levelled = nesting::level(text);
    (nesting::document(&levelled.html), cut(file, levelled.cut))
}

/// The tree of a fragment, likewise.
pub(super) fn fragment(file: &str, text: &str) -> (Html, Option<Problem>) {
    let levelled = nesting::level(text);
    (nesting::fragment(&levelled.html), cut(file, levelled.cut))
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
