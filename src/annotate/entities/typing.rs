//! Says of a candidate what it names, from its own words and those beside it.
//!
//! Each sign gives votes to a kind; the document pass adds its own and the
//! kind with most votes wins. A trained tagger can stand here instead: all
//! that later steps need is a [`Votes`] for each candidate.

use crate::{
    annotate::entities::{
        candidate::{Bond, Candidate},
        lexicon::{Classes, Trust},
        reading::{Casing, Reading},
        system,
        token::{Shape, Token},
    },
    model::EntityKind,
};

/// Votes for each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Votes {
    counts: [i32; EntityKind::ALL.len()],
    /// What is supposed where nothing tells.
    supposed: [i32; EntityKind::ALL.len()],
    /// Whether the words rule out every kind.
    pub(super) barred: bool,
}

impl Votes {
    /// No vote, and every kind ruled out.
    pub(super) fn barred() -> Self {
        Self { barred: true, ..Self::default() }
    }

    /// Gives `count` votes to a kind.
    pub(super) fn add(&mut self, kind: EntityKind, count: i32) {
        if let Some(votes) = self.counts.get_mut(kind as usize) {
            *votes += count;
        }
    }

    /// Gives `count` votes where the sign is seen.
    fn add_if(&mut self, seen: bool, kind: EntityKind, count: i32) {
        if seen {
            self.add(kind, count);
        }
    }

    /// The votes of a kind.
    pub(super) fn of(&self, kind: EntityKind) -> i32 {
        let of = |votes: &[i32]| votes.get(kind as usize).copied().unwrap_or_default();
        of(&self.counts) + of(&self.supposed)
    }

    /// Drops what was only supposed.
    pub(super) fn trust_evidence(&mut self) {
        self.supposed = Default::default();
    }

    /// Supposes a kind where nothing tells.
    fn suppose(&mut self, kind: EntityKind) {
        if let Some(votes) = self.supposed.get_mut(kind as usize) {
            *votes += 1;
        }
    }

    /// Both votes together.
    pub(super) fn plus(mut self, other: &Self) -> Self {
        for (votes, more) in self.counts.iter_mut().zip(other.counts) {
            *votes += more;
        }
        for (votes, more) in self.supposed.iter_mut().zip(other.supposed) {
            *votes += more;
        }
        self
    }

    /// The kind with most votes and how many; none when no kind has one. The
    /// first in the order of kinds wins a tie.
    pub(super) fn winner(&self) -> Option<(EntityKind, i32)> {
        let best = EntityKind::ALL.into_iter().rev().max_by_key(|kind| self.of(*kind))?;
        let count = self.of(best);
        (count > 0 && !self.barred).then_some((best, count))
    }
}

/// The votes of one candidate.
pub(super) fn votes(reading: &Reading<'_>, candidate: &Candidate) -> Votes {
    let mut votes = Votes::default();
    let words = reading.slice(candidate.start, candidate.end);
    by_tables(candidate, &mut votes);
    by_heads(words, &mut votes);
    by_person_shape(words, &mut votes);
    by_single_word(reading, candidate, words, &mut votes);
    by_bond(candidate, words, &mut votes);
    by_word_before(reading, candidate, &mut votes);
    by_words_after(reading, candidate, &mut votes);
    by_apposition(reading, candidate, &mut votes);
    by_gathering(reading, candidate, &mut votes);
    system::vote(reading, candidate, &mut votes);
    by_default(candidate, words, &mut votes);
    votes.barred =
        is_barred(reading, candidate, &votes) || system::is_stray_designator(reading, candidate);
    votes
}

fn by_tables(candidate: &Candidate, votes: &mut Votes) {
    let Some(phrase) = candidate.phrase else { return };
    votes.add(phrase.kind, if phrase.trust == Trust::Fact { 9 } else { 4 });
}

