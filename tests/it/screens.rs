//! Screens: each is drawn once into memory and kept as text with a second grid
//! under it, one letter a style, so that a lost highlight shows as a difference.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use dateline::{
    annotate::annotate,
    clean::clean,
    ingest,
    model::AnnotatedArticle,
    store,
    tui::{
        msg::Msg,
        theme::{Depth, Theme},
        view,
    },
};
use ratatui::{
    Terminal,
    backend::TestBackend,
    buffer::{Buffer, Cell},
};
use unicode_width::UnicodeWidthStr;

use crate::desk::Desk;

/// Draws the state and gives text, styles and what each letter stands for.
fn screen(desk: &Desk) -> String {
    let (width, height) = desk.state.size;
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| view::draw(&desk.state, frame)).unwrap();
    picture(terminal.backend().buffer())
}

fn picture(buffer: &Buffer) -> String {
    let mut legend: BTreeMap<String, char> = BTreeMap::new();
    let (mut text, mut styles) = (String::new(), String::new());
    for row in buffer.content.chunks(usize::from(buffer.area.width).max(1)) {
        let mut skip = 0;
        for cell in row {
            let letter = letter_of(cell, &mut legend);
            styles.push(letter);
            if skip > 0 {
                skip -= 1;
                continue;
            }
            text.push_str(cell.symbol());
            skip = cell.symbol().width().saturating_sub(1);
        }
        end_line(&mut text, ' ');
        end_line(&mut styles, '.');
    }
    let mut letters: Vec<_> = legend.into_iter().map(|(style, letter)| (letter, style)).collect();
    letters.sort_unstable();
    let legend: String =
        letters.iter().map(|(letter, style)| format!("{letter} {style}\n")).collect();
    format!("{text}\n{styles}\n{legend}")
}

fn end_line(text: &mut String, filler: char) {
    text.truncate(text.trim_end_matches(filler).len());
    text.push('\n');
}

/// The letter of a cell's style; the first style met, the ground, is a dot.
fn letter_of(cell: &Cell, legend: &mut BTreeMap<String, char>) -> char {
    let style = format!("{:?} on {:?} {:?}", cell.fg, cell.bg, cell.modifier);
    let next = legend.len();
    *legend.entry(style).or_insert_with(|| {
        ".abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".chars().nth(next).unwrap()
    })
}

fn check(name: &str, desk: &Desk) {
    insta::assert_snapshot!(name, screen(desk));
}

/// Opens the demo at a size and types keys.
fn demo(size: (u16, u16), keys: &str) -> Desk {
    static ARTICLES: OnceLock<Vec<Arc<AnnotatedArticle>>> = OnceLock::new();
    let read = |source: &store::Source| articles(&source.name, &store::bytes(source).unwrap());
    let articles = ARTICLES.get_or_init(|| store::demo().iter().flat_map(read).collect());
    let mut desk = Desk::open(size, articles.clone());
    desk.press(keys);
    desk
}

/// Opens plain texts.
fn texts(size: (u16, u16), texts: &[&str]) -> Desk {
    let named = texts.iter().enumerate();
    let read = named.flat_map(|(at, text)| articles(&format!("{at:03}.txt"), text.as_bytes()));
    Desk::open(size, read.collect())
}

fn articles(name: &str, bytes: &[u8]) -> Vec<Arc<AnnotatedArticle>> {
    let documents = ingest::read(name, bytes).documents;
    let annotated = documents.into_iter().map(clean).map(|article| {
        let published = article.metadata.published.as_ref().map(|published| published.when.clone());
        let annotations = annotate(&article, published.as_ref());
        Arc::new(AnnotatedArticle { article, annotations })
    });
    annotated.collect()
}

const SIZES: [(u16, u16); 4] = [(160, 45), (100, 30), (60, 20), (40, 15)];

#[test]
fn every_pane_has_the_focus_at_every_size() {
    for size in SIZES {
        for (pane, keys) in [("list", "1"), ("text", "2"), ("timeline", "3")] {
            check(
                &format!("{}x{}_{pane}", size.0, size.1),
                &demo(size, &format!("j j enter {keys}")),
            );
        }
    }
}

