//! The disk and the clock: folders of articles, the cache, the log, settings
//! files, exported files. No other module touches the world.
//!
//! Nothing is created before something has to be written.

mod alias;
mod archive;
mod aside;
mod cache;
mod clock;
mod decode;
mod demo;
mod edit;
mod export;
mod home;
mod index;
mod journal;
mod kept;
mod load;
mod log;
mod name;
mod places;
mod positions;
mod register;
mod rewrite;
mod seen;
mod settings;
mod shelf;
mod versions;
mod walk;
mod watch;
mod write;

pub use aside::{ASIDE, Aside, serve};
pub use clock::{now, seed, today};
pub use demo::demo;
pub use edit::edit;
pub use export::{WriteError, write_export, write_export_to};
pub use home::Home;
pub use index::{Indexed, Indexes};
pub use kept::Kept;
pub use load::{Batch, FileReading, Loader, bytes, is_guarded};
pub use log::{Log, LogError, LogPlace, Opened};
pub use name::name;
pub use places::{Finder, Places};
pub use positions::{MOST_POSITIONS, Positions, keep_positions, positions};
pub use seen::{Seen, keep_seen, seen};
pub use settings::{Settings, settings};
pub use shelf::Shelf;
pub use versions::{Version, keep_version, version_text, versions};
pub use walk::{Found, Place, Source, find};
pub use watch::{News, Watch};
pub use write::write_atomically;
