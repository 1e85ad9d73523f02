//! Cleaning at its boundary: a raw document in, the article out, one sample a form.

use dateline::{
    clean::{clean, sanitise, sanitise_line},
    ingest::{Place, RawBody, RawDocument, RawMetadata},
    model::{Article, BlockKind, Origin, PublishedFrom},
};
use proptest::prelude::*;
use scraper::Html;

fn document(body: RawBody, metadata: RawMetadata) -> RawDocument {
    let hash = "0123456789abcdef".to_owned();
    RawDocument {
        origin: Origin { file: "sample".to_owned(), ordinal: 0, hash },
        id: None,
        body,
        stated: None,
        metadata,
        links: Vec::new(),
        problems: Vec::new(),
    }
}

/// The article as lines: fields, then blocks and removed pieces in order, then links.
fn shown(article: &Article) -> String {
    let mut lines = fields(article);
    let mut removed = article.removed.iter().peekable();
    for block in &article.blocks {
        while let Some(piece) = removed.next_if(|piece| piece.at <= block.span.start) {
            lines.push(format!("- {}: {}", piece.kind.name(), piece.text.replace('\n', " / ")));
        }
        let text = block.span.cut(&article.text).replace('\t', " | ").replace('\n', " / ");
        match block.kind {
            BlockKind::Heading(level) => lines.push(format!("heading {level}: {text}")),
            kind => lines.push(format!("{}: {text}", kind.name())),
        }
    }
    lines.extend(
        removed
            .map(|piece| format!("- {}: {}", piece.kind.name(), piece.text.replace('\n', " / "))),
    );
    lines.extend(
        article
            .links
            .iter()
            .map(|link| format!("{} link: {} <{}>", link.kind.name(), link.text, link.url)),
    );
    lines.join("\n")
}

fn fields(article: &Article) -> Vec<String> {
    let metadata = &article.metadata;
    let published = metadata.published.as_ref();
    let named = [
        ("title", Some(metadata.title.clone()).filter(|title| !title.is_empty())),
        ("byline", Some(metadata.byline.join(", ")).filter(|byline| !byline.is_empty())),
        ("publisher", metadata.publisher.clone()),
        (
            "published",
            published.map(|published| format!("{} ({})", published.text, published.from.name())),
        ),
        ("modified", metadata.modified.clone()),
        ("language", metadata.language.clone()),
        ("url", metadata.url.clone()),
    ];
    named.into_iter().filter_map(|(name, value)| Some(format!("{name} = {}", value?))).collect()
}

fn check(body: RawBody, metadata: RawMetadata, expected: &str) {
    let article = clean(document(body, metadata));
    assert_eq!(shown(&article), expected.trim());
}

fn check_text(text: &str, expected: &str) {
    check(RawBody::Text(text.to_owned()), RawMetadata::default(), expected);
}

