//! Sentences: the grain of events, of notes by sentence and of snippets.
//!
//! A sentence ends at a full stop, question or exclamation mark with its
//! closing quotes, when what follows may begin one and what precedes is no
//! abbreviation. Headings, table rows and code are one sentence a block.

use crate::model::{Block, BlockKind, Span};

/// Abbreviations that something always follows (`Mr.`, `vs.`), folded, without the last full stop.
const NEVER_LAST: &[&str] = &[
    // English.
    "mr", "mrs", "ms", "dr", "prof", "rev", "hon", "st", "mt", "ft", "gen", "col", "lt", "maj",
    "capt", "cmdr", "cdr", "adm", "brig", "sgt", "cpl", "pvt", "gov", "sen", "rep", "pres", "amb",
    "sec", "supt", "insp", "vs", "v", "e.g", "i.e", "cf", "fig", "figs", "vol", "pp", "ed", "eds",
    "approx", "ca", "art", "para", "messrs", "lt.-gen", "maj.-gen", "vice-adm",
    // German, Dutch, French, Turkish.
    "hr", "fr", "bzw", "z.b", "d.h", "u.a", "str", "abs", "mio", "mrd", "dhr", "mevr", "drs", "ir",
    "ing", "bijv", "o.a", "mme", "mlle", "mm", "env", "av", "doç", "sn", "cad", "sok", "korg",
    "tümg", "tuğg", "org",
];

/// Abbreviations that may also end a sentence, besides all forms with inner full stops.
const MAYBE_LAST: &[&str] = &[
    "inc", "corp", "co", "ltd", "llc", "plc", "bros", "jr", "sr", "etc", "al", "gmbh", "dept",
    "est", "assn", "univ", "ave", "blvd", "rd", "jan", "feb", "mar", "apr", "jun", "jul", "aug",
    "sep", "sept", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "usw", "enz",
    "vb", "şti", "min", "max", "ext", "tel", "conn", "calif", "mass", "pa", "va", "fla", "ont",
    "ph.d",
];

/// Abbreviations that only a number follows (`No. 5`, `p. 12`).
const BEFORE_NUMBER: &[&str] = &["no", "nos", "nr", "n", "p", "s", "blz", "ch", "art", "c", "bl"];

/// Words that begin a sentence even after an abbreviation.
const STARTERS: &[&str] = &[
    "The",
    "This",
    "That",
    "These",
    "Those",
    "He",
    "She",
    "It",
    "They",
    "We",
    "You",
    "I",
    "But",
    "And",
    "In",
    "On",
    "At",
    "If",
    "When",
    "While",
    "Although",
    "However",
    "His",
    "Her",
    "Their",
    "Its",
    "Our",
    "As",
    "After",
    "Before",
    "For",
    "From",
    "There",
    "Some",
    "Many",
    "Most",
    "According",
    "Meanwhile",
    "Since",
    "With",
    "By",
    "To",
    "A",
    "An",
    "What",
    "Who",
    "How",
    "Why",
    "Where",
    "Not",
    "So",
    "Also",
    "Both",
    "During",
    "Under",
    "Last",
    "Earlier",
    "Later",
    "Officials",
    "Der",
    "Die",
    "Das",
    "Er",
    "Sie",
    "Es",
    "Le",
    "La",
    "Les",
    "Il",
    "Elle",
    "De",
    "Het",
    "Een",
    "Bu",
    "Bir",
];

/// Months whose day is written `3.` before them (German, Turkish, Danish, Czech do so).
const MONTHS_AFTER_ORDINAL: &[&str] = &[
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
    "Jahrhundert",
    "Ocak",
    "Şubat",
    "Mart",
    "Nisan",
    "Mayıs",
    "Haziran",
    "Temmuz",
    "Ağustos",
    "Eylül",
    "Ekim",
    "Kasım",
    "Aralık",
    "yüzyıl",
];

/// Longest line that may be a title or an item when no mark ends it.
const SHORT_LINE: usize = 50;

/// The sentences of a text, in order, none across two blocks. Every character
/// that isn't white space is in one. One pass: what is looked at around a full
/// stop is bounded by the words beside it.
pub(crate) fn sentences(text: &str, blocks: &[Block]) -> Vec<Span> {
    let mut found = Vec::new();
    for block in blocks {
        match block.kind {
            BlockKind::Heading(_) | BlockKind::TableRow | BlockKind::Code => {
                push_trimmed(text, block.span, &mut found);
            }
            BlockKind::Paragraph | BlockKind::Quote | BlockKind::ListItem | BlockKind::Caption => {
                split(text, block.span, &mut found);
            }
        }
    }
    found
}

