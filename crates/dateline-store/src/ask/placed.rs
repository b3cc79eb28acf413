//! The place of a report among the others.

use rusqlite::OptionalExtension;
use rusqlite::types::FromSql;

use crate::error::{In, StoreError};
use crate::store::Store;

impl Store {
    /// The id of the report that the report of this id is a copy of, if it is one.
    pub fn original(&self, id: &str) -> Result<Option<String>, StoreError> {
        let original: Option<Option<String>> = self.placed(id, "o.name")?;
        Ok(original.flatten())
    }

    /// A column of the placement `p` of the report of this id, or of its original `o`; of several reports of one id
    /// that of the last.
    pub(super) fn placed<T: FromSql>(
        &self,
        id: &str,
        column: &str,
    ) -> Result<Option<T>, StoreError> {
        self.connection
            .prepare_cached(&format!(
                "SELECT {column} FROM reports r JOIN placements p ON p.report = r.id
                 LEFT JOIN reports o ON o.id = p.original WHERE r.name = ?1 ORDER BY r.id DESC LIMIT 1"
            ))
            .and_then(|mut find| find.query_row([id], |row| row.get(0)).optional())
            .within(&self.path)
    }
}
