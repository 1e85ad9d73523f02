//! What the program knows about words and names before it reads a text.
//!
//! Hand-written tables (`words.txt`, `phrases.txt`) and derived ones
//! (`names.tsv`, `common.txt`, `news.tsv`; `examples/lexicon.rs` rebuilds
//! them) are read once, on first use. A table's line is folded already or
//! folded here; look-ups take folded text.

use std::{collections::HashMap, ops::BitOr, sync::OnceLock};

use crate::{fold::fold, model::EntityKind};

/// A set of classes of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Classes(u64);

impl Classes {
    /// Closed-class words: articles, pronouns, prepositions, numerals.
    pub(super) const FUNCTION: Self = Self(1);
    /// Months, weekdays, seasons.
    pub(super) const CALENDAR: Self = Self(1 << 1);
    /// Forms of address and ranks (`Mr`, `Gen.`, `Sheikh`).
    pub(super) const HONORIFIC: Self = Self(1 << 2);
    /// Offices and occupations (`President`, `spokesman`).
    pub(super) const TITLE: Self = Self(1 << 3);
    /// Verbs of saying.
    pub(super) const SAY: Self = Self(1 << 4);
    /// Head words of organisations (`Ministry`, `Agency`).
    pub(super) const ORG_HEAD: Self = Self(1 << 5);
    /// Legal forms (`Inc`, `GmbH`).
    pub(super) const ORG_SUFFIX: Self = Self(1 << 6);
    /// Head words of places that stand last (`Sea`, `Province`).
    pub(super) const PLACE_HEAD: Self = Self(1 << 7);
    /// Words that begin places (`Lake`, `Mount`).
    pub(super) const PLACE_LEAD: Self = Self(1 << 8);
    /// Prepositions of place.
    pub(super) const PLACE_BEFORE: Self = Self(1 << 9);
    /// Points of the compass.
    pub(super) const DIRECTION: Self = Self(1 << 10);
    /// Head words of events that stand last (`Summit`, `War`).
    pub(super) const EVENT_HEAD: Self = Self(1 << 11);
    /// Words that begin events (`Exercise`, `Battle`).
    pub(super) const EVENT_LEAD: Self = Self(1 << 12);
    /// Lower-case nouns for gatherings.
    pub(super) const FAIR_CUE: Self = Self(1 << 13);
    /// Nouns that only weapons and vehicles have.
    pub(super) const SYSTEM_CUE: Self = Self(1 << 14);
    /// Nouns that systems share with other things.
    pub(super) const SYSTEM_WEAK_CUE: Self = Self(1 << 15);
    /// Words between the name of a system and its noun.
    pub(super) const SYSTEM_BETWEEN: Self = Self(1 << 16);
    /// Nouns that tell a model number of everyday goods.
    pub(super) const CIVIL_CUE: Self = Self(1 << 17);
    /// Prefixes of ships' names.
    pub(super) const SHIP_PREFIX: Self = Self(1 << 18);
    /// Lower-case parts of names (`van`, `bin`).
    pub(super) const PARTICLE: Self = Self(1 << 19);
    /// `Jr.`, `III`.
    pub(super) const NAME_SUFFIX: Self = Self(1 << 20);
    /// Names of currencies.
    pub(super) const CURRENCY: Self = Self(1 << 21);
    /// Codes of currencies.
    pub(super) const CURRENCY_CODE: Self = Self(1 << 22);
    /// `million`, `bn`.
    pub(super) const SCALE: Self = Self(1 << 23);
    /// Capitalised words that name nothing.
    pub(super) const NO_NAME: Self = Self(1 << 24);
    /// Head words of texts and plans, which are no entity (`Act`, `Strategy`).
    pub(super) const PAPER_HEAD: Self = Self(1 << 25);
    /// Words that lower-case prose uses.
    pub(super) const COMMON: Self = Self(1 << 26);
    /// Given names.
    pub(super) const GIVEN: Self = Self(1 << 27);
    /// Frequent surnames.
    pub(super) const SURNAME: Self = Self(1 << 28);
    /// Towns of 30,000 and more.
    pub(super) const CITY: Self = Self(1 << 29);
    /// Countries and first-order regions.
    pub(super) const COUNTRY: Self = Self(1 << 30);
    /// Nationalities and religions.
    pub(super) const DEMONYM: Self = Self(1 << 31);
    /// Kinship and the like: binds the person after it.
    pub(super) const RELATION: Self = Self(1 << 32);
    /// Common nouns for organisations (`maker`, `firm`).
    pub(super) const ORG_NOUN: Self = Self(1 << 33);
    /// Common nouns for places (`village`).
    pub(super) const PLACE_NOUN: Self = Self(1 << 34);
    /// Words that follow persons (`who`).
    pub(super) const PERSON_NOUN: Self = Self(1 << 35);

