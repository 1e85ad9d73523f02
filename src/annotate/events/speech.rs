//! Who speaks in a sentence, and to whom: what the writer tells of himself or
//! asks of the reader is no news.

use super::Sentence;
use crate::{
    annotate::verbs::Verb,
    clean::detected_language,
    model::{Article, Span},
};

/// Words for who writes and who reads.
const SPEAKERS: [&str; 12] =
    ["i", "we", "you", "my", "our", "your", "i'm", "i've", "i'd", "we're", "we've", "you're"];

/// Whether an article is clearly in another language, whose verbs nobody here
/// knows; what a page declares may be wrong.
pub(super) fn is_foreign(article: &Article) -> bool {
    let declared = article.metadata.language.as_deref();
    declared.is_some_and(|tag| !tag.starts_with("en"))
        && detected_language(&article.text) != Some("en")
}

/// Whether a verb group says what may be, not what will.
pub(super) fn is_maybe(verb: &str) -> bool {
    const MODALS: [&str; 5] = ["may", "might", "could", "would", "should"];
    let first = verb.split_whitespace().next().unwrap_or_default().to_lowercase();
    MODALS.contains(&first.as_str())
}

impl Sentence<'_> {
    /// Whether news may be told with what stands before its verb: not a clause
    /// that only sets the scene, not "this article", and not nothing ("Posted
    /// in News"); and not by "I" or "we".
    pub(super) fn has_a_doer(&self, verb: &Verb) -> bool {
        const SCENES: [&str; 8] =
            ["when", "while", "if", "whether", "because", "whenever", "what", "how"];
        let before = Span::new(self.span.start, verb.span.start).cut(self.text);
        let first = before.split_whitespace().next().unwrap_or_default().to_lowercase();
        let told = !first.is_empty() && !SCENES.contains(&first.as_str());
        told && !self.is_personal() && !speaks_of_itself(before)
    }

    /// Whether it speaks of the writer or to the reader, not in a quotation.
    pub(super) fn is_personal(&self) -> bool {
        is_personal(self.span.cut(self.text))
    }
}

/// Whether the subject of a sentence is the text itself.
fn speaks_of_itself(subject: &str) -> bool {
    const TEXTS: [&str; 14] = [
        "article",
        "story",
        "post",
        "page",
        "piece",
        "guide",
        "tutorial",
        "handout",
        "blog",
        "video",
        "transcript",
        "newsletter",
        "column",
        "interview",
    ];
    let lower = subject.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    words.windows(2).any(|pair| match pair {
        [this, text] => *this == "this" && TEXTS.contains(text),
        _ => false,
    })
}

fn is_personal(words: &str) -> bool {
    let plain = words.to_lowercase().replace('’', "'");
    let quoted = plain.contains(['"', '“', '‘']) || plain.contains("``");
    let mut words = plain.split_whitespace();
    let mark = |letter: char| !letter.is_alphanumeric();
    !quoted && words.any(|word| SPEAKERS.contains(&word.trim_matches(mark)))
}
