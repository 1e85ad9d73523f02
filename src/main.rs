//! The binary: arguments, dispatch, exit code.

use std::{env, panic, process::ExitCode};

use dateline::{
    cli::{self, Command, Invocation, Paths},
    store::{self, Home},
    tui,
};

fn main() -> ExitCode {
    keep_guarded_panics_quiet();
    let mut args = env::args_os().skip(1);
    if args.next().is_some_and(|first| first == store::ASIDE) {
        store::serve(&args.next().unwrap_or_default());
        return ExitCode::SUCCESS;
    }
    let code = match cli::parse(env::args_os()) {
        Ok(invocation) => run(&invocation),
        Err(error) => cli::explain(&error).code(),
    };
    ExitCode::from(code)
}

fn run(invocation: &Invocation) -> u8 {
    match &invocation.command {
        Command::Open(paths) => read(invocation, paths),
        _ => cli::run(invocation).code(),
    }
}

/// Opens the reader.
fn read(invocation: &Invocation, paths: &Paths) -> u8 {
    let home = Home::locate(invocation.everywhere.home.as_deref());
    let in_force = cli::in_force(&home, &invocation.everywhere);
    let options = tui::Options {
        paths: paths.paths.clone(),
        home,
        settings: in_force.settings,
        keymap: in_force.keymap,
        mistakes: in_force.mistakes,
        program: env::current_exe().ok(),
    };
    tui::run(options).unwrap_or_else(|error| cli::fail(&error).code())
}

/// A panic over one file is caught and told as that file's problem.
fn keep_guarded_panics_quiet() {
    let tell = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if !store::is_guarded() {
            tell(panic);
        }
    }));
}
