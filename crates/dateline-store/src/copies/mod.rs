//! Which reports are copies of one another: wire copy, syndication, the same text cut, lengthened or lightly edited.

mod shingles;

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};
use serde::Deserialize;

pub use shingles::{Overlap, Shingles};

use crate::packed;

/// Texts with fewer shingles than this are too short to tell a copy from a common phrase.
const LEAST: usize = 12;
/// The larger of the two shares of a copy, at least.
const LARGER: f64 = 0.5;
/// The smaller of the two, at least: a digest that quotes a short report whole is no copy of it.
const SMALLER: f64 = 0.2;
/// A shingle that stands in more reports than this is a turn of phrase or a notice, and finds nothing.
const COMMON: usize = 32;
/// So many sampled shingles at least are shared by a report that is worth comparing.
const SHARED: usize = 2;
/// So many of those that share most are compared word for word.
const COMPARED: usize = 4;

/// Whether two texts of which these shares are common are copies of one another.
pub fn is_copy(overlap: Overlap) -> bool {
    let (a, b) = (overlap.of_first, overlap.of_second);
    a.max(b) >= LARGER && a.min(b) >= SMALLER
}

/// A report of which another is a copy.
pub(crate) struct Found {
    /// The report that was compared.
    pub likest: i64,
    /// The one that it is a copy of, or itself.
    pub original: i64,
    /// The story of the original.
    pub story: i64,
    /// Day of publication of the original.
    pub day: Option<i64>,
    pub overlap: Overlap,
}

/// The likest of the reports that a text is a copy of, among those in the index.
pub(crate) fn find(connection: &Connection, text: &Shingles) -> rusqlite::Result<Option<Found>> {
    if text.len() < LEAST {
        return Ok(None);
    }
    let mut shared: HashMap<i64, usize> = HashMap::new();
    let mut with = connection.prepare_cached("SELECT report FROM shingles WHERE shingle = ?1")?;
    for shingle in text.sampled() {
        let reports: Vec<i64> = with
            .query_map([shingle as i64], |row| row.get(0))?
            .take(COMMON + 1)
            .collect::<rusqlite::Result<_>>()?;
        if reports.len() <= COMMON {
            for report in reports {
                *shared.entry(report).or_default() += 1;
            }
        }
    }
    let mut candidates: Vec<(i64, usize)> = shared
        .into_iter()
        .filter(|(_, count)| *count >= SHARED)
        .collect();
    candidates.sort_by_key(|(report, count)| (std::cmp::Reverse(*count), *report));
    let mut best: Option<(i64, Overlap)> = None;
    for (report, _) in candidates.into_iter().take(COMPARED) {
        let Some(other) = shingles_of(connection, report)? else {
            continue;
        };
        let overlap = text.overlap(&other);
        let enough = other.len() >= LEAST && is_copy(overlap);
        if enough && best.is_none_or(|(_, least)| overlap.of_first > least.of_first) {
            best = Some((report, overlap));
        }
    }
    let Some((likest, overlap)) = best else {
        return Ok(None);
    };
    connection
        .prepare_cached(
            "SELECT r.id, r.first_day, p.story FROM placements p JOIN reports r ON r.id = ifnull(p.original, p.report)
             WHERE p.report = ?1",
        )?
        .query_row([likest], |row| {
            Ok(Found {
                likest,
                original: row.get(0)?,
                day: row.get(1)?,
                story: row.get(2)?,
                overlap,
            })
        })
        .optional()
}

/// The shingles of a report in the store; `None` for one whose record cannot be read, which is nobody's original.
pub(crate) fn shingles_of(
    connection: &Connection,
    report: i64,
) -> rusqlite::Result<Option<Shingles>> {
    Ok(text_of(connection, report)?.map(|text| Shingles::of(&text)))
}

/// The text of a report in the store, as far as its record can be read.
pub(crate) fn text_of(connection: &Connection, report: i64) -> rusqlite::Result<Option<String>> {
    #[derive(Deserialize)]
    struct Told {
        text: String,
    }
    let packed: Option<Vec<u8>> = connection
        .prepare_cached(
            "SELECT c.json FROM reports r JOIN records c ON c.id = r.record WHERE r.id = ?1",
        )?
        .query_row([report], |row| row.get(0))
        .optional()?;
    let told = packed.and_then(|packed| packed::part::<Told>(&packed));
    Ok(told.map(|told| told.text))
}

/// Puts a report into the index.
pub(crate) fn index(connection: &Connection, report: i64, text: &Shingles) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO shingles (shingle, report) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
    )?;
    for shingle in text.sampled() {
        insert.execute(params![shingle as i64, report])?;
    }
    Ok(())
}

/// Takes a report with these shingles out of the index.
pub(crate) fn take_out(
    connection: &Connection,
    report: i64,
    text: &Shingles,
) -> rusqlite::Result<()> {
    let mut delete =
        connection.prepare_cached("DELETE FROM shingles WHERE shingle = ?1 AND report = ?2")?;
    for shingle in text.sampled() {
        delete.execute(params![shingle as i64, report])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_text_is_a_copy_and_a_quoted_sentence_makes_none() {
        for (of_first, of_second, copy) in [
            (1.0, 0.3, true),
            (0.3, 1.0, true),
            (0.7, 0.6, true),
            (1.0, 0.1, false),
            (0.4, 0.4, false),
        ] {
            let overlap = Overlap {
                of_first,
                of_second,
            };
            assert_eq!(is_copy(overlap), copy, "{overlap:?}");
        }
    }
}
