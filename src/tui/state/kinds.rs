//! Which kinds of entities are shown.

use crate::model::EntityKind;

/// The kinds of entities that are switched off; the others are highlighted and listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds {
    off: [bool; EntityKind::ALL.len()],
}

impl Kinds {
    /// Whether a kind is shown.
    #[must_use]
    pub fn shows(self, kind: EntityKind) -> bool {
        !self.off.get(kind as usize).copied().unwrap_or_default()
    }

    /// Switches a kind off, or on again.
    pub fn switch(&mut self, kind: EntityKind) {
        if let Some(off) = self.off.get_mut(kind as usize) {
            *off = !*off;
        }
    }
}
