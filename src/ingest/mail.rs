//! Pages saved as MHTML and mails: MIME headers, then parts, one of which is
//! the text (RFC 2045 to 2047).

use encoding_rs::Encoding;

use super::{Place, RawDocument, Reading, Source, Whole, encoding, hash, page};
use crate::model::PublishedFrom;

/// The most parts that are looked at.
const MOST_PARTS: usize = 500;

/// Whether a text begins with the headers of a mail or an MHTML page.
pub(super) fn is_mail(text: &str) -> bool {
    let (headers, _) = split(text.as_bytes());
    let names: Vec<&str> = headers.iter().map(|(name, _)| name.as_str()).collect();
    let has = |name: &str| names.contains(&name);
    (has("content-type") && (has("mime-version") || has("from") || has("subject")))
        || (has("from") && has("subject") && has("date"))
}

/// Reads the text of a mail or a saved page.
pub(super) fn read(source: &Source) -> Reading {
    let (headers, body) = split(source.bytes);
    let Some(part) = best_part(&headers, body) else {
        return Reading::refused(source.file, "the mail or saved page holds no text");
    };
    let text = part.text().into();
    let whole = Whole { file: source.file, hash: hash(source.bytes), text };
    let mut document = if part.is_html() { page::read(whole) } else { whole.plain() };
    describe(&mut document, &headers);
    Reading::one(document)
}

/// Adds what the headers say, after what the page itself says.
fn describe(document: &mut RawDocument, headers: &Headers) {
    let value = |name| header(headers, name).map(words);
    let found = &mut document.metadata;
    found.titles.extend(value("subject").map(|subject| (Place::Window, subject)));
    match value("snapshot-content-location").or_else(|| value("content-location")) {
        // The date of a snapshot is that of saving it.
        Some(address) => found.urls.push(address),
        None => found.published.extend(value("date").map(|date| (PublishedFrom::Field, date))),
    }
}

/// Header fields, the names in lower case.
type Headers = Vec<(String, String)>;

fn header<'a>(headers: &'a Headers, name: &str) -> Option<&'a str> {
    headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
}

/// Splits headers from the body; no headers where the text doesn't begin with any.
fn split(bytes: &[u8]) -> (Headers, &[u8]) {
    let mut headers: Headers = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |at| at + 1);
        let (line, after) = rest.split_at(end);
        let line = String::from_utf8_lossy(line);
        if line.trim_end().is_empty() {
            return (headers, after);
        }
        if add_header(&mut headers, line.trim_end()).is_none() {
            break;
        }
        rest = after;
    }
    (Vec::new(), bytes)
}

/// Adds a line of the headers, or to the one before it; none where it is neither.
fn add_header(headers: &mut Headers, line: &str) -> Option<()> {
    if line.starts_with([' ', '\t']) {
        let (_, value) = headers.last_mut()?;
        value.push(' ');
        value.push_str(line.trim_start());
    } else {
        let (name, value) = line.split_once(':').filter(|(name, _)| is_name(name))?;
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    Some(())
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// A part that may be the text.
struct Part<'a> {
    headers: Headers,
    body: &'a [u8],
}

/// The first HTML part, else the first of plain text. Multiparts inside each other are unrolled.
fn best_part<'a>(headers: &Headers, body: &'a [u8]) -> Option<Part<'a>> {
    let mut waiting = vec![Part { headers: headers.clone(), body }];
    let mut plain = None;
    for _ in 0..MOST_PARTS {
        let Some(part) = waiting.pop() else { break };
        if part.is_html() {
            return Some(part);
        }
        match part.parameter("boundary") {
            Some(boundary) if part.kind().starts_with("multipart/") => {
                waiting.extend(parts(part.body, &boundary).into_iter().rev());
            }
            _ if part.kind().starts_with("text/plain") => plain = plain.or(Some(part)),
            _ => {}
        }
    }
    plain
}

/// The parts between boundary lines.
fn parts<'a>(body: &'a [u8], boundary: &str) -> Vec<Part<'a>> {
    let boundary = format!("--{boundary}");
    let mut parts = Vec::new();
    let mut start = None;
    let mut at = 0;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(boundary.as_bytes()) {
            let inside = start.and_then(|start| body.get(start..at));
            parts.extend(inside.map(split).map(|(headers, body)| Part { headers, body }));
            start = Some(at + line.len());
        }
        if parts.len() >= MOST_PARTS {
            return parts;
        }
        at += line.len();
    }
    // A file that was cut off ends without the closing boundary.
    let last = start.and_then(|start| body.get(start..)).filter(|last| !last.is_empty());
    parts.extend(last.map(split).map(|(headers, body)| Part { headers, body }));
    parts
}

