//! Tables and weights as the program reads them.

use std::collections::BTreeMap;

use dateline::{
    annotate::training::{BITS, number_of},
    fold::fold,
};

use super::chain::{Chain, Row};

/// Classes of the gazetteer, in the order of their bits.
const CLASSES: [&str; 6] = ["given-name", "surname", "common-surname", "city", "country", "norp"];

/// Bits of an entry that hold the cluster.
const CLUSTER: u16 = 10;

/// Features whose weights are all smaller are left out.
const LEAST: f32 = 0.15;

/// The whole numbers that stand for a weight of one.
const SCALE: f32 = 40.0;

/// Places of words by the upper half of their number, then words.
pub(crate) fn words(clusters: &str, gazetteer: &str) -> Vec<u8> {
    let mut table: BTreeMap<u32, u16> = BTreeMap::new();
    for (word, cluster) in clusters.lines().filter_map(|line| line.split_once('\t')) {
        let Ok(cluster) = cluster.parse() else { continue };
        // Spellings that fold to one word have the cluster of the plain one.
        if fold(word) == word || !table.contains_key(&number_of(word)) {
            table.insert(number_of(word), cluster);
        }
    }
    let names = gazetteer.lines().filter_map(|line| line.split_once('\t'));
    for (name, classes) in names.filter(|(name, _)| !name.contains([' ', '-'])) {
        let bit = |class: &str| CLASSES.iter().position(|known| *known == class);
        let bits = classes.split(',').filter_map(bit).fold(0, |bits, bit| bits | 1 << bit);
        *table.entry(number_of(name)).or_default() |= bits << CLUSTER;
    }
    let mut counts = vec![0_u32; 1 << 16];
    for number in table.keys() {
        counts[(number >> 16) as usize] += 1;
    }
    let mut bytes = vec![0; 3];
    let mut place = 0;
    for count in counts {
        place += count;
        bytes.extend_from_slice(&place.to_le_bytes()[..3]);
    }
    for (number, entry) in table {
        bytes.extend_from_slice(&number.to_le_bytes()[..2]);
        bytes.extend(entry.to_le_bytes());
    }
    bytes
}

/// Steps, the map of features, then the rows that it points to.
pub(crate) fn weights(chain: &Chain) -> Vec<u8> {
    let mut map = vec![0_u8; 1 << (BITS - 3)];
    let mut rows = Vec::new();
    for (slot, place) in chain.places.iter().enumerate() {
        let row = chain.weights.get(*place as usize);
        if let Some(row) = row.filter(|row| row.iter().any(|weight| weight.abs() >= LEAST)) {
            map[slot / 8] |= 1 << (slot % 8);
            rows.extend(whole(row));
        }
    }
    let steps = chain.steps.iter().flat_map(whole);
    steps.chain(map).chain(rows).collect()
}

fn whole(row: &Row) -> impl Iterator<Item = u8> {
    let whole = |weight: &f32| (weight * SCALE).round().clamp(-127.0, 127.0) as i8;
    row.iter().map(whole).map(i8::cast_unsigned)
}
