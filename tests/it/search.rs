//! Search over a dossier: what a query finds, in which order, and the list's filter.

use dateline::{
    dossier::{Dossier, Query},
    model::ArticleMarks,
};

use crate::marked::{article, dossier};

fn holdings() -> Dossier {
    let mut tram = article(
        "Tram line reaches the harbour",
        "2025-06-11",
        "The new tram reached the harbour of [Gdańsk|place].\n[Zofia Wójcik|person] drove the first car.",
    );
    tram.made.article.metadata.publisher = Some("Baltic Gazette".to_owned());
    tram.made.article.metadata.byline = vec!["Piotr Lis".to_owned()];
    let mut vote = article(
        "Vote in Ankara",
        "2024-03-01",
        "[Türkiye|place|turkey]'s parliament voted on the harbours bill.\nMembers cheered the steel dome.",
    );
    vote.made.annotations.entities[0].variants.push("Turkey".to_owned());
    let ferry = article(
        "Ferries",
        "2025-09-30",
        "A ferry left the dome of steel behind. Nobody saw the programme of the organisation.\n[Wójcik & Sons|organisation] built it.",
    );
    let paper = article("Undated paper", "", "A paper on harbour governance and on strategy.");
    dossier(vec![tram, vote, ferry, paper])
}

fn found(dossier: &Dossier, query: &str, marks: &[ArticleMarks]) -> Vec<usize> {
    let hits = dossier.search(&Query::parse(query), marks, 10);
    hits.into_iter().map(|hit| hit.article).collect()
}

fn check(query: &str, expected: &[usize]) {
    assert_eq!(found(&holdings(), query, &[]), expected, "{query}");
}

#[test]
fn words_find_articles_as_people_type_them() {
    check("tram", &[0]);
    check("TRAM", &[0]);
    check("gdansk", &[0]);
    check("wojcik tram", &[0, 2]);
    check("parliamnet", &[1]);
    check("parl", &[1]);
    check("parl ", &[1]);
    check("turkey vote", &[1]);
    check("turkiye", &[1]);
    check("Türkiye'nin", &[1]);
    check("organization program", &[2]);
    check("governanec stratgey", &[3]);
    check("har bour governance", &[3, 0]);
    check("steeldome", &[1, 2]);
    check("first car harbour", &[0]);
    check("xylophone", &[]);
    check("", &[]);
}

#[test]
fn closer_words_and_the_later_article_win() {
    check("steel dome", &[1, 2]);
    check("harbour", &[0, 3, 1]);
    let twin = |day| article("Note", day, "The kiln was lit.");
    let twins = dossier(vec![twin("2020-01-01"), twin("2021-01-01"), twin("")]);
    assert_eq!(found(&twins, "kiln", &[]), [1, 0, 2]);
}

#[test]
fn phrases_exclusions_and_filters_hold() {
    check("\"steel dome\"", &[1]);
    check("\"dome steel\"", &[]);
    check("harbour -tram", &[3, 1]);
    check("harbour -\"harbours bill\"", &[0, 3]);
    check("who:zofia", &[0]);
    check("who:wojcik", &[2, 0]);
    check("who:turkey harbours", &[1]);
    check("in:gazette", &[0]);
    check("in:2.txt", &[2]);
    check("in:ankara", &[1]);
    check("after:2025-06", &[2, 0]);
    check("before:2025-06-11", &[1]);
    check("after:2025-06-11 before:2025-07", &[0]);
    check("harbour -after:2025", &[3, 1]);
}

#[test]
fn marks_are_asked_for() {
    let tags = ["Naval".to_owned()].into();
    let marks = [
        ArticleMarks { read: true, ..ArticleMarks::default() },
        ArticleMarks { starred: true, notes: 2, tags, ..ArticleMarks::default() },
    ];
    let check = |query: &str, expected: &[usize]| {
        assert_eq!(holdings().matching(&Query::parse(query), &marks), expected, "{query}");
    };
    check("is:read", &[0]);
    check("is:unread", &[1, 2, 3]);
    check("is:starred is:noted", &[1]);
    check("tag:naval", &[1]);
    check("-tag:naval harbour", &[0, 3]);
    check("harbour bill", &[1]);
    check("harbour xylophone", &[]);
    check("", &[0, 1, 2, 3]);
}

#[test]
fn names_of_several_words_stand_for_each_other() {
    let body = [
        "Delegates of the European Union met at the lake.",
        "Brussels says the EU will pay for the bridge.",
        "Almanya köprü için para verdi.",
        "[Kadir Er|person|er] opened the kiln.",
        "[Er|person] closed it.",
    ];
    let mut all: Vec<_> = body.into_iter().map(|body| article("", "", body)).collect();
    all[4].made.annotations.entities[0].key = "er".to_owned();
    all[4].made.annotations.entities[0].variants.push("Paşa".to_owned());
    let holdings = dossier(all);
    let check = |query: &str, expected: &[usize]| {
        assert_eq!(found(&holdings, query, &[]), expected, "{query}");
    };
    check("european union", &[0, 1]);
    check("EU bridge", &[1, 0]);
    check("avrupa birliği göl", &[0, 1]);
    check("AB bridge", &[1, 0]);
    check("germany", &[2]);
    check("unions", &[0]);
    check("pasa kiln", &[3, 4, 2]);
}

