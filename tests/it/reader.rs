//! The reader's behaviour: keys in, state and effects out, no terminal.

use dateline::{
    model::{
        EntityKind::{Organisation, Person, Place},
        Status,
    },
    tui::{
        effect::Effect,
        layout::Pane,
        msg::{Mouse, MouseAction, Msg, Progress},
        state::{EntryRef, Layer, ListRow, Mode, NoteRow, Target, TimelineRow},
        update::places_left,
    },
};

use crate::desk::{Desk, article};

fn articles() -> Vec<std::sync::Arc<dateline::model::AnnotatedArticle>> {
    vec![
        article(
            ("Harbour opens", "2024-05-02"),
            &[
                "Mayor Ida Holm opened the harbour in Lunde in 2019. It had cost nine years.",
                "Norsk Kran delivered the cranes in 2017. Ida Holm thanked the builders.",
            ],
            &[("Ida Holm", Person), ("Lunde", Place), ("Norsk Kran", Organisation)],
            &[(0, "2019", Status::Past), (2, "2017", Status::Past)],
        ),
        article(
            ("Ferry planned", "2025-03-10"),
            &["A ferry to Lunde is to sail in June 2027. Nobody knows its name."],
            &[("Lunde", Place)],
            &[(0, "2027-06", Status::Planned)],
        ),
        article(
            ("Alpine news", "2023-01-15"),
            &["Snow fell on the first of January. Roads were closed."],
            &[],
            &[(0, "2023-01-01", Status::Past)],
        ),
    ]
}

fn desk() -> Desk {
    Desk::open((160, 45), articles())
}

/// Presses keys and tells where that leads.
fn check(keys: &str, expected: &str) {
    let mut desk = desk();
    desk.press(keys);
    assert_eq!(desk.place(), expected, "after {keys}");
}

#[test]
fn the_latest_article_is_selected_and_open_at_the_start() {
    check("", "list, Ferry planned, A");
}

#[test]
fn the_list_is_walked_and_sorted() {
    check("j", "list, Harbour opens, Mayor");
    check("down down", "list, Alpine news, Snow");
    check("j j j j", "list, Alpine news, Snow");
    check("G k", "list, Harbour opens, Mayor");
    check("G g g", "list, Ferry planned, A");
    check("s g g", "list, Alpine news, Snow");
    check("J", "list, Harbour opens, Mayor");
    check("J K", "list, Ferry planned, A");
}

#[test]
fn panes_take_the_focus_in_turn() {
    check("enter", "text, Ferry planned, A");
    check("tab", "text, Ferry planned, A");
    check("tab tab", "timeline, Ferry planned, A");
    check("tab tab tab", "list, Ferry planned, A");
    check("shift-tab", "timeline, Ferry planned, A");
    check("3", "timeline, Ferry planned, A");
    check("2 1", "list, Ferry planned, A");
}

#[test]
fn the_cursor_moves_over_the_text() {
    check("j enter w", "text, Harbour opens, Ida");
    check("j enter w w b", "text, Harbour opens, Ida");
    check("j enter )", "text, Harbour opens, It");
    check("j enter ) (", "text, Harbour opens, Mayor");
    check("j enter }", "text, Harbour opens, Norsk");
    check("j enter } {", "text, Harbour opens, Mayor");
    check("j enter l l", "text, Harbour opens, yor");
    check("j enter j k 0", "text, Harbour opens, Mayor");
    check("j enter w $ 0", "text, Harbour opens, Mayor");
}

#[test]
fn mentions_of_one_entity_follow_each_other() {
    check("j enter ]", "text, Harbour opens, Ida");
    check("j enter ] ]", "text, Harbour opens, Ida");
    let mut desk = desk();
    desk.press("j enter ] ]");
    assert_eq!(desk.message(), "Ida Holm: 2 of 2");
    desk.press("]");
    assert_eq!(desk.message(), "Ida Holm: 1 of 2");
    desk.press("[");
    assert_eq!(desk.message(), "Ida Holm: 2 of 2");
}

#[test]
fn find_counts_as_one_types_and_steps_through_the_hits() {
    let mut desk = desk();
    desk.press("j enter /").write("HOLM");
    assert_eq!(desk.state.reader.find.as_ref().unwrap().hits.len(), 2);
    desk.press("enter n");
    assert_eq!(desk.state.reader.find.as_ref().unwrap().current, Some(1));
    desk.press("n");
    assert_eq!(desk.state.reader.find.as_ref().unwrap().current, Some(0));
    desk.press("esc");
    assert_eq!(desk.state.reader.find, None);
    desk.press("/").write("holm").press("esc");
    assert_eq!(desk.place(), "text, Harbour opens, Holm");
}

