//! Readers' comments behind an article.
//!
//! What readers say is prose, often more of it than the article, and a forum
//! is nothing else: the words of a comment don't tell whether a page is read
//! for it. What says so is a page that calls itself an article, and a name
//! such as `comment-list` behind enough text.

use std::ops::Range;

use super::{outline::Outline, page::mass};
use crate::model::RemovedKind;

/// The least running text before the comments, in bytes; where less stands,
/// the name may be that of the whole page.
const ARTICLE: usize = 400;

/// The segments of readers' comments, as ranges in document order.
#[derive(Debug, Default)]
pub(super) struct Comments(Vec<Range<usize>>);

impl Comments {
    /// What stands under names of comments behind an article; linear in segments and elements.
    pub(super) fn of(outline: &Outline) -> Self {
        let mut text = 0;
        let article = outline.segments.iter().position(|segment| {
            text += mass(segment);
            text >= ARTICLE
        });
        let Some(article) = article else { return Self::default() };
        let mut comments: Vec<Range<usize>> = Vec::new();
        for element in &outline.elements {
            let named = element.says.chrome == Some(RemovedKind::Comments);
            let new = comments.last().is_none_or(|last| last.end <= element.first);
            if named && new && element.first > article {
                comments.push(element.first..element.end);
            }
        }
        Self(comments)
    }

    /// Whether a segment is one of them.
    pub(super) fn hold(&self, at: usize) -> bool {
        let next = self.0.partition_point(|range| range.end <= at);
        self.0.get(next).is_some_and(|range| range.contains(&at))
    }
}
