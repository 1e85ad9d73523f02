//! The names that content systems give to the element with the article's body.

/// Names of article bodies with their separators taken out: sorted, and none
/// begins another, so that the one which begins a text stands right before it.
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
    (0..plain.len()).filter_map(|at| plain.get(at..)).any(begins_with_body_name)
}

fn begins_with_body_name(text: &str) -> bool {
    let before = BODY_NAMES.partition_point(|body| *body <= text).checked_sub(1);
    before.and_then(|at| BODY_NAMES.get(at)).is_some_and(|body| text.starts_with(body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn body_names_are_found_wherever_they_stand() {
        assert!(BODY_NAMES.is_sorted());
        for name in BODY_NAMES {
            let begun = BODY_NAMES.iter().filter(|other| other.starts_with(name)).count();
            assert_eq!(begun, 1, "{name}");
            assert!(is_body_name(&format!("x1-{name}_y")), "{name}");
        }
        assert!(is_body_name("js-Entry__Content-2"));
        assert!(!is_body_name("entry-header"));
        assert!(!is_body_name("body"));
    }
}
