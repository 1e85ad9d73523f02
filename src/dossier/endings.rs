//! Endings: other forms of a word in languages whose endings the English stem
//! does not know. Light on purpose: what follows a root that the index has must
//! be made of endings in the order in which the language puts them.
//!
//! Words are folded, so Turkish `ı` and `i`, `ü` and `u`, German `ä` and `a` are
//! one here, and the harmony of vowels is not looked at.

use super::index::{Index, Term};

/// Endings of which a word takes one at most.
type Group = &'static [&'static str];

/// A language by how its words end.
#[derive(Debug)]
pub(super) struct Tongue {
    /// Words that most of its longer texts have, and texts in others seldom.
    telling: [&'static str; 3],
    /// Letters of a root at least.
    shortest: usize,
    /// The orders in which endings follow a root.
    chains: &'static [&'static [Group]],
    /// Endings of the form that stands in dictionaries.
    plain: Group,
    /// How the end of a root changes before an ending.
    bend: fn(&str) -> Option<String>,
}

/// Letters of all endings of a word together, at most.
const LONGEST: usize = 20;
/// Letters of a root that the index need not have as a word.
const SURE: usize = 5;
/// Words with one beginning that are looked at.
const LOOKED_AT: usize = 2_000;

const TONGUES: [Tongue; 5] = [
    Tongue {
        telling: ["ve", "bir", "icin"],
        shortest: 3,
        chains: &[TURKISH_NOUN, TURKISH_VERB],
        plain: &["mak", "mek"],
        bend: bend_turkish,
    },
    Tongue {
        telling: ["und", "nicht", "die"],
        shortest: 4,
        chains: &[&[&["e", "en", "er", "ern", "es", "em", "n", "ens", "s", "t", "te", "ten"]]],
        plain: &["e", "en"],
        bend: |_| None,
    },
    Tongue {
        telling: ["les", "des", "une"],
        shortest: 4,
        chains: &[&[&["e", "ee", "er", "ant", "ent", "ait", "aient", "x"], &["s"]]],
        plain: &["e", "er"],
        bend: |root| root.strip_suffix("al").map(|rest| format!("{rest}au")),
    },
    Tongue {
        telling: ["het", "een", "niet"],
        shortest: 3,
        chains: &[&[&["e", "en", "s", "t", "te", "ten", "de", "den"]]],
        plain: &["e", "en"],
        bend: bend_dutch,
    },
    Tongue {
        telling: ["los", "las", "una"],
        shortest: 4,
        chains: &[&[&["a", "o", "e", "ar", "an", "en", "ado", "ada", "ando"], &["s", "es"]]],
        plain: &["a", "o", "ar"],
        bend: |_| None,
    },
];

const CASES: Group = &[
    "i", "u", "yi", "yu", "ni", "nu", "a", "e", "ya", "ye", "na", "ne", "da", "de", "ta", "te",
    "nda", "nde", "dan", "den", "tan", "ten", "ndan", "nden", "in", "un", "nin", "nun", "la", "le",
    "yla", "yle", "ca", "ce",
];
const OWNERS: Group = &[
    "im", "um", "m", "in", "un", "n", "i", "u", "si", "su", "imiz", "umuz", "miz", "muz", "iniz",
    "unuz", "niz", "nuz",
];
const PLURAL: Group = &["lar", "ler"];
const SAID: Group = &["dir", "dur", "tir", "tur", "ydi", "ydu", "ymis", "ymus", "yken"];
const VOICES: Group = &["il", "ul", "in", "un", "n", "l", "is", "us", "tir", "dir", "tur", "dur"];
const ABLE: Group =
    &["abil", "ebil", "yabil", "yebil", "ama", "eme", "yama", "yeme", "ma", "me", "m"];
const TENSES: Group = &[
    "di", "du", "ti", "tu", "mis", "mus", "iyor", "uyor", "yor", "acak", "ecek", "yacak", "yecek",
    "acag", "eceg", "yacag", "yeceg", "ir", "ur", "er", "ar", "r", "z", "mak", "mek", "makta",
    "mekte", "ma", "me", "an", "en", "yan", "yen", "dik", "duk", "tik", "tuk", "dig", "dug", "tig",
    "tug", "ip", "up", "arak", "erek", "yarak", "yerek", "inca", "ince", "sa", "se", "mali",
    "meli",
];
const PERSONS: Group = &[
    "im", "um", "m", "in", "un", "n", "i", "u", "si", "su", "imiz", "umuz", "miz", "muz", "iniz",
    "unuz", "niz", "nuz", "k", "iz", "uz", "yiz", "sin", "sun",
];
const TOLD: Group = &["dir", "dur", "tir", "tur", "di", "du", "ti", "tu", "mis", "mus", "sa", "se"];
const TURKISH_NOUN: &[Group] = &[PLURAL, OWNERS, CASES, &["ki", "kiler"], CASES, SAID];
const TURKISH_VERB: &[Group] = &[VOICES, VOICES, ABLE, TENSES, PLURAL, PERSONS, CASES, TOLD];

