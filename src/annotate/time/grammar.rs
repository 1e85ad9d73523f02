//! The rules: patterns over token classes, and what each means.
//!
//! A pattern is a row of elements apart by spaces. Capitals name a class of
//! `words`, anything else is a word or sign as it stands; `|` parts
//! alternatives, a final `?` makes an element optional. The patterns are
//! compiled into one prefix tree; at each token the longest match wins, and
//! among equals the rule that stands first.

use std::sync::LazyLock;

use super::{
    BARE_FEAST, BARE_SEASON, HISTORY, PART_OF_DAY, RECENT, ancient, build, clock, days, feast,
    lengths, matched::Match, meaning::Meaning, set::Set, words,
};

/// One rule.
pub(super) struct Rule {
    /// Its name, as the reader sees it.
    pub(super) name: &'static str,
    pattern: &'static str,
    /// Makes the meaning; none when the words only look like a time.
    pub(super) build: fn(&Match<'_>) -> Option<Meaning>,
}

const fn rule(
    name: &'static str,
    pattern: &'static str,
    build: fn(&Match<'_>) -> Option<Meaning>,
) -> Rule {
    Rule { name, pattern, build }
}

/// All rules.
#[rustfmt::skip]
pub(super) const RULES: &[Rule] = &[
    // Days, months, years with all their parts.
    rule("explicit-day", "WEEKDAY|WD? .? ,? MONTH|MON .? the? DAY ,? YEAR", build::explicit),
    rule("explicit-day", "WEEKDAY|WD? .? ,? DAY of? MONTH|MON .? ,? of? YEAR", build::explicit),
    rule("explicit-day", "WEEKDAY? ,? the? DAYTH day? of? MONTH|MON .? ,? YEAR", build::explicit),
    rule("explicit-day", "the ORD of MONTH ,? YEAR", build::explicit),
    rule("explicit-day", "NUMERIC", build::numeric),
    rule("explicit-day", "DAY DASH MON DASH YEAR", build::explicit),
    rule("explicit-day", "DAY DASH MON DASH TWO", days::short),
    rule("explicit-month", "MONTH|MON .? ,? of? YEAR", build::explicit),
    rule("explicit-year", "YEAR", build::year),
    rule("explicit-year", "the year YEAR", build::year),
    rule("before-christ", "NUM BC", ancient::year),
    rule("before-christ", "MONTH|MON .? DAY? ,? of? NUM BC", ancient::year),
    rule("before-christ", "the? SEASON of? NUM BC", ancient::year),
    rule("before-christ", "NUM BC? DASH|to|and|until|or NUM BC", ancient::years),
    rule("before-christ", "the? DECADE BC", ancient::decade),
    rule("before-christ", "the? DAYTH|ORD DASH? century BC", ancient::century),
    rule("explicit-year", "NUM ad|ce|a.d.|a.d", build::of_our_era),
    rule("explicit-year", "ad|a.d. NUM", build::of_our_era),
    rule("explicit-season", "the? SEASON ,? of? YEAR", build::explicit),
    rule("explicit-season", "the? SEASON ,? of? YEAR DASH|/ TWO|YEAR", build::explicit),
    rule("explicit-quarter", "the? ORD DASH? quarter of? YEAR", build::explicit_quarter),
    rule("explicit-quarter", "QUARTER of? YEAR", build::explicit_quarter),
    rule("explicit-quarter", "YEAR QUARTER", build::explicit_quarter),
    rule("explicit-half", "the? ORD|latter half of? YEAR", build::explicit_half),
    rule("explicit-quarter", "the? last quarter of YEAR", build::explicit_quarter),
    rule("explicit-half", "HALF of? YEAR", build::explicit_half),
    rule("explicit-decade", "the? ' DECADE", build::decade),
    rule("explicit-decade", "the? ’ DECADE", build::decade),
    rule("explicit-decade", "the? DECADE", build::decade),
    rule("explicit-century", "the? DAYTH|ORD DASH? century", build::century),
    rule("explicit-century", "the? TENS DASH ORD DASH? century", build::century),
    rule("explicit-century", "the? DAYTH|ORD and|to|or DAYTH|ORD centuries", build::two_centuries),
    rule("explicit-year", "'|’ TWO", build::short_year),
    rule("fiscal-year", "fiscal|financial year? YEAR", build::fiscal),
    rule("fiscal-year", "fy YEAR", build::fiscal),
    rule("fiscal-year", "the? LAST|this|current|NEXT fiscal|financial year", build::fiscal_turn),
    // Feasts by name; which day they are stands in `feast`.
    rule("explicit-feast", "FEAST POSS? day|eve|sunday|monday? ,? YEAR", feast::explicit),
    rule("explicit-feast", "new year|years POSS? day|eve ,? YEAR", feast::explicit),
    rule("explicit-feast", "good|ash|maundy|palm|whit WEEKDAY ,? YEAR", feast::explicit),
    rule(BARE_FEAST, "FEAST POSS? day|eve|sunday|monday?", feast::bare),
    rule(BARE_FEAST, "new year|years POSS? day|eve", feast::bare),
    rule(BARE_FEAST, "good|ash|maundy|palm|whit WEEKDAY", feast::bare),
    rule(BARE_FEAST, "labor|labour|memorial|veterans|columbus day", feast::bare),
    rule(BARE_FEAST, "boxing|canada|australia|anzac|bastille|remembrance|earth day", feast::bare),
    rule(BARE_FEAST, "valentine|mother|father|groundhog POSS? day", feast::bare),
    rule(BARE_FEAST, "presidents '|’? day", feast::bare),
    rule(BARE_FEAST, "april fools '|’? day", feast::bare),
    rule(BARE_FEAST, "martin luther king .? jr? .? day", feast::bare),
    rule(BARE_FEAST, "st|saint .? patrick POSS day", feast::bare),
    rule(BARE_FEAST, "the? fourth of july", feast::bare),
    rule(BARE_FEAST, "cinco de mayo", feast::bare),
    // Two times joined.
    rule("explicit-day", "MONTH|MON .? DAY DASH|LINK|/ DAY ,? YEAR", days::two_days),
    rule("bare-day", "MONTH|MON .? DAY DASH|LINK|/ DAY", days::two_days),
    rule("explicit-day", "the? DAY DASH|LINK|/ the? DAY of? MONTH|MON .? ,? YEAR", days::two_days),
    rule("bare-day", "the? DAY DASH|LINK|/ the? DAY of? MONTH|MON", days::two_days),
    rule("explicit-day", "MONTH DAY DASH|LINK MONTH DAY ,? YEAR", days::two_days),
    rule("explicit-day", "DAY MONTH DASH|LINK DAY MONTH ,? YEAR", days::two_days),
    rule("explicit-day", "MONTH|MON .? DAY , DAY ,? LINK DAY ,? YEAR", days::several_days),
    rule("explicit-day", "DAY , DAY ,? LINK DAY of? MONTH|MON .? ,? YEAR", days::several_days),
    rule("bare-day", "MONTH|MON .? DAY , DAY ,? LINK DAY", days::several_days),
    rule("bare-day", "DAY , DAY ,? LINK DAY of? MONTH|MON", days::several_days),
    rule("bare-day", "MONTH|MON .? DAY , DAY , DAY ,? LINK DAY", days::several_days),
    rule("bare-day", "DAY , DAY , DAY ,? LINK DAY of? MONTH|MON", days::several_days),
    rule("explicit-month", "MONTH|MON DASH|LINK MONTH|MON ,? of? YEAR", build::two_months),
    rule("explicit-year", "YEAR DASH|/ TWO", build::two_years),
    rule("explicit-decade", "the? DECADE and|to DECADE", build::two_decades),
    // Places in a year, month or week.
    rule("bare-day", "WEEKDAY|WD? .? ,? MONTH|MON .? the? DAY", build::bare),
    rule("bare-day", "WEEKDAY|WD? .? ,? DAY of? MONTH|MON", build::bare),
    rule("bare-day", "WEEKDAY? ,? the? DAYTH day? of? MONTH|MON", build::bare),
    rule("bare-day", "the ORD of MONTH", build::bare),
    rule("week-of-day", "the? week of|beginning|starting|ending WEEKDAY? ,? MONTH|MON .? DAY ,? YEAR?", days::week_of),
    rule("week-of-day", "the? week of|beginning|starting|ending WEEKDAY? ,? DAY of? MONTH|MON .? YEAR?", days::week_of),
    rule("day-of-month", "the DAYTH", days::day_alone),
    rule("bare-month", "MONTH", build::bare),
    rule("bare-weekday", "WEEKDAY", build::bare),
    rule(BARE_SEASON, "the? SEASON", build::bare),
    rule("bare-quarter", "the? fiscal? ORD DASH? quarter", build::bare_quarter),
    rule("bare-half", "the? ORD DASH half", build::bare_half),
    rule("bare-quarter", "QUARTER", build::bare_quarter),
    rule("bare-weekday", "WEEKDAY PART", build::part),
    rule("explicit-day", "the? PART of? MONTH|MON .? DAY ,? YEAR", build::part),
    rule("explicit-day", "the? PART of? the? DAY of? MONTH ,? YEAR", build::part),
    rule("bare-day", "the? PART of? MONTH|MON .? DAY", build::part),
    rule("bare-day", "the? PART of? the? DAY of? MONTH", build::part),
    rule("bare-weekday", "the? PART of WEEKDAY", build::part),
    rule("MONTH-of-year", "MONTH ,? of? LAST|this|NEXT year", build::in_year),
    rule("MONTH-of-year", "MONTH DAY ,? of? LAST|this|NEXT year", build::in_year),
    rule("MONTH-of-year", "DAY MONTH ,? of? LAST|this|NEXT year", build::in_year),
    rule("SEASON-of-year", "the? SEASON of LAST|this|NEXT year", build::in_year),
    rule("that-year", "MONTH DAY? ,? of? that|same year", build::in_year),
    rule("that-year", "the? SEASON of that|same year", build::in_year),
    rule("that-year", "DAY MONTH ,? of that|same year", build::in_year),
    rule("that-year", "MONTH DAY? ,? of? the same year", build::in_year),
    rule("quarter-of-year", "the? ORD quarter of LAST|this|NEXT|that year", build::in_year),
    rule("half-of-year", "the? ORD half of LAST|this|NEXT|that year", build::in_year),
    rule("half-of-year", "the? ORD half of the year", build::in_year),
    // Counted from the publication.
    rule("this-day", "DAYWORD", build::day_word),
    rule("this-day", "DAYWORD PART", build::day_word),
    rule("this-day", "tonight", build::day_word),
    rule("before-yesterday", "the? day before yesterday", build::day_word),
    rule("after-tomorrow", "the? day after tomorrow", build::day_word),
    rule("last-UNIT", "LAST UNIT", build::shift),
    rule("next-UNIT", "NEXT UNIT", build::shift),
    rule("this-UNIT", "this UNIT", build::shift),
    rule("this-UNIT", "the? current UNIT", build::shift),
    rule("this-UNIT", "the EDGE of the UNIT", build::shift),
    rule("this-UNIT", "later part of the UNIT", build::shift),
    rule("this-UNIT", "the latter part of the UNIT", build::shift),
    rule("this-UNIT", "year DASH end", build::shift),
    rule("this-UNIT", "mid DASH year", build::shift),
    rule("year-before", "the? year DASH earlier|ago period|quarter|month?", build::year_before),
    rule("year-before", "the same period|quarter|month LAST year", build::year_before),
    rule("year-before", "the same period|quarter|month of? the LAST year", build::year_before),
    rule("year-before", "the same period|quarter|month a|one year earlier|ago|before", build::year_before),
    rule("bare-weekend", "the weekend", build::weekend),
    rule("same-UNIT", "the UNIT", build::the_unit),
    rule("same-UNIT", "the? UNIT POSS end", build::same),
    rule("same-UNIT", "EARLY in the UNIT", build::same),
    rule("same-UNIT", "the REST of the UNIT", build::same),
    rule("last-UNIT", "the LAST UNIT", build::the_shift),
    rule("next-UNIT", "the NEXT UNIT", build::the_shift),
    rule("this-PART", "this PART", build::near_part),
    rule("last-PART", "last PART", build::near_part),
    rule(PART_OF_DAY, "that|same PART", build::near_part),
    rule(PART_OF_DAY, "the same|following|next PART", build::near_part),
    rule(PART_OF_DAY, "that same PART", build::near_part),
    rule(PART_OF_DAY, "the previous|preceding PART", build::near_part),
    rule(PART_OF_DAY, "the PART", build::the_part),
    rule("this-PART", "overnight", build::overnight),
    rule("last-UNIT", "this past UNIT", build::past_unit),
    rule("last-NAME", "LAST|NEXT|this MONTH|MON .? DAY", build::turn),
    rule("last-NAME", "LAST|NEXT|this MON .?", build::turn),
    rule("last-NAME", "LAST|NEXT|this FEAST day|eve?", build::turn),
    rule("last-NAME", "LAST WEEKDAY|MONTH|SEASON PART?", build::turn),
    rule("next-NAME", "NEXT WEEKDAY|MONTH|SEASON PART?", build::turn),
    rule("next-NAME", "the NEXT WEEKDAY|MONTH|SEASON", build::turn),
    rule("last-NAME", "the LAST WEEKDAY|MONTH|SEASON", build::turn),
    rule("this-NAME", "this WEEKDAY|MONTH|SEASON PART?", build::turn),
    // Counted from the last time of the text.
    rule("same-UNIT", "that UNIT", build::same),
    rule("same-UNIT", "that same UNIT", build::same),
    rule("same-UNIT", "the? same UNIT", build::same),
    rule("since-then", "then", days::then),
    rule("UNIT-before", "the UNIT before|earlier", build::beside),
    rule("UNIT-after", "the UNIT after|later|following", build::beside),
    rule("UNITS-ago", "CARD|NUM|AMOUNT|A|VAGUE UNIT|UNITS ago", build::offset),
    rule("UNITS-ago", "a few|couple of? UNITS ago", build::offset),
    rule("UNITS-ago", "TENS DASH? CARD UNITS ago", build::offset),
    rule("UNITS-ago", "TENS UNITS ago", build::offset),
    rule("UNITS-ago", "UNITS ago", build::offset),
    rule("reference", "not? long|some time? ago", lengths::long_ago),
    rule("reference", "a long time ago", lengths::long_ago),
    rule("last-UNIT", "the UNIT before last", build::two_away),
    rule("next-UNIT", "the UNIT after next", build::two_away),
    rule("clock", "YEAR|NUM hours|hrs", clock::military),
    rule("UNITS-later", "CARD|NUM|AMOUNT|A|VAGUE UNIT|UNITS later", build::offset),
    rule("UNITS-later", "a few|couple of? UNITS later", build::offset),
    rule("UNITS-later", "TENS DASH? CARD UNITS later", build::offset),
    rule("UNITS-later", "TENS UNITS later", build::offset),
    rule("UNITS-later", "UNITS later", build::offset),
    rule("UNITS-earlier", "CARD|NUM|AMOUNT|A|VAGUE UNIT|UNITS earlier", build::offset),
    rule("UNITS-earlier", "CARD|NUM|A UNIT|UNITS previously", build::offset),
    rule("UNITS-earlier", "CARD|NUM|A UNIT|UNITS before|prior", build::offset_before),
    rule("UNITS-later", "CARD|NUM|A UNIT|UNITS after|afterward|afterwards", build::offset_after),
    rule("UNITS-earlier", "a few|couple of? UNITS earlier", build::offset),
    rule("UNITS-earlier", "TENS UNITS earlier", build::offset),
    rule("UNITS-earlier", "UNITS earlier", build::offset),
    rule("UNITS-ahead", "CARD|NUM|A UNIT|UNITS from now", build::offset),
    rule("UNITS-ahead", "CARD|NUM|A UNIT|UNITS POSS|'|’ time", build::offset),
    // Lengths of time.
    rule("length", "CARD|NUM|AMOUNT|VAGUE DASH? UNITS|UNIT", lengths::duration),
    rule("length", "the CARD|NUM UNITS", lengths::duration),
    rule("part-of-period", "the? ORD|last CARD|NUM UNITS of YEAR", build::within),
    rule("part-of-period", "the? ORD|last CARD|NUM UNITS of this year", build::within),
    rule("part-of-period", "the? ORD|last CARD|NUM UNITS of MONTH|MON .? ,? YEAR", build::within),
    rule("length", "CARD|NUM|TENS UNITS old", lengths::duration),
    rule("length", "TENS DASH? CARD UNITS old", lengths::duration),
    rule("length", "the LAST|NEXT|ORD CARD|NUM|VAGUE UNITS", lengths::duration),
    rule("length", "LAST|NEXT|ORD CARD|NUM|VAGUE UNITS", lengths::duration),
    rule("length", "the? CARD|NUM|VAGUE LAST|NEXT|MORE UNITS", lengths::duration),
    rule("length", "the? LAST|NEXT|ORD? CARD|NUM to|or|DASH CARD|NUM UNITS", lengths::duration),
    rule("length", "the? LAST|NEXT a? couple of UNITS", lengths::duration),
    rule("length", "a few|couple of? UNITS", lengths::duration),
    rule("length", "the LAST|NEXT TENS DASH? CARD? UNITS", lengths::duration),
    rule("length", "TENS DASH? CARD DASH? UNITS|UNIT", lengths::duration),
    rule("length", "TENS DASH? UNITS|UNIT", lengths::duration),
    rule("length", "CARD|NUM DASH? and DASH? a DASH? half DASH? UNITS|UNIT", lengths::duration),
    rule("length", "NUM NUM / NUM DASH? UNITS|UNIT", lengths::mixed),
    rule("length", "half DASH UNIT", lengths::half_duration),
    rule("length", "A half UNIT", lengths::half_duration),
    rule("length", "quarter DASH? UNIT", lengths::quarter_century),
    rule("length", "A CARD UNITS", lengths::duration),
    rule("length", "CARD|NUM DASH? UNIT DASH? old|long", lengths::duration),
    rule("length", "TENS DASH? CARD DASH UNIT DASH old", lengths::duration),
    rule("length", "half A UNIT", lengths::half_duration),
    rule("length", "UNIT|UNITS DASH long", lengths::duration),
    rule("one-UNIT", "A UNIT", lengths::a_unit),
    rule("length", "A CARD UNIT", lengths::duration),
    rule("length", "A|the MORE UNIT", lengths::whole_unit),
    rule("length", "all UNIT long?", lengths::whole_unit),
    rule("length", "UNITS", lengths::units),
    rule("length", "the UNITS", lengths::the_units),
    rule("length", "the UNITS that followed", lengths::some_units),
    rule("length", "the? following|preceding|previous|intervening UNITS", lengths::some_units),
    rule(RECENT, "the? LAST UNITS", lengths::reference),
    rule("coming-UNITS", "the? NEXT UNITS", lengths::reference),
    // Repeated times.
    rule("repeated", "EVERY UNIT|WEEKDAY|MONTH|SEASON|PART", lengths::set),
    rule("repeated", "EVERY WEEKDAY PART", lengths::set),
    rule("repeated", "EVERY CARD|NUM|VAGUE UNITS", lengths::set),
    rule("repeated", "EVERY other UNIT", lengths::set),
    rule("repeated", "WEEKDAY mornings|afternoons|evenings|nights", lengths::set),
    rule("repeated", "OFTEN", lengths::set),
    rule("repeated", "WEEKDAYS|weekends|weekdays", lengths::set),
    // References.
    rule("reference", "more? REF", lengths::reference),
    rule("reference", "most|until|very recently", lengths::reference),
    rule("reference", "right now", lengths::reference),
    rule("reference", "at present", lengths::reference),
    rule("reference", "at the moment", lengths::reference),
    rule("reference", "these|those days", lengths::reference),
    rule("reference", "present DASH? day", lengths::reference),
    rule("reference", "modern DASH day", lengths::reference),
    rule("reference", "this day", lengths::this_day),
    rule("reference", "the past", lengths::bare_reference),
    rule("reference", "the near? future", lengths::bare_reference),
    // What only a history dates: news is full of it.
    rule(HISTORY, "former|current|recent|future", lengths::attribute),
    rule(HISTORY, "this|that time|period", lengths::untold),
    rule(HISTORY, "the same time|period", lengths::untold),
    rule(HISTORY, "night|nighttime|daytime", lengths::any_part),
    rule(HISTORY, "night DASH? time", lengths::any_part),
    // Times of day.
    rule("clock", "CLOCK AMPM? ZONE?", clock::clock),
    rule("clock", "CLOCK hrs|hours", clock::clock),
    rule("clock", "NUM AMPM ZONE?", clock::clock),
    rule("clock", "AMOUNT AMPM ZONE?", clock::clock),
    rule("clock", "YEAR|NUM gmt|utc", clock::clock),
    rule("clock", "CARD|NUM o '|’ clock", clock::clock),
    rule("clock", "noon|midnight", clock::clock),
    rule("clock", "NUM noon|midnight", clock::clock),
    rule("clock", "CLOCK|NUM|CARD in the PART", clock::clock),
    rule("clock", "NUM|CARD o '|’ clock in the PART", clock::clock),
];

/// The words and signs that stand literally in patterns, each once, in a fixed order.
pub(super) fn literals() -> Vec<&'static str> {
    let mut literals: Vec<_> = RULES
        .iter()
        .flat_map(|rule| rule.pattern.split(' '))
        .flat_map(|element| element.trim_end_matches('?').split('|'))
        .filter(|name| words::class_named(name).is_none())
        .collect();
    literals.sort_unstable();
    literals.dedup();
    literals
}

/// An element of a pattern: the classes it takes, and whether it may be left out.
#[derive(Clone, Copy, Debug)]
struct Element {
    classes: Set,
    optional: bool,
}

/// The prefix tree over all patterns.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

/// A place in the tree: where each set of classes leads, and the rule that ends here.
#[derive(Debug, Default)]
struct Node {
    edges: Vec<(Set, usize)>,
    all: Set,
    rule: Option<usize>,
}

impl Tree {
    /// The one tree.
    pub(super) fn get() -> &'static Self {
        static TREE: LazyLock<Tree> = LazyLock::new(Tree::build);
        &TREE
    }

