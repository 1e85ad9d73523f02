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
    if around.is_glued_into_a_code(found) {
        return true;
    }
    match meaning {
        Meaning::Fixed(when) if alone && when.precision == Precision::Year => {
            !around.is_year(found)
        }
        Meaning::Bare(Bare::Month(month)) if alone => !around.is_month(found, *month),
        Meaning::Bare(Bare::Season(_)) => !around.is_season(found),
        Meaning::Bare(Bare::Weekday(_)) if alone => !around.first.is_capital(),
        Meaning::Bare(Bare::Day(..)) | Meaning::Turn(Bare::Month(_) | Bare::Weekday(_), _) => {
            !has_capital(found)
        }
        Meaning::Bare(Bare::Quarter(_)) => around.after_word(found) == "final",
        _ => false,
    }
}

/// Whether a year closes a name: "IDEF 2025", "World Congress 2010".
pub(super) fn ends_a_name(found: &Match<'_>) -> bool {
    let before = found.start.checked_sub(1).and_then(|at| found.tokens.get(at));
    let named = before.is_some_and(|token| {
        let known =
            [Class::Prep, Class::Early, Class::Month, Class::Mon, Class::Article, Class::Season];
        token.is_capital() && !known.iter().any(|class| token.is(*class))
    });
    let one = found.tokens.get(found.start).is_some_and(|token| token.is(Class::Year));
    let opens = found.before(1) == "the" || found.start == 1 && found.before(1).len() < 4;
    named && one && !opens
}

/// Whether "early" or "late" before an expression belongs to it: not "as early
/// as", not "the late May", and "later" only before "this", "that" and months.
pub(super) fn early_fits(found: &Match<'_>, start: usize) -> bool {
    let word = |at: usize| found.tokens.get(at).map_or("", |token| token.span.cut(found.text));
    let early = start.checked_sub(1).map_or("", word).to_lowercase();
    let first = word(start).to_lowercase();
    match early.as_str() {
        "later" | "earlier" => {
            matches!(first.as_str(), "this" | "that" | "in" | "last" | "next" | "the")
        }
        _ => true,
    }
}

/// The tokens beside a match.
struct Around<'a> {
    first: &'a Token,
    before: Option<&'a Token>,
    after: Option<&'a Token>,
}

const NOBODY: Token = Token {
    span: crate::model::Span { start: 0, end: 0 },
    classes: 0,
    number: -1,
    form: Form::Sign,
};

impl<'a> Around<'a> {
    fn of(found: &Match<'a>) -> Self {
        Self {
            first: found.tokens.get(found.start).unwrap_or(&NOBODY),
            before: found.start.checked_sub(1).and_then(|at| found.tokens.get(at)),
            after: found.tokens.get(found.end()),
        }
    }

    fn before_word(&self, found: &Match<'_>) -> String {
        self.before.map_or_else(String::new, |token| token.span.cut(found.text).to_lowercase())
    }

    fn after_word(&self, found: &Match<'_>) -> String {
        self.after.map_or_else(String::new, |token| token.span.cut(found.text).to_lowercase())
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
        if !self.glued_before() {
            return false;
        }
        let Some(before) = self.before else { return false };
        match before.span.cut(found.text) {
            "(" | "[" | "\"" | "“" | "‘" | "'" | "’" | "–" | "—" | "," | "." | "/" | "‑" | ":"
            | "«" => false,
            "-" => self.code_before_dash(found),
            _ => true,
        }
    }

    /// Before a dash: a number may open a range, a longer word a compound; letters make a code.
    fn code_before_dash(&self, found: &Match<'_>) -> bool {
        let Some(word) = found.start.checked_sub(2).and_then(|at| found.tokens.get(at)) else {
            return false;
        };
        let glued = self.before.is_some_and(|dash| dash.span.start == word.span.end);
        let code = word.is_capital()
            && word.span.len() <= 4
            && !word.is(Class::Mon)
            && !word.is(Class::Month)
            || word.is(Class::Num) && !word.is(Class::Year) && !word.is(Class::Day);
        glued && code
    }

    fn code_after(&self, found: &Match<'_>, last: &Token) -> bool {
        let Some(after) = self.after.filter(|after| after.span.start == last.span.end) else {
            return false;
        };
        match after.span.cut(found.text) {
            "h" | "hrs" | "hours" | "am" | "pm" => false,
            "%" | "°" | "€" | "£" | "#" | "_" | "@" | "=" | "+" | "&" | "/" => true,
            "-" => Self::code_after_dash(found, after),
            // A year grown together with a capitalised word is a dateline ("2025Clash Report").
            _ if after.form == Form::Lower => last.form == Form::Number,
            _ => after.form == Form::Upper && last.form == Form::Number,
        }
    }

