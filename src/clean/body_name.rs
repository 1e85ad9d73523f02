//! The names that content systems give to the element with the article's body.

use crate::fold::Beginnings;

/// Names of article bodies with their separators taken out, sorted; none is
/// shorter than six letters.
const BODY_NAMES: [&str; 34] = [
    "articlebody",
    "articlecontent",
    "articlecopy",
    "articledetail",
    "articlemain",
    "articletext",
    "artikelbody",
    "artikeltext",
    "bodycontent",
    "bodycopy",
    "bodytext",
    "contentarticle",
    "contentbody",
    "cuerpo",
    "entrybody",
    "entrycontent",
    "haberdetay",
    "habermetni",
    "markdownbody",
    "mwparseroutput",
    "newsbody",
    "newscontent",
    "newsdetail",
    "newstext",
    "paragraphwrapper",
    "postbody",
    "postcontent",
    "posttext",
    "richtext",
    "singlecontent",
    "storybody",
    "storycontent",
    "storytext",
    "textearticle",
];

/// How they begin.
static BEGINNINGS: Beginnings = Beginnings::of(&BODY_NAMES);

/// The longest class or id that is looked at.
const LONGEST: usize = 60;

/// Whether a class or id is a name such as `entry-content__wide`, whatever parts its words.
pub(super) fn is_body_name(name: &str) -> bool {
    if name.len() < 6 || name.len() > LONGEST {
        return false;
    }
    let mut plain = [0; LONGEST];
    let letters = name.bytes().filter(u8::is_ascii_alphanumeric);
    let length = plain.iter_mut().zip(letters).map(|(place, letter)| *place = letter | 0x20);
    let length = length.count();
    let plain = plain.get(..length).unwrap_or_default();
    (0..length.saturating_sub(5)).filter_map(|at| plain.get(at..)).any(begins_with_body_name)
}

fn begins_with_body_name(text: &[u8]) -> bool {
    BEGINNINGS.may_begin(text) && BODY_NAMES.iter().any(|body| text.starts_with(body.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn body_names_are_found_wherever_they_stand() {
        assert!(BODY_NAMES.is_sorted());
        for name in BODY_NAMES {
            assert!(is_body_name(&format!("x1-{name}_y")), "{name}");
        }
        assert!(is_body_name("js-Entry__Content-2"));
        assert!(!is_body_name("entry-header"));
        assert!(!is_body_name("body"));
    }
}
