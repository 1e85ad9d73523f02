//! Bytes to text: byte order mark, declaration, then detection.
//!
//! The order is the one a reader of old pages needs rather than the standard's:
//! bytes that are valid UTF-8 are UTF-8 whatever the page declares, because no
//! legacy text of any length is so by chance, while wrong declarations are
//! common. The rest follows the Encoding Standard's labels (`encoding_rs`) and
//! the detector of Firefox (`chardetng`).

use std::borrow::Cow;

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1254};

/// How far into a file a declaration is looked for. The standard says 1,024 bytes; real pages put more in front.
const DECLARATION_REACH: usize = 4096;

/// How much of a file is looked at to tell UTF-16 and UTF-32 without a mark.
const WIDE_REACH: usize = 4096;

/// The text of a file, on its own. Never fails; broken bytes become U+FFFD.
pub(super) fn decode(bytes: &[u8]) -> String {
    text(bytes).into_owned()
}

/// The same, borrowed where the bytes are the text.
pub(super) fn text(bytes: &[u8]) -> Cow<'_, str> {
    labelled_text(bytes, None)
}

/// The text in the place of bytes; `decoded` where it is another than they are.
pub(super) fn in_place(bytes: Cow<'_, [u8]>, decoded: Option<String>) -> Cow<'_, str> {
    match (decoded, bytes) {
        (Some(text), _) => Cow::Owned(text),
        (None, Cow::Borrowed(bytes)) => text(bytes),
        (None, Cow::Owned(mut bytes)) => {
            let mark = if bytes.starts_with(MARK) { MARK.len() } else { 0 };
            bytes.drain(..mark);
            let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            Cow::Owned(String::from_utf8(bytes).unwrap_or_else(|broken| lossy(broken.as_bytes())))
        }
    }
}

/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// The text of bytes that come with a label, which goes before their own declaration.
pub(super) fn labelled_text<'a>(bytes: &'a [u8], label: Option<&str>) -> Cow<'a, str> {
    let labelled = label.and_then(|label| Encoding::for_label_no_replacement(label.as_bytes()));
    decode_wide(bytes).map_or_else(
        || decode_narrow(bytes.strip_prefix(MARK).unwrap_or(bytes), labelled),
        Cow::Owned,
    )
}

/// The text of bytes in UTF-8 or an older encoding. The Japanese one of mails
/// is ASCII by its bytes, so only a declaration tells it.
fn decode_narrow<'a>(bytes: &'a [u8], labelled: Option<&'static Encoding>) -> Cow<'a, str> {
    let declared = labelled.or_else(|| declared(bytes));
    match std::str::from_utf8(bytes) {
        _ if declared == Some(ISO_2022_JP) => decode_as(ISO_2022_JP, bytes),
        Ok(text) => Cow::Borrowed(text),
        Err(_) => decode_as(legacy(bytes, declared), bytes),
    }
}

/// Whether the bytes are UTF-16 or UTF-32, with or without a mark; such text is full of NULs.
pub(super) fn is_wide(bytes: &[u8]) -> bool {
    wide(bytes).is_some()
}

fn decode_as<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Cow<'a, str> {
    // Only that one may be the text as it stands.
    if bytes.len() <= LARGE || encoding == ISO_2022_JP {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    Cow::Owned(decode_in_parts(encoding, bytes))
}

/// How many bytes are decoded in one go; it takes the room of three times as many.
const LARGE: usize = 1 << 18;

fn decode_in_parts(encoding: &'static Encoding, bytes: &[u8]) -> String {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len());
    let mut room = String::new();
    let mut rest = bytes;
    loop {
        let part = rest.get(..LARGE).unwrap_or(rest);
        let most = decoder.max_utf8_buffer_length(part.len()).unwrap_or(part.len());
        room.reserve(most);
        let (_, read, _) = decoder.decode_to_string(part, &mut room, part.len() == rest.len());
        text.push_str(&room);
        room.clear();
        rest = rest.get(read..).unwrap_or_default();
        if rest.is_empty() || read == 0 {
            return text;
        }
    }
}

