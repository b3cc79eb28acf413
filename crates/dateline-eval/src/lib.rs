//! Scores of a reader of news reports against annotated corpora.
//!
//! [`evaluate`] runs a [`System`] over every corpus of [`CORPORA`] that is there and gives a
//! [`Report`] of figures, for people (`Display`) and machines (serde). [`check`] holds a report
//! against a [`Baseline`] of figures that may not fall.
//!
//! ```
//! use dateline_eval::{Inputs, System, SystemReading, evaluate};
//! use dateline_record::{Record, Report};
//!
//! /// Reads nothing out of any report.
//! struct Silent;
//!
//! impl System for Silent {
//!     fn read(&self, report: &Report) -> SystemReading {
//!         SystemReading::new(Record::new(report, "silent", None))
//!     }
//! }
//!
//! let inputs = Inputs { data: "no/such/folder".into(), gold: None, part: "dev".into() };
//! let report = evaluate(&inputs, Some("ewt"), &Silent)?;
//! assert_eq!(
//!     report.to_string(),
//!     "ewt dev: missing (no/such/folder/syntax/ewt/dev.conllu is not there)\n"
//! );
//! # Ok::<(), dateline_eval::EvalError>(())
//! ```
//!
//! Offsets of gold files and of all comparisons are code points.

mod baseline;
mod characters;
pub mod coreference;
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
pub use corpora::{CORPORA, Corpus, Folder, Half, Inputs, Scorer, Table, ecb, evaluate};
pub use counts::{Counts, Tally};
pub use error::EvalError;
pub use report::{Metric, Report, Section};
pub use system::{
    Chain, ChainMention, LabelledMention, LocatedName, System, SystemReading, TimeMention, Told,
};
