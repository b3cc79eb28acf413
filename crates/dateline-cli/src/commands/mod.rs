//! One file for each command of the program.

pub mod eval;
pub mod export;
pub mod ontology;
pub mod read;
pub mod schema;
