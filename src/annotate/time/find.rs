//! Finds expressions: the longest match at each token, what is no date left
//! out, words that belong to it taken in, ranges paired.

use super::{
    calendar::Unit,
    grammar::{RULES, Tree},
    guard,
    matched::Match,
    meaning::{Meaning, Origin},
    token::{self, Token},
    words::{Class, Lexicon},
};
use crate::{
    annotate::verbs::{self, Tense},
    model::{Edge, Span, TimexKind},
};

/// An expression found, not yet resolved.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Where it stands.
    pub(super) span: Span,
    /// What it means.
    pub(super) meaning: Meaning,
    /// The rule that found it.
    pub(super) rule: &'static str,
    /// "about", "around".
    pub(super) approximate: bool,
    /// "before", "since".
    pub(super) edge: Edge,
    /// The tense of the verb that governs it.
    pub(super) tense: Option<Tense>,
    /// The block it stands in.
    pub(super) block: usize,
    /// Its part in a range.
    pub(super) range: Option<RangePart>,
}

/// One end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RangePart {
    /// The next expression is its end.
    Start,
    /// The expression before is its start.
    End,
}

/// Everything found in the blocks of a text. Linear: each token starts a
/// bounded number of matches.
pub(super) fn find(text: &str, blocks: &[Span], sentences: &[Span]) -> Vec<Found> {
    let mut tokens = Vec::new();
    let mut all = Vec::new();
    for (block, span) in blocks.iter().enumerate() {
        token::tokenise(text, *span, Lexicon::get(), &mut tokens);
        let first = all.len();
        find_in(text, &tokens, block, &mut all);
        pair_ranges(text, all.get_mut(first..).unwrap_or_default());
    }
    tell_tenses(text, sentences, &mut all);
    all
}

fn find_in(text: &str, tokens: &[Token], block: usize, all: &mut Vec<Found>) {
    let mut at = 0;
    let mut free = 0;
    while at < tokens.len() {
        match longest(text, tokens, at) {
            Some((path, meaning, rule)) => {
                let found = Match { text, tokens, start: at, path: &path };
                take(&found, free, Found::of(meaning, rule, block), all);
                at = found.end();
                free = at;
            }
            None => at += 1,
        }
    }
}

/// The longest match at a token that has a meaning and is no false friend.
fn longest(text: &str, tokens: &[Token], at: usize) -> Option<(Vec<u128>, Meaning, &'static str)> {
    let candidates = Tree::get().matches(tokens.get(at..).unwrap_or_default());
    candidates.into_iter().find_map(|(rule, path)| {
        let rule = RULES.get(rule)?;
        let found = Match { text, tokens, start: at, path: &path };
        let meaning = (rule.build)(&found).filter(|meaning| !guard::is_no_time(&found, meaning))?;
        let named = rule.name == "explicit-year" && guard::ends_a_name(&found);
        Some((path, meaning, if named { super::YEAR_IN_NAME } else { rule.name }))
    })
}

impl Found {
    fn of(meaning: Meaning, rule: &'static str, block: usize) -> Self {
        let span = Span::default();
        let (approximate, edge, tense, range) = (false, Edge::Closed, None, None);
        Self { span, meaning, rule, approximate, edge, tense, block, range }
    }
}

/// Adds a match: taken wider by the words that belong to it, cut in two at a joint.
fn take(found: &Match<'_>, free: usize, mut new: Found, all: &mut Vec<Found>) {
    let mut reach = Reach { start: found.start, free };
    reach.widen(found, &mut new);
    let tokens = found.tokens;
    let span_of = |from: usize, to: usize| match (tokens.get(from), tokens.get(to - 1)) {
        (Some(first), Some(last)) => first.span.join(last.span),
        _ => Span::default(),
    };
    if let Meaning::Two(first, second) = new.meaning {
        let joint = joint(found);
        let head = Found {
            meaning: *first,
            span: span_of(reach.start, joint),
            range: Some(RangePart::Start),
            ..Found::of(Meaning::Fiscal(0), new.rule, new.block)
        };
        let tail = Found {
            meaning: *second,
            span: span_of(joint + 1, found.end()),
            range: Some(RangePart::End),
            ..head.clone()
        };
        all.extend([head, tail]);
    } else {
        all.push(Found { span: span_of(reach.start, found.end()), ..new });
    }
}

