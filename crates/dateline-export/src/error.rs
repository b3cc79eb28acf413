//! What can go wrong while records are written.

use std::io;
use std::path::PathBuf;

use dateline_record::RecordError;
use parquet::errors::ParquetError;

/// A record that cannot be written, or an output that takes no more.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The output takes no more.
    #[error("the output cannot be written: {0}")]
    Io(#[from] io::Error),
    /// A file of a folder cannot be made.
    #[error("{}: {error}", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A record whose parts do not fit each other.
    #[error("report {report:?}: {error}")]
    Record {
        /// Id of the report.
        report: String,
        /// What does not fit.
        error: RecordError,
    },
    /// The Parquet library refuses.
    #[error("Parquet: {0}")]
    Parquet(#[from] ParquetError),
    /// The format writes one file and was given a folder, or the other way round.
    #[error("{format} is written to {wanted}")]
    Destination {
        /// Name of the format.
        format: &'static str,
        /// What it is written to.
        wanted: &'static str,
    },
}

impl From<csv::Error> for ExportError {
    fn from(error: csv::Error) -> ExportError {
        ExportError::Io(error.into())
    }
}

impl From<serde_json::Error> for ExportError {
    fn from(error: serde_json::Error) -> ExportError {
        ExportError::Io(error.into())
    }
}
