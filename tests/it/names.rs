//! The reader's word about names: joined, parted, of another kind, hidden; by
//! keys, by the table of names, and taken back.

use std::{collections::BTreeMap, fs, process::Command, sync::Arc};

use dateline::{
    dossier::{Corrector, Dossier},
    model::{
        Corrections,
        EntityKind::{Organisation, Person},
        EntityRole, Status,
    },
    note::{Act, aliases},
    tui::state::Mode,
};
use tempfile::TempDir;

use crate::{
    desk::{self, Desk},
    marked::{article, dossier},
};

/// Entities as `name (kind) × mentions: forms`, the most often named first.
fn shown(dossier: &Dossier) -> Vec<String> {
    let entities = dossier.entities.iter();
    entities
        .map(|one| {
            let forms = one.variants().collect::<Vec<_>>().join(", ");
            format!("{} ({}) × {}: {forms}", one.name(), one.kind.name(), one.mentions())
        })
        .collect()
}

/// A table of names, applied to two articles.
fn check(table: &str, expected: &[&str]) {
    let articles = vec![
        article(
            "Strike at the yard",
            "2025-03-02",
            "[Ines Duarte|person] closed the gates of [Vantor|organisation] {on Monday|2025-02-24}.
            [Vantor|organisation] did not answer [Duarte|person].",
        ),
        article("Talks", "2025-03-05", "[Vantor Yards|organisation] spoke with [Lisbon|person]."),
    ];
    let (records, faults) = aliases(table);
    assert_eq!(faults, Vec::<String>::new());
    let mut entities = BTreeMap::new();
    for record in records {
        let Act::Correct { correction: dateline::model::Correction::Entity(said), .. } = record.act
        else {
            panic!("{record:?}")
        };
        entities.insert(said.entity, said.role);
    }
    let corrections = Corrections { entities: Arc::new(entities), ..Corrections::default() };
    let read = dossier(articles).articles.all().cloned().collect();
    let said = Corrector::default().correct(read, &corrections);
    assert_eq!(shown(&Dossier::build(said, &corrections)), expected, "{table}");
}

#[test]
fn a_table_says_what_names_stand_for() {
    let [vantor, duarte, ines] = [
        "Vantor (organisation) × 2: Vantor",
        "Duarte (person) × 1: Duarte",
        "Ines Duarte (person) × 1: Ines Duarte",
    ];
    let [lisbon, yards] =
        ["Lisbon (person) × 1: Lisbon", "Vantor Yards (organisation) × 1: Vantor Yards"];
    check("# nothing yet\n\n", &[vantor, duarte, ines, lisbon, yards]);
    check("Lisbon\t:place\n", &[vantor, duarte, ines, "Lisbon (place) × 1: Lisbon", yards]);
    check(
        "VANTOR\tVantor Yards\nduarte\tInes Duarte\nLisbon\t-\n",
        &[
            "Vantor Yards (organisation) × 3: Vantor, Vantor Yards",
            "Ines Duarte (person) × 2: Duarte, Ines Duarte",
        ],
    );
    // A circle joins nothing, and neither does what stands for itself.
    check("Vantor\tVantor\n", &[vantor, duarte, ines, lisbon, yards]);
    let circle = "Vantor\tVantor Yards\nVantor Yards\tVantor\nLisbon\t-\nDuarte\t-\n";
    check(circle, &[vantor, ines, yards]);
}

#[test]
fn a_line_of_the_table_that_says_nothing_is_told() {
    let faults = |table: &str| aliases(table).1;
    assert_eq!(faults("Vantor"), ["line 1: expected a name, a tab, and what it is"]);
    assert_eq!(faults("Vantor\t:ship"), ["line 1: expected a name, a tab, and what it is"]);
    assert_eq!(faults("\n\u{1b}[2J\t\u{7}"), ["line 2: expected a name, a tab, and what it is"]);
    assert_eq!(faults("Vantor\t-\nvantor\t="), ["line 2: “vantor” stands there twice"]);
}

fn desk() -> Desk {
    let first = desk::article(
        ("Launch", "2024-05-02"),
        &["Holm launched the ship in 2019. Ida Holm thanked Kran. Norsk Kran paid."],
        &[("Ida Holm", Person), ("Norsk Kran", Organisation)],
        &[(0, "2019", Status::Past)],
    );
    let second = desk::article(
        ("Sale", "2025-03-10"),
        &["Kranen was sold in 2024. Ida Holm left."],
        &[("Kranen", Organisation), ("Ida Holm", Person)],
        &[(0, "2024", Status::Past)],
    );
    Desk::open((160, 45), vec![first, second])
}

