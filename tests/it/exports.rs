//! Exports at their boundary: one small dossier with nasty strings, and what
//! each format makes of it.

use std::sync::Arc;

use dateline::{
    dossier::{Dossier, Entry, Grounds, Query, Telling},
    export::{Export, ExportFile, Format, Merge, attach, export, import, merge, narrowed},
    model::{
        AnnotatedArticle, Article, Confidence, Corrections, Metadata, Origin, Published,
        PublishedFrom, Span, Status, When,
    },
    note::{
        Act, ArticleKey, Colour, Note, NoteAnchor, Notebook, Parting, Record, Surroundings, Twin,
    },
};
use jiff::civil::date;

const TEXT: &str = "The mill [sic] closed in 2017 & <b>nobody</b> wept.\n\n\
                    =1+1 stood on the door; **snow** fell last winter, 👍🏽 they say.";

fn article(number: usize, title: &str, text: &str) -> Article {
    Article {
        id: format!("id{number}"),
        origin: Origin { file: format!("{number}.txt"), ordinal: 0, hash: format!("{number:064}") },
        metadata: Metadata {
            title: title.to_owned(),
            byline: vec!["Ada \"Ink\" Poe".to_owned()],
            publisher: Some("The Valley Post".to_owned()),
            published: When::parse("2018-02").ok().map(|when| Published {
                text: "2018-02".to_owned(),
                when,
                from: PublishedFrom::Meta,
            }),
            url: Some(format!("https://example.org/{number}?a=1&b=2")),
            language: Some("en".to_owned()),
            ..Metadata::default()
        },
        text: text.to_owned(),
        ..Article::default()
    }
}

fn entry(edtf: Option<&str>, status: Status, text: &str) -> Entry {
    let sentence = Span::new(0, TEXT.find("\n\n").unwrap());
    let key = format!("e-{}", edtf.unwrap_or("none"));
    Entry {
        when: edtf.map(|edtf| When::parse(edtf).unwrap()),
        status,
        text: text.into(),
        entities: Vec::new(),
        confidence: Confidence::High,
        tellings: vec![Telling {
            reported: false,
            grounds: Grounds::new(&key, "last winter", "2018-02", "last-SEASON"),
            article: 0,
            event: 0,
            sentence,
            when: None,
            status,
        }],
        contradicted: false,
    }
}

struct Sample {
    dossier: Dossier,
    notebook: Notebook,
}

impl Sample {
    fn new() -> Self {
        let first = article(1, "Mill: \"closed\" / # <now>", TEXT);
        let mut second = article(2, "Mill closed now", "A short text.");
        second.metadata.url = Some("javascript:alert(1)".to_owned());
        let among = Surroundings::from("00a1beef".to_owned());
        let parting = |own: &str| Parting { same: 3, own: own.into(), twin: "\n".into() };
        let twin = Twin { start: 7, like: 90, same: true, among: among.clone(), ..Twin::default() };
        let twin = Twin { before: parting(" erom"), after: parting("<now> "), ..twin };
        let notes = vec![
            note("n1", &first, "The mill [sic] closed", "```\nopen", &["cold war"]),
            note("n2", &first, "=1+1 stood on the door; **snow** fell", "", &[]),
            Note {
                anchor: NoteAnchor {
                    quote: "gone for good".into(),
                    twins: vec![twin],
                    among,
                    ..NoteAnchor::default()
                },
                ..note("n3", &second, "A short", "why?", &[])
            },
        ];
        let articles = [first, second]
            .map(|article| Arc::new(AnnotatedArticle { article, ..AnnotatedArticle::default() }));
        let mut dossier = Dossier::build(Vec::from(articles), &Corrections::default());
        dossier.timeline.entries = vec![
            entry(Some("2017"), Status::Past, "The mill closed; <b>all</b> of it"),
            entry(Some("2018-06-25"), Status::Planned, "=A fair: planned"),
        ];
        dossier.timeline.undated = vec![entry(None, Status::Past, "Snow fell")];
        Self { dossier, notebook: notebook(notes) }
    }

    fn files(&self, format: Format) -> Vec<ExportFile> {
        let export_of = Export {
            dossier: &self.dossier,
            notebook: &self.notebook,
            today: date(2026, 5, 4),
            now: "2026-05-04T10:00:00Z",
            name: "The mill",
            problems: &[],
        };
        export(format, &export_of)
    }

    fn text(&self, format: Format) -> String {
        self.files(format).remove(0).text
    }

