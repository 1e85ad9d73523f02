//! The disk: folders of articles, the cache, the log, settings files, the clock.
