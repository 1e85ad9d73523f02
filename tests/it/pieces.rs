//! Pieces by hand: what is text and what is chrome, said by the reader, kept
//! and taken back.

use std::sync::Arc;

use dateline::{
    clean::{PieceId, Pieces, corrected},
    model::{
        AnnotatedArticle, Article, Block, BlockKind, Correction, PieceCorrection, PieceRole,
        Removed, RemovedKind, Span,
    },
    note::{Act, ArticleKey, Notebook, Record},
    tui::msg::Msg,
};
use proptest::prelude::*;

use crate::desk::{Desk, article};

/// An article of lines: `+ text`, `# heading`, `- menu`, `~ taken out by the reader`.
fn made(lines: &[&str]) -> Article {
    let mut article = Article::default();
    for line in lines {
        let (sign, text) = line.split_once(' ').unwrap();
        match sign {
            "-" => article.removed.push(removed(RemovedKind::Menu, text)),
            "~" => article.removed.push(removed(RemovedKind::Reader, text)),
            _ => add_block(&mut article, sign, text),
        }
    }
    let end = article.text.len();
    article.removed.iter_mut().filter(|one| one.at == usize::MAX).for_each(|one| one.at = end);
    article
}

/// A piece that has no place yet; `|` parts its lines.
fn removed(kind: RemovedKind, text: &str) -> Removed {
    Removed { kind, text: text.replace('|', "\n"), at: usize::MAX }
}

fn add_block(article: &mut Article, sign: &str, text: &str) {
    let gap = if article.text.is_empty() { "" } else { "\n\n" };
    article.text.push_str(gap);
    let start = article.text.len();
    article.text.push_str(text);
    let kind = if sign == "#" { BlockKind::Heading(2) } else { BlockKind::Paragraph };
    article.blocks.push(Block { kind, span: Span::new(start, article.text.len()) });
    article.removed.iter_mut().filter(|one| one.at == usize::MAX).for_each(|one| one.at = start);
}

/// The same lines of an article.
fn shown(article: &Article) -> Vec<String> {
    let mut lines = Vec::new();
    let mut removed = article.removed.iter().peekable();
    for block in &article.blocks {
        while let Some(one) = removed.next_if(|one| one.at <= block.span.start) {
            lines.push(removed_line(one));
        }
        let sign = if block.kind == BlockKind::Paragraph { '+' } else { '#' };
        lines.push(format!("{sign} {}", block.span.cut(&article.text)));
    }
    lines.extend(removed.map(removed_line));
    lines
}

fn removed_line(removed: &Removed) -> String {
    let sign = if removed.kind == RemovedKind::Reader { '~' } else { '-' };
    format!("{sign} {}", removed.text.replace('\n', "|"))
}

/// A word about the `nth` piece that reads so.
fn word(article: &Article, (quote, nth): (&str, usize), role: PieceRole) -> PieceCorrection {
    let pieces = Pieces::of(article);
    let blocks = article.blocks.iter().enumerate();
    let blocks = blocks.filter(|(_, block)| block.span.cut(&article.text) == quote);
    let lines = article.removed.iter().enumerate().flat_map(|(piece, removed)| {
        removed.text.match_indices(quote).map(move |(at, _)| (piece, at))
    });
    let ids = blocks.map(|(at, _)| Some(PieceId::Block(at)));
    let ids = ids.chain(lines.map(|(piece, at)| pieces.removed_line(piece, at)));
    let id = ids.flatten().nth(nth).unwrap();
    PieceCorrection { anchor: pieces.anchor(id).unwrap(), role }
}

/// Corrects an article piece by piece, each word said of what the one before has made.
fn check(lines: &[&str], said: &[((&str, usize), PieceRole)], expected: &[&str]) {
    let article = made(lines);
    assert_eq!(shown(&article), lines, "the notation");
    let (mut after, mut words) = (article.clone(), Vec::new());
    for (piece, role) in said {
        words.push(word(&after, *piece, *role));
        after = corrected(&article, &words);
    }
    assert_eq!(shown(&after), expected, "{said:?}");
    assert_eq!(after.text, joined(&after));
    assert_eq!(corrected(&after, &words), after, "said once more");
}

/// The blocks of a page's text as they are joined in it.
fn joined(article: &Article) -> String {
    let blocks = article.blocks.iter().map(|block| block.span.cut(&article.text));
    blocks.collect::<Vec<_>>().join("\n\n")
}

const PAGE: [&str; 5] = [
    "- Home|The ferry is back.|Weather",
    "+ It sailed at noon.",
    "# Crew",
    "+ Nine hands.",
    "- Share",
];

