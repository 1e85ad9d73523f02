//! What holds for any input: nothing fails, nothing is made up, nothing unsafe comes out.

use std::fmt::Write as _;

use dateline::{
    annotate::annotate,
    clean::clean,
    ingest::{self, RawBody},
    model::Article,
};
use proptest::prelude::*;

/// Beginnings that lead into each reader, some of them cut off where it hurts.
const STARTS: &[&[u8]] = &[
    b"",
    b"\xef\xbb\xbf",
    b"\xff\xfe<\0p\0>\0",
    b"\xfe\xff\0<\0p\0>",
    b"<!doctype html><html><head><meta charset=windows-1254><title>",
    b"<html><script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"articleBody\":\"",
    b"<html><body><article><h1>Ferry</h1><p>",
    b"<table><tr><td>",
    b"<svg><![CDATA[",
    b"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><item><description><![CDATA[",
    b"<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><content type=\"html\">&lt;p&gt;",
    b"{\"title\":\"Ferry\",\"body\":\"<p>",
    b"{\"releases\":[{\"title\":\"Ferry\",\"published_at\":\"",
    b"{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"content_html\":\"",
    b"{\"text\":\"The ferry sails.\"}\n{\"text\":\"",
    b"---\ntitle: Ferry\ndate: 2031-05-03\n---\n# Ferry\n\n",
    b"From: <Saved>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>",
    b"Subject: Ferry\nFrom: a@b.example\nContent-Transfer-Encoding: base64\nContent-Type: text/html\n\n",
    b"Menu\nHome\nSport\nFerry sails again\nBy Ada Quill\n3 May 2031\n",
];

fn anything() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        any::<Vec<u8>>(),
        any::<String>().prop_map(String::into_bytes),
        "[<>/a-dp \"'=&;#{}\\[\\],:!\\\\u0-9.\n-]{0,60}".prop_map(String::into_bytes),
        "(</?(p|div|h2|ul|li|table|td|b|a href=x|script|style|template|br)>|[a-z]{1,9} |&(lt|nbsp|#27|#x202e);){0,30}"
            .prop_map(String::into_bytes),
    ];
    let pieces = prop::collection::vec(piece, 0..6);
    (prop::sample::select(STARTS), pieces)
        .prop_map(|(start, rest)| [start, &rest.concat()].concat())
}

fn articles(bytes: &[u8]) -> Vec<Article> {
    ingest::read("a", bytes).documents.into_iter().map(clean).collect()
}

/// What the text of an article comes to when it is cleaned as a text.
fn again(text: &str) -> String {
    let mut document = ingest::read("a", b"text").documents.remove(0);
    document.body = RawBody::Text(text.to_owned());
    clean(document).text
}

