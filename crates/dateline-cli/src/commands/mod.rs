//! One file for each command of the program.

pub mod eval;
pub mod export;
pub mod incidents;
pub mod ingest;
pub mod ontology;
pub mod query;
pub mod quotes;
pub mod read;
pub mod reread;
pub mod schema;
pub mod stories;
pub mod timeline;
#[cfg(feature = "fetch")]
pub mod watch;
pub mod who;
