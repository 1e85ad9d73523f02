//! The headless face: arguments, and commands that print and exit.
//!
//! [`parse`] records what was typed; [`run`] does it. What is printed to
//! standard output has passed the sanitiser when it was made; messages pass it
//! here.

mod add;
mod args;
mod articles;
mod cache;
mod entities;
mod export;
mod manual;
mod notes;
mod print;
mod search;
mod session;
mod settings;
mod stories;
mod timeline;

use std::io::{self, Write};

use anyhow::Result;
pub use args::{ColourWhen, Command, Everywhere, Invocation, Paths, parse};
pub use settings::{InForce, in_force};

use self::{args::NotesCommand, cache::CacheAct};

use crate::{clean::sanitise_line, model::Problem, store::Home};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It did what was asked.
    Done,
    /// There was nothing to print.
    Nothing,
    /// Something went wrong, and was told.
    Failed,
}

impl Exit {
    /// The exit status: 0, 1 or 2.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Nothing => 1,
            Self::Failed => 2,
        }
    }
}

/// Runs a command that prints. A closed pipe ends it quietly.
#[must_use]
pub fn run(invocation: &Invocation) -> Exit {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = dispatch(invocation, &mut out).and_then(|exit| {
        out.flush()?;
        Ok(exit)
    });
    match result {
        Ok(exit) => exit,
        Err(error) if is_closed_pipe(&error) => Exit::Done,
        Err(error) => fail(&error),
    }
}

/// Tells what went wrong.
#[must_use]
pub fn fail(error: &anyhow::Error) -> Exit {
    tell(&format!("{error:#}"));
    Exit::Failed
}

fn dispatch(invocation: &Invocation, out: &mut dyn Write) -> Result<Exit> {
    let home = Home::locate(invocation.everywhere.home.as_deref());
    match &invocation.command {
        Command::Open(_) => Ok(Exit::Done),
        Command::Clean(listing) => articles::clean(&home, listing, out),
        Command::Dates(listing) => articles::dates(&home, listing, out),
        Command::Entities(args) => entities::entities(&home, args, out),
        Command::Timeline(args) => timeline::timeline(&home, args, out),
        Command::Search(args) => search::search(&home, args, out),
        Command::Stories(listing) => stories::stories(&home, listing, out),
        Command::Notes { act } => notes(&home, act, out),
        Command::Export(args) => export::export(&home, args, out),
        Command::Index(paths) => cache::index(&home, &paths.paths, out),
        Command::Cache { clear: true } => cache::cache(&home, CacheAct::Clear, out),
        Command::Cache { clear: false } => cache::cache(&home, CacheAct::Show, out),
        Command::Keys => manual::keys(&home, out),
        Command::Config => manual::config(&home, &invocation.everywhere, out),
        Command::Completions { shell } => manual::completions(*shell, out),
        Command::Man => manual::man(out),
    }
}

fn notes(home: &Home, act: &NotesCommand, out: &mut dyn Write) -> Result<Exit> {
    match act {
        NotesCommand::Add(args) => add::add(home, args, out),
        NotesCommand::List(listing) => notes::list(home, listing, out),
        NotesCommand::Remove { id, paths } => notes::remove(home, id, &paths.paths, out),
        NotesCommand::Import { file, paths } => notes::import(home, file, &paths.paths, out),
        NotesCommand::Merge(paths) => notes::merge(home, &paths.paths, out),
        NotesCommand::Compact(paths) => notes::compact(home, &paths.paths, out),
    }
}

/// Tells what is wrong with the command line, or prints the help asked for.
#[must_use]
pub fn explain(error: &clap::Error) -> Exit {
    let text = crate::clean::sanitise(&error.render().to_string());
    if error.use_stderr() {
        let _ = io::stderr().lock().write_all(text.as_bytes());
        return Exit::Failed;
    }
    let _ = io::stdout().lock().write_all(text.as_bytes());
    Exit::Done
}

/// Prints one safe line to standard error; there is nobody to tell when that fails.
pub fn tell(message: &str) {
    let _ = writeln!(io::stderr().lock(), "dateline: {}", sanitise_line(message));
}

fn tell_problems(problems: &[Problem]) {
    for Problem { file, message } in problems {
        tell(&format!("{file}: {message}"));
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(io_kind).any(|kind| kind == io::ErrorKind::BrokenPipe)
}

/// What went wrong outside, where it is that.
fn io_kind(cause: &(dyn std::error::Error + 'static)) -> Option<io::ErrorKind> {
    let of_json = || cause.downcast_ref::<serde_json::Error>()?.io_error_kind();
    cause.downcast_ref::<io::Error>().map(io::Error::kind).or_else(of_json)
}
