//! Writing a segment, part by part, so that little of it is ever in memory.

use std::{io, io::Write};

use fst::MapBuilder;

use super::{
    FIELDS, Key,
    bytes::PAGE,
    codec::{checksum, put},
    record::Record,
    segment::{Layout, Postings},
    vocabulary::{frequency_code, packed_by_stem},
};

/// Writes a segment: all words in order, then all articles in order.
pub(super) struct SegmentWriter<W> {
    out: W,
    /// What is written of the page that is not full.
    page: Vec<u8>,
    layout: Layout,
    keys: Vec<u8>,
    lengths: Vec<u8>,
    automaton: MapBuilder<Vec<u8>>,
    words: Vec<String>,
    frequencies: Vec<u8>,
    sums: Vec<u8>,
}

impl<W: Write> SegmentWriter<W> {
    /// A segment of so many articles.
    pub(super) fn new(out: W, articles: usize) -> Self {
        Self {
            out,
            page: Vec::new(),
            layout: Layout { articles: articles as u64, ..Layout::default() },
            keys: Vec::new(),
            lengths: Vec::new(),
            automaton: MapBuilder::memory(),
            words: Vec::new(),
            frequencies: Vec::new(),
            sums: Vec::new(),
        }
    }

    /// Adds the next word with the articles that have it and its strength in each.
    pub(super) fn word(&mut self, word: &str, found: &[(u32, u8)]) -> io::Result<()> {
        let articles = usize::try_from(self.layout.articles).unwrap_or(usize::MAX);
        let bytes = Postings::encode(found, articles);
        put(&mut self.lengths, bytes.len() as u64);
        self.layout.postings += bytes.len() as u64;
        self.automaton.insert(word, self.layout.words).map_err(io::Error::other)?;
        self.frequencies.push(frequency_code(found.len()));
        self.words.push(word.to_owned());
        self.layout.words += 1;
        self.data(&bytes)
    }

    /// Adds the next article, whose words are numbered in the order in which
    /// they were added.
    pub(super) fn article(&mut self, key: &Key, record: &Record) -> io::Result<()> {
        let bytes = record.encode(self.words.len());
        put(&mut self.lengths, bytes.len() as u64);
        self.layout.records += bytes.len() as u64;
        for (total, &length) in self.layout.totals.iter_mut().zip(&record.lengths) {
            *total += u64::from(length);
        }
        self.keys.extend(key);
        self.data(&bytes)
    }

    /// Writes the head and the layout.
    pub(super) fn finish(mut self) -> io::Result<W> {
        self.end_page()?;
        let words = self.automaton.into_inner().map_err(io::Error::other)?;
        let stems = packed_by_stem(&self.words);
        let parts = [self.keys, self.lengths, words, self.frequencies, stems, self.sums];
        let head = parts.concat();
        self.layout.parts = parts.map(|part| part.len() as u64);
        self.layout.head_sum = checksum(&head);
        self.out.write_all(&head)?;
        self.out.write_all(&self.layout.encode())?;
        Ok(self.out)
    }

    /// Writes bytes, page by page.
    fn data(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while self.page.len() + bytes.len() >= PAGE {
            let (now, later) = bytes.split_at_checked(PAGE - self.page.len()).unwrap_or_default();
            self.page.extend(now);
            self.end_page()?;
            bytes = later;
        }
        self.page.extend(bytes);
        Ok(())
    }

    fn end_page(&mut self) -> io::Result<()> {
        if !self.page.is_empty() {
            self.sums.extend(checksum(&self.page).to_le_bytes());
            self.out.write_all(&self.page)?;
            self.page.clear();
        }
        Ok(())
    }
}

/// Words in each field on average.
pub(super) fn averages(totals: [u64; FIELDS], articles: usize) -> [f64; FIELDS] {
    let number = |count: u64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    totals.map(|total| number(total) / number(articles.max(1) as u64))
}