    fn json(&self, format: Format) -> serde_json::Value {
        serde_json::from_str(&self.text(format)).unwrap()
    }
}

fn note(id: &str, article: &Article, quote: &str, text: &str, tags: &[&str]) -> Note {
    let start = article.text.find(quote).unwrap();
    Note {
        id: id.to_owned(),
        article: ArticleKey::of(article),
        anchor: NoteAnchor::make(article, Span::new(start, start + quote.len())),
        colour: Colour::Green,
        text: text.to_owned(),
        tags: tags.iter().map(|&tag| tag.to_owned()).collect(),
        created: format!("2026-05-01T10:00:0{}Z", id.len()),
        modified: "2026-05-02T10:00:00Z".to_owned(),
    }
}

fn notebook(notes: Vec<Note>) -> Notebook {
    let record = |note: Note| Record {
        id: format!("r-{}", note.id),
        time: note.created.clone(),
        act: Act::Note { note },
    };
    Notebook::replay(notes.into_iter().map(record))
}

#[test]
fn markdown_for_obsidian_keeps_words_and_escapes_signs() {
    let files = Sample::new().files(Format::Obsidian);
    let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["mill-closed-now.md", "mill-closed-now-2.md"]);
    let text = &files[0].text;
    let (head, body) = text.split_once("\n---\n").unwrap();
    for line in [
        "title: \"Mill: \\\"closed\\\" / # \\u003Cnow>\"",
        "source: \"https://example.org/1?a=1&b=2\"",
        "published: \"2018-02\"",
        "published_precision: \"month\"",
        "published_from: \"meta\"",
        "accessed: \"2026-05-04\"",
        "dossier: \"The mill\"",
        "  - \"Ada \\\"Ink\\\" Poe\"",
        "  - \"cold-war\"",
        "  - \"n1\"",
    ] {
        assert!(head.lines().any(|found| found == line), "{line} in {head}");
    }
    for part in [
        "# Mill: \"closed\" / \\# \\<now\\>\n",
        "\n> The mill \\[sic\\] closed\n\n^n1\n\n```\nopen\n```\n\n#cold-war\n",
        "\n> \\=1+1 stood on the door; \\*\\*snow\\*\\* fell\n\n^n2\n",
    ] {
        assert!(body.contains(part), "{part} in {body}");
    }
    assert!(!files[1].text.contains("javascript:"));
    assert!(files[1].text.contains("> gone for good\n\n^n3\n\n*These words are not"));
}

#[test]
fn a_second_export_leaves_a_file_alone() {
    for file in Sample::new().files(Format::Obsidian) {
        assert_eq!(merge(Some(&file.text), &file.text), Merge::Write(file.text.clone()));
    }
}

#[test]
fn web_annotations_come_back_whole() {
    let sample = Sample::new();
    let text = sample.text(Format::W3c);
    let articles: Vec<&Article> =
        sample.dossier.articles.iter().map(|held| &held.article).collect();
    let imported = attach(import(&text).unwrap(), &articles, "2030-01-01T00:00:00Z").into_iter();
    let notes = imported.map(|attached| attached.note).collect();
    let again = Sample { notebook: notebook(notes), ..Sample::new() };
    assert_eq!(again.notebook.notes, sample.notebook.notes);
    assert_eq!(again.text(Format::W3c), text);
}

#[test]
fn web_annotations_count_code_points_and_tell_orphans() {
    let json = Sample::new().json(Format::W3c);
    let items = json["first"]["items"].as_array().unwrap();
    assert_eq!((json["total"].as_u64(), items.len()), (Some(3), 3));
    let position = |item: usize| &items[item]["target"]["selector"][1];
    let start = TEXT.chars().take_while(|&character| character != '=').count();
    assert_eq!(position(1)["start"].as_u64(), u64::try_from(start).ok());
    assert!(position(2).is_null());
    assert_eq!(items[2]["dateline:state"], "orphan");
}