/// Head words inside the name.
fn by_heads(words: &[Token], votes: &mut Votes) {
    let Some((last, rest)) = words.split_last().filter(|(_, rest)| !rest.is_empty()) else {
        return;
    };
    let has_joint = words.iter().any(|word| word.is("of") || word.is("for"));
    let head_first = has_joint && rest.iter().any(|word| word.any(Classes::ORG_HEAD));
    let has_proper = words.iter().any(is_proper);
    votes.add_if(last.any(Classes::ORG_HEAD), EntityKind::Organisation, 6);
    votes.add_if(head_first, EntityKind::Organisation, 5);
    votes.add_if(
        last.any(Classes::ORG_SUFFIX) && last.is_capitalised(),
        EntityKind::Organisation,
        9,
    );
    votes.add_if(words.iter().any(|word| word.is("&")), EntityKind::Organisation, 9);
    votes.add_if(last.any(Classes::PLACE_HEAD) && has_proper, EntityKind::Place, 5);
    let lead =
        words.first().is_some_and(|first| first.any(Classes::PLACE_LEAD | Classes::DIRECTION));
    let land = words.iter().skip(1).any(|word| word.any(Classes::COUNTRY | Classes::CITY));
    votes.add_if(lead && land, EntityKind::Place, 4);
    votes.add_if(lead && !land, EntityKind::Place, 2);
    votes.add_if(last.any(Classes::EVENT_HEAD) || is_event_of(words), EntityKind::Event, 6);
    votes.add_if(
        words.first().is_some_and(|first| first.any(Classes::EVENT_LEAD)),
        EntityKind::Event,
        8,
    );
    votes.add_if(last.any(Classes::COUNTRY) && has_joint && !head_first, EntityKind::Place, 2);
}

/// `War of Independence`: an event's head word before `of`.
fn is_event_of(words: &[Token]) -> bool {
    words.windows(2).any(|pair| match pair {
        [head, of] => of.is("of") && head.any(Classes::EVENT_HEAD) && !head.any(Classes::ORG_HEAD),
        _ => false,
    })
}

fn is_proper(word: &Token) -> bool {
    word.is_capitalised()
        && (!word.any(Classes::COMMON)
            || word.any(Classes::COUNTRY | Classes::CITY | Classes::DIRECTION))
}

/// Names of two to five words written as persons' names are.
fn by_person_shape(words: &[Token], votes: &mut Votes) {
    let version = words.windows(2).any(|pair| match pair {
        [hyphen, after] => {
            hyphen.is("-") && matches!(after.shape, Shape::Initial | Shape::Upper | Shape::Number)
        }
        _ => false,
    });
    let names = words.iter().filter(|word| word.is_capitalised() && !version).count();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
    if !(2..=5).contains(&names) {
        return;
    }
    let alphabetic = words.iter().all(|word| word.shape != Shape::Number);
    votes.add_if(first.any(Classes::GIVEN) && alphabetic, EntityKind::Person, 4);
    let surname = last.any(Classes::SURNAME) && !last.any(Classes::COMMON | Classes::ORG_HEAD);
    votes.add_if(surname && alphabetic, EntityKind::Person, 2);
    votes.add_if(
        words.iter().any(|word| word.shape == Shape::Initial) && alphabetic,
        EntityKind::Person,
        3,
    );
    let particle =
        words.iter().any(|word| word.any(Classes::PARTICLE) && word.shape == Shape::Lower);
    votes.add_if(particle && names >= 2, EntityKind::Person, 2);
    votes.add_if(last.any(Classes::NAME_SUFFIX) && last.is_capitalised(), EntityKind::Person, 4);
}

fn by_single_word(
    reading: &Reading<'_>,
    candidate: &Candidate,
    words: &[Token],
    votes: &mut Votes,
) {
    let [word] = words else { return };
    votes.add_if(word.any(Classes::COUNTRY), EntityKind::Place, 6);
    votes.add_if(word.any(Classes::DEMONYM), EntityKind::Group, 6);
    let common = word.any(Classes::COMMON);
    votes.add_if(word.any(Classes::CITY) && !common, EntityKind::Place, 2);
    votes.add_if(word.any(Classes::GIVEN) && !common, EntityKind::Person, 2);
    votes.add_if(word.any(Classes::SURNAME) && !common, EntityKind::Person, 1);
    if candidate.line.casing != Casing::Prose {
        return;
    }
    votes.add_if(is_follower(word), EntityKind::Group, 4);
    let acronym = word.shape == Shape::Upper && (2..=6).contains(&word.folded.len());
    votes.add_if(acronym, EntityKind::Organisation, 3);
    let camel = word.shape == Shape::Mixed && !word.folded.contains(|c: char| c.is_ascii_digit());
    votes.add_if(camel, EntityKind::Organisation, 2);
    let firm = reading.uses(&word.folded).lower == 0 && is_subject(reading, candidate);
    let plain = !common && (firm || !reading.begins(candidate.line, candidate.start));
    if plain {
        votes.suppose(EntityKind::Organisation);
    }
}