    fn build() -> Self {
        let literals = literals();
        let signs = [",", "."].map(|sign| compile(sign, &literals).classes);
        let mut tree = Self { nodes: vec![Node::default()] };
        for (place, rule) in RULES.iter().enumerate() {
            let elements = rule.pattern.split(' ').map(|element| compile(element, &literals));
            tree.add(&elements.collect::<Vec<_>>(), signs, place);
        }
        tree
    }

    /// Adds a pattern in every choice of its optional elements. Choices that
    /// would begin with a sign left over from an optional word are left out.
    fn add(&mut self, elements: &[Element], signs: [Set; 2], rule: usize) {
        let optional = elements.iter().filter(|element| element.optional).count();
        for choice in 0..1_u32 << optional {
            let chosen = chosen(elements, choice);
            if chosen.first().is_some_and(|&first| !signs.contains(&first)) {
                self.insert(&chosen, rule);
            }
        }
    }

    fn insert(&mut self, path: &[Set], rule: usize) {
        let mut at = 0;
        for &classes in path {
            at = self.child(at, classes);
        }
        if let Some(node) = self.nodes.get_mut(at) {
            node.rule.get_or_insert(rule);
        }
    }

    fn child(&mut self, at: usize, classes: Set) -> usize {
        let next = self.nodes.len();
        let Some(node) = self.nodes.get_mut(at) else { return at };
        if let Some((_, child)) = node.edges.iter().find(|(known, _)| *known == classes) {
            return *child;
        }
        node.edges.push((classes, next));
        node.all |= classes;
        self.nodes.push(Node::default());
        next
    }

