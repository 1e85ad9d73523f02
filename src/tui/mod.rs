//! The reader: messages in, state changed, effects out; views only read.