#[test]
fn every_theme_and_depth_at_every_size() {
    for size in SIZES {
        for &theme in Theme::ALL {
            let mut desk = demo(size, "j j enter");
            desk.state.look.theme = theme;
            check(&format!("{}x{}_{}", size.0, size.1, theme.name()), &desk);
        }
    }
    for (name, depth) in
        [("256", Depth::Indexed), ("16", Depth::Sixteen), ("no_color", Depth::None)]
    {
        let mut desk = demo((100, 30), "j j enter");
        desk.state.look.depth = depth;
        check(&format!("depth_{name}"), &desk);
    }
}

#[test]
fn what_lies_over_the_panes() {
    for (name, keys) in [
        ("finder", "f S - 4 0 0"),
        ("palette", ": t h e m e"),
        ("help", "?"),
        ("entities", "e"),
        ("notes_empty", "'"),
        ("notes", "2 V m 2 a s e e enter ctrl-s '"),
        ("find", "2 / s h i e l d"),
        ("filter", "F w h o : m a c r o n"),
        ("filtered_to_nothing", "F z z z z z z enter"),
        ("menu_export", "x"),
        ("menu_correct", "3 j c"),
        ("removed", "2 R"),
        ("removed_line", "1 G k 2 R k"),
        ("taken_in", "1 G k 2 R k X"),
        ("selection", "2 V j"),
        ("zen", "2 z"),
        ("story", "S"),
        ("card", "e enter"),
        ("pairs", "e w"),
        ("kinds", "g k"),
        ("editor", "2 a h i"),
        ("five_colours", "2 V 1 ) V 2 ) V 3 ) V 4 ) V 5"),
        ("timeline_filtered", "3 s s s"),
    ] {
        check(name, &demo((100, 30), &format!("j j enter {keys}")));
    }
}

#[test]
fn what_lies_over_the_panes_of_a_narrow_terminal() {
    for (name, keys) in [("help", "?"), ("legend", "? G"), ("story", "S"), ("menu", "3 c")] {
        check(&format!("40x15_over_{name}"), &demo((40, 15), &format!("j j enter {keys}")));
    }
    for size in [(80, 24), (40, 15)] {
        for (name, keys) in [
            ("notes", "2 V m 2 a s e e enter ctrl-s '"),
            ("editor", "2 V m a s e e"),
            ("finder", "f t u r k"),
        ] {
            let name = format!("{}x{}_over_{name}", size.0, size.1);
            check(&name, &demo(size, &format!("j j enter {keys}")));
        }
    }
}

#[test]
fn nothing_one_and_far_too_many() {
    check("nothing", &texts((100, 30), &[]));
    check(
        "one_without_title_or_date",
        &texts((100, 30), &["Only a line of plain prose stands here."]),
    );
    let long = format!("{} ends here. 国防部长会见 👍🏽 done.", "Donaudampfschifffahrt".repeat(12));
    check("a_long_word_and_wide_characters", &opened((40, 15), &long));
    let many: Vec<String> =
        (0..200).map(|n| format!("Article {n} says that rain fell in June 2019.")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let mut desk = texts((100, 30), &many);
    desk.press("G");
    check("two_hundred_articles_at_the_end", &desk);
}

fn opened(size: (u16, u16), text: &str) -> Desk {
    let mut desk = texts(size, &[text]);
    desk.press("enter");
    desk
}

#[test]
fn no_size_is_too_small_to_draw() {
    for keys in ["", "f a", "?", "e", "2 /", "x", "'", "S", "e enter", "2 a"] {
        let mut desk = demo((100, 30), keys);
        for width in [0, 1, 2, 5, 9, 20, 39, 84, 139, 300] {
            for height in [0, 1, 2, 3, 7, 16, 100] {
                desk.send(Msg::Resize(width, height));
                screen(&desk);
            }
        }
    }
}