#[test]
fn a_page_gives_its_article_and_keeps_the_rest_apart() {
    let page = r##"<html><head><title>Harbour reopens after the storm - Valley Post</title></head><body>
        <nav><a href="/">Home</a> <a href="/world">World</a></nav>
        <main><article>
          <h1>Harbour reopens after the storm</h1>
          <div class="byline">By Ada Quill</div>
          <figure><img src="/harbour.jpg" alt="The harbour"><figcaption>Ships wait outside the harbour.</figcaption></figure>
          <div class="entry-content">
            <p>The harbour of Nordvik reopened on Monday, two days after the <a href="/storm">storm</a>, the port authority said.</p>
            <h2>Ferries first</h2>
            <p>Ferries sail again from noon; cargo ships have to wait for the pilots, who work one shift a day.</p>
            <ul><li>Two berths are closed until Friday.</li><li>The northern pier is lost.</li></ul>
            <blockquote><p>“We were lucky, and we know it,” said the harbour master.</p></blockquote>
            <table><tr><th>Pier</th><th>State</th></tr><tr><td>North</td><td>lost</td></tr></table>
            <div class="related-posts"><h3>Related stories</h3><a href="/wind">How the wind turned</a></div>
            <p>The damage is put at four million crowns, and the town expects help from the capital.</p>
          </div>
          <div class="share-bar"><a href="#">Share on Chirper</a></div>
        </article></main>
        <footer>© 2024 Valley Post</footer></body></html>"##;
    let metadata = RawMetadata {
        titles: vec![(Place::Meta, "Harbour reopens after the storm - Valley Post".to_owned())],
        authors: vec![(Place::Meta, "By Ada Quill".to_owned())],
        publishers: vec!["Valley Post".to_owned()],
        published: vec![
            (PublishedFrom::Meta, "2024-11-04".to_owned()),
            (PublishedFrom::JsonLd, "2024-11-04T08:30:00+01:00".to_owned()),
        ],
        languages: vec!["en-GB".to_owned()],
        ..RawMetadata::default()
    };
    check(
        RawBody::Page(Html::parse_document(page)),
        metadata,
        r"
title = Harbour reopens after the storm
byline = Ada Quill
publisher = Valley Post
published = 2024-11-04T08:30:00+01:00 (json-ld)
language = en
- menu: Home World
- title: Harbour reopens after the storm
- byline: By Ada Quill
- caption: Ships wait outside the harbour.
paragraph: The harbour of Nordvik reopened on Monday, two days after the storm, the port authority said.
heading 2: Ferries first
paragraph: Ferries sail again from noon; cargo ships have to wait for the pilots, who work one shift a day.
list-item: Two berths are closed until Friday.
list-item: The northern pier is lost.
quote: “We were lucky, and we know it,” said the harbour master.
table-row: Pier | State
table-row: North | lost
- related: Related stories / How the wind turned
paragraph: The damage is put at four million crowns, and the town expects help from the capital.
- share: Share on Chirper
- copyright: © 2024 Valley Post
inline link: storm </storm>
related link: How the wind turned </wind>
",
    );
}

#[test]
fn a_release_that_nests_too_deep_says_so() {
    let deep = format!("<p>The ferry sails.</p>{}It is late.", "<b>".repeat(3000));
    let article = clean(document(RawBody::Fragment(deep), RawMetadata::default()));
    assert_eq!(article.text, "The ferry sails.\n\nIt is late.");
    let messages: Vec<&str> = article.problems.iter().map(|one| one.message.as_str()).collect();
    assert!(
        matches!(messages.as_slice(), [one] if one.contains("tags nested too deep")),
        "{messages:?}"
    );
}

#[test]
fn a_release_keeps_its_text_and_not_its_cards() {
    let body = r#"<p><strong>The two ports signed a <a href="https://example.org/pact">pact</a> on Tuesday.</strong></p>
        <div class="release-bookmark"><a class="thumb" href="https://example.org/older"></a>
          <div><a class="title" href="https://example.org/older">An older pact fails</a><div>It failed over fees, in ...</div>
          <a href="https://example.org/">example.org</a></div></div>
        <h4>What changes</h4><p>Fees fall by a third.</p>
        <p><sup><br>The signing in Nordvik. © PHOTO ADA QUILL</sup></p>
        <hr><h4>Read also</h4>
        <div class="release-bookmark"><a href="https://example.org/next">The next pact</a></div><p>&nbsp;</p>"#;
    check(
        RawBody::Fragment(body.to_owned()),
        RawMetadata::default(),
        r"
language = en
paragraph: The two ports signed a pact on Tuesday.
- related: An older pact fails / It failed over fees, in ... / example.org
heading 4: What changes
paragraph: Fees fall by a third.
caption: The signing in Nordvik. © PHOTO ADA QUILL
- related: Read also / The next pact
inline link: pact <https://example.org/pact>
related link: An older pact fails <https://example.org/older>
related link: example.org <https://example.org/>
related link: The next pact <https://example.org/next>
",
    );
}

