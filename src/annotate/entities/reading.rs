//! A text as the rules for names read it: its tokens by sentence, and how the
//! document writes each word.

use std::collections::HashMap;

use crate::{
    annotate::entities::{
        lexicon::{Classes, Lexicon, Phrase, Scope},
        token::{Shape, Token, tokens},
    },
    model::{EntityKind, Span},
};

/// Words of arms in a text that is about them.
const ABOUT: usize = 2;

/// Tokens, sentences and the evidence that the whole document gives.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    /// The article's text.
    pub(super) text: &'a str,
    /// All tokens, in order.
    pub(super) tokens: Vec<Token>,
    /// Sentences, in order.
    pub(super) lines: Vec<Line>,
    /// Nouns that only weapons and vehicles have.
    pub(super) military: usize,
    /// These and the words of armed forces.
    arms: usize,
    uses: HashMap<String, Uses>,
}

/// A sentence as tokens `start..end`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Its first token.
    pub(super) start: usize,
    /// One past its last.
    pub(super) end: usize,
    /// What capitals are worth in it.
    pub(super) casing: Casing,
}

/// What capitals tell in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Casing {
    /// Names have capitals, other words don't.
    Prose,
    /// Nearly every word has one: a headline. Capitals tell little.
    Headline,
    /// Capitals throughout. They tell nothing.
    Capitals,
}

/// How often the document writes a word in lower case, and capitalised where it needn't be.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Uses {
    /// In lower case.
    pub(super) lower: usize,
    /// Capitalised inside a sentence.
    pub(super) inner: usize,
}

impl<'a> Reading<'a> {
    /// Reads a text. One pass over it.
    pub(super) fn of(text: &'a str, sentences: &[Span]) -> Self {
        let mut all = Vec::with_capacity(text.len() / 5);
        let mut lines = Vec::with_capacity(sentences.len());
        for &sentence in sentences {
            let start = all.len();
            tokens(text, sentence, &mut all);
            let casing = casing(all.get(start..).unwrap_or_default());
            lines.push(Line { start, end: all.len(), casing });
        }
        let military = all.iter().filter(|token| token.any(Classes::SYSTEM_CUE)).count();
        let arms = Classes::SYSTEM_CUE | Classes::MILITARY;
        let arms = all.iter().filter(|token| token.any(arms)).count() + designators(&all);
        let uses = uses(&all, &lines);
        Self { text, tokens: all, lines, military, arms, uses }
    }

    /// A token, none past the end.
    pub(super) fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// The token before `at` in the same line.
    pub(super) fn before(&self, line: Line, at: usize) -> Option<&Token> {
        if at > line.start { self.tokens.get(at - 1) } else { None }
    }

    /// The token at `at` if the line reaches so far.
    pub(super) fn within(&self, line: Line, at: usize) -> Option<&Token> {
        if at < line.end { self.tokens.get(at) } else { None }
    }

    /// The tokens `start..end`.
    pub(super) fn slice(&self, start: usize, end: usize) -> &[Token] {
        self.tokens.get(start..end).unwrap_or_default()
    }

    /// The text from token `start` to token `end - 1`.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let tokens = self.slice(start, end);
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => first.span.join(last.span),
            _ => Span::default(),
        }
    }

    /// Whether the text speaks of arms.
    pub(super) fn is_about_arms(&self) -> bool {
        self.arms >= ABOUT
    }

    /// Whether the text has a word of arms at all.
    pub(super) fn mentions_arms(&self) -> bool {
        self.arms > 0
    }

    /// How the document writes a folded word.
    pub(super) fn uses(&self, folded: &str) -> Uses {
        self.uses.get(folded).copied().unwrap_or_default()
    }

    /// The tokens as the lexicon spells them: joined by spaces, hyphens left out.
    pub(super) fn spelling(&self, start: usize, end: usize) -> String {
        let mut spelling = String::new();
        for token in self.slice(start, end).iter().filter(|token| !token.is("-")) {
            if !spelling.is_empty() {
                spelling.push(' ');
            }
            spelling.push_str(&token.folded);
        }
        spelling
    }

    /// The longest name of the tables that begins at `start`, and its end.
    pub(super) fn phrase_at(&self, start: usize, end: usize) -> Option<(usize, &'static Phrase)> {
        let end = end.min(start + Lexicon::LONGEST);
        (start + 1..=end).rev().find_map(|end| {
            let last = self.token(end - 1)?;
            if matches!(last.shape, Shape::Suffix | Shape::Mark) {
                return None;
            }
            let spelling = self.spelling(start, end);
            let phrase = Lexicon::get().phrase(&spelling).or_else(|| plural(&spelling))?;
            let counts = phrase.scope == Scope::Any || self.is_about_arms();
            counts.then_some((end, phrase))
        })
    }

    /// Whether `at` stands where any word has a capital: first in its line or
    /// after an opening quote, a colon or a list sign.
    pub(super) fn begins(&self, line: Line, at: usize) -> bool {
        self.before(line, at).is_none_or(|before| {
            before.shape == Shape::Mark
                && !matches!(before.folded.as_str(), "," | "(" | "-" | "/" | "&" | ")" | "$")
                || before.shape == Shape::Number && at == line.start + 1
        })
    }
}

/// One where a text holds two designators of weapons or more (`YJ-21`, `H-6K`)
/// and no word of everyday goods, none elsewhere: it is about arms though it may
/// name none.
fn designators(tokens: &[Token]) -> usize {
    let found = tokens.windows(3).filter(|three| match three {
        [letters, hyphen, digits] => {
            matches!(letters.shape, Shape::Upper | Shape::Initial)
                && letters.folded.len() <= 4
                && hyphen.is("-")
                && hyphen.glued
                && digits.glued
                && digits.shape == Shape::Number
        }
        _ => false,
    });
    let goods = tokens.iter().any(|token| token.any(Classes::CIVIL_CUE));
    usize::from(!goods && found.count() >= 2)
}

/// The system that `spelling` is a plural of.
fn plural(spelling: &str) -> Option<&'static Phrase> {
    let phrase = Lexicon::get().phrase(spelling.strip_suffix('s')?)?;
    (phrase.kind == EntityKind::System).then_some(phrase)
}

fn casing(tokens: &[Token]) -> Casing {
    let words =
        tokens.iter().filter(|token| token.folded.len() > 3 && token.shape != Shape::Number);
    let (mut all, mut upper, mut capitalised) = (0_usize, 0_usize, 0_usize);
    for word in words {
        all += 1;
        upper += usize::from(word.shape == Shape::Upper);
        capitalised += usize::from(word.is_capitalised());
    }
    let ends = tokens.last().is_some_and(|last| last.is("."));
    if all >= 2 && upper * 4 >= all * 3 {
        Casing::Capitals
    } else if !ends && (all >= 5 && capitalised * 100 >= all * 75 || all >= 2 && capitalised == all)
    {
        Casing::Headline
    } else {
        Casing::Prose
    }
}

fn uses(tokens: &[Token], lines: &[Line]) -> HashMap<String, Uses> {
    let mut uses: HashMap<String, Uses> = HashMap::new();
    for line in lines.iter().filter(|line| line.casing == Casing::Prose) {
        for token in tokens.get(line.start..line.end).unwrap_or_default().iter().skip(1) {
            match token.shape {
                Shape::Lower => uses.entry(token.folded.clone()).or_default().lower += 1,
                Shape::Title => uses.entry(token.folded.clone()).or_default().inner += 1,
                _ => {}
            }
        }
    }
    uses
}
