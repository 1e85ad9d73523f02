//! What a token is to a name: outside, or its first, inner, last or only word,
//! and of which kind.

use crate::model::EntityKind;

/// The kinds that are learned.
const KINDS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Organisation, EntityKind::Place];

/// A token's part in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The first of several words.
    First,
    /// Neither first nor last.
    Inner,
    /// The last of several words.
    Last,
    /// The only word.
    Only,
}

impl Part {
    /// All parts, in the order in which labels count them.
    const ALL: [Self; 4] = [Self::First, Self::Inner, Self::Last, Self::Only];

    /// The part of a name `start..end` that the token at `at` is.
    #[must_use]
    pub fn at(at: usize, start: usize, end: usize) -> Self {
        match (at == start, at + 1 == end) {
            (true, true) => Self::Only,
            (true, false) => Self::First,
            (false, true) => Self::Last,
            (false, false) => Self::Inner,
        }
    }
}

/// A label: zero outside names, else a kind and a part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Label(u8);

impl Label {
    /// How many labels there are.
    pub const COUNT: usize = 1 + KINDS.len() * Part::ALL.len();

    /// Outside names.
    pub const OUTSIDE: Self = Self(0);

    /// The label with a number below [`Label::COUNT`].
    #[must_use]
    pub fn numbered(number: usize) -> Self {
        Self(u8::try_from(number).unwrap_or_default())
    }

    /// The label of a part of a name; outside for kinds that are not learned.
    #[must_use]
    pub fn of(kind: EntityKind, part: Part) -> Self {
        let Some(kind) = KINDS.iter().position(|known| *known == kind) else {
            return Self::OUTSIDE;
        };
        Self::numbered(1 + kind * Part::ALL.len() + part as usize)
    }

    /// Its number.
    #[must_use]
    pub fn number(self) -> usize {
        usize::from(self.0)
    }

    /// Its kind and part; none outside names.
    #[must_use]
    pub fn name(self) -> Option<(EntityKind, Part)> {
        let place = self.number().checked_sub(1)?;
        let kind = KINDS.get(place / Part::ALL.len())?;
        Some((*kind, Part::ALL[place % Part::ALL.len()]))
    }

    /// Whether a stretch of tokens may begin with it.
    #[must_use]
    pub fn may_begin(self) -> bool {
        self.name().is_none_or(|(_, part)| matches!(part, Part::First | Part::Only))
    }

    /// Whether a stretch of tokens may end with it.
    #[must_use]
    pub fn may_end(self) -> bool {
        self.name().is_none_or(|(_, part)| matches!(part, Part::Last | Part::Only))
    }

    /// Whether it may stand right before `next`.
    #[must_use]
    pub fn may_precede(self, next: Self) -> bool {
        match (self.name().filter(|_| !self.may_end()), next.name()) {
            (None, _) => next.may_begin(),
            (Some((kind, _)), Some((other, _))) => kind == other && !next.may_begin(),
            (Some(_), None) => false,
        }
    }

    /// The names that labels spell, as places `start..end` among them.
    #[must_use]
    pub fn names(labels: &[Self]) -> Vec<(usize, usize, EntityKind)> {
        let mut names = Vec::new();
        let mut start = 0;
        for (at, label) in labels.iter().enumerate() {
            if label.may_begin() {
                start = at;
            }
            if let Some((kind, _)) = label.name().filter(|_| label.may_end()) {
                names.push((start, at + 1, kind));
            }
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels() -> impl Iterator<Item = Label> {
        (0..Label::COUNT).map(Label::numbered)
    }

    #[test]
    fn a_label_is_its_kind_and_part() {
        for label in labels().skip(1) {
            let (kind, part) = label.name().unwrap();
            assert_eq!(Label::of(kind, part), label);
        }
        assert_eq!(Label::OUTSIDE.name(), None);
        assert_eq!(Label::of(EntityKind::Money, Part::Only), Label::OUTSIDE);
    }

    #[test]
    fn a_name_is_whole_and_of_one_kind() {
        for (one, other) in labels().flat_map(|one| labels().map(move |other| (one, other))) {
            let goes_on = one.name().is_some() && !one.may_end();
            let same = one.name().map(|name| name.0) == other.name().map(|name| name.0);
            let expected = goes_on != other.may_begin() && (!goes_on || same);
            assert_eq!(one.may_precede(other), expected, "{one:?} {other:?}");
        }
    }

    #[test]
    fn labels_spell_names() {
        let person = |part| Label::of(EntityKind::Person, part);
        let place = Label::of(EntityKind::Place, Part::Only);
        let first = [Part::First, Part::Inner, Part::Last].map(person);
        let all = [&[Label::OUTSIDE][..], &first, &[place, Label::OUTSIDE]].concat();
        let expected = [(1, 4, EntityKind::Person), (4, 5, EntityKind::Place)];
        assert_eq!(Label::names(&all), expected);
        assert_eq!(Label::names(&[]), []);
    }
}