/// No control character, nothing that turns the reading direction round.
fn is_safe(text: &str) -> bool {
    text.chars().all(|one| {
        let turns = matches!(one, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        !turns && (matches!(one, '\n' | '\t') || !one.is_control())
    })
}

/// All strings of an article, through its JSON form.
fn strings(article: &Article) -> Vec<String> {
    let mut waiting = vec![serde_json::to_value(article).unwrap()];
    let mut strings = Vec::new();
    while let Some(value) = waiting.pop() {
        match value {
            serde_json::Value::String(text) => strings.push(text),
            serde_json::Value::Array(values) => waiting.extend(values),
            serde_json::Value::Object(fields) => {
                waiting.extend(fields.into_iter().map(|(_, value)| value));
            }
            _ => {}
        }
    }
    strings
}

/// A page whose words are numbered as they stand: `w1 w2 …`.
fn numbered_page() -> impl Strategy<Value = String> {
    let tag = prop::sample::select(vec![
        "p",
        "p",
        "p",
        "p",
        "div",
        "h2",
        "h3",
        "ul",
        "li",
        "ol",
        "blockquote",
        "table",
        "tr",
        "td",
        "pre",
        "code",
        "a",
        "b",
        "em",
        "span",
        "section",
        "article",
        "main",
        "aside",
        "nav",
        "header",
        "footer",
        "figure",
        "figcaption",
        "form",
        "button",
        "time",
        "dl",
        "dt",
        "dd",
        "details",
        "center",
        "font",
    ]);
    let class = prop::sample::select(vec![
        "",
        "",
        "",
        "content",
        "article-body",
        "related",
        "comments",
        "share",
        "byline",
        "lead",
        "menu",
        "caption",
        "sidebar",
        "newsletter",
        "author",
        "tags",
        "hidden",
    ]);
    let step = prop_oneof![
        3 => (tag.clone(), class).prop_map(|(tag, class)| format!("<{tag} class=\"{class}\">")),
        3 => tag.prop_map(|tag| format!("</{tag}>")),
        4 => (1..40_usize, "[.?!,:]").prop_map(|(words, end)| format!("{}\u{1}{end} ", "\u{1} ".repeat(words))),
        1 => Just("<br>".to_owned()),
        1 => Just("<img alt=\"a view\" src=x>".to_owned()),
        1 => Just("\n".to_owned()),
    ];
    prop::collection::vec(step, 1..40).prop_map(|steps| {
        let mut page = String::from("<!doctype html><title>A title of its own</title><body>");
        let mut number = 0;
        for letter in steps.concat().chars() {
            if letter == '\u{1}' {
                number += 1;
                write!(page, "w{number}").unwrap();
            } else {
                page.push(letter);
            }
        }
        page
    })
}

/// The numbers of the words of a text, in order.
fn numbers(text: &str) -> Vec<usize> {
    let words = text.split(|one: char| !one.is_ascii_alphanumeric());
    words.filter_map(|word| word.strip_prefix('w')?.parse().ok()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn anything_is_read_to_the_end_and_comes_out_safe(bytes in anything()) {
        let reading = ingest::read("a", &bytes);
        prop_assert!(!reading.documents.is_empty() || !reading.problems.is_empty());
        for document in reading.documents {
            let stays = matches!(document.body, RawBody::Clean(_));
            let article = clean(document);
            let _ = annotate(&article, None);
            prop_assert!(stays || again(&article.text) == article.text, "{:?}", article.text);
            for text in strings(&article) {
                prop_assert!(is_safe(&text), "{text:?}");
            }
            for (at, block) in article.blocks.iter().enumerate() {
                prop_assert!(!block.span.cut(&article.text).trim().is_empty());
                prop_assert!(article.blocks.get(at + 1).is_none_or(|next| block.span.end <= next.span.start));
            }
        }
    }

    #[test]
    fn the_words_of_a_page_come_from_it_in_their_order(page in numbered_page()) {
        for article in articles(page.as_bytes()) {
            // In the order of the tree: a parser moves what stands wrongly in a table before it.
            let tree = scraper::Html::parse_document(&page).root_element().text().collect::<Vec<_>>().join(" ");
            let mut all = numbers(&tree).into_iter();
            let missing = numbers(&article.text).into_iter().find(|word| !all.any(|other| other == *word));
            prop_assert_eq!(missing, None, "{:?} of {}", article.text, page);
            let made_up = article.text.split_whitespace().find(|word| word.chars().any(char::is_alphanumeric) && numbers(word).is_empty());
            prop_assert!(made_up.is_none_or(|word| "A title of its own a view".contains(word)), "{made_up:?} of {page}");
            prop_assert_eq!(&again(&article.text), &article.text, "{}", page);
        }
    }
}

/// A page with an article of prose, sub-headings, quotes, lists, labels and code between menus.
fn article_page() -> impl Strategy<Value = String> {
    let sentence = prop::sample::select(vec![
        "The ferry came back to the harbour on Tuesday, three weeks after the storm.",
        "Nobody on the island had expected it before the end of the month.",
        "“We worked day and night,” said the harbour master, who had slept on board.",
        "Two of the engines were replaced, and a third was taken apart in the yard.",
        "The council will decide in March whether the old pier can be kept at all.",
        "Fishermen had lent their boats to the school, the post and the doctor.",
        "Repairs have cost about 4.2 million crowns, twice as much as was planned.",
        "A second ship is to follow next year, if the shipyard keeps its word.",
        "Snow lay on the roofs when the first cars rolled off the ramp.",
        "The bakery had bread in the morning, for the first time since the storm.",
        "Critics say that the company had known of the worn bearings for years.",
        "Its director denies that and points to the inspection of last autumn.",
    ]);
    let heading = prop::sample::select(vec![
        "What went wrong",
        "A winter without a ship",
        "Who pays for the repairs",
        "Plans for a second ferry",
    ]);
    let item = prop::sample::select(vec![
        "Bread and milk for the shop on the quay",
        "Two crates of books for the school",
        "Diesel for the fishing boats",
        "Letters that had waited since the storm",
    ]);
    let paragraph = prop::collection::vec(sentence, 1..5).prop_map(|all| all.join(" "));
    let part = prop_oneof![
        6 => paragraph.clone().prop_map(|text| format!("<p>{text}</p>")),
        1 => paragraph.clone().prop_map(|text| format!("<blockquote><p>{text}</p></blockquote>")),
        1 => (heading, paragraph.clone()).prop_map(|(head, text)| format!("<h2>{head}</h2><p>{text}</p>")),
        1 => (prop::collection::vec(item, 2..4), paragraph.clone())
            .prop_map(|(items, text)| format!("<ul><li>{}</li></ul><p>{text}</p>", items.join("</li><li>"))),
        1 => paragraph.clone().prop_map(|text| format!(
            "<p>Bread</p><p>Milk</p><p>Diesel</p><p>Letters</p><p>Two crates of books</p><p>{text}</p>"
        )),
        1 => paragraph.clone().prop_map(|text| format!(
            "<pre>sail(ferry):\n  at noon\n\n  and at   one\nreturn</pre><p>{text}</p>"
        )),
    ];
    (paragraph, prop::collection::vec(part, 2..10)).prop_map(|(lead, parts)| format!(
        "<html><body><nav><a href=/>Home</a> <a href=/s>Sport</a> <a href=/w>World</a></nav><article><h1>Ferry sails again</h1><p>{lead}</p>{}</article><footer>Imprint Terms</footer></body></html>",
        parts.concat(),
    ))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_text_of_an_article_stays_as_it_is_when_it_is_cleaned_again(page in article_page()) {
        let once = &articles(page.as_bytes())[0].text;
        let lead = format!("<p>{}</p>", once.split("\n\n").next().unwrap());
        prop_assert!(page.contains(&lead), "{lead}");
        let twice = &articles(once.as_bytes())[0].text;
        prop_assert_eq!(once, twice);
    }
}
