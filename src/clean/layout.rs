//! The layout of a text: which of its lines stand together between blank lines.

use std::ops::Range;

/// Of how many blocks one may have several lines in a text whose blocks are paragraphs.
const FEW: usize = 10;

/// White space before each line of a block whose lines count, as in Markdown:
/// code is written so, and read so in a text of paragraphs.
pub(super) const INSET: &str = "    ";

/// Lines that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block<'a> {
    /// As they are in the text.
    pub(super) source: &'a str,
    /// Their numbers in the text.
    pub(super) lines: Range<usize>,
}

/// The blocks of a text, in order. Between lines that are inset a line of
/// nothing but white space parts none.
pub(super) fn blocks(text: &str) -> impl Iterator<Item = Block<'_>> {
    let mut lines = text.split('\n').enumerate();
    let mut open: Option<(Range<usize>, Range<usize>)> = None;
    let (mut at, mut parted, mut inset) = (0, true, false);
    std::iter::from_fn(move || {
        for (number, line) in lines.by_ref() {
            let end = at + line.len();
            let start = std::mem::replace(&mut at, end + 1);
            let deep = line.starts_with(INSET);
            if line.trim().is_empty() {
                parted |= !(inset && deep);
                continue;
            }
            let apart = std::mem::take(&mut parted);
            inset = deep;
            let beside = |lines: &Range<usize>| deep || lines.end == number;
            match open.as_mut().filter(|(_, lines)| !apart && beside(lines)) {
                Some((bytes, lines)) => (bytes.end, lines.end) = (end, number + 1),
                None => {
                    if let Some(whole) = open.replace((start..end, number..number + 1)) {
                        return Some(whole);
                    }
                }
            }
        }
        open.take()
    })
    .filter_map(|(bytes, lines)| Some(Block { source: text.get(bytes)?, lines }))
}

/// Whether nearly each block is a paragraph of one line, code, or lines that are
/// inset: the layout of a text that was written so, or cleaned before.
pub(super) fn is_orderly<'a>(blocks: impl Iterator<Item = Block<'a>>) -> bool {
    let (mut all, mut broken, mut inset, mut has_others) = (0, 0, 0, false);
    for block in blocks {
        all += 1;
        has_others |= !block.source.starts_with(INSET);
        if block.lines.len() > 1 && !is_code(block.source) {
            *if is_inset(block.source) { &mut inset } else { &mut broken } += 1;
        }
    }
    // Where all is inset, that tells nothing.
    let broken = if has_others { broken } else { broken + inset };
    broken * FEW <= all
}

/// Whether a block has several lines that are all inset.
pub(super) fn is_inset(source: &str) -> bool {
    source.contains('\n') && source.lines().all(|line| line.starts_with(INSET))
}

/// Several lines that count, inset where they aren't yet.
pub(super) fn inset(lines: &str) -> String {
    let already = || lines.lines().filter(|line| !line.trim().is_empty());
    let more = if already().all(|line| line.starts_with(INSET)) { "" } else { INSET };
    let count = lines.lines().count();
    let mut inset = String::with_capacity(lines.len() + count * INSET.len());
    for line in lines.lines() {
        if !inset.is_empty() {
            inset.push('\n');
        }
        match line.trim_end() {
            "" => inset.push_str(INSET),
            line => inset.extend([more, line]),
        }
    }
    inset
}

/// Whether at least half of the lines look like those of a program.
pub(super) fn is_code(source: &str) -> bool {
    let lines = source.lines().count();
    source.lines().filter(|line| is_code_line(line.trim())).count() * 2 >= lines
}

fn is_code_line(line: &str) -> bool {
    let marks = ["()", "=>", "->", " = ", "==", "</", "/>", "::", " --", "\": ", ");", "];", "://"];
    let item = line.starts_with(['•', '-', '–', '*', '●', '▪']);
    // Items of a list in prose end in a semicolon, too.
    let statement = line.ends_with(';')
        && (line.contains(['(', '=', '"', '<', '_']) || line.split(' ').count() <= 3);
    let marked = line.ends_with(['{', '}', '\\'])
        || line.starts_with(['#', '$', '{', '}', '<', '/', '>', '@'])
        || marks.iter().any(|mark| line.contains(mark));
    !item && (statement || marked)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<Block<'_>> {
        blocks(text).collect()
    }

    #[test]
    fn blocks_stand_between_blank_lines() {
        let parted = found("\na\n  b\n \nc\n\n");
        let block = |source, lines| Block { source, lines };
        assert_eq!(parted, [block("a\n  b", 1..3), block("c", 4..5)]);
        let code = "    a\n    \n      b";
        let whole = format!("{code}\n\nc");
        assert_eq!(found(&whole), [block(code, 0..3), block("c", 4..5)]);
        assert_eq!(found(" \n"), []);
    }

    #[test]
    fn lines_that_count_are_inset_once() {
        for (lines, expected) in [
            ("a\n  b", "    a\n      b"),
            ("a {\n\n}", "    a {\n    \n    }"),
            ("    a {\n \n     b", "    a {\n    \n     b"),
        ] {
            assert_eq!(inset(lines), expected, "{lines}");
            assert!(is_inset(expected), "{lines}");
            assert_eq!(inset(expected), expected);
        }
    }

    #[test]
    fn a_text_of_paragraphs_is_orderly() {
        let orderly = |text: &str| is_orderly(blocks(text));
        assert!(orderly("The ferry sails.\n\n- It is late.\n\nNobody minds."));
        assert!(orderly("Run this:\n\nlet a = 1;\nfn b() {\n\n}\n\nIt works."));
        assert!(orderly("It sails.\n\n    at noon\n    at one\n\nNobody minds."));
        assert!(!orderly("    at noon\n    at one\n\n    at two\n    at three"));
        assert!(!orderly("It is to\n\n• sail in winter;\n• lower all the fares;"));
        assert!(!orderly("The ferry\nsails.\n\nIt is late."));
        assert!(!orderly("Home\nSport\nThe ferry sails."));
    }
}