#[test]
fn a_dump_loses_its_chrome() {
    check_text(
        "chirper\nfacegram\nHome\nWorld\nsearch\nLanguage\nTideline.example © 2025.\nA+\nA-\n\n\
         Ministers agree to share the ferry fleet of both islands\n\n\
         3 March 2025 09:40\n\n\
         Ministers of both islands agreed on Monday to share their ferry fleet, after a year of talks that nearly failed.\n\n\
         The first common timetable comes into force in May, and the old tickets stay valid until the end of the year.\n\n\
         “Nobody will have to wait for a ferry that does not come,” the transport minister said on the quay.\n\n\
         By Ada Quill\n\nTideline.example\nViews: 812\n\nShare this story\ncopy link\nLatest news\nSport\nMarch 2025\nWeather\nMarch 2025\n\
         Leave a Reply\nPlease enter your comment!",
        r"
title = Ministers agree to share the ferry fleet of both islands
byline = Ada Quill
publisher = Tideline.example
published = 2025-03-03T09:40 (dateline)
language = en
- menu: chirper / facegram / Home / World / search / Language / Tideline.example © 2025. / A+ / A-
- title: Ministers agree to share the ferry fleet of both islands
- date: 3 March 2025 09:40
paragraph: Ministers of both islands agreed on Monday to share their ferry fleet, after a year of talks that nearly failed.
paragraph: The first common timetable comes into force in May, and the old tickets stay valid until the end of the year.
paragraph: “Nobody will have to wait for a ferry that does not come,” the transport minister said on the quay.
- byline: By Ada Quill
- menu: Tideline.example
- counter: Views: 812
- share: Share this story / copy link
- related: Latest news
- menu: Sport / March 2025 / Weather / March 2025
- comments: Leave a Reply / Please enter your comment!
",
    );
}

#[test]
fn a_date_grown_together_with_its_outlet_is_both() {
    check_text(
        "March 3, 2025Tide Report\n\
         The islands have agreed to share their ferries, according to two officials who took part in the talks.\n\
         The first common timetable is expected in May, and a second harbour will open before the summer comes.\n\
         Harbour\nMarch 2025\nFisheries\nMarch 2025\nHarbour\nMarch 2025\nIslands\nFebruary 2025",
        r"
publisher = Tide Report
published = 2025-03-03 (glued-dateline)
language = en
- date: March 3, 2025Tide Report
paragraph: The islands have agreed to share their ferries, according to two officials who took part in the talks.
paragraph: The first common timetable is expected in May, and a second harbour will open before the summer comes.
- menu: Harbour / March 2025 / Fisheries / March 2025 / Harbour / March 2025 / Islands / February 2025
",
    );
}

#[test]
fn a_report_keeps_every_line_and_has_no_date() {
    check_text(
        "The islands are committed to a common ferry policy, as set out in the agreement of their parliaments.\n\n\
         The policy has three aims:\n\n  • to keep each harbour open in winter;\n  • to lower the fares of the islanders;\n  • to renew the fleet.\n\n\
         A common office will be founded for these aims, with a seat on each island and a staff of twelve.",
        r"
language = en
paragraph: The islands are committed to a common ferry policy, as set out in the agreement of their parliaments.
paragraph: The policy has three aims:
list-item: to keep each harbour open in winter;
list-item: to lower the fares of the islanders;
list-item: to renew the fleet.
paragraph: A common office will be founded for these aims, with a seat on each island and a staff of twelve.
",
    );
}

#[test]
fn wrapped_lines_become_paragraphs_again() {
    check_text(
        "   The islands agreed on Monday to share their ferries, after a year of\n   talks that had nearly failed over the fares of the winter months.\n\n\
            \u{20}  The first common timetable comes into force in May, said the office of\n   the minister, and the old tickets stay valid until the end of the year.\n",
        r"
language = en
paragraph: The islands agreed on Monday to share their ferries, after a year of talks that had nearly failed over the fares of the winter months.
paragraph: The first common timetable comes into force in May, said the office of the minister, and the old tickets stay valid until the end of the year.
",
    );
}

