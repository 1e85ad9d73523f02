//! The rules: patterns over token classes, and what each means.
//!
//! A pattern is a row of elements apart by spaces. Capitals name a class of
//! `words`, anything else is a word or sign as it stands; `|` parts
//! alternatives, a final `?` makes an element optional. The patterns are
//! compiled into one prefix tree; at each token the longest match wins, and
//! among equals the rule that stands first.

use std::sync::LazyLock;

use super::{build, lengths, matched::Match, meaning::Meaning, words};

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
    rule("explicit-month", "MONTH|MON .? ,? of? YEAR", build::explicit),
    rule("explicit-year", "YEAR", build::year),
    rule("explicit-year", "the year YEAR", build::year),
    rule("before-christ", "NUM bc|bce|b.c.|b.c|b.c.e.|b.c.e", build::before_christ),
    rule("explicit-year", "NUM ad|ce|a.d.|a.d", build::of_our_era),
    rule("explicit-year", "ad|a.d. NUM", build::of_our_era),
    rule("explicit-season", "the? SEASON ,? of? YEAR", build::explicit),
    rule("explicit-quarter", "the? ORD DASH? quarter of? YEAR", build::explicit_quarter),
    rule("explicit-quarter", "QUARTER of? YEAR", build::explicit_quarter),
    rule("explicit-quarter", "YEAR QUARTER", build::explicit_quarter),
    rule("explicit-half", "the? ORD half of? YEAR", build::explicit_half),
    rule("explicit-half", "HALF of? YEAR", build::explicit_half),
    rule("explicit-decade", "the? ' DECADE", build::decade),
    rule("explicit-decade", "the? ’ DECADE", build::decade),
    rule("explicit-decade", "the? DECADE", build::decade),
    rule("explicit-century", "the? DAYTH|ORD DASH? century", build::century),
    rule("fiscal-year", "fiscal|financial year? YEAR", build::fiscal),
    rule("fiscal-year", "fy YEAR", build::fiscal),
    rule("explicit-feast", "FEAST day|eve? ,? YEAR", build::explicit_feast),
    rule("explicit-feast", "new year|years POSS? day|eve ,? YEAR", build::explicit_feast),
    // Two times joined.
    rule("explicit-day", "MONTH|MON .? DAY DASH|LINK DAY ,? YEAR", build::two_days),
    rule("bare-day", "MONTH|MON .? DAY DASH|LINK DAY", build::two_days),
    rule("explicit-day", "the? DAY DASH|LINK the? DAY of? MONTH|MON .? ,? YEAR", build::two_days),
    rule("bare-day", "the? DAY DASH|LINK the? DAY of? MONTH|MON", build::two_days),
    rule("explicit-day", "MONTH DAY DASH|LINK MONTH DAY ,? YEAR", build::two_days),
    rule("explicit-day", "DAY MONTH DASH|LINK DAY MONTH ,? YEAR", build::two_days),
    rule("explicit-month", "MONTH|MON DASH|LINK MONTH|MON ,? of? YEAR", build::two_months),
    rule("explicit-year", "YEAR DASH|/ TWO", build::two_years),
    rule("explicit-decade", "the? DECADE and|to DECADE", build::two_decades),
    // Places in a year, month or week.
    rule("bare-day", "WEEKDAY|WD? .? ,? MONTH|MON .? the? DAY", build::bare),
    rule("bare-day", "WEEKDAY|WD? .? ,? DAY of? MONTH|MON", build::bare),
    rule("bare-day", "WEEKDAY? ,? the? DAYTH day? of? MONTH|MON", build::bare),
    rule("bare-day", "the ORD of MONTH", build::bare),
    rule("bare-month", "MONTH", build::bare),
    rule("bare-weekday", "WEEKDAY", build::bare),
    rule("bare-season", "the? SEASON", build::bare),
    rule("bare-quarter", "the? ORD DASH? quarter", build::bare_quarter),
    rule("bare-quarter", "QUARTER", build::bare_quarter),
    rule("bare-feast", "FEAST day|eve?", build::feast),
    rule("bare-feast", "new year|years POSS? day|eve", build::feast),
    rule("bare-feast", "valentine POSS? day", build::feast),
    rule("bare-feast", "boxing day", build::feast),
    rule("bare-weekday", "WEEKDAY PART", build::part),
    rule("explicit-day", "the? PART of? MONTH DAY ,? YEAR", build::part),
    rule("explicit-day", "the? PART of? the? DAY of? MONTH ,? YEAR", build::part),
    rule("bare-day", "the? PART of? MONTH DAY", build::part),
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
    rule("last-UNIT", "the LAST UNIT", build::the_shift),
    rule("next-UNIT", "the NEXT UNIT", build::the_shift),
    rule("this-PART", "this PART", build::near_part),
    rule("last-PART", "last PART", build::near_part),
    rule("that-PART", "that|same PART", build::near_part),
    rule("that-PART", "the same|following|next PART", build::near_part),
    rule("that-PART", "that same PART", build::near_part),
    rule("last-NAME", "LAST WEEKDAY|MONTH|SEASON PART?", build::turn),
    rule("next-NAME", "NEXT WEEKDAY|MONTH|SEASON PART?", build::turn),
    rule("next-NAME", "the NEXT WEEKDAY|MONTH|SEASON", build::turn),
    rule("last-NAME", "the LAST WEEKDAY|MONTH|SEASON", build::turn),
    rule("this-NAME", "this WEEKDAY|MONTH|SEASON PART?", build::turn),
    // Counted from the last time of the text.
    rule("same-UNIT", "that UNIT", build::same),
    rule("same-UNIT", "that same UNIT", build::same),
    rule("same-UNIT", "the? same UNIT", build::same),
    rule("UNIT-before", "the UNIT before|earlier", build::beside),
    rule("UNIT-after", "the UNIT after|later|following", build::beside),
    rule("UNITS-ago", "CARD|NUM|AMOUNT|A|VAGUE UNIT|UNITS ago", build::offset),
    rule("UNITS-ago", "a few|couple of? UNITS ago", build::offset),
    rule("UNITS-ago", "TENS DASH? CARD UNITS ago", build::offset),
    rule("UNITS-ago", "TENS UNITS ago", build::offset),
    rule("UNITS-ago", "UNITS ago", build::offset),
    rule("UNITS-later", "CARD|NUM|AMOUNT|A|VAGUE UNIT|UNITS later", build::offset),
    rule("UNITS-later", "a few|couple of? UNITS later", build::offset),
    rule("UNITS-later", "TENS DASH? CARD UNITS later", build::offset),
    rule("UNITS-later", "TENS UNITS later", build::offset),
    rule("UNITS-later", "UNITS later", build::offset),
    rule("UNITS-earlier", "CARD|NUM|AMOUNT|A|VAGUE UNIT|UNITS earlier", build::offset),
    rule("UNITS-earlier", "CARD|NUM|A UNIT|UNITS previously", build::offset),
    rule("UNITS-earlier", "CARD|NUM|A UNIT|UNITS before|prior", build::offset_before),
    rule("UNITS-earlier", "a few|couple of? UNITS earlier", build::offset),
    rule("UNITS-earlier", "TENS UNITS earlier", build::offset),
    rule("UNITS-earlier", "UNITS earlier", build::offset),
    rule("UNITS-ahead", "CARD|NUM|A UNIT|UNITS from now", build::offset),
    rule("UNITS-ahead", "CARD|NUM|A UNIT|UNITS POSS|'|’ time", build::offset),
    // Lengths of time.
    rule("length", "CARD|NUM|AMOUNT|VAGUE DASH? UNITS|UNIT", lengths::duration),
    rule("length", "the LAST|NEXT|ORD CARD|NUM|VAGUE UNITS", lengths::duration),
    rule("length", "LAST|NEXT|ORD CARD|NUM|VAGUE UNITS", lengths::duration),
    rule("length", "the? LAST|NEXT|ORD? CARD|NUM to|or|DASH CARD|NUM UNITS", lengths::duration),
    rule("length", "the? LAST|NEXT a? couple of UNITS", lengths::duration),
    rule("length", "a few|couple of? UNITS", lengths::duration),
    rule("length", "the LAST|NEXT TENS DASH? CARD? UNITS", lengths::duration),
    rule("length", "TENS DASH? CARD DASH? UNITS|UNIT", lengths::duration),
    rule("length", "TENS DASH? UNITS|UNIT", lengths::duration),
    rule("length", "CARD and a half UNITS", lengths::duration),
    rule("length", "A CARD UNITS", lengths::duration),
    rule("length", "CARD|NUM DASH UNIT DASH old|long", lengths::duration),
    rule("length", "TENS DASH? CARD DASH UNIT DASH old", lengths::duration),
    rule("length", "half A UNIT", lengths::half_duration),
    rule("length", "UNIT|UNITS DASH long", lengths::duration),
    rule("one-UNIT", "A UNIT", lengths::a_unit),
    rule("length", "A CARD UNIT", lengths::duration),
    rule("length", "UNITS", lengths::units),
    rule("recent-UNITS", "the? LAST UNITS", lengths::reference),
    rule("coming-UNITS", "the? NEXT UNITS", lengths::reference),
    // Repeated times.
    rule("repeated", "EVERY UNIT|WEEKDAY|MONTH|SEASON|PART", lengths::set),
    rule("repeated", "EVERY CARD|NUM UNITS", lengths::set),
    rule("repeated", "OFTEN", lengths::set),
    rule("repeated", "WEEKDAYS", lengths::set),
    // References.
    rule("reference", "more? REF", lengths::reference),
    rule("reference", "most|until|very recently", lengths::reference),
    rule("reference", "right now", lengths::reference),
    rule("reference", "at present", lengths::reference),
    rule("reference", "at the moment", lengths::reference),
    rule("reference", "these days", lengths::reference),
    rule("reference", "present DASH? day", lengths::reference),
    rule("reference", "the past", lengths::bare_reference),
    rule("reference", "the near? future", lengths::bare_reference),
    // Times of day.
    rule("clock", "CLOCK AMPM? ZONE?", build::clock),
    rule("clock", "NUM AMPM ZONE?", build::clock),
    rule("clock", "AMOUNT AMPM ZONE?", build::clock),
    rule("clock", "YEAR|NUM gmt|utc", build::clock),
    rule("clock", "CARD|NUM o '|’ clock", build::clock),
    rule("clock", "noon|midnight", build::clock),
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
    classes: u128,
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
    edges: Vec<(u128, usize)>,
    all: u128,
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
    fn add(&mut self, elements: &[Element], signs: [u128; 2], rule: usize) {
        let optional = elements.iter().filter(|element| element.optional).count();
        for choice in 0..1_u32 << optional {
            let chosen = chosen(elements, choice);
            if chosen.first().is_some_and(|&first| !signs.contains(&first)) {
                self.insert(&chosen, rule);
            }
        }
    }

    fn insert(&mut self, path: &[u128], rule: usize) {
        let mut at = 0;
        for &classes in path {
            at = self.child(at, classes);
        }
        if let Some(node) = self.nodes.get_mut(at) {
            node.rule.get_or_insert(rule);
        }
    }

    fn child(&mut self, at: usize, classes: u128) -> usize {
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
    pub(super) fn matches(&self, tokens: &[super::token::Token]) -> Vec<(usize, Vec<u128>)> {
        let mut found = Vec::new();
        let first = tokens.first().map_or(0, |token| token.classes);
        if self.nodes.first().is_none_or(|root| root.all & first == 0) {
            return found;
        }
        let mut open = vec![(0, Vec::new())];
        while let Some((at, path)) = open.pop() {
            let Some(node) = self.nodes.get(at) else { continue };
            if let Some(rule) = node.rule {
                found.push((rule, path.clone()));
            }
            let classes = tokens.get(path.len()).map_or(0, |token| token.classes);
            for (edge, child) in node.edges.iter().filter(|(edge, _)| edge & classes != 0) {
                open.push((*child, [path.as_slice(), &[*edge]].concat()));
            }
        }
        found.sort_by_key(|(rule, path)| (std::cmp::Reverse(path.len()), *rule));
        found
    }
}

/// The classes of a pattern's elements, without the optional ones whose bit in
/// `choice` is not set.
fn chosen(elements: &[Element], choice: u32) -> Vec<u128> {
    let mut bit = 0;
    let kept = elements.iter().filter(|element| {
        bit += u32::from(element.optional);
        !element.optional || choice >> (bit - 1) & 1 == 1
    });
    kept.map(|element| element.classes).collect()
}

fn compile(element: &str, literals: &[&str]) -> Element {
    let names = element.trim_end_matches('?').split('|');
    let classes = names.map(|name| bit_of(name, literals)).fold(0, std::ops::BitOr::bitor);
    Element { classes, optional: element.ends_with('?') }
}

/// The bit of a class or literal named in a pattern.
fn bit_of(name: &str, literals: &[&str]) -> u128 {
    let literal = || literals.binary_search(&name).map_or(0, words::literal_bit);
    words::class_named(name).map_or_else(literal, words::Class::bit)
}