#[test]
fn a_line_comes_in_and_a_block_goes_out_in_its_place() {
    use PieceRole::{Chrome, Text};
    check(
        &PAGE,
        &[(("The ferry is back.", 0), Text)],
        &[
            "- Home",
            "+ The ferry is back.",
            "- Weather",
            "+ It sailed at noon.",
            "# Crew",
            "+ Nine hands.",
            "- Share",
        ],
    );
    check(
        &PAGE,
        &[(("Crew", 0), Chrome), (("Nine hands.", 0), Chrome)],
        &[PAGE[0], PAGE[1], "~ Crew|Nine hands.", "- Share"],
    );
    check(&PAGE, &[(("Share", 0), Text)], &[PAGE[0], PAGE[1], PAGE[2], PAGE[3], "+ Share"]);
    check(&["- One"], &[(("One", 0), Text)], &["+ One"]);
    check(&["+ One"], &[(("One", 0), Chrome)], &["~ One"]);
}

#[test]
fn the_latest_word_about_a_piece_counts_and_it_gets_its_old_form_back() {
    use PieceRole::{Chrome, Text};
    check(&PAGE, &[(("Crew", 0), Chrome), (("Crew", 0), Text)], &PAGE);
    check(&PAGE, &[(("Weather", 0), Text), (("Weather", 0), Chrome)], &PAGE);
}

#[test]
fn of_pieces_that_read_alike_the_one_meant_is_found() {
    use PieceRole::{Chrome, Text};
    let page = ["+ Listen.", "- More", "+ A gull cried.", "- More", "+ Listen.", "- More"];
    check(
        &page,
        &[(("Listen.", 1), Chrome)],
        &[page[0], page[1], page[2], "- More", "~ Listen.", "- More"],
    );
    check(&page, &[(("More", 1), Text)], &[page[0], page[1], page[2], "+ More", page[4], page[5]]);
    // As a whole piece rather than as a word of a longer one.
    let page = ["+ Share prices fell on Friday.", "- Share"];
    check(&page, &[(("Share", 0), Text)], &[page[0], "+ Share"]);
}

/// Says a word about one reading of a page and applies it to another.
fn check_other_reading(
    of: &[&str],
    (quote, role): (&str, PieceRole),
    other: &[&str],
    expected: &[&str],
) {
    let said = word(&made(of), (quote, 0), role);
    assert_eq!(shown(&corrected(&made(other), &[said])), expected, "{quote}");
}

#[test]
fn a_word_outlives_the_cleaner_it_was_said_to() {
    use PieceRole::{Chrome, Text};
    // One that knows more chrome, and parts or joins lines otherwise.
    check_other_reading(
        &["- Home|The ferry is back.", "+ It sailed."],
        ("The ferry is back.", Text),
        &["- Home", "~ Menu|The ferry|is back.|Sport", "+ It sailed."],
        &["- Home", "~ Menu", "+ The ferry", "+ is back.", "~ Sport", "+ It sailed."],
    );
    check_other_reading(
        &["+ Follow us on every channel", "+ there is.", "+ It sailed."],
        ("Follow us on every channel", Chrome),
        &["+ Follow us on every “channel” there is.", "+ It sailed."],
        &["+ Follow us on every “channel” there is.", "+ It sailed."],
    );
    check_other_reading(
        &["+ Follow us on every channel", "+ there is.", "+ It sailed."],
        ("Follow us on every channel", Chrome),
        &["+ Follow  us on every channel there is.", "+ It sailed."],
        &["~ Follow us on every channel there is.", "+ It sailed."],
    );
    // A page that doesn't hold the words stays as it is.
    check_other_reading(&["+ Gone."], ("Gone.", Chrome), &["+ It sailed."], &["+ It sailed."]);
}

#[test]
fn text_that_was_clean_keeps_its_gaps() {
    let text = "One.\n  Two.\nThree.".to_owned();
    let blocks = [Span::new(0, 4), Span::new(7, 11), Span::new(12, 18)];
    let blocks = blocks.map(|span| Block { kind: BlockKind::Paragraph, span }).to_vec();
    let article = Article { text, blocks, ..Article::default() };
    let after = corrected(&article, &[word(&article, ("One.", 0), PieceRole::Chrome)]);
    assert_eq!(after.text, "Two.\nThree.");
    let after = corrected(&article, &[word(&article, ("Three.", 0), PieceRole::Chrome)]);
    assert_eq!(after.text, "One.\n  Two.");
}

