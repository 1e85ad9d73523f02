//! The words of time, as data: each class with its words and their values.
//!
//! A word may belong to several classes; which one holds is for the rules to
//! say. Words that only stand literally in a pattern need no entry here.

use std::{collections::HashMap, sync::LazyLock};

use super::grammar;

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
}

/// The number of named classes; literals of patterns come after.
const NAMED: u8 = Class::Counted as u8 + 1;

impl Class {
    /// Its bit in a set of classes.
    pub(super) const fn bit(self) -> u128 {
        1 << self as u8
    }
}

type Words = &'static [(&'static str, i32)];

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
        &[("last", 0), ("past", 0), ("previous", 0), ("preceding", 0), ("recent", 0)],
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
];

const MONTHS: Words = &[
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
];

const SHORT_MONTHS: Words = &[
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("sept", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
];

const WEEKDAYS: Words = &[
    ("monday", 1),
    ("tuesday", 2),
    ("wednesday", 3),
    ("thursday", 4),
    ("friday", 5),
    ("saturday", 6),
    ("sunday", 7),
];

const SHORT_WEEKDAYS: Words = &[
    ("mon", 1),
    ("tue", 2),
    ("tues", 2),
    ("wed", 3),
    ("thu", 4),
    ("thur", 4),
    ("thurs", 4),
    ("fri", 5),
    ("sat", 6),
    ("sun", 7),
];

const PLURAL_WEEKDAYS: Words = &[
    ("mondays", 1),
    ("tuesdays", 2),
    ("wednesdays", 3),
    ("thursdays", 4),
    ("fridays", 5),
    ("saturdays", 6),
    ("sundays", 7),
];

/// The value is the place of the unit in `calendar::Unit::ALL`.
const UNITS: Words = &[
    ("second", 0),
    ("minute", 1),
    ("hour", 2),
    ("day", 3),
    ("night", 4),
    ("week", 5),
    ("weekend", 6),
    ("fortnight", 7),
    ("month", 8),
    ("quarter", 9),
    ("year", 10),
    ("decade", 11),
    ("century", 12),
];

const PLURAL_UNITS: Words = &[
    ("seconds", 0),
    ("minutes", 1),
    ("mins", 1),
    ("hours", 2),
    ("hrs", 2),
    ("days", 3),
    ("nights", 4),
    ("weeks", 5),
    ("weekends", 6),
    ("fortnights", 7),
    ("months", 8),
    ("quarters", 9),
    ("years", 10),
    ("yrs", 10),
    ("decades", 11),
    ("centuries", 12),
];

const SEASONS: Words = &[("spring", 1), ("summer", 2), ("autumn", 3), ("fall", 3), ("winter", 4)];

/// The value is the place in `calendar::PARTS`.
const PARTS: Words = &[
    ("morning", 0),
    ("afternoon", 1),
    ("evening", 2),
    ("night", 3),
    ("dawn", 0),
    ("dusk", 2),
    ("midday", 4),
    ("daytime", 5),
    ("overnight", 3),
];

const CARDINALS: Words = &[
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("hundred", 100),
    ("thousand", 1000),
];

const TENS: Words = &[
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

const DECADES: Words = &[
    ("twenties", 20),
    ("thirties", 30),
    ("forties", 40),
    ("fifties", 50),
    ("sixties", 60),
    ("seventies", 70),
    ("eighties", 80),
    ("nineties", 90),
];

const ORDINALS: Words = &[
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("seventeenth", 17),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twentieth", 20),
    ("final", 0),
    ("closing", 0),
    ("opening", 1),
];

/// The value is -1 for `PAST_REF`, 0 for `PRESENT_REF`, 1 for `FUTURE_REF`.
const REFERENCES: Words = &[
    ("recently", -1),
    ("lately", -1),
    ("previously", -1),
    ("now", 0),
    ("currently", 0),
    ("nowadays", 0),
    ("presently", 0),
];

/// The value is the unit of the set.
const OFTEN: Words = &[
    ("hourly", 2),
    ("daily", 3),
    ("nightly", 4),
    ("weekly", 5),
    ("fortnightly", 7),
    ("monthly", 8),
    ("quarterly", 9),
    ("yearly", 10),
    ("annual", 10),
    ("annually", 10),
];

const EDGES: Words =
    &[("beginning", -1), ("start", -1), ("end", 1), ("middle", 0), ("close", 1), ("turn", -1)];

const ABOUT: Words = &[
    ("about", 0),
    ("around", 0),
    ("circa", 0),
    ("c", 0),
    ("ca", 0),
    ("approximately", 0),
    ("roughly", 0),
    ("some", 0),
];

const BOUNDS: Words = &[
    ("nearly", 0),
    ("almost", 0),
    ("about", 0),
    ("around", 0),
    ("approximately", 0),
    ("roughly", 0),
    ("over", 0),
    ("under", 0),
    ("than", 1),
    ("least", 2),
    ("most", 2),
    ("to", 3),
    ("some", 0),
    ("only", 0),
];

const ZONES: Words = &[
    ("utc", 0),
    ("gmt", 0),
    ("est", 0),
    ("edt", 0),
    ("cst", 0),
    ("cdt", 0),
    ("mst", 0),
    ("mdt", 0),
    ("pst", 0),
    ("pdt", 0),
    ("cet", 0),
    ("cest", 0),
    ("bst", 0),
    ("eet", 0),
    ("eest", 0),
    ("msk", 0),
    ("ist", 0),
    ("jst", 0),
    ("aest", 0),
    ("et", 0),
    ("pt", 0),
    ("trt", 0),
];

/// The value is the place in `calendar::FEASTS`.
const FEASTS: Words =
    &[("christmas", 0), ("halloween", 1), ("easter", 2), ("thanksgiving", 3), ("epiphany", 4)];

const PREPOSITIONS: Words = &[
    ("in", 0),
    ("since", 0),
    ("by", 0),
    ("until", 0),
    ("till", 0),
    ("from", 0),
    ("to", 0),
    ("during", 0),
    ("of", 0),
    ("before", 0),
    ("after", 0),
    ("between", 0),
    ("and", 0),
    ("through", 0),
    ("throughout", 0),
    ("around", 0),
    ("about", 0),
    ("circa", 0),
    ("for", 0),
    ("late", 0),
    ("early", 0),
    ("mid", 0),
    ("pre", 0),
    ("post", 0),
    ("or", 0),
    ("than", 0),
    ("over", 0),
    ("beyond", 0),
    ("within", 0),
    ("on", 0),
    ("into", 0),
    ("as", 0),
    ("towards", 0),
    ("versus", 0),
    ("vs", 0),
    ("beginning", 0),
    ("starting", 0),
    ("ending", 0),
    ("past", 0),
    ("autumn", 0),
    ("fall", 0),
    ("spring", 0),
    ("summer", 0),
    ("winter", 0),
    ("year", 0),
];

/// Nouns and units that make a number before them a count.
const COUNTED: Words = &[
    ("troops", 0),
    ("people", 0),
    ("soldiers", 0),
    ("men", 0),
    ("women", 0),
    ("children", 0),
    ("personnel", 0),
    ("students", 0),
    ("workers", 0),
    ("employees", 0),
    ("jobs", 0),
    ("units", 0),
    ("copies", 0),
    ("dollars", 0),
    ("euros", 0),
    ("euro", 0),
    ("pounds", 0),
    ("lira", 0),
    ("rubles", 0),
    ("yen", 0),
    ("km", 0),
    ("kilometres", 0),
    ("kilometers", 0),
    ("metres", 0),
    ("meters", 0),
    ("miles", 0),
    ("feet", 0),
    ("ft", 0),
    ("m", 0),
    ("kg", 0),
    ("kilograms", 0),
    ("tonnes", 0),
    ("tons", 0),
    ("tanks", 0),
    ("aircraft", 0),
    ("planes", 0),
    ("missiles", 0),
    ("drones", 0),
    ("vehicles", 0),
    ("houses", 0),
    ("homes", 0),
    ("cars", 0),
    ("points", 0),
    ("votes", 0),
    ("seats", 0),
    ("members", 0),
    ("prisoners", 0),
    ("civilians", 0),
    ("refugees", 0),
    ("casualties", 0),
    ("dead", 0),
    ("wounded", 0),
    ("deaths", 0),
    ("killed", 0),
    ("words", 0),
    ("pages", 0),
    ("hp", 0),
    ("horsepower", 0),
    ("mph", 0),
    ("kmh", 0),
    ("percent", 0),
    ("degrees", 0),
    ("hectares", 0),
    ("acres", 0),
    ("metre", 0),
    ("meter", 0),
    ("mile", 0),
    ("kilometre", 0),
    ("kilometer", 0),
    ("mm", 0),
    ("mw", 0),
    ("kw", 0),
    ("watts", 0),
    ("volts", 0),
    ("square", 0),
    ("cubic", 0),
    ("volunteers", 0),
    ("guests", 0),
    ("fighters", 0),
    ("guns", 0),
    ("rounds", 0),
    ("ships", 0),
    ("sorties", 0),
    ("companies", 0),
    ("times", 0),
    ("per", 0),
    ("million", 0),
    ("billion", 0),
    ("litres", 0),
    ("liters", 0),
    ("gallons", 0),
    ("barrels", 0),
    ("shares", 0),
    ("pieces", 0),
    ("inhabitants", 0),
    ("residents", 0),
    ("passengers", 0),
    ("officers", 0),
    ("visitors", 0),
];

/// The words of all classes and patterns, ready to look up.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: HashMap<&'static str, u128>,
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
    pub(super) fn classes(&self, word: &str) -> u128 {
        let mut buffer = [0; LONGEST];
        let Some(lower) = buffer.get_mut(..word.len()) else { return 0 };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        let lower = std::str::from_utf8(lower).unwrap_or_default();
        self.words.get(lower).copied().unwrap_or_default()
    }
}

/// The bit of the literal at a place in the list of literals.
pub(super) fn literal_bit(place: usize) -> u128 {
    u32::try_from(place)
        .ok()
        .and_then(|place| 1_u128.checked_shl(place + u32::from(NAMED)))
        .unwrap_or_default()
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
