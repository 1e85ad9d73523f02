//! The binary: arguments, dispatch, exit code.

use std::{env, panic, process::ExitCode};

use dateline::{cli, store};

fn main() -> ExitCode {
    keep_guarded_panics_quiet();
    let exit = match cli::parse(env::args_os()) {
        Ok(invocation) => cli::run(&invocation),
        Err(error) => cli::explain(&error),
    };
    ExitCode::from(exit.code())
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
