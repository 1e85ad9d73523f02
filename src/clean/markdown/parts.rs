//! A long Markdown text in parts that can be read one after another.

use foldhash::{HashMap, HashMapExt};
use pulldown_cmark::Parser;

/// A text in parts that say nothing of each other, but for what they define;
/// whole where that isn't plain.
pub(super) struct Parts<'a> {
    /// The parts, in order.
    pub(super) parts: Vec<&'a str>,
    /// What links refer to in all of them.
    pub(super) definitions: Definitions,
}

impl<'a> Parts<'a> {
    /// Parts a text where there are `least` bytes; linear in its length.
    pub(super) fn of(text: &'a str, least: usize) -> Self {
        let several = (text.len() > least).then(|| parted(text, least)).flatten();
        let read = several.and_then(|parts| Some((Definitions::of(text, &parts)?, parts)));
        let (definitions, parts) = read.unwrap_or_else(|| (Definitions::default(), vec![text]));
        Self { parts, definitions }
    }
}

/// Addresses and titles of links by their labels, small letters and capitals alike.
#[derive(Default)]
pub(super) struct Definitions(HashMap<Box<str>, (Box<str>, Box<str>)>);

impl Definitions {
    /// What some parts define; none where two of them define a label as different
    /// things, since a part's own definition would go before the first.
    fn of(text: &str, parts: &[&str]) -> Option<Self> {
        let mut all = HashMap::new();
        let defining = parts.iter().filter(|_| text.contains("]:"));
        for part in defining {
            let parser = Parser::new_ext(part, super::options());
            for (label, link) in parser.reference_definitions().iter() {
                let title = link.title.as_deref().unwrap_or_default();
                let own = (link.dest.as_ref().into(), title.into());
                let known = all.entry(label.to_lowercase().into()).or_insert_with(|| own.clone());
                (*known == own).then_some(())?;
            }
        }
        Some(Self(all))
    }

    /// The address and the title that a label stands for.
    pub(super) fn get(&self, label: &str) -> Option<(&str, &str)> {
        let (url, title) = self.0.get(label.to_lowercase().as_str())?;
        Some((url, title))
    }
}

/// The parts of a text, each of which begins at the margin with a heading, an
/// item of a list or, behind an empty line, a paragraph: whatever is open ends
/// there, but for fenced code and some HTML. None where a line may leave
/// something open of which that can't be told.
fn parted(text: &str, least: usize) -> Option<Vec<&str>> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    let (mut open, mut before) = (Open::Nothing, "");
    for line in text.split_inclusive('\n') {
        if at - start >= least && open == Open::Nothing && begins(line, before) {
            parts.push(text.get(start..at)?);
            start = at;
        }
        open = open.after(line)?;
        before = line;
        at += line.len();
    }
    parts.push(text.get(start..)?);
    Some(parts)
}

/// Whether a line begins what no line before it can hold.
fn begins(line: &str, before: &str) -> bool {
    let paragraph = is_empty(before) && line.starts_with(char::is_alphabetic);
    paragraph || begins_block(line) && !before.contains('|')
}

