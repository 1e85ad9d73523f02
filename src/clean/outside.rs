//! What stands on an article's page and is not of the article: readers'
//! comments, further articles, lines that lead elsewhere.
//!
//! All of these are prose or next to it, and a forum or a page of news is
//! nothing else: their words don't tell whether a page is read for them. What
//! says so is a page that calls itself an article, and how it is built.

use std::ops::Range;

use super::{
    learned::Declared,
    outline::{Element, Outline, Segment},
    page::{ends_like_prose, is_headline, mass},
    units::count_words,
    vocabulary,
};
use crate::model::{BlockKind, RemovedKind};

/// The least running text of an article before what is none of it, in bytes;
/// where less stands, the name of comments may be that of the whole page, and
/// the first `<article>` a teaser.
const ARTICLE: usize = 400;

/// How much of a line has to be link to lead elsewhere, in percent, and how
/// many words it has then; a shorter one may be a name in a list.
const LINKED: usize = 80;
const LEADING: usize = 5;

/// For each segment of a page why it is none of the article; of a page that
/// isn't said to be one article, nothing.
#[derive(Debug, Default)]
pub(super) struct Outside(Vec<Option<RemovedKind>>);

impl Outside {
    /// Looks through an article's page, given why segments are chrome by their
    /// words; linear in segments and elements.
    pub(super) fn of(
        outline: &Outline,
        spoken: &[Option<RemovedKind>],
        declared: &Declared,
        title: &str,
    ) -> Self {
        let lines = outline.segments.iter().zip(spoken);
        let mut outside = Self(lines.map(|(segment, spoken)| leading(segment, *spoken)).collect());
        if !declared.is_live() {
            outside.put(further(outline, title), RemovedKind::Related);
        }
        outside.put(comments(outline), RemovedKind::Comments);
        outside
    }

    fn put(&mut self, ranges: Vec<Range<usize>>, kind: RemovedKind) {
        for range in ranges {
            self.0.get_mut(range).into_iter().flatten().for_each(|why| *why = Some(kind));
        }
    }

    /// Why a segment is none of the article.
    pub(super) fn why(&self, at: usize) -> Option<RemovedKind> {
        self.0.get(at).copied().flatten()
    }
}

/// Whether a line leads to other pages: it says so, or it is a link between
/// paragraphs, and no sentence.
fn leading(segment: &Segment, spoken: Option<RemovedKind>) -> Option<RemovedKind> {
    let linked = segment.kind == BlockKind::Paragraph
        && segment.link_density() >= LINKED
        && !ends_like_prose(&segment.text)
        && count_words(&segment.text) >= LEADING;
    (linked || spoken == Some(RemovedKind::Related)).then_some(RemovedKind::Related)
}

/// What stands under names such as `comment-list` behind an article.
fn comments(outline: &Outline) -> Vec<Range<usize>> {
    let mut text = 0;
    let article = outline.segments.iter().position(|segment| {
        text += mass(segment);
        text >= ARTICLE
    });
    let Some(article) = article else { return Vec::new() };
    let named = |element: &&Element| {
        element.says.chrome == Some(RemovedKind::Comments) && element.first > article
    };
    outermost(outline.elements.iter().filter(named))
}

/// The `<article>`s behind the one that has the headline and enough text: each
/// is a composition of its own (HTML Living Standard, section 4.3.2). Posts of
/// a page that grows while things happen are compositions, too, and its text;
/// and one that is alone and longer than the first may be the body to its head,
/// unless it holds others.
fn further(outline: &Outline, title: &str) -> Vec<Range<usize>> {
    let is_article = |element: &&Element| vocabulary::is_article(&element.marks);
    let articles = || outline.elements.iter().filter(is_article);
    let all = outermost(articles());
    let text = |range: &Range<usize>| segments(outline, range).iter().map(mass).sum::<usize>();
    let headed = |range: &Range<usize>| {
        let mut lines = segments(outline, range).iter();
        lines.any(|line| is_headline(line.kind, &line.text, title))
    };
    let mut behind = all.into_iter().skip_while(|range| text(range) < ARTICLE || !headed(range));
    let Some(own) = behind.next() else { return Vec::new() };
    let behind: Vec<Range<usize>> = behind.collect();
    let alone = articles().filter(|element| element.first >= own.end).count() == 1;
    let body = alone && behind.iter().any(|range| text(range) > text(&own));
    if body { Vec::new() } else { behind }
}

fn segments<'a>(outline: &'a Outline, range: &Range<usize>) -> &'a [Segment] {
    outline.segments.get(range.clone()).unwrap_or_default()
}

/// The ranges of elements that don't stand in one another, in document order.
fn outermost<'a>(elements: impl Iterator<Item = &'a Element>) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for element in elements {
        if ranges.last().is_none_or(|last| last.end <= element.first) {
            ranges.push(element.first..element.end);
        }
    }
    ranges
}
