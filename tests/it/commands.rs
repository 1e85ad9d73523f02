//! The commands that print, driven as a user drives them: the real binary, a
//! folder of files, a home of its own.

use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

/// Three articles as JSON Lines, whose text is kept to the last character.
const FERRY: &str = r#"{"id":"ferry","title":"Ferry to Ankara","text":"The ferry 👍 left for Ankara on 25 June 2025.\n\nOn 3 July 2025 Turkey will open a new pier in İzmir.","published":"2025-06-26","publisher":"Harbour Post","url":"https://example.org/ferry"}"#;
const BRIDGE: &str = r#"{"id":"bridge","title":"A bridge opens","text":"The bridge over the strait was opened on 12 May 2024. Nobody spoke.","published":"2024-05-13","publisher":"Strait Times"}"#;
const QUIET: &str =
    r#"{"id":"quiet","title":"Nothing at all","text":"Nothing happened here, and nobody minded."}"#;

/// A folder of files and a home.
struct Desk {
    folder: TempDir,
    home: TempDir,
}

/// How a command ended.
#[derive(Debug)]
struct Ended {
    code: i32,
    out: String,
    err: String,
}

impl Desk {
    fn new(files: &[(&str, &str)]) -> Self {
        let desk = Self { folder: TempDir::new().unwrap(), home: TempDir::new().unwrap() };
        for (name, text) in files {
            desk.write(name, text);
        }
        desk
    }

    /// The three articles, a file each.
    fn filled() -> Self {
        Self::new(&[("bridge.jsonl", BRIDGE), ("ferry.jsonl", FERRY), ("quiet.jsonl", QUIET)])
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The command in the folder, with the home, as yet without arguments.
    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.current_dir(self.folder.path());
        command.env_clear().env("DATELINE_HOME", self.home.path());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        Ended::of(&self.command().args(arguments).output().unwrap())
    }

    fn run_with_input(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Ended {
        let mut child = self.command().args(arguments).stdin(Stdio::piped()).spawn().unwrap();
        // A command that fails early does not read.
        let _ = child.stdin.take().unwrap().write_all(input.as_ref());
        Ended::of(&child.wait_with_output().unwrap())
    }

    /// The objects that a command prints, one a line.
    fn lines(&self, arguments: &[&str]) -> Vec<Value> {
        let ended = self.run(arguments);
        assert_eq!(ended.code, 0, "{arguments:?}: {ended:?}");
        ended.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let ended = self.run(arguments);
        assert_eq!(ended.code, 0, "{arguments:?}: {ended:?}");
        serde_json::from_str(&ended.out).unwrap()
    }

    /// Every file below the home and the folder, for what may and may not be written.
    fn written(&self) -> Vec<String> {
        let mut found = files_below(self.home.path());
        found.extend(files_below(self.folder.path()));
        found
    }
}

impl Ended {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self {
            code: output.status.code().unwrap(),
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }
}

fn files_below(folder: &Path) -> Vec<String> {
    let mut waiting = vec![folder.to_owned()];
    let mut found = Vec::new();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            found.push(path.strip_prefix(folder).unwrap().display().to_string());
        }
    }
    found.sort();
    found
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// The text that code points `start` to `end` of an object name.
fn under<'a>(whole: &'a str, object: &Value) -> &'a str {
    let at = |key: &str| usize::try_from(object[key].as_u64().unwrap()).unwrap();
    let byte = |count: usize| whole.char_indices().nth(count).map_or(whole.len(), |(at, _)| at);
    &whole[byte(at("start"))..byte(at("end"))]
}

