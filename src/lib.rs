//! Dateline: a terminal reader for dossiers of collected articles.
//!
//! The modules stand in one direction, each naming only those above it; the
//! map is in `ARCHITECTURE.md`.

pub mod model;

pub mod fold;

pub mod ingest;

pub mod clean;

pub mod annotate;

pub mod dossier;

pub mod note;

pub mod export;

pub mod command;

pub mod store;

pub mod cli;

pub mod tui;
