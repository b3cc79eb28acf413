//! What the program asks of the engine, so that everything around it can be tested without a model.

use dateline_record::{Record, Report, SentenceSyntax};

/// One report, read.
pub struct Reading {
    pub record: Record,
    /// The sentences with their words, in text order.
    pub sentences: Vec<SentenceSyntax>,
}

/// Reads reports; shared by all threads.
pub trait Reader: Sync {
    fn read(&self, report: &Report) -> Reading;
}
