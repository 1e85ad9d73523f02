//! The reader: messages in, state changed, effects out; views only read.
//!
//! `state` is everything the reader knows, `msg` everything that can happen,
//! `effect` everything it can ask of the world. The table of commands
//! (`crate::command`) stands between a key and what it does.

pub mod effect;
pub mod layout;
pub mod msg;
pub mod state;
pub mod theme;
pub mod view;
pub mod wrap;