    /// Nouns of warships.
    pub(super) const SHIP_NOUN: Self = Self(1 << 36);
    /// Words of armed forces.
    pub(super) const MILITARY: Self = Self(1 << 37);

    /// Its classes, each as a small number.
    pub(super) fn numbers(self) -> impl Iterator<Item = u32> {
        (0..u64::BITS).filter(move |bit| self.0 >> bit & 1 == 1)
    }

    /// Whether it holds one of `other`.
    pub(super) fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Classes {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Sections of `words.txt`.
const SECTIONS: &[(&str, Classes)] = &[
    ("function", Classes::FUNCTION),
    ("common", Classes::COMMON),
    ("calendar", Classes::CALENDAR),
    ("honorific", Classes::HONORIFIC),
    ("title", Classes::TITLE),
    ("relation", Classes::RELATION),
    ("say", Classes::SAY),
    ("org-head", Classes::ORG_HEAD),
    ("org-suffix", Classes::ORG_SUFFIX),
    ("place-head", Classes::PLACE_HEAD),
    ("place-lead", Classes::PLACE_LEAD),
    ("place-before", Classes::PLACE_BEFORE),
    ("direction", Classes::DIRECTION),
    ("event-head", Classes::EVENT_HEAD),
    ("event-lead", Classes::EVENT_LEAD),
    ("fair-cue", Classes::FAIR_CUE),
    ("system-cue", Classes::SYSTEM_CUE),
    ("system-weak-cue", Classes::SYSTEM_WEAK_CUE),
    ("system-between", Classes::SYSTEM_BETWEEN),
    ("civil-cue", Classes::CIVIL_CUE),
    ("ship-prefix", Classes::SHIP_PREFIX),
    ("particle", Classes::PARTICLE),
    ("suffix", Classes::NAME_SUFFIX),
    ("currency-word", Classes::CURRENCY),
    ("currency-code", Classes::CURRENCY_CODE),
    ("scale", Classes::SCALE),
    ("not-a-name", Classes::NO_NAME),
    ("paper-head", Classes::PAPER_HEAD),
    ("org-noun", Classes::ORG_NOUN),
    ("place-noun", Classes::PLACE_NOUN),
    ("person-noun", Classes::PERSON_NOUN),
    ("ship-noun", Classes::SHIP_NOUN),
    ("military", Classes::MILITARY),
];

/// Letters of `names.tsv`.
const LETTERS: &[(char, Classes)] = &[
    ('g', Classes::GIVEN),
    ('s', Classes::SURNAME),
    ('c', Classes::CITY),
    ('k', Classes::COUNTRY),
    ('n', Classes::DEMONYM),
];

/// A name that the tables hold whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// What it names.
    pub(super) kind: EntityKind,
    /// How sure that is.
    pub(super) trust: Trust,
    /// Where it counts.
    pub(super) scope: Scope,
    /// The folded first form of its line; none when the name is its own key.
    pub(super) key: Option<Box<str>>,
}

/// In which texts a name of the tables counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Scope {
    /// In all.
    #[default]
    Any,
    /// Where a text speaks of arms; elsewhere it names other things.
    Arms,
}

/// How far a table is believed against the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trust {
    /// Made from labels or from lists with chance likenesses.
    Derived,
    /// Written by hand.
    Fact,
}

/// All tables.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: HashMap<Box<str>, Classes>,
    phrases: HashMap<Box<str>, Phrase>,
}

