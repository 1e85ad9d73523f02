//! Notes as Markdown for Obsidian, one file an article.

/// What laying a new export over a file gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Merge {
    /// The file's new text.
    Write(String),
    /// The file is another's: take another name, see [`super::numbered`].
    Foreign,
}

/// Lays a new export over what stands in the file of that name.
#[must_use]
pub fn merge(existing: Option<&str>, new: &str) -> Merge {
    let _ = existing;
    Merge::Write(new.to_owned())
}
