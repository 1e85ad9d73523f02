//! What the HTML standard says of an element by its name, as far as the
//! account of open elements needs it.

/// How the children of an element are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Content {
    /// As HTML.
    #[default]
    Html,
    /// As SVG or mathematics, where no element is void and none ends by itself.
    Foreign,
}

/// The traits of an element, a set of the constants below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Traits(u16);

/// No content and no end tag.
pub(super) const VOID: u16 = 1 << 0;
/// May stand open once only; a second start tag opens nothing.
pub(super) const SINGLE: u16 = 1 << 1;
/// Ends by itself, and so is no measure of depth.
pub(super) const IMPLIED: u16 = 1 << 2;
/// Opened again in the next paragraph when left open.
pub(super) const FORMATTING: u16 = 1 << 3;
/// `h1` to `h6`.
pub(super) const HEADING: u16 = 1 << 4;
/// Nothing inside is markup.
pub(super) const RAW: u16 = 1 << 5;
/// Ends an open paragraph.
pub(super) const CLOSES_P: u16 = 1 << 6;
/// The search of an end tag for its element stops here.
pub(super) const SPECIAL: u16 = 1 << 7;
/// No end tag of a block reaches over it.
pub(super) const SCOPE: u16 = 1 << 8;
/// A table or a part of one.
pub(super) const TABLE_PART: u16 = 1 << 9;
/// No tag for a part of a table reaches over it.
pub(super) const ENDS_TABLE: u16 = 1 << 10;
/// Opens SVG or mathematics.
pub(super) const FOREIGN_ROOT: u16 = 1 << 11;
/// Ends the inside of SVG and mathematics.
pub(super) const BREAKS_OUT: u16 = 1 << 12;
/// An element of SVG or mathematics in which HTML goes on.
pub(super) const INTEGRATION: u16 = 1 << 13;

impl Traits {
    /// The traits of an element; none for a name the standard has no rule for.
    pub(super) fn of(name: &str) -> Self {
        let letter = name.bytes().next().map_or(b'a', |first| first.to_ascii_lowercase());
        let at = |letter: u8| FIRSTS.get(usize::from(letter.wrapping_sub(b'a'))).copied();
        let alike = at(letter).zip(at(letter.wrapping_add(1)));
        let alike = alike.and_then(|(first, end)| ELEMENTS.get(first..end)).unwrap_or_default();
        let found = alike.iter().find(|(known, _)| same(known, name));
        Self(found.map_or(0, |(_, traits)| *traits))
    }

    /// Whether the element has one of these traits.
    pub(super) fn any(self, traits: u16) -> bool {
        self.0 & traits != 0
    }
}

/// Whether two names are the same element. Most differ by their length already.
#[inline]
pub(super) fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.eq_ignore_ascii_case(other)
}

/// Where the names with each first letter begin in [`ELEMENTS`], and their end.
const FIRSTS: [usize; 27] = firsts();

const fn firsts() -> [usize; 27] {
    let mut firsts = [0; 27];
    let mut at = 0;
    while at < ELEMENTS.len() {
        let mut letter = (ELEMENTS[at].0.as_bytes()[0] - b'a') as usize + 1;
        at += 1;
        while letter < firsts.len() {
            firsts[letter] = at;
            letter += 1;
        }
    }
    firsts
}