/// The dash or word that joins two times.
fn joint(found: &Match<'_>) -> usize {
    let steps = found.path.iter().zip(found.start..);
    let link = Class::Link.bit() | Class::Dash.bit();
    let slash =
        |at: usize| found.tokens.get(at).is_some_and(|token| token.span.cut(found.text) == "/");
    steps
        .filter(|(_, at)| {
            found.tokens.get(*at).is_some_and(|token| token.classes & link != 0) || slash(*at)
        })
        .map(|(_, at)| at)
        .find(|at| *at > found.start)
        .unwrap_or(found.start + 1)
}

/// How far to the left an expression reaches.
struct Reach {
    start: usize,
    /// The first token that no earlier expression has taken.
    free: usize,
}

impl Reach {
    fn token<'a>(&self, found: &Match<'a>, back: usize) -> Option<&'a Token> {
        let at = self.start.checked_sub(back).filter(|at| *at >= self.free)?;
        found.tokens.get(at)
    }

    fn word(&self, found: &Match<'_>, back: usize) -> String {
        self.token(found, back)
            .map_or_else(String::new, |token| token.span.cut(found.text).to_lowercase())
    }

    /// Takes in "early", "the end of", "about", "more than" and reads "before" and "since".
    fn widen(&mut self, found: &Match<'_>, new: &mut Found) {
        let kind = new.meaning.kind();
        if kind == TimexKind::Duration {
            self.take_bound(found);
            return;
        }
        if kind != TimexKind::Set && new.meaning.has_inside() {
            self.take_edge(found);
        }
        if new.meaning.has_inside() || new.rule.starts_with("explicit") {
            new.approximate = self.take_about(found);
        }
        new.edge = self.edge(found);
    }

    /// "early", "mid-", "late in", "the end of", with its article.
    fn take_edge(&mut self, found: &Match<'_>) {
        let early = |token: Option<&Token>| token.is_some_and(|token| token.is(Class::Early));
        let dash = self.token(found, 1).is_some_and(|token| token.is(Class::Dash));
        let of = self.word(found, 1) == "of";
        let part = of && self.token(found, 2).is_some_and(|token| token.is(Class::Edge));
        let part_of_the = self.word(found, 1) == "the"
            && self.word(found, 2) == "of"
            && self.token(found, 3).is_some_and(|token| token.is(Class::Edge));
        let taken = match () {
            () if early(self.token(found, 1)) && guard::early_fits(found, self.start) => 1,
            () if dash && early(self.token(found, 2)) => 2,
            () if self.word(found, 1) == "in"
                && early(self.token(found, 2))
                && self.word(found, 2) != "earlier"
                && self.word(found, 2) != "later" =>
            {
                2
            }
            () if part => 2,
            () if part_of_the => 3,
            () => return,
        };
        self.start -= taken;
        if self.word(found, 1) == "very" {
            self.start -= 1;
        }
        if self.word(found, 1) == "the" {
            self.start -= 1;
        }
    }

    /// "about 1990", "c. 1990".
    fn take_about(&mut self, found: &Match<'_>) -> bool {
        let dot = self.word(found, 1) == "." && matches!(self.word(found, 2).as_str(), "c" | "ca");
        let back = if dot { 2 } else { 1 };
        let about = self.token(found, back).is_some_and(|token| token.is(Class::About));
        let taken = about && (dot || !matches!(self.word(found, back).as_str(), "c" | "some"));
        if taken {
            self.start -= back;
        }
        taken
    }

    /// "more than", "at least", "nearly" before a length.
    fn take_bound(&mut self, found: &Match<'_>) {
        let word = self.word(found, 1);
        let taken = match word.as_str() {
            "than"
                if matches!(
                    self.word(found, 2).as_str(),
                    "more" | "less" | "longer" | "fewer" | "later"
                ) =>
            {
                2
            }
            "least" | "most" if self.word(found, 2) == "at" => 2,
            "to" if self.word(found, 2) == "up" => 2,
            "nearly" | "almost" | "about" | "around" | "approximately" | "roughly" | "under" => 1,
            "over" | "another" | "some" if !self.has_article(found) => 1,
            _ => 0,
        };
        self.start -= taken;
    }

    fn has_article(&self, found: &Match<'_>) -> bool {
        found.tokens.get(self.start).is_some_and(|token| {
            matches!(token.form, token::Form::Lower)
                && !token.is(Class::Cardinal)
                && !token.is(Class::Article)
        })
    }

    /// What the word before says about the open side.
    fn edge(&self, found: &Match<'_>) -> Edge {
        match self.word(found, 1).as_str() {
            "before" | "by" | "pre" => Edge::Before,
            "since" | "after" => Edge::After,
            "-" if self.word(found, 2) == "pre" => Edge::Before,
            "-" if self.word(found, 2) == "post" => Edge::After,
            _ if self.opens(found) => Edge::After,
            _ => Edge::Closed,
        }
    }

    /// "from 2027 on", "from May onwards".
    fn opens(&self, found: &Match<'_>) -> bool {
        let after = found.tokens.get(found.end()).map(|token| token.span.cut(found.text));
        self.word(found, 1) == "from" && matches!(after, Some("on" | "onward" | "onwards"))
    }
}

