//! The house rules as a program: it walks `src` and names every breach.
//!
//! Each rule is a function from a file's path and text to faults, so that a
//! sample that breaks it proves that the rule can fail.

use std::fs;
use std::path::{Path, PathBuf};

/// Modules from the ground up; each may name only those before it.
const LAYERS: [&str; 13] = [
    "model", "fold", "ingest", "clean", "annotate", "dossier", "note", "export", "command",
    "store", "cli", "tui", "main",
];

/// Modules without a world.
const PURE: [&str; 9] =
    ["model", "fold", "ingest", "clean", "annotate", "dossier", "note", "export", "command"];

/// What a pure module may not name.
const WORLD: [&str; 16] = [
    "std::fs",
    "std::env",
    "std::process",
    "std::thread",
    "std::net",
    "std::io::std",
    "SystemTime",
    "Instant::now",
    "Zoned::now",
    "Timestamp::now",
    "rayon",
    "crossterm",
    "ratatui",
    "tempfile",
    "etcetera",
    "rustix",
];

/// The files that may speak of key codes.
const KEY_FILES: [&str; 2] = ["src/tui/input.rs", "src/tui/keymap.rs"];

/// Names that say nothing.
const EMPTY_NAMES: [&str; 5] = ["utils", "common", "helpers", "misc", "prelude"];

/// Lines a file may have before its tests.
const LONGEST: usize = 500;

type Rule = fn(&str, &str) -> Vec<String>;

const RULES: [Rule; 4] = [wrong_direction, impure, key_codes, empty_name];

#[test]
fn src_keeps_the_house_rules() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let code = without_tests_and_comments(&text);
        for rule in RULES {
            faults.extend(rule(&path, &code));
        }
        faults.extend(too_long(&path, &without_tests(&text)));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_map_names_only_what_is_there() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let code: String = sources().into_iter().map(|(_, text)| text).collect();
    let faults = missing_names(&map, &code, |path| root().join(path).exists());
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    assert!(map.lines().count() <= 150, "the map has {} lines", map.lines().count());
}

#[test]
fn each_rule_can_fail() {
    let check = |rule: Rule, path: &str, text: &str, fault: &str| {
        let faults = rule(path, &without_tests_and_comments(text));
        assert!(faults.iter().any(|found| found.contains(fault)), "{path}: {faults:?}");
    };
    check(wrong_direction, "src/clean/mod.rs", "use crate::tui::State;", "clean names tui");
    check(wrong_direction, "src/fold.rs", "use crate::{model::Span, store};", "fold names store");
    check(wrong_direction, "src/cli/mod.rs", "use crate::tui::run;", "cli names tui");
    check(wrong_direction, "src/tui/view/list.rs", "use crate::cli::x;", "tui names cli");
    check(wrong_direction, "src/fold.rs", "use super::clean::clean;", "fold names clean");
    check(impure, "src/dossier/mod.rs", "let x = std::fs::read(p);", "std::fs");
    check(impure, "src/dossier/mod.rs", "use std::{collections::X, fs};", "std::fs");
    let long = "/// Long.\n".repeat(501) + "#[cfg(test)]\nmod tests {}\n";
    assert!(too_long("src/cli/mod.rs", &without_tests(&long))[0].contains("501 lines"));
    assert!(too_long("src/cli/mod.rs", &"let x = 1;\n".repeat(500)).is_empty());
    check(key_codes, "src/tui/update.rs", "KeyCode::Enter => {}", "KeyCode");
    check(empty_name, "src/tui/helpers.rs", "", "helpers");
    let faults = missing_names("see `src/gone.rs` and `NoSuchType`", "struct State;", |_| false);
    assert_eq!(faults.len(), 2);
}

