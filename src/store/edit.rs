//! Texts written on in the editor of the reader's choice.

use std::{
    env, fs, io,
    process::{Command, ExitStatus},
};

/// What is called where neither `VISUAL` nor `EDITOR` names an editor.
const FALLBACK: &str = "vi";

/// Has a text edited in a private file, and gives what it is then. The editor
/// has the terminal until it ends.
///
/// # Errors
/// There is no such editor, or it ended with an error.
pub fn edit(text: &str) -> io::Result<String> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("note.md");
    fs::write(&file, text)?;
    let editor = editor();
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or(FALLBACK);
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{program}: {error}"));
    let status = Command::new(program).args(words).arg(&file).status().map_err(named)?;
    check(program, status)?;
    fs::read_to_string(&file)
}

fn editor() -> String {
    let named = ["VISUAL", "EDITOR"].into_iter().filter_map(|name| env::var(name).ok());
    named.into_iter().find(|name| !name.trim().is_empty()).unwrap_or_else(|| FALLBACK.to_owned())
}

fn check(program: &str, status: ExitStatus) -> io::Result<()> {
    if status.success() {
        return Ok(());
    }
    Err(io::Error::other(format!("{program} ended with {status}; the note is as it was")))
}
