//! The layout of a text: which of its lines stand together between blank lines.

use std::ops::Range;

/// Of how many blocks one may have several lines in a text whose blocks are paragraphs.
const FEW: usize = 10;

/// Lines that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block<'a> {
    /// As they are in the text.
    pub(super) source: &'a str,
    /// Their numbers in the text.
    pub(super) lines: Range<usize>,
}

/// The blocks of a text, in order.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut found: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let mut at = 0;
    for (number, line) in text.split('\n').enumerate() {
        let end = at + line.len();
        if !line.trim().is_empty() {
            match found.last_mut().filter(|(_, lines)| lines.end == number) {
                Some((bytes, lines)) => (bytes.end, lines.end) = (end, number + 1),
                None => found.push((at..end, number..number + 1)),
            }
        }
        at = end + 1;
    }
    let block = |(bytes, lines)| Some(Block { source: text.get(bytes)?, lines });
    found.into_iter().filter_map(block).collect()
}

/// Whether nearly each block is a paragraph of one line, or code: the layout of
/// a text that was written so, or cleaned before.
pub(super) fn is_orderly(blocks: &[Block<'_>]) -> bool {
    let broken = blocks.iter().filter(|block| block.lines.len() > 1 && !is_code(block.source));
    broken.count() * FEW <= blocks.len()
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

    #[test]
    fn blocks_stand_between_blank_lines() {
        let found = blocks("\na\n  b\n \nc\n\n");
        let block = |source, lines| Block { source, lines };
        assert_eq!(found, [block("a\n  b", 1..3), block("c", 4..5)]);
        assert_eq!(blocks(" \n"), []);
    }

    #[test]
    fn a_text_of_paragraphs_is_orderly() {
        let orderly = |text: &str| is_orderly(&blocks(text));
        assert!(orderly("The ferry sails.\n\n- It is late.\n\nNobody minds."));
        assert!(orderly("Run this:\n\nlet a = 1;\nfn b() {\n\n}\n\nIt works."));
        assert!(!orderly("It is to\n\n• sail in winter;\n• lower all the fares;"));
        assert!(!orderly("The ferry\nsails.\n\nIt is late."));
        assert!(!orderly("Home\nSport\nThe ferry sails."));
    }
}
