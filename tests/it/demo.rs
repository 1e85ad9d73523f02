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

#[test]
fn the_demo_s_entities_are_merged_as_written_down_by_hand() {
    let gold: BTreeMap<(&str, &str), &str> = include_str!("golden/names.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .map(|row| ((row[1], row[2]), row[0]))
        .collect();
    let table = run(&["entities", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let mut right: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut found: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (at, row) in reader.records().map(Result::unwrap).enumerate() {
        let Some(name) = gold.get(&(&row[0], &row[4])) else { continue };
        right.entry((*name).to_owned()).or_default().insert(at);
        found.entry(row[7].to_owned()).or_default().insert(at);
    }
    let (right, found) = (pairs(right.values()), pairs(found.values()));
    let both = found.intersection(&right).count();
    assert!(both > 300, "{both} pairs");
    assert_eq!(both, found.len(), "wrong: {:?}", found.difference(&right));
    assert!(both * 10 >= right.len() * 9, "{both} of {}", right.len());
}
