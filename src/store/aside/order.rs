//! What is said between the reader and the processes that work for it: orders
//! and answers, each with its length before it.

use std::{
    ffi::OsString,
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::super::{Place, Source, load::Portion};
use crate::model::Corrections;

/// What is to be done.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Order {
    /// Read a file, known by name and path, into the cache.
    Read(String, OsString),
    /// Derive what follows from so many articles, which come after this.
    Derive {
        /// Where it is kept, and under which key.
        kept: (OsString, [u8; 32]),
        /// What the reader says of events and names, as JSON.
        said: String,
        /// How many articles there are.
        articles: usize,
    },
}

/// An answer to [`Order::Read`]: portions in order up to the file's end.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Answer {
    /// The next portion.
    Portion(Portion),
    /// From here on it is not in the cache, and whoever asks may see for themselves.
    Unread,
}

impl Order {
    /// The order to read a file; none for what other processes can't read.
    pub(super) fn to_read(file: &Source) -> Option<Self> {
        let Place::File(path) = &file.place else { return None };
        Some(Self::Read(file.name.to_string(), path.as_os_str().to_owned()))
    }
}

/// What the reader says of events and names. What is said of an article's
/// text and date has made another article before.
pub(super) fn said(corrections: &Corrections) -> io::Result<String> {
    let Corrections { when, status, hidden, same, alone, entities, .. } = corrections;
    serde_json::to_string(&(when, status, hidden, same, alone, entities.as_ref()))
        .map_err(io::Error::other)
}

/// The corrections that [`said`] was made of.
pub(super) fn heard(said: &str) -> io::Result<Corrections> {
    let (when, status, hidden, same, alone, entities) =
        serde_json::from_str(said).map_err(io::Error::other)?;
    let entities = std::sync::Arc::new(entities);
    Ok(Corrections { when, status, hidden, same, alone, entities, ..Corrections::default() })
}

/// Writes a value with its length before it.
pub(super) fn send<T: Serialize>(to: &mut impl Write, value: &T) -> io::Result<()> {
    let bytes = postcard::to_stdvec(value).map_err(io::Error::other)?;
    to.write_all(&(bytes.len() as u64).to_le_bytes())?;
    to.write_all(&bytes)
}

/// Reads a value; an error at the end as well.
pub(super) fn receive<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<T> {
    let mut length = [0; 8];
    from.read_exact(&mut length)?;
    let mut bytes = Vec::new();
    from.take(u64::from_le_bytes(length)).read_to_end(&mut bytes)?;
    postcard::from_bytes(&bytes).map_err(io::Error::other)
}

/// What both sides must have in common: the cache's folder of one engine.
pub(super) fn greeting(folder: Option<&Path>) -> OsString {
    folder.map(PathBuf::from).unwrap_or_default().into_os_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EntityRole, Status, When};

    #[test]
    fn what_is_said_is_heard() {
        let mut corrections = Corrections::default();
        corrections.when.insert("a".to_owned(), When::parse("2031-05").unwrap());
        corrections.status.insert("b".to_owned(), Status::Planned);
        corrections.hidden.insert("c".to_owned());
        corrections.same.insert("d".to_owned(), "e".to_owned());
        let roles = [("f".to_owned(), EntityRole::Hidden)];
        corrections.entities = std::sync::Arc::new(roles.into_iter().collect());
        assert_eq!(heard(&said(&corrections).unwrap()).unwrap(), corrections);
    }

    #[test]
    fn values_come_one_after_the_other_and_half_of_one_is_an_error() {
        let mut bytes = Vec::new();
        send(&mut bytes, &"one").unwrap();
        send(&mut bytes, &7_u32).unwrap();
        let mut from = bytes.as_slice();
        assert_eq!(receive::<String>(&mut from).unwrap(), "one");
        assert_eq!(receive::<u32>(&mut from).unwrap(), 7);
        assert!(receive::<u32>(&mut from).is_err());
        assert!(receive::<String>(&mut &bytes[..9]).is_err());
    }
}
