//! What may tell the same as some events.

use rusqlite::params;

use super::EventFound;
use crate::error::{In, StoreError};
use crate::store::Store;

impl Store {
    /// Events that may tell the same as those found: all of the reports that tell the same stories, and those of the same
    /// place and day, of latest versions; at most `limit`, the latest. Those found are among them if they are of latest versions.
    pub fn alongside(
        &self,
        found: &[EventFound],
        limit: usize,
    ) -> Result<Vec<EventFound>, StoreError> {
        let pairs: Vec<String> = found
            .iter()
            .map(|event| format!("[{},{}]", event.record, event.index + 1))
            .collect();
        self.connection
            .prepare_cached(
                "WITH found AS (
                   SELECT e.record, e.place, e.day FROM json_each(?1) j
                   CROSS JOIN events e ON e.record = j.value ->> 0 AND e.number = j.value ->> 1
                 ), stories AS (
                   SELECT DISTINCT p.story FROM found f
                   CROSS JOIN reports r ON r.record = f.record CROSS JOIN placements p ON p.report = r.id
                 ), spots AS (
                   SELECT DISTINCT place, day FROM found WHERE place IS NOT NULL AND day > 0
                 )
                 SELECT e.record, e.number, e.day FROM stories s CROSS JOIN placements p ON p.story = s.story
                 CROSS JOIN reports r ON r.id = p.report CROSS JOIN events e ON e.record = r.record
                 UNION
                 SELECT e.record, e.number, e.day FROM spots s
                 CROSS JOIN events e ON e.place = s.place AND e.day = s.day
                 CROSS JOIN reports r ON r.record = e.record AND r.latest
                 ORDER BY 3 DESC, 1 DESC, 2 LIMIT ?2",
            )
            .and_then(|mut ask| {
                let most = i64::try_from(limit).unwrap_or(i64::MAX);
                ask.query_map(
                    params![format!("[{}]", pairs.join(",")), most],
                    EventFound::of_row,
                )?
                .collect()
            })
            .within(&self.path)
    }
}