    /// Every rule that matches from the first of `tokens`: the classes taken
    /// at each step. Bounded by the size of the tree, whatever the text.
    pub(super) fn matches(&self, tokens: &[super::token::Token]) -> Vec<(usize, Vec<Set>)> {
        let mut found = Vec::new();
        let first = tokens.first().map_or(Set::NONE, |token| token.classes);
        if self.nodes.first().is_none_or(|root| !root.all.meets(first)) {
            return found;
        }
        let mut open = vec![(0, Vec::new())];
        while let Some((at, path)) = open.pop() {
            let Some(node) = self.nodes.get(at) else { continue };
            if let Some(rule) = node.rule {
                found.push((rule, path.clone()));
            }
            let classes = tokens.get(path.len()).map_or(Set::NONE, |token| token.classes);
            for (edge, child) in node.edges.iter().filter(|(edge, _)| edge.meets(classes)) {
                open.push((*child, [path.as_slice(), &[*edge]].concat()));
            }
        }
        found.sort_by_key(|(rule, path)| (std::cmp::Reverse(path.len()), *rule));
        found
    }
}

/// The classes of a pattern's elements, without the optional ones whose bit in
/// `choice` is not set.
fn chosen(elements: &[Element], choice: u32) -> Vec<Set> {
    let mut bit = 0;
    let kept = elements.iter().filter(|element| {
        bit += u32::from(element.optional);
        !element.optional || choice >> (bit - 1) & 1 == 1
    });
    kept.map(|element| element.classes).collect()
}

fn compile(element: &str, literals: &[&str]) -> Element {
    let names = element.trim_end_matches('?').split('|');
    let classes = names.map(|name| bit_of(name, literals)).fold(Set::NONE, std::ops::BitOr::bitor);
    Element { classes, optional: element.ends_with('?') }
}

/// The bit of a class or literal named in a pattern.
fn bit_of(name: &str, literals: &[&str]) -> Set {
    let literal = || literals.binary_search(&name).map_or(Set::NONE, words::literal_bit);
    words::class_named(name).map_or_else(literal, words::Class::bit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_literal_has_a_bit_of_its_own() {
        let last = literals().len() - 1;
        assert_ne!(words::literal_bit(last), Set::NONE);
    }
}