fn is_empty(line: &str) -> bool {
    line.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

/// Whether a line is a heading or an item of a list that begins at the margin.
fn begins_block(line: &str) -> bool {
    let text = match line.strip_prefix(['-', '*', '+']) {
        Some(text) => text,
        None if line.starts_with('#') => line.trim_start_matches('#'),
        None => return false,
    };
    line.len() - text.len() <= 6
        && text.strip_prefix(' ').is_some_and(|text| !text.trim().is_empty())
}

/// What a line outside lists and quotations leaves open behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open<'a> {
    /// Nothing that a part can't begin behind.
    Nothing,
    /// Code between fences such as this.
    Code(&'a str),
    /// The same in a list, or a little way from the margin: up to a line that is this.
    Inset(&'a str),
    /// HTML up to a line with this sign (`CommonMark` 0.31, section 4.6, kinds 1 to 5).
    Marked(&'static str),
    /// HTML, or a paragraph that begins with it, up to an empty line (kinds 6 and 7).
    Tags,
}

impl<'a> Open<'a> {
    /// What is open behind one more line; none where that can't be told.
    fn after(self, line: &'a str) -> Option<Self> {
        match self {
            Self::Code(mark) if closes(line, mark) => Some(Self::Nothing),
            Self::Inset(fence) if line.trim_end() == fence => Some(Self::Nothing),
            // Less inset, a line would end the list and the code with it.
            Self::Inset(fence) => {
                let within = is_empty(line) || inset(line) >= inset(fence) && !is_fenced(line);
                within.then_some(self)
            }
            Self::Marked(end) if line.contains(end) => Some(Self::Nothing),
            Self::Tags if is_empty(line) => Some(Self::Nothing),
            // It isn't told here which of the two it is, nor then what this line opens.
            Self::Tags => matches!(opened(line)?, Self::Nothing | Self::Tags).then_some(self),
            Self::Nothing => opened(line),
            _ => Some(self),
        }
    }
}

/// What a line opens; none where it may open something else than it seems to.
fn opened(line: &str) -> Option<Open<'_>> {
    let line = line.strip_suffix('\n').unwrap_or(line);
    let line = line.strip_suffix('\r').unwrap_or(line);
    let footnote = line.contains("]:") && line.contains("[^");
    if footnote || line.contains('\r') {
        return None;
    }
    let Some(end) = fence_end(line) else {
        return if is_fenced(line) { None } else { html(line) };
    };
    let (fence, named) = line.split_at_checked(end)?;
    if is_fenced(named) || named.contains('`') {
        return None;
    }
    Some(if inset(fence) == 0 { Open::Code(fence) } else { Open::Inset(fence) })
}

/// The two signs of which fences are made.
const FENCES: [&str; 2] = ["```", "~~~"];

/// Whether there is a fence anywhere in a line.
fn is_fenced(line: &str) -> bool {
    FENCES.iter().any(|fence| line.contains(fence))
}

/// Where the fence ends that a line begins with, wherever it does.
fn fence_end(line: &str) -> Option<usize> {
    let text = line.trim_start_matches(' ');
    let sign = text.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let rest = text.trim_start_matches(sign);
    (text.len() - rest.len() >= 3).then(|| line.len() - rest.len())
}

/// How many spaces a line begins with.
fn inset(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Whether a line closes the code that a fence has opened.
fn closes(line: &str, mark: &str) -> bool {
    let rest = line.trim().strip_prefix(mark);
    inset(line) <= 3 && rest.is_some_and(|rest| rest.chars().all(|sign| mark.starts_with(sign)))
}

/// The HTML that a line leaves open. Further from the margin it is code, or
/// ends with the list around it; a little way from it, it may be either that
/// or of no list.
fn html(line: &str) -> Option<Open<'_>> {
    let inset = inset(line);
    let Some(inside) = line.get(inset..)?.strip_prefix('<').filter(|_| inset <= 3) else {
        return Some(Open::Nothing);
    };
    match end_of(inside) {
        Some(end) if line.contains(end) => Some(Open::Nothing),
        Some(end) => (inset == 0).then_some(Open::Marked(end)),
        None => Some(Open::Tags),
    }
}

/// Beginnings of HTML that ends with a sign, and these.
const ENDS: [(&str, &str); 7] = [
    ("!--", "-->"),
    ("?", "?>"),
    ("![CDATA[", "]]>"),
    ("pre", "</pre>"),
    ("style", "</style>"),
    ("script", "</script>"),
    ("textarea", "</textarea>"),
];

/// The sign that ends the HTML which begins with `<` and this.
fn end_of(inside: &str) -> Option<&'static str> {
    let begins = |(start, _): &&(&str, &str)| {
        let same = inside.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
        let next = inside.chars().nth(start.len());
        same && (!start.starts_with(char::is_alphabetic)
            || next.is_none_or(|next| next == '>' || next.is_ascii_whitespace()))
    };
    let declares = || {
        inside
            .strip_prefix('!')?
            .starts_with(|sign: char| sign.is_ascii_alphabetic())
            .then_some(">")
    };
    ENDS.iter().find(begins).map(|(_, end)| *end).or_else(declares)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        Parts::of(text, 1).parts
    }

    #[test]
    fn a_long_text_is_parted_where_blocks_begin() {
        let text = "# Ferries\n\nOne sails.\n- late\n  - or never\n```\n# no\n```\n* twice\n";
        let expected = [
            "# Ferries\n\n",
            "One sails.\n",
            "- late\n  - or never\n```\n# no\n```\n",
            "* twice\n",
        ];
        assert_eq!(parts(text), expected);
        assert_eq!(Parts::of(text, 1000).parts, [text]);
    }

    #[test]
    fn a_part_holds_what_a_line_leaves_open() {
        for whole in [
            "<!-- a\n\n# b\n-->\n",
            "<div>\n# b\n",
            "<pre>\n\nb\n",
            "```\n\nb\n```\n",
            "a | b\n- c\n",
            "a\n\u{a0}\nb\n",
            "1. a\n\n2. b\n",
        ] {
            assert_eq!(parts(whole), [whole]);
        }
        assert_eq!(parts("<!-- a\n-->\n# b\n"), ["<!-- a\n-->\n", "# b\n"]);
        assert_eq!(parts("<div>\n\nb\n"), ["<div>\n\n", "b\n"]);
        assert_eq!(
            parts("- a\n  ```\n  # b\n  ```\n- c\n"),
            ["- a\n  ```\n  # b\n  ```\n", "- c\n"]
        );
    }

    #[test]
    fn a_text_is_whole_where_it_cannot_be_told() {
        for whole in [
            "- a\n  ```\n- b\n  ```\n",
            "- a\n  <!--\n- b\n",
            "# a\n\n[^1]: b\n# c\n",
            "<b>\n```\n\n# a\n",
            "# a\n\n[x]: /y\n# b\n\n[X]: /z\n",
        ] {
            assert_eq!(parts(whole), [whole]);
        }
    }

    #[test]
    fn parts_know_what_others_define() {
        let Parts { parts, definitions } = Parts::of("# a\n\n[Pier]: /p 'P'\n# b\n\n[pier]\n", 1);
        assert_eq!(parts.len(), 2);
        assert_eq!(definitions.get("PIER"), Some(("/p", "P")));
    }
}