#[test]
fn escape_goes_back_level_by_level_and_never_quits() {
    let mut desk = desk();
    desk.press("enter e enter");
    for expected in ["entities", "text", "list", "list"] {
        desk.press("esc");
        assert_eq!(desk.state.place().name(), expected);
    }
    assert!(desk.asked.is_empty());
    desk.press("q");
    assert!(matches!(desk.asked.as_slice(), [Effect::Quit]));
}

fn selected_entry(desk: &Desk) -> String {
    let entry = desk.state.timeline.selected().unwrap();
    entry.get(&desk.state.holdings.dossier).unwrap().when.as_ref().unwrap().edtf()
}

#[test]
fn text_and_timeline_are_in_step_both_ways() {
    let mut desk = desk();
    desk.press("j enter }");
    assert_eq!(selected_entry(&desk), "2017");
    desk.press("3 j");
    assert_eq!(selected_entry(&desk), "2019");
    assert_eq!(desk.place(), "timeline, Harbour opens, Mayor");
    desk.press("G enter");
    assert_eq!(desk.place(), "timeline, Ferry planned, A");
    assert_eq!(desk.message(), "source 1 of 1");
    desk.press("2 ctrl-o");
    assert_eq!(desk.place(), "text, Harbour opens, Mayor");
    desk.press("} .");
    assert_eq!(selected_entry(&desk), "2017");
    assert_eq!(desk.state.arrangement.focus, Pane::Timeline);
}

#[test]
fn the_timeline_is_zoomed_and_filtered() {
    let mut desk = desk();
    let heads = |desk: &Desk| -> Vec<String> {
        let rows = desk.state.timeline.rows.iter();
        rows.filter_map(|row| match row {
            TimelineRow::Head { label, .. } => Some(label.clone()),
            TimelineRow::Entry(_) => None,
        })
        .collect()
    };
    assert_eq!(heads(&desk), ["2017", "2019", "2023", "2027"]);
    desk.press("-");
    assert_eq!(heads(&desk), ["2010s", "2020s"]);
    desk.press("+ + +");
    assert_eq!(heads(&desk), ["2017", "2019", "1 January 2023", "June 2027"]);
    desk.press("3 s s s");
    assert_eq!(heads(&desk), ["June 2027"]);
    desk.press("backspace A");
    assert_eq!(heads(&desk), ["June 2027"]);
    desk.press("esc");
    assert_eq!(heads(&desk).len(), 4);
    desk.press("3 F").write("after:2020 is:past").press("enter");
    assert_eq!(heads(&desk), ["1 January 2023"]);
    desk.press("F").write(" no such words").press("esc");
    assert_eq!(heads(&desk), ["1 January 2023"]);
    desk.press("esc");
    assert_eq!(heads(&desk).len(), 4);
    desk.press("a");
    assert!(desk.state.timeline.asked.starts_with("around:"));
    desk.press("a");
    assert_eq!(desk.state.timeline.asked, "");
}

#[test]
fn a_highlight_is_kept_coloured_undone_and_done_again() {
    let mut desk = desk();
    desk.press("j enter m");
    let note = desk.state.holdings.notebook.notes[0].clone();
    assert_eq!(note.anchor.quote, "Mayor Ida Holm opened the harbour in Lunde in 2019.");
    assert_eq!(desk.state.holdings.marks_of(0).unwrap().notes, 1);
    desk.press("m");
    assert_eq!(desk.state.holdings.notebook.notes[0].colour.name(), "green");
    desk.press("u u");
    assert!(desk.state.holdings.notes.is_empty());
    desk.press("ctrl-r");
    assert_eq!(desk.state.holdings.notebook.notes[0].colour.name(), "yellow");
}

#[test]
fn articles_are_read_while_a_long_log_is_not() {
    let mut noted = desk();
    noted.press("j enter m");
    let notebook = noted.state.holdings.notebook.clone();
    let mut desk = Desk::open((100, 30), Vec::new());
    desk.state.loading.logged = false;
    let articles = articles().into_iter().map(Into::into).collect();
    desk.send(Msg::Read(Progress { articles, done: 3, total: 3, ..Progress::default() }));
    assert_eq!((desk.state.list.rows.len(), desk.state.loading.build.covered), (3, 0));
    desk.send(Msg::Logged(notebook));
    assert_eq!((desk.state.holdings.notes.len(), desk.state.loading.build.covered), (1, 3));
}

