//! Which reports tell of one story: each report, as it arrives, joins a story or opens one.
//!
//! A story is the sum of the words of its reports, a report joins the likest story of its days if that is like enough. No
//! story is ever looked for among all: an index knows which ones have the heaviest words of a report in its days.

mod counts;
mod vector;

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension, params};

pub use counts::WordCounts;
use vector::Vector;

use crate::days::ordinal;

/// So like, as a cosine, a report is at least to the story that it joins.
const LIKE: f32 = 0.26;
/// So many days at most lie between a report and the one that joined the story before it.
const WINDOW: i64 = 7;
/// So many words of a story at most are kept.
const KEPT: usize = 200;
/// By so many of its words a story can be found.
const INDEXED: usize = 32;
/// By so many of its words a report looks for stories.
const PROBED: usize = 32;
/// A word by which more stories of these days could be found finds none.
const COMMON: usize = 128;
/// So many of those found that share most are compared.
const COMPARED: usize = 12;

/// A story that may be joined.
struct Story {
    id: i64,
    /// The days since 1970 of the report that joined last.
    day: i64,
    words: Vector,
}

/// Whether a store is ready to have stories.
pub(crate) fn begun(connection: &Connection) -> rusqlite::Result<bool> {
    connection.prepare("SELECT 1 FROM story_state")?.exists([])
}

/// Makes a store ready to have stories.
pub(crate) fn begin(connection: &Connection) -> rusqlite::Result<()> {
    // Another program may have been quicker.
    if begun(connection)? {
        return Ok(());
    }
    counts::begin(connection)
}

/// The story that a report of that day belongs to, which it opens if there is none like it. A report without a day
/// counts as one of the day of the report before it.
pub(crate) fn join(
    connection: &Connection,
    day: Option<i64>,
    words: &WordCounts,
) -> rusqlite::Result<i64> {
    let own = words.count(connection)?;
    let day = arrived_on(connection, day)?;
    match likest(connection, &own, day)? {
        Some(story) => {
            let joined = Story {
                id: story.id,
                day,
                words: story.words.and(&own, KEPT),
            };
            connection
                .prepare_cached("UPDATE stories SET day = ?2, words = ?3 WHERE id = ?1")?
                .execute(params![joined.id, joined.day, joined.words.pack()])?;
            index(connection, Some(&story), &joined)?;
            Ok(joined.id)
        }
        None => {
            connection
                .prepare_cached("INSERT INTO stories (day, words) VALUES (?1, ?2)")?
                .execute(params![day, own.pack()])?;
            let opened = Story {
                id: connection.last_insert_rowid(),
                day,
                words: own,
            };
            index(connection, None, &opened)?;
            Ok(opened.id)
        }
    }
}

/// The days since 1970 of a report, which the next one counts by if it has none.
fn arrived_on(connection: &Connection, day: Option<i64>) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("UPDATE story_state SET day = ifnull(?1, day) RETURNING day")?
        .query_row([day.and_then(ordinal)], |row| row.get(0))
}

/// The likest story of these days, if it is like enough; of two that are as like the earlier.
fn likest(connection: &Connection, own: &Vector, day: i64) -> rusqlite::Result<Option<Story>> {
    let mut best: Option<(f32, Story)> = None;
    for id in candidates(connection, own, day)? {
        let Some(story) = story(connection, id)? else {
            continue;
        };
        let likeness = own.likeness(&story.words);
        let in_time = (story.day - day).abs() <= WINDOW;
        if in_time && likeness >= LIKE && best.as_ref().is_none_or(|(least, _)| likeness > *least) {
            best = Some((likeness, story));
        }
    }
    Ok(best.map(|(_, story)| story))
}

/// The stories of these days that share most with a report, as far as the index tells, in the order of their numbers.
fn candidates(connection: &Connection, own: &Vector, day: i64) -> rusqlite::Result<Vec<i64>> {
    let mut shared: HashMap<i64, f32> = HashMap::new();
    let mut with = connection.prepare_cached(
        "SELECT story FROM story_index WHERE word = ?1 AND days BETWEEN ?2 AND ?3",
    )?;
    let (from, to) = (days(day - WINDOW), days(day + WINDOW));
    for (word, weight) in own.top(PROBED) {
        let stories: Vec<i64> = with
            .query_map(params![word as i64, from, to], |row| row.get(0))?
            .take(COMMON + 1)
            .collect::<rusqlite::Result<_>>()?;
        if stories.len() <= COMMON {
            for story in stories {
                *shared.entry(story).or_default() += weight;
            }
        }
    }
    let mut found: Vec<(i64, f32)> = shared.into_iter().collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut found: Vec<i64> = found.into_iter().take(COMPARED).map(|(id, _)| id).collect();
    found.sort_unstable();
    Ok(found)
}

fn story(connection: &Connection, id: i64) -> rusqlite::Result<Option<Story>> {
    connection
        .prepare_cached("SELECT day, words FROM stories WHERE id = ?1")?
        .query_row([id], |row| {
            let words: Vec<u8> = row.get(1)?;
            Ok(Story {
                id,
                day: row.get(0)?,
                words: Vector::unpack(&words),
            })
        })
        .optional()
}

/// The index has days in stretches as long as the window.
fn days(day: i64) -> i64 {
    day.div_euclid(WINDOW)
}

/// Brings the index from what a story was to what it is now.
fn index(connection: &Connection, before: Option<&Story>, now: &Story) -> rusqlite::Result<()> {
    let entries = |story: &Story| -> BTreeSet<(i64, i64)> {
        let words = story.words.top(INDEXED).into_iter();
        words
            .map(|(word, _)| (word as i64, days(story.day)))
            .collect()
    };
    let (old, new) = (before.map(entries).unwrap_or_default(), entries(now));
    let mut delete = connection
        .prepare_cached("DELETE FROM story_index WHERE word = ?1 AND days = ?2 AND story = ?3")?;
    for (word, days) in old.difference(&new) {
        delete.execute([*word, *days, now.id])?;
    }
    let mut insert = connection
        .prepare_cached("INSERT INTO story_index (word, days, story) VALUES (?1, ?2, ?3)")?;
    for (word, days) in new.difference(&old) {
        insert.execute([*word, *days, now.id])?;
    }
    Ok(())
}