#[test]
fn markdown_is_read_by_its_marks() {
    let text = "# Ferries\n\nThe islands *agreed* on [Monday](https://example.org/m).\n\n## Fares\n\n- lower\n- simpler\n\n> It was time.\n\n| Year | Fare |\n|---|---|\n| 2024 | 12 |\n\n```\nlet x = 1;\n  y\n```\n";
    check(
        RawBody::Markdown(text.to_owned()),
        RawMetadata {
            titles: vec![(Place::Field, "Ferries".to_owned())],
            ..RawMetadata::default()
        },
        r"
title = Ferries
language = en
- title: Ferries
paragraph: The islands agreed on Monday.
heading 2: Fares
list-item: lower
list-item: simpler
quote: It was time.
table-row: Year | Fare
table-row: 2024 | 12
code:     let x = 1; /       y
inline link: Monday <https://example.org/m>
",
    );
}

#[test]
fn clean_text_is_kept_to_the_last_character() {
    let text = "  One  paragraph.\nStill one.\n\n\n\nShare this\n\n 2025 \n";
    let article = clean(document(RawBody::Clean(text.to_owned()), RawMetadata::default()));
    assert_eq!(article.text, text);
    let blocks: Vec<&str> =
        article.blocks.iter().map(|block| block.span.cut(&article.text)).collect();
    assert_eq!(blocks, ["One  paragraph.\nStill one.", "Share this", "2025"]);
}

#[test]
fn a_month_a_counter_and_a_copyright_line_date_nothing() {
    check_text(
        "Menu\nHome\nSport\nWorld\n© 2025 Tideline\n12.03.2025 views\nMarch 2025\n\n\
         The islands have agreed to share their ferries, according to two officials who took part in the talks.\n\n\
         Views: 20250303\nCopyright 3 March 2025 Tideline",
        r"
publisher = Tideline
language = en
- menu: Menu / Home / Sport / World
- copyright: © 2025 Tideline
- counter: 12.03.2025 views
- menu: March 2025
paragraph: The islands have agreed to share their ferries, according to two officials who took part in the talks.
- counter: Views: 20250303
- copyright: Copyright 3 March 2025 Tideline
",
    );
}

#[test]
fn a_page_that_scripts_fill_gives_the_text_it_states() {
    let sentence =
        "The ferry came back on Tuesday, and nobody on the island had expected it so soon. ";
    let page = |shown: &str, stated: &str| {
        format!(
            "<html><head><title>Ferry</title><script type=\"application/ld+json\">\
             {{\"@graph\": [{{\"@type\": \"NewsArticle\", \"articleBody\": {}}}]}}</script></head>\
             <body><div id=app>{shown}</div></body></html>",
            serde_json::to_string(stated).unwrap()
        )
    };
    let text = |page: &str| {
        let mut documents = dateline::ingest::read("a.html", page.as_bytes()).documents;
        let article = clean(documents.remove(0));
        let removed: Vec<_> = article.removed.iter().map(|one| one.text.clone()).collect();
        (article.text, removed.join("|"))
    };
    let whole = sentence.repeat(6).trim().to_owned();
    assert_eq!(text(&page("Loading", &whole)), (whole.clone(), "Loading".to_owned()));
    let tagged = format!("<p>{}</p><p>{}</p>", sentence.repeat(4), sentence.repeat(4));
    let paragraph = sentence.repeat(4).trim().to_owned();
    assert_eq!(text(&page("", &tagged)).0, format!("{paragraph}\n\n{paragraph}"));
    // A page that shows its article is read as it shows it.
    let shown = format!(
        "<article><p>{}</p></article>",
        "Snow lay on the quay when the first cars left. ".repeat(6)
    );
    assert!(text(&page(&shown, &whole)).0.starts_with("Snow"));
    assert_eq!(
        text(&page("Loading", sentence)),
        (sentence.trim().to_owned(), "Loading".to_owned())
    );
}

