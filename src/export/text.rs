//! The plain texts exactly as notes are anchored in them, a file an article.

use super::{
    Export, ExportFile,
    gather::{articles, title},
    name::Names,
};
use crate::model::Article;

/// One file an article; not a byte more or less than its text.
pub(super) fn files(export: &Export<'_>) -> Vec<ExportFile> {
    let mut names = Names::default();
    let mut name = |article: &Article| names.give(title(article), "txt");
    let file = |article: &Article| ExportFile { name: name(article), text: article.text.clone() };
    articles(export.dossier).map(file).collect()
}