#[test]
fn clean_prints_the_keys_of_the_contract() {
    let desk = Desk::new(&[("ferry.jsonl", FERRY)]);
    let line = desk.lines(&["clean", "--format", "jsonl", "."]).remove(0);
    let keys: Vec<_> = line.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "file",
            "id",
            "title",
            "byline",
            "publisher",
            "published",
            "published_from",
            "modified",
            "language",
            "url",
            "text",
            "blocks",
            "removed",
            "links",
            "problems",
            "section"
        ]
    );
    assert_eq!((text(&line["id"]), text(&line["file"])), ("ferry", "./ferry.jsonl"));
    assert_eq!(text(&line["published_from"]), "field");
    let body = text(&line["text"]);
    let blocks = line["blocks"].as_array().unwrap();
    let parts: Vec<_> = blocks.iter().map(|block| under(body, block)).collect();
    assert_eq!(parts.join("\n\n"), body);
}

#[test]
fn positions_are_code_points() {
    let desk = Desk::filled();
    for (command, list) in [("dates", "timexes"), ("entities", "entities")] {
        let lines = desk.lines(&[command, "--format", "jsonl", "ferry.jsonl"]);
        let ferry: Value = serde_json::from_str(FERRY).unwrap();
        let found = lines[0][list].as_array().unwrap();
        for item in found {
            assert_eq!(under(text(&ferry["text"]), item), text(&item["text"]), "{command}");
        }
    }
    let found = desk.lines(&["entities", "--format", "jsonl", "ferry.jsonl"]).remove(0);
    let ankara = found["entities"].as_array().unwrap().iter().find(|one| one["text"] == "Ankara");
    assert_eq!(ankara.expect("Ankara is a place")["start"], 21);
}

#[test]
fn text_is_for_people() {
    let ended = Desk::filled().run(&["clean", "bridge.jsonl"]);
    assert_eq!(
        ended.out,
        "A bridge opens\nStrait Times · 2024-05-13 · bridge.jsonl\n\n\
         The bridge over the strait was opened on 12 May 2024. Nobody spoke.\n\n"
    );
}

#[test]
fn one_json_array_holds_what_the_lines_hold() {
    let desk = Desk::filled();
    for command in ["clean", "dates", "entities"] {
        let lines = desk.lines(&[command, "--format", "jsonl", "."]);
        assert_eq!(lines.len(), 3);
        assert_eq!(Value::Array(lines), desk.json(&[command, "--format", "json", "."]));
    }
}

