//! The real program in a pseudo-terminal: what it shows, keeps and gives back.

use std::{
    fs,
    io::{Read, Write},
    num::NonZero,
    path::Path,
    process::Command,
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long a screen is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// The program, its terminal, and what the terminal shows.
struct Session {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    screen: Arc<Mutex<vt100::Parser>>,
    reading: thread::JoinHandle<()>,
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap()
}

fn size(rows: u16, cols: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

impl Session {
    /// Starts the program on a small dossier below `folder`.
    fn start(folder: &Path) -> Self {
        let session = Self::reopen(folder, || write_dossier(&folder.join("dossier")));
        session.wait_for("1 of 2");
        session
    }

    /// Starts the program again, on the dossier as `change` has left it.
    fn reopen(folder: &Path, change: impl FnOnce()) -> Self {
        change();
        let pair = native_pty_system().openpty(size(30, 120)).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(["--home".as_ref(), folder.join("home").as_os_str(), "dossier".as_ref()]);
        command.cwd(folder);
        command.env("TERM", "xterm-256color");
        command.env("VISUAL", "sed -i s/$/second/");
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let screen = Arc::new(Mutex::new(vt100::Parser::new(cells(30), cells(120), 0)));
        let reading = read(pair.master.try_clone_reader().unwrap(), screen.clone());
        let keys = pair.master.take_writer().unwrap();
        Self { child, master: pair.master, keys, screen, reading }
    }

    fn contents(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    fn wait_for(&self, text: &str) {
        let start = Instant::now();
        while !self.contents().contains(text) {
            assert!(start.elapsed() < PATIENCE, "no {text:?} on\n{}", self.contents());
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Presses keys, then waits until the screen shows `text`.
    fn press(&mut self, keys: &str, text: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
        self.wait_for(text);
    }

    fn resize(&self, rows: u16, cols: u16) {
        self.screen.lock().unwrap().screen_mut().set_size(cells(rows), cells(cols));
        self.master.resize(size(rows, cols)).unwrap();
    }

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }

    /// Waits for the end: the exit code, with the terminal given back.
    fn end(mut self) -> u32 {
        let code = self.child.wait().unwrap().exit_code();
        drop(self.keys);
        drop(self.master);
        self.reading.join().unwrap();
        let parser = self.screen.lock().unwrap();
        let screen = parser.screen();
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        code
    }
}

fn read(
    mut out: Box<dyn Read + Send>,
    screen: Arc<Mutex<vt100::Parser>>,
) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let mut bytes = [0; 4096];
        // Reading fails once the program has closed its end.
        while let Ok(count @ 1..) = out.read(&mut bytes) {
            screen.lock().unwrap().process(&bytes[..count]);
        }
    })
}

fn write_dossier(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let line = |id: &str, title: &str, text: &str| {
        serde_json::json!({"id": id, "title": title, "text": text, "published": "2024-05-02"})
            .to_string()
    };
    let text = "The mayor opened the new harbour in 2019. Builders had waited for the cranes.";
    fs::write(folder.join("harbour.jsonl"), line("a", "Harbour opens", text)).unwrap();
    let text = "Snow closed the pass on Tuesday. The ferry kept to its hours.";
    fs::write(folder.join("snow.jsonl"), line("b", "Snow on the pass", text)).unwrap();
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn one_finds_marks_notes_exports_and_quits() {
    let folder = folder();
    let mut session = Session::start(folder.path());
    session.press("f", "find anything");
    session.press("crane", "Builders had waited");
    // An escape that comes with other keys would be read as alt.
    session.press("\x1b", "? help");
    session.press("1gg2/harbour\r", "“harbour” 1 of 1");
    session.press("m", "highlight kept");
    session.press(")a", "ctrl-s keep");
    session.press("who waited?\x13", "note kept");
    session.press("'", "by article (2)");
    session.press("\x1b", "? help");
    session.press("x", "export as");
    session.press("\r", "dateline-notes");
    session.wait_for("obsidian, as it begins");
    session.wait_for("title: \"Harbour opens\"");
    session.press("\r", "exported");
    session.keys.write_all(b"q").unwrap();
    assert_eq!(session.end(), 0);
    let log = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["--home", "home", "notes", "list", "--format", "jsonl", "dossier"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let listed = String::from_utf8(log.stdout).unwrap();
    assert_eq!(listed.lines().count(), 2, "{listed}");
    assert!(listed.contains("who waited?"), "{listed}");
    assert!(fs::read_dir(folder.path().join("dateline-notes")).unwrap().count() > 0);
}

#[test]
fn a_note_is_written_on_in_an_editor_of_ones_own() {
    let folder = folder();
    let mut session = Session::start(folder.path());
    session.press("1gg2a", "ctrl-s keep");
    session.press("first \x07", "second");
    session.wait_for("ctrl-s keeps the note");
    session.press("\x13", "note kept");
    session.press("'", "first");
    session.wait_for("second");
    session.keys.write_all(b"qq").unwrap();
    assert_eq!(session.end(), 0);
}

#[test]
fn a_changed_file_is_a_new_version_of_its_article() {
    let folder = folder();
    let mut session = Session::start(folder.path());
    session.press("1gg2m", "highlight kept");
    session.press("D", "no earlier version");
    session.keys.write_all(b"q").unwrap();
    assert_eq!(session.end(), 0);
    let file = folder.path().join("dossier/harbour.jsonl");
    let changed = fs::read_to_string(&file).unwrap().replace("the new harbour", "the old harbour");
    let mut session = Session::reopen(folder.path(), || fs::write(&file, &changed).unwrap());
    session.wait_for("↻");
    session.press("1gg2D", "[-new-] {+old+} harbour");
    session.press("D", "opened the old harbour");
    session.press("'", "by article (1)");
    session.wait_for("1  The mayor");
    session.keys.write_all(b"qq").unwrap();
    assert_eq!(session.end(), 0);
}

#[test]
fn what_is_taken_out_by_hand_stays_out_until_it_is_taken_back() {
    let folder = folder();
    let mut session = Session::start(folder.path());
    session.press("1gg2X", "out of the text now: The mayor");
    session.press("u", "taken back");
    session.press("\x12", "out of the text now: The mayor");
    session.keys.write_all(b"q").unwrap();
    assert_eq!(session.end(), 0);
    let cleaned = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["--home", "home", "clean", "--format", "jsonl", "dossier"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let cleaned = String::from_utf8(cleaned.stdout).unwrap();
    assert!(cleaned.contains(r#""text":"","blocks":[],"removed":[{"kind":"reader""#), "{cleaned}");
}

/// A file of many articles, one a line, in which reading takes its time.
fn write_long_file(folder: &Path) {
    let dossier = folder.join("dossier");
    fs::create_dir(&dossier).unwrap();
    let text = "On 3 May 2031 the ferry to Lindholm sailed again, said Ada Brandt. ".repeat(40);
    let line = |number| format!("{{\"title\": \"Ferry {number}\", \"text\": \"{text}\"}}\n");
    fs::write(dossier.join("all.jsonl"), (0..900).map(line).collect::<String>()).unwrap();
}

#[test]
fn the_first_articles_of_a_long_file_are_read_while_the_others_come() {
    let folder = folder();
    let mut session = Session::reopen(folder.path(), || write_long_file(folder.path()));
    session.wait_for("reading, ");
    session.wait_for("Ferry 2");
    session.press("\r", " sailed again, said Ada Brandt");
    assert!(session.contents().contains("reading, "), "{}", session.contents());
    session.keys.write_all(b"q").unwrap();
    assert_eq!(session.end(), 0);
}

#[test]
fn signals_give_the_terminal_back() {
    for (name, code) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let folder = folder();
        let session = Session::start(folder.path());
        session.signal(name);
        assert_eq!(session.end(), code, "{name}");
    }
}

#[test]
fn a_storm_of_sizes_is_survived() {
    let folder = folder();
    let mut session = Session::start(folder.path());
    for step in 0..60_u16 {
        session.resize(
            [1, 2, 7, 24, 60][usize::from(step % 5)],
            [1, 3, 20, 80, 200, 41][usize::from(step % 6)],
        );
    }
    session.resize(30, 120);
    session.press("?", "keys");
    session.press("\x1b", "? help");
    session.keys.write_all(b"q").unwrap();
    assert_eq!(session.end(), 0);
}

#[test]
fn without_a_terminal_it_says_so() {
    let output = Command::new(env!("CARGO_BIN_EXE_dateline")).arg("open").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8(output.stderr).unwrap().contains("needs a terminal"));
}