/// Every element with a trait, sorted by name.
const ELEMENTS: &[(&str, u16)] = &[
    ("a", FORMATTING),
    ("address", CLOSES_P | SPECIAL),
    ("annotation-xml", SPECIAL | SCOPE | INTEGRATION),
    ("applet", SPECIAL | SCOPE),
    ("area", VOID),
    ("article", CLOSES_P | SPECIAL),
    ("aside", CLOSES_P | SPECIAL),
    ("b", FORMATTING | BREAKS_OUT),
    ("base", VOID),
    ("basefont", VOID),
    ("bgsound", VOID),
    ("big", FORMATTING | BREAKS_OUT),
    ("blockquote", CLOSES_P | SPECIAL | BREAKS_OUT),
    ("body", SINGLE | SPECIAL | BREAKS_OUT),
    ("br", VOID | BREAKS_OUT),
    ("button", SPECIAL),
    ("caption", IMPLIED | SPECIAL | SCOPE | TABLE_PART),
    ("center", CLOSES_P | SPECIAL | BREAKS_OUT),
    ("code", FORMATTING | BREAKS_OUT),
    ("col", VOID),
    ("colgroup", IMPLIED | SPECIAL | TABLE_PART),
    ("dd", IMPLIED | CLOSES_P | SPECIAL | BREAKS_OUT),
    ("desc", SPECIAL | SCOPE | INTEGRATION),
    ("details", CLOSES_P | SPECIAL),
    ("dialog", CLOSES_P | SPECIAL),
    ("dir", CLOSES_P | SPECIAL),
    ("div", CLOSES_P | SPECIAL | BREAKS_OUT),
    ("dl", CLOSES_P | SPECIAL | BREAKS_OUT),
    ("dt", IMPLIED | CLOSES_P | SPECIAL | BREAKS_OUT),
    ("em", FORMATTING | BREAKS_OUT),
    ("embed", VOID | BREAKS_OUT),
    ("fieldset", CLOSES_P | SPECIAL),
    ("figcaption", CLOSES_P | SPECIAL),
    ("figure", CLOSES_P | SPECIAL),
    ("font", FORMATTING),
    ("footer", CLOSES_P | SPECIAL),
    ("foreignobject", SPECIAL | SCOPE | INTEGRATION),
    ("form", CLOSES_P | SPECIAL),
    ("frame", VOID),
    ("frameset", SPECIAL),
    ("h1", HEADING | CLOSES_P | SPECIAL | BREAKS_OUT),
    ("h2", HEADING | CLOSES_P | SPECIAL | BREAKS_OUT),
    ("h3", HEADING | CLOSES_P | SPECIAL | BREAKS_OUT),
    ("h4", HEADING | CLOSES_P | SPECIAL | BREAKS_OUT),
    ("h5", HEADING | CLOSES_P | SPECIAL | BREAKS_OUT),
    ("h6", HEADING | CLOSES_P | SPECIAL | BREAKS_OUT),
    ("head", SINGLE | SPECIAL | BREAKS_OUT),
    ("header", CLOSES_P | SPECIAL),
    ("hgroup", CLOSES_P | SPECIAL),
    ("hr", VOID | CLOSES_P | SPECIAL | BREAKS_OUT),
    ("html", SINGLE | SPECIAL | SCOPE | ENDS_TABLE),
    ("i", FORMATTING | BREAKS_OUT),
    ("iframe", RAW | SPECIAL),
    ("image", VOID),
    ("img", VOID | BREAKS_OUT),
    ("input", VOID),
    ("keygen", VOID),
    ("li", IMPLIED | CLOSES_P | SPECIAL | BREAKS_OUT),
    ("link", VOID),
    ("listing", CLOSES_P | SPECIAL | BREAKS_OUT),
    ("main", CLOSES_P | SPECIAL),
    ("marquee", SPECIAL | SCOPE),
    ("math", FOREIGN_ROOT),
    ("menu", CLOSES_P | SPECIAL | BREAKS_OUT),
    ("meta", VOID | BREAKS_OUT),
    ("mi", SPECIAL | SCOPE | INTEGRATION),
    ("mn", SPECIAL | SCOPE | INTEGRATION),
    ("mo", SPECIAL | SCOPE | INTEGRATION),
    ("ms", SPECIAL | SCOPE | INTEGRATION),
    ("mtext", SPECIAL | SCOPE | INTEGRATION),
    ("nav", CLOSES_P | SPECIAL),
    ("nobr", FORMATTING | BREAKS_OUT),
    ("noembed", RAW),
    ("noframes", RAW),
    ("noscript", RAW),
    ("object", SPECIAL | SCOPE),
    ("ol", CLOSES_P | SPECIAL | BREAKS_OUT),
    ("option", IMPLIED),
    ("p", IMPLIED | CLOSES_P | SPECIAL | BREAKS_OUT),
    ("param", VOID),
    ("plaintext", RAW | CLOSES_P | SPECIAL),
    ("pre", CLOSES_P | SPECIAL | BREAKS_OUT),
    ("ruby", BREAKS_OUT),
    ("s", FORMATTING | BREAKS_OUT),
    ("script", RAW),
    ("search", CLOSES_P | SPECIAL),
    ("section", CLOSES_P | SPECIAL),
    ("select", SPECIAL),
    ("small", FORMATTING | BREAKS_OUT),
    ("source", VOID),
    ("span", BREAKS_OUT),
    ("strike", FORMATTING | BREAKS_OUT),
    ("strong", FORMATTING | BREAKS_OUT),
    ("style", RAW),
    ("sub", BREAKS_OUT),
    ("summary", CLOSES_P | SPECIAL),
    ("sup", BREAKS_OUT),
    ("svg", FOREIGN_ROOT),
    ("table", CLOSES_P | SPECIAL | SCOPE | TABLE_PART | ENDS_TABLE | BREAKS_OUT),
    ("tbody", IMPLIED | SPECIAL | TABLE_PART),
    ("td", IMPLIED | SPECIAL | SCOPE | TABLE_PART),
    ("template", SPECIAL | SCOPE | ENDS_TABLE),
    ("textarea", RAW),
    ("tfoot", IMPLIED | SPECIAL | TABLE_PART),
    ("th", IMPLIED | SPECIAL | SCOPE | TABLE_PART),
    ("thead", IMPLIED | SPECIAL | TABLE_PART),
    ("title", RAW | SPECIAL | SCOPE | INTEGRATION),
    ("tr", IMPLIED | SPECIAL | TABLE_PART),
    ("track", VOID),
    ("tt", FORMATTING | BREAKS_OUT),
    ("u", FORMATTING | BREAKS_OUT),
    ("ul", CLOSES_P | SPECIAL | BREAKS_OUT),
    ("var", BREAKS_OUT),
    ("wbr", VOID),
    ("xmp", RAW | CLOSES_P | SPECIAL),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_found() {
        assert!(ELEMENTS.is_sorted());
        for (name, traits) in ELEMENTS {
            assert_eq!(Traits::of(&name.to_ascii_uppercase()), Traits(*traits), "{name}");
        }
        assert_eq!(Traits::of("a-name-that-is-longer-than-any"), Traits(0));
    }
}