impl Part<'_> {
    /// Its content type with parameters; text where none is given.
    fn content_type(&self) -> &str {
        header(&self.headers, "content-type").unwrap_or("text/plain")
    }

    fn kind(&self) -> String {
        self.content_type().to_ascii_lowercase()
    }

    fn is_html(&self) -> bool {
        self.kind().starts_with("text/html") || self.kind().starts_with("application/xhtml")
    }

    fn parameter(&self, name: &str) -> Option<String> {
        self.content_type().split(';').skip(1).find_map(|parameter| {
            let (key, value) = parameter.split_once('=')?;
            let value = value.trim().trim_matches('"').to_owned();
            key.trim().eq_ignore_ascii_case(name).then_some(value)
        })
    }

    fn text(&self) -> String {
        let charset = self.parameter("charset");
        encoding::labelled_text(&self.bytes(), charset.as_deref()).into_owned()
    }

    /// The body without the encoding it was sent in.
    fn bytes(&self) -> Vec<u8> {
        let transfer = header(&self.headers, "content-transfer-encoding").unwrap_or_default();
        match transfer.to_ascii_lowercase().as_str() {
            "quoted-printable" => quoted_printable(self.body),
            "base64" => base64(self.body),
            _ => self.body.to_vec(),
        }
    }
}

/// Undoes `=XX` and `=` at the end of a line (RFC 2045, 6.7).
fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] => return out,
            [b'=', b'\r', b'\n', after @ ..] | [b'=', b'\n', after @ ..] => after,
            [b'=', high, low, after @ ..] if hex(*high).is_some() && hex(*low).is_some() => {
                let digits = hex(*high).zip(hex(*low));
                out.extend(digits.map(|(high, low)| high * 16 + low));
                after
            }
            [byte, after @ ..] => {
                out.push(*byte);
                after
            }
        };
    }
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// Decodes base64, passing over what is none of it.
fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut held, mut bits) = (0u32, 0);
    for value in bytes.iter().take_while(|byte| **byte != b'=').filter_map(|byte| sextet(*byte)) {
        held = (held << 6 | u32::from(value)) & 0xff_ffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.extend(u8::try_from(held >> bits & 0xff));
        }
    }
    out
}

fn sextet(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

/// Decodes the encoded words of a header: `=?utf-8?q?caf=C3=A9?=`.
fn words(value: &str) -> String {
    let mut out = String::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once("=?") {
        let Some((word, after)) = word(after) else {
            out.push_str(before);
            out.push_str("=?");
            rest = after;
            continue;
        };
        // White space between two encoded words is no part of the text.
        if !before.trim().is_empty() || out.is_empty() {
            out.push_str(before);
        }
        out.push_str(&word);
        rest = after;
    }
    out + rest
}

fn word(text: &str) -> Option<(String, &str)> {
    let (charset, text) = text.split_once('?')?;
    let (form, text) = text.split_once('?')?;
    let (coded, after) = text.split_once("?=")?;
    let bytes = match form {
        "q" | "Q" => quoted_printable(coded.replace('_', " ").as_bytes()),
        "b" | "B" => base64(coded.as_bytes()),
        _ => return None,
    };
    let named = Encoding::for_label(charset.as_bytes())?;
    Some((named.decode_without_bom_handling(&bytes).0.into_owned(), after))
}

#[cfg(test)]
mod tests {
    use super::super::{RawBody, read};
    use super::*;

    fn check(mail: &str, title: &str, expected: &str) {
        let reading = read("a", mail.replace('\n', "\r\n").as_bytes());
        let document = &reading.documents[0];
        let text = match &document.body {
            RawBody::Page(html) => html.root_element().text().collect(),
            RawBody::Text(text) => text.clone(),
            other => format!("{other:?}"),
        };
        assert_eq!(
            document.metadata.titles.first().map(|(_, title)| title.as_str()),
            Some(title),
            "{mail}"
        );
        assert_eq!(text.trim(), expected, "{mail}");
    }

    #[test]
    fn a_saved_page_is_its_first_html_part() {
        check(
            "From: <Saved by a browser>\nSnapshot-Content-Location: https://a.example/\n\
             Subject: =?utf-8?Q?Caf=C3=A9_?= =?utf-8?B?b3Blbg==?=\nMIME-Version: 1.0\n\
             Content-Type: multipart/related;\n\ttype=\"text/html\"; boundary=\"--B\"\n\n\
             ----B\nContent-Type: text/css\n\np {}\n\
             ----B\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n\
             <p>Caf=C3=A9 =\nopen</p>\n----B--\n",
            "Café open",
            "Café open",
        );
    }

    #[test]
    fn turkish_labelled_latin_reads_right() {
        check(
            "Subject: Pier\nMIME-Version: 1.0\nContent-Type: text/html; charset=iso-8859-1\n\
             Content-Transfer-Encoding: quoted-printable\n\n\
             <p>Kad=FDk=F6y iskelesi f=FDrt=FDnadan sonra yeniden a=E7=FDld=FD.</p>\n",
            "Pier",
            "Kadıköy iskelesi fırtınadan sonra yeniden açıldı.",
        );
    }

    #[test]
    fn mails_are_read_too() {
        check(
            "From: a@example.org\nSubject: Pier\nDate: Thu, 04 Mar 2021 09:30:00 +0000\n\
             Content-Type: text/plain; charset=iso-8859-1\n\
             Content-Transfer-Encoding: base64\n\nQ2Fm6SBv\ncGVu\n",
            "Pier",
            "Café open",
        );
        assert!(!is_mail("Note: this is a text\n\nFrom: here on"));
    }
}
