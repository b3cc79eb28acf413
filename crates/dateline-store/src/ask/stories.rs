//! The stories that reports tell.

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::conditions::{matching, within};
use crate::days::Days;
use crate::error::{In, StoreError};
use crate::store::Store;

/// A question for stories. The latest come first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stories {
    /// With so many reports at least, copies included.
    pub least_reports: usize,
    /// One of its reports was published within these days.
    pub published: Option<Days>,
    /// One of its reports has all these words.
    pub words: Option<String>,
    /// Those with most reports first, copies apart, instead of the latest.
    pub largest_first: bool,
    /// At most so many.
    pub limit: Option<usize>,
}

/// A story that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryFound {
    /// Its number.
    pub id: i64,
    /// First and last day on which a report of it was published, as 20200106; 0 if none is known.
    pub days: (i64, i64),
    /// How many reports tell it.
    pub reports: i64,
    /// How many of these are copies of others.
    pub copies: i64,
    /// The records of its reports, the first published first.
    pub records: Vec<i64>,
    /// Who acts in the events of most of its reports: names, the commonest first.
    pub actors: Vec<String>,
    /// Where the events of most of its reports happen.
    pub places: Vec<String>,
}

/// So many actors and places are told of a story.
const NAMES: usize = 3;

impl Store {
    /// The stories that satisfy a question.
    pub fn stories(&self, question: &Stories) -> Result<Vec<StoryFound>, StoreError> {
        self.find_stories(question).within(&self.path)
    }

    /// The story of the report of this id.
    pub fn story_of(&self, id: &str) -> Result<Option<i64>, StoreError> {
        self.placed(id, "p.story")
    }

    fn find_stories(&self, question: &Stories) -> rusqlite::Result<Vec<StoryFound>> {
        // A story whose reports have all been corrected away has none.
        let least = i64::try_from(question.least_reports.max(1)).unwrap_or(i64::MAX);
        let mut values = vec![Value::Integer(least)];
        let mut conditions = Vec::new();
        if let Some(days) = question.published {
            conditions.push(within(days, "s.first_day", "s.last_day", &mut values));
        }
        if let Some(words) = &question.words {
            values.push(matching(words));
            conditions.push("s.id IN (SELECT rowid FROM words WHERE words MATCH ?)".to_owned());
        }
        let having_such = match conditions.as_slice() {
            [] => String::new(),
            conditions => format!(
                "AND z.story IN (SELECT q.story FROM placements q JOIN reports s ON s.id = q.report WHERE {})",
                conditions.join(" AND ")
            ),
        };
        let order = if question.largest_first {
            "z.reports - z.copies DESC,"
        } else {
            ""
        };
        let most = question.limit.and_then(|limit| i64::try_from(limit).ok());
        values.push(Value::Integer(most.unwrap_or(-1)));
        let query = format!(
            "SELECT z.story, z.first_day, z.last_day, z.reports, z.copies FROM story_sizes z
             WHERE z.reports >= ? {having_such} ORDER BY {order} z.last_day DESC, z.story DESC LIMIT ?"
        );
        let mut stories: Vec<StoryFound> = self
            .connection
            .prepare_cached(&query)?
            .query_map(params_from_iter(values), |row| {
                Ok(StoryFound {
                    id: row.get(0)?,
                    days: (row.get(1)?, row.get(2)?),
                    reports: row.get(3)?,
                    copies: row.get(4)?,
                    records: Vec::new(),
                    actors: Vec::new(),
                    places: Vec::new(),
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        for story in &mut stories {
            story.records = self.records_of_story(story.id)?;
            story.actors = self.commonest_names(
                story.id,
                "JOIN participants a ON a.event = e.id AND a.role = 'actor'
                 JOIN entities n ON n.record = e.record AND n.number = a.entity AND n.named",
                "a.name",
            )?;
            story.places = self.commonest_names(story.id, "", "e.place_name")?;
        }
        Ok(stories)
    }

    fn records_of_story(&self, story: i64) -> rusqlite::Result<Vec<i64>> {
        self.connection
            .prepare_cached(
                "SELECT r.record FROM placements p JOIN reports r ON r.id = p.report
                 WHERE p.story = ?1 AND r.record IS NOT NULL
                 ORDER BY r.first_day IS NULL, r.first_day, p.original IS NOT NULL, r.id",
            )?
            .query_map([story], |row| row.get(0))?
            .collect()
    }

    /// The names that stand in a column of the events of most reports of a story, copies apart.
    fn commonest_names(
        &self,
        story: i64,
        joined: &str,
        column: &str,
    ) -> rusqlite::Result<Vec<String>> {
        self.connection
            .prepare_cached(&format!(
                "SELECT w.name FROM placements p JOIN reports r ON r.id = p.report
                 CROSS JOIN events e ON e.record = r.record {joined} JOIN names w ON w.id = {column}
                 WHERE p.story = ?1 AND p.original IS NULL
                 GROUP BY w.id ORDER BY count(DISTINCT r.id) DESC, count(*) DESC, w.name LIMIT {NAMES}"
            ))?
            .query_map([story], |row| row.get(0))?
            .collect()
    }
}
