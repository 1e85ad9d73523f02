//! The papers say what the program does: the README's table of keys is the
//! command table.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use dateline::command::{COMMANDS, Group};

const BEGIN: &str = "<!-- keys: begin -->\n";
const END: &str = "<!-- keys: end -->";

#[test]
fn the_readme_holds_the_table_of_keys() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(path).unwrap();
    let (_, rest) = readme.split_once(BEGIN).expect("the README has a place for the keys");
    let (table, _) = rest.split_once(END).expect("the README's table of keys ends");
    assert!(table == key_table(), "put this between the marks in README.md:\n{}", key_table());
}

/// The commands that have keys, group by group.
fn key_table() -> String {
    let mut table = String::new();
    for group in Group::ALL {
        writeln!(table, "\n**{}**\n\n| keys | what | where |\n|---|---|---|", group.name())
            .unwrap();
        for command in COMMANDS.iter().filter(|row| row.group == group && !row.keys.is_empty()) {
            let keys: Vec<_> = command.keys.iter().map(|key| format!("`{}`", pipe(key))).collect();
            let places: Vec<_> = command.places.iter().map(|place| place.name()).collect();
            let places = if places.len() > 6 { "everywhere".to_owned() } else { places.join(", ") };
            writeln!(table, "| {} | {} | {places} |", keys.join(" "), command.help).unwrap();
        }
    }
    table.push('\n');
    table
}

/// A key as it can stand in a cell.
fn pipe(key: &str) -> String {
    key.replace('|', "\\|")
}