/// Whether what follows a sentence's first word makes it a subject: `’s`, a comma or a verb.
fn is_subject(reading: &Reading<'_>, candidate: &Candidate) -> bool {
    const VERBS: &[&str] =
        &["is", "was", "has", "had", "will", "would", "plans", "makes", "owns", "sells", "wants"];
    reading.within(candidate.line, candidate.end).is_some_and(|next| {
        next.shape == Shape::Suffix
            || next.any(Classes::SAY)
            || VERBS.contains(&next.folded.as_str())
            || next.shape == Shape::Lower && next.folded.len() > 4 && next.folded.ends_with("ed")
    })
}

/// Plurals of followers and inhabitants (`Methodists`, `Gaullists`, `Israelites`).
fn is_follower(word: &Token) -> bool {
    word.shape == Shape::Title
        && word.folded.len() >= 7
        && ["ists", "ites", "ians"].iter().any(|ending| word.folded.ends_with(ending))
}

fn by_bond(candidate: &Candidate, words: &[Token], votes: &mut Votes) {
    let heads = Classes::ORG_HEAD | Classes::ORG_SUFFIX | Classes::DEMONYM | Classes::COUNTRY;
    let has_head = words.last().is_some_and(|last| last.any(heads) && !last.any(Classes::SURNAME));
    match candidate.bond {
        Bond::Honorific if !has_head => votes.add(EntityKind::Person, 9),
        Bond::Title if !has_head => votes.add(EntityKind::Person, 5),
        _ => {}
    }
}

fn by_word_before(reading: &Reading<'_>, candidate: &Candidate, votes: &mut Votes) {
    let Some(before) = reading.before(candidate.line, candidate.start) else { return };
    if before.is("the") {
        votes.add(EntityKind::Person, -4);
        votes.add_if(candidate.end > candidate.start + 1, EntityKind::Organisation, 1);
    }
    votes.add_if(before.any(Classes::ORG_NOUN), EntityKind::Organisation, 5);
    votes.add_if(before.any(Classes::PLACE_NOUN), EntityKind::Place, 4);
    votes.add_if(before.any(Classes::SAY), EntityKind::Person, 2);
    let place = before.any(Classes::PLACE_BEFORE);
    let strong = before.is("in") || before.is("near");
    votes.add_if(place, EntityKind::Place, if strong { 3 } else { 2 });
    let noun = candidate.start.checked_sub(2).filter(|_| before.is("of"));
    let noun = noun.and_then(|at| reading.token(at));
    votes.add_if(noun.is_some_and(|noun| noun.any(Classes::PLACE_NOUN)), EntityKind::Place, 9);
}

fn by_words_after(reading: &Reading<'_>, candidate: &Candidate, votes: &mut Votes) {
    let line = candidate.line;
    let Some(after) = reading.within(line, candidate.end) else { return };
    votes.add_if(after.any(Classes::SAY), EntityKind::Person, 2);
    votes.add_if(after.any(Classes::SAY), EntityKind::Organisation, 1);
    votes.add_if(after.any(Classes::PERSON_NOUN), EntityKind::Person, 3);
    let next = reading.within(line, candidate.end + 1);
    let is_based = after.is("-") && after.glued && next.is_some_and(|next| next.is("based"));
    votes.add_if(is_based, EntityKind::Place, 6);
    votes.add_if(is_before_base(reading, candidate), EntityKind::Place, 9);
    let comma = after.is(",");
    let land = next.is_some_and(|next| next.is_capitalised() && next.any(Classes::COUNTRY));
    let one_word = candidate.end == candidate.start + 1;
    let owns =
        reading.within(line, candidate.end + 2).is_some_and(|after| after.shape == Shape::Suffix);
    votes.add_if(comma && land && one_word && !owns, EntityKind::Place, 2);
    votes.add_if(
        after.any(Classes::ORG_NOUN) && after.shape == Shape::Lower,
        EntityKind::Organisation,
        1,
    );
}

