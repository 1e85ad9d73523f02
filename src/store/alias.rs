//! The reader's own table of names, `aliases.tsv` beside the log.

use std::{fs::File, io::Read, path::Path};

use super::{log::check_plain, walk::cant_open};
use crate::{
    clean::sanitise_line,
    model::Problem,
    note::{self, Record},
};

/// Bytes of a table that are read, at most.
const MOST: u64 = 4 * 1024 * 1024;

/// What the table beside a log says; what is wrong with it goes to `problems`.
pub(super) fn beside(log: &Path, problems: &mut Vec<Problem>) -> Vec<Record> {
    let path = log.with_file_name("aliases.tsv");
    if !path.is_file() {
        return Vec::new();
    }
    let (records, faults) = match read(&path) {
        Ok(text) => note::aliases(&text),
        Err(error) => (Vec::new(), vec![cant_open(&error)]),
    };
    let file = sanitise_line(&path.to_string_lossy());
    problems.extend(faults.into_iter().map(|message| Problem { file: file.clone(), message }));
    records
}

fn read(path: &Path) -> std::io::Result<String> {
    check_plain(path)?;
    let mut bytes = Vec::new();
    File::open(path)?.take(MOST).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