proptest! {
    #[test]
    fn no_word_is_lost_made_up_or_moved(
        lines in prop::collection::vec("[-+#~] (ab|b|ab c|c ğ)(, b)?", 1..12),
        said in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 0..6),
    ) {
        let article = made(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        let words = |article: &Article| -> Vec<String> {
            shown(article).iter().flat_map(|line| line[2..].split('|')).map(str::to_owned).collect()
        };
        let mut corrections = Vec::new();
        for (line, text) in said {
            let texts = words(&article);
            let quote = line.get(&texts).as_str();
            let nth = 0;
            let role = if text { PieceRole::Text } else { PieceRole::Chrome };
            corrections.push(word(&article, (quote, nth), role));
        }
        let after = corrected(&article, &corrections);
        prop_assert_eq!(words(&after), words(&article));
        prop_assert_eq!(&corrected(&after, &corrections), &after);
        prop_assert_eq!(&after.text, &joined(&after));
        for one in &after.removed {
            let starts = after.blocks.iter().any(|block| block.span.start == one.at);
            prop_assert!(starts || one.at == after.text.len());
        }
    }
}

fn page() -> Vec<Arc<AnnotatedArticle>> {
    let mut ferry = AnnotatedArticle::clone(&article(
        ("Ferry back", "2024-05-02"),
        &["The ferry sailed at noon on 1 May 2024.", "Nine hands worked on it in 2023."],
        &[],
        &[],
    ));
    let at = [0, 0, ferry.article.blocks[1].span.start, ferry.article.text.len()];
    let texts = ["Home\nThe harbour opened in March 2021.", "Ann Lee", "Share", "Terms of use"];
    let kinds =
        [RemovedKind::Menu, RemovedKind::Byline, RemovedKind::Share, RemovedKind::Copyright];
    for ((text, at), kind) in texts.into_iter().zip(at).zip(kinds) {
        ferry.article.removed.push(Removed { kind, text: text.to_owned(), at });
    }
    vec![Arc::new(ferry)]
}

fn desk() -> Desk {
    let mut desk = Desk::open((100, 30), page());
    desk.press("enter");
    desk
}

/// The lines of the open article, with `>` before the one that the cursor is on.
fn seen(desk: &Desk) -> Vec<String> {
    let article = desk.state.holdings.article(0).unwrap();
    let pieces = Pieces::of(article);
    let here = match desk.state.reader.removed_line {
        Some(line) => pieces.removed_line(line.piece, line.at),
        None => article
            .blocks
            .iter()
            .position(|block| block.span.holds(desk.state.reader.cursor))
            .map(PieceId::Block),
    };
    let here = here.and_then(|id| pieces.anchor(id)).map(|anchor| anchor.quote).unwrap_or_default();
    shown(article)
        .into_iter()
        .map(|line| if line.contains(&here) { format!(">{line}") } else { line })
        .collect()
}

fn check_keys(keys: &str, expected: &[&str], message: &str) {
    let mut desk = desk();
    desk.press(keys);
    assert_eq!(seen(&desk), expected, "after {keys}");
    assert_eq!(desk.message(), message, "after {keys}");
}

const HARBOUR: &str = "The harbour opened in March 2021.";
const FERRY: &str = "+ The ferry sailed at noon on 1 May 2024.";
const HANDS: &str = "+ Nine hands worked on it in 2023.";

#[test]
fn a_removed_line_is_walked_to_and_taken_into_the_text() {
    let menu = format!("- Home|{HARBOUR}");
    let page = [&menu, "- Ann Lee", FERRY, "- Share", HANDS, "- Terms of use"];
    let on = |at: usize| -> Vec<String> {
        page.iter()
            .enumerate()
            .map(|(nth, line)| if nth == at { format!(">{line}") } else { (*line).to_owned() })
            .collect()
    };
    for (keys, at) in
        [("R", 2), ("R k", 1), ("R k k", 0), ("R j", 3), ("R j j", 4), ("R G", 5), ("R G k k j", 4)]
    {
        let at = on(at);
        let mut desk = desk();
        desk.press(keys);
        assert_eq!(seen(&desk), at, "after {keys}");
    }
    let taken = [
        "- Home",
        &format!(">+ {HARBOUR}"),
        "- Ann Lee",
        FERRY,
        "- Share",
        HANDS,
        "- Terms of use",
    ];
    check_keys("R k k X", &taken, "in the text now: The harbour opened in March …");
    check_keys(
        "R k k X u",
        &on(0).iter().map(String::as_str).collect::<Vec<_>>(),
        "taken back: as the cleaner had it: The harbour opened in March …",
    );
    check_keys("R k k X u ctrl-r", &taken, "in the text now: The harbour opened in March …");
    check_keys(
        "R k k X X",
        &on(0).iter().map(String::as_str).collect::<Vec<_>>(),
        "out of the text now: The harbour opened in March …",
    );
}