#[test]
fn standard_input_is_a_file_like_any() {
    let desk = Desk::filled();
    let ended = desk.run_with_input(&["clean", "--format", "jsonl", "-", "bridge.jsonl"], FERRY);
    assert_eq!(ended.code, 0, "{ended:?}");
    let names: Vec<_> = ended.out.lines().map(|line| line.get(..20).unwrap()).collect();
    assert_eq!(names, [r#"{"file":"-","id":"fe"#, r#"{"file":"bridge.json"#]);
}

#[test]
fn without_a_path_the_demo_is_read() {
    let desk = Desk::new(&[]);
    let lines = desk.lines(&["clean", "--format", "jsonl"]);
    assert!(lines.len() >= 10);
    assert!(lines.iter().all(|line| text(&line["file"]).starts_with("demo/")));
}

#[test]
fn exit_codes_tell_found_nothing_and_error() {
    let desk = Desk::filled();
    desk.write("empty/.hidden", "x");
    let check = |arguments: &[&str], code: i32, message: &str| {
        let ended = desk.run(arguments);
        assert_eq!(ended.code, code, "{arguments:?}: {ended:?}");
        assert!(ended.err.contains(message), "{arguments:?}: {}", ended.err);
        assert_eq!(ended.err.is_empty(), message.is_empty(), "{arguments:?}: {}", ended.err);
    };
    check(&["clean", "."], 0, "");
    check(&["clean", "empty"], 1, "no article found");
    check(&["search", "zzzyyyxxx", "."], 1, "nothing found");
    check(&["timeline", "quiet.jsonl", "--after", "1900"], 1, "nothing found");
    check(&["clean", "gone.txt"], 2, "gone.txt: no such file or folder");
    check(&["clean", "gone.txt", "ferry.jsonl"], 2, "gone.txt: no such file or folder");
    check(&["clean", "--format", "poem"], 2, "poem");
    check(&["timeline", "--after", "soon", "."], 2, "--after");
    check(&["timeline", "--entity", "Atlantis", "."], 2, "Atlantis");
    check(&["notes", "add", "--article", "nobody", "--quote", "x", "."], 2, "nobody");
    check(&["export", "--format", "obsidian", "."], 2, "--out");
}

#[test]
fn a_broken_file_is_told_and_the_rest_goes_on() {
    let desk = Desk::filled();
    desk.write("broken.pdf", b"%PDF-1.7\n\x00\x01\x02\xff\xfe binary");
    let ended = desk.run(&["clean", "--format", "jsonl", "."]);
    assert_eq!((ended.code, ended.out.lines().count()), (0, 3), "{ended:?}");
    assert_eq!(ended.err.lines().count(), 1, "{}", ended.err);
    assert!(ended.err.starts_with("dateline: ./broken.pdf: "), "{}", ended.err);
    assert_eq!(desk.run(&["clean", "broken.pdf"]).code, 2);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_told_and_skipped() {
    use std::os::unix::{fs::symlink, net::UnixListener};
    let desk = Desk::filled();
    symlink(".", desk.path("loop")).unwrap();
    symlink("nowhere", desk.path("broken")).unwrap();
    let _socket = UnixListener::bind(desk.path("socket")).unwrap();
    let ended = desk.run(&["clean", "--format", "jsonl", "."]);
    assert_eq!((ended.code, ended.out.lines().count()), (0, 3), "{ended:?}");
    assert_eq!(ended.err.lines().count(), 3, "{}", ended.err);
}

#[cfg(unix)]
#[test]
fn names_and_messages_carry_no_control_character() {
    let desk = Desk::filled();
    let name = "a\u{1b}[2J\u{202e}b.jsonl";
    desk.write(name, FERRY);
    desk.write("\u{9b}31m.pdf", b"%PDF-1.7 \x00");
    let calls: [&[&str]; 6] = [
        &["clean", "--format", "jsonl", "."],
        &["clean", "."],
        &["timeline", "."],
        &["clean", "gone\u{1b}]0;x\u{7}"],
        &["--nonsense\u{1b}[2J"],
        &["search", "ferry", "."],
    ];
    for call in calls {
        let ended = desk.run(call);
        let is_bad =
            |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!ended.out.contains(is_bad) && !ended.err.contains(is_bad), "{call:?}: {ended:?}");
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let desk = Desk::new(&[]);
    desk.write("many.jsonl", format!("{FERRY}\n").repeat(600));
    let mut child = desk.command().args(["clean", "many.jsonl"]).spawn().unwrap();
    let mut first = [0];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let ended = Ended::of(&child.wait_with_output().unwrap());
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
}

#[test]
fn the_order_of_output_is_that_of_the_files() {
    let desk = Desk::new(&[]);
    for number in 0..200 {
        desk.write(
            &format!("{number:03}.jsonl"),
            FERRY.replace("\"ferry\"", &format!("\"{number}\"")),
        );
    }
    for _ in 0..2 {
        let lines = desk.lines(&["clean", "--format", "jsonl", "."]);
        let ids: Vec<u32> = lines.iter().map(|line| text(&line["id"]).parse().unwrap()).collect();
        assert_eq!(ids, (0..200).collect::<Vec<u32>>());
    }
}

#[test]
fn the_cache_changes_nothing_but_the_time() {
    let desk = Desk::filled();
    desk.write(
        "long.txt",
        "A sentence that is long enough to count as prose in a file. ".repeat(40),
    );
    let outputs = || {
        ["clean", "dates", "entities"]
            .map(|command| desk.run(&[command, "--format", "jsonl", "."]).out)
    };
    let first = outputs();
    assert!(desk.written().iter().any(|file| file.starts_with("cache/")));
    assert_eq!(outputs(), first);
    for file in files_below(&desk.home.path().join("cache")) {
        fs::write(desk.home.path().join("cache").join(file), "damaged").unwrap();
    }
    assert_eq!(outputs(), first);
}

#[test]
fn the_timeline_is_one_object() {
    let desk = Desk::filled();
    let line = desk.json(&["timeline", "--format", "json", "."]);
    assert!(!line["events"].as_array().unwrap().is_empty());
    let keys: Vec<_> = line.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["events", "undated", "problems"]);
    for event in line["events"].as_array().unwrap() {
        let keys: Vec<_> = event.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(
            keys,
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
    }
}

#[test]
fn a_timeline_is_narrowed_by_date_status_and_entity() {
    let desk = Desk::filled();
    let check = |arguments: &[&str], expected: &[&str]| {
        let line = desk.json(&[&["timeline", "--format", "json", "."], arguments].concat());
        let events = line["events"].as_array().unwrap();
        let dates: Vec<_> = events.iter().map(|event| text(&event["edtf"])).collect();
        assert_eq!(dates, expected, "{arguments:?}");
    };
    check(&[], &["2024-05-12", "2025-06-25", "2025-07-03"]);
    check(&["--after", "2025"], &["2025-06-25", "2025-07-03"]);
    check(&["--before", "2025-07"], &["2024-05-12", "2025-06-25"]);
    check(&["--status", "planned"], &["2025-07-03"]);
    check(&["--entity", "ankara"], &["2025-06-25"]);
    check(&["--entity", "Türkiye"], &["2025-07-03"]);
}

#[test]
fn every_form_of_timeline_prints() {
    let desk = Desk::filled();
    for form in ["text", "json", "csv", "timelinejs", "ics", "mermaid", "markdown"] {
        let ended = desk.run(&["timeline", "--format", form, "."]);
        assert!(ended.code < 2, "{form}: {ended:?}");
    }
}

#[test]
fn search_ranks_and_shows_where() {
    let desk = Desk::filled();
    let hits = desk.lines(&["search", "ferry ankara", ".", "--format", "jsonl"]);
    let keys: Vec<_> = hits[0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["rank", "file", "id", "title", "score", "snippet", "matches"]);
    assert_eq!((&hits[0]["rank"], text(&hits[0]["id"])), (&Value::from(1), "ferry"));
    let body: Vec<char> =
        text(&desk.lines(&["clean", "--format", "jsonl", "ferry.jsonl"])[0]["text"])
            .chars()
            .collect();
    let matched: Vec<String> = hits[0]["matches"]
        .as_array()
        .unwrap()
        .iter()
        .map(|span| {
            let at = |end: usize| usize::try_from(span[end].as_u64().unwrap()).unwrap();
            body[at(0)..at(1)].iter().collect::<String>().to_lowercase()
        })
        .collect();
    assert_eq!(matched, ["ferry", "ankara"]);
    assert_eq!(desk.lines(&["search", "the", "--limit", "1", ".", "--format", "jsonl"]).len(), 1);
}

#[test]
fn many_queries_are_answered_in_order() {
    let desk = Desk::filled();
    let queries =
        "{\"id\":7,\"query\":\"bridge strait\"}\n\n{\"id\":\"q\",\"query\":\"zzzyyyxxx\"}\n";
    desk.write("queries/q.json", queries);
    let answers =
        desk.lines(&["search", "--queries", "queries/q.json", "ferry.jsonl", "bridge.jsonl"]);
    assert_eq!(answers[0]["id"], 7);
    assert_eq!(answers[0]["results"][0], "bridge");
    assert_eq!(answers[1]["id"], "q");
    assert_eq!(answers[1]["results"], serde_json::json!([]));
    assert!(answers.iter().all(|answer| answer["ms"].as_f64().is_some()));
    let ended = desk.run_with_input(&["search", "--queries", "-", "."], "nonsense");
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("line 1"), "{}", ended.err);
}

#[test]
fn notes_are_added_listed_and_removed() {
    let desk = Desk::filled();
    let add = ["notes", "add", "--article", "ferry", "--quote", "left for Ankara"];
    let added = desk.run(&[&add[..], &["--note", "why 👍?", "--tag", "trip", "."]].concat());
    assert_eq!(added.code, 0, "{added:?}");
    let id = added.out.trim();
    let notes = desk.json(&["notes", "list", "--format", "json", "."]);
    let note = &notes[0];
    assert_eq!((text(&note["id"]), text(&note["note"])), (id, "why 👍?"));
    assert_eq!((&note["start"], &note["end"]), (&Value::from(12), &Value::from(27)));
    assert_eq!((text(&note["quote"]), &note["tags"][0]), ("left for Ankara", &Value::from("trip")));
    assert_eq!(note["orphan"], false);
    let removed = desk.run(&["notes", "remove", &id[..6], "."]);
    assert_eq!((removed.code, removed.out.trim()), (0, id), "{removed:?}");
    assert_eq!(desk.json(&["notes", "list", "--format", "json", "."]), Value::Array(Vec::new()));
    assert_eq!(desk.run(&["notes", "remove", id, "."]).code, 1);
}

#[test]
fn what_the_reader_said_of_a_piece_holds_in_every_command() {
    let page = "<title>Ferry back</title><nav><a href=/>Home</a></nav><article><h1>Ferry back</h1>\
        <p>The ferry sailed at noon on 1 May 2024 and came back in the evening.</p>\
        <p>Nine hands worked on it in 2023, and two stayed on board.</p></article>";
    let desk = Desk::new(&[("a.html", page)]);
    desk.run(&["notes", "add", "--article", "a.html", "--quote", "two stayed", "."]);
    let hash = dateline::ingest::read("a.html", page.as_bytes()).documents[0].origin.hash.clone();
    let piece = "The ferry sailed at noon on 1 May 2024 and came back in the evening.";
    let line = serde_json::json!({
        "id": "r1", "time": "2026-01-01T00:00:00Z", "act": "correct",
        "article": {"hash": hash, "file": "a.html"}, "on": true,
        "correction": {"correct": "piece", "quote": piece, "role": "chrome"},
    });
    desk.write(".dateline/log.jsonl", format!("{line}\n"));
    let cleaned = desk.json(&["clean", "--format", "json", "."]);
    let rest = "Nine hands worked on it in 2023, and two stayed on board.";
    assert_eq!(text(&cleaned[0]["text"]), rest);
    assert!(cleaned[0]["removed"].to_string().contains(r#"{"kind":"reader","text":"The ferry"#));
    let note = &desk.json(&["notes", "list", "--format", "json", "."])[0];
    assert_eq!((&note["start"], &note["orphan"]), (&Value::from(37), &Value::from(false)));
    let events = &desk.json(&["timeline", "--format", "json", "."])["events"];
    assert_eq!((events.as_array().unwrap().len(), text(&events[0]["edtf"])), (1, "2023"));
    assert!(!desk.run(&["export", "--format", "html", "."]).out.contains("at noon"));
}

#[test]
fn a_place_is_given_by_words_or_by_code_points() {
    let desk = Desk::filled();
    let check = |place: &[&str], expected: Result<&str, &str>| {
        let arguments = [&["notes", "add", "--article", "bridge.jsonl"], place, &["."]].concat();
        let ended = desk.run(&arguments);
        match expected {
            Ok(quote) => {
                assert_eq!(ended.code, 0, "{place:?}: {ended:?}");
                let notes = desk.json(&["notes", "list", "--format", "json", "."]);
                let made = |note: &&Value| note["id"] == ended.out.trim();
                let note = notes.as_array().unwrap().iter().find(made).unwrap();
                assert_eq!(text(&note["quote"]), quote, "{place:?}");
            }
            Err(message) => {
                assert_eq!(ended.code, 2, "{place:?}: {ended:?}");
                assert!(ended.err.contains(message), "{place:?}: {}", ended.err);
            }
        }
    };
    check(&["--start", "4", "--end", "10"], Ok("bridge"));
    check(&["--quote", "was opened"], Ok("was opened"));
    check(&["--quote", "Over  the\nstrait"], Ok("over the strait"));
    check(&["--quote", "\u{2067}over the\u{2069} strait"], Ok("over the strait"));
    check(&["--quote", "e"], Err("more than once"));
    check(&["--quote", "- a list's sign"], Err("do not stand there"));
    check(&["--quote", "a zeppelin landed"], Err("do not stand there"));
    check(&["--start", "4", "--end", "4000"], Err("end <= 67"));
    check(&["--start", "4"], Err("--end"));
}

#[test]
fn notes_come_one_a_line() {
    let desk = Desk::filled();
    let input = concat!(
        "{\"article\":\"ferry\",\"quote\":\"left for Ankara\",\"colour\":\"green\"}\n",
        "\n",
        "plain words about the whole\n",
        "{\"start\":0,\"end\":3,\"note\":\"at the start\"}\n",
    );
    let ended = desk.run_with_input(&["notes", "add", "--article", "bridge", "."], input);
    assert_eq!((ended.code, ended.out.lines().count()), (0, 3), "{ended:?}");
    let notes = desk.json(&["notes", "list", "--format", "json", "."]);
    let notes: Vec<_> = ended
        .out
        .lines()
        .map(|id| notes.as_array().unwrap().iter().find(|note| note["id"] == id).unwrap())
        .collect();
    assert_eq!((text(&notes[0]["article"]), text(&notes[0]["colour"])), ("ferry", "green"));
    assert_eq!(
        (text(&notes[1]["note"]), &notes[1]["orphan"]),
        ("plain words about the whole", &Value::Bool(false))
    );
    assert_eq!((text(&notes[2]["quote"]), text(&notes[2]["note"])), ("The", "at the start"));
    let place = ["notes", "add", "--article", "bridge", "--quote", "Nobody", "--note", "-", "."];
    assert_eq!(desk.run_with_input(&place, "one\ntwo\n").out.lines().count(), 2);
    let ended = desk.run_with_input(&["notes", "add", "."], "{\"article\":\"nobody\"}\n");
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("line 1") && ended.err.contains("nobody"), "{}", ended.err);
}

#[test]
fn writers_at_once_lose_nothing() {
    let desk = Desk::filled();
    let texts: String = (0..25).map(|number| format!("note {number}\n")).collect();
    let children: Vec<_> = (0..4)
        .map(|_| {
            let add = ["notes", "add", "--article", "bridge", "."];
            let mut child = desk.command().args(add).stdin(Stdio::piped()).spawn().unwrap();
            child.stdin.take().unwrap().write_all(texts.as_bytes()).unwrap();
            child
        })
        .collect();
    for child in children {
        let ended = Ended::of(&child.wait_with_output().unwrap());
        assert_eq!((ended.code, ended.out.lines().count()), (0, 25), "{ended:?}");
    }
    let notes = desk.json(&["notes", "list", "--format", "json", "."]);
    assert_eq!(notes.as_array().unwrap().len(), 100);
}

#[test]
fn a_torn_log_opens_says_so_and_takes_more() {
    let desk = Desk::filled();
    let add = ["notes", "add", "--article", "bridge", "--note", "kept", "."];
    assert_eq!(desk.run(&add).code, 0);
    assert_eq!(desk.run(&add).code, 0);
    let data = desk.home.path().join("data");
    let log =
        data.join(files_below(&data).into_iter().find(|file| file.ends_with("log.jsonl")).unwrap());
    let whole = fs::read(&log).unwrap();
    fs::write(&log, &whole[..whole.len() - 9]).unwrap();
    let ended = desk.run(&["notes", "list", "--format", "json", "."]);
    assert!(ended.err.contains("torn"), "{}", ended.err);
    assert_eq!(serde_json::from_str::<Value>(&ended.out).unwrap().as_array().unwrap().len(), 1);
    assert_eq!(desk.run(&add).code, 0);
    let notes = desk.json(&["notes", "list", "--format", "json", "."]);
    assert_eq!(notes.as_array().unwrap().len(), 2);
}

#[test]
fn nothing_is_written_to_a_folder_before_the_first_act() {
    let desk = Desk::filled();
    let run = |arguments: &[&str]| {
        let mut command = desk.command();
        command.env_remove("DATELINE_HOME").env("HOME", desk.home.path());
        Ended::of(&command.args(arguments).output().unwrap())
    };
    assert_eq!(run(&["entities", "."]).code, 0);
    assert_eq!(files_below(desk.folder.path()).len(), 3);
    let ended = run(&["notes", "add", "--article", "bridge", "--note", "x", "."]);
    assert_eq!(ended.code, 0, "{ended:?}");
    assert!(desk.path(".dateline/log.jsonl").is_file());
}

#[test]
fn every_format_is_written_where_it_says() {
    let desk = Desk::filled();
    assert_eq!(desk.run(&["notes", "add", "--article", "ferry", "--note", "seen", "."]).code, 0);
    for format in ["w3c", "readwise", "csv", "timelinejs", "markdown", "html", "obsidian", "text"] {
        let out = format!("../out-{format}");
        let out = desk.home.path().join(out);
        let out = out.to_str().unwrap();
        let ended = desk.run(&["export", "--format", format, "--out", out, "."]);
        assert_eq!(ended.code, 0, "{format}: {ended:?}");
        assert!(!ended.out.is_empty(), "{format}");
        assert!(ended.out.lines().all(|path| desk.path(path).is_file()), "{format}: {ended:?}");
        fs::remove_dir_all(out).unwrap();
    }
}

#[test]
fn an_export_is_never_written_over_what_was_edited() {
    let desk = Desk::filled();
    let export = || desk.run(&["export", "--format", "csv", "--out", "out", "ferry.jsonl"]).out;
    assert_eq!(export(), "out/ferry-jsonl.csv\n");
    assert_eq!(export(), "out/ferry-jsonl.csv\n");
    desk.write("out/ferry-jsonl.csv", "edited by hand");
    assert_eq!(export(), "out/ferry-jsonl-2.csv\n");
    assert_eq!(fs::read_to_string(desk.path("out/ferry-jsonl.csv")).unwrap(), "edited by hand");
}

#[test]
fn notes_exported_as_annotations_come_back_whole() {
    let desk = Desk::filled();
    let add =
        ["notes", "add", "--article", "ferry", "--quote", "new pier", "--note", "where?", "."];
    assert_eq!(desk.run(&add).code, 0);
    assert_eq!(desk.run(&["notes", "add", "--article", "quiet", "--note", "dull", "."]).code, 0);
    let export = || desk.json(&["export", "--format", "w3c", "."]);
    let first = export();
    desk.write("backup", first.to_string());
    fs::remove_dir_all(desk.home.path().join("data")).unwrap();
    let import = || desk.run(&["notes", "import", "backup", "."]);
    let ended = import();
    assert_eq!((ended.code, ended.out.lines().count()), (0, 2), "{ended:?}");
    assert_eq!(import().out, "");
    fs::remove_file(desk.path("backup")).unwrap();
    let strip = |mut value: Value| {
        value.as_object_mut().unwrap().shift_remove("generated");
        value
    };
    assert_eq!(strip(export()), strip(first));
}

#[test]
fn settings_come_from_files_and_the_command_line() {
    let desk = Desk::new(&[]);
    let config = desk.home.path().join("config");
    fs::create_dir_all(&config).unwrap();
    fs::write(config.join("config.toml"), "theme = \"light\"\nmouse = 3\n").unwrap();
    fs::write(config.join("keymap.toml"), "quit = \"ctrl-q\"\n").unwrap();
    let ended = desk.run(&["config", "--color", "never"]);
    assert!(ended.out.contains("theme = \"light\"\ncolours = \"none\"\n"), "{ended:?}");
    assert!(ended.err.contains("config.toml:2:9"), "{}", ended.err);
    assert!(desk.run(&["config", "--theme", "mono"]).out.contains("theme = \"mono\""));
    assert!(desk.run(&["keys"]).out.contains("ctrl-q"));
}

#[test]
fn what_the_program_says_of_itself_names_every_command() {
    let desk = Desk::new(&[]);
    let (help, man) = (desk.run(&["--help"]).out, desk.run(&["man"]).out);
    let bash = desk.run(&["completions", "bash"]).out;
    for command in [
        "open",
        "clean",
        "dates",
        "entities",
        "timeline",
        "search",
        "stories",
        "notes",
        "export",
        "index",
        "cache",
        "keys",
        "config",
        "completions",
        "man",
    ] {
        assert!(help.contains(&format!("\n  {command} ")), "help: {command}");
        assert!(man.contains(&format!("DATELINE {}", command.to_uppercase())), "man: {command}");
        assert!(bash.contains(&format!("dateline__subcmd__{command}")), "completions: {command}");
    }
    assert!(desk.run(&["--version"]).out.starts_with("dateline "));
    assert_eq!(desk.written(), Vec::<String>::new());
}

#[test]
fn an_index_is_made_ahead_and_the_cache_is_shown_and_cleared() {
    let desk = Desk::filled();
    let made = desk.run(&["index", "."]);
    assert_eq!(made.code, 0, "{made:?}");
    let again = desk.run(&["index", "."]).out;
    assert!(again.contains(", 0 of them new or changed"), "{again}");
    let shown = desk.run(&["cache"]).out;
    assert!(shown.lines().any(|line| line.starts_with("index-")), "{shown}");
    assert_eq!(desk.run(&["cache", "--clear"]).code, 0);
    assert_eq!(desk.run(&["cache"]).out.lines().count(), 1);
    assert_eq!(desk.run(&["search", "ferry", "."]).code, 0);
}

#[test]
fn entities_are_merged_and_paired() {
    let desk = Desk::filled();
    let merged = desk.lines(&["entities", "--merged", "--format", "jsonl", "."]);
    let turkey = merged.iter().find(|one| one["name"] == "Turkey").unwrap();
    assert_eq!((&turkey["kind"], &turkey["mentions"]), (&"place".into(), &1.into()));
    assert_eq!(turkey["first"]["text"], "Turkey");
    assert_eq!(turkey["first"]["published"], "2025-06-26");
    assert_eq!(turkey["first"], turkey["last"]);
    assert_eq!(turkey["with"][0]["name"], "İzmir");
    assert_eq!(turkey["articles"][0]["file"], "./ferry.jsonl");
    let pairs = desk.lines(&["entities", "--together", "--format", "jsonl", "."]);
    assert_eq!(pairs.len(), 1, "{pairs:?}");
    assert_eq!(pairs[0]["sentences"], 1);
    assert!(pairs[0]["first"]["text"].as_str().unwrap().starts_with("On 3 July"));
    for (option, head) in [("--merged", "name,kind"), ("--together", "name,kind")] {
        let table = desk.run(&["entities", option, "--format", "csv", "."]);
        assert!(table.out.starts_with(head), "{}", table.out);
        assert!(table.out.contains("İzmir") && table.out.contains("\r\n"), "{}", table.out);
        assert_eq!(desk.run(&["entities", option, "."]).code, 0);
    }
    assert_eq!(desk.run(&["entities", "--merged", "--together", "."]).code, 2);
    let mentions = desk.run(&["entities", "--format", "csv", "."]);
    assert!(mentions.out.starts_with("file,id,start"), "{}", mentions.out);
}
