//! What a file is, told by its content: what can't be read at all, and the
//! format of what can.

use thiserror::Error;

use super::{MAX_FILE_BYTES, encoding, feed, mail, markdown, release};

/// Why a file isn't read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(super) enum Refusal {
    /// Nothing in it, or white space only.
    #[error("the file is empty")]
    Empty,
    /// Over [`MAX_FILE_BYTES`].
    #[error("the file is larger than {} MiB", MAX_FILE_BYTES >> 20)]
    TooLarge,
    /// Known by its first bytes; the text says what it is.
    #[error("the file is {0}, not text")]
    Known(&'static str),
    /// Not known, but no text either.
    #[error("the file is binary, not text")]
    Binary,
}

/// First bytes of formats that are no text, and what they are.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"BZh1", "compressed with bzip2"),
    (b"BZh6", "compressed with bzip2"),
    (b"BZh9", "compressed with bzip2"),
    (b"\xfd7zXZ\0", "compressed with xz"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"OggS\0", "an Ogg recording"),
    (b"ID3\x03", "an MP3 recording"),
    (b"ID3\x04", "an MP3 recording"),
    (b"fLaC\0", "a FLAC recording"),
    (b"\x1aE\xdf\xa3", "a Matroska film"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\0asm", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"bplist0", "a web archive or property list of Apple's"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
];

/// How much of a file is looked at to tell binary from text.
const BINARY_REACH: usize = 64 << 10;

/// Why the file can't be read, if it can't.
pub(super) fn refusal(bytes: &[u8]) -> Option<Refusal> {
    if bytes.len() > MAX_FILE_BYTES {
        return Some(Refusal::TooLarge);
    }
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(Refusal::Known(name));
    }
    match bytes {
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', ..] => Some(Refusal::Known("an image or sound")),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Some(Refusal::Known("a film or image")),
        _ if is_blank(bytes) => Some(Refusal::Empty),
        _ if is_binary(bytes) => Some(Refusal::Binary),
        _ => None,
    }
}

fn is_blank(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.iter().all(u8::is_ascii_whitespace)
}

/// More than a tenth control characters, or more than one NUL in fifty bytes,
/// is no text. Noise has a little less than a tenth: what isn't UTF-8 and has
/// a twentieth from the first bytes on is none, either, while a page whose
/// text begins sound is read with its damage.
///
/// Escape and backspace count as text: terminal recordings and old manual pages are full of them.
fn is_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..BINARY_REACH).unwrap_or(bytes);
    let is_noise = has(head, 10, is_binary_control)
        || (begins_as_noise(head) && has(head, 20, is_binary_control));
    !encoding::is_wide(bytes) && (has(head, 50, |byte| byte == 0) || is_noise)
}

/// Whether more than one byte in `share` is of a sort.
fn has(bytes: &[u8], share: usize, sort: impl Fn(u8) -> bool) -> bool {
    // Counts that fit a byte are counted many at once.
    let parts = bytes.chunks(255);
    let count = |part: &[u8]| part.iter().map(|&byte| u8::from(sort(byte))).sum::<u8>();
    parts.map(|part| usize::from(count(part))).sum::<usize>() * share > bytes.len()
}

fn begins_as_noise(bytes: &[u8]) -> bool {
    let first = bytes.get(..256).unwrap_or(bytes);
    std::str::from_utf8(first).is_err() && has(first, 20, is_binary_control)
}

fn is_binary_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, 0x08..=0x0d | 0x1b)
}

/// The formats that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// HTML, XHTML, or XML that is no feed.
    Page,
    /// RSS or Atom.
    Feed,
    /// A mail or a page saved as MHTML.
    Mail,
    /// Markdown, with or without front matter.
    Markdown,
    /// JSON Lines.
    JsonLines,
    /// Begins as JSON does; whether it is, reading has to show.
    Json,
    /// Anything else.
    Text,
}

/// How far into a file the first element of a page is looked for.
const HEAD_REACH: usize = 1024;

