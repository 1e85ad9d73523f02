//! The plain texts exactly as notes are anchored in them, a file an article.

use super::{
    Export, ExportFile,
    gather::{articles, title},
    name::Names,
};

/// One file an article; not a byte more or less than its text.
pub(super) fn files(export: &Export<'_>) -> Vec<ExportFile> {
    let mut names = Names::default();
    articles(export.dossier)
        .map(|article| ExportFile {
            name: names.give(title(article), "txt"),
            text: article.text.clone(),
        })
        .collect()
}
