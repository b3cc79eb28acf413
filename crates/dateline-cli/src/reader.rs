//! What the program asks of the engine, so that everything around it can be tested without a model.

use dateline_record::{Record, Report, SentenceSyntax};

/// What the outputs show of a report that was read.
pub struct Reading {
    pub record: Record,
    /// The sentences with their words, in text order.
    pub sentences: Vec<SentenceSyntax>,
}

/// Reads reports, one at a time; every thread has its own.
pub trait Reader: Send {
    fn read(&mut self, report: &Report) -> anyhow::Result<Reading>;
}
