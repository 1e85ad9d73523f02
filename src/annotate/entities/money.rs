//! Amounts of money: `$7.15 billion`, `€40m`, `3 million euros`, `USD 5-7 bn`.

use crate::annotate::entities::{
    lexicon::{Classes, Lexicon},
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
    if is_sign(first) || is_code(first) || is_rand(reading, line, at) {
        let end = numbers_end(reading, line, at + 1)?;
        return Some((sign_start(reading, line, at), end));
    }
    if let Some(code) = glued_code(first) {
        return glued_end(reading, line, at, code).map(|end| (at, end));
    }
    let end = match first.shape {
        Shape::Number => numbers_end(reading, line, at)?,
        _ => words_end(reading, line, at)?,
    };
    Some((at, sign_after(reading, line, end)?))
}

/// The letters of `USD1.5` or `R7`, written to their number without a space.
fn glued_code(token: &Token) -> Option<&str> {
    let digits = token.folded.find(|sign: char| sign.is_ascii_digit())?;
    let (code, number) = token.folded.split_at_checked(digits)?;
    let is_number = number.trim_end_matches(['m', 'b', 'n', 'k']);
    let is_number = is_number.bytes().all(|sign| matches!(sign, b'0'..=b'9' | b'.' | b','));
    let is_code = Lexicon::get().classes(code).any(Classes::CURRENCY_CODE) || code == "r";
    (token.shape == Shape::Mixed && is_number && is_code && code.len() != 2).then_some(code)
}

/// The end of an amount that begins with its code; `R7` is one only with a
/// scale (`R7 billion`).
fn glued_end(reading: &Reading<'_>, line: Line, at: usize, code: &str) -> Option<usize> {
    let scale = reading.within(line, at + 1).is_some_and(|next| next.any(Classes::SCALE));
    (scale || code.len() == 3).then_some(at + 1 + usize::from(scale))
}

/// `R 345 million`: the sign of the rand, which is a letter, before a scale.
fn is_rand(reading: &Reading<'_>, line: Line, at: usize) -> bool {
    let is_letter = reading.token(at).is_some_and(|letter| {
        letter.shape == Shape::Initial && letter.span.len() == 1 && letter.is("r")
    });
    let is_number = reading.within(line, at + 1).is_some_and(|next| next.shape == Shape::Number);
    let scale = reading.within(line, at + 2).is_some_and(|next| next.any(Classes::SCALE));
    is_letter && is_number && scale
}

/// The end of a number in words that has a scale: `three thousand`, `two and a half million`.
fn words_end(reading: &Reading<'_>, line: Line, at: usize) -> Option<usize> {
    const NUMBERS: &[&str] = &[
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "fifteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty",
        "ninety",
    ];
    const JOINTS: &[&str] = &["-", "and", "a", "half", "hundred"];
    let is_number = |word: &&Token| NUMBERS.contains(&word.folded.as_str());
    reading.token(at).filter(is_number)?;
    let goes_on = |word: &Token| is_number(&word) || JOINTS.contains(&word.folded.as_str());
    let mut end = at + 1;
    while end < at + 7 && reading.within(line, end).is_some_and(goes_on) {
        end += 1;
    }
    let scale = reading.within(line, end).is_some_and(|word| word.any(Classes::SCALE));
    let inner = reading.before(line, end).is_some_and(|word| word.any(Classes::SCALE));
    (scale || inner).then_some(end + usize::from(scale))
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
        let scaled = reading
            .before(line, at)
            .is_some_and(|before| before.any(Classes::SCALE) || before.folded.contains(','));
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