#[test]
fn a_page_that_scripts_draw_gives_what_it_tells_without_them() {
    let post = "The pump stops after an hour, and only pulling the plug brings it back. ";
    let told = format!(
        "<header><a href=/>Boats</a></header>\
         <div class=post><p>{}</p></div><div class=post><p>{}</p></div>",
        post.repeat(5),
        "Clean the filter first, since sand gets into it at every low tide. ".repeat(5)
    );
    let text = |page: &str| {
        let mut documents = dateline::ingest::read("a.html", page.as_bytes()).documents;
        clean(documents.remove(0)).text
    };
    let page = |shown: &str, told: &str| {
        let head = "<title>Pump stops</title><noscript><img src=/pixel></noscript>";
        text(&format!(
            "<html><head>{head}</head><body>{shown}<noscript>{told}</noscript></body></html>"
        ))
    };
    let both = page("<div id=app>Loading</div>", &told);
    assert!(both.starts_with("The pump stops") && both.contains("\n\nClean the filter"), "{both}");
    // What a page shows goes before what it repeats, and a request to switch scripts on is no page.
    let shown =
        format!("<article><p>{}</p></article>", "Snow lay on the quay at dawn. ".repeat(20));
    assert!(page(&shown, &told).starts_with("Snow"));
    assert!(
        !page("<div id=app>Loading</div>", "<p>Please switch scripts on.</p>").contains("Please")
    );
}

#[test]
fn readers_comments_outweigh_an_article_but_are_none_of_it() {
    let comments = [
        "The harbour was never meant for ships of this size, and everybody who has lived here for more than ten years knows it.",
        "I sailed past the new breakwater last Sunday, and from the sea side it looks far better than anything the old one ever was.",
        "What nobody mentions is the price: my street alone has lost four shops since the works began, and none of them will return.",
        "Give it two winters. The stones of the first breakwater were moved by the storm of its third year, and these are smaller.",
        "My father laid the first stones there, and he always said that the harbour would outlive all those who had planned it.",
        "A good summary, but the ferry company has already said that it will move its evening line to the other side of the bay.",
    ];
    let listed = comments.map(|text| format!("<li class=\"comment\"><p>{text}</p></li>"));
    let page = format!(
        "<html><head><title>The breakwater is finished</title></head><body><div class=\"content\">\
             <h1>The breakwater is finished</h1>\
             <p>The last stone of the new breakwater was laid on Tuesday in front of some two \
             hundred people, six months later than the town had promised and at twice the price.</p>\
             <p>\u{201c}It will stand for a hundred years,\u{201d} said the harbour master, Ines Kolb, who \
             thanked the divers and the crews of both barges for their patience in a hard winter.</p>\
             <p>Ships of up to ninety metres may call from the first of the month; the fish market \
             moves back to its old quay as soon as the road to it is open again.</p></div>\
             <div id=\"comments\" class=\"comment-list\"><ol>{}</ol></div></body></html>",
        listed.concat()
    );
    let kept = |kinds: &[&str]| {
        let kinds = kinds.iter().map(|&kind| kind.to_owned()).collect();
        let metadata = RawMetadata { kinds, ..RawMetadata::default() };
        let article = clean(document(RawBody::Page(Html::parse_document(&page)), metadata));
        comments.iter().filter(|comment| article.text.contains(**comment)).count()
    };
    assert_eq!(kept(&["NewsArticle"]), 0);
    assert!(kept(&["DiscussionForumPosting"]) > comments.len() / 2);
}

