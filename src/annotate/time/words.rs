//! The words of time, as data: each class with its words and their values.
//!
//! A word may belong to several classes; which one holds is for the rules to
//! say. Words that only stand literally in a pattern need no entry here.

use std::{collections::HashMap, sync::LazyLock};

use super::{
    grammar,
    set::Set,
    vocabulary::{
        ABOUT, BOUNDS, CARDINALS, COUNTED, DECADES, EDGES, FEASTS, MONTHS, MORE, OFTEN, ORDINALS,
        PARTS, PLURAL_UNITS, PLURAL_WEEKDAYS, PREPOSITIONS, REFERENCES, SEASONS, SHORT_MONTHS,
        SHORT_WEEKDAYS, TENS, UNITS, WEEKDAYS, Words, ZONES,
    },
};

/// What a token may be. The names are those used in patterns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    /// A whole number.
    Num,
    /// A number with decimals or thousands.
    Amount,
    /// 1 to 31, also `9th`.
    Day,
    /// An ordinal in digits (`9th`).
    DayTh,
    /// Four digits from 1000.
    Year,
    /// Two digits.
    Two,
    /// `10:30`.
    Clock,
    /// `2025-06-25`, `25/06/2025`.
    NumericDate,
    /// `1980s`, `80s`, "eighties".
    Decade,
    /// `Q3`.
    QuarterMark,
    /// `H1`.
    HalfMark,
    /// A dash of any length.
    Dash,
    /// `'s`.
    Possessive,
    /// A month's full name.
    Month,
    /// A month's short name.
    Mon,
    /// A weekday's full name.
    Weekday,
    /// A weekday's short name.
    Wd,
    /// Weekdays in the plural.
    Weekdays,
    /// A unit of time in the singular.
    Unit,
    /// The same in the plural.
    Units,
    /// A season.
    Season,
    /// A part of the day.
    Part,
    /// A number word from one to twelve and the round ones after.
    Cardinal,
    /// "twenty" to "ninety".
    Tens,
    /// An ordinal.
    Ordinal,
    /// "few", "several": a number that is not told.
    Vague,
    /// "last", "past", "previous".
    Last,
    /// "next", "coming", "following".
    Next,
    /// "yesterday", "today", "tomorrow".
    DayWord,
    /// "recently", "now", "soon".
    Ref,
    /// "daily", "annual".
    Often,
    /// "every", "each".
    Every,
    /// "early", "late", "mid".
    Early,
    /// "beginning", "end" of something.
    Edge,
    /// "about", "around".
    About,
    /// "more", "at least", "nearly": a bound before a length.
    Bound,
    /// "am", "pm".
    AmPm,
    /// A time zone.
    Zone,
    /// A feast of a fixed or computed day.
    Feast,
    /// "and", "to", "through".
    Link,
    /// "in", "since", "until": what a year may stand after.
    Prep,
    /// "a", "an".
    Article,
    /// "troops", "people": what is counted, not dated.
    Counted,
    /// "BC".
    BeforeChrist,
    /// "rest" of a period.
    Rest,
    /// "more", "full", "straight" between a count and its unit.
    More,
}

/// The number of named classes; literals of patterns come after.
const NAMED: usize = Class::More as usize + 1;

impl Class {
    /// Its bit in a set of classes.
    pub(super) const fn bit(self) -> Set {
        Set::bit(self as usize)
    }
}

