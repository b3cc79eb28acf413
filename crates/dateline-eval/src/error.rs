//! What can go wrong when gold data are read.

use std::path::PathBuf;

/// A corpus could not be read or was asked for by a wrong name.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// The file or folder exists but cannot be read.
    #[error("{}: {source}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A line of a corpus file is not what its format demands.
    #[error("{}:{line}: {reason}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// No corpus has that name.
    #[error("no corpus is named {name:?}; known are {known}")]
    UnknownCorpus {
        /// The name asked for.
        name: String,
        /// The names there are, separated by commas.
        known: String,
    },
    /// A document cannot be given to the system, or what the system gave does not fit it.
    #[error("document {document}: {reason}")]
    Unreadable {
        /// Id of the document.
        document: String,
        /// What is wrong.
        reason: String,
    },
}
