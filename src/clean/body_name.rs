//! The names that content systems give to the element with the article's body.

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

/// Whether a class or id is a name such as `entry-content__wide`, whatever parts its words.
pub(super) fn is_body_name(name: &str) -> bool {
    if name.len() < 6 || name.len() > 60 {
        return false;
    }
    let plain: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|part| part.to_ascii_lowercase())
        .collect();
    (0..plain.len().saturating_sub(5)).filter_map(|at| plain.get(at..)).any(begins_with_body_name)
}

fn begins_with_body_name(text: &str) -> bool {
    let first = |text: &str| text.bytes().next();
    let before = BODY_NAMES.partition_point(|body| first(body) < first(text));
    let alike = BODY_NAMES.iter().skip(before).take_while(|body| first(body) == first(text));
    alike.into_iter().any(|body| text.starts_with(body))
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
