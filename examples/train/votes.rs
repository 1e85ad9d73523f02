//! How often words stand in chrome and in articles, by the vote of each site.

use std::collections::BTreeMap;

use crate::{learn::Document, variants};

/// The least votes on a word that is known.
const LEAST: f32 = 1.9;

/// What is added to either side's votes, so that few say little.
const PRIOR: f32 = 0.3;

/// Steps to a natural logarithm.
const STEPS: f32 = 16.0;

/// What was said of a word: that it stands in articles, and in chrome.
type Vote = [f32; 2];

/// The votes of some sites. Each has one on a word that it uses, divided as its uses are.
pub(crate) struct Votes {
    sites: BTreeMap<String, BTreeMap<u32, Vote>>,
    all: BTreeMap<u32, Vote>,
}

impl Votes {
    /// Counts the words of documents; those that were made of others are left out.
    pub(crate) fn of<'a>(documents: impl Iterator<Item = &'a Document>) -> Self {
        let mut sites: BTreeMap<String, BTreeMap<u32, Vote>> = BTreeMap::new();
        for document in documents.filter(|document| !variants::is_made(&document.source)) {
            count(sites.entry(document.site.clone()).or_default(), document);
        }
        let mut all: BTreeMap<u32, Vote> = BTreeMap::new();
        for votes in sites.values_mut() {
            for (gram, vote) in votes {
                let uses: f32 = vote.iter().sum();
                *vote = vote.map(|side| side / uses);
                let sum = all.entry(*gram).or_default();
                *sum = [sum[0] + vote[0], sum[1] + vote[1]];
            }
        }
        Self { sites, all }
    }

    /// Gives a document what its words say by the votes of all other sites.
    pub(crate) fn word(&self, document: &mut Document) {
        let own = self.sites.get(&document.site);
        let odds = |gram: u32| {
            let [body, chrome] = self.all.get(&gram)?;
            let [own_body, own_chrome] =
                own.and_then(|own| own.get(&gram)).copied().unwrap_or_default();
            odds([body - own_body, chrome - own_chrome])
        };
        document.parts.word(&document.grams, odds);
    }

    /// The bytes that the program reads: each word's number and odds, by number.
    pub(crate) fn pack(&self) -> Vec<u8> {
        let known = self.all.iter().filter_map(|(gram, vote)| Some((gram, odds(*vote)?)));
        known
            .flat_map(|(gram, odds)| [&gram.to_le_bytes()[..], &odds.to_le_bytes()].concat())
            .collect()
    }
}

fn count(votes: &mut BTreeMap<u32, Vote>, document: &Document) {
    for (grams, label) in document.grams.iter().zip(&document.labels) {
        for gram in grams {
            votes.entry(*gram).or_default()[usize::from(*label < 0.5)] += 1.0;
        }
    }
}

/// The logarithm of the odds for chrome; none of a word with too few votes.
fn odds([body, chrome]: Vote) -> Option<i8> {
    let odds = ((chrome + PRIOR) / (body + PRIOR)).ln() * STEPS;
    (body + chrome >= LEAST).then_some(odds.round() as i8)
}
