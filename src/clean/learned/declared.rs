//! What a page's own data says of its text: its title, its kind, its words.

use std::hash::{DefaultHasher, Hash, Hasher};

use foldhash::HashSet;

use super::{Wanted, page::float};
use crate::{fold::fold, ingest::RawMetadata};

/// Words of a run; a text that has most of a line's runs has the line.
const RUN: usize = 3;

/// The longest text whose runs are kept, in bytes: they take more room than it does.
const LONGEST: usize = 1 << 20;

/// What a page declares, as features ask for it.
#[derive(Debug, Default)]
pub(in crate::clean) struct Declared {
    /// The words of its title, folded.
    pub(super) title: Vec<String>,
    /// Runs of words of the text that its data repeats.
    told: HashSet<u64>,
    /// What kind of page it says it is.
    pub(super) kind: [f32; 8],
    /// Whether it says that it grows while things happen.
    live: bool,
}

impl Declared {
    /// Reads a page's title, metadata and the text that it states of its article; linear in their size.
    pub(in crate::clean) fn of(title: &str, raw: &RawMetadata, stated: Option<&str>) -> Self {
        let title = fold(title);
        Self {
            title: words(&title).filter(|word| word.len() > 2).map(str::to_owned).collect(),
            told: stated.filter(|text| text.len() <= LONGEST).into_iter().flat_map(runs).collect(),
            kind: kind(raw),
            live: raw.kinds.iter().any(|kind| kind.contains("LiveBlog")),
        }
    }

    /// What is asked for when its parts are chosen.
    pub(in crate::clean) fn wanted(&self) -> Wanted {
        let [article, _, discussion, ..] = self.kind;
        if article > 0.0 && discussion == 0.0 { Wanted::Article } else { Wanted::Page }
    }

    /// Whether it says that it grows while things happen, post by post.
    pub(in crate::clean) fn is_live(&self) -> bool {
        self.live
    }

    /// What share of a line's runs of words the page's data repeats; less
    /// than nothing where it repeats no text or the line is too short to tell.
    pub(super) fn told(&self, line: &str) -> f32 {
        if self.told.is_empty() {
            return -1.0;
        }
        let (known, all) = runs(line).fold((0, 0), |(known, all), run| {
            (known + usize::from(self.told.contains(&run)), all + 1)
        });
        if all == 0 { -0.5 } else { float(known) / float(all) }
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The runs of a text's words, as numbers.
fn runs(text: &str) -> impl Iterator<Item = u64> {
    let before = words(text).zip(words(text).skip(1));
    before.zip(words(text).skip(2)).map(|((first, second), third)| number([first, second, third]))
}

fn number(run: [&str; RUN]) -> u64 {
    let mut hasher = DefaultHasher::new();
    run.hash(&mut hasher);
    hasher.finish()
}

/// Whether the types name an article, a product, a discussion, a list or a
/// page with a name; how deep the address is, how long its last part, and whether it has a date.
fn kind(raw: &RawMetadata) -> [f32; 8] {
    let says = |names: &[&str]| {
        let named = |kind: &String| names.iter().any(|name| kind.contains(name));
        f32::from(u8::from(raw.kinds.iter().any(named)))
    };
    let path = raw.urls.first().and_then(|url| url.split("//").nth(1)).unwrap_or_default();
    let parts: Vec<&str> = path.split(['/', '?']).skip(1).filter(|part| !part.is_empty()).collect();
    let last = parts.last().map_or(0, |part| part.split(['-', '_']).count());
    [
        says(&["Article", "BlogPosting", "og:article", "Report"]),
        says(&["Product", "og:product", "Offer"]),
        says(&["Forum", "QAPage", "Question", "Discussion"]),
        says(&["Collection", "ItemList", "SearchResults"]),
        says(&["og:website"]),
        if raw.urls.is_empty() { -1.0 } else { float(parts.len()) },
        float(last),
        f32::from(u8::from(!raw.published.is_empty())),
    ]
}