/// `kitap` is `kitab` before a vowel, `renk` is `reng`, `şehir` is `şehr`.
fn bend_turkish(root: &str) -> Option<String> {
    let soft = [('p', 'b'), ('k', 'g'), ('t', 'd')];
    let bent =
        soft.iter().find_map(|(hard, soft)| Some(format!("{}{soft}", root.strip_suffix(*hard)?)));
    bent.or_else(|| {
        let last = root.chars().next_back()?;
        let rest = root.strip_suffix(['r', 'l', 'n', 'm', 's', 'z', 'h'])?;
        Some(format!("{}{last}", rest.strip_suffix(['i', 'u'])?))
    })
}

/// `bom` is `bomm` before a vowel, `school` is `schol`.
fn bend_dutch(root: &str) -> Option<String> {
    let mut letters = root.chars().rev();
    let (last, vowel, before) = (letters.next()?, letters.next()?, letters.next()?);
    let is_vowel = |letter: char| "aeiou".contains(letter);
    match (is_vowel(last), is_vowel(vowel), is_vowel(before)) {
        (false, true, true) if vowel == before => {
            let rest = root.get(..root.len() - 2)?;
            Some(format!("{rest}{last}"))
        }
        (false, true, false) => Some(format!("{root}{last}")),
        _ => None,
    }
}

/// The languages that the articles of an index are written in, as their commonest words tell.
pub(super) fn spoken(index: &Index) -> Vec<&'static Tongue> {
    let enough = (index.articles() / 100).max(3);
    let frequency = |word: &str| index.find(word).map(|term| index.frequency(term)).sum::<usize>();
    let is_spoken = |tongue: &&Tongue| tongue.telling.iter().all(|one| frequency(one) >= enough);
    TONGUES.iter().filter(is_spoken).collect()
}

impl Tongue {
    /// Words of an index that may be other forms of `word`.
    pub(super) fn forms(&self, index: &Index, word: &str) -> Vec<Term> {
        if !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Vec::new();
        }
        let mut forms = Vec::new();
        for root in self.roots(index, word) {
            for stem in [(self.bend)(&root), Some(root)].into_iter().flatten() {
                let is_form = |rest: &str| self.is_ending(rest);
                forms.extend(index.begun(&stem, LOOKED_AT, is_form));
            }
        }
        forms
    }

    /// The roots that a word may have, as far as the index knows them.
    fn roots(&self, index: &Index, word: &str) -> Vec<String> {
        let known = |root: &str| index.find(root).next().is_some();
        let (mut roots, mut unknown) = (Vec::new(), None);
        for at in self.shortest..=word.len() {
            let Some((stem, rest)) = word.split_at_checked(at) else { continue };
            if self.is_ending(rest) {
                let stood = |ending: &&&str| known(&format!("{stem}{ending}"));
                let is_root = known(stem) || self.plain.iter().any(|one| stood(&one));
                roots.extend(is_root.then(|| stem.to_owned()));
                roots.extend(self.unbent(stem).filter(|root| known(root)));
                if stem.len() >= SURE {
                    unknown = unknown.or_else(|| Some(stem.to_owned()));
                }
            }
        }
        if roots.is_empty() { unknown.into_iter().collect() } else { roots }
    }

    /// The root that is bent to `stem`.
    fn unbent(&self, stem: &str) -> impl Iterator<Item = String> {
        let bend = self.bend;
        let hard = ["p", "k", "t"]
            .into_iter()
            .filter_map(move |last| Some(format!("{}{last}", stem.strip_suffix(['b', 'g', 'd'])?)));
        hard.filter(move |root| bend(root).as_deref() == Some(stem))
    }

    /// Whether what follows a root is made of endings.
    fn is_ending(&self, rest: &str) -> bool {
        rest.len() <= LONGEST && self.chains.iter().any(|chain| is_chain(rest, chain))
    }
}

/// Whether a text is made of endings, at most one of each group in their order.
fn is_chain(rest: &str, chain: &[Group]) -> bool {
    // Bit `n`: the first `n` letters are.
    let mut reached = 1_u64;
    for group in chain {
        let from = reached;
        for at in (0..rest.len()).filter(|at| from >> at & 1 == 1) {
            let left = rest.as_bytes().get(at..).unwrap_or_default();
            // Most endings differ in their first letter, which costs least to see.
            let fits = |ending: &&&str| {
                ending.as_bytes().first() == left.first() && left.starts_with(ending.as_bytes())
            };
            let fitting = group.iter().filter(fits);
            fitting.for_each(|ending| reached |= 1 << (at + ending.len()));
        }
    }
    reached >> rest.len() & 1 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_follow_in_their_order() {
        for (rest, chain, expected) in [
            ("", TURKISH_NOUN, true),
            ("lerimizden", TURKISH_NOUN, true),
            ("ndaki", TURKISH_NOUN, true),
            ("denler", TURKISH_NOUN, false),
            ("iyorlardi", TURKISH_VERB, true),
            ("ilemeyecegini", TURKISH_VERB, true),
            ("xyz", TURKISH_VERB, false),
        ] {
            assert_eq!(is_chain(rest, chain), expected, "{rest}");
        }
    }

    #[test]
    fn roots_bend() {
        for (bent, expected) in [
            (bend_turkish("kitap"), Some("kitab")),
            (bend_turkish("sehir"), Some("sehr")),
            (bend_turkish("masa"), None),
            (bend_dutch("school"), Some("schol")),
            (bend_dutch("bom"), Some("bomm")),
            (bend_dutch("zee"), None),
        ] {
            assert_eq!(bent.as_deref(), expected);
        }
    }
}
