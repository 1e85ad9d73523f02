//! Finds expressions: the longest match at each token, what is no date left
//! out, words that belong to it taken in, ranges paired.

use super::{
    grammar::{RULES, Tree},
    guard, join,
    matched::Match,
    meaning::Meaning,
    set::Set,
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
    /// "since": it isn't still to come.
    pub(super) since: bool,
    /// Whether the next expression goes on with it: "in April and May 1943".
    pub(super) goes_on: bool,
}

/// One end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RangePart {
    /// The next expression is its end.
    Start,
    /// It stands between the two.
    Inside,
    /// The start of the range stands before.
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
        join::join(text, &mut all, first);
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
fn longest(text: &str, tokens: &[Token], at: usize) -> Option<(Vec<Set>, Meaning, &'static str)> {
    let candidates = Tree::get().matches(tokens.get(at..).unwrap_or_default());
    candidates.into_iter().find_map(|(rule, path)| {
        let (meaning, rule) = read(&Match { text, tokens, start: at, path: &path }, rule)?;
        Some((path, meaning, rule))
    })
}

/// The meaning of a match and the name of its rule; none for a false friend.
fn read(found: &Match<'_>, rule: usize) -> Option<(Meaning, &'static str)> {
    let rule = RULES.get(rule)?;
    let meaning = (rule.build)(found).filter(|meaning| !guard::is_no_time(found, meaning))?;
    let named = rule.name == "explicit-year" && guard::ends_a_name(found);
    Some((meaning, if named { super::YEAR_IN_NAME } else { rule.name }))
}

impl Found {
    fn of(meaning: Meaning, rule: &'static str, block: usize) -> Self {
        let span = Span::default();
        let (edge, tense, range) = (Edge::Closed, None, None);
        let (approximate, since, goes_on) = (false, false, false);
        Self { span, meaning, rule, approximate, edge, tense, block, range, since, goes_on }
    }
}

/// Adds a match: taken wider by the words that belong to it, cut in two at a joint.
fn take(found: &Match<'_>, free: usize, mut new: Found, all: &mut Vec<Found>) {
    let mut reach = Reach { start: found.start, free };
    reach.widen(found, &mut new);
    new.span = span_of(found.tokens, reach.start, found.end());
    match new.meaning {
        Meaning::Two(..) => all.extend(halves(found, reach.start, new)),
        Meaning::Several(_) => all.extend(members(found, reach.start, new)),
        _ => all.push(new),
    }
}

/// The span of the tokens from `from` up to `to`.
fn span_of(tokens: &[Token], from: usize, to: usize) -> Span {
    match (tokens.get(from), tokens.get(to - 1)) {
        (Some(first), Some(last)) => first.span.join(last.span),
        _ => Span::default(),
    }
}

/// The two ends of a range that was matched as one; none of anything else.
fn halves(found: &Match<'_>, start: usize, new: Found) -> Vec<Found> {
    let Meaning::Two(first, second) = new.meaning else { return Vec::new() };
    let joint = joint(found);
    let mut head = Found::of(*first, new.rule, new.block);
    head.span = span_of(found.tokens, start, joint);
    head.range = Some(RangePart::Start);
    let mut tail = Found::of(*second, new.rule, new.block);
    tail.span = span_of(found.tokens, joint + 1, found.end());
    tail.range = Some(RangePart::End);
    vec![head, tail]
}

/// The days of a list, each with its own span: days in a row are a range.
fn members(found: &Match<'_>, start: usize, new: Found) -> Vec<Found> {
    let Meaning::Several(days) = new.meaning else { return Vec::new() };
    let last = days.len().saturating_sub(1);
    let numbers: Vec<i32> = found.values(Class::Day).collect();
    let in_a_row = numbers.windows(2).all(|pair| matches!(pair, [one, next] if one + 1 == *next));
    let places = (found.start..found.end()).zip(found.path);
    let ends = places.filter(|(_, taken)| taken.meets(Class::Day.bit())).map(|(at, _)| at);
    let mut from = start;
    let mut members = Vec::new();
    for (place, (meaning, end)) in days.into_iter().zip(ends).enumerate() {
        let to = if place == last { found.end() } else { end + 1 };
        let part = match place {
            0 => RangePart::Start,
            _ if place == last => RangePart::End,
            _ => RangePart::Inside,
        };
        let mut member = Found::of(meaning, new.rule, new.block);
        member.span = span_of(found.tokens, from, to);
        member.range = in_a_row.then_some(part);
        members.push(member);
        from = next_day(found, to);
    }
    members
}

/// The first token from a place that is a day.
fn next_day(found: &Match<'_>, from: usize) -> usize {
    let is_day = |at: &usize| found.tokens.get(*at).is_some_and(|token| token.is(Class::Day));
    (from..found.end()).find(is_day).unwrap_or(from)
}

