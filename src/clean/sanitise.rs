//! The one maker of safe text.
//!
//! Everything that comes from a file is hostile: it may steer the terminal
//! (ECMA-48), turn the reading direction round (UAX #9, "Trojan Source",
//! CVE-2021-42574), carry hidden messages (tag characters, variation
//! selectors) or pile marks over its neighbours. What passes here does none
//! of that, and is otherwise the text as it came: no normalisation, so that
//! positions given by others stay true. The soft hyphen and the direction
//! marks U+200E and U+200F stay for the same reason; they turn nothing round.

use std::{borrow::Cow, str::Chars};

use unicode_normalization::char::is_combining_mark;

/// Marks over one letter; the longest in real orthographies is about five (Tibetan, Hebrew).
const MAX_MARKS: usize = 6;

/// Joiners in one emoji; the longest in Unicode's own list has three.
const MAX_JOINS: usize = 7;

/// Makes text from outside safe for every terminal, file and name.
///
/// Removes control characters except newline and tab, escape sequences, the
/// bodies of control strings, direction overrides, hidden characters and
/// marks beyond the sixth. Every other line end becomes `\n`. Text that is
/// safe comes back unchanged; linear in its length.
#[must_use]
pub fn sanitise(text: &str) -> String {
    made_safe("", text, Hints::Dropped)
}

/// The same for a text that is given away: one that is safe isn't copied.
pub(super) fn sanitise_own(text: String) -> String {
    made_own_safe(text, Hints::Dropped)
}

/// The same for a text that is only looked at.
pub(super) fn safe_text(text: &str) -> Cow<'_, str> {
    made_where_unsafe(text, Hints::Dropped)
}

/// The same for a text whose characters others count: where a line may break
/// or must not (U+200B, U+2060) stays said, once in a place.
#[must_use]
pub fn sanitise_counted(text: &str) -> String {
    made_safe("", text, Hints::Kept)
}

/// The same for a text that is given away: one that is safe isn't copied.
pub(super) fn sanitise_counted_own(text: String) -> String {
    made_own_safe(text, Hints::Kept)
}

/// What becomes of characters that only say where a line may break.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hints {
    Dropped,
    Kept,
}

fn made_own_safe(text: String, hints: Hints) -> String {
    match made_where_unsafe(&text, hints) {
        Cow::Owned(made) => made,
        Cow::Borrowed(_) => text,
    }
}

/// The same; a small text is copied sooner than looked through.
fn made_where_unsafe(text: &str, hints: Hints) -> Cow<'_, str> {
    let whole = (text.len() <= LARGE).then_some(("", text));
    match whole.or_else(|| unsafe_rest(text, hints)) {
        None => Cow::Borrowed(text),
        Some((safe, rest)) => Cow::Owned(made_safe(safe, rest, hints)),
    }
}

/// The lines of a text before the first that isn't safe, and the rest; none
/// where all are. What is safe behind a line's end doesn't depend on what stands before it.
fn unsafe_rest(text: &str, hints: Hints) -> Option<(&str, &str)> {
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        if !line.bytes().all(is_plain) && made_safe("", line, hints) != line {
            return text.split_at_checked(end);
        }
        end += line.len();
    }
    None
}

/// A text made safe behind lines that are.
fn made_safe(before: &str, text: &str, hints: Hints) -> String {
    let mut safe = Safe::with_capacity(before.len() + text.len(), hints);
    safe.text.push_str(before);
    let mut rest = text.chars();
    loop {
        safe.take_plain(&mut rest);
        let Some(character) = rest.next() else { return safe.text };
        match character {
            '\u{1b}' => skip_escape(&mut rest),
            '\u{9b}' => skip_control_sequence(&mut rest),
            '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => skip_control_string(&mut rest),
            '\r' if rest.as_str().starts_with('\n') => {}
            '\r' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => safe.push('\n'),
            other => safe.offer(meant(other), rest.clone().next()),
        }
    }
}

/// The same for a single line: line ends and tabs become spaces, runs of
/// spaces one, and none is left at the ends.
#[must_use]
pub fn sanitise_line(text: &str) -> String {
    safe_line(text).into_owned()
}

/// What [`sanitise_line`] makes of a text, which most are already.
pub(super) fn safe_line(text: &str) -> Cow<'_, str> {
    let text = text.trim_ascii();
    match text {
        _ if is_plain_line(text) => Cow::Borrowed(text),
        _ if text.len() > LARGE && text.contains('\n') => {
            Cow::Owned(joined(text.len(), text.split('\n')))
        }
        _ => Cow::Owned(one_line(sanitise(text))),
    }
}

/// How large a text is of which no second copy is made, in bytes.
const LARGE: usize = 1 << 20;