/// Opens the list of entities, then the menu of the one at `row`, and chooses a line.
fn choose(desk: &mut Desk, row: usize, label: &str) {
    desk.press(&format!("e {}c", "j ".repeat(row)));
    let Some(Mode::Menu(menu)) = desk.state.mode() else { panic!("no menu") };
    let at = menu.items.iter().position(|item| item.label == label).expect(label);
    desk.press(&format!("{}enter", "j ".repeat(at)));
}

#[test]
fn names_are_joined_retyped_and_hidden_by_keys() {
    let mut desk = desk();
    let read = ["Ida Holm (person) × 2: Ida Holm", "Kranen (organisation) × 1: Kranen"];
    let kran = "Norsk Kran (organisation) × 1: Norsk Kran";
    let all = |desk: &Desk| shown(&desk.state.holdings.dossier);
    let before = [read[0], read[1], kran];
    assert_eq!(all(&desk), before);
    choose(&mut desk, 1, "it is the same as …");
    desk.write("nobody").press("enter");
    assert_eq!(desk.state.place().name(), "prompt", "nothing is called so");
    desk.press("ctrl-u").write("norsk").press("enter");
    let joined = "Norsk Kran (organisation) × 2: Kranen, Norsk Kran";
    assert_eq!(all(&desk), [read[0], joined]);
    desk.press("u");
    assert_eq!(all(&desk), before);
    desk.press("ctrl-r esc esc");
    choose(&mut desk, 1, "“kranen” as it was read");
    assert_eq!(all(&desk), before);
    desk.press("esc esc");
    choose(&mut desk, 1, "it is a place");
    assert_eq!(all(&desk)[1], "Kranen (place) × 1: Kranen");
    desk.press("esc esc");
    choose(&mut desk, 0, "it is no name");
    assert!(!all(&desk).iter().any(|one| one.starts_with("Ida")), "{:?}", all(&desk));
    desk.press("esc esc");
    choose(&mut desk, 0, "hidden names: 1");
    desk.press("enter");
    assert_eq!(all(&desk)[0], read[0]);
    let roles = &desk.state.holdings.notebook.corrections.entities;
    assert_eq!(roles.get("ida holm"), Some(&EntityRole::AsRead));
}

#[test]
fn a_form_is_parted_from_what_it_was_taken_for() {
    let text = "[Kola Bay Works|organisation] grew. [Kola|organisation] is a town.";
    let one = article("Growth", "2025-03-02", text);
    let mut read = dossier(vec![one]);
    // Two mentions of one thing, as the annotator merges them.
    let mut whole = (*read.articles.whole(0).unwrap()).clone();
    whole.annotations.entities.truncate(1);
    whole.annotations.entities[0].variants = vec!["Kola Bay Works".into(), "Kola".into()];
    whole.annotations.mentions[1].entity = 0;
    let mut desk = Desk::open((160, 45), vec![Arc::new(whole)]);
    read = (*desk.state.holdings.dossier).clone();
    assert_eq!(shown(&read), ["Kola Bay Works (organisation) × 2: Kola, Kola Bay Works"]);
    choose(&mut desk, 0, "“Kola” is another");
    assert_eq!(
        shown(&desk.state.holdings.dossier),
        ["Kola (organisation) × 1: Kola", "Kola Bay Works (organisation) × 1: Kola Bay Works"]
    );
    desk.press("u");
    assert_eq!(shown(&desk.state.holdings.dossier), shown(&read));
}

#[test]
fn the_table_beside_the_log_holds_for_the_commands() {
    let folder = TempDir::new().unwrap();
    let home = TempDir::new().unwrap();
    let text = "Chile ordered two tugs. President Boric thanked Gabriel Boric of Chile.";
    fs::write(folder.path().join("a.txt"), text).unwrap();
    fs::create_dir(folder.path().join(".dateline")).unwrap();
    let table = folder.path().join(".dateline/aliases.tsv");
    fs::write(&table, "Chile\t-\nno tab here\n").unwrap();
    let ended = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["entities", "--format", "jsonl", "--home"])
        .args([home.path(), folder.path()])
        .output()
        .unwrap();
    let out = String::from_utf8(ended.stdout).unwrap();
    assert!(out.contains("Boric") && !out.contains("Chile"), "{out}");
    let err = String::from_utf8(ended.stderr).unwrap();
    assert!(err.contains("aliases.tsv: line 2: expected a name"), "{err}");
}
