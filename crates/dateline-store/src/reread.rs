//! Reading all reports of a store again: the old facts stay in sight until the new ones are complete.

use dateline_record::{PublishedSource, Record, Report};
use rusqlite::{Connection, OptionalExtension, params};

use crate::add::{add_record, reading};
use crate::entry::Entry;
use crate::error::{In, StoreError};
use crate::said;
use crate::store::Store;

/// How many records that are out of sight are taken out in one transaction.
const SWEEP: usize = 200;

/// A report that an engine and model have not read yet.
pub struct ToReread {
    /// Its number in the table `reports`.
    pub id: i64,
    /// The report as it was found; or why its record does not tell.
    pub report: Result<Report, StoreError>,
}

/// The report that a record was made from.
pub fn report_of(record: &Record) -> Report {
    let about = &record.report;
    let mut report = Report::new(about.id.clone(), record.text.clone());
    report.title.clone_from(&about.title);
    report.authors.clone_from(&about.authors);
    // A date that was read from the text is a finding of the engine, which the next one may not share.
    if about.published_source != Some(PublishedSource::Text) {
        report.published.clone_from(&about.published);
        report.published_source = about.published_source;
    }
    report.publisher.clone_from(&about.publisher);
    report.url.clone_from(&about.url);
    report.retrieved.clone_from(&about.retrieved);
    report.language.clone_from(&about.language);
    report
}

impl Store {
    /// How many reports have no record by this engine and model.
    pub fn count_to_reread(&self, engine: &str, model: &str) -> Result<i64, StoreError> {
        self.connection
            .query_row(
                "SELECT count(*) FROM reports r WHERE NOT EXISTS (
                   SELECT 1 FROM records c JOIN readings g ON g.id = c.reading
                   WHERE c.report = r.id AND g.engine = ?1 AND g.model = ?2)",
                [engine, model],
                |row| row.get(0),
            )
            .within(&self.path)
    }

    /// The next report after number `after` that has no record by this engine and model.
    pub fn next_to_reread(
        &self,
        engine: &str,
        model: &str,
        after: i64,
    ) -> Result<Option<ToReread>, StoreError> {
        let next: Option<(i64, i64)> = self
            .connection
            .prepare_cached(
                "SELECT r.id, r.record FROM reports r WHERE r.id > ?3 AND NOT EXISTS (
                   SELECT 1 FROM records c JOIN readings g ON g.id = c.reading
                   WHERE c.report = r.id AND g.engine = ?1 AND g.model = ?2)
                 ORDER BY r.id LIMIT 1",
            )
            .and_then(|mut find| {
                find.query_row(params![engine, model, after], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()
            })
            .within(&self.path)?;
        let Some((id, record)) = next else {
            return Ok(None);
        };
        let report = self.record(record).map(|record| report_of(&record));
        Ok(Some(ToReread { id, report }))
    }

    /// Puts new readings of reports beside the old ones, all in one transaction; they stay out of sight until
    /// [`switch_to`](Store::switch_to).
    ///
    /// # Errors
    /// As for [`add`](Store::add).
    pub fn add_again(&mut self, entries: &[(i64, Entry)]) -> Result<(), StoreError> {
        self.in_transaction(|transaction| {
            for (report, entry) in entries {
                let reading = reading(transaction, &entry.engine, &entry.model)?;
                let known = transaction
                    .prepare_cached("SELECT 1 FROM records WHERE report = ?1 AND reading = ?2")?
                    .exists([*report, reading])?;
                if !known {
                    add_record(transaction, *report, entry)?;
                }
            }
            Ok(())
        })
    }

    /// Shows the records of this engine and model instead of all others, in one transaction, and gives the number of
    /// reports that changed. A report that it has not read keeps the record it had.
    ///
    /// # Errors
    /// As for [`add`](Store::add).
    pub fn switch_to(&mut self, engine: &str, model: &str) -> Result<usize, StoreError> {
        self.in_transaction(|transaction| {
            let reading = reading(transaction, engine, model)?;
            transaction.execute(
                "UPDATE reports SET record = c.id FROM records c
                 WHERE c.report = reports.id AND c.reading = ?1 AND reports.record IS NOT c.id",
                [reading],
            )
        })
    }

    /// Takes out some of the records that are out of sight, with their facts, and gives their number; 0 when none is
    /// left. To be called after [`switch_to`](Store::switch_to) alone: records of an unfinished rereading are out of
    /// sight as well.
    ///
    /// # Errors
    /// As for [`add`](Store::add).
    pub fn sweep(&mut self) -> Result<usize, StoreError> {
        self.in_transaction(|transaction| {
            let stale: Vec<i64> = transaction
                .prepare_cached(
                    "SELECT c.id FROM records c JOIN reports r ON r.id = c.report
                     WHERE r.record IS NOT c.id LIMIT ?1",
                )?
                .query_map([SWEEP as i64], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for record in &stale {
                take_out(transaction, *record)?;
            }
            Ok(stale.len())
        })
    }
}

/// Takes out a record and everything derived from it.
fn take_out(connection: &Connection, record: i64) -> rusqlite::Result<()> {
    said::take_out(connection, record)?;
    for of_event in ["event_codes", "participants", "quantities"] {
        connection
            .prepare_cached(&format!(
                "DELETE FROM {of_event} WHERE event IN (SELECT id FROM events WHERE record = ?1)"
            ))?
            .execute([record])?;
    }
    for of_record in [
        "events",
        "entities",
        "relations",
        "attributions",
        "times",
        "voices",
    ] {
        connection
            .prepare_cached(&format!("DELETE FROM {of_record} WHERE record = ?1"))?
            .execute([record])?;
    }
    connection
        .prepare_cached("DELETE FROM records WHERE id = ?1")?
        .execute([record])?;
    Ok(())
}
