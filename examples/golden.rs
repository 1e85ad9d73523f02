//! Runs a built `dateline` over a folder and compares what it prints with a
//! hand-written list of facts: `golden PROGRAM FOLDER LIST`. Exits with 1 and
//! names every difference.

#![allow(
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a program that prints its findings and stops at the unexpected"
)]

use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

#[path = "../tests/it/golden.rs"]
mod golden;

fn main() -> Result<ExitCode> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [program, folder, list] = arguments.as_slice() else {
        bail!("usage: golden PROGRAM FOLDER LIST")
    };
    let expected = std::fs::read_to_string(list).with_context(|| list.clone())?;
    let timeline = serde_json::from_str(&run(program, &["timeline", "--format", "json"], folder)?)?;
    let articles = run(program, &["clean", "--format", "jsonl"], folder)?
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<Vec<_>, _>>()?;
    let faults = golden::faults(&expected, &timeline, &articles);
    for fault in &faults {
        println!("{fault}");
    }
    println!("{folder}: {} differences from {list}", faults.len());
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn run(program: &str, arguments: &[&str], folder: &str) -> Result<String> {
    let home = tempfile::tempdir()?;
    let output = Command::new(program)
        .args(arguments)
        .arg("--home")
        .arg(home.path())
        .arg(folder)
        .output()
        .with_context(|| program.to_owned())?;
    if !output.status.success() {
        bail!("{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?)
}