#[test]
fn html_in_markdown_says_how_the_text_looks() {
    let read =
        |text: &str| clean(document(RawBody::Markdown(text.to_owned()), RawMetadata::default()));
    let article = read(
        "<div align=\"center\">\n<img src=\"/tide.png\" alt=\"The tide\">\n<p>High water is at nine.</p>\n</div>\n\n\
         <!-- more -->\n\nIt rises 3<br>to 4 m<sup>2</sup> a <b>second, says *Ada*.\n\n\
         <details>\n<summary>How it was measured</summary>\n\nWith a [pole][POLE].\n\n</details>\n\n\
         The list is a Vec<String>, and\n\n<TIDE>\n\nis its name.\n\n[pole]: https://a.example/pole\n",
    );
    assert_eq!(
        article.text,
        "High water is at nine.\n\nIt rises 3 to 4 m2 a second, says Ada.\n\nHow it was measured\n\n\
         With a pole.\n\nThe list is a Vec<String>, and\n\n<TIDE>\n\nis its name."
    );
    let links: Vec<(&str, &str)> =
        article.links.iter().map(|link| (link.text.as_str(), link.url.as_str())).collect();
    assert_eq!(links, [("The tide", "/tide.png"), ("pole", "https://a.example/pole")]);
    // What is never closed takes nothing with it.
    for open in ["<!-- aside", "<div title=\"aside", "<iframe src=aside>", "<script>aside"] {
        let text = read(&format!("{open}\n\nThe quay is dry at low water.\n")).text;
        assert!(text.contains("aside") && text.contains("low water"), "{open}: {text}");
    }
}

/// The text of a page about a lighthouse with `more` behind its `<article>`, which says that it is of these kinds.
fn lighthouse(inside: &str, more: &str, kind: &str) -> String {
    let page = format!(
        "<html><head><title>The lighthouse is sold</title></head><body><main><article>\
             <h1>The lighthouse is sold</h1>\
             <p>The old lighthouse on the north cape belongs to a choir since Friday. The county \
             had asked for bids in spring, and hardly anybody had believed that there would be one.</p>{inside}\
             <p>The forty singers paid less than a flat in town costs, and have promised to keep \
             the lamp, the stairs and the keeper\u{2019}s garden as they are for at least thirty years.</p>\
             <p>\u{201c}The tower rings when you hum in it,\u{201d} said Edda Lund, who conducts them. The \
             first concert is on midsummer night; who wants to hear it has to climb 211 steps.</p>\
             </article>{more}</main></body></html>"
    );
    let metadata = RawMetadata { kinds: vec![kind.to_owned()], ..RawMetadata::default() };
    clean(document(RawBody::Page(Html::parse_document(&page)), metadata)).text
}

#[test]
fn further_articles_behind_an_article_are_none_of_it() {
    let posts = [
        "The harbour bridge stays shut until the autumn, since its bearings, made in another century, have to be cast anew.",
        "Nobody had counted the swans before, and when the school did it on Sunday there were more of them than of people.",
        "The night train comes back after eleven years; it stops at four in the morning, and the baker will open for it.",
        "A third of the island is moor again. The last drain was closed in March, and the cranes found it within a week.",
    ];
    let more = posts.map(|text| format!("<article><h3>News</h3><p>{text}</p></article>")).concat();
    let kept = |kind: &str| {
        let text = lighthouse("", &more, kind);
        assert!(text.contains("choir") && text.contains("211 steps"), "{text}");
        posts.iter().filter(|post| text.contains(**post)).count()
    };
    assert_eq!(kept("NewsArticle"), 0);
    assert_eq!(kept("LiveBlogPosting"), posts.len(), "posts are the text of a page that grows");
    let body: String = posts.iter().cycle().take(12).map(|post| format!("<p>{post}</p>")).collect();
    let text = lighthouse("", &format!("<article>{body}</article>"), "NewsArticle");
    assert!(text.contains(posts[2]), "a body may follow its head: {text}");
}

#[test]
fn a_line_that_leads_elsewhere_is_no_paragraph_of_an_article() {
    let text = lighthouse(
        "<p><a href=\"/a\">The choir that sings in barns and cellars has bought a second tower on the south cape, and wants a third one</a></p>\
         <p>The keeper\u{2019}s widow, who is ninety, was the first to hear of it, and the first to laugh.</p>\
         <p>Lesen Sie auch: Der Leuchtturm von S\u{fc}dkap</p>\
         <p><a href=\"/b\">All the bids may be read in the town hall until June, said the county.</a></p>",
        "",
        "NewsArticle",
    );
    assert!(!text.contains("second tower") && !text.contains("S\u{fc}dkap"), "{text}");
    assert!(text.contains("All the bids may be read"), "a sentence stays: {text}");
}