#[test]
fn articles_stand_in_order_as_they_arrive_and_the_selected_one_keeps_its_place() {
    let days = ["2025-03-04", "2025-01-09", "2025-06-30", "2025-02-11", "2025-07-01", "2025-06-01"];
    let titles = ["Kite", "Anchor", "Bridge", "Well", "Dike", "Mill"];
    let mut all = titles.iter().zip(days).map(|of| article((of.0, of.1), &["A day."], &[], &[]));
    let mut desk = Desk::open((100, 30), Vec::new());
    desk.state.loading.all_read = false;
    let mut arrive = |desk: &mut Desk, count| {
        let articles = all.by_ref().take(count).map(Into::into).collect();
        desk.send(Msg::Read(Progress { articles, total: 6, ..Progress::default() }));
        list(desk)
    };
    assert_eq!(arrive(&mut desk, 2), ["> Kite", "  Anchor"]);
    assert_eq!(arrive(&mut desk, 1), ["> Bridge", "  Kite", "  Anchor"]);
    desk.press("j");
    assert_eq!(arrive(&mut desk, 2), ["  Dike", "  Bridge", "> Kite", "  Well", "  Anchor"]);
    assert_eq!(desk.state.list.cursor.top, 1);
    desk.press("1 s");
    assert_eq!(desk.state.list.sort.name(), "title");
    let rows = ["  Anchor", "  Bridge", "  Dike", "> Kite", "  Mill", "  Well"];
    assert_eq!(arrive(&mut desk, 1), rows);
}

/// The titles of the list, the selected one marked.
fn list(desk: &Desk) -> Vec<String> {
    let selected = desk.state.list.selected_article();
    let mark = |article| if selected == Some(article) { '>' } else { ' ' };
    let title = |article| desk.state.holdings.card(article).unwrap().headline().to_owned();
    let row = |row: &ListRow| match row {
        ListRow::Article(article) => format!("{} {}", mark(*article), title(*article)),
        other => format!("{other:?}"),
    };
    desk.state.list.rows.iter().map(row).collect()
}

#[test]
fn words_are_selected_and_a_note_is_written_on_them() {
    let mut desk = desk();
    desk.press("j enter w v w 3");
    assert_eq!(desk.state.holdings.notebook.notes[0].anchor.quote, "Ida H");
    assert_eq!(desk.state.holdings.notebook.notes[0].colour.name(), "blue");
    assert_eq!(desk.state.place().name(), "text");
    desk.press("} V a").write("who paid?").press("ctrl-s");
    let note = &desk.state.holdings.notebook.notes[1];
    assert_eq!(note.anchor.quote, "Norsk Kran delivered the cranes in 2017.");
    assert_eq!(note.text, "who paid?");
    desk.press("' j enter");
    assert_eq!(desk.place(), "text, Harbour opens, Norsk");
    desk.press("d");
    assert_eq!(desk.state.holdings.notebook.notes.len(), 1);
}

/// The rows of the notes list, heads with their count, notes by their quote.
fn note_rows(desk: &Desk) -> Vec<String> {
    let Some(Mode::Notes(list)) = desk.state.mode() else { return Vec::new() };
    let row = |row: &NoteRow| match row {
        NoteRow::Head(head, count) => format!("{head} {count}"),
        NoteRow::Note(at) => desk.state.holdings.note(*at).unwrap().1.anchor.quote.clone(),
    };
    list.rows.iter().map(row).collect()
}

/// A desk with a note on each of two articles, the second with a tag.
fn noted() -> Desk {
    let mut desk = desk();
    desk.press("enter m J a").write("who paid?").press("ctrl-s g t").write("cost, port");
    desk.press("enter '");
    desk
}

#[test]
fn notes_are_listed_by_article_tag_and_time() {
    let mut desk = noted();
    let (ferry, mayor) = (
        "A ferry to Lunde is to sail in June 2027.",
        "Mayor Ida Holm opened the harbour in Lunde in 2019.",
    );
    assert_eq!(note_rows(&desk), ["Harbour opens 1", mayor, "Ferry planned 1", ferry]);
    desk.press("s");
    assert_eq!(note_rows(&desk), ["#cost 1", mayor, "#port 1", mayor, "without a tag 1", ferry]);
    desk.press("s");
    assert_eq!(note_rows(&desk).len(), 2);
}

