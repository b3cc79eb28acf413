//! Which events satisfy all of some conditions.

use rusqlite::params_from_iter;

use super::conditions::{Condition, Start, Values};
use super::{Area, Order};
use crate::error::{In, StoreError};
use crate::store::Store;

/// From how many events on a set is not gone through one by one: then the events are walked in the order of their days
/// until enough of them pass, which comes soon where so many do.
const LARGE: i64 = 20_000;

/// A question for events.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Events {
    /// All of these must hold.
    pub conditions: Vec<Condition>,
    /// Which come first.
    pub order: Order,
    /// At most so many.
    pub limit: Option<usize>,
    /// Whether to look into versions of reports that have been corrected since.
    pub superseded: bool,
}

/// An event that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventFound {
    /// Number of its record.
    pub record: i64,
    /// Its index in the record's list of events.
    pub index: usize,
    /// The day it is sorted by, as 20200106: that of the event if it is known, else that of the report; 0 if neither is.
    pub day: i64,
}

/// The way of an answer: where it begins, and the tests on the way.
struct Way {
    from: &'static str,
    conditions: Vec<String>,
    /// The columns of day and number that it is in the order of.
    day: &'static str,
    event: &'static str,
    values: Values,
}

impl Store {
    /// The events that satisfy a question.
    pub fn events(&self, question: &Events) -> Result<Vec<EventFound>, StoreError> {
        let areas = question
            .conditions
            .iter()
            .map(|condition| match condition {
                Condition::Within(area) => self.places_in(area),
                _ => Ok(String::new()),
            })
            .collect::<Result<Vec<_>, _>>()?;
        let way = self.way(question, &areas)?;
        match question.order {
            Order::Newest => {
                let order = format!("{} DESC, {} DESC", way.day, way.event);
                self.walk(question, &way, "1", &order, question.limit)
            }
            Order::Oldest => {
                let order = format!("{}, {}", way.day, way.event);
                let dated = format!("{} > 0", way.day);
                let mut found = self.walk(question, &way, &dated, &order, question.limit)?;
                let left = question.limit.map(|limit| limit - found.len());
                if left != Some(0) {
                    let undated = format!("{} = 0", way.day);
                    found.extend(self.walk(question, &way, &undated, &order, left)?);
                }
                Ok(found)
            }
        }
    }

    fn walk(
        &self,
        question: &Events,
        way: &Way,
        days: &str,
        order: &str,
        limit: Option<usize>,
    ) -> Result<Vec<EventFound>, StoreError> {
        let latest = if question.superseded {
            ""
        } else {
            "r.latest AND "
        };
        let limit = limit.map_or_else(String::new, |limit| format!(" LIMIT {limit}"));
        let conditions: String = way
            .conditions
            .iter()
            .map(|condition| format!("({condition}) AND "))
            .collect();
        let query = format!(
            "SELECT e.record, e.number, e.day FROM {} CROSS JOIN reports r ON r.record = e.record
             WHERE {conditions}{latest}{days} ORDER BY {order}{limit}",
            way.from
        );
        self.connection
            .prepare_cached(&query)
            .and_then(|mut ask| {
                ask.query_map(params_from_iter(&way.values), |row| {
                    let number: i64 = row.get(1)?;
                    Ok(EventFound {
                        record: row.get(0)?,
                        index: usize::try_from(number - 1).unwrap_or_default(),
                        day: row.get(2)?,
                    })
                })?
                .collect()
            })
            .within(&self.path)
    }

    /// Begins at the condition that the fewest events satisfy.
    fn way(&self, question: &Events, areas: &[String]) -> Result<Way, StoreError> {
        let mut by_cost: Vec<usize> = (0..question.conditions.len()).collect();
        by_cost.sort_by_key(|index| question.conditions[*index].cost_to_count());
        let (mut least, mut small) = (LARGE, None);
        for index in by_cost {
            let mut values = Values::new();
            let Some(start) = question.conditions[index].start(&areas[index], &mut values) else {
                continue;
            };
            // Whatever is not less than the least so far need not be counted further.
            let count = self.count(&start, values, least)?;
            if count < least {
                (least, small) = (count, Some(index));
            }
        }
        // Of the large ones one that is in the order of days is as good as any.
        let begin = small.or_else(|| {
            (0..question.conditions.len()).find(|index| {
                let start = question.conditions[*index].start("[]", &mut Values::new());
                matches!(start, Some(Start::InOrder { .. }))
            })
        });
        let mut values = Values::new();
        let mut conditions = Vec::new();
        let start =
            begin.and_then(|begin| question.conditions[begin].start(&areas[begin], &mut values));
        let (from, day, event) = match start {
            Some(Start::InOrder {
                from,
                condition,
                day,
                event,
            }) => {
                conditions.push(condition);
                (from, day, event)
            }
            Some(Start::Set(query)) => {
                conditions.push(format!("e.id IN ({query})"));
                // The sign keeps SQLite from walking all days instead of the set.
                ("events e", "+e.day", "+e.id")
            }
            None => ("events e INDEXED BY events_day", "e.day", "e.id"),
        };
        for (index, condition) in question.conditions.iter().enumerate() {
            // An index of days gives more than lie within: the test is made all the same.
            if Some(index) != begin || matches!(condition, Condition::Happened(_)) {
                conditions.push(condition.test(&areas[index], &mut values));
            }
        }
        Ok(Way {
            from,
            conditions,
            day,
            event,
            values,
        })
    }

    /// How many events there are to begin with, counted up to `most`.
    fn count(&self, start: &Start, values: Values, most: i64) -> Result<i64, StoreError> {
        let query = match start {
            Start::Set(query) => query.clone(),
            Start::InOrder {
                from, condition, ..
            } => {
                // Counting needs the index alone.
                let from = from.split(" CROSS JOIN").next().unwrap_or(from);
                format!("SELECT 1 FROM {from} WHERE {condition}")
            }
        };
        self.connection
            .prepare_cached(&format!("SELECT count(*) FROM ({query} LIMIT {most})"))
            .and_then(|mut count| count.query_row(params_from_iter(values), |row| row.get(0)))
            .within(&self.path)
    }

    /// The numbers of the places in an area, as a JSON array.
    fn places_in(&self, area: &Area) -> Result<String, StoreError> {
        let places: Vec<(i64, f64, f64)> = self
            .connection
            .prepare_cached("SELECT id, lat, lon FROM places")
            .and_then(|mut all| {
                all.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                    .collect()
            })
            .within(&self.path)?;
        let inside: Vec<String> = places
            .into_iter()
            .filter(|(_, lat, lon)| area.holds(*lat, *lon))
            .map(|(id, ..)| id.to_string())
            .collect();
        Ok(format!("[{}]", inside.join(",")))
    }
}