/// The encoding of bytes that aren't valid UTF-8.
fn legacy(bytes: &[u8], declared: Option<&'static Encoding>) -> &'static Encoding {
    if mostly_utf8(bytes) {
        return UTF_8;
    }
    let guess = guessed(bytes);
    match declared {
        // Latin-1 is what tools declare when they don't know: the letters that
        // differ from the Turkish page must speak for themselves.
        Some(encoding) if encoding == WINDOWS_1252 && guess == WINDOWS_1254 => guess,
        Some(encoding) if encoding != UTF_8 => encoding,
        _ => guess,
    }
}

/// What the letters say, whatever is declared.
fn guessed(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new();
    detector.feed(bytes, true);
    detector.guess(None, false)
}

/// Whether the file is UTF-8 with some broken bytes: more good sequences than bad ones.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

/// The encoding that the file itself names, in an XML declaration or a `<meta>` element.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..DECLARATION_REACH).unwrap_or(bytes).to_ascii_lowercase();
    let label = label_after(&head, b"charset").or_else(|| xml_label(&head))?;
    match Encoding::for_label_no_replacement(label) {
        // A file that could say so in ASCII is no UTF-16 (as in the standard).
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => Some(UTF_8),
        other => other,
    }
}

fn xml_label(head: &[u8]) -> Option<&[u8]> {
    let start = head.trim_ascii_start();
    if start.starts_with(b"<?xml") { label_after(start, b"encoding") } else { None }
}

/// The value after `key =`, with or without quotation marks.
fn label_after<'a>(head: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    let mut rest = head;
    while let Some(at) = find(rest, key) {
        rest = rest.get(at + key.len()..)?;
        if let Some(value) = rest.trim_ascii_start().strip_prefix(b"=") {
            return value_at_start(value.trim_ascii_start());
        }
    }
    None
}

/// An attribute's value without the rest of its tag.
fn value_at_start(text: &[u8]) -> Option<&[u8]> {
    let value = text.strip_prefix(b"\"").or(text.strip_prefix(b"'")).unwrap_or(text);
    let end = value.iter().position(|byte| b"\"'>;/? \t\r\n".contains(byte));
    value.get(..end.unwrap_or(value.len()))
}

/// Where `needle` first stands in `bytes`.
fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

/// The forms of text with more than one byte to every character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wide {
    Utf16(&'static Encoding),
    Utf32Little,
    Utf32Big,
}

fn decode_wide(bytes: &[u8]) -> Option<String> {
    let mut text = match wide(bytes)? {
        Wide::Utf16(encoding) => decode_as(encoding, bytes).into_owned(),
        Wide::Utf32Little => decode_utf32(bytes, u32::from_le_bytes),
        Wide::Utf32Big => decode_utf32(bytes, u32::from_be_bytes),
    };
    let marks = text.len() - text.trim_start_matches('\u{feff}').len();
    text.drain(..marks);
    Some(text)
}

fn decode_utf32(bytes: &[u8], word: fn([u8; 4]) -> u32) -> String {
    let (words, _) = bytes.as_chunks::<4>();
    words
        .iter()
        .map(|&four| char::from_u32(word(four)).unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

fn wide(bytes: &[u8]) -> Option<Wide> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => Some(Wide::Utf32Little),
        [0, 0, 0xfe, 0xff, ..] => Some(Wide::Utf32Big),
        [0xff, 0xfe, ..] => Some(Wide::Utf16(UTF_16LE)),
        [0xfe, 0xff, ..] => Some(Wide::Utf16(UTF_16BE)),
        _ => wide_by_nuls(bytes),
    }
}

/// Tells wide text by where its NULs stand: text of any European language has
/// one in nearly every character, and always on the same side.
fn wide_by_nuls(bytes: &[u8]) -> Option<Wide> {
    let (words, _) = bytes.get(..WIDE_REACH).unwrap_or(bytes).as_chunks::<4>();
    let nuls = nuls(words);
    let most = nuls.map(|count| count * 10 >= words.len() * 7);
    let few = nuls.map(|count| count * 20 <= words.len());
    match (most, few) {
        _ if words.len() < 2 => None,
        ([false, true, true, true], _) => Some(Wide::Utf32Little),
        ([true, true, true, false], _) => Some(Wide::Utf32Big),
        ([_, true, _, true], [true, _, true, _]) => Some(Wide::Utf16(UTF_16LE)),
        ([true, _, true, _], [_, true, _, true]) => Some(Wide::Utf16(UTF_16BE)),
        _ => None,
    }
}