/// Lines as one. What is safe behind a line's end doesn't depend on what stands before it.
fn joined<'a>(room: usize, lines: impl Iterator<Item = &'a str>) -> String {
    let mut joined = String::with_capacity(room);
    for line in lines.map(safe_line).filter(|line| !line.is_empty()) {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(&line);
    }
    joined
}

/// What one of these makes of a text that is given away: most are safe, and are not copied.
#[must_use]
pub(crate) fn sanitise_given(text: String, by: fn(&str) -> String) -> String {
    if is_plain_line(&text) { text } else { by(&text) }
}

/// Whether nothing is there but words of ASCII apart by single spaces.
fn is_plain_line(text: &str) -> bool {
    let mut after_space = true;
    let plain = text.bytes().all(|byte| {
        let allowed = byte.is_ascii_graphic() || byte == b' ' && !after_space;
        after_space = byte == b' ';
        allowed
    });
    plain && !after_space
}

/// Words apart by single spaces.
fn one_line(text: String) -> String {
    if is_one_line(&text) {
        return text;
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Whether no white space but single spaces between words is there, as is so of most lines.
pub(super) fn is_one_line(text: &str) -> bool {
    let mut after_space = true;
    for character in text.chars() {
        let space = character.is_whitespace();
        if space && (after_space || character != ' ') {
            return false;
        }
        after_space = space;
    }
    !after_space
}

/// Whether a byte is a character that is safe anywhere.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\n' | b'\t')
}

/// What a C1 control stands for where windows-1252 was read as ISO 8859-1: the
/// same table as HTML has for character references (13.2.5.80). Introducers
/// of sequences stay what they are.
fn meant(character: char) -> char {
    match character {
        '\u{80}' => '€',
        '\u{82}' => '‚',
        '\u{84}' => '„',
        '\u{85}' => '…',
        '\u{91}' => '‘',
        '\u{92}' => '’',
        '\u{93}' => '“',
        '\u{94}' => '”',
        '\u{95}' => '•',
        '\u{96}' => '–',
        '\u{97}' => '—',
        '\u{99}' => '™',
        other => other,
    }
}

/// Drops what follows an ESC (ECMA-35, 13.2): a control sequence, a control
/// string, or intermediate bytes and one final byte.
fn skip_escape(rest: &mut Chars<'_>) {
    match rest.clone().next() {
        Some('[') => {
            rest.next();
            skip_control_sequence(rest);
        }
        Some('P' | 'X' | ']' | '^' | '_') => {
            rest.next();
            skip_control_string(rest);
        }
        Some(' ') => skip_announcer(rest),
        Some('!'..='/') => {
            skip_while(rest, |character| matches!(character, '!'..='/'));
            skip_final(rest, '0');
        }
        _ => skip_final(rest, '0'),
    }
}

/// `ESC SP F` to `N`; any other letter after an ESC and a space is a word of the text.
fn skip_announcer(rest: &mut Chars<'_>) {
    let mut ahead = rest.clone();
    ahead.next();
    if matches!(ahead.next(), Some('F'..='N')) {
        *rest = ahead;
    }
}

/// Parameters, intermediates and the final byte of a control sequence (ECMA-48, 5.4).
fn skip_control_sequence(rest: &mut Chars<'_>) {
    skip_while(rest, |character| matches!(character, '0'..='?'));
    skip_while(rest, |character| matches!(character, ' '..='/'));
    skip_final(rest, '@');
}

fn skip_while(rest: &mut Chars<'_>, fits: impl Fn(char) -> bool) {
    while rest.clone().next().is_some_and(&fits) {
        rest.next();
    }
}

fn skip_final(rest: &mut Chars<'_>, lowest: char) {
    if rest.clone().next().is_some_and(|character| (lowest..='~').contains(&character)) {
        rest.next();
    }
}

/// The body of an OSC, DCS, APC, PM or SOS string and its terminator.
///
/// A body that isn't closed before the line or another control ends it is
/// text: it is kept, so that one stray introducer can't swallow an article.
/// For the same reason the scan stays linear: it never passes a control.
fn skip_control_string(rest: &mut Chars<'_>) {
    let mut ahead = rest.clone();
    while let Some(character) = ahead.next() {
        match character {
            '\u{7}' | '\u{9c}' => {
                *rest = ahead;
                return;
            }
            '\u{1b}' if ahead.as_str().starts_with('\\') => {
                ahead.next();
                *rest = ahead;
                return;
            }
            '\t' => {}
            control if control.is_control() => return,
            _ => {}
        }
    }
}

/// Safe text in the making.
struct Safe {
    text: String,
    previous: char,
    marks: usize,
    joins: usize,
    hints: Hints,
}

impl Safe {
    fn with_capacity(capacity: usize, hints: Hints) -> Self {
        let text = String::with_capacity(capacity);
        Self { text, previous: '\n', marks: 0, joins: 0, hints }
    }

    fn push(&mut self, character: char) {
        self.text.push(character);
        self.previous = character;
    }

    /// Takes what stands first and is safe anywhere.
    fn take_plain(&mut self, rest: &mut Chars<'_>) {
        let text = rest.as_str();
        let length = text.bytes().position(|byte| !is_plain(byte)).unwrap_or(text.len());
        let (taken, left) = text.split_at_checked(length).unwrap_or_default();
        if let Some(last) = taken.chars().next_back() {
            self.text.push_str(taken);
            (self.previous, self.marks, self.joins) = (last, 0, 0);
            *rest = left.chars();
        }
    }

    /// Takes a character unless it is unsafe where it stands.
    fn offer(&mut self, character: char, next: Option<char>) {
        if !character.is_control() && self.admits(character, next.unwrap_or(' ')) {
            self.count(character);
            self.push(character);
        }
    }

    fn count(&mut self, character: char) {
        if is_combining_mark(character) {
            self.marks += 1;
            return;
        }
        self.marks = 0;
        if character == '\u{200d}' {
            self.joins += 1;
        } else if !is_pictograph(character) {
            self.joins = 0;
        }
    }

    fn admits(&self, character: char, next: char) -> bool {
        match character {
            '\u{200b}' | '\u{2060}' if self.hints == Hints::Kept => !is_hint(self.previous),
            '\u{200b}' => has_unspaced_words(self.previous),
            '\u{200c}' => has_joining_letters(self.previous),
            '\u{200d}' => {
                has_joining_letters(self.previous)
                    || self.joins < MAX_JOINS && joins_emoji(self.previous, next)
            }
            '\u{fe00}'..='\u{fe0f}' => takes_selector(self.previous),
            '\u{e0100}'..='\u{e01ef}' => is_ideograph(self.previous),
            hidden if is_hidden(hidden) => false,
            other => self.marks < MAX_MARKS || !is_combining_mark(other),
        }
    }
}

fn is_hint(character: char) -> bool {
    matches!(character, '\u{200b}' | '\u{2060}')
}

/// Characters that show nothing and carry no text: direction embeddings,
/// overrides and isolates, invisible operators, deprecated format characters,
/// byte order marks, annotation marks, tags, noncharacters.
fn is_hidden(character: char) -> bool {
    matches!(character,
        '\u{180e}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fdd0}'..='\u{fdef}'
        | '\u{feff}'
        | '\u{fff0}'..='\u{fffc}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
        || u32::from(character) & 0xfffe == 0xfffe
}

/// Scripts written without spaces, where a zero-width one marks the word's end.
fn has_unspaced_words(character: char) -> bool {
    matches!(character,
        '\u{e00}'..='\u{fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{1950}'..='\u{19ff}' | '\u{1a20}'..='\u{1aaf}' | '\u{a9e0}'..='\u{a9ff}'
        | '\u{aa60}'..='\u{aadf}')
}

/// Scripts whose letters change form by a joiner or non-joiner (UAX #31, 2.3):
/// Arabic to Mongolian, the Indic scripts, Khmer, Myanmar.
fn has_joining_letters(character: char) -> bool {
    matches!(character,
        '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}'
        | '\u{1780}'..='\u{18af}' | '\u{1b00}'..='\u{1bff}' | '\u{a840}'..='\u{a9df}'
        | '\u{fb50}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

fn joins_emoji(previous: char, next: char) -> bool {
    (is_pictograph(previous) || previous == '\u{fe0f}') && is_pictograph(next)
}

fn is_pictograph(character: char) -> bool {
    matches!(character,
        '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' | '\u{3030}' | '\u{303d}')
}

/// What one variation selector may follow: pictures, keycaps, ideographs, Mongolian and maths signs.
fn takes_selector(previous: char) -> bool {
    is_pictograph(previous)
        || is_ideograph(previous)
        || matches!(previous,
            '#' | '*' | '0'..='9' | '©' | '®' | '‼' | '⁉' | '™'
            | '\u{1820}'..='\u{18aa}' | '\u{2010}'..='\u{2027}')
}

fn is_ideograph(character: char) -> bool {
    matches!(character,
        '\u{3000}'..='\u{30ff}' | '\u{3200}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: &str) {
        let safe = sanitise(input);
        assert_eq!(safe, expected, "{}", input.escape_debug());
        assert_eq!(sanitise(&safe), safe, "twice: {}", input.escape_debug());
        for before in ["", "Above.\n\u{200b}\n", "Caf\u{e9}\n"] {
            let lines = before.to_owned() + input;
            for hints in [Hints::Dropped, Hints::Kept] {
                let (safe, rest) = unsafe_rest(&lines, hints).unwrap_or((&lines, ""));
                assert_eq!(made_safe(safe, rest, hints), made_safe("", &lines, hints));
            }
        }
    }

    #[test]
    fn control_characters_go_and_line_ends_become_one_kind() {
        check("a\0b\u{7}c\u{8}d\u{7f}e\u{8d}f", "abcdef");
        check(
            "one\r\ntwo\rthree\u{2028}four\u{b}five\u{c}six\tseven\n",
            "one\ntwo\nthree\nfour\nfive\nsix\tseven\n",
        );
    }

    #[test]
    fn sequences_go_with_their_bodies() {
        check("a\u{1b}[31mred\u{1b}[0m b", "ared b");
        check("a\u{9b}2Jb\u{1b}cc\u{1b}#8d\u{1b}(Be\u{1b} Ff", "abcdef");
        check("a\u{1b}]0;title\u{7}b\u{1b}]8;;http://x.example\u{1b}\\c", "abc");
        check(
            "a\u{1b}Pq~~\u{1b}\\b\u{90}q\u{9c}c\u{9d}0;t\u{7}d\u{1b}_x\u{9c}e\u{1b}^y\u{9c}f\u{98}z\u{9c}g",
            "abcdefg",
        );
    }

    #[test]
    fn a_large_text_that_is_safe_is_not_copied() {
        let text = "The ferry sails — late.\n".repeat(LARGE / 20);
        assert!(matches!(safe_text(&text), Cow::Borrowed(_)));
        assert_eq!(safe_text(&(text.clone() + "\r")), text.clone() + "\n");
        assert_eq!(sanitise_own(text.clone()), text);
        assert_eq!(sanitise_counted_own(text.clone()), text);
    }

    #[test]
    fn an_open_sequence_swallows_no_text() {
        check("a\u{1b}]0;title and text\nnext\u{7}", "a0;title and text\nnext");
        check("a\u{1b}Ptext\u{1b}[1mbold", "atextbold");
        check("end\u{1b}", "end");
        check("end\u{1b} The", "end The");
        check("a\u{1b}[12", "a");
    }

    #[test]
    fn direction_and_hiding_characters_go() {
        check("pay \u{202e}txt.exe\u{202c} \u{2066}now\u{2069}", "pay txt.exe now");
        check("a\u{200b}b\u{200c}c\u{200d}d\u{2060}e\u{feff}f\u{180e}g\u{206a}h", "abcdefgh");
        check("x\u{fff9}base\u{fffa}ruby\u{fffb}\u{ffff}\u{fdd0}", "xbaseruby");
        check("flag\u{e0068}\u{e0069} \u{1f600}\u{e0168}\u{e0120}", "flag \u{1f600}");
        check("a\u{fe0f}b", "ab");
    }

    #[test]
    fn a_counted_text_keeps_one_hint_in_a_place() {
        let counted = sanitise_counted("of\u{200b}fi\u{2060}ce \u{200b}\u{200b}\u{2060}a\u{feff}b");
        assert_eq!(counted, "of\u{200b}fi\u{2060}ce \u{200b}ab");
        assert_eq!(sanitise_counted(&counted), counted);
    }

    #[test]
    fn scripts_and_emoji_keep_what_they_need() {
        for kept in [
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "ภาษา\u{200b}ไทย",
            "👨\u{200d}👩\u{200d}👧 🏳\u{fe0f}\u{200d}🌈 1\u{fe0f}\u{20e3} ☀\u{fe0f}",
            "葛\u{e0100}城",
            "שלום\u{200f}!",
            "Erdog\u{306}an, soft\u{ad}hyphen, 🇧🇪",
        ] {
            check(kept, kept);
        }
    }

    #[test]
    fn marks_and_joiners_do_not_pile_up() {
        assert_eq!(sanitise(&format!("a{}", "\u{301}".repeat(50))).chars().count(), 1 + MAX_MARKS);
        let chain = "\u{1f468}\u{200d}".repeat(200);
        let joiners = sanitise(&chain).chars().filter(|&part| part == '\u{200d}').count();
        assert_eq!(joiners, MAX_JOINS);
    }

    #[test]
    fn misread_punctuation_is_read() {
        check("it\u{92}s \u{93}so\u{94} \u{96} he said\u{85}", "it’s “so” – he said…");
    }

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(
            sanitise_line(" A\tname\r\n of\u{1b}[1m  two\u{a0}lines \n"),
            "A name of two lines"
        );
    }
}