#[test]
fn a_query_filters_the_notes() {
    for (query, count) in [
        ("paid", 1),
        ("harbour", 1),
        ("tag:port", 1),
        ("has:note", 1),
        ("has:highlight", 2),
        ("-has:note", 1),
        ("who:lunde", 2),
        ("after:2025", 1),
        ("nothing like it", 0),
    ] {
        let mut desk = noted();
        desk.press("/").write(query).press("enter");
        let notes = note_rows(&desk).len() / 2;
        assert_eq!(notes, count, "{query}: {:?}", note_rows(&desk));
        desk.press("/ esc");
        assert_eq!(note_rows(&desk).len() / 2, count, "{query}");
    }
}

#[test]
fn notes_are_changed_in_their_list() {
    let mut desk = noted();
    let colour = |desk: &Desk| desk.state.holdings.notebook.note("n2").unwrap().colour.name();
    desk.press("4");
    assert_eq!(colour(&desk), "pink");
    desk.press("u");
    assert_eq!(colour(&desk), "yellow");
    desk.press("#").write(", c").press("tab");
    assert_eq!(desk.state.holdings.notebook.note("n2").unwrap().tags, ["cost", "port"]);
    desk.press("backspace backspace backspace backspace ctrl-u").write("P").press("tab enter");
    assert_eq!(desk.state.holdings.notebook.note("n2").unwrap().tags, ["Port"]);
    desk.press("d");
    assert_eq!(note_rows(&desk).len(), 2);
    desk.press("u");
    assert_eq!(note_rows(&desk).len(), 4);
}

#[test]
fn a_note_is_put_on_other_words() {
    let mut desk = noted();
    desk.press("p");
    assert_eq!(desk.place(), "text, Harbour opens, Mayor");
    desk.press(") m");
    let note = desk.state.holdings.notebook.note("n2").unwrap();
    assert_eq!(note.anchor.quote, "It had cost nine years.");
    assert_eq!((note.text.as_str(), desk.state.holdings.notes.len()), ("who paid?", 2));
    desk.press("' p esc ) m");
    assert_eq!(desk.state.holdings.notes.len(), 3);
}

#[test]
fn what_was_written_is_not_dropped_by_one_escape() {
    let mut desk = desk();
    desk.press("enter a").write("x").press("esc");
    assert_eq!(desk.state.place().name(), "note editor");
    desk.press("esc");
    assert_eq!(desk.state.place().name(), "text");
    assert!(desk.state.holdings.notes.is_empty());
}

#[test]
fn a_full_disk_is_told_and_nothing_is_shown_as_kept() {
    let mut desk = desk();
    desk.full = true;
    desk.press("enter m");
    assert_eq!(desk.message(), "not kept: no space left");
    assert!(desk.state.holdings.notes.is_empty());
    desk.full = false;
    desk.press("* u");
    desk.full = true;
    desk.press("ctrl-r");
    desk.full = false;
    desk.press("ctrl-r");
    assert!(desk.state.holdings.marks_of(1).unwrap().starred);
}

#[test]
fn marks_and_tags_filter_the_list() {
    let mut desk = desk();
    desk.press("j * # ").write("port").press("enter F").write("tag:port").press("enter");
    assert_eq!(desk.state.list.rows.len(), 1);
    assert_eq!(desk.place(), "list, Harbour opens, Mayor");
    desk.press("esc");
    assert_eq!(desk.state.list.rows.len(), 3);
}

#[test]
fn what_is_being_read_stays_open_when_the_filter_drops_it() {
    let mut desk = desk();
    desk.press("F").write("is:unread").press("enter j 2 r");
    assert_eq!(desk.state.list.rows.len(), 2);
    assert_eq!(desk.place(), "text, Harbour opens, Mayor");
}

#[test]
fn the_way_back_leads_to_what_was_read() {
    check("j enter } 1 k enter ctrl-o", "text, Harbour opens, Norsk");
    check("j enter } 1 k enter ctrl-o L", "text, Ferry planned, A");
    check("J J ctrl-o ctrl-o", "list, Ferry planned, A");
}

