//! What a line of Markdown leaves open behind it, told without reading the rest.

/// What a line outside lists and quotations leaves open behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Open<'a> {
    /// Nothing that a part can't begin behind.
    #[default]
    Nothing,
    /// Code between fences such as this.
    Code(&'a str),
    /// The same in a list, or a little way from the margin: up to such a fence
    /// that stands so many spaces from it.
    Inset(usize, &'a str),
    /// HTML up to a line with this sign (`CommonMark` 0.31, section 4.6, kinds 1 to 5).
    Marked(&'static str),
    /// HTML, or a paragraph that begins with it, up to an empty line (kinds 6 and 7).
    Tags,
}

impl<'a> Open<'a> {
    /// What is open behind one more line; none where that can't be told.
    pub(super) fn after(self, line: &'a str) -> Option<Self> {
        match self {
            Self::Nothing => opened(line),
            _ if self.ends(line) => Some(Self::Nothing),
            // Less inset, a line would end the list and the code with it.
            Self::Inset(far, _) => {
                let within = is_empty(line) || inset(line) >= far && fence_at(line).is_none();
                within.then_some(self)
            }
            // It isn't told here which of the two it is, nor then what this line opens.
            Self::Tags => matches!(opened(line)?, Self::Nothing | Self::Tags).then_some(self),
            Self::Code(_) | Self::Marked(_) => Some(self),
        }
    }

    /// Whether a line ends what is open.
    pub(super) fn ends(self, line: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::Code(fence) => closes(line, fence),
            Self::Inset(far, fence) => inset(line) == far && line.trim() == fence,
            Self::Marked(end) => line.contains(end),
            Self::Tags => is_empty(line),
        }
    }
}

/// Whether there is nothing in a line but what Markdown takes for white space.
pub(super) fn is_empty(line: &str) -> bool {
    line.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

/// What a line opens; none where it may open something else than it seems to.
fn opened(line: &str) -> Option<Open<'_>> {
    let line = line.strip_suffix('\n').unwrap_or(line);
    let line = line.strip_suffix('\r').unwrap_or(line);
    if line.contains('\r') {
        return None;
    }
    let Some(at) = fence_at(line) else { return html(line) };
    let (marks, code) = line.split_at_checked(at)?;
    let named = code.trim_start_matches(['`', '~']);
    let (fence, _) = code.split_at_checked(code.len() - named.len())?;
    let tail = named.contains('`') || named.contains(FENCES[1]);
    match marks.trim_start_matches(' ') {
        _ if tail => None,
        "" if marks.is_empty() => Some(Open::Code(fence)),
        "" => Some(Open::Inset(at, fence)),
        item if is_item(item) => Some(Open::Inset(at, fence)),
        _ => None,
    }
}

/// Whether a text is what an item of a list begins with, and no more.
fn is_item(text: &str) -> bool {
    let number = text.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let mark = if number.len() < text.len() { [". ", ") "].contains(&number) } else { false };
    mark || ["- ", "* ", "+ "].contains(&text)
}

/// The two signs of which fences are made.
const FENCES: [&str; 2] = ["```", "~~~"];

/// Where a fence stands in a line that has nothing before it but the marks of
/// lists, quotations and footnotes: elsewhere its signs are text.
fn fence_at(line: &str) -> Option<usize> {
    let at = FENCES.iter().filter_map(|fence| line.find(fence)).min()?;
    let before = line.get(..at)?;
    let marks = before.chars().all(|sign| sign.is_ascii_digit() || "-*+>.) \t".contains(sign));
    (marks || before.contains("]:")).then_some(at)
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
