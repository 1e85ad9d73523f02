//! The one integration program: every feature at its boundary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test that meets the unexpected should stop there"
)]
#![allow(
    clippy::format_collect,
    clippy::too_many_lines,
    reason = "samples are made as they read best, and a test may tell a long story"
)]

mod clean;
mod commands;
mod dates;
mod demo;
mod desk;
mod entities;
mod exports;
mod finder;
mod golden;
mod hostile;
mod house;
mod imports;
mod index;
mod marked;
mod names;
mod notes;
mod papers;
mod pieces;
mod reader;
mod screens;
mod search;
mod terminal;
mod timeline;
mod times;
