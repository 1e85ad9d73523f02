//! The reader: messages in, state changed, effects out; views only read.
//!
//! `state` is everything the reader knows, `msg` everything that can happen,
//! `effect` everything it can ask of the world. `update` alone changes the
//! state; `view` draws it. The table of commands (`crate::command`) stands
//! between a key and what it does.

pub mod effect;
mod exporting;
mod input;
pub mod layout;
mod listen;
mod motion;
pub mod msg;
mod reading;
mod run;
pub mod search;
pub mod state;
mod tags;
mod terminal;
pub mod theme;
pub mod update;
pub mod view;
mod workers;
pub mod wrap;

pub use run::{Options, run};