/// `Merzifon air base`, `Larnaca airport`: a name before the noun of a field.
fn is_before_base(reading: &Reading<'_>, candidate: &Candidate) -> bool {
    const FORCES: &[&str] = &["air", "naval", "army", "military", "submarine"];
    const FIELDS: &[&str] = &["airport", "airfield", "airbase", "airstrip"];
    let word = |at: usize| {
        let word = reading.within(candidate.line, at).filter(|word| word.shape == Shape::Lower);
        word.map_or("", |word| word.folded.as_str())
    };
    FIELDS.contains(&word(candidate.end))
        || FORCES.contains(&word(candidate.end)) && word(candidate.end + 1) == "base"
}

/// `X exercise`, `X defence exhibition`, `exercise X`, where X is no known body or place.
fn by_gathering(reading: &Reading<'_>, candidate: &Candidate, votes: &mut Votes) {
    let land = Classes::COUNTRY | Classes::CITY | Classes::DEMONYM;
    let words = reading.slice(candidate.start, candidate.end);
    if candidate.phrase.is_some() || words.iter().any(|word| word.any(land)) {
        return;
    }
    let line = candidate.line;
    let noun = |at: usize| {
        reading
            .within(line, at)
            .is_some_and(|word| word.any(Classes::FAIR_CUE) && word.shape == Shape::Lower)
    };
    let lead = reading.within(line, candidate.end).is_some_and(|word| {
        ["trade", "defence", "defense", "arms", "annual", "security", "military", "naval", "air"]
            .contains(&word.folded.as_str())
    });
    let follows = noun(candidate.end) || lead && noun(candidate.end + 1);
    votes.add_if(follows, EntityKind::Event, 5);
    let precedes = candidate.start.checked_sub(1).is_some_and(|at| at >= line.start && noun(at));
    votes.add_if(precedes && words.len() > 1, EntityKind::Event, 3);
}

/// `X, the chief executive of …`, `X, 45, …`, `X — a shipbuilder …`, `the minister, X`.
fn by_apposition(reading: &Reading<'_>, candidate: &Candidate, votes: &mut Votes) {
    let line = candidate.line;
    let mark = |at: usize| {
        reading.within(line, at).is_some_and(|mark| {
            mark.is(",") || mark.is("-") && !mark.glued || mark.is("is") || mark.is("was")
        })
    };
    if mark(candidate.end)
        && let Some(kind) = apposed_kind(reading, candidate, candidate.end + 1)
    {
        votes.add(kind, if kind == EntityKind::Organisation { 9 } else { 4 });
    }
    let comma_before = reading.before(line, candidate.start).is_some_and(|before| before.is(","));
    let from = candidate.start.saturating_sub(9).max(line.start);
    let office = reading
        .slice(from, candidate.start)
        .iter()
        .rev()
        .skip(1)
        .take_while(|token| !token.is(","));
    votes.add_if(
        comma_before && office.into_iter().any(|token| token.any(Classes::TITLE)),
        EntityKind::Person,
        2,
    );
}

/// What the noun of an apposition beginning at `at` says.
fn apposed_kind(reading: &Reading<'_>, candidate: &Candidate, at: usize) -> Option<EntityKind> {
    let line = candidate.line;
    let first = reading.within(line, at)?;
    let is_age = first.shape == Shape::Number && first.folded.len() == 2;
    if is_age && reading.within(line, at + 1).is_some_and(|after| after.is(",")) {
        return Some(EntityKind::Person);
    }
    if first.is("who") || first.is("whose") {
        return Some(EntityKind::Person);
    }
    let owned = reading.within(line, at + 1).is_some_and(|after| after.shape == Shape::Suffix);
    let has_article =
        owned || first.is("a") || first.is("an") || first.is("the") || first.is("then");
    if !has_article && !first.any(Classes::TITLE) {
        return None;
    }
    let words = reading.slice(at, (at + 8).min(line.end));
    let words = words.iter().take_while(|word| word.shape != Shape::Mark || word.is("-"));
    words
        .filter(|word| word.shape != Shape::Suffix)
        .take_while(|word| !word.is("of") && !word.is("that"))
        .find_map(noun_kind)
}

