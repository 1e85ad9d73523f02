//! What only looks like a date: "S-2000", "2000 troops", "May said", page
//! and model numbers, prices, phone numbers.

use super::{
    matched::Match,
    meaning::{Bare, Meaning},
    token::{Form, Token},
    words::Class,
};
use crate::model::Precision;

/// Whether the words around a match show that it is no time.
pub(super) fn is_no_time(found: &Match<'_>, meaning: &Meaning) -> bool {
    let around = Around::of(found);
    let alone = found.path.len() == 1;
    around.is_glued_into_a_code(found)
        || alone && around.is_other_word(found, meaning)
        || around.is_other_phrase(found, meaning)
}

/// Whether a year closes a name: "IDEF 2025", "World Congress 2010".
pub(super) fn ends_a_name(found: &Match<'_>) -> bool {
    let named = found.token_before(1).is_some_and(is_part_of_name);
    let one = found.tokens.get(found.start).is_some_and(|token| token.is(Class::Year));
    let opens = found.before(1) == "the" || found.start == 1 && found.before(1).len() < 4;
    named && one && !opens
}

/// Whether a word before a year is capitalised, and not as a word of time.
fn is_part_of_name(token: &Token) -> bool {
    let known =
        [Class::Prep, Class::Early, Class::Month, Class::Mon, Class::Article, Class::Season];
    token.is_capital() && !token.is_one_of(&known)
}

/// Whether "early" or "late" before an expression belongs to it: not "as early
/// as", not "the late May", and "later" only before "this", "that" and months.
pub(super) fn early_fits(found: &Match<'_>, start: usize) -> bool {
    let word = |at: usize| found.tokens.get(at).map_or("", |token| found.written(token));
    let early = start.checked_sub(1).map_or("", word).to_lowercase();
    let first = word(start).to_lowercase();
    !matches!(early.as_str(), "later" | "earlier")
        || matches!(first.as_str(), "this" | "that" | "in" | "last" | "next" | "the" | "today")
}

/// The tokens beside a match.
struct Around<'a> {
    first: &'a Token,
    before: Option<&'a Token>,
    after: Option<&'a Token>,
}

/// Words and signs before a number that is no year.
const BEFORE_NUMBERS: [&str; 19] = [
    "$", "€", "£", "¥", "no", "page", "flight", "boeing", "number", "#", "us$", "usd", "eur",
    "room", "route", "nearly", "over", "than", "least",
];

/// Words before a year that dates what follows.
const OWNERS: [&str; 14] = [
    "the", "a", "an", "his", "her", "its", "their", "our", "this", "that", "s", "late", "early",
    "and",
];

/// Signs that a number may follow without a space.
const OPEN: [&str; 15] =
    ["(", "[", "\"", "“", "‘", "'", "’", "–", "—", ",", ".", "/", "‑", ":", "«"];

const NOBODY: Token = Token {
    span: crate::model::Span { start: 0, end: 0 },
    classes: super::set::Set::NONE,
    number: -1,
    form: Form::Sign,
};

impl<'a> Around<'a> {
    fn of(found: &Match<'a>) -> Self {
        Self {
            first: found.tokens.get(found.start).unwrap_or(&NOBODY),
            before: found.token_before(1),
            after: found.tokens.get(found.end()),
        }
    }

    /// Whether a single word or number, read as a time, is something else here.
    fn is_other_word(&self, found: &Match<'_>, meaning: &Meaning) -> bool {
        match meaning {
            Meaning::Fixed(when) => when.precision == Precision::Year && !self.is_year(found),
            Meaning::Bare(Bare::Month(month)) => !self.is_month(found, *month),
            Meaning::Bare(Bare::Weekday(_)) => !self.first.is_capital(),
            Meaning::Clock(..) => self.is_length_of_play(found),
            _ => false,
        }
    }

