//! Amounts of money: `$7.15 billion`, `€40m`, `3 million euros`, `USD 5-7 bn`.

use crate::annotate::entities::{
    lexicon::Classes,
    reading::{Line, Reading},
    token::{Shape, Token},
};

/// Amounts of a line as token ranges, in order. One pass.
pub(super) fn amounts(reading: &Reading<'_>, line: Line) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = line.start;
    while at < line.end {
        match amount_at(reading, line, at) {
            Some(range) => {
                found.push(range);
                at = range.1;
            }
            None => at += 1,
        }
    }
    found
}

/// The amount whose sign, code or number stands at `at`.
fn amount_at(reading: &Reading<'_>, line: Line, at: usize) -> Option<(usize, usize)> {
    let first = reading.token(at)?;
    if is_sign(first) || is_code(first) {
        let end = numbers_end(reading, line, at + 1)?;
        return Some((sign_start(reading, line, at), end));
    }
    if first.shape != Shape::Number {
        return None;
    }
    let end = numbers_end(reading, line, at)?;
    let end = sign_after(reading, line, end)?;
    Some((at, end))
}

/// `USD`, `NOK`, and `Rs`, which is written as a word.
fn is_code(token: &Token) -> bool {
    token.any(Classes::CURRENCY_CODE)
        && (token.shape == Shape::Upper || token.is("rs") && token.shape == Shape::Title)
}

fn is_sign(token: &Token) -> bool {
    matches!(token.folded.as_str(), "$" | "€" | "£" | "¥" | "₺" | "₽" | "₹" | "₩" | "₴" | "₪")
}

/// `US`, `A`, `C` and the like, glued to the sign, belong to it.
fn sign_start(reading: &Reading<'_>, line: Line, at: usize) -> usize {
    let is_glued = reading.token(at).is_some_and(|sign| sign.glued);
    let is_country = reading
        .before(line, at)
        .is_some_and(|before| before.is_capitalised() && before.span.len() <= 4);
    if is_glued && is_country { at - 1 } else { at }
}

/// The end of `7.15 billion`, `40m`, `3-5 million`, `40 to €50 million` from `at` on.
fn numbers_end(reading: &Reading<'_>, line: Line, at: usize) -> Option<usize> {
    let mut end = number_end(reading, line, at)?;
    let between = reading.before(line, at).is_some_and(|before| before.is("between"))
        || at >= line.start + 2
            && reading.before(line, at).is_some_and(is_sign)
            && reading.before(line, at - 1).is_some_and(|before| before.is("between"));
    let joins = reading
        .within(line, end)
        .is_some_and(|join| join.is("-") || join.is("to") || between && join.is("and"));
    if joins {
        let sign = usize::from(reading.within(line, end + 1).is_some_and(is_sign));
        end = number_end(reading, line, end + 1 + sign).unwrap_or(end);
    }
    Some(end)
}

fn number_end(reading: &Reading<'_>, line: Line, at: usize) -> Option<usize> {
    let number = reading.within(line, at)?;
    if number.shape != Shape::Number
        && !number.span.cut(reading.text).starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let hyphen =
        usize::from(reading.within(line, at + 1).is_some_and(|mark| mark.is("-") && mark.glued));
    let scale = reading.within(line, at + 1 + hyphen).filter(|next| next.any(Classes::SCALE));
    Some(if scale.is_some() { at + 2 + hyphen } else { at + 1 })
}

/// Past the currency that follows a number: `euros`, `US dollars`, `€`, `USD`.
fn sign_after(reading: &Reading<'_>, line: Line, at: usize) -> Option<usize> {
    let next = reading.within(line, at)?;
    if next.any(Classes::CURRENCY | Classes::CURRENCY_CODE)
        && (next.shape != Shape::Lower || !next.any(Classes::CURRENCY_CODE))
    {
        let scaled = reading.before(line, at).is_some_and(|before| before.any(Classes::SCALE));
        let is_plain = next.is("real") || next.is("won");
        return (!is_plain || scaled || next.shape == Shape::Title).then_some(at + 1);
    }
    if is_sign(next) {
        return reading
            .within(line, at + 1)
            .is_none_or(|after| after.shape != Shape::Number)
            .then_some(at + 1);
    }
    let is_country = next.is_capitalised();
    let unit = reading
        .within(line, at + 1)
        .is_some_and(|unit| unit.any(Classes::CURRENCY) && unit.shape == Shape::Lower);
    (is_country && unit).then_some(at + 2)
}