/// Each class with its name in patterns and its words.
const CLASSES: &[(&str, Class, Words)] = &[
    ("NUM", Class::Num, &[]),
    ("AMOUNT", Class::Amount, &[]),
    ("DAY", Class::Day, &[]),
    ("DAYTH", Class::DayTh, &[]),
    ("YEAR", Class::Year, &[]),
    ("TWO", Class::Two, &[]),
    ("CLOCK", Class::Clock, &[]),
    ("NUMERIC", Class::NumericDate, &[]),
    ("DECADE", Class::Decade, DECADES),
    ("QUARTER", Class::QuarterMark, &[]),
    ("HALF", Class::HalfMark, &[]),
    ("DASH", Class::Dash, &[]),
    ("POSS", Class::Possessive, &[]),
    ("MONTH", Class::Month, MONTHS),
    ("MON", Class::Mon, SHORT_MONTHS),
    ("WEEKDAY", Class::Weekday, WEEKDAYS),
    ("WD", Class::Wd, SHORT_WEEKDAYS),
    ("WEEKDAYS", Class::Weekdays, PLURAL_WEEKDAYS),
    ("UNIT", Class::Unit, UNITS),
    ("UNITS", Class::Units, PLURAL_UNITS),
    ("SEASON", Class::Season, SEASONS),
    ("PART", Class::Part, PARTS),
    ("CARD", Class::Cardinal, CARDINALS),
    ("TENS", Class::Tens, TENS),
    ("ORD", Class::Ordinal, ORDINALS),
    (
        "VAGUE",
        Class::Vague,
        &[("few", 0), ("several", 0), ("many", 0), ("some", 0), ("numerous", 0)],
    ),
    (
        "LAST",
        Class::Last,
        &[
            ("last", 0),
            ("past", 0),
            ("previous", 0),
            ("preceding", 0),
            ("recent", 0),
            ("latest", 0),
        ],
    ),
    ("NEXT", Class::Next, &[("next", 0), ("coming", 0), ("upcoming", 0), ("following", 0)]),
    ("DAYWORD", Class::DayWord, &[("yesterday", -1), ("today", 0), ("tomorrow", 1)]),
    ("REF", Class::Ref, REFERENCES),
    ("OFTEN", Class::Often, OFTEN),
    ("EVERY", Class::Every, &[("every", 0), ("each", 0), ("per", 0)]),
    ("EARLY", Class::Early, &[("early", 0), ("late", 0), ("mid", 0), ("later", 0), ("earlier", 0)]),
    ("EDGE", Class::Edge, EDGES),
    ("ABOUT", Class::About, ABOUT),
    ("BOUND", Class::Bound, BOUNDS),
    (
        "AMPM",
        Class::AmPm,
        &[("am", 0), ("pm", 12), ("a.m", 0), ("a.m.", 0), ("p.m", 12), ("p.m.", 12)],
    ),
    ("ZONE", Class::Zone, ZONES),
    ("FEAST", Class::Feast, FEASTS),
    (
        "LINK",
        Class::Link,
        &[("and", 0), ("to", 0), ("through", 0), ("until", 0), ("till", 0), ("or", 1)],
    ),
    ("PREP", Class::Prep, PREPOSITIONS),
    ("A", Class::Article, &[("a", 0), ("an", 0)]),
    ("COUNTED", Class::Counted, COUNTED),
    ("MORE", Class::More, MORE),
    ("REST", Class::Rest, &[("rest", 0), ("remainder", 0), ("bulk", 0)]),
    (
        "BC",
        Class::BeforeChrist,
        &[("bc", 0), ("bce", 0), ("b.c.", 0), ("b.c", 0), ("b.c.e.", 0), ("b.c.e", 0)],
    ),
];

/// The words of all classes and patterns, ready to look up.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: HashMap<&'static str, Set>,
}

/// The longest word worth looking up.
const LONGEST: usize = 16;

impl Lexicon {
    /// The one lexicon.
    pub(super) fn get() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::build);
        &LEXICON
    }

    fn build() -> Self {
        let mut words = HashMap::new();
        for (_, class, entries) in CLASSES {
            for (word, _) in *entries {
                *words.entry(*word).or_default() |= class.bit();
            }
        }
        for (place, literal) in grammar::literals().into_iter().enumerate() {
            *words.entry(literal).or_default() |= literal_bit(place);
        }
        Self { words }
    }

    /// The classes of a word, in any case.
    pub(super) fn classes(&self, word: &str) -> Set {
        let mut buffer = [0; LONGEST];
        let Some(lower) = buffer.get_mut(..word.len()) else { return Set::NONE };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        let lower = std::str::from_utf8(lower).unwrap_or_default();
        self.words.get(lower).copied().unwrap_or_default()
    }
}

/// The bit of the literal at a place in the list of literals.
pub(super) fn literal_bit(place: usize) -> Set {
    Set::bit(NAMED + place)
}

/// The class with a name in patterns.
pub(super) fn class_named(name: &str) -> Option<Class> {
    CLASSES.iter().find(|(known, ..)| *known == name).map(|(_, class, _)| *class)
}

/// The value of a word within a class, in any case.
pub(super) fn value(class: Class, word: &str) -> Option<i32> {
    let (.., words) = CLASSES.iter().find(|(_, known, _)| *known == class)?;
    words.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, value)| *value)
}
