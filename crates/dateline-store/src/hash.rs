//! By what two reports are the same.

use std::fmt;

use dateline_record::Report;
use sha2::{Digest, Sha256};

/// SHA-256 of everything that was found of a report but its id, which only names it within a batch.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReportHash([u8; 32]);

/// The hash of a report: its text, headline, authors, dates, publisher, address and language.
pub fn report_hash(report: &Report) -> ReportHash {
    let mut hasher = Sha256::new();
    // Each field with its length before it, so that no two rows of fields look alike.
    let mut field = |value: Option<&str>| match value {
        None => hasher.update([0]),
        Some(value) => {
            hasher.update([1]);
            hasher.update((value.len() as u64).to_le_bytes());
            hasher.update(value);
        }
    };
    field(Some(report.text.as_str()));
    field(report.title.as_deref());
    field(report.published.as_deref());
    field(report.publisher.as_deref());
    field(report.url.as_deref());
    field(report.language.as_deref());
    for author in &report.authors {
        field(Some(author));
    }
    ReportHash(hasher.finalize().into())
}

impl ReportHash {
    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for ReportHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ReportHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