#[test]
fn a_date_is_corrected_by_its_value() {
    let mut desk = desk();
    desk.press("j enter c enter ctrl-u").write("soon").press("enter");
    assert_eq!(desk.state.place().name(), "prompt");
    desk.press("ctrl-u").write("2019-08-03").press("enter 3");
    let dates: Vec<String> = desk
        .state
        .holdings
        .dossier
        .timeline
        .entries
        .iter()
        .map(|entry| entry.when.as_ref().unwrap().edtf())
        .collect();
    assert_eq!(dates, ["2017", "2019-08-03", "2023-01-01", "2027-06"]);
    desk.press("u");
    assert_eq!(
        desk.state.holdings.dossier.timeline.entries[1].when.as_ref().unwrap().edtf(),
        "2019"
    );
}

/// Opens the menu of corrections and chooses the line of this label.
fn choose(desk: &mut Desk, label: &str) {
    desk.press("c");
    let Some(Mode::Menu(menu)) = desk.state.mode() else { panic!("no menu") };
    let at = menu.items.iter().position(|item| item.label == label).expect(label);
    desk.press(&format!("{}enter", "j ".repeat(at)));
}

/// The dates of all entries.
fn dates(desk: &Desk) -> Vec<String> {
    let entries = desk.state.holdings.dossier.timeline.entries.iter();
    entries.map(|entry| entry.when.as_ref().unwrap().edtf()).collect()
}

#[test]
fn entries_are_joined_parted_and_added_by_hand() {
    let mut desk = desk();
    let before = dates(&desk);
    desk.press("3");
    choose(&mut desk, "it is the same as …");
    desk.press("enter");
    assert_eq!(dates(&desk).len(), before.len() - 1, "{:?}", dates(&desk));
    choose(&mut desk, "it is another event");
    assert_eq!(dates(&desk), before);
    desk.press("u u");
    assert_eq!(dates(&desk), before);
    desk.press("2");
    choose(&mut desk, "it tells an event");
    desk.write("1999-07").press("enter");
    assert_eq!(dates(&desk).first().map(String::as_str), Some("1999-07"));
    let entry = &desk.state.holdings.dossier.timeline.entries[0];
    assert_eq!(entry.tellings[0].grounds.rule(), "reader");
    desk.press("u");
    assert_eq!(dates(&desk), before);
}

#[test]
fn the_finder_leads_to_entities_and_commands() {
    let mut desk = desk();
    desk.press("f").write("holm");
    let Some(Mode::Finder(finder)) = desk.state.mode() else { panic!("no finder") };
    assert!(finder.results.iter().any(|found| matches!(found.target, Target::Entity(_))));
    desk.press("esc :").write("zen").press("enter");
    assert!(desk.state.arrangement.zen);
}

#[test]
fn an_older_answer_is_dropped() {
    let mut desk = desk();
    desk.press("f").write("x");
    let before = match desk.state.mode() {
        Some(Mode::Finder(finder)) => finder.results.clone(),
        _ => panic!("no finder"),
    };
    desk.send(Msg::Searched { generation: 1, found: Vec::new() });
    desk.send(Msg::Built {
        generation: 0,
        dossier: std::sync::Arc::default(),
        found: dateline::tui::msg::FoundNotes::default(),
    });
    let Some(Mode::Finder(finder)) = desk.state.mode() else { panic!("no finder") };
    assert_eq!(finder.results, before);
    assert_eq!(desk.state.holdings.dossier.articles.len(), 3);
}

#[test]
fn pasted_text_is_made_safe_and_goes_only_where_one_types() {
    let mut desk = desk();
    desk.send(Msg::Paste("q\u{1b}[2J".to_owned()));
    assert!(desk.asked.is_empty());
    desk.press("F").send(Msg::Paste("har\u{1b}[2J\nbour".to_owned()));
    assert!(!desk.state.list.filter.contains('\u{1b}'), "{:?}", desk.state.list.filter);
}

#[test]
fn the_timeline_can_be_asked_for_one_entity() {
    let mut desk = desk();
    desk.press("e / ").write("lunde").press("enter enter");
    assert_eq!(desk.state.place().name(), "entity card");
    desk.press("t");
    let chosen = &desk.state.timeline.filter.entities;
    assert_eq!(desk.state.holdings.dossier.entities[chosen[0]].name(), "Lunde");
}

