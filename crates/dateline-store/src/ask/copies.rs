//! Which report is a copy of which.

use rusqlite::OptionalExtension;

use crate::error::{In, StoreError};
use crate::store::Store;

impl Store {
    /// The id of the report that the report of this id is a copy of, if it is one.
    pub fn original(&self, id: &str) -> Result<Option<String>, StoreError> {
        self.connection
            .prepare_cached(
                "SELECT o.name FROM reports r JOIN placements p ON p.report = r.id
                 JOIN reports o ON o.id = p.original WHERE r.name = ?1",
            )
            .and_then(|mut find| find.query_row([id], |row| row.get(0)).optional())
            .within(&self.path)
    }
}
