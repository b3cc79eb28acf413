//! How much is in a store.

use crate::error::{In, StoreError};
use crate::store::Store;

/// Counts of what a store holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Reports, corrected versions included.
    pub reports: i64,
    /// Events of the latest version of each report.
    pub events: i64,
    /// Engines and models whose records are in it.
    pub readings: i64,
}

impl Store {
    /// Counts.
    pub fn figures(&self) -> Result<Figures, StoreError> {
        self.connection
            .query_row(
                "SELECT (SELECT count(*) FROM reports),
                        (SELECT count(*) FROM events e JOIN reports r ON r.record = e.record WHERE r.latest),
                        (SELECT count(DISTINCT reading) FROM records)",
                [],
                |row| {
                    Ok(Figures {
                        reports: row.get(0)?,
                        events: row.get(1)?,
                        readings: row.get(2)?,
                    })
                },
            )
            .within(&self.path)
    }
    /// The hashes of all reports, in hexadecimal.
    pub fn hashes(&self) -> Result<Vec<String>, StoreError> {
        self.connection
            .prepare_cached("SELECT lower(hex(hash)) FROM reports ORDER BY id")
            .and_then(|mut all| all.query_map([], |row| row.get(0))?.collect())
            .within(&self.path)
    }
}