#[test]
fn a_block_is_taken_out_of_the_text() {
    let menu = format!("- Home|{HARBOUR}");
    let gone = format!("~ {}", &FERRY[2..]);
    let page = [menu.as_str(), "- Ann Lee", &gone, "- Share", HANDS, "- Terms of use"];
    let said = "out of the text now: The ferry sailed at noon …";
    let mut desk = desk();
    desk.press("X");
    assert_eq!(
        (desk.state.holdings.article(0).unwrap().text.as_str(), desk.message()),
        (&HANDS[2..], said)
    );
    let mut here = page.to_vec();
    let marked = format!(">{gone}");
    here[2] = &marked;
    check_keys("R X", &here, said);
    assert_eq!(desk.place(), "text, Ferry back, Nine");
}

#[test]
fn what_stands_in_the_text_finds_its_place_again() {
    let mut desk = desk();
    desk.press("} m");
    desk.press("{ X");
    let span = desk.state.holdings.notes[0].span.unwrap();
    assert_eq!(span.cut(&desk.state.holdings.article(0).unwrap().text), &HANDS[2..]);
    desk.press("u");
    let span = desk.state.holdings.notes[0].span.unwrap();
    assert_eq!(span.cut(&desk.state.holdings.article(0).unwrap().text), &HANDS[2..]);
    // A highlight on what goes out is an orphan until it is text again.
    desk.press("} X");
    assert_eq!(desk.state.holdings.notes[0].span, None);
    desk.press("u");
    assert!(desk.state.holdings.notes[0].span.is_some());
}

#[test]
fn the_timeline_tells_what_the_text_says() {
    let mut desk = desk();
    let told = |desk: &Desk| -> Vec<String> {
        let entries = &desk.state.holdings.dossier.timeline.entries;
        entries.iter().filter_map(|entry| Some(entry.when.as_ref()?.edtf())).collect()
    };
    desk.press("R k k X");
    assert_eq!(told(&desk), ["2021-03", "2023", "2024-05-01T12:00:00"]);
    desk.press("} X");
    assert_eq!(told(&desk), ["2021-03", "2023"]);
}

#[test]
fn notes_do_not_stand_on_removed_lines_and_the_source_stays() {
    for keys in ["R k m", "R k a"] {
        let mut desk = desk();
        desk.press(keys);
        assert_eq!(
            (desk.message(), desk.state.holdings.notes.len()),
            ("no words of the text here", 0)
        );
    }
    let mut desk = desk();
    desk.press("R R").send(Msg::Raw { article: 0, result: Ok("raw".to_owned()) }).press("X");
    assert_eq!(desk.message(), "the source stays as it is: R steps to the text");
}

fn record(correction: PieceCorrection, on: bool) -> Record {
    let key = ArticleKey { hash: "ab".into(), url: None, file: "a.html".into() };
    let act = Act::Correct { article: key, correction: Correction::Piece(correction), on };
    Record { id: "r1".into(), time: "2026-01-02T03:04:05Z".into(), act }
}

#[test]
fn a_word_is_one_line_of_the_log_and_comes_back_safe() {
    let said = word(&made(&PAGE), ("Crew", 0), PieceRole::Chrome);
    let line = record(said.clone(), true).to_line();
    assert!(
        line.contains(r#""correct":"piece","quote":"Crew""#) && line.contains(r#""role":"chrome""#),
        "{line}"
    );
    assert_eq!(Record::parse_line(&line), Ok(record(said.clone(), true)));
    let mut hostile = said;
    hostile.anchor.prefix.push_str("\u{1b}[2J");
    let read = Record::parse_line(&record(hostile.clone(), true).to_line()).unwrap();
    hostile.anchor.prefix.truncate(hostile.anchor.prefix.len() - 4);
    assert_eq!(read, record(hostile, true));
}

#[test]
fn a_word_is_taken_back_to_the_one_before() {
    let chrome = word(&made(&PAGE), ("Crew", 0), PieceRole::Chrome);
    let text = PieceCorrection { role: PieceRole::Text, ..chrome.clone() };
    let mut notebook = Notebook::default();
    let first = record(chrome.clone(), true);
    assert_eq!(notebook.inverse(&first.act), Some(record(chrome.clone(), false).act));
    notebook.apply(&first);
    assert_eq!(notebook.inverse(&first.act), None);
    let second = record(text.clone(), true);
    assert_eq!(notebook.inverse(&second.act), Some(first.act));
    notebook.apply(&second);
    assert_eq!(notebook.corrections.pieces["ab"], std::slice::from_ref(&text));
    notebook.apply(&record(text, false));
    assert!(notebook.corrections.pieces.is_empty());
}