fn split(text: &str, block: Span, found: &mut Vec<Span>) {
    let body = block.cut(text);
    let (mut start, mut next) = (0, 0);
    for (at, character) in body.char_indices() {
        if at < next {
            continue;
        }
        let (end, ends) = boundary(body, start, at, character);
        next = end;
        if ends {
            push_trimmed(text, Span::new(start, end).shifted(block.start), found);
            start = end;
        }
    }
    push_trimmed(text, Span::new(start, body.len()).shifted(block.start), found);
}

fn push_trimmed(text: &str, span: Span, found: &mut Vec<Span>) {
    let cut = span.cut(text);
    let start = span.start + cut.len() - cut.trim_start().len();
    let trimmed = Span::new(start, start + cut.trim().len());
    if !trimmed.is_empty() {
        found.push(trimmed);
    }
}

/// Where to look on, and whether a sentence that began at `start` ends there.
fn boundary(body: &str, start: usize, at: usize, character: char) -> (usize, bool) {
    let after = at + character.len_utf8();
    match character {
        '。' | '！' | '？' | '।' | '؟' | '۔' => (skip_closers(body, after), true),
        '.' | '!' | '?' | '…' => {
            let marks_end = skip_while(body, after, is_mark);
            let end = skip_closers(body, marks_end);
            (end, ends_at_mark(body, start, at, end))
        }
        '\n' => (after, ends_at_line(body, start, at, after)),
        _ => (after, false),
    }
}

fn is_mark(character: char) -> bool {
    matches!(character, '.' | '!' | '?' | '…')
}

fn skip_while(body: &str, at: usize, holds: impl Fn(char) -> bool) -> usize {
    let rest = tail(body, at);
    at + rest.find(|character| !holds(character)).unwrap_or(rest.len())
}

fn tail(body: &str, at: usize) -> &str {
    body.get(at..).unwrap_or_default()
}

/// Past closing quotes, brackets and note numbers (`.[3]`, `.”`, `.¹`).
fn skip_closers(body: &str, at: usize) -> usize {
    let end = skip_while(body, at, |character| {
        matches!(
            character,
            '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '」' | '』' | '）' | '¹' | '²' | '³'
        )
    });
    end + note_number(tail(body, end))
}

/// Length of the note number (`[12]`) that `rest` begins with, else 0.
fn note_number(rest: &str) -> usize {
    let Some(note) = rest.strip_prefix('[') else { return 0 };
    let digits = note.bytes().take(4).take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&digits) && tail(note, digits).starts_with(']') { digits + 2 } else { 0 }
}

/// Whether the mark at `at`, whose closers end at `end`, ends the sentence.
fn ends_at_mark(body: &str, start: usize, at: usize, end: usize) -> bool {
    let rest = tail(body, end);
    if rest.trim_start().is_empty() {
        return true;
    }
    if !rest.starts_with(char::is_whitespace) {
        return false;
    }
    let next = next_word(rest);
    may_begin(rest, next) && !(is_lone_stop(body, at, end) && holds_on(body, start, at, next))
}

/// A single full stop with nothing but white space after it.
fn is_lone_stop(body: &str, at: usize, end: usize) -> bool {
    tail(body, at).starts_with('.') && end == at + 1
}

/// The word after white space and opening quotes or brackets; its own full stop included.
fn next_word(rest: &str) -> &str {
    let rest = rest
        .trim_start_matches(|character: char| character.is_whitespace() || is_opener(character));
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}

fn is_opener(character: char) -> bool {
    matches!(character, '"' | '\'' | '“' | '‘' | '„' | '«' | '‹' | '(' | '[' | '¿' | '¡')
}

/// Whether a sentence may begin with `next`: no lower-case letter, no dash or comma.
fn may_begin(rest: &str, next: &str) -> bool {
    match next.chars().next() {
        Some(first) if first.is_alphabetic() => !first.is_lowercase(),
        Some('-' | '–' | '—') => rest.trim_start_matches([' ', '\t']).starts_with('\n'),
        Some(first) => !matches!(first, ',' | ';' | ':' | '/' | '&' | '+' | '='),
        None => false,
    }
}

/// Whether the word before the full stop at `at` keeps the sentence going.
fn holds_on(body: &str, start: usize, at: usize, next: &str) -> bool {
    let head = body.get(start..at).unwrap_or_default();
    let word = last_word(head);
    let folded = word.to_lowercase();
    let folded = folded.as_str();
    let is_first = word.len() == head.trim_start().len();
    if NEVER_LAST.contains(&folded) || is_number(word) && (is_first || follows_ordinal(word, next))
    {
        return true;
    }
    if BEFORE_NUMBER.contains(&folded) && next.starts_with(|first: char| first.is_ascii_digit()) {
        return true;
    }
    let may_be_last = MAYBE_LAST.contains(&folded) || word.contains('.') || is_initial(word);
    may_be_last && !is_domain(word) && !STARTERS.contains(&next.trim_end_matches(','))
}

