//! What a page says about itself.
use scraper::Html;

use super::RawMetadata;

/// Collects.
pub(super) fn of_page(_: &Html) -> RawMetadata {
    RawMetadata::default()
}