impl Lexicon {
    /// The tables, built at the first call: about 45,000 lines, some milliseconds.
    pub(super) fn get() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(Self::build)
    }

    /// The classes of a folded word without its last full stop.
    pub(super) fn classes(&self, folded: &str) -> Classes {
        self.words.get(folded).copied().unwrap_or_default()
    }

    /// The entry of a name spelt as `spelling` gives it.
    pub(super) fn phrase(&self, spelling: &str) -> Option<&Phrase> {
        self.phrases.get(spelling)
    }

    /// Longest name looked for, in words and marks.
    pub(super) const LONGEST: usize = 9;

    fn build() -> Self {
        let mut lexicon = Self::default();
        for word in include_str!("../../../assets/lexicon/common.txt").lines() {
            lexicon.add_word(word, Classes::COMMON);
        }
        lexicon.read_words(include_str!("../../../assets/lexicon/words.txt"));
        lexicon.read_news(include_str!("../../../assets/lexicon/news.tsv"));
        lexicon.read_names(include_str!("../../../assets/lexicon/names.tsv"));
        lexicon.read_phrases(include_str!("../../../assets/lexicon/phrases.txt"));
        lexicon
    }

    fn add_word(&mut self, word: &str, class: Classes) {
        let word = word.strip_suffix('.').unwrap_or(word);
        if let Some(classes) = self.words.get_mut(word) {
            *classes = *classes | class;
        } else {
            self.words.insert(word.into(), class);
        }
    }

    fn read_words(&mut self, table: &str) {
        let mut class = Classes::default();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                class = look_up(SECTIONS, &name).unwrap_or_default();
                continue;
            }
            for word in line.split_whitespace() {
                self.add_word(word, class);
            }
        }
    }

    fn read_names(&mut self, table: &str) {
        for (name, letters) in table.lines().filter_map(|line| line.split_once('\t')) {
            let class = letters.chars().filter_map(|letter| look_up(LETTERS, &letter));
            let class = class.fold(Classes::default(), BitOr::bitor);
            if name.contains([' ', '-']) {
                let kind =
                    if class.any(Classes::DEMONYM) { EntityKind::Group } else { EntityKind::Place };
                self.add_derived(name, kind);
            } else {
                self.add_word(name, class);
            }
        }
    }

    fn read_news(&mut self, table: &str) {
        for (name, letter) in table.lines().filter_map(|line| line.split_once('\t')) {
            let kind = match letter {
                "p" => EntityKind::Person,
                "o" => EntityKind::Organisation,
                "l" => EntityKind::Place,
                "n" => EntityKind::Group,
                _ => EntityKind::Event,
            };
            self.add_derived(name, kind);
        }
    }

    fn read_phrases(&mut self, table: &str) {
        let (mut kind, mut scope) = (EntityKind::Place, Scope::Any);
        let lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                scope = if name.ends_with('?') { Scope::Arms } else { Scope::Any };
                let name = name.trim_end_matches('?');
                kind = EntityKind::ALL.into_iter().find(|kind| kind.name() == name).unwrap_or(kind);
                continue;
            }
            let mut forms = line.split(" | ").map(fold).peekable();
            let key: Option<Box<str>> = forms.peek().map(|first| first.as_str().into());
            for form in forms {
                let phrase = Phrase { kind, trust: Trust::Fact, scope, key: key.clone() };
                self.phrases.insert(respell(&form).into(), phrase);
            }
        }
    }

    fn add_derived(&mut self, name: &str, kind: EntityKind) {
        let phrase = Phrase { kind, trust: Trust::Derived, scope: Scope::Any, key: None };
        self.phrases.insert(respell(name).into(), phrase);
    }
}

fn look_up<K: PartialEq, V: Copy>(table: &[(K, V)], key: &K) -> Option<V> {
    table.iter().find(|(known, _)| known == key).map(|(_, value)| *value)
}

/// The spelling under which a folded name stands in the tables: what the
/// tokens of the same name give, joined by spaces, without hyphens and the
/// full stops after words.
pub(super) fn respell(folded: &str) -> String {
    let mut spelling = String::with_capacity(folded.len());
    for word in folded.split([' ', '-']) {
        let word = word.strip_suffix('.').unwrap_or(word);
        let (stem, suffix) = ["'s", "'"]
            .iter()
            .find_map(|&suffix| Some((word.strip_suffix(suffix)?, suffix)))
            .unwrap_or((word, ""));
        if !spelling.is_empty() {
            spelling.push(' ');
        }
        spelling.push_str(stem);
        if !suffix.is_empty() {
            spelling.push(' ');
            spelling.push_str(suffix);
        }
    }
    spelling
}
