//! Text made inactive: what quoted words need in each notation, so that they
//! come out as the words they are and as nothing else.

/// For HTML text and double-quoted attributes.
pub(super) fn html(text: &str) -> String {
    let escape = |text: String, &(sign, entity): &(char, &str)| text.replace(sign, entity);
    HTML_SIGNS.iter().fold(text.to_owned(), escape)
}

/// The signs of HTML and what is written for them; `&` first, as the others are written with it.
const HTML_SIGNS: [(char, &str); 5] =
    [('&', "&amp;"), ('<', "&lt;"), ('>', "&gt;"), ('"', "&quot;"), ('\'', "&#39;")];

/// For a double-quoted YAML scalar (the same under YAML 1.1 and 1.2): one line.
/// What a program that shows properties as Markdown or HTML would take for a
/// tag or a link stands as an escape; the value is the same.
pub(super) fn yaml(text: &str) -> String {
    let line = super::gather::one_line(text).replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", line.replace('<', "\\u003C").replace("](", "\\u005D("))
}

/// For Markdown: every character that `CommonMark` or Obsidian would read as a
/// sign is escaped; white space at the ends of lines, which would be read as
/// code or as a line break, goes. Line ends stay.
pub(super) fn markdown(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(markdown_line).collect();
    lines.join("\n")
}

fn markdown_line(line: &str) -> String {
    let line = line.trim_matches([' ', '\t']);
    let mut out = String::with_capacity(line.len() + 8);
    let mut before = None;
    let mut rest = line.chars();
    while let Some(character) = rest.next() {
        if is_active(character, before, rest.clone().next()) || opens_list(line, &rest, character) {
            out.push('\\');
        }
        out.push(character);
        before = Some(character);
    }
    out
}

/// Whether a character could be a sign where it stands. `::` is a field for
/// Dataview, `://` an address.
fn is_active(character: char, before: Option<char>, after: Option<char>) -> bool {
    match character {
        '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '$' | '^' | '{' | '}' => true,
        '~' | '=' | '%' => {
            before.is_none() || before == Some(character) || after == Some(character)
        }
        '&' => after.is_some_and(|next| next.is_alphanumeric() || next == '#'),
        ':' => before == Some(':') || matches!(after, Some(':' | '/')),
        '-' | '+' => before.is_none(),
        _ => false,
    }
}

/// Whether it is the sign after a number that begins a line: `1.` or `1)`.
fn opens_list(line: &str, rest: &std::str::Chars<'_>, character: char) -> bool {
    let before = line.len() - rest.as_str().len() - character.len_utf8();
    let head = line.get(..before).unwrap_or_default();
    let is_number = !head.is_empty() && head.bytes().all(|byte| byte.is_ascii_digit());
    matches!(character, '.' | ')') && is_number
}

/// For a cell of a table that a spreadsheet may open: what it would take for
/// a formula gets a leading apostrophe (OWASP, CSV injection).
pub(super) fn cell(text: &str) -> String {
    if begins_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// For a cell whose words must stay what they are: only what is a formula as a
/// whole gets the apostrophe, not prose that begins like one.
pub(super) fn quoted_cell(text: &str) -> String {
    if is_prose(text) { text.to_owned() } else { cell(text) }
}

/// A cell's text without the apostrophe that [`cell`] has put in front.
pub(super) fn without_guard(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| begins_formula(text)).unwrap_or(cell)
}

fn begins_formula(text: &str) -> bool {
    let opens =
        |character: char| matches!(character, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    text.trim_start().starts_with(opens) || text.starts_with(['\t', '\r', '\n'])
}

/// Whether no spreadsheet could compute a text: two words stand side by side in
/// it, or nothing that could be computed. What is between quotation marks is no word.
fn is_prose(text: &str) -> bool {
    let mut quote = None;
    let (mut in_word, mut after_word) = (false, false);
    for character in text.chars() {
        let opens = character == '"' || character == '\'' && !in_word;
        match quote {
            Some(mark) if mark == character => quote = None,
            Some(_) => {}
            None if opens => quote = Some(character),
            None if character.is_alphanumeric() && after_word && !in_word => return true,
            None if character.is_whitespace() => {}
            None => after_word = character.is_alphanumeric(),
        }
        in_word = character.is_alphanumeric();
    }
    !text.contains(|sign: char| sign.is_ascii_digit() || "(|!".contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_signs_become_letters() {
        for (text, escaped) in [
            ("see [a](b) and ![c](d)", "see \\[a\\](b) and !\\[c\\](d)"),
            ("---\n# x", "\\---\n\\# x"),
            ("1. one\n22) two\na 1. b", "1\\. one\n22\\) two\na 1. b"),
            ("==x== a = b", "\\=\\=x\\=\\= a = b"),
            ("R&D &copy; & so", "R\\&D \\&copy; & so"),
            ("key:: value, 12:30, https://e.org", "key\\:\\: value, 12:30, https\\://e.org"),
            ("    four spaces  ", "four spaces"),
            ("a-b + c", "a-b + c"),
        ] {
            assert_eq!(markdown(text), escaped);
        }
    }

    #[test]
    fn formulas_are_guarded() {
        for risky in ["=1+1", " =1", "\t=1", "@x", "-2+3", "+1", "＝1"] {
            assert_eq!(cell(risky), format!("'{risky}"));
        }
        for plain in ["a=1", "5 - 3", "“=”", ""] {
            assert_eq!(cell(plain), plain);
        }
        for text in ["=1+1", "'single'", "'", "plain", "-a"] {
            assert_eq!(without_guard(&cell(text)), text);
        }
    }

    #[test]
    fn quoted_words_are_guarded_where_they_compute() {
        for formula in [
            "=1+1",
            " =A1 * 2",
            "-2+3",
            "=cmd|' /C calc'!A0",
            "=HYPERLINK(\"http://example.org/a b c\"; \"click\")",
            "@SUM(1+1)",
            "＝1",
        ] {
            assert_eq!(quoted_cell(formula), format!("'{formula}"));
        }
        for prose in [
            "=SUM(A1:A9) was in the cell",
            "- first\n* second\n1. third",
            "-5 degrees in Ankara",
            "- it's a day's work (twice)",
            "@handle",
            "- no",
            "+49 30 1234",
            "a (b)",
        ] {
            assert_eq!(quoted_cell(prose), prose);
        }
    }

    #[test]
    fn yaml_is_one_quoted_line() {
        assert_eq!(yaml("a \"b\" \\ c:\n# d"), r#""a \"b\" \\ c: # d""#);
        assert_eq!(yaml("<b>[c](d)"), r#""\u003Cb>[c\u005D(d)""#);
    }
}
