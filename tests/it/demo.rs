//! The demo dossier: its timeline is right to the entry.

use std::process::Command;

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
