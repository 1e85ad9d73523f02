//! Several short texts in one piece of memory: a dossier holds hundreds of
//! thousands of them, and a piece for each would cost more than its words.

use serde::{Deserialize, Serialize};

/// Texts in a row. What is asked for behind the last one is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Fields(Box<str>);

/// What stands between two texts; the sanitiser leaves none in any.
const BETWEEN: char = '\0';

impl Fields {
    /// These texts.
    pub(super) fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut all = String::new();
        for (at, text) in texts.into_iter().enumerate() {
            if at > 0 {
                all.push(BETWEEN);
            }
            all.push_str(text);
        }
        Self(all.into())
    }

    /// All texts.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split(BETWEEN)
    }

    /// The text at a place.
    pub(super) fn get(&self, at: usize) -> &str {
        self.iter().nth(at).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_as_they_were_put() {
        let check = |texts: &[&str]| {
            let fields = Fields::of(texts.iter().copied());
            assert_eq!(fields.iter().collect::<Vec<_>>(), texts);
            assert_eq!(fields.get(texts.len()), "");
        };
        check(&[""]);
        check(&["one"]);
        check(&["one", "", "two\nlines", "żółw", ""]);
    }
}
