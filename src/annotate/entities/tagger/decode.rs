//! The likeliest labels of a stretch of tokens (Viterbi, 1967).

use std::sync::LazyLock;

use super::{
    label::Label,
    weights::{Row, Weights},
};

/// Less than any sum of weights.
const NEVER: i32 = i32::MIN / 2;

/// The labels whose weights sum to most. Linear in the tokens.
pub(super) fn decode(weights: &Weights, scores: &[Row]) -> Vec<Label> {
    let mut from: Vec<[u8; Label::COUNT]> = Vec::with_capacity(scores.len());
    let mut sums = [NEVER; Label::COUNT];
    for (at, scores) in scores.iter().enumerate() {
        let (next, back) = if at == 0 { first(scores) } else { step(weights, &sums, scores) };
        sums = next;
        from.push(back);
    }
    let ends = (0..Label::COUNT).rev().filter(|label| Label::numbered(*label).may_end());
    let mut label = ends.max_by_key(|label| sums.get(*label).copied()).unwrap_or_default();
    let mut labels = Vec::with_capacity(scores.len());
    for back in from.iter().rev() {
        labels.push(Label::numbered(label));
        label = back.get(label).copied().map(usize::from).unwrap_or_default();
    }
    labels.reverse();
    labels
}

fn first(scores: &Row) -> (Row, [u8; Label::COUNT]) {
    let mut sums = *scores;
    for (label, sum) in sums.iter_mut().enumerate() {
        if !Label::numbered(label).may_begin() {
            *sum = NEVER;
        }
    }
    (sums, [0; Label::COUNT])
}

/// The sums after one more token, and the label before it that each came from.
fn step(weights: &Weights, sums: &Row, scores: &Row) -> (Row, [u8; Label::COUNT]) {
    let mut next = [NEVER; Label::COUNT];
    let mut back = [0; Label::COUNT];
    for (before, (sum, steps)) in (0_u8..).zip(sums.iter().zip(&weights.steps)) {
        if *sum <= NEVER / 2 {
            continue;
        }
        for after in followers(before) {
            let (Some(score), Some(weight)) = (scores.get(*after), steps.get(*after)) else {
                continue;
            };
            let reached = sum + weight + score;
            if let (Some(best), Some(back)) = (next.get_mut(*after), back.get_mut(*after))
                && reached > *best
            {
                *best = reached;
                *back = before;
            }
        }
    }
    (next, back)
}

/// The labels that may follow each.
fn followers(before: u8) -> &'static [usize] {
    static FOLLOWERS: LazyLock<Vec<Vec<usize>>> = LazyLock::new(|| {
        let labels = || (0..Label::COUNT).map(Label::numbered);
        let after = |before: Label| labels().filter(move |after| before.may_precede(*after));
        labels().map(|before| after(before).map(Label::number).collect()).collect()
    });
    FOLLOWERS.get(usize::from(before)).map(Vec::as_slice).unwrap_or_default()
}