#[test]
fn words_meet_their_forms_in_the_languages_of_the_articles() {
    let turkish = [
        "Bir kitap için ve bir kalem için para verdi.",
        "Kitabın rengi ve şehrin adı bir kâğıtta için için durdu.",
        "Limandaki gemiler bir fırtına için ve tayfa için bekletiliyordu.",
    ];
    let turkish = dossier(turkish.into_iter().map(|body| article("", "", body)).collect());
    let german = [
        "Die Brücken und die Häuser sind nicht alt.",
        "Die Brücke und das Haus. Nicht alle.",
        "Und die Stadt baut nicht.",
    ];
    let german = dossier(german.into_iter().map(|body| article("", "", body)).collect());
    let check = |dossier: &Dossier, query: &str, expected: &[usize]| {
        let mut found = found(dossier, &format!("{query} "), &[]);
        found.sort_unstable();
        assert_eq!(found, expected, "{query}");
    };
    check(&turkish, "kitaplarımızdan", &[0, 1]);
    check(&turkish, "kitap", &[0, 1]);
    check(&turkish, "limanlar", &[2]);
    check(&turkish, "KİTABI", &[0, 1]);
    check(&turkish, "Kitap'taki", &[0, 1]);
    check(&german, "haus", &[0, 1]);
    check(&german, "stadten", &[2]);
}

#[test]
fn what_the_reader_said_is_found() {
    let said = |words: &[&str]| ArticleMarks {
        said: words.iter().map(|&word| word.to_owned()).collect(),
        ..ArticleMarks::default()
    };
    let marks = [said(&["dubious"]), said(&[]), said(&["dubious", "figures"])];
    let check = |query: &str, expected: &[usize]| {
        assert_eq!(found(&holdings(), query, &marks), expected, "{query}");
    };
    check("dubious", &[2, 0]);
    check("dubious harbour", &[0, 2, 3, 1]);
    check("figures ferry", &[2]);
    check("fig", &[2]);
    assert_eq!(holdings().matching(&Query::parse("dubious tram"), &marks), [0]);
}

#[test]
fn a_hit_shows_its_best_sentence_and_its_matches() {
    let holdings = holdings();
    let hits = holdings.search(&Query::parse("frst car wojcik"), &[], 1);
    let text = &holdings.articles[0].article.text;
    assert_eq!(hits[0].snippet.cut(text), "Zofia Wójcik drove the first car.");
    let matches: Vec<&str> = hits[0].matches.iter().map(|span| span.cut(text)).collect();
    assert_eq!(matches, ["Wójcik", "first", "car"]);
    let plain = dossier(vec![article("", "", "The ship left the shop; ships pass.")]);
    let hit = plain.search(&Query::parse("ship "), &[], 1).remove(0);
    let text = &plain.articles[0].article.text;
    let matches: Vec<&str> = hit.matches.iter().map(|span| span.cut(text)).collect();
    assert_eq!(matches, ["ship", "ships"]);
}

#[test]
fn a_snippet_of_an_endless_sentence_is_a_line() {
    for filler in ["filler words ", "長", "x-"] {
        let text = format!("{}needle {}", filler.repeat(900), filler.repeat(900));
        let holdings = dossier(vec![article("Long", "", &text)]);
        let hit = holdings.search(&Query::parse("needle"), &[], 1).remove(0);
        let snippet = hit.snippet.cut(&holdings.articles[0].article.text);
        assert!(snippet.len() < 400 && snippet.len() > 100, "{snippet}");
        assert!(snippet.contains("needle"), "{snippet}");
    }
}

#[test]
fn no_query_breaks_anything() {
    let words: Vec<String> = (0..4000).map(|n| format!("{:x}", n * 7919)).collect();
    let words = words.join(" ");
    let holdings = dossier(vec![article("Words", "2025", &words)]);
    for query in [
        "ab ".repeat(33_000),
        "a".repeat(10_000),
        "delegation ".repeat(2000),
        "(a+)+$ (x+x+)+y .* [^ \\1".to_owned(),
        "\u{1b}[2J\u{202e}abc \u{0}".to_owned(),
        "👨‍👩‍👧".repeat(50),
        "\"".repeat(300),
        "-".repeat(300),
        "who:".repeat(100),
        "date:>9999999999 after:99999 before:0000".to_owned(),
    ] {
        let query = Query::parse(&query);
        let _ = holdings.search(&query, &[], 10);
        let _ = holdings.matching(&query, &[]);
        let _ = query.matches(&words);
    }
}