#[test]
fn a_place_holds_through_resizes() {
    let long = "Every sentence of this text is as long as any other one here. ".repeat(200);
    let mut desk = Desk::open((160, 45), vec![article(("Long", "2024"), &[&long], &[], &[])]);
    desk.press("enter space space space");
    let place = desk.state.reader.held.place;
    for (width, height) in [(90, 20), (50, 15), (3, 2), (200, 60), (160, 45)] {
        desk.send(Msg::Resize(width, height));
    }
    assert_eq!(desk.state.reader.held.place, place);
}

#[test]
fn the_mouse_selects_and_marks() {
    let mut desk = desk();
    let column = desk.state.areas().column();
    let at = |action, right| Msg::Mouse(Mouse { action, column: column.x + right, row: column.y });
    desk.press("j");
    desk.send(at(MouseAction::Press, 6)).send(at(MouseAction::Drag, 8));
    desk.send(at(MouseAction::Release, 8)).press("m");
    assert_eq!(desk.state.holdings.notebook.notes[0].anchor.quote, "Ida");
}

#[test]
fn layers_are_stepped_through_and_raw_is_asked_for() {
    let mut desk = desk();
    desk.press("enter R");
    assert_eq!(desk.state.reader.layer, Layer::Removed);
    desk.press("R");
    assert!(matches!(desk.asked.as_slice(), [Effect::ReadRaw { article: 1, .. }]));
    desk.send(Msg::Raw { article: 1, result: Ok("raw\ntext".to_owned()) });
    assert_eq!(desk.state.reader.layer, Layer::Raw);
    desk.press("esc");
    assert_eq!(desk.state.reader.layer, Layer::Clean);
}

#[test]
fn only_web_and_mail_addresses_are_opened_and_copies_name_their_source() {
    let mut desk = desk();
    desk.press("enter o");
    assert_eq!(desk.message(), "this article has no address");
    desk.press("y");
    let Some(Effect::Copy(text)) = desk.asked.first() else { panic!("nothing copied") };
    assert_eq!(text, "“A ferry to Lunde is to sail in June 2027.” — Ferry planned, 2025-03-10");
}

#[test]
fn any_keys_at_any_size_keep_the_state_sound() {
    let keys = [
        "j",
        "k",
        "enter",
        "tab",
        "esc",
        "v",
        "V",
        "w",
        "}",
        "G",
        "g g",
        "t",
        "z",
        "R",
        "e",
        "f",
        "/",
        "n",
        "S",
        "c",
        "x",
        "'",
        "?",
        "m",
        "a",
        "u",
        "ctrl-r",
        "]",
        "+",
        "-",
        "g s",
        "s",
        "!",
        "space",
        "ctrl-u",
        "backspace",
        "J",
        "K",
        "ctrl-o",
        "L",
        ".",
        "T",
        "#",
        "o",
        "y",
        "i",
        "d",
    ];
    let sizes = [(160, 45), (84, 24), (40, 10), (20, 5), (1, 1), (0, 0)];
    for (seed, size) in sizes.into_iter().enumerate() {
        let mut desk = Desk::open(size, articles());
        let mut random = seed + 7;
        for _ in 0..600 {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040);
            desk.press(keys[(random >> 33) % keys.len()]);
            let text = desk.state.reader.article.map(|at| desk.state.holdings.article(at).unwrap());
            assert!(
                text.is_some_and(|article| article.text.is_char_boundary(desk.state.reader.cursor))
            );
            assert!(desk.state.timeline.selected().is_none_or(|entry: EntryRef| {
                entry.get(&desk.state.holdings.dossier).is_some()
            }));
        }
    }
}

#[test]
fn before_the_first_event_of_an_article_the_timeline_stands_on_it() {
    let dated = |title, date| {
        article(
            (title, date),
            &["Nothing happened at first. The quay was built in 1999."],
            &[],
            &[(1, if title == "Old quay" { "1999" } else { "2001" }, Status::Past)],
        )
    };
    let mut desk = Desk::open(
        (160, 45),
        vec![dated("Old quay", "2020-01-01"), dated("New quay", "2021-01-01")],
    );
    let entry = |desk: &Desk| {
        let entry = desk.state.timeline.selected().unwrap();
        entry.get(&desk.state.holdings.dossier).unwrap().when.as_ref().unwrap().edtf()
    };
    assert_eq!(entry(&desk), "2001");
    desk.press("j");
    assert_eq!(entry(&desk), "1999");
}

