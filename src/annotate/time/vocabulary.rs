//! The words of time with their values, as plain tables.

/// Words in lower case with the value they have in their class.
pub(super) type Words = &'static [(&'static str, i32)];

/// Months by full name.
pub(super) const MONTHS: Words = &[
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

/// Months by short name.
pub(super) const SHORT_MONTHS: Words = &[
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

/// Weekdays, ISO numbers.
pub(super) const WEEKDAYS: Words = &[
    ("monday", 1),
    ("tuesday", 2),
    ("wednesday", 3),
    ("thursday", 4),
    ("friday", 5),
    ("saturday", 6),
    ("sunday", 7),
];

/// Weekdays by short name.
pub(super) const SHORT_WEEKDAYS: Words = &[
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

/// Weekdays in the plural.
pub(super) const PLURAL_WEEKDAYS: Words = &[
    ("mondays", 1),
    ("tuesdays", 2),
    ("wednesdays", 3),
    ("thursdays", 4),
    ("fridays", 5),
    ("saturdays", 6),
    ("sundays", 7),
];

/// The value is the place of the unit in `calendar::Unit::ALL`.
pub(super) const UNITS: Words = &[
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

/// The same in the plural.
pub(super) const PLURAL_UNITS: Words = &[
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

/// Seasons, 1 for spring.
pub(super) const SEASONS: Words =
    &[("spring", 1), ("summer", 2), ("autumn", 3), ("fall", 3), ("winter", 4)];

/// The value is the place in `calendar::PARTS`.
pub(super) const PARTS: Words = &[
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

/// Number words.
pub(super) const CARDINALS: Words = &[
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

/// Number words for tens.
pub(super) const TENS: Words = &[
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

/// Decades by name.
pub(super) const DECADES: Words = &[
    ("twenties", 20),
    ("thirties", 30),
    ("forties", 40),
    ("fifties", 50),
    ("sixties", 60),
    ("seventies", 70),
    ("eighties", 80),
    ("nineties", 90),
];

/// Ordinal words.
pub(super) const ORDINALS: Words = &[
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
pub(super) const REFERENCES: Words = &[
    ("recently", -1),
    ("lately", -1),
    ("previously", -1),
    ("now", 0),
    ("currently", 0),
    ("nowadays", 0),
    ("presently", 0),
];

/// The value is the unit of the set.
pub(super) const OFTEN: Words = &[
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

/// Where in a period something lies.
pub(super) const EDGES: Words =
    &[("beginning", -1), ("start", -1), ("end", 1), ("middle", 0), ("close", 1), ("turn", -1)];

/// Words of approximation.
pub(super) const ABOUT: Words = &[
    ("about", 0),
    ("around", 0),
    ("circa", 0),
    ("c", 0),
    ("ca", 0),
    ("approximately", 0),
    ("roughly", 0),
    ("some", 0),
];

/// Words that bound a length.
pub(super) const BOUNDS: Words = &[
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

/// Words between a count and its unit.
pub(super) const MORE: Words = &[
    ("more", 0),
    ("full", 0),
    ("straight", 0),
    ("consecutive", 0),
    ("additional", 0),
    ("long", 0),
    ("whole", 0),
    ("entire", 0),
    ("calendar", 0),
    ("further", 0),
    ("intervening", 0),
];

/// Time zones.
pub(super) const ZONES: Words = &[
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

/// Feasts of one word.
pub(super) const FEASTS: Words = &[
    ("christmas", 0),
    ("halloween", 0),
    ("easter", 0),
    ("thanksgiving", 0),
    ("epiphany", 0),
    ("pentecost", 0),
    ("juneteenth", 0),
];

/// What a year may stand after.
pub(super) const PREPOSITIONS: Words = &[
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
pub(super) const COUNTED: Words = &[
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
