//! How folders open in the reader, and what memory that takes:
//! `cargo bench --bench open -- FOLDER…`; `cargo run --example make_folder --
//! FOLDER 20000` makes one.
//!
//! Each folder is opened twice by the real program in a pseudo-terminal, with
//! a home of its own that is empty the first time. A row tells when the first
//! frame, the first articles and all of them were there, and what memory the
//! reader has then, and had at most (Linux alone tells that). Nothing is
//! asserted.

use std::{
    env,
    error::Error,
    fs,
    io::{self, Read, Write},
    num::NonZero,
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

/// The terminal.
const SIZE: PtySize = PtySize { rows: 45, cols: 160, pixel_width: 0, pixel_height: 0 };
/// What is asked of the screen, and how often.
const STEP: Duration = Duration::from_millis(5);
/// A reader that says nothing new for so long has opened all.
const QUIET: Duration = Duration::from_secs(3);
/// What it says while it has not.
const BUSY: [&str; 3] = ["reading", "looking for files", "building"];

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    let folders = env::args_os().skip(1).map(PathBuf::from).filter(|path| path.is_dir());
    for folder in folders {
        let home = tempfile::tempdir()?;
        for time in ["first", "again"] {
            let row = open(home.path(), &folder)?;
            writeln!(out, "{} {time}: {row}", folder.display())?;
        }
    }
    Ok(())
}

/// Opens a folder in the reader and waits until it is quiet.
fn open(home: &Path, folder: &Path) -> Result<String, Box<dyn Error>> {
    let terminal = native_pty_system().openpty(SIZE)?;
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(["--home".as_ref(), home.as_os_str(), folder.as_os_str()]);
    command.env("TERM", "xterm-256color");
    let start = Instant::now();
    let mut child = terminal.slave.spawn_command(command)?;
    let shown = read(terminal.master.try_clone_reader()?);
    let mut keys = terminal.master.take_writer()?;
    let times = watch(&shown, start);
    let memory = child.process_id().map(memory).unwrap_or_default();
    keys.write_all(b"q")?;
    child.kill()?;
    child.wait()?;
    Ok(format!("{times}{memory}"))
}

/// Sends on what the terminal is given.
fn read(mut from: Box<dyn Read + Send>) -> Receiver<Vec<u8>> {
    let (sender, shown) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = vec![0; 1 << 16];
        while let Ok(count @ 1..) = from.read(&mut bytes) {
            if sender.send(bytes[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    shown
}

/// When the first frame, the first articles and the last change came.
fn watch(shown: &Receiver<Vec<u8>>, start: Instant) -> String {
    let cells = |count| NonZero::new(count).unwrap_or(NonZero::<u16>::MIN);
    let mut screen = vt100::Parser::new(cells(SIZE.rows), cells(SIZE.cols), 0);
    let (mut frame, mut articles, mut last) = (None, None, start);
    while last.elapsed() < QUIET || is_busy(&screen) {
        let Ok(bytes) = shown.recv_timeout(STEP) else { continue };
        last = Instant::now();
        screen.process(&bytes);
        let text = screen.screen().contents();
        frame = frame.or_else(|| (!text.trim().is_empty()).then(|| start.elapsed()));
        articles = articles.or_else(|| text.contains('◆').then(|| start.elapsed()));
    }
    let ms = |time: Option<Duration>| time.unwrap_or_default().as_millis();
    let (frame, articles, all) = (ms(frame), ms(articles), ms(Some(last - start)));
    format!("first frame {frame} ms, first articles {articles} ms, all {all} ms")
}

fn is_busy(screen: &vt100::Parser) -> bool {
    let text = screen.screen().contents();
    BUSY.iter().any(|word| text.contains(word))
}

/// The memory of a process in MB, now and at most.
fn memory(process: u32) -> String {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let size = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse::<u32>().ok()
    };
    match (size("VmRSS:"), size("VmHWM:")) {
        (Some(now), Some(most)) => format!(", {} MB, at most {} MB", now / 1024, most / 1024),
        _ => String::new(),
    }
}
