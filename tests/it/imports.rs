//! Notes of other programs: what is read of each, and on which article it comes.

use dateline::{
    export::{attach, import},
    model::{Article, Metadata, Origin},
    note::Note,
};

const TEXT: &str = "The lock keeper counted eleven barges before noon.\n\n\
                    Nobody had paid the toll since the spring flood, he said.";

fn article(number: usize, title: &str, text: &str) -> Article {
    Article {
        origin: Origin { file: format!("{number}.txt"), ordinal: 0, hash: format!("{number:064}") },
        metadata: Metadata {
            title: title.to_owned(),
            url: Some(format!("https://canal.example/{number}")),
            ..Metadata::default()
        },
        text: text.to_owned(),
        ..Article::default()
    }
}

/// What is read of a text: file, quote, note, tags, colour, time of each, `?` before an orphan.
fn read(text: &str) -> Vec<String> {
    let articles =
        [article(1, "Barges at the lock", TEXT), article(2, "Another day", "Rain, all day.")];
    let notes = import(text).unwrap();
    assert_eq!(notes, import(text).unwrap(), "the same ids at every import");
    let attached = attach(notes, &articles.each_ref(), "2030-01-01T00:00:00Z");
    attached
        .iter()
        .map(|one| format!("{}{}", if one.orphan { "?" } else { "" }, line(&one.note)))
        .collect()
}

fn line(note: &Note) -> String {
    let tags = note.tags.join(",");
    let colour = note.colour.name();
    [&note.article.file, &note.anchor.quote, &note.text, &tags, colour, &note.created].join("|")
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(read(text), expected, "{text}");
}

#[test]
fn hypothesis_is_read() {
    let rows = r#"[{"id":"Ab_1","uri":"http://canal.example/1/","created":"2025-03-01T09:00:00.5+01:00",
        "updated":"2025-03-02T09:00:00Z","text":"who *counts*?","tags":["toll","lock"],
        "target":[{"source":"http://canal.example/1/","selector":[
            {"type":"RangeSelector","startContainer":"/p[1]"},
            {"type":"TextPositionSelector","start":900,"end":913},
            {"type":"TextQuoteSelector","exact":"eleven barges","prefix":"counted ","suffix":" before"}]}],
        "document":{"title":["Barges"]}},
        {"id":"Ab_2","uri":"https://elsewhere.example","text":"a page note","target":[{"source":"x"}]}]"#;
    let expected = [
        "1.txt|eleven barges|who *counts*?|toll,lock|yellow|2025-03-01T08:00:00.5Z",
        "https://elsewhere.example||a page note||yellow|2030-01-01T00:00:00Z",
    ];
    check(rows, &expected);
    check(&format!(r#"{{"total":2,"rows":{rows}}}"#), &expected);
    check(&format!(r#"{{"export_date":"2025","annotations":{rows}}}"#), &expected);
    assert_eq!(import(rows).unwrap()[0].id, "hypothesis:Ab_1");
}

#[test]
fn readwise_is_read() {
    check(
        "\u{feff}Highlight,Title,Author,URL,Note,Location,Date\r\n\
         \"eleven barges\",Whatever,,https://canal.example/1,\"two\nlines\",3,2025-03-01 09:00:00\r\n",
        &["1.txt|eleven barges|two\nlines||yellow|2025-03-01T09:00:00Z"],
    );
    check(
        "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags\n\
         the spring flood,barges at the LOCK,,,,blue,\"toll, water\",page,1,2025-03-01 09:00:00+00:00,\n\
         never written,Barges at the lock,,,,,,,,,\n",
        &[
            "1.txt|the spring flood||toll,water|blue|2025-03-01T09:00:00Z",
            "?1.txt|never written|||yellow|2030-01-01T00:00:00Z",
        ],
    );
    check(
        "Highlight,Title,Note\neleven barges,Barges at the lock,\"above\n==========\nbelow\"\n\
         'never = written,Barges at the lock,'=1+1\n",
        &[
            "1.txt|eleven barges|above\n==========\nbelow||yellow|2030-01-01T00:00:00Z",
            "?1.txt|'never = written|=1+1||yellow|2030-01-01T00:00:00Z",
        ],
    );
}

#[test]
fn koreader_is_read() {
    let book = r#""title":"Barges at the lock","file":"/mnt/books/lock.epub","entries":[
        {"chapter":"1","page":3,"time":1740819600,"sort":"highlight","drawer":"lighten",
         "color":"red","text":"eleven barges","note":"count again"}]"#;
    let expected = ["1.txt|eleven barges|count again||pink|2025-03-01T09:00:00Z"];
    check(&format!("{{{book}}}"), &expected);
    check(
        &format!(r#"{{"created_on":1,"version":"json/1.0.0","documents":[{{{book}}}]}}"#),
        &expected,
    );
}

#[test]
fn kindle_clippings_are_read() {
    check(
        "\u{feff}Barges at the lock (Ann Poe)\r\n\
         - Your Highlight on page 2 | Location 40-41 | Added on Saturday, 1 March 2025 09:00:00\r\n\r\n\
         eleven barges\r\n==========\r\n\
         Barges at the lock (Ann Poe)\r\n\
         - Your Note on page 2 | Location 41 | Added on Saturday, March 1, 2025 9:01:00 AM\r\n\r\n\
         who counts?\r\n==========\r\n\
         Barges at the lock (Ann Poe)\r\n\
         - Your Bookmark on page 3 | Location 50 | Added on Saturday, 1 March 2025 09:00:00\r\n\r\n\r\n\
         ==========\r\n\
         Unknown work\r\n- Ihre Markierung auf Seite 3 | Position 7-8 | Hinzugefügt am Samstag\r\n\r\n\
         Nobody had paid the toll since\r\n==========\r\n\
         Unknown work\r\n- Ihre Notiz auf Seite 9 | Position 99 | Hinzugefügt am Samstag\r\n\r\n\
         a note alone\r\n==========\r\n",
        &[
            "1.txt|eleven barges|who counts?||yellow|2025-03-01T09:00:00Z",
            "1.txt|Nobody had paid the toll since|||yellow|2030-01-01T00:00:00Z",
            "Unknown work||a note alone||yellow|2030-01-01T00:00:00Z",
        ],
    );
}

#[test]
fn what_is_none_of_these_is_refused_with_what_was_expected() {
    for (text, part) in [
        ("a letter", "expected Web Annotations"),
        ("a,b\n1,2\n", "expected Web Annotations"),
        ("{", "not JSON"),
        ("{\"rows\":1}", "expected Web Annotations"),
        ("", "expected Web Annotations"),
    ] {
        assert!(import(text).unwrap_err().to_string().contains(part), "{text}");
    }
}