impl Meaning {
    /// The TIMEX3 type.
    pub(super) fn kind(&self) -> TimexKind {
        match self {
            Self::Value(kind, _) => *kind,
            Self::Part(..) | Self::Clock(..) => TimexKind::Time,
            _ => TimexKind::Date,
        }
    }

    /// Whether it has a beginning and an end to speak of ("early June", not "early Monday").
    fn has_inside(&self) -> bool {
        match self {
            Self::Fixed(when) => when.precision > crate::model::Precision::Day,
            Self::Bare(bare) | Self::Turn(bare, _) | Self::InYear(bare, ..) => {
                !matches!(bare, super::meaning::Bare::Day(..) | super::meaning::Bare::Feast(_))
            }
            Self::Shift(unit, _, origin) => *unit > Unit::Day || *origin == Origin::Published,
            Self::Fiscal(_) | Self::Two(..) => true,
            _ => false,
        }
    }
}

/// Marks neighbours that "to", "and" after "between", or a dash join as one range.
fn pair_ranges(text: &str, found: &mut [Found]) {
    for place in 1..found.len() {
        let Some([first, second]) = found.get_mut(place - 1..=place) else { continue };
        let free = first.range.is_none() && second.range.is_none();
        if free && are_dates(first, second) && joined(text, first.span, second.span) {
            first.range = Some(RangePart::Start);
            second.range = Some(RangePart::End);
        }
    }
}

fn are_dates(first: &Found, second: &Found) -> bool {
    first.meaning.kind() == TimexKind::Date
        && second.meaning.kind() == TimexKind::Date
        && !matches!(first.meaning, Meaning::Value(..))
        && !matches!(second.meaning, Meaning::Value(..))
}

fn joined(text: &str, first: Span, second: Span) -> bool {
    let between = Span::new(first.end, second.start).cut(text).trim();
    let before = text.get(..first.start).unwrap_or_default().trim_end();
    let ends = |word: &str| {
        let cut = before.len().saturating_sub(word.len());
        before.get(cut..).is_some_and(|end| end.eq_ignore_ascii_case(word))
    };
    match between {
        "-" | "–" | "—" | "‑" | "to" | "until" | "till" | "through" => true,
        "and" => ends("between"),
        _ => false,
    }
}

/// Gives each expression the tense of its sentence's verbs.
fn tell_tenses(text: &str, sentences: &[Span], found: &mut [Found]) {
    let mut known: Option<(usize, Vec<verbs::Verb>)> = None;
    for found in found {
        let place = sentences.partition_point(|sentence| sentence.end <= found.span.start);
        let Some(sentence) = sentences.get(place) else { continue };
        if known.as_ref().is_none_or(|(at, _)| *at != place) {
            known = Some((place, verbs::verbs(text, *sentence)));
        }
        found.tense = known.as_ref().and_then(|(_, verbs)| verbs::tense_at(verbs, found.span));
    }
}
