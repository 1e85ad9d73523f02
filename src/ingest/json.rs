//! JSON read leniently: what a writer got slightly wrong refuses no file.
//!
//! Text that is valid is parsed as it is. Otherwise one linear pass mends what
//! is commonly broken, and the result is parsed: lone surrogates become
//! U+FFFD, control characters inside strings and unknown escapes are kept,
//! numbers out of range become null, comments and commas too many go, and
//! what a cut-off file left open is closed.

use std::fmt::Write;

use serde_json::Value;
use thiserror::Error;

/// The deepest nesting that is read; `serde_json` itself stops at 128.
const MAX_DEPTH: usize = 120;

/// Why a text isn't read as JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(super) enum JsonError {
    /// Arrays and objects inside each other beyond [`MAX_DEPTH`].
    #[error("the JSON is nested deeper than {MAX_DEPTH} levels")]
    TooDeep,
    /// No JSON, even with good will.
    #[error("the text is not JSON")]
    NotJson,
}

/// A JSON value, and whether the text ended before it was complete.
#[derive(Debug, PartialEq)]
pub(super) struct Parsed {
    pub(super) value: Value,
    pub(super) cut_off: bool,
}

/// Reads one JSON value. Of equal keys the last wins. Linear in the text.
pub(super) fn parse(text: &str) -> Result<Parsed, JsonError> {
    let read = parse_by(text, |text| serde_json::from_str(text));
    read.map(|(value, cut_off)| Parsed { value, cut_off })
}

/// The same by a reader of one's own, with whether the text ended too early.
pub(super) fn parse_by<T>(
    text: &str,
    read: impl Fn(&str) -> serde_json::Result<T>,
) -> Result<(T, bool), JsonError> {
    read(text).map(|value| (value, false)).or_else(|_| mended(text, read))
}

/// Reads what the mending pass makes of a text.
fn mended<T>(
    text: &str,
    read: impl Fn(&str) -> serde_json::Result<T>,
) -> Result<(T, bool), JsonError> {
    let mut mending = Mending::new(text);
    mending.run();
    if mending.deepest > MAX_DEPTH {
        return Err(JsonError::TooDeep);
    }
    let cut_off = mending.close();
    let value = read(&mending.out).map_err(|_| JsonError::NotJson)?;
    Ok((value, cut_off))
}

/// The pass over broken JSON.
struct Mending<'a> {
    rest: &'a str,
    out: String,
    /// The closing brackets that are owed.
    open: Vec<char>,
    deepest: usize,
    in_string: bool,
}

impl<'a> Mending<'a> {
    fn new(text: &'a str) -> Self {
        let (out, open) = (String::with_capacity(text.len()), Vec::new());
        Self { rest: text, out, open, deepest: 0, in_string: false }
    }

    fn run(&mut self) {
        while let Some(next) = self.rest.chars().next() {
            match next {
                '"' => self.string(),
                '{' => self.opening('}'),
                '[' => self.opening(']'),
                '}' | ']' => self.closing(next),
                '/' => self.comment(),
                '-' | '+' | '0'..='9' => self.number(),
                word if word.is_alphabetic() => self.word(),
                _ => self.keep(next.len_utf8()),
            }
        }
    }

    /// Takes bytes off the rest.
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn keep(&mut self, length: usize) {
        let kept = self.take(length);
        self.out.push_str(kept);
    }

