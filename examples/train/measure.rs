//! How well a text agrees with its gold: the measure of the article
//! extraction benchmark, on runs of four words.

use std::collections::BTreeMap;

/// What two texts share, what the found one has too much and too little, each as a share.
#[derive(Clone, Copy, Default)]
pub(crate) struct Agreement {
    shared: f64,
    more: f64,
    less: f64,
}

impl Agreement {
    /// Compares the words of a found text with those of its gold.
    pub(crate) fn of(gold: &[String], found: &[String]) -> Self {
        let (gold, found) = (runs(gold), runs(found));
        let mut agreement = Self::default();
        for (run, &wanted) in &gold {
            let got = found.get(run).copied().unwrap_or_default();
            agreement.shared += wanted.min(got);
            agreement.less += (wanted - got).max(0.0);
        }
        for (run, &got) in &found {
            agreement.more += (got - gold.get(run).copied().unwrap_or_default()).max(0.0);
        }
        let all = (agreement.shared + agreement.more + agreement.less).max(1.0);
        Self {
            shared: agreement.shared / all,
            more: agreement.more / all,
            less: agreement.less / all,
        }
    }
}

fn runs(words: &[String]) -> BTreeMap<&[String], f64> {
    let mut runs: BTreeMap<&[String], f64> = BTreeMap::new();
    let width = words.len().min(4);
    if width > 0 {
        words.windows(width).for_each(|run| *runs.entry(run).or_default() += 1.0);
    }
    runs
}

/// F1, precision and recall over pages.
pub(crate) fn scores(pages: &[Agreement]) -> [f64; 3] {
    let mean = |part: fn(&Agreement) -> Option<f64>| {
        let parts: Vec<f64> = pages.iter().filter_map(part).collect();
        parts.iter().sum::<f64>() / (parts.len() as f64).max(1.0)
    };
    let precision = mean(|page| {
        (page.shared + page.more > 0.0).then(|| page.shared / (page.shared + page.more))
    });
    let recall = mean(|page| {
        (page.shared + page.less > 0.0).then(|| page.shared / (page.shared + page.less))
    });
    let sum = precision + recall;
    [if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 }, precision, recall]
}
