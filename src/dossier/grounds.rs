//! What a telling's time rests on.

use serde::{Deserialize, Serialize};

use super::fields::Fields;

/// The key of a telling, and what its time rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grounds(Fields);

impl Grounds {
    /// Those of a telling: its key, the words that give the time, what they
    /// count from (empty for absolute ones), the rule.
    #[must_use]
    pub fn new(key: &str, expression: &str, anchor: &str, rule: &str) -> Self {
        Self(Fields::of([key, expression, anchor, rule]))
    }

    /// The event's key, see [`crate::model::Corrections`].
    #[must_use]
    pub fn key(&self) -> &str {
        self.0.get(0)
    }

    /// The words that give the time (`last year`); empty on the publication day.
    #[must_use]
    pub fn expression(&self) -> &str {
        self.0.get(1)
    }

    /// What they count from, as EDTF; none for absolute ones.
    #[must_use]
    pub fn anchor(&self) -> Option<&str> {
        Some(self.0.get(2)).filter(|anchor| !anchor.is_empty())
    }

    /// The rule that resolved them; `published` on the publication day,
    /// `reader` after a correction, empty when undated.
    #[must_use]
    pub fn rule(&self) -> &str {
        self.0.get(3)
    }
}
