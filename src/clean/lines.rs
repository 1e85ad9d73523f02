//! Plain text: clean prose, or the dump of a page.
use super::{Content, metadata::Found, pieces::Piece};
/// Reads text.
pub(super) fn read(text: &str) -> Content {
    let pieces = text.split("\n\n").map(Piece::paragraph).collect();
    Content::of(pieces, Vec::new(), Found::default())
}
