//! The one integration program: every feature at its boundary.

mod clean;
mod commands;
mod dates;
mod demo;
mod entities;
mod exports;
mod house;
mod notes;
mod screens;
mod search;
mod terminal;
mod timeline;
