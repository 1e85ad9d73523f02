//! The one integration program: every feature at its boundary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test that meets the unexpected should stop there"
)]

mod clean;
mod commands;
mod dates;
mod demo;
mod desk;
mod entities;
mod exports;
mod golden;
mod house;
mod marked;
mod notes;
mod reader;
mod screens;
mod search;
mod terminal;
mod timeline;