#[test]
fn tests_and_comments_are_left_out() {
    let text =
        "fn a() {}\n// crate::tui\n/// crate::cli\n#[cfg(test)]\nmod tests { use crate::store; }";
    assert_eq!(without_tests_and_comments(text).trim(), "fn a() {}");
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every source file, its path from the root with `/` between parts.
fn sources() -> Vec<(String, String)> {
    let mut folders = vec![root().join("src")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push((relative(&path), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    assert!(found.len() > 20, "the walk found only {} files", found.len());
    found
}

fn relative(path: &Path) -> String {
    let path = path.strip_prefix(root()).unwrap();
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The part before the tests, which stand last.
fn without_tests(text: &str) -> String {
    let code = text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
    code.flat_map(|line| [line, "\n"]).collect()
}

/// The same without whole-line comments.
fn without_tests_and_comments(text: &str) -> String {
    without_tests(text)
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect()
}

/// The module a file belongs to: the first part of its path below `src`.
fn module(path: &str) -> &str {
    path.trim_start_matches("src/").split(['/', '.']).next().unwrap()
}

fn wrong_direction(path: &str, code: &str) -> Vec<String> {
    let me = module(path);
    if me == "lib" {
        return Vec::new();
    }
    let Some(mine) = LAYERS.iter().position(|&layer| layer == me) else {
        return vec![format!("{path}: {me} is no layer")];
    };
    let from_ground = path.matches('/').count() == 1;
    let mut named = named_after(code, "crate::");
    named.extend(if from_ground { named_after(code, "super::") } else { Vec::new() });
    named
        .into_iter()
        .filter(|name| name != me)
        .filter(|name| match LAYERS.iter().position(|layer| layer == name) {
            Some(theirs) => theirs > mine || (me, name.as_str()) == ("tui", "cli"),
            None => false,
        })
        .map(|name| format!("{path}: {me} names {name}"))
        .collect()
}

/// The first names after a path's root, in `root::a::b` and `root::{a::b, c}` alike.
fn named_after(code: &str, root: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices(root) {
        let rest = &code[at + root.len()..];
        match rest.strip_prefix('{') {
            None => names.push(first_word(rest)),
            Some(list) => names.extend(top_level_items(list).map(|item| first_word(&item))),
        }
    }
    names
}

fn first_word(text: &str) -> String {
    text.trim_start().chars().take_while(|&c| c.is_alphanumeric() || c == '_').collect()
}

/// The items of a brace list up to its end, inner lists left in one piece.
fn top_level_items(list: &str) -> impl Iterator<Item = String> {
    let mut depth = 1;
    let mut items = vec![String::new()];
    for character in list.chars() {
        depth += match character {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        match character {
            _ if depth == 0 => break,
            ',' if depth == 1 => items.push(String::new()),
            _ => items.last_mut().unwrap().push(character),
        }
    }
    items.into_iter()
}

fn impure(path: &str, code: &str) -> Vec<String> {
    if !PURE.contains(&module(path)) {
        return Vec::new();
    }
    let listed: Vec<_> =
        named_after(code, "std::").iter().map(|name| format!("std::{name}")).collect();
    WORLD
        .iter()
        .filter(|&&word| code.contains(word) || listed.iter().any(|name| name == word))
        .map(|word| format!("{path}: a pure module names {word}"))
        .collect()
}

fn too_long(path: &str, code: &str) -> Vec<String> {
    let lines = code.lines().count();
    let fault = (lines > LONGEST).then(|| format!("{path}: {lines} lines before its tests"));
    fault.into_iter().collect()
}

fn key_codes(path: &str, code: &str) -> Vec<String> {
    let fault = code.contains("KeyCode") && !KEY_FILES.contains(&path);
    fault.then(|| format!("{path}: names KeyCode")).into_iter().collect()
}

fn empty_name(path: &str, _code: &str) -> Vec<String> {
    path.split(['/', '.'])
        .filter(|part| EMPTY_NAMES.contains(part))
        .map(|part| format!("{path}: a module named {part}"))
        .collect()
}

/// Names in backticks that are no file of the project and no word of its code.
fn missing_names(map: &str, code: &str, exists: impl Fn(&str) -> bool) -> Vec<String> {
    let names = map.split('`').skip(1).step_by(2);
    names
        .filter(|name| {
            let is_path = name.contains('/') && !name.contains(' ');
            let is_type = name.chars().next().is_some_and(char::is_uppercase)
                && name.chars().all(|c| c.is_alphanumeric() || c == ':' || c == '_');
            (is_path && !exists(name))
                || (is_type && !name.split("::").all(|part| code.contains(part)) && !exists(name))
        })
        .map(|name| format!("ARCHITECTURE.md names {name}, which isn't there"))
        .collect()
}