/// The word at the end of `head`, without an opening quote or bracket. At most
/// 24 bytes: no abbreviation is longer.
fn last_word(head: &str) -> &str {
    let from = head.rfind(|character: char| character.is_whitespace() || is_opener(character));
    let word = from.map_or(head, |from| {
        tail(head, from)
            .trim_start_matches(|character: char| character.is_whitespace() || is_opener(character))
    });
    if word.len() > 24 { "" } else { word }
}

fn is_number(word: &str) -> bool {
    (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn follows_ordinal(word: &str, next: &str) -> bool {
    is_number(word) && MONTHS_AFTER_ORDINAL.contains(&next.trim_end_matches([',', '.']))
}

fn is_initial(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(char::is_uppercase) && characters.next().is_none()
}

/// A word with an inner full stop that is a name or number (`Example.com`, `3.5`), no abbreviation.
fn is_domain(word: &str) -> bool {
    let longest = word.split('.').map(|part| part.chars().count()).max().unwrap_or_default();
    word.contains('.') && (longest > 3 || word.bytes().any(|byte| byte.is_ascii_digit()))
}

/// Whether a line end inside a block ends a sentence: at an empty line, before
/// a list sign, and after a short line that the next doesn't go on.
fn ends_at_line(body: &str, start: usize, at: usize, after: usize) -> bool {
    let next = tail(body, after).trim_start_matches([' ', '\t']);
    if next.starts_with(['\n', '•', '▪', '●', '◦', '·']) {
        return true;
    }
    let head = body.get(start..at).unwrap_or_default().trim();
    let goes_on = head.ends_with([',', '-', '–', '—', '(', '&']);
    head.len() <= SHORT_LINE && !goes_on && !next.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` marks the borders of sentences in `marked`.
    fn check_block(kind: BlockKind, marked: &str) {
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        let text = marked.replace('|', "");
        let blocks = [Block { kind, span: Span::new(0, text.len()) }];
        let found = sentences(&text, &blocks);
        let found: Vec<&str> = found.iter().map(|span| span.cut(&text)).collect();
        assert_eq!(found, expected);
    }

    fn check(marked: &str) {
        check_block(BlockKind::Paragraph, marked);
    }

    #[test]
    fn marks_end_sentences() {
        check("The ship sailed. |It came back! |Did it? |Yes.");
        check("It was built in 2019. |Minister Aalto opened it.");
        check("He said no. |Nobody asked why.");
        check("They waited… |Then it rained.");
        check("They waited ... and waited.");
        check("Prices rose 3.5 per cent. |Wages fell 1.2.");
        check("No mark at the end");
    }

    #[test]
    fn quotes_and_brackets_belong_to_their_sentence() {
        check("“We will go.” |She left.");
        check("\"We will go.\" |\"When?\" he asked.");
        check("(It was late.) |They slept.");
        check("“Is it ready?” asked the mayor. |“Nearly.”");
        check("The plan failed.[12] |A second one worked.");
        check("Er sagte: „Wir gehen.“ Und ging.");
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        check("Mr. Brown met Gen. Olsen at St. Mary's.");
        check("The U.S. Navy bought it. |It works.");
        check("They moved to the U.S. |The firm grew.");
        check("J. R. Hartley wrote it with A. Brown.");
        check("Systems (e.g. radars) and No. 5 Squadron.");
        check("It starts at 10 a.m. Monday. |It ends at 4 p.m. |The rest is free.");
        check("Acme Inc. Chairman Ito left on Jan. 8 from Paris.");
        check("Muster GmbH. |The firm is small.");
        check("Sie kam am 3. Oktober nach Köln. |Dort blieb sie.");
        check("Firma Örnek A.Ş. Ankara'da kuruldu. |Sonra büyüdü.");
        check("Dhr. Peeters en mevr. De Smet kwamen. |Ze bleven.");
        check("M. Dupont est venu. |Il est reparti.");
    }

    #[test]
    fn domains_do_not_end_sentences() {
        check("Outlet.Az reports it. |Others, such as news.example.com, agree.");
        check("Read it at Example.com. |Then write.");
    }

    #[test]
    fn cjk_marks_need_no_space() {
        check("会议结束了。|他说：“好。”|再见！");
    }

    #[test]
    fn lines_of_a_block() {
        check("Main points:|\n• one thing|\n• another");
        check("The committee met on Tuesday in the old town hall and spoke with\nMayor Aalto.");
        check("1. First do this.");
    }

    #[test]
    fn some_blocks_are_one_sentence() {
        check_block(BlockKind::Heading(2), "Why now? What we know");
        check_block(BlockKind::TableRow, "2019.\tDone. Over.");
        check_block(BlockKind::Code, "let a = 1. B");
        check_block(BlockKind::Caption, "A tank. |Photo: A. Brown");
    }

    #[test]
    fn a_long_text_without_marks_costs_one_pass() {
        let text = "a. ".repeat(200_000);
        let blocks = [Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) }];
        assert_eq!(sentences(&text, &blocks).len(), 1);
    }
}