/// How many NULs stand at each of the four places of the words.
fn nuls(words: &[[u8; 4]]) -> [usize; 4] {
    let mut nuls = [0; 4];
    for word in words {
        for (count, byte) in nuls.iter_mut().zip(word) {
            *count += usize::from(*byte == 0);
        }
    }
    nuls
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(decode(bytes), expected, "{}", bytes.escape_ascii());
    }

    fn encoded(label: &str, text: &str) -> Vec<u8> {
        Encoding::for_label(label.as_bytes()).unwrap().encode(text).0.into_owned()
    }

    #[test]
    fn marks_win() {
        check(b"\xef\xbb\xbfcaf\xc3\xa9", "café");
        check(b"\xff\xfea\0b\0", "ab");
        check(b"\xfe\xff\0a\0b", "ab");
        check(b"\xff\xfe\0\0a\0\0\0", "a");
        check(b"\0\0\xfe\xff\0\0\0a", "a");
    }

    #[test]
    fn wide_text_without_a_mark_is_told_by_its_nuls() {
        let text = "The harbour was closed for a week.";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let four: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        check(&little, text);
        check(&big, text);
        check(&four, text);
    }

    #[test]
    fn a_declaration_is_followed_unless_the_bytes_are_utf8() {
        let page = |label: &str| format!("<meta charset=\"{label}\"><p>Gemi ığdır şehrine gitti");
        for label in ["windows-1254", "iso-8859-9", "latin5", "ISO_8859-9:1989"] {
            check(&encoded(label, &page(label)), &page(label));
        }
        check(page("windows-1254").as_bytes(), &page("windows-1254"));
        let xml = "<?xml version='1.0' encoding='windows-1251'?><rss>Новости дня</rss>";
        check(&encoded("windows-1251", xml), xml);
        let old = "<meta http-equiv=Content-Type content='text/html; charset=iso-2022-jp'>日本";
        check(&encoded("iso-2022-jp", old), old);
    }

    #[test]
    fn turkish_declared_as_latin_reads_right() {
        let text = "<meta charset=iso-8859-1><p>Bakanlığın açıklamasına göre görüşmeler \
                    İstanbul'da yapıldı; şirketler anlaşmayı bugün imzaladı.";
        check(&encoded("windows-1254", text), text);
        let french = "<meta charset=iso-8859-1><p>Le marché a été signé à l'été dernier, dit-il.";
        check(&encoded("windows-1252", french), french);
    }

    #[test]
    fn a_large_text_is_decoded_in_parts() {
        let declared = |label: &str| format!("<meta charset={label}>");
        for (label, words) in [
            ("windows-1251", "Министр сообщил, что переговоры состоятся. "),
            ("shift_jis", "港はa一週間、閉じられていた。"),
            ("utf-16le", "The harbour was closed for a week. "),
        ] {
            let text = declared(label) + &words.repeat(LARGE / words.len() * 3);
            let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let bytes = if label == "utf-16le" { wide } else { encoded(label, &text) };
            assert!(bytes.len() > LARGE && decode(&bytes) == text, "{label}");
        }
    }

    #[test]
    fn a_text_takes_the_place_of_its_bytes() {
        for bytes in [&b"\xef\xbb\xbfcaf\xc3\xa9"[..], b"caf\xc3\xa9"] {
            assert_eq!(in_place(Cow::Borrowed(bytes), None), "café");
            assert_eq!(in_place(Cow::Owned(bytes.to_vec()), None), "café");
        }
        assert_eq!(in_place(Cow::Owned(b"caf\xe9".to_vec()), Some("café".to_owned())), "café");
    }

    #[test]
    fn undeclared_text_is_detected() {
        let turkish = "Görüşmeler dün yapıldı; şirketlerin anlaşmayı imzalaması bekleniyor. ";
        check(&encoded("windows-1254", &turkish.repeat(3)), &turkish.repeat(3));
        let russian = "Министр сообщил, что переговоры состоятся в среду. ";
        check(&encoded("windows-1251", russian), russian);
        let french = "L’élève a reçu une réponse très détaillée. ";
        check(&encoded("windows-1252", french), french);
    }

    #[test]
    fn broken_bytes_are_replaced() {
        check(b"caf\xc3\xa9 \xc3\xa0 la carte \xff!", "café à la carte \u{fffd}!");
        check(b"", "");
    }
}
