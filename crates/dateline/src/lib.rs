//! dateline's engine: a report goes in, a record of who did what to whom, when, where, and who says so comes out.
//!
//! ```no_run
//! use dateline_record::{Report, Text};
//! let engine = dateline::Engine::load()?;
//! let report = Report::new("example", Text::new("Police in Kisumu arrested 14 protesters, a lawyer said.")?);
//! let reading = engine.read(&report)?;
//! println!("{}", reading.record.to_json()?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The folders are the stages, in reading order: [`structure`], [`words`], [`encode`], [`syntax`], [`entities`],
//! [`places`],
//! [`times`], [`voices`], [`events`]; [`pipeline`] runs them and [`assemble`] makes the record. The engine reads no files
//! but a model's, knows no clock, and does not fail on any text.

pub mod assemble;
pub mod calibration;
pub mod encode;
mod engine;
pub mod entities;
pub mod events;
pub mod lexicon;
pub mod pack;
pub mod pipeline;
pub mod places;
pub mod structure;
pub mod syntax;
pub mod times;
pub mod voices;
pub mod words;
pub mod world;

/// The version of the engine, as its records name it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

pub use engine::{Engine, LoadError};
pub use pipeline::{ChainMention, ClassifiedMention, LocatedName, Reading};