    fn code_after_dash(found: &Match<'_>, dash: &Token) -> bool {
        let next = found.tokens.get(found.end() + 1);
        next.is_some_and(|next| {
            let glued = next.span.start == dash.span.end;
            let range = next.is(Class::Year) || next.is(Class::Two);
            glued
                && (next.form == Form::Number && !range
                    || next.form == Form::Upper && next.span.len() < 3)
        })
    }

    /// A four-digit number that stands like a year: after a preposition, in
    /// brackets, before a noun it dates, or at the end of a name.
    fn is_year(&self, found: &Match<'_>) -> bool {
        let number = self.first.number;
        let counted = self.after.is_some_and(|token| token.is(Class::Counted));
        let sum = matches!(
            self.before_word(found).as_str(),
            "$" | "€"
                | "£"
                | "¥"
                | "no"
                | "page"
                | "flight"
                | "boeing"
                | "number"
                | "#"
                | "us$"
                | "usd"
                | "eur"
                | "room"
                | "route"
                | "nearly"
                | "over"
                | "than"
                | "least"
        );
        if counted || sum || !(1000..=2199).contains(&number) {
            return false;
        }
        let near = (1500..=2060).contains(&number);
        let circa = found.before(1) == "." && matches!(found.before(2).as_str(), "c" | "ca");
        let told = circa || self.before.is_some_and(|token| token.is(Class::Prep));
        let dashed =
            self.before.is_some_and(|token| token.is(Class::Dash) || token.is(Class::Possessive));
        if told || dashed {
            return near || !self.before_noun();
        }
        near && self.may_date(found) && !self.is_a_round_count()
    }

    /// What a year without a preposition may stand after: nothing, a sign, a
    /// name, an article or owner.
    fn may_date(&self, found: &Match<'_>) -> bool {
        const OWNERS: [&str; 14] = [
            "the", "a", "an", "his", "her", "its", "their", "our", "this", "that", "s", "late",
            "early", "and",
        ];
        let word = self.before_word(found);
        let recent = (1900..=2060).contains(&self.first.number);
        self.before.is_none_or(|before| !matches!(before.form, Form::Lower | Form::Number))
            || OWNERS.contains(&word.as_str())
            || recent
                && !self.before_noun()
                && self.before.is_none_or(|token| token.form == Form::Lower)
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
        if !self.first.is_capital() {
            return false;
        }
        let told = self.before.is_some_and(|token| {
            token.is(Class::Prep)
                || token.is(Class::Early)
                || token.is(Class::Every)
                || token.is(Class::Dash)
        });
        let doubtful = matches!(month, 3 | 5);
        if doubtful {
            return told && !self.after_capital() || self.is_attribute(found);
        }
        let name = !told && self.after_capital() && self.before.is_none_or(Token::is_capital);
        !name
    }

    /// "the May summit", "its March report".
    fn is_attribute(&self, found: &Match<'_>) -> bool {
        let determiner = matches!(
            self.before_word(found).as_str(),
            "the" | "a" | "its" | "their" | "his" | "'s" | "’s" | "this"
        );
        determiner && self.after.is_some_and(|token| token.form == Form::Lower)
    }

    fn after_capital(&self) -> bool {
        self.after.is_some_and(|token| token.form == Form::Capital)
    }

    /// "fall" only as a season that is told: not the verb, not "the fall of the city".
    fn is_season(&self, found: &Match<'_>) -> bool {
        let last = found.tokens.get(found.end() - 1).unwrap_or(self.first);
        let word = last.span.cut(found.text).to_lowercase();
        let the = found.path.len() == 2;
        let of = self.after_word(found) == "of";
        match word.as_str() {
            "fall" => {
                (the || self.before_word(found) == "in" || self.before_word(found) == "this") && !of
            }
            "spring" => {
                !of && (the
                    || self
                        .before
                        .is_some_and(|token| token.is(Class::Prep) || token.is(Class::Early)))
            }
            _ => last.form == Form::Lower || the,
        }
    }
}

/// Months are written with a capital, weekdays too.
fn has_capital(found: &Match<'_>) -> bool {
    let tokens = found.tokens.get(found.start..found.end()).unwrap_or_default();
    let named = [Class::Month, Class::Mon, Class::Weekday];
    tokens.iter().filter(|token| named.iter().any(|class| token.is(*class))).any(Token::is_capital)
}
