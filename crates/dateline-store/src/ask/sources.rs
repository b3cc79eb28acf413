//! Which report a record was read from, and by what.

use rusqlite::OptionalExtension;

use crate::error::{Fault, In, StoreError};
use crate::store::Store;

/// The report behind a record, and what read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// SHA-256 of the report, in hexadecimal.
    pub hash: String,
    /// The report's id within its batch.
    pub name: String,
    /// Address.
    pub url: Option<String>,
    /// Which version of the report at this address, from 1.
    pub version: i64,
    /// Headline.
    pub title: Option<String>,
    /// Newspaper, agency or site.
    pub publisher: Option<String>,
    /// Date of publication in EDTF.
    pub published: Option<String>,
    /// Hash of the report that this one is a copy of, if it is one.
    pub copy_of: Option<String>,
    /// Number of its story; none of a version that has been corrected since.
    pub story: Option<i64>,
    /// Version of the engine.
    pub engine: String,
    /// SHA-256 of the model; empty if there was none.
    pub model: String,
}

impl Store {
    /// The report behind the record of that number.
    ///
    /// # Errors
    /// If there is no such record.
    pub fn source(&self, record: i64) -> Result<Source, StoreError> {
        self.connection
            .prepare_cached(
                "SELECT lower(hex(r.hash)), r.name, r.url, r.version, r.title, r.publisher, r.published,
                        g.engine, g.model, lower(hex(o.hash)), p.story
                 FROM records c JOIN reports r ON r.id = c.report JOIN readings g ON g.id = c.reading
                 LEFT JOIN placements p ON p.report = r.id LEFT JOIN reports o ON o.id = p.original
                 WHERE c.id = ?1",
            )
            .and_then(|mut find| {
                find.query_row([record], |row| {
                    Ok(Source {
                        hash: row.get(0)?,
                        name: row.get(1)?,
                        url: row.get(2)?,
                        version: row.get(3)?,
                        title: row.get(4)?,
                        publisher: row.get(5)?,
                        published: row.get(6)?,
                        engine: row.get(7)?,
                        model: row.get(8)?,
                        copy_of: row.get::<_, Option<String>>(9)?.filter(|hash| !hash.is_empty()),
                        story: row.get(10)?,
                    })
                })
                .optional()
            })
            .within(&self.path)?
            .ok_or_else(|| Fault::Record {
                id: record,
                reason: "there is none of that number".to_owned(),
            })
            .within(&self.path)
    }
}