/// The dash or word that joins two times.
fn joint(found: &Match<'_>) -> usize {
    let joins = |token: &Token| {
        token.is(Class::Link) || token.is(Class::Dash) || found.written(token) == "/"
    };
    let mut later = found.inside().iter().skip(1);
    found.start + 1 + later.position(joins).unwrap_or_default()
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
        let counted = new.rule.starts_with("UNITS-");
        if counted || new.meaning.kind() == TimexKind::Duration {
            self.take_bound(found);
        } else {
            self.widen_date(found, new);
        }
    }

    fn widen_date(&mut self, found: &Match<'_>, new: &mut Found) {
        if new.meaning.kind() != TimexKind::Set && new.meaning.has_inside() {
            self.take_edge(found);
        }
        if new.meaning.has_inside() || new.rule.starts_with("explicit") {
            new.approximate = self.take_about(found);
        }
        new.edge = self.edge(found);
        new.since = self.word(found, 1) == "since" || self.word(found, 2) == "since";
    }

    /// "early", "mid-", "late in", "the end of", with its article.
    fn take_edge(&mut self, found: &Match<'_>) {
        let taken = self.early(found).or_else(|| self.part_of(found));
        let Some(taken) = taken else { return };
        self.start -= taken;
        self.take_other_edge(found);
        self.take_word(found, "very");
        self.take_word(found, "the");
    }

    /// The first of two: "early to mid-1942", "mid-to-late 1943".
    fn take_other_edge(&mut self, found: &Match<'_>) {
        let dash = usize::from(self.is(found, 1, Class::Dash));
        let linked = matches!(self.word(found, dash + 1).as_str(), "to" | "or");
        let other = dash + 2 + usize::from(self.is(found, dash + 2, Class::Dash));
        if linked && self.is(found, other, Class::Early) {
            self.start -= other;
        }
    }

    fn take_word(&mut self, found: &Match<'_>, word: &str) {
        self.start -= usize::from(self.word(found, 1) == word);
    }

    fn is(&self, found: &Match<'_>, back: usize, class: Class) -> bool {
        self.token(found, back).is_some_and(|token| token.is(class))
    }

    /// How many tokens "early", "mid-" and "late in" take.
    fn early(&self, found: &Match<'_>) -> Option<usize> {
        if self.is(found, 1, Class::Early) && guard::early_fits(found, self.start) {
            return Some(1);
        }
        let joined = self.is(found, 1, Class::Dash) || self.is_late_in(found);
        (joined && self.is(found, 2, Class::Early)).then_some(2)
    }

    fn is_late_in(&self, found: &Match<'_>) -> bool {
        self.word(found, 1) == "in" && !matches!(&*self.word(found, 2), "earlier" | "later")
    }

    /// How many tokens "the end of", "the end of the" and "the latter part of"
    /// take, without their article.
    fn part_of(&self, found: &Match<'_>) -> Option<usize> {
        let article = usize::from(self.word(found, 1) == "the");
        let of = self.word(found, article + 1) == "of";
        let edge =
            self.is(found, article + 2, Class::Edge) || self.word(found, article + 2) == "month";
        let edge = edge.then_some(article + 2);
        edge.or_else(|| self.named_part(found, article + 3)).filter(|_| of)
    }

    /// So many tokens, if the first is "latter" and the like before "part".
    fn named_part(&self, found: &Match<'_>, tokens: usize) -> Option<usize> {
        const WHICH: [&str; 7] = ["latter", "later", "early", "first", "last", "better", "late"];
        // "The first day of May" is a day, "the first days" are a part.
        let word = self.word(found, tokens - 1);
        let part = word == "part"
            || word != "day" && self.is(found, tokens - 1, Class::Unit)
            || self.is(found, tokens - 1, Class::Units);
        let which = WHICH.contains(&self.word(found, tokens).as_str())
            || self.is(found, tokens, Class::Ordinal);
        (part && which).then_some(tokens)
    }

    /// "about 1990", "c. 1990".
    fn take_about(&mut self, found: &Match<'_>) -> bool {
        let dot = self.word(found, 1) == "." && matches!(self.word(found, 2).as_str(), "c" | "ca");
        let back = if dot { 2 } else { 1 };
        let taken = self.is(found, back, Class::About)
            && (dot || !matches!(self.word(found, 1).as_str(), "c" | "some"));
        self.start -= if taken { back } else { 0 };
        taken
    }

    /// "more than", "at least", "nearly" before a length.
    fn take_bound(&mut self, found: &Match<'_>) {
        let pair = (self.word(found, 2), self.word(found, 1));
        self.start -= match (pair.0.as_str(), pair.1.as_str()) {
            ("more" | "less" | "longer" | "fewer" | "later", "than")
            | ("at", "least" | "most")
            | ("up", "to") => 2,
            (_, word) => self.one_word_bound(found, word),
        };
    }

    /// 1 when the word before is a bound by itself, else 0.
    fn one_word_bound(&self, found: &Match<'_>, word: &str) -> usize {
        usize::from(match word {
            "nearly" | "almost" | "about" | "around" | "approximately" | "roughly" | "under" => {
                true
            }
            "over" | "another" | "some" => !self.has_article(found),
            _ => false,
        })
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
            Self::Within(..) => TimexKind::Duration,
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
            Self::Ancient(_, place) => !matches!(place, Some(super::meaning::Bare::Day(..))),
            Self::Value(TimexKind::Date, value) => value.starts_with("BC"),
            Self::Part(..) | Self::Shift(..) | Self::Fiscal(_) | Self::Two(..) => true,
            _ => false,
        }
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
        let tense = known.as_ref().and_then(|(_, verbs)| verbs::tense_at(verbs, found.span));
        // "Hopes are slim after Monday's loss": that is over, whatever is now.
        let over = tense == Some(Tense::Present) && comes_after(text, found.span);
        found.tense = if over { Some(Tense::Past) } else { tense };
    }
}

/// Whether "after" or "following" stands before a time.
fn comes_after(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).unwrap_or_default().trim_end();
    ["after", "following"].iter().any(|word| {
        before.strip_suffix(word).is_some_and(|rest| rest.ends_with(char::is_whitespace))
    })
}