    fn take_while(&mut self, passes: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !passes(c)).unwrap_or(self.rest.len());
        self.take(end)
    }

    fn opening(&mut self, owed: char) {
        self.keep(1);
        self.open.push(owed);
        self.deepest = self.deepest.max(self.open.len());
    }

    fn closing(&mut self, bracket: char) {
        self.drop_comma();
        self.take(1);
        self.out.push(bracket);
        self.open.pop();
    }

    fn drop_comma(&mut self) {
        self.out.truncate(self.out.trim_end().len());
        if self.out.ends_with(',') {
            self.out.pop();
        }
    }

    fn comment(&mut self) {
        let closing = match self.rest.as_bytes().get(1) {
            Some(b'*') => "*/",
            Some(b'/') => "\n",
            _ => return self.keep(1),
        };
        let end = self.rest.find(closing).map_or(self.rest.len(), |at| at + closing.len());
        self.take(end);
    }

    fn number(&mut self) {
        let number = self.take_while(|c| c.is_ascii_digit() || "+-.eE".contains(c));
        let in_range = number.parse::<f64>().is_ok_and(f64::is_finite);
        self.out.push_str(if in_range { number } else { "null" });
    }

    /// A bare word: one of JSON, or what other languages write in its place.
    fn word(&mut self) {
        let word = self.take_while(char::is_alphanumeric);
        self.out.push_str(match word {
            "NaN" | "Infinity" | "undefined" | "None" => "null",
            "True" => "true",
            "False" => "false",
            other => other,
        });
    }

    fn string(&mut self) {
        self.keep(1);
        self.in_string = true;
        while self.in_string {
            let plain = self.take_while(|c| c != '"' && c != '\\' && c >= ' ');
            self.out.push_str(plain);
            match self.rest.chars().next() {
                Some('"') => self.end_string(),
                Some('\\') => self.escape(),
                Some(control) => self.control(control),
                None => return,
            }
        }
    }

    fn end_string(&mut self) {
        self.keep(1);
        self.in_string = false;
    }

    /// Escapes a control character. Writing to a string can't fail.
    fn control(&mut self, control: char) {
        self.take(1);
        let _ = write!(self.out, "\\u{:04x}", u32::from(control));
    }

    fn escape(&mut self) {
        match self.rest.as_bytes().get(1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.keep(2),
            Some(b'u') => self.code_point(),
            Some(_) => self.replace(1, "\\\\"),
            None => self.rest = "",
        }
    }

    /// Writes something else for the next bytes.
    fn replace(&mut self, length: usize, by: &str) {
        self.take(length);
        self.out.push_str(by);
    }

    /// `\uXXXX`, with its second half where it is the first of a surrogate pair.
    fn code_point(&mut self) {
        match code_unit(self.rest) {
            Some(0xd800..=0xdbff) if is_low(self.rest.get(6..)) => self.keep(12),
            Some(0xd800..=0xdfff) => self.replace(6, "\u{fffd}"),
            Some(_) => self.keep(6),
            None => self.replace(1, "\\\\"),
        }
    }

    /// Closes what a file that ends early left open; whether there was anything.
    fn close(&mut self) -> bool {
        if self.in_string {
            self.out.push('"');
        }
        let cut_off = self.in_string || !self.open.is_empty();
        if !self.open.is_empty() {
            self.close_brackets();
        }
        cut_off
    }

    /// Ends the last pair and writes the closing brackets that are owed.
    fn close_brackets(&mut self) {
        self.drop_comma();
        if self.out.ends_with(':') {
            self.out.push_str("null");
        }
        self.out.extend(self.open.drain(..).rev());
    }
}

fn is_low(rest: Option<&str>) -> bool {
    matches!(rest.and_then(code_unit), Some(0xdc00..=0xdfff))
}

/// The value of a `\uXXXX` at the start of the text.
fn code_unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    if digits.starts_with('+') { None } else { u32::from_str_radix(digits, 16).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let value = parse(text).map(|parsed| parsed.value.to_string());
        assert_eq!(value.as_deref(), Ok(expected), "{text}");
    }

    #[test]
    fn broken_json_is_mended() {
        check(r#"{"a":1}"#, r#"{"a":1}"#);
        check(r#"{"a":1,"a":2}"#, r#"{"a":2}"#);
        check(r#"["\ud800x","\udc00","\ud83d\ude00"]"#, "[\"\u{fffd}x\",\"\u{fffd}\",\"😀\"]");
        check("[\"two\nlines\tand \u{1}\"]", r#"["two\nlines\tand \u0001"]"#);
        check(r#"["\x41 \u12"]"#, r#"["\\x41 \\u12"]"#);
        check("[1e999, -1e999, 5]", "[null,null,5]");
        check("/* top */ {\"a\": [1, 2,], // end\n}", r#"{"a":[1,2]}"#);
        check("[NaN, None, True]", "[null,null,true]");
        check(r#"{"url":"http://a/*b"}"#, r#"{"url":"http://a/*b"}"#);
    }

    #[test]
    fn a_file_cut_off_gives_what_there_is() {
        let parsed = parse(r#"{"title":"Port reopens","body":"<p>The por"#).unwrap();
        assert!(parsed.cut_off);
        assert_eq!(parsed.value["body"], "<p>The por");
        check(r#"{"a":[1,"#, r#"{"a":[1]}"#);
        check(r#"{"a":"#, r#"{"a":null}"#);
    }

    #[test]
    fn what_is_no_json_is_refused() {
        assert_eq!(parse("{curly} braces"), Err(JsonError::NotJson));
        assert_eq!(parse("[1] See the notes"), Err(JsonError::NotJson));
        assert_eq!(parse(&"[".repeat(100_000)), Err(JsonError::TooDeep));
        let deep = format!("{}1{}", "[".repeat(119), "]".repeat(119));
        assert!(parse(&deep).is_ok());
    }
}
