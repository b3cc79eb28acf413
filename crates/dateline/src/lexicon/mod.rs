//! Reading of the lexical data files under `lexicon/`.
//!
//! The files are compiled into the library with `include_str!`; what they may hold is checked when a table is made of
//! them, and every mistake is named with its file and line. Lines that are empty or begin with `#` and a space are
//! skipped.

mod error;
mod lines;

pub use error::LexiconError;
pub use lines::{List, each_entry, entries, pairs};