#[test]
fn annotations_of_others_are_read() {
    let text = r#"{"type":"AnnotationPage","items":[
        {"type":"Annotation","bodyValue":"a thought","target":{"source":"https://example.org/1?a=1&b=2",
         "selector":{"type":"FragmentSelector","value":"p1","refinedBy":
            {"type":"TextQuoteSelector","exact":"nobody","prefix":"<b>"}}}},
        {"type":"Annotation","id":"https://notes.example/7","body":[
            {"type":"TextualBody","value":"snow","purpose":"tagging"}],
         "target":[{"source":"files/2.txt","selector":[{"type":"TextQuoteSelector","exact":"short"}]}]},
        {"type":"Annotation","target":"https://example.org/nothing-said"}]}"#;
    let sample = Sample::new();
    let articles: Vec<&Article> =
        sample.dossier.articles.iter().map(|held| &held.article).collect();
    let notes = import(text).unwrap();
    assert_eq!(import(text).unwrap(), notes, "a second import gives the same ids");
    let attached = attach(notes.clone(), &articles, "2030-01-01T00:00:00Z");
    let found: Vec<_> = attached
        .iter()
        .map(|one| (one.note.article.file.as_str(), one.note.anchor.quote.as_str(), one.orphan))
        .collect();
    assert_eq!(found, [("1.txt", "nobody", false), ("2.txt", "short", false)]);
    assert_eq!(
        (notes[0].text.as_str(), notes[1].tags.as_slice()),
        ("a thought", &["snow".to_owned()][..])
    );
    assert!(import("{}").is_err() && import("no json").is_err());
}

