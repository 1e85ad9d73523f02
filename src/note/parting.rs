//! Where the text around two places that are alike parts: the first words that
//! tell one from the other.
//!
//! What stands around a place as a whole may lie: once a place has gone, what
//! stood around it stands near its twin. What stands nearest to the twin is still
//! the twin's own.

use serde::{Deserialize, Serialize};

use crate::model::Span;

/// Characters that two places may share on one side and be told apart by what follows.
const MOST: usize = 1_000;

/// Characters from where two places part; all of them have to be seen again.
const KEPT: usize = 10;

/// Stands where a text begins or ends; folded text holds no line breaks.
const EDGE: char = '\n';

/// How the text on one side of two places goes on from where it differs, read
/// outwards from them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parting {
    /// Characters that are the same around both.
    pub same: usize,
    /// What follows them around the note's place.
    pub own: String,
    /// What follows them around the twin.
    pub twin: String,
}

/// What a parting tells of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// It goes on as the note's own did.
    Own,
    /// It goes on as the twin did.
    Twin,
    /// It goes on otherwise.
    Nothing,
}

impl Told {
    /// Negative for the note's own, positive for the twin.
    pub(super) fn sign(self) -> i8 {
        match self {
            Self::Own => -1,
            Self::Twin => 1,
            Self::Nothing => 0,
        }
    }
}

impl Parting {
    /// Where two texts that are read outwards part; empty where they don't soon.
    pub(super) fn of(
        own: impl Iterator<Item = char> + Clone,
        twin: impl Iterator<Item = char> + Clone,
    ) -> Self {
        let pairs = own.clone().zip(twin.clone()).take(MOST);
        let same = pairs.take_while(|(one, other)| one == other).count();
        let (own, twin) = (kept(own, same), kept(twin, same));
        if own == twin { Self::default() } else { Self { same, own, twin } }
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.own == self.twin
    }

    /// Whose a place is, around which this text stands, read outwards.
    pub(super) fn tells(&self, seen: impl Iterator<Item = char>) -> Told {
        match kept(seen, self.same) {
            _ if self.is_empty() => Told::Nothing,
            seen if seen == self.own => Told::Own,
            seen if seen == self.twin => Told::Twin,
            _ => Told::Nothing,
        }
    }
}

/// What is kept of a text that begins like another with `same` characters.
fn kept(text: impl Iterator<Item = char>, same: usize) -> String {
    text.skip(same).take(KEPT).collect()
}

/// A text before a span, read outwards.
pub(super) fn before(text: &str, span: Span) -> impl Iterator<Item = char> + Clone {
    let text = Span::new(0, span.start).cut(text);
    text.chars().rev().chain([EDGE])
}

/// A text after a span.
pub(super) fn after(text: &str, span: Span) -> impl Iterator<Item = char> + Clone {
    let text = Span::new(span.end, text.len()).cut(text);
    text.chars().chain([EDGE])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_places_are_told_apart_where_they_part() {
        let text = "one of three: the pier at dusk. two of three: the pier at dusk.";
        let spans = text.match_indices("the pier").map(|(at, it)| Span::new(at, at + it.len()));
        let spans: Vec<Span> = spans.collect();
        let (own, twin) = (spans[0], spans[1]);
        let ahead = Parting::of(before(text, own), before(text, twin));
        assert_eq!((ahead.same, ahead.own.as_str()), (11, "eno\n"), "{ahead:?}");
        assert_eq!(ahead.tells(before(text, own)), Told::Own);
        assert_eq!(ahead.tells(before(text, twin)), Told::Twin);
        let behind = Parting::of(after(text, own), after(text, twin));
        assert_eq!((behind.same, behind.twin.as_str()), (9, "\n"), "{behind:?}");
        assert_eq!(
            behind.tells(after("the pier at night, they said", Span::new(0, 8))),
            Told::Nothing
        );
        let same = Parting::of(before(text, own), before(text, own));
        assert_eq!((same.is_empty(), same.tells(before(text, own))), (true, Told::Nothing));
    }
}
