//! The finder over everything and the searches that are saved from it.

use std::sync::Arc;

use dateline::{
    model::{
        AnnotatedArticle,
        EntityKind::{Person, Place},
        Status,
    },
    note::{Act, Notebook, Record},
    tui::{
        msg::{Msg, Progress},
        state::{ListRow, Mode, Target},
    },
};

use crate::desk::{Desk, article};

fn ferry() -> Arc<AnnotatedArticle> {
    article(
        ("Ferry sold", "2025-04-02"),
        &["A ferry was sold to Vardo."],
        &[("Vardo", Place)],
        &[(0, "2025-04", Status::Past)],
    )
}

fn articles() -> Vec<Arc<AnnotatedArticle>> {
    let mut dyke = article(
        ("Dyke holds", "2024-05-02"),
        &["Engineer Tove Lind checked the dyke at Vardo. The ferry ran."],
        &[("Tove Lind", Person), ("Vardo", Place)],
        &[(0, "2024-05", Status::Past)],
    );
    let named = &mut Arc::make_mut(&mut dyke).annotations.entities[1];
    named.variants.push("Vardøya".to_owned());
    let kiln = article(("Kiln cools", "2023-01-15"), &["The kiln went cold in May."], &[], &[]);
    vec![dyke, kiln]
}

fn desk() -> Desk {
    Desk::open((160, 45), articles())
}

/// What the finder shows: the sort of each result with its line.
fn results(desk: &Desk) -> Vec<String> {
    let Some(Mode::Finder(finder)) = desk.state.mode() else { return Vec::new() };
    let line = |found: &dateline::tui::state::Found| {
        let sort = match found.target {
            Target::Article(_) => "article",
            Target::Passage { .. } => "passage",
            Target::Entity(_) => "entity",
            Target::Entry(_) => "entry",
            Target::Note(_) => "note",
            Target::Command(_) => "command",
        };
        format!("{sort} {}", found.title)
    };
    finder.results.iter().map(line).collect()
}

/// Types into the finder of a reader with a tag and a note.
fn check(typed: &str, expected: &[&str]) {
    let mut desk = desk();
    desk.press("# ")
        .write("flood")
        .press("enter 2 V a")
        .write("who paid?")
        .press("ctrl-s g t")
        .write("toll")
        .press("enter");
    desk.press("f").write(typed);
    assert_eq!(results(&desk), expected, "{typed}");
}

#[test]
fn a_sign_looks_through_one_sort_of_thing() {
    check("@", &["entity Tove Lind", "entity Vardo"]);
    check("@lind", &["entity Tove Lind"]);
    check("@tov lin", &["entity Tove Lind"]);
    check("@vardøya", &["entity Vardo"]);
    check("#", &["article Dyke holds"]);
    check("#flo", &["article Dyke holds"]);
    check("#dry", &[]);
    check("#toll", &["article Dyke holds"]);
    check("'", &["note who paid?"]);
    check("'paid", &["note who paid?"]);
    check("'kiln", &[]);
    check(">zen", &["command zen: Show nothing but the text"]);
    check("@xyzzy", &[]);
}

#[test]
fn every_sort_of_thing_is_found_at_once() {
    let mut desk = desk();
    desk.press("f").write("dyke");
    let found = results(&desk);
    for line in ["article Dyke holds", "passage dyke", "entry Engineer"] {
        let (sort, start) = line.split_once(' ').unwrap();
        let is_it = |one: &String| one.starts_with(sort) && one.contains(start);
        assert!(found.iter().any(is_it), "{line} in {found:?}");
    }
}

#[test]
fn a_remark_leads_to_its_article() {
    let mut desk = desk();
    desk.press("2 V a").write("smells of tar").press("ctrl-s 1 F").write("tar ").press("enter");
    assert_eq!(desk.state.list.rows, [ListRow::Article(0)]);
}

