//! What a report has to do with those that are in the store already: told as it arrives, in the transaction that puts
//! it in.

use rusqlite::{Connection, OptionalExtension, params};

use crate::add::Arrived;
use crate::copies::{self, Found, Shingles, is_copy};
use crate::error::{In, StoreError};
use crate::store::Store;
use crate::stories::{self, WordCounts};

/// So many reports of an earlier form are placed in one transaction.
const BATCH: usize = 256;

/// What a report is compared with others by.
pub(crate) struct Features {
    shingles: Shingles,
    words: WordCounts,
}

impl Features {
    /// The features of a text.
    pub fn of(text: &str) -> Features {
        Features {
            shingles: Shingles::of(text),
            words: WordCounts::of(text),
        }
    }
}

/// Finds the place of a report that has just come in.
pub(crate) fn place(
    connection: &Connection,
    arrived: Arrived,
    features: &Features,
) -> rusqlite::Result<()> {
    let shingles = &features.shingles;
    let left = match arrived.corrects {
        Some(earlier) => withdraw(connection, earlier, arrived.report, shingles)?,
        None => Left::default(),
    };
    let found = if left.copies {
        None
    } else {
        copies::find(connection, shingles)?
    };
    // Copies join no story by their words: a text counts once, however often it is printed.
    let story = match left.story.or(found.as_ref().map(|found| found.story)) {
        Some(story) => story,
        None => stories::join(connection, arrived.day, &features.words)?,
    };
    match found {
        Some(found) if !was_first(arrived, &found) => {
            let (report, share) = (arrived.report, found.overlap.of_first);
            insert(connection, report, story, Some((found.original, share)))
        }
        found => {
            insert(connection, arrived.report, story, None)?;
            if let Some(found) = found {
                lead(connection, arrived.report, found.original)?;
                let share = (found.likest == found.original).then_some(found.overlap.of_second);
                connection
                    .prepare_cached("UPDATE placements SET shared = ?2 WHERE report = ?1")?
                    .execute(params![found.original, share])?;
            }
            copies::index(connection, arrived.report, shingles)
        }
    }
}

/// Whether a report was published before the one that it is like, whatever the order in which they came.
fn was_first(arrived: Arrived, found: &Found) -> bool {
    let days = arrived.day.zip(found.day);
    days.is_some_and(|(own, of_original)| own < of_original)
}

/// Puts in a placement: of a copy with its original and the share of it that stands in the report it was found by.
fn insert(
    connection: &Connection,
    report: i64,
    story: i64,
    copy_of: Option<(i64, f64)>,
) -> rusqlite::Result<()> {
    let (original, shared) = copy_of.unzip();
    connection
        .prepare_cached(
            "INSERT INTO placements (report, original, shared, story) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![report, original, shared, story])?;
    Ok(())
}

/// Makes a report the original of another and of its copies.
fn lead(connection: &Connection, report: i64, of: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE placements SET original = ?2 WHERE (original = ?1 OR report = ?1) AND report <> ?2",
        )?
        .execute([of, report])?;
    Ok(())
}

/// What a report that has been corrected leaves to its correction.
#[derive(Default)]
struct Left {
    /// Whether it leaves copies.
    copies: bool,
    /// Its story.
    story: Option<i64>,
}

/// Takes a report that has been corrected out of its place. If another text has come to stand at the address, nothing is
/// left to that: the first of the copies is the original then.
fn withdraw(
    connection: &Connection,
    earlier: i64,
    correction: i64,
    corrected: &Shingles,
) -> rusqlite::Result<Left> {
    let shingles = copies::shingles_of(connection, earlier)?.unwrap_or_default();
    copies::take_out(connection, earlier, &shingles)?;
    let story: Option<i64> = connection
        .prepare_cached("DELETE FROM placements WHERE report = ?1 RETURNING story")?
        .query_row([earlier], |row| row.get(0))
        .optional()?;
    let same = is_copy(corrected.overlap(&shingles));
    let first: Option<i64> = connection
        .prepare_cached(
            "SELECT r.id FROM placements p JOIN reports r ON r.id = p.report WHERE p.original = ?1
             ORDER BY r.first_day IS NULL, r.first_day, r.id LIMIT 1",
        )?
        .query_row([earlier], |row| row.get(0))
        .optional()?;
    if same {
        lead(connection, correction, earlier)?;
        return Ok(Left {
            copies: first.is_some(),
            story,
        });
    }
    let Some(first) = first else {
        return Ok(Left::default());
    };
    lead(connection, first, earlier)?;
    connection
        .prepare_cached("UPDATE placements SET original = NULL, shared = NULL WHERE report = ?1")?
        .execute([first])?;
    if let Some(shingles) = copies::shingles_of(connection, first)? {
        copies::index(connection, first, &shingles)?;
    }
    Ok(Left::default())
}

impl Store {
    /// Places the reports of a store whose earlier form knew no places.
    pub(crate) fn place_all(&mut self) -> Result<(), StoreError> {
        if !stories::begun(&self.connection).within(&self.path)? {
            self.in_transaction(|transaction| stories::begin(transaction))?;
        }
        let mut after = 0;
        loop {
            let path = self.path.clone();
            let unplaced = self.unplaced(after).within(&path)?;
            let Some(last) = unplaced.last() else {
                return Ok(());
            };
            after = last.report;
            self.in_transaction(|transaction| {
                for arrived in &unplaced {
                    // Another program may have been quicker.
                    if !is_placed(transaction, arrived.report)? {
                        let text = copies::text_of(transaction, arrived.report)?;
                        // A record that cannot be read is nobody's copy.
                        let features = Features::of(text.as_deref().unwrap_or_default());
                        place(transaction, *arrived, &features)?;
                    }
                }
                Ok(())
            })?;
        }
    }

    /// Some of the latest versions of reports without a place, after that of number `after`.
    fn unplaced(&self, after: i64) -> rusqlite::Result<Vec<Arrived>> {
        self.connection
            .prepare_cached(
                "SELECT r.id, r.first_day FROM reports r
                 WHERE r.id > ?1 AND r.latest AND NOT EXISTS (SELECT 1 FROM placements p WHERE p.report = r.id)
                 ORDER BY r.id LIMIT ?2",
            )?
            .query_map([after, BATCH as i64], |row| {
                Ok(Arrived {
                    report: row.get(0)?,
                    day: row.get(1)?,
                    corrects: None,
                })
            })?
            .collect()
    }
}

fn is_placed(connection: &Connection, report: i64) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM placements WHERE report = ?1")?
        .exists([report])
}
