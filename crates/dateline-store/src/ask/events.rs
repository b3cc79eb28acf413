//! Which events satisfy all of some conditions.

use rusqlite::{Row, params_from_iter};

use super::conditions::{Condition, Start, Values};
use super::{Area, Order};
use crate::error::{In, StoreError};
use crate::store::Store;

/// From how many events on a set is not gone through one by one: then the events are walked in the order of their days
/// until enough of them pass, which comes soon where so many do.
const LARGE: usize = 20_000;
/// So many events of a set are looked at first, in the order of their days; then four times as many, and so on, until enough
/// have passed.
const FIRST: usize = 128;

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

impl EventFound {
    /// From record, number in the record and day.
    pub(super) fn of_row(row: &Row<'_>) -> rusqlite::Result<EventFound> {
        let number: i64 = row.get(1)?;
        Ok(EventFound {
            record: row.get(0)?,
            index: usize::try_from(number - 1).unwrap_or_default(),
            day: row.get(2)?,
        })
    }
}

/// The way of an answer: where it begins, and the tests on the way.
struct Way {
    begin: Begin,
    tests: Vec<String>,
    /// Of the beginning, then of the tests.
    values: Values,
}

enum Begin {
    /// At days and numbers of events, in the order that is asked for.
    Set(Vec<(i64, i64)>),
    /// At an index in the order of the columns of day and number.
    InOrder {
        from: &'static str,
        day: &'static str,
        event: &'static str,
    },
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
        match &way.begin {
            Begin::Set(events) => self.go_through(question, &way, events),
            Begin::InOrder { from, day, event } => match question.order {
                Order::Newest => {
                    let order = format!("{day} DESC, {event} DESC");
                    self.walk(question, &way, from, "1", &order, question.limit)
                }
                Order::Oldest => {
                    let order = format!("{day}, {event}");
                    let dated = format!("{day} > 0");
                    let mut found =
                        self.walk(question, &way, from, &dated, &order, question.limit)?;
                    let left = question.limit.map(|limit| limit - found.len());
                    if left != Some(0) {
                        let undated = format!("{day} = 0");
                        found.extend(self.walk(question, &way, from, &undated, &order, left)?);
                    }
                    Ok(found)
                }
            },
        }
    }

    /// Those of a set that pass, part by part.
    fn go_through(
        &self,
        question: &Events,
        way: &Way,
        mut events: &[(i64, i64)],
    ) -> Result<Vec<EventFound>, StoreError> {
        let most = question.limit.unwrap_or(usize::MAX);
        let order = match question.order {
            Order::Newest => "+e.day DESC, +e.id DESC",
            Order::Oldest => "+e.day = 0, +e.day, +e.id",
        };
        let (mut found, mut size) = (Vec::new(), FIRST);
        while found.len() < most && !events.is_empty() {
            let (part, rest) = events.split_at(size.min(events.len()));
            // They are numbers, and SQLite takes no list as a value.
            let numbers: Vec<String> = part.iter().map(|(_, event)| event.to_string()).collect();
            let of_part = format!("e.id IN ({})", numbers.join(","));
            let left = question.limit.map(|limit| limit - found.len());
            found.extend(self.walk(question, way, "events e", &of_part, order, left)?);
            (events, size) = (rest, size.saturating_mul(4));
        }
        Ok(found)
    }

    /// The events on a way that satisfy one more condition.
    fn walk(
        &self,
        question: &Events,
        way: &Way,
        from: &str,
        condition: &str,
        order: &str,
        limit: Option<usize>,
    ) -> Result<Vec<EventFound>, StoreError> {
        let latest = if question.superseded {
            ""
        } else {
            "r.latest AND "
        };
        let limit = limit.map_or_else(String::new, |limit| format!(" LIMIT {limit}"));
        let tests: String = way
            .tests
            .iter()
            .map(|test| format!("({test}) AND "))
            .collect();
        let query = format!(
            "SELECT e.record, e.number, e.day FROM {from} CROSS JOIN reports r ON r.record = e.record
             WHERE {tests}{latest}{condition} ORDER BY {order}{limit}"
        );
        self.connection
            .prepare(&query)
            .and_then(|mut ask| {
                ask.query_map(params_from_iter(&way.values), EventFound::of_row)?
                    .collect()
            })
            .within(&self.path)
    }

    /// Begins at the condition that the fewest events satisfy.
    fn way(&self, question: &Events, areas: &[String]) -> Result<Way, StoreError> {
        let mut by_cost: Vec<usize> = (0..question.conditions.len()).collect();
        by_cost.sort_by_key(|index| question.conditions[*index].cost_to_count());
        let (mut least, mut small, mut set) = (LARGE, None, Vec::new());
        for index in by_cost {
            let mut values = Values::new();
            // Whatever is not less than the least so far need not be looked at further.
            let (count, found) = match question.conditions[index].start(&areas[index], &mut values)
            {
                Some(Start::Set(query)) => {
                    let found = self.set(&query, values, least)?;
                    (found.len(), found)
                }
                Some(Start::InOrder {
                    from, condition, ..
                }) => (self.count(from, &condition, values, least)?, Vec::new()),
                None => continue,
            };
            if count < least {
                (least, small, set) = (count, Some(index), found);
            }
        }
        // Of the large ones one that is in the order of days is as good as any.
        let first = small.or_else(|| {
            (0..question.conditions.len()).find(|index| {
                let start = question.conditions[*index].start("[]", &mut Values::new());
                matches!(start, Some(Start::InOrder { .. }))
            })
        });
        let mut values = Values::new();
        let mut tests = Vec::new();
        let start =
            first.and_then(|first| question.conditions[first].start(&areas[first], &mut values));
        let begin = match start {
            Some(Start::InOrder {
                from,
                condition,
                day,
                event,
            }) => {
                tests.push(condition);
                Begin::InOrder { from, day, event }
            }
            Some(Start::Set(_)) => {
                values.clear();
                Begin::Set(in_order(set, question.order))
            }
            None => Begin::InOrder {
                from: "events e INDEXED BY events_day",
                day: "e.day",
                event: "e.id",
            },
        };
        for (index, condition) in question.conditions.iter().enumerate() {
            // An index of days gives more than lie within: the test is made all the same.
            if Some(index) != first || matches!(condition, Condition::Happened(_)) {
                tests.push(condition.test(&areas[index], &mut values));
            }
        }
        Ok(Way {
            begin,
            tests,
            values,
        })
    }

    /// Days and numbers of the events that a query gives, the first `most` of them.
    fn set(&self, query: &str, values: Values, most: usize) -> Result<Vec<(i64, i64)>, StoreError> {
        self.connection
            .prepare_cached(&format!("{query} LIMIT {most}"))
            .and_then(|mut ask| {
                ask.query_map(params_from_iter(values), |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })?
                .collect()
            })
            .within(&self.path)
    }

    /// How many events an index has under a condition, counted up to `most`.
    fn count(
        &self,
        from: &str,
        condition: &str,
        values: Values,
        most: usize,
    ) -> Result<usize, StoreError> {
        // Counting needs the index alone.
        let from = from.split(" CROSS JOIN").next().unwrap_or(from);
        let count: i64 = self
            .connection
            .prepare_cached(&format!(
                "SELECT count(*) FROM (SELECT 1 FROM {from} WHERE {condition} LIMIT {most})"
            ))
            .and_then(|mut count| count.query_row(params_from_iter(values), |row| row.get(0)))
            .within(&self.path)?;
        Ok(usize::try_from(count).unwrap_or(most))
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

/// Days and numbers of events, each once, in the order that is asked for.
fn in_order(mut events: Vec<(i64, i64)>, order: Order) -> Vec<(i64, i64)> {
    match order {
        Order::Newest => events.sort_unstable_by(|a, b| b.cmp(a)),
        Order::Oldest => events.sort_unstable_by_key(|(day, event)| (*day == 0, *day, *event)),
    }
    events.dedup();
    events
}
