//! Values read from a file piece by piece: the bytes of a large one in memory
//! beside it would leave there, once they are gone, holes of their size.

use std::io::{self, BufRead, BufReader, Read};

use postcard::{Deserializer, Error, de_flavors::Flavor};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::cache::{SUM, shortened};

/// A reader that adds up what is read from it.
#[derive(Debug)]
pub(super) struct Summed<R> {
    from: R,
    hash: Sha256,
}

impl<R: Read> Summed<R> {
    /// What follows in `from`, added to `before`.
    pub(super) fn after(before: &[u8], from: R) -> Self {
        Self { from, hash: Sha256::new_with_prefix(before) }
    }

    /// The checksum of everything, with what was not read yet.
    ///
    /// # Errors
    /// The rest can't be read.
    pub(super) fn sum(mut self) -> io::Result<[u8; SUM]> {
        io::copy(&mut self, &mut io::sink())?;
        Ok(shortened(&self.hash.finalize().into()))
    }
}

impl<R: Read> Read for Summed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(into)?;
        self.hash.update(into.get(..count).unwrap_or_default());
        Ok(count)
    }
}

/// The value that stands in a file from here on.
///
/// # Errors
/// The bytes end early or say something else.
pub(super) fn decode<T: DeserializeOwned>(from: impl Read) -> Result<T, Error> {
    let pieces = Pieces { from: BufReader::with_capacity(PIECE, from), word: Vec::new() };
    T::deserialize(&mut Deserializer::from_flavor(pieces))
}

/// Bytes read at once.
const PIECE: usize = 1 << 16;

/// Bytes for the decoder, as they come. What it asks for in one go is held
/// until it asks for more; never more than there is, whatever a length says.
struct Pieces<R> {
    from: BufReader<R>,
    word: Vec<u8>,
}

impl<'de, R: Read + 'de> Flavor<'de> for Pieces<R> {
    type Remainder = ();
    type Source = ();

    fn pop(&mut self) -> Result<u8, Error> {
        let waiting = self.from.fill_buf().map_err(|_| Error::DeserializeUnexpectedEnd)?;
        let byte = *waiting.first().ok_or(Error::DeserializeUnexpectedEnd)?;
        self.from.consume(1);
        Ok(byte)
    }

    /// Nothing can be borrowed of what is read and gone.
    fn try_take_n(&mut self, _count: usize) -> Result<&'de [u8], Error> {
        Err(Error::WontImplement)
    }

    fn try_take_n_temp<'a>(&'a mut self, count: usize) -> Result<&'a [u8], Error>
    where
        'de: 'a,
    {
        self.word.clear();
        let taken = self.from.by_ref().take(count as u64).read_to_end(&mut self.word);
        if taken.is_ok_and(|taken| taken == count) {
            return Ok(&self.word);
        }
        Err(Error::DeserializeUnexpectedEnd)
    }

    fn finalize(self) -> Result<(), Error> {
        Ok(())
    }
}
