//! Effects: what `update` asks of the world. The shell does it and sends the
//! outcome back as a message.

use std::{collections::BTreeSet, sync::Arc};

use super::state::Holdings;
use crate::{
    dossier::{Dossier, EntityId, Held},
    export::Format,
    model::{Origin, Problem},
    note::{Act, ArticleKey, Notebook},
    store::Version,
};

/// Something to be done outside.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Correct articles, build a dossier of them and find the notes in it, in a worker.
    Build {
        /// The number to answer with.
        generation: u64,
        /// The articles as they were read, in order.
        articles: Vec<Held>,
        /// The corrections in force, and the notes that are to be found.
        notebook: Arc<Notebook>,
        /// Whether more articles will come.
        extent: Extent,
    },
    /// Search everything in a worker.
    Search {
        /// The number to answer with.
        generation: u64,
        /// What to search.
        holdings: Holdings,
        /// The query as typed.
        query: String,
        /// The articles read last, the latest first.
        recent: Vec<usize>,
    },
    /// Filter the list in a worker.
    Filter {
        /// The number to answer with.
        generation: u64,
        /// What to filter.
        holdings: Holdings,
        /// The query as typed.
        query: String,
    },
    /// Count what saved searches find, in a worker.
    Count {
        /// The number to answer with.
        generation: u64,
        /// What to search.
        holdings: Holdings,
        /// The queries.
        queries: Vec<String>,
    },
    /// Count which entities stand together, in a worker.
    Pair {
        /// The number to answer with.
        generation: u64,
        /// The dossier.
        dossier: Arc<Dossier>,
        /// The articles that count.
        articles: Vec<usize>,
        /// The entities of which each pair has one.
        of: BTreeSet<EntityId>,
    },
    /// Write an act to the log. A new note comes without id and times: they are given there.
    Append {
        /// The act.
        act: Box<Act>,
        /// Why.
        purpose: Purpose,
    },
    /// Write a text on in the editor of the reader's choice.
    EditOutside(String),
    /// Keep the text of an article, to compare later ones with.
    KeepVersion {
        /// The article.
        key: ArticleKey,
        /// Its text.
        text: String,
    },
    /// Compare an article with its version before.
    Compare {
        /// Its place in the dossier.
        article: usize,
        /// The version before.
        version: Version,
        /// Its text now.
        text: String,
    },
    /// Take in the copies of the log that a sync tool has left.
    MergeLogs,
    /// Read the source of an article.
    ReadRaw {
        /// Its place in the dossier.
        article: usize,
        /// Where it came from.
        origin: Origin,
    },
    /// Export.
    Export {
        /// What to export.
        holdings: Holdings,
        /// What couldn't be read.
        problems: Vec<Problem>,
        /// The format.
        format: Format,
        /// Where to.
        path: String,
    },
    /// Make the beginning of an export.
    Preview {
        /// What to export.
        holdings: Holdings,
        /// What couldn't be read.
        problems: Vec<Problem>,
        /// The format.
        format: Format,
    },
    /// Put a text on the clipboard (OSC 52).
    Copy(String),
    /// Open an address with the system's opener.
    OpenLink(String),
    /// Switch mouse reports on or off.
    Mouse(bool),
    /// Leave.
    Quit,
}

/// How much of a dossier is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// What was read so far.
    SoFar,
    /// All of it.
    All,
}

/// Why an act is done; tells undo and redo apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The reader did it.
    Do,
    /// To take the last act back.
    Undo,
    /// To do it again.
    Redo,
}