#[test]
fn an_article_opens_where_it_was_left_in_an_earlier_run() {
    let mut before = desk();
    before.press("j enter }");
    let left = places_left(&mut before.state);
    let mut desk = desk();
    desk.send(Msg::Left(left.clone())).press("j");
    assert_eq!(desk.place(), "list, Harbour opens, Norsk");
    // A text that has become shorter since then is held to its end.
    let beyond = left.into_iter().map(|(hash, _)| (hash, 99_999)).collect();
    let mut desk = self::desk();
    desk.send(Msg::Left(beyond)).press("j");
    assert_eq!(desk.place(), "list, Harbour opens, .");
}

#[test]
fn it_is_said_where_acts_go_when_the_folder_does_not_take_them() {
    let mut desk = desk();
    desk.aside = Some("/home/me/log.jsonl".to_owned());
    desk.press("*");
    assert_eq!(
        desk.message(),
        "starred; the folder of the articles can't be written, so it is in /home/me/log.jsonl"
    );
}

#[test]
fn a_press_on_the_selected_row_of_a_sheet_opens_it() {
    let mut desk = desk();
    desk.press("3 c");
    let sheet = dateline::tui::layout::sheet(160, 45, desk.state.place()).rows;
    let press = |down| {
        let (column, row) = (sheet.x + 2, sheet.y + down);
        Msg::Mouse(Mouse { action: MouseAction::Press, column, row })
    };
    desk.send(press(1));
    assert_eq!(desk.state.place().name(), "menu");
    desk.send(press(1));
    assert_eq!(desk.message(), "correction kept");
}

#[test]
fn mentions_go_on_into_the_next_article() {
    let mut desk = desk();
    desk.press("e / ").write("lunde").press("enter enter enter");
    let first = desk.place();
    desk.press("]");
    assert_ne!(desk.place(), first);
    assert_eq!(desk.message(), "Lunde: 1 of 1");
    desk.press("[");
    assert_eq!(desk.place(), first);
}

/// The rows of the table of pairs, as they are named.
fn pairs(desk: &Desk) -> Vec<(String, String, usize)> {
    let Some(Mode::Pairs(view)) = desk.state.mode() else { panic!("no table of pairs") };
    let name = |id: usize| desk.state.holdings.dossier.entities[id].name().to_owned();
    let row =
        |one: &dateline::dossier::Pair| (name(one.entities.0), name(one.entities.1), one.sentences);
    view.rows.iter().map(row).collect()
}

#[test]
fn entities_that_stand_together_lead_to_their_sentence() {
    let mut desk = desk();
    desk.press("e w");
    assert_eq!(pairs(&desk), [("Ida Holm".to_owned(), "Lunde".to_owned(), 1)]);
    desk.press("enter");
    assert_eq!(desk.place(), "text, Harbour opens, Mayor");
    desk.press("e / ").write("norsk").press("enter w");
    assert_eq!(pairs(&desk), []);
}

#[test]
fn articles_are_filtered_by_entities() {
    let mut desk = desk();
    desk.press("e / ").write("lunde").press("enter f");
    assert_eq!(desk.state.list.filter, "who:\"Lunde\"");
    assert_eq!(desk.state.list.rows.len(), 2);
    desk.press("e / ").write("holm").press("enter f");
    assert_eq!(desk.state.list.rows.len(), 1);
    desk.press("e / ").write("holm").press("enter f");
    assert_eq!(desk.state.list.filter, "who:\"Lunde\"");
    desk.press("backspace e w f");
    assert_eq!(desk.state.list.filter, "who:\"Ida Holm\" who:\"Lunde\"");
}

#[test]
fn kinds_are_switched_off_and_on() {
    let mut desk = desk();
    desk.press("j enter g k enter esc");
    assert!(!desk.state.look.kinds.shows(Person));
    assert_eq!(desk.state.reader.signs.len(), 2);
    desk.press("]");
    assert_eq!(desk.message(), "Lunde");
    desk.press("e");
    let Some(Mode::Entities(list)) = desk.state.mode() else { panic!("no list") };
    assert_eq!(list.rows.len(), 2);
    desk.press("g k enter esc esc");
    assert!(desk.state.look.kinds.shows(Person));
}

#[test]
fn a_card_leads_to_the_first_and_last_mention() {
    let mut desk = desk();
    desk.press("e / ").write("lunde").press("enter enter enter");
    assert_eq!(desk.place(), "text, Harbour opens, Lunde");
    desk.press("e / ").write("lunde").press("enter enter j enter");
    assert_eq!(desk.place(), "text, Ferry planned, Lunde");
}