    /// The same of a phrase.
    fn is_other_phrase(&self, found: &Match<'_>, meaning: &Meaning) -> bool {
        match meaning {
            Meaning::Bare(Bare::Season(_)) => !self.is_season(found),
            Meaning::Bare(Bare::Feast(_)) => !found.inside().iter().any(Token::is_capital),
            Meaning::Bare(Bare::Day(..)) | Meaning::Turn(Bare::Month(_) | Bare::Weekday(_), _) => {
                !has_capital(found)
            }
            Meaning::Bare(Bare::Quarter(_)) => self.after_word(found) == "final",
            _ => false,
        }
    }

    fn before_word(&self, found: &Match<'_>) -> String {
        self.before.map_or_else(String::new, |token| token.span.cut(found.text).to_lowercase())
    }

    fn after_word(&self, found: &Match<'_>) -> String {
        self.after.map_or_else(String::new, |token| token.span.cut(found.text).to_lowercase())
    }

    /// "2:55 into overtime", "the final 4:29": minutes and seconds, no time of day.
    fn is_length_of_play(&self, found: &Match<'_>) -> bool {
        const AFTER: [&str; 5] = ["into", "left", "remaining", "of", "mark"];
        let before = self.before_word(found);
        AFTER.contains(&self.after_word(found).as_str()) && before != "at"
            || matches!(before.as_str(), "final" | "last")
    }

    fn glued_before(&self) -> bool {
        self.before.is_some_and(|token| token.span.end == self.first.span.start)
    }

    /// `S-2000`, `#2001`, `x2010`, `2017-A`, `1,2017`.
    fn is_glued_into_a_code(&self, found: &Match<'_>) -> bool {
        if self.first.form != Form::Number {
            return false;
        }
        let last = found.tokens.get(found.end().saturating_sub(1)).unwrap_or(self.first);
        self.code_before(found) || self.code_after(found, last)
    }

    fn code_before(&self, found: &Match<'_>) -> bool {
        self.before.filter(|_| self.glued_before()).is_some_and(|before| {
            let sign = found.written(before);
            if sign == "-" { self.code_before_dash(found) } else { !OPEN.contains(&sign) }
        })
    }

    /// Before a dash: a number may open a range, a longer word a compound; letters make a code.
    fn code_before_dash(&self, found: &Match<'_>) -> bool {
        found.token_before(2).is_some_and(|word| {
            let glued = self.before.is_some_and(|dash| dash.span.start == word.span.end);
            glued && is_code_before_dash(word)
        })
    }

    fn code_after(&self, found: &Match<'_>, last: &Token) -> bool {
        let glued = self.after.filter(|after| after.span.start == last.span.end);
        glued.is_some_and(|after| match found.written(after) {
            "h" | "hrs" | "hours" | "am" | "pm" => false,
            "%" | "°" | "€" | "£" | "#" | "_" | "@" | "=" | "+" | "&" | "/" => true,
            "-" => Self::code_after_dash(found, after),
            // A year grown together with a capitalised word is a dateline ("2025Clash Report").
            _ => last.form == Form::Number && matches!(after.form, Form::Lower | Form::Upper),
        })
    }

    fn code_after_dash(found: &Match<'_>, dash: &Token) -> bool {
        let next = found.tokens.get(found.end() + 1);
        next.is_some_and(|next| next.span.start == dash.span.end && is_code_after_dash(next))
    }

    /// A four-digit number that stands like a year: after a preposition, in
    /// brackets, before a noun it dates, or at the end of a name.
    fn is_year(&self, found: &Match<'_>) -> bool {
        // A house in a street: "at 1600 Pine Road".
        if self.before_word(found) == "at" && self.after_capital() {
            return false;
        }
        if self.is_count(found) || !(1000..=2199).contains(&self.first.number) {
            return false;
        }
        let near = (1500..=2060).contains(&self.first.number);
        if self.is_told(found) {
            return near || !self.before_noun();
        }
        near && self.may_date(found) && !self.is_a_round_count()
    }

    /// Whether a number is how many, how much or the number of something.
    fn is_count(&self, found: &Match<'_>) -> bool {
        self.after.is_some_and(|token| token.is(Class::Counted))
            || BEFORE_NUMBERS.contains(&self.before_word(found).as_str())
    }