#[test]
fn an_empty_query_shows_what_was_read_last() {
    let mut desk = desk();
    desk.press("f");
    assert_eq!(results(&desk), ["article Dyke holds", "article Kiln cools"]);
    desk.press("esc J f");
    assert_eq!(results(&desk), ["article Kiln cools", "article Dyke holds"]);
}

#[test]
fn queries_of_before_come_back() {
    let mut desk = desk();
    desk.press("f").write("kiln").press("enter f").write("dyke").press("enter f");
    let typed = |desk: &Desk| match desk.state.mode() {
        Some(Mode::Finder(finder)) => finder.input.value().to_owned(),
        _ => panic!("no finder"),
    };
    for (key, expected) in
        [("alt-up", "dyke"), ("alt-up", "kiln"), ("alt-up", "kiln"), ("alt-down", "dyke")]
    {
        desk.press(key);
        assert_eq!(typed(&desk), expected, "{key}");
    }
    assert!(results(&desk).iter().any(|line| line == "article Dyke holds"));
}

/// The saved searches as the list shows them: name, found, new.
fn saved(desk: &Desk) -> Vec<(&str, Option<usize>, usize)> {
    let all = desk.state.list.saved.all.iter();
    all.map(|one| (one.name.as_str(), one.found, one.new)).collect()
}

/// Another article is read.
fn read(desk: &mut Desk, article: Arc<AnnotatedArticle>) {
    let articles = vec![article.into()];
    let progress = Progress { articles, done: 3, total: 3, finished: true, ..Progress::default() };
    desk.send(Msg::Read(progress));
}

#[test]
fn a_saved_search_counts_what_is_new() {
    let mut desk = desk();
    desk.press("F").write("ferry").press("ctrl-s ctrl-u").write("boats").press("enter esc");
    assert_eq!(saved(&desk), [("boats", Some(1), 0)]);
    assert_eq!(desk.state.list.rows.first(), Some(&ListRow::Saved(0)));
    read(&mut desk, ferry());
    assert_eq!(saved(&desk), [("boats", Some(2), 1)]);
    desk.press("1 g g enter");
    assert_eq!(desk.state.list.filter, "ferry");
    assert_eq!(desk.state.list.rows.len(), 3);
    assert_eq!(saved(&desk), [("boats", Some(2), 0)]);
    desk.press("enter");
    assert_eq!((desk.state.list.filter.as_str(), desk.state.list.rows.len()), ("", 4));
}

#[test]
fn searches_are_saved_from_finder_and_list_and_taken_back() {
    let mut desk = desk();
    desk.press("f").write("kiln").press("ctrl-s enter");
    assert_eq!(saved(&desk), [("kiln", Some(1), 0)]);
    assert_eq!(desk.message(), "search saved: kiln");
    desk.press("u");
    assert_eq!(saved(&desk), []);
    desk.press("ctrl-r g g d");
    assert_eq!(saved(&desk), []);
    assert_eq!(desk.message(), "search forgotten: kiln");
    desk.press("u");
    assert_eq!(saved(&desk), [("kiln", Some(1), 0)]);
    desk.press("esc ctrl-s");
    assert_eq!(desk.message(), "nothing to save: type a query first");
    desk.press("G d");
    assert_eq!(desk.message(), "no saved search is selected");
}

#[test]
fn what_was_seen_in_an_earlier_run_is_not_new() {
    let mut desk = desk();
    let hash = |title: &str| title.bytes().map(|b| format!("{b:x}")).collect::<String>();
    let known = [hash("Dyke holds")[..16].to_owned()].into();
    desk.send(Msg::Seen([("ferry".to_owned(), known)].into()));
    let act = Act::Search { name: "boats".into(), query: "ferry".into(), on: true };
    let time = "2026-01-01T00:00:00Z".to_owned();
    let records = [Record { id: "s".into(), time, act }];
    desk.send(Msg::Logged(Arc::new(Notebook::replay(records.clone()))));
    read(&mut desk, ferry());
    assert_eq!(saved(&desk), [("boats", Some(2), 1)]);
}