#[test]
fn the_page_stands_alone_and_shows_words_as_words() {
    let page = Sample::new().text(Format::Html);
    for part in [
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">",
        "<h3 dir=\"auto\"><a href=\"https://example.org/1?a=1&amp;b=2\">Mill: &quot;closed&quot; / # &lt;now&gt;</a></h3>",
        "dir=\"auto\">The mill [sic] closed</blockquote>",
        "src=\"data:image/svg+xml,%3Csvg",
        "published 2018-02 (from meta)",
        "date from “last winter” counted from 2018-02, last-SEASON",
        "last winter (2017)",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    for part in ["<script", "<b>", "javascript:", "src=\"http"] {
        assert!(!page.contains(part), "{part}");
    }
}

#[test]
fn the_timeline_as_json_has_the_agreed_keys() {
    let json = Sample::new().json(Format::Json);
    let keys = |value: &serde_json::Value| -> Vec<String> {
        value.as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(keys(&json), ["events", "undated", "problems"]);
    let event = &json["events"][0];
    assert_eq!(
        keys(event),
        [
            "id",
            "edtf",
            "first",
            "last",
            "precision",
            "approximate",
            "status",
            "text",
            "entities",
            "sources",
            "confidence",
            "contradicted"
        ]
    );
    assert_eq!(
        keys(&event["sources"][0]),
        ["file", "article", "start", "end", "sentence", "expression", "anchor", "rule", "reported"]
    );
    assert!(json["undated"][0]["edtf"].is_null());
}

#[test]
fn timelinejs_says_no_more_than_is_known() {
    let mut sample = Sample::new();
    for (edtf, start, end) in [
        ("2017", r#"{"year":2017}"#, "null"),
        ("2017-03", r#"{"year":2017,"month":3}"#, "null"),
        ("2017-03-04", r#"{"year":2017,"month":3,"day":4}"#, "null"),
        ("2017-03-04T05:06:00", r#"{"year":2017,"month":3,"day":4,"hour":5,"minute":6}"#, "null"),
        ("198X", r#"{"year":1980}"#, r#"{"year":1989}"#),
        ("2017-34", r#"{"year":2017,"month":4}"#, r#"{"year":2017,"month":6}"#),
        (
            "2017-03-04/2017-03-09",
            r#"{"year":2017,"month":3,"day":4}"#,
            r#"{"year":2017,"month":3,"day":9}"#,
        ),
        ("2017/..", r#"{"year":2017}"#, "null"),
        ("../2017", r#"{"year":2017}"#, "null"),
    ] {
        sample.dossier.timeline.entries = vec![entry(Some(edtf), Status::Past, "It <was> so")];
        let json = sample.json(Format::TimelineJs);
        let event = &json["events"][0];
        assert_eq!(event["start_date"].to_string(), start, "{edtf}");
        assert_eq!(event["end_date"].to_string(), end, "{edtf}");
        assert_eq!(event["display_date"], format!("last winter ({edtf})"));
        assert_eq!(event["text"]["headline"], "It &lt;was&gt; so");
    }
}

#[test]
fn tables_guard_against_formulas() {
    let text = Sample::new().text(Format::Csv);
    assert!(text.starts_with("date,first,last,precision,"), "{text}");
    assert!(
        text.contains("\r\n2018-06-25,2018-06-25,2018-06-25,day,false,planned,'=A fair: planned,"),
        "{text}"
    );
    let highlights = Sample::new().text(Format::Readwise);
    assert!(highlights.contains("\r\n=1+1 stood on the door; **snow** fell,"), "{highlights}");
}

#[test]
fn calendars_get_whole_days_and_an_end_that_is_outside() {
    let text = Sample::new().text(Format::Ics).replace("\r\n ", "");
    for line in [
        "DTSTART;VALUE=DATE:20170101",
        "DTEND;VALUE=DATE:20180101",
        "CATEGORIES:year,past",
        "STATUS:TENTATIVE",
        "SUMMARY:The mill closed\\; <b>all</b> of it",
        "DTSTAMP:20260504T100000Z",
    ] {
        assert!(text.split("\r\n").any(|found| found == line), "{line} in {text}");
    }
}

#[test]
fn diagrams_and_lists_escape_their_signs() {
    assert_eq!(
        Sample::new().text(Format::Mermaid),
        "timeline\n    title The mill\n    section 2017\n        last winter (2017) : The mill closed#59; \
         #60;b#62;all#60;/b#62; of it\n    section 2018\n        last winter (2018-06-25) : =A fair#58; planned\n"
    );
    let list = Sample::new().text(Format::Markdown);
    for part in [
        "## 2017\n\n- **last winter (2017)** The mill closed; \\<b\\>all\\</b\\> of it\n    - “The mill",
        "[Mill: \"closed\" / \\# \\<now\\>](<https://example.org/1?a=1&b=2>)",
        "*(planned)* \\=A fair: planned",
        "## Without a date\n\n- **last winter** Snow fell",
    ] {
        assert!(list.contains(part), "{part} in {list}");
    }
}

#[test]
fn plain_texts_are_the_texts() {
    let files = Sample::new().files(Format::Text);
    assert_eq!(files[0].text, TEXT);
    assert_eq!(files[1].text, "A short text.");
}

#[test]
fn references_make_no_date_up() {
    let json = Sample::new().json(Format::Csl);
    assert_eq!(json[0]["issued"], serde_json::json!({"date-parts": [[2018, 2]]}));
    assert_eq!(json[0]["author"][0]["literal"], "Ada \"Ink\" Poe");
    assert_eq!(json[0]["URL"], "https://example.org/1?a=1&b=2");
    assert!(json[1].get("URL").is_none(), "an address that is none to follow");
    for (format, parts) in [
        (Format::Bibtex, ["title = {{Mill: \"closed\" / \\# <now>}}", "  date = {2018-02},"]),
        (Format::Ris, ["TI  - Mill: \"closed\" / # <now>\r\n", "DA  - 2018/02//\r\n"]),
    ] {
        let text = Sample::new().text(format);
        for part in parts {
            assert!(text.contains(part), "{part} in {text}");
        }
    }
    let mut undated = Sample::new();
    let mut article = article(3, "Some day", "Nobody knows.");
    article.metadata.published = None;
    let held = AnnotatedArticle { article, ..AnnotatedArticle::default() };
    undated.dossier.articles = vec![Arc::new(held)].into();
    assert!(undated.json(Format::Csl)[0].get("issued").is_none());
    assert!(!undated.text(Format::Bibtex).contains(" date ="));
    assert!(!undated.text(Format::Ris).contains("DA  -"));
}

#[test]
fn an_outline_has_a_heading_a_note_and_no_other() {
    let text = Sample::new().text(Format::Org);
    assert_eq!(text.lines().filter(|line| line.starts_with("* ")).count(), 3);
    for part in [
        "* “The mill sic closed” :cold_war:\n:PROPERTIES:\n:ID: n1\n",
        "#+begin_example\nThe mill [sic] closed\n#+end_example\n: ```\n: open\n",
        ":STATE: orphan\n",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn a_query_narrows_an_export_to_articles_and_notes() {
    let sample = Sample::new();
    let held = sample.dossier.articles.iter().map(|held| &held.article);
    let marks = sample.notebook.shelves(held).marks();
    for (query, expected) in [
        ("", (2, vec!["n1", "n2", "n3"])),
        ("short", (1, vec!["n3"])),
        ("tag:\"cold war\"", (1, vec!["n1"])),
        ("-tag:\"cold war\" in:valley", (1, vec!["n3"])),
        ("has:highlight", (2, vec!["n1", "n2", "n3"])),
        ("nowhere", (0, vec![])),
    ] {
        let whole = (&sample.dossier, &sample.notebook);
        let (dossier, notebook) = narrowed(whole, &Query::parse(query), &marks);
        let mut ids: Vec<_> = notebook.notes.iter().map(|note| note.id.as_str()).collect();
        ids.sort_unstable();
        assert_eq!((dossier.articles.len(), ids), expected, "{query}");
    }
}
