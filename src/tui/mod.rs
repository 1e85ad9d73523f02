//! The reader: messages in, state changed, effects out; views only read.

pub mod layout;
pub mod theme;
pub mod wrap;