fn prose() -> impl Strategy<Value = String> {
    let sentence = "[A-Z][a-z]{2,8}( [a-z]{2,9}){8,16}\\.";
    proptest::collection::vec(proptest::collection::vec(sentence, 1..4), 1..6).prop_map(
        |paragraphs| paragraphs.iter().map(|one| one.join(" ")).collect::<Vec<_>>().join("\n\n"),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_safe_text(text in any::<String>()) {
        let safe = |text: &str| text.chars().all(|one| matches!(one, '\n' | '\t') || !one.is_control());
        for body in [RawBody::Text(text.clone()), RawBody::Markdown(text.clone()), RawBody::Clean(text.clone()),
            RawBody::Page(Html::parse_document(&text)), RawBody::Fragment(text.clone())] {
            let article = clean(document(body, RawMetadata { titles: vec![(Place::Field, text.clone())], ..RawMetadata::default() }));
            prop_assert!(safe(&article.text));
            prop_assert!(!article.metadata.title.contains('\n') && safe(&article.metadata.title));
            prop_assert!(article.removed.iter().all(|piece| safe(&piece.text) && piece.at <= article.text.len()));
            prop_assert!(article.blocks.iter().all(|block| !block.span.cut(&article.text).trim().is_empty()));
        }
        prop_assert_eq!(sanitise(&sanitise(&text)), sanitise(&text));
        prop_assert!(!sanitise_line(&text).contains(['\n', '\t']));
    }

    #[test]
    fn words_come_from_the_input_in_order(text in "([a-z©.,0-9]{1,9}[ \n]{1,2}){0,80}") {
        let article = clean(document(RawBody::Text(text.clone()), RawMetadata::default()));
        let whole: String = text.split_whitespace().collect();
        let mut rest = whole.as_str();
        for word in article.text.split_whitespace() {
            let at = rest.find(word);
            prop_assert!(at.is_some(), "{word}");
            rest = rest.get(at.unwrap() + word.len()..).unwrap();
        }
    }

    #[test]
    fn clean_prose_stays_as_it_is(text in prose()) {
        let once = clean(document(RawBody::Text(text), RawMetadata::default())).text;
        let twice = clean(document(RawBody::Text(once.clone()), RawMetadata::default())).text;
        prop_assert_eq!(once, twice);
    }
}

#[test]
fn what_a_page_only_shows_stands_in_for_what_it_does_not_declare() {
    let page = "<article><h1>Ferry sails again</h1><p>By Ada Quill</p><p>May 3, 2031</p>
        <p>The ferry sailed again on Tuesday, three weeks after the storm closed the harbour and the quay.</p>
        <p>Shops along the waterfront opened their doors, and the fish market was as loud as it ever was.</p></article>";
    let fields = |authors: &[&str]| {
        let authors = authors.iter().map(|name| (Place::Meta, (*name).to_owned())).collect();
        let publishers = vec!["Valley Post".to_owned()];
        let metadata = RawMetadata { authors, publishers, ..RawMetadata::default() };
        let page = RawBody::Page(Html::parse_document(page));
        let article = clean(document(page, metadata)).metadata;
        let published = article.published.map(|date| (date.text, date.from));
        assert_eq!(published, Some(("2031-05-03".to_owned(), PublishedFrom::Dateline)));
        article.byline.join("; ")
    };
    assert_eq!(fields(&[]), "Ada Quill");
    assert_eq!(fields(&["Valley Post"]), "Ada Quill");
    assert_eq!(fields(&["Bo Fern"]), "Bo Fern");
    assert_eq!(fields(&["quayside7", "rope_end", "Bo Fern"]), "quayside7");
}
