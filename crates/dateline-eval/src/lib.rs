//! Scores of a reader of news reports against annotated corpora.
//!
//! [`evaluate`] runs a [`System`] over every corpus of [`CORPORA`] that is there and gives a
//! [`Report`] of figures, for people (`Display`) and machines (serde). [`check`] holds a report
//! against a [`Baseline`] of figures that may not fall.
//!
//! Offsets of gold files and of all comparisons are code points.

mod baseline;
mod characters;
mod corpora;
mod counts;
mod error;
pub mod gold;
mod json_lines;
mod matching;
mod report;
pub mod syntax;
mod system;
mod table;
#[cfg(test)]
mod testing;

pub use baseline::{Baseline, Floor, Regression, check};
pub use corpora::{CORPORA, Corpus, Folder, Inputs, evaluate};
pub use counts::{Counts, Tally};
pub use error::EvalError;
pub use report::{Metric, Report, Section};
pub use system::{LabelledMention, System, SystemReading, TimeMention};
