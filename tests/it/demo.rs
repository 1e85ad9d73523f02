//! The demo dossier: its timeline is right to the entry.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use serde_json::Value;

use crate::golden;

fn run(arguments: &[&str]) -> String {
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .arg("--home")
        .arg(home.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_demo_tells_what_was_written_down_by_hand() {
    let timeline: Value = serde_json::from_str(&run(&["timeline", "--format", "json"])).unwrap();
    let articles: Vec<Value> = run(&["clean", "--format", "jsonl"])
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let faults = golden::faults(include_str!("golden/demo.txt"), &timeline, &articles);
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Every two of some things that belong together.
fn pairs<'a>(groups: impl Iterator<Item = &'a BTreeSet<usize>>) -> BTreeSet<(usize, usize)> {
    let of = |group: &'a BTreeSet<usize>| {
        group.iter().flat_map(move |one| group.range(one + 1..).map(move |other| (*one, *other)))
    };
    groups.flat_map(of).collect()
}

/// Which entities each form of a file names; the ending of a possessive left out.
fn named_entities() -> BTreeMap<(String, String), Vec<String>> {
    let table = run(&["entities", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let mut named: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for row in reader.records().map(Result::unwrap) {
        let form = row[4].trim_end_matches("'s").trim_end_matches("’s").to_owned();
        named.entry((row[0].to_owned(), form)).or_default().push(row[7].to_owned());
    }
    named
}

/// Each name of the gold counts as often as the program finds it, and once
/// where it doesn't: then it is with no other.
#[test]
fn the_demo_s_entities_are_merged_as_written_down_by_hand() {
    let named = named_entities();
    let mut right: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    let mut found: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let gold = include_str!("golden/names.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut count = 0;
    for row in gold.map(|line| line.split('\t').collect::<Vec<_>>()) {
        let place = (row[1].to_owned(), row[2].to_owned());
        let missing = vec![format!("none {count}")];
        for entity in named.get(&place).unwrap_or(&missing) {
            right.entry(row[0]).or_default().insert(count);
            found.entry(entity.clone()).or_default().insert(count);
            count += 1;
        }
    }
    let (right, found) = (pairs(right.values()), pairs(found.values()));
    let both = found.intersection(&right).count();
    assert!(both > 400, "{both} pairs");
    assert_eq!(both, found.len(), "wrong: {:?}", found.difference(&right));
    assert!(both * 10 >= right.len() * 9, "{both} of {}", right.len());
}
