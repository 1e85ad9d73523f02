//! Whether a name takes part in what its sentence tells, by its place there.
//!
//! A name that owns a thing ("Nordwerk's tugs"), opens a longer one ("Nordwerk
//! Chief Executive"), describes a noun ("Nordwerk tugs", "a Nordwerk spokesman")
//! or is compared with ("than Nordwerk") is only named beside it.

use crate::{
    annotate::{tells_a_happening, verbs},
    model::Span,
};

/// What a name names, as far as the noun after it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// A model of something: "N40 tugs" are what it names.
    Model,
    /// Anything else.
    Other,
}

impl Named {
    /// What the words of a name tell by themselves: a figure counts models.
    pub(super) fn by_words(name: &str) -> Self {
        if name.contains(|letter: char| letter.is_ascii_digit()) {
            Self::Model
        } else {
            Self::Other
        }
    }
}

/// Whether a name stands for itself: it owns and describes nothing but a
/// happening, is no part of a longer name and nothing is compared with it.
pub(super) fn stands_alone(text: &str, name: Span, named: Named) -> bool {
    let after = Span::new(name.end, text.len()).cut(text);
    let before = Span::new(0, name.start).cut(text);
    match owned(after) {
        Some(owned) => owned.split_whitespace().take(OWNED).any(tells_a_happening),
        None => !goes_on(after) && !is_compared(before) && !describes(text, name.end, named),
    }
}

/// Words after an owner among which the owned thing is looked for.
const OWNED: usize = 4;

/// What stands after the sign of an owner.
fn owned(after: &str) -> Option<&str> {
    const SIGNS: [&str; 7] = ["'s ", "’s ", " 's ", " ’s ", "' ", "’ ", " ' "];
    SIGNS.iter().find_map(|sign| after.strip_prefix(sign))
}

/// Whether a name goes on: with a word that has a capital letter or a figure.
fn goes_on(after: &str) -> bool {
    let next = after.strip_prefix(' ').and_then(|rest| rest.chars().next());
    next.is_some_and(|first| first.is_uppercase() || first.is_ascii_digit())
}

/// Whether "than", "like" or "such as" stands before a name.
fn is_compared(before: &str) -> bool {
    const SIGNS: [&str; 4] = [" than ", " such as ", " like ", " unlike "];
    SIGNS.iter().any(|sign| before.ends_with(sign))
}

/// Whether a common noun follows the name that ends at a place, which
/// describes it: "Nordwerk tugs". A noun of happening is done by the name, one
/// after a model mostly says what that is.
fn describes(text: &str, end: usize, named: Named) -> bool {
    let after = Span::new(end, text.len()).cut(text);
    let mut words = after.strip_prefix(' ').unwrap_or_default().split_whitespace().take(2);
    let (next, then) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let word = Span::new(end + 1, end + 1 + next.len());
    let happening = || tells_a_happening(next) || tells_a_happening(then);
    if next.is_empty() || happening() || named == Named::Model && !is_of_people(next) {
        return false;
    }
    // The plural of a noun looks as a verb does: what follows tells.
    let plain = !next.ends_with('s') || opens_with_verb(text, word.end + 1);
    plain && is_noun(text, word)
}

/// Whether a noun names people or what they make of a model, not the model.
fn is_of_people(noun: &str) -> bool {
    const PEOPLE: [&str; 18] = [
        "app",
        "buyer",
        "case",
        "customer",
        "development",
        "driver",
        "fan",
        "maker",
        "order",
        "owner",
        "pilot",
        "price",
        "production",
        "project",
        "sale",
        "supplier",
        "user",
        "problem",
    ];
    let plain = noun.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    PEOPLE.contains(&plain) || plain.strip_suffix('s').is_some_and(|one| PEOPLE.contains(&one))
}

/// Whether a word may be a noun: no name, participle, adverb or small word.
fn is_noun(text: &str, word: Span) -> bool {
    let written = word.cut(text).trim_end_matches([',', '.', ';', ':', ')']);
    let letters = written.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let other = ["ed", "ing", "ly", "ward", "wards"];
    letters
        && written.len() > 2
        && !other.iter().any(|ending| written.ends_with(ending))
        && SMALL_WORDS.binary_search(&written).is_err()
        && !opens_with_verb(text, word.start)
}

