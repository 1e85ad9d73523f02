//! The run loop: one channel in, drain, draw once, wait.

use std::{
    io,
    path::PathBuf,
    process::{Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
};

use anyhow::{Context, Result, bail};
use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGTSTP},
    low_level::emulate_default_handler,
};

use super::{
    effect::Effect,
    listen::Listening,
    msg::Msg,
    state::{Message, MessageKind, Opening, State},
    terminal::{ColourHints, Guard, check, copy, depth, leave},
    update::{places_left, update},
    workers::{Event, Workers},
};
use crate::{
    clean::sanitise_line,
    command::{Keymap, Settings},
    store::{self, Aside, Home},
};

/// What the reader opens, and how.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Files and folders; none for the demo.
    pub paths: Vec<PathBuf>,
    /// Where settings, cache and log are.
    pub home: Home,
    /// The settings in force, command line and environment included.
    pub settings: Settings,
    /// The keys in force.
    pub keymap: Keymap,
    /// Mistakes in the settings files, safe to show; the first is shown at the start.
    pub mistakes: Vec<String>,
    /// This program, so that others of it can work for the reader; none where
    /// all is done in one process.
    pub program: Option<PathBuf>,
}

/// The exit code after a worker's panic, Rust's own.
const CRASHED: u8 = 101;

/// Runs the reader until it is left, and gives the exit code: 0, or 128 and
/// the number of the signal that ended it.
///
/// # Errors
/// There is no terminal, or a path can't be opened.
pub fn run(options: Options) -> Result<u8> {
    let hints = ColourHints {
        colorterm: std::env::var("COLORTERM").ok(),
        term: std::env::var("TERM").ok(),
    };
    let reads_standard_input = options.paths.iter().any(|path| path.as_os_str() == "-");
    check(hints.term.as_deref(), reads_standard_input)?;
    check_paths(&options.paths)?;
    let state = open(&options, &hints)?;
    Shell::start(state, options)?.run()
}

/// Refuses paths that aren't there before the screen is taken.
fn check_paths(paths: &[PathBuf]) -> Result<()> {
    for path in paths.iter().filter(|path| path.as_os_str() != "-") {
        if let Err(error) = path.metadata() {
            bail!("{}: {error}", sanitise_line(&path.to_string_lossy()));
        }
    }
    Ok(())
}

fn open(options: &Options, hints: &ColourHints) -> Result<State> {
    let mut state = State::new(Opening {
        name: store::name(&options.paths),
        size: crossterm::terminal::size().context("the terminal has no size")?,
        settings: options.settings,
        depth: depth(options.settings.colours, hints),
        keymap: options.keymap.clone(),
        today: store::today(),
    });
    let mistake = options.mistakes.first().cloned();
    state.message = mistake.map(|text| Message { text, kind: MessageKind::Problem });
    Ok(state)
}

/// The state with the world around it.
struct Shell {
    state: State,
    guard: Guard,
    workers: Workers,
    home: Home,
    events: Receiver<Event>,
    listening: Listening,
    exit: Option<u8>,
}

impl Shell {
    /// Draws the first frame before anything is read, then starts the threads.
    fn start(state: State, options: Options) -> Result<Self> {
        let (sender, events) = channel();
        let listening = Listening::default();
        listening.listen_for_signals(&sender)?;
        let mut guard = Guard::enter(state.size, state.look.mouse)?;
        guard.draw(&state)?;
        listening.start_reading(&sender);
        let aside = Aside::of(options.program, &options.home);
        let workers = Workers::start(&sender, options.paths, options.home.clone(), &aside);
        Ok(Self { state, guard, workers, home: options.home, events, listening, exit: None })
    }

    fn run(mut self) -> Result<u8> {
        let result = self.serve();
        let Self { guard, workers, home, mut state, .. } = self;
        // The terminal first: writing what was kept may take a moment.
        drop(guard);
        workers.finish();
        let places = places_left(&mut state);
        if !places.is_empty() {
            store::keep_positions(&home, &places);
        }
        if !state.list.saved.seen.is_empty() {
            store::keep_seen(&home, &state.list.saved.seen);
        }
        result
    }

    /// Waits for an event, takes all that wait with it, and draws once.
    fn serve(&mut self) -> Result<u8> {
        loop {
            let first = self.events.recv().context("the terminal can't be read")?;
            self.take(first)?;
            while self.exit.is_none()
                && let Ok(next) = self.events.try_recv()
            {
                self.take(next)?;
            }
            if let Some(exit) = self.exit {
                return Ok(exit);
            }
            self.guard.draw(&self.state)?;
        }
    }

    fn take(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::Msg(msg) => self.change(msg)?,
            Event::Signal(SIGTSTP) => self.suspend()?,
            Event::Signal(SIGCONT) => self.guard.resume(&self.state)?,
            Event::Signal(signal) => self.exit = Some(code_of(signal)),
            Event::Gone => self.exit = Some(code_of(SIGHUP)),
            Event::Crashed => self.exit = Some(CRASHED),
        }
        Ok(())
    }

    fn change(&mut self, msg: Msg) -> io::Result<()> {
        for effect in update(&mut self.state, msg) {
            if let Some(effect) = self.workers.take(effect) {
                self.perform(effect)?;
            }
        }
        Ok(())
    }

    /// What no worker does.
    fn perform(&mut self, effect: Effect) -> io::Result<()> {
        match effect {
            Effect::Quit => self.exit = Some(0),
            Effect::Mouse(on) => self.guard.set_mouse(on)?,
            Effect::Copy(text) => {
                copy(&text)?;
                self.change(Msg::Done(Ok("copied with its source".to_owned())))?;
            }
            Effect::EditOutside(text) => {
                let written = self.edit_outside(&text)?;
                self.change(Msg::Written(written))?;
            }
            Effect::OpenLink(address) => self.change(Msg::Done(open_link(&address)))?,
            _ => {}
        }
        Ok(())
    }

    /// Gives the terminal to an editor until it has ended.
    fn edit_outside(&mut self, text: &str) -> io::Result<Result<String, String>> {
        let pause = self.listening.pause();
        leave();
        let written = store::edit(text);
        self.guard.resume(&self.state)?;
        drop(pause);
        Ok(written.map_err(|error| sanitise_line(&error.to_string())))
    }

    /// Gives the terminal back, stops like any program, and goes on when continued.
    fn suspend(&mut self) -> io::Result<()> {
        leave();
        emulate_default_handler(SIGTSTP)?;
        self.guard.resume(&self.state)
    }
}

/// The exit code of a program that a signal has ended, as a shell gives it.
fn code_of(signal: i32) -> u8 {
    128 + u8::try_from(signal).unwrap_or(0)
}

/// The system's opener for an address.
const OPENER: &str = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };

/// Opens an address that `update` has found to be a web or mail address: one
/// argument, no shell, in its own process group, its output nowhere.
fn open_link(address: &str) -> Result<String, String> {
    use std::os::unix::process::CommandExt;
    let child = Command::new(OPENER)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn();
    let mut child = child.map_err(|error| format!("{OPENER}: {error}"))?;
    // Waited for, so that no dead process stays behind.
    thread::spawn(move || child.wait());
    Ok(format!("opened {address}"))
}
