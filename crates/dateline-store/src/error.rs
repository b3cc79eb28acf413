//! What can be wrong with a store, said so that a person can mend it.

use std::error::Error;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// A store that cannot do what was asked. Nothing that was acknowledged before is lost by it.
#[derive(Debug, thiserror::Error)]
#[error("{}: {fault}", path.display())]
pub struct StoreError {
    /// The store's file.
    pub path: PathBuf,
    /// What is wrong; part of the message, so no source of its own.
    pub fault: Fault,
}

/// What is wrong with a store.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// There is no file of that name.
    #[error("there is no such store; `dateline ingest … --into` makes one")]
    Missing,
    /// The file is something else.
    #[error("this file is no dateline store")]
    NotAStore,
    /// The tables are those of a later version of this program.
    #[error(
        "the store has the form {found} and this program knows forms up to {known}; use the newer dateline that made it"
    )]
    Newer {
        /// The form found.
        found: i64,
        /// The latest form known here.
        known: i64,
    },
    /// The tables are those of an earlier version, and the file was opened for reading.
    #[error(
        "the store has the earlier form {found}; `dateline ingest` or `dateline reread` brings it up to form {known}"
    )]
    Older {
        /// The form found.
        found: i64,
        /// The form of this program.
        known: i64,
    },
    /// The file has been damaged.
    #[error(
        "the store is damaged ({0}); restore a copy, or save its records with `sqlite3 … .recover`"
    )]
    Damaged(String),
    /// No room is left.
    #[error(
        "there is no room left on the disk; what was acknowledged before is safe, and the same command goes on from there"
    )]
    Full,
    /// The file or its folder may not be written.
    #[error("the store cannot be written: the file or its folder is read-only")]
    ReadOnly,
    /// The file cannot be opened.
    #[error("the store cannot be opened; does its folder exist, and may it be read?")]
    CannotOpen,
    /// Another program has kept the store locked for longer than one waits.
    #[error(
        "another program is writing to the store and did not finish within {seconds} seconds; try again later"
    )]
    Busy {
        /// How long was waited.
        seconds: u64,
    },
    /// A record in the store cannot be unpacked or read.
    #[error("record {id} cannot be read: {reason}")]
    Record {
        /// Its number in the table `records`.
        id: i64,
        /// Why.
        reason: String,
    },
    /// Anything else that SQLite reports.
    #[error("{0}")]
    Sqlite(#[source] rusqlite::Error),
}

/// How long one writer waits for another, in seconds. A batch takes a fraction of one.
pub(crate) const WAIT_SECONDS: u64 = 30;

pub(crate) fn fault(error: rusqlite::Error) -> Fault {
    let Some(code) = error.sqlite_error_code() else {
        return Fault::Sqlite(error);
    };
    match code {
        ErrorCode::NotADatabase => Fault::NotAStore,
        ErrorCode::DatabaseCorrupt => Fault::Damaged(error.to_string()),
        ErrorCode::DiskFull => Fault::Full,
        ErrorCode::ReadOnly => Fault::ReadOnly,
        ErrorCode::CannotOpen => Fault::CannotOpen,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Fault::Busy {
            seconds: WAIT_SECONDS,
        },
        _ => Fault::Sqlite(error),
    }
}

/// Says of an error whose store it is.
pub(crate) trait In<T> {
    fn within(self, path: &Path) -> Result<T, StoreError>;
}

impl<T> In<T> for Result<T, rusqlite::Error> {
    fn within(self, path: &Path) -> Result<T, StoreError> {
        self.map_err(|error| StoreError {
            path: path.to_owned(),
            fault: fault(error),
        })
    }
}

impl<T> In<T> for Result<T, Fault> {
    fn within(self, path: &Path) -> Result<T, StoreError> {
        self.map_err(|fault| StoreError {
            path: path.to_owned(),
            fault,
        })
    }
}

/// A record that cannot be had.
pub(crate) fn unreadable(id: i64, error: &impl Error) -> Fault {
    Fault::Record {
        id,
        reason: error.to_string(),
    }
}
