//! Bytes that are read in pieces and never wrong: each page is held against
//! its sum before anything of it is believed.

use std::{
    fmt::Debug,
    ops::Range,
    sync::atomic::{AtomicBool, Ordering},
};

use super::codec::checksum;

/// Where the bytes of a segment lie: a file, or memory.
pub trait Bytes: Debug + Send + Sync {
    /// How many there are.
    fn size(&self) -> u64;

    /// Those of a range; none where it can't be read whole.
    fn read(&self, range: Range<u64>) -> Option<Vec<u8>>;
}

impl Bytes for Vec<u8> {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn read(&self, range: Range<u64>) -> Option<Vec<u8>> {
        let (start, end) = (range.start.try_into().ok()?, range.end.try_into().ok()?);
        self.get::<Range<usize>>(start..end).map(<[u8]>::to_vec)
    }
}

/// Bytes of a page, which is read whole the first time.
pub(super) const PAGE: usize = 4096;

/// Bytes with the sums of their pages.
#[derive(Debug)]
pub(super) struct Pages {
    bytes: Box<dyn Bytes>,
    end: u64,
    sums: Vec<u64>,
    known: Vec<AtomicBool>,
    damaged: AtomicBool,
}

impl Pages {
    /// Bytes that are to have these sums up to `end`.
    pub(super) fn new(bytes: Box<dyn Bytes>, end: u64, sums: Vec<u64>) -> Self {
        let known = sums.iter().map(|_| AtomicBool::new(false)).collect();
        Self { bytes, end, sums, known, damaged: AtomicBool::new(false) }
    }

    /// Whether anything was found to be other than it was written.
    pub(super) fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    /// Remembers that what was read makes no sense.
    pub(super) fn blame(&self) {
        self.damaged.store(true, Ordering::Relaxed);
    }

    /// The bytes of a range; empty where they are damaged, which is remembered.
    pub(super) fn read(&self, range: Range<u64>) -> Vec<u8> {
        let read =
            if self.is_known(&range) { self.bytes.read(range) } else { self.read_pages(range) };
        read.unwrap_or_else(|| {
            self.blame();
            Vec::new()
        })
    }

    fn is_known(&self, range: &Range<u64>) -> bool {
        let pages = self.known.get(pages(range));
        pages.is_some_and(|pages| pages.iter().all(|known| known.load(Ordering::Relaxed)))
    }

    fn read_pages(&self, range: Range<u64>) -> Option<Vec<u8>> {
        let pages = pages(&range);
        let start = (pages.start * PAGE) as u64;
        let end = ((pages.end * PAGE) as u64).min(self.end);
        let mut read = self.bytes.read(start..end)?;
        for (page, bytes) in pages.zip(read.chunks(PAGE)) {
            self.check(page, bytes)?;
        }
        read.truncate(usize::try_from(range.end - start).ok()?);
        read.drain(..usize::try_from(range.start - start).ok()?);
        Some(read)
    }

    fn check(&self, page: usize, bytes: &[u8]) -> Option<()> {
        let right = *self.sums.get(page)? == checksum(bytes);
        self.known.get(page)?.store(right, Ordering::Relaxed);
        right.then_some(())
    }
}

/// The pages that hold a range.
fn pages(range: &Range<u64>) -> Range<usize> {
    let page = |at: u64| usize::try_from(at / PAGE as u64).unwrap_or(usize::MAX);
    page(range.start)..page(range.end.saturating_sub(1)).saturating_add(1)
}
