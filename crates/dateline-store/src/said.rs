//! The words of what is said, by which quotations are found.

use dateline_record::{CharSpan, Text};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Deserialize;

use crate::error::{In, StoreError};
use crate::packed;
use crate::store::Store;

/// The row of an attribution in the table `said`, in SQL; `of` is the table of attributions by the name it has there. No text
/// that is read has as many attributions as there are rows for each record.
pub(crate) fn row(of: &str) -> String {
    format!("({of}.record << 20) + {of}.number")
}

/// So many records of an earlier form are gone through in one transaction.
const BATCH: i64 = 256;

/// Makes the words of an attribution known.
pub(crate) fn add(
    connection: &Connection,
    record: i64,
    number: i64,
    content: &str,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT INTO said (rowid, content) VALUES ((?1 << 20) + ?2, ?3)")?
        .execute(params![record, number, content])?;
    Ok(())
}

/// Forgets the words of a record's attributions, which must still be there.
pub(crate) fn take_out(connection: &Connection, record: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(&format!(
            "DELETE FROM said WHERE rowid IN (SELECT {} FROM attributions WHERE record = ?1)",
            row("attributions")
        ))?
        .execute([record])?;
    connection
        .prepare_cached("DELETE FROM unsaid WHERE record = ?1")?
        .execute([record])?;
    Ok(())
}

/// As much of a record as tells what was said in it.
#[derive(Deserialize)]
struct Said {
    text: Text,
    attributions: Vec<Content>,
}

#[derive(Deserialize)]
struct Content {
    content: Vec<CharSpan>,
}

impl Said {
    /// What was said, in the order of the record's attributions.
    fn contents(&self) -> impl Iterator<Item = String> + '_ {
        let code_points = self.text.code_points();
        self.attributions.iter().map(move |attribution| {
            let pieces = attribution.content.iter();
            let pieces = pieces.filter_map(|span| self.text.get(code_points.inner(*span)?));
            pieces.collect::<Vec<_>>().join(" ")
        })
    }
}

/// Makes the words of a record known that has been in the store for longer. One that cannot be read says nothing.
fn add_all(connection: &Connection, record: i64) -> rusqlite::Result<()> {
    let packed: Option<Vec<u8>> = connection
        .prepare_cached("SELECT json FROM records WHERE id = ?1")?
        .query_row([record], |row| row.get(0))
        .optional()?;
    let read = packed.and_then(|packed| packed::part::<Said>(&packed));
    for (index, content) in read.iter().flat_map(Said::contents).enumerate() {
        add(connection, record, index as i64 + 1, &content)?;
    }
    Ok(())
}

impl Store {
    /// Makes the words known of what is said in the records of a store whose earlier form did not know them.
    pub(crate) fn hear_all(&mut self) -> Result<(), StoreError> {
        loop {
            let path = self.path.clone();
            let unsaid: Vec<i64> = self.unsaid().within(&path)?;
            if unsaid.is_empty() {
                return Ok(());
            }
            self.in_transaction(|transaction| {
                for record in &unsaid {
                    // Another program may have been quicker.
                    let left = transaction
                        .prepare_cached("DELETE FROM unsaid WHERE record = ?1")?
                        .execute([record])?;
                    if left > 0 {
                        add_all(transaction, *record)?;
                    }
                }
                Ok(())
            })?;
        }
    }

    fn unsaid(&self) -> rusqlite::Result<Vec<i64>> {
        self.connection
            .prepare_cached("SELECT record FROM unsaid ORDER BY record LIMIT ?1")?
            .query_map([BATCH], |row| row.get(0))?
            .collect()
    }
}