/// The format of a decoded file.
pub(super) fn format(text: &str) -> Format {
    let start = text.trim_start_matches(is_blank_start);
    if release::is_lines(start) {
        Format::JsonLines
    } else if start.starts_with(['{', '[']) || start.starts_with("/*") {
        Format::Json
    } else if feed::is_feed(start) {
        Format::Feed
    } else if starts_with_markup(start) && !is_dump(start) {
        Format::Page
    } else if mail::is_mail(start) {
        Format::Mail
    } else if holds_page(start) {
        Format::Page
    } else if markdown::is_markdown(start) {
        Format::Markdown
    } else {
        Format::Text
    }
}

/// White space, or a byte order mark that a tool has put behind some.
pub(super) fn is_blank_start(character: char) -> bool {
    character.is_whitespace() || character == '\u{feff}'
}

/// Whether the text begins with a tag, a comment or a declaration.
fn starts_with_markup(text: &str) -> bool {
    let rest = text.strip_prefix('<');
    rest.is_some_and(|rest| rest.starts_with(['!', '?']) || begins_tag(rest))
}

/// Whether a name and its end follow, as they do behind the `<` of a tag.
fn begins_tag(rest: &str) -> bool {
    let name = rest.strip_prefix('/').unwrap_or(rest);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != ':');
    let after = end.and_then(|at| name.get(at..)).unwrap_or_default();
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && after.starts_with(|c: char| c == '>' || c == '/' || c.is_ascii_whitespace())
}

/// The fewest lines by which a copied text is told from a page, and of how many one holds a tag in a page.
const MANY_LINES: usize = 10;
const TAGGED: usize = 10;

/// Whether a text that begins with a tag is yet the plain text of a page: what
/// stands in `<noscript>` is copied as text, and may come first. A page has tags all over, and ends in one.
fn is_dump(text: &str) -> bool {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let closed = || lines().next_back().is_some_and(|line| line.contains("</"));
    // Most pages are told by these two, and without a look at all of their lines.
    if text.starts_with("<!") || text.starts_with("<?") || closed() {
        return false;
    }
    let tagged = lines().filter(|line| line.contains('<')).count();
    lines().count() >= MANY_LINES.max(tagged * TAGGED)
}

/// Whether text in front of a page hides that it is one: a stray line, a copied header.
fn holds_page(text: &str) -> bool {
    let head: String = text.chars().take(HEAD_REACH).collect::<String>().to_ascii_lowercase();
    ["<!doctype html", "<html", "<body"].iter().any(|tag| head.contains(tag)) && text.contains("</")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_no_text_are_refused_by_content() {
        for (bytes, reason) in [
            (&b""[..], "the file is empty"),
            (b"\xef\xbb\xbf \r\n\t", "the file is empty"),
            (b"%PDF-1.7 ...", "the file is a PDF document, not text"),
            (b"\x1f\x8b\x08", "the file is compressed with gzip, not text"),
            (b"a\0\0\x01\x02b", "the file is binary, not text"),
        ] {
            assert_eq!(refusal(bytes).map(|reason| reason.to_string()).as_deref(), Some(reason));
        }
        assert_eq!(refusal(b"\x1b[1mplain\x1b[0m"), None);
        assert_eq!(refusal(b"h\0e\0l\0l\0o\0 \0y\0o\0"), None);
        let noise: Vec<u8> =
            (1..4000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        assert!(refusal(&noise).is_some(), "noise is no text");
    }

    #[test]
    fn formats_are_told_by_content() {
        for (text, format_) in [
            ("  <!DOCTYPE html><p>x", Format::Page),
            ("<p>x", Format::Page),
            ("\n\u{feff}<rss>", Format::Feed),
            ("</p>x", Format::Page),
            ("copied from the site\n<html><body><p>x</p></body></html>", Format::Page),
            ("<3 this song", Format::Text),
            ("Write <html> at the top", Format::Text),
            (&format!("<img src='/p?a=1'>\n{}", "A line of a menu\n".repeat(10)), Format::Text),
            (&format!("<pre>\n{}</pre>", "A line of a table\n".repeat(10)), Format::Page),
            ("A plain line.", Format::Text),
        ] {
            assert_eq!(format(text), format_, "{text}");
        }
    }
}