    /// Whether a preposition, "c.", a dash or an owner stands before.
    fn is_told(&self, found: &Match<'_>) -> bool {
        let circa = found.before(1) == "." && matches!(found.before(2).as_str(), "c" | "ca");
        circa || self.follows(&[Class::Prep, Class::Dash, Class::Possessive])
    }

    /// Whether a token of one of `classes` stands before.
    fn follows(&self, classes: &[Class]) -> bool {
        self.before.is_some_and(|token| token.is_one_of(classes))
    }

    /// What a year without a preposition may stand after: nothing, a sign, a
    /// name, an article or owner.
    fn may_date(&self, found: &Match<'_>) -> bool {
        let recent = (1900..=2060).contains(&self.first.number);
        let form = self.before.map(|before| before.form);
        !matches!(form, Some(Form::Lower | Form::Number))
            || OWNERS.contains(&self.before_word(found).as_str())
            || recent && !self.before_noun() && form.is_none_or(|form| form == Form::Lower)
    }

    fn before_noun(&self) -> bool {
        self.after.is_some_and(|token| {
            token.form == Form::Lower && !token.is(Class::Prep) && !token.is(Class::Link)
        })
    }

    /// "2000 rifles": a round number at the start or after a verb, a plural after it.
    fn is_a_round_count(&self) -> bool {
        self.first.number % 100 == 0 && self.before_noun()
    }

    /// A month's name that isn't a verb, a modal or a person.
    fn is_month(&self, found: &Match<'_>, month: i8) -> bool {
        let told = self.follows(&[Class::Prep, Class::Early, Class::Every, Class::Dash]);
        self.first.is_capital()
            && match month {
                // "March" and "May" are verbs too.
                3 | 5 => told && !self.after_capital() || self.is_attribute(found),
                _ => told || !self.is_name(),
            }
    }

    /// "April Smith": a capitalised word that a name goes on after.
    fn is_name(&self) -> bool {
        self.after_capital() && self.before.is_none_or(Token::is_capital)
    }

    /// "the May summit", "its March report".
    fn is_attribute(&self, found: &Match<'_>) -> bool {
        let determiners = ["the", "a", "its", "their", "his", "'s", "’s", "this"];
        determiners.contains(&self.before_word(found).as_str())
            && self.after.is_some_and(|token| token.form == Form::Lower)
    }

    fn after_capital(&self) -> bool {
        self.after.is_some_and(|token| token.form == Form::Capital)
    }

    /// "fall" only as a season that is told: not the verb, not "the fall of the city".
    fn is_season(&self, found: &Match<'_>) -> bool {
        let last = found.tokens.get(found.end() - 1).unwrap_or(self.first);
        let the = found.path.len() == 2;
        let of = self.after_word(found) == "of";
        match found.written(last).to_lowercase().as_str() {
            "fall" => !of && (the || matches!(&*self.before_word(found), "in" | "this")),
            "spring" => !of && (the || self.follows(&[Class::Prep, Class::Early])),
            _ => last.form == Form::Lower || the,
        }
    }
}

fn is_code_before_dash(word: &Token) -> bool {
    let month = word.is(Class::Mon) || word.is(Class::Month);
    let dated = word.is(Class::Year) || word.is(Class::Day);
    word.is_capital() && word.span.len() <= 4 && !month || word.is(Class::Num) && !dated
}

/// A word or number after a year's dash that makes both a code.
fn is_code_after_dash(word: &Token) -> bool {
    let range = word.is(Class::Year) || word.is(Class::Two);
    word.form == Form::Number && !range || word.form == Form::Upper && word.span.len() < 3
}

/// Months are written with a capital, weekdays too.
fn has_capital(found: &Match<'_>) -> bool {
    let named = [Class::Month, Class::Mon, Class::Weekday];
    found.inside().iter().any(|token| token.is_one_of(&named) && token.is_capital())
}