fn noun_kind(word: &Token) -> Option<EntityKind> {
    let kinds = [
        (Classes::TITLE, EntityKind::Person),
        (Classes::ORG_NOUN, EntityKind::Organisation),
        (Classes::PLACE_NOUN, EntityKind::Place),
        (Classes::FAIR_CUE, EntityKind::Event),
        (Classes::SYSTEM_CUE, EntityKind::System),
    ];
    let is_noun = word.shape == Shape::Lower || word.any(Classes::TITLE);
    kinds.into_iter().find(|(class, _)| is_noun && word.any(*class)).map(|(_, kind)| kind)
}

/// What a name is when nothing tells: capitalised words that prose doesn't use
/// are a person's, others an organisation's.
fn by_default(candidate: &Candidate, words: &[Token], votes: &mut Votes) {
    if words.len() < 2 || candidate.line.casing != Casing::Prose || votes.winner().is_some() {
        return;
    }
    let all_proper =
        words.iter().all(|word| !word.any(Classes::COMMON) && word.shape == Shape::Title);
    if all_proper && words.len() <= 3 {
        votes.suppose(EntityKind::Person);
    } else if words.iter().any(|word| is_proper(word) && word.shape != Shape::Number) {
        votes.suppose(EntityKind::Organisation);
    }
}

/// Whether the words rule out every kind: titles of papers, plain words, model numbers.
fn is_barred(reading: &Reading<'_>, candidate: &Candidate, votes: &Votes) -> bool {
    let words = reading.slice(candidate.start, candidate.end);
    let Some(last) = words.last() else { return true };
    let is_known = candidate.phrase.is_some_and(|phrase| phrase.trust == Trust::Fact);
    if is_known || votes.of(EntityKind::System) >= 5 {
        return false;
    }
    match words {
        [word] => candidate.bond != Bond::Honorific && is_plain_word(candidate, word),
        _ => last.any(Classes::PAPER_HEAD) || is_plain_run(candidate, words),
    }
}

fn is_plain_word(candidate: &Candidate, word: &Token) -> bool {
    let land = Classes::COUNTRY | Classes::DEMONYM;
    let is_acronym = word.shape == Shape::Upper && word.folded.len() <= 4;
    let is_common = word.any(Classes::COMMON | Classes::FUNCTION)
        && candidate.phrase.is_none()
        && !word.any(land)
        && !is_acronym;
    let is_model = word.shape == Shape::Mixed && word.folded.contains(|c: char| c.is_ascii_digit());
    is_common
        || is_contraction(word)
        || mixes_scripts(word)
        || word.any(Classes::NO_NAME | Classes::CIVIL_CUE)
        || is_model && candidate.phrase.is_none()
}

/// `I'm`, `We've`, `Don't`: a pronoun or verb with its short verb.
fn is_contraction(word: &Token) -> bool {
    let plain = word.folded.replace('’', "'");
    let ends = ["'m", "'ve", "'ll", "'re", "'d", "n't"];
    plain == "i'd" || plain.len() > 2 && ends.iter().any(|end| plain.ends_with(end))
}

/// Whether a word holds Latin letters among those of a script without spaces,
/// where a stretch between marks is no name.
fn mixes_scripts(word: &Token) -> bool {
    word.folded
        .chars()
        .any(|letter| matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'))
}

/// Common words alone, without one that makes a name of them.
fn is_plain_run(candidate: &Candidate, words: &[Token]) -> bool {
    let makers = Classes::GIVEN | Classes::EVENT_LEAD | Classes::COUNTRY | Classes::DEMONYM;
    let heads = Classes::ORG_HEAD | Classes::EVENT_HEAD;
    let has_joint = words.iter().any(|word| word.is("of") || word.is("for"));
    let has_head = words.last().is_some_and(|last| last.any(heads))
        || has_joint && words.iter().any(|word| word.any(heads));
    let is_model = words.iter().any(|word| word.shape == Shape::Number && word.glued);
    let plain = |word: &Token| {
        word.any(Classes::COMMON | Classes::FUNCTION | heads) || !word.is_capitalised()
    };
    let all_plain = words.iter().all(plain) && !words.iter().any(|word| word.any(makers));
    candidate.phrase.is_none() && !has_head && (is_model || all_plain)
}