/// Whether a verb begins at a place.
fn opens_with_verb(text: &str, place: usize) -> bool {
    let rest = text.get(place..).unwrap_or_default();
    let near = rest.split_inclusive(' ').take(GROUP).map(str::len).sum::<usize>();
    let verbs = verbs::verbs(text, Span::new(place, place + near));
    verbs.first().is_some_and(|verb| verb.span.start == place)
}

/// Words of a verb group that are read.
const GROUP: usize = 4;

/// Words that may follow a name and are no noun, sorted.
#[rustfmt::skip]
const SMALL_WORDS: [&str; 163] = [
    "about", "above", "across", "after", "again", "against", "ago", "alone", "along", "already",
    "also", "although", "amid", "among", "and", "around", "as", "at", "away", "back", "be",
    "because", "been", "before", "behind", "being", "below", "beside", "besides", "between",
    "beyond", "both", "but", "by", "despite", "down", "due", "during", "each", "earlier", "early",
    "either", "else", "ever", "first", "for", "from", "further", "have", "here", "how", "however",
    "if", "in", "including", "instead", "into", "is", "it", "its", "itself", "jointly", "just",
    "last", "late", "later", "least", "less", "like", "may", "more", "most", "much", "near",
    "neither", "never", "next", "nor", "not", "now", "of", "off", "on", "once", "one", "only",
    "onto", "or", "other", "our", "out", "outside", "over", "own", "per", "please", "said", "same",
    "seen", "set", "since", "so", "some", "soon", "still", "such", "than", "that", "the", "their",
    "them", "themselves", "then", "there", "these", "they", "this", "those", "though", "three",
    "through", "throughout", "thus", "till", "to", "today", "together", "tomorrow", "tonight",
    "too", "toward", "towards", "twice", "two", "under", "unless", "until", "up", "upon", "very",
    "via", "was", "well", "were", "what", "when", "where", "whether", "which", "while", "who",
    "whom", "whose", "why", "will", "with", "within", "without", "worth", "would", "yesterday",
    "yet", "you",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, name: &str, expected: bool) {
        let start = text.find(name).unwrap();
        assert_eq!(
            stands_alone(text, Span::new(start, start + name.len()), Named::by_words(name)),
            expected,
            "{text}"
        );
    }

    #[test]
    fn owners_and_parts_of_longer_names_take_no_part() {
        check("Nordwerk sold two tugs", "Nordwerk", true);
        check("Nordwerk's tugs were sold", "Nordwerk", false);
        check("Nordwerk’s purchase of a yard", "Nordwerk", true);
        check("Nordwerk N40 tugs were sold", "Nordwerk", false);
        check("the tug was sold by Nordwerk", "Nordwerk", true);
        check("Nordwerk, Oslo and Bergen agreed", "Nordwerk", true);
    }

    #[test]
    fn names_before_nouns_and_in_comparisons_take_no_part() {
        check("all Nordwerk tugs were sold", "Nordwerk", false);
        check("a Nordwerk spokesman resigned", "Nordwerk", false);
        check("a yard bigger than Nordwerk closed", "Nordwerk", false);
        check("yards such as Nordwerk closed", "Nordwerk", false);
        check("two N40 buyers drowned", "N40", false);
        check("two N40 tugs sank", "N40", true);
        check("the Nordwerk deal was signed", "Nordwerk", true);
        check("Nordwerk intends to sell", "Nordwerk", true);
        check("Nordwerk later sold it", "Nordwerk", true);
        check("Nordwerk and Oslo agreed", "Nordwerk", true);
        check("they sold Nordwerk in May", "Nordwerk", true);
        check("Nordwerk last week closed", "Nordwerk", true);
    }

    #[test]
    fn the_small_words_are_sorted() {
        assert!(SMALL_WORDS.is_sorted());
    }
}
