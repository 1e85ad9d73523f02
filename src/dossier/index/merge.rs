//! Several segments written again as one, without those articles that are gone.

use std::{io, sync::Arc};

use fst::{Streamer, map::OpBuilder};

use super::{Segment, record::Record, vocabulary::Ordinal, write::SegmentWriter};

/// Segments on their way into one.
struct Merging<'a> {
    segments: Vec<&'a Segment>,
    /// For each article of each segment its place in the new one, if it is kept.
    places: Vec<Vec<Option<u32>>>,
    /// For each word of each segment its number in the new one.
    words: Vec<Vec<Ordinal>>,
}

/// Writes one segment with the articles of several that are to be kept.
///
/// # Errors
/// Those of `out`, and `InvalidData` where a segment is damaged.
pub fn merge<W: io::Write>(segments: &[(Arc<Segment>, Vec<bool>)], out: W) -> io::Result<W> {
    let mut next = 0;
    let places = segments.iter().map(|(_, kept)| numbered(kept, &mut next)).collect();
    let segments: Vec<&Segment> = segments.iter().map(|(segment, _)| segment.as_ref()).collect();
    let words = segments.iter().map(|one| vec![0; one.vocabulary.len()]).collect();
    let mut merging = Merging { segments, places, words };
    let mut writer = SegmentWriter::new(out, next as usize);
    merging.write_words(&mut writer)?;
    merging.write_articles(&mut writer)?;
    if merging.segments.iter().any(|segment| segment.is_damaged()) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    writer.finish()
}

/// Numbers the articles that are kept.
fn numbered(kept: &[bool], next: &mut u32) -> Vec<Option<u32>> {
    let mut number = || {
        *next += 1;
        *next - 1
    };
    kept.iter().map(|&kept| kept.then(&mut number)).collect()
}

impl Merging<'_> {
    /// Writes every word that a kept article has.
    fn write_words<W: io::Write>(&mut self, writer: &mut SegmentWriter<W>) -> io::Result<()> {
        let all = self.segments.iter().map(|segment| segment.vocabulary.all());
        let mut union = all.collect::<OpBuilder<'_>>().union();
        let mut number = 0;
        while let Some((word, held)) = union.next() {
            let mut held: Vec<_> = held.iter().map(|one| (one.index, one.value)).collect();
            held.sort_unstable();
            let mut found = Vec::new();
            for (segment, ordinal) in held {
                let Ok(ordinal) = Ordinal::try_from(ordinal) else { continue };
                self.words[segment][ordinal as usize] = number;
                found.extend(self.kept(segment, ordinal));
            }
            if !found.is_empty() {
                let word = str::from_utf8(word).map_err(io::Error::other)?;
                writer.word(word, &found)?;
                number += 1;
            }
        }
        Ok(())
    }

    /// The kept articles that have a word of a segment.
    fn kept(&self, segment: usize, word: Ordinal) -> Vec<(u32, u8)> {
        let postings = self.segments[segment].postings(word);
        let place = |article: u32| self.places[segment].get(article as usize).copied().flatten();
        postings
            .iter()
            .filter_map(|(article, strength)| Some((place(article)?, strength)))
            .collect()
    }

    fn write_articles<W: io::Write>(&self, writer: &mut SegmentWriter<W>) -> io::Result<()> {
        for (number, (segment, places)) in self.segments.iter().zip(&self.places).enumerate() {
            for (key, article) in segment.keys().iter().zip(0..) {
                if places.get(article as usize).is_some_and(Option::is_some) {
                    let record = segment.record(article).unwrap_or_default();
                    writer.article(key, &self.renumbered(number, record))?;
                }
            }
        }
        Ok(())
    }

    /// A record with the numbers that its words have now, whose order is the same.
    fn renumbered(&self, segment: usize, mut record: Record) -> Record {
        for word in &mut record.words {
            *word = self.words[segment].get(*word as usize).copied().unwrap_or_default();
        }
        record
    }
}
