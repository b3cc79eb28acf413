//! One file for each command of the program.

pub mod read;
pub mod schema;
