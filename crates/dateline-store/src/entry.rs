//! A report and its record made ready for the store: everything that takes time is done here, by many threads at once.

use std::io;

use dateline_record::{About, Record, RecordError, Report};

use crate::days::Days;
use crate::facts::Facts;
use crate::hash::{ReportHash, report_hash};
use crate::packed;
use crate::place::Features;

/// A report with its record, ready for [`Store::add`](crate::Store::add).
pub struct Entry {
    pub(crate) hash: ReportHash,
    pub(crate) engine: String,
    pub(crate) model: String,
    pub(crate) about: About,
    /// The days of publication.
    pub(crate) published: Days,
    pub(crate) text: String,
    /// The record as compressed JSON.
    pub(crate) json: Vec<u8>,
    pub(crate) facts: Facts,
    pub(crate) features: Features,
}

/// A record that cannot be written as JSON.
#[derive(Debug, thiserror::Error)]
pub enum MakeEntryError {
    /// It holds a span of another text.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// It cannot be compressed.
    #[error("the record cannot be compressed: {0}")]
    Compression(#[from] io::Error),
}

impl Entry {
    /// Makes the rows of a report and of what was read from it.
    ///
    /// # Errors
    /// If the record is none of that report's text.
    pub fn new(report: &Report, record: &Record) -> Result<Entry, MakeEntryError> {
        let published = record.report.published.as_deref();
        let published = published
            .and_then(|date| Days::of(date).ok())
            .unwrap_or(Days {
                first: None,
                last: None,
            });
        Ok(Entry {
            hash: report_hash(report),
            engine: record.engine.clone(),
            model: record.model.clone().unwrap_or_default(),
            about: record.report.clone(),
            published,
            text: report.text.as_str().to_owned(),
            json: packed::pack(&record.to_json_line()?)?,
            facts: Facts::of(record, published),
            features: Features::of(record.text.as_str()),
        })
    }

    /// The hash of the report.
    pub fn hash(&self) -> ReportHash {
        self.hash
    }

    /// The report's id within its batch.
    pub fn name(&self) -> &str {
        &self.about.id
    }
}
